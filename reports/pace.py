"""How many posts are still needed, and how many a week until the window ends; Tết and summer are no weeks. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

import holidays

from records.base import Record

SUMMER = ((6, 1), (8, 31))
"""Pupils are away from June to August (Chương trình năm học: lessons end by 31/5, the opening is 5/9)."""
TET_BEFORE, TET_AFTER = 5, 7
"""Schools are closed for about two weeks around the days of Tết that the law makes free for everybody."""
_TET = "lunar new year"
_WEEK = 7


class Pace(Record):
    """What is still to be posted. `today` and `end` are local days, both counted from the day after `today`.

    `school_weeks` are the weeks left in which lessons are held, `weeks` all of them; `per_week` spreads the posts over
    the school weeks, over all weeks where no school week is left. `breaks` are the breaks that are left, in words.
    """

    needed: int
    today: date
    end: date
    weeks: Decimal
    school_weeks: Decimal
    per_week: Decimal
    breaks: tuple[str, ...]

    @property
    def in_break_only(self) -> bool:
        """Tell whether all that is left are holidays."""
        return self.school_weeks == 0


def free_days(first: date, last: date) -> tuple[set[date], set[date], set[date]]:
    """The days from `first` to `last` that are Tết, summer, and other public holidays."""
    known = holidays.country_holidays("VN", years=range(first.year, last.year + 1), language="en_US")
    days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    tet: set[date] = set()
    # Tết itself may lie outside the days asked for while its break reaches into them.
    for year in range(first.year, last.year + 1):
        named = sorted(day for day, name in known.items() if day.year == year and _TET in name.casefold())
        if named:
            start, end = named[0] - timedelta(days=TET_BEFORE), named[-1] + timedelta(days=TET_AFTER)
            tet |= {day for day in days if start <= day <= end}
    summer = {day for day in days if SUMMER[0] <= (day.month, day.day) <= SUMMER[1]}
    return tet, summer - tet, {day for day in days if day in known} - tet - summer


def pace_until(end: date, today: date, needed: int) -> Pace | None:
    """The pace that brings `needed` posts from the day after `today` to `end`; None when nothing or no day is left."""
    if needed <= 0 or today >= end:
        return None
    first = today + timedelta(days=1)
    days = (end - today).days
    tet, summer, others = free_days(first, end)
    # A week is five school days; a holiday on a Saturday or Sunday takes nothing from it.
    off = tet | summer | others
    school_days = sum(
        (first + timedelta(days=step)).weekday() < 5 and first + timedelta(days=step) not in off for step in range(days)
    )
    weeks, school_weeks = _tenths(Decimal(days) / _WEEK), _tenths(Decimal(school_days) / 5)
    spread = school_weeks if school_weeks >= 1 else max(weeks, Decimal(1))
    return Pace(
        needed=needed,
        today=today,
        end=end,
        weeks=weeks,
        school_weeks=school_weeks,
        per_week=_tenths(min(Decimal(needed) / spread, Decimal(needed)), ROUND_CEILING),
        breaks=tuple(
            f"{name} ({min(found):%d/%m/%Y}–{max(found):%d/%m/%Y})"
            for name, found in (("nghỉ Tết", tet), ("nghỉ hè", summer))
            if found
        ),
    )


def _tenths(value: Decimal, rounding: str | None = None) -> Decimal:
    return value.quantize(Decimal("0.1"), rounding)
