"""Hosted platforms: Quảng Ích (addresses known, markup invented), Blogspot (server-rendered) and violet.vn-like."""
# ruff: noqa: E501 (markup stands on the lines on which the platform prints it)

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from html import escape as esc

from tests.portals.labelled.model import Item, ListingTruth, Menu, Page
from tests.portals.labelled.site import Ask, Reply, Site, attr, redirect, xml
from tests.portals.labelled.text import WEEKDAYS, dmy

_NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


class QuangIch(Site):
    """`/ct/` and `/ctmb/` of one post, `/homegdN`, a whole sitemap whose `lastmod` is the time of the last edit."""

    make = "quangich"
    size = 12
    ids: Mapping[str, int] = {"tin": 41001, "tb": 41002, "phong": 41003, "vb": 41004, "lich": 41005}
    slugs: Mapping[str, str] = {
        "tin": "tin-tuc",
        "tb": "thong-bao",
        "phong": "tin-tu-phong",
        "vb": "van-ban",
        "lich": "thuc-don-lich-tuan",
    }

    def _post(self, item: Item, kind: str) -> str:
        return f"/{self.slugs[item.category]}/{item.slug[:100]}/{kind}/{self.ids[item.category]}/{item.number}"

    def post_path(self, item: Item) -> str:
        return self._post(item, "ct")

    def category_path(self, cat: str, n: int = 1) -> str:
        return f"/{self.slugs[cat]}/c/{self.ids[cat]}" + (f"?page={n}" if n > 1 else "")

    def page_path(self, page: Page) -> str:
        return f"/{page.key}/ctmb/{42000 + [p.key for p in self.pages].index(page.key)}/0"

    def aliases(self) -> dict[str, str]:
        return {self._post(item, kind): self.key(item) for item in self.items for kind in ("ctmb", "ctfull")}

    def printed(self, item: Item) -> str:
        return f"Ngày đăng: {dmy(item.order)} {item.order:%H:%M}" if item.at else ""

    def frame(self, title: str, main: str) -> str:
        nav = "".join(
            f'<div class="menu-item"><a class="lv1" href="{self.href(e.to)}">{esc(e.label)}</a>'
            + (
                f'<div class="menu-pop">{"".join(f"<a class=lv2 href={chr(34)}{self.href(c.to)}{chr(34)}>{esc(c.label)}</a>" for c in e.children)}</div>'
                if e.children
                else ""
            )
            + "</div>"
            for e in self.menu
        )
        return f"""<!DOCTYPE html><html><head><meta charset="utf-8"/><title>{esc(title)}</title><link rel="shortcut icon" href="http://quantri.quangich.test/UploadImages/Config/thdemo/fav.png"/></head><body><div id="wrapper"><div class="top"><b>{esc(self.label.name)}</b><i>{self.clock()}</i><form action="/Timkiem"><input name="q" placeholder="Tìm kiếm..."/></form></div><div class="menu-bar">{nav}</div><div class="noidung">{main}</div>
<div class="thongke">Đang online: 3<br/>Hôm nay: 38<br/>Tháng trước: 4.377</div><div class="chan">Bản quyền thuộc {esc(self.label.name)} - Quảng Ích</div></div></body></html>"""

    def answer_page(self, ask: Ask) -> Reply | None:
        if ask.path == "/":
            return redirect("/homegd10", 301)
        if ask.path == "/robots.txt":
            return Reply(
                f"User-agent: *\nDisallow: /Timkiem\nSitemap: {self.base_url}/sitemap.xml\n", kind="text/plain"
            )
        if ask.path == "/sitemap.xml":
            rows = "".join(
                f"<url><loc>{self.base_url}{self._post(i, 'ctmb')}</loc><lastmod>{(i.modified or i.order):%Y-%m-%d}</lastmod></url>"
                for i in self.items
            )
            return xml(f"<urlset {_NS}><url><loc>{self.base_url}/homegd10</loc></url>{rows}</urlset>")
        if ask.path == "/homegd10":
            rows = "".join(
                f'<div class="tin-item"><a href="{self._post(i, "ctmb")}">{esc(i.title)}</a></div>'
                for i in self.items[:8]
            )
            return Reply(self.frame(self.label.name, f'<div class="khoi"><h2>Tin nổi bật</h2>{rows}</div>'))
        found = re.search(r"/(ct|ctmb|ctfull)/(\d+)/(\d+)$", ask.path)
        for item in self.items:
            if found and found[3] == str(item.number) and int(found[2]) < 42000:
                return Reply(
                    self.frame(
                        item.title,
                        f'<div class="chitiet"><div class="tieude">{esc(item.title)}</div><div class="ngay">{self.printed(item)}</div><div class="mota">{esc(item.lead)}</div><div class="noidungct">{self.body_html(item)}</div></div>',
                    )
                )
        for page in self.pages:
            if ask.path == self.page_path(page):
                return Reply(
                    self.frame(
                        page.label,
                        f'<div class="chitiet"><div class="tieude">{esc(page.label)}</div>{self.page_html(page)}</div>',
                    )
                )
        for cat in self.cats:
            if ask.path == self.category_path(cat):
                items, given = self.listed(cat), ask.query.get("page", "1")
                n, last = max(1, int(given) if given.isdigit() else 1), self.count(items, self.size)
                rows = "".join(
                    f'<div class="tin-item"><img src="/UploadImages/thdemo/{i.order.year}_{i.order.month}/anh_{i.order.day}{i.order.month}{i.order:%Y%H%M}.jpg"/><a href="{self._post(i, "ct")}">{esc(i.title)}</a><span class="ngaydang">{dmy(i.order)}</span><p>{esc(i.lead)}</p></div>'
                    for i in self.slice(items, n, self.size)
                )
                rows = rows or "<p>Không có bài viết nào</p>"
                nav = "".join(
                    f'<a class="trang" href="{attr(self.category_path(cat, k))}">{k}</a>' for k in range(1, last + 1)
                )
                return Reply(
                    self.frame(
                        self.cats[cat],
                        f'<h1>{esc(self.cats[cat])}</h1><div id="ds-tin">{rows}</div><div class="phantrang">{nav}</div>',
                    )
                )
        return None

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.listing_pages(list(self.cats), self.category_path, self.size, "//div[@id='ds-tin']")


class Blogspot(Site):
    """Blogger's classic markup: label pages paged by `updated-max`, month archives, `?m=1` copies, an Atom feed."""

    make = "blogspot"
    size = 7

    def key(self, item: Item) -> str:
        return f"{item.order:%Y/%m}/{item.slug}"

    def post_path(self, item: Item) -> str:
        return f"/{item.order:%Y/%m}/{item.slug[:39]}-{item.number}.html"

    def category_path(self, cat: str, n: int = 1) -> str:
        base = f"/search/label/{cat}" if cat else "/"
        if n == 1:
            return base
        items = self.listed(cat)
        oldest = items[(n - 1) * self.size - 1].order.isoformat().replace(":", "%3A").replace("+", "%2B")
        return f"{base if cat else '/search'}?updated-max={oldest}&max-results={self.size}"

    def page_path(self, page: Page) -> str:
        return f"/p/{page.key}.html"

    def aliases(self) -> dict[str, str]:
        return {self.post_path(item) + "?m=1": self.key(item) for item in self.items}

    def printed(self, item: Item) -> str:
        day = "Chủ Nhật" if item.order.weekday() == 6 else WEEKDAYS[item.order.weekday()].title()
        return f"{day}, {item.order.day} tháng {item.order.month}, {item.order.year}" if item.at else ""

    def frame(self, title: str, main: str) -> str:
        nav = "".join(
            f'<li><a href="{attr(self.href(c.to))}">{esc(c.label)}</a></li>'
            for e in self.menu
            for c in (e, *e.children)
            if c.to
        )
        years = "".join(
            f'<li class="archivedate"><a href="/{ym[:4]}/{ym[5:]}/">tháng {int(ym[5:])} {ym[:4]}</a> <span class="post-count">({n})</span></li>'
            for ym, n in self._months().items()
        )
        tags = "".join(
            f'<a class="label-size label-size-{k}" href="/search/label/{c}">{esc(t)}</a>'
            for k, (c, t) in enumerate(self.cats.items(), 1)
        )
        return f"""<!DOCTYPE html><html class="v2" dir="ltr" lang="vi"><head><meta content="text/html; charset=UTF-8" http-equiv="Content-Type"/><meta content="blogger" name="generator"/><link href="{self.base_url}/feeds/posts/default" rel="alternate" type="application/atom+xml"/><title>{esc(title)}</title></head>
<body class="loading"><div class="content-outer"><header><div class="header section"><h1 class="title"><a href="/">{esc(self.label.name)}</a></h1></div></header><div class="tabs-outer"><div class="widget PageList" data-version="1"><ul>{nav}</ul></div></div>
<div class="main-outer"><div class="column-center-inner"><div class="main section" id="main"><div class="widget Blog" data-version="1" id="Blog1">{main}</div></div></div><div class="column-right-inner"><div class="widget BlogArchive"><h2>Lưu trữ Blog</h2><ul class="flat">{years}</ul></div><div class="widget Label"><h2>Nhãn</h2><div class="cloud-label-widget-content">{tags}</div></div><div class="widget Stats">Tổng số lượt xem trang 120.931</div></div></div></div></body></html>"""

    def _months(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for item in self.items:
            found[f"{item.order:%Y-%m}"] = found.get(f"{item.order:%Y-%m}", 0) + 1
        return found

    def post_html(self, item: Item) -> str:
        iso = item.order.isoformat()
        return f"""<div class="date-outer"><h2 class="date-header"><span>{self.printed(item)}</span></h2><div class="date-posts"><div class="post-outer"><div class="post hentry uncustomized-post-template" itemprop="blogPost" itemscope="itemscope" itemtype="http://schema.org/BlogPosting"><meta content="{item.number}0042" itemprop="postId"/>
<h3 class="post-title entry-title" itemprop="name"><a href="{self.base_url}{self.post_path(item)}">{esc(item.title)}</a></h3><div class="post-body entry-content" itemprop="description articleBody">{self.body_html(item)}</div><div class="post-footer"><span class="post-timestamp">vào lúc <a class="timestamp-link" href="{self.base_url}{self.post_path(item)}" rel="bookmark"><abbr class="published" itemprop="datePublished" title="{iso}">{item.order:%H:%M}</abbr></a></span> <span class="post-labels">Nhãn: <a href="/search/label/{item.category}" rel="tag">{esc(self.cats[item.category])}</a></span></div></div></div></div></div>"""

    def answer_page(self, ask: Ask) -> Reply | None:
        path = ask.path
        if path == "/robots.txt":
            return Reply(
                f"User-agent: *\nDisallow: /search\nAllow: /\n\nSitemap: {self.base_url}/sitemap.xml\n",
                kind="text/plain",
            )
        if path == "/sitemap.xml":
            if ask.query.get("page") != "1":
                return xml(
                    f"<sitemapindex {_NS}><sitemap><loc>{self.base_url}/sitemap.xml?page=1</loc></sitemap></sitemapindex>"
                )
            return xml(
                f"<urlset {_NS}>"
                + "".join(
                    f"<url><loc>{self.base_url}{self.post_path(i)}</loc><lastmod>{(i.modified or i.order).isoformat()}</lastmod></url>"
                    for i in self.items
                )
                + "</urlset>"
            )
        if path == "/feeds/posts/default":
            first, most = int(ask.query.get("start-index", "1")), min(int(ask.query.get("max-results", "25")), 150)
            rows = "".join(
                f"<entry><id>tag:blogger.com,1999:blog-1.post-{i.number}</id><published>{i.order.isoformat()}</published><updated>{(i.modified or i.order).isoformat()}</updated><category term='{esc(self.cats[i.category])}'/><title type='text'>{esc(i.title)}</title><link rel='alternate' type='text/html' href='{self.base_url}{self.post_path(i)}'/></entry>"
                for i in self.items[first - 1 : first - 1 + most]
            )
            return xml(
                f'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:openSearch="http://a9.com/-/spec/opensearchrss/1.0/"><openSearch:totalResults>{len(self.items)}</openSearch:totalResults><openSearch:startIndex>{first}</openSearch:startIndex>{rows}</feed>',
                "application/atom+xml; charset=utf-8",
            )
        for page in self.pages:
            if path == self.page_path(page):
                return Reply(
                    self.frame(
                        page.label,
                        f'<div class="post"><h3 class="post-title">{esc(page.label)}</h3><div class="post-body entry-content">{self.page_html(page)}</div></div>',
                    )
                )
        for item in self.items:
            if path == self.post_path(item):
                return Reply(self.frame(item.title, self.post_html(item)))
        month = re.fullmatch(r"/(\d{4})/(\d\d)/", path)
        if month:
            return Reply(
                self.frame(
                    "Lưu trữ",
                    "".join(self.post_html(i) for i in self.items if f"{i.order:%Y%m}" == month[1] + month[2]),
                )
            )
        cat = path.removeprefix("/search/label/") if path.startswith("/search/label/") else ""
        if path in ("/", "/search") or cat in self.cats:
            items = self.listed(cat)
            if "updated-max" in ask.query:
                edge = datetime.fromisoformat(ask.query["updated-max"].replace(" ", "+"))
                start = next((k for k, i in enumerate(items) if i.order < edge), len(items))
            else:
                start = 0
            n, last = start // self.size + 1, self.count(items, self.size)
            older = (
                f'<span id="blog-pager-older-link"><a class="blog-pager-older-link" href="{self.base_url}{attr(self.category_path(cat, n + 1))}" title="Bài đăng Cũ hơn">Bài đăng Cũ hơn</a></span>'
                if n < last
                else ""
            )
            status = (
                f'<div class="status-msg-body">Đang hiển thị bài đăng có nhãn <b>{esc(self.cats[cat])}</b>.</div>'
                if cat
                else ""
            )
            return Reply(
                self.frame(
                    self.label.name,
                    f'{status}<div class="blog-posts hfeed">{"".join(map(self.post_html, items[start : start + self.size]))}</div><div class="blog-pager" id="blog-pager">{older}<a class="home-link" href="/">Trang chủ</a></div>',
                )
            )
        return None

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.listing_pages(
            [c for c in self.cats if self.listed(c)] + [""],
            self.category_path,
            self.size,
            "//div[contains(@class,'blog-posts')]",
        )


class Violet(Site):
    """violet.vn-like: `entry_id`, "Ngày gửi: 20h:35' 05-09-2022", folders, teachers' own pages beside the school's."""

    make = "violet"
    size = 10
    dates_in_listing = False
    numbers: Mapping[str, int] = {"tin": 11, "tb": 12, "phong": 13, "vb": 14, "lich": 15}

    def post_path(self, item: Item) -> str:
        return f"/entry/show/entry_id/{item.number}"

    def category_path(self, cat: str, n: int = 1) -> str:
        return f"/entry/list/cat_id/{self.numbers[cat]}" + (f"/page/{n}" if n > 1 else "")

    def page_path(self, page: Page) -> str:
        return f"/content/show/content_id/{page.key}"

    def aliases(self) -> dict[str, str]:
        return {f"/entry/show/entry_id/{i.number}/cm_page/1": self.key(i) for i in self.items}

    def printed(self, item: Item) -> str:
        return f"Ngày gửi: {item.order.hour:02d}h:{item.order.minute:02d}' {dmy(item.order, '-')}" if item.at else ""

    def tree(self, entries: tuple[Menu, ...]) -> str:
        return "".join(
            f'<div class="node"><img src="/i/folder.gif"/> <a href="{self.href(e.to)}">{esc(e.label)}</a><blockquote>{self.tree(e.children)}</blockquote></div>'
            for e in entries
        )

    def frame(self, title: str, main: str) -> str:
        return f"""<html><head><title>{esc(title)}</title><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body bgcolor="#ffffff"><table width="960" align="center"><tr><td colspan="3"><font size="5"><b>{esc(self.label.name)}</b></font> Chào mừng quý vị đến với website - {self.clock()}</td></tr>
<tr><td width="180" valign="top"><b>Thư mục</b>{self.tree(self.menu)}<b>Điều tra ý kiến</b><form action="/poll/vote" method="post"><input type="radio" name="v">Đẹp<input type="radio" name="v">Bình thường</form><b>Thống kê</b><br>1.204.377 truy cập (chi tiết)<br>38 trong hôm nay</td>
<td valign="top">{main}</td><td width="160" valign="top"><b>Thành viên trực tuyến</b><br>0 thành viên<br><b>Trang riêng giáo viên</b><br><a href="/present/show/entry_id/991">Bài giảng Toán (20h:10' 01-03-2022)</a></td></tr></table></body></html>"""

    def answer_page(self, ask: Ask) -> Reply | None:
        path = ask.path.rstrip("/") or "/"
        if path == "/":
            return Reply(
                self.frame(
                    self.label.name,
                    "".join(
                        f'<table><tr><td><a href="{self.post_path(i)}">{esc(i.title)}</a></td></tr><tr><td>{esc(i.lead)}</td></tr></table>'
                        for i in self.items[:6]
                    ),
                )
            )
        if path.startswith("/present/"):
            return Reply(
                self.frame(
                    "Bài giảng Toán", "<b>Bài giảng Toán</b><br>Ngày gửi: 20h:10' 01-03-2022<br>Dung lượng: 1.2 MB"
                )
            )
        entry = re.match(r"/entry/show/entry_id/(\d+)", path)
        for item in self.items:
            if entry and entry[1] == str(item.number):
                return Reply(
                    self.frame(
                        item.title,
                        f'<table class="entry"><tr><td><font color="#990000"><b>{esc(item.title)}</b></font></td></tr><tr><td>{self.body_html(item)}</td></tr><tr><td align="right"><i>Nhắn tin cho tác giả</i><br>Văn thư @ {item.order:%H:%M} - Số lượt xem: {item.number}<br>{self.printed(item)}</td></tr></table>',
                    )
                )
        for page in self.pages:
            if path == self.page_path(page):
                return Reply(self.frame(page.label, f"<h3>{esc(page.label)}</h3>{self.page_html(page)}"))
        listing = re.fullmatch(r"/entry/list/cat_id/(\d+)(?:/page/(\d+))?", path)
        for cat, number in self.numbers.items():
            if listing and listing[1] == str(number) and cat in self.cats:
                items, n = self.listed(cat), int(listing[2] or 1)
                rows = "".join(
                    f'<tr><td><img src="/i/dot.gif"/><a href="{self.post_path(i)}">{esc(i.title)}</a></td></tr>'
                    for i in self.slice(items, n, self.size)
                )
                nav = " ".join(
                    f"[{k}]" if k == n else f'<a href="{self.category_path(cat, k)}">{k}</a>'
                    for k in range(1, self.count(items, self.size) + 1)
                )
                return Reply(
                    self.frame(
                        self.cats[cat],
                        f"<b>Thư mục: {esc(self.cats[cat])}</b><table id='entries'>{rows}</table>Trang: {nav}",
                    )
                )
        return None

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.listing_pages(
            [c for c in self.cats if self.listed(c)], self.category_path, self.size, "//table[@id='entries']"
        )
