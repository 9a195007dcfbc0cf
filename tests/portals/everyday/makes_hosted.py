"""Makes that vendors host: menus of levels, document categories, a district's CMS, exports of site builders."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

import re
from html import escape as esc
from typing import ClassVar

from tests.portals.everyday.portal import Portal, about, admission_text, contact, links, long_day
from tests.portals.labelled.site import Ask, Reply, redirect
from tests.portals.labelled.text import slugify
from tests.portals.nasty.posts import Post

PREVIOUS = ("2021-2022", "2020-2021", "2019-2020")


class VnEdu(Portal):
    """A school portal of a telephone company: three levels of menu, five categories that overlap."""

    cats: ClassVar[dict[str, str]] = {"tin-nha-truong": "Tin nhà trường", "hoat-dong-doan-doi": "Hoạt động Đoàn - Đội", "chuyen-mon": "Hoạt động chuyên môn", "thong-bao": "Thông báo", "guong-sang": "Gương sáng học đường"}
    size = 6

    def prepare(self) -> None:
        self.years = {year: self.cong_khai(year, "/Upload/congkhai/{year}/BM{n:02d}.pdf") for year in PREVIOUS[:2]}
        self.blank = self.forms("bm_nghi_hoc", "bm_phuc_khao", "bm_chuyen_truong", path="/Upload/bieumau/{item}.docx")
        self.rules, self.intake = self.letters("/Upload/vb/{n}.pdf"), self.admission("/Upload/ts/tb.pdf")

    def post_path(self, post: Post) -> str:
        return f"/{self._cats_of(post)[0]}/{post.slug}/{post.number}"

    def _cats_of(self, post: Post) -> list[str]:
        keys = list(self.cats)
        if post.category == "tb":
            return ["thong-bao", keys[post.number % 3]] if post.number % 2 else ["thong-bao"]
        first = keys[post.number % 3]
        return [first, "guong-sang"] if post.number % 4 == 0 else [first]

    def frame(self, title: str, main: str) -> str:
        years = "".join(
            f'<li class="dropdown-submenu"><a href="javascript:void(0)">Năm học {year}</a><ul class="dropdown-menu">'
            + "".join(f'<li><a href="/cong-khai/{year}/bieu-mau-{n:02d}">Biểu mẫu {n:02d}</a></li>' for n in range(9, 13)) + "</ul></li>"
            for year in self.years
        )  # fmt: skip
        news = "".join(f'<li><a href="/{key}">{esc(label)}</a></li>' for key, label in self.cats.items())
        menu = (
            '<li><a href="/">Trang chủ</a></li><li class="dropdown"><a href="#">Giới thiệu <b class="caret"></b></a><ul class="dropdown-menu"><li><a href="/gioi-thieu-chung">Giới thiệu chung</a></li><li><a href="/co-cau-to-chuc">Cơ cấu tổ chức</a></li></ul></li>'
            f'<li class="dropdown"><a href="#">Tin tức - Sự kiện <b class="caret"></b></a><ul class="dropdown-menu">{news}</ul></li>'
            f'<li class="dropdown"><a href="#">Công khai <b class="caret"></b></a><ul class="dropdown-menu">{years}</ul></li>'
            '<li class="dropdown"><a href="#">Tài nguyên <b class="caret"></b></a><ul class="dropdown-menu"><li><a href="/van-ban-nha-truong">Văn bản nhà trường</a></li><li><a href="/mau-don">Mẫu đơn</a></li><li><a href="/tuyen-sinh">Tuyển sinh đầu cấp</a></li></ul></li>'
            '<li><a href="/lien-he">Liên hệ</a></li>'
        )  # fmt: skip
        return f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{esc(title)} | {esc(self.name)}</title></head><body><header><a class="logo" href="/"><img src="/logo.png" alt="{esc(self.name)}"></a><div class="slogan">PHÒNG GD&amp;ĐT TÂN UYÊN<br>{esc(self.name.upper())}</div></header><nav class="navbar"><ul class="nav">{menu}</ul></nav><div class="container">{main}</div><aside><h4>Thống kê truy cập</h4><p>Hôm nay: 112<br>Tổng: 06/09/2021 - 1.204.553</p></aside><footer>© 2021 {esc(self.name)}. Phát triển bởi VNPT.</footer></body></html>'

    def _rows(self, posts: list[Post]) -> str:
        return '<div class="list-news">' + "".join(
            f'<div class="item"><a class="thumb" href="{self.post_path(p)}"><img src="/t/{p.number}.jpg" alt=""></a><h3><a href="{self.post_path(p)}">{esc(p.title)}</a></h3><p class="meta"><i class="fa fa-clock-o"></i> {long_day(p.at)} <i class="fa fa-eye"></i> {p.number % 9}{p.number}</p><p>{esc(p.lead)}</p></div>'
            for p in posts
        ) + "</div>"  # fmt: skip

    def article(self, post: Post) -> str:
        others = "".join(f'<li><a href="{self.post_path(p)}">{esc(p.title)}</a> ({p.at:%d/%m/%Y})</li>' for p in self.posts[:5] if p is not post)
        return f'<ol class="breadcrumb"><li><a href="/">Trang chủ</a></li><li>{esc(self.cats[self._cats_of(post)[0]])}</li></ol><h1>{esc(post.title)}</h1><p class="meta">{long_day(post.at)} | Lượt xem: {post.number}7</p><div class="detail">{"".join(f"<p>{esc(t)}</p>" for t in post.body)}</div><h4>Tin khác</h4><ul>{others}</ul>'

    def page(self, ask: Ask) -> Reply | tuple[str, str] | None:
        key = ask.path.strip("/")
        if key in self.cats:
            posts = [p for p in self.posts if key in self._cats_of(p)]
            n, last = int(ask.query.get("page", "1")), -(-len(posts) // self.size)
            pager = "".join(f'<li{" class=active" if k == n else ""}><a href="/{key}?page={k}">{k}</a></li>' for k in range(1, last + 1))
            return self.cats[key], f'<h2>{esc(self.cats[key])}</h2>{self._rows(posts[(n - 1) * self.size : n * self.size])}<ul class="pagination">{pager}</ul>'
        if found := re.fullmatch(r"cong-khai/([\d-]+)/bieu-mau-(\d+)", key):
            label, at = self.years[found[1]][int(found[2]) - 9]
            return label, f'<h2>{esc(label)}</h2><iframe src="https://docs.google.com/viewer?url=http://{self.truth.host}{at}&embedded=true" width="100%" height="800"></iframe>'
        blocks = "".join(f'<section><h2><a href="/{k}">{esc(v)}</a></h2>{self._rows([p for p in self.posts if k in self._cats_of(p)][:4])}</section>' for k, v in self.cats.items())
        return {
            "": ("Trang chủ", blocks),
            "gioi-thieu-chung": ("Giới thiệu chung", f"<h2>Giới thiệu chung</h2>{about(self.name)}"),
            "co-cau-to-chuc": ("Cơ cấu tổ chức", "<h2>Cơ cấu tổ chức</h2><p>Chi bộ, Ban giám hiệu, Công đoàn, Đoàn - Đội, tổ Toán - Tin, tổ Ngữ văn, tổ Khoa học tự nhiên, tổ Văn phòng.</p>"),
            "van-ban-nha-truong": ("Văn bản nhà trường", "<h2>Văn bản nhà trường</h2>" + links(self.rules)),
            "mau-don": ("Mẫu đơn", "<h2>Mẫu đơn</h2><table class='table'><tr><th>STT</th><th>Tên mẫu</th><th></th></tr>" + "".join(f'<tr><td>{n}</td><td>{esc(label)}</td><td><a href="{at}"><i class="fa fa-download"></i></a></td></tr>' for n, (label, at) in enumerate(self.blank, 1)) + "</table>"),
            "tuyen-sinh": ("Tuyển sinh đầu cấp", f"<h2>Tuyển sinh đầu cấp</h2>{admission_text(self.level, '2021-2022')}{links(self.intake)}"),
            "lien-he": ("Liên hệ", f"<h2>Liên hệ</h2>{contact(self.name)}<form method='post'><input name='ten'><textarea name='nd'></textarea><button>Gửi</button></form>"),
        }.get(key)  # fmt: skip


class QuangIch(Portal):
    """Posts and documents under slugs and numbers; days on the pages of posts only."""

    size = 8

    def prepare(self) -> None:
        self.rows_of = {
            201: ("Công khai năm học 2021-2022", self.cong_khai("2021-2022", "/UploadImages/thkhanhbinh/2021_10/bm{n:02d}.pdf")),
            202: ("Công khai năm học 2020-2021", self.cong_khai("2020-2021", "/UploadImages/thkhanhbinh/2020_10/bm{n:02d}.pdf")),
            203: ("Biểu mẫu - Thủ tục", self.forms("bm_nghi_hoc", "bm_chuyen_truong", path="/UploadImages/thkhanhbinh/bm/{item}.docx")),
            204: ("Văn bản của trường", self.letters("/UploadImages/thkhanhbinh/vb/{n}.pdf")),
            205: ("Tuyển sinh lớp 1", self.admission("/UploadImages/thkhanhbinh/ts/tb.pdf")),
        }  # fmt: skip

    def post_path(self, post: Post) -> str:
        cat, number = ("tin-tuc-su-kien", 101) if post.category == "tin" else ("thong-bao", 102)
        return f"/{cat}/{post.slug}/ct/{number}/{post.number}"

    def frame(self, title: str, main: str) -> str:
        top = ('<li><a href="/homegd14">Trang chủ</a></li><li><a href="/gioi-thieu/c/100">Giới thiệu</a></li><li><a href="/tin-tuc-su-kien/c/101">Tin tức - Sự kiện</a></li><li><a href="/thong-bao/c/102">Thông báo</a></li>'
               + "".join(f'<li><a href="/{slugify(label)}/vbc/{n}">{esc(label)}</a></li>' for n, (label, _) in self.rows_of.items()) + '<li><a href="/lien-he">Liên hệ</a></li>')  # fmt: skip
        return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{esc(title)}</title></head><body><div id="banner"><img src="/UploadImages/thkhanhbinh/banner.jpg" alt="banner"></div><ul id="menu">{top}</ul><form action="/Timkiem"><input name="q"></form><div id="content">{main}</div><div id="footer">{esc(self.name)}<br>Bản quyền thuộc Công ty CP Quảng Ích</div></body></html>'

    def _listing(self, label: str, at: str, posts: list[Post], n: int) -> tuple[str, str]:
        last = -(-len(posts) // self.size)
        rows = "".join(f'<div class="news-item"><a href="{self.post_path(p)}"><img src="/i/{p.number}.jpg"></a><div class="tieude"><a href="{self.post_path(p)}">{esc(p.title)}</a></div><div class="tomtat">{esc(p.lead)}</div></div>' for p in posts[(n - 1) * self.size : n * self.size])
        pager = "".join(f'<span class="current">{k}</span>' if k == n else f'<a href="{at}?page={k}">{k}</a>' for k in range(1, last + 1))
        return label, f'<div class="title">{esc(label)}</div>{rows}<div class="paging">{pager}</div>'

    def article(self, post: Post) -> str:
        return f'<div class="detail-title">{esc(post.title)}</div><div class="detail-date">Ngày đăng: {post.at.day}/{post.at.month}/{post.at.year} - Lượt xem: {post.number * 3}</div><div class="detail-content">{"".join(f"<p>{esc(t)}</p>" for t in post.body)}</div>'

    def page(self, ask: Ask) -> Reply | tuple[str, str] | None:
        if ask.path == "/":
            return redirect("/homegd14")
        n = int(ask.query.get("page", "1"))
        if ask.path == "/homegd14":
            boxes = "".join(f'<div class="box"><a class="box-title" href="{at}">{label}</a>' + "".join(f'<p><a href="{self.post_path(p)}">{esc(p.title)}</a></p>' for p in self.of(cat)[:6]) + "</div>" for label, at, cat in (("Tin tức - Sự kiện", "/tin-tuc-su-kien/c/101", "tin"), ("Thông báo", "/thong-bao/c/102", "tb")))
            return self.name, boxes
        if ask.path.endswith("/c/101"):
            return self._listing("Tin tức - Sự kiện", ask.path, self.of("tin"), n)
        if ask.path.endswith("/c/102"):
            return self._listing("Thông báo", ask.path, self.of("tb"), n)
        if ask.path.endswith("/c/100"):
            return "Giới thiệu", about(self.name)
        if ask.path == "/lien-he":
            return "Liên hệ", contact(self.name)
        if (found := re.fullmatch(r"/[\w-]+/vbc/(\d+)", ask.path)) and int(found[1]) in self.rows_of:
            number = int(found[1])
            label, docs = self.rows_of[number]
            rows = "".join(f'<tr><td>{k:02d}/{number}</td><td><a href="/{slugify(label)}/{slugify(name, 50)}/vbctmb/{number}/{number * 10 + k}">{esc(name)}</a></td><td>05/10/{2021 if number != 202 else 2020}</td></tr>' for k, (name, _) in enumerate(docs, 1))
            return label, f'<div class="title">{esc(label)}</div><table class="vb"><tr><th>Số hiệu</th><th>Tên văn bản</th><th>Ngày ban hành</th></tr>{rows}</table>'
        if found := re.search(r"/vbctmb/(\d+)/(\d+)$", ask.path):
            name, at = self.rows_of[int(found[1])][1][int(found[2]) % 10 - 1]
            return name, f'<div class="detail-title">{esc(name)}</div><table><tr><td>Trích yếu</td><td>{esc(name)}</td></tr><tr><td>Tệp đính kèm</td><td><a href="{at}">{at.rpartition("/")[2]}</a></td></tr></table>'
        return None


class District(Portal):
    """A district's WebForms CMS: a school is a path of the Phòng's host, and a box of its sidebar holds công khai."""

    size = 9

    def prepare(self) -> None:
        self.docs = self.cong_khai("2021-2022", "/Portals/thlaihung/2021-2022/BM{n:02d}.pdf")
        self.blank = self.forms("bm_nghi_hoc", "bm_chuyen_truong", path="/Portals/thlaihung/mau/{item}.docx")
        self.rules, self.intake = self.letters("/Portals/thlaihung/vb/{n}.pdf"), self.admission("/Portals/thlaihung/ts.pdf")

    def post_path(self, post: Post) -> str:
        return f"/thlaihung/{'tintuc' if post.category == 'tin' else 'thongbao'}/tabid/{61 if post.category == 'tin' else 62}/id/{post.number}/Default.aspx"

    def frame(self, title: str, main: str) -> str:
        menu = "".join(f'<td class="item"><a href="/thlaihung/{at}">{label}</a></td>' for label, at in (("TRANG CHỦ", "Default.aspx"), ("GIỚI THIỆU", "gioithieu/tabid/60/Default.aspx"), ("TIN TỨC", "tintuc/tabid/61/Default.aspx"), ("THÔNG BÁO", "thongbao/tabid/62/Default.aspx"), ("VĂN BẢN", "vanban/tabid/63/Default.aspx"), ("TUYỂN SINH", "tuyensinh/tabid/64/Default.aspx"), ("BIỂU MẪU", "bieumau/tabid/65/Default.aspx"), ("LIÊN HỆ", "lienhe/tabid/66/Default.aspx")))
        box = '<div class="module"><div class="head">BA CÔNG KHAI</div><ul><li><a href="/thlaihung/congkhai/tabid/70/nam/2021-2022/Default.aspx">Năm học 2021 - 2022</a></li><li><a href="/thlaihung/congkhai/tabid/70/nam/2020-2021/Default.aspx">Năm học 2020 - 2021</a></li></ul></div>'
        above = "".join(f'<li><a href="/tintuc/id/{n}/Default.aspx">{t}</a></li>' for n, t in ((901, "Phòng GDĐT tổng kết hội thi giáo viên giỏi"), (902, "Triển khai nhiệm vụ năm học tới các trường"), (903, "Khen thưởng học sinh giỏi cấp huyện")))
        return f'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"><html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><title>{esc(self.name)} &gt; {esc(title)}</title></head><body><form method="post" action="./" id="Form"><input type="hidden" name="__VIEWSTATE" value="/wEPDwUKMTY3Nzk4NzM2Nw9k" /><table width="1000" align="center"><tr><td colspan="2"><img src="/Portals/thlaihung/banner.png" alt="{esc(self.name)}" /></td></tr><tr>{menu}</tr><tr><td width="240">{box}<div class="module"><div class="head">TIN TỪ PHÒNG</div><ul>{above}</ul></div></td><td id="dnn_ContentPane">{main}</td></tr><tr><td colspan="2" class="footer">Phòng Giáo dục và Đào tạo huyện Lai Hưng - Hệ thống trang thông tin điện tử các trường<br/>Chịu trách nhiệm: Trưởng phòng</td></tr></table></form></body></html>'

    def _meta(self, post: Post) -> str:
        hour, half = post.at.hour % 12 or 12, "SA" if post.at.hour < 12 else "CH"
        return f"Cập nhật: {post.at:%d/%m/%Y} {hour}:{post.at:%M:%S} {half} | Lượt xem: 0611{post.at:%Y}"

    def article(self, post: Post) -> str:
        return f'<div class="ArticleTitle">{esc(post.title)}</div><div class="ArticleInfo">{self._meta(post)}</div><div class="ArticleBody">{"".join(f"<p>{esc(t)}</p>" for t in post.body)}</div>'

    def page(self, ask: Ask) -> Reply | tuple[str, str] | None:
        if not ask.path.startswith("/thlaihung"):
            return self._above(ask)
        path = ask.path.removeprefix("/thlaihung/")
        if path in ("", "/thlaihung", "Default.aspx"):
            rows = "".join(f'<div class="tin"><a href="{self.post_path(p)}">{esc(p.title)}</a><div>{self._meta(p)}</div></div>' for p in self.posts[:6])
            return "Trang chủ", f"<h3>TIN MỚI</h3>{rows}"
        if found := re.fullmatch(r"(tintuc|thongbao)/tabid/(6[12])/(?:page/(\d+)/)?Default.aspx", path):
            posts, n = self.of("tin" if found[1] == "tintuc" else "tb"), int(found[3] or 1)
            rows = "".join(f'<div class="tin"><a class="tieude" href="{self.post_path(p)}">{esc(p.title)}</a><div class="info">{self._meta(p)}</div><p>{esc(p.lead)}</p></div>' for p in posts[(n - 1) * self.size : n * self.size])
            pager = " | ".join(f"<b>{k}</b>" if k == n else f'<a href="/thlaihung/{found[1]}/tabid/{found[2]}/page/{k}/Default.aspx">{k}</a>' for k in range(1, -(-len(posts) // self.size) + 1))
            return ("Tin tức" if found[1] == "tintuc" else "Thông báo"), f'{rows}<div class="PagingTable">Trang: {pager}</div>'
        old = "<p>Tài liệu của năm học này được niêm yết tại phòng hội đồng.</p>"
        return {
            "gioithieu/tabid/60/Default.aspx": ("Giới thiệu", about(self.name)),
            "vanban/tabid/63/Default.aspx": ("Văn bản", links(self.rules)),
            "tuyensinh/tabid/64/Default.aspx": ("Tuyển sinh", admission_text(self.level, "2021-2022") + links(self.intake)),
            "bieumau/tabid/65/Default.aspx": ("Biểu mẫu", links(self.blank)),
            "lienhe/tabid/66/Default.aspx": ("Liên hệ", contact(self.name)),
            "congkhai/tabid/70/nam/2021-2022/Default.aspx": ("Ba công khai năm học 2021 - 2022", "<h3>BA CÔNG KHAI NĂM HỌC 2021 - 2022</h3>" + links(self.docs)),
            "congkhai/tabid/70/nam/2020-2021/Default.aspx": ("Ba công khai năm học 2020 - 2021", "<h3>BA CÔNG KHAI NĂM HỌC 2020 - 2021</h3>" + old),
        }.get(path)  # fmt: skip

    def _above(self, ask: Ask) -> Reply | None:
        name = "Phòng Giáo dục và Đào tạo huyện Lai Hưng"
        schools = "".join(f'<li><a href="/{key}/">{label}</a></li>' for key, label in (("thlaihung", self.name), ("thtruvanthong", "Trường Tiểu học Trừ Văn Thố"), ("thcslonghoa", "Trường THCS Long Hòa")))
        if ask.path == "/":
            return Reply(f'<html><head><meta charset="utf-8"><title>{name}</title></head><body><h1>{name}</h1><div class="module"><div class="head">CÁC TRƯỜNG TRỰC THUỘC</div><ul>{schools}</ul></div></body></html>')
        if ask.path.startswith("/tintuc/id/"):
            return Reply(f'<html><head><meta charset="utf-8"><title>{name}</title></head><body><h1>Tin từ Phòng</h1><p>Ngày 12/01/2022, {name} tổ chức giao ban với hiệu trưởng các trường trong huyện.</p></body></html>')
        return None
