"""What a home page shows of a portal's technical duties."""

from __future__ import annotations

import pytest

from crawler.extract.duties import portal_duties
from crawler.extract.page import parse_page


def duties_of(head: str = "", body: str = "") -> dict[str, str]:
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    page = parse_page(html.encode(), "http://th-a.edu.vn/", "text/html; charset=utf-8")
    assert page is not None
    return portal_duties(page)


def test_a_bare_page_shows_none() -> None:
    assert duties_of(body="<p>Chào mừng</p><form><input type='text' name='hoten'></form>") == {}


@pytest.mark.parametrize(
    ("head", "body", "name"),
    [
        ('<meta name="viewport" content="width=device-width">', "", "mobile"),
        ('<meta name="description" content="Cổng của trường">', "", "metadata"),
        ('<meta property="og:title" content="TH A">', "", "metadata"),
        ('<script type="application/ld+json">{}</script>', "", "metadata"),
        ('<link rel="alternate" type="application/rss+xml" href="/rss">', "", "feed"),
        ("", '<a href="/rss.xml">RSS</a>', "feed"),
        ("", '<form><input type="search" name="x"></form>', "search"),
        ("", '<form><input name="q"></form>', "search"),
        ("", '<form><input type="text" name="f" placeholder="Tìm kiếm..."></form>', "search"),
        ("", '<form><input type="text" name="f" value="Từ khóa"></form>', "search"),
        ("", '<a href="/tim">Tìm kiếm</a>', "search"),
    ],
)
def test_a_duty_is_seen(head: str, body: str, name: str) -> None:
    assert list(duties_of(head, body)) == [name]
