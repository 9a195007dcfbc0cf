"""The evidence ladder of công khai: each thing the law wants, in each school year that the portal shows. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from reading.portal import PortalReading, SectionState
from reading.published import KEY, published_in
from records.base import Record
from records.facts import Aspect
from records.findings import Outcome, Verdict
from records.vocabulary import Duty, LawAbout, LegalDocument
from reports.typography import Plain

MOST_YEARS = 4
TOP = 5
"""The highest rung."""


class LadderCell(Record):
    """How far one thing came in one school year: rung 0–5, None where it cannot be told. `outcome` is that of the
    audited year."""

    rung: int | None
    outcome: Outcome | None = None


class LadderRow(Record):
    """One thing the law wants, and its cells in the order of the years."""

    title: Plain
    place: Plain
    cells: tuple[LadderCell, ...]


class Ladder(Record):
    """The things one document wants, by school year, oldest first; `audited` is the year that is judged."""

    document: Plain
    audited: Plain
    years: tuple[Plain, ...]
    rows: tuple[LadderRow, ...]


def build_ladder(portal: PortalReading, verdict: Verdict) -> Ladder | None:
    """Return the ladder, None where no document of công khai binds the school year or nothing could be seen."""
    if not portal.is_the_schools:
        return None
    parts = {part.key: part for finding in verdict.findings for part in finding.answer.parts}
    document = _document(portal, set(parts))
    if document is None:
        return None
    levels = set(portal.school.levels)
    duties = [one for one in document.duties if not one.levels or set(one.levels) & levels]
    sections = [one for one in portal.sections_of(KEY) if one.state is not SectionState.FOREIGN]
    entries = published_in(portal, sections)
    seen = {one.year for one in entries if one.year} | {one.school_year for one in sections if one.school_year}
    # The newest years; the audited one always.
    others = sorted(seen - {portal.school_year}, reverse=True)[: MOST_YEARS - 1]
    years = sorted([*others, portal.school_year])
    whole = portal.visit.covered(Aspect.SECTIONS).complete

    def cells(duty: Duty) -> Iterator[LadderCell]:
        about = [one for one in entries if one.is_about(duty)]
        for year in years:
            part = parts.get(duty.key) if year == portal.school_year else None
            found = [one.rung for one in about if one.is_of(year, duty)] if part is None else []
            if part is not None:
                yield LadderCell(rung=part.rung, outcome=part.outcome)
            else:
                yield LadderCell(rung=max(found) if found else 0 if whole else None)

    return Ladder(
        document=document.title,
        audited=portal.school_year,
        years=tuple(years),
        rows=tuple(LadderRow(title=duty.title, place=duty.place, cells=tuple(cells(duty))) for duty in duties),
    )


def _document(portal: PortalReading, answered: set[str]) -> LegalDocument | None:
    """The document whose items the verdict answers; where two bind the year, the one answered most."""
    binding = [one for one in portal.law if one.about is LawAbout.CONG_KHAI]
    return max(
        binding, key=lambda one: sum(duty.key in answered for duty in one.duties) / len(one.duties), default=None
    )
