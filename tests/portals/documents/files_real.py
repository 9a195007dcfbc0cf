"""Files as schools make them: workbooks of many sheets, sideways pages, forms to be filled in on the screen."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from tests.documents.letters import Letter


def write_sheets(path: Path, sheets: dict[str, Letter]) -> None:
    """A workbook with a sheet a letter, under its name; numbers are numbers."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, letter in sheets.items():
        sheet = book.create_sheet(title)
        for line in (*letter.head, *letter.body):
            sheet.append([line])
        for row in letter.table:
            sheet.append([int(cell) if cell.isdigit() else cell for cell in row])
        for line in letter.end:
            sheet.append([line])
    book.save(path)
