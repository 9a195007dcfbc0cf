"""What headings, levels and codes of school lists mean."""

from __future__ import annotations

import unicodedata

import pytest

from config.school_fields import COLUMN_TITLES, Column, is_nothing, read_code, read_heading, read_levels
from config.tables import CellKind
from records.school import Level

MN, TH, THCS, THPT, GDTX = Level


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("code", Column.CODE), ("Mã trường", Column.CODE), ("MÃ TRƯỜNG", Column.CODE), ("ma truong", Column.CODE),
        ("Mã trường *", Column.CODE), ("Mã trường (CSDL ngành)", Column.CODE), ("Tên trường", Column.NAME),
        ("TÊN ĐƠN VỊ", Column.NAME), ("name", Column.NAME), ("Cấp học", Column.LEVEL),
        ("Cấp học (TH/THCS)", Column.LEVEL),
        ("level", Column.LEVEL), ("url", Column.URL), ("URL", Column.URL), ("Website", Column.URL),
        ("Địa chỉ cổng", Column.URL), ("Cổng thông tin", Column.URL), ("Cổng thông tin điện tử", Column.URL),
        ("ĐỊA CHỈ WEBSITE", Column.URL), ("parent_url", Column.PARENT_URL), ("Cổng cấp trên", Column.PARENT_URL),
        ("cổng Phòng GD&ĐT", Column.PARENT_URL), ("Phường/xã", Column.WARD), ("Xã, phường", Column.WARD),
        ("Xã/Phường/Đặc khu", Column.WARD), ("ward", Column.WARD), ("Cơ quan quản lý", Column.AUTHORITY),
        ("Tên khác", Column.ALIASES), ("aliases", Column.ALIASES),
        ("STT", None), ("", None), ("Ghi chú", None), ("Danh sách mã trường và website", None),
        ("Trường Tiểu học Hoa Sen", None),
    ],
)  # fmt: skip
def test_headings(heading: str, column: Column | None) -> None:
    assert read_heading(heading) is column
    assert read_heading(unicodedata.normalize("NFD", heading)) is column
    assert read_heading(heading.upper()) is column


def test_every_column_is_known_by_its_own_title_and_key() -> None:
    for column in Column:
        assert read_heading(column.value) is column
        assert read_heading(COLUMN_TITLES[column]) is column


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("MN", (MN,)), ("Mầm non", (MN,)), ("Mẫu giáo", (MN,)), ("Trường mầm non", (MN,)), ("TH", (TH,)),
        ("tiểu học", (TH,)), ("THCS", (THCS,)), ("Trung học cơ sở", (THCS,)), ("THPT", (THPT,)),
        ("TRUNG HỌC PHỔ THÔNG", (THPT,)), ("GDTX", (GDTX,)), ("GDNN-GDTX", (GDTX,)),
        ("Trung tâm GDNN - GDTX", (GDTX,)), ("Giáo dục thường xuyên", (GDTX,)), ("TH&THCS", (TH, THCS)),
        ("TH-THCS", (TH, THCS)), ("TH, THCS", (TH, THCS)), ("THCS/TH", (TH, THCS)), ("TH+THCS", (TH, THCS)),
        ("Tiểu học và THCS", (TH, THCS)), ("Tiểu học - Trung học cơ sở", (TH, THCS)), ("THCS&THPT", (THCS, THPT)),
        ("THCS và THPT", (THCS, THPT)), ("TH, THCS và THPT", (TH, THCS, THPT)), ("MN;TH", (MN, TH)),
        ("PTDTBT TH&THCS", (TH, THCS)), ("PTCS", (TH, THCS)), ("Cấp 2", (THCS,)), ("cấp 1, 2", (TH, THCS)),
        ("Cấp 2-3", (THCS, THPT)), ("Cấp II", (THCS,)), ("cấp 1 và cấp 2", (TH, THCS)), ("THPT chuyên", (THPT,)),
        ("TH TH", (TH,)),
        ("TCHS", None), ("Liên cấp", None), ("Đại học", None), ("1", None), ("cấp 4", None), ("THCS?", (THCS,)),
        ("THCSx", None), ("và", None), ("", None), ("Trung học", None),
    ],
)  # fmt: skip
def test_levels(text: str, levels: tuple[Level, ...] | None) -> None:
    assert read_levels(text) == levels
    assert read_levels(unicodedata.normalize("NFD", text).lower()) == levels


@pytest.mark.parametrize(
    ("text", "kind", "code", "doubtful"),
    [
        ("79000001", None, "79000001", False),
        ("00000001", None, "00000001", False),
        ("TDM-01", None, "TDM-01", False),
        ("1E5", None, "1E5", False),
        ("79.000.001", None, "79.000.001", False),
        ("79000001.0", None, "79000001", True),
        ("79000001,00", None, "79000001", True),
        ("7.9E+7", None, "79000000", True),
        ("7,9000001E+07", None, "79000001", True),
        ("7E+07", None, "70000000", True),
        ("7.9000001E+3", None, "7.9000001E+3", False),
        ("79000001", CellKind.NUMBER, "79000001", False),
        ("123.5", CellKind.NUMBER, "123.5", True),
        ("-5", CellKind.NUMBER, "-5", True),
    ],
)
def test_codes(text: str, kind: CellKind | None, code: str, doubtful: bool) -> None:
    assert read_code(text, kind)[0] == code
    assert bool(read_code(text, kind)[1]) is doubtful


@pytest.mark.parametrize(
    ("text", "nothing"),
    [("", True), ("-", True), ("không có", True), ("Chưa có", True), ("N/A", True), ("0", False), ("a.vn", False)],
)
def test_nothing(text: str, nothing: bool) -> None:
    assert is_nothing(text) is nothing
