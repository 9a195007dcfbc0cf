"""What was judged: outcomes, answers, findings, verdicts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pydantic import Field

from records.base import Quote, Record
from records.facts import Evidence, Window


class Outcome(StrEnum):
    """How a rule ended. Only PASS, PARTIAL and FAIL carry points."""

    PASS = "pass"  # noqa: S105 - an outcome
    PARTIAL = "partial"
    FAIL = "fail"
    NOT_DUE = "not_due"
    REVIEW = "review"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    SELF = "self"
    ERROR = "error"

    @property
    def is_judged(self) -> bool:
        """Tell whether the outcome carries points."""
        return self in (Outcome.PASS, Outcome.PARTIAL, Outcome.FAIL)


OUTCOME_LABELS: dict[Outcome, str] = {
    Outcome.PASS: "đạt",
    Outcome.PARTIAL: "đạt một phần",
    Outcome.FAIL: "chưa đạt",
    Outcome.NOT_DUE: "chưa đến hạn",
    Outcome.REVIEW: "cần kiểm tra",
    Outcome.UNKNOWN: "chưa đo được",
    Outcome.NOT_APPLICABLE: "không áp dụng",
    Outcome.SELF: "tự chấm",
    Outcome.ERROR: "lỗi",
}
"""The one table of outcome labels that users read."""


class Part(Record):
    """One thing a rule asks about, answered by itself: an article of the law, a công khai item, a form.

    It explains the rule's answer and carries no points. `rung` is where it stands on the evidence ladder (0 absent, 1 a
    link, 2 a page that opens, 3 items of the school year, 4 a file that opens, 5 its text names school and year), None
    where there is none. `reason` is Vietnamese; an empty `title` is that of the vocabulary's `key`.
    """

    key: str
    title: str
    result: str
    outcome: Outcome
    rung: int | None = None
    reason: Quote = ""
    evidence: tuple[Evidence, ...] = ()


class Answer(Record):
    """What a check says: a result slug, the values its sentence is filled with, the evidence it rests on, and the
    things it asked about one by one."""

    result: str
    values: dict[str, Any] = Field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    parts: tuple[Part, ...] = ()


class PointRange(Record):
    """The points still possible for a rule that was not judged, lowest and highest."""

    low: Decimal
    high: Decimal


class Finding(Record):
    """A rule, answered. `points` is None when it was not judged; REVIEW carries the possible `range`."""

    rule: str
    title: str
    outcome: Outcome
    answer: Answer
    points: Decimal | None = None
    max_points: Decimal | None = None
    range: PointRange | None = None
    reason: str = ""
    remedy: str = ""


def total_range(findings: Iterable[Finding]) -> PointRange | None:
    """The least and the most points that all `findings` may still end with; None when one of them has no maximum.

    An unjudged rule may end with anything from 0 to its maximum, a REVIEW with anything in its range. A rule that does
    not apply is as open as an unjudged one: no rubric says what becomes of its points.
    """
    low = high = Decimal(0)
    for finding in findings:
        if finding.max_points is None:
            return None
        if finding.points is not None:
            low, high = low + finding.points, high + finding.points
        elif finding.range is not None:
            low, high = low + finding.range.low, high + finding.range.high
        else:
            high += finding.max_points
    return PointRange(low=low, high=high)


class Verdict(Record):
    """All findings on one visit under one rubric.

    `points` and `judged_max` add up the judged rules; `section_max` is the maximum of the focus section, `max` that
    of the whole rubric. `grade` is None unless every completion of the unjudged points gives the same band.
    """

    id: str
    visit: str
    school: str
    school_year: str
    window: Window
    as_of: date | None = None
    rubric: str
    rubric_version: str
    code_version: str
    findings: tuple[Finding, ...]
    points: Decimal
    judged_max: Decimal
    section_max: Decimal | None = None
    max: Decimal | None = None
    grade: str | None = None
