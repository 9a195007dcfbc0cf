"""Makes that a teacher put together: NukeViet, Google Sites, a page builder, PHP by hand, a page of anchors and tabs."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

from html import escape as esc
from typing import ClassVar

from tests.portals.documents import papers
from tests.portals.everyday.portal import (
    FORMS,
    ITEMS,
    Docs,
    Portal,
    about,
    admission_text,
    as_docx,
    contact,
    letter_of,
    links,
)
from tests.portals.labelled.site import Ask, Reply
from tests.portals.labelled.text import slugify
from tests.portals.nasty.posts import Post

YEARS = ("2021-2022", "2020-2021", "2019-2020")
_MONTHS = ("Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười Một", "Mười Hai")


class News(Portal):
    """After NukeViet: công khai is a category of news, one post a paper."""

    size = 10
    cats: ClassVar[dict[str, str]] = {"tin-tuc": "Tin tức", "thong-bao": "Thông báo", "thuc-don": "Thực đơn", "tin-phong-giao-duc": "Tin Phòng Giáo dục"}
    keys: ClassVar[dict[str, str]] = {"tin": "tin-tuc", "tb": "thong-bao", "lich": "thuc-don", "phong": "tin-phong-giao-duc"}

    def prepare(self) -> None:
        self.papers: list[tuple[str, str, str, str]] = []
        for n, year in enumerate(YEARS):
            for k, (label, at) in enumerate(self.cong_khai(year, "/uploads/cong-khai/{year}_bm{n:02d}.pdf", "Biểu mẫu {n:02d} - {title}, năm học {year}")):
                self.papers.append((label, f"/cong-khai/{slugify(label, 70)}-{9000 + n * 10 + k}.html", at, f"{14 + k}/09/{year[:4]}"))
        self.blank = self.forms("bm_nghi_hoc", "bm_chuyen_truong", path="/uploads/download/{item}.docx")
        self.rules, self.intake = self.letters("/uploads/laws/{n}.pdf"), self.admission("/uploads/ts.pdf")

    def post_path(self, post: Post) -> str:
        return f"/{self.keys[post.category]}/{post.slug}-{post.number}.html"

    def frame(self, title: str, main: str) -> str:
        menu = "".join(f'<li><a title="{label}" href="{at}">{label}</a></li>' for label, at in (("Trang nhất", "/"), ("Giới thiệu", "/gioi-thieu/"), *((v, f"/{k}/") for k, v in self.cats.items()), ("Công khai", "/cong-khai/"), ("Văn bản", "/laws/"), ("Tải về", "/download/"), ("Tuyển sinh", "/tuyen-sinh/"), ("Liên hệ", "/contact/")))
        return f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{esc(title)} - {esc(self.name)}</title></head><body><div id="header"><a title="{esc(self.name)}" href="/"><img src="/uploads/logo.png" alt="{esc(self.name)}"></a></div><ul class="nav navbar-nav">{menu}</ul><section><div class="row">{main}</div></section><div class="panel">Đang truy cập: 3<br>Tháng hiện tại: 12/2021 lượt</div><footer>{esc(self.name)} - Điện thoại: 0274 3655 110</footer></body></html>'

    def _row(self, post: Post, pinned: bool = False) -> str:
        return f'<div class="news_column panel panel-default"><div class="featured"><h3><a href="{self.post_path(post)}">{esc(post.title)}</a></h3>{"<span class=label>Tin ghim</span>" if pinned else ""}<div class="text-muted"><ul class="list-unstyled list-inline"><li><em class="fa fa-clock-o">&nbsp;</em> {post.at:%d/%m/%Y %H:%M:%S}</li><li><em class="fa fa-eye">&nbsp;</em> Đã xem: {post.number * 2}</li></ul></div>{esc(post.lead)}</div></div>'

    def article(self, post: Post) -> str:
        source = f"<p class='text-right'><strong>Nguồn tin:</strong> {esc(post.source)}</p>" if post.source else ""
        return f'<div class="news_column"><h1 class="title">{esc(post.title)}</h1><span class="h5">{("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")[post.at.weekday()]} - {post.at:%d/%m/%Y %H:%M}</span><div class="bodytext">{"".join(f"<p>{esc(t)}</p>" for t in post.body)}</div>{source}</div>'

    def page(self, ask: Ask) -> Reply | tuple[str, str] | None:
        parts = ask.path.strip("/").split("/")
        key, n = parts[0], int(parts[1][5:]) if len(parts) == 2 and parts[1].startswith("page-") else 1
        if key in self.cats and (len(parts) == 1 or n > 1):
            posts = [p for p in self.posts if self.keys[p.category] == key]
            pinned = [p for p in posts if p.at.year < 2021][-2:] if key == "tin-tuc" else []
            last = -(-len(posts) // self.size)
            pager = "".join(f'<li><a href="/{key}/{f"page-{k}/" if k > 1 else ""}">{k}</a></li>' for k in range(1, last + 1))
            return self.cats[key], "".join(self._row(p, True) for p in pinned) + "".join(map(self._row, posts[(n - 1) * self.size : n * self.size])) + f'<ul class="pagination">{pager}</ul>'
        if key == "cong-khai" and len(parts) == 1:
            return "Công khai", "".join(f'<div class="news_column panel"><h3><a href="{at}">{esc(label)}</a></h3><div class="text-muted">{day} 09:10:00</div></div>' for label, at, _, day in self.papers)
        for label, at, file, day in self.papers:
            if ask.path == at:
                return label, f'<h1 class="title">{esc(label)}</h1><span class="h5">{day} 09:10</span><div class="bodytext"><p>Mời quý phụ huynh xem tệp đính kèm.</p></div><div class="news-download-file"><a href="{file}" title="Tải về">Tải về</a></div>'
        return {
            "/": ("Trang nhất", "".join(f'<div class="cat"><h4><a href="/{k}/">{v}</a></h4>' + "".join(map(self._row, [p for p in self.posts if self.keys[p.category] == k][:3])) + "</div>" for k, v in self.cats.items())),
            "/gioi-thieu/": ("Giới thiệu", f"<h1>Giới thiệu</h1>{about(self.name)}"),
            "/laws/": ("Văn bản", links(self.rules)),
            "/download/": ("Tải về", "<h3>Biểu mẫu dành cho phụ huynh</h3>" + links(self.blank)),
            "/tuyen-sinh/": ("Tuyển sinh", admission_text(self.level, "2021-2022") + links(self.intake)),
            "/contact/": ("Liên hệ", contact(self.name)),
        }.get(ask.path)  # fmt: skip


class GoogleSite(Portal):
    """A site builder's export: no dates in the list, papers as previews of Drive in frames."""

    def prepare(self) -> None:
        self.drive: dict[str, tuple[str, bytes]] = {}
        self.shown = {year: [(f"Biểu mẫu {papers.number_of(item, self.level):02d} - {title}", self._upload(f"BM-{year}-{item}", f"BM{papers.number_of(item, self.level):02d}_{year}.docx", item, year)) for item, title in ITEMS.items()] for year in YEARS[:2]}
        self.blank = [(FORMS[i], self._upload(f"FORM-{i}", f"{FORMS[i]}.docx", i, "2021-2022")) for i in ("bm_nghi_hoc", "bm_chuyen_truong")]
        self.rules = [(title, self._upload(f"VB-{n}", f"{title}.docx", title, "2021-2022")) for n, title in enumerate(("Nội quy học sinh", "Quy chế chi tiêu nội bộ"))]

    def _upload(self, key: str, shown: str, item: str, year: str) -> str:
        identity = ("1" + slugify(key).replace("-", "_") + "x" * 33)[:33]
        self.drive[identity] = (shown, as_docx(letter_of(item, self.name, self.level, year)))
        return identity

    def post_path(self, post: Post) -> str:
        return f"/tin-tuc/{post.slug}"

    def frame(self, title: str, main: str) -> str:
        menu = "".join(f'<li class="VsJjtf"><a class="aJHbb dk90Ob" href="{at}" data-url="{at}">{label}</a></li>' for label, at in (("Trang chủ", "/trang-chu"), ("Giới thiệu", "/gioi-thieu"), ("Tin tức", "/tin-tuc"), ("Công khai", "/cong-khai"), ("Năm học 2021-2022", "/cong-khai/2021-2022"), ("Năm học 2020-2021", "/cong-khai/2020-2021"), ("Văn bản", "/van-ban"), ("Tuyển sinh", "/tuyen-sinh"), ("Biểu mẫu", "/bieu-mau"), ("Liên hệ", "/lien-he")))
        return f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{esc(self.name)} - {esc(title)}</title><meta property="og:site_name" content="{esc(self.name)}"></head><body><div class="M63kCb"><nav class="JzO0Vc"><ul class="jYxBte">{menu}</ul></nav><header><a class="GAuSPc" href="/trang-chu">{esc(self.name)}</a></header><div role="main" class="UtePc RCETm">{main}</div></div></body></html>'

    def _embed(self, docs: Docs) -> str:
        return "".join(f'<section class="yaqOZd"><div class="tyJCtd"><p class="zfr3Q"><span class="C9DxTc">{esc(label)}</span></p></div><div class="YMEQtf"><iframe jsname="L5Fo6c" src="https://drive.google.com/file/d/{at}/preview" aria-label="Drive, {esc(self.drive[at][0])}"></iframe></div></section>' for label, at in docs)

    def article(self, post: Post) -> str:
        return f'<h1 class="zfr3Q duRjpb">{esc(post.title)}</h1><p class="zfr3Q"><em>Đăng ngày {post.at.day} tháng {post.at.month}, {post.at.year}</em></p>{"".join(f"<p class=zfr3Q>{esc(t)}</p>" for t in post.body)}'

    def page(self, ask: Ask) -> Reply | tuple[str, str] | None:
        news = "".join(f'<p class="zfr3Q"><a class="XqQF9c" href="{self.post_path(p)}"><span class="C9DxTc">{esc(p.title)}</span></a></p>' for p in self.posts)
        return {
            "/": ("Trang chủ", f'<h1>{esc(self.name)}</h1><p>Chào mừng quý vị đến với trang thông tin của nhà trường.</p><p><a href="/tin-tuc">Xem tin tức</a></p>'),
            "/trang-chu": ("Trang chủ", f'<h1>{esc(self.name)}</h1><p>Chào mừng quý vị đến với trang thông tin của nhà trường.</p><p><a href="/tin-tuc">Xem tin tức</a></p>'),
            "/gioi-thieu": ("Giới thiệu", about(self.name)), "/tin-tuc": ("Tin tức", f"<h1>Tin tức</h1>{news}"),
            "/cong-khai": ("Công khai", '<h1>Công khai</h1><p><a href="/cong-khai/2021-2022">Năm học 2021-2022</a></p><p><a href="/cong-khai/2020-2021">Năm học 2020-2021</a></p>'),
            "/cong-khai/2021-2022": ("Năm học 2021-2022", "<h1>Công khai năm học 2021-2022</h1>" + self._embed(self.shown["2021-2022"])),
            "/cong-khai/2020-2021": ("Năm học 2020-2021", "<h1>Công khai năm học 2020-2021</h1>" + self._embed(self.shown["2020-2021"])),
            "/van-ban": ("Văn bản", "<h1>Văn bản</h1>" + self._embed(self.rules)), "/bieu-mau": ("Biểu mẫu", "<h1>Biểu mẫu</h1>" + self._embed(self.blank)),
            "/tuyen-sinh": ("Tuyển sinh", "<h1>Tuyển sinh</h1>" + admission_text(self.level, "2021-2022")), "/lien-he": ("Liên hệ", contact(self.name)),
        }.get(ask.path)  # fmt: skip


class Builder(Portal):
    """WordPress and a page builder: accordions by year, tabs, REST shut."""

    size = 9

    def prepare(self) -> None:
        self.years = {year: self.cong_khai(year, "/wp-content/uploads/{year}/BM{n:02d}.pdf", "Biểu mẫu {n:02d}: {title}") for year in YEARS}
        self.blank = self.forms("bm_nghi_hoc", "bm_chuyen_truong", path="/wp-content/uploads/2021/09/{item}.docx")
        self.rules, self.intake = self.letters("/wp-content/uploads/2021/10/{n}.pdf"), self.admission("/wp-content/uploads/2021/06/ts.pdf")

    def post_path(self, post: Post) -> str:
        return f"/{post.slug}/"

    def frame(self, title: str, main: str) -> str:
        menu = "".join(f'<li class="menu-item"><a href="{at}" class="elementor-item">{label}</a></li>' for label, at in (("Trang chủ", "/"), ("Giới thiệu", "/gioi-thieu/"), ("Tin tức", "/category/tin-tuc/"), ("Thông báo", "/category/thong-bao/"), ("Công khai", "/cong-khai/"), ("Văn bản", "/van-ban/"), ("Tuyển sinh – Biểu mẫu", "/tuyen-sinh-bieu-mau/"), ("Liên hệ", "/lien-he/")))
        return f'<!DOCTYPE html><html lang="vi"><head><meta charset="UTF-8"><title>{esc(title)} &#8211; {esc(self.name)}</title><meta name="generator" content="WordPress 5.8.1"><link rel="alternate" type="application/rss+xml" href="/feed/"><link rel="stylesheet" href="/wp-content/plugins/elementor/frontend.css"></head><body class="elementor-default"><header class="elementor-location-header"><a href="/">{esc(self.name)}</a><nav><ul class="elementor-nav-menu">{menu}</ul></nav></header><main>{main}</main><footer class="elementor-location-footer"><p>{esc(self.name)}</p></footer></body></html>'

    def article(self, post: Post) -> str:
        return f'<h1 class="elementor-heading-title">{esc(post.title)}</h1><ul class="elementor-post-info"><li><span class="elementor-post-info__item--type-date">{post.at.day} Tháng {_MONTHS[post.at.month - 1]}, {post.at.year}</span></li></ul><div class="elementor-widget-theme-post-content">{"".join(f"<p>{esc(t)}</p>" for t in post.body)}</div>'

    def _loop(self, posts: list[Post]) -> str:
        return '<div class="elementor-posts-container">' + "".join(f'<article class="elementor-post"><a class="elementor-post__thumbnail__link" href="{self.post_path(p)}"><img src="/wp-content/uploads/t{p.number}.jpg" alt=""></a><h3 class="elementor-post__title"><a href="{self.post_path(p)}">{esc(p.title)}</a></h3><div class="elementor-post__meta-data"><span class="elementor-post-date">{p.at.day} Tháng {_MONTHS[p.at.month - 1]}, {p.at.year}</span></div><div class="elementor-post__excerpt"><p>{esc(p.lead)}</p></div></article>' for p in posts) + "</div>"  # fmt: skip

    def page(self, ask: Ask) -> Reply | tuple[str, str] | None:
        if ask.path.startswith("/wp-json"):
            return Reply('{"code":"rest_login_required","message":"REST API bị giới hạn","data":{"status":401}}', 401, "application/json")
        if ask.path == "/feed/" and "paged" not in ask.query:
            items = "".join(f"<item><title>{esc(p.title)}</title><link>{self.home.rstrip('/')}{self.post_path(p)}</link><pubDate>{p.at:%a, %d %b %Y %H:%M:%S +0700}</pubDate></item>" for p in self.posts[:10])
            return Reply(f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>{esc(self.name)}</title>{items}</channel></rss>', kind="application/rss+xml; charset=UTF-8")
        parts = ask.path.strip("/").split("/")
        if parts[0] == "category" and parts[1] in ("tin-tuc", "thong-bao"):
            posts, n = self.of("tin" if parts[1] == "tin-tuc" else "tb"), int(parts[3]) if len(parts) == 4 else 1
            last = -(-len(posts) // self.size)
            pager = "".join(f'<a class="page-numbers" href="/category/{parts[1]}/{f"page/{k}/" if k > 1 else ""}"><span class="elementor-screen-only">Trang</span>{k}</a>' for k in range(1, last + 1) if k != n)
            return ("Tin tức" if parts[1] == "tin-tuc" else "Thông báo"), f'{self._loop(posts[(n - 1) * self.size : n * self.size])}<nav class="elementor-pagination">{pager}</nav>'
        fold = "".join(f'<div class="elementor-accordion-item"><div class="elementor-tab-title" role="tab"><a class="elementor-accordion-title" href="">Năm học {year}</a></div><div class="elementor-tab-content" role="tabpanel">{links(docs)}</div></div>' for year, docs in self.years.items())
        tabs = f'<div class="elementor-tabs"><div class="elementor-tabs-wrapper"><div class="elementor-tab-title">Tuyển sinh</div><div class="elementor-tab-title">Biểu mẫu</div></div><div class="elementor-tabs-content-wrapper"><div class="elementor-tab-content">{admission_text(self.level, "2021-2022")}{links(self.intake)}</div><div class="elementor-tab-content">{links(self.blank)}</div></div></div>'
        return {
            "/": ("Trang chủ", f"<h2>Tin mới</h2>{self._loop(self.posts[:6])}"), "/gioi-thieu/": ("Giới thiệu", about(self.name)),
            "/cong-khai/": ("Công khai", f'<h1>Công khai</h1><div class="elementor-accordion">{fold}</div>'), "/van-ban/": ("Văn bản", links(self.rules)),
            "/tuyen-sinh-bieu-mau/": ("Tuyển sinh – Biểu mẫu", tabs), "/lien-he/": ("Liên hệ", contact(self.name)),
        }.get(ask.path)  # fmt: skip


class Handwritten(Portal):
    """PHP by a teacher of informatics: ``mod``, a POST pager, an archive by month, a table with a column a year."""

    size = 15

    def prepare(self) -> None:
        self.years = {year: self.cong_khai(year, "/files/ck/{year}/bm{n:02d}.pdf") for year in YEARS}
        self.blank = self.forms("bm_nghi_hoc", "bm_chuyen_truong", path="/files/mau/{item}.docx")
        self.rules, self.intake = self.letters("/files/vb{n}.pdf"), self.admission("/files/ts.pdf")

    def post_path(self, post: Post) -> str:
        return f"/index.php?mod=xemtin&id={post.number}"

    def frame(self, title: str, main: str) -> str:
        menu = " | ".join(f'<a href="index.php?mod={m}">{label}</a>' for label, m in (("Trang chủ", "trangchu"), ("Giới thiệu", "gioithieu"), ("Tin tức", "tintuc"), ("Công khai", "congkhai"), ("Văn bản", "vanban"), ("Tuyển sinh", "tuyensinh"), ("Biểu mẫu", "bieumau"), ("Liên hệ", "lienhe")))
        return f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>{esc(self.name)}</title></head><body bgcolor="#ffffff"><table width="900" align="center"><tr><td><img src="images/banner.gif"><font size="5">{esc(self.name.upper())}</font></td></tr><tr><td>{menu}</td></tr><tr><td><h2>{esc(title)}</h2>{main}</td></tr><tr><td align="center">Thiết kế: Tổ Tin học {esc(self.name)}. Số lượt truy cập: 152022</td></tr></table></body></html>'

    def _rows(self, posts: list[Post]) -> str:
        return "".join(f'<p><img src="images/new.gif"> <a href="index.php?mod=xemtin&amp;id={p.number}">{esc(p.title)}</a> <font color="gray">[{p.at:%d-%m-%Y}]</font></p>' for p in posts)

    def article(self, post: Post) -> str:
        return f'<p align="right"><i>({post.at:%d-%m-%Y}, đã xem {post.number} lần)</i></p>{"".join(f"<p>{esc(t)}</p>" for t in post.body)}'

    def page(self, ask: Ask) -> Reply | tuple[str, str] | None:
        if ask.path not in ("/", "/index.php"):
            return None
        mod = ask.query.get("mod", "trangchu")
        if mod == "tintuc":
            months = sorted({(p.at.year, p.at.month) for p in self.posts}, reverse=True)
            if "thang" in ask.query:
                y, m = int(ask.query["nam"]), int(ask.query["thang"])
                return f"Tin tháng {m}/{y}", self._rows([p for p in self.posts if (p.at.year, p.at.month) == (y, m)])
            archive = "".join(f'<li><a href="index.php?mod=tintuc&amp;thang={m}&amp;nam={y}">Tháng {m}/{y}</a></li>' for y, m in months)
            last = -(-len(self.posts) // self.size)
            pager = '<form method="post" action="index.php?mod=tintuc">' + "".join(f'<input type="submit" name="trang" value="{k}">' for k in range(1, last + 1)) + "</form>"
            return "Tin tức", f"{self._rows(self.posts[: self.size])}{pager}<h3>Lưu trữ</h3><ul>{archive}</ul>"
        head = "".join(f"<th>Năm học {year}</th>" for year in self.years)
        body = "".join(f"<tr><td>{n + 1}</td><td>{esc(title)}</td>" + "".join(f'<td><a href="{docs[n][1]}">Tải về</a></td>' for docs in self.years.values()) + "</tr>" for n, title in enumerate(ITEMS.values()))
        return {
            "trangchu": ("Tin mới", self._rows(self.posts[:10])), "gioithieu": ("Giới thiệu", about(self.name)),
            "congkhai": ("Công khai", f'<table border="1"><tr><th>STT</th><th>Nội dung</th>{head}</tr>{body}</table>'), "vanban": ("Văn bản", links(self.rules)),
            "tuyensinh": ("Tuyển sinh", admission_text(self.level, "2021-2022") + links(self.intake)), "bieumau": ("Biểu mẫu", links(self.blank)),
            "lienhe": ("Liên hệ", contact(self.name)),
        }.get(mod)  # fmt: skip


class OnePage(Portal):
    """A landing page: anchors and tabs hold the sections, "Xem thêm" asks for a part of the list."""

    size = 8

    def prepare(self) -> None:
        self.years = {year: self.cong_khai(year, "/assets/ck/{year}/bm{n:02d}.pdf", "Biểu mẫu {n:02d} - {title}") for year in YEARS[:2]}
        self.blank = self.forms("bm_nghi_hoc", "bm_chuyen_truong", path="/assets/mau/{item}.docx")
        self.rules, self.intake = self.letters("/assets/vb{n}.pdf"), self.admission("/assets/ts.pdf")

    def post_path(self, post: Post) -> str:
        return f"/tin/{post.slug}"

    def frame(self, title: str, main: str) -> str:
        menu = "".join(f'<li><a href="{at}">{label}</a></li>' for label, at in (("Giới thiệu", "/#gioi-thieu"), ("Tin tức", "/tin"), ("Công khai", "/#cong-khai"), ("Văn bản", "/#van-ban"), ("Tuyển sinh", "/#tuyen-sinh"), ("Liên hệ", "/#lien-he")))
        return f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{esc(title)}</title></head><body><nav><a class="brand" href="/">{esc(self.name)}</a><ul>{menu}</ul></nav>{main}<footer>{esc(self.name)}</footer></body></html>'

    def _cards(self, posts: list[Post]) -> str:
        return "".join(f'<div class="col-4 card-tin"><a href="{self.post_path(p)}"><h4>{esc(p.title)}</h4></a><small>{p.at:%d.%m.%Y}</small><p>{esc(p.lead)}</p></div>' for p in posts)

    def article(self, post: Post) -> str:
        return f'<article><h1>{esc(post.title)}</h1><small>Đăng lúc {post.at:%H:%M}, ngày {post.at:%d.%m.%Y}</small>{"".join(f"<p>{esc(t)}</p>" for t in post.body)}</article>'

    def page(self, ask: Ask) -> Reply | tuple[str, str] | None:
        def more(at: int) -> str:
            return f'<button class="btn xem-them" data-url="/tin/xem-them?bo-qua={at}">Xem thêm</button>' if at < len(self.posts) else ""

        if ask.path == "/tin":
            return "Tin tức", f'<h2>Tin tức</h2><div class="row" id="ds-tin">{self._cards(self.posts[: self.size])}</div>{more(self.size)}<script src="/assets/app.js"></script>'
        if ask.path == "/tin/xem-them":
            at = int(ask.query.get("bo-qua", "0"))
            return Reply(self._cards(self.posts[at : at + self.size]) + more(at + self.size))
        if ask.path != "/":
            return None
        years = "".join(f"<h4>Công khai năm học {year}</h4>{links(docs)}" for year, docs in self.years.items())
        return self.name, (
            f'<section id="gioi-thieu"><h2>Giới thiệu</h2>{about(self.name)}</section><section id="tin"><h2>Tin mới</h2><div class="row">{self._cards(self.posts[:3])}</div><a href="/tin">Tất cả tin tức</a></section>'
            f'<section id="tai-lieu"><ul class="nav-tabs"><li><a data-toggle="tab" href="#cong-khai">Công khai</a></li><li><a data-toggle="tab" href="#van-ban">Văn bản</a></li><li><a data-toggle="tab" href="#bieu-mau">Biểu mẫu</a></li></ul><div class="tab-content"><div class="tab-pane active" id="cong-khai"><h3>Công khai</h3>{years}</div><div class="tab-pane" id="van-ban"><h3>Văn bản</h3>{links(self.rules)}</div><div class="tab-pane" id="bieu-mau"><h3>Biểu mẫu</h3>{links(self.blank)}</div></div></section>'
            f'<section id="tuyen-sinh"><h2>Tuyển sinh</h2>{admission_text(self.level, "2021-2022")}{links(self.intake)}</section><section id="lien-he"><h2>Liên hệ</h2>{contact(self.name)}</section>'
        )  # fmt: skip
