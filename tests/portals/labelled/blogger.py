"""Blogger with a theme of today (Contempo): snippets on listings, "Bài đăng khác", `tháng 9 05, 2021`, a feed in parts.

Follows the theme's markup (`blog-pager-older-link flat-button ripple`, `byline post-timestamp`) and the feed's own
paging (`start-index`, `max-results`, at most 150, `link rel=next`). Here robots.txt leaves /search open.
"""
# ruff: noqa: E501 (markup stands on the lines on which the platform prints it)

from __future__ import annotations

from datetime import datetime
from html import escape as esc

from tests.portals.labelled.hosted import Blogspot
from tests.portals.labelled.model import Item, ListingTruth
from tests.portals.labelled.site import Ask, Reply, attr, xml
from tests.portals.labelled.voices import Voiced


class Contempo(Voiced, Blogspot):
    """Contempo: a post's day is a `time` in its by-line; a label's page and the front page are paged by `updated-max`."""

    make = "blogger-contempo"
    size = 6
    most = 150

    def key(self, item: Item) -> str:
        return f"80417{item.number:08d}"

    def printed(self, item: Item) -> str:
        return f"tháng {item.order.month} {item.order.day:02d}, {item.order.year}"

    def frame(self, title: str, main: str) -> str:
        tabs = "".join(
            f'<li><a href="{attr(self.href(c.to))}">{esc(c.label)}</a></li>'
            for e in self.menu
            for c in (e, *e.children)
            if c.to
        )
        tags = "".join(
            f'<li><a class="label-name" href="{self.base_url}/search/label/{c}">{esc(t)}<span class="label-count">{len(self.listed(c))}</span></a></li>'
            for c, t in self.cats.items()
        )
        return f"""<!DOCTYPE html><html dir="ltr" lang="vi"><head><meta content="width=device-width, initial-scale=1" name="viewport"/><title>{esc(title)}</title><meta content="text/html; charset=UTF-8" http-equiv="Content-Type"/><meta content="blogger" name="generator"/>
<link rel="alternate" type="application/atom+xml" title="{attr(self.label.name)} - Atom" href="{self.base_url}/feeds/posts/default" /><link rel="service.post" type="application/atom+xml" href="https://www.blogger.test/feeds/8041/posts/default" /></head>
<body class="container-fluid version-1-3-3 variant-indie_light"><div class="centered-top-container"><h1><a href="{self.base_url}/">{esc(self.label.name)}</a></h1><div class="widget PageList"><ul>{tabs}</ul></div></div><div class="hamburger-menu"></div>
<main class="centered-bottom" id="main" role="main" tabindex="-1"><div class="main section" id="page_body" name="Nội dung Trang"><div class="widget Blog" data-version="2" id="Blog1">{main}</div></div></main>
<aside class="sidebar-container container"><div class="widget Label" data-version="2"><h3 class="title">Nhãn</h3><ul>{tags}</ul></div><div class="widget ReportAbuse"><h3><a href="https://www.blogger.test/go/report-abuse">Báo cáo vi phạm</a></h3></div></aside></body></html>"""

    def byline(self, item: Item) -> str:
        url = f"{self.base_url}{self.post_path(item)}"
        return f"""<div class="post-header"><div class="post-header-line-1"><span class="byline post-author">Người đăng: vanthu</span> <span class="byline post-timestamp"><meta content="{url}"/><a class="timestamp-link" href="{url}" rel="bookmark" title="permanent link"><time class="published" datetime="{item.order.isoformat()}" title="{item.order.isoformat()}">{self.printed(item)}</time></a></span></div></div>"""

    def post_html(self, item: Item) -> str:
        url = f"{self.base_url}{self.post_path(item)}"
        return f"""<div class="post-outer-container"><article class="post-outer"><div class="post"><script type="application/ld+json">{{"@context": "http://schema.org","@type": "BlogPosting","mainEntityOfPage": {{"@type": "WebPage","@id": "{url}"}},"datePublished": "{item.order.isoformat()}","dateModified": "{(item.modified or item.order).isoformat()}"}}</script><a name="{self.key(item)}"></a>
<h3 class="post-title entry-title"><a href="{url}">{esc(item.title)}</a></h3>{self.byline(item)}<div class="container post-body entry-content" id="post-snippet-{self.key(item)}"><div class="post-snippet snippet-container r-snippet-container"><div class="snippet-item r-snippetized">{esc(item.lead)}</div><a class="snippet-fade r-snippet-fade hidden" href="{url}"></a></div></div>
<div class="post-bottom"><a class="jump-link flat-button ripple" href="{url}" title="{attr(item.title)}">Đăng nhận xét</a></div></div></article></div>"""

    def page_of_post(self, item: Item) -> str:
        tags = "".join(
            f'<a href="{self.base_url}/search/label/{c}" rel="tag">{esc(self.cats[c])}</a>' for c in item.categories
        )
        return f"""<div class="blog-posts hfeed container"><article class="post-outer-container"><div class="post-outer"><div class="post"><a name="{self.key(item)}"></a><h3 class="post-title entry-title">{esc(item.title)}</h3>{self.byline(item)}<div class="post-body entry-content float-container" id="post-body-{self.key(item)}">{self.body_html(item)}</div><div class="post-bottom"><span class="byline post-labels"><span>Nhãn:</span> {tags}</span></div></div></div></article></div>"""

    def answer_page(self, ask: Ask) -> Reply | None:
        path = ask.path
        if path == "/robots.txt":
            return Reply(f"User-agent: *\nAllow: /\n\nSitemap: {self.base_url}/sitemap.xml\n", kind="text/plain")
        if path == "/feeds/posts/default":
            return self.feed(ask)
        for item in self.items:
            if path == self.post_path(item):
                return Reply(self.frame(item.title, self.page_of_post(item)))
        cat = path.removeprefix("/search/label/") if path.startswith("/search/label/") else ""
        if path not in ("/", "/search") and cat not in self.cats:
            return super().answer_page(ask)
        items, start = self.listed(cat), 0
        if "updated-max" in ask.query:
            edge = datetime.fromisoformat(ask.query["updated-max"].replace(" ", "+"))
            start = next((k for k, i in enumerate(items) if i.order < edge), len(items))
        n = start // self.size + 1
        older = ""
        if n < self.count(items, self.size):
            older = f'<a class="blog-pager-older-link flat-button ripple" href="{self.base_url}{attr(self.category_path(cat, n + 1))}" id="Blog1_blog-pager-older-link" title="Bài đăng khác">Bài đăng khác</a>'
        rows = (
            "".join(map(self.post_html, items[start : start + self.size]))
            or '<div class="no-posts-message">Không có bài đăng nào</div>'
        )
        return Reply(
            self.frame(
                self.label.name,
                f'<div class="blog-posts hfeed container">{rows}</div><div class="blog-pager container" id="blog-pager">{older}</div>',
            )
        )

    def feed(self, ask: Ask) -> Reply:
        def number(name: str, usual: int) -> int:
            given = ask.query.get(name, "")
            return int(given) if given.isdigit() else usual

        first, most = max(1, number("start-index", 1)), min(number("max-results", 25), self.most)
        part = self.items[first - 1 : first - 1 + most]
        rows = "".join(
            f"""<entry><id>tag:blogger.com,1999:blog-8041.post-{self.key(i)}</id><published>{i.order.isoformat(timespec="milliseconds")}</published><updated>{(i.modified or i.order).isoformat(timespec="milliseconds")}</updated>{"".join(f"<category scheme='http://www.blogger.com/atom/ns#' term='{c}'/>" for c in i.categories)}<title type='text'>{esc(i.title)}</title><summary type='text'>{esc(i.lead)}</summary><link rel='alternate' type='text/html' href='{self.base_url}{self.post_path(i)}' title='{attr(i.title)}'/><author><name>vanthu</name></author></entry>"""
            for i in part
        )
        on = (
            f"<link rel='next' type='application/atom+xml' href='{self.base_url}/feeds/posts/default?start-index={first + most}&amp;max-results={most}'/>"
            if first - 1 + most < len(self.items)
            else ""
        )
        return xml(f"<feed xmlns='http://www.w3.org/2005/Atom' xmlns:openSearch='http://a9.com/-/spec/opensearchrss/1.0/'><id>tag:blogger.com,1999:blog-8041</id><title type='text'>{esc(self.label.name)}</title>{on}<generator version='7.00' uri='https://www.blogger.com'>Blogger</generator><openSearch:totalResults>{len(self.items)}</openSearch:totalResults><openSearch:startIndex>{first}</openSearch:startIndex><openSearch:itemsPerPage>{most}</openSearch:itemsPerPage>{rows}</feed>", "application/atom+xml; charset=UTF-8")  # fmt: skip

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.listing_pages(
            [*(c for c in self.cats if self.listed(c)), ""],
            self.category_path,
            self.size,
            "//div[contains(@class,'blog-posts')]",
        )
