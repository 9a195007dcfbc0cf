"""The months of a school year that a rubric asks about, and which of them are over."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import AfterValidator

from reading.portal import PortalReading


def _month(text: str) -> str:
    if len(text) != 2 or not text.isdigit() or not 1 <= int(text) <= 12:
        raise ValueError(f"“{text[:10]}” không phải là tháng có hai chữ số, ví dụ 09")
    return text


MonthNumber = Annotated[str, AfterValidator(_month)]
"""A month as a rubric writes it: ``"09"``."""


@dataclass(frozen=True)
class SchoolMonths:
    """The months asked about as ``"2021-09"``, in order; `due` are those that are over."""

    all: tuple[str, ...]
    due: tuple[str, ...]


def school_months(portal: PortalReading, first: str, last: str) -> SchoolMonths:
    """The months from `first` to `last` of the audited school year; those before August belong to its second year.

    A month is due when the visit, or the day the office closed the year on, lies behind its last day.
    """
    start = int(portal.school_year[:4])
    year, month = (start if int(first) >= 8 else start + 1), int(first)
    end = ((start if int(last) >= 8 else start + 1), int(last))
    months = []
    while (year, month) <= end:
        months.append((year, month))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    now = portal.as_of or portal.today
    due = [one for one in months if date(*one, calendar.monthrange(*one)[1]) <= now]
    return SchoolMonths(tuple(map(_written, months)), tuple(map(_written, due)))


def _written(month: tuple[int, int]) -> str:
    return f"{month[0]}-{month[1]:02d}"


def month_of(day: date) -> str:
    """The month a day lies in, written as the others."""
    return _written((day.year, day.month))


def shown(month: str) -> str:
    """A month as people write it: ``09/2021``."""
    return f"{month[5:]}/{month[:4]}"
