"""Posts per month of the window, added up against the number the rubric asks for. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date

from reading.portal import Counted, LedgerEntry, Precision
from records.base import Record
from records.facts import Fact, SourceEnd, SourceKind, SourceSeen, Window

LONGEST_WINDOW_MONTHS = 36
_OWN_ENDS = (SourceEnd.LAST_PAGE, SourceEnd.TOTAL_REACHED, SourceEnd.REPEATED)


class MonthCount(Record):
    """Posts of one month: counted for sure and perhaps, alone and added up since the window's start.

    `month` is None for posts that count but cannot be placed in a month; they stand last. `last_year` are the posts of
    the same month a year before, None where the visit does not know them.
    """

    year: int | None
    month: int | None
    sure: int
    maybe: int
    sure_so_far: int
    maybe_so_far: int
    last_year: int | None = None
    last_year_so_far: int | None = None


class PostTally(Record):
    """The posts of the window by month. `goal` is what the rubric asks for, None when it asks for no number;
    `last_year` are those of the window a year before, None where the visit did not read them all."""

    goal: int | None
    months: tuple[MonthCount, ...]
    sure: int
    maybe: int
    last_year: int | None = None

    @property
    def highest(self) -> int:
        """The largest number a picture must have room for."""
        return max(self.sure + self.maybe, self.goal or 0, self.last_year or 0, 1)


def _months_of(window: Window) -> list[tuple[int, int]]:
    first = window.start.year * 12 + window.start.month - 1
    last = min(window.end.year * 12 + window.end.month - 1, first + LONGEST_WINDOW_MONTHS - 1)
    return [(index // 12, index % 12 + 1) for index in range(first, last + 1)]


def tally_posts(
    entries: tuple[LedgerEntry, ...], window: Window, goal: int | None, last_year: Collection[date] | None = None
) -> PostTally:
    """Count `entries` by month of `window`. Every post that counts or may count is in exactly one row.

    `last_year` are the days of the posts that would have counted in the window a year before, None when unknown.
    """
    places = _months_of(window)
    counts: dict[tuple[int, int] | None, list[int]] = {place: [0, 0] for place in places}
    unplaced = [0, 0]
    for entry in entries:
        if entry.counted is Counted.NO:
            continue
        place = _place(entry.published)
        counts.get(place, unplaced)[0 if entry.counted is Counted.YES else 1] += 1
    before = Counter((day.year + 1, day.month) for day in last_year) if last_year is not None else None
    rows: list[MonthCount] = []
    total = [0, 0, 0]
    # The row without a month is shown only when something is in it.
    for place in [*places, *([None] if any(unplaced) else [])]:
        sure, maybe = counts[place] if place else unplaced
        old = before[place] if before is not None and place else 0
        total = [total[0] + sure, total[1] + maybe, total[2] + old]
        year, month = place or (None, None)
        rows.append(
            MonthCount(
                year=year,
                month=month,
                sure=sure,
                maybe=maybe,
                sure_so_far=total[0],
                maybe_so_far=total[1],
                last_year=old if before is not None and place else None,
                last_year_so_far=total[2] if before is not None and place else None,
            )
        )
    return PostTally(
        goal=goal,
        months=tuple(rows),
        sure=total[0],
        maybe=total[1],
        last_year=total[2] if before is not None else None,
    )


def days_a_year_before(
    entries: tuple[LedgerEntry, ...], sources: Iterable[Fact], window: Window, natures: Collection[str]
) -> tuple[date, ...] | None:
    """The days of the posts of the window a year before that would count, None when the visit did not read them all.

    A visit reads back to the window's start. It knows the year before only where it read listings and every one of
    them to its very end, as short ones are; an interface is only asked for the window's own posts.
    """
    asked = (SourceKind.LISTING, SourceKind.API)
    read = [one for one in sources if isinstance(one, SourceSeen) and one.source in asked]
    whole = bool(read) and all(
        one.source is SourceKind.LISTING and one.exhaustive and one.ended in _OWN_ENDS for one in read
    )
    last = Window(start=_year_before(window.start), end=_year_before(window.end))
    days = tuple(
        one.published
        for one in entries
        if one.published is not None
        and one.precision in (Precision.DAY, Precision.MONTH)
        and one.nature in natures
        and last.holds(one.published)
    )
    # Nothing at all a year before is more often a portal that dropped its past than a school that was silent.
    return days if whole and days else None


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _place(day: date | None) -> tuple[int, int] | None:
    return (day.year, day.month) if day else None
