"""Joomla 3 (`?start=`, category ids in addresses, print copies) and Joomla 4/5 (addresses without ids, UTC in `time`)."""
# ruff: noqa: E501 (markup stands on the lines on which the CMS prints it)

from __future__ import annotations

import re
from datetime import timezone
from html import escape as esc

from tests.portals.labelled.model import Item, ListingTruth, Menu, Page
from tests.portals.labelled.site import Ask, Reply, Site, attr, xml
from tests.portals.labelled.text import WEEKDAYS


class Joomla3(Site):
    """Protostar-like: blog layout for news, table ("list") layout for notices; published and modified dates both shown."""

    make = "joomla3"
    per_page = 8

    def _cat_base(self, cat: str) -> str:
        return f"/index.php/{cat}"

    def post_path(self, item: Item) -> str:
        return f"/index.php/{item.category}/{item.number}-{item.slug}"

    def category_path(self, cat: str, n: int = 1) -> str:
        return self._cat_base(cat) + (f"?start={(n - 1) * self.per_page}" if n > 1 else "")

    def page_path(self, page: Page) -> str:
        return f"/index.php/{page.key}"

    def aliases(self) -> dict[str, str]:
        found = {}
        for item in self.items:
            key = self.key(item)
            found[self.post_path(item) + "?tmpl=component&print=1&page="] = key
            found[f"/index.php?option=com_content&view=article&id={item.number}"] = key
        return found

    def printed(self, item: Item) -> str:
        return (
            f"Được đăng: {WEEKDAYS[item.order.weekday()]}, {item.order:%d} Tháng {item.order.month} {item.order:%Y %H:%M}"
            if item.at
            else ""
        )

    def menu_html(self, entries: tuple[Menu, ...], level: int = 1) -> str:
        out = []
        for number, entry in enumerate(entries, level * 100 + 1):
            inner = (
                f'<a href="{attr(self.href(entry.to))}">{esc(entry.label)}</a>'
                if entry.to
                else f'<span class="nav-header">{esc(entry.label)}</span>'
            )
            below = (
                f'<ul class="nav-child unstyled small">{self.menu_html(entry.children, level + 1)}</ul>'
                if entry.children
                else ""
            )
            out.append(f'<li class="item-{number}{" deeper parent" if below else ""}">{inner}{below}</li>')
        return "".join(out)

    def frame(self, title: str, main: str) -> str:
        return f"""<!DOCTYPE html><html lang="vi-vn" dir="ltr"><head><base href="{self.base_url}/" /><meta http-equiv="content-type" content="text/html; charset=utf-8" />
<meta name="generator" content="Joomla! - Open Source Content Management" /><title>{esc(title)}</title>
<link href="/index.php/tin?format=feed&amp;type=rss" rel="alternate" type="application/rss+xml" title="RSS 2.0" /><script src="/media/jui/js/jquery.min.js"></script></head>
<body class="site com_content view-category"><div class="body"><div class="container"><header class="header" role="banner"><a class="brand pull-left" href="/"><span class="site-title">{esc(self.label.name)}</span></a></header>
<nav class="navigation" role="navigation"><ul class="nav menu nav-pills">{self.menu_html(self.menu)}</ul></nav>
<div class="row-fluid"><main id="content" role="main" class="span9"><div id="system-message-container"></div>{main}</main>
<div id="aside" class="span3"><div class="well"><h3 class="page-header">Đọc nhiều</h3><ul class="mostread">{"".join(f'<li><a href="{self.post_path(i)}"><span>{esc(i.title)}</span></a></li>' for i in self.items[5:9])}</ul></div>
<div class="well"><h3>Lưu trữ</h3><ul class="archive-module"><li><a href="/index.php/component/content/archive/2021/9">Tháng 9, 2021</a></li></ul></div>
<div class="well">Hôm nay {self.clock()}<br />Tất cả 120931</div></div></div></div></div><footer class="footer"><p>&copy; {self.now.year} {esc(self.label.name)}</p></footer></body></html>"""

    def info(self, item: Item) -> str:
        changed = item.modified or item.order
        return f"""<dl class="article-info muted"><dt class="article-info-term">Chi tiết</dt><dd class="createdby">Viết bởi <span>Quản trị</span></dd>
<dd class="category-name">Chuyên mục: <a href="{self.category_path(item.category)}">{esc(self.cats[item.category])}</a></dd>
<dd class="published"><span class="icon-calendar"></span><time datetime="{item.order.isoformat()}">{self.printed(item)}</time></dd>
<dd class="modified"><time datetime="{changed.isoformat()}">Lần cập nhật cuối: {WEEKDAYS[changed.weekday()]}, {changed:%d} Tháng {changed.month} {changed:%Y %H:%M}</time></dd>
<dd class="hits"><meta content="UserPageVisits:{item.number}" />Lượt xem: {item.number}</dd></dl>"""

    def pager(self, cat: str, n: int, last: int) -> str:
        if last == 1:
            return ""
        cells = [
            f"<li><span class=pagenav>{k}</span></li>"
            if k == n
            else f'<li><a href="{attr(self.category_path(cat, k))}" class="pagenav">{k}</a></li>'
            for k in range(1, last + 1)
        ]
        if n < last:
            cells.append(
                f'<li class="pagination-next"><a title="Tiếp" href="{attr(self.category_path(cat, n + 1))}">Tiếp</a></li>'
            )
        return f'<div class="pagination"><p class="counter pull-right">Trang {n} / {last}</p><ul class="pagination-list">{"".join(cells)}</ul></div>'

    def listing(self, cat: str, start: int) -> Reply | None:
        items = self.listed(cat)
        n, last = start // self.per_page + 1, self.count(items, self.per_page)
        shown = items[start : start + self.per_page]
        if not items:
            return Reply(
                self.frame(
                    self.cats[cat], '<div class="category-list"><p>Không có bài viết nào trong danh mục này.</p></div>'
                )
            )
        if cat == "tb":
            rows = "".join(
                f'<tr class="cat-list-row{k % 2}"><td headers="categorylist_header_title" class="list-title"><a href="{self.post_path(i)}">{esc(i.title)}</a></td>'
                f'<td headers="categorylist_header_date" class="list-date small">{i.order:%d} Tháng {i.order.month} {i.order.year}</td></tr>'
                for k, i in enumerate(shown)
            )
            body = f'<form action="{self._cat_base(cat)}" method="post" name="adminForm" id="adminForm"><table class="category table"><thead><tr><th>Tiêu đề</th><th>Ngày xuất bản</th></tr></thead><tbody>{rows}</tbody></table></form>'
        else:
            body = "".join(
                f'<div class="item column-1" itemprop="blogPost"><div class="page-header"><h2 itemprop="name"><a href="{self.post_path(i)}" itemprop="url">{esc(i.title)}</a></h2></div>{self.info(i)}<p>{esc(i.lead)}</p><p class="readmore"><a class="btn" href="{self.post_path(i)}">Đọc thêm...</a></p></div>'
                for i in shown
            )
        return Reply(
            self.frame(
                self.cats[cat],
                f'<div class="blog"><div class="page-header"><h1>{esc(self.cats[cat])}</h1></div><div id="items">{body}</div>{self.pager(cat, n, last)}</div>',
            )
        )

    def answer_page(self, ask: Ask) -> Reply | None:
        path = ask.path.rstrip("/") or "/"
        if path in ("/", "/index.php") and ask.query.get("view") != "article":
            featured = "".join(
                f'<div class="leading"><h2><a href="{self.post_path(i)}">{esc(i.title)}</a></h2>{self.info(i)}</div>'
                for i in self.items[:4]
            )
            return Reply(self.frame("Trang chủ", f'<div class="blog-featured">{featured}</div>'))
        if path == "/robots.txt":
            return Reply("User-agent: *\nDisallow: /administrator/\nDisallow: /cache/\n", kind="text/plain")
        if ask.query.get("format") == "feed":
            rows = "".join(
                f"<item><title>{esc(i.title)}</title><link>{self.base_url}{self.post_path(i)}</link><pubDate>{i.order:%a, %d %b %Y %H:%M:%S} +0700</pubDate></item>"
                for i in self.listed("tin")[:10]
            )
            return xml(
                f'<rss version="2.0"><channel><title>Tin</title><generator>Joomla! - Open Source Content Management</generator>{rows}</channel></rss>'
            )
        if path == "/index.php/component/content/archive/2021/9":
            old = "".join(
                f'<div class="row0"><h2><a href="{self.post_path(i)}">{esc(i.title)}</a></h2></div>'
                for i in self.items
                if f"{i.order:%Y%m}" == "202109"
            )
            return Reply(self.frame("Lưu trữ", f'<div id="archive-items" class="com-content-archive">{old}</div>'))
        cat = path.removeprefix("/index.php/")
        if cat in self.cats:
            start = ask.query.get("start", "0")
            return self.listing(cat, int(start) if start.isdigit() else 0)
        for page in self.pages:
            if path == self.page_path(page):
                return Reply(
                    self.frame(
                        page.label, f'<div class="item-page"><h2>{esc(page.label)}</h2>{self.page_html(page)}</div>'
                    )
                )
        number = (
            ask.query.get("id", "").split(":")[0]
            if path == "/index.php"
            else (re.search(r"/(\d+)-[^/]+$", path) or ["", ""])[1]
        )
        for item in self.items:
            if str(item.number) == number:
                return self.article(item, ask)
        return None

    def article(self, item: Item, ask: Ask) -> Reply:
        body = f'<div class="item-page" itemscope itemtype="https://schema.org/Article"><div class="page-header"><h2 itemprop="headline">{esc(item.title)}</h2></div><div class="icons"><a href="{self.post_path(item)}?tmpl=component&amp;print=1&amp;page=" title="In bài viết" rel="nofollow">In</a></div>{self.info(item)}<div itemprop="articleBody">{self.body_html(item)}</div></div>'
        if ask.query.get("tmpl") == "component":
            return Reply(
                f'<html><head><title>{esc(item.title)}</title><meta name="robots" content="noindex, nofollow"></head><body class="contentpane">{body}</body></html>'
            )
        return Reply(self.frame(item.title, body))

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.listing_pages(
            [c for c in self.cats if self.listed(c)], self.category_path, self.per_page, "//div[@id='items']"
        )


class Joomla5(Joomla3):
    """Cassiopeia of Joomla 4/5: modern routing without ids, machine times in UTC, "trang cuối" pager with icons."""

    make = "joomla5"
    per_page = 6

    def key(self, item: Item) -> str:
        return item.slug

    def post_path(self, item: Item) -> str:
        return f"/{item.category}/{item.slug}"

    def _cat_base(self, cat: str) -> str:
        return f"/{cat}"

    def page_path(self, page: Page) -> str:
        return f"/{page.key}"

    def aliases(self) -> dict[str, str]:
        return {f"/{cat}/{item.slug}": item.slug for item in self.items for cat in item.also}

    def printed(self, item: Item) -> str:
        return f"Ngày đăng: {item.order:%d} Tháng {item.order.month} {item.order.year}" if item.at else ""

    def info(self, item: Item) -> str:
        utc = item.order.astimezone(timezone.utc)  # noqa: UP017 (said in full: this is the trap)
        return f'<dl class="article-info text-muted"><dd class="published"><span class="icon-calendar icon-fw" aria-hidden="true"></span> <time datetime="{utc.isoformat()}">{self.printed(item)}</time></dd><dd class="hits">Lượt xem: 1.{item.number}</dd></dl>'

    def menu_html(self, entries: tuple[Menu, ...], level: int = 1) -> str:
        out = []
        for n, entry in enumerate(entries, level * 100):
            below = (
                f'<ul class="mod-menu__sub list-unstyled small">{self.menu_html(entry.children, level + 1)}</ul>'
                if entry.children
                else ""
            )
            inner = (
                f'<a href="{attr(self.href(entry.to))}">{esc(entry.label)}</a>'
                if entry.to
                else f'<button class="mod-menu__heading nav-header">{esc(entry.label)}</button>'
            )
            out.append(f'<li class="nav-item item-{n} level-{level}">{inner}{below}</li>')
        return "".join(out)

    def frame(self, title: str, main: str) -> str:
        return f"""<!DOCTYPE html><html lang="vi-vn" dir="ltr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="generator" content="Joomla! - Open Source Content Management">
<title>{esc(title)}</title><link href="/media/templates/site/cassiopeia/css/template.min.css" rel="stylesheet"></head><body class="site com_content wrapper-static view-category layout-blog">
<header class="header container-header full-width"><div class="grid-child"><div class="navbar-brand"><a class="brand-logo" href="/">{esc(self.label.name)}</a></div></div><div class="grid-child container-nav"><nav><ul class="mod-menu mod-menu_dropdown-metismenu metismenu mod-list">{self.menu_html(self.menu)}</ul></nav>
<div class="container-search"><form class="mod-finder js-finder-searchform form-search" action="/tim-kiem" method="get"><input type="text" name="q" placeholder="Tìm kiếm"></form></div></div></header>
<div class="site-grid"><div class="grid-child container-component"><nav class="mod-breadcrumbs__wrapper"><ol class="mod-breadcrumbs breadcrumb"><li>Trang chủ</li></ol></nav><main>{main}</main></div></div>
<footer class="container-footer footer full-width"><div class="grid-child"><p>Bản quyền 2019-{self.now.year}</p></div></footer></body></html>"""

    def listing(self, cat: str, start: int) -> Reply | None:
        items = self.listed(cat)
        if not items:
            return Reply(
                self.frame(
                    self.cats[cat], '<div class="com-content-category-blog blog"><p>Không có bài viết nào.</p></div>'
                )
            )
        n, last = start // self.per_page + 1, self.count(items, self.per_page)
        body = "".join(
            f'<div class="com-content-category-blog__item blog-item" itemprop="blogPost"><div class="item-content"><div class="page-header"><h2 itemprop="headline"><a href="{self.post_path(i)}" itemprop="url">{esc(i.title)}</a></h2></div>{self.info(i)}<p>{esc(i.lead)}</p></div></div>'
            for i in items[start : start + self.per_page]
        )
        nav = "".join(
            f'<li class="{"active " if k == n else ""}page-item"><a aria-label="Đến trang {k}" href="{attr(self.category_path(cat, k))}" class="page-link">{k}</a></li>'
            for k in range(1, last + 1)
        )
        return Reply(
            self.frame(
                self.cats[cat],
                f'<div class="com-content-category-blog blog"><h1>{esc(self.cats[cat])}</h1><div id="items" class="blog-items">{body}</div><div class="com-content-category-blog__navigation"><nav class="pagination__wrapper"><ul class="pagination ms-0 mb-4">{nav}</ul></nav></div></div>',
            )
        )

    def answer_page(self, ask: Ask) -> Reply | None:
        path = ask.path.rstrip("/") or "/"
        if path == "/":
            return Reply(
                self.frame(
                    "Trang chủ",
                    "".join(
                        f'<div class="blog-item"><h2><a href="{self.post_path(i)}">{esc(i.title)}</a></h2>{self.info(i)}</div>'
                        for i in self.items[:3]
                    ),
                )
            )
        if path == "/robots.txt":
            return Reply("User-agent: *\nDisallow: /administrator/\n", kind="text/plain")
        start = ask.query.get("start", "0")
        if path[1:] in self.cats:
            return self.listing(path[1:], int(start) if start.isdigit() else 0)
        for page in self.pages:
            if path == self.page_path(page):
                return Reply(
                    self.frame(
                        page.label,
                        f'<div class="com-content-article item-page"><h1>{esc(page.label)}</h1>{self.page_html(page)}</div>',
                    )
                )
        found = re.fullmatch(r"/(\w+)/([\w-]+)", path)
        for item in self.items:
            if found and item.slug == found[2] and found[1] in item.categories:
                return Reply(
                    self.frame(
                        item.title,
                        f'<div class="com-content-article item-page" itemscope itemtype="https://schema.org/Article"><div class="page-header"><h1 itemprop="headline">{esc(item.title)}</h1></div>{self.info(item)}<div itemprop="articleBody" class="com-content-article__body">{self.body_html(item)}</div></div>',
                    )
                )
        return None
