"""Between records and rows: what a record is as columns, and which record a row holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from records.facts import Coverage, Window
from records.findings import Finding, Verdict
from store.entries import RunCounts, RunRecord, RunSchool, RunState, SchoolState, SubjectKind, VisitEntry
from store.tables import Base, FindingRow, RunRow, RunSchoolRow, VerdictRow, VisitRow

_SUMS = {"open_max", "self_max", "not_applicable_max", "bonus", "grade_range", "human", "remarks"}
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


def visit_values(entry: VisitEntry) -> dict[str, Any]:
    """Return the columns of a visit."""
    values = entry.model_dump(mode="python", exclude={"coverage"})
    coverage = [coverage.model_dump(mode="json") for coverage in entry.coverage]
    return {**values, "subject_kind": entry.subject_kind.value, "coverage": coverage}


def upsert(session: Session, table: type[Base], values: Mapping[str, Any], keep: Sequence[str] = ()) -> None:
    """Insert a row or replace the one with its key, except for the columns in `keep`."""
    # The two dialects have the same statement and no common type for it.
    insert: sqlite.Insert | postgresql.Insert = (
        postgresql.insert(table) if session.get_bind().dialect.name == "postgresql" else sqlite.insert(table)
    )
    statement = insert.values(**values)
    keys = [column.name for column in inspect(table).primary_key]
    changed = {name: statement.excluded[name] for name in values if name not in keys and name not in keep}
    session.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed))
