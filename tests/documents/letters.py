"""The documents that the zoo's files hold: what a school publishes, as text and tables, known before they are made."""

from __future__ import annotations

from dataclasses import dataclass, field

SCHOOL = "Trường Tiểu học Hoa Sen"
OTHER = "Trường Tiểu học Bình Minh"
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


@dataclass(frozen=True)
class Letter:
    """Lines above a table, the table, and the lines that close it."""

    head: tuple[str, ...]
    table: tuple[tuple[str, ...], ...] = ()
    end: tuple[str, ...] = ()
    body: tuple[str, ...] = field(default=())

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything, a line each; cells of a row joined by three spaces."""
        return (*self.head, *self.body, *("   ".join(row) for row in self.table), *self.end)


def _signed(name: str = "Nguyễn Thị Mai", day: str = "ngày 15 tháng 9 năm 2021") -> tuple[str, ...]:
    return (f"Tân An, {day}", "HIỆU TRƯỞNG", "(Đã ký)", name)


def form(number: str, title: str, rows: tuple[tuple[str, ...], ...], school: str = SCHOOL) -> Letter:
    """One of the forms of TT 36/2017, signed by the head."""
    return Letter(
        head=(
            "PHÒNG GD&ĐT THÀNH PHỐ TÂN AN",
            school.upper(),
            *MOTTO,
            f"Biểu mẫu {number}",
            "THÔNG BÁO",
            f"{title}, năm học 2021-2022",
        ),
        table=rows,
        end=_signed() if school == SCHOOL else _signed("Trần Văn Bình"),
    )


BM05 = form(
    "05",
    "Cam kết chất lượng giáo dục của trường tiểu học",
    (
        ("STT", "Nội dung", "Lớp 1", "Lớp 2", "Lớp 3"),
        ("I", "Điều kiện tuyển sinh", "Trẻ 6 tuổi", "Hoàn thành lớp 1", "Hoàn thành lớp 2"),
        ("II", "Chương trình giáo dục", "CT GDPT 2018", "CT GDPT 2018", "CT 2006"),
        ("III", "Yêu cầu phối hợp", "Chặt chẽ", "Chặt chẽ", "Chặt chẽ"),
        ("IV", "Kết quả dự kiến", "99,5%", "99,7%", "100%"),
    ),
)
BM06 = form(
    "06",
    "Công khai thông tin chất lượng giáo dục tiểu học thực tế",
    (
        ("STT", "Nội dung", "Tổng số", "Lớp 1"),
        ("I", "Tổng số học sinh", "912", "187"),
        ("II", "Số học sinh học 2 buổi/ngày", "912", "187"),
        ("III", "Hoàn thành chương trình", "905", "183"),
    ),
)
BM07 = form(
    "07",
    "Công khai thông tin cơ sở vật chất của trường tiểu học",
    (
        ("STT", "Nội dung", "Số lượng", "Bình quân"),
        ("I", "Số phòng học", "24", "1,2 m2/học sinh"),
        ("II", "Phòng thư viện", "1", "80 m2"),
        ("III", "Tổng diện tích đất", "8.500 m2", "9,3 m2/học sinh"),
    ),
)
BM08 = form(
    "08",
    "Công khai thông tin về đội ngũ nhà giáo, cán bộ quản lý và nhân viên",
    (
        ("STT", "Nội dung", "Tổng số", "Đại học"),
        ("I", "Giáo viên", "38", "36"),
        ("II", "Cán bộ quản lý", "3", "3"),
        ("III", "Nhân viên", "6", "2"),
    ),
)
OTHER_BM07 = form("07", "Công khai thông tin cơ sở vật chất của trường tiểu học", BM07.table, school=OTHER)

BUDGET = Letter(
    head=(
        SCHOOL.upper(),
        "CÔNG KHAI DỰ TOÁN THU - CHI NGÂN SÁCH NĂM 2022",
        "(Kèm theo Quyết định số 12/QĐ-THHS ngày 10/01/2022)",
    ),
    table=(
        ("Số TT", "Nội dung", "Dự toán được giao"),
        ("1", "Chi thanh toán cá nhân", "5120"),
        ("2", "Chi nghiệp vụ chuyên môn", "640"),
        ("3", "Chi mua sắm, sửa chữa", "215"),
    ),
    end=("Thủ trưởng đơn vị", "Nguyễn Thị Mai"),
)
NOTICE = Letter(
    head=(SCHOOL.upper(), "THÔNG BÁO", "Về việc công khai các khoản thu, học phí năm học 2021-2022"),
    body=(
        "Căn cứ công văn của Phòng Giáo dục và Đào tạo, nhà trường công khai các khoản thu như sau.",
        "Học phí: không thu. Tiền bán trú: 150.000 đồng một tháng. Bảo hiểm y tế: 563.220 đồng một năm.",
        "Nhà trường đề nghị phụ huynh học sinh theo dõi và phản ánh về văn phòng trước ngày 30/9/2021.",
    ),
    end=_signed(day="ngày 05 tháng 9 năm 2021"),
)
PLAN = Letter(
    head=(SCHOOL.upper(), "KẾ HOẠCH", "Kế hoạch giáo dục năm học 2021-2022"),
    body=(
        "Nhà trường tổ chức dạy học theo chương trình giáo dục phổ thông, bảo đảm an toàn phòng chống dịch.",
        "Học kỳ I bắt đầu từ ngày 06/9/2021, học kỳ II kết thúc trước ngày 25/5/2022.",
    ),
    end=_signed(),
)
LEAVE_EMPTY = Letter(
    head=(*MOTTO, "ĐƠN XIN NGHỈ HỌC", f"Kính gửi: Ban Giám hiệu {SCHOOL}"),
    body=(
        "Tôi tên là: ……………………………………………………",
        "Là phụ huynh của học sinh: ………………………… Lớp: ………",
        "Nay tôi làm đơn này xin cho con tôi được nghỉ học từ ngày …/…/…… đến ngày …/…/……",
        "Lý do: ……………………………………………………………",
        "Kính mong nhà trường xem xét. Xin chân thành cảm ơn.",
    ),
    end=("………, ngày …… tháng …… năm ………", "Người làm đơn"),
)
LEAVE_FILLED = Letter(
    head=(*MOTTO, "ĐƠN XIN NGHỈ HỌC", f"Kính gửi: Ban Giám hiệu {SCHOOL}"),
    body=(
        "Tôi tên là: Phạm Văn Hùng",
        "Là phụ huynh của học sinh: Phạm Gia Bảo. Lớp: 3A2",
        "Nay tôi làm đơn này xin cho con tôi được nghỉ học từ ngày 04/10/2021 đến ngày 06/10/2021.",
        "Lý do: gia đình có việc ở quê, cháu phải đi cùng bố mẹ.",
        "Kính mong nhà trường xem xét. Xin chân thành cảm ơn.",
    ),
    end=("Tân An, ngày 03 tháng 10 năm 2021", "Người làm đơn", "Phạm Văn Hùng"),
)
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ")
_MIDDLE = ("Văn", "Thị", "Gia", "Minh", "Ngọc", "Thanh")
_GIVEN = ("An", "Bảo", "Châu", "Dũng", "Giang", "Hân", "Khoa", "Linh", "My", "Nam", "Oanh", "Phúc", "Quân", "Yến")
PUPIL_ROWS = tuple(
    (
        str(number + 1),
        f"{_FAMILY[number % 10]} {_MIDDLE[number % 6]} {_GIVEN[number % 14]}",
        f"{number % 28 + 1:02}/{number % 12 + 1:02}/2015",
        "Nữ" if number % 2 else "Nam",
        "1A1",
    )
    for number in range(35)
)
PUPILS = Letter(
    head=(SCHOOL.upper(), "DANH SÁCH HỌC SINH LỚP 1A1", "Năm học 2021-2022"),
    table=(("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Lớp"), *PUPIL_ROWS),
)
BOXED = Letter(
    head=(SCHOOL.upper(), "BÁO CÁO THƯỜNG NIÊN", "Năm 2025"),
    table=(("Nội dung", "Số liệu"), ("Số học sinh", "930"), ("Số giáo viên", "41")),
)
EMPTY_BM05 = Letter(
    head=("Biểu mẫu 05", "(Tên cơ quan quản lý cấp trên trực tiếp)", "(Tên cơ sở giáo dục)", "THÔNG BÁO",
          "Cam kết chất lượng giáo dục của trường tiểu học, năm học ………"),
    table=(
        ("STT", "Nội dung", "Lớp 1", "Lớp 2", "Lớp 3"),
        ("I", "Điều kiện tuyển sinh", "", "", ""),
        ("II", "Chương trình giáo dục", "", "", ""),
        ("III", "Yêu cầu phối hợp", "", "", ""),
        ("IV", "Kết quả dự kiến", "", "", ""),
    ),
    end=("………, ngày …… tháng …… năm ………", "Thủ trưởng đơn vị", "(Ký tên và đóng dấu)"),
)  # fmt: skip

_TCVN3 = str.maketrans(
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂÊÔƠƯĐ",
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢£¤¥¦§",
)


def in_tcvn3(text: str) -> str:
    """The text as a .VnTime font wants it, each sign of Latin-1; capitals are those of .VnTimeH, lower case."""
    if text.isupper():
        return text.lower().translate(_TCVN3)
    return "".join(char.lower() if char.lower() != char and ord(char) > 127 else char for char in text).translate(
        _TCVN3
    )


_VNI_LETTERS = (
    "aø aù aû aõ aï aê aé aè aú aü aë aâ aá aà aå aã aä ñ eø eù eû eõ "
    "eï eâ eá eà eå eã eä ì í æ ó ò oø où oû oõ oï oâ oá oà oå oã "
    "oä ô ôù ôø ôû ôõ ôï uø uù uû uõ uï ö öù öø öû öõ öï yø yù yû yõ "
    "î "
)
_VNI_VOWELS = dict(
    zip(
        "àáảãạăắằẳẵặâấầẩẫậđèéẻẽẹêếềểễệìíỉĩịòóỏõọôốồổỗộơớờởỡợùúủũụưứừửữựỳýỷỹỵ",
        _VNI_LETTERS.split(),
        strict=True,
    )
)


def in_vni(text: str) -> str:
    """The text as a VNI font wants it: a letter and the mark behind it."""
    pairs = ((char, _VNI_VOWELS.get(char.lower(), char)) for char in text)
    return "".join(sign.upper() if char.isupper() else sign for char, sign in pairs)
