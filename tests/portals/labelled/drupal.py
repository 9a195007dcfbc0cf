"""Drupal 7 (Bartik, `/node/12`, 0-based `?page=`) and Drupal 9/10 (aliases, twig markup, UTC `Z` in `time`)."""
# ruff: noqa: E501 (markup stands on the lines on which the CMS prints it)

from __future__ import annotations

import re
from datetime import timezone
from html import escape as esc

from tests.portals.labelled.model import Item, ListingTruth, Menu, Page
from tests.portals.labelled.site import Ask, Reply, Site, attr
from tests.portals.labelled.text import SHORT_WEEKDAYS, dmy

_CATS = {"tin": 3, "tb": 4, "phong": 7, "vb": 9, "lich": 12}


class Drupal7(Site):
    """Bartik: taxonomy pages and a view of all news; every calendar month is a listing of its own (and no new posts)."""

    make = "drupal7"
    per_page = 10

    def post_path(self, item: Item) -> str:
        return f"/node/{item.number}"

    def category_path(self, cat: str, n: int = 1) -> str:
        base = f"/taxonomy/term/{_CATS[cat]}" if cat else "/tin-tuc"
        return base + (f"?page={n - 1}" if n > 1 else "")

    def page_path(self, page: Page) -> str:
        return f"/content/{page.key}"

    def printed(self, item: Item) -> str:
        return f"{SHORT_WEEKDAYS[item.order.weekday()]}, {dmy(item.order)} - {item.order:%H:%M}" if item.at else ""

    def aliases(self) -> dict[str, str]:
        found = {f"/content/{item.slug}": self.key(item) for item in self.items}
        return found | {f"/print/{item.number}": self.key(item) for item in self.items}

    def menu_html(self, entries: tuple[Menu, ...]) -> str:
        return "".join(
            f'<li class="{"expanded" if e.children else "leaf"}"><a href="{attr(self.href(e.to))}" title="">{esc(e.label)}</a>'
            + (f'<ul class="menu">{self.menu_html(e.children)}</ul>' if e.children else "")
            + "</li>"
            for e in entries
        )

    def frame(self, title: str, main: str) -> str:
        comments = "".join(
            f'<li><a href="/node/{i.number}#comment-1">Bài hay quá</a>&nbsp;<span>{k} tuần 3 ngày trước</span></li>'
            for k, i in enumerate(self.items[8:11], 2)
        )
        return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML+RDFa 1.0//EN" "http://www.w3.org/MarkUp/DTD/xhtml-rdfa-1.dtd"><html xmlns="http://www.w3.org/1999/xhtml" xml:lang="vi" version="XHTML+RDFa 1.0" dir="ltr">
<head profile="http://www.w3.org/1999/xhtml/vocab"><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><meta name="Generator" content="Drupal 7 (http://drupal.org)" /><title>{esc(title)} | {esc(self.label.name)}</title>
<script>jQuery.extend(Drupal.settings, {{"basePath":"/"}});</script></head><body class="html not-front not-logged-in one-sidebar sidebar-first page-node"><div id="page-wrapper"><div id="page">
<div id="header"><div class="section clearfix"><div id="name-and-slogan"><div id="site-name"><strong><a href="/" rel="home"><span>{esc(self.label.name)}</span></a></strong></div></div><div id="main-menu" class="navigation"><h2 class="element-invisible">Trình đơn chính</h2><ul class="menu">{self.menu_html(self.menu)}</ul></div></div></div>
<div id="main-wrapper"><div id="main"><div id="sidebar-first" class="column sidebar"><div class="block block-comment"><h2>Bình luận mới</h2><ul>{comments}</ul></div><div class="block block-views"><h2>Lịch</h2><table class="mini"><caption><a href="/calendar/2022-05">Tháng 5 2022</a></caption><tr><td><a href="/calendar/2022-05-02">2</a></td></tr></table></div></div>
<div id="content" class="column"><div class="section"><h1 class="title" id="page-title">{esc(title)}</h1><div class="region region-content">{main}</div></div></div></div></div>
<div id="footer-wrapper">Hôm nay là {self.clock()}. Powered by <a href="http://drupal.test">Drupal</a></div></div></div></body></html>"""

    def submitted(self, item: Item) -> str:
        return f'<div class="meta submitted"><span property="dc:date dc:created" content="{item.order.isoformat()}" datatype="xsd:dateTime" rel="sioc:has_creator">Được viết bởi <span class="username">vanthu</span> vào {self.printed(item)}</span></div>'

    def teaser(self, item: Item) -> str:
        return f'<div id="node-{item.number}" class="node node-article node-promoted node-teaser clearfix" about="/node/{item.number}" typeof="sioc:Item foaf:Document"><h2 property="dc:title" datatype=""><a href="/node/{item.number}">{esc(item.title)}</a></h2>{self.submitted(item)}<div class="content clearfix"><div class="field field-name-body"><p>{esc(item.lead)}</p></div></div><ul class="links inline"><li class="node-readmore"><a href="/node/{item.number}" rel="tag">Đọc thêm<span class="element-invisible"> về {esc(item.title)}</span></a></li></ul></div>'

    def pager(self, cat: str, n: int, last: int) -> str:
        if last == 1:
            return ""
        cells = "".join(
            f'<li class="pager-current">{k}</li>'
            if k == n
            else f'<li class="pager-item"><a title="Đến trang {k}" href="{attr(self.category_path(cat, k))}">{k}</a></li>'
            for k in range(1, last + 1)
        )
        if n < last:
            cells += f'<li class="pager-next"><a title="Đến trang sau" href="{attr(self.category_path(cat, n + 1))}">sau ›</a></li><li class="pager-last"><a href="{attr(self.category_path(cat, last))}">cuối »</a></li>'
        return f'<h2 class="element-invisible">Trang</h2><div class="item-list"><ul class="pager">{cells}</ul></div>'

    def listing(self, cat: str, ask: Ask) -> Reply:
        items = self.listed(cat)
        given = ask.query.get("page", "0")
        last = self.count(items, self.per_page)
        # Drupal shows the last page for any number beyond it.
        n = min(int(given) + 1 if given.isdigit() else 1, last)
        body = (
            "".join(map(self.teaser, self.slice(items, n, self.per_page)))
            or "<p>Hiện chưa có nội dung nào được phân loại với từ khóa này.</p>"
        )
        return Reply(
            self.frame(
                self.cats.get(cat, "Tin tức"), f'<div class="view-content">{body}</div>{self.pager(cat, n, last)}'
            )
        )

    def article(self, item: Item) -> Reply:
        return Reply(
            self.frame(
                item.title,
                f'<div id="block-system-main" class="block"><div id="node-{item.number}" class="node node-article node-full clearfix" about="/node/{item.number}">{self.submitted(item)}<div class="content clearfix"><div class="field field-name-body field-type-text-with-summary"><div class="field-items"><div class="field-item even" property="content:encoded">{self.body_html(item)}</div></div></div></div><ul class="links"><li class="print_html"><a href="/print/{item.number}" rel="nofollow">Bản in</a></li></ul></div></div>',
            )
        )

    def answer_page(self, ask: Ask) -> Reply | None:
        path = ask.path.rstrip("/") or "/"
        if path == "/":
            return Reply(self.frame("Chào mừng", "".join(map(self.teaser, self.items[:5]))))
        if path == "/robots.txt":
            return Reply(
                "User-agent: *\nCrawl-delay: 0\nDisallow: /includes/\nDisallow: /misc/\nDisallow: /user/login/\n",
                kind="text/plain",
            )
        for cat in ("", *self.cats):
            if path == self.category_path(cat):
                return self.listing(cat, ask)
        for page in self.pages:
            if path == self.page_path(page):
                return Reply(
                    self.frame(
                        page.label,
                        f'<div class="node node-page"><div class="content">{self.page_html(page)}</div></div>',
                    )
                )
        month = re.fullmatch(r"/calendar/(\d{4}-\d\d)", path)
        if month:
            return Reply(
                self.frame(
                    f"Lịch {month[1]}",
                    "".join(map(self.teaser, [i for i in self.items if f"{i.order:%Y-%m}" == month[1]]))
                    + f'<a href="/calendar/{int(month[1][:4]) + 1}-01">»</a>',
                )
            )
        if re.fullmatch(r"/calendar/\d{4}-\d\d-\d\d", path):
            return Reply(self.frame("Lịch ngày", "<p>Không có sự kiện nào.</p>"))
        for item in self.items:
            if path in (f"/node/{item.number}", f"/content/{item.slug}"):
                return self.article(item)
            if path == f"/print/{item.number}":
                return Reply(
                    f"<html><head><title>{esc(item.title)}</title><base href='{self.base_url}/node/{item.number}'></head><body><h1 class='print-title'>{esc(item.title)}</h1><div class='print-submitted'>{self.printed(item)}</div>{self.body_html(item)}</body></html>"
                )
        return None

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.listing_pages(["", *self.cats], self.category_path, self.per_page, "//div[@class='view-content']")


class Drupal10(Drupal7):
    """Olivero-like: addresses by alias, `time` in UTC with Z, a mini pager ("Trang 2 ››") that tells no total."""

    make = "drupal10"
    per_page = 9

    def post_path(self, item: Item) -> str:
        return f"/tin-tuc/{item.slug}"

    def category_path(self, cat: str, n: int = 1) -> str:
        base = f"/chuyen-muc/{cat}" if cat else "/tin-tuc"
        return base + (f"?page={n - 1}" if n > 1 else "")

    def page_path(self, page: Page) -> str:
        return f"/{page.key}"

    def aliases(self) -> dict[str, str]:
        return {f"/node/{item.number}": self.key(item) for item in self.items}

    def printed(self, item: Item) -> str:
        return f"{dmy(item.order, '.')} {item.order:%H:%M}" if item.at else ""

    def _time(self, item: Item) -> str:
        utc = item.order.astimezone(timezone.utc)  # noqa: UP017
        return f'<time datetime="{utc:%Y-%m-%dT%H:%M:%SZ}" class="datetime">{self.printed(item)}</time>'

    def menu_html(self, entries: tuple[Menu, ...]) -> str:
        return "".join(
            f'<li class="primary-nav__menu-item primary-nav__menu-item--level-1"><{"a href=" + chr(34) + attr(self.href(e.to)) + chr(34) if e.to else "button"} class="primary-nav__menu-link"><span class="primary-nav__menu-link-inner">{esc(e.label)}</span></{"a" if e.to else "button"}>'
            + (
                f'<ul class="primary-nav__menu primary-nav__menu--level-2">{self.menu_html(e.children)}</ul>'
                if e.children
                else ""
            )
            + "</li>"
            for e in entries
        )

    def frame(self, title: str, main: str) -> str:
        return f"""<!DOCTYPE html><html lang="vi" dir="ltr"><head><meta charset="utf-8" /><meta name="Generator" content="Drupal 10 (https://www.drupal.org)" /><meta name="viewport" content="width=device-width" /><title>{esc(title)} | {esc(self.label.name)}</title></head>
<body class="path-node"><a href="#main-content" class="visually-hidden focusable skip-link">Nhảy đến nội dung</a><div class="dialog-off-canvas-main-canvas" data-off-canvas-main-canvas><div id="page-wrapper" class="page-wrapper"><header id="header" class="site-header" role="banner"><a href="/" rel="home" class="site-branding__name">{esc(self.label.name)}</a>
<nav class="primary-nav" aria-label="Main"><ul class="primary-nav__menu primary-nav__menu--level-1">{self.menu_html(self.menu)}</ul></nav></header><div id="main-wrapper" class="layout-main-wrapper"><main role="main"><div class="region region--content-above"><h1 class="title page-title">{esc(title)}</h1></div><div class="region region--content grid-full layout--pass--content-medium" id="content">{main}</div></main></div>
<footer class="site-footer"><div>© 2010 – {self.now.year}. Lượt truy cập 1.204.377 – Hôm nay: 05/{self.now.month}</div></footer></div></div></body></html>"""

    def teaser(self, item: Item) -> str:
        return f'<div class="views-row"><article data-history-node-id="{item.number}" class="node node--type-article node--view-mode-teaser"><header><h2 class="node__title"><a href="{self.post_path(item)}" rel="bookmark"><span class="field field--name-title">{esc(item.title)}</span></a></h2><div class="node__meta"><span>Bởi vanthu, {self._time(item)}</span></div></header><div class="node__content">{esc(item.lead)}</div></article></div>'

    def pager(self, cat: str, n: int, last: int) -> str:
        if last == 1:
            return ""
        before = (
            f'<li class="pager__item pager__item--control"><a href="?page={n - 2}" rel="prev">‹‹</a></li>'
            if n > 1
            else ""
        )
        after = (
            f'<li class="pager__item pager__item--control"><a href="?page={n}" title="Đến trang sau" rel="next">››</a></li>'
            if n < last
            else ""
        )
        return f'<nav class="pager"><ul class="pager__items">{before}<li class="pager__item">Trang {n}</li>{after}</ul></nav>'

    def article(self, item: Item) -> Reply:
        return Reply(
            self.frame(
                item.title,
                f'<article data-history-node-id="{item.number}" class="node node--type-article node--view-mode-full"><header><div class="node__meta"><span>Bởi vanthu, {self._time(item)}</span></div></header><div class="node__content"><div class="text-content clearfix field field--name-body">{self.body_html(item)}</div></div></article>',
            )
        )

    def answer_page(self, ask: Ask) -> Reply | None:
        for item in self.items:
            if ask.path == self.post_path(item):
                return self.article(item)
        return super().answer_page(ask)
