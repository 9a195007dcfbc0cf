"""A form that is a workbook: cells are cut and pasted into the sheets' XML, and texts are never formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reports.form.filling import Filling
from reports.form.grid import Grid
from reports.form.markup import Element, Patch, child, children, local
from reports.form.package import Package
from reports.form.plan import Plan
from reports.form.sheet_tables import (
    Sheet,
    Spot,
    depends,
    only_sums,
    read_sheet,
    read_strings,
    sheet_grid,
)
from reports.form.sheet_work import SheetWork

_PRINTED = re.compile(r"(.*![$][A-Z]{1,3}[$]\d{1,7}:[$][A-Z]{1,3}[$])(\d{1,7})")


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
        for place, one in enumerate(children(child(self._workbook.root, "sheets"), "sheet")):
            key = next((text for name, text in one.attrib.items() if str(name).endswith("}id")), "")
            if str(key) not in targets:
                continue
            sheet = read_sheet(package, one.get("name") or "", targets[str(key)], place)
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
        works: dict[str, SheetWork] = {}
        for grid, write in filling.writes:
            sheet: Sheet = grid.page
            work = works.get(sheet.member)
            if work is None:
                work = works[sheet.member] = self._work(sheet, len(works) + 1, qr=qr)
            work.write(write)
        ends = {row.grid.page.member: row for row in plan.rows}
        last = plan.rows[-1].grid.page.member
        for member, row in ends.items():
            work = works.get(member)
            if work is not None and ((notes and member == last) or qr):
                beside = row.content or row.score or row.evidence
                work.end(notes if member == last else (), beside.column if beside is not None else 0)
        stale = self._stale([(work.sheet.name, spot) for work in works.values() for spot in work.spots])
        for sheet in self._sheets:
            old = [cell for one, _, cell in stale if one is sheet]
            work = works.get(sheet.member)
            if work is None and not old:
                continue
            work = work or self._work(sheet, 0, qr=False)
            changed |= work.finished(old)
        if any(work.pictures and work.pictures.files for work in works.values()):
            parts = {member: kind for work in works.values() if work.pictures for member, kind in work.pictures.types}
            changed |= dict([self._package.with_types({"png": "image/png"}, parts)])
        patches = [*self._reckoned_on_opening()] if stale else []
        patches += [patch for work in works.values() if work.last_note for patch in self._printed(work)]
        if patches:
            changed[self._package.main] = self._workbook.patched(patches)
        return self._package.written(changed)

    def _work(self, sheet: Sheet, number: int, *, qr: bool) -> SheetWork:
        return SheetWork(self._package, sheet, number, self._rich_text, self._bears_text, qr=qr)

    def _stale(self, spots: list[tuple[str, Spot]]) -> list[tuple[Sheet, Spot, Element]]:
        """The formulas whose last result no longer holds, and those that hang on them."""
        found: list[tuple[Sheet, Spot, Element]] = []
        waiting, fresh = list(self._formulas), list(spots)
        while fresh:
            # A formula without a text is one of a row of formulas that share one: what it reckons with is not told.
            hit = [one for one in waiting if not one[3] or depends(one[3], one[0].name, fresh)]
            done = set(map(id, hit))
            waiting = [one for one in waiting if id(one) not in done]
            found += [(sheet, spot, cell) for sheet, spot, cell, _ in hit]
            fresh = [(sheet.name, spot) for sheet, spot, _, _ in hit]
        return found

    def _printed(self, work: SheetWork) -> Iterator[Patch]:
        """The area that is printed, down to the notes: on paper a mark wants its explanation, too."""
        names = child(self._workbook.root, "definedNames")
        for one in children(names, "definedName"):
            found = _PRINTED.fullmatch(one.text or "")
            own = one.get("localSheetId") == str(work.sheet.place)
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

    def _bears_text(self, sheet: Sheet, spot: Spot) -> bool:
        """Tell whether a mark may stand in a cell: no formula would stumble over it."""
        return all(
            only_sums(text)
            for one, _, _, text in self._formulas
            if text and depends(text, one.name, [(sheet.name, spot)])
        )

    def _rich_text(self, cell: Element | None) -> str | None:
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
