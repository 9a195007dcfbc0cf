"""The sheets of a workbook, as grids, and which formulas hang on which cells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from reports.form.errors import FormError
from reports.form.grid import Cell, Grid
from reports.form.markup import Element, Markup, child, local
from reports.form.package import Package

MOST_ROWS, MOST_COLUMNS = 3_000, 80
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_AREA = re.compile(
    r"(?:('(?:[^']|'')+'|[A-Za-z0-9_.\u00c0-\u1ef9]+)!)?\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?(?![A-Za-z0-9(])"
)
_WHOLE = re.compile(
    r"\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?\d+:\$?\d+|[A-Za-z_\u00c0-\u1ef9][\w.\u00c0-\u1ef9]*(?![\w.(!:])", re.UNICODE
)
_TEXT = re.compile(r'"[^"]*"')
_ONLY_SUMS = re.compile(r"[=+]?(?:SUM|SUBTOTAL|AVERAGE|COUNT|COUNTA|MAX|MIN)\((?:[^()+*/-])*\)", re.IGNORECASE)

Spot = tuple[int, int]
"""Row and column of a cell, from 0."""


def column_name(column: int) -> str:
    """``A`` for 0, ``AA`` for 26."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def column_number(name: str) -> int:
    """0 for ``A``."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def reference(spot: Spot) -> str:
    """``E12`` for a spot."""
    return f"{column_name(spot[1])}{spot[0] + 1}"


@dataclass
class Sheet:
    """One sheet: its part, its cells by their spots, the merged areas; drawings reach down to `drawn_to`."""

    name: str
    member: str
    markup: Markup
    place: int
    rows: dict[int, Element] = field(default_factory=dict)
    cells: dict[Spot, Element] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    drawn_to: int = -1

    @property
    def data(self) -> Element:
        """The element that holds the rows."""
        found = child(self.markup.root, "sheetData")
        assert found is not None, "a sheet without is refused when it is read"
        return found


def read_strings(package: Package, member: str | None) -> tuple[list[str], list[Element], Markup | None]:
    """The texts that cells share, and the elements that hold them."""
    if not member or not package.read(member):
        return [], [], None
    markup = package.markup(member)
    items = [one for one in markup.root if isinstance(one.tag, str) and local(one) == "si"]
    return [string_of(one) for one in items], items, markup


def string_of(element: Element) -> str:
    """The text of a string, without its readings."""
    texts = (one for one in element.iter() if isinstance(one.tag, str) and local(one) == "t")
    return "".join(one.text or "" for one in texts if not any(local(up) == "rPh" for up in one.iterancestors()))


def read_sheet(package: Package, name: str, member: str, place: int = 0) -> Sheet:
    """Read a sheet's part, the `place`-th of the workbook. Raises FormError for a damaged one."""
    sheet = Sheet(name, member, package.markup(member), place)
    if child(sheet.markup.root, "sheetData") is None:
        raise FormError(f"{package.name}: tệp hỏng, trang tính “{name}” không có dữ liệu.")
    row = -1
    for element in sheet.data:
        if not isinstance(element.tag, str) or local(element) != "row":
            continue
        row = _number(element.get("r"), row + 2) - 1
        sheet.rows[row] = element
        column = -1
        for cell in element:
            if not isinstance(cell.tag, str) or local(cell) != "c":
                continue
            found = _REFERENCE.fullmatch(cell.get("r") or "")
            column = column_number(found[1]) if found else column + 1
            sheet.cells[row, column] = cell
    for one in sheet.markup.root.iter():
        if isinstance(one.tag, str) and local(one) == "mergeCell":
            sheet.merges += areas(one.get("ref") or "")
    for relation in package.relations(member):
        if relation.type == "drawing" and package.read(relation.target):
            for one in package.markup(relation.target).root.iter():
                if isinstance(one.tag, str) and local(one) == "to":
                    row_to = child(one, "row")
                    sheet.drawn_to = max(sheet.drawn_to, _number(row_to.text if row_to is not None else None, -1))
    return sheet


def areas(text: str) -> list[tuple[int, int, int, int]]:
    """The areas that ``A1:B2 C3`` names: first row, first column, last row, last column."""
    found = []
    for one in text.split():
        match = _AREA.fullmatch(one)
        if match:
            top, left = int(match[3]) - 1, column_number(match[2])
            found.append((top, left, int(match[5] or match[3]) - 1, column_number(match[4] or match[2])))
    return found


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else default


def sheet_grid(sheet: Sheet, strings: list[str]) -> Grid:
    """The sheet as a table, from its first cell on."""
    last_row = min(max((row for row, _ in sheet.cells), default=-1) + 1, MOST_ROWS)
    width = min(max((column for _, column in sheet.cells), default=-1) + 1, MOST_COLUMNS)
    placed: list[list[Cell | None]] = [[None] * width for _ in range(last_row)]
    for (row, column), element in sheet.cells.items():
        if row < last_row and column < width:
            formula = child(element, "f") is not None
            placed[row][column] = Cell(text_in(element, strings), row, column, formula=formula, inside=(row, column))
    for top, left, bottom, right in sheet.merges:
        if top >= last_row or left >= width:
            continue
        whole = placed[top][left] or Cell("", top, left, inside=(top, left))
        whole.height, whole.width = min(bottom, last_row - 1) - top + 1, min(right, width - 1) - left + 1
        for row in range(top, top + whole.height):
            placed[row][left : left + whole.width] = [whole] * whole.width
    for row, cells in enumerate(placed):
        if any(cell is not None for cell in cells):
            placed[row] = [cell or Cell("", row, column, inside=(row, column)) for column, cell in enumerate(cells)]
    return Grid(f"trang tính “{sheet.name}”", tuple(map(tuple, placed)), page=sheet)


def text_in(element: Element, strings: list[str]) -> str:
    """What a cell shows: its text, or its number without the noise of binary fractions."""
    kind, held = element.get("t"), child(element, "v")
    text = (held.text or "") if held is not None else ""
    if kind == "s":
        return strings[int(text)] if text.isascii() and text.isdigit() and int(text) < len(strings) else ""
    if kind == "inlineStr":
        inside = child(element, "is")
        return string_of(inside) if inside is not None else ""
    if kind in (None, "n") and text:
        try:
            return f"{float(text):.12g}"
        except ValueError:
            return text
    return text


def depends(formula: str, own: str, spots: Iterable[tuple[str, Spot]]) -> bool:
    """Tell whether a formula of sheet `own` reckons with one of `spots`; a name or a whole column may hide anything."""
    bare = _TEXT.sub("", formula)
    found = [(match[1], match) for match in _AREA.finditer(bare)]
    rest = _AREA.sub("", bare)
    if _WHOLE.search(rest) or "[" in rest or re.search(r"\b(?:INDIRECT|OFFSET|INDEX)\(", bare, re.IGNORECASE):
        return True
    for sheet, (row, column) in spots:
        for name, match in found:
            named = name.strip("'").replace("''", "'") if name else own
            top, left = int(match[3]) - 1, column_number(match[2])
            bottom, right = int(match[5] or match[3]) - 1, column_number(match[4] or match[2])
            if named == sheet and top <= row <= bottom and left <= column <= right:
                return True
    return False


def only_sums(formula: str) -> bool:
    """Tell whether a formula bears text among what it reckons with: ``SUM(E5:E9)`` does, ``E5+E6`` does not."""
    return _ONLY_SUMS.fullmatch(formula.strip()) is not None
