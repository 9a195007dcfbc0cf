"""One fault a portal: it becomes a missing page with the right reason, costs no point, and touches no other school."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.order import Budget
from records.facts import Aspect, PageSeen, PostSeen, Reason
from records.findings import Outcome
from tests.crawler import faults
from tests.crawler.batches import CLEAN, Ran, run_changed
from tests.crawler.faults import Answer, reply
from tests.crawler.schools import POSTS
from tests.crawler.visiting import RULES, facts_of, findings_of, missing_of

pytestmark = pytest.mark.district

MB = 1024 * 1024
PAGE = "<html><head><title>Trang</title></head><body><p>Nội dung</p></body></html>"
Reasons = tuple[Reason, ...]

FAULTS: dict[str, tuple[Callable[[], Answer], Reasons]] = {
    "slow-headers": (lambda: faults.slow_headers(30), (Reason.TIMEOUT,)),
    "drip": (faults.drip, (Reason.TIMEOUT,)),
    "reset": (faults.reset, (Reason.RESET,)),
    "truncated": (lambda: faults.truncated(PAGE), (Reason.TRUNCATED,)),
    "truncated-gzip": (lambda: faults.truncated_gzip(PAGE), (Reason.TRUNCATED,)),
    "gzip-bomb": (faults.gzip_bomb, (Reason.TOO_LARGE,)),
    "tags-50mb": (lambda: faults.flood(b"<div><p>x</p></div>", 50 * MB, claim=True), (Reason.TOO_LARGE,)),
    "tags-50mb-unannounced": (lambda: faults.flood(b"<ul><li>", 50 * MB, claim=False), (Reason.TOO_LARGE,)),
    "page-12mb": (lambda: faults.flood(b"<p>\xc3\xa1</p>", 12 * MB, claim=True), (Reason.TOO_LARGE,)),
    "empty-body": (lambda: reply(""), (Reason.NOT_HTML,)),
    "binary": (lambda: reply(bytes(range(256)) * 64), (Reason.NOT_HTML,)),
    "pdf-as-html": (lambda: reply(b"%PDF-1.4\n" + bytes(range(256)) * 64), (Reason.NOT_HTML,)),
    "pdf": (lambda: reply(b"%PDF-1.4\n" + bytes(4096), kind="application/pdf"), (Reason.NOT_HTML,)),
    "401": (lambda: reply("<p>Đăng nhập</p>", 401, headers={"WWW-Authenticate": "Basic"}), (Reason.LOGIN,)),
    "403": (lambda: reply("<p>Forbidden</p>", 403), (Reason.BLOCKED,)),
    "404": (lambda: reply("<p>Không có</p>", 404), (Reason.HTTP_4XX,)),
    "410": (lambda: reply("<p>Đã xóa</p>", 410), (Reason.HTTP_4XX,)),
    "429": (lambda: reply("<p>Chậm lại</p>", 429, headers={"Retry-After": "1"}), (Reason.BLOCKED,)),
    "429-date": (lambda: reply("", 429, headers={"Retry-After": faults.later(2)}), (Reason.BLOCKED,)),
    "500": (lambda: reply("<h1>Lỗi</h1>", 500), (Reason.HTTP_5XX,)),
    "503": (lambda: reply("<h1>Bảo trì</h1>", 503, headers={"Retry-After": "900"}), (Reason.HTTP_5XX, Reason.BLOCKED)),
    "redirect-loop": (lambda: faults.redirect("/vong-lap"), (Reason.REDIRECTS,)),
    "redirect-chain": (lambda: faults.redirect("/chuoi/{n}"), (Reason.REDIRECTS,)),
    "redirect-nowhere": (lambda: faults.redirect("ftp://tep.test/"), (Reason.REDIRECTS, Reason.BAD_URL)),
    "redirect-without-target": (lambda: reply("", 302), (Reason.REDIRECTS,)),
    "garbage-instead-of-http": (lambda: garbage(), (Reason.RESET, Reason.TRUNCATED)),
}
ABSENT = ("404", "410")
"""Answers by which the portal says itself that there is nothing: these may cost points."""

POSITIONS = {"section": "/gioi-thieu", "listing": "/tin-tuc?trang=2"}
BUDGET = Budget(seconds=25.0, timeout_seconds=1.5)


def garbage() -> Answer:
    """Bytes that are no HTTP at all."""

    async def answer(asked: faults.Asked, writer: object) -> None:
        writer.write(b"\x00\x01\x02 this is not HTTP\r\n\r\n" + bytes(512))  # type: ignore[attr-defined]

    return answer


def changes(case: str, path: str) -> dict[str, Answer]:
    around = {"/vong-lap": faults.redirect("/vong-lap-2"), "/vong-lap-2": faults.redirect("/vong-lap")}
    return {**around, "/chuoi/*": faults.redirect("/chuoi/{n}"), path: FAULTS[case][0]()}


@pytest.fixture(scope="module")
def at_home(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    return run_changed(tmp_path_factory.mktemp("home"), {case: changes(case, "/") for case in FAULTS}, BUDGET)


@pytest.fixture(scope="module")
def inside(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    cases = {f"{case}--{spot}": changes(case, path) for case in FAULTS for spot, path in POSITIONS.items()}
    return run_changed(tmp_path_factory.mktemp("inside"), cases, BUDGET)


@pytest.fixture(scope="module", params=["at_home", "inside"])
def ran(request: pytest.FixtureRequest) -> Ran:
    batch = request.getfixturevalue(request.param)
    assert isinstance(batch, Ran)
    return batch


def test_a_fault_ends_neither_the_batch_nor_a_visit(ran: Ran) -> None:
    assert ran.outcome.status == 0
    assert ran.outcome.failed() == []
    assert set(ran.requests) <= set(ran.outcome.visits)
    assert "Traceback" not in ran.outcome.errors


def test_the_school_beside_them_is_whole(ran: Ran) -> None:
    visit = ran.visit(CLEAN)
    assert [coverage.aspect for coverage in visit.coverage if not coverage.complete] == []
    assert {finding.outcome for finding in findings_of(visit).values()} == {Outcome.PASS}
    assert len(facts_of(visit, PostSeen)) == POSTS
    assert missing_of(visit) == []


def test_memory_stays_small(ran: Ran) -> None:
    assert 40 < ran.outcome.peak_mb < 600


def test_no_case_outlives_its_budget(ran: Ran) -> None:
    for case in ran.requests:
        visit = ran.visit(case)
        assert (visit.finished_at - visit.started_at).total_seconds() < BUDGET.seconds + 2 * BUDGET.timeout_seconds, (
            case
        )


def test_bytes_of_a_page_are_bounded(ran: Ran) -> None:
    for case in ran.requests:
        assert ran.visit(case).bytes < 4 * BUDGET.page_bytes, case
        assert all(page.size <= BUDGET.page_bytes for page in facts_of(ran.visit(case), PageSeen))


@pytest.mark.parametrize("case", FAULTS)
def test_a_faulty_home_is_missing_for_its_reason(at_home: Ran, case: str) -> None:
    visit = at_home.visit(case)
    missing = [page for page in missing_of(visit) if page.url == f"http://{case}.test/"]
    assert len(missing) == 1, missing_of(visit)
    assert missing[0].reason in FAULTS[case][1]
    home = visit.covered(Aspect.HOME)
    assert not home.complete
    assert home.reason in FAULTS[case][1]
    for aspect in (Aspect.SECTIONS, Aspect.POSTS, Aspect.DOCUMENTS):
        assert not visit.covered(aspect).complete


@pytest.mark.parametrize("case", FAULTS)
def test_a_faulty_home_is_unknown_in_every_rule(at_home: Ran, case: str) -> None:
    findings = findings_of(at_home.visit(case))
    assert {rule: findings[rule].outcome for rule in RULES} == dict.fromkeys(RULES, Outcome.UNKNOWN)
    assert all(finding.points is None for finding in findings.values())


@pytest.mark.parametrize("case", FAULTS)
@pytest.mark.parametrize("spot", POSITIONS)
def test_a_faulty_page_is_missing_for_its_reason(inside: Ran, case: str, spot: str) -> None:
    visit = inside.visit(f"{case}--{spot}")
    url = f"http://{case}--{spot}.test{POSITIONS[spot]}"
    reasons = [page.reason for page in missing_of(visit) if page.url == url]
    assert len(reasons) == 1, missing_of(visit)
    assert reasons[0] in FAULTS[case][1]


@pytest.mark.parametrize("case", [case for case in FAULTS if case not in ABSENT])
def test_a_faulty_listing_page_leaves_the_posts_open(inside: Ran, case: str) -> None:
    visit = inside.visit(f"{case}--listing")
    posts = visit.covered(Aspect.POSTS)
    assert not posts.complete
    assert posts.reason in FAULTS[case][1]
    findings = findings_of(visit)
    assert findings["3.3"].outcome is Outcome.UNKNOWN, findings["3.3"].reason
    assert findings["3.3"].points is None
    assert {findings[rule].outcome for rule in RULES if rule != "3.3"} == {Outcome.PASS}


@pytest.mark.parametrize("case", [case for case in FAULTS if case not in ABSENT])
def test_a_faulty_section_costs_no_point(inside: Ran, case: str) -> None:
    findings = findings_of(inside.visit(f"{case}--section"))
    # A section behind a wall, or not a page at all, may be one for people to look at.
    assert findings["3.1"].outcome in (Outcome.UNKNOWN, Outcome.REVIEW), findings["3.1"].reason
    assert {findings[rule].outcome for rule in ("3.2", "3.3", "3.4", "3.5")} == {Outcome.PASS}


def test_requests_say_what_was_sent(ran: Ran) -> None:
    for case, asked in ran.requests.items():
        # A request under way when its time was up may have been sent or not.
        assert abs(ran.visit(case).requests - len(asked)) <= 4, (case, asked)
    assert ran.visit(CLEAN).requests == len(ran.requests[CLEAN])


def test_a_retry_after_is_waited_for_once_or_twice_not_for_ever(inside: Ran) -> None:
    assert 2 <= inside.requests["429--listing"].count("/tin-tuc?trang=2") <= 3


def test_a_date_as_retry_after_is_waited_for_too(inside: Ran) -> None:
    assert 2 <= inside.requests["429-date--listing"].count("/tin-tuc?trang=2") <= 3


def test_a_quarter_of_an_hour_is_not_waited_for(inside: Ran) -> None:
    assert inside.requests["503--section"].count("/gioi-thieu") <= 2


@pytest.fixture
def one(tmp_path: Path) -> Callable[..., Ran]:
    def run(case: dict[str, Answer], budget: Budget | None = None) -> Ran:
        return run_changed(tmp_path, {"truong": case}, budget)

    return run


def test_a_recovering_page_is_not_missing(one: Callable[..., Ran]) -> None:
    from tests.crawler.schools import listing, school_name

    good = reply(listing(school_name(0), 2))
    ran = one(
        {
            "/tin-tuc?trang=2": faults.in_turn(faults.reset(), good),
            "/tin-tuc?trang=3": faults.in_turn(reply("", 500), reply(listing(school_name(0), 3))),
            "/tin-tuc?trang=4": faults.in_turn(
                reply("", 429, headers={"Retry-After": "1"}), reply(listing(school_name(0), 4))
            ),
        }
    )
    visit = ran.visit("truong")
    assert missing_of(visit) == []
    assert visit.covered(Aspect.POSTS).complete
    assert findings_of(visit)["3.3"].answer.values["sure"] == POSTS
