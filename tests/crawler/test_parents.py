"""The portals above the schools: lists over several pages, doorways, buttons; what is found of a school on them."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from crawler.fetched import Fetched
from crawler.parents import ParentMatch, ParentSeen, visit_parent
from crawler.portal import Portal
from records.facts import Coverage, Fact, LinkSeen, Reason, Relation, Role
from records.school import Level, School
from tests.crawler.adapters.site import NAME, SITE, WINDOW, Site
from tests.reading.building import vocabulary

OFFICE = "http://pgd-b.edu.vn"
SCHOOL = School(code="A", name=NAME, levels=(Level.TH,), portal=SITE + "/", parents=(OFFICE + "/",))
WAY = '<nav><a href="/truong">Các trường trực thuộc</a></nav>'
OWN = f'<li><a href="{SITE}/">{NAME}</a></li>'


def schools(first: int, last: int) -> str:
    return "".join(
        f'<li><a href="http://th-{n}.edu.vn/">Trường Tiểu học số {n} Thị xã</a></li>' for n in range(first, last)
    )


def office(**pages: str) -> Site:
    """The office's portal: ``home`` and further pages by name; ``truong_2`` is ``/truong?page=2``."""
    served = {}
    for name, body in pages.items():
        path, _, number = name.partition("_")
        address = "/" if name == "home" else f"/{path}?page={number}" if number else f"/{path}"
        served[OFFICE + address] = f"<html><head><title>Phòng</title></head><body><main>{body}</main></body></html>"
    return Site(served)


def visited(served: Site) -> ParentSeen:
    return asyncio.run(visit_parent(OFFICE + "/", served))


def matched(served: Site) -> tuple[list[LinkSeen], Coverage]:
    """What is found of the school on the office's portal."""

    async def run() -> tuple[list[Fact], Coverage]:
        parent = await visit_parent(OFFICE + "/", served)
        portal = Portal(school=SCHOOL, window=WINDOW, school_year="2021-2022", vocabulary=vocabulary(), fetch=served)
        return await ParentMatch(portal, [parent], [("th-a.edu.vn", "/")]).run(served)

    facts, coverage = asyncio.run(run())
    links = [fact for fact in facts if isinstance(fact, LinkSeen) and fact.relation is Relation.PARENT_TO_SCHOOL]
    return links, coverage


EMPTY = '<div id="ds"></div><script src="/a.js"></script>'


def by_browser(served: Site, shown: Site | None, **more: str) -> ParentSeen:
    """The office's portal as read with a browser that shows the pages of `shown`; with none where that is None."""

    async def render(url: str, role: Role) -> Fetched:
        assert shown is not None
        return replace(await shown.get(url, role), **more)

    return asyncio.run(visit_parent(OFFICE + "/", served, (), None if shown is None else render))


def test_an_office_that_only_a_browser_can_read_is_missing_without_one() -> None:
    parent = by_browser(office(home=EMPTY), None)
    assert (parent.complete, parent.reason) == (False, Reason.NEEDS_BROWSER)


def test_an_office_that_only_a_browser_can_read_is_read_by_one() -> None:
    parent = by_browser(office(home=EMPTY), office(home=f"<ul>{schools(1, 9)}{OWN}</ul>"))
    assert parent.complete
    assert f"{SITE}/" in {link.url for link in parent.links}


def test_a_list_of_schools_that_a_script_fills_is_shown_to_a_browser() -> None:
    served = office(
        home=WAY + "<p>Phòng Giáo dục</p>" * 40, truong=f"<h1>Các trường</h1>{EMPTY}" + "<p>Danh sách</p>" * 40
    )
    assert by_browser(served, None).reason is Reason.NEEDS_BROWSER
    whole = by_browser(served, office(truong=f"<ul>{schools(1, 9)}{OWN}</ul>"))
    assert whole.complete
    assert f"{SITE}/" in {link.url for link in whole.links}


def test_a_list_that_a_browser_did_not_show_whole_leaves_the_office_open() -> None:
    shown = office(home=f"<ul>{schools(1, 9)}</ul>")
    assert by_browser(office(home=EMPTY), shown, lacks="/api").reason is Reason.NEEDS_BROWSER
    turned = office(home=f"<ul>{schools(1, 9)}</ul><button>Trang sau</button>")
    assert by_browser(office(home=EMPTY), turned).reason is Reason.NEEDS_BROWSER


def test_a_list_that_came_whole_needs_no_browser() -> None:
    served = office(home=WAY, truong=f"<ul>{schools(1, 9)}{OWN}</ul>{EMPTY}")
    assert by_browser(served, None).complete


def turning(current: int, last: int) -> str:
    """The pager of the list of schools; its own page is no link."""
    shown = [f"<b>{n}</b>" if n == current else f'<a href="/truong?page={n}">{n}</a>' for n in range(1, last + 1)]
    return f'<div class="pagination">{" ".join(shown)}</div>'


def test_a_school_on_the_second_page_of_the_list_is_found() -> None:
    first = f"<ul>{schools(1, 9)}</ul>{turning(1, 2)}"
    second = f"<ul>{schools(9, 12)}{OWN}</ul>{turning(2, 2)}"
    links, coverage = matched(office(home=WAY, truong=first, truong_2=second))
    assert [(link.source, link.target) for link in links] == [(OFFICE + "/truong?page=2", SITE + "/")]
    assert coverage.complete


def test_a_list_of_schools_is_read_over_more_pages_than_links_are_followed() -> None:
    pages = {f"truong_{n}": f"<ul>{schools(n * 9, n * 9 + 9)}</ul>{turning(n, 7)}" for n in range(2, 8)}
    served = office(home=WAY, truong=f"<ul>{schools(1, 9)}</ul>{turning(1, 7)}", **pages)
    parent = visited(served)
    assert parent.complete
    assert f"{OFFICE}/truong?page=7" in served.asked


def test_a_further_page_that_does_not_answer_leaves_the_list_open() -> None:
    served = office(home=WAY, truong=f"<ul>{schools(1, 9)}</ul>{turning(1, 2)}")
    served.requests = 2
    links, coverage = matched(served)
    assert links == []
    assert (coverage.complete, coverage.reason) == (False, Reason.BUDGET)


def test_the_pages_of_the_office_s_own_news_are_not_turned() -> None:
    served = office(
        home=f'{WAY}<ul><li>Tin</li></ul><div class="pagination"><a href="/?page=2">2</a></div>', truong="<p>.</p>"
    )
    visited(served)
    assert OFFICE + "/?page=2" not in served.asked


def doorway(move: str) -> Site:
    """A list whose entry for the school leads to a page of the office that only leads on."""
    served = office(home=WAY, truong=f'<ul>{schools(1, 4)}<li><a href="/lienket.aspx?ma=7">{NAME}</a></li></ul>')
    served.pages[OFFICE + "/lienket.aspx?ma=7"] = f"<html><head>{move}</head><body><p>Đang chuyển</p></body></html>"
    return served


def test_a_doorway_of_the_office_leads_to_the_school() -> None:
    links, coverage = matched(doorway(f'<meta http-equiv="refresh" content="0; url={SITE}/">'))
    assert [(link.target, link.resolved) for link in links] == [(OFFICE + "/lienket.aspx?ma=7", SITE + "/")]
    assert coverage.complete


def test_a_doorway_by_script_leads_to_the_school() -> None:
    links, _ = matched(doorway(f"<script>window.location.href = '{SITE}/';</script>"))
    assert [link.resolved for link in links] == [SITE + "/"]


def test_a_doorway_that_leads_elsewhere_does_not() -> None:
    links, _ = matched(doorway('<meta http-equiv="refresh" content="0; url=http://th-khac.edu.vn/">'))
    assert [link.resolved for link in links] == [OFFICE + "/lienket.aspx?ma=7"]


def test_a_button_in_a_form_is_a_link_to_the_school() -> None:
    row = f'<tr><td>{NAME}</td><td><form action="{SITE}/"><button>Vào trang</button></form></td></tr>'
    links, _ = matched(office(home=WAY, truong=f"<table><tr><td>Tên</td><td>Trang</td></tr>{row}</table>"))
    assert [(link.target, link.text) for link in links] == [(SITE + "/", "Vào trang")]


def test_a_form_that_sends_something_is_no_link_to_the_school() -> None:
    form = f'<form action="{SITE}/" method="post"><button>Vào trang</button></form>'
    search = f'<form action="{SITE}/"><input name="q"></form>'
    links, coverage = matched(office(home=WAY, truong=f"<ul>{schools(1, 4)}</ul>{form}{search}"))
    assert links == []
    assert coverage.complete
