"""Portals that are not broken but odd: charsets, doorways, endless pages, pages that turn into an error page."""

# ruff: noqa: E501 - markup and data read best a case a line

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from crawler.order import Budget
from records.facts import Aspect, PageSeen, PostSeen, Reason
from records.findings import Outcome
from tests.crawler import faults
from tests.crawler.batches import CLEAN, Ran, run_changed
from tests.crawler.faults import Answer, Asked, reply
from tests.crawler.schools import MENU, POSTS, listing, page, posts, school_name
from tests.crawler.visiting import RULES, facts_of, findings_of, missing_of

pytestmark = pytest.mark.district

BUDGET = Budget(requests=90, seconds=40.0, timeout_seconds=2.0)
PLAIN = "text/plain"


def home(number: int, body: str = "", head: str = "") -> str:
    name = school_name(number)
    return page(name, name, f"<p>Cổng của {name}.</p>{body}").replace("</head>", f"{head}</head>")


def windows_1258(text: str) -> bytes:
    """Vietnamese as Windows wrote it: base letters with their own mark, the tone as a combining character."""
    import unicodedata

    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    out = []
    for char in text:
        try:
            out.append(char.encode("cp1258"))
        except UnicodeEncodeError:
            pieces = unicodedata.normalize("NFD", char)
            base = unicodedata.normalize("NFC", "".join(piece for piece in pieces if piece not in tones))
            out += [piece.encode("cp1258", "replace") for piece in (base, *(p for p in pieces if p in tones))]
    return b"".join(out)


def endless_listing(number: int) -> Answer:
    """Whatever page is asked for, the first one comes, with a link to the next number."""

    async def answer(asked: Asked, writer: object) -> None:
        at = int(asked.path.rpartition("=")[2]) if "=" in asked.path else 1
        more = f'<ul class="pagination"><li><a href="/tin-tuc?trang={at + 1}">{at + 1}</a></li><li><a rel="next" href="/tin-tuc?trang={at + 1}">Sau</a></li></ul>'
        text = listing(school_name(number), 1, 10).replace("</main>", f"{more}</main>")
        await reply(text)(asked, writer)  # type: ignore[arg-type]

    return answer


def endless_fresh_listing(number: int) -> Answer:
    """A listing that makes up new posts of this school year for every page asked for."""

    async def answer(asked: Asked, writer: object) -> None:
        at = int(asked.path.rpartition("=")[2]) if "=" in asked.path else 1
        items = "".join(
            f'<div class="item"><h3><a href="/bai-viet/tin-so-{at}-{i}-cua-nha-truong">Tin số {at}-{i} của nhà trường hôm nay</a></h3>'
            f'<span class="date">{1 + i:02}/03/2022</span></div>'
            for i in range(10)
        )
        more = f'<ul class="pagination"><li><a href="/tin-tuc?trang={at + 1}">{at + 1}</a></li></ul>'
        await reply(page(school_name(number), "Tin tức", items + more))(asked, writer)  # type: ignore[arg-type]

    return answer


def calendar(number: int) -> Answer:
    """A page of a month with links to the months around it, for ever."""

    async def answer(asked: Asked, writer: object) -> None:
        digits = asked.path.rpartition("/")[2].replace("-", "")
        month = int(digits) if digits.isdigit() else 202_201
        days = "".join(f'<td><a href="/lich/ngay-{day}-{month}">{day}</a></td>' for day in range(1, 29))
        body = f'<table class="calendar"><tr>{days}</tr></table><a href="/lich/{month - 1}">Tháng trước</a> <a href="/lich/{month + 1}">Tháng sau</a>'
        await reply(page(school_name(number), "Lịch công tác", body))(asked, writer)  # type: ignore[arg-type]

    return answer


NESTED = "<ul><li>" * 100_000 + '<a href="/tin-tuc">Tin tức</a>'
NAMES = (
    "charset-1258", "charset-utf16", "charset-utf16-be", "charset-claims-latin1", "charset-claims-1258-is-utf8", "nul-bytes",
    "meta-refresh", "refresh-loop", "script-door", "nested", "nested-listing", "endless-listing", "endless-fresh", "calendar",
    "error-page-200", "empty-listing-page", "robots-huge", "robots-disallow-all", "robots-disallow-news", "robots-500", "robots-hangs",
    "robots-404", "robots-redirect-loop", "robots-is-html", "robots-delay", "no-content-type", "home-is-script", "foreign",
)  # fmt: skip
NUMBER = {name: number for number, name in enumerate(NAMES)}


def cases() -> dict[str, dict[str, Answer]]:
    """What each portal does otherwise than a good one."""
    found: dict[str, dict[str, Answer]] = {
        "charset-1258": {"/": reply(windows_1258(home(0).replace("utf-8", "windows-1258")), kind="text/html; charset=windows-1258")},
        "charset-utf16": {"/": reply(b"\xff\xfe" + home(1).encode("utf-16-le"), kind="text/html")},
        "charset-utf16-be": {"/": reply(home(2).encode("utf-16-be"), kind="text/html; charset=utf-16be")},
        "charset-claims-latin1": {"/": reply(home(3).encode(), kind="text/html; charset=iso-8859-1")},
        "charset-claims-1258-is-utf8": {"/": reply(home(4).encode(), kind="text/html; charset=windows-1258")},
        "nul-bytes": {"/": reply(home(5).encode().replace(b"</li>", b"\x00</li>").replace(b"Hoa", b"Ho\x00a"))},
        "meta-refresh": {"/": reply('<meta http-equiv="refresh" content="0; url=/trang-chu">'), "/trang-chu": reply(home(6))},
        "refresh-loop": {"/": reply('<meta http-equiv="refresh" content="0; url=/a">'), "/a": reply('<meta http-equiv="refresh" content="0; url=/b">'), "/b": reply('<meta http-equiv="refresh" content="0; url=/a">')},
        "script-door": {"/": reply('<script>window.location.href = "/trang-chu.html";</script>'), "/trang-chu.html": reply(home(8))},
        "nested": {"/": reply(home(9).replace("</main>", NESTED + "</main>"))},
        "nested-listing": {"/tin-tuc?trang=2": reply(listing(school_name(10), 2).replace("</main>", "</main>" + NESTED))},
        "endless-listing": {"/tin-tuc*": endless_listing(11), "/tin-tuc": endless_listing(11)},
        "endless-fresh": {"/tin-tuc*": endless_fresh_listing(12), "/tin-tuc": endless_fresh_listing(12)},
        "calendar": {"/": reply(home(13, '<ul class="menu"><li><a href="/lich/202201">Lịch công tác</a></li></ul>')), "/lich/*": calendar(13)},
        "error-page-200": {"/tin-tuc?trang=3": reply(page(school_name(14), "Lỗi", "<p>Error establishing a database connection</p>"))},
        "empty-listing-page": {"/tin-tuc?trang=3": reply(page(school_name(15), "Tin tức", "<div class='list'></div>"))},
        "robots-huge": {"/robots.txt": faults.flood(b"Disallow: /khong-co/\n", 30 * 1024 * 1024, claim=True)},
        "robots-disallow-all": {"/robots.txt": reply("User-agent: *\nDisallow: /\n", kind=PLAIN)},
        "robots-disallow-news": {"/robots.txt": reply("User-agent: KiemCong\nDisallow: /tin-tuc\n\nUser-agent: *\nDisallow:\n", kind=PLAIN)},
        "robots-500": {"/robots.txt": reply("", 500)},
        "robots-hangs": {"/robots.txt": faults.slow_headers(60)},
        "robots-404": {"/robots.txt": reply("không có", 404)},
        "robots-redirect-loop": {"/robots.txt": faults.redirect("/robots.txt")},
        "robots-is-html": {"/robots.txt": reply(home(23))},
        "robots-delay": {"/robots.txt": reply("User-agent: *\nCrawl-delay: 20\n", kind=PLAIN)},
        "no-content-type": {"/": reply(home(25), kind="")},
        "home-is-script": {"/": reply('<html><head><script src="/app.js"></script></head><body><div id="app"></div></body></html>')},
        "foreign": {"/": reply(page("Trường Tiểu học Mỹ Phước", "Trường Tiểu học Mỹ Phước", "<p>Chào mừng.</p>"))},
    }  # fmt: skip
    assert tuple(found) == NAMES
    return found


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    return run_changed(tmp_path_factory.mktemp("odd"), cases(), BUDGET)


def outcomes(ran: Ran, case: str) -> dict[str, Outcome]:
    return {rule: finding.outcome for rule, finding in findings_of(ran.visit(case)).items()}


ALL_PASS = dict.fromkeys(RULES, Outcome.PASS)
ALL_UNKNOWN = dict.fromkeys(RULES, Outcome.UNKNOWN)


def test_all_came_through(ran: Ran) -> None:
    assert ran.outcome.status == 0
    assert ran.outcome.failed() == []
    assert 40 < ran.outcome.peak_mb < 600
    assert outcomes(ran, CLEAN) == ALL_PASS
    assert "Traceback" not in ran.outcome.errors


@pytest.mark.parametrize(
    "case",
    [
        "charset-1258", "charset-utf16", "charset-utf16-be", "charset-claims-latin1", "charset-claims-1258-is-utf8", "nul-bytes",
        "meta-refresh", "script-door", "robots-huge", "robots-404", "robots-redirect-loop", "robots-is-html", "robots-delay",
        "no-content-type", "calendar",
    ],
)  # fmt: skip
def test_what_people_can_read_is_read(ran: Ran, case: str) -> None:
    assert outcomes(ran, case) == ALL_PASS
    assert len(facts_of(ran.visit(case), PostSeen)) == POSTS


@pytest.mark.parametrize("case", ["nested", "nested-listing"])
def test_a_hundred_thousand_levels_cost_neither_the_visit_nor_a_point(ran: Ran, case: str) -> None:
    assert Outcome.FAIL not in outcomes(ran, case).values()
    assert Outcome.ERROR not in outcomes(ran, case).values()


def test_a_refresh_loop_ends(ran: Ran) -> None:
    assert len(ran.requests["refresh-loop"]) < 12
    assert Outcome.FAIL not in outcomes(ran, "refresh-loop").values()


def test_a_listing_that_repeats_itself_is_left(ran: Ran) -> None:
    assert sum(path.startswith("/tin-tuc") for path in ran.requests["endless-listing"]) <= 4
    assert len(facts_of(ran.visit("endless-listing"), PostSeen)) == 10


def test_a_listing_without_end_ends_with_the_budget(ran: Ran) -> None:
    visit = ran.visit("endless-fresh")
    posts_seen = visit.covered(Aspect.POSTS)
    assert not posts_seen.complete
    assert posts_seen.reason is Reason.BUDGET
    assert visit.requests <= BUDGET.requests


def test_a_calendar_is_not_followed_month_by_month(ran: Ran) -> None:
    assert sum("/lich/" in path for path in ran.requests["calendar"]) <= 4


@pytest.mark.parametrize("case", ["error-page-200", "empty-listing-page"])
def test_a_later_page_without_posts_where_more_pages_are_offered_is_no_end(ran: Ran, case: str) -> None:
    visit = ran.visit(case)
    assert not visit.covered(Aspect.POSTS).complete
    assert outcomes(ran, case)["3.3"] is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("case", "reasons"),
    [
        ("robots-disallow-all", (Reason.ROBOTS,)),
        ("robots-500", (Reason.ROBOTS_UNAVAILABLE,)),
        ("robots-hangs", (Reason.ROBOTS_UNAVAILABLE, Reason.TIMEOUT)),
        ("home-is-script", (Reason.NEEDS_BROWSER,)),
    ],
)
def test_a_portal_that_may_or_can_not_be_read_is_unknown(ran: Ran, case: str, reasons: tuple[Reason, ...]) -> None:
    visit = ran.visit(case)
    assert visit.covered(Aspect.HOME).reason in reasons
    assert {missing.reason for missing in missing_of(visit)} & set(reasons)
    assert outcomes(ran, case) == ALL_UNKNOWN


@pytest.mark.parametrize("case", ["robots-disallow-all", "robots-500", "robots-hangs"])
def test_nothing_but_robots_is_asked_where_robots_forbids(ran: Ran, case: str) -> None:
    assert set(ran.requests[case]) == {"/robots.txt"}


def test_a_closed_part_is_not_entered_and_leaves_only_that_open(ran: Ran) -> None:
    visit = ran.visit("robots-disallow-news")
    assert not any(path.startswith("/tin-tuc") for path in ran.requests["robots-disallow-news"])
    assert {missing.reason for missing in missing_of(visit)} == {Reason.ROBOTS}
    assert visit.covered(Aspect.POSTS).reason is Reason.ROBOTS
    found = outcomes(ran, "robots-disallow-news")
    assert found["3.3"] is Outcome.UNKNOWN
    assert {found[rule] for rule in ("3.2", "3.4", "3.5")} == {Outcome.PASS}


def test_a_portal_that_names_another_school_is_not_judged(ran: Ran) -> None:
    findings = findings_of(ran.visit("foreign"))
    assert {finding.outcome for finding in findings.values()} == {Outcome.UNKNOWN}
    assert {finding.answer.result for finding in findings.values()} == {"foreign-portal"}


def test_the_crawler_says_who_it_is(tmp_path: Path) -> None:
    from tests.crawler.batches import PARENT
    from tests.crawler.schools import good_site, parent_site, school
    from tests.crawler.visiting import Child, mappings_for, order_for

    sites = {"a.test": good_site(school_name(0)), PARENT: parent_site({"a.test": school_name(0)})}
    with faults.FaultServer(sites) as server:
        outcome = Child(order_for((school(0, "a.test", PARENT),), mappings_for(server), tmp_path), tmp_path).wait(60)
    assert outcome.status == 0
    assert {asked.agent for asked in server.asked} == {"KiemCong/0.1 (+https://phong.test/lien-he)"}


@pytest.fixture(scope="module")
def dying(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """The same good portal, once for each request after which it may die."""
    from tests.crawler.batches import run_sites
    from tests.crawler.schools import good_site

    sites = {f"chet-sau-{number}": good_site(school_name(number), dies_after=number) for number in range(27)}
    return run_sites(tmp_path_factory.mktemp("dying"), {**sites, CLEAN: good_site(school_name(27))}, BUDGET)


def test_a_portal_killed_at_any_request_never_fails_a_rule(dying: Ran) -> None:
    assert dying.outcome.failed() == []
    for case in dying.requests:
        found = findings_of(dying.visit(case))
        blamed = {
            rule: finding.reason
            for rule, finding in found.items()
            if finding.outcome not in (Outcome.PASS, Outcome.UNKNOWN, Outcome.REVIEW)
        }
        assert blamed == {}, case


def test_a_killed_portal_leaves_its_aspects_incomplete(dying: Ran) -> None:
    for number, aspect in itertools.product((0, 1, 3, 5), (Aspect.SECTIONS, Aspect.POSTS)):
        assert not dying.visit(f"chet-sau-{number}").covered(aspect).complete, number
    for number in range(10, 14):
        visit = dying.visit(f"chet-sau-{number}")
        assert not visit.covered(Aspect.POSTS).complete, number
        assert findings_of(visit)["3.3"].outcome is Outcome.UNKNOWN, number


def test_a_dead_portal_is_not_asked_on_and_on(dying: Ran) -> None:
    for number in range(27):
        assert len(dying.requests[f"chet-sau-{number}"]) <= number + 10, number


def test_the_schools_beside_the_killed_ones_are_whole(dying: Ran) -> None:
    assert outcomes(dying, CLEAN) == ALL_PASS
    assert all(coverage.complete for coverage in dying.visit(CLEAN).coverage)


def test_the_request_budget_holds_and_is_the_reason(tmp_path: Path) -> None:
    ran = run_changed(tmp_path, {"truong": {}}, Budget(requests=14, seconds=30.0, timeout_seconds=2.0))
    visit = ran.visit("truong")
    assert visit.requests <= 14
    assert len(ran.requests["truong"]) <= 14
    assert visit.covered(Aspect.POSTS).reason is Reason.BUDGET
    assert any(missing.reason is Reason.BUDGET for missing in missing_of(visit))
    found = outcomes(ran, "truong")
    assert found["3.3"] is Outcome.UNKNOWN
    assert Outcome.FAIL not in found.values()


def test_the_time_budget_holds_and_is_the_reason(tmp_path: Path) -> None:
    slow = {
        path: faults.slow_headers(0.7, reply(page(school_name(0), label, "<p>Nội dung</p>"))) for path, label in MENU
    }
    articles = {path: faults.slow_headers(0.7) for path, _, _ in posts()}
    ran = run_changed(
        tmp_path, {"truong": {**slow, **articles}}, Budget(requests=300, seconds=2.0, timeout_seconds=2.0)
    )
    visit = ran.visit("truong")
    assert (visit.finished_at - visit.started_at).total_seconds() < 2.0 + 2.0 + 1.5
    assert Reason.BUDGET in {missing.reason for missing in missing_of(visit)}
    assert not visit.covered(Aspect.POSTS).complete
    assert Outcome.FAIL not in outcomes(ran, "truong").values()
    assert facts_of(visit, PageSeen)
