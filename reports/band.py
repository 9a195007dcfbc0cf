"""The bands a school may still end in, while points are open or left to people. Pure."""

from __future__ import annotations

from decimal import Decimal

from records.base import Record
from records.findings import Outcome, Verdict, total_range
from records.rubric import Rubric
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


def band_range(rubric: Rubric, verdict: Verdict) -> BandRange | None:
    """Return the bands still possible; None where the rubric has none or a rule without points."""
    possible = total_range(verdict.findings)
    if possible is None or not rubric.grades:
        return None
    lowest, highest = rubric.grade_at(possible.low), rubric.grade_at(possible.high)

    def most(*outcomes: Outcome) -> Decimal:
        return sum((one.max_points or Decimal(0) for one in verdict.findings if one.outcome in outcomes), Decimal(0))

    return BandRange(
        low=possible.low,
        high=possible.high,
        lowest=lowest.label if lowest else None,
        highest=highest.label if highest else None,
        points=verdict.points,
        judged_max=verdict.judged_max,
        open_max=most(*OPEN_OUTCOMES),
        self_max=most(Outcome.SELF),
        apart_max=most(Outcome.NOT_APPLICABLE),
    )
