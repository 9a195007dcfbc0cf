"""Session numbers in addresses: dropped from what is compared, and only where they are one."""

from __future__ import annotations

import pytest

from reading.addresses import same_address, without_session

A = "http://th-mau.edu.vn"


@pytest.mark.parametrize(
    ("url", "bare"),
    [
        ("/tin?PHPSESSID=ab12&id=3", "/tin?id=3"),
        ("/tin?id=3&PHPSESSID=ab12", "/tin?id=3"),
        ("/tin?id=3&phpsessid=ab12&xem=1", "/tin?id=3&xem=1"),
        ("/tin?PHPSESSID=ab12", "/tin"),
        ("/tin?PHPSESSID=", "/tin"),
        ("/tin.asp?ASPSESSIONIDCQTRAB=KLMN&id=3", "/tin.asp?id=3"),
        ("/tin.cfm?CFID=12&CFTOKEN=34&id=3", "/tin.cfm?id=3"),
        ("/tin?sid=9f8e7d6c5b4a3f2e1d0c&id=3", "/tin?id=3"),
        ("/tin?PHPSESSID=ab12&sid=9f8e7d6c5b4a&id=3", "/tin?id=3"),
        ("/tin?phien=q1w2e3r4t5y6u7i8o9p0", "/tin"),
        ("/tin;jsessionid=1A2B?id=3", "/tin?id=3"),
        ("/(S(abc123))/tin.aspx?id=3", "/tin.aspx?id=3"),
    ],
)
def test_a_session_is_dropped(url: str, bare: str) -> None:
    assert without_session(A + url) == A + bare
    assert same_address(A + url) == same_address(A + bare)


@pytest.mark.parametrize(
    "url",
    [
        "/Default.aspx?sid=12",
        "/Default.aspx?sid=1505&pageid=40952",
        "/tin?sid=20221120123456789012",
        "/?s=khai-giang",
        "/?s=tuyen+sinh",
        "/?s=decade",
        "/tin?session=chieu",
        "/tin?class=PHPSESSID",
        "/tin?xsid=9f8e7d6c5b4a3f2e1d0c",
        "/tin;muc=su-kien",
        "/tin(moi)/bai",
        "/sid=9f8e7d6c5b4a3f2e1d0c",
    ],
)
def test_what_only_looks_like_a_session_stays(url: str) -> None:
    assert without_session(A + url) == A + url


def test_stories_told_apart_by_sid_are_different_pages() -> None:
    assert same_address(f"{A}/tin?sid=12") != same_address(f"{A}/tin?sid=13")


def test_two_visits_of_one_page_have_one_key() -> None:
    first, second = f"{A}/tin?id=3&PHPSESSID=aaa111", f"{A}/tin?PHPSESSID=bbb222&id=3"
    assert first != second
    assert same_address(first) == same_address(second) == same_address(f"{A}/tin?id=3")
