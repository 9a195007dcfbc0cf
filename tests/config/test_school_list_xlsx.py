"""School lists as workbooks: titles, merged cells, numbers, links, damaged and hostile files."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart
from openpyxl.worksheet.worksheet import Worksheet

from config import workbooks
from config.errors import ConfigError
from config.school_list import SchoolList, Severity, load_school_list
from records.school import Level
from tests.config.excel_file import excel_bytes

HEADER = ["Mã trường", "Tên trường", "Cấp học", "Địa chỉ cổng", "Cổng cấp trên"]


def workbook(*rows: list[Any]) -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    return book, sheet


def loaded(tmp_path: Path, book: openpyxl.Workbook) -> SchoolList:
    path = tmp_path / "truong.xlsx"
    book.save(path)
    result = load_school_list(path)
    assert result.rows_read == len(result.schools) + result.error_rows
    return result


def rewritten(tmp_path: Path, book: openpyxl.Workbook, member: str, pattern: str, new: str) -> Path:
    """Save the workbook with the text of one of its parts changed."""
    buffer = io.BytesIO()
    book.save(buffer)
    path = tmp_path / "truong.xlsx"
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == member:
                changed, count = re.subn(pattern, lambda _: new, content.decode(), count=1)
                assert count == 1
                content = changed.encode()
            target.writestr(name, content)
    return path


def test_titles_merged_cells_and_empty_rows(tmp_path: Path) -> None:
    book, sheet = workbook(
        ["PHÒNG GIÁO DỤC VÀ ĐÀO TẠO"], ["Danh sách trường năm học 2021-2022"], [], HEADER,
        ["0790", "Trường A", "TH&THCS", "a.vn", "p.vn"], [], ["0791", "Trường B", "XX", "b.vn", "p.vn"],
    )  # fmt: skip
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("A2:E2")
    result = loaded(tmp_path, book)
    assert [(school.code, school.portal) for school in result.schools] == [("0790", "http://a.vn/")]
    (problem,) = result.problems
    # Excel's own row number, the empty row counted.
    assert (problem.line, problem.column, problem.severity) == (7, "Cấp học", Severity.ERROR)


def test_the_first_sheet_with_a_header_wins(tmp_path: Path) -> None:
    book, _ = workbook(["Hướng dẫn"], ["Điền vào trang sau"])
    book.create_chartsheet("Biểu đồ").add_chart(BarChart())
    for title, code in (("Danh sách", "01"), ("Cũ", "99")):
        sheet = book.create_sheet(title)
        sheet.append(HEADER)
        sheet.append([code, "A", "TH", "a.vn", "p.vn"])
    assert [school.code for school in loaded(tmp_path, book).schools] == ["01"]


def test_codes_that_excel_made_numbers(tmp_path: Path) -> None:
    book, sheet = workbook(
        HEADER,
        [79000001, "A", "TH", "a.vn", "p.vn"],
        [79000002.0, "B", "TH", "b.vn", "p.vn"],
        [790003, "C", "TH", "c.vn", "p.vn"],
        ["079", "D", "TH", "d.vn", "p.vn"],
    )
    sheet["A4"].number_format = "00000000"
    result = loaded(tmp_path, book)
    assert [school.code for school in result.schools] == ["79000001", "79000002", "00790003", "079"]
    # Told once for the column, not once a row; the zeros of a format are not lost.
    (problem,) = result.problems
    assert (problem.line, problem.column, problem.severity) == (2, "Mã trường", Severity.WARNING)
    assert "(2 dòng)" in problem.message


@pytest.mark.parametrize(
    ("code", "severity", "said"),
    [
        (datetime.datetime(2022, 1, 2), Severity.ERROR, "ngày"),
        (12.5, Severity.WARNING, "số lẻ"),
        ("#N/A", Severity.ERROR, "thiếu mã trường"),
        (None, Severity.ERROR, "thiếu mã trường"),
    ],
)
def test_codes_that_are_no_codes(tmp_path: Path, code: object, severity: Severity, said: str) -> None:
    book, _ = workbook(HEADER, ["01", "A", "TH", "a.vn", "p.vn"], [code, "B", "TH", "b.vn", "p.vn"])
    result = loaded(tmp_path, book)
    (problem,) = result.problems
    assert (problem.line, problem.severity) == (3, severity)
    assert said in problem.message


def test_links_behind_cells(tmp_path: Path) -> None:
    book, sheet = workbook(
        HEADER,
        ["01", "A", "TH", "Xem tại đây", "Cổng Phòng"],
        ["02", "B", "TH", "b.vn", "p.vn"],
        ["03", "C", "TH", '=HYPERLINK("http://c.vn/","Trang web")', "p.vn"],
        ["04", "D", "TH", "Liên hệ", "p.vn"],
    )
    sheet["D2"].hyperlink = "http://a.vn/trang"
    sheet["E2"].hyperlink = "http://p.vn/"
    sheet["D3"].hyperlink = "http://khac.vn/"  # What the cell shows is what the office checked.
    sheet["D5"].hyperlink = "mailto:d@d.vn"
    result = loaded(tmp_path, book)
    assert [(school.code, school.portal) for school in result.schools] == [
        ("01", "http://a.vn/trang"), ("02", "http://b.vn/"), ("03", "http://c.vn/"),
    ]  # fmt: skip
    assert result.schools[0].parents == ("http://p.vn/",)
    assert [(problem.line, problem.column) for problem in result.problems] == [(5, "Địa chỉ cổng")]


def test_a_workbook_as_excel_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "truong.xlsx"
    path.write_bytes(excel_bytes())
    result = load_school_list(path)
    (school,) = result.schools
    assert (school.code, school.name, school.levels) == ("00790001", "Trường A", (Level.TH,))
    assert (school.portal, school.parents) == ("http://a.vn/", ("http://p.vn/",))
    assert result.problems == ()


def test_lines_are_excels_where_empty_rows_are_not_stored(tmp_path: Path) -> None:
    path = tmp_path / "truong.xlsx"
    strings = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    words = ("code", "name", "level", "url", "parent_url", "A", "XX", "a.vn", "p.vn")
    strings += b"".join(f"<si><t>{word}</t></si>".encode() for word in words) + b"</sst>"
    path.write_bytes(excel_bytes(**{"xl/sharedStrings.xml": strings}))
    result = load_school_list(path)
    assert [(problem.line, problem.column) for problem in result.problems] == [(4, "level")]


def test_a_workbook_is_known_by_its_content_not_its_name(tmp_path: Path) -> None:
    book, _ = workbook(HEADER, ["01", "A", "TH", "a.vn", "p.vn"])
    book.save(tmp_path / "truong.xlsx")
    path = (tmp_path / "truong.xlsx").rename(tmp_path / "truong.csv")
    assert len(load_school_list(path).schools) == 1


def test_a_size_claimed_by_the_file_is_not_believed(tmp_path: Path) -> None:
    book, _ = workbook(HEADER, ["01", "A", "TH", "a.vn", "p.vn"])
    path = rewritten(tmp_path, book, "xl/worksheets/sheet1.xml", r'ref="A1:E2"', 'ref="A1:XFD1048576"')
    assert len(load_school_list(path).schools) == 1


def test_a_row_beyond_the_grid_is_refused(tmp_path: Path) -> None:
    book, _ = workbook(HEADER, ["01", "A", "TH", "a.vn", "p.vn"])
    path = rewritten(tmp_path, book, "xl/worksheets/sheet1.xml", r'<row r="2"', '<row r="999999999999"')
    with pytest.raises(ConfigError, match=r"truong\.xlsx, dòng 1049000"):
        load_school_list(path)


def test_a_workbook_that_unpacks_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book, _ = workbook(HEADER, ["01", "A", "TH", "a.vn", "p.vn"])
    book.save(tmp_path / "truong.xlsx")
    monkeypatch.setattr(workbooks, "MAX_UNPACKED_BYTES", 1000)
    with pytest.raises(ConfigError, match=r"truong\.xlsx: .*quá lớn"):
        load_school_list(tmp_path / "truong.xlsx")


def test_entities_are_not_unfolded(tmp_path: Path) -> None:
    book, _ = workbook(HEADER, ["01", "A", "TH", "a.vn", "p.vn"])
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet '
    path = rewritten(tmp_path, book, "xl/worksheets/sheet1.xml", "<worksheet ", bomb)
    with pytest.raises(ConfigError, match=r"truong\.xlsx: .*hỏng"):
        load_school_list(path)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["a", "b"], [1, 2]], "không tìm thấy dòng tiêu đề"),
        ([], "không tìm thấy dòng tiêu đề"),
        ([HEADER], "dòng 1: dưới dòng tiêu đề không có trường nào"),
        ([[], HEADER[:2] + HEADER[3:], ["01", "A", "a.vn"]], "dòng 2: dòng tiêu đề thiếu cột: cấp học"),
    ],
)
def test_an_unusable_workbook_is_refused(tmp_path: Path, rows: list[list[Any]], said: str) -> None:
    book, _ = workbook(*rows)
    with pytest.raises(ConfigError) as caught:
        loaded(tmp_path, book)
    assert "truong.xlsx" in str(caught.value)
    assert said in str(caught.value)


def test_other_archives_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "truong.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", "<office/>")
    with pytest.raises(ConfigError, match=r"truong\.xlsx: tệp Excel bị hỏng"):
        load_school_list(path)
