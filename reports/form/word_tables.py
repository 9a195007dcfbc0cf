"""The tables of a Word document, as grids: merged cells, tables in cells, tracked changes, content controls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reading.fold import fold
from reports.form.grid import Cell, Grid
from reports.form.markup import Element, child, elements, local, value
from reports.form.word_numbers import ListNumbers

_UNSEEN = {"del", "moveFrom", "Fallback", "instrText", "delText", "txbxContent", "tbl"}
"""What does not belong to the text that a reader sees in a cell; a table inside it is one of its own."""
_AROUND_ROWS = {"sdt", "sdtContent", "customXml", "ins", "moveTo"}
_QUESTION = re.compile(r"(?:click|tap|choose|nhan|bam|go|chon|nhap)\b.*\b(?:enter|text|item|nhap|van ban|muc)\b")
MOST_COLUMNS = 80


@dataclass(frozen=True)
class Place:
    """Where a cell stands in the document: its `tc`, its row and its table."""

    element: Element
    row: Element
    table: Element


def is_on(element: Element | None) -> bool:
    """Tell whether a property that may be switched is there and on."""
    return element is not None and (value(element) or "true") not in ("0", "false", "off", "none")


def number_of(element: Element | None, default: int) -> int:
    """A property's number, `default` where it has none; never negative and never huge."""
    text = value(element) or ""
    return min(int(text), 1_000) if text.isascii() and text.isdigit() else default


def parts_of(element: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, those within content controls and the like too."""
    for one in elements(element):
        if local(one) == name:
            yield one
        elif local(one) in _AROUND_ROWS:
            yield from parts_of(one, name)


def asks(control: Element) -> bool:
    """Tell whether a content control only asks for a text; LibreOffice saves the question as if it were one."""
    if is_on(child(control, "sdtPr", "showingPlcHdr")):
        return True
    text = "".join(one.text or "" for one in control.iter() if isinstance(one.tag, str) and local(one) == "t")
    return len(text) <= 90 and _QUESTION.match(fold(text)) is not None


def seen(element: Element) -> Iterator[Element]:
    """The elements below one that a reader sees, in order; a content control that only asks shows nothing."""
    for one in elements(element):
        if local(one) in _UNSEEN or (local(one) == "sdt" and asks(one)):
            continue
        yield one
        yield from seen(one)


_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def text_of(element: Element) -> str:
    """The text that a reader sees in a paragraph."""
    for up in element.iterancestors():
        if local(up) == "tbl":
            break
        if local(up) == "sdt" and asks(up):
            return ""
    pieces = (one.text or "" if local(one) == "t" else _SIGNS.get(local(one), "") for one in seen(element))
    return "".join(pieces)


def paragraphs_of(cell: Element) -> list[Element]:
    """The paragraphs of a cell, without those of a table inside it and those that were moved away."""
    return [one for one in _blocks(cell) if local(one) == "p"]


def _blocks(element: Element) -> Iterator[Element]:
    for one in elements(element):
        if local(one) == "p":
            yield one
        elif local(one) in ("sdt", "sdtContent", "customXml", "smartTag"):
            yield from _blocks(one)


def _is_formula(cell: Element) -> bool:
    """Tell whether a field in the cell reckons: ``=SUM(ABOVE)``."""
    fields = [
        value(one, "instr") or "" for one in cell.iter() if isinstance(one.tag, str) and local(one) == "fldSimple"
    ]
    codes = "".join(one.text or "" for one in cell.iter() if isinstance(one.tag, str) and local(one) == "instrText")
    return any(one.strip().startswith("=") for one in (*fields, codes))


def _in_box(table: Element) -> bool:
    return any(local(one) in ("txbxContent", "del", "Fallback") for one in table.iterancestors())


def read_tables(body: Element, numbers: ListNumbers) -> list[Grid]:
    """Every table of the document in order, tables in cells too; those in text boxes are left out."""
    tables = [one for one in body.iter() if isinstance(one.tag, str) and local(one) == "tbl" and not _in_box(one)]
    return [_grid(table, f"bảng {number}", numbers) for number, table in enumerate(tables, 1)]


def _grid(table: Element, name: str, numbers: ListNumbers) -> Grid:
    rows: list[tuple[Cell | None, ...]] = []
    above: dict[int, Cell] = {}
    for element in parts_of(table, "tr"):
        properties = child(element, "trPr")
        if child(properties, "del") is not None:
            continue
        cells: list[Cell | None] = [None] * number_of(child(properties, "gridBefore"), 0)
        for tc in parts_of(element, "tc"):
            _place(tc, element, table, len(rows), cells, above, numbers)
            if len(cells) > MOST_COLUMNS:
                break
        above = {at: cell for at, cell in enumerate(cells) if cell is not None}
        rows.append(tuple(cells[:MOST_COLUMNS]))
    return Grid(name, tuple(rows))


def _place(
    tc: Element,
    element: Element,
    table: Element,
    row: int,
    cells: list[Cell | None],
    above: dict[int, Cell],
    numbers: ListNumbers,
) -> None:
    properties = child(tc, "tcPr")
    width = max(number_of(child(properties, "gridSpan"), 1), 1)
    merged = child(properties, "vMerge")
    upper = above.get(len(cells))
    if merged is not None and value(merged) != "restart" and upper is not None:
        upper.height = row - upper.row + 1
        cells += [upper] * width
        return
    if value(child(properties, "hMerge")) == "continue" and cells and cells[-1] is not None:
        cells[-1].width += width
        cells += [cells[-1]] * width
        return
    lines = [numbers.of(one) + text_of(one) for one in paragraphs_of(tc)]
    cell = Cell(
        text="\n".join(lines).strip(),
        row=row,
        column=len(cells),
        width=width,
        formula=_is_formula(tc),
        inside=Place(tc, element, table),
    )
    cells += [cell] * width
