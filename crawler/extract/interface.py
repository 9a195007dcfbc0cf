"""The interface behind a list, once it is known: what its answers hold, as the page that asked it would show it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from crawler.browser.rendered import Call
from crawler.extract.answers import Scalar, Way, plain_text, table_at
from crawler.extract.asking import Turn, same_interface
from reading.fold import fold
from records.facts import DateCandidate, DateSource

_LONGEST = 400
_NEGATED = re.compile(r"draft|nhap|delet|xoa|hid(?:e|den)|^an$|^is_?an$", re.I)
_YES = frozenset({"1", "true", "yes"})
_NO = frozenset(
    {
        "0",
        "-1",
        "false",
        "no",
        "draft",
        "nhap",
        "hidden",
        "an",
        "private",
        "pending",
        "cho_duyet",
        "inactive",
        "deleted",
    }
)


@dataclass(frozen=True, slots=True)
class Row:
    """A thing of the interface's list: its key, its title, where it can be seen (None where that is not known)."""

    key: str
    title: str
    url: str | None
    dates: tuple[DateCandidate, ...] = ()
    labels: tuple[str, ...] = ()
    summary: str = ""
    unlike: str = ""
    """What sets it apart from all things that the page shows: it may be one that no visitor sees."""


@dataclass(frozen=True, slots=True)
class Interface:
    """A list's interface. `calls` are those the page made to it, oldest first; `turn` says how it goes on, None where
    that is not known; `address` turns a row's values into where it can be seen. `sliced`: the page shows the first of
    more things than it got."""

    page_url: str
    calls: tuple[Call, ...]
    at: Way
    title: str
    key: str
    date: str
    date_source: DateSource
    address: tuple[tuple[str, str], ...]
    only: tuple[tuple[str, frozenset[str]], ...]
    states: tuple[tuple[str, str], ...]
    turn: Turn | None
    shown: int = 0
    unlike: bool = False
    in_main: bool = True
    dated: bool = False
    sliced: bool = False
    category: str = ""
    summary: str = ""

    @property
    def is_list_of_posts(self) -> bool:
        """Tell whether it may be read as posts: things with days, in the page's own part, told from what it hides."""
        return self.dated and self.in_main and not self.unlike

    def is_like(self, other: Interface) -> bool:
        """Tell whether it is the same interface asked for another list: another tab, another year."""
        return self.at == other.at and same_interface(self.calls[0], other.calls[0])

    def rows(self, call: Call) -> list[Row] | None:
        """The rows that an answer holds and the page would show; None where it has no such list."""
        table = table_at(call.body, call.content_type, call.url, self.at)
        if table is None:
            return None
        return [
            self._row(row)
            for row in table.rows
            if plain_text(row.get(self.title))
            and all(str(row.get(name)) in values for name, values in self.only)
            and not any(_is_withdrawn(name, value, row.get(name)) for name, value in self.states)
        ]

    def held(self, call: Call) -> int:
        """How many things an answer holds, shown or not."""
        table = table_at(call.body, call.content_type, call.url, self.at)
        return len(table.rows) if table is not None else 0

    def _row(self, row: Mapping[str, Scalar]) -> Row:
        title = plain_text(row.get(self.title))[:_LONGEST]
        text = day_text(row, self.date)
        key = str(row.get(self.key) or "") or f"{fold(title)} {text}"
        label, summary = plain_text(row.get(self.category)), plain_text(row.get(self.summary))
        return Row(
            key=key,
            title=title,
            url=_filled(self.address, row, self.page_url),
            dates=(DateCandidate(text=text, source=self.date_source),) if text else (),
            labels=(label,) if label and len(label) < 80 else (),
            summary=summary if summary != title else "",
            unlike=", ".join(f"{name}={row.get(name)}" for name, value in self.states if str(row.get(name)) != value)[
                :80
            ],
        )


def _is_withdrawn(name: str, shown: str, value: Scalar) -> bool:
    """Tell whether a thing says of itself that it is not public, where all that the page shows say that they are."""
    told = str(value).strip().lower()
    if told == shown.strip().lower():
        return False
    return told in (_YES if _NEGATED.search(name.rsplit(".", 1)[-1]) else _NO)


def day_text(row: Mapping[str, Scalar], name: str) -> str:
    """The day a field tells, as text that reading understands; empty where it tells none."""
    if "|" in name:
        day, month, year = (row.get(part) for part in name.split("|"))
        return f"{year}-{month:0>2}-{day:0>2}" if all(str(part or "").isdigit() for part in (day, month, year)) else ""
    value = row.get(name)
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, float):
        value = int(value)
    text = plain_text(value) if isinstance(value, str) and "<" in value else str(value).strip()
    return text[:80]


def in_address(value: Scalar) -> str:
    """A value as it stands in addresses; empty where it cannot be a part of one."""
    if isinstance(value, bool) or value is None:
        return ""
    text = str(value).strip()
    if not 1 <= len(text) <= 300 or " " in text:
        return ""
    return text.strip("/") if text.startswith("/") else text


def _filled(address: Sequence[tuple[str, str]], row: Mapping[str, Scalar], page_url: str) -> str | None:
    if not address:
        return None
    pieces: list[str] = []
    for name, text in address:
        value = in_address(row.get(name)) if name else text
        if name and not value:
            return None
        pieces.append(quote(value, safe="/:?&=%#!.,;~@+-_()") if name else value)
    return urljoin(page_url, "".join(pieces))
