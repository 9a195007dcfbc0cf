"""A form that is a workbook: cells are cut and pasted into the sheets' XML, and texts are never formulas."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reports.criteria import Link
from reports.form.errors import FormError
from reports.form.filling import EvidenceText, Filling, Mark, Score
from reports.form.grid import Cell, Grid
from reports.form.markup import Element, Patch, child, children, local, xml_text
from reports.form.package import Package
from reports.form.plan import Plan
from reports.form.sheet_drawings import SheetPictures
from reports.form.sheet_tables import (
    Sheet,
    Spot,
    areas,
    column_name,
    depends,
    only_sums,
    read_sheet,
    read_strings,
    reference,
    sheet_grid,
)

_AFTER_LINKS = {
    *("printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties"),
    *(
        "cellWatches",
        "ignoredErrors",
        "smartTags",
        "drawing",
        "legacyDrawing",
        "legacyDrawingHF",
        "drawingHF",
        "picture",
    ),
    *("oleObjects", "controls", "webPublishItems", "tableParts", "extLst"),
}
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PRINTED = re.compile(r"(.*![$][A-Z]{1,3}[$]\d{1,7}:[$][A-Z]{1,3}[$])(\d{1,7})")
_NOTE_WIDTH = 110
_LONGEST_TEXT = 32_000


class SheetForm:
    """Raises FormError for a damaged workbook; one whose sheet is locked is refused when it is filled."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._workbook = package.markup(package.main)
        relations = package.relations(package.main)
        targets = {one.id: one.target for one in relations if one.type == "worksheet" and not one.external}
        shared = next((one.target for one in relations if one.type == "sharedStrings" and not one.external), None)
        self._strings, self._string_items, self._string_markup = read_strings(package, shared)
        self._sheets: list[Sheet] = []
        self.grids: list[Grid] = []
        for one in self._workbook.root.iter():
            if not isinstance(one.tag, str) or local(one) != "sheet":
                continue
            key = next((text for name, text in one.attrib.items() if str(name).endswith("}id")), "")
            if str(key) not in targets:
                continue
            sheet = read_sheet(package, one.get("name") or "", targets[str(key)])
            self._sheets.append(sheet)
            if one.get("state") in (None, "visible"):
                self.grids.append(sheet_grid(sheet, self._strings))
        self._formulas = list(self._read_formulas())

    def _read_formulas(self) -> Iterator[tuple[Sheet, Spot, Element, str]]:
        for sheet in self._sheets:
            for spot, cell in sheet.cells.items():
                formula = child(cell, "f")
                if formula is not None:
                    yield sheet, spot, cell, formula.text or ""

    def fill(self, plan: Plan, filling: Filling, notes: Sequence[str], *, qr: bool) -> bytes:
        """The form's bytes, filled. Raises FormError when a sheet to fill is locked."""
        changed: dict[str, bytes] = {}
        works: dict[str, _SheetWork] = {}
        for grid, write in filling.writes:
            sheet: Sheet = grid.page
            work = works.get(sheet.member)
            if work is None:
                work = works[sheet.member] = _SheetWork(self, sheet, len(works) + 1, qr=qr)
            work.write(write)
        if notes:
            last = plan.rows[-1]
            sheet = last.grid.page
            work = works.setdefault(sheet.member, _SheetWork(self, sheet, len(works) + 1, qr=qr))
            beside = last.content or last.score or last.evidence
            work.note(notes, beside.column if beside is not None else 0)
        stale = self._stale([(work.sheet.name, spot) for work in works.values() for spot in work.spots])
        for sheet in self._sheets:
            old = [cell for one, _, cell in stale if one is sheet]
            work = works.get(sheet.member)
            if work is None and not old:
                continue
            work = work or _SheetWork(self, sheet, 0, qr=False)
            changed |= work.finished(old)
        if any(work.pictures and work.pictures.files for work in works.values()):
            parts = {member: kind for work in works.values() if work.pictures for member, kind in work.pictures.types}
            changed |= dict([self._package.with_types({"png": "image/png"}, parts)])
        patches = [*self._reckoned_on_opening()] if stale else []
        patches += [patch for work in works.values() if work.last_note for patch in self._printed(work)]
        if patches:
            changed[self._package.main] = self._workbook.patched(patches)
        return self._package.written(changed)

    def _stale(self, spots: list[tuple[str, Spot]]) -> list[tuple[Sheet, Spot, Element]]:
        """The formulas whose last result no longer holds, and those that hang on them."""
        found: list[tuple[Sheet, Spot, Element]] = []
        waiting, fresh = list(self._formulas), list(spots)
        while fresh:
            # A formula without a text is one of a row of formulas that share one: what it reckons with is not told.
            hit = [one for one in waiting if not one[3] or depends(one[3], one[0].name, fresh)]
            waiting = [one for one in waiting if one not in hit]
            found += [(sheet, spot, cell) for sheet, spot, cell, _ in hit]
            fresh = [(sheet.name, spot) for sheet, spot, _, _ in hit]
        return found

    def _printed(self, work: _SheetWork) -> Iterator[Patch]:
        """The area that is printed, down to the notes: on paper a mark wants its explanation, too."""
        names = child(self._workbook.root, "definedNames")
        for one in children(names, "definedName"):
            found = _PRINTED.fullmatch(one.text or "")
            own = one.get("localSheetId") == str(self._sheets.index(work.sheet))
            if found and own and one.get("name") == "_xlnm.Print_Area" and int(found[2]) < work.last_note:
                end = self._workbook.inner_end(one)
                yield end - len(found[2]), end, str(work.last_note).encode()

    def _reckoned_on_opening(self) -> Iterator[Patch]:
        """The workbook told to reckon anew: Excel trusts the results that it left."""
        settings = child(self._workbook.root, "calcPr")
        if settings is None or settings.get("fullCalcOnLoad") is not None:
            return
        start = self._workbook.start(settings)
        tag = self._workbook.start_tag(settings)
        end = len(tag) - (2 if tag.endswith(b"/>") else 1)
        yield start + end, start + end, b' fullCalcOnLoad="1"'

    def bears_text(self, sheet: Sheet, spot: Spot) -> bool:
        """Tell whether a mark may stand in a cell: no formula would stumble over it."""
        return all(
            only_sums(text)
            for one, _, _, text in self._formulas
            if text and depends(text, one.name, [(sheet.name, spot)])
        )

    def rich_text(self, cell: Element | None) -> str | None:
        """The XML of the runs of a cell's text, None when it is plain or not to be had."""
        if cell is None:
            return None
        if cell.get("t") == "inlineStr":
            holder, markup = child(cell, "is"), None
        else:
            held = child(cell, "v")
            text = (held.text or "") if held is not None else ""
            if cell.get("t") != "s" or not text.isdigit() or int(text) >= len(self._string_items):
                return None
            holder, markup = self._string_items[int(text)], self._string_markup
        runs = [one for one in holder if isinstance(one.tag, str) and local(one) == "r"] if holder is not None else []
        if not runs or markup is None or runs[0].prefix != cell.prefix:
            return None
        return "".join(markup.raw(one).decode("utf-8") for one in runs)

    @property
    def package(self) -> Package:
        """The file itself."""
        return self._package


class _SheetWork:
    """What is done to one sheet."""

    def __init__(self, form: SheetForm, sheet: Sheet, number: int, *, qr: bool) -> None:
        self._form, self.sheet = form, sheet
        root = sheet.markup.root
        self._p = f"{root.prefix}:" if root.prefix else ""
        self._strict = "purl.oclc.org" in str(root.tag)
        self._patches: list[Patch] = []
        self._new: dict[int, dict[int, str]] = {}
        self._links: dict[Spot, str] = {}
        self.spots: list[Spot] = []
        self.last_note = 0
        self.pictures = SheetPictures(form.package, sheet, number) if qr else None
        locked = child(root, "sheetProtection")
        if number and locked is not None and locked.get("sheet") in ("1", "true"):
            raise FormError(
                f"{form.package.name}: trang tính “{sheet.name}” đang khóa (Protect Sheet). Hãy bỏ khóa rồi thử lại."
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
            if self._form.bears_text(self.sheet, spot):
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
        # LibreOffice shows a cell that bears a link on one line: without the blank two words would become one.
        told = " \n".join(lines)
        rich = self._form.rich_text(self.sheet.cells.get(spot))
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
            if self.pictures is not None:
                self.pictures.add(spot, links[0].href or "")

    def _has_link(self, spot: Spot) -> bool:
        holder = child(self.sheet.markup.root, "hyperlinks")
        refs = [one.get("ref") or "" for one in holder if isinstance(one.tag, str)] if holder is not None else []
        return any(
            top <= spot[0] <= bottom and left <= spot[1] <= right
            for ref in refs
            for top, left, bottom, right in areas(ref)
        )

    def note(self, notes: Sequence[str], column: int) -> None:
        """Put lines below all that the sheet holds."""
        filled = [row for (row, _), cell in self.sheet.cells.items() if len(cell)]
        last = max([*filled, *(bottom for _, _, bottom, _ in self.sheet.merges)], default=-1)
        lines = [piece for note in notes for piece in textwrap.wrap(note, _NOTE_WIDTH, break_long_words=False)]
        for number, line in enumerate(lines):
            self._put((last + 2 + number, column), self._text(line), styled=False)
        self.last_note = last + 2 + len(lines)

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
            changed |= dict([self._form.package.with_relations(self.sheet.member, relations)])
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


__all__ = ["SheetForm", "column_name"]
