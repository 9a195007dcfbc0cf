"""The machine's verdict and what people laid down, side by side: nothing of the machine's is changed."""

from __future__ import annotations

from decimal import Decimal

from checks.scoring import ZERO, grade_in, grade_range_of, in_totals, judged_sums, settled
from records.findings import OUTCOME_LABELS, Finding, HumanFinding, HumanTotals, Outcome, Remark, Verdict
from records.overrides import Decision, SchoolOverrides
from records.rubric import Rubric


def with_people(machine: Verdict, hinted: Verdict, laid_down: SchoolOverrides, rubric: Rubric) -> Verdict:
    """Return `machine` with what people laid down beside it.

    `hinted` is the verdict on the same visit once the hints were heard: where it ends otherwise, that stands beside the
    machine's finding. A decision stands above both.
    """
    hints = _hints(laid_down)
    decisions = {
        one.rule: one for one in laid_down.decisions if one.is_under(rubric) and one.school_year == machine.school_year
    }
    findings = tuple(
        finding.model_copy(update={"human": _human(finding, other, hints, decisions.get(finding.rule))})
        for finding, other in zip(machine.findings, hinted.findings, strict=True)
    )
    remarks = (*hints, *(_remark(decision) for decision in decisions.values()))
    return machine.model_copy(
        update={"findings": findings, "human": human_totals(rubric, findings), "remarks": remarks}
    )


def _hints(laid_down: SchoolOverrides) -> tuple[Remark, ...]:
    return (
        *(one.remark(f"Chuyên mục “{one.key}” ở {one.url}") for one in laid_down.sections),
        *(one.remark(f"Tên khác của cổng: {one.host}") for one in laid_down.aliases),
        *(one.remark(f"Không tính bài {one.url}") for one in laid_down.leave_out),
    )


def _remark(decision: Decision) -> Remark:
    return decision.remark(f"Quyết định tiêu chí {decision.rule}: {OUTCOME_LABELS[decision.outcome]}")


def _human(
    finding: Finding, other: Finding, hints: tuple[Remark, ...], decision: Decision | None
) -> HumanFinding | None:
    if decision is not None:
        return HumanFinding(
            outcome=decision.outcome,
            points=_points(decision, finding.max_points),
            reason=f"Đơn vị quyết định “{OUTCOME_LABELS[decision.outcome]}”: {decision.why}",
            remarks=(_remark(decision),),
        )
    if (other.outcome, other.points, other.range, other.reason) == (
        finding.outcome,
        finding.points,
        finding.range,
        finding.reason,
    ):
        return None
    return HumanFinding(
        outcome=other.outcome, points=other.points, range=other.range, reason=other.reason, remarks=hints
    )


def _points(decision: Decision, most: Decimal | None) -> Decimal | None:
    if most is None or not decision.outcome.is_judged:
        return None
    if decision.points is not None:
        return min(decision.points, most)
    return most if decision.outcome is Outcome.PASS else ZERO


def human_totals(rubric: Rubric, findings: tuple[Finding, ...]) -> HumanTotals | None:
    """The sums over `findings` with what people laid down; None where nobody laid down anything."""
    if not any(one.human for one in findings):
        return None
    told = in_totals(rubric, [settled(one) for one in findings])
    points, judged_max = judged_sums(told)
    found = grade_range_of(rubric, told)
    return HumanTotals(points=points, judged_max=judged_max, grade=grade_in(found), grade_range=found)
