"""Makes after common templates: each its own frame, list, pager and days; several lack something behind full menus."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from html import escape as esc
from typing import ClassVar

from tests.portals.everyday.portal import Docs, Portal, about, admission_text, contact, links, long_day
from tests.portals.labelled.server import Host
from tests.portals.labelled.site import Ask, Reply, redirect
from tests.portals.nasty.posts import Post


class Template(Portal):
    """A school template of Bootstrap times: what its heirs change stands in class attributes and small methods."""

    menu = (("Trang chủ", "/"), ("Giới thiệu", "/gioi-thieu"), ("Tin tức", "/tin-tuc"), ("Công khai", "/cong-khai"), ("Văn bản", "/van-ban"), ("Tuyển sinh", "/tuyen-sinh"), ("Biểu mẫu", "/bieu-mau"), ("Liên hệ", "/lien-he"))
    years: tuple[str, ...] = ("2021-2022", "2020-2021")
    blank_items: tuple[str, ...] = ("bm_nghi_hoc", "bm_chuyen_truong")

    def prepare(self) -> None:
        self.papers = {year: self.cong_khai(year, "/files/{year}/bm{n:02d}.pdf") for year in self.years}
        self.blank = self.forms(*self.blank_items)
        self.rules, self.intake = self.letters(), self.admission()

    def frame(self, title: str, main: str) -> str:
        menu = "".join(f'<li class="nav-item"><a class="nav-link" href="{at}">{label}</a></li>' for label, at in self.menu)
        return f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{esc(title)} - {esc(self.name)}</title></head><body><div class="top-bar">{esc(self.name)}</div><nav class="navbar"><ul class="navbar-nav">{menu}</ul></nav><div class="container"><div class="main">{main}</div>{self.side()}</div><footer>{self.foot()}</footer></body></html>'

    def side(self) -> str:
        """The column beside."""
        return ""

    def foot(self) -> str:
        """The foot of every page."""
        return f"{esc(self.name)} - Khu phố 4 - Điện thoại 0274 3655 110"

    def day(self, at: datetime) -> str:
        """A day in lists."""
        return f"{at:%d/%m/%Y}"

    def long(self, at: datetime) -> str:
        """A day on a post's page."""
        return f"Ngày đăng: {at:%d/%m/%Y %H:%M}"

    def rows(self, posts: list[Post]) -> str:
        """Posts in a list."""
        return "".join(f'<div class="post-item"><h4><a href="{self.post_path(p)}">{esc(p.title)}</a></h4><span class="date">{self.day(p.at)}</span><p>{esc(p.lead)}</p></div>' for p in posts)

    def article(self, post: Post) -> str:
        return f'<h1>{esc(post.title)}</h1><div class="post-meta">{self.long(post.at)}</div><div class="post-body">{"".join(f"<p>{esc(t)}</p>" for t in post.body)}</div>'

    def listing(self, title: str, at: str, posts: list[Post], ask: Ask, key: str = "page") -> tuple[str, str]:
        """One page of a list."""
        n, last = int(ask.query.get(key, "1")), max(1, -(-len(posts) // self.size))
        pager = "".join(f'<a class="page-link" href="{at}?{key}={k}">{k}</a>' for k in range(1, last + 1))
        return title, f'<h2>{esc(title)}</h2>{self.rows(posts[(n - 1) * self.size : n * self.size])}<div class="pagination">{pager}</div>'

    def table(self, docs: Docs) -> str:
        """Files as rows."""
        return '<table class="table">' + "".join(f'<tr><td>{k}</td><td>{esc(label)}</td><td><a href="{at}">Xem</a></td></tr>' for k, (label, at) in enumerate(docs, 1)) + "</table>"

    def sections(self) -> Mapping[str, tuple[str, str]]:
        """Static pages."""
        years = "".join(f'<li><a href="/cong-khai/{year}">Năm học {year}</a></li>' for year in self.years)
        pages = {f"/cong-khai/{year}": (f"Công khai năm học {year}", f"<h2>Công khai năm học {year}</h2>{self.table(docs)}") for year, docs in self.papers.items()}
        return pages | {
            "/": ("Trang chủ", f"<h3>Tin mới</h3>{self.rows(self.posts[:6])}"), "/gioi-thieu": ("Giới thiệu", f"<h2>Giới thiệu</h2>{about(self.name)}"),
            "/cong-khai": ("Công khai", f"<h2>Công khai</h2><ul>{years}</ul>"), "/van-ban": ("Văn bản", f"<h2>Văn bản</h2>{self.table(self.rules)}"),
            "/tuyen-sinh": ("Tuyển sinh", f"<h2>Tuyển sinh</h2>{admission_text(self.level, self.truth.year)}{links(self.intake)}"),
            "/bieu-mau": ("Biểu mẫu", f"<h2>Biểu mẫu</h2>{self.table(self.blank)}"), "/lien-he": ("Liên hệ", f"<h2>Liên hệ</h2>{contact(self.name)}"),
        }  # fmt: skip

    def page(self, ask: Ask) -> Reply | tuple[str, str] | None:
        if ask.path == "/tin-tuc":
            return self.listing("Tin tức", "/tin-tuc", self.of(), ask)
        return self.sections().get(ask.path)


class Moved(Template):
    """The new address is whole; the old one has a notice."""

    def answer(self, ask: Ask) -> Reply:
        if ask.headers.get("host", "").startswith(self.truth.host) or not ask.headers.get("host"):
            return Reply(f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>Thông báo chuyển trang</title></head><body><div style="text-align:center"><h2>THÔNG BÁO</h2><p>Cổng thông tin điện tử {esc(self.name)} đã chuyển sang địa chỉ mới:</p><p><a href="http://thphuan.test/">http://thphuan.test</a></p><p>Trang này sẽ ngừng hoạt động. Trân trọng thông báo!</p></div></body></html>')
        return super().answer(ask)

    def others(self) -> Mapping[str, Host]:
        return {"thphuan.test": self}


class Firewall(Template):
    """Documents are for browsers only, says somebody's firewall."""

    blank_items = ("bm_nghi_hoc", "bm_phuc_khao", "bm_chuyen_truong")

    def answer(self, ask: Ask) -> Reply:
        guarded = ask.path.startswith(("/cong-khai", "/bieu-mau", "/upload", "/files"))
        if guarded and "Mozilla" not in ask.headers.get("user-agent", ""):
            return Reply("<html><head><title>403 Forbidden</title></head><body><center><h1>403 Forbidden</h1></center><hr><center>nginx</center></body></html>", 403)
        return super().answer(ask)


class CatchAll(Template):
    """Rewriting sends whatever is not known to the home page, with status 200."""

    def sections(self) -> Mapping[str, tuple[str, str]]:
        known = dict(super().sections())
        for at in ("/cong-khai", "/cong-khai/2021-2022", "/cong-khai/2020-2021", "/bieu-mau"):
            del known[at]
        return known | {"/van-ban": ("Văn bản", "<h2>Văn bản</h2>")}

    def lost(self, ask: Ask) -> Reply:
        return Reply(self.frame(*self.sections()["/"]))


class Icons(Template):
    """A menu of icons; the year's part of công khai is a promise."""

    years = ("2021-2022", "2020-2021", "2019-2020")

    def frame(self, title: str, main: str) -> str:
        icons = {"/": "home", "/gioi-thieu": "info", "/tin-tuc": "newspaper", "/cong-khai": "bullhorn", "/van-ban": "file", "/tuyen-sinh": "user-plus", "/bieu-mau": "download", "/lien-he": "phone"}
        menu = "".join(f'<a class="tile" href="{at}" aria-label="{label}" title="{label}"><i class="fas fa-{icons[at]}" aria-hidden="true"></i></a>' for label, at in self.menu)
        below = "".join(f'<a class="sub" href="/cong-khai/{year}">Công khai {year}</a>' for year in self.years)
        return f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{esc(self.name)}</title></head><body><h1 class="site-name"><a href="/">{esc(self.name)}</a></h1><nav class="tiles">{menu}<div class="drop">{below}</div></nav><section class="page">{main}</section><footer>{self.foot()}</footer></body></html>'

    def day(self, at: datetime) -> str:
        return long_day(at)

    def long(self, at: datetime) -> str:
        return long_day(at)

    def sections(self) -> Mapping[str, tuple[str, str]]:
        return dict(super().sections()) | {"/cong-khai/2021-2022": ("Công khai năm học 2021-2022", "<h2>Công khai năm học 2021-2022</h2><p>Nội dung đang được cập nhật, mời quý vị quay lại sau.</p>")}


class Menus(Template):
    """Weekly menus among the news, a pinned old post, a form that is only a link to the national portal."""

    menu = (("Trang chủ", "/"), ("Giới thiệu", "/gioi-thieu"), ("Tin tức", "/tin-tuc"), ("Văn bản", "/van-ban"), ("Tuyển sinh", "/tuyen-sinh"), ("Thủ tục hành chính", "/bieu-mau"), ("Liên hệ", "/lien-he"))
    size = 12

    def rows(self, posts: list[Post]) -> str:
        pin = self.posts[-1]
        pinned = f'<div class="post-item sticky"><h4><a href="{self.post_path(pin)}">{esc(pin.title)}</a></h4><span class="date">{self.day(pin.at)}</span></div>'
        return pinned + super().rows(posts)

    def sections(self) -> Mapping[str, tuple[str, str]]:
        years = "".join(f'<li><a href="/van-ban/cong-khai-{year}">Công khai năm học {year}</a></li>' for year in self.years)
        pages = {f"/van-ban/cong-khai-{year}": (f"Công khai năm học {year}", f"<h2>Công khai năm học {year}</h2>{links(docs)}") for year, docs in self.papers.items()}
        known = {at: page for at, page in super().sections().items() if not at.startswith("/cong-khai")}
        return known | pages | {
            "/van-ban": ("Văn bản", f'<h2>Văn bản</h2><h4>Công khai</h4><ul>{years}</ul><h4>Văn bản nội bộ</h4>{links(self.rules)}'),
            "/bieu-mau": ("Thủ tục hành chính", '<h2>Thủ tục hành chính</h2><p>Quý phụ huynh thực hiện các thủ tục trên <a href="https://dichvucong.gov.vn/">Cổng Dịch vụ công quốc gia</a>.</p>'),
        }  # fmt: skip


class Office(Template):
    """Come to the office for forms; công khai is titles."""

    def sections(self) -> Mapping[str, tuple[str, str]]:
        titles = "".join(f"<li>{esc(label)}</li>" for label, _ in self.papers["2021-2022"])
        known = {at: page for at, page in super().sections().items() if not at.startswith("/cong-khai/")}
        return known | {
            "/cong-khai": ("Công khai năm học 2021-2022", f"<h2>Công khai năm học 2021-2022</h2><p>Nhà trường thực hiện công khai theo Thông tư 36/2017/TT-BGDĐT gồm các nội dung:</p><ul>{titles}</ul><p>Các biểu mẫu sẽ được đăng tải trong thời gian tới.</p>"),
            "/bieu-mau": ("Biểu mẫu", "<h2>Biểu mẫu</h2><p>Phụ huynh cần mẫu đơn xin nghỉ học, đơn xin phúc khảo vui lòng liên hệ văn phòng nhà trường trong giờ hành chính để nhận mẫu đơn.</p>"),
        }  # fmt: skip


class SharedFoot(Template):
    """A vendor's CMS whose foot still names the school it was made for."""

    blank_items = ("bm_nghi_hoc", "bm_phuc_khao", "bm_chuyen_truong")

    def side(self) -> str:
        return '<div class="sidebar"><h4>Liên kết</h4><ul><li><a href="http://thcsmau.test/">Trường THCS Mẫu</a></li><li><a href="http://thcsmau.test/cong-khai">Công khai</a></li></ul></div>'

    def foot(self) -> str:
        return "Bản quyền thuộc về Trường THCS Mẫu. Địa chỉ: 12 Nguyễn Văn Tiết. Điện thoại: 0274 3822 000"

    def day(self, at: datetime) -> str:
        return f"{at:%d/%m/%y}"

    def long(self, at: datetime) -> str:
        return f"{long_day(at).split(',')[0].title()}, ngày {at.day:02d} tháng {at.month} năm {at.year}"

    def others(self) -> Mapping[str, Host]:
        return {"thcsmau.test": Sample()}


class Sample:
    """The vendor's sample school."""

    def answer(self, ask: Ask) -> Reply:
        """The same page for everything."""
        return Reply('<html><head><meta charset="utf-8"><title>Trường THCS Mẫu</title></head><body><h1>Trường THCS Mẫu</h1><p>Trang trình diễn.</p></body></html>')


class Edges(Template):
    """Posts in three categories each, and once more in an archive by month."""

    cats: ClassVar[dict[str, str]] = {"hoat-dong": "Hoạt động", "tin-noi-bat": "Tin nổi bật", "thong-bao": "Thông báo", "doi-thieu-nien": "Đội thiếu niên", "cong-doan": "Công đoàn"}

    def _in(self, key: str) -> list[Post]:
        keys = list(self.cats)
        return [p for p in self.posts if (keys.index(key) - p.number) % 5 < 3]

    def side(self) -> str:
        months = sorted({(p.at.year, p.at.month) for p in self.posts}, reverse=True)
        cats = "".join(f'<li><a href="/chuyen-muc/{k}">{v}</a></li>' for k, v in self.cats.items())
        return f'<div class="sidebar"><h4>Chuyên mục</h4><ul>{cats}</ul><h4>Lưu trữ</h4><ul>' + "".join(f'<li><a href="/luu-tru/{y}/{m:02d}">Tháng {m} năm {y}</a></li>' for y, m in months) + "</ul></div>"

    def page(self, ask: Ask) -> Reply | tuple[str, str] | None:
        parts = ask.path.strip("/").split("/")
        if parts[0] == "chuyen-muc" and parts[1] in self.cats:
            return self.listing(self.cats[parts[1]], ask.path, self._in(parts[1]), ask)
        if parts[0] == "luu-tru" and len(parts) == 3:
            return f"Lưu trữ {parts[2]}/{parts[1]}", self.rows([p for p in self.posts if f"{p.at:%Y/%m}" == "/".join(parts[1:])])
        return super().page(ask)

    def others(self) -> Mapping[str, Host]:
        return {f"www.{self.truth.host}": ToBare(self.truth.host)}


class ToBare:
    """The name with www sends on to the one without."""

    def __init__(self, host: str) -> None:
        self.host = host

    def answer(self, ask: Ask) -> Reply:
        """A permanent redirect."""
        return redirect(f"http://{self.host}{ask.target}", 301)


class Labels(Template):
    """A full menu with next to nothing behind it, and công khai in a folder of Drive."""

    menu = tuple((label, "https://drive.google.com/drive/folders/1TanLongCongKhai_2021_2022abcdef" if at == "/cong-khai" else at) for label, at in Template.menu)

    def sections(self) -> Mapping[str, tuple[str, str]]:
        known = {at: page for at, page in super().sections().items() if not at.startswith("/cong-khai")}
        return known | {
            "/gioi-thieu": ("Giới thiệu", "<h2>Giới thiệu</h2><p>Nội dung giới thiệu về nhà trường.</p>"), "/tuyen-sinh": ("Tuyển sinh", "<h2>Tuyển sinh</h2>"),
            "/lien-he": ("Liên hệ", '<h2>Liên hệ</h2><iframe src="https://www.google.com/maps/embed?pb=1"></iframe>'), "/bieu-mau": ("Biểu mẫu", "<h2>Biểu mẫu</h2><p>Đang cập nhật...</p>"),
        }  # fmt: skip


class Slow(Template):
    """A host that takes its time; papers of công khai are posts of a category a year, shown in objects; forms are posts."""

    menu = (("Trang chủ", "/"), ("Giới thiệu", "/gioi-thieu"), ("Tin tức", "/tin-tuc.html"), ("Công khai", "/cong-khai.html"), ("Văn bản", "/van-ban"), ("Tuyển sinh", "/tuyen-sinh"), ("Biểu mẫu", "/bieu-mau.html"), ("Liên hệ", "/lien-he"))
    blank_items = ("bm_nghi_hoc", "bm_phuc_khao", "bm_chuyen_truong")
    size = 8
    wait = 0.25

    def page(self, ask: Ask) -> Reply | tuple[str, str] | None:
        if ask.path == "/tin-tuc.html":
            start = int(ask.query.get("start", "0"))
            pager = "".join(f'<li><a href="/tin-tuc.html{f"?start={k}" if k else ""}">{k // self.size + 1}</a></li>' for k in range(0, len(self.posts), self.size))
            return "Tin tức", f'<h2>Tin tức</h2>{self.rows(self.posts[start : start + self.size])}<ul class="pagination-list">{pager}</ul>'
        for year, docs in self.papers.items():
            if ask.path == f"/cong-khai/nam-hoc-{year}.html":
                return f"Công khai năm học {year}", f"<h2>Năm học {year}</h2>" + "".join(f'<h3><a href="/cong-khai/nam-hoc-{year}/{k}-bieu-mau.html">{esc(label)}</a></h3>' for k, (label, _) in enumerate(docs))
            for k, (label, at) in enumerate(docs):
                if ask.path == f"/cong-khai/nam-hoc-{year}/{k}-bieu-mau.html":
                    return label, f'<h1>{esc(label)}</h1><object data="{at}" type="application/pdf" width="100%" height="700"></object>'
        for k, (label, at) in enumerate(self.blank):
            if ask.path == f"/bieu-mau/{k}-mau-don.html":
                return label, f'<h1>{esc(label)}</h1><p>Phụ huynh tải mẫu đơn <a href="{at}">tại đây</a>.</p>'
        more = {
            "/cong-khai.html": ("Công khai", "<h2>Công khai</h2>" + "".join(f'<h3><a href="/cong-khai/nam-hoc-{year}.html">Năm học {year}</a></h3>' for year in self.years)),
            "/bieu-mau.html": ("Biểu mẫu", "<h2>Biểu mẫu</h2>" + "".join(f'<h3><a href="/bieu-mau/{k}-mau-don.html">{esc(label)}</a></h3>' for k, (label, _) in enumerate(self.blank))),
        }  # fmt: skip
        return more.get(ask.path) or super().page(ask)
