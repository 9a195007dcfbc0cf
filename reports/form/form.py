"""One form: opened once, then filled for any number of schools."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from records.rubric import Rubric
from reports.form.columns import Role
from reports.form.conversion import CONVERTED, converted
from reports.form.errors import FormError
from reports.form.filling import NOTES_TITLE, fill_plan, titled
from reports.form.package import LARGEST_FILE, Kind, Package
from reports.form.pictures import check_qr
from reports.form.plan import Plan, build_plan
from reports.form.scores import SchoolScores
from reports.form.sheet_form import SheetForm
from reports.form.word_form import WordForm

FORM_ENDINGS = (".docx", ".docm", ".xlsx", ".xlsm", *CONVERTED)
_FILLED = (b"rIdKiemCong", NOTES_TITLE.encode())
"""What only a form holds that was filled before: evidence would stand in it twice."""
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Form:
    """A form, understood. `plan` tells which cells are filled."""

    def __init__(self, package: Package, form: WordForm | SheetForm, plan: Plan, *, qr: bool) -> None:
        self._package, self._form, self._qr = package, form, qr
        self.plan = plan

    @property
    def ending(self) -> str:
        """What the name of a filled form ends with."""
        return self._package.ending

    def fill(self, school: SchoolScores, school_year: str) -> bytes:
        """The form of one school, as a file's bytes. Raises FormError, and then there is no half of it."""
        filling = fill_plan(self._package.name, self.plan, school)
        return self._form.fill(self.plan, filling, titled(filling.notes, school_year), qr=self._qr)


def open_form(
    path: Path, rubric: Rubric, *, column: Role | None = None, tables: Sequence[int] = (), qr: bool = False
) -> Form:
    """Read the form at `path` and find where each criterion of `rubric` goes. Raises FormError."""
    if qr:
        check_qr()
    package = Package(path.name, _read(path))
    if any(
        mark in package.read(name) for name in package.names if name.endswith((".xml", ".rels")) for mark in _FILLED
    ):
        raise FormError(f"{path.name}: biểu này đã được điền bằng KiểmCổng rồi. Hãy dùng biểu còn trống.")
    form: WordForm | SheetForm = WordForm(package) if package.kind is Kind.DOCUMENT else SheetForm(package)
    return Form(package, form, build_plan(package.name, form.grids, rubric, column, tables), qr=qr)


def _read(path: Path) -> bytes:
    """The bytes of a DOCX or XLSX; older formats are converted first."""
    try:
        size = path.stat().st_size
        if not path.is_file() or size > LARGEST_FILE:
            raise FormError(f"{path.name}: không phải tệp biểu mẫu, hoặc lớn hơn {LARGEST_FILE // 1_000_000} MB.")
        data = path.read_bytes()
    except OSError as error:
        raise FormError(f"{path}: không đọc được tệp ({error.strerror or error}).") from error
    ending = path.suffix.lower()
    if (ending in CONVERTED and not data.startswith(b"PK\x03\x04")) or ending in (".odt", ".ods"):
        return converted(path, data)
    if data.startswith(_OLD):
        return converted(path, data)
    if ending not in FORM_ENDINGS:
        raise FormError(
            f"{path.name}: chỉ điền được biểu .docx, .xlsx (cả .docm, .xlsm, .doc, .xls, .odt, .ods, .rtf)."
        )
    return data
