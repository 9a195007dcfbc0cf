"""Small questions to one element of a page: its words, its classes, its place in the page's make."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_NO_WORDS: frozenset[str] = frozenset()
_SKIPPED_TAGS = frozenset({"script", "style", "noscript", "template", "svg", "head"})


def class_words(node: HtmlElement) -> frozenset[str]:
    """The lower-case words of an element's id and classes, split at dashes, digits and capitals."""
    identifier, classes = node.get("id"), node.get("class")
    if not identifier and not classes:
        return _NO_WORDS
    text = f"{identifier or ''} {classes or ''}"[:400]
    return frozenset(word.lower() for word in _WORDS.findall(text))


def squeeze(text: str) -> str:
    """White space folded."""
    return " ".join(text.split())


def text_of(node: HtmlElement, most: int = 4_000) -> str:
    """The text a reader sees in an element, white space folded, at most `most` characters."""
    pieces: list[str] = []
    length = 0
    for piece in _texts(node):
        # Only words count: indentation between tags would use up a short limit.
        if words := squeeze(piece):
            pieces.append(words)
            length += len(words) + 1
        if length > most:
            break
    return " ".join(pieces)[:most]


def _texts(node: HtmlElement) -> Iterator[str]:
    if node.text:
        yield node.text
    for child in node.iterchildren(etree.Element):
        # Recursion is bounded: the parser itself refuses trees deeper than 256.
        if child.tag not in _SKIPPED_TAGS:
            yield from _texts(child)
        if child.tail:
            yield child.tail


def dom_path(node: HtmlElement) -> str:
    """Where an element stands in the page's make: tags and classes from the body down, numbers dropped."""
    parts: list[str] = []
    current: HtmlElement | None = node
    while current is not None and current.tag != "body":
        classes = re.sub(r"\d+", "", current.get("class") or "")
        parts.append(f"{current.tag}.{'.'.join(sorted(classes.split())[:3])}")
        current = current.getparent()
    return ">".join(reversed(parts))
