"""Titles and texts of posts, drawn from a seed: what happens in a school's year, told as schools tell it."""
# ruff: noqa: E501 (Vietnamese sentences stand whole)

from __future__ import annotations

import random
from datetime import date, timedelta

from tests.portals.labelled.text import strip_marks

_OF_MONTH: dict[int, tuple[str, ...]] = {
    8: ("Lớp {lop} rộn ràng ngày tựu trường", "Thầy cô tổ {to} dọn vườn trường trước năm học mới", "Phụ huynh chung tay sơn lại phòng học khối {khoi}"),
    9: ("Tưng bừng khai giảng ở lớp {lop}", "Khối {khoi} rước đèn trung thu", "Chi đội {lop} ra mắt ban chỉ huy mới", "Học sinh lớp {lop} tặng sách cũ cho bạn"),
    10: ("Hội thi làm thiệp mừng Ngày Phụ nữ Việt Nam của lớp {lop}", "Lớp {lop} hưởng ứng Tuần lễ học tập suốt đời", "Liên đội phát động kế hoạch nhỏ khối {khoi}"),
    11: ("Tri ân thầy cô: lớp {lop} hát về mái trường", "Hội giảng chào mừng 20/11 của tổ {to}", "Trang báo tường của lớp {lop}"),
    12: ("Lớp {lop} nghe cựu chiến binh kể chuyện ngày 22/12", "Khối {khoi} thi rung chuông vàng", "Lớp {lop} hoàn thành ôn tập học kỳ I"),
    1: ("Phiên chợ Tết của lớp {lop}", "Xuân yêu thương đến với học sinh khối {khoi}", "Lớp {lop} viết thư chúc Tết chiến sĩ Trường Sa"),
    2: ("Học sinh khối {khoi} vui đến trường sau Tết", "Lớp {lop} trồng hàng cau trước sân", "Tổ {to} đổi mới giờ dạy môn {mon}"),
    3: ("Ngày hội thanh niên của lớp {lop}", "Bóng đá mini nữ: khối {khoi} lên ngôi", "Mừng ngày 8/3 cùng các mẹ lớp {lop}"),
    4: ("Ngày hội đọc sách của khối {khoi}", "Lớp {lop} thăm đền tưởng niệm nhân ngày 30/4", "Câu lạc bộ tiếng Anh khối {khoi} diễn kịch"),
    5: ("Lễ tri ân và trưởng thành của lớp {lop}", "Mừng sinh nhật Bác: lớp {lop} kể chuyện", "Khối {khoi} tổng kết năm học trong tiếng ve"),
    6: ("Lớp {lop} vui Tết thiếu nhi", "Lớp học bơi miễn phí cho khối {khoi}", "Sân chơi hè của học sinh khối {khoi}"),
    7: ("Thắp nến tri ân liệt sĩ cùng lớp {lop}", "Thầy cô tổ {to} học sách giáo khoa mới", "Trại hè kỹ năng của khối {khoi}"),
}  # fmt: skip
_ANY_MONTH = (
    "Một giờ học {mon} đáng nhớ ở lớp {lop}",
    "Cô trò lớp {lop} đi thăm {noi}",
    "Nhặt được của rơi: em {ten}, lớp {lop}, trả lại người mất",
    "Câu lạc bộ {mon} khối {khoi} sinh hoạt tại {noi}",
    "Em {ten} lớp {lop} đoạt giải môn {mon}",
    "Chuyên đề \"Trường học hạnh phúc\" & những nụ cười lớp {lop}",
    "Lớp {lop} giao lưu với các bạn khối {khoi} tại {noi}",
    "Tổ {to} mở tiết dạy mẫu môn {mon} khối {khoi}",
)  # fmt: skip
_NOTICES = (
    "Thông báo họp phụ huynh lớp {lop} năm học {nam}",
    "Thông báo lịch tiêm chủng của học sinh khối {khoi} đợt {so}",
    "Thông báo cho học sinh khối {khoi} nghỉ học tránh bão số {so}",
    "Thông báo đăng ký học bán trú lớp {lop} năm học {nam}",
    "Thông báo thu gom giấy vụn khối {khoi} đợt {so}",
    "Thông báo đổi giờ vào học của khối {khoi} lần {so}",
    "Thông báo nhận đồng phục của lớp {lop} năm học {nam}",
    "Thông báo phát động hội thi vẽ tranh khối {khoi} lần {so}",
)
_FROM_ABOVE = (
    "Phòng GDĐT khen thưởng các đơn vị làm tốt công tác {viec} đợt {so}",
    "Phòng GDĐT mở lớp bồi dưỡng {viec} cho cán bộ quản lý đợt {so}",
    "Đoàn kiểm tra của Phòng GDĐT làm việc về {viec} đợt {so}",
)
_SUBJECTS = {"TH": ("Toán", "Tiếng Việt", "Tiếng Anh", "Khoa học", "Mĩ thuật", "Âm nhạc", "Tin học", "Đạo đức"),
             "THCS": ("Toán", "Ngữ văn", "Tiếng Anh", "Vật lí", "Hóa học", "Sinh học", "Địa lí", "Tin học")}  # fmt: skip
_PLACES = (
    "vườn cây ăn trái",
    "xưởng gốm",
    "bảo tàng tỉnh",
    "thư viện thành phố",
    "trạm cứu hỏa",
    "đồi chè",
    "nhà truyền thống",
    "công viên nước",
)
_WORK = ("thư viện", "y tế học đường", "chuyển đổi số", "phổ cập", "an toàn giao thông", "khuyến học")
_GIVEN = ("Gia Bảo", "Khánh An", "Minh Khôi", "Bảo Ngọc", "Tuấn Kiệt", "Thảo Vy", "Phúc Lâm", "Hà My")
_SENTENCES = (
    "Buổi sáng hôm ấy trời trong xanh, ai cũng náo nức.",
    "Các em tự tay chuẩn bị mọi thứ từ nhiều ngày trước.",
    "Tiếng cười vang khắp sân trường cho đến lúc ra về.",
    "Cha mẹ học sinh góp công, góp sức cùng thầy cô.",
    "Ban giám hiệu động viên và trao phần thưởng nhỏ.",
    "Mỗi em mang về một bài học cho riêng mình.",
    "Cô chủ nhiệm nói rằng các em đã lớn lên nhiều.",
    "Mong rằng năm sau lại có dịp vui như thế.",
)


class Words:
    """Fresh titles and texts for one school. No two titles are alike, even without their marks."""

    def __init__(self, rng: random.Random, level: str) -> None:
        self.rng, self.level = rng, level
        self._used: set[str] = set()

    def title(self, nature: str, day: date) -> str:
        """A title of the nature, fit for the month it is posted in."""
        title = ""
        for _ in range(400):
            title = self._draw(nature, day)
            if self.take(title):
                return title
        # A crowded week: what people post again they number.
        for number in range(2, 100):
            numbered = f"{title} - bản {number}"
            if self.take(numbered):
                return numbered
        raise ValueError(f"no more titles of nature {nature}")

    def take(self, title: str) -> bool:
        """Mark a title as used; False when it was already."""
        key = strip_marks(title).casefold()
        fresh = key not in self._used
        self._used.add(key)
        return fresh

    def _draw(self, nature: str, day: date) -> str:
        rng = self.rng
        if nature == "thuc_don_lich":
            monday = day + timedelta(days=7 - day.weekday())
            friday = monday + timedelta(days=4)
            kind = rng.choice(("Thực đơn bán trú", "Lịch công tác"))
            return f"{kind} tuần từ {monday.day}/{monday.month} đến {friday.day}/{friday.month}/{friday.year}"
        first = day.year if day.month >= 8 else day.year - 1
        grade = rng.randint(1, 5) if self.level == "TH" else rng.randint(6, 9)
        pool = {"thong_bao": _NOTICES, "dang_lai": _FROM_ABOVE}.get(nature)
        if pool is None:
            pool = _ANY_MONTH if rng.random() < 0.5 else _OF_MONTH[day.month]
        return rng.choice(pool).format(
            lop=f"{grade}/{rng.randint(1, 8)}" if self.level == "TH" else f"{grade}A{rng.randint(1, 8)}",
            khoi=grade, mon=rng.choice(_SUBJECTS[self.level]), noi=rng.choice(_PLACES), ten=rng.choice(_GIVEN),
            to=rng.choice(("Văn phòng", "Tự nhiên", "Xã hội", "Năng khiếu")), viec=rng.choice(_WORK),
            nam=f"{first}-{first + 1}", so=rng.randint(2, 9),
        )  # fmt: skip

    def body(self, title: str, day: date, nature: str) -> tuple[str, ...]:
        """Paragraphs with days of their own (an event, a cited letter, a deadline), none of them the post's."""
        rng = self.rng
        event, cited = (
            day + timedelta(days=rng.choice((-9, -6, -4, -3, 6, 11))),
            day - timedelta(days=rng.randint(15, 200)),
        )
        paragraphs = [
            f"{title}. {' '.join(rng.sample(_SENTENCES, 3))}",
            f"Thực hiện Công văn số {rng.randint(100, 990)}/PGDĐT ngày {cited.day:02d}/{cited.month:02d}/{cited.year}, nhà "
            f"trường tổ chức hoạt động này vào ngày {event.day}/{event.month}/{event.year}. {' '.join(rng.sample(_SENTENCES, 2))}",
        ]  # fmt: skip
        if nature == "thong_bao":
            late = day + timedelta(days=rng.randint(4, 25))
            paragraphs.append(f"Đề nghị quý phụ huynh đăng ký trước {late.day}/{late.month}/{late.year}.")
        return tuple(paragraphs)
