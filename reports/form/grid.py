"""A table of a form as it is looked at: rows of cells by column of the grid, a merged cell at each place it covers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

_PLACEHOLDER = re.compile(r"[\s.…_\-–—·/]*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_POINTS = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*(?:điểm|đ|đ\.)?\s*", re.IGNORECASE)


@dataclass(eq=False)
class Cell:
    """One cell, as large as it is merged. `text` is what a reader sees; `inside` is the format's own hold on it."""

    text: str
    row: int
    column: int
    width: int = 1
    height: int = 1
    formula: bool = False
    inside: Any = None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing stands in it but the dots that are to be written over."""
        return _PLACEHOLDER.fullmatch(self.text) is not None

    @property
    def points(self) -> Decimal | None:
        """The points that it names, and nothing else; None otherwise."""
        found = _POINTS.fullmatch(self.text)
        return Decimal(found[1].replace(",", ".")) if found else None


@dataclass(frozen=True)
class Grid:
    """A table, or a sheet: `rows[r][c]` is the cell at a place, None where there is none. `name` is for messages."""

    name: str
    rows: tuple[tuple[Cell | None, ...], ...]
    page: Any = field(default=None, compare=False)

    @property
    def width(self) -> int:
        """Its columns."""
        return max((len(row) for row in self.rows), default=0)

    def at(self, row: int, column: int | None) -> Cell | None:
        """The cell at a place, None where there is none."""
        if column is None or not 0 <= row < len(self.rows) or column >= len(self.rows[row]):
            return None
        return self.rows[row][column]

    def distinct(self, row: int) -> Iterator[Cell]:
        """The cells of a row from left to right, each once."""
        last: Cell | None = None
        for cell in self.rows[row]:
            if cell is not None and cell is not last:
                last = cell
                yield cell


def one_number(text: str) -> Decimal | None:
    """The number in `text` when there is exactly one: ``5 điểm``, ``5,0``."""
    found = _NUMBER.findall(text)
    return Decimal(found[0].replace(",", ".")) if len(found) == 1 else None
