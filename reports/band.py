"""The bands a school may still end in, while points are open or left to people. Pure."""

from __future__ import annotations

from decimal import Decimal

from records.base import Record
from records.findings import Outcome, Verdict
from reports.typography import Plain

OPEN_OUTCOMES = (Outcome.NOT_DUE, Outcome.REVIEW, Outcome.UNKNOWN, Outcome.ERROR)
"""Outcomes whose points may still come; kept apart from what was judged."""


class BandRange(Record):
    """The bands a school may still end in: from `lowest` at `low` points to `highest` at `high`, of `max` points.

    `points` of `judged_max` are sure; `open_max` were not measured, `self_max` are scored by people, `apart_max` belong
    to criteria that do not apply to the school.
    """

    low: Decimal
    high: Decimal
    lowest: Plain | None
    highest: Plain | None
    points: Decimal
    judged_max: Decimal
    open_max: Decimal
    self_max: Decimal
    apart_max: Decimal


def band_range(verdict: Verdict) -> BandRange | None:
    """Return the bands still possible; None where the rubric has none or a rule without points."""
    possible = verdict.grade_range
    if possible is None:
        return None

    def most(*outcomes: Outcome) -> Decimal:
        return sum((one.max_points or Decimal(0) for one in verdict.findings if one.outcome in outcomes), Decimal(0))

    return BandRange(
        low=possible.total.low,
        high=possible.total.high,
        lowest=possible.low,
        highest=possible.high,
        points=verdict.points,
        judged_max=verdict.judged_max,
        open_max=most(*OPEN_OUTCOMES),
        self_max=most(Outcome.SELF),
        apart_max=most(Outcome.NOT_APPLICABLE),
    )
