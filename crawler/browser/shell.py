"""Whether a page, as the server sends it, is one that only a browser fills."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from crawler.extract.nodes import text_of
from crawler.extract.page import Page
from reading.fold import fold, plain

_LITTLE_TEXT = 250
_LONG_SCRIPT = 500
_LABEL_WORDS = 7
_MOST_LABELS = 400
_TURNS = re.compile(
    r"(?:trang )?(?:[2-9]|\d{2,3})|(?:trang )?(?:sau|tiep|tiep theo|ke tiep|cuoi)"
    r"|(?:xem|tai|hien thi) them.{0,12}|next|load more|[>›»]+"
)
_ADDRESS = re.compile(r"(?!\s*(?:#|javascript:|$))", re.I)


def is_script_shell(page: Page) -> bool:
    """Tell whether the page is an empty frame that only a browser fills."""
    body = page.tree.find("body")
    if body is None:
        return True
    text = (
        fold(" ".join(piece for piece in body.itertext() if len(piece) < 4_000))
        if not list(body.iter("script"))
        else ""
    )
    if not text:
        pieces = [
            piece
            for node in body.iter()
            if node.tag not in ("script", "style", "noscript", "template")
            for piece in (node.text or "", *(child.tail or "" for child in node.iterchildren()))
        ]
        text = fold(" ".join(pieces)[:20_000])
    return len(text) < _LITTLE_TEXT and len(page.links) < 5 and _has_script_at_work(page)


def is_hollow(page: Page) -> bool:
    """Tell whether the page has a named place with nothing in it, and a script that may fill it."""
    empty = any(
        not len(node) and not (node.text or "").strip() and (node.get("id") or node.get("class"))
        for node in page.tree.iter("div", "ul", "ol", "section", "tbody")
    )
    return empty and _has_script_at_work(page)


def labels_without_address(page: Page) -> list[str]:
    """Short words that stand by themselves on a page, in no link: entries of a menu that only a script follows."""
    linked = {link.text for link in page.links}
    found: list[str] = []
    for node in page.tree.iter("li", "a", "button", "span", "div", "p", "td"):
        if len(node) or len(found) >= _MOST_LABELS:
            continue
        text = text_of(node, 80)
        if text and len(text.split()) <= _LABEL_WORDS and text not in linked and not _is_in_link(node):
            found.append(text)
    return list(dict.fromkeys(found))


def _is_in_link(node: HtmlElement) -> bool:
    return any(one.tag == "a" and _ADDRESS.match(one.get("href") or "") for one in (node, *node.iterancestors()))


def turns_by_script(page: Page) -> bool:
    """Tell whether a control that has no address of its own goes on to further entries."""
    for node in page.tree.iter("button", "a", "li", "span", "input"):
        if len(node) and node.tag not in ("button", "a"):
            continue
        if node.tag == "a" and _ADDRESS.match(node.get("href") or ""):
            continue
        if node.get("disabled") is not None or node.get("aria-disabled") == "true":
            continue
        text = str(node.get("value") or "") if node.tag == "input" else text_of(node, 40)
        if _TURNS.fullmatch(plain(text).strip()) and (node.tag not in ("li", "span") or _is_one_of_a_row(node)):
            return True
    return False


def _is_one_of_a_row(node: HtmlElement) -> bool:
    # A number alone may be a count; beside its neighbours it is a page.
    row = node.getparent()
    return row is not None and sum(text_of(child, 8).strip().isdigit() for child in row) >= 2


def _has_script_at_work(page: Page) -> bool:
    return any(_is_at_work(node) for node in page.tree.iter("script"))


def _is_at_work(script: HtmlElement) -> bool:
    # One that is fetched, fetches another, or is long.
    text = script.text or ""
    return bool(script.get("src")) or len(text) > _LONG_SCRIPT or "import(" in text
