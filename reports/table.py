"""The office's table as columns and plain values, for CSV and spreadsheets. What was not measured is empty, never 0."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from records.findings import OUTCOME_LABELS
from reports.audit import AuditSchool
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
    of: Callable[[OfficeRow, AuditSchool], Value]


def school_columns(columns: Sequence[OfficeColumn]) -> tuple[TableColumn, ...]:
    """The columns of the table with one row a school; `columns` are the criteria of the focus section."""
    return (
        TableColumn("Mã", Kind.TEXT, lambda row, _: row.code),
        TableColumn("Trường", Kind.LONG, lambda row, _: row.name),
        TableColumn("Cấp", Kind.TEXT, lambda row, _: row.level),
        TableColumn("Phường, xã", Kind.TEXT, lambda row, _: row.ward or None),
        TableColumn("Cổng", Kind.LINK, lambda row, _: row.portal),
        TableColumn("Nay ở", Kind.LINK, lambda row, _: row.moved_to),
        TableColumn("Tên miền", Kind.TEXT, lambda row, _: row.platform or None),
        TableColumn("Phần mềm", Kind.TEXT, lambda row, _: row.software),
        TableColumn("Xem lúc", Kind.MOMENT, lambda row, _: row.visited_at),
        *(one for column in columns for one in _criterion(column)),
        TableColumn("Điểm đã đo", Kind.POINTS, lambda row, _: row.score.points),
        TableColumn("Tối đa đã đo", Kind.POINTS, lambda row, _: row.score.judged_max),
        TableColumn("Điểm chưa đo", Kind.POINTS, lambda row, _: row.score.open_max),
        TableColumn("Tin được tính", Kind.COUNT, _sure),
        TableColumn("Tin có thể tính", Kind.COUNT, lambda row, _: row.posts_possible),
        TableColumn("Xếp loại", Kind.TEXT, lambda row, _: row.grade),
        TableColumn("Xếp loại có thể", Kind.TEXT, lambda row, _: row.bands or row.grade),
        TableColumn("Không xem được trang chủ vì", Kind.LONG, lambda row, _: row.home_problem or None),
        TableColumn("Số yêu cầu", Kind.COUNT, lambda _, school: school.requests),
        TableColumn("Số byte", Kind.COUNT, lambda _, school: school.bytes),
        TableColumn("Báo cáo", Kind.TEXT, lambda row, _: f"{PAGES}/{file_name(row.code, 'html')}"),
    )


def _sure(row: OfficeRow, _: AuditSchool) -> int | None:
    # Nothing seen in a portal that was not read to its end is no number.
    return row.posts_sure if row.posts_sure or row.posts_possible is not None else None


def _criterion(column: OfficeColumn) -> tuple[TableColumn, ...]:
    def cell(row: OfficeRow) -> OfficeCell | None:
        return row.cell(column.rule)

    def points(row: OfficeRow, _: AuditSchool) -> Value:
        found = cell(row)
        return found.points if found else None

    def result(row: OfficeRow, _: AuditSchool) -> Value:
        found = cell(row)
        return OUTCOME_LABELS[found.outcome] if found else None

    def evidence(row: OfficeRow, _: AuditSchool) -> Value:
        found = cell(row)
        return found.evidence if found else None

    return (
        TableColumn(f"{column.rule} điểm", Kind.POINTS, points),
        TableColumn(f"{column.rule} kết quả", Kind.TEXT, result),
        TableColumn(f"{column.rule} minh chứng", Kind.LINK, evidence),
    )
