"""Between records and rows: what a record is as columns, and which record a row holds."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import case, inspect, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from records.facts import Coverage, Route, Window
from records.findings import Finding, Verdict
from records.history import Sighting, SightKind
from store.entries import RunCounts, RunRecord, RunSchool, RunState, SchoolState, SubjectKind, TextsSeen, VisitEntry
from store.tables import Base, FindingRow, PostTextRow, RunRow, RunSchoolRow, SightingRow, VerdictRow, VisitRow

_SUMS = {"open_max", "self_max", "not_applicable_max", "bonus", "grade_range", "human", "remarks", "nights"}
"""Fields of a verdict that are kept together: nobody asks the database for one of them."""


def run_values(run: RunRecord) -> dict[str, Any]:
    """Return the columns of a run."""
    values = run.model_dump(mode="python", exclude={"counts"})
    return {**values, "state": run.state.value, "counts": run.counts.model_dump(mode="json")}


def run_record(row: RunRow) -> RunRecord:
    """Return the run that a row holds."""
    return RunRecord(
        id=row.id,
        started_at=row.started_at,
        finished_at=row.finished_at,
        state=RunState(row.state),
        school_list=row.school_list,
        rubric=row.rubric,
        rubric_version=row.rubric_version,
        school_year=row.school_year,
        as_of=row.as_of,
        out=row.out,
        counts=RunCounts.model_validate(row.counts),
    )


def run_school_values(mark: RunSchool, position: int) -> dict[str, Any]:
    """Return the columns of one school of a run, at its place in the list."""
    return {**mark.model_dump(mode="python"), "state": mark.state.value, "position": position}


def run_school(row: RunSchoolRow) -> RunSchool:
    """Return the school of a run that a row holds."""
    return RunSchool(
        run=row.run,
        school=row.school,
        state=SchoolState(row.state),
        visit=row.visit,
        verdict=row.verdict,
        note=row.note,
        second_visit=row.second_visit,
    )


def visit_entry(row: VisitRow) -> VisitEntry:
    """Return the visit that a row holds."""
    return VisitEntry(
        id=row.id,
        subject=row.subject,
        subject_kind=SubjectKind(row.subject_kind),
        started_at=row.started_at,
        finished_at=row.finished_at,
        adapter=row.adapter,
        crawler_version=row.crawler_version,
        archive=row.archive,
        requests=row.requests,
        bytes=row.bytes,
        coverage=tuple(Coverage.model_validate(coverage) for coverage in row.coverage),
        route=Route(row.route) if row.route else Route.MAIN,
        measured=row.measured,
        deep=row.deep,
        whose=row.whose,
    )


def verdict_values(verdict: Verdict, run: str | None) -> dict[str, Any]:
    """Return the columns of a verdict saved now."""
    values = verdict.model_dump(mode="python", exclude={"findings", "window", *_SUMS})
    window = {
        "window_start": verdict.window.start,
        "window_end": verdict.window.end,
        "window_basis": verdict.window.basis,
    }
    sums = verdict.model_dump(mode="json", include=_SUMS)
    return {**values, **window, "sums": sums, "run": run, "created": datetime.now(UTC)}


def finding_row(verdict: str, position: int, finding: Finding) -> FindingRow:
    """Return the row for one finding of a verdict."""
    return FindingRow(
        verdict=verdict,
        position=position,
        rule=finding.rule,
        outcome=finding.outcome.value,
        result=finding.answer.result,
        points=finding.points,
        max_points=finding.max_points,
        payload=finding.model_dump(mode="json"),
    )


def verdict_record(row: VerdictRow, findings: Sequence[FindingRow]) -> Verdict:
    """Return the verdict that a row and the rows of its findings, in order, hold."""
    verdict = Verdict(
        id=row.id,
        visit=row.visit,
        school=row.school,
        school_year=row.school_year,
        window=Window(start=row.window_start, end=row.window_end, basis=row.window_basis),
        as_of=row.as_of,
        findings=tuple(Finding.model_validate(finding.payload) for finding in findings),
        rubric=row.rubric,
        rubric_version=row.rubric_version,
        code_version=row.code_version,
        points=row.points,
        judged_max=row.judged_max,
        section_max=row.section_max,
        max=row.max,
        grade=row.grade,
    )
    if not row.sums:
        return verdict
    return Verdict.model_validate({**verdict.model_dump(mode="python", exclude=_SUMS), **row.sums})


def load_verdicts(session: Session, rows: Sequence[VerdictRow]) -> list[Verdict]:
    """Return the verdicts of `rows`, in their order, with all findings fetched at once."""
    findings: dict[str, list[FindingRow]] = {row.id: [] for row in rows}
    query = (
        select(FindingRow)
        .where(FindingRow.verdict.in_(list(findings)))
        .order_by(FindingRow.verdict, FindingRow.position)
    )
    for finding in session.scalars(query):
        findings[finding.verdict].append(finding)
    return [verdict_record(row, findings[row.id]) for row in rows]


def visit_values(entry: VisitEntry) -> dict[str, Any]:
    """Return the columns of a visit."""
    values = entry.model_dump(mode="python", exclude={"coverage"})
    coverage = [coverage.model_dump(mode="json") for coverage in entry.coverage]
    return {**values, "subject_kind": entry.subject_kind.value, "route": entry.route.value, "coverage": coverage}


def sighting_values(school: str, kind: SightKind, sighting: Sighting) -> dict[str, Any]:
    """Return the columns of a sighting."""
    key = hashlib.sha256(sighting.identity.encode("utf-8", "replace")).hexdigest()[:40]
    return {**sighting.model_dump(mode="python"), "school": school, "kind": kind.value, "key": key}


def sighting_record(row: SightingRow) -> Sighting:
    """Return the sighting that a row holds."""
    return Sighting(identity=row.identity, title=row.title, first_seen=row.first_seen, last_seen=row.last_seen)


def save_sightings(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert sightings; those that are known grow to both sides."""
    if not rows:
        return
    insert = _insert(session, SightingRow)
    known, new = SightingRow, insert.excluded
    statement = insert.on_conflict_do_update(
        index_elements=["school", "kind", "key"],
        set_={
            "first_seen": case((known.first_seen < new.first_seen, known.first_seen), else_=new.first_seen),
            "last_seen": case((known.last_seen > new.last_seen, known.last_seen), else_=new.last_seen),
            "title": new.title,
        },
    )
    session.execute(statement, list(rows))


def save_texts(session: Session, texts: TextsSeen) -> None:
    """Insert the words of a portal's posts; those that are known keep the night that saw them first."""
    if not texts.texts:
        return
    insert = _insert(session, PostTextRow)
    statement = insert.on_conflict_do_update(
        index_elements=["mark", "portal"], set_={"published": insert.excluded.published}
    )
    rows = [{**one.model_dump(), "portal": texts.portal, "seen": texts.night} for one in texts.texts]
    session.execute(statement, rows)


def _insert(session: Session, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    # The two dialects have the same statement and no common type for it.
    postgres = session.get_bind().dialect.name == "postgresql"
    return postgresql.insert(table) if postgres else sqlite.insert(table)


def upsert(session: Session, table: type[Base], values: Mapping[str, Any], keep: Sequence[str] = ()) -> None:
    """Insert a row or replace the one with its key, except for the columns in `keep`."""
    insert = _insert(session, table)
    statement = insert.values(**values)
    keys = [column.name for column in inspect(table).primary_key]
    changed = {name: statement.excluded[name] for name in values if name not in keys and name not in keep}
    session.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed))
