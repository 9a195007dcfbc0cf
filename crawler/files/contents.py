"""What a reader of one format hands back, and how it gives up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crawler.files.limits import Limits
from records.files import ActiveContent, FileKind, FileProblem


@dataclass(frozen=True)
class Source:
    """A file in a temporary place, what it is by its content, and what was asked."""

    path: Path
    kind: FileKind
    media_type: str
    limits: Limits
    ocr: bool = False


@dataclass
class Contents:
    """What was found in a file, before it is understood. `text` has its lines, cells of a row parted by tabs.

    `first` is the text of the first sheet, where there are several; `end` that of the last pages where these are not
    in `text`. `cells` and `blank_cells` count those of tables
    below their first row and right of their first two columns; `fields` and `blank_fields` those of a form.
    """

    text: str = ""
    first: str = ""
    end: str = ""
    opens: bool | None = True
    problems: list[FileProblem] = field(default_factory=list)
    detail: str = ""
    pages: int | None = None
    sheets: list[str] = field(default_factory=list)
    text_layer: bool | None = None
    ocr: bool = False
    digital: bool = False
    active: set[ActiveContent] = field(default_factory=set)
    members: list[str] = field(default_factory=list)
    cells: int = 0
    blank_cells: int = 0
    fields: int = 0
    blank_fields: int = 0

    def count_cells(self, rows: Iterable[list[str]]) -> None:
        """Count the cells of a table's body."""
        for number, row in enumerate(rows):
            if number and sum(map(bool, row)) >= 1:
                self.cells += len(row[2:])
                self.blank_cells += sum(not any(map(str.isalnum, cell)) for cell in row[2:])


class Unread(Exception):
    """A file that cannot be read further: its problem, and whether a visitor could open it."""

    def __init__(self, problem: FileProblem, opens: bool | None, detail: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.opens = opens
        self.detail = detail


class Lines:
    """Lines gathered up to a bound."""

    def __init__(self, most: int) -> None:
        self._left = most
        self._lines: list[str] = []

    @property
    def full(self) -> bool:
        """Tell whether no more is wanted."""
        return self._left <= 0

    def add(self, line: str) -> None:
        """Take one line, as much of it as there is room for."""
        if self._left > 0:
            line = line[: self._left]
            self._lines.append(line)
            self._left -= len(line) + 1

    def add_row(self, cells: Iterable[str]) -> None:
        """Take the cells of a row as one line, parted by tabs."""
        self.add("\t".join(" ".join(cell.split()) for cell in cells).rstrip())

    def text(self) -> str:
        """All lines."""
        return "\n".join(self._lines)


Reader = Callable[[Source], Contents]


def needs(module: str, extra: str) -> Any:
    """Import an optional module; `Unread` with the name of what is missing otherwise."""
    import importlib

    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise Unread(FileProblem.READER_MISSING, None, f"kiemcong[{extra}]: {module}") from error
