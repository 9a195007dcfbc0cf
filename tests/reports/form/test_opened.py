"""Every filled form opened by a real LibreOffice: its pages show what was filled in, its sums what that comes to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from tests.reports.form.offices import soffice
from tests.reports.form.reading_back import members
from tests.reports.form.test_filled import CASES, EACH, filled


@pytest.fixture(scope="module")
def opened(forms: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a PDF of every filled form, and the workbooks saved anew with what their formulas come to."""
    folder = tmp_path_factory.mktemp("mo")
    made = []
    for number, (case, name) in enumerate(EACH):
        if Path(name).suffix in (".docx", ".docm", ".xlsx"):
            _, after = filled(forms, case, name)
            path = folder / f"{number}{'.docx' if 'word/document.xml' in members(after) else '.xlsx'}"
            path.write_bytes(after)
            made.append(path)
    soffice(folder, "pdf", made, folder / "pdf")
    soffice(folder, "xlsx", [path for path in made if path.suffix == ".xlsx"], folder / "xlsx")
    return folder


READY = [(number, case, name) for number, (case, name) in enumerate(EACH)
         if Path(name).suffix in (".docx", ".docm", ".xlsx")]  # fmt: skip


@pytest.mark.parametrize(("number", "case", "name"), READY, ids=[f"{number}-{name}" for number, _, name in READY])
def test_the_pages_show_it(opened: Path, number: int, case: dict[str, Any], name: str) -> None:
    document = pypdfium2.PdfDocument(opened / "pdf" / f"{number}.pdf")
    shown = "".join("".join(page.get_textpage().get_text_range() for page in document).split())
    wanted = ["Cóbiênbảnmỗitháng"] if "nhieu-cot" in name else ["Có45tinbài", "Cổngcóđủ"]
    told = ["Ghichú(KiểmCổng,nămhọc2021-2022):"] if case.get("notes") or name.endswith(".xlsx") else []
    # A cell of a sheet is as wide as the office made it; what does not fit is not on paper.
    wanted = [] if name.endswith(".xlsx") else wanted
    assert [words for words in (*wanted, *told) if words not in shown] == []


@pytest.mark.parametrize("name", ["bang-tinh.xlsx", "lo-bang-tinh.xlsx"])
def test_sums_come_to_what_is_filled_in(opened: Path, name: str) -> None:
    number, case = next((number, case) for number, (case, one) in enumerate(EACH) if one == name)
    sheet = openpyxl.load_workbook(opened / "xlsx" / f"{number}.xlsx", data_only=True)["Phiếu chấm"]
    assert {place: str(sheet[place].value) for place in case["shows"]} == case["shows"]
    assert "“_x0041_”" in sheet["F16"].value, "a text that looks like an escape is a text"


def test_a_sum_over_sheets_comes_to_what_is_filled_in(opened: Path) -> None:
    for number, (_, name) in enumerate(EACH):
        if name.endswith("hai-trang-tinh.xlsx"):
            book = openpyxl.load_workbook(opened / "xlsx" / f"{number}.xlsx", data_only=True)
            assert book["Tổng hợp"]["B1"].value == 12.5


def test_every_form_is_of_at_least_twelve_makes() -> None:
    assert len({name for case in CASES for name in case["files"]}) >= 12
