"""What an office is told about all schools of its list. Pure, frozen; what was not measured is kept apart."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from reading.addresses import same_address
from records.base import Record
from records.facts import Window
from records.findings import Outcome
from records.rubric import Rubric
from reports.band import OPEN_OUTCOMES
from reports.criteria import EvidenceShown, Link
from reports.neighbours import Neighbours, find_neighbours
from reports.report import FocusScore, SchoolReport
from reports.typography import Plain
from reports.wording import software_label

PageName = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-][A-Za-z0-9_./-]*$")]
"""A relative address of our own making; the pattern leaves no room for a scheme or another host."""


class ProblemKind(StrEnum):
    """What became of a row of the list. A note is a remark on a row that was audited."""

    BAD_ROW = "bad_row"
    NOT_VISITED = "not_visited"
    NOTE = "note"


PROBLEM_LABELS: dict[ProblemKind, str] = {
    ProblemKind.BAD_ROW: "dòng sai, không kiểm tra",
    ProblemKind.NOT_VISITED: "không xem được",
    ProblemKind.NOTE: "lưu ý, vẫn kiểm tra",
}


class ListProblem(Record):
    """One row of the list that has no page, or a remark on one that has; one record a row.

    `place` says where the row stands (file, line, column); `messages` are Vietnamese.
    """

    kind: ProblemKind
    messages: tuple[Plain, ...]
    place: Plain = ""
    code: Plain = ""
    name: Plain = ""
    portal: Plain = ""


class OfficeColumn(Record):
    """A criterion of the focus section that stands as a column."""

    rule: Plain
    title: Plain
    max_points: Decimal | None


class OfficeCell(Record):
    """How one school stands in one criterion, and the first thing it rests on. `points` None: not judged.

    `human_outcome` is set where a person's word ends it otherwise.
    """

    rule: Plain
    title: Plain
    outcome: Outcome
    points: Decimal | None
    max_points: Decimal | None
    human_outcome: Outcome | None = None
    human_points: Decimal | None = None
    reason: Plain = ""
    remedy: Plain = ""
    evidence: EvidenceShown | None = None


class OfficeRow(Record):
    """One school in the office's table; `page` is the name of its page, relative to the office's.

    `bands` are the bands it may still end in, `moved_to` is where its address leads now, `address` the key by which
    portals are the same. `home_problem` says why its home page could not be seen (nothing when it was), `platform` is
    the registered domain it stands under, `software` the family it was read as.
    """

    code: Plain
    name: Plain
    level: Plain
    ward: Plain = ""
    platform: Plain = ""
    software: Plain = ""
    portal: Link
    moved_to: Link | None = None
    address: Plain = ""
    home_problem: Plain = ""
    page: PageName
    visited_at: datetime
    cells: tuple[OfficeCell, ...]
    score: FocusScore
    grade: Plain | None
    bands: Plain = ""
    posts_sure: int
    posts_possible: int | None
    missing: tuple[Plain, ...]
    not_measured: tuple[Plain, ...]
    requests: int = 0
    bytes: int = 0

    @property
    def outcomes(self) -> str:
        """How its criteria ended, each outcome once, for filters."""
        return " ".join(dict.fromkeys(cell.outcome.value for cell in self.cells))

    def across(self, columns: Iterable[OfficeColumn]) -> list[OfficeCell | None]:
        """Its cells in the order of `columns`."""
        cells = {cell.rule: cell for cell in self.cells}
        return [cells.get(column.rule) for column in columns]

    def cell(self, rule: str) -> OfficeCell | None:
        """The cell of `rule`, None when the verdict says nothing about it."""
        return next((cell for cell in self.cells if cell.rule == rule), None)


class ColumnTotal(Record):
    """How many schools ended how in one criterion."""

    rule: Plain
    outcomes: dict[Outcome, int]

    @property
    def judged(self) -> int:
        """Schools for which the criterion was judged."""
        return sum(count for outcome, count in self.outcomes.items() if outcome.is_judged)

    @property
    def open(self) -> int:
        """Schools for which it was not measured, or not yet."""
        return sum(self.outcomes[outcome] for outcome in OPEN_OUTCOMES)

    @property
    def apart(self) -> int:
        """Schools to which it does not apply, or which score it themselves."""
        return self.outcomes[Outcome.NOT_APPLICABLE] + self.outcomes[Outcome.SELF]


class OfficeReport(Record):
    """The office's page. ``listed == audited + failed + unaccounted`` holds always.

    `unaccounted` are rows of which this run knows nothing: it was broken off before them. Schools that are neither
    fully nor partly measured are those to which no criterion applies. `judged`, `passed` and `open` count criteria of
    the columns over all schools.
    """

    title: Plain
    school_year: Plain
    window_from: date
    window_to: date
    window_basis: Plain
    as_of: date | None
    rubric: Plain
    rubric_version: Plain
    rubric_title: Plain
    section: Plain
    generated_at: datetime
    columns: tuple[OfficeColumn, ...]
    rows: tuple[OfficeRow, ...]
    totals: tuple[ColumnTotal, ...]
    levels: tuple[str, ...]
    outcomes: tuple[Outcome, ...] = ()
    wards: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    software: tuple[str, ...] = ()
    neighbours: Neighbours = Neighbours()
    problems: tuple[ListProblem, ...]
    listed: int
    audited: int
    failed: int
    unaccounted: int
    fully_measured: int
    partly_measured: int
    points: Decimal
    judged_max: Decimal
    open_max: Decimal
    judged: int = 0
    passed: int = 0
    open: int = 0
    has_bands: bool = False

    @property
    def in_points(self) -> bool:
        """Tell whether the criteria of the columns give points; where not, they are counted."""
        return any(column.max_points is not None for column in self.columns)


def build_office_row(report: SchoolReport, page: str) -> OfficeRow:
    """Return the line of one school; small, so that thousands fit in memory while the pages are streamed."""
    return OfficeRow(
        code=report.code,
        name=report.name,
        level=report.level,
        ward=report.ward,
        platform=report.platform,
        software=software_label(report.receipt.adapter),
        portal=report.portal,
        moved_to=report.moved_to,
        address=same_address((report.moved_to or report.portal).text),
        home_problem=report.receipt.home_problem,
        page=page,
        visited_at=report.receipt.started_at,
        cells=tuple(
            OfficeCell(
                rule=one.rule,
                title=one.title,
                outcome=one.outcome,
                points=one.points,
                max_points=one.max_points,
                reason=one.reason,
                remedy=one.remedy,
                evidence=one.evidence[0] if one.evidence else None,
                human_outcome=one.human.outcome if one.human else None,
                human_points=one.human.points if one.human else None,
            )
            for one in report.criteria
        ),
        score=report.score,
        grade=report.grade,
        bands=report.band.told if report.band else "",
        posts_sure=report.posts.sure,
        posts_possible=report.posts.sure + report.posts.maybe if report.posts_complete else None,
        missing=tuple(one.title for one in report.criteria if one.lost),
        not_measured=tuple(one.title for one in report.criteria if one.outcome in OPEN_OUTCOMES),
        requests=report.receipt.requests,
        bytes=report.receipt.bytes,
    )


def office_columns(rubric: Rubric) -> tuple[OfficeColumn, ...]:
    """The criteria that stand as columns: those of the focus section that are answered from the portal."""
    return tuple(
        OfficeColumn(rule=rule.id, title=rule.title, max_points=rule.max_points)
        for section in rubric.sections
        if section.id == rubric.focus
        for rule in section.rules
        if rule.check is not None
    )


def build_office_report(
    rows: Iterable[OfficeRow],
    problems: Iterable[ListProblem],
    rubric: Rubric,
    *,
    listed: int,
    school_year: str,
    window: Window,
    generated_at: datetime,
    as_of: date | None = None,
    title: str = "",
) -> OfficeReport:
    """Return the office's report in the order of `rows`. `listed` counts the rows of the school list, bad ones too.

    Raises ValueError when more schools are reported than the list holds: such a report would not add up.
    """
    shown, found = tuple(rows), tuple(problems)
    failed = sum(one.kind is not ProblemKind.NOTE for one in found)
    unaccounted = listed - len(shown) - failed
    if unaccounted < 0:
        raise ValueError(f"{len(shown)} schools and {failed} failed rows do not fit a list of {listed} rows")
    columns = office_columns(rubric)
    return OfficeReport(
        title=title or rubric.title,
        school_year=school_year,
        window_from=window.start,
        window_to=window.end,
        window_basis=window.basis,
        as_of=as_of,
        rubric=rubric.id,
        rubric_version=rubric.version,
        rubric_title=rubric.title,
        section=rubric.focus,
        generated_at=generated_at,
        columns=columns,
        rows=shown,
        totals=tuple(_total(column.rule, shown) for column in columns),
        levels=_kinds(row.level for row in shown),
        outcomes=tuple(kind for kind in Outcome if any(cell.outcome is kind for row in shown for cell in row.cells)),
        wards=_kinds(row.ward for row in shown),
        platforms=_kinds(row.platform for row in shown),
        software=_kinds(row.software for row in shown),
        neighbours=find_neighbours(shown),
        problems=found,
        listed=listed,
        audited=len(shown),
        failed=failed,
        unaccounted=unaccounted,
        fully_measured=sum(row.score.open == 0 and row.score.judged > 0 for row in shown),
        partly_measured=sum(row.score.open > 0 for row in shown),
        judged=sum(row.score.judged for row in shown),
        passed=sum(row.score.passed for row in shown),
        open=sum(row.score.open for row in shown),
        has_bands=bool(rubric.grades),
        points=sum((row.score.points or Decimal(0) for row in shown), Decimal(0)),
        judged_max=sum((row.score.judged_max for row in shown), Decimal(0)),
        open_max=sum((row.score.open_max for row in shown), Decimal(0)),
    )


def _kinds(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({value for value in values if value}))


def _total(rule: str, rows: tuple[OfficeRow, ...]) -> ColumnTotal:
    cells = [cell for row in rows if (cell := row.cell(rule))]
    return ColumnTotal(rule=rule, outcomes={kind: sum(cell.outcome is kind for cell in cells) for kind in Outcome})
