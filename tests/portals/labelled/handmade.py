"""Portals that somebody wrote by hand, first part: `?trang=`, "Trang 1/14", US dates, relative dates."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html import escape as esc

from tests.portals.labelled.model import VN, Item, ListingTruth, Page
from tests.portals.labelled.site import Ask, Reply, Site, attr
from tests.portals.labelled.text import ENGLISH_MONTHS, dmy


class Trang(Site):
    """Plain PHP with tables: `index.php?trang=2&muc=tin`, session ids in every link, dates that are none (1970, 31/02)."""

    make = "trang"
    size = 9

    def post_path(self, item: Item) -> str:
        return f"/chitiet.php?id={item.number}"

    def category_path(self, cat: str, n: int = 1) -> str:
        return f"/danhsach.php?muc={cat}" + (f"&trang={n}" if n > 1 else "")

    def page_path(self, page: Page) -> str:
        return f"/noidung.php?bai={page.key}"

    def printed(self, item: Item) -> str:
        return item.shown if item.shown is not None else dmy(item.order)

    def aliases(self) -> dict[str, str]:
        return {f"/chitiet.php?id={i.number}&PHPSESSID=a1b2c3d4": self.key(i) for i in self.items} | {
            f"/chitiet.php?id={i.number}&in=1": self.key(i) for i in self.items
        }

    def frame(self, title: str, main: str) -> str:
        rows = "".join(
            f"<tr><td class='m'><a href='{attr(self.href(e.to))}'>{esc(e.label)}</a></td></tr>"
            + "".join(
                f"<tr><td class='m2'>- <a href='{attr(self.href(c.to))}'>{esc(c.label)}</a></td></tr>"
                for c in e.children
            )
            for e in self.menu
        )
        return f"<html><head><title>{esc(title)} - {esc(self.label.name)}</title><meta charset='utf-8'></head><body><table width=1000 border=0 align=center><tr><td colspan=2><img src='/banner.jpg' alt='{attr(self.label.name)}'></td></tr><tr><td colspan=2 bgcolor=#cc0000><marquee>Chào mừng kỷ niệm 40 năm Ngày Nhà giáo Việt Nam (20/11/1982 - 20/11/2022)</marquee></td></tr><tr><td width=200 valign=top><table id=menu>{rows}</table><p>Bây giờ là {self.clock()}</p><p>Online: 3 / Hôm nay: 38</p></td><td valign=top>{main}</td></tr><tr><td colspan=2 align=center>{esc(self.label.name)} &copy; 2013</td></tr></table></body></html>"

    def answer_page(self, ask: Ask) -> Reply | None:
        if ask.path in ("/", "/index.php"):
            return Reply(
                self.frame(
                    "Trang chủ",
                    "<table>"
                    + "".join(
                        f"<tr><td><a href='{self.post_path(i)}&PHPSESSID=a1b2c3d4'>{esc(i.title)}</a> <i>({self.printed(i)})</i></td></tr>"
                        for i in self.items[:8]
                    )
                    + "</table>",
                )
            )
        for item in self.items:
            if ask.path == "/chitiet.php" and ask.query.get("id") == str(item.number):
                return Reply(
                    self.frame(
                        item.title,
                        f"<h2>{esc(item.title)}</h2><p><i>Cập nhật: {self.printed(item)} - Xem: 1.{item.number}</i> <a href='{self.post_path(item)}&in=1'>[In]</a></p>{self.body_html(item)}",
                    )
                )
        cat = ask.query.get("muc", "")
        if ask.path == "/danhsach.php" and cat in self.cats:
            items, given = self.listed(cat), ask.query.get("trang", "1")
            n, last = int(given) if given.isdigit() else 1, self.count(items, self.size)
            rows = "".join(
                f"<tr><td>{k}</td><td><a href='{self.post_path(i)}'>{esc(i.title)}</a></td><td>{self.printed(i)}</td></tr>"
                for k, i in enumerate(self.slice(items, n, self.size), 1)
            )
            nav = " | ".join(
                f"<b>{k}</b>" if k == n else f"<a href='{attr(self.category_path(cat, k))}'>{k}</a>"
                for k in range(1, last + 1)
            )
            return Reply(
                self.frame(
                    self.cats[cat],
                    f"<h2>{esc(self.cats[cat])}</h2><table id=ds border=1><tr><th>TT<th>Tiêu đề<th>Ngày</tr>{rows}</table><p>Trang: {nav}</p>"
                    if items
                    else f"<h2>{esc(self.cats[cat])}</h2><p>Chưa có tin</p>",
                )
            )
        for page in self.pages:
            if ask.path == "/noidung.php" and ask.query.get("bai") == page.key:
                return Reply(self.frame(page.label, f"<h2>{esc(page.label)}</h2>{self.page_html(page)}"))
        return None

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.listing_pages(
            [c for c in self.cats if self.listed(c)], self.category_path, self.size, "//table[@id='ds']"
        )


class Pager14(Site):
    """A theme of cards with `dd.mm.yyyy`, "Trang 1/14" and one next arrow; the newest notice is pinned to every page."""

    make = "pager14"
    size = 6

    def post_path(self, item: Item) -> str:
        return f"/bai-viet/{item.slug}.{item.number}"

    def category_path(self, cat: str, n: int = 1) -> str:
        return f"/muc/{cat}" + (f"/trang-{n}" if n > 1 else "")

    def page_path(self, page: Page) -> str:
        return f"/trang/{page.key}"

    def printed(self, item: Item) -> str:
        return dmy(item.order, ".") if item.at else ""

    def aliases(self) -> dict[str, str]:
        return {self.post_path(i) + "/amp": self.key(i) for i in self.items} | {
            self.post_path(i) + "?utm_source=zalo&utm_medium=share": self.key(i) for i in self.items
        }

    def frame(self, title: str, main: str, head: str = "") -> str:
        nav = "".join(
            f'<div class="nav__group"><a class="nav__head" href="{self.href(e.to)}">{esc(e.label)}</a>'
            + "".join(f'<a class="nav__sub" href="{self.href(c.to)}">{esc(c.label)}</a>' for c in e.children)
            + "</div>"
            for e in self.menu
        )
        jump = "".join(f'<option value="{self.href(e.to)}">{esc(e.label)}</option>' for e in self.menu if e.to)
        return f"""<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{esc(title)}</title>{head}</head><body><header class="hdr"><a href="/" class="hdr__brand">{esc(self.label.name)}</a><time class="hdr__now">{self.clock()}</time></header><nav class="nav">{nav}</nav><select class="nav-mobile" onchange="location=this.value"><option value="">Danh mục</option>{jump}</select><main class="wrap">{main}</main><aside class="side"><h4>Sắp diễn ra</h4><p>20.11.2026 Lễ 20/11</p></aside><footer>© 2015–{self.now.year} {esc(self.label.name)}</footer></body></html>"""

    def card(self, item: Item) -> str:
        return f'<section class="card"><a class="card__link" href="{self.post_path(item)}"><img src="/anh/{item.number}.jpg" alt=""></a><div class="card__t"><a href="{self.post_path(item)}">{esc(item.title)}</a></div><span class="card__d">{self.printed(item)}</span><span class="card__v">1.{item.number} lượt</span></section>'

    def answer_page(self, ask: Ask) -> Reply | None:
        path = ask.path
        if path == "/":
            return Reply(self.frame(self.label.name, "".join(map(self.card, self.items[:6]))))
        listing = re.fullmatch(r"/muc/(\w+)(?:/trang-(\d+))?", path)
        if listing and listing[1] in self.cats:
            cat, n = listing[1], int(listing[2] or 1)
            items = self.listed(cat)
            last = self.count(items, self.size)
            if n > last:
                return None
            pinned = [i for i in items if i.sticky]
            body = "".join(f'<div class="pin">{self.card(i)}</div>' for i in pinned) + "".join(
                map(self.card, self.slice([i for i in items if not i.sticky], n, self.size))
            )
            after = (
                f'<a class="arrow" href="{self.category_path(cat, n + 1)}" aria-label="Trang sau">&raquo;</a>'
                if n < last
                else ""
            )
            return Reply(
                self.frame(
                    self.cats[cat],
                    f'<h1>{esc(self.cats[cat])}</h1><div class="cards">{body}</div><div class="pager">Trang {n}/{last} {after}</div>',
                )
            )
        for item in self.items:
            if path in (self.post_path(item), self.post_path(item) + "/amp"):
                head = f'<link rel="canonical" href="{self.base_url}{self.post_path(item)}"><link rel="amphtml" href="{self.base_url}{self.post_path(item)}/amp">'
                return Reply(
                    self.frame(
                        item.title,
                        f'<article class="post"><h1>{esc(item.title)}</h1><div class="post__meta"><span>{self.printed(item)}</span></div><div class="post__body">{self.body_html(item)}</div></article>',
                        head,
                    )
                )
        for page in self.pages:
            if path == self.page_path(page):
                return Reply(
                    self.frame(
                        page.label, f'<article class="post"><h1>{esc(page.label)}</h1>{self.page_html(page)}</article>'
                    )
                )
        return None

    def count(self, items: list[Item], size: int) -> int:
        return super().count([i for i in items if not i.sticky], size)

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.listing_pages(
            [c for c in self.cats if self.listed(c)], self.category_path, self.size, "//div[@class='cards']"
        )


class UsDates(Pager14):
    """An English theme on a US server: `m/d/Y` on listings (some months prove the order), "September 5, 2021" inside."""

    make = "usdates"
    size = 11

    def post_path(self, item: Item) -> str:
        return f"/article/{item.number}/{item.slug}"

    def category_path(self, cat: str, n: int = 1) -> str:
        return f"/category/{cat}" + (f"?paged={n}" if n > 1 else "")

    def page_path(self, page: Page) -> str:
        return f"/about/{page.key}"

    def aliases(self) -> dict[str, str]:
        return {f"/article/{i.number}/{i.slug}?print=true": self.key(i) for i in self.items}

    def printed(self, item: Item) -> str:
        return f"{ENGLISH_MONTHS[item.order.month - 1]} {item.order.day}, {item.order.year}" if item.at else ""

    def frame(self, title: str, main: str, head: str = "") -> str:
        nav = "".join(
            f'<li class="dropdown-item"><a href="{self.href(e.to)}">{esc(e.label)}</a>'
            + (
                "<ol>"
                + "".join(f'<li><a href="{self.href(c.to)}">{esc(c.label)}</a></li>' for c in e.children)
                + "</ol>"
                if e.children
                else ""
            )
            + "</li>"
            for e in self.menu
        )
        return f"""<!doctype html><html lang="en"><head><title>{esc(title)}</title><meta charset="utf-8"></head><body><div class="topbar">Today: {self.now.month}/{self.now.day}/{self.now.year}</div><h2 class="brand"><a href="/">{esc(self.label.name)}</a></h2><ol class="mainnav">{nav}</ol><div class="columns"><div class="primary">{main}</div><div class="secondary"><h3>Recent Posts</h3><ul>{"".join(f'<li><a href="{self.post_path(i)}">{esc(i.title)}</a></li>' for i in self.items[:4])}</ul></div></div><div class="copyright">Copyright 2014-{self.now.year}</div></body></html>"""

    def card(self, item: Item) -> str:
        return f'<dt><a href="{self.post_path(item)}">{esc(item.title)}</a></dt><dd><small>Posted on {item.order.month}/{item.order.day}/{item.order.year}</small> {esc(item.lead)}</dd>'

    def answer_page(self, ask: Ask) -> Reply | None:
        if ask.path == "/":
            return Reply(self.frame(self.label.name, f"<dl>{''.join(map(self.card, self.items[:5]))}</dl>"))
        cat = ask.path.removeprefix("/category/")
        if ask.path.startswith("/category/") and cat in self.cats:
            items, given = self.listed(cat), ask.query.get("paged", "1")
            n, last = int(given) if given.isdigit() else 1, self.count(items, self.size)
            after = f'<a class="older" href="{self.category_path(cat, n + 1)}">Older posts →</a>' if n < last else ""
            return Reply(
                self.frame(
                    self.cats[cat],
                    f"<h1>Category: {esc(self.cats[cat])}</h1><dl id='archive'>{''.join(map(self.card, self.slice(items, n, self.size)))}</dl>{after}",
                )
            )
        for item in self.items:
            if ask.path == self.post_path(item):
                return Reply(
                    self.frame(
                        item.title,
                        f'<div class="single"><h1>{esc(item.title)}</h1><p class="byline">Posted on {self.printed(item)} by admin</p><div class="entry">{self.body_html(item)}</div></div>',
                    )
                )
        for page in self.pages:
            if ask.path == self.page_path(page):
                return Reply(
                    self.frame(
                        page.label, f'<div class="single"><h1>{esc(page.label)}</h1>{self.page_html(page)}</div>'
                    )
                )
        return None

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.listing_pages(
            [c for c in self.cats if self.listed(c)], self.category_path, self.size, "//dl[@id='archive']"
        )


def fresh(now: datetime, days: tuple[int, ...]) -> tuple[str, ...]:
    """Moments `days` ago, at noon or earlier, as ``2026-11-19 09:00``; they follow the clock, the rest does not."""
    return tuple(f"{now.astimezone(VN) - timedelta(days=d, hours=1):%Y-%m-%d %H:%M}" for d in days)


class Relative(Site):
    """Recent posts say "3 ngày trước" on listings and pages; older ones say a date. The window is years away."""

    make = "relative"
    size = 10

    def post_path(self, item: Item) -> str:
        return f"/tin/{item.slug}"

    def key(self, item: Item) -> str:
        return item.slug

    def category_path(self, cat: str, n: int = 1) -> str:
        return f"/danh-muc/{cat}" + (f"?p={n}" if n > 1 else "")

    def page_path(self, page: Page) -> str:
        return f"/{page.key}"

    def printed(self, item: Item) -> str:
        age = (self.now - item.order).days
        if age < 1:
            return "vài giờ trước"
        if age < 14:
            return f"{age} ngày trước"
        return (
            f"{age // 7} tuần trước"
            if age < 31
            else f"ngày {item.order.day} tháng {item.order.month} năm {item.order.year}"
        )

    def frame(self, title: str, main: str) -> str:
        nav = "".join(
            f'<a class="menu-link" data-href="{self.href(e.to)}" href="{self.href(e.to)}">{esc(e.label)}</a>'
            + "".join(f'<a class="menu-link sub" href="{self.href(c.to)}">{esc(c.label)}</a>' for c in e.children)
            for e in self.menu
        )
        return f"<!doctype html><html lang='vi'><head><meta charset='utf-8'><title>{esc(title)}</title></head><body><div id='app-shell'><div class='hero'>{esc(self.label.name)}</div><div class='menu'>{nav}</div><div class='feed'>{main}</div><div class='foot'>Đang xem: 3 người · cập nhật vài giây trước</div></div></body></html>"

    def answer_page(self, ask: Ask) -> Reply | None:
        if ask.path == "/":
            return Reply(
                self.frame(
                    self.label.name,
                    "".join(
                        f"<p><a href='{self.post_path(i)}'>{esc(i.title)}</a> <em>{self.printed(i)}</em></p>"
                        for i in self.items[:6]
                    ),
                )
            )
        cat = ask.path.removeprefix("/danh-muc/")
        if cat in self.cats:
            items, given = self.listed(cat), ask.query.get("p", "1")
            n, last = int(given) if given.isdigit() else 1, self.count(items, self.size)
            rows = "".join(
                f"<div class='feed-row'><h3><a href='{self.post_path(i)}'>{esc(i.title)}</a></h3><span class='ago'>{self.printed(i)}</span></div>"
                for i in self.slice(items, n, self.size)
            )
            after = f"<a class='more' href='{self.category_path(cat, n + 1)}'>Xem thêm</a>" if n < last else ""
            return Reply(self.frame(self.cats[cat], f"<div id='feed'>{rows}</div>{after}"))
        for item in self.items:
            if ask.path == self.post_path(item):
                return Reply(
                    self.frame(
                        item.title,
                        f"<h1>{esc(item.title)}</h1><span class='ago'>{self.printed(item)}</span><div class='text'>{self.body_html(item)}</div>",
                    )
                )
        for page in self.pages:
            if ask.path == self.page_path(page):
                return Reply(self.frame(page.label, f"<h1>{esc(page.label)}</h1>{self.page_html(page)}"))
        return None

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.listing_pages(
            [c for c in self.cats if self.listed(c)], self.category_path, self.size, "//div[@id='feed']"
        )
