"""Writes the reports of one audit while it goes on: pages at once, audit.json in the list's order, the office last."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from config.school_list import ListProblem as ListRemark
from config.school_list import Severity
from reading.portal import PortalReading
from records.findings import Verdict
from records.school import School
from reports.audit import AuditHeader, AuditListProblem, AuditSchool, AuditWindow, AuditWriter, audit_school
from reports.html import page_name, write_office_html, write_school_html
from reports.office import ListProblem, OfficeReport, OfficeRow, ProblemKind, build_office_report, build_office_row
from reports.report import build_school_report
from runner.judging import Judge

PAGES = "truong"
OFFICE_PAGE = "index.html"
AUDIT_FILE = "audit.json"


@dataclass(frozen=True)
class Places:
    """Where the reports of an audit go."""

    out: Path
    json: Path

    @property
    def office(self) -> Path:
        """The office's page."""
        return self.out / OFFICE_PAGE


    @property
    def named(self) -> dict[str, Path]:
        """The reports by what they are, for users."""
        return {"Báo cáo chung": self.office, "Báo cáo từng trường": self.out / PAGES, "Dữ liệu": self.json}


def make_places(out: Path, json: Path | None) -> Places:
    """Everything under `out`, but audit.json at `json` when that is given; absolute."""
    folder = out.expanduser().absolute()
    return Places(folder, json.expanduser().absolute() if json is not None else folder / AUDIT_FILE)


class Publisher:
    """Use as a context manager around the audit; when it is left by an exception, audit.json says it is not complete.

    Schools are told in any order by their position in the list; what comes before its turn waits on the disk, so that
    memory stays flat. Raises OSError when a report cannot be written.
    """

    def __init__(self, places: Places, judge: Judge, *, listed: int, remarks: tuple[ListRemark, ...]) -> None:
        """`listed` counts the rows of the school list, unusable ones too; `remarks` are what was said about it."""
        self._places = places
        self.judge = judge
        self._listed = listed
        self._now = datetime.now(UTC)
        self._problems = list(_rows_of(remarks))
        self._rows: dict[int, OfficeRow] = {}
        self._waiting: dict[int, Path | None] = {}
        self._next = 0
        self._writer = AuditWriter(places.json, self._header())
        for remark in remarks:
            self._writer.note(_audit_remark(remark))

    def __enter__(self) -> Self:
        (self._places.out / PAGES).mkdir(parents=True, exist_ok=True)
        self._places.json.parent.mkdir(parents=True, exist_ok=True)
        self._spool = tempfile.TemporaryDirectory(prefix="kiemcong-")
        self._writer.__enter__()
        return self

    def publish(self, position: int, verdict: Verdict, portal: PortalReading) -> OfficeRow:
        """Write the page of the school at `position` and take it into audit.json and the office's table."""
        page = f"{PAGES}/{page_name(portal.school.code)}"
        report = build_school_report(verdict, portal, self.judge.rubric, self.judge.vocabulary)
        write_school_html(report, self._places.out / page, office_page=f"../{OFFICE_PAGE}")
        row = build_office_row(report, page)
        waiting = Path(self._spool.name) / f"{position}.json"
        waiting.write_text(audit_school(verdict, portal).model_dump_json(by_alias=True), encoding="utf-8")
        self._rows[position] = row
        self._waiting[position] = waiting
        self._advance()
        return row

    def leave_out(self, position: int, school: School, message: str) -> None:
        """Tell that the school at `position` could not be audited, and why (in Vietnamese)."""
        self._writer.note(
            AuditListProblem(kind="not_visited", place="", code=school.code, name=school.name, message=message)
        )
        self._problems.append(
            ListProblem(
                kind=ProblemKind.NOT_VISITED,
                messages=(message,),
                code=school.code,
                name=school.name,
                portal=school.portal,
            )
        )
        self._waiting[position] = None
        self._advance()

    def office(self) -> OfficeReport:
        """The office's report as it stands by now."""
        return build_office_report(
            [self._rows[position] for position in sorted(self._rows)],
            self._problems,
            self.judge.rubric,
            listed=self._listed,
            school_year=self.judge.school_year,
            window=self.judge.window,
            generated_at=self._now,
            as_of=self.judge.as_of,
        )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            # Broken off: schools behind a gap are done, too.
            for position in sorted(self._waiting):
                self._write(position)
        finally:
            self._writer.__exit__(kind, error, trace)
            self._spool.cleanup()
        write_office_html(self.office(), self._places.office)

    def _advance(self) -> None:
        while self._next in self._waiting:
            self._write(self._next)
            self._next += 1

    def _write(self, position: int) -> None:
        waiting = self._waiting.pop(position)
        if waiting is not None:
            self._writer.write(AuditSchool.model_validate_json(waiting.read_bytes()))
            waiting.unlink()

    def _header(self) -> AuditHeader:
        judge, window = self.judge, self.judge.window
        return AuditHeader(
            school_year=judge.school_year,
            window=AuditWindow(start=window.start, end=window.end, basis=window.basis),
            rubric=judge.rubric.id,
            rubric_version=judge.rubric.version,
            rubric_title=judge.rubric.title,
            generated_at=self._now,
            as_of=judge.as_of,
        )


def _place(remark: ListRemark) -> str:
    column = f", cột “{remark.column}”" if remark.column else ""
    return f"{remark.file}, dòng {remark.line}{column}"


def _audit_remark(remark: ListRemark) -> AuditListProblem:
    kind: ProblemKind = ProblemKind.BAD_ROW if remark.severity is Severity.ERROR else ProblemKind.NOTE
    return AuditListProblem(
        kind="bad_row" if kind is ProblemKind.BAD_ROW else "note",
        place=_place(remark),
        code="",
        name="",
        message=remark.message,
    )


def _rows_of(remarks: tuple[ListRemark, ...]) -> list[ListProblem]:
    """One record a row: a row with at least one error was not audited, whatever else was said about it."""
    lines: dict[int, list[ListRemark]] = {}
    for remark in remarks:
        lines.setdefault(remark.line, []).append(remark)
    return [
        ListProblem(
            kind=ProblemKind.BAD_ROW if any(one.severity is Severity.ERROR for one in found) else ProblemKind.NOTE,
            messages=tuple(f"cột “{one.column}”: {one.message}" if one.column else one.message for one in found),
            place=f"{found[0].file}, dòng {line}",
        )
        for line, found in sorted(lines.items())
    ]
