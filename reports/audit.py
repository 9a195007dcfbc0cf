"""DIR/audit.json: its types, and how one school becomes a row of it.

Names here are a public promise: later versions add fields and rename none.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from pydantic import AliasChoices, Field

from reading.portal import Counted, PortalReading, Precision, SectionState
from reading.risks import personal_data
from records.base import Record
from records.facts import Aspect, PageMissing, Reason, Role
from records.files import FileSays, FormState
from records.findings import Outcome, Verdict
from records.school import Naming
from reports.audit_nights import AuditNights, AuditStanding, audit_nights, audit_standing
from reports.audit_sums import (
    AuditGradeRange,
    AuditHuman,
    AuditHumanTotals,
    AuditProposal,
    AuditRange,
    AuditRemark,
    Points,
    alike,
    audit_grade_range,
    audit_human_totals,
)
from reports.typography import Plain


class AuditWindow(Record):
    """The counting window, local days, both ends included, and on what it rests."""

    start: date = Field(validation_alias=AliasChoices("from", "start"), serialization_alias="from")
    end: date = Field(validation_alias=AliasChoices("to", "end"), serialization_alias="to")
    basis: Plain


class AuditCoverage(Record):
    """Whether an aspect was read to its end; if not, the typed reason and what exactly."""

    complete: bool
    reason: Reason | None
    detail: Plain


class AuditPost(Record):
    """A post that was seen. `published` is a local day; `counted` tells whether it counts, `why` in Vietnamese."""

    url: Plain
    title: Plain
    published: date | None
    precision: Precision
    nature: Plain
    category: Plain
    counted: Counted
    why: Plain


class AuditPosts(Record):
    """All posts seen. `possible` counts the sure ones too; null when the posts could not be read to the end."""

    sure: int
    possible: int | None
    items: tuple[AuditPost, ...]


class AuditSection(Record):
    """A recognised section. `empty`: true opened with nothing in it, false with content, null not opened. `rung` is
    where it stands on the evidence ladder 0–5."""

    key: Plain
    label: Plain
    url: Plain
    school_year: Plain | None
    empty: bool | None
    state: SectionState
    rung: int


class AuditFileSays(Record):
    """What the text of a file says: whose it is (`other_school` is the name on a copied file), which school years, TT
    36/2017 forms and items, whether it is signed, an empty or a filled form."""

    names_school: bool
    other_school: Plain | None
    school_years: tuple[Plain, ...]
    forms: tuple[int, ...]
    items: tuple[Plain, ...]
    signed: bool
    form: FormState


class AuditDocument(Record):
    """A document; `item` is the key of what it is about, `opens` null when nobody tried or it could not be told, `says`
    null where its text was not read."""

    url: Plain
    section: Plain | None
    school_year: Plain | None
    item: Plain | None
    opens: bool | None
    problem: Plain | None
    title: Plain
    says: AuditFileSays | None = None


class AuditPersonalData(Record):
    """A page or file that shows personal data of pupils: `rows` of a list, 0 for a filled form. No name is in here."""

    title: Plain
    url: str
    rows: int


class AuditLinks(Record):
    """Links between the school's portal and those above it: true, false, null for not looked."""

    parent_to_school: bool | None
    school_to_parent: bool | None


class AuditEvidence(Record):
    """Where a human can look. `seen_at` is UTC, and so is `last_verified`, when the portal last bore it out (null: when
    it was seen)."""

    url: Plain
    quote: Plain
    seen_at: datetime
    sha256: Plain | None
    last_verified: datetime | None = None


class AuditPart(Record):
    """One thing a criterion asks about, answered by itself; it carries no points. `rung` is the evidence ladder 0–5."""

    key: Plain
    title: Plain
    outcome: Outcome
    result: Plain
    rung: int | None
    reason: Plain
    evidence: tuple[AuditEvidence, ...]


class AuditFinding(Record):
    """A criterion, answered. `points` is null when it was not judged, never 0; `parts` tell its items one by one.

    `range` is set where a person has to look; `notes` tell of documents that were not in force; `human` is set where
    somebody laid down otherwise; `proposed` is what may serve as evidence where people score; `standing` is how the
    result stands over the nights.
    """

    rule: Plain
    title: Plain
    outcome: Outcome
    result: Plain
    points: Points | None
    max_points: Points | None
    reason: Plain
    remedy: Plain
    evidence: tuple[AuditEvidence, ...]
    parts: tuple[AuditPart, ...] = ()
    range: AuditRange | None = None
    notes: tuple[Plain, ...] = ()
    human: AuditHuman | None = None
    proposed: tuple[AuditProposal, ...] = ()
    standing: AuditStanding | None = None


class AuditMissing(Record):
    """A page that could not be seen, and why."""

    url: Plain
    role: Role
    reason: Reason
    status: int | None


class AuditSchool(Record):
    """One school. `points` is null when nothing could be judged; `seconds` is wall time, `bytes` went over the wire.

    `judged_max`, `open_max` (not measured, in doubt, not due), `self_max` and `not_applicable_max` add up to `max`.
    """

    code: Plain
    name: Plain
    level: Plain
    ward: Plain | None = None
    portal: Plain
    parents: tuple[Plain, ...]
    visited_at: datetime
    requests: int
    bytes: int
    seconds: float
    adapter: Plain
    coverage: dict[Aspect, AuditCoverage]
    posts: AuditPosts
    sections: tuple[AuditSection, ...]
    documents: tuple[AuditDocument, ...]
    links: AuditLinks
    findings: tuple[AuditFinding, ...]
    points: Points | None
    judged_max: Points
    section_max: Points | None
    max: Points | None
    grade: Plain | None
    problems: tuple[AuditMissing, ...]
    open_max: Points = Decimal(0)
    self_max: Points = Decimal(0)
    not_applicable_max: Points = Decimal(0)
    bonus: Points | None = None
    grade_range: AuditGradeRange | None = None
    human: AuditHumanTotals | None = None
    remarks: tuple[AuditRemark, ...] = ()
    personal_data: tuple[AuditPersonalData, ...] = ()
    nights: AuditNights | None = None


class WholeSchool:
    """A school's part of audit.json as text: what goes from process to process, waits on a disk and stands in the
    file."""

    def __init__(self, text: str) -> None:
        self.text = text

    @classmethod
    def of(cls, school: AuditSchool) -> WholeSchool:
        return cls(school.model_dump_json(by_alias=True))

    def read(self) -> AuditSchool:
        """The values that the text holds."""
        return AuditSchool.model_validate_json(self.text)


class AuditListProblem(Record):
    """A row of the school list that was not audited, or was with a remark; `message` is Vietnamese."""

    kind: Literal["bad_row", "not_visited", "note"]
    place: Plain
    code: Plain
    name: Plain
    message: Plain


class AuditHeader(Record):
    """What holds for all schools of the file. `rubric` is the id of the pack."""

    school_year: Plain
    window: AuditWindow
    rubric: Plain
    rubric_version: Plain
    rubric_title: Plain
    generated_at: datetime
    as_of: date | None = None


class Audit(AuditHeader):
    """The whole file. `complete` is false when the run was broken off before the last school."""

    schools: tuple[AuditSchool, ...]
    problems: tuple[AuditListProblem, ...]
    complete: bool


_EMPTY: dict[SectionState, bool] = {SectionState.EMPTY: True, SectionState.CONTENT: False}


def _posts(reading: PortalReading) -> AuditPosts:
    ledger = reading.ledger
    complete = reading.visit.covered(Aspect.POSTS).complete
    return AuditPosts(
        sure=ledger.sure,
        possible=ledger.possible if complete else None,
        items=tuple(alike(AuditPost, entry) for entry in ledger.entries),
    )


def _file_says(says: FileSays | None) -> AuditFileSays | None:
    if says is None or not says.readable:
        return None
    return AuditFileSays(
        names_school=says.names_school is Naming.NAMED,
        other_school=says.other_school or None,
        school_years=says.school_years,
        forms=says.forms,
        items=says.items,
        signed=says.signed,
        form=says.form,
    )


def _findings(verdict: Verdict) -> tuple[AuditFinding, ...]:
    return tuple(
        AuditFinding(
            rule=finding.rule,
            title=finding.title,
            outcome=finding.outcome,
            result=finding.answer.result,
            points=finding.points if finding.outcome.is_judged else None,
            max_points=finding.max_points,
            reason=finding.reason,
            remedy=finding.remedy,
            evidence=tuple(alike(AuditEvidence, evidence) for evidence in finding.answer.evidence),
            parts=tuple(alike(AuditPart, part) for part in finding.answer.parts),
            range=alike(AuditRange, finding.range) if finding.range else None,
            notes=finding.notes,
            human=alike(AuditHuman, finding.human) if finding.human else None,
            proposed=tuple(AuditProposal.model_validate(one) for one in finding.answer.values.get("proposed", ())),
            standing=audit_standing(finding.standing),
        )
        for finding in verdict.findings
    )


def audit_school(verdict: Verdict, reading: PortalReading) -> AuditSchool:
    """Return the row of one school: what was seen of it and how it was judged."""
    visit, school = reading.visit, reading.school
    return AuditSchool(
        code=school.code,
        name=school.name,
        level=school.level_label,
        ward=school.ward,
        portal=school.portal,
        parents=school.parents,
        visited_at=visit.started_at,
        requests=visit.requests,
        bytes=visit.bytes,
        seconds=round((visit.finished_at - visit.started_at).total_seconds(), 3),
        adapter=visit.adapter,
        coverage={aspect: alike(AuditCoverage, visit.covered(aspect)) for aspect in Aspect},
        posts=_posts(reading),
        sections=tuple(
            AuditSection(
                key=section.key,
                label=section.label,
                url=section.url,
                school_year=section.school_year,
                empty=_EMPTY.get(section.state),
                state=section.state,
                rung=section.rung,
            )
            for section in reading.sections
        ),
        documents=tuple(
            AuditDocument(
                url=document.url,
                section=document.section,
                school_year=document.school_year,
                item=document.key,
                opens=document.opens,
                problem=document.file.problem or None,
                title=document.title,
                says=_file_says(document.file.says),
            )
            for document in reading.documents
        ),
        links=alike(AuditLinks, reading.links),
        findings=_findings(verdict),
        # A sum over nothing is not zero points: nobody measured anything.
        points=verdict.points if any(finding.outcome.is_judged for finding in verdict.findings) else None,
        judged_max=verdict.judged_max,
        section_max=verdict.section_max,
        max=verdict.max,
        grade=verdict.grade,
        personal_data=tuple(alike(AuditPersonalData, one) for one in personal_data(reading)),
        problems=tuple(alike(AuditMissing, fact) for fact in visit.facts if isinstance(fact, PageMissing)),
        open_max=verdict.open_max,
        self_max=verdict.self_max,
        not_applicable_max=verdict.not_applicable_max,
        bonus=verdict.bonus,
        grade_range=audit_grade_range(verdict.grade_range),
        human=audit_human_totals(verdict.human),
        remarks=tuple(alike(AuditRemark, one) for one in verdict.remarks),
        nights=audit_nights(verdict.nights),
    )
