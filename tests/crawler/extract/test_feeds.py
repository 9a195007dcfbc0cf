"""Feeds and sitemaps of every kind, and XML that means harm."""

# ruff: noqa: E501 - markup and data read best a case a line

from __future__ import annotations

import gzip
import time
import zlib
from pathlib import Path

import pytest

from crawler.extract.feeds import read_feed, read_sitemap

RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Trường A</title><link>http://a.vn/</link>
<item><title>Lễ khai giảng &amp; chào cờ</title><link>http://a.vn/bai-1</link><guid isPermaLink="false">http://a.vn/?p=1</guid>
<pubDate>Sun, 05 Sep 2021 00:30:00 +0000</pubDate><category><![CDATA[Tin tức]]></category><category>Hoạt động</category></item>
<item><title><![CDATA[Hội khỏe <b>Phù Đổng</b>]]></title><link>http://a.vn/bai-2</link><dc:date>2021-10-12T08:00:00+07:00</dc:date></item>
<item><title>Không có địa chỉ</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><link href="http://a.vn/"/>
<entry><title type="text">Bài một</title><link rel="replies" href="http://a.vn/binh-luan"/><link rel="alternate" href="http://a.vn/1"/>
<id>tag:a.vn,2021:1</id><published>2021-09-05T07:00:00+07:00</published><updated>2022-01-01T00:00:00Z</updated><category term="Tin"/></entry>
</feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><item><title>Bài</title><link>http://a.vn/1</link><dc:date>2021-09-05</dc:date></item></rdf:RDF>"""
SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc> http://a.vn/bai-1 </loc><lastmod>2021-09-05</lastmod></url><url><loc>http://a.vn/x?a=1&amp;b=2</loc></url><url></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>http://a.vn/s1.xml.gz</loc>
<lastmod>2022-01-01</lastmod></sitemap></sitemapindex>"""


def test_rss() -> None:
    items = read_feed(RSS.encode())
    assert items is not None
    assert [(item.title, item.link, item.published, item.guid, item.categories) for item in items] == [
        ("Lễ khai giảng & chào cờ", "http://a.vn/bai-1", "Sun, 05 Sep 2021 00:30:00 +0000", "http://a.vn/?p=1", ["Tin tức", "Hoạt động"]),
        ("Hội khỏe <b>Phù Đổng</b>", "http://a.vn/bai-2", "2021-10-12T08:00:00+07:00", "http://a.vn/bai-2", []),
    ]  # fmt: skip


def test_atom() -> None:
    items = read_feed(ATOM.encode())
    assert items is not None
    assert [(item.title, item.link, item.published, item.guid, item.categories) for item in items] == [
        ("Bài một", "http://a.vn/1", "2021-09-05T07:00:00+07:00", "tag:a.vn,2021:1", ["Tin"])
    ]


def test_rdf() -> None:
    items = read_feed(RDF.encode())
    assert items is not None
    assert [(item.link, item.published) for item in items] == [("http://a.vn/1", "2021-09-05")]


@pytest.mark.parametrize("pack", [lambda body: body, gzip.compress], ids=["plain", "gz"])
def test_sitemaps(pack) -> None:  # type: ignore[no-untyped-def]
    entries = read_sitemap(pack(SITEMAP.encode()))
    assert entries is not None
    assert [(entry.url, entry.lastmod, entry.is_index) for entry in entries] == [
        ("http://a.vn/bai-1", "2021-09-05", False),
        ("http://a.vn/x?a=1&b=2", "", False),
    ]
    index = read_sitemap(pack(INDEX.encode()))
    assert index is not None
    assert [(entry.url, entry.lastmod, entry.is_index) for entry in index] == [
        ("http://a.vn/s1.xml.gz", "2022-01-01", True)
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"<html><body>x</body></html>",
        b"khong phai xml",
        b"\x1f\x8b",
        b"\x1f\x8bkhong phai gzip",
        b"<rss",
        b"\x00" * 50,
        b"{}",
    ],
)
def test_what_is_none(body: bytes) -> None:
    assert not read_feed(body)
    assert not read_sitemap(body)


def test_a_cut_feed_gives_what_was_there() -> None:
    items = read_feed(RSS.encode()[: RSS.encode().index(b"bai-2") + 5])
    assert items is not None
    assert items[0].link == "http://a.vn/bai-1"


def test_blanks_before_the_declaration_and_a_byte_order_mark() -> None:
    assert len(read_feed(b"\n\n  " + RSS.encode()) or []) == 2
    assert len(read_feed(b"\xef\xbb\xbf" + RSS.encode()) or []) == 2


def test_a_feed_in_another_charset() -> None:
    body = RSS.replace("UTF-8", "UTF-16").encode("utf-16")
    assert [item.title for item in read_feed(body) or []] == ["Lễ khai giảng & chào cờ", "Hội khỏe <b>Phù Đổng</b>"]


def test_an_external_entity_reads_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "bi-mat"
    secret.write_text("KHONG-DUOC-DOC")
    body = f'<!DOCTYPE r [<!ENTITY x SYSTEM "file://{secret}">]><rss><channel><item><title>&x;</title><link>http://a.vn/1</link></item></channel></rss>'
    items = read_feed(body.encode())
    assert "KHONG-DUOC-DOC" not in repr(items)


def test_a_parameter_entity_reads_nothing_either(tmp_path: Path) -> None:
    dtd = tmp_path / "x.dtd"
    dtd.write_text('<!ENTITY x "KHONG-DUOC-DOC">')
    body = (
        f'<!DOCTYPE r [<!ENTITY % d SYSTEM "file://{dtd}"> %d;]><urlset><url><loc>http://a.vn/&x;</loc></url></urlset>'
    )
    assert "KHONG-DUOC-DOC" not in repr(read_sitemap(body.encode()))


def test_a_billion_laughs_are_not_laughed() -> None:
    lines = "".join(f'<!ENTITY l{n} "{(f"&l{n - 1};") * 10}">' for n in range(1, 10))
    body = f'<!DOCTYPE r [<!ENTITY l0 "ha">{lines}]><rss><channel><item><title>&l9;</title><link>http://a.vn/1</link></item></channel></rss>'
    began = time.process_time()
    items = read_feed(body.encode())
    assert time.process_time() - began < 2
    assert all(len(item.title) <= 1_000 for item in items or [])


def test_a_gzip_bomb_is_bounded() -> None:
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    bomb = packer.compress(b"<rss>") + b"".join(packer.compress(b" " * 1_048_576) for _ in range(400)) + packer.flush()
    began = time.process_time()
    assert read_feed(bomb) in (None, [])
    assert time.process_time() - began < 10


def test_many_entries_are_bounded() -> None:
    body = b"<urlset>" + b"<url><loc>http://a.vn/x</loc></url>" * 60_000 + b"</urlset>"
    assert len(read_sitemap(body) or []) == 50_000
