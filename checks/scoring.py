"""What findings are worth: points, sums, ranges and the grade. Decimal throughout; nothing is rounded."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from records.findings import Finding, Outcome, PointRange, total_range
from records.rubric import Rubric, Rule

ZERO = Decimal(0)


def points_of(rule: Rule, outcome: Outcome, result: str) -> Decimal | None:
    """The points of a result: None when the outcome carries none or the rubric prices nothing.

    Raises KeyError when a rule with points forgot to price a result that carries them.
    """
    if not outcome.is_judged or rule.max_points is None:
        return None
    return rule.points[result]


def outcome_of(rule: Rule, outcome: Outcome, result: str) -> Outcome:
    """The outcome of a result under this rule: a part that the rubric gives no points for is not a part passed."""
    if outcome is Outcome.PARTIAL and rule.max_points is not None and rule.points.get(result) == ZERO:
        return Outcome.FAIL
    return outcome


def range_of(rule: Rule, outcome: Outcome) -> PointRange | None:
    """The points a REVIEW may still end with: the least and the most that the rule's results are worth."""
    if outcome is not Outcome.REVIEW or rule.max_points is None:
        return None
    worth = list(rule.points.values()) or [ZERO, rule.max_points]
    return PointRange(low=min(worth), high=max(worth))


def judged_sums(findings: Iterable[Finding]) -> tuple[Decimal, Decimal]:
    """The points won, and the points that could be won, over the findings that were judged."""
    judged = [(one.points, one.max_points or ZERO) for one in findings if one.points is not None]
    return sum((won for won, _ in judged), ZERO), sum((most for _, most in judged), ZERO)


def grade_of(rubric: Rubric, findings: Iterable[Finding]) -> str | None:
    """The band, if every completion of the unjudged points gives it, else None."""
    possible = total_range(findings)
    if possible is None:
        return None
    lowest, highest = rubric.grade_at(possible.low), rubric.grade_at(possible.high)
    return lowest.label if lowest is not None and lowest == highest else None


def focus_max(rubric: Rubric) -> Decimal | None:
    """The maximum of the rubric's focus section, None when it has no points."""
    return next((section.max_points for section in rubric.sections if section.id == rubric.focus), None)
