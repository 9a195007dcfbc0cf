"""Places on a page that its own menu or tabs lead to ("#gioi-thieu"): on a page of one piece they are the sections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urldefrag, urljoin

from lxml.html import HtmlElement

from crawler.extract.content import Content, extract_content
from crawler.extract.nodes import text_of
from crawler.extract.page import Page
from crawler.extract.template import Template
from reading.addresses import route_of, same_address
from records.facts import Place

_MOST = 60
_LONGEST_LABEL = 80
# Words of a place that are no link's: a menu that unfolds has none.
_FEWEST_WORDS = 40
_NO_PLACE = (Place.MENU, Place.HEADER)


@dataclass(frozen=True, slots=True)
class InPage:
    """A place of a page: the words of the control that leads there, where that stands, what is there."""

    label: str
    place: Place
    anchor: str
    content: Content


def places_of(page: Page, template: Template, home: str) -> Iterator[InPage]:
    """The places that controls of the page lead to, each once, where something stands there besides links."""
    by_id: dict[str, HtmlElement] = {}
    for node in page.tree.iter("section", "div", "article", "footer", "aside", "td", "main"):
        if name := node.get("id"):
            by_id.setdefault(name, node)
    seen: set[str] = set()
    for control in page.tree.iter("a", "button"):
        name = _target(page, control)
        label = text_of(control, _LONGEST_LABEL + 1)
        if not label or len(label) > _LONGEST_LABEL or name in seen or name not in by_id or len(seen) >= _MOST:
            continue
        node = by_id[name]
        if control in node.iterdescendants() or page.place_of(node) in _NO_PLACE:
            continue
        seen.add(name)
        content = _content(page, node, template, home)
        if _holds_words(content):
            yield InPage(label=label, place=page.place_of(control), anchor=name, content=content)


def _target(page: Page, control: HtmlElement) -> str:
    """The name of the place on this very page that a control leads to, or an empty text."""
    for attribute in ("href", "data-target", "data-bs-target"):
        value = (control.get(attribute) or "").strip()
        if "#" not in value or value.lower().startswith("javascript:") or route_of(value):
            continue
        address, name = urldefrag(urljoin(page.base, value))
        if name and (value.startswith("#") or same_address(address) == same_address(page.url)):
            return str(name)
    return ""


def _content(page: Page, node: HtmlElement, template: Template, home: str) -> Content:
    """What stands below an element, wherever on the page that is: the foot of a page of one piece is its contact."""
    inside = set(node.iterdescendants())
    part = replace(
        page,
        tree=node,
        links=[link for link in page.links if link.node in inside],
        regions={one: place for one, place in page.regions.items() if one in inside},
    )
    return extract_content(part, template, home)


def _holds_words(content: Content) -> bool:
    linked = sum(len(item.title) for item in content.items)
    return bool(
        content.embeds or any(item.is_file for item in content.items) or len(content.text) - linked >= _FEWEST_WORDS
    )
