"""Numbers that Word counts by itself: what stands before a paragraph of a numbered list and is written nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from reports.form.markup import Element, Markup, child, children, local, value

_PLACE = re.compile(r"%(\d)")


def _roman(number: int) -> str:
    pieces = ""
    for worth, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= worth:
            pieces, number = pieces + sign, number - worth
    return pieces


_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": lambda number: chr(ord("A") + (number - 1) % 26),
    "lowerLetter": lambda number: chr(ord("a") + (number - 1) % 26),
}


@dataclass
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


def _val(element: Element | None) -> str:
    return value(element) or ""


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None


class ListNumbers:
    """The numbers before paragraphs. They count on through the whole document, so every paragraph of it is to be asked
    about before any is read: `count` does that."""

    def __init__(self, numbering: Markup | None, styles: Markup | None) -> None:
        self._lists: dict[str, _List] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._texts: dict[Element, str] = {}
        if numbering is not None:
            self._read_lists(numbering.root)
        if styles is not None and self._lists:
            for style in children(styles.root, "style"):
                for properties in children(style, "pPr"):
                    self._styles[(value(style, "styleId") or "")] = (
                        _val(child(properties, "numPr", "numId")),
                        _number(_val(child(properties, "numPr", "ilvl"))) or 0,
                    )

    def _read_lists(self, root: Element) -> None:
        abstract: dict[str, _List] = {}
        for one in children(root, "abstractNum"):
            found = _List()
            for level in children(one, "lvl"):
                found.levels[_number(value(level, "ilvl") or "") or 0] = _Level(
                    _val(child(level, "numFmt")) or "decimal",
                    _val(child(level, "lvlText")),
                    _number(_val(child(level, "start"))) or 1,
                )
            abstract[(value(one, "abstractNumId") or "")] = found
        for one in children(root, "num"):
            shared = abstract.get(_val(child(one, "abstractNumId")))
            if shared is None:
                continue
            # Lists of one kind count together unless one of them begins anew.
            restarts = [over for over in children(one, "lvlOverride") if children(over, "startOverride")]
            own = _List(dict(shared.levels)) if restarts else shared
            for over in restarts:
                at = _number(value(over, "ilvl") or "") or 0
                old = own.levels.get(at, _Level())
                own.levels[at] = _Level(old.form, old.text, _number(_val(child(over, "startOverride"))) or 0)
            self._lists[(value(one, "numId") or "")] = own

    def count(self, body: Element) -> None:
        """Count all paragraphs of a document, in order."""
        if not self._lists:
            return
        for paragraph in body.iter():
            if isinstance(paragraph.tag, str) and local(paragraph) == "p":
                self._count(paragraph)

    def _count(self, paragraph: Element) -> None:
        properties = next(iter(children(paragraph, "pPr")), None)
        if properties is None:
            return
        number, level = self._styles.get(_val(child(properties, "pStyle")), ("", 0))
        if children(properties, "numPr"):
            number = _val(child(properties, "numPr", "numId")) or number
            own = _number(_val(child(properties, "numPr", "ilvl")))
            level = level if own is None else own
        found = self._lists.get(number)
        if found is None or level not in found.levels:
            return
        counts = found.counts
        for above in range(level):
            counts.setdefault(above, found.levels.get(above, _Level()).start)
        counts[level] = counts[level] + 1 if level in counts else found.levels[level].start
        for below in [one for one in counts if one > level]:
            del counts[below]

        def shown(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            form = _FORMS.get(found.levels.get(at, _Level()).form)
            return form(counts.get(at, 1)) if form else ""

        if found.levels[level].form in _FORMS:
            self._texts[paragraph] = _PLACE.sub(shown, found.levels[level].text)

    def of(self, paragraph: Element) -> str:
        """What stands before a paragraph, with a space; empty where nothing is counted."""
        text = self._texts.get(paragraph, "")
        return f"{text} " if text else ""
