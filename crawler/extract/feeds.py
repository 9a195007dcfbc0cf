"""Feeds and sitemaps: XML from a portal, read without entities, without the network, bounded."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass, field

from lxml import etree

MOST_ENTRIES = 50_000
_LARGEST = 50 * 1024 * 1024


@dataclass(slots=True)
class FeedItem:
    """An entry of an RSS or Atom feed; `published` as printed."""

    link: str
    title: str
    published: str = ""
    guid: str = ""
    categories: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Feed:
    """A page of a feed: its entries, the address of the next page, the total it claims (OpenSearch)."""

    items: list[FeedItem]
    next_url: str | None = None
    total: int | None = None


@dataclass(slots=True)
class SitemapEntry:
    """An address of a sitemap, or of a further sitemap when `is_index`."""

    url: str
    lastmod: str = ""
    is_index: bool = False


def _parse(body: bytes) -> etree._Element | None:
    if body[:2] == b"\x1f\x8b":
        try:
            body = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(body, _LARGEST)
        except (zlib.error, gzip.BadGzipFile):
            return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False, load_dtd=False)
    try:
        return etree.fromstring(body.strip(), parser=parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _name(node: etree._Element) -> str:
    return etree.QName(node).localname.lower() if isinstance(node.tag, str) else ""


def _text(node: etree._Element) -> str:
    return " ".join("".join(str(piece) for piece in node.itertext()).split())[:1_000]


def read_feed(body: bytes) -> list[FeedItem] | None:
    """Read an RSS or Atom feed; None when the bytes are none."""
    root = _parse(body)
    if root is None or _name(root) not in ("rss", "feed", "rdf"):
        return None
    items: list[FeedItem] = []
    for node in root.iter(etree.Element):
        if _name(node) not in ("item", "entry"):
            continue
        item = FeedItem(link="", title="")
        for child in node.iterchildren(etree.Element):
            _fill(item, _name(child), child)
        if item.link:
            item.guid = item.guid or item.link
            items.append(item)
        if len(items) >= MOST_ENTRIES:
            break
    return items


def read_feed_page(body: bytes) -> Feed | None:
    """Read one page of a feed with its paging (RFC 5005 links, OpenSearch total); None when the bytes are none."""
    items = read_feed(body)
    root = _parse(body) if items is not None else None
    if items is None or root is None:
        return None
    feed = Feed(items=items)
    holder = root if _name(root) == "feed" else next((node for node in root if _name(node) == "channel"), root)
    for child in holder.iterchildren(etree.Element):
        if _name(child) == "link" and child.get("rel") == "next":
            feed.next_url = child.get("href")
        elif _name(child) == "totalresults" and _text(child).isdigit():
            feed.total = int(_text(child))
    return feed


def _fill(item: FeedItem, name: str, child: etree._Element) -> None:
    if name == "title":
        item.title = item.title or _text(child)
    elif name == "link":
        href = child.get("href")
        if href is None:
            item.link = item.link or _text(child)
        elif (child.get("rel") or "alternate") == "alternate":
            item.link = href
    elif name in ("pubdate", "published", "date"):
        item.published = _text(child)
    elif name in ("guid", "id"):
        item.guid = _text(child)
    elif name == "category":
        label = child.get("term") or _text(child)
        if label and len(item.categories) < 12:
            item.categories.append(label[:200])


def read_sitemap(body: bytes) -> list[SitemapEntry] | None:
    """Read a sitemap or a sitemap index; None when the bytes are none."""
    root = _parse(body)
    if root is None or _name(root) not in ("urlset", "sitemapindex"):
        return None
    is_index = _name(root) == "sitemapindex"
    entries: list[SitemapEntry] = []
    for node in root.iterchildren(etree.Element):
        entry = SitemapEntry(url="", is_index=is_index)
        for child in node.iterchildren(etree.Element):
            if _name(child) == "loc":
                entry.url = _text(child)
            elif _name(child) == "lastmod":
                entry.lastmod = _text(child)
        if entry.url:
            entries.append(entry)
        if len(entries) >= MOST_ENTRIES:
            break
    return entries
