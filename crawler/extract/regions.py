"""Which elements of a page are its frame: menus, headers, footers, sidebars, by tag, role, class and id."""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from crawler.extract.nodes import class_words
from records.facts import Place

_REGION_WORDS: tuple[tuple[Place, frozenset[str]], ...] = (
    (Place.FOOTER, frozenset({"footer", "foot", "copyright", "bottombar"})),
    (
        Place.MENU,
        frozenset({"nav", "navbar", "menu", "navigation", "megamenu", "mainmenu", "topmenu", "mmenu", "submenu"}),
    ),
    (Place.HEADER, frozenset({"header", "masthead", "topbar", "banner", "clock"})),
)
_SIDEBAR = re.compile(
    r"(?:^|\s)(?:(?!has|no|with|content)(?:\w+[-_])?(?:sidebar|aside)(?:[-_](?:left|right|primary|secondary"
    r"|inner|content|wrapper|area|\d+))?)(?:\s|$)",
    re.I,
)
_MENU_WORD = re.compile(
    r"(?:main|top|side|sub|left|right|primary|mobile|mega|drop|site)?(?:nav|menu)(?:bar|list|top|left|right|main)?$"
)
_NOT_HEADER = frozenset({"entry", "post", "page", "article", "content", "section", "item", "news", "detail", "title"})
_NOT_MENU = frozenset(
    {
        "post",
        "posts",
        "paging",
        "pagination",
        "pager",
        "comment",
        "comments",
        "page",
        "links",
        "breadcrumb",
        "breadcrumbs",
    }
)


def mark_regions(tree: HtmlElement) -> dict[HtmlElement, Place]:
    """The elements that start a region (menu, header, footer, sidebar …), with its place."""
    return {node: place for node in tree.iter(etree.Element) if (place := _region_of(node)) is not None}


def _region_of(node: HtmlElement) -> Place | None:
    tag = node.tag
    if tag in ("ul", "ol", "div", "nav") and _shows_panes(node):
        return None
    if tag in ("body", "html", "a", "li", "h1", "h2", "h3", "span", "img", "i", "input"):
        return None
    if tag == "nav":
        return None if class_words(node) & _NOT_MENU else Place.MENU
    if tag == "footer":
        return None if _inside_article(node) else Place.FOOTER
    if tag == "aside":
        return Place.SIDEBAR
    if tag == "select":
        return Place.SELECT
    if tag in ("main", "article"):
        return Place.MAIN
    if tag == "header":
        return None if _inside_article(node) else Place.HEADER
    words = class_words(node)
    if not words:
        return None
    role = node.get("role")
    if role in ("navigation", "menubar") and not words & _NOT_MENU:
        return Place.MENU
    if _SIDEBAR.search(f"{node.get('class') or ''} {node.get('id') or ''}"[:400]) and not _holds_most_of_page(node):
        return Place.SIDEBAR
    for place, known in _REGION_WORDS:
        if words & known or (place is Place.MENU and any(_MENU_WORD.match(word) for word in words)):
            if place is Place.HEADER and (words & _NOT_HEADER or _inside_article(node)):
                return None
            if place is Place.MENU and words & _NOT_MENU:
                return None
            if place is Place.FOOTER and (words & _NOT_HEADER or _inside_article(node)):
                return None
            if _holds_most_of_page(node):
                return None
            return place
    return None


def _shows_panes(node: HtmlElement) -> bool:
    """Tell whether a list is one of tabs: they show parts of the page and are no way elsewhere."""
    if not class_words(node) & {"nav", "tabs", "pills", "menu"} and node.get("role") != "tablist":
        return False
    controls = list(islice(node.iter("a", "button"), 3))
    return bool(controls) and all(
        (one.get("data-toggle") or one.get("data-bs-toggle") or "") in ("tab", "pill") for one in controls
    )


def _inside_article(node: HtmlElement) -> bool:
    parent = node.getparent()
    while parent is not None:
        if parent.tag in ("article", "main"):
            return True
        parent = parent.getparent()
    return False


def _holds_most_of_page(node: HtmlElement) -> bool:
    """Tell whether an element wraps the page itself: ``<div class="site header-fixed has-sidebar">``."""
    if node.tag in ("ul", "ol", "nav", "table"):
        # A list wraps no page, though all links of a bare page may hang in it.
        return False
    parent = node.getparent()
    if parent is None or parent.tag not in ("body", "form", "div"):
        return False
    body = node.getroottree().getroot().find("body")
    if body is None:
        return False
    total = sum(1 for _ in body.iter("a"))
    own = sum(1 for _ in node.iter("a"))
    return (
        total > 12
        and own > 0.8 * total
        and (node.find(".//main") is not None or node.find(".//footer") is not None or own == total)
    )
