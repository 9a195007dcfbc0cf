"""A form that only chooses is as many addresses; one that asks for words is none."""

from __future__ import annotations

import pytest

from crawler.extract.choices import choices_of
from crawler.extract.content import extract_content
from crawler.extract.page import Page, parse_page
from crawler.extract.template import Template

URL = "http://th-a.edu.vn/cong-khai"
KIND = '<input type="hidden" name="loai" value="ck">'
YEARS = '<select name="nam"><option value="2122">Năm học 2021-2022</option><option>Tất cả</option></select>'


def page_of(body: str) -> Page:
    page = parse_page(f"<html><body><main>{body}</main></body></html>".encode(), URL, "text/html; charset=utf-8")
    assert page is not None
    return page


@pytest.mark.parametrize(
    "form",
    [
        f'<form action="/cong-khai?x=1">{KIND}{YEARS}<button name="ok">Xem</button></form>',
        f'<form method="get">{KIND}{YEARS}<input type="submit" name="xem"></form>',
    ],
)
def test_each_entry_of_the_list_has_its_address(form: str) -> None:
    (choices,) = choices_of(page_of(form))
    assert [(one.value, one.url) for one in choices] == [
        ("2122", f"{URL}?loai=ck&nam=2122"),
        ("Tất cả", f"{URL}?loai=ck&nam=T%E1%BA%A5t+c%E1%BA%A3"),
    ]


@pytest.mark.parametrize(
    "form",
    [
        f'<form method="post">{YEARS}</form>',
        f'<form><input name="tu-khoa">{YEARS}</form>',
        f"<form>{YEARS}{YEARS}</form>",
        '<form><input type="hidden" name="a" value="1"></form>',
    ],
)
def test_what_asks_for_more_is_never_sent(form: str) -> None:
    assert list(choices_of(page_of(form))) == []


def test_years_to_choose_are_entries_of_the_page() -> None:
    content = extract_content(page_of(f"<h2>Công khai</h2><form>{YEARS}</form>"), Template(), "http://th-a.edu.vn/")
    assert [(item.title, item.url) for item in content.items] == [("Năm học 2021-2022", f"{URL}?nam=2122")]


def test_tabs_are_content_and_no_menu() -> None:
    entry = '<li><a data-toggle="{}" href="#n1" data-url="/ajax/ck?nam=2122">Năm học 2021-2022</a></li>'
    bar = '<ul class="nav nav-tabs">{}</ul><div id="n1"></div>'
    tabs = extract_content(page_of(bar.format(entry.format("tab"))), Template(), "http://th-a.edu.vn/")
    assert [item.url for item in tabs.items] == ["http://th-a.edu.vn/ajax/ck?nam=2122"]
    menu = extract_content(page_of(bar.format(entry.format("dropdown"))), Template(), "http://th-a.edu.vn/")
    assert not menu.items
