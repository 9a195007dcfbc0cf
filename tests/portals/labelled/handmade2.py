"""Portals by hand, second part: a pager without end, capitals without marks, no dates at all."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

import re
from html import escape as esc

from tests.portals.labelled.model import Item, ListingTruth, Menu, Page
from tests.portals.labelled.site import Ask, Reply, Site, q
from tests.portals.labelled.text import dmy, strip_marks


class LastPage(Site):
    """Any page number beyond the last shows the last page again, and "Trang sau" never goes away."""

    make = "lastpage"
    size = 10

    def post_path(self, item: Item) -> str:
        return f"/xem-tin-{item.number}-{item.slug[:60]}.aspx"

    def category_path(self, cat: str, n: int = 1) -> str:
        return f"/danh-sach-{cat}.aspx" + (f"?page={n}" if n > 1 else "")

    def page_path(self, page: Page) -> str:
        return f"/{page.key}.aspx"

    def aliases(self) -> dict[str, str]:
        return {f"/XemTin.aspx?id={i.number}": self.key(i) for i in self.items}

    def printed(self, item: Item) -> str:
        return f"{item.order:%H:%M} {item.order.day}/{item.order.month}/{item.order.year}" if item.at else ""

    def frame(self, title: str, main: str) -> str:
        def level(entries: tuple[Menu, ...]) -> str:
            return "".join(
                f'<li><a href="{self.href(e.to)}">{esc(e.label)}</a>{"<ul>" + level(e.children) + "</ul>" if e.children else ""}</li>'
                for e in entries
            )

        return f'<html><head><meta charset="utf-8"><title>{esc(title)}</title></head><body><div class="header"><h1>{esc(self.label.name)}</h1></div><!-- <div class="oldmenu"><a href="/cong-khai-cu.aspx">Công khai</a></div> --><ul id="ddmenu">{level(self.menu)}</ul><div class="main">{main}</div><div class="right"><h4>LỊCH</h4><a href="/lich.aspx?thang=12&nam=2021">&laquo;</a> <a href="/lich.aspx?thang=1&nam=2022">&raquo;</a></div><div class="bottom">Thiết kế 2015. {self.clock()}</div></body></html>'

    def answer_page(self, ask: Ask) -> Reply | None:
        if ask.path in ("/", "/default.aspx"):
            return Reply(
                self.frame(
                    "Trang chủ",
                    "".join(
                        f'<div><a href="/XemTin.aspx?id={i.number}">{esc(i.title)}</a></div>' for i in self.items[:6]
                    ),
                )
            )
        if ask.path == "/lich.aspx":
            month, year = int(ask.query.get("thang", "1")) % 12 + 1, ask.query.get("nam", "2022")[:4]
            return Reply(
                self.frame(
                    "Lịch",
                    f'<table><tr><td>1</td><td>2</td></tr></table><a href="/lich.aspx?thang={month}&nam={year}">sau</a>',
                )
            )
        number = (
            ask.query.get("id", "")
            if ask.path == "/XemTin.aspx"
            else (re.match(r"/xem-tin-(\d+)-", ask.path) or ["", ""])[1]
        )
        for item in self.items:
            if number == str(item.number):
                return Reply(
                    self.frame(
                        item.title,
                        f'<div class="tieu-de">{esc(item.title)}</div><div class="thoi-gian">Đăng lúc {self.printed(item)}</div><div>{self.body_html(item)}</div>',
                    )
                )
        for page in self.pages:
            if ask.path == self.page_path(page):
                return Reply(self.frame(page.label, f"<h3>{esc(page.label)}</h3>{self.page_html(page)}"))
        listing = re.fullmatch(r"/danh-sach-(\w+)\.aspx", ask.path)
        if listing and listing[1] in self.cats:
            items, given = self.listed(listing[1]), ask.query.get("page", "1")
            last = self.count(items, self.size)
            asked = max(1, int(given)) if given.isdigit() else 1
            rows = "".join(
                f'<div class="mot-tin"><b><a href="{self.post_path(i)}">{esc(i.title)}</a></b> - <span>{self.printed(i)}</span></div>'
                for i in self.slice(items, min(asked, last), self.size)
            )
            return Reply(
                self.frame(
                    self.cats[listing[1]],
                    f'<div class="ds">{rows or "Không có bài viết nào."}</div><a href="?page={max(1, asked - 1)}">Trang trước</a> <a href="?page={asked + 1}">Trang sau</a>',
                )
            )
        return None

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.listing_pages(
            [c for c in self.cats if self.listed(c)], self.category_path, self.size, "//div[@class='ds']"
        )


class Caps(Site):
    """Everything in capitals without marks, a mega menu with its copy for telephones, image-only links."""

    make = "caps"
    size = 8

    def post_path(self, item: Item) -> str:
        return f"/{item.category}/{item.order:%Y%m%d}/{item.slug}.htm"

    def key(self, item: Item) -> str:
        return item.slug

    def category_path(self, cat: str, n: int = 1) -> str:
        return f"/{cat}/" + (f"?p={n - 1}" if n > 1 else "")

    def page_path(self, page: Page) -> str:
        return f"/muc/{page.key}.htm"

    def printed(self, item: Item) -> str:
        return f"Ngày đăng: {dmy(item.order, '-')}" if item.at else ""

    def aliases(self) -> dict[str, str]:
        return {self.post_path(i) + "?m=1": self.key(i) for i in self.items}

    def _cap(self, text: str) -> str:
        return strip_marks(text).upper()

    def frame(self, title: str, main: str) -> str:
        mega = "".join(
            f'<div class="mega-col"><a class="mega-h" href="{self.href(e.to)}">{esc(self._cap(e.label))}</a>'
            + "".join(
                f'<div class="mega-row"><a href="{self.href(c.to)}">{esc(self._cap(c.label))}</a>'
                + "".join(f'<a class="l3" href="{self.href(d.to)}">{esc(self._cap(d.label))}</a>' for d in c.children)
                + "</div>"
                for c in e.children
            )
            + "</div>"
            for e in self.menu
        )
        return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{esc(self._cap(title))}</title></head><body><h1>{esc(self._cap(self.label.name))}</h1><p class="vn">{esc(self.label.name)}</p><div class="mega">{mega}</div><div class="mobile-menu" style="display:none">{mega}</div><div class="than">{main}</div><div class="banner-qc"><a href="{self.href("p:bieu-mau") if "bieu-mau" in self.page_of else "/"}"><img src="/img/bieumau.png"></a><map name="m"><area shape="rect" coords="0,0,9,9" href="{self.href("p:lien-he")}" alt="LIEN HE"></map></div><div class="f">HOM NAY: 38 | THANG NAY: 4.377 | {esc(self._cap(self.clock()))}</div></body></html>"""

    def answer_page(self, ask: Ask) -> Reply | None:
        if ask.path == "/":
            return Reply(
                self.frame(
                    "Trang chủ",
                    "".join(
                        f'<div class="t"><a href="{self.post_path(i)}">{esc(i.title)}</a></div>' for i in self.items[:6]
                    ),
                )
            )
        cat = ask.path.strip("/")
        if cat in self.cats:
            items, given = self.listed(cat), ask.query.get("p", "0")
            n = int(given) + 1 if given.isdigit() else 1
            rows = "".join(
                f'<div class="t"><a href="{self.post_path(i)}">{esc(i.title)}</a><br><small>{dmy(i.order, "-")}</small></div>'
                for i in self.slice(items, n, self.size)
            )
            more = (
                f'<p><a href="{self.category_path(cat, n + 1)}">XEM THEM</a></p>'
                if n < self.count(items, self.size)
                else ""
            )
            return Reply(self.frame(self.cats[cat], f'<div id="ds">{rows}</div>{more}'))
        for item in self.items:
            if ask.path == self.post_path(item):
                return Reply(
                    self.frame(
                        item.title,
                        f"<h2>{esc(item.title)}</h2><small>{self.printed(item)}</small>{self.body_html(item)}",
                    )
                )
        for page in self.pages:
            if ask.path == self.page_path(page):
                return Reply(self.frame(page.label, f"<h2>{esc(self._cap(page.label))}</h2>{self.page_html(page)}"))
        return None

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.listing_pages(
            [c for c in self.cats if self.listed(c)], self.category_path, self.size, "//div[@id='ds']"
        )


class NoDates(Site):
    """No date anywhere: not on listings, not on pages, not in addresses. What it shows has no order but its own."""

    make = "nodates"
    size = 10
    dates_in_listing = False
    dates_in_article = False
    knows_dates = False

    def post_path(self, item: Item) -> str:
        return f"/post/{q(item.slug)}"

    def key(self, item: Item) -> str:
        return item.slug

    def category_path(self, cat: str, n: int = 1) -> str:
        return f"/{cat}" + (f"/{n}" if n > 1 else "")

    def page_path(self, page: Page) -> str:
        return f"/info/{page.key}"

    def printed(self, item: Item) -> str:
        return ""

    def frame(self, title: str, main: str) -> str:
        nav = "".join(f'<span class="pill"><a href="{self.href(e.to)}">{esc(e.label)}</a></span>' for e in self.menu)
        return f"<!doctype html><html><head><meta charset=utf-8><title>{esc(title)}</title></head><body><center><h1>{esc(self.label.name)}</h1>{nav}</center><hr>{main}<hr><address>{esc(self.label.name)}</address></body></html>"

    def answer_page(self, ask: Ask) -> Reply | None:
        if ask.path == "/":
            return Reply(
                self.frame(
                    self.label.name,
                    "<p>Chào mừng quý phụ huynh.</p>"
                    + "".join(f'<p><a href="{self.post_path(i)}">{esc(i.title)}</a></p>' for i in self.items[:3]),
                )
            )
        for item in self.items:
            if ask.path == self.post_path(item):
                return Reply(self.frame(item.title, f"<h2>{esc(item.title)}</h2>{self.body_html(item)}"))
        for page in self.pages:
            if ask.path == self.page_path(page):
                return Reply(self.frame(page.label, f"<h2>{esc(page.label)}</h2>{self.page_html(page)}"))
        listing = re.fullmatch(r"/(\w+)(?:/(\d+))?", ask.path)
        if listing and listing[1] in self.cats:
            items, n = self.listed(listing[1]), int(listing[2] or 1)
            last = self.count(items, self.size)
            if n > last:
                return None
            rows = "".join(
                f'<h3><a href="{self.post_path(i)}">{esc(i.title)}</a></h3>' for i in self.slice(items, n, self.size)
            )
            nav = " · ".join(
                str(k) if k == n else f'<a href="{self.category_path(listing[1], k)}">{k}</a>'
                for k in range(1, last + 1)
            )
            return Reply(self.frame(self.cats[listing[1]], f'<div class="list">{rows}</div><p>{nav}</p>'))
        return None

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.listing_pages(
            [c for c in self.cats if self.listed(c)], self.category_path, self.size, "//div[@class='list']"
        )
