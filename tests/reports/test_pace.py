"""The pace until the window's end: days counted by hand on the calendars of 2021–2026."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from reports.pace import free_days, pace_until
from reports.wording import pace_sentence

TET = {2022: date(2022, 2, 1), 2023: date(2023, 1, 22), 2024: date(2024, 2, 10), 2025: date(2025, 1, 29),
       2026: date(2026, 2, 17), 2027: date(2027, 2, 6)}  # fmt: skip
"""The first day of the lunar year, from the calendar on the wall."""


@pytest.mark.parametrize("year", TET)
def test_tet_is_known_with_its_two_weeks(year: int) -> None:
    tet, _, _ = free_days(date(year, 1, 1), date(year, 3, 31))
    assert TET[year] in tet
    assert 12 <= len(tet) <= 20
    assert max(tet) - min(tet) == (len(tet) - 1) * (date(2022, 1, 2) - date(2022, 1, 1)), "one stretch of days"


def test_the_gregorian_new_year_is_no_tet() -> None:
    tet, summer, others = free_days(date(2021, 12, 20), date(2022, 1, 10))
    assert (tet, summer) == (set(), set())
    assert date(2022, 1, 1) in others


def test_summer_is_june_to_august() -> None:
    _, summer, _ = free_days(date(2022, 5, 1), date(2022, 9, 30))
    assert (min(summer), max(summer), len(summer)) == (date(2022, 6, 1), date(2022, 8, 31), 92)


def test_weeks_of_school_are_counted_without_breaks() -> None:
    # Monday 28/2 to Friday 1/4/2022: five weeks, no holiday among them.
    pace = pace_until(date(2022, 4, 1), date(2022, 2, 27), 10)
    assert pace is not None
    assert (pace.school_weeks, pace.per_week, pace.breaks) == (Decimal("5.0"), Decimal("2.0"), ())
    # From Monday 17/1 to Friday 18/2/2022 are 25 school days; Tết takes 26/1 to 11/2, 13 of them.
    pace = pace_until(date(2022, 2, 18), date(2022, 1, 16), 12)
    assert pace is not None
    assert (pace.weeks, pace.school_weeks, pace.per_week) == (Decimal("4.7"), Decimal("2.4"), Decimal("5.0"))
    assert pace.breaks == ("nghỉ Tết (26/01/2022–11/02/2022)",)


def test_in_summer_all_weeks_count_and_it_is_said() -> None:
    pace = pace_until(date(2022, 7, 31), date(2022, 6, 12), 14)
    assert pace is not None
    assert pace.in_break_only
    assert (pace.weeks, pace.per_week) == (Decimal("7.0"), Decimal("2.0"))
    told = pace_sentence(pace)
    assert told == (
        "Còn thiếu 14 bài đến 31/07/2022: mỗi tuần chừng 2 bài trong 7 tuần còn lại, "
        "đều là nghỉ hè (13/06/2022–31/07/2022)."
    )


def test_no_more_is_asked_a_week_than_is_missing() -> None:
    pace = pace_until(date(2022, 5, 31), date(2022, 5, 30), 3)
    assert pace is not None
    assert pace.per_week == 3


@pytest.mark.parametrize(("needed", "today"), [(0, date(2022, 1, 1)), (-4, date(2022, 1, 1)), (3, date(2022, 7, 31))])
def test_nothing_is_told_when_nothing_or_no_day_is_left(needed: int, today: date) -> None:
    assert pace_until(date(2022, 7, 31), today, needed) is None
