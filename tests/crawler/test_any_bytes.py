"""Any bytes go through the readers without an exception and in bounded time; identities are stable."""

# ruff: noqa: E501 - markup and data read best a case a line

from __future__ import annotations

import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.collect import address_identity, is_variant
from crawler.extract.article import extract_article
from crawler.extract.content import extract_content
from crawler.extract.feeds import read_feed, read_sitemap
from crawler.extract.files import is_file_address
from crawler.extract.listing import extract_groups
from crawler.extract.page import decode, parse_page
from crawler.extract.pager import extract_pager
from crawler.extract.template import Template, learn_template
from crawler.extract.viewers import unwrapped
from reading.addresses import same_address, site_of, within

URL = "http://th-a.edu.vn/tin-tuc/trang-2.html?id=3"
# A visit has ten minutes; what grows with the square of a page takes minutes on these, the rest a few seconds.
SECONDS = 15.0
_QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# Pieces that the readers look for, put together without sense.
_PIECES = st.sampled_from(
    [
        "<html>", "<body>", "</body>", "<div class='pagination'>", "</div>", "<ul>", "<li>", "</li>", "<table><tr><td>", "<a href='?page=2'>2</a>",
        "<a href='/bai-viet/mot-bai-rat-dai'>Một bài viết rất dài</a>", "<a href=\"javascript:go('/x.pdf')\">Tải</a>", "<a href='http://[::1'>x</a>",
        "<a href='//'>y</a>", "<base href='http://['>", "<base href='/x/'>", "<link rel='next' href='http://[x'>", "<time datetime='2021-09-05'>",
        "<time datetime='9999-99-99'>", "05/09/2021", "31/02/2022", "Hôm qua", "999 năm trước", "Trang 1/99999", "<nav class='menu'>", "<footer>", "<main>",
        "<h1>", "</h1>", "<h2>Năm học 2021-2022</h2>", "<script type='application/ld+json'>", "{\"datePublished\":", "[[[[", "</script>", "<select><option value='/a'>",
        "<iframe src='https://docs.google.com/gview?url='>", "<input type=password>", "<frameset><frame src=x>", "<svg><a href='/z'>", "<![CDATA[", "<!--", "-->",
        "<meta charset='utf-16'>", "<meta http-equiv=refresh content='0;url=x'>", "&#xD800;", "&#0;", "\x00", "\u202e", "\ud7ff", "𝟘𝟙", "²³", "&amp;", "<" * 30,
        "<b>" * 60, "decode64('" + "A" * 44 + "'),{\"id\":\"1\"}", "<div id='pagination1'></div>", "<plaintext>", "<title>", "\r\n", "'", '"',
    ]
)  # fmt: skip
_SOUP = st.lists(_PIECES, max_size=60).map("".join).map(lambda text: text.encode("utf-8", "replace"))
_MIXED = st.lists(st.one_of(_SOUP, st.binary(max_size=40)), max_size=12).map(b"".join)
_CHARSETS = st.sampled_from(
    ["", "text/html", "text/html; charset=utf-16", "text/html; charset=windows-1258", "text/html; charset=x", "charset=\x00", "text/html; charset=idna",
     "text/html; charset=punycode", "text/html; charset=rot13", "text/html; charset=base64", "text/html; charset=utf-7", "text/html; charset=undefined"]
)  # fmt: skip


def read_all(body: bytes, content_type: str = "", *, once: bool = False) -> None:
    """Everything the crawler asks of a page; `once` as a visit does, else again with the page as its own template."""
    page = parse_page(body, URL, content_type)
    read_feed(body)
    read_sitemap(body)
    if page is None:
        return
    for template in (Template(),) if once else (Template(), learn_template(page)):
        groups = extract_groups(page, template.links)
        for entry in (entry for group in groups for entry in group.entries):
            same_address(entry.url)
            address_identity(entry.url)
        extract_pager(page, 2, URL, 10, template.controls)
        article = extract_article(page, template, "Một bài viết")
        assert len(article.fingerprint) in (0, 32)
        content = extract_content(page, template, "http://th-a.edu.vn/")
        assert len(content.items) == len(content.item_keys)
        content.without(content.keys)


@_QUICK
@given(st.binary(max_size=600), _CHARSETS)
def test_any_bytes(body: bytes, content_type: str) -> None:
    read_all(body, content_type)


@_QUICK
@given(_SOUP)
def test_any_soup_of_markup(body: bytes) -> None:
    read_all(body)


@_QUICK
@given(_MIXED, _CHARSETS)
def test_soup_and_bytes(body: bytes, content_type: str) -> None:
    read_all(body, content_type)


@_QUICK
@given(st.binary(max_size=200), st.text(max_size=60))
def test_any_claim_of_a_charset(body: bytes, content_type: str) -> None:
    text, name = decode(body, f"text/html; charset={content_type}")
    assert isinstance(text, str)
    assert name


_NASTY = {
    "a hundred thousand open elements": b"<div>" * 100_000,
    "a hundred thousand siblings with dates": b"<p><span>05/09/2021</span></p>" * 30_000,
    "thousands of links of one make": b"<li><a href='/bai/mot-bai-viet-hay'>Mot bai viet rat hay</a> <i>05/09/2021</i></li>" * 6_000,
    "thousands of links of all makes": b"".join(
        b"<div class=c%d><p><a href='/bai-%d'>Bai viet so %d cua truong</a></p></div>" % (n, n, n) for n in range(2_500)
    ),
    "thousands of page numbers": b"<div class=pagination>"
    + b"".join(b"<a href='?page=%d'>%d</a>" % (n, n) for n in range(2_500))
    + b"</div>",
    "a megabyte of one word": b"<p>" + b"a" * 1_000_000,
    "a megabyte of digits": b"<p class=date>" + b"05/09/2021 " * 90_000,
    "a megabyte in a title": b"<title>" + b"x " * 500_000,
    "attributes without end": b"<a " + b"href='/x' " * 50_000 + b">x</a>",
    "a class a megabyte long": b"<div class='" + b"menu " * 200_000 + b"'><a href='/x'>Gioi thieu nha truong</a></div>",
    "nested lists with links": b"<ul><li><a href='/x'>Mot muc cua trinh don</a>" * 3_000,
    "onclick without end": b"<div onclick=\"" + b"open(" * 300 + b"\">x</div>" * 2_000,
    "blanks": b" \n\t" * 700_000,
    "entities": b"<p>" + b"&nbsp;&lt;" * 150_000,
    "json-ld nested": b"<script type='application/ld+json'>" + b'{"a":[' * 50_000 + b"</script><h1>Tieu de bai viet</h1>",
    "quotes of a decode64": b"<div id=pagination1></div><script>" + b"decode64('" * 30_000 + b"</script>",
    "refresh": b"<meta http-equiv=refresh content='" + b"0;" * 100_000 + b"'>",
    "utf-16 claims": b"<meta charset=utf-16>" + b"\xe1\xbb\x87<p>" * 50_000,
    "broken utf-8": b"<p>\xff\xfe\xfd" * 100_000,
}  # fmt: skip


@pytest.mark.parametrize("name", _NASTY)
def test_a_nasty_page_ends_within_its_bound(name: str) -> None:
    began = time.process_time()
    read_all(_NASTY[name], once=True)
    assert time.process_time() - began < SECONDS


_ADDRESSES = st.one_of(
    st.text(max_size=80),
    st.builds(
        "{}://{}{}{}{}".format,
        st.sampled_from(["http", "https", "HTTP", ""]),
        st.sampled_from(["th-a.edu.vn", "www.th-a.edu.vn", "TH-A.edu.vn:80", "trường.vn", "[::1]", "[", "a.vn:99999", "127.0.0.1"]),
        st.lists(st.sampled_from(["/", "/tin-tuc", "/bai-viet-rat-hay-123", "/%C3%A0", "/index.php", "/%", "//", ";jsessionid=1", "/a b"]), max_size=4).map("".join),
        st.sampled_from(["", "?", "?a=1&b=2", "?b=2&a=1", "?utm_source=x", "?p=%ZZ", "?a=1&a=2", "?id=3&PHPSESSID=9"]),
        st.sampled_from(["", "#x", "#!/y"]),
    ),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(_ADDRESSES)
def test_identity_never_raises_and_does_not_change_on_the_same_address(url: str) -> None:
    first = address_identity(url)
    assert first == address_identity(url)
    kind, _, rest = first.partition(":")
    assert kind in ("slug", "url")
    is_variant(url)
    is_file_address(url)
    unwrapped(url)
    within(url, site_of(url), "/x/")
    if kind == "url":
        assert rest == same_address(url).lower()


@settings(max_examples=300, deadline=None)
@given(_ADDRESSES)
def test_the_key_of_an_address_is_its_own_key(url: str) -> None:
    key = same_address(url)
    # An IPv6 literal loses its brackets in the key, which is a key and no address.
    if re.match(r"https?://[a-z]", url, re.I) and "[" not in url and site_of(url):
        assert same_address(f"{url.partition(':')[0]}://{key}") == key


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["/bai-viet/le-khai-giang-nam-hoc", "/tin/12", "/x.aspx?id=3"]), _ADDRESSES)
def test_spelling_does_not_change_an_identity(path: str, noise: str) -> None:
    spellings = [f"http://th-a.edu.vn{path}", f"https://www.th-a.edu.vn{path}", f"http://TH-A.edu.vn:80{path}#x"]
    assert len({address_identity(url) for url in spellings}) == 1
