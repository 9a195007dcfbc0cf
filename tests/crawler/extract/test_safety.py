"""What a page shows of its own safety."""

from __future__ import annotations

import pytest

from crawler.extract.page import parse_page
from crawler.extract.safety import page_safety


def safety_of(body: str, url: str = "https://th-a.edu.vn/", head: str = "") -> dict[str, str]:
    page = parse_page(f"<html><head>{head}</head><body>{body}</body></html>".encode(), url, "text/html")
    assert page is not None
    return page_safety(page)


def test_a_plain_page_shows_nothing() -> None:
    form = '<form action="/x"><input type="text"></form>'
    assert safety_of(f'<a href="http://a.vn/">A</a><img src="/logo.png">{form}') == {}


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ('<img src="http://a.vn/x.png">', ""),
        ('<iframe src="HTTP://a.vn/"></iframe>', ""),
        ("", '<script src="http://a.vn/x.js"></script>'),
        ("", '<link rel="stylesheet" href="http://a.vn/x.css">'),
    ],
)
def test_parts_without_https_on_a_page_with_it(body: str, head: str) -> None:
    assert list(safety_of(body, head=head)) == ["mixed"]
    assert safety_of(body, "http://th-a.edu.vn/", head) == {}


def test_a_canonical_link_loads_nothing() -> None:
    assert safety_of("", head='<link rel="canonical" href="http://th-a.edu.vn/">') == {}


@pytest.mark.parametrize(
    ("url", "form", "where"),
    [
        ("http://th-a.edu.vn/", '<form action="/vao"><input type="password"></form>', "http://th-a.edu.vn/vao"),
        ("http://th-a.edu.vn/", '<input type="password">', "http://th-a.edu.vn/"),
        ("https://th-a.edu.vn/", '<form action="http://b.vn/vao"><input type="PASSWORD"></form>', "http://b.vn/vao"),
    ],
)
def test_a_password_that_goes_in_the_clear(url: str, form: str, where: str) -> None:
    assert safety_of(form, url) == {"open-password": where}


def test_a_password_that_goes_by_https_is_no_finding() -> None:
    assert safety_of('<form action="/vao"><input type="password"></form>') == {}
    assert safety_of('<form action="https://b.vn/vao"><input type="password"></form>', "http://th-a.edu.vn/") == {}
