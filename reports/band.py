"""The bands a school may still end in while points are open or left to people, and what each still needs. Pure."""

from __future__ import annotations

from decimal import Decimal

from records.base import Record
from records.findings import Outcome, Verdict
from records.rubric import Rubric, WhenNotApplicable
from reports.typography import Plain

OPEN_OUTCOMES = (Outcome.NOT_DUE, Outcome.REVIEW, Outcome.UNKNOWN, Outcome.ERROR)
"""Outcomes whose points may still come; kept apart from what was judged."""


class BandNeed(Record):
    """A band within reach, and the points that all which is not scored yet has to bring for it."""

    label: Plain
    points: Decimal


class BandRange(Record):
    """The bands a school can still end in: from `lowest` at `low` points to `highest` at `high`; None below every band.

    `low` points are sure. What may still come are `open_points` that were not measured, `self_max` that people score,
    and `apart_max` of criteria that do not apply where the rubric leaves them open; with `low` they add up to `high`.
    `needs` are the bands above `lowest` within reach, the best first; `lost` those beyond it. With `floor` the lowest
    is the rubric's lowest band, which says nothing.
    """

    low: Decimal
    high: Decimal
    lowest: Plain | None
    highest: Plain | None
    open_points: Decimal
    self_max: Decimal
    apart_max: Decimal
    needs: tuple[BandNeed, ...] = ()
    lost: tuple[Plain, ...] = ()
    floor: bool = False

    @property
    def settled(self) -> bool:
        """Tell whether all that is open cannot change the band."""
        return self.lowest is not None and self.lowest == self.highest

    @property
    def told(self) -> str:
        """The range in words where it is narrower than all bands that there are; nothing otherwise."""
        if self.highest is None or (not self.lost and (self.floor or self.lowest is None)):
            return ""
        if self.settled:
            return self.highest
        return f"từ {self.lowest} đến {self.highest}" if self.lowest and not self.floor else f"cao nhất {self.highest}"


def band_range(verdict: Verdict, rubric: Rubric) -> BandRange | None:
    """Return the bands still possible; None where the rubric has none or a rule without points."""
    possible = verdict.grade_range
    if possible is None:
        return None
    low, high = possible.total.low, possible.total.high
    apart = Decimal(0) if rubric.not_applicable is WhenNotApplicable.FULL else verdict.not_applicable_max
    bands = sorted(rubric.grades, key=lambda one: one.at_least, reverse=True)
    return BandRange(
        low=low,
        high=high,
        lowest=possible.low,
        highest=possible.high,
        open_points=high - low - verdict.self_max - apart,
        self_max=verdict.self_max,
        apart_max=apart,
        needs=tuple(
            BandNeed(label=one.label, points=one.at_least - low) for one in bands if low < one.at_least <= high
        ),
        lost=tuple(one.label for one in bands if one.at_least > high),
        floor=possible.low == bands[-1].label,
    )
