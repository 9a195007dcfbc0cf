"""A form that is a Word document."""

from __future__ import annotations

from collections.abc import Sequence

from reports.form.errors import FormError
from reports.form.filling import EvidenceText, Filling, Mark, Score
from reports.form.grid import Grid
from reports.form.markup import Element, Markup, Patch, child, value, xml_text
from reports.form.package import Package
from reports.form.pictures import QrPictures
from reports.form.plan import Plan
from reports.form.word_cells import CellWriter
from reports.form.word_numbers import ListNumbers
from reports.form.word_tables import read_tables
from reports.typography import format_number

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"


class WordForm:
    """Raises FormError for a document that is locked against changes or has no body."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._document: Markup = package.markup(package.main)
        body = child(self._document.root, "body")
        if body is None:
            raise FormError(f"{package.name}: tệp hỏng, văn bản không có nội dung.")
        self._body: Element = body
        parts = {one.type: one.target for one in package.relations(package.main) if not one.external}
        self._check_protection(parts.get("settings"))
        lists = ListNumbers(self._part(parts.get("numbering")), self._part(parts.get("styles")))
        lists.count(body)
        self.grids: Sequence[Grid] = read_tables(body, lists)

    def _part(self, member: str | None) -> Markup | None:
        return self._package.markup(member) if member and self._package.read(member) else None

    def _check_protection(self, member: str | None) -> None:
        settings = self._part(member)
        locked = child(settings.root, "documentProtection") if settings is not None else None
        if locked is not None and value(locked, "enforcement") in ("1", "true", "on"):
            raise FormError(
                f"{self._package.name}: văn bản đang khóa sửa (Review, Restrict Editing). Hãy bỏ khóa rồi thử lại."
            )

    def fill(self, plan: Plan, filling: Filling, notes: Sequence[str], *, qr: bool) -> bytes:
        """The form's bytes, filled."""
        links: dict[str, str] = {}
        pictures = QrPictures("word/media") if qr else None

        def link(href: str) -> str:
            return links.setdefault(href, f"rIdKiemCong{len(links) + 1}")

        writer = CellWriter(self._package.name, self._document, link, pictures.inline if pictures is not None else None)
        patches: list[Patch] = []
        for _, write in filling.writes:
            if isinstance(write, EvidenceText):
                patches += writer.long(write.cell, write.lines)
            elif isinstance(write, Mark):
                patches += writer.short(write.cell, write.text, keep=True)
            elif isinstance(write, Score):
                text = write.value if isinstance(write.value, str) else format_number(write.value)
                patches += writer.short(write.cell, text)
        patches += [
            patch for total in plan.totals if total.score.formula for patch in writer.reckoned_anew(total.score)
        ]
        if notes:
            row = plan.rows[-1]
            like = row.score or row.evidence
            assert like is not None, "a row without a cell to fill is refused before"
            patches += writer.notes(self._body, like.inside, notes)
        changed = {self._package.main: self._document.patched(patches)}
        changed |= self._related(links, pictures)
        return self._package.written(changed)

    def _related(self, links: dict[str, str], pictures: QrPictures | None) -> dict[str, bytes]:
        strict = "purl.oclc.org" in str(self._document.root.tag)
        base = _STRICT_RELATIONS if strict else _RELATIONS
        lines = [
            f'<Relationship Id="{key}" Type="{base}/hyperlink" Target="{xml_text(href)}" TargetMode="External"/>'
            for href, key in links.items()
        ]
        if pictures is not None:
            lines += [
                f'<Relationship Id="{key}" Type="{base}/image" Target="/{member}"/>'
                for member, key in pictures.relations.items()
            ]
        if not lines:
            return {}
        found = dict([self._package.with_relations(self._package.main, "".join(lines))])
        if pictures is not None and pictures.files:
            found |= dict([self._package.with_types({"png": "image/png"}, {})])
            found |= pictures.files
        return found
