"""CSV text as rows with the line each begins on; one broken quotation mark costs one row, not the rest of the file."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

MAX_COLUMNS = 60
# A quoted cell that runs on longer than this is a quotation mark somebody forgot to close.
LONGEST_RECORD = 30

_INVISIBLE = dict.fromkeys((0, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD))


class CellKind(StrEnum):
    """What a workbook says a cell is, where it is not plain text."""

    NUMBER = "number"
    DATE = "date"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Row:
    """Cleaned cells of one row and the line (from 1) it begins on.

    `kinds` holds, by column from 0, what is not plain text; `damage` says in Vietnamese why the row cannot be read.
    """

    line: int
    cells: tuple[str, ...]
    kinds: dict[int, CellKind] = field(default_factory=dict)
    damage: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is written in the row."""
        return not any(self.cells)


def clean_cell(text: str) -> str:
    """Return the text of a cell composed (NFC), without invisible characters, white space folded to single spaces."""
    if text.isascii() and "\x00" not in text:
        return " ".join(text.split())
    composed = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    # Lone surrogates cannot be written to a file again.
    return " ".join(composed.encode("utf-8", "ignore").decode("utf-8").split())


def split_lines(text: str) -> list[str]:
    """Split into lines, ends kept, at the line ends an editor knows (LF, CRLF, CR) and no others."""
    return list(io.StringIO(text, newline=""))


def read_rows(lines: list[str], delimiter: str, width: int = 0) -> Iterator[Row]:
    """Yield the rows of CSV `lines`.

    `width` is the number of columns of the header, 0 while it is unknown. A row whose quotation mark is never closed,
    or is closed only after swallowing lines that look like rows, is yielded damaged, and reading goes on at the next
    line.
    """
    start = 0
    while start < len(lines):
        cells, taken = _read_record(lines, start, delimiter, width)
        if cells is None:
            plain = lines[start].rstrip("\r\n").split(delimiter)
            yield Row(start + 1, _cleaned(plain), damage="dấu ngoặc kép (\") mở ra mà không đóng lại.")
            start += 1
            continue
        yield Row(start + 1, _cleaned(cells))
        start += taken


def _cleaned(cells: list[str]) -> tuple[str, ...]:
    return tuple(clean_cell(cell) for cell in cells[:MAX_COLUMNS])


def _read_record(lines: list[str], start: int, delimiter: str, width: int) -> tuple[list[str] | None, int]:
    """Read one record at `start`: its cells (None when damaged) and how many lines it takes."""
    if '"' not in lines[start]:
        return lines[start].rstrip("\r\n").split(delimiter), 1
    for strict in (True, False):
        reader = csv.reader(islice(lines, start, start + LONGEST_RECORD), delimiter=delimiter, strict=strict)
        try:
            cells = next(reader)
        except csv.Error:
            continue  # Not strictly CSV; a stray quotation mark inside a cell is still readable loosely.
        taken = reader.line_num
        between = lines[start + 1 : start + taken - 1]
        swallowed = width > 1 and any(line.count(delimiter) >= width - 1 for line in between)
        if swallowed or (not strict and taken > 1):
            return None, 1
        return cells, taken
    return None, 1
