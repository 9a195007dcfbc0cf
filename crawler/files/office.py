"""Office files that are XML in a ZIP: Word, Excel, PowerPoint, and the three kinds of OpenDocument."""

from __future__ import annotations

import datetime
import re
import warnings
from contextlib import ExitStack
from itertools import islice
from typing import Any

from crawler.files.contents import Contents, Lines, Source, Unread
from crawler.files.ocr import read_embedded
from crawler.files.packages import Package
from records.files import FileProblem

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_SLIDE = re.compile(r"^ppt/slides/slide(\d{1,5})\.xml$")
_COLUMNS = 60
_SHEETS = 100


def read_docx(source: Source) -> Contents:
    """Paragraphs, tables and text boxes of a Word file, in their order; a box drawn twice for old readers once."""
    contents = Contents()
    with Package(source) as package:
        lines = Lines(source.limits.text)
        table = _Table(contents, lines)
        paragraphs: list[list[str]] = []
        old_readers = 0
        for event, element in package.events("word/document.xml"):
            tag = element.tag
            if tag == _FALLBACK:
                old_readers += 1 if event == "start" else -1
            elif old_readers:
                continue
            elif event == "start":
                if tag == _W + "p":
                    paragraphs.append([])
                elif tag == _W + "tbl":
                    table.begin()
                elif tag == _W + "tr":
                    table.begin_row()
                elif tag == _W + "tc":
                    table.begin_cell()
                continue
            elif tag == _W + "t" and paragraphs:
                paragraphs[-1].append(element.text or "")
            elif tag == _W + "tab" and paragraphs:
                paragraphs[-1].append("  ")
            elif tag in (_W + "br", _W + "cr") and paragraphs:
                paragraphs[-1].append("\n")
            elif tag == _W + "p" and paragraphs:
                for line in "".join(paragraphs.pop()).split("\n"):
                    table.line(line)
                element.clear()
            elif tag == _W + "tc":
                table.end_cell()
            elif tag == _W + "tr":
                table.end_row()
                element.clear()
            elif tag == _W + "tbl":
                table.end()
            if lines.full:
                break
        contents.text = lines.text()
        return _finished(package, contents, source)


def read_pptx(source: Source) -> Contents:
    """The text of a presentation, slide after slide."""
    contents = Contents()
    with Package(source) as package:
        lines = Lines(source.limits.text)
        slides = sorted((int(match[1]), name) for name in package.names if (match := _SLIDE.match(name)))
        contents.pages = len(slides)
        for _, name in slides[: source.limits.pages]:
            for event, element in package.events(name):
                if event == "end" and element.tag == _A + "p":
                    lines.add("".join(part.text or "" for part in element.iter(_A + "t")))
                    element.clear()
            if lines.full:
                break
        contents.text = lines.text()
        return _finished(package, contents, source)


def read_odf(source: Source) -> Contents:
    """The text of an OpenDocument file: paragraphs, tables, the names of a workbook's sheets."""
    contents = Contents()
    with Package(source) as package:
        if b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise Unread(FileProblem.ENCRYPTED, False)
        lines = Lines(source.limits.text)
        table = _Table(contents, lines)
        workbook = source.kind == "ods"
        depth = 0
        for event, element in package.events("content.xml"):
            tag = element.tag
            if event == "start":
                if tag == _TABLE + "table":
                    table.begin()
                    if workbook and len(contents.sheets) < _SHEETS:
                        contents.sheets.append(element.get(_TABLE + "name") or "")
                elif tag == _TABLE + "table-row":
                    table.begin_row()
                elif tag == _TABLE + "table-cell":
                    table.begin_cell(_repeats(element))
                elif tag in (_TEXT + "p", _TEXT + "h"):
                    depth += 1
                continue
            if tag in (_TEXT + "p", _TEXT + "h"):
                depth -= 1
                # A paragraph in a frame inside a paragraph is part of the outer one's text.
                if depth == 0:
                    table.line(_odf_text(element))
                    element.clear()
            elif tag in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
                table.end_cell()
            elif tag == _TABLE + "table-row":
                table.end_row()
                element.clear()
            elif tag == _TABLE + "table":
                table.end()
                if workbook:
                    contents.first = contents.first or lines.text()
            if lines.full:
                break
        contents.text = lines.text()
        return _finished(package, contents, source)


def read_xlsx(source: Source) -> Contents:
    """The values of a workbook's sheets, a row a line."""
    import openpyxl

    contents = Contents()
    with Package(source) as package, ExitStack() as stack:
        if "xl/workbook.bin" in package.names:
            raise Unread(FileProblem.READER_MISSING, None, ".xlsb")
        for name in package.names:
            if name.lower().endswith((".xml", ".rels", ".vml")):
                package.refuse_entities(name)
        lines = Lines(source.limits.text)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of every extension of Excel it does not know.
            # Its path says nothing of what it is: openpyxl would refuse it by its ending.
            file = stack.enter_context(source.path.open("rb"))
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
            contents.sheets = [str(name) for name in book.sheetnames[:_SHEETS]]
            for sheet in book.worksheets[:_SHEETS]:
                read_rows(
                    contents,
                    lines,
                    ([value_text(value) for value in row[:_COLUMNS]] for row in sheet.iter_rows(values_only=True)),
                    source.limits.rows,
                )
                contents.first = contents.first or lines.text()
        contents.text = lines.text()
        return _finished(package, contents, source)


def read_rows(contents: Contents, lines: Lines, rows: Any, most: int) -> None:
    """Take the rows of one sheet; what stands above the first row of three cells is no table."""
    body: list[list[str]] = []
    for row in islice(rows, most):
        while row and not row[-1]:
            row.pop()
        if not row:
            continue
        lines.add_row(row)
        if len(row) > 2 or body:
            body.append([*row, *[""] * (len(body[0]) - len(row) if body else 0)])
        if lines.full:
            break
    contents.count_cells(row for row in body if len([cell for cell in row if cell]) > 1 or any(row[1:]))


def value_text(value: object) -> str:
    """A cell's value as somebody in Vietnam would read it."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime | datetime.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)[:2_000]


def _finished(package: Package, contents: Contents, source: Source) -> Contents:
    package.note_active(contents)
    if sum(map(str.isalnum, contents.text)) < 40:
        pictures = package.pictures(source.limits.ocr_pages)
        if pictures:
            return read_embedded(source, contents, pictures)
        if not contents.text.strip():
            contents.problems.append(FileProblem.NO_TEXT)
    return contents


def _odf_text(element: Any) -> str:
    pieces: list[str] = []
    for event, part in _walk(element):
        if event == "text":
            pieces.append(part)
        elif part in (_TEXT + "tab", _TEXT + "s"):
            pieces.append("  ")
        elif part in (_TEXT + "line-break", _TEXT + "p"):
            pieces.append(" ")
    return "".join(pieces)


def _walk(element: Any) -> Any:
    """(text, string) and (tag, name) of an element and what is in it, in reading order; annotations are left out."""
    stack: list[tuple[Any, bool]] = [(element, True)]
    while stack:
        node, first = stack.pop()
        if not first:
            yield "text", node.tail or ""
            continue
        if not isinstance(node.tag, str) or node.tag.endswith("}annotation"):
            continue
        yield "tag", node.tag
        yield "text", node.text or ""
        for child in reversed(node):
            stack.append((child, False))
            stack.append((child, True))


def _repeats(element: Any) -> int:
    text = element.get(_TABLE + "number-columns-repeated") or "1"
    return min(_COLUMNS, int(text)) if text.isdigit() and len(text) < 9 else 1


class _Table:
    """Where in a table the reading is: rows of the outermost become lines, what is nested in a cell is its text."""

    def __init__(self, contents: Contents, lines: Lines) -> None:
        self._contents = contents
        self._lines = lines
        self._depth = 0
        self._row: list[str] = []
        self._cell: list[str] | None = None
        self._repeats = 1
        self._body: list[list[str]] = []

    def begin(self) -> None:
        self._depth += 1
        if self._depth == 1:
            self._body = []

    def begin_row(self) -> None:
        if self._depth == 1:
            self._row = []

    def begin_cell(self, repeats: int = 1) -> None:
        if self._depth == 1:
            self._cell = []
            self._repeats = repeats

    def line(self, text: str) -> None:
        """A paragraph: a line of its own, or part of the cell it stands in."""
        if self._cell is not None:
            self._cell.append(text)
        else:
            self._lines.add(text)

    def end_cell(self) -> None:
        if self._depth == 1:
            text = " ".join(self._cell or ())
            # An empty cell repeated to the edge of the sheet is no content.
            self._row.extend([text] * (self._repeats if text or self._repeats < 20 else 1))
            self._cell = None

    def end_row(self) -> None:
        if self._depth != 1:
            return
        while len(self._row) > 1 and not self._row[-1] and self._contents.sheets:
            self._row.pop()
        if any(self._row):
            self._lines.add_row(self._row)
            if len(self._body) < 2_000:
                self._body.append(self._row)
        self._row = []

    def end(self) -> None:
        self._depth = max(0, self._depth - 1)
        if self._depth == 0:
            self._contents.count_cells(row for row in self._body if len(row) > 2)
            self._body = []
