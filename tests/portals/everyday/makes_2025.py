"""Two portals of 2025-2026 under TT 09/2024: one whole, one that shows old papers under a new label."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from html import escape as esc

from tests.documents.letters import Letter
from tests.portals.documents import papers
from tests.portals.everyday.makes_plain import Template
from tests.portals.everyday.portal import as_docx, links

_STAFF = (("Vị trí", "Số lượng", "Đạt chuẩn"), ("Giáo viên", "41", "40"), ("Nhân viên", "6", "6"))
_ROOMS = (("Hạng mục", "Số lượng", "Yêu cầu tối thiểu"), ("Phòng học", "28", "28"), ("Sân chơi", "3.100 m2", "2.600 m2"))


class Whole2025(Template):
    """Every item of TT 09/2024 on a page of its own below the school year."""

    menu = (*Template.menu, ("Hỏi đáp - Góp ý", "/hoi-dap"), ("Danh bạ", "/danh-ba"), ("Kho học liệu", "/hoc-lieu"))
    years = ("2023-2024",)

    def prepare(self) -> None:
        super().prepare()
        year, name = "2025-2026", self.name
        paper = partial(papers.article, name, day="ngày 25 tháng 6 năm 2026")
        accounts = papers.accounts(name, 2025)
        made: tuple[tuple[str, Letter], ...] = (
            ("Thông tin chung về nhà trường", paper("Thông tin chung, tổ chức bộ máy", "Điều 4", (f"Tên trường: {name}. Loại hình: công lập.", "Sứ mạng: trường học hạnh phúc. Tầm nhìn: chuẩn quốc gia mức độ 2.", "Người đại diện: bà Nguyễn Thị Kim Loan, Hiệu trưởng. Hội đồng trường gồm 11 thành viên. Năm học 2025-2026."))),
            ("Quyết toán thu chi tài chính năm 2025", accounts), ("Các khoản thu, mức thu năm học 2025-2026", papers.fees(name, year)),
            ("Chính sách trợ cấp, miễn giảm học phí, học bổng", paper("Chính sách trợ cấp, miễn giảm học phí, học bổng năm học 2025-2026", "khoản 3 Điều 5", ("Có 11 học sinh được hỗ trợ chi phí học tập, 8 học sinh nhận học bổng khuyến học.",))),
            ("Số dư các quỹ năm 2025", paper("Số dư các quỹ đến ngày 31/12/2025", "khoản 4 Điều 5", ("Quỹ phát triển hoạt động sự nghiệp: 51.000.000 đồng. Quỹ phúc lợi: 9.500.000 đồng.",))),
            ("Đội ngũ nhà giáo, cán bộ quản lý và nhân viên", paper("Công khai đội ngũ nhà giáo, cán bộ quản lý và nhân viên năm học 2025-2026", "Điều 8", ("Số liệu đến tháng 6 năm 2026.",), _STAFF)),
            ("Cơ sở vật chất", paper("Công khai cơ sở vật chất năm học 2025-2026", "Điều 8", ("Số liệu đến tháng 6 năm 2026.",), _ROOMS)),
            ("Kết quả đánh giá và kiểm định chất lượng giáo dục", paper("Kết quả tự đánh giá, kiểm định chất lượng giáo dục năm 2025", "Điều 8", ("Trường đạt kiểm định cấp độ 3 năm 2025.",))),
            ("Kế hoạch giáo dục năm học 2025-2026", papers.plan(name, year)),
            ("Kết quả giáo dục năm học 2024-2025", paper("Kết quả giáo dục năm học 2024-2025", "Điều 9", ("Số học sinh: 1.052. Hoàn thành chương trình lớp học: 99,4%.",))),
            ("Báo cáo thường niên năm 2025", paper("Báo cáo thường niên năm 2025", "Điều 14", ("Báo cáo gồm thông tin chung, đội ngũ, cơ sở vật chất, kết quả giáo dục và tài chính đến ngày 31/12/2025.",), _STAFF)),
        )  # fmt: skip
        self.items = [(label, f"/files/tt09/{n}.docx") for n, (label, _) in enumerate(made, 1)]
        for n, (_, letter) in enumerate(made, 1):
            self.files[f"/files/tt09/{n}.docx"] = partial(as_docx, letter)
        self.lessons = [(title, self.put(f"/files/hl/{n}.pdf", title)) for n, title in enumerate(("Bài giảng Toán lớp 3: Bảng nhân 7", "Đề cương ôn tập Tiếng Việt lớp 5"), 1)]

    def sections(self) -> Mapping[str, tuple[str, str]]:
        year = "2025-2026"
        below = "".join(f'<li><a href="/cong-khai/{year}/{n}">{esc(label)}</a></li>' for n, (label, _) in enumerate(self.items, 1))
        pages = {f"/cong-khai/{year}/{n}": (label, f"<h2>{esc(label)} - năm học {year}</h2>{links([(label, at)])}") for n, (label, at) in enumerate(self.items, 1)}
        return dict(super().sections()) | pages | {
            "/cong-khai": ("Công khai", f'<h2>Công khai</h2><ul><li><a href="/cong-khai/{year}">Năm học {year}</a></li><li><a href="/cong-khai/2023-2024">Năm học 2023-2024</a></li></ul>'),
            f"/cong-khai/{year}": (f"Công khai năm học {year}", f"<h2>Công khai năm học {year} theo Thông tư 09/2024/TT-BGDĐT</h2><ul>{below}</ul>"),
            "/hoi-dap": ("Hỏi đáp - Góp ý", "<h2>Hỏi đáp - Góp ý</h2><div><p><b>Hỏi:</b> Trường có tổ chức bán trú cho khối 1 không?</p><p><b>Trả lời:</b> Nhà trường tổ chức bán trú cho tất cả các khối, phụ huynh đăng ký với giáo viên chủ nhiệm.</p></div><form method='post'><textarea name='gopy'></textarea><button>Gửi câu hỏi</button></form>"),
            "/danh-ba": ("Danh bạ", "<h2>Danh bạ cán bộ, giáo viên</h2><table><tr><th>Họ tên</th><th>Chức vụ</th><th>Email</th></tr><tr><td>Nguyễn Thị Kim Loan</td><td>Hiệu trưởng</td><td>loan.ntk@truong.test</td></tr><tr><td>Trần Quốc Dũng</td><td>Phó hiệu trưởng</td><td>dung.tq@truong.test</td></tr><tr><td>Lê Hoàng Anh</td><td>Tổ trưởng tổ 4</td><td>anh.lh@truong.test</td></tr></table>"),
            "/hoc-lieu": ("Kho học liệu", "<h2>Kho học liệu số</h2>" + links(self.lessons)),
        }  # fmt: skip


class Stale2025(Template):
    """A new label over the papers of two years ago."""

    years = ("2023-2024",)

    def sections(self) -> Mapping[str, tuple[str, str]]:
        known = {at: page for at, page in super().sections().items() if not at.startswith("/cong-khai")}
        return known | {"/cong-khai": ("Công khai năm học 2025-2026", f"<h2>Công khai năm học 2025-2026 (Thông tư 09/2024/TT-BGDĐT)</h2>{self.table(self.papers['2023-2024'])}")}
