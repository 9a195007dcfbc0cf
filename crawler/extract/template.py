"""What stands on every page of a portal: learnt from a page without content of its own, and the frame's clocks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from crawler.extract.listing import link_key, read_date_like
from crawler.extract.nodes import dom_path, text_of
from crawler.extract.page import Page
from reading.dates import read_date
from reading.fold import fold

_TEXT_TAGS = (
    "p",
    "li",
    "td",
    "th",
    "dd",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "div",
    "span",
    "strong",
    "b",
    "a",
    "section",
    "article",
    "blockquote",
    "pre",
    "figcaption",
    "summary",
    "caption",
    "font",
    "center",
    "em",
    "u",
    "i",
)
_SKIPPED = frozenset({"script", "style", "noscript", "template", "svg", "select", "option", "head", "form", "button"})
_LINKS_OF_ENTRY = 4
_HEADLINE = 20


@dataclass(frozen=True, slots=True)
class Template:
    """What stands on every page of a portal, learnt from a page that has no content of its own."""

    links: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    dates: frozenset[str] = frozenset()
    controls: frozenset[str] = frozenset()
    clocks: frozenset[str] = frozenset()


def with_clocks(template: Template, home: Page, today: date) -> Template:
    """Add the places of the home page that print today's date outside any link: the frame's clock.

    A portal whose unknown addresses answer without its frame shows its clock there and nowhere else.
    """
    clocks = {
        f"{dom_path(node)}|{text}"
        for node, text in pieces_of(home.tree)
        if _reads_as(text, today) and not _in_entry(node)
    }
    return replace(template, clocks=frozenset(clocks))


def _reads_as(text: str, day: date) -> bool:
    read = read_date(text, seen_at=None) if len(text) <= 80 and any(char.isdigit() for char in text) else None
    return read is not None and read.day == day


def _in_entry(node: HtmlElement) -> bool:
    """Tell whether an element stands in a block with a headline: that is a post of today, not a clock."""
    current: HtmlElement | None = node
    for _ in range(3):
        if current is None or current.tag == "body":
            return False
        links = list(islice(current.iter("a"), _LINKS_OF_ENTRY + 1))
        if len(links) > _LINKS_OF_ENTRY:
            return False
        if any(len(text_of(link, 60)) >= _HEADLINE for link in links):
            return True
        current = current.getparent()
    return False


def learn_template(page: Page) -> Template:
    """Take a page without content of its own (an address that does not exist) as the portal's template."""
    texts, dates = set(), set()
    for node, text in pieces_of(page.tree):
        path = dom_path(node)
        texts.add(f"{path}|{fold(text)[:200]}")
        if read_date_like(text):
            dates.add(path)
    controls = {dom_path(node) for node in page.tree.iter("div", "ul", "nav", "button", "a", "input", "table")}
    return Template(
        links=frozenset(link_key(link) for link in page.links),
        texts=frozenset(texts),
        dates=frozenset(dates),
        controls=frozenset(controls),
    )


def pieces_of(tree: HtmlElement) -> list[tuple[HtmlElement, str]]:
    """The texts of a page with the element each stands in, in document order."""
    found: list[tuple[HtmlElement, str]] = []
    for node in tree.iter(etree.Element):
        if node.tag in _SKIPPED or node.tag not in _TEXT_TAGS:
            continue
        own = [node.text or ""]
        own += [child.tail or "" for child in node.iterchildren()]
        text = " ".join(" ".join(own).split())
        if text:
            found.append((node, text))
        if len(found) >= 20_000:
            break
    return found
