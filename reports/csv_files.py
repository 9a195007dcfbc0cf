"""The office's table as CSV for spreadsheets: UTF-8 with BOM, commas between cells, decimals as Vietnamese write."""

from __future__ import annotations

import csv
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from reports.criteria import Link
from reports.files import ReportFiles, written_whole
from reports.office import OfficeReport
from reports.table import Value, school_columns
from reports.typography import format_day, format_moment

CSV_FILE = "bang-tong-hop.csv"
# The signs by which a spreadsheet takes a text for a formula, their full-width twins too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """Return `text` so that a spreadsheet opening the file takes it for text: an apostrophe before what begins like a
    formula."""
    return f"'{text}" if text.lstrip(" \u00a0\u3000").startswith(_FORMULA) or text.startswith(_FORMULA) else text


def cell_text(value: Value) -> str:
    """Return a value as a cell of the CSV file holds it."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        # Without dots between thousands: they would be read as decimals elsewhere.
        return f"{value.normalize():f}".replace(".", ",")
    if isinstance(value, datetime):
        return format_moment(value)
    if isinstance(value, date):
        return format_day(value)
    if isinstance(value, int):
        return str(value)
    return harmless(value.text if isinstance(value, Link) else value)


class CsvFile(ReportFiles):
    """Writes one row a school, in the order of the list."""

    @classmethod
    def places(cls, out: Path, json: Path) -> dict[str, Path]:
        return {"Bảng CSV": out / CSV_FILE}

    def end(self, office: OfficeReport, *, complete: bool) -> None:
        columns = school_columns(self.order.columns)
        with (
            written_whole(self.order.out / CSV_FILE) as partial,
            partial.open("w", encoding="utf-8-sig", newline="") as file,
        ):
            writer = csv.writer(file, quoting=csv.QUOTE_ALL)
            writer.writerow([column.title for column in columns])
            writer.writerows([cell_text(column.of(row)) for column in columns] for row in office.rows)
