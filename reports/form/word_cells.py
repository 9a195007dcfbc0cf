"""Writes into cells of a Word document by cutting and pasting its XML: fonts, controls and changes in them stay."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from reports.criteria import Link
from reports.form.errors import FormError
from reports.form.filling import EvidenceLine
from reports.form.grid import Cell
from reports.form.markup import Element, Markup, Patch, child, local, value, xml_text
from reports.form.word_tables import Place, asks, paragraphs_of, parts_of, text_of

_LINK_COLOR = "0563C1"
_NOT_TAKEN = {
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "rPrChange",
    "vanish",
    "webHidden",
    "specVanish",
    "rStyle",
    "color",
    "u",
}
_PLAIN_ONLY = {"rFonts", "sz", "szCs", "lang"}
_NOT_OF_PARAGRAPH = {"numPr", "rPr", "sectPr", "pPrChange", "framePr", "keepNext"}
_PICKED = {"checkbox", "date", "picture", "group", "repeatingSection", "docPartObj", "docPartList"}


class CellWriter:
    """Makes the patches for cells of one document. `link` gives the relation's id of an address, `picture` the XML of a
    picture of an address or nothing. Raises FormError for a cell that may not be written into."""

    def __init__(
        self, name: str, document: Markup, link: Callable[[str], str], picture: Callable[[str], str] | None
    ) -> None:
        self._name, self._document = name, document
        self._link, self._picture = link, picture
        root = document.root
        self._w = f"{root.prefix}:" if root.prefix else ""
        self._strict = "purl.oclc.org" in str(root.tag)

    def short(self, cell: Cell, text: str, *, keep: bool = False) -> list[Patch]:
        """Put a score into a cell, in place of the dots that may stand there; with `keep` behind them."""
        place: Place = cell.inside
        control, paragraph = self._ready(place)
        run = self._run(xml_text(text), self._form(place, paragraph))
        if control is not None:
            return self._into_control(control, paragraph, run)
        texts = [one for one in paragraph.iter() if isinstance(one.tag, str) and local(one) == "t"]
        dots = [one for one in texts if (one.text or "").strip()]
        if dots and not keep and not any(local(up) in ("del", "moveFrom") for up in dots[0].iterancestors()):
            first = self._document.refill(dots[0], xml_text(text))
            return [first, *(self._document.refill(one, "") for one in dots[1:])]
        if dots and keep:
            run = self._run(xml_text(f" {text}"), self._form(place, paragraph))
        return [self._append(paragraph, run)]

    def long(self, cell: Cell, lines: Sequence[EvidenceLine]) -> list[Patch]:
        """Put lines of evidence into a cell, below what it says already."""
        place: Place = cell.inside
        control, paragraph = self._ready(place, last=True)
        form = self._form(place, paragraph)
        pieces = [self._line(line, form) for line in lines]
        patches: list[Patch] = []
        after = paragraph
        if control is not None:
            first = lines[0].text or (lines[0].link.text if lines[0].link else "")
            patches += self._into_control(control, paragraph, self._run(xml_text(first), form))
            pieces = pieces[1:]
            # A control for plain text holds no link: what follows stands behind it.
            top = paragraph
            while (up := top.getparent()) is not None and up is not place.element:
                top = up
            after = top
        elif not text_of(paragraph).strip() and not self._holds(paragraph):
            patches.append(self._append(paragraph, pieces[0]))
            pieces = pieces[1:]
        if pieces:
            shape = self._shape(paragraph)
            new = "".join(f"<{self._w}p>{shape}{piece}</{self._w}p>" for piece in pieces)
            patches.append(self._document.insert_after(after, new))
        return patches

    def reckoned_anew(self, cell: Cell) -> list[Patch]:
        """Have Word reckon the fields of a cell when it opens the document: their last results no longer hold."""
        place: Place = cell.inside
        patches = []
        for one in place.element.iter():
            begins = local(one) == "fldChar" and value(one, "fldCharType") == "begin"
            if isinstance(one.tag, str) and (local(one) == "fldSimple" or begins) and value(one, "dirty") is None:
                at = self._document.start(one) + len(f"<{self._w}{local(one)}")
                patches.append((at, at, f' {self._w}dirty="true"'.encode()))
        return patches

    def notes(self, body: Element, like: Place, lines: Sequence[str]) -> list[Patch]:
        """Put paragraphs at the end of the document, in the table's own letter."""
        form = self._beside(like)
        w = self._w
        new = "".join(
            f'<{w}p><{w}pPr><{w}spacing {w}before="{120 if number == 0 else 0}" {w}after="40"/></{w}pPr>'
            f"{self._run(xml_text(line), form)}</{w}p>"
            for number, line in enumerate(lines)
        )
        end = child(body, "sectPr")
        return [self._document.append_inside(body, new) if end is None else self._document.insert_before(end, new)]

    def _ready(self, place: Place, *, last: bool = False) -> tuple[Element | None, Element]:
        """The content control that asks to be filled (or nothing), and the paragraph to write into."""
        around = [up for up in place.element.iterancestors() if local(up) == "sdt" and _within(up, place.table)]
        inside = [one for one in place.element.iter() if isinstance(one.tag, str) and local(one) == "sdt"]
        inside = [one for one in inside if next(up for up in one.iterancestors() if local(up) == "tbl") is place.table]
        paragraphs = paragraphs_of(place.element)
        if not paragraphs:
            raise FormError(f"{self._name}: tệp hỏng, có ô bảng không có đoạn văn.")
        paragraph = paragraphs[-1] if last else next((one for one in paragraphs if text_of(one).strip()), paragraphs[0])
        for control in (*around, *inside):
            self._check(control)
        asking = [one for one in (*inside, *around) if asks(one)]
        if asking:
            own = [one for one in paragraphs if asking[0] in one.iter() or asking[0] in one.iterancestors()]
            return asking[0], (own or [paragraph])[0]
        empty = [one for one in inside if local(one.getparent()) == "p" and not text_of(one).strip()]
        if empty and not text_of(place.element).strip():
            return empty[0], next(up for up in empty[0].iterancestors() if local(up) == "p")
        return None, paragraph

    def _check(self, control: Element) -> None:
        properties = child(control, "sdtPr")
        if value(child(properties, "lock")) in ("contentLocked", "sdtContentLocked"):
            raise FormError(
                f"{self._name}: ô cần điền nằm trong khung nội dung bị khóa. Hãy mở khóa khung rồi thử lại."
            )
        if child(properties, "dataBinding") is not None:
            raise FormError(f"{self._name}: ô cần điền lấy dữ liệu từ nơi khác trong tệp (khung nội dung có liên kết).")
        kinds = {local(one) for one in properties if isinstance(one.tag, str)} if properties is not None else set()
        if kinds & (_PICKED - {"group", "repeatingSection"}):
            raise FormError(f"{self._name}: ô cần điền là ô đánh dấu, ô ngày hoặc ô ảnh, không ghi điểm được.")

    def _into_control(self, control: Element, paragraph: Element, run: str) -> list[Patch]:
        document, properties = self._document, child(control, "sdtPr")
        content = child(control, "sdtContent")
        own = child(properties, "rPr")
        if own is not None:
            taken = self._taken(own)
            run = run.replace(self._properties_of(run), taken) if taken else run
        patches: list[Patch] = []
        showing = child(properties, "showingPlcHdr")
        if showing is not None:
            patches.append(document.replace(showing, ""))
        if local(paragraph.getparent()) != "p" and control in paragraph.iter() and content is not None:
            return [*patches, document.refill(content, run)]
        runs = [one for one in paragraph.iter() if isinstance(one.tag, str) and local(one) == "r"]
        if not runs:
            return [*patches, self._append(paragraph, run)]
        return [*patches, document.replace(runs[0], run), *(document.replace(one, "") for one in runs[1:])]

    def _properties_of(self, run: str) -> str:
        end = f"</{self._w}rPr>"
        return run[run.index(">") + 1 : run.index(end) + len(end)] if end in run else ""

    def _line(self, line: EvidenceLine, form: str) -> str:
        pieces = self._run(xml_text(line.text), form) if line.text else ""
        if line.link is not None:
            pieces += self._linked(line.link, form)
        if line.after:
            pieces += self._run(xml_text(line.after), form)
        if line.link is not None and line.link.href and self._picture is not None:
            drawn = self._picture(line.link.href)
            pieces += f"<{self._w}r><{self._w}br/>{drawn}</{self._w}r>" if drawn else ""
        return pieces

    def _linked(self, link: Link, form: str) -> str:
        w = self._w
        if not link.href:
            return self._run(xml_text(link.text), form)
        colored = f'<{w}color {w}val="{_LINK_COLOR}"/><{w}u {w}val="single"/>'
        inner = form[form.index(">") + 1 : form.rindex("</")] if form else ""
        space = (
            "http://purl.oclc.org/ooxml/officeDocument/relationships"
            if self._strict
            else "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        )
        run = self._run(xml_text(link.text), f"<{w}rPr>{inner}{colored}</{w}rPr>")
        return f'<{w}hyperlink xmlns:r="{space}" r:id="{self._link(link.href)}">{run}</{w}hyperlink>'

    def _run(self, text: str, form: str) -> str:
        return f'<{self._w}r>{form}<{self._w}t xml:space="preserve">{text}</{self._w}t></{self._w}r>'

    def _append(self, paragraph: Element, run: str) -> Patch:
        return self._document.append_inside(paragraph, run)

    def _holds(self, paragraph: Element) -> bool:
        return any(isinstance(one.tag, str) and local(one) in ("drawing", "pict", "object") for one in paragraph.iter())

    def _form(self, place: Place, paragraph: Element) -> str:
        """The letter of a cell: of its runs, else of its paragraph's mark, else of the cells beside it."""
        for properties in _run_properties(paragraph):
            if taken := self._taken(properties):
                return taken
        mark = child(paragraph, "pPr", "rPr")
        taken = self._taken(mark) if mark is not None else ""
        return taken or self._beside(place)

    def _beside(self, place: Place) -> str:
        for cell in parts_of(place.row, "tc"):
            for paragraph in paragraphs_of(cell):
                for properties in _run_properties(paragraph):
                    if taken := self._taken(properties, _PLAIN_ONLY):
                        return taken
        return ""

    def _taken(self, properties: Element, only: set[str] | None = None) -> str:
        kept = [
            self._document.raw(one).decode("utf-8")
            for one in properties
            if isinstance(one.tag, str) and local(one) not in _NOT_TAKEN and (only is None or local(one) in only)
        ]
        return f"<{self._w}rPr>{''.join(kept)}</{self._w}rPr>" if kept else ""

    def _shape(self, paragraph: Element) -> str:
        properties = child(paragraph, "pPr")
        if properties is None:
            return ""
        kept = [
            self._document.raw(one).decode("utf-8")
            for one in properties
            if isinstance(one.tag, str) and local(one) not in _NOT_OF_PARAGRAPH
        ]
        return f"<{self._w}pPr>{''.join(kept)}</{self._w}pPr>" if kept else ""


def _run_properties(paragraph: Element) -> Iterator[Element]:
    for run in paragraph.iter():
        if isinstance(run.tag, str) and local(run) == "r":
            properties = child(run, "rPr")
            if properties is not None and value(child(properties, "rStyle")) != "PlaceholderText":
                yield properties


def _within(control: Element, table: Element) -> bool:
    """Tell whether a control stands around cells or rows of the table, not around the table."""
    return table in control.iterancestors()
