"""Posts per month of the window, added up against the number the rubric asks for. Pure."""

from __future__ import annotations

from datetime import date

from reading.portal import Counted, LedgerEntry
from records.base import Record
from records.facts import Window

LONGEST_WINDOW_MONTHS = 36


class MonthCount(Record):
    """Posts of one month: counted for sure and perhaps, alone and added up since the window's start.

    `month` is None for posts that count but cannot be placed in a month; they stand last.
    """

    year: int | None
    month: int | None
    sure: int
    maybe: int
    sure_so_far: int
    maybe_so_far: int


class PostTally(Record):
    """The posts of the window by month. `goal` is what the rubric asks for, None when it asks for no number."""

    goal: int | None
    months: tuple[MonthCount, ...]
    sure: int
    maybe: int

    @property
    def highest(self) -> int:
        """The largest number a picture must have room for."""
        return max(self.sure + self.maybe, self.goal or 0, 1)


def _months_of(window: Window) -> list[tuple[int, int]]:
    first = window.start.year * 12 + window.start.month - 1
    last = min(window.end.year * 12 + window.end.month - 1, first + LONGEST_WINDOW_MONTHS - 1)
    return [(index // 12, index % 12 + 1) for index in range(first, last + 1)]


def tally_posts(entries: tuple[LedgerEntry, ...], window: Window, goal: int | None) -> PostTally:
    """Count `entries` by month of `window`. Every post that counts or may count is in exactly one row."""
    places = _months_of(window)
    counts: dict[tuple[int, int] | None, list[int]] = {place: [0, 0] for place in places}
    unplaced = [0, 0]
    for entry in entries:
        if entry.counted is Counted.NO:
            continue
        place = _place(entry.published)
        counts.get(place, unplaced)[0 if entry.counted is Counted.YES else 1] += 1
    rows: list[MonthCount] = []
    total = [0, 0]
    # The row without a month is shown only when something is in it.
    for place in [*places, *([None] if any(unplaced) else [])]:
        sure, maybe = counts[place] if place else unplaced
        total = [total[0] + sure, total[1] + maybe]
        year, month = place or (None, None)
        rows.append(
            MonthCount(year=year, month=month, sure=sure, maybe=maybe, sure_so_far=total[0], maybe_so_far=total[1])
        )
    return PostTally(goal=goal, months=tuple(rows), sure=total[0], maybe=total[1])


def _place(day: date | None) -> tuple[int, int] | None:
    return (day.year, day.month) if day else None
