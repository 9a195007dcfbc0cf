"""Points, ranges and bands in audit.json, evidence proposed, and what people laid down beside the machine."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, TypeVar

from pydantic import PlainSerializer, WithJsonSchema

from records.base import Record
from records.findings import GradeRange, HumanTotals, Outcome
from reports.typography import Plain


def _json_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


Points = Annotated[
    Decimal,
    PlainSerializer(_json_number, return_type=int | float, when_used="json"),
    WithJsonSchema({"type": "number"}),
]
"""Points, in JSON a plain number (5, not "5.00")."""


Kind = TypeVar("Kind", bound=Record)


class AuditRange(Record):
    """The points still possible, lowest and highest."""

    low: Points
    high: Points


class AuditProposal(Record):
    """Something found that may serve as evidence where people score; `of_year` null: it does not say its year."""

    wanted: Plain
    title: Plain
    url: Plain
    day: date | None
    of_year: bool | None
    quote: Plain


class AuditRemark(Record):
    """What a person of the office laid down."""

    what: Plain
    who: Plain
    when: date
    why: Plain


class AuditHuman(Record):
    """How a criterion ends by a person's word; the machine's own result stands beside it."""

    outcome: Outcome
    points: Points | None
    range: AuditRange | None
    reason: Plain
    remarks: tuple[AuditRemark, ...]


class AuditGradeRange(Record):
    """The bands, and the totals, at both ends of what the unjudged points may still come to; null below every band."""

    low: Plain | None
    high: Plain | None
    low_points: Points
    high_points: Points


class AuditHumanTotals(Record):
    """The sums with what people laid down."""

    points: Points
    judged_max: Points
    grade: Plain | None
    grade_range: AuditGradeRange | None


def alike(kind: type[Kind], found: Record) -> Kind:
    """`found` as audit.json holds it: the fields of `kind`, by their names, and of what is in them."""
    return kind.model_validate(found, from_attributes=True)


def audit_grade_range(found: GradeRange | None) -> AuditGradeRange | None:
    """The bands at both ends, as audit.json holds them."""
    if found is None:
        return None
    return AuditGradeRange(low=found.low, high=found.high, low_points=found.total.low, high_points=found.total.high)


def audit_human_totals(found: HumanTotals | None) -> AuditHumanTotals | None:
    """The sums with what people laid down, as audit.json holds them."""
    if found is None:
        return None
    return AuditHumanTotals(
        points=found.points,
        judged_max=found.judged_max,
        grade=found.grade,
        grade_range=audit_grade_range(found.grade_range),
    )
