"""The office's table as columns and plain values, for CSV and spreadsheets. What was not measured is empty, never 0."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from records.findings import OUTCOME_LABELS
from reports.criteria import Link
from reports.files import PAGES, file_name
from reports.office import OfficeCell, OfficeColumn, OfficeRow

Value = str | Decimal | int | date | datetime | Link | None


class Kind(StrEnum):
    """What a column holds; it decides format and width."""

    TEXT = "text"
    LONG = "long"
    POINTS = "points"
    COUNT = "count"
    DAY = "day"
    MOMENT = "moment"
    LINK = "link"


@dataclass(frozen=True)
class TableColumn:
    """A column: its title, what it holds, and how a school's value is found. Links are `Link`, moments UTC."""

    title: str
    kind: Kind
    of: Callable[[OfficeRow], Value]


def school_columns(columns: Sequence[OfficeColumn]) -> tuple[TableColumn, ...]:
    """The columns of the table with one row a school; `columns` are the criteria of the focus section."""
    return (
        TableColumn("Mã", Kind.TEXT, lambda row: row.code),
        TableColumn("Trường", Kind.LONG, lambda row: row.name),
        TableColumn("Cấp", Kind.TEXT, lambda row: row.level),
        TableColumn("Phường, xã", Kind.TEXT, lambda row: row.ward or None),
        TableColumn("Cổng", Kind.LINK, lambda row: row.portal),
        TableColumn("Nay ở", Kind.LINK, lambda row: row.moved_to),
        TableColumn("Tên miền", Kind.TEXT, lambda row: row.platform or None),
        TableColumn("Phần mềm", Kind.TEXT, lambda row: row.software),
        TableColumn("Xem lúc", Kind.MOMENT, lambda row: row.visited_at),
        *(one for column in columns for one in _criterion(column)),
        TableColumn("Điểm đã đo", Kind.POINTS, lambda row: row.score.points),
        TableColumn("Tối đa đã đo", Kind.POINTS, lambda row: row.score.judged_max),
        TableColumn("Điểm chưa đo", Kind.POINTS, lambda row: row.score.open_max),
        TableColumn("Số tiêu chí đạt", Kind.COUNT, lambda row: row.score.passed),
        TableColumn("Số tiêu chí đã đo", Kind.COUNT, lambda row: row.score.judged),
        TableColumn("Số tiêu chí chưa đo", Kind.COUNT, lambda row: row.score.open),
        TableColumn("Tin được tính", Kind.COUNT, _sure),
        TableColumn("Tin có thể tính", Kind.COUNT, lambda row: row.posts_possible),
        TableColumn("Xếp loại", Kind.TEXT, lambda row: row.grade),
        TableColumn("Xếp loại có thể", Kind.TEXT, lambda row: row.bands or row.grade),
        TableColumn("Không xem được trang chủ vì", Kind.LONG, lambda row: row.home_problem or None),
        TableColumn("Số yêu cầu", Kind.COUNT, lambda row: row.requests),
        TableColumn("Số byte", Kind.COUNT, lambda row: row.bytes),
        TableColumn("Báo cáo", Kind.TEXT, lambda row: f"{PAGES}/{file_name(row.code, 'html')}"),
    )


def _sure(row: OfficeRow) -> int | None:
    # Nothing seen in a portal that was not read to its end is no number.
    return row.posts_sure if row.posts_sure or row.posts_possible is not None else None


def _criterion(column: OfficeColumn) -> tuple[TableColumn, ...]:
    def cell(row: OfficeRow) -> OfficeCell | None:
        return row.cell(column.rule)

    def points(row: OfficeRow) -> Value:
        found = cell(row)
        return found.points if found else None

    def result(row: OfficeRow) -> Value:
        found = cell(row)
        return OUTCOME_LABELS[found.outcome] if found else None

    def evidence(row: OfficeRow) -> Value:
        found = cell(row)
        return found.evidence.link if found and found.evidence else None

    return (
        TableColumn(f"{column.rule} điểm", Kind.POINTS, points),
        TableColumn(f"{column.rule} kết quả", Kind.TEXT, result),
        TableColumn(f"{column.rule} minh chứng", Kind.LINK, evidence),
    )
