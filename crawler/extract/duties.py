"""What a home page shows of a portal's technical duties (TT 37/2020 Điều 9.6 and Điều 12), as printed."""

from __future__ import annotations

from crawler.extract.page import Page
from reading.fold import fold
from records.facts import Place

_SEARCH = ("tim kiem", "tu khoa", "search", "tim bai", "tim nhanh", "nhap tu")
_SEARCH_NAMES = frozenset({"s", "q", "search", "keyword", "keywords", "searchword", "tukhoa", "key", "query", "k"})
_FEED_TYPES = ("application/rss+xml", "application/atom+xml")
_DESCRIBING = ("description", "keywords", "og:title", "og:description", "dc.title", "dcterms.title")


def portal_duties(page: Page) -> dict[str, str]:
    """The duties that the page shows as fulfilled: ``mobile``, ``search``, ``feed``, ``metadata`` → what shows it."""
    shown = {"mobile": page.meta("viewport"), "search": _search(page), "feed": _feed(page), "metadata": _metadata(page)}
    return {name: value for name, value in shown.items() if value}


def _search(page: Page) -> str:
    for node in page.tree.iter("input"):
        kind = (node.get("type") or "text").lower()
        if kind not in ("text", "search"):
            continue
        words = f"{node.get('placeholder') or ''} {node.get('title') or ''} {node.get('aria-label') or ''}"
        name = (node.get("name") or node.get("id") or "").lower()
        if kind == "search" or name in _SEARCH_NAMES or any(word in fold(words) for word in _SEARCH):
            return words.strip() or name or "search"
        if any(word in fold(node.get("value") or "") for word in _SEARCH):
            return node.get("value") or ""
    return next((link.text for link in page.links if fold(link.text) in _SEARCH), "")


def _feed(page: Page) -> str:
    for node in page.tree.iterfind(".//link[@href]"):
        if (node.get("type") or "").lower() in _FEED_TYPES:
            return node.get("href") or ""
    return next((link.url for link in page.links if link.place is not Place.SELECT and fold(link.text) == "rss"), "")


def _metadata(page: Page) -> str:
    if described := next((page.meta(name) for name in _DESCRIBING if page.meta(name).strip()), ""):
        return described
    structured = any((node.get("type") or "").lower() == "application/ld+json" for node in page.tree.iter("script"))
    return "schema.org" if structured else ""
