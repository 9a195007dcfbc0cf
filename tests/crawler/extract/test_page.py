"""A page's bytes become text, regions and links, whatever their make."""

# ruff: noqa: E501 - markup and data read best a case a line

from __future__ import annotations

import time

import pytest

from crawler.extract.nodes import text_of
from crawler.extract.page import Page, decode, parse_page
from crawler.extract.viewers import unwrapped
from records.facts import Place

URL = "https://th-a.edu.vn/tin/trang.html"
SENTENCE = "Trường Tiểu học Hoa Sen tổ chức lễ khai giảng năm học mới"


def parsed(body: str, url: str = URL) -> Page:
    page = parse_page(f"<html><head><title>T</title></head><body>{body}</body></html>".encode(), url, "text/html")
    assert page is not None
    return page


def windows_1258(text: str) -> bytes:
    import unicodedata

    out = b""
    for char in text:
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", char)
            tones = [part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323"]
            base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
            out += (base + "".join(tones)).encode("cp1258")
    return out


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (SENTENCE.encode(), "text/html; charset=utf-8"),
        (SENTENCE.encode(), ""),
        (SENTENCE.encode(), "text/html; charset=iso-8859-1"),
        (SENTENCE.encode(), "text/html; charset=windows-1258"),
        (SENTENCE.encode(), "text/html; charset=no-such-charset"),
        (b"\xef\xbb\xbf" + SENTENCE.encode(), "text/html; charset=windows-1258"),
        (b"\xff\xfe" + SENTENCE.encode("utf-16-le"), "text/html"),
        (b"\xfe\xff" + SENTENCE.encode("utf-16-be"), "text/html; charset=utf-8"),
        (SENTENCE.encode("utf-16-le"), "text/html; charset=utf-16le"),
        (windows_1258(SENTENCE), "text/html; charset=windows-1258"),
        (b'<meta charset="windows-1258">' + windows_1258(SENTENCE), "text/html"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1258">' + windows_1258(SENTENCE), ""),
        (SENTENCE.encode() * 50 + b"\xff", "text/html; charset=windows-1258"),
        ((SENTENCE * 50).encode()[:-1] + b"\xe1\xbb", "text/html"),
    ],
)  # fmt: skip
def test_vietnamese_is_read_in_its_charset(body: bytes, content_type: str) -> None:
    import unicodedata

    text, _ = decode(body, content_type)
    assert SENTENCE in unicodedata.normalize("NFC", text)


def test_a_charset_named_far_down_is_not_needed_for_utf8() -> None:
    page = parse_page(b"<html><head>" + b"<meta name=x content=y>" * 2_000 + f"<title>{SENTENCE}</title>".encode(), URL)
    assert page is not None
    assert page.title == SENTENCE


@pytest.mark.parametrize("body", [b"", b"   \n ", b"\x00", b"<!-- nothing -->", b"<?xml version='1.0'?>"])
def test_bytes_without_an_element_are_no_page(body: bytes) -> None:
    assert parse_page(body, URL) is None


def test_nul_bytes_do_not_cut_the_page() -> None:
    page = parsed("<p>Trước</p>\x00<p>S\x00au</p>")
    assert text_of(page.tree) == "Trước Sau"


def test_a_hundred_thousand_levels_are_read_in_seconds() -> None:
    began = time.process_time()
    page = parse_page(b"<html><body><a href='/dau'>Dau trang</a>" + b"<ul><li>" * 100_000 + b"x", URL)
    assert time.process_time() - began < 10
    if page is not None:
        assert page.links[0].url == "https://th-a.edu.vn/dau"


def test_a_megabyte_picture_in_the_page_does_not_hide_what_follows() -> None:
    page = parsed(f'<img src="data:image/png;base64,{"A" * 1_500_000}"><a href="/sau">Sau ảnh lớn</a>')
    assert [link.text for link in page.links] == ["Sau ảnh lớn"]


# Each link as it stands, the address it leads to (None: it is no link), and what a reader takes it for.
LINKS = {
    "plain": ('<a href="/gioi-thieu">Giới  thiệu</a>', "https://th-a.edu.vn/gioi-thieu", "Giới thiệu"),
    "relative": ('<a href="bai-1.html">Bài một</a>', "https://th-a.edu.vn/tin/bai-1.html", "Bài một"),
    "up": ('<a href="../lien-he">Liên hệ</a>', "https://th-a.edu.vn/lien-he", "Liên hệ"),
    "query-only": ('<a href="?trang=2">2</a>', "https://th-a.edu.vn/tin/trang.html?trang=2", "2"),
    "without-scheme": ('<a href="//tep.vn/x">Tệp</a>', "https://tep.vn/x", "Tệp"),
    "fragment-cut": ('<a href="/tin#dau">Tin</a>', "https://th-a.edu.vn/tin", "Tin"),
    "spaces-around": ('<a href="  /tin  ">Tin</a>', "https://th-a.edu.vn/tin", "Tin"),
    "broken-line": ('<a href="/tin-\ntuc">Tin</a>', "https://th-a.edu.vn/tin-tuc", "Tin"),
    "upper-case": ('<A HREF="/tin">Tin</A>', "https://th-a.edu.vn/tin", "Tin"),
    "picture": ('<a href="/khen"><img src="a.png" alt="Khen thưởng"></a>', "https://th-a.edu.vn/khen", "Khen thưởng"),
    "picture-titled": ('<a href="/khen"><img title="Khen thưởng"></a>', "https://th-a.edu.vn/khen", "Khen thưởng"),
    "titled": ('<a href="/khen" title="Khen thưởng"><i class="icon"></i></a>', "https://th-a.edu.vn/khen", "Khen thưởng"),
    "area": ('<map><area href="/so-do" alt="Sơ đồ"></map>', "https://th-a.edu.vn/so-do", "Sơ đồ"),
    "option": ('<select><option value="/lien-ket">Sở GD</option></select>', "https://th-a.edu.vn/lien-ket", "Sở GD"),
    "option-away": ('<select><option value="http://so.edu.vn/">Sở</option></select>', "http://so.edu.vn/", "Sở"),
    "option-value": ('<select><option value="12">12 dòng</option></select>', None, ""),
    "onclick": ("<div onclick=\"location.href='/cong-khai'\">Công khai</div>", "https://th-a.edu.vn/cong-khai", "Công khai"),
    "onclick-window": ("<button onclick=\"window.open('/van-ban.pdf')\">Xem</button>", "https://th-a.edu.vn/van-ban.pdf", "Xem"),
    "onclick-row": ("<table><tr onclick=\"window.location='/bai/3'\"><td>Bài ba</td></tr></table>", "https://th-a.edu.vn/bai/3", "Bài ba"),
    "javascript-download": ("<a href=\"javascript:downloadFile('/tep/a.pdf')\">Tải</a>", "https://th-a.edu.vn/tep/a.pdf", "Tải"),
    "javascript-void": ('<a href="javascript:void(0)">Mở</a>', None, ""),
    "javascript-postback": ("<a href=\"javascript:__doPostBack('ctl00$p','2')\">2</a>", None, ""),
    "data-href": ('<div data-href="/album/1">Album</div>', "https://th-a.edu.vn/album/1", "Album"),
    "data-url": ('<span data-url="/tin/9">Tin chín</span>', "https://th-a.edu.vn/tin/9", "Tin chín"),
    "data-url-no-address": ('<span data-url="9">Tin</span>', None, ""),
    "mail": ('<a href="mailto:a@b.vn">Thư</a>', None, ""),
    "phone": ('<a href="tel:0274">Gọi</a>', None, ""),
    "hash": ('<a href="#">Lên</a>', None, ""),
    "empty": ('<a href="">Trống</a>', None, ""),
    "ftp": ('<a href="ftp://tep.vn/a">Tệp</a>', None, ""),
    "bad-port": ('<a href="http://a.vn:99999/x">X</a>', None, ""),
    "bad-brackets": ('<a href="http://[::1/x">X</a>', None, ""),
    "much-too-long": (f'<a href="/{"x" * 3000}">Dài</a>', None, ""),
    "viewer": ('<a href="https://docs.google.com/viewer?url=http%3A%2F%2Fth-a.edu.vn%2Fa.pdf&embedded=true">Xem</a>', "http://th-a.edu.vn/a.pdf", "Xem"),
}  # fmt: skip


@pytest.mark.parametrize("case", LINKS)
def test_links_of_every_shape(case: str) -> None:
    markup, address, text = LINKS[case]
    links = parsed(markup).links
    if address is None:
        assert links == []
    else:
        assert [(link.url, link.text) for link in links] == [(address, text)]


def test_a_postback_that_names_another_page_by_script_is_marked() -> None:
    page = parsed("<a href=\"javascript:location.href='/x/2'\">Hai</a><a href='/x/3'>Ba</a>")
    assert [(link.url, link.by_script) for link in page.links] == [
        ("https://th-a.edu.vn/x/2", True),
        ("https://th-a.edu.vn/x/3", False),
    ]


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("https://th-b.edu.vn/thu-muc/", "https://th-b.edu.vn/thu-muc/bai"),
        ("/goc/", "https://th-a.edu.vn/goc/bai"),
        ("javascript:alert(1)", "https://th-a.edu.vn/tin/bai"),
        ("http://[", "https://th-a.edu.vn/tin/bai"),
        ("", "https://th-a.edu.vn/tin/bai"),
    ],
)
def test_base_href(base: str, expected: str) -> None:
    page = parse_page(f'<html><head><base href="{base}"></head><body><a href="bai">B</a></body></html>'.encode(), URL)
    assert page is not None
    assert [link.url for link in page.links] == [expected]


REGIONS = {
    "nav": ("<nav>{}</nav>", Place.MENU),
    "menu-class": ('<div class="main-menu">{}</div>', Place.MENU),
    "menu-id": ('<div id="MainNav">{}</div>', Place.MENU),
    "role": ('<div class="x" role="navigation">{}</div>', Place.MENU),
    "footer": ("<footer>{}</footer>", Place.FOOTER),
    "footer-class": ('<div class="site-footer">{}</div>', Place.FOOTER),
    "header": ("<header>{}</header>", Place.HEADER),
    "header-class": ('<div id="header">{}</div>', Place.HEADER),
    "aside": ("<aside>{}</aside>", Place.SIDEBAR),
    "sidebar-class": ('<div class="sidebar-right">{}</div>', Place.SIDEBAR),
    "main": ("<main>{}</main>", Place.MAIN),
    "plain": ("<div>{}</div>", Place.MAIN),
    "entry-header": ("<article><header class='entry-header'>{}</header></article>", Place.MAIN),
    "article-footer": ("<article><footer>{}</footer></article>", Place.MAIN),
    "pager": ('<nav class="pagination">{}</nav>', Place.MAIN),
    "post-navigation": ('<nav class="post-navigation">{}</nav>', Place.MAIN),
    "breadcrumb": ('<nav class="breadcrumb">{}</nav>', Place.MAIN),
    "menu-in-header": ("<header><div><ul class='menu'>{}</ul></div></header>", Place.MENU),
    "content-has-sidebar": ('<div class="has-sidebar">{}</div>', Place.MAIN),
}  # fmt: skip


@pytest.mark.parametrize("case", REGIONS)
def test_where_a_link_stands(case: str) -> None:
    frame, place = REGIONS[case]
    page = parsed(frame.format('<a href="/x">Chữ</a>') + '<p><a href="/y">Khác</a></p>' * 3)
    assert page.links[0].place is place


def test_a_class_on_the_whole_page_makes_no_region() -> None:
    links = "".join(f'<p><a href="/bai-{number}">Bài số {number}</a></p>' for number in range(20))
    page = parsed(f'<div class="site header-fixed menu-left"><main>{links}</main><footer>x</footer></div>')
    assert {link.place for link in page.links} == {Place.MAIN}


def test_a_menu_keeps_the_labels_above_an_entry() -> None:
    page = parsed(
        '<nav><ul><li><a href="/ck">Công khai</a><ul><li><span>Năm học 2021-2022</span><ul>'
        '<li><a href="/ck/cs">Cơ sở vật chất</a></li></ul></li></ul></li><li><a href="/tin">Tin tức</a></li></ul></nav>'
    )
    assert {link.text: link.path for link in page.links} == {
        "Công khai": (),
        "Cơ sở vật chất": ("Công khai", "Năm học 2021-2022"),
        "Tin tức": (),
    }


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://view.officeapps.live.com/op/embed.aspx?src=http%3A%2F%2Fa.vn%2Fb.docx", "http://a.vn/b.docx"),
        ("https://docs.google.com/gview?embedded=true&url=https://a.vn/b.pdf", "https://a.vn/b.pdf"),
        ("https://drive.google.com/file/d/abc/view", "https://drive.google.com/file/d/abc/view"),
        ("/xem?url=khong-phai", "/xem?url=khong-phai"),
    ],
)
def test_documents_behind_viewers(href: str, expected: str) -> None:
    assert unwrapped(href) == expected


def test_scripts_and_styles_are_no_text() -> None:
    page = parsed("<p>Chữ</p><script>var x = 'ẩn';</script><style>.a{}</style><noscript>bật</noscript><p>nữa</p>")
    assert text_of(page.tree) == "Chữ nữa"


def test_links_are_bounded() -> None:
    page = parsed('<a href="/a">a</a>' * 20_000)
    assert len(page.links) == 6_000
