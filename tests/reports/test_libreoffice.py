"""The spreadsheet and the documents opened by a real LibreOffice and read back from what it makes of them."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from reports.xlsx import XLSX_FILE
from tests.reports.conftest import Written

Convert = Callable[[Path, str, str], Path]
# Commas, quotes, UTF-8, cells as they are shown, every sheet a file of its own.
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"


@pytest.fixture(scope="module")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Turn a file into another format; returns the folder of what came out."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    assert program, "no LibreOffice on this machine"
    profile = tmp_path_factory.mktemp("ho-so")

    def run(path: Path, to: str, name: str) -> Path:
        out = tmp_path_factory.mktemp(name)
        subprocess.run(
            [program, f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", "--convert-to", to,
             "--outdir", str(out), str(path)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        return out

    return run


def rows(folder: Path, sheet: str) -> list[dict[str, str]]:
    (path,) = folder.glob(f"*-{sheet}.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def sheets(convert: Convert, written: Written) -> Path:
    return convert(written.folder / XLSX_FILE, CSV, "bang")


def test_the_spreadsheet_opens_with_every_sheet_and_row(sheets: Path, written: Written) -> None:
    schools = rows(sheets, "Trường")
    assert [row["Mã"] for row in schools] == [verdict.school for verdict, _ in written.schools]
    assert len(rows(sheets, "Kết luận")) == 5 * len(written.schools)
    assert len(rows(sheets, "Tin bài")) == sum(len(reading.ledger.entries) for _, reading in written.schools)


def test_numbers_moments_and_days_are_what_they_are(sheets: Path) -> None:
    poor = rows(sheets, "Trường")[1]
    assert [poor[f"3.{n} điểm"] for n in range(1, 6)] == ["3.5", "0.0", "", "3.0", ""]
    assert poor["Số byte"] == "1,340,000", "a number, grouped by this LibreOffice's own language"
    assert poor["Xem lúc"] == "02/06/2022 01:30"
    assert rows(sheets, "Tin bài")[0]["Ngày đăng"] == "10/08/2021"


def test_no_text_was_reckoned_with(sheets: Path, written: Written) -> None:
    titles = [row["Tiêu đề"] for row in rows(sheets, "Tin bài") if row["Mã"] == written.hostile]
    assert titles[:4] == ['=HYPERLINK("http://evil.test";"x")', "+1+1", "-2+3", "@SUM(A1)"]
    assert "_x0041_" in titles
    schools = rows(sheets, "Trường")
    assert schools[-1]["Trường"] == '=1+1 <b>Trường</b> "x"'
    every = [row for sheet in ("Trường", "Kết luận", "Tin bài") for row in rows(sheets, sheet)]
    cells = [cell for row in every for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("#", "Err:"))], "nothing that could not be reckoned either"


@pytest.mark.parametrize("kind", ["truong", "muc"])
@pytest.mark.parametrize("school", ["TH02", "hostile"])
def test_documents_open_with_their_text_and_tables(convert: Convert, written: Written, kind: str, school: str) -> None:
    code = written.hostile if school == "hostile" else school
    path = written.page(code, "docx", kind)
    (text,) = convert(path, "txt:Text (encoded):UTF8", "van-ban").glob("*.txt")
    found = " ".join(text.read_text(encoding="utf-8-sig").split())
    if kind == "muc":
        words = ["3. Công tác thông tin:", "Bảng tự chấm, mục 3", "Kèm minh chứng", "Hiệu trưởng kiểm tra lại"]
    else:
        words = ["Việc nên làm trước", "Tin bài theo tháng", "Sổ tin bài", "Lần xem cổng", "57 yêu cầu"]
    assert [word for word in words if word not in found] == []
    if school == "hostile":
        assert "=1+1 <b>Trường</b>" in found
