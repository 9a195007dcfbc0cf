"""The spreadsheet and the CSV file, read back: numbers are numbers, days are days, what was not measured is empty."""

from __future__ import annotations

import csv
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree

from reports import xlsx
from reports.csv_files import CSV_FILE, cell_text
from reports.xlsx import XLSX_FILE
from tests.reports.conftest import Written
from tests.reports.offices import HOSTILE, HOSTILE_ADDRESSES, district, school, write_office
from tests.reports.samples import make_entries


@pytest.fixture(scope="module")
def book(written: Written) -> Any:
    return openpyxl.load_workbook(written.folder / XLSX_FILE)


def table(sheet: Any) -> list[dict[str, Any]]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def csv_rows(folder: Path) -> list[dict[str, str]]:
    with (folder / CSV_FILE).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_there_are_four_sheets_and_the_posts_only_where_asked(book: Any, tmp_path: Path) -> None:
    assert book.sheetnames == ["Tổng hợp", "Trường", "Kết luận", "Tin bài"]
    write_office(tmp_path, district()[:1], ("xlsx",))
    assert openpyxl.load_workbook(tmp_path / XLSX_FILE).sheetnames == ["Tổng hợp", "Trường", "Kết luận"]


def test_one_row_a_school_with_numbers_and_empty_cells(book: Any, written: Written) -> None:
    rows = table(book["Trường"])
    assert [row["Mã"] for row in rows] == [verdict.school for verdict, _ in written.schools]
    good, poor, down = rows[:3]
    assert [good[f"3.{n} điểm"] for n in range(1, 6)] == [5, 5, 5, 3, 2]
    assert [poor[f"3.{n} điểm"] for n in range(1, 6)] == [3.5, 0, None, 3, None], "unjudged is empty, never 0"
    assert [poor[f"3.{n} kết quả"] for n in range(1, 6)] == [
        "đạt một phần", "chưa đạt", "cần kiểm tra", "đạt", "chưa đo được",
    ]  # fmt: skip
    assert (poor["Điểm đã đo"], poor["Tối đa đã đo"], poor["Điểm chưa đo"]) == (6.5, 13, 7)
    assert (down["Điểm đã đo"], down["Tối đa đã đo"], down["Tin được tính"]) == (None, 0, None)
    assert down["Không xem được trang chủ vì"] == "Máy chủ không trả lời trong thời gian chờ."
    assert poor["Xem lúc"] == datetime(2022, 6, 2, 1, 30), "a moment of Viet Nam"
    assert (good["Phường, xã"], down["Phường, xã"]) == ("Phường Phú Cường", None)
    assert rows[4]["Nay ở"] == "http://moi.test/"


def test_numbers_and_days_are_printed_as_vietnamese_do(book: Any) -> None:
    head = [cell.value for cell in book["Trường"][1]]
    row = dict(zip(head, book["Trường"][2], strict=True))
    assert row["Xem lúc"].number_format == "[$-42A]dd/mm/yyyy hh:mm"
    assert row["3.1 điểm"].number_format == "#,##0.0"
    assert row["Số byte"].number_format == "#,##0"
    assert book["Tin bài"]["C2"].number_format == "[$-42A]dd/mm/yyyy"
    assert book["Tin bài"]["C2"].is_date


@pytest.mark.parametrize("name", ["Trường", "Kết luận", "Tin bài"])
def test_heads_are_frozen_and_filtered(book: Any, name: str) -> None:
    sheet = book[name]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, sheet.max_column).column_letter}{sheet.max_row}"


def test_evidence_and_portals_are_links(book: Any) -> None:
    sheet = book["Trường"]
    head = [cell.value for cell in sheet[1]]
    cell = sheet.cell(2, head.index("3.1 minh chứng") + 1)
    assert cell.hyperlink.target == "http://truong.test/tin"
    assert sheet.cell(2, head.index("Cổng") + 1).hyperlink.target == "http://truong.test/"


def test_findings_tell_reason_remedy_and_evidence(book: Any) -> None:
    rows = [row for row in table(book["Kết luận"]) if row["Mã"] == "TH02"]
    assert [row["Tiêu chí"] for row in rows] == ["3.1", "3.2", "3.3", "3.4", "3.5"], "what schools score is no finding"
    assert (rows[1]["Kết quả"], rows[1]["Điểm"], rows[1]["Tối đa"]) == ("chưa đạt", 0, 5)
    assert (rows[1]["Lý do"], rows[1]["Việc cần làm"]) == ("Vì sao.", "Hãy làm việc này (3.2).")
    assert (rows[1]["Minh chứng"], rows[1]["Trích dẫn"]) == ("http://truong.test/tin", "đoạn trích")


def test_the_summary_adds_up(book: Any) -> None:
    rows = {row[0]: row[1:] for row in book["Tổng hợp"].iter_rows(values_only=True) if row[0]}
    assert rows["Số dòng của danh sách"][0] == 8
    assert sum(rows[name][0] for name in ("Trường đã kiểm tra", "Dòng không kiểm tra được", "Dòng chưa tới lượt")) == 8
    assert rows["2 trường dưới nen-tang.test"][0].endswith("TH03, TH04")
    head = rows["Tiêu chí"]
    for number in range(1, 6):
        line = rows[f"Tiêu chí số 3.{number}"]
        assert sum(line[2 : 2 + len([title for title in head[2:] if title])]) == 7


def test_every_post_is_a_row_with_its_address_as_text(book: Any, written: Written) -> None:
    rows = table(book["Tin bài"])
    assert len(rows) == sum(len(reading.ledger.entries) for _, reading in written.schools)
    assert not any(cell.hyperlink for row in book["Tin bài"].iter_rows(min_row=2, max_row=60) for cell in row)
    assert {row["Tính?"] for row in rows} == {"được tính", "có thể tính", "không tính"}


def test_more_links_and_rows_than_a_sheet_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_LINKS", 3)
    monkeypatch.setattr(xlsx, "LAST_ROW", 40)
    write_office(
        tmp_path, [school(f"S{n}", entries=make_entries(30, 0, 0)) for n in range(3)], ("xlsx",), with_posts=True
    )
    book = openpyxl.load_workbook(tmp_path / XLSX_FILE)
    links = [cell for row in book["Trường"].iter_rows(min_row=2) for cell in row if cell.hyperlink]
    assert len(links) == 3
    assert book["Trường"]["E4"].value == "http://truong.test/", "beyond that they are texts"
    sheets = [name for name in book.sheetnames if name.startswith("Tin bài")]
    assert sheets == ["Tin bài", "Tin bài 2", "Tin bài 3"]
    assert [len(table(book[name])) for name in sheets] == [40, 40, 10]


def test_no_text_becomes_a_formula_or_a_wrong_link_in_the_spreadsheet(written: Written) -> None:
    with zipfile.ZipFile(written.folder / XLSX_FILE) as archive:
        names = archive.namelist()
        for name in names:
            if name.endswith((".xml", ".rels")):
                tree = etree.fromstring(archive.read(name))
                assert tree.xpath("//*[local-name()='f']") == [], name
                for target in tree.xpath("//@Target[../@TargetMode='External']"):
                    assert target.startswith("http"), target
        assert not any("vba" in name.lower() or "externalLink" in name for name in names)
    rows = table(openpyxl.load_workbook(written.folder / XLSX_FILE)["Tin bài"])
    titles = [row["Tiêu đề"] for row in rows if row["Mã"] == written.hostile]
    assert titles[0] == HOSTILE[0]
    assert "gpj.exe" in titles
    assert "abc" in [title.strip() for title in titles]
    # As the file has to hold it, lest a spreadsheet reads an "A"; openpyxl hands inline texts out as they stand.
    assert "_x005F_x0041_" in titles
    assert HOSTILE_ADDRESSES[0] in [row["Địa chỉ"] for row in rows]


def test_csv_has_a_bom_and_the_same_rows(written: Written, book: Any) -> None:
    assert (written.folder / CSV_FILE).read_bytes().startswith(b"\xef\xbb\xbf")
    rows = csv_rows(written.folder)
    sheet = table(book["Trường"])
    assert list(rows[0]) == list(sheet[0])
    assert [row["Mã"].removeprefix("'") for row in rows] == [row["Mã"] for row in sheet]
    assert (rows[1]["3.1 điểm"], rows[1]["3.2 điểm"], rows[1]["3.3 điểm"]) == ("3,5", "0", "")
    assert rows[1]["Xem lúc"] == "02/06/2022 01:30"


def test_no_cell_of_the_csv_begins_like_a_formula(written: Written) -> None:
    rows = csv_rows(written.folder)
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@", "\t", "＝", "＋"))]
    assert rows[-1]["Trường"] == '\'=1+1 <b>Trường</b> "x"'
    assert rows[-1]["Phường, xã"] == "'@ward"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_made_harmless_in_a_cell(text: str) -> None:
    cell = cell_text(text)
    assert cell.removeprefix("'") == text
    assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋"))
