"""What findings are worth: points by the rule's mode, sums, ranges and grades. Decimal throughout, two places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from checks.registry import CheckError
from records.findings import Answer, Finding, GradeRange, Outcome, Part, PointRange
from records.rubric import Rubric, Rule, ScoringMode, WhenNotApplicable

ZERO = Decimal(0)
_CENT = Decimal("0.01")
_HALF = Decimal("0.5")
_OPEN = (Outcome.REVIEW, Outcome.UNKNOWN, Outcome.NOT_DUE)
_UNMEASURED = (*_OPEN, Outcome.ERROR)


@dataclass(frozen=True)
class Score:
    """How a rule ends once its mode of scoring was asked. `points` is None unless the outcome is judged."""

    outcome: Outcome
    points: Decimal | None = None
    range: PointRange | None = None


def score(rule: Rule, outcome: Outcome, answer: Answer, gives: tuple[str, ...] = ()) -> Score:
    """The points of `answer`, whose slug means `outcome`, under `rule`.

    A number or items that may still change the points leave the rule undecided, with what it may end with. `gives` are
    the numbers that answers of the check may have. Raises `CheckError` when the rubric does not price a result or reads
    a number that the answer has not.
    """
    if rule.max_points is None:
        return Score(outcome)
    if rule.scoring.mode is ScoringMode.BY_RESULT:
        return _by_result(rule, outcome, answer.result)
    if outcome is not Outcome.REVIEW and not outcome.is_judged:
        return Score(outcome)
    if rule.scoring.mode is ScoringMode.PER_ITEM:
        low, high, doubt = _of_items(rule, rule.max_points, outcome, answer.parts)
    else:
        low, high = _of_numbers(rule, rule.max_points, outcome, answer.values, gives)
        doubt = Outcome.REVIEW
    if outcome.is_judged and low == high:
        return Score(_judged(low, rule.max_points), low)
    doubt = outcome if outcome is Outcome.REVIEW else doubt
    return Score(doubt, None, PointRange(low=low, high=high) if doubt is Outcome.REVIEW else None)


def _judged(points: Decimal, most: Decimal) -> Outcome:
    if points == most:
        return Outcome.PASS
    return Outcome.PARTIAL if points > ZERO else Outcome.FAIL


def _by_result(rule: Rule, outcome: Outcome, result: str) -> Score:
    if outcome is Outcome.REVIEW:
        worth = list(rule.points.values()) or [ZERO, rule.max_points or ZERO]
        return Score(outcome, None, PointRange(low=min(worth), high=max(worth)))
    if not outcome.is_judged:
        return Score(outcome)
    if result not in rule.points:
        raise CheckError(f"bộ tiêu chí không cho điểm kết quả “{result}”")
    points = rule.points[result]
    # A part that the rubric gives no points for is not a part passed.
    return Score(Outcome.FAIL if outcome is Outcome.PARTIAL and points == ZERO else outcome, points)


def _of_numbers(
    rule: Rule, most: Decimal, outcome: Outcome, values: dict[str, Any], gives: tuple[str, ...]
) -> tuple[Decimal, Decimal]:
    """The least and the most points that the answer's number gives; a met rule gives all.

    An answer that found nothing to count has no number: its result says all there is to say.
    """
    scoring = rule.scoring
    if outcome is Outcome.PASS and scoring.mode is ScoringMode.PROPORTIONAL:
        return most, most
    if scoring.value in gives and scoring.value not in values and outcome in (Outcome.FAIL, Outcome.REVIEW):
        return ZERO, most if outcome is Outcome.REVIEW else ZERO
    low = _worth(rule, most, _number(values, scoring.value or ""), values)
    if scoring.up_to is None:
        return (low, low) if outcome.is_judged else (low, most)
    if values.get(scoring.up_to) is None:
        return low, most
    return low, max(low, _worth(rule, most, _number(values, scoring.up_to), values))


def _worth(rule: Rule, most: Decimal, number: Decimal, values: dict[str, Any]) -> Decimal:
    scoring = rule.scoring
    if scoring.mode is ScoringMode.STEPS:
        return max((step.points for step in scoring.steps if number >= step.at_least), default=ZERO)
    whole = scoring.of if isinstance(scoring.of, Decimal) else _number(values, scoring.of or "")
    if whole <= ZERO:
        return most
    return _rounded(most * min(Decimal(1), max(ZERO, number) / whole))


def _number(values: dict[str, Any], name: str) -> Decimal:
    value = values.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise CheckError(f"cách tính điểm cần số “{name}” mà câu trả lời không có")
    return Decimal(str(value))


def _of_items(rule: Rule, most: Decimal, outcome: Outcome, parts: Sequence[Part]) -> tuple[Decimal, Decimal, Outcome]:
    """The least and the most points over the items that apply, and how an undecided rule ends."""
    weights = rule.scoring.items
    items = [part for part in parts if not part.note]
    weighed = [(part.outcome, weights.get(part.key, ZERO) if weights else Decimal(1)) for part in items]
    counted = [(one, weight) for one, weight in weighed if weight and (one.is_judged or one in _OPEN)]
    whole = sum((weight for _, weight in counted), ZERO)
    if not whole:
        # Nothing to add up: the answer as a whole is what there is.
        return (most, most, outcome) if outcome is Outcome.PASS else (ZERO, ZERO, outcome)
    won = sum((weight * _share(one) for one, weight in counted), ZERO)
    left = [(one, weight) for one, weight in counted if one in _OPEN]
    may = won + sum((weight for _, weight in left), ZERO)
    doubts = {one for one, _ in left}
    doubt = next((one for one in (Outcome.UNKNOWN, Outcome.REVIEW, Outcome.NOT_DUE) if one in doubts), outcome)
    return _rounded(most * won / whole), _rounded(most * may / whole), doubt


def _share(outcome: Outcome) -> Decimal:
    return {Outcome.PASS: Decimal(1), Outcome.PARTIAL: _HALF}.get(outcome, ZERO)


def _rounded(points: Decimal) -> Decimal:
    return points.quantize(_CENT, ROUND_HALF_UP)


def settled(finding: Finding) -> Finding:
    """The finding as people settled it, where somebody laid down anything; else as the machine left it."""
    human = finding.human
    if human is None:
        return finding
    return finding.model_copy(
        update={"outcome": human.outcome, "points": human.points, "range": human.range, "reason": human.reason}
    )


def in_totals(rubric: Rubric, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings whose points stand in the totals: all but those of bonus parts."""
    aside = rubric.bonus_rules
    return tuple(one for one in findings if one.rule not in aside)


def judged_sums(findings: Iterable[Finding]) -> tuple[Decimal, Decimal]:
    """The points won, and the points that could be won, over the findings that were judged."""
    judged = [(one.points, one.max_points or ZERO) for one in findings if one.points is not None]
    return sum((won for won, _ in judged), ZERO), sum((most for _, most in judged), ZERO)


def unjudged_sums(findings: Iterable[Finding]) -> tuple[Decimal, Decimal, Decimal]:
    """The maxima that were not measured, are scored by people, and do not apply."""
    left = [(one.outcome, one.max_points or ZERO) for one in findings if one.points is None]
    return (
        sum((most for outcome, most in left if outcome in _UNMEASURED), ZERO),
        sum((most for outcome, most in left if outcome is Outcome.SELF), ZERO),
        sum((most for outcome, most in left if outcome is Outcome.NOT_APPLICABLE), ZERO),
    )


def sums_of(rubric: Rubric, findings: tuple[Finding, ...]) -> dict[str, Any]:
    """The fields of a verdict that add up its findings."""
    told = in_totals(rubric, findings)
    points, judged_max = judged_sums(told)
    open_max, self_max, not_applicable_max = unjudged_sums(told)
    bonus = [one.points for one in findings if one.rule in rubric.bonus_rules and one.points is not None]
    grades = grade_range_of(rubric, told)
    return {
        "points": points,
        "judged_max": judged_max,
        "open_max": open_max,
        "self_max": self_max,
        "not_applicable_max": not_applicable_max,
        "bonus": sum(bonus, ZERO) if bonus else None,
        "grade": grade_in(grades),
        "grade_range": grades,
    }


def grade_range_of(rubric: Rubric, findings: Iterable[Finding]) -> GradeRange | None:
    """The bands at both ends of what the unjudged points may still come to; None where there are no bands.

    An unjudged rule may end with anything from 0 to its maximum, a REVIEW with anything in its range. A rule that does
    not apply is as open as an unjudged one, for no document says what becomes of its points, unless the office's rubric
    counts them as won.
    """
    low = high = ZERO
    for finding in findings:
        if finding.max_points is None:
            return None
        if finding.points is not None:
            low, high = low + finding.points, high + finding.points
        elif finding.range is not None:
            low, high = low + finding.range.low, high + finding.range.high
        elif finding.outcome is Outcome.NOT_APPLICABLE and rubric.not_applicable is WhenNotApplicable.FULL:
            low, high = low + finding.max_points, high + finding.max_points
        else:
            high += finding.max_points
    lowest, highest = rubric.grade_at(low), rubric.grade_at(high)
    if not rubric.grades:
        return None
    return GradeRange(
        low=lowest.label if lowest else None,
        high=highest.label if highest else None,
        total=PointRange(low=low, high=high),
    )


def grade_in(found: GradeRange | None) -> str | None:
    """The one band of the range, None when its ends differ."""
    return found.low if found is not None and found.low == found.high else None


def focus_max(rubric: Rubric) -> Decimal | None:
    """The maximum of the rubric's focus section, None when it has no points."""
    return next((section.max_points for section in rubric.sections if section.id == rubric.focus), None)
