"""Papers as schools really type them: heads in many lines, the circular cited, titles broken, budget papers of TT 61/2017."""
# ruff: noqa: E501 (Vietnamese sentences stand whole)

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import replace

from tests.documents.letters import MOTTO, Letter
from tests.portals.documents.papers import signed

TT36 = ("ck_cam_ket", "ck_chat_luong", "ck_csvc", "ck_doi_ngu")
_FIRST = {"MN": 1, "TH": 5, "THCS": 9, "THPT": 9, "GDTX": 13}
_SECONDARY = "trường trung học cơ sở và trường trung học phổ thông"
_WHOSE = {"MN": "cơ sở giáo dục mầm non", "TH": "trường tiểu học", "THCS": _SECONDARY, "THPT": _SECONDARY,
          "GDTX": "trung tâm giáo dục thường xuyên"}  # fmt: skip
_TITLES = {
    "ck_cam_ket": "Cam kết chất lượng giáo dục của {of}",
    "ck_chat_luong": "Công khai thông tin chất lượng giáo dục thực tế của {of}",
    "ck_csvc": "Công khai thông tin cơ sở vật chất của {of}",
    "ck_doi_ngu": "Công khai thông tin về đội ngũ nhà giáo, cán bộ quản lý và nhân viên của {of}",
}
ROWS: dict[str, tuple[tuple[str, ...], ...]] = {
    "ck_cam_ket": (
        ("STT", "Nội dung", "Chia theo khối lớp"),
        ("I", "Điều kiện tuyển sinh", "Theo tuyến do địa phương phân"),
        ("II", "Chương trình giáo dục mà cơ sở giáo dục thực hiện", "Chương trình của Bộ"),
        ("III", "Yêu cầu về phối hợp giữa cơ sở giáo dục và gia đình", "Sổ liên lạc, họp phụ huynh"),
        ("IV", "Khả năng học tập tiếp tục của học sinh", "100% lên lớp"),
    ),
    "ck_chat_luong": (
        ("STT", "Nội dung", "Tổng số", "Chia ra"),
        ("I", "Số học sinh chia theo hạnh kiểm", "731", "Tốt 702, khá 29"),
        ("II", "Số học sinh chia theo học lực", "731", "Giỏi 301, khá 344, trung bình 86"),
        ("III", "Tổng hợp kết quả cuối năm", "731", "Lên lớp 729"),
    ),
    "ck_csvc": (
        ("STT", "Nội dung", "Số lượng", "Bình quân"),
        ("I", "Số phòng học", "22", "1,5 m2/học sinh"),
        ("II", "Tổng diện tích đất", "7.150 m2", "9,8 m2/học sinh"),
        ("III", "Tổng số thiết bị dạy học tối thiểu", "44", "2 bộ/lớp"),
    ),
    "ck_doi_ngu": (
        ("STT", "Nội dung", "Tổng số", "ThS", "ĐH", "CĐ"),
        ("I", "Giáo viên", "39", "2", "35", "2"),
        ("II", "Cán bộ quản lý", "3", "1", "2", "0"),
        ("III", "Nhân viên", "6", "0", "2", "4"),
    ),
}
_CITED = "(Kèm theo Thông tư số 36/2017/TT-BGDĐT ngày 28 tháng 12 năm 2017 của Bộ Giáo dục và Đào tạo)"


def number_of(item: str, level: str) -> int:
    """The number of the form of TT 36/2017."""
    return _FIRST[level] + TT36.index(item)


def broken(letter: Letter, width: int = 78) -> Letter:
    """A letter whose long lines are broken, as on paper."""
    wrap = lambda lines: tuple(part for line in lines for part in textwrap.wrap(line, width))  # noqa: E731
    return replace(letter, head=wrap(letter.head), body=wrap(letter.body))


def form36(item: str, level: str, school: Sequence[str], year: str, above: str = "PHÒNG GD&ĐT HUYỆN PHÚ LỘC") -> Letter:
    """A form of TT 36/2017, filled and signed. `school`: the lines of its name; `year` as it is typed behind “năm học”."""
    day = f"ngày 20 tháng 9 năm {year[:4]}" if year[:4].isdigit() else "ngày 20 tháng 9 năm 2021"
    return broken(Letter(
        head=(above, *school, f"Biểu mẫu {number_of(item, level):02}", _CITED, "THÔNG BÁO",
              f"{_TITLES[item].format(of=_WHOSE[level])}, năm học {year}"),
        table=ROWS[item],
        end=signed(day),
    ))  # fmt: skip


def template36(item: str, level: str) -> Letter:
    """The circular's template, as it is found on the net: cells empty."""
    head, *rows = ROWS[item]
    return broken(Letter(
        head=(f"Biểu mẫu {number_of(item, level):02}", "(Tên cơ quan quản lý cấp trên trực tiếp)", "(Tên cơ sở giáo dục)",
              "THÔNG BÁO", f"{_TITLES[item].format(of=_WHOSE[level])}, năm học ……"),
        table=(head, *((row[0], row[1], *("" for _ in row[2:])) for row in rows)),
        end=("………, ngày …… tháng …… năm ……", "Thủ trưởng đơn vị", "(Ký tên và đóng dấu)"),
    ))  # fmt: skip


def decision(school: str, about: str, number: str, day: str, articles: Sequence[str]) -> Letter:
    """A decision of the head."""
    return broken(Letter(
        head=(school.upper(), *MOTTO, f"Số: {number}", "QUYẾT ĐỊNH", about, f"HIỆU TRƯỞNG {school.upper()}"),
        body=("Căn cứ Thông tư số 36/2017/TT-BGDĐT ngày 28 tháng 12 năm 2017 của Bộ Giáo dục và Đào tạo;",
              "Căn cứ Luật Ngân sách nhà nước ngày 25 tháng 6 năm 2015;", "QUYẾT ĐỊNH:", *articles),
        end=signed(day),
    ))  # fmt: skip


def carried_out(school: str, period: str, day: str) -> Letter:
    """Biểu số 3 of TT 61/2017/TT-BTC: how the estimate is being carried out in a quarter, half a year or a year."""
    return broken(Letter(
        head=("Biểu số 3 - Ban hành kèm theo Thông tư số 90/2018/TT-BTC ngày 28 tháng 9 năm 2018 của Bộ Tài chính",
              f"Đơn vị: {school}", "Chương: 622", f"CÔNG KHAI THỰC HIỆN DỰ TOÁN THU - CHI NGÂN SÁCH {period.upper()}"),
        table=(("Số TT", "Nội dung", "Dự toán năm", "Ước thực hiện", "So với dự toán"),
               ("I", "Chi ngân sách nhà nước", "7.214", "1.688", "23,4%"), ("1", "Kinh phí tự chủ", "6.900", "1.601", "23,2%")),
        end=signed(day),
    ))  # fmt: skip


def given(school: str, year: int, day: str) -> Letter:
    """Biểu số 2 of TT 61/2017/TT-BTC: the estimate that was given."""
    return broken(Letter(
        head=("Biểu số 2 - Ban hành kèm theo Thông tư số 61/2017/TT-BTC ngày 15 tháng 6 năm 2017 của Bộ Tài chính",
              f"Đơn vị: {school}", "Chương: 622", f"DỰ TOÁN THU, CHI NGÂN SÁCH NHÀ NƯỚC NĂM {year}"),
        table=(("Số TT", "Nội dung", "Dự toán được giao"), ("I", "Dự toán chi ngân sách", "7.214"), ("1", "Chi sự nghiệp giáo dục", "7.214")),
        end=signed(day),
    ))  # fmt: skip


def settled(school: str, year: int, day: str) -> Letter:
    """Biểu số 4 of TT 61/2017/TT-BTC: the settlement."""
    return broken(Letter(
        head=("Biểu số 4 - Ban hành kèm theo Thông tư số 61/2017/TT-BTC ngày 15 tháng 6 năm 2017 của Bộ Tài chính",
              f"Đơn vị: {school}", "Chương: 622", f"QUYẾT TOÁN THU - CHI NGUỒN NSNN NĂM {year}"),
        table=(("Số TT", "Nội dung", "Số liệu báo cáo quyết toán", "Số liệu được duyệt"), ("I", "Quyết toán chi", "7.012", "7.012")),
        end=signed(day),
    ))  # fmt: skip


TEN = tuple(f"Trường Tiểu học {name}" for name in ("Nguyễn Du", "Lê Lợi", "Võ Thị Sáu", "Nguyễn Bá Ngọc", "Trần Quốc Toản",
            "Phan Chu Trinh", "Hùng Vương", "Quang Trung", "Lương Thế Vinh", "Chu Văn An"))  # fmt: skip


def of_authority(
    title: str,
    schools: Sequence[str],
    columns: Sequence[str],
    body: Sequence[str] = (),
    day: str = "ngày 30 tháng 12 năm 2021",
) -> Letter:
    """A paper of the authority, with a table of schools where there are any."""
    rows = tuple(
        (str(n), school, *(str(100 + 17 * n + 3 * m) for m, _ in enumerate(columns)))
        for n, school in enumerate(schools, 1)
    )
    return broken(Letter(
        head=("ỦY BAN NHÂN DÂN HUYỆN PHÚ LỘC", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", *MOTTO, "Số: 1463/PGDĐT-KHTC", title),
        body=tuple(body),
        table=(("STT", "Đơn vị", *columns), *rows) if rows else (),
        end=(f"Phú Lộc, {day}", "TRƯỞNG PHÒNG", "(Đã ký)", "Ngô Văn Thành"),
    ))  # fmt: skip
