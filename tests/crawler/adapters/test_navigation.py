"""Which links of a portal are followed as sections: lists in the header, pages that are menus, no posts in menus."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from crawler.fetched import Fetched
from crawler.sections import SectionWalk
from records.facts import Role, SectionSeen
from tests.crawler.adapters.site import NAME, SITE, Site, page, portal_of

TEXT = f"<p>{'Trường được thành lập năm 1995. ' * 12}</p>"


def portal(home: str = "<p>Chào mừng</p>", **pages: str) -> Site:
    """A portal of the plain pages and those given: ``nha_truong`` is served at ``/nha-truong``."""
    served = {
        "/": page(home),
        "/gioi-thieu": page(f"<h1>Giới thiệu</h1>{TEXT}"),
        "/tin-tuc": page("<h1>Tin tức</h1><p>Chưa có tin.</p>"),
        "/lien-he": page("<h1>Liên hệ</h1><p>Địa chỉ: 12 đường Hoa Mai.</p>"),
    }
    return Site(served | {"/" + name.replace("_", "-"): page(html) for name, html in pages.items()})


def in_menu(served: Site, item: str) -> Site:
    """The portal with a further entry in the menu of every page."""
    last = '<li><a href="/lien-he">Liên hệ</a></li>'
    served.pages = {path: html.replace(last, item + last) for path, html in served.pages.items()}
    return served


def in_header(served: Site, html: str) -> Site:
    """The portal with something below the school's name in the header of every page."""
    name = f"<h1>{NAME}</h1></header>"
    served.pages = {path: text.replace(name, f"<h1>{NAME}</h1>{html}</header>") for path, text in served.pages.items()}
    return served


def followed(served: Site) -> dict[str, tuple[str, ...]]:
    """The sections that were followed beside the plain ones: path → the labels above."""

    async def run() -> SectionWalk:
        sections = SectionWalk(await portal_of(served))
        await sections.walk()
        return sections

    plain = {"/gioi-thieu", "/tin-tuc", "/lien-he"}
    found = {section.url.removeprefix(SITE): section.path for section in asyncio.run(run()).sections}
    return {path: labels for path, labels in found.items() if path not in plain}


def links(*pairs: tuple[str, str]) -> str:
    return "<ul>" + "".join(f'<li><a href="{path}">{label}</a></li>' for path, label in pairs) + "</ul>"


SCHOOL_ITEM = '<li><a href="/nha-truong">Nhà trường</a></li>'
RECORDS = ("/ho-so", "Hồ sơ quản lý")
OPEN = ("/ck", "Công khai")


def test_a_page_of_links_is_a_menu_of_two_levels() -> None:
    served = portal(nha_truong=links(RECORDS), ho_so=links(OPEN), ck=f"<h1>Công khai</h1>{TEXT}")
    assert followed(in_menu(served, SCHOOL_ITEM)) == {
        "/nha-truong": (),
        "/ho-so": ("Nhà trường",),
        "/ck": ("Nhà trường", "Hồ sơ quản lý"),
    }


def test_a_menu_of_pages_has_no_third_level() -> None:
    served = portal(nha_truong=links(RECORDS), ho_so=links(("/mot", "Tổ một")), mot=links(("/hai", "Tổ hai")), hai=TEXT)
    assert set(followed(in_menu(served, SCHOOL_ITEM))) == {"/nha-truong", "/ho-so", "/mot"}


@pytest.mark.parametrize(
    "body",
    [
        TEXT + links(RECORDS),
        links(*((f"/muc-{number}", f"Mục nhỏ số {number}") for number in range(13))),
        links(("/tep.pdf", "Hồ sơ quản lý"), ("http://khac.edu.vn/x", "Trang khác"), ("/ho-so?print=1", "Bản in")),
        "<p>Đang cập nhật</p>",
    ],
    ids=["text with links", "too many links", "files, foreign pages, prints", "no links"],
)
def test_what_is_no_menu(body: str) -> None:
    served = in_menu(portal(nha_truong=body, ho_so=TEXT), SCHOOL_ITEM)
    assert set(followed(served)) == {"/nha-truong"}


def test_a_list_of_posts_under_news_is_no_menu() -> None:
    served = portal(ho_so=TEXT)
    served.pages["/tin-tuc"] = page(links(RECORDS))
    assert followed(served) == {}


def test_a_section_that_stands_in_a_hub_is_written_down_with_it() -> None:
    served = in_menu(portal(nha_truong=links(OPEN), ck=f"<h1>Công khai</h1>{TEXT}"), SCHOOL_ITEM)

    async def run() -> list[SectionSeen]:
        seen = await portal_of(served)
        sections = SectionWalk(seen)
        await sections.walk()
        sections.write()
        return [fact for fact in seen.facts if isinstance(fact, SectionSeen)]

    (fact,) = [fact for fact in asyncio.run(run()) if fact.url == SITE + "/ck"]
    assert (fact.label, fact.path, fact.linked_from) == ("Công khai", ("Nhà trường",), SITE + "/nha-truong")
    assert fact.page is not None


CLUB = "/doi-bong"


@pytest.mark.parametrize(
    ("header", "is_followed"),
    [
        (links((CLUB, "Đội bóng tí hon")), True),
        (f'<ul><li><div><span><a href="{CLUB}">Đội bóng tí hon</a></span></div></li></ul>', True),
        (f'<div><a href="{CLUB}">Đội bóng tí hon</a></div>', False),
    ],
    ids=["list", "boxes in a list", "no list"],
)
def test_a_list_in_the_header_is_a_menu(header: str, is_followed: bool) -> None:
    served = in_header(portal(doi_bong=TEXT), header)
    assert (CLUB in followed(served)) is is_followed


def test_a_list_in_the_page_is_no_menu() -> None:
    assert followed(portal(home=links((CLUB, "Đội bóng tí hon")), doi_bong=TEXT)) == {}


HEADLINE = "Các bạn nhỏ lớp Năm vui chơi cuối tuần"


@pytest.mark.parametrize(
    ("above", "label", "is_followed"),
    [("Tin tức", HEADLINE, False), ("Tin tức", "Tin lớp Năm", True), ("Nhà trường", HEADLINE, True)],
)
def test_a_menu_that_unfolds_to_posts_does_not_make_them_sections(above: str, label: str, is_followed: bool) -> None:
    item = f'<li><a href="/nhom">{above}</a><ul><li><a href="/lop-nam">{label}</a></li></ul></li>'
    served = in_menu(portal(nhom=TEXT, lop_nam=TEXT), item)
    assert ("/lop-nam" in followed(served)) is is_followed


def test_a_section_that_only_another_sections_page_names_is_followed() -> None:
    corner = f"<h1>Góc phụ huynh</h1><p>Thân gửi phụ huynh.</p>{TEXT}<p><a href='/don'>Đơn từ</a></p>"
    served = portal(goc=corner, don=TEXT)
    served = in_menu(served, '<li><a href="/goc">Góc phụ huynh</a></li>')
    assert followed(served) == {"/goc": (), "/don": ("Góc phụ huynh",)}


def test_one_page_answers_to_two_labels() -> None:
    served = in_menu(portal(), '<li><a href="/lien-he">Góp ý - Hỏi đáp</a></li>')

    async def run() -> list[str]:
        sections = SectionWalk(await portal_of(served))
        await sections.walk()
        return sorted(section.label for section in sections.sections if section.url == SITE + "/lien-he")

    assert asyncio.run(run()) == ["Góp ý - Hỏi đáp", "Liên hệ"]


def facts_of(served: Site) -> dict[str, SectionSeen]:
    """The sections as written down, by label."""

    async def run() -> list[SectionSeen]:
        visited = await portal_of(served)
        sections = SectionWalk(visited)
        await sections.walk()
        sections.write()
        return [fact for fact in visited.facts if isinstance(fact, SectionSeen)]

    return {fact.label: fact for fact in asyncio.run(run())}


def test_a_page_that_only_promises_content_is_read_without_its_copies_of_the_menu() -> None:
    """As themes draw cards to the entry before and after."""
    cards = '<div class="truoc-sau">Trước <a href="/gioi-thieu">Giới thiệu</a> Sau <a href="/lien-he">Liên hệ</a></div>'
    served = portal(van_ban=f"<h1>Văn bản</h1><p>Đang cập nhật…</p>{cards}")
    seen = facts_of(in_menu(served, '<li><a href="/van-ban">Văn bản</a></li>'))["Văn bản"]
    assert seen.page is not None
    assert seen.page.items == ()


def test_a_form_to_write_to_the_school_is_seen() -> None:
    served = portal()
    form = "<form><input name='ten'><textarea name='noi-dung'></textarea></form>"
    served.pages["/lien-he"] = page(f"<h1>Liên hệ</h1>{form}")
    seen = facts_of(served)["Liên hệ"].page
    assert seen is not None
    assert seen.asks_message


def test_a_form_for_comments_is_no_way_to_write_to_the_school() -> None:
    served = portal()
    form = "<form id='commentform'><textarea name='comment'></textarea></form>"
    served.pages["/lien-he"] = page(f"<h1>Liên hệ</h1>{form}")
    seen = facts_of(served)["Liên hệ"].page
    assert seen is not None
    assert not seen.asks_message


def beside(served: Site, html: str, menu: bool) -> Site:
    """The portal with a column beside every page, in the place of its menu unless `menu`."""
    for path, text in served.pages.items():
        head, _, rest = text.partition('<nav class="menu">')
        nav, _, rest = rest.partition("</nav>")
        kept = f'<nav class="menu">{nav}</nav>' if menu else ""
        served.pages[path] = f'{head}{kept}<div class="sidebar">{html}</div>{rest}'
    return served


SIDE = links(("/gioi-thieu", "Giới thiệu"), ("/tin-tuc", "Tin tức"), ("/lien-he", "Liên hệ"), ("/luu-tru", "Lưu trữ"))


@pytest.mark.parametrize("menu", [False, True])
def test_a_list_of_sections_in_a_sidebar_is_the_menu_where_there_is_no_other(menu: bool) -> None:
    served = beside(portal(luu_tru=f"<h1>Lưu trữ</h1>{TEXT}"), SIDE, menu)
    assert followed(served) == ({} if menu else {"/luu-tru": ()})


class WithFile(Site):
    """A portal that hands out a PDF at an address that does not say so."""

    async def get(
        self, url: str, role: Role, *, headers: dict[str, str] | None = None, most_bytes: int | None = None
    ) -> Fetched:
        fetched = await super().get(url, role, headers=headers, most_bytes=most_bytes)
        if not url.endswith("/xem/12"):
            return fetched
        return replace(fetched, body=b"%PDF-1.4", content_type="application/pdf", status=200)


def test_a_part_that_came_as_a_file_is_an_entry_and_no_section() -> None:
    listed = '<h1>Công khai</h1><ul><li><a href="/xem/12">Cơ sở vật chất năm học 2021-2022</a></li></ul>'
    plain = in_menu(portal(ck=listed + TEXT), '<li><a href="/ck">Công khai</a></li>')
    served = WithFile(plain.pages | {"/xem/12": page("")})

    async def run() -> list[SectionSeen]:
        portal = await portal_of(served)
        sections = SectionWalk(portal)
        await sections.walk()
        sections.write()
        return [fact for fact in portal.facts if isinstance(fact, SectionSeen)]

    seen = {fact.url.removeprefix(SITE): fact for fact in asyncio.run(run())}
    assert "/xem/12" not in seen
    assert f"{SITE}/xem/12" in served.asked
    listing = seen["/ck"].page
    assert listing is not None
    assert [item.url.removeprefix(SITE) for item in listing.items] == ["/xem/12"]
