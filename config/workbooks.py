"""XLSX files as rows, whatever is inside: bounded, and every kind of damage told as one error."""

from __future__ import annotations

import datetime
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import islice
from typing import Any

import openpyxl
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.xml.functions import iterparse

from config.errors import ConfigError, place
from config.tables import MAX_COLUMNS, CellKind, Row, clean_cell

MAX_UNPACKED_BYTES = 400 * 1024 * 1024
LAST_ROW = 1_048_576  # The last row Excel has; a file that names a later one is not from Excel.

# What openpyxl and the libraries under it raise on bytes that are no workbook. The blocks that catch it hold calls
# into openpyxl and the reading of its cells, nothing else.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    InvalidFileException,
    EOFError,
    OSError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    SyntaxError,  # xml.etree's ParseError and lxml's XMLSyntaxError are both one.
    TypeError,
    ValueError,
)
_AT_ONCE = 1_000  # Rows converted together: guarding each by itself would cost more than reading it.
_EXCEL_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)")
_ZEROS = re.compile(r"0{2,30}")

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LINK_FORMULA = re.compile(r'\s*HYPERLINK\(\s*"([^"]{1,2000})"', re.IGNORECASE)


@contextmanager
def _told_as_damage(name: str) -> Iterator[None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of every extension of Excel it does not know.
            yield
    except _DAMAGE as error:
        raise ConfigError(
            f"{place(name)}: tệp Excel bị hỏng hoặc không phải là .xlsx ({type(error).__name__}); "
            "hãy mở bằng Excel rồi lưu lại dưới dạng .xlsx."
        ) from error


class Sheets:
    """The worksheets of an XLSX file, in order. Raises `ConfigError` when the file is damaged or unpacks too large."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self.content = content
        with _told_as_damage(name):
            with zipfile.ZipFile(BytesIO(content)) as archive:
                unpacked = sum(entry.file_size for entry in archive.infolist())
            too_large = unpacked > MAX_UNPACKED_BYTES
            if not too_large:
                self._book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
                self.titles: tuple[str, ...] = tuple(str(sheet.title) for sheet in self._book.worksheets)
        if too_large:
            raise ConfigError(f"{place(name)}: tệp Excel giải nén ra quá lớn, không phải là danh sách trường.")

    def rows(self, index: int) -> Iterator[Row]:
        """Yield the rows of the sheet at `index`; empty ones too, so that line numbers are Excel's."""
        with _told_as_damage(self.name):
            # The size a file claims may be the whole grid; the rows themselves tell how wide they are.
            sheet: Any = self._book.worksheets[index]
            sheet.reset_dimensions()
            cells_by_row = iter(sheet.iter_rows(min_row=1, max_col=MAX_COLUMNS))
        line = 0
        blank: object = None
        while True:
            rows: list[Row] = []
            with _told_as_damage(self.name):
                for cells in islice(cells_by_row, _AT_ONCE):
                    line += 1
                    # Rows that are not stored all come as one and the same tuple; a file may name a million of them.
                    row = Row(line, ()) if cells is blank else _row(line, cells)
                    blank = cells if row.is_empty else blank
                    rows.append(row)
            yield from rows
            if len(rows) < _AT_ONCE:
                return
            if line > LAST_ROW:
                raise ConfigError(f"{place(self.name, line)}: tệp Excel có số dòng vượt quá giới hạn của Excel.")

    def links(self, index: int) -> dict[tuple[int, int], str]:
        """Return where the links of a sheet lead, by (line from 1, column from 0).

        openpyxl's read-only mode shows a link's text and forgets its target, so the sheet is read once more for them.
        """
        found: dict[tuple[int, int], str] = {}
        with _told_as_damage(self.name), zipfile.ZipFile(BytesIO(self.content)) as archive:
            sheet: Any = self._book.worksheets[index]
            path: str = sheet._worksheet_path  # Nothing public tells where in the archive a sheet stands.
            relations_path: str = get_rels_path(path)  # type: ignore[no-untyped-call]
            targets: dict[str, str] = {}
            if relations_path in archive.namelist():
                relations = get_dependents(archive, relations_path)
                targets = {
                    str(relation.Id): str(relation.Target)
                    for relation in relations
                    if relation.TargetMode == "External"
                }
            with archive.open(path) as stream:
                for _, element in iterparse(stream):
                    if element.tag == f"{_MAIN}c":
                        formula = _LINK_FORMULA.match(element.findtext(f"{_MAIN}f") or "")
                        if formula:
                            found[_position(element.get("r", ""))] = formula[1]
                    elif element.tag == f"{_MAIN}row":
                        element.clear()  # The rows of a large sheet would fill the memory.
                    elif element.tag == f"{_MAIN}hyperlink" and element.get(_RELATION_ID) in targets:
                        found[_position(element.get("ref", ""))] = targets[element.get(_RELATION_ID)]
        return found


def _position(reference: str) -> tuple[int, int]:
    line, column = coordinate_to_tuple(reference.partition(":")[0])
    return line, column - 1


def _row(line: int, cells: tuple[ReadOnlyCell | EmptyCell, ...]) -> Row:
    texts: list[str] = []
    kinds: dict[int, CellKind] = {}
    for column, cell in enumerate(cells):
        value = cell.value
        if value is None:
            texts.append("")
            continue
        text, kind = _text(value, cell)
        texts.append(clean_cell(text))
        if kind is not None:
            kinds[column] = kind
    while texts and not texts[-1]:
        texts.pop()
    return Row(line, tuple(texts), kinds)


def _text(value: object, cell: ReadOnlyCell | EmptyCell) -> tuple[str, CellKind | None]:
    if isinstance(value, str):
        return value, CellKind.ERROR if _EXCEL_ERROR.fullmatch(value) else None
    if isinstance(value, bool):
        return str(value).upper(), None
    if isinstance(value, int | float):
        return _number(value, cell), CellKind.NUMBER
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return str(value), CellKind.DATE
    return str(value), None


def _number(value: int | float, cell: ReadOnlyCell | EmptyCell) -> str:
    """Write a number as the user sees it: no ``.0``, and the leading zeros a format such as ``00000000`` shows."""
    if isinstance(value, float):
        if not value.is_integer() or abs(value) >= 1e30:
            return repr(value)
        value = int(value)
    pattern = str(getattr(cell, "number_format", "") or "")
    return str(value).zfill(len(pattern)) if _ZEROS.fullmatch(pattern) else str(value)
