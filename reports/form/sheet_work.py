"""What is done to one sheet of a workbook: cells are cut and pasted into its XML."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from reports.criteria import Link
from reports.form.errors import FormError
from reports.form.filling import EvidenceText, Mark, Score
from reports.form.grid import Cell
from reports.form.markup import Element, Patch, child, local, xml_text
from reports.form.package import Package
from reports.form.sheet_drawings import SheetPictures
from reports.form.sheet_tables import Sheet, Spot, areas, reference

_AFTER_LINKS = frozenset(
    [
        "printOptions",
        "pageMargins",
        "pageSetup",
        "headerFooter",
        "rowBreaks",
        "colBreaks",
        "customProperties",
        "cellWatches",
        "ignoredErrors",
        "smartTags",
        "drawing",
        "legacyDrawing",
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
        "tableParts",
        "extLst",
    ]
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_NOTE_WIDTH = 110
_LONGEST_TEXT = 32_000
_ROWS_OF_CODE = 6
"""A line that tells whose it is and 2 cm, in rows of the usual height."""


class SheetWork:
    """The `number`-th sheet that is filled. `rich_text` gives the runs of a cell's text, `bears_text`
    tells whether a mark may stand in a cell. Raises FormError for a locked sheet."""

    def __init__(
        self,
        package: Package,
        sheet: Sheet,
        number: int,
        rich_text: Callable[[Element | None], str | None],
        bears_text: Callable[[Sheet, Spot], bool],
        *,
        qr: bool,
    ) -> None:
        self._package, self.sheet = package, sheet
        self._rich_text, self._bears_text = rich_text, bears_text
        root = sheet.markup.root
        self._p = f"{root.prefix}:" if root.prefix else ""
        self._strict = "purl.oclc.org" in str(root.tag)
        self._patches: list[Patch] = []
        self._new: dict[int, dict[int, str]] = {}
        self._links: dict[Spot, str] = {}
        self.spots: list[Spot] = []
        self._codes: list[tuple[str, str]] = []
        self.last_note = 0
        self.pictures = SheetPictures(package, sheet, number) if qr else None
        locked = child(root, "sheetProtection")
        if number and locked is not None and locked.get("sheet") in ("1", "true"):
            raise FormError(
                f"{package.name}: trang tính “{sheet.name}” đang khóa (Protect Sheet). Hãy bỏ khóa rồi thử lại."
            )

    def write(self, write: Score | Mark | EvidenceText) -> None:
        spot: Spot = write.cell.inside
        if isinstance(write, Score):
            number = isinstance(write.value, Decimal)
            self._put(
                spot, f"<{self._p}v>{write.value:f}</{self._p}v>" if number else self._text(str(write.value)), number
            )
            self.spots.append(spot)
        elif isinstance(write, Mark):
            if self._bears_text(self.sheet, spot):
                dots = write.cell.text.strip()
                self._put(spot, self._text(f"{dots} {write.text}".strip()))
                self.spots.append(spot)
        else:
            self._evidence(write.cell, spot, write)

    def _evidence(self, cell: Cell, spot: Spot, write: EvidenceText) -> None:
        lines, links = list[str](), list[Link]()
        for line in write.lines:
            lines.append(f"{line.text}{line.link.text if line.link else ''}{line.after}")
            if line.link is not None and line.link.href:
                links.append(line.link)
                self._codes.append((line.rule, line.link.href))
        # LibreOffice shows a cell that bears a link on one line: without the blank two words would become one.
        told = " \n".join(lines)
        rich = self._rich_text(self.sheet.cells.get(spot))
        if rich is not None:
            p = self._p
            inner = f'{rich}<{p}r><{p}t xml:space="preserve">{_escaped(f" {chr(10)}{told}")}</{p}t></{p}r>'
            self._put(spot, f"<{p}is>{inner}</{p}is>")
        else:
            before = cell.text.rstrip()
            self._put(spot, self._text(f"{before} \n{told}" if before.strip() else told))
        if links and not self._has_link(spot):
            # A cell bears one link; those of further criteria in the same cell stand there as text.
            self._links[spot] = links[0].href or ""

    def _has_link(self, spot: Spot) -> bool:
        holder = child(self.sheet.markup.root, "hyperlinks")
        refs = [one.get("ref") or "" for one in holder if isinstance(one.tag, str)] if holder is not None else []
        return any(
            top <= spot[0] <= bottom and left <= spot[1] <= right
            for ref in refs
            for top, left, bottom, right in areas(ref)
        )

    def end(self, notes: Sequence[str], column: int) -> None:
        """Put lines below all that the sheet holds, and QR codes below these: rows are too low for them."""
        filled = [row for (row, _), cell in self.sheet.cells.items() if len(cell)]
        at = max([*filled, *(bottom for _, _, bottom, _ in self.sheet.merges), self.sheet.drawn_to]) + 2
        for note in notes:
            for line in textwrap.wrap(note, _NOTE_WIDTH, break_long_words=False):
                self._put((at, column), self._text(line), styled=False)
                at += 1
        for rule, href in self._codes if self.pictures is not None else ():
            if self.pictures is not None and self.pictures.add((at + 1, column), href):
                self._put((at, column), self._text(f"Mã QR minh chứng {rule}:"), styled=False)
                at += _ROWS_OF_CODE
        self.last_note = at

    def _text(self, text: str) -> str:
        p = self._p
        return f'<{p}is><{p}t xml:space="preserve">{_escaped(text[:_LONGEST_TEXT])}</{p}t></{p}is>'

    def _put(self, spot: Spot, inner: str, number: bool = False, *, styled: bool = True) -> None:
        kind = "" if number else ' t="inlineStr"'
        old = self.sheet.cells.get(spot)
        style = (old.get("s") if old is not None else self._style(spot)) if styled else None
        told = f' s="{style}"' if style else ""
        new = f'<{self._p}c r="{reference(spot)}"{told}{kind}>{inner}</{self._p}c>'
        if old is not None:
            self._patches.append(self.sheet.markup.replace(old, new))
        else:
            self._new.setdefault(spot[0], {})[spot[1]] = new

    def _style(self, spot: Spot) -> str | None:
        """The letter of a cell that is not there yet: its row's, else its column's."""
        row = self.sheet.rows.get(spot[0])
        if row is not None and row.get("customFormat") in ("1", "true"):
            return row.get("s")
        columns = child(self.sheet.markup.root, "cols")
        for one in columns if columns is not None else ():
            if isinstance(one.tag, str) and int(one.get("min") or 0) <= spot[1] + 1 <= int(one.get("max") or 0):
                return one.get("style")
        return None

    def finished(self, stale: Sequence[Element]) -> dict[str, bytes]:
        """The members of the sheet that changed. `stale` are cells whose formulas must be reckoned anew."""
        markup, patches = self.sheet.markup, list(self._patches)
        patches += self._added()
        for cell in stale:
            held = child(cell, "v")
            if held is not None:
                patches.append(markup.replace(held, ""))
        changed: dict[str, bytes] = {}
        relations = ""
        if self._links:
            lines, relations = self._linked()
            patches.append(lines)
        if self.pictures is not None and self.pictures.files:
            drawn, line = self.pictures.drawn(self._p)
            patches += drawn
            relations += line
            changed |= self.pictures.files
        if relations:
            changed |= dict([self._package.with_relations(self.sheet.member, relations)])
        changed[self.sheet.member] = markup.patched(patches)
        return changed

    def _added(self) -> Iterator[Patch]:
        markup, data, p = self.sheet.markup, self.sheet.data, self._p
        later: list[str] = []
        last = max(self.sheet.rows, default=-1)
        for row, cells in sorted(self._new.items()):
            element = self.sheet.rows.get(row)
            if element is None:
                whole = f'<{p}row r="{row + 1}">{"".join(cells[at] for at in sorted(cells))}</{p}row>'
                after = [at for at in self.sheet.rows if at > row]
                if after:
                    yield markup.insert_before(self.sheet.rows[min(after)], whole)
                else:
                    later.append(whole)
                continue
            behind: list[str] = []
            for column in sorted(cells):
                right = [at for at_row, at in self.sheet.cells if at_row == row and at > column]
                if right:
                    yield markup.insert_before(self.sheet.cells[row, min(right)], cells[column])
                else:
                    behind.append(cells[column])
            if behind:
                yield markup.append_inside(element, "".join(behind))
        if later:
            yield (
                markup.insert_after(self.sheet.rows[last], "".join(later))
                if last >= 0
                else markup.append_inside(data, "".join(later))
            )

    def _linked(self) -> tuple[Patch, str]:
        base = _STRICT_RELATIONS if self._strict else _RELATIONS
        keys: dict[str, str] = {}
        for href in self._links.values():
            keys.setdefault(href, f"rIdKiemCong{len(keys) + 1}")
        p = self._p
        lines = "".join(
            f'<{p}hyperlink xmlns:r="{base}" ref="{reference(spot)}" r:id="{keys[href]}"/>'
            for spot, href in self._links.items()
        )
        relations = "".join(
            f'<Relationship Id="{key}" Type="{base}/hyperlink" Target="{xml_text(href)}" TargetMode="External"/>'
            for href, key in keys.items()
        )
        root, markup = self.sheet.markup.root, self.sheet.markup
        holder = child(root, "hyperlinks")
        if holder is not None:
            return markup.append_inside(holder, lines), relations
        before = [one for one in root if isinstance(one.tag, str) and local(one) not in _AFTER_LINKS]
        return markup.insert_after(before[-1], f"<{p}hyperlinks>{lines}</{p}hyperlinks>"), relations


def _escaped(text: str) -> str:
    # “_x0041_” is how a workbook writes a character it cannot hold: a text that only looks so must stay a text.
    return xml_text(text).replace("_x", "_x005F_x")
