"""What these portals do alike: truth from YAML, posts from a plan, papers made when asked for, asking and answering."""
# ruff: noqa: E501 (Vietnamese sentences and markup stand whole)

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache, partial
from html import escape as esc
from pathlib import Path

from ruamel.yaml import YAML

from tests.documents.letters import MOTTO, Letter
from tests.documents.office_files import write_docx
from tests.documents.pdf_files import write_reportlab
from tests.portals.documents import papers
from tests.portals.labelled.server import Host
from tests.portals.labelled.site import Ask, Reply
from tests.portals.labelled.text import GIF
from tests.portals.nasty.posts import Plan, Post, Special, make_posts

WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
_KINDS = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
Docs = list[tuple[str, str]]
"""Labels and addresses."""


@dataclass(frozen=True)
class Truth:
    """One school of truth.yaml."""

    code: str
    name: str
    level: str
    host: str
    parent: str
    shape: str
    posts: Mapping[str, int]
    right: Mapping[str, str]
    prefix: str = ""
    listed: str = ""
    year: str = "2021-2022"
    lacks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    why: Mapping[str, str] = field(default_factory=dict)

    def outcomes(self, rule: str) -> frozenset[str]:
        """The right outcomes of a rule."""
        return frozenset(self.right[rule].split("|"))

    @property
    def url(self) -> str:
        """The address in the office's list."""
        return self.listed or f"http://{self.host}{self.prefix}/"


@cache
def truths() -> tuple[Truth, ...]:
    """All schools, as they were written down."""
    rows = YAML(typ="safe").load(Path(__file__).with_name("truth.yaml"))
    return tuple(Truth(**row) for row in rows)


def as_docx(letter: Letter) -> bytes:
    with tempfile.NamedTemporaryFile(suffix=".docx") as file:
        write_docx(Path(file.name), letter)
        return Path(file.name).read_bytes()


def as_pdf(letter: Letter) -> bytes:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        write_reportlab(Path(file.name), letter.lines)
        return Path(file.name).read_bytes()


def letter_of(item: str, school: str, level: str, year: str) -> Letter:
    """The paper of an item, complete: the school's name, the year, numbers."""
    if item.startswith("ck_"):
        return papers.form(item, level, school, year)
    blank = {"bm_nghi_hoc": papers.leave, "bm_phuc_khao": papers.remarking, "bm_chuyen_truong": papers.transfer}
    if item in blank:
        return blank[item](school)
    grade = "1" if level == "TH" else "6"
    if item == "tuyen_sinh":
        return Letter(
            head=(school.upper(), *MOTTO, "THÔNG BÁO", f"Tuyển sinh lớp {grade} năm học {year}"),
            body=(f"Chỉ tiêu: 4 lớp, 150 học sinh. Đối tượng: học sinh thường trú trên địa bàn. Nhận hồ sơ từ 01/7 đến 15/7/{year[:4]}.",
                  "Hồ sơ: đơn xin nhập học, bản sao giấy khai sinh, xác nhận thông tin cư trú."),
            end=papers.signed(f"ngày 20 tháng 6 năm {year[:4]}"),
        )  # fmt: skip
    return Letter(
        head=(school.upper(), *MOTTO, item.upper()),
        body=("Căn cứ Điều lệ nhà trường; xét đề nghị của bộ phận chuyên môn.", "Điều 1. Ban hành kèm theo văn bản này quy định áp dụng trong toàn trường."),
        end=papers.signed(f"ngày 5 tháng 10 năm {year[:4]}"),
    )  # fmt: skip


ITEMS = {
    "ck_cam_ket": "Cam kết chất lượng giáo dục",
    "ck_chat_luong": "Công khai thông tin chất lượng giáo dục thực tế",
    "ck_csvc": "Công khai thông tin cơ sở vật chất",
    "ck_doi_ngu": "Công khai thông tin về đội ngũ nhà giáo, cán bộ quản lý và nhân viên",
}
FORMS = {
    "bm_nghi_hoc": "Đơn xin nghỉ học",
    "bm_phuc_khao": "Đơn xin phúc khảo bài kiểm tra",
    "bm_chuyen_truong": "Đơn xin chuyển trường",
}
LETTERS = ("Quy chế dân chủ trong hoạt động của nhà trường", "Quyết định phân công nhiệm vụ năm học", "Nội quy học sinh")


class Portal:
    """One school. A make gives `frame`, `page` and `post_path`."""

    size = 10
    wait = 0.0
    """Seconds before each answer."""

    def __init__(self, truth: Truth, seed: int) -> None:
        self.truth, self.name, self.level, self.prefix = truth, truth.name, truth.level, truth.prefix
        self.home = truth.url
        self.posts = self._posts(truth, f"everyday/{seed}/{truth.code}")
        self.files: dict[str, Callable[[], bytes]] = {}
        self._made: dict[str, bytes] = {}
        self.prepare()
        self.by_path = {self.post_path(post): post for post in self.posts}

    @staticmethod
    def _posts(truth: Truth, seed: str) -> tuple[Post, ...]:
        plan = dict(truth.posts)
        edges = plan.pop("edges", 0)
        special = (
            (Special(at="2021-07-31 20:15", nature="tin", title="Đội tình nguyện của trường chung tay chống dịch"),
             Special(at="2022-08-01 07:10", nature="thong_bao", title="Thông báo lịch tập trung học sinh chuẩn bị năm học mới"))
            if edges else ()
        )  # fmt: skip
        others = {key: plan[short] for key, short in (("thuc_don_lich", "lich"), ("dang_lai", "dang_lai")) if short in plan}
        made = make_posts(Plan(plan["before"], plan["tin"], plan["thong_bao"], plan["after"], others, special, level=truth.level), seed)
        later = int(truth.year[:4]) - 2021
        return tuple(_moved(post, later) for post in made) if later else made

    # ---- the make's part ---------------------------------------------------------------------------------------

    def prepare(self) -> None:
        """Files and whatever else a make wants ready before the first question."""

    def post_path(self, post: Post) -> str:
        """The address of a post."""
        return f"{self.prefix}/tin-tuc/{post.slug}-{post.number}.html"

    def frame(self, title: str, main: str) -> str:
        """A whole page."""
        raise NotImplementedError

    def page(self, ask: Ask) -> Reply | tuple[str, str] | None:
        """The make's own answers: title and main part, a whole reply, or None for what it does not know."""
        raise NotImplementedError

    def article(self, post: Post) -> str:
        """The main part of a post's page."""
        raise NotImplementedError

    def lost(self, ask: Ask) -> Reply:
        """What an unknown address gets."""
        return Reply(self.frame("Không tìm thấy trang", "<h1>404</h1><p>Trang bạn tìm không tồn tại.</p>"), 404)

    def others(self) -> Mapping[str, Host]:
        """Further hosts."""
        return {}

    # ---- papers ------------------------------------------------------------------------------------------------

    def put(self, path: str, item: str, year: str = "") -> str:
        """A file at an address; made when it is first asked for."""
        letter = partial(letter_of, item, self.name, self.level, year or self.truth.year)
        self.files[path] = (lambda: as_pdf(letter())) if path.endswith("pdf") else (lambda: as_docx(letter()))
        return path

    def cong_khai(self, year: str, path: str = "/upload/{year}/bieu-mau-{n:02d}.pdf", label: str = "Biểu mẫu {n:02d}: {title} năm học {year}") -> Docs:  # fmt: skip
        """The four forms of TT 36/2017 of a year."""
        out = []
        for item, title in ITEMS.items():
            n = papers.number_of(item, self.level)
            out.append((label.format(n=n, title=title, year=year), self.put(path.format(year=year, n=n), item, year)))
        return out

    def forms(self, *items: str, path: str = "/upload/bieu-mau/{item}.docx") -> Docs:
        """Blank forms for parents."""
        return [(FORMS[item], self.put(path.format(item=item.removeprefix("bm_").replace("_", "-")), item)) for item in items]

    def letters(self, path: str = "/upload/van-ban/vb-{n}.pdf") -> Docs:
        """Rules and letters, none of them công khai."""
        return [(title, self.put(path.format(n=n), title)) for n, title in enumerate(LETTERS, 1)]

    def admission(self, path: str = "/upload/tuyen-sinh/thong-bao.pdf") -> Docs:
        """The notice for the first class."""
        grade = "1" if self.level == "TH" else "6"
        return [(f"Thông báo tuyển sinh lớp {grade} năm học {self.truth.year}", self.put(path, "tuyen_sinh"))]

    # ---- answering ---------------------------------------------------------------------------------------------

    def of(self, *categories: str) -> list[Post]:
        """The posts of categories (all when none is named), newest first."""
        return [post for post in self.posts if not categories or post.category in categories]

    def answer(self, ask: Ask) -> Reply:
        """Files, the make's pages, posts, 404."""
        time.sleep(self.wait)
        for target in (ask.target, ask.path):
            if target in self.files:
                kind = _KINDS[target.split("?")[0].rpartition(".")[2]]
                if target not in self._made:
                    self._made[target] = self.files[target]()
                return Reply(self._made[target], kind=kind)
        if ask.path.lower().endswith((".gif", ".jpg", ".png", ".ico")):
            return Reply(GIF, kind="image/gif")
        if ask.path.endswith((".css", ".js")):
            return Reply("/* */", kind="text/css")
        if ask.path == "/robots.txt":
            return Reply("User-agent: *\nDisallow: /quantri/\n", kind="text/plain")
        found = self.page(ask)
        if found is None and (post := self.by_path.get(ask.target) or self.by_path.get(ask.path)):
            found = (post.title, self.article(post))
        if found is None:
            return self.lost(ask)
        return found if isinstance(found, Reply) else Reply(self.frame(*found))


def _moved(post: Post, years: int) -> Post:
    """The same post some years later, the years in its words as well."""

    def later(text: str) -> str:
        for year in range(2023, 2018, -1):
            text = text.replace(str(year), str(year + years))
        return text

    at: datetime = post.at + timedelta(days=1461 * years // 4)
    return replace(post, at=at, title=later(post.title), body=tuple(map(later, post.body)), slug=later(post.slug))


def links(docs: Docs) -> str:
    """Files as a list."""
    return "<ul>" + "".join(f'<li><a href="{at}">{esc(label)}</a></li>' for label, at in docs) + "</ul>"


def long_day(at: datetime) -> str:
    """``Thứ hai, 06/09/2021 08:15``."""
    return f"{WEEKDAYS[at.weekday()]}, {at:%d/%m/%Y %H:%M}"


def about(name: str) -> str:
    """History, heads and organisation."""
    return (
        f"<p>{esc(name)} được thành lập theo quyết định của Ủy ban nhân dân huyện năm 1996. Hiện nay trường có 28 lớp với 1.052 học sinh, "
        "54 cán bộ, giáo viên, nhân viên; 100% giáo viên đạt chuẩn trình độ đào tạo, 37 phòng học và phòng chức năng.</p>"
        "<p>Ban giám hiệu: Hiệu trưởng Nguyễn Thị Kim Loan, điện thoại 0274 3655 112, thư điện tử loan.ntk@truong.test; "
        "Phó hiệu trưởng Trần Quốc Dũng, điện thoại 0274 3655 113. Trường có năm tổ chuyên môn và một tổ văn phòng.</p>"
    )  # fmt: skip


def contact(name: str) -> str:
    """How to reach the school."""
    return f"<p><b>{esc(name)}</b></p><p>Địa chỉ: đường ĐT 741, khu phố 4. Điện thoại: 0274 3655 110. Email: vanphong@truong.test</p>"


def admission_text(level: str, year: str) -> str:
    """Whom the school takes, how many and when."""
    grade, first = "1" if level == "TH" else "6", int(year[:4])
    return (
        f"<p>Kế hoạch tuyển sinh lớp {grade} năm học {year}: chỉ tiêu 4 lớp với 150 học sinh. Đối tượng: học sinh có hộ khẩu thường trú hoặc tạm trú trên "
        f"địa bàn. Hồ sơ gồm đơn xin nhập học, bản sao giấy khai sinh, xác nhận cư trú. Thời gian nhận hồ sơ: từ 01/7/{first} đến 15/7/{first}.</p>"
    )  # fmt: skip
