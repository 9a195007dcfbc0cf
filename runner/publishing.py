"""Writes the reports of one audit while it goes on: pages at once, tables in the list's order, the office last."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import ExitStack, suppress
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
from reports.audit import AuditHeader, AuditListProblem, AuditWindow, WholeSchool
from reports.files import OFFICE_PAGE, PAGES, ReportFiles, ReportOrder, collector_at_rest
from reports.formats import DEFAULT_FORMATS, FormatError, check_formats, named_files, open_formats
from reports.json import AUDIT_FILE
from reports.office import (
    ListProblem,
    OfficeReport,
    OfficeRow,
    ProblemKind,
    build_office_report,
    office_columns,
)
from runner.errors import InputError
from runner.judging import Judge
from runner.writing import SchoolWriter, Written


@dataclass(frozen=True)
class Places:
    """Where the reports of an audit go, and in which `formats`; `with_posts` lists the posts in spreadsheets, too."""

    out: Path
    json: Path
    formats: tuple[str, ...] = DEFAULT_FORMATS
    with_posts: bool = False

    @property
    def office(self) -> Path:
        """The office's page."""
        return self.out / OFFICE_PAGE

    @property
    def named(self) -> dict[str, Path]:
        """The reports by what they are, for users."""
        return named_files(self.formats, self.out, self.json)


def make_places(
    out: Path, json: Path | None, formats: Sequence[str] = DEFAULT_FORMATS, *, with_posts: bool = False
) -> Places:
    """Everything under `out`, but audit.json at `json` when that is given; absolute.

    Raises InputError for a format that is not known or cannot be made on this machine.
    """
    folder = out.expanduser().absolute()
    try:
        asked = check_formats(formats)
    except FormatError as error:
        raise InputError(str(error)) from error
    if json is not None and "json" not in asked:
        asked = (*asked, "json")
    data = json.expanduser().absolute() if json is not None else folder / AUDIT_FILE
    return Places(folder, data, asked, with_posts)


class Publisher:
    """Use as a context manager around the audit; when it is left by an exception, audit.json says it is not complete.

    Schools are told in any order by their position in the list; what comes before its turn waits on the disk, so that
    memory stays flat. Raises OSError when a report cannot be written.
    """

    def __init__(
        self,
        places: Places,
        judge: Judge,
        *,
        listed: int,
        remarks: tuple[ListRemark, ...],
        room: Path | None = None,
    ) -> None:
        """`listed` counts the rows of the school list, unusable ones too; `remarks` are what was said about it. What
        waits lies in `room`, or in the system's temporary folder."""
        self._room = room
        self._places = places
        self.judge = judge
        self._listed = listed
        self._now = datetime.now(UTC)
        self._problems = list(_rows_of(remarks))
        self._rows: dict[int, OfficeRow] = {}
        self._waiting: dict[int, Path | None] = {}
        self._next = 0
        self.order = ReportOrder(
            out=places.out,
            json=places.json,
            header=self._header(),
            columns=office_columns(judge.rubric),
            with_posts=places.with_posts,
        )
        self._files = open_formats(places.formats, self.order)
        self._writer = SchoolWriter(judge, self._files)
        for remark in remarks:
            self._note(_audit_remark(remark))

    def __enter__(self) -> Self:
        self._places.out.mkdir(parents=True, exist_ok=True)
        _clear_partial(self._places.out)
        self._spool = tempfile.TemporaryDirectory(prefix="kiemcong-", dir=self._room)
        for files in self._files:
            files.begin()
        return self

    def publish(self, position: int, verdict: Verdict, portal: PortalReading) -> OfficeRow:
        """Write what is written of the school at `position` alone and take it into the office's tables."""
        return self.take(position, self._writer.write(verdict, portal))

    @collector_at_rest()
    def take(self, position: int, written: Written) -> OfficeRow:
        """Take a school whose own files are written, here or by another process, into the office's tables."""
        self._rows[position] = written.row
        self._waiting[position] = None
        if written.whole is not None and position == self._next:
            del self._waiting[position]
            self._tell(written.row, written.whole)
            self._next += 1
        elif written.whole is not None:
            waiting = Path(self._spool.name) / f"{position}.json"
            waiting.write_text(written.whole.text, encoding="utf-8")
            self._waiting[position] = waiting
        self._advance()
        return written.row

    def leave_out(self, position: int, school: School, message: str) -> None:
        """Tell that the school at `position` could not be audited, and why (in Vietnamese)."""
        self._note(AuditListProblem(kind="not_visited", place="", code=school.code, name=school.name, message=message))
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

    def remark(self, message: str) -> None:
        """Tell the office something that concerns several schools, in Vietnamese."""
        self._note(AuditListProblem(kind="note", place="", code="", name="", message=message))
        self._problems.append(ListProblem(kind=ProblemKind.NOTE, messages=(message,)))

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
        with ExitStack() as stack:
            stack.callback(self._spool.cleanup)
            # Entered so that every format is closed even when another one, or a school behind a gap, cannot be written.
            for files in reversed(self._files):
                stack.callback(self._end, files, complete=kind is None)
            # Broken off: schools behind a gap are done, too.
            for position in sorted(self._waiting):
                self._write(position)

    @collector_at_rest()
    def _end(self, files: ReportFiles, *, complete: bool) -> None:
        files.end(self.office(), complete=complete)

    def _note(self, problem: AuditListProblem) -> None:
        for files in self._files:
            files.note(problem)

    def _advance(self) -> None:
        while self._next in self._waiting:
            self._write(self._next)
            self._next += 1

    def _write(self, position: int) -> None:
        waiting = self._waiting.pop(position)
        if waiting is not None:
            self._tell(self._rows[position], WholeSchool(waiting.read_text(encoding="utf-8")))
            waiting.unlink()
        elif position in self._rows:
            self._tell(self._rows[position], None)

    def _tell(self, row: OfficeRow, whole: WholeSchool | None) -> None:
        for files in self._files:
            files.row(row, whole)

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


def _clear_partial(out: Path) -> None:
    """Drop the half files of a command that was killed: whoever publishes holds the folder, so no other is at work."""
    for folder in (out, out / PAGES):
        for path in folder.glob(".*.partial"):
            with suppress(OSError):
                path.unlink()


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
