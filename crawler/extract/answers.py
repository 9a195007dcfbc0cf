"""Answers of an interface behind a page: JSON (or HTML wrapped in it) as tables of plain values, whatever the vendor.

An answer is looked through for lists of things of one make. Which of them a page shows is another question
(`crawler.extract.interface`).
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from crawler.extract.listing import extract_groups
from crawler.extract.page import parse_page

Scalar = str | int | float | bool | None
Way = tuple[str, ...]
"""The names and numbers that lead to a value, outermost first."""

_DEEPEST = 8
_MOST_TABLES = 40
_MOST_ROWS = 2_000
_MOST_FIELDS = 60
_LONGEST = 4_000
_NESTED = 2 * 1024 * 1024
_TAGS = re.compile(r"<[^>]{0,2000}>")
_LINK = re.compile(r"href\s*=\s*[\"']([^\"']{1,2000})[\"']", re.I)
_FEWEST_LINKS = 2


@dataclass(frozen=True, slots=True)
class Table:
    """Things of one make in an answer: the way to their list, and each as a row of values by their way within it."""

    at: Way
    rows: tuple[dict[str, Scalar], ...]


@lru_cache(maxsize=4)
def read_json(body: bytes) -> object:
    """The value an answer holds; None where it is none. Never raises. It is shared, and not to be changed.

    The same answer is asked for its rows, its totals and what follows it, one after another.
    """
    text = body.decode("utf-8", "replace").lstrip("\ufeff").strip()
    # What keeps others from reading it as a script.
    text = re.sub(r"^(?:\)\]\}',?|while\(1\);|for\(;;\);)\s*", "", text)
    if wrapped := re.fullmatch(r"[\w.$]{1,80}\((.*)\)\s*;?", text, re.S):
        text = wrapped[1]
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def tables_of(body: bytes, content_type: str, url: str) -> list[Table]:
    """Every list of two or more things of an answer, outer ones first; a piece of HTML is such a list as well."""
    answer = read_json(body)
    if answer is None:
        text = body.decode("utf-8", "replace")
        return _html_table(text, (), url) if "html" in content_type or text.lstrip().startswith("<") else []
    found: list[Table] = []
    for at, value in _walk(answer, ()):
        if len(found) >= _MOST_TABLES:
            break
        if isinstance(value, str):
            found += _html_table(value, at, url)
        elif rows := _rows(value):
            found.append(Table(at, tuple(_flat(row) for row in rows[:_MOST_ROWS])))
    return found


def table_at(body: bytes, content_type: str, url: str, at: Way) -> Table | None:
    """The list at a known place of a further answer; an empty one where the answer has nothing there."""
    answer = read_json(body)
    if answer is None:
        text = body.decode("utf-8", "replace")
        return next(iter(_html_table(text, (), url)), Table((), ())) if not at else None
    value = answer
    for step in at:
        value = _opened(value)
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    if isinstance(value, str) and _opened(value) is value:
        return next(iter(_html_table(value, at, url)), Table(at, ()))
    value = _opened(value)
    if value is None or value in ([], {}):
        return Table(at, ())
    rows = value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else []
    return Table(at, tuple(_flat(row) for row in rows[:_MOST_ROWS] if isinstance(row, dict | list)))


def scalars_of(body: bytes) -> dict[Way, Scalar]:
    """The single values of an answer that lie in no list of things: totals, cursors, addresses of further pages."""
    answer = read_json(body)
    return {
        at: value
        for at, value in _walk(answer, (), lists=False)
        if isinstance(value, str | int | float | bool) or value is None
    }


def plain_text(value: Scalar) -> str:
    """The words of a value: tags and entities undone, white space folded, bounded."""
    if not isinstance(value, str):
        return "" if value is None or isinstance(value, bool) else str(value)
    return " ".join(html.unescape(_TAGS.sub(" ", value[:_LONGEST])).split())


def _walk(value: object, at: Way, *, lists: bool = True) -> Iterator[tuple[Way, object]]:
    value = _opened(value)
    yield at, value
    if len(at) >= _DEEPEST:
        return
    if isinstance(value, dict):
        for name, below in list(value.items())[:200]:
            yield from _walk(below, (*at, str(name)), lists=lists)
    elif isinstance(value, list) and (lists or len(value) == 1):
        # A list of things holds lists of other things: of the first few of them it is enough to know.
        for number, below in enumerate(value[:3]):
            if isinstance(_opened(below), dict | list):
                yield from _walk(below, (*at, str(number)), lists=lists)


def _opened(value: object) -> object:
    """A value that was written as text once more (ASP.NET's ``{"d": "[…]"}``), read."""
    if isinstance(value, str) and len(value) < _NESTED and value[:1] in ("{", "[") and value[-1:] in ("}", "]"):
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return value
    return value


def _rows(value: object) -> list[object]:
    if isinstance(value, dict) and len(value) >= 3:
        # Things kept under their numbers: {"17": {…}, "18": {…}}.
        below = list(value.values())
        names = {tuple(sorted(one)) for one in below if isinstance(one, dict)}
        return below if all(isinstance(one, dict) for one in below) and len(names) == 1 else []
    if not isinstance(value, list):
        return []
    rows: list[object] = [one for one in value if isinstance(one, dict) or (isinstance(one, list) and len(one) >= 2)]
    return rows if len(rows) == len(value) else []


def _flat(row: object) -> dict[str, Scalar]:
    found: dict[str, Scalar] = {}

    def take(value: object, at: str, depth: int) -> None:
        if len(found) >= _MOST_FIELDS:
            return
        if isinstance(value, dict) and depth < 4:
            for name, below in value.items():
                take(below, f"{at}.{name}" if at else str(name), depth + 1)
        elif isinstance(value, list) and depth < 4:
            for number, below in enumerate(value[: 12 if depth == 0 else 2]):
                take(below, f"{at}.{number}" if at else str(number), depth + 1)
        elif isinstance(value, str | int | float | bool) or value is None:
            found[at] = value[:_LONGEST] if isinstance(value, str) else value
            if isinstance(value, str) and "<a " in value[:_LONGEST].lower() and (link := _LINK.search(value)):
                found[f"{at}@href"] = html.unescape(link[1])

    take(row, "", 0)
    return found


def _html_table(text: str, at: Way, url: str) -> list[Table]:
    """The largest list of entries in a piece of HTML."""
    if len(text) > _NESTED or text.lower().count("<a ") < _FEWEST_LINKS:
        return []
    page = parse_page(text.encode("utf-8", "replace"), url, "text/html; charset=utf-8")
    groups = extract_groups(page) if page is not None else []
    if not groups:
        return []
    group = max(groups, key=lambda one: (one.dated, len(one.entries)))
    rows: tuple[dict[str, Scalar], ...] = tuple(
        {
            "title": entry.title,
            "@href": entry.url,
            "date": next(iter((*entry.time_tags, *entry.dates)), None),
            "summary": entry.excerpt,
        }
        for entry in group.entries
    )
    return [Table(at, rows)]
