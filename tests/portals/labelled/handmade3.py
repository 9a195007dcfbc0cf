"""Portals by hand, third part: a static site, and schools under a path of their district's portal."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

import re
from html import escape as esc

from tests.portals.labelled.model import Item, ListingTruth, Page
from tests.portals.labelled.site import Ask, Reply, Site, attr, redirect, xml
from tests.portals.labelled.text import dmy


class Hugo(Site):
    """Hugo with a plain theme: `/posts/page/2/`, taxonomies, sitemap.xml and index.xml, machine and shown dates alike."""

    make = "hugo"
    size = 10

    def post_path(self, item: Item) -> str:
        return f"/posts/{item.slug}/"

    def key(self, item: Item) -> str:
        return item.slug

    def category_path(self, cat: str, n: int = 1) -> str:
        base = f"/categories/{cat}/" if cat else "/posts/"
        return base + (f"page/{n}/" if n > 1 else "")

    def page_path(self, page: Page) -> str:
        return f"/{page.key}/"

    def printed(self, item: Item) -> str:
        return f"{item.order:%Y-%m-%d}" if item.at else ""

    def frame(self, title: str, main: str) -> str:
        nav = "".join(
            f'<li><a href="{self.href(e.to)}">{esc(e.label)}</a></li>'
            + "".join(f'<li class="sub"><a href="{self.href(c.to)}">{esc(c.label)}</a></li>' for c in e.children)
            for e in self.menu
        )
        return f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><meta name="generator" content="Hugo 0.92.1"><title>{esc(title)} | {esc(self.label.name)}</title><link rel="alternate" type="application/rss+xml" href="{self.base_url}/index.xml"></head><body><header><p class="logo"><a href="/">{esc(self.label.name)}</a></p><nav><ul>{nav}</ul></nav></header><main id="content">{main}</main><footer>© 2018–{self.now.year}</footer></body></html>'

    def summary(self, item: Item) -> str:
        return f'<article class="post-entry"><header class="entry-header"><h2><a href="{self.base_url}{self.post_path(item)}">{esc(item.title)}</a></h2></header><footer class="entry-footer"><time datetime="{item.order.isoformat()}">{self.printed(item)}</time></footer></article>'

    def answer_page(self, ask: Ask) -> Reply | None:
        path = ask.path
        if path == "/":
            return Reply(self.frame("Trang chủ", "".join(map(self.summary, self.items[:5]))))
        if path == "/sitemap.xml":
            urls = "".join(
                f"<url><loc>{self.base_url}{self.post_path(i)}</loc><lastmod>{(i.modified or i.order).isoformat()}</lastmod></url>"
                for i in self.items
            )
            urls += "".join(f"<url><loc>{self.base_url}{self.category_path(c)}</loc></url>" for c in self.cats)
            urls += "".join(f"<url><loc>{self.base_url}{self.page_path(p)}</loc></url>" for p in self.pages)
            return xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>')
        if path == "/index.xml":
            rows = "".join(
                f"<item><title>{esc(i.title)}</title><link>{self.base_url}{self.post_path(i)}</link><pubDate>{i.order:%a, %d %b %Y %H:%M:%S} +0700</pubDate></item>"
                for i in self.items
            )
            return xml(
                f'<rss version="2.0"><channel><title>{esc(self.label.name)}</title><generator>Hugo -- gohugo.io</generator>{rows}</channel></rss>'
            )
        if path and not path.endswith("/"):
            return redirect(path + "/", 301)
        if re.fullmatch(r"/(posts|categories/\w+)/page/1/", path):
            return Reply(
                f'<!DOCTYPE html><html><head><link rel="canonical" href="{path[:-7]}"><meta http-equiv="refresh" content="0; url={path[:-7]}"></head></html>'
            )
        for page in self.pages:
            if path == self.page_path(page):
                return Reply(
                    self.frame(
                        page.label,
                        f'<article class="post-single"><h1>{esc(page.label)}</h1>{self.page_html(page)}</article>',
                    )
                )
        for item in self.items:
            if path == self.post_path(item):
                tags = f'<ul class="post-tags"><li><a href="/categories/{item.category}/">{esc(self.cats[item.category])}</a></li></ul>'
                return Reply(
                    self.frame(
                        item.title,
                        f'<article class="post-single"><h1 class="post-title">{esc(item.title)}</h1><div class="post-meta"><time datetime="{item.order.isoformat()}">{self.printed(item)}</time>&nbsp;·&nbsp;2 phút đọc</div><div class="post-content">{self.body_html(item)}</div>{tags}</article>',
                    )
                )
        listing = re.fullmatch(r"/(?:posts|categories/(\w+))/(?:page/(\d+)/)?", path)
        if listing and (listing[1] is None or listing[1] in self.cats):
            cat, n = listing[1] or "", int(listing[2] or 1)
            items = self.listed(cat)
            last = self.count(items, self.size)
            if n > last:
                return None
            after = (
                f'<a class="next" href="{self.base_url}{self.category_path(cat, n + 1)}">Trang sau »</a>'
                if n < last
                else ""
            )
            return Reply(
                self.frame(
                    self.cats.get(cat, "Bài viết"),
                    f'<div id="entries">{"".join(map(self.summary, self.slice(items, n, self.size)))}</div><nav class="pagination">{after}</nav>',
                )
            )
        return None

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.listing_pages(["", *self.cats], self.category_path, self.size, "//div[@id='entries']")


class UnderPath(Site):
    """A school under a path of the district's portal, with its siblings beside it and the district's news around it."""

    make = "underpath"
    size = 9

    def post_path(self, item: Item) -> str:
        return f"{self.prefix}/tin-bai/{item.number}/{item.slug}.html"

    def category_path(self, cat: str, n: int = 1) -> str:
        return f"{self.prefix}/danh-muc/{cat}/" + (f"trang/{n}/" if n > 1 else "")

    def printed(self, item: Item) -> str:
        return f"{dmy(item.order)}, {item.order.hour}:{item.order.minute:02d}" if item.at else ""

    def frame(self, title: str, main: str) -> str:
        nav = "".join(
            f'<li><a href="{self.href(e.to)}">{esc(e.label)}</a>{"<ul>" + "".join(f"<li><a href={chr(34)}{self.href(c.to)}{chr(34)}>{esc(c.label)}</a></li>" for c in e.children) + "</ul>" if e.children else ""}</li>'
            for e in self.menu
        )
        return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{esc(title)} - {esc(self.label.name)}</title></head><body><div class="district-bar"><a href="/">Phòng GDĐT Vĩnh An</a> <a href="/tin-phong/">Tin của Phòng</a> <a href="/cong-khai.html">Công khai của Phòng</a> <a href="/truong-th-vinhphu/">TH Vĩnh Phú</a> <a href="/truong-thcs-hoaloi/">THCS Hòa Lợi</a></div><h1 class="unit">{esc(self.label.name)}</h1><ul class="unit-nav">{nav}</ul><div class="unit-body">{main}</div><div class="district-news"><h4>Tin của Phòng</h4><a href="/tin-phong/301.html">Hội nghị giao ban toàn ngành</a> 12/10/2021</div></body></html>"""

    def answer_page(self, ask: Ask) -> Reply | None:
        path = ask.path
        if path == f"{self.prefix}/":
            return Reply(
                self.frame(
                    "Trang chủ",
                    "".join(f'<p><a href="{self.post_path(i)}">{esc(i.title)}</a></p>' for i in self.items[:5]),
                )
            )
        for page in self.pages:
            if path == self.page_path(page):
                return Reply(self.frame(page.label, f"<h2>{esc(page.label)}</h2>{self.page_html(page)}"))
        for item in self.items:
            if path == self.post_path(item):
                return Reply(
                    self.frame(
                        item.title,
                        f'<div class="tin"><h2>{esc(item.title)}</h2><em class="luc">{self.printed(item)}</em>{self.body_html(item)}</div>',
                    )
                )
        listing = re.fullmatch(re.escape(self.prefix) + r"/danh-muc/(\w+)/(?:trang/(\d+)/)?", path)
        if listing and listing[1] in self.cats:
            items, n = self.listed(listing[1]), int(listing[2] or 1)
            rows = "".join(
                f'<tr><td>{dmy(i.order)}</td><td><a href="{attr(self.post_path(i))}">{esc(i.title)}</a></td></tr>'
                for i in self.slice(items, n, self.size)
            )
            nav = "".join(
                f'<a href="{self.category_path(listing[1], k)}">[{k}]</a>'
                for k in range(1, self.count(items, self.size) + 1)
            )
            return Reply(self.frame(self.cats[listing[1]], f"<table id='tin'>{rows}</table>{nav}"))
        return None

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.listing_pages(
            [c for c in self.cats if self.listed(c)], self.category_path, self.size, "//table[@id='tin']"
        )
