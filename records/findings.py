"""What was judged: outcomes, answers, findings, verdicts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pydantic import Field

from records.base import Quote, Record
from records.facts import Evidence, Route, Window


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
    where there is none. `reason` is Vietnamese; an empty `title` is that of the vocabulary's `key`. A `note` is said
    beside the parts and is never weighed as one of them.
    """

    key: str
    title: str
    result: str
    outcome: Outcome
    rung: int | None = None
    reason: Quote = ""
    note: bool = False
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


class Remark(Record):
    """What a person of the office laid down about a school: who, when, why, and what it is, in Vietnamese."""

    what: str
    who: str
    when: date
    why: str


class HumanFinding(Record):
    """How a rule ends once what people laid down is heard; the machine's own finding stands beside it, unchanged."""

    outcome: Outcome
    points: Decimal | None = None
    range: PointRange | None = None
    reason: str = ""
    remarks: tuple[Remark, ...] = ()


class Sight(Record):
    """One look at a worse result: its night and route. `frozen`: its whole platform fell on that night."""

    night: date
    route: Route
    frozen: bool = False


class Pending(Record):
    """A worse result that does not count yet: the best of those seen since, and the looks that saw it."""

    finding: Finding
    seen: tuple[Sight, ...]


class Gap(Record):
    """Nights in a row on which nothing could be measured: the first, the last, and how many looked."""

    since: date
    last: date
    nights: int = 1


class Standing(Record):
    """How a finding stands over the nights: on which it was first found so (`since`) and last measured (`measured`),
    None for never.

    `pending` is a worse result that later nights saw; `gap` the nights on which it could not be measured since. `notes`
    tell readers all that, in Vietnamese.
    """

    since: date
    measured: date | None
    pending: Pending | None = None
    gap: Gap | None = None
    notes: tuple[str, ...] = ()


class Finding(Record):
    """A rule, answered. `points` is None when it was not judged; REVIEW carries the possible `range`.

    `notes` are Vietnamese sentences about what it rests on (a lapsed document). `human` is set where somebody decided
    otherwise or a hint changed the answer. `standing` is set once other nights were heard.
    """

    rule: str
    title: str
    outcome: Outcome
    answer: Answer
    points: Decimal | None = None
    max_points: Decimal | None = None
    range: PointRange | None = None
    reason: str = ""
    remedy: str = ""
    notes: tuple[str, ...] = ()
    human: HumanFinding | None = None
    standing: Standing | None = None


class GradeRange(Record):
    """The bands that completions of the unjudged points may give (None below every band), and the totals (in points) at
    both ends."""

    low: str | None
    high: str | None
    total: PointRange


class HumanTotals(Record):
    """The sums of a verdict once what people laid down is heard."""

    points: Decimal
    judged_max: Decimal
    grade: str | None = None
    grade_range: GradeRange | None = None


class Nights(Record):
    """What the nights say of a school as a whole: how many looked at it, the last of them, those in a row on which its
    portal was not reached, and what readers are told of it, in Vietnamese."""

    count: int = 1
    last: date
    gap: Gap | None = None
    notes: tuple[str, ...] = ()


class Verdict(Record):
    """All findings on one visit under one rubric.

    `points` and `judged_max` add up the judged rules; `section_max` is the maximum of the focus section, `max` that
    of the whole rubric. What was not judged is told by why: `open_max` (not measured, in doubt or not due), `self_max`
    (scored by people), `not_applicable_max`; with `judged_max` they add up to `max`. `bonus` are points outside these
    sums. `grade` is None unless every completion of the unjudged points gives the same band; `grade_range` always says
    both ends. `human` are the sums with what people laid down, `remarks` all that was heard of them. `nights` is set
    once other nights were heard: then `points` are those that stand.
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
    open_max: Decimal = Decimal(0)
    self_max: Decimal = Decimal(0)
    not_applicable_max: Decimal = Decimal(0)
    bonus: Decimal | None = None
    grade: str | None = None
    grade_range: GradeRange | None = None
    human: HumanTotals | None = None
    remarks: tuple[Remark, ...] = ()
    nights: Nights | None = None


# A pending result holds a finding, which may hold how it stands.
Pending.model_rebuild()
