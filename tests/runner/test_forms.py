"""``kiemcong form``: scores from the store or a file, one form or many, an annex, and what is refused."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest

from runner.home import open_home
from store import open_store
from tests.reports.form import offices
from tests.reports.form.reading_back import document_texts
from tests.reports.form.scores import READS, verdict
from tests.runner.command_line import kiemcong
from tests.runner.conftest import Audited

CODES = ["TH01", "th/02", "=TH 03"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An office's home whose store holds three schools."""
    with open_store(open_home(tmp_path / "home").database) as store:
        for code in CODES:
            store.save_verdict(verdict(code))
    offices.official(tmp_path / "phieu.docx")
    return tmp_path / "home"


def fill(home: Path, *more: str) -> tuple[str, ...]:
    return ("form", "fill", "--home", str(home), "--template", "phieu.docx", *more)


def test_the_form_of_one_school_is_filled_from_the_store(home: Path, run: Any, tmp_path: Path) -> None:
    status, told, _ = run(*fill(home, "--school", "th01", "--out", "bieu/TH01.docx"))
    assert status == 0, told
    assert "Đã điền biểu của trường TH01" in told
    texts = document_texts((tmp_path / "bieu" / "TH01.docx").read_bytes())
    assert (texts["1.14.3"], texts["1.14.4"]) == ("5", READS["3.1"])


@pytest.mark.parametrize("out", ["tat-ca.zip", "tat-ca"])
def test_all_schools_become_a_form_each(home: Path, run: Any, tmp_path: Path, out: str) -> None:
    status, told, _ = run(*fill(home, "--all", "--out", out))
    assert status == 0, told
    assert "Đã điền 3 biểu" in told
    if out.endswith(".zip"):
        with zipfile.ZipFile(tmp_path / out) as archive:
            found = {name: archive.read(name) for name in archive.namelist()}
    else:
        found = {path.name: path.read_bytes() for path in (tmp_path / out).iterdir()}
    assert len(found) == 3
    assert "phieu-TH01.docx" in found
    assert all("/" not in name and name.startswith("phieu-") for name in found)
    assert {document_texts(body)["1.16.3"] for body in found.values()} == {"5"}
    assert not list(tmp_path.glob("*.partial")) + list(tmp_path.glob(".*.partial"))


def test_only_the_schools_that_are_named(home: Path, run: Any, tmp_path: Path) -> None:
    status, told, _ = run(*fill(home, "--school", "TH01", "--school", "th/02", "--out", "hai.zip"))
    assert status == 0, told
    with zipfile.ZipFile(tmp_path / "hai.zip") as archive:
        assert len(archive.namelist()) == 2


def test_a_form_with_qr_codes_holds_them(home: Path, run: Any, tmp_path: Path) -> None:
    status, told, _ = run(*fill(home, "--school", "TH01", "--qr", "--out", "qr.docx"))
    assert status == 0, told
    with zipfile.ZipFile(tmp_path / "qr.docx") as archive:
        pictures = [name for name in archive.namelist() if name.startswith("word/media/kiemcong-qr")]
        assert len(pictures) == 3
        assert all(archive.read(name).startswith(b"\x89PNG") for name in pictures)
        assert b'Extension="png"' in archive.read("[Content_Types].xml")
    assert len(docx.Document(str(tmp_path / "qr.docx")).inline_shapes) == 3


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--out", "a.docx"], "Hãy nêu trường cần điền"),
        (["--school", "TH01", "--all", "--out", "a.zip"], "Hãy nêu trường cần điền"),
        (["--school", "TH99", "--out", "a.docx"], "Không có kết quả của trường mang mã: TH99"),
        (["--school", "TH01", "--out", "a.xlsx"], "biểu đã điền là tệp .docx"),
        (["--school", "TH01", "--out", "phieu.docx"], "không ghi đè lên biểu mẫu"),
        (["--school", "TH01", "--column", "x", "--out", "a.docx"], "--column x: hãy chọn một trong"),
        (["--school", "TH01", "--column", "phong", "--out", "a.docx"], "không có cột “phòng chấm”"),
        (["--school", "TH01", "--table", "4", "--out", "a.docx"], "không có bảng số 4"),
        (["--school", "TH01", "--rubric", "hcm-gdtx", "--out", "a.docx"], "Kho chưa có kết quả nào như vậy"),
        (["--school", "TH01", "--school-year", "2022-2023", "--out", "a.docx"], "Kho chưa có kết quả nào như vậy"),
        (["--all", "--out", "cut.json"], "cần một thư mục hoặc tệp .zip"),
        (["--all", "--json", "phieu.docx", "--out", "a.zip"], "không phải audit.json"),
        (["--all", "--json", "khong-co.json", "--out", "a.zip"], "không đọc được tệp"),
        (["--all", "--json", "cut.json", "--out", "a.zip"], "không phải audit.json của KiểmCổng, hoặc tệp hỏng"),
    ],
)
def test_what_cannot_be_filled_is_told_and_leaves_no_file(
    home: Path, run: Any, tmp_path: Path, arguments: list[str], says: str
) -> None:
    (tmp_path / "cut.json").write_text(
        '{"school_year":"2021-2022","rubric":"tdm-2021-2022","rubric_version":"2","schools":[\n{"code":"TH01","find'
    )
    before = (tmp_path / "phieu.docx").read_bytes()
    status, _, told = run(*fill(home, *arguments))
    assert status == 2
    assert says in told
    assert {path.name for path in tmp_path.iterdir()} == {"home", "phieu.docx", "cut.json"}
    assert (tmp_path / "phieu.docx").read_bytes() == before


def test_one_school_that_cannot_be_filled_does_not_stop_the_others(home: Path, run: Any, tmp_path: Path) -> None:
    other = verdict("TH04")
    with open_store(open_home(home).database) as store:
        store.save_verdict(other.model_copy(update={"findings": ()}))
    status, told, notes = run(*fill(home, "--all", "--out", "a.zip"))
    assert status == 0
    assert "Đã điền 3 biểu" in told
    assert "1 trường không điền được" in told
    assert "Trường TH04:" in notes


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_the_annex_lists_all_evidence_with_marks_quotes_and_times(
    home: Path, run: Any, tmp_path: Path, ending: str
) -> None:
    out = tmp_path / f"phu-luc.{ending}"
    status, told, _ = run("form", "annex", "--home", str(home), "--school", "TH01", "--out", str(out))
    assert status == 0, told
    if ending == "pdf":
        text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(out))
    else:
        document = docx.Document(str(out))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        text = " ".join([*(one.text for one in document.paragraphs), *cells])
    plain = "".join(text.split())
    for wanted in ("http://th-phuhoa.test/tin?a=1&b=2", "http://th-phuhoa.test/tin/7", "javascript:alert(1)",
                   "“trích”", "02/06/202201:30", "ab" * 32, "2,5/3điểm"):  # fmt: skip
        assert wanted in plain, wanted
    assert plain.count("ab" * 32) == 5


def test_an_annex_of_another_kind_is_refused(home: Path, run: Any, tmp_path: Path) -> None:
    status, _, told = run("form", "annex", "--home", str(home), "--school", "TH01", "--out", "a.txt")
    assert (status, list(tmp_path.glob("a.*"))) == (2, [])
    assert "phụ lục là tệp .pdf hoặc .docx" in told


@pytest.mark.district
def test_store_and_file_fill_alike(audited: Audited, tmp_path: Path) -> None:
    """A form of a real audit, by the store and by its audit.json: the same bytes."""
    offices.official(tmp_path / "phieu.docx")
    bodies = []
    for number, more in enumerate(([], ["--json", audited.office.out / "audit.json"])):
        out = tmp_path / f"{number}.zip"
        arguments = ["form", "fill", "--home", audited.office.home, "--template", tmp_path / "phieu.docx", "--all"]
        result = kiemcong(*arguments, "--out", out, *more, cwd=tmp_path)
        assert result.returncode == 0, result.stderr
        with zipfile.ZipFile(out) as archive:
            bodies.append({name: archive.read(name) for name in sorted(archive.namelist())})
    assert bodies[0] == bodies[1]
    assert len(bodies[0]) > 5
    scores = {document_texts(io.BytesIO(body).getvalue())["1.16.3"] for body in bodies[0].values()}
    assert {"5", "0", "(*)"} <= scores, "posts are enough, too few, or could not be counted"
