"""One criterion as a reader is told it: how it ended, why, what to do, on what it rests, and its items one by one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from records.base import Record
from records.facts import Evidence
from records.findings import Finding, HumanFinding, Outcome, PointRange, Remark
from records.rubric import Basis, Rule
from records.vocabulary import LegalDocument
from reports.matrix import Matrix, build_matrix
from reports.typography import Plain, plain, safe_href

EVIDENCE_ON_PAPER = 8
"""So many pieces of evidence a criterion stand in PDF and DOCX; the page and audit.json hold them all."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address as shown; `href` is None when it must not become a link and is printed as text. `link_to` makes it."""

    text: str
    href: str | None


class EvidenceShown(Record):
    """Where a reader can look. `seen_at` and `last_verified` are UTC."""

    link: Link
    quote: Plain
    seen_at: datetime
    sha256: Plain | None
    last_verified: datetime | None = None


class PartShown(Record):
    """One thing a criterion asks about, answered by itself, and where the first thing stands that shows it. `rung` is
    the evidence ladder 0–5, None without one."""

    title: Plain
    outcome: Outcome
    rung: int | None
    reason: Plain
    link: Link | None


class RemarkShown(Record):
    """What a person of the office laid down: who, when, why, and what it is."""

    what: Plain
    who: Plain
    when: date
    why: Plain


class HumanShown(Record):
    """How a criterion ends by a person's word, beside the machine's own finding."""

    outcome: Outcome
    points: Decimal | None
    range: PointRange | None
    reason: Plain
    remarks: tuple[RemarkShown, ...]


class ProposedShown(Record):
    """Something that may serve as evidence where people score; `found_on` is the page on which it stands."""

    wanted: Plain
    title: Plain
    link: Link
    day: date | None
    of_year: bool | None
    found_on: EvidenceShown


class CriterionReport(Record):
    """One criterion: how it ended, what it gave, why, what to do, on what it rests. `points` None: not judged.

    `basis` is what the rubric names; `in_force` are the documents that bound the audited school year and whose items
    the criterion's parts answer. `notes` say of a document it rests
    on that it was not in force; `human` stands beside what the machine found. `too_late`: nothing done now changes it
    for this school year.
    """

    rule: Plain
    title: Plain
    outcome: Outcome
    points: Decimal | None
    max_points: Decimal | None
    range: PointRange | None
    reason: Plain
    remedy: Plain
    basis: tuple[Plain, ...]
    in_force: tuple[Plain, ...] = ()
    evidence_wanted: Plain
    evidence: tuple[EvidenceShown, ...]
    parts: tuple[PartShown, ...] = ()
    notes: tuple[Plain, ...] = ()
    human: HumanShown | None = None
    proposed: tuple[ProposedShown, ...] = ()
    matrix: Matrix | None = None
    too_late: bool = False

    @property
    def settled(self) -> Outcome:
        """How it ends once people were heard."""
        return self.human.outcome if self.human else self.outcome

    @property
    def lost(self) -> Decimal:
        """Points that were judged and not reached."""
        points = self.human.points if self.human else self.points
        if points is None or self.max_points is None:
            return Decimal(0)
        return max(self.max_points - points, Decimal(0))

    @property
    def at_risk(self) -> Decimal:
        """Points that may still be lost in a criterion whose doubt the school can end."""
        if self.settled not in (Outcome.REVIEW, Outcome.NOT_DUE) or self.max_points is None:
            return Decimal(0)
        known = self.human.range if self.human else self.range
        return self.max_points - (known.low if known else Decimal(0))

    @property
    def worth(self) -> tuple[Decimal, Decimal, int]:
        """What the school may win by it, for ordering: points lost, points in doubt, and where a rubric has no points,
        how it ended; nothing where there is nothing to do."""
        pointless = _URGENT.get(self.settled, 0) if self.max_points is None else 0
        return self.lost, self.at_risk, pointless


_URGENT = {Outcome.FAIL: 3, Outcome.PARTIAL: 2, Outcome.REVIEW: 1, Outcome.NOT_DUE: 1}


def link_to(url: str, text: str | None = None) -> Link:
    """Return `url` as a link where it is harmless, as text otherwise."""
    return Link(plain(text or url), safe_href(url))


def _evidence(evidence: Evidence) -> EvidenceShown:
    return EvidenceShown(
        link=link_to(evidence.url),
        quote=evidence.quote,
        seen_at=evidence.seen_at,
        sha256=evidence.sha256,
        last_verified=evidence.last_verified,
    )


def _basis(basis: Basis) -> str:
    text = ", ".join(part for part in (basis.place, basis.document) if part)
    return f"{text} ({basis.note})" if basis.note else text


def show_remarks(remarks: Iterable[Remark]) -> tuple[RemarkShown, ...]:
    """Return what people laid down as readers see it."""
    return tuple(RemarkShown(what=one.what, who=one.who, when=one.when, why=one.why) for one in remarks)


def _human(found: HumanFinding | None) -> HumanShown | None:
    if found is None:
        return None
    return HumanShown(
        outcome=found.outcome,
        points=found.points,
        range=found.range,
        reason=found.reason,
        remarks=show_remarks(found.remarks),
    )


def _proposed(finding: Finding) -> tuple[ProposedShown, ...]:
    told = finding.answer.values.get("proposed")
    if not told:
        return ()
    return tuple(
        ProposedShown(
            wanted=one["wanted"],
            title=one["title"],
            link=link_to(one["url"]),
            day=one["day"],
            of_year=one["of_year"],
            found_on=_evidence(place),
        )
        for one, place in zip(told, finding.answer.evidence, strict=True)
    )


def _in_force(finding: Finding, law: tuple[LegalDocument, ...], school_year: str) -> tuple[str, ...]:
    parts = {part.key for part in finding.answer.parts}
    if not parts:
        return ()
    return tuple(
        f"{one.title} (đã hết hiệu lực, năm học chuyển tiếp vẫn được chấp nhận)"
        if one.lapsed is not None and school_year >= one.lapsed
        else one.title
        for one in law
        if parts & {duty.key for duty in one.duties}
    )


def build_criterion(
    rule: Rule | None,
    finding: Finding,
    law: tuple[LegalDocument, ...] = (),
    school_year: str = "",
    *,
    too_late: bool = False,
) -> CriterionReport:
    """Return what a reader is told of one criterion; `rule` is None where the rubric no longer has it. `law` are the
    documents that bind the school year."""
    judged = finding.outcome.is_judged
    return CriterionReport(
        rule=finding.rule,
        title=finding.title or (rule.title if rule else ""),
        outcome=finding.outcome,
        points=finding.points if judged else None,
        max_points=finding.max_points if finding.max_points is not None else (rule.max_points if rule else None),
        range=finding.range,
        reason=finding.reason,
        remedy=finding.remedy,
        basis=tuple(_basis(basis) for basis in rule.basis) if rule else (),
        in_force=_in_force(finding, law, school_year),
        evidence_wanted=rule.evidence_wanted if rule else "",
        evidence=tuple(_evidence(evidence) for evidence in finding.answer.evidence),
        parts=tuple(
            PartShown(
                title=part.title,
                outcome=part.outcome,
                rung=part.rung,
                reason=part.reason,
                link=link_to(part.evidence[0].url) if part.evidence else None,
            )
            for part in finding.answer.parts
        ),
        notes=(*finding.notes, *(finding.standing.notes if finding.standing else ())),
        human=_human(finding.human),
        proposed=_proposed(finding),
        matrix=build_matrix(finding.answer),
        too_late=too_late,
    )
