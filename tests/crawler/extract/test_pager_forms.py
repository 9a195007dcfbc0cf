"""Pages behind a form, and controls of no known wording: what is tried, and what must never be sent."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest

from crawler.extract.page import parse_page
from crawler.extract.pager import Pager, extract_pager

SITE = "http://th-a.edu.vn"
ENTRIES = "".join(f'<li><a href="/bai-{n}.html">Bài viết thứ {n} của nhà trường</a></li>' for n in range(10))


def read(html: str, url: str = "/tin", current: int = 1, listing: str = "/tin") -> Pager:
    text = f"<html><body><main><ul>{ENTRIES}</ul>{html}</main></body></html>"
    page = parse_page(text.encode(), urljoin(SITE, url), "text/html")
    assert page is not None
    return extract_pager(page, current, urljoin(SITE, listing), 10)


def options(*values: str) -> str:
    return "".join(f"<option>{value}</option>" for value in values)


PAGES = options("1", "2", "3")
HIDDEN = '<input type="hidden" name="loai" value="5">'
GO = '<input type="submit" value="Xem">'


@pytest.mark.parametrize(
    ("form", "following"),
    [
        (f'<form action="/tin" method="get"><select name="so">{PAGES}</select>{GO}</form>', "/tin?so=2"),
        (f'<form action="/tin">{HIDDEN}<select name="so">{PAGES}</select></form>', "/tin?loai=5&so=2"),
        (f'<form method="GET"><select name="so">{PAGES}</select>{GO}</form>', "/tin?so=2"),
        (
            '<form action="/tin"><select name="so"><option value="1">Trang đầu</option>'
            '<option value="2">Trang hai</option></select></form>',
            "/tin?so=2",
        ),
    ],
    ids=["plain", "with a hidden field", "without action", "pages in words"],
)
def test_a_choice_of_pages_in_a_form_is_an_address(form: str, following: str) -> None:
    assert read(form).next_url == SITE + following


def test_the_form_of_a_later_page_turns_on() -> None:
    form = f'<form action="/tin"><select name="so">{PAGES}</select></form>'
    second = read(form, "/tin?so=2", 2)
    assert (second.next_url, second.last) == (SITE + "/tin?so=3", 3)
    third = read(form, "/tin?so=3", 3)
    assert (third.next_url, third.unreadable) == (None, False)


@pytest.mark.parametrize(
    "form",
    [
        f'<form action="/tin" method="post"><select name="so">{PAGES}</select></form>',
        f'<form action="/tin"><input name="q"><select name="so">{PAGES}</select></form>',
        f'<form action="/tin"><textarea name="y-kien"></textarea><select name="so">{PAGES}</select></form>',
        f'<form action="/tin"><input type="password" name="mk"><select name="so">{PAGES}</select></form>',
        f'<form action="/tin"><select name="so">{PAGES}</select><select name="lop">{PAGES}</select></form>',
        f'<form action="/binh-chon"><select name="diem">{PAGES}</select></form>',
        f'<form action="/tin"><select name="nam">{options("2021", "2022", "2023")}</select></form>',
        f'<form action="/tin"><select name="khoi">{options("6", "7", "8", "9")}</select></form>',
        f'<form action="/tin"><select name="lop">{options("1", "2", "Tất cả")}</select></form>',
        f'<form action="/tin"><select name="so">{options("1")}</select></form>',
        f'<form action="/tin"><select>{PAGES}</select><input name="xoa" type="checkbox"></form>',
        '<form action="/tin"><input type="hidden" name="so" value="2"><button>Xóa</button></form>',
    ],
    ids=[
        "sent by post", "search", "a letter", "a password", "two choices", "a vote", "years", "classes",
        "not all numbers", "one page", "a box to tick", "no choice",
    ],
)  # fmt: skip
def test_no_other_form_is_ever_sent(form: str) -> None:
    pager = read(form)
    assert (pager.next_url, pager.numbers, pager.others) == (None, {}, ())


def test_a_control_of_no_known_wording_is_worth_a_try() -> None:
    assert read('<p><a href="/tin?cu=10">Lùi nữa nào</a></p>').others == (SITE + "/tin?cu=10",)


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="/khac?cu=10">Lùi nữa nào</a></p>',
        '<p><a href="/tin">Lùi nữa nào</a></p>',
        '<p><a href="/tin?xem=7">Hội khỏe Phù Đổng cấp trường năm nay</a></p>',
        """<p><a href="#" onclick="location.href='/tin?cu=10'">Lùi nữa nào</a></p>""",
        '<p><a href="/tin?cu=10">Lùi nữa nào</a> <a href="/tin?page=2">Trang sau</a></p>',
    ],
    ids=["another page", "the page itself", "a headline", "by script", "beside a pager"],
)
def test_what_is_not_worth_a_try(html: str) -> None:
    assert read(html).others == ()
