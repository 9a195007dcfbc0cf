"""QR codes in a workbook: a drawing over the sheet."""

from __future__ import annotations

from reports.form.markup import Patch, child, local
from reports.form.package import Package, rels_of
from reports.form.pictures import SIDE, QrPictures, picture_xml
from reports.form.sheet_tables import Sheet, Spot

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
_AFTER = {
    *("legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems"),
    *("tableParts", "extLst"),
}


class SheetPictures:
    """The codes of one sheet, the `number`-th that is filled."""

    def __init__(self, package: Package, sheet: Sheet, number: int) -> None:
        self._package, self._sheet = package, sheet
        self._pictures = QrPictures("xl/media")
        self._anchors: list[str] = []
        self._new = f"xl/drawings/kiemcong-drawing{number}.xml"
        self.files: dict[str, bytes] = {}
        self.types: tuple[tuple[str, str], ...] = ()

    def add(self, spot: Spot, href: str) -> bool:
        """Put the code of an address at a cell; tell whether it has one."""
        member = self._pictures.member(href)
        if member is None:
            return False
        number = 910_000 + len(self._anchors)
        picture = picture_xml(number, f"QR {len(self._anchors) + 1}", self._pictures.relations[member])
        picture = picture.replace("<pic:", "<xdr:").replace("</pic:", "</xdr:")
        self._anchors.append(
            f'<xdr:oneCellAnchor xmlns:xdr="{_DRAWING}" xmlns:a="{_MAIN}" xmlns:r="{_RELATIONS}"><xdr:from>'
            f"<xdr:col>{spot[1]}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{spot[0]}</xdr:row>"
            f'<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx="{SIDE}" cy="{SIDE}"/>{picture}<xdr:clientData/>'
            "</xdr:oneCellAnchor>"
        )
        self.files = dict(self._pictures.files)
        return True

    def drawn(self, prefix: str) -> tuple[list[Patch], str]:
        """The patches of the sheet and the line of its relations; the drawing's own parts join `files`."""
        relations = "".join(
            f'<Relationship Id="{key}" Type="{_RELATIONS}/image" Target="/{member}"/>'
            for member, key in self._pictures.relations.items()
        )
        root, markup = self._sheet.markup.root, self._sheet.markup
        there = child(root, "drawing")
        if there is not None:
            key = next((str(text) for name, text in there.attrib.items() if str(name).endswith("}id")), "")
            targets = {one.id: one.target for one in self._package.relations(self._sheet.member)}
            member = targets.get(key, "xl/drawings")
            drawing = self._package.markup(member)
            self.files[member] = drawing.patched([drawing.append_inside(drawing.root, "".join(self._anchors))])
            part, lines = self._package.with_relations(member, relations)
            self.files[part] = lines
            return [], ""
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        whole = f'{head}<xdr:wsDr xmlns:xdr="{_DRAWING}">{"".join(self._anchors)}</xdr:wsDr>'
        space = "http://schemas.openxmlformats.org/package/2006/relationships"
        self.files[self._new] = whole.encode()
        self.files[rels_of(self._new)] = f'{head}<Relationships xmlns="{space}">{relations}</Relationships>'.encode()
        self.types = ((self._new, _TYPE),)
        before = [one for one in root if isinstance(one.tag, str) and local(one) not in _AFTER]
        element = f'<{prefix}drawing xmlns:r="{_RELATIONS}" r:id="rIdKiemCongDrawing"/>'
        line = f'<Relationship Id="rIdKiemCongDrawing" Type="{_RELATIONS}/drawing" Target="/{self._new}"/>'
        return [markup.insert_after(before[-1], element)], line
