"""Writes word-processor documents: paragraphs, lists, links and tables, in the hand Vietnamese offices write in.

Tables are built as XML at once: python-docx's own cells cost a search of the whole table each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt, RGBColor

from reports.criteria import Link

FONT = "Times New Roman"
"""The letter that NĐ 30/2020/NĐ-CP prescribes for administrative documents; every word processor has it or its twin."""
_LINK_COLOR = "0B4F9C"
_HEADINGS = {0: 17, 1: 14, 2: 12.5, 3: 12}

Piece = str | Link
"""What a paragraph or a cell is made of: text, or a link (as text where it must not be one)."""
Cell = Piece | Sequence[Piece]


@dataclass(frozen=True)
class WordColumn:
    """A column of a table: its title and its share of the width in millimetres."""

    title: str
    width: float
    right: bool = False


class WordDocument:
    """One document, A4, with the margins of NĐ 30/2020."""

    def __init__(self, title: str, *, size: float = 12.0) -> None:
        self._document: Any = Document()
        self._links: dict[str, str] = {}
        page = self._document.sections[0]
        page.orientation, page.page_width, page.page_height = WD_ORIENT.PORTRAIT, Mm(210), Mm(297)
        page.top_margin = page.bottom_margin = Mm(20)
        page.left_margin, page.right_margin = Mm(30), Mm(15)
        self._document.core_properties.title = title[:250]
        self._document.core_properties.author = "KiểmCổng"
        self._document.core_properties.language = "vi-VN"
        styles = self._document.styles
        self._dress(styles["Normal"], size)
        styles["Normal"].paragraph_format.space_after = Pt(4)
        for level, points in _HEADINGS.items():
            style = styles["Title" if level == 0 else f"Heading {level}"]
            self._dress(style, points)
            style.font.color.rgb = RGBColor(0x1B, 0x1F, 0x24)
            style.font.bold = True
            style.paragraph_format.keep_with_next = True

    @staticmethod
    def _dress(style: Any, points: float) -> None:
        style.font.name = FONT
        style.font.size = Pt(points)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(name), FONT)
        # A theme's font would stand above the one named.
        for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(name), None)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "vi-VN")
        style.element.get_or_add_rPr().append(language)

    def heading(self, text: str, level: int = 1) -> None:
        """Add a heading; level 0 is the document's title."""
        self._document.add_heading(text, level)

    def paragraph(self, *pieces: Piece, style: str | None = None, bold_first: bool = False) -> None:
        """Add a paragraph of `pieces`; with `bold_first` the first one is bold."""
        element = self._document.add_paragraph(style=style)._p
        for place, piece in enumerate(pieces):
            element.append(self._run(piece, bold=bold_first and place == 0))

    def listing(self, lines: Iterable[Cell], *, numbered: bool = False) -> None:
        """Add a list, one line each."""
        for line in lines:
            pieces = (line,) if isinstance(line, str | Link) else line
            self.paragraph(*pieces, style="List Number" if numbered else "List Bullet")

    def table(self, columns: Sequence[WordColumn], rows: Iterable[Sequence[Cell]], *, small: bool = False) -> None:
        """Add a table whose head is repeated on every page."""
        table = OxmlElement("w:tbl")
        table.append(_table_properties())
        grid = OxmlElement("w:tblGrid")
        for column in columns:
            grid.append(_with(OxmlElement("w:gridCol"), w=_twips(column.width)))
        table.append(grid)
        table.append(self._row(columns, [column.title for column in columns], head=True, small=small))
        for row in rows:
            table.append(self._row(columns, row, head=False, small=small))
        body = self._document.element.body
        body.insert(list(body).index(body.sectPr), table)
        # Two tables without a paragraph between them would become one.
        self._document.add_paragraph()

    def _row(self, columns: Sequence[WordColumn], cells: Sequence[Cell], *, head: bool, small: bool) -> Any:
        row, properties = OxmlElement("w:tr"), OxmlElement("w:trPr")
        properties.append(OxmlElement("w:cantSplit"))
        if head:
            properties.append(OxmlElement("w:tblHeader"))
        row.append(properties)
        for column, cell in zip(columns, cells, strict=True):
            element, inner = OxmlElement("w:tc"), OxmlElement("w:tcPr")
            inner.append(_with(OxmlElement("w:tcW"), w=_twips(column.width), type="dxa"))
            if head:
                inner.append(_with(OxmlElement("w:shd"), val="clear", color="auto", fill="E9EDF2"))
            element.append(inner)
            paragraph, form = OxmlElement("w:p"), OxmlElement("w:pPr")
            form.append(_with(OxmlElement("w:spacing"), before="20", after="20"))
            if column.right:
                form.append(_with(OxmlElement("w:jc"), val="right"))
            paragraph.append(form)
            for piece in (cell,) if isinstance(cell, str | Link) else cell:
                paragraph.append(self._run(piece, bold=head, small=small))
            element.append(paragraph)
            row.append(element)
        return row

    def _run(self, piece: Piece, *, bold: bool = False, small: bool = False) -> Any:
        text, href = (piece.text, piece.href) if isinstance(piece, Link) else (piece, None)
        run, properties = OxmlElement("w:r"), OxmlElement("w:rPr")
        if bold:
            properties.append(OxmlElement("w:b"))
        if href:
            properties.append(_with(OxmlElement("w:color"), val=_LINK_COLOR))
        if small:
            properties.append(_with(OxmlElement("w:sz"), val="19"))
        if href:
            properties.append(_with(OxmlElement("w:u"), val="single"))
        run.append(properties)
        element = OxmlElement("w:t")
        element.text = text
        element.set(qn("xml:space"), "preserve")
        run.append(element)
        if not href:
            return run
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), self._relation(href))
        link.append(run)
        return link

    def _relation(self, href: str) -> str:
        if href not in self._links:
            part = self._document.part
            self._links[href] = part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return self._links[href]

    def to_bytes(self) -> bytes:
        """Return the document as a file's bytes."""
        out = BytesIO()
        self._document.save(out)
        return out.getvalue()


def _with(element: Any, **attributes: object) -> Any:
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element


def _twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)


def _table_properties() -> Any:
    properties = OxmlElement("w:tblPr")
    properties.append(_with(OxmlElement("w:tblW"), w=0, type="auto"))
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_with(OxmlElement(f"w:{side}"), val="single", sz=4, space=0, color="9AA3AD"))
    properties.append(borders)
    properties.append(_with(OxmlElement("w:tblLayout"), type="fixed"))
    return properties
