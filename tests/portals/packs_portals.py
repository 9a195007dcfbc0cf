"""Two portals for what packs ask beyond the usual sections: one that has all of it, one with labels and little behind them.

The truth stands in `cases/packs_on_labelled.yml`; it was written before the portals were judged.
"""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import escape as esc
from urllib.parse import urlsplit

from tests.portals.labelled.server import Host, serve
from tests.portals.labelled.site import Ask, Reply
from tests.portals.sections_district import closed_port
from tests.portals.sections_district.makes_weak import LOGIN, YearPages
from tests.portals.sections_district.portal import links
from tests.portals.sections_district.truths import Y20, Y21, Written, admission, by_page, forms, letters, tt36, usual
from tests.portals.truth import DocumentTruth
from tests.portals.wordpress.seed import run_seed

PARENT = "http://bariavungtau.edu.vn/"
_MONTHS = ("9/2021", "10/2021", "11/2021", "12/2021", "1/2022", "2/2022", "3/2022", "4/2022", "5/2022")
_PARENTS_PAGE = "<p>Cha mẹ nên trò chuyện với con mỗi ngày về việc ở lớp, cùng con xếp lại góc học tập và giữ giờ ngủ. Khi con mệt, hãy báo giáo viên chủ nhiệm trước bảy giờ sáng; nhà trường có nhân viên y tế trực cả ngày và phòng tư vấn mở vào chiều thứ năm.</p>"

_HISTORY = "<p>Trường thành lập năm 1987, ban đầu là một phân hiệu của xã. Nay trường có 22 lớp với 812 học sinh; khuôn viên 8.400 mét vuông, có phòng bộ môn, thư viện và sân tập.</p>"


def _minutes(*titles: str) -> tuple[DocumentTruth, ...]:
    return tuple(DocumentTruth(f"/tep/thdt/{n}.pdf", title, "thdt") for n, title in enumerate(titles))


_ALL_MINUTES = _minutes(*(f"Biên bản kiểm tra, đánh giá trường học điện tử tháng {month}" for month in _MONTHS))
_SOME_MINUTES = _minutes(
    "Biên bản kiểm tra, đánh giá trường học điện tử tháng 9/2021",
    "Biên bản kiểm tra, đánh giá trường học điện tử tháng 10/2021",
    "Biên bản kiểm tra, đánh giá trường học điện tử",
)
_LESSONS = tuple(
    DocumentTruth(f"/tep/hoc-lieu/{n}.pdf", f"Bài giảng điện tử Toán 6, bài {n}", "hoc_lieu") for n in range(1, 6)
)


class Rich(YearPages):
    """All that a pack asks for, some of it two steps away: who leads the school stands on a page of the introduction."""

    make = "rich"
    search = True
    outward = (
        ("Bộ GDĐT", "https://moet.gov.vn/"), ("Thi và tuyển sinh", "https://thituyensinh.vn/"), ("Sở GDĐT", PARENT),
        ("Phổ cập", "http://phocap.bariavungtau.edu.vn/"), ("Dịch vụ công", "http://dichvucong.baria-vungtau.gov.vn/"),
        ("Hệ tri thức Việt", "http://giaoduc.itrithuc.vn/"), ("Bài giảng e-learning", "https://elearning.moet.edu.vn/"),
        ("iGiáo dục", "https://igiaoduc.vn/"), ("CSDL ngành", "http://csdl.moet.gov.vn/"), ("PCGD", "http://pcgd.moet.gov.vn/"),
        ("Sở Cao Bằng", "http://socaobang.edu.vn/"), ("Khảo thí", "http://khaothicaobang.edu.vn/"),
        ("Sổ liên lạc điện tử", "https://vnedu.vn/tra-cuu"), ("Đăng ký nghỉ phép", "https://app.truong.test/nghi"),
        ("Đăng ký câu lạc bộ", "https://app.truong.test/clb"), ("Tuyển sinh trực tuyến", "http://ts.truong.test/"),
    )  # fmt: skip

    def entries(self) -> list[tuple[str, str]]:
        return [
            *super().entries(), ("Trường học điện tử", "/thdt.html"), ("Kho học liệu", "/hoc-lieu.html"),
            ("Góc phụ huynh", "/goc-phu-huynh.html"), ("Hỏi đáp", "/hoi-dap.html"), ("Niên giám thống kê", "/nien-giam.html"),
            ("Đăng nhập", "/dang-nhap"),
        ]  # fmt: skip

    def frame(self, title: str, main: str) -> str:
        head = f'<meta name="viewport" content="width=device-width"><meta name="description" content="{esc(self.name)}"><link rel="alternate" type="application/rss+xml" href="/rss.xml">'
        box = '<form action="/tim"><input type="text" name="q" placeholder="Tìm kiếm"></form>' if self.search else ""
        out = "".join(f'<li><a href="{to}">{esc(label)}</a></li>' for label, to in self.outward)
        page = super().frame(title, main).replace("<title>", (head if self.search else "") + "<title>", 1)
        return page.replace('<div class="chan-trang">', f'{box}<ul class="lien-ket">{out}</ul><div class="chan-trang">')

    def pages(self) -> Mapping[str, tuple[str, str]]:
        pages = dict(super().pages())
        pages["/gioi-thieu.html"] = (
            "Giới thiệu",
            f"<h1>Giới thiệu</h1>{_HISTORY}<p><a href='/co-cau.html'>Cơ cấu tổ chức</a></p>",
        )
        rest = {
            "/co-cau.html": ("Cơ cấu tổ chức", "<p>Hiệu trưởng: bà Đỗ Thị Thanh Hương, điện thoại 0254 3881 204, thư điện tử hieutruong@truong.test; ông Vũ Văn Sơn, phó hiệu trưởng. Tổ Toán - Tin: 9 giáo viên. Tổ Ngữ văn: 8 giáo viên. Tổ Ngoại ngữ: 6 giáo viên. Tổ văn phòng: 5 nhân viên, trong đó có một nhân viên y tế và một nhân viên thư viện.</p>"),
            "/thdt.html": ("Trường học điện tử", links(_ALL_MINUTES)),
            "/hoc-lieu.html": ("Kho học liệu", links(_LESSONS)),
            "/goc-phu-huynh.html": ("Góc phụ huynh", _PARENTS_PAGE),
            "/hoi-dap.html": ("Hỏi đáp", '<p>Câu hỏi của phụ huynh được trả lời trong hai ngày làm việc. Hỏi: trường có tổ chức bán trú không? Đáp: nhà trường có bán trú cho học sinh lớp 6 và lớp 7, đăng ký tại văn phòng.</p><form method="post" action="/gui"><textarea name="hoi"></textarea></form>'),
            "/nien-giam.html": ("Niên giám thống kê", "<table><tr><td>Năm học</td><td>Lớp</td><td>Học sinh</td></tr><tr><td>2017-2018</td><td>20</td><td>760</td></tr><tr><td>2018-2019</td><td>21</td><td>788</td></tr><tr><td>2019-2020</td><td>21</td><td>790</td></tr><tr><td>2020-2021</td><td>22</td><td>803</td></tr><tr><td>2021-2022</td><td>22</td><td>812</td></tr></table>"),
        }  # fmt: skip
        return pages | {path: (title, f"<h1>{title}</h1>{main}") for path, (title, main) in rest.items()}

    def special(self, ask: Ask) -> Reply | None:
        return Reply(self.frame("Đăng nhập", LOGIN)) if ask.path == "/dang-nhap" else None


class Poor(Rich):
    """The same labels with nothing behind them; some systems only, and some that are others than those asked for."""

    make = "poor"
    search = False
    outward = (
        ("Thi và tuyển sinh", "https://thituyensinh.vn/"), ("CSDL ngành", "http://csdl.moet.gov.vn/"),
        ("Trường THCS Giàu", "http://thcsgiau.bariavungtau.edu.vn/"), ("Cổng Dịch vụ công quốc gia", "https://dichvucong.gov.vn/"),
        ("Sổ liên lạc điện tử", "https://vnedu.vn/"),
    )  # fmt: skip

    def entries(self) -> list[tuple[str, str]]:
        kept = [
            (label, to)
            for label, to in super().entries()
            if label not in ("Đăng nhập", "Hỏi đáp", "Niên giám thống kê")
        ]
        return [*kept, ("Tuyển sinh trực tuyến", "/tuyen-sinh-truc-tuyen.html")]

    def pages(self) -> Mapping[str, tuple[str, str]]:
        pages = dict(super().pages())
        soon = "<p>Nội dung đang được cập nhật...</p>"
        for path, label in (
            ("/hoc-lieu.html", "Kho học liệu"),
            ("/goc-phu-huynh.html", "Góc phụ huynh"),
            ("/tuyen-sinh-truc-tuyen.html", "Tuyển sinh trực tuyến"),
        ):
            pages[path] = (label, f"<h1>{label}</h1>{soon}")
        pages["/thdt.html"] = ("Trường học điện tử", f"<h1>Trường học điện tử</h1>{links(_SOME_MINUTES)}")
        del pages["/co-cau.html"]
        pages["/gioi-thieu.html"] = ("Giới thiệu", f"<h1>Giới thiệu</h1>{_HISTORY}")
        return pages

    def special(self, ask: Ask) -> Reply | None:
        return None


class _Above:
    """The portal of the province, which leads to both."""

    def answer(self, ask: Ask) -> Reply:
        """Its home page."""
        rows = "".join(f'<li><a href="http://{one.host}/">{esc(one.name)}</a></li>' for one in WRITTEN.values())
        return Reply(f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>Sở GDĐT</title></head><body><h1>Sở Giáo dục và Đào tạo</h1><ul>{rows}</ul></body></html>')  # fmt: skip


def _written(code: str, name: str, level: str, host: str, minutes: tuple[DocumentTruth, ...], *items: str) -> Written:
    docs = (*letters(), *admission(level), *tt36(level, Y21), *tt36(level, Y20), *forms(*items), *minutes, *_LESSONS)
    return Written(code, name, level, host, "a page a year", usual(by_page("Công khai", Y21, Y20)), docs, frozenset({*items, "tuyen_sinh"}), True, {}, parent=PARENT)  # fmt: skip


WRITTEN = {
    "GIAU": _written("GIAU", "Trường THCS Giàu", "THCS", "thcsgiau.bariavungtau.edu.vn", _ALL_MINUTES, "bm_nghi_hoc", "bm_phuc_khao"),
    "NGHEO": _written("NGHEO", "Trường Tiểu học Nghèo", "TH", "thngheo.test", _SOME_MINUTES, "bm_nghi_hoc"),
}  # fmt: skip


@contextmanager
def start_packs_portals() -> Iterator[tuple[tuple[Rich, ...], dict[str, str]]]:
    """Serve the two on loopback: the schools, and ``host → ip:port`` for theirs and their parent's; where they lead to
    besides, nothing listens."""
    schools: tuple[Rich, ...] = (Rich(WRITTEN["GIAU"], run_seed()), Poor(WRITTEN["NGHEO"], run_seed()))
    hosts: dict[str, Host] = {school.truth.host: school for school in schools}
    hosts["bariavungtau.edu.vn"] = _Above()
    silent = {urlsplit(to).hostname or "" for school in schools for _, to in school.outward} - set(hosts)
    with serve(hosts) as (port, _):
        mappings = dict.fromkeys(hosts, f"127.0.0.1:{port}")
        yield schools, mappings | dict.fromkeys(silent, f"127.0.0.1:{closed_port()}")
