"""A portal that only a browser fills, as the visit sees it: what is shown to one, and what is doubted then."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from scrapy.settings import Settings

from config.loader import load_vocabulary
from crawler.browser.shell import is_hollow, is_script_shell, labels_without_address
from crawler.extract.page import Page, parse_page
from crawler.fetched import Fetched
from crawler.guard import Guard
from crawler.portal import Portal
from crawler.showing import Showing
from records.facts import Aspect, Reason, Role
from records.school import Level, School
from tests.crawler.adapters.site import NAME, SITE, WINDOW, Site

SHELL = '<html><body><div id="app"></div><script type="module" src="/a.js"></script></body></html>'
LINKS = "".join(f'<li><a href="/muc-{number}">Mục số {number}</a></li>' for number in range(8))
FULL = f"<html><head><title>{NAME}</title></head><body><ul>{LINKS}</ul><p>{'Chào mừng. ' * 40}</p></body></html>"


def shown_by(
    site: Site, pages: dict[str, str], lacks: str = "", most: int = 15
) -> Callable[[str, Role], Awaitable[Fetched]]:
    """A browser in place of the real one: it shows `pages`, `most` of them at the most."""
    left = [most]

    async def render(url: str, role: Role) -> Fetched:
        left[0] -= 1
        plain = await Site(pages).get(url, role)
        reason = Reason.NEEDS_BROWSER if left[0] < 0 else plain.reason
        return replace(plain, lacks=lacks, reason=reason)

    return render


def opened(site: Site, render: Callable[[str, Role], Awaitable[Fetched]] | None) -> tuple[Portal, bool]:
    """A portal and whether its home page could be read."""
    portal = Portal(
        school=School(code="A", name=NAME, levels=(Level.TH,), portal=SITE + "/"),
        window=WINDOW,
        school_year="2021-2022",
        vocabulary=load_vocabulary(),
        fetch=site,
        showing=Showing(render),
    )
    return portal, asyncio.run(portal.open_home())


def test_without_a_browser_the_home_page_is_missing() -> None:
    portal, seen = opened(Site({"/": SHELL}), None)
    assert not seen
    assert portal.home_missing is Reason.NEEDS_BROWSER


def test_a_browser_that_shows_no_more_changes_nothing() -> None:
    site = Site({"/": SHELL})
    portal, seen = opened(site, shown_by(site, {"/": SHELL}))
    assert not seen
    assert not portal.showing.by_browser
    assert [missing.reason for missing in site.missing] == [Reason.NEEDS_BROWSER]


def test_the_home_page_and_pages_like_it_are_shown_to_a_browser() -> None:
    site = Site({"/": SHELL, "/muc-1": SHELL, "/muc-2": FULL})
    portal, seen = opened(site, shown_by(site, {"/": FULL, "/muc-1": FULL}))
    assert seen
    assert portal.showing.by_browser
    assert portal.home is not None
    assert len(portal.home.links) == 8
    for path in ("/muc-1", "/muc-2"):
        page = asyncio.run(portal.open_page(SITE + path, Role.SECTION))
        assert page is not None
        assert page.title == NAME
    assert portal.showing.unshown == {}


def test_a_page_that_a_browser_did_not_show_is_a_doubt_and_ends_the_asking() -> None:
    site = Site({"/": SHELL, "/muc-1": SHELL, "/muc-2": SHELL})
    portal, _ = opened(site, shown_by(site, {"/": FULL, "/muc-1": FULL}, most=1))
    assert asyncio.run(portal.open_page(f"{SITE}/muc-1", Role.SECTION)) is None
    asked = len(site.asked)
    assert asyncio.run(portal.open_page(f"{SITE}/muc-2", Role.SECTION)) is None
    assert len(site.asked) == asked
    assert portal.showing.unshown.keys() == {Aspect.SECTIONS, Aspect.POSTS}


_BY_SCRIPT = "<ul><li>Công khai</li><li>Tuyển sinh</li></ul></body>"


@pytest.mark.parametrize(
    ("full", "lacks"), [(FULL, f"{SITE}/api (http-5xx)"), (FULL.replace("</body>", _BY_SCRIPT), "")]
)
def test_a_page_that_lacked_something_or_has_a_menu_without_addresses_is_a_doubt(full: str, lacks: str) -> None:
    site = Site({"/": SHELL})
    portal, seen = opened(site, shown_by(site, {"/": full}, lacks))
    assert seen
    assert portal.showing.unshown.keys() == {Aspect.SECTIONS, Aspect.POSTS}


def test_routes_behind_a_hash_are_pages_of_their_own() -> None:
    site = Site({"/": SHELL})
    first, second = (FULL.replace('"/muc-1"', '"/#/muc-1"').replace(NAME, name) for name in (NAME, "Công khai"))
    portal, _ = opened(site, shown_by(site, {"/": first, "/#/muc-1": second}))
    assert portal.showing.unshown == {}
    page = asyncio.run(portal.open_page(f"{SITE}/#/muc-1", Role.SECTION))
    assert page is not None
    assert page.title == "Công khai"
    assert site.asked.count(f"{SITE}/#/muc-1") == 0


def test_shells_hollow_pages_and_menus_without_addresses_are_told() -> None:
    def page(html: str) -> Page:
        found = parse_page(html.encode(), SITE + "/")
        assert found is not None
        return found

    assert is_script_shell(page(SHELL))
    assert is_script_shell(page("<body><div></div><script>Promise.all([import('/a.js')])</script></body>"))
    assert not is_script_shell(page("<body><p>Cổng đang bảo trì</p></body>"))
    assert not is_script_shell(page(FULL))
    place = '<div class="dstin"></div>'
    assert is_hollow(page(FULL.replace("</body>", f'{place}<script src="/a.js"></script></body>')))
    assert not is_hollow(page(FULL.replace("</body>", f"{place}</body>")))
    menu = page('<ul><li>Công khai</li><li><a href="/tin-tuc">Tin tức</a></li><li><a href="#">Văn bản</a></li></ul>')
    assert labels_without_address(menu) == ["Công khai", "Văn bản"]


@pytest.mark.parametrize(
    ("control", "turns"),
    [
        ("<button>Trang sau</button>", True),
        ("<button>Trang trước</button><button disabled>Trang sau</button>", False),
        ("<div><button>1</button><button>2</button></div>", True),
        ('<ul class="ant-pagination"><li><a rel="nofollow">1</a></li><li><a>2</a></li></ul>', True),
        ("<div><span>1</span><span>2</span></div>", True),
        ("<p>Lượt xem <span>25</span></p>", False),
        ("<button>›</button>", True),
        ('<a href="#">Xem thêm</a>', True),
        ('<a href="/tin-tuc?trang=2">2</a>', False),
        ("<button>Tìm kiếm</button>", False),
    ],
)
def test_controls_that_only_a_script_turns_are_told(control: str, turns: bool) -> None:
    site = Site({"/": SHELL, "/muc-1": SHELL})
    portal, _ = opened(site, shown_by(site, {"/": FULL, "/muc-1": FULL.replace("</body>", f"{control}</body>")}))
    asyncio.run(portal.open_page(f"{SITE}/muc-1", Role.SECTION))
    assert bool(portal.showing.unturned) == turns


def test_settings_hand_on_the_guard_itself() -> None:
    guard = Guard((), True)
    settings = Settings({"KIEMCONG_GUARD": guard})
    assert settings.copy()["KIEMCONG_GUARD"] is guard
    assert copy.deepcopy(guard) is guard
