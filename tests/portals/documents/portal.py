"""What the document portals do alike: a handful of plain pages and posts, files, asking and answering."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape as esc
from urllib.parse import quote

from tests.portals.documents.makes import Make
from tests.portals.documents.truths import Truth
from tests.portals.documents.workshop import Workshop
from tests.portals.labelled.site import Ask, Reply
from tests.portals.labelled.text import GIF

PDF = "application/pdf"
WORD = "application/msword"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLS = "application/vnd.ms-excel"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BYTES = "application/octet-stream"
_KINDS = {"pdf": PDF, "doc": WORD, "docx": DOCX, "xls": XLS, "xlsx": XLSX, "jpg": "image/jpeg", "zip": "application/zip",
          "rar": "application/x-rar-compressed", "rtf": "application/rtf", "odt": "application/vnd.oasis.opendocument.text",
          "mp4": "video/mp4"}  # fmt: skip


@dataclass(frozen=True)
class File:
    """An answer that is a file: a name of the workshop, the declared type, headers, status, seconds before it answers.

    `named` is sent in Content-Disposition: as RFC 5987 asks, as `mojibake` (UTF-8 in a plain quoted string), or not.
    """

    name: str = ""
    kind: str = ""
    status: int = 200
    named: str = ""
    mojibake: bool = False
    wait: float = 0.0
    headers: Mapping[str, str] = field(default_factory=dict)

    def answer(self, workshop: Workshop) -> Reply:
        """The file as an answer."""
        time.sleep(self.wait)
        headers = dict(self.headers)
        if self.named and self.mojibake:
            headers["Content-Disposition"] = f'attachment; filename="{self.named.encode().decode("latin-1")}"'
        elif self.named:
            headers["Content-Disposition"] = f"attachment; filename=\"tai-ve\"; filename*=UTF-8''{quote(self.named)}"
        body = workshop.bytes_of(self.name) if self.name else b"<h1>error</h1>"
        kind = self.kind or _KINDS.get(self.name.rpartition(".")[2], "text/html; charset=utf-8")
        return Reply(body, self.status, kind, headers)


Page = tuple[str, str]
Answers = Mapping[str, Reply | Callable[[Ask], Reply]]


class Portal:
    """One school. `pages`: key → title and main part, at the address that the make gives to a key; `files`: target as
    asked for (decoded path, with the query where it tells files apart) → file; `hosts`: what other hosts answer."""

    def __init__(
        self,
        truth: Truth,
        make: Make,
        workshop: Workshop,
        pages: Mapping[str, Page],
        files: Mapping[str, File],
        *,
        menu: tuple[str, ...] = ("cong-khai", "bieu-mau"),
        robots: str = "",
        others: Answers | None = None,
        hosts: Mapping[str, Answers] | None = None,
    ) -> None:
        self.truth, self.make, self.workshop, self.files = truth, make, workshop, files
        self.robots, self.others, self.hosts = robots, others or {}, hosts or {}
        self.pages = {**self._plain(), **pages}
        self.by_address = {make.address(key): key for key in self.pages}
        entries = ("gioi-thieu", "tin-tuc", "van-ban", *menu, "tuyen-sinh", "lien-he")
        self.menu = [(self.pages[key][0], make.address(key)) for key in entries]

    def _plain(self) -> dict[str, Page]:
        name, grade = (
            esc(self.truth.name),
            {"MN": "mầm", "THCS": "6", "THPT": "10", "GDTX": "10"}.get(self.truth.level, "1"),
        )
        year = self.truth.first_year
        next_year = f"{int(year[:4]) + 1}-{int(year[5:]) + 1}"
        posts = {
            f"tin-{n}": (title, f"<p>Ngày đăng: {day}/{year[:4]}</p><p>{esc(title)}. Buổi sinh hoạt diễn ra vui tươi, có sự tham gia của đông đảo thầy cô và học sinh các khối lớp.</p>")
            for n, (title, day) in enumerate((("Ngày hội đọc sách của khối lớp đầu cấp", "18/10"), ("Chung kết kéo co giữa các lớp", "20/11"), ("Thư viện đón thêm sách mới", "05/12")), 1)
        }  # fmt: skip
        listed = "".join(
            f'<div class="tin"><a href="{self.make.address(key)}">{esc(title)}</a> <span class="ngay">{body[17:27]}</span></div>'
            for key, (title, body) in posts.items()
        )
        return {
            "": (self.truth.name, f"<h2>Tin mới</h2>{listed}"),
            "gioi-thieu": ("Giới thiệu", f"<p>{name} thành lập năm 1994, hiện có 26 lớp và 49 cán bộ, giáo viên, nhân viên. Hiệu trưởng: bà Lê Thị Hồng Vân, điện thoại 0276 3812 455, thư điện tử hieutruong@truong.test.</p>"),
            "tin-tuc": ("Tin tức", listed),
            "van-ban": ("Văn bản", "<p>Nội quy nhà trường: học sinh đến lớp trước 7 giờ, mặc đồng phục, giữ gìn tài sản chung và trồng cây quanh sân.</p>"),
            "tuyen-sinh": ("Tuyển sinh", f"<p>Thông báo tuyển sinh lớp {grade} năm học {next_year}. Chỉ tiêu: 140 em, 4 lớp. Đối tượng: trẻ thường trú trên địa bàn. Hồ sơ gồm đơn đăng ký, bản sao giấy khai sinh, xác nhận nơi cư trú; nhận từ ngày 01/7 đến ngày 10/7/{next_year[:4]} tại văn phòng.</p>"),
            "lien-he": ("Liên hệ", f"<p>{name}, ấp 2, xã Phú Lộc. Điện thoại 0276 3812 456. Thư điện tử: vanphong@truong.test.</p>"),
            **posts,
        }  # fmt: skip

    def page(self, title: str, main: str, status: int = 200) -> Reply:
        """A whole page of the make."""
        return Reply(self.make.frame(self.truth.name, title, main, self.menu), status)

    def answer(self, ask: Ask) -> Reply:
        """Robots, files, pages, the portal's own oddities, 404."""
        if ask.path == "/robots.txt":
            return Reply(self.robots or "User-agent: *\nAllow: /\n", kind="text/plain")
        query = ask.target.partition("?")[2]
        for target in (f"{ask.path}?{query}", ask.path):
            if target in self.files:
                return self.files[target].answer(self.workshop)
            if target in self.others:
                other = self.others[target]
                return other if isinstance(other, Reply) else other(ask)
            if target in self.by_address:
                return self.page(*self.pages[self.by_address[target]])
        if ask.path.endswith((".jpg", ".png", ".gif", ".ico")):
            return Reply(GIF, kind="image/gif")
        if ask.path.endswith((".css", ".js")):
            return Reply("/* */", kind="text/css")
        return self.page("404", "<h1>404</h1><p>Không tìm thấy trang này.</p>", 404)


class Elsewhere:
    """Another host: what portals say of it, told apart by target, then by path."""

    def __init__(self) -> None:
        self.answers: dict[str, Reply | Callable[[Ask], Reply]] = {}

    def answer(self, ask: Ask) -> Reply:
        """What a portal said of this address, else 404."""
        found = self.answers.get(ask.target) or self.answers.get(ask.path)
        if found is None:
            return Reply("<title>404</title><h1>Not found</h1>", 404)
        return found if isinstance(found, Reply) else found(ask)
