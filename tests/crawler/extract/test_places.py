"""Places on a page of one piece are its sections; what only unfolds a menu is none."""

from __future__ import annotations

from crawler.extract.page import parse_page
from crawler.extract.places import InPage, places_of
from crawler.extract.template import Template

HOME = "http://th-a.edu.vn/"
ABOUT = "<p>Trường được thành lập năm 1996, hiện có 28 lớp với hơn một nghìn học sinh.</p>"
FILE = '<a href="/tep/bm05.pdf">Biểu mẫu 05 năm học 2021-2022</a>'


def places(body: str) -> dict[str, InPage]:
    page = parse_page(f"<html><body>{body}</body></html>".encode(), HOME, "text/html; charset=utf-8")
    assert page is not None
    return {one.label: one for one in places_of(page, Template(), HOME)}


def test_a_menu_and_tabs_lead_to_places() -> None:
    found = places(
        '<nav><ul><li><a href="/#gioi-thieu">Giới thiệu</a></li><li><a href="#lien-he">Liên hệ</a></li></ul></nav>'
        f'<section id="gioi-thieu">{ABOUT}</section>'
        '<ul><li><a data-toggle="tab" href="#ck">Công khai</a></li></ul>'
        f'<div class="tab-pane" id="ck">{FILE}</div>'
        '<footer id="lien-he"><p>Địa chỉ: đường ĐT 741, khu phố 4. Điện thoại: 0274 3655 110</p></footer>'
    )
    assert set(found) == {"Giới thiệu", "Liên hệ", "Công khai"}
    assert "1996" in found["Giới thiệu"].content.text
    assert "0274" in found["Liên hệ"].content.text
    assert [item.url for item in found["Công khai"].content.items] == ["http://th-a.edu.vn/tep/bm05.pdf"]
    assert "1996" not in found["Công khai"].content.text


def test_what_holds_nothing_or_is_a_menu_is_no_place() -> None:
    entries = "".join(f'<li><a href="/cong-khai/{year}">Năm học {year}</a></li>' for year in ("2021-2022", "2020-2021"))
    assert not places(
        f'<nav><a href="#con" data-toggle="collapse">Công khai</a><div id="con"><ul>{entries}</ul></div></nav>'
        f'<a href="#ngoai">Công khai</a><div id="ngoai"><ul>{entries}</ul></div>'
        '<a href="#rong">Văn bản</a><section id="rong"><h2>Văn bản</h2></section>'
        '<a href="#khong-co">Tuyển sinh</a><a href="/trang#gt">Giới thiệu</a>'
        f'<section id="gt"><a href="#gt">Lên đầu</a>{ABOUT}</section>'
    )
