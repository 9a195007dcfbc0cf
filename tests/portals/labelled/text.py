"""The one source of words: names, titles, bodies, slugs, dates as printed, and small files. Deterministic by seed."""
# ruff: noqa: E501 (Vietnamese sentences stand whole)

from __future__ import annotations

import random
import re
import unicodedata
from datetime import date, datetime, timedelta

WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
SHORT_WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
ENGLISH_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                  "November", "December")  # fmt: skip

_MONTHLY: dict[int, tuple[str, ...]] = {
    8: ("Học sinh lớp {c} tựu trường năm học {y}", "Họp hội đồng sư phạm đầu năm học {y}",
        "Thầy cô khối {k} vệ sinh phòng học đón học sinh", "Bồi dưỡng hè môn {m} cho giáo viên"),
    9: ("Lễ khai giảng năm học {y}", "Vui Tết Trung thu cùng học sinh lớp {c}", "Đại hội Chi đội lớp {c}",
        "Ngày đầu đến trường của học sinh lớp {c}"),
    10: ("Hội nghị viên chức, người lao động năm học {y}", "Tọa đàm Ngày Phụ nữ Việt Nam 20/10 của tổ {t}",
         "Tiết dạy tốt môn {m} ở lớp {c}", "Đại hội Liên đội năm học {y}"),
    11: ("Hội diễn văn nghệ chào mừng 20/11 của lớp {c}", "Tổ {t} thao giảng môn {m} lớp {c}",
         "Kỷ niệm Ngày Nhà giáo Việt Nam (20/11/1982 - 20/11/{e}) của khối {k}", "Làm báo tường lớp {c}"),
    12: ("Lớp {c} thăm nghĩa trang liệt sĩ nhân ngày 22/12", "Ngày hội STEM khối {k}",
         "Lớp {c} ôn tập cuối học kỳ I", "Hội thi kể chuyện Bác Hồ khối {k}"),
    1: ("Sơ kết học kỳ I năm học {y}", "Trao quà Tết cho học sinh khó khăn lớp {c}", "Lớp {c} gói bánh chưng xanh",
        "Chợ quê ngày Tết của khối {k}"),
    2: ("Tết trồng cây của khối {k}", "Học sinh lớp {c} trở lại trường sau Tết", "Lớp {c} giữ lớp sạch, phòng dịch",
        "Tổ {t} dự giờ môn {m} lớp {c}"),
    3: ("Ngày Quốc tế Phụ nữ 8-3 ở lớp {c}", "Cô giáo lớp {c} đạt giải hội thi chủ nhiệm giỏi",
        "Lớp {c} chào mừng ngày 26/3", "Hội chợ trò chơi dân gian khối {k}"),
    4: ("Ngày sách Việt Nam 21/4 với lớp {c}", "Giao lưu tiếng Anh khối {k}", "Hội khỏe Phù Đổng: lớp {c} đoạt giải",
        "Lớp {c} tìm hiểu ngày 30/4"),
    5: ("Lễ tổng kết năm học {y}", "Kết nạp Đội cho học sinh lớp {c}", "Lớp {c} chia tay mái trường",
        "Học sinh lớp {c} viếng lăng Bác nhân ngày 19/5"),
    6: ("Sinh hoạt hè của học sinh lớp {c}", "Ngày hội thiếu nhi 1/6 của khối {k}", "Lớp bơi hè an toàn khối {k}",
        "Giáo viên môn {m} tập huấn sách giáo khoa mới"),
    7: ("Trại hè của học sinh lớp {c}", "Thắp nến tri ân ngày 27/7 cùng tổ {t}", "Câu lạc bộ hè môn {m} khối {k}",
        "Sửa sang phòng học khối {k} trong hè"),
}  # fmt: skip
_ANYTIME = (
    "Chuyên đề môn {m} lớp {c}",
    "Lớp {c} trải nghiệm tại {p}",
    "Câu lạc bộ {m} khối {k} ra mắt",
    "Cô và trò lớp {c} với giờ học môn {m}",
    "Tổ {t} sinh hoạt chuyên môn về môn {m}",
    "Học sinh lớp {c} đọc sách ở {p}",
    "Bạn nhỏ lớp {c} nhặt được của rơi trả người đánh mất",
    "Học sinh lớp {c} đoạt giải môn {m}",
)
_NOTICES = (
    "Thông báo họp cha mẹ học sinh lớp {c}",
    "Thông báo về việc tiêm vắc xin cho học sinh khối {k}",
    "Thông báo về việc nghỉ học phòng tránh bão cho khối {k}",
    "Thông báo đăng ký bán trú khối {k} năm học {y}",
    "Thông báo về đồng phục lớp {c} năm học {y}",
    "Thông báo tham gia bảo hiểm y tế học sinh lớp {c}",
    "Thông báo về việc học trực tuyến của lớp {c}",
    "Thông báo nhận sách giáo khoa của khối {k}",
    "Thông báo phát động cuộc thi môn {m} khối {k}",
)
_LETTERS = (
    "Quyết định số {n}/QĐ-{s} ngày {d} về việc thành lập ban {b}",
    "Công văn số {n}/CV-{s} ngày {d} về công tác {b}",
    "Tờ trình số {n}/TTr-{s} ngày {d} về {b}",
)
_OTHER = ("Thơ: Nhớ mái trường của học sinh lớp {c}", "Tản văn: Hàng phượng sân trường của lớp {c}",
          "Gương sáng: cô giáo môn {m} khối {k}")  # fmt: skip
_FROM_ABOVE = (
    "Phòng GDĐT tổng kết công tác {b} năm học {y}",
    "Phòng GDĐT tập huấn {b} cho cán bộ quản lý đợt {n}",
    "Lãnh đạo Phòng GDĐT kiểm tra công tác {b} đợt {n}",
    "Ngành giáo dục triển khai {b} giai đoạn 2020-2025, đợt {n}",
)
_SUBJECTS = ("Toán", "Tiếng Việt", "Tiếng Anh", "Khoa học", "Lịch sử và Địa lí", "Đạo đức", "Âm nhạc", "Mĩ thuật",
             "Thể dục", "Tin học")  # fmt: skip
_SUBJECTS_2 = ("Toán", "Ngữ văn", "Tiếng Anh", "Vật lí", "Hóa học", "Sinh học", "Lịch sử", "Địa lí", "GDCD", "Tin học")
_PLACES = ("thư viện tỉnh", "làng gốm", "bảo tàng", "vườn rau của trường", "trang trại", "nhà văn hóa", "khu di tích",
           "công viên")  # fmt: skip
_THINGS = ("phổ cập", "thư viện", "an toàn giao thông", "y tế trường học", "chuyển đổi số", "kiểm tra nội bộ",
           "thi đua khen thưởng", "phòng cháy chữa cháy", "giáo dục thể chất", "bồi dưỡng thường xuyên")  # fmt: skip
_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Võ", "Đặng", "Bùi")
_GIVEN = ("Thị Hạnh", "Văn Bình", "Thị Mai", "Ngọc Ánh", "Minh Tuấn", "Thu Hà", "Quốc Việt", "Kim Liên")
_SENTENCES = (
    "Ngay từ sáng sớm, sân trường đã rộn rã tiếng cười nói.",
    "Các em chuẩn bị rất chu đáo và tham gia với tinh thần hào hứng.",
    "Cha mẹ học sinh cũng đến chung vui và giúp đỡ thầy cô.",
    "Buổi sinh hoạt khép lại trong niềm vui của cô và trò.",
    "Ban giám hiệu biểu dương tinh thần của tập thể lớp.",
    "Qua đó, các em mạnh dạn hơn và biết làm việc cùng nhau.",
    "Nhà trường cảm ơn sự đồng hành của các mạnh thường quân.",
    "Đây là dịp để học sinh hiểu thêm về truyền thống của quê hương.",
    "Kết quả được ghi nhận vào tổng kết thi đua của tháng.",
    "Những món quà nhỏ đã được trao tận tay các em.",
)


def slugify(text: str, limit: int = 0) -> str:
    """The ASCII slug of a Vietnamese text, cut at `limit` characters when given (mid-word, as portals do)."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(ch for ch in plain if not unicodedata.combining(ch)).lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return slug[:limit] if limit else slug


def strip_marks(text: str) -> str:
    """The text without diacritics, as old keyboards left it."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(ch for ch in plain if not unicodedata.combining(ch))


def school_year(day: date) -> str:
    """The school year (1/8–31/7) of a day."""
    first = day.year if day.month >= 8 else day.year - 1
    return f"{first}-{first + 1}"


def dmy(day: date, sep: str = "/") -> str:
    """``dd/mm/yyyy``."""
    return f"{day.day:02d}{sep}{day.month:02d}{sep}{day.year}"


def clock12(at: datetime, am: str = "AM", pm: str = "PM") -> str:
    """``hh:mm:ss AM`` with 12-hour hours, as PHP's ``h:i:s A``."""
    return f"{(at.hour % 12) or 12:02d}:{at.minute:02d}:{at.second:02d} {am if at.hour < 12 else pm}"


class Words:
    """Titles and bodies for one school, drawn from a seed; no two titles of a portal are the same unless asked for."""

    def __init__(self, seed: int, level: str) -> None:
        self.rng = random.Random(seed)
        self.level = level
        self._used: set[str] = set()

    def _slots(self, day: date) -> dict[str, str]:
        rng = self.rng
        low, high = (1, 5) if self.level == "TH" else (6, 9)
        grade = rng.randint(low, high)
        return {
            "c": f"{grade}{rng.choice('ABCDEG')}" if self.level == "TH" else f"{grade}A{rng.randint(1, 9)}",
            "k": str(grade),
            "y": school_year(day),
            "e": str(day.year),
            "m": rng.choice(_SUBJECTS if self.level == "TH" else _SUBJECTS_2),
            "t": rng.choice(("Văn phòng", "Tự nhiên", "Xã hội", f"khối {grade}", "Năng khiếu")),
            "p": rng.choice(_PLACES),
            "b": rng.choice(_THINGS),
            "n": str(rng.randint(11, 240)),
            "s": "TH" if self.level == "TH" else "THCS",
            "d": dmy(day - timedelta(days=rng.randint(2, 20))),
        }

    def title(self, nature: str, day: date) -> str:
        """A fresh title of the given nature, fit for the day it is posted on."""
        title = ""
        for _ in range(200):
            title = self._draw(nature, day)
            if title not in self._used:
                self._used.add(title)
                return title
        # A crowded week: what people post again they number.
        for number in range(2, 100):
            numbered = f"{title} - bản {number}"
            if numbered not in self._used:
                self._used.add(numbered)
                return numbered
        raise ValueError(f"no more titles of nature {nature}")

    def _draw(self, nature: str, day: date) -> str:
        rng, slots = self.rng, self._slots(day)
        if nature == "thuc_don_lich":
            monday = day + timedelta(days=7 - day.weekday())
            span = f"từ {monday.day}/{monday.month} đến {dmy(monday + timedelta(days=4))}"
            week = (monday - date(monday.year if monday.month >= 9 else monday.year - 1, 9, 1)).days // 7 + 1
            kind = rng.choice(("Thực đơn bán trú tuần", "Lịch công tác tuần", "Thực đơn tuần"))
            return f"{kind} {week} ({span})"
        if nature == "nhan_su":
            return f"Cô giáo {rng.choice(_FAMILIES)} {rng.choice(_GIVEN)} - Tổ trưởng tổ {slots['t']}"
        if nature == "cong_khai":
            return f"Công khai thực hiện dự toán ngân sách quý {rng.choice(('I', 'II', 'III', 'IV'))} năm {day.year}"
        pools = {"thong_bao": _NOTICES, "van_ban": _LETTERS, "khac": _OTHER, "dang_lai": _FROM_ABOVE}
        pool = pools.get(nature) or (_MONTHLY[day.month] + (_ANYTIME if rng.random() < 0.6 else ()))
        return rng.choice(pool).format(**slots)

    def body(self, title: str, day: date, nature: str) -> tuple[str, ...]:
        """Paragraphs full of dates that are not the post's: events, citations, deadlines, issue lines."""
        rng = self.rng
        near = day + timedelta(days=rng.randint(-25, 25))
        cited = day - timedelta(days=rng.randint(20, 400))
        parts = [f"{title}. " + " ".join(rng.sample(_SENTENCES, 3))]
        parts.append(
            f"Căn cứ Công văn số {rng.randint(100, 999)}/PGDĐT ngày {dmy(cited)} của Phòng Giáo dục và Đào tạo về nhiệm "
            f"vụ năm học {school_year(day)}, nhà trường đã tổ chức hoạt động này vào ngày {near.day}/{near.month}/{near.year}."
        )
        if nature in ("thong_bao", "van_ban"):
            late = day + timedelta(days=rng.randint(5, 30))
            parts.append(
                f"Đề nghị hoàn thành trước {late.day}/{late.month}/{late.year}. Điện thoại liên hệ: 0274 {rng.randint(3000000, 3999999)}."
            )
            parts.append(f"..., ngày {cited.day:02d} tháng {cited.month} năm {cited.year}")
        parts.append(
            " ".join(rng.sample(_SENTENCES, 2)) + f" Giai đoạn 2020-2025, tập thể có {rng.randint(12, 48)} thành viên."
        )
        return tuple(parts)


def pdf(line: str) -> bytes:
    """A one-page PDF that opens, with one line of (unaccented) text."""
    text = re.sub(r"[()\\]", " ", strip_marks(line)).encode("ascii", "replace").decode()[:90]
    stream = f"BT /F1 12 Tf 60 780 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


GIF = bytes.fromhex("47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b")
"""A picture of one pixel."""
