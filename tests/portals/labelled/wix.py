"""Wix: the first posts in the page and in `wix-warmup-data`, the rest drawn by script, all of them in the blog's sitemap.

The addresses, hooks and the shape of the JSON (`appsWarmupData` → blog's app id → `postFeedPage.posts.posts`) follow the
real platform; the page around them is drawn by hand.
"""
# ruff: noqa: E501 (markup stands on the lines on which the platform prints it)

from __future__ import annotations

import json
from datetime import UTC, datetime
from html import escape as esc

from tests.portals.labelled.model import Item, ListingTruth, Page
from tests.portals.labelled.site import Ask, Reply, attr, xml
from tests.portals.labelled.voices import Voiced

BLOG_APP = "14bcded7-0066-7c35-14d7-466cb3f09103"


def _z(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z"


class Wix(Voiced):
    """`/post/<slug>`, `/blog`, `/blog/categories/<slug>`; machine times in UTC, `5 thg 9, 2021` for people."""

    make = "wix"
    size = 10

    def key(self, item: Item) -> str:
        return f"613a5f2e{item.number:016x}"

    def post_path(self, item: Item) -> str:
        return f"/post/{item.slug}"

    def category_path(self, cat: str, n: int = 1) -> str:
        return f"/blog/categories/{cat}" if cat else "/blog"

    def page_path(self, page: Page) -> str:
        return f"/{page.key}"

    def printed(self, item: Item) -> str:
        return f"{item.order.day} thg {item.order.month}, {item.order.year}"

    def frame(self, title: str, main: str, data: object = None, head: str = "") -> str:
        nav = "".join(
            f'<li data-testid="item" class="wixui-horizontal-menu__item"><a data-testid="linkElement" href="{self.base_url}{attr(self.href(c.to))}" target="_self">{esc(c.label)}</a></li>'
            for e in self.menu for c in (e, *e.children) if c.to.startswith(("p:", "c:", "home"))
        )  # fmt: skip
        warm = json.dumps(
            {"platform": {"ssrPropsUpdates": []}, "appsWarmupData": {BLOG_APP: data} if data else {}},
            ensure_ascii=False,
        ).replace("</", "<\\/")
        return f"""<!DOCTYPE html><html lang="vi"><head><meta charset='utf-8'><meta name="generator" content="Wix.com Website Builder"/><link rel="icon" href="https://static.wixstatic.test/media/fav.png"/><title>{esc(title)} | {esc(self.label.name)}</title>{head}<link rel="alternate" href="{self.base_url}/blog-feed.xml" type="application/rss+xml" title="{attr(self.label.name)} - RSS"/></head>
<body class='responsive'><div id="SITE_CONTAINER"><div id="main_MF"><header id="SITE_HEADER" class="SITE_HEADER" tabindex="-1"><h1 class="font_0">{esc(self.label.name)}</h1><nav aria-label="Trang"><ul>{nav}</ul></nav></header><main id="PAGES_CONTAINER" tabindex="-1"><div id="SITE_PAGES">{main}</div></main><footer id="SITE_FOOTER"><p class="font_9">©2021 bởi {esc(self.label.name)}. Tự hào được tạo bằng Wix.com</p></footer></div></div>
<script type="application/json" id="wix-warmup-data">{warm}</script></body></html>"""

    def entry(self, item: Item) -> dict[str, object]:
        return {
            "id": self.key(item), "title": item.title, "excerpt": item.lead, "slug": item.slug, "firstPublishedDate": _z(item.order),
            "lastPublishedDate": _z(item.modified or item.order), "url": {"base": self.base_url, "path": self.post_path(item)},
            "categoryIds": list(item.categories), "timeToRead": 1, "isPinned": False, "viewCount": item.number,
        }  # fmt: skip

    def feed_page(self, items: list[Item]) -> dict[str, object]:
        shown = items[: self.size]
        paging = {"count": len(shown), "offset": 0, "total": len(items)}
        return {
            "feed-page": {
                "postFeedPage": {"posts": {"posts": [self.entry(i) for i in shown], "pagingMetaData": paging}}
            }
        }

    def cards(self, items: list[Item]) -> str:
        return "".join(
            f"""<article class="post-list-item" data-hook="post-list-item"><div class="post-metadata"><span data-hook="time-ago" title="{self.printed(i)}" class="post-metadata__date time-ago">{self.printed(i)}</span></div><a href="{self.base_url}{self.post_path(i)}" class="O16KGI"><div data-hook="post-title"><h2 class="bD0vt9"><p>{esc(i.title)}</p></h2></div></a><div data-hook="post-description">{esc(i.lead)}</div><span data-hook="view-count">{i.number} lượt xem</span></article>"""
            for i in items
        )

    def answer_page(self, ask: Ask) -> Reply | None:
        if ask.path == "/robots.txt":
            return Reply(
                f"User-agent: *\nAllow: /\nDisallow: *?lightbox=\n\nSitemap: {self.base_url}/sitemap.xml\n",
                kind="text/plain",
            )
        if ask.path.endswith(".xml"):
            return self.maps(ask.path)
        if ask.path == "/":
            return Reply(
                self.frame(
                    "Trang chủ",
                    f'<section><h2>Chào mừng đến với {esc(self.label.name)}</h2>{self.cards(list(self.items[:3]))}<a href="{self.base_url}/blog">Xem tất cả</a></section>',
                )
            )
        for item in self.items:
            if ask.path == self.post_path(item):
                return Reply(self.post(item))
        for page in self.pages:
            if ask.path == self.page_path(page):
                return Reply(
                    self.frame(
                        page.label,
                        f'<section><h2 class="font_2">{esc(page.label)}</h2><div data-testid="richTextElement">{self.page_html(page)}</div></section>',
                    )
                )
        for cat in ("", *self.cats):
            if ask.path == self.category_path(cat):
                items = self.listed(cat)
                rows = self.cards(items[: self.size]) or '<p data-hook="empty-state">Chưa có bài đăng nào</p>'
                return Reply(
                    self.frame(
                        self.cats.get(cat, "Tất cả bài đăng"),
                        f'<div data-hook="feed-page-root"><div class="pro-gallery" data-hook="post-list">{rows}</div><div data-hook="infinite-scroll"></div></div>',
                        self.feed_page(items),
                    )
                )
        return None

    def post(self, item: Item) -> str:
        linked = json.dumps({"@context": "https://schema.org/", "@type": "BlogPosting", "headline": item.title, "datePublished": _z(item.order), "dateModified": _z(item.modified or item.order)}, ensure_ascii=False)  # fmt: skip
        head = f'<meta property="og:type" content="article"/><meta property="article:published_time" content="{_z(item.order)}"/><meta property="article:modified_time" content="{_z(item.modified or item.order)}"/><script type="application/ld+json">{linked}</script>'
        edited = (
            f'<p data-hook="last-updated">Đã cập nhật: {item.modified.day} thg {item.modified.month}, {item.modified.year}</p>'
            if item.modified
            else ""
        )
        main = f"""<div data-hook="post-page"><article data-hook="post"><ul class="post-metadata"><li><span data-hook="user-name">Văn thư</span></li><li><span data-hook="time-ago" title="{self.printed(item)}" class="post-metadata__date time-ago">{self.printed(item)}</span></li><li data-hook="time-to-read">1 phút đọc</li></ul><h1 data-hook="post-title">{esc(item.title)}</h1>{edited}<section data-hook="post-description">{self.body_html(item)}</section><ul class="post-categories-list"><li><a href="{self.base_url}{self.category_path(item.category)}">{esc(self.cats[item.category])}</a></li></ul></article><section data-hook="recent-posts"><h4>Bài đăng gần đây</h4>{self.cards(list(self.items[:3]))}</section></div>"""
        return self.frame(item.title, main, {"post": self.entry(item)}, head)

    def maps(self, path: str) -> Reply | None:
        space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        if path == "/sitemap.xml":
            names = ("blog-categories", "blog-posts", "pages")
            return xml(
                f"<sitemapindex {space}>{''.join(f'<sitemap><loc>{self.base_url}/{n}-sitemap.xml</loc></sitemap>' for n in names)}</sitemapindex>"
            )
        if path == "/blog-feed.xml":
            rows = "".join(
                f"<item><title>{esc(i.title)}</title><link>{self.base_url}{self.post_path(i)}</link><pubDate>{i.order.astimezone(UTC):%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
                for i in self.items[:20]
            )
            return xml(f'<rss version="2.0"><channel><title>{esc(self.label.name)}</title>{rows}</channel></rss>')
        found = {
            "/blog-posts-sitemap.xml": [(self.post_path(i), f"{i.modified or i.order:%Y-%m-%d}") for i in self.items],
            "/blog-categories-sitemap.xml": [(self.category_path(c), "2021-09-01") for c in self.cats],
            "/pages-sitemap.xml": [
                ("/", "2021-09-01"),
                ("/blog", "2021-09-01"),
                *((self.page_path(p), "2021-09-01") for p in self.pages),
            ],
        }.get(path)
        if found is None:
            return None
        return xml(
            f"<urlset {space}>{''.join(f'<url><loc>{self.base_url}{p}</loc><lastmod>{d}</lastmod></url>' for p, d in found)}</urlset>"
        )

    def listings(self) -> tuple[ListingTruth, ...]:
        main = "//div[@data-hook='post-list']"
        return tuple(ListingTruth((self.category_path(cat),), tuple(self.key(i) for i in self.listed(cat)[: self.size]), main, by_get=len(self.listed(cat)) <= self.size)
                     for cat in (*(c for c in self.cats if self.listed(c)), ""))  # fmt: skip
