"""The papers that the portals' files hold: known text for any school, year and level, said before a file is made."""

from __future__ import annotations

from collections.abc import Sequence

from tests.documents.letters import MOTTO, Letter

WHOSE = {"MN": "cơ sở giáo dục mầm non", "TH": "trường tiểu học", "THCS": "trường trung học cơ sở"}
_FIRST = {"MN": 1, "TH": 5, "THCS": 9}
_TITLES = {
    "ck_cam_ket": "Cam kết chất lượng giáo dục của {of}",
    "ck_chat_luong": "Công khai thông tin chất lượng giáo dục thực tế của {of}",
    "ck_csvc": "Công khai thông tin cơ sở vật chất của {of}",
    "ck_doi_ngu": "Công khai thông tin về đội ngũ nhà giáo, cán bộ quản lý và nhân viên của {of}",
}
_ROWS: dict[str, tuple[tuple[str, ...], ...]] = {
    "ck_cam_ket": (
        ("STT", "Nội dung", "Khối đầu cấp", "Khối cuối cấp"),
        ("I", "Điều kiện tuyển sinh", "Đúng độ tuổi, đúng tuyến", "Lên lớp thẳng"),
        ("II", "Chương trình giáo dục thực hiện", "Chương trình 2018", "Chương trình 2006"),
        ("III", "Yêu cầu phối hợp với gia đình", "Họp 3 lần một năm", "Họp 3 lần một năm"),
        ("IV", "Kết quả dự kiến đạt được", "99,2%", "99,8%"),
    ),
    "ck_chat_luong": (
        ("STT", "Nội dung", "Tổng số", "Tỷ lệ"),
        ("I", "Tổng số học sinh", "846", "100%"),
        ("II", "Số học sinh lên lớp", "839", "99,2%"),
        ("III", "Số học sinh được khen thưởng", "511", "60,4%"),
    ),
    "ck_csvc": (
        ("STT", "Nội dung", "Số lượng", "Bình quân"),
        ("I", "Số phòng học kiên cố", "26", "1,4 m2/học sinh"),
        ("II", "Phòng thiết bị", "2", "45 m2"),
        ("III", "Diện tích sân chơi", "3.200 m2", "3,8 m2/học sinh"),
    ),
    "ck_doi_ngu": (
        ("STT", "Nội dung", "Tổng số", "Trình độ đại học"),
        ("I", "Giáo viên", "41", "38"),
        ("II", "Cán bộ quản lý", "3", "3"),
        ("III", "Nhân viên", "5", "2"),
    ),
}
TT36 = tuple(_TITLES)


def number_of(item: str, level: str) -> int:
    """The number of the form of TT 36/2017 for an item and a level."""
    return _FIRST[level] + TT36.index(item)


def signed(day: str) -> tuple[str, ...]:
    """The end of a letter."""
    return (f"Phú Lộc, {day}", "HIỆU TRƯỞNG", "(Đã ký)", "Lê Thị Hồng Vân")


def form(item: str, level: str, school: str, year: str) -> Letter:
    """A form of TT 36/2017, filled and signed."""
    day = f"ngày 14 tháng 9 năm {year[:4]}"
    return Letter(
        head=(
            "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO PHÚ LỘC", school.upper(), *MOTTO, f"Biểu mẫu {number_of(item, level):02}",
            "THÔNG BÁO", f"{_TITLES[item].format(of=WHOSE[level])}, năm học {year}",
        ),
        table=_ROWS[item],
        end=signed(day),
    )  # fmt: skip


def empty_form(item: str, level: str) -> Letter:
    """The template of a form as the circular prints it: cells of dots, no school, no year."""
    head, *rows = _ROWS[item]
    dots = tuple((row[0], row[1], *("………" for _ in row[2:])) for row in rows)
    return Letter(
        head=("(Tên cơ quan quản lý cấp trên trực tiếp)", "(Tên cơ sở giáo dục)",
              f"Biểu mẫu {number_of(item, level):02}", "THÔNG BÁO",
              f"{_TITLES[item].format(of=WHOSE[level])}, năm học ………"),
        table=(head, *dots),
        end=("………, ngày …… tháng …… năm ………", "Thủ trưởng đơn vị", "(Ký tên và đóng dấu)"),
    )  # fmt: skip


def all_forms(level: str, school: str, year: str) -> tuple[Letter, ...]:
    """The four forms of a year, a page each."""
    return tuple(form(item, level, school, year) for item in TT36)


def budget(school: str, year: int) -> Letter:
    """The estimate of a calendar year."""
    return Letter(
        head=(school.upper(), f"CÔNG KHAI DỰ TOÁN THU - CHI NGÂN SÁCH NĂM {year}",
              f"(Kèm theo Quyết định số 08/QĐ-NT ngày 12/01/{year} của Hiệu trưởng)"),
        table=(("Số TT", "Nội dung", "Dự toán được giao"), ("1", "Chi thanh toán cá nhân", "6140"),
               ("2", "Chi nghiệp vụ chuyên môn", "722"), ("3", "Chi mua sắm, sửa chữa", "305")),
        end=signed(f"ngày 12 tháng 01 năm {year}"),
    )  # fmt: skip


def accounts(school: str, year: int) -> Letter:
    """The settlement of a calendar year."""
    return Letter(
        head=(school.upper(), f"CÔNG KHAI QUYẾT TOÁN THU - CHI NGÂN SÁCH NĂM {year}"),
        table=(("Số TT", "Nội dung", "Số liệu quyết toán"), ("1", "Chi thanh toán cá nhân", "6098"),
               ("2", "Chi nghiệp vụ chuyên môn", "715")),
        end=signed(f"ngày 20 tháng 5 năm {year + 1}"),
    )  # fmt: skip


def fees(school: str, year: str) -> Letter:
    """What the school takes."""
    return Letter(
        head=(school.upper(), "THÔNG BÁO", f"Công khai các khoản thu, mức thu năm học {year}"),
        body=("Học phí: 60.000 đồng một tháng theo nghị quyết của Hội đồng nhân dân tỉnh.",
              "Nước uống: 10.000 đồng một tháng. Trông xe đạp: 15.000 đồng một tháng.",
              "Nhà trường không thu khoản nào ngoài thông báo này."),
        end=signed(f"ngày 10 tháng 9 năm {year[:4]}"),
    )  # fmt: skip


def plan(school: str, year: str) -> Letter:
    """The plan of a school year."""
    return Letter(
        head=(school.upper(), "KẾ HOẠCH", f"Kế hoạch giáo dục năm học {year}"),
        body=("Học kỳ I gồm 18 tuần, học kỳ II gồm 17 tuần; mỗi khối có một buổi sinh hoạt chuyên đề hằng tháng.",
              "Nhà trường tổ chức hai đợt trải nghiệm và một hội thi cấp trường."),
        end=signed(f"ngày 25 tháng 8 năm {year[:4]}"),
    )  # fmt: skip


def leave(school: str) -> Letter:
    """The template of a leave application, to be filled in by parents."""
    return Letter(
        head=(*MOTTO, "ĐƠN XIN NGHỈ HỌC", f"Kính gửi: Ban Giám hiệu {school}"),
        body=("Tôi tên là: ……………………………………………………", "Là phụ huynh của học sinh: ………………………… Lớp: ………",
              "Xin cho con tôi được nghỉ học từ ngày …/…/…… đến ngày …/…/……",
              "Lý do: ……………………………………………………………", "Xin chân thành cảm ơn."),
        end=("………, ngày …… tháng …… năm ………", "Người làm đơn"),
    )  # fmt: skip


def filled_leave(school: str, parent: str, child: str) -> Letter:
    """A leave application that somebody handed in."""
    return Letter(
        head=(*MOTTO, "ĐƠN XIN NGHỈ HỌC", f"Kính gửi: Ban Giám hiệu {school}"),
        body=(f"Tôi tên là: {parent}", f"Là phụ huynh của học sinh: {child}. Lớp: 3A4",
              "Xin cho con tôi được nghỉ học từ ngày 18/10/2021 đến ngày 20/10/2021.",
              "Lý do: cháu bị sốt, phải đi khám ở bệnh viện huyện.", "Xin chân thành cảm ơn."),
        end=("Phú Lộc, ngày 17 tháng 10 năm 2021", "Người làm đơn", parent),
    )  # fmt: skip


def remarking(school: str) -> Letter:
    """The template of an application to have marks looked at again."""
    return Letter(
        head=(*MOTTO, "ĐƠN XIN PHÚC KHẢO BÀI KIỂM TRA", f"Kính gửi: Hiệu trưởng {school}"),
        body=("Em tên là: …………………………… Lớp: ……… Số báo danh: ………",
              "Đề nghị được phúc khảo bài kiểm tra môn: ……………… Điểm đã công bố: ………",
              "Lý do: ……………………………………………………………"),
        end=("………, ngày …… tháng …… năm ………", "Người làm đơn"),
    )  # fmt: skip


def transfer(school: str) -> Letter:
    """The template of an application to change schools."""
    return Letter(
        head=(*MOTTO, "ĐƠN XIN CHUYỂN TRƯỜNG", f"Kính gửi: Hiệu trưởng {school}"),
        body=("Tôi tên là: ……………………… Là phụ huynh của học sinh: ………………………",
              "Xin cho con tôi được chuyển đến học tại trường: ………………………", "Lý do: ………………………………"),
        end=("………, ngày …… tháng …… năm ………", "Người làm đơn"),
    )  # fmt: skip


def pupils(school: str, title: str, names: Sequence[str]) -> Letter:
    """A list of pupils with their birthdays and homes."""
    rows = tuple(
        (str(n), name, f"{3 + 2 * n:02}/{n % 12 + 1:02}/2015", f"Tổ {n}, ấp Phú Thuận", "1A2")
        for n, name in enumerate(names, 1)
    )
    return Letter(
        head=(school.upper(), title, "Năm học 2021-2022"),
        table=(("STT", "Họ và tên học sinh", "Ngày sinh", "Nơi ở", "Lớp"), *rows),
    )


def article(school: str, title: str, place: str, body: Sequence[str], table: tuple[tuple[str, ...], ...] = (),
            day: str = "ngày 20 tháng 6 năm 2025") -> Letter:  # fmt: skip
    """A paper under TT 09/2024, which knows no numbered forms."""
    return Letter(
        head=(school.upper(), *MOTTO, title.upper(), f"(Thực hiện {place} Thông tư số 09/2024/TT-BGDĐT)"),
        body=tuple(body),
        table=table,
        end=signed(day),
    )
