"""Reads a form back without the filler's own eyes: cells by their places in the XML, workbooks by openpyxl."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl
from lxml import etree
from openpyxl.cell.rich_text import CellRichText

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def table_cells(root: Any) -> dict[str, Any]:
    """Every cell of every table, the inner ones too, by table.row.cell in the document's order."""
    found = {}
    for table, element in enumerate(root.iter(f"{W}tbl")):
        rows = element.xpath("./w:tr|./w:sdt/w:sdtContent/w:tr", namespaces={"w": W[1:-1]})
        for row, tr in enumerate(rows):
            for at, tc in enumerate(tr.xpath("./w:tc|./w:sdt/w:sdtContent/w:tc", namespaces={"w": W[1:-1]})):
                found[f"{table}.{row}.{at}"] = tc
    return found


def shown(cell: Any) -> str:
    """The text of a cell; what was struck and what stands in a table inside it is left out."""
    lines = []
    for paragraph in cell.iter(f"{W}p"):
        if next(paragraph.iterancestors(f"{W}tc")) is cell:
            lines.append(_text(paragraph))
    return "\n".join(line for line in lines if line.strip())


def _text(paragraph: Any) -> str:
    return "".join(one.text or "" for one in paragraph.iter(f"{W}t"))


def paragraphs_outside(root: Any) -> list[str]:
    """The paragraphs of the body that stand in no table."""
    body = root.find(f"{W}body")
    return [_text(one) for one in body.iter(f"{W}p") if next(one.iterancestors(f"{W}tbl"), None) is None]


def document_texts(data: bytes) -> dict[str, str]:
    root = etree.fromstring(members(data)["word/document.xml"])
    return {place: shown(cell) for place, cell in table_cells(root).items()}


def sheet_values(data: bytes) -> dict[str, Any]:
    """The value of every cell that has one, by Sheet!A1; formulas as they are written."""
    book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
    return dict(_values(book))


def _values(book: Any) -> Iterator[tuple[str, Any]]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    value = str(cell.value) if isinstance(cell.value, CellRichText) else cell.value
                    yield f"{sheet.title}!{cell.coordinate}", value


def sheet_links(data: bytes) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [cell.hyperlink.target for sheet in book.worksheets for row in sheet.iter_rows() for cell in row
            if cell.hyperlink is not None]  # fmt: skip


def document_links(data: bytes) -> list[str]:
    inside = members(data)
    relations = {one.get("Id"): one.get("Target") for one in etree.fromstring(inside["word/_rels/document.xml.rels"])}
    root = etree.fromstring(inside["word/document.xml"])
    key = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    return [relations[one.get(key)] for one in root.iter(f"{W}hyperlink") if one.get(key)]
