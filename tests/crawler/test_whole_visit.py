"""Whole visits, from a good portal down: one thing is otherwise on each, and exactly that shows in the verdict.

Most of the mutations listed in docs/mutations.md turn a test of this file red.
"""

# ruff: noqa: E501 - markup and data read best a case a line

from __future__ import annotations

from datetime import date

import pytest

from crawler.order import Budget
from reading.portal import Counted
from reading.understand import understand
from records.facts import Aspect, LinkSeen, PageSeen, PostSeen, Reason, Relation, Role
from records.findings import Finding, Outcome
from tests.crawler import faults
from tests.crawler.batches import CLEAN, Ran, run_changed
from tests.crawler.faults import Answer, reply
from tests.crawler.schools import POSTS, YEAR, page, posts, school_name
from tests.crawler.visiting import RULES, facts_of, findings_of, missing_of, rubric, verdict_of, vocabulary

pytestmark = pytest.mark.district

# Two of these four days lie in the school year 2021–2022 (1 August to 31 July).
EDGES = {"2022-08-01": False, "2022-07-31": True, "2021-08-01": True, "2021-07-31": False}
NUMBER = {name: number for number, name in enumerate(
    ("hangs", "empty-section", "foreign", "unopened", "edges", "few-posts", "other-years")
)}  # fmt: skip


def _name(case: str) -> str:
    return school_name(NUMBER[case])


def _edges() -> str:
    entries = "".join(
        f'<div class="item"><h3><a href="/bai-viet/bai-cua-ngay-{day}">Tin của nhà trường ngày thứ {n}</a></h3>'
        f'<span class="date">{date.fromisoformat(day):%d/%m/%Y}</span></div>'
        for n, day in enumerate(EDGES)
    )
    return page(_name("edges"), "Tin tức", f'<div class="list">{entries}</div>')


def _few() -> str:
    entries = "".join(
        f'<div class="item"><h3><a href="{path}">{title}</a></h3><span class="date">{day:%d/%m/%Y}</span></div>'
        for path, title, day in posts(12)
    )
    return page(_name("few-posts"), "Tin tức", f'<div class="list">{entries}</div>')


def cases() -> dict[str, dict[str, Answer]]:
    return {
        "hangs": {"/tin-tuc?trang=2": faults.slow_headers(30)},
        "empty-section": {"/gioi-thieu": reply(page(_name("empty-section"), "Giới thiệu", "<p>Nội dung đang cập nhật.</p>"))},
        "foreign": {"/": reply(page("Trường Tiểu học Mỹ Phước", "Trường Tiểu học Mỹ Phước", "<p>Xin chào.</p>"))},
        "unopened": {"/gioi-thieu": faults.reset()},
        "edges": {"/tin-tuc*": reply(_edges())},
        "few-posts": {"/tin-tuc*": reply(_few())},
        "other-years": {
            "/cong-khai": reply(page(_name("other-years"), "Công khai", '<ul><li><a href="/cong-khai/2020-2021">Công khai năm học 2020-2021</a></li></ul>')),
            "/cong-khai/2021-2022": reply("", 404),
        },
    }  # fmt: skip


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    return run_changed(tmp_path_factory.mktemp("whole"), cases(), Budget(seconds=30.0, timeout_seconds=1.0))


def finding(ran: Ran, case: str, rule: str) -> Finding:
    return findings_of(ran.visit(case))[rule]


def test_a_good_portal_is_read_whole_and_exactly(ran: Ran) -> None:
    visit = ran.visit(CLEAN)
    assert missing_of(visit) == []
    assert all(coverage.complete for coverage in visit.coverage)
    seen = {post.url.partition(".test")[2]: post for post in facts_of(visit, PostSeen)}
    assert set(seen) == {path for path, _, _ in posts()}
    assert {rule: found.outcome for rule, found in findings_of(visit).items()} == dict.fromkeys(RULES, Outcome.PASS)


def test_every_post_has_its_own_day_and_title(ran: Ran) -> None:
    visit = ran.visit(CLEAN)
    read = understand(
        visit, school_year=YEAR, window=visit.window, counted_natures=rubric().counted_natures, vocabulary=vocabulary()
    )
    found = {entry.url.partition(".test")[2]: (entry.title, entry.published) for entry in read.ledger.entries}
    assert found == {path: (title, day) for path, title, day in posts()}


def test_all_pages_of_the_news_are_turned(ran: Ran) -> None:
    assert [path for path in ran.requests[CLEAN] if path.startswith("/tin-tuc")] == [
        "/tin-tuc", "/tin-tuc?trang=2", "/tin-tuc?trang=3", "/tin-tuc?trang=4", "/tin-tuc?trang=5",
    ]  # fmt: skip
    assert finding(ran, CLEAN, "3.3").answer.values["sure"] == POSTS


def test_no_page_is_asked_for_twice_but_the_home(ran: Ran) -> None:
    asked = ran.requests[CLEAN]
    assert {path for path in asked if asked.count(path) > 1} <= {"/"}


def test_the_parent_is_read_and_links_to_the_school(ran: Ran) -> None:
    visit = ran.visit(CLEAN)
    assert visit.covered(Aspect.PARENT).complete
    assert next(page.url for page in facts_of(visit, PageSeen) if page.role is Role.PARENT) == "http://pgd.test/"
    links = [link.target for link in facts_of(visit, LinkSeen) if link.relation is Relation.PARENT_TO_SCHOOL]
    assert links == [f"http://{CLEAN}.test/"]
    assert finding(ran, CLEAN, "3.2").outcome is Outcome.PASS


def test_a_page_that_hangs_is_missing_and_leaves_the_posts_open(ran: Ran) -> None:
    visit = ran.visit("hangs")
    assert [(page.url, page.reason) for page in missing_of(visit)] == [
        ("http://hangs.test/tin-tuc?trang=2", Reason.TIMEOUT)
    ]
    covered = visit.covered(Aspect.POSTS)
    assert (covered.complete, covered.reason) == (False, Reason.TIMEOUT)
    found = finding(ran, "hangs", "3.3")
    assert (found.outcome, found.points, found.answer.values["possible"]) == (Outcome.UNKNOWN, None, None)


def test_a_section_with_nothing_in_it_is_missing(ran: Ran) -> None:
    found = finding(ran, "empty-section", "3.1")
    assert found.outcome is Outcome.FAIL
    assert tuple(found.answer.values["missing"]) == ("gioi_thieu",)


def test_a_link_in_the_menu_earns_nothing_by_itself(ran: Ran) -> None:
    found = finding(ran, "unopened", "3.1")
    assert found.outcome is Outcome.UNKNOWN
    assert tuple(found.answer.values["missing"]) == ("gioi_thieu",)


def test_a_portal_of_another_school_is_not_judged(ran: Ran) -> None:
    assert {found.outcome for found in findings_of(ran.visit("foreign")).values()} == {Outcome.UNKNOWN}
    assert verdict_of(ran.visit("foreign")).judged_max == 0


def test_the_window_holds_its_first_and_last_day_and_no_other(ran: Ran) -> None:
    visit = ran.visit("edges")
    read = understand(
        visit, school_year=YEAR, window=visit.window, counted_natures=rubric().counted_natures, vocabulary=vocabulary()
    )
    counted = {f"{entry.published}": entry.counted is Counted.YES for entry in read.ledger.entries}
    assert counted == EDGES
    assert (read.ledger.sure, read.ledger.possible) == (2, 2)


def test_too_few_posts_fail_only_because_all_were_read(ran: Ran) -> None:
    visit = ran.visit("few-posts")
    assert visit.covered(Aspect.POSTS).complete
    found = finding(ran, "few-posts", "3.3")
    assert (found.outcome, found.answer.values["sure"], found.answer.values["possible"]) == (Outcome.FAIL, 12, 12)


def test_cong_khai_of_other_years_only_is_none_of_this_year(ran: Ran) -> None:
    found = finding(ran, "other-years", "3.4")
    assert (found.outcome, found.answer.result) == (Outcome.FAIL, "other-years-only")
