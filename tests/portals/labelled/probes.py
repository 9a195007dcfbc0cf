"""A plain portal for the probes of the line of 40, in variants that differ in nothing but how a day is told.

`Plain` is what a small local company builds: readable, paged by GET, a date on every listing and page. So a probe's
result hangs on the probe alone. `NewsDistrict` is a Phòng whose news its schools copy to the letter.
"""
# ruff: noqa: E501 (markup stands on the lines on which its author left it)

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from html import escape as esc

from tests.portals.labelled.drupal import Drupal10
from tests.portals.labelled.hosted import QuangIch
from tests.portals.labelled.joomla import Joomla5
from tests.portals.labelled.model import Item, ListingTruth, Menu, Page
from tests.portals.labelled.nukeviet import NukeViet45
from tests.portals.labelled.parents import District, Way
from tests.portals.labelled.site import Ask, Reply, attr
from tests.portals.labelled.text import dmy
from tests.portals.labelled.voices import PICTURE, Voiced, sent_down


class Plain(Voiced):
    """`/bai-viet/<slug>-<id>.html` and `/chuyen-muc/<key>?page=2`; any categories."""

    make = "plain"
    size = 12
    section_of_category: Mapping[str, str] = {"tin": "tin_tuc", "vb": "van_ban", "ck": "cong_khai"}

    def post_path(self, item: Item) -> str:
        return f"/bai-viet/{item.slug[:80]}-{item.number}.html"

    def category_path(self, cat: str, n: int = 1) -> str:
        return f"/chuyen-muc/{cat}" + (f"?page={n}" if n > 1 else "")

    def page_path(self, page: Page) -> str:
        return f"/trang/{page.key}.html"

    def printed(self, item: Item) -> str:
        return item.shown if item.shown is not None else f"Ngày đăng: {dmy(item.order)}"

    def stamp(self, item: Item) -> str:
        """How a post's day is told, on listings and on its page."""
        return f'<span class="post-date">{self.printed(item)}</span>'

    def _nav(self, entries: Sequence[Menu]) -> str:
        return "".join(
            f'<li><a href="{attr(self.href(e.to))}">{esc(e.label)}</a>{f"<ul>{self._nav(e.children)}</ul>" if e.children else ""}</li>'
            for e in entries
        )

    def frame(self, title: str, main: str) -> str:
        return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{esc(title)} - {esc(self.label.name)}</title><link rel="stylesheet" href="/css/app.css"></head><body><header><a class="brand" href="/">{esc(self.label.name)}</a></header><nav class="navbar"><ul>{self._nav(self.menu)}</ul></nav><main class="container">{main}</main><footer><p>{esc(self.label.name)}</p><p>Lượt truy cập: 204.377</p></footer><script src="/js/app.js"></script></body></html>"""

    def answer_page(self, ask: Ask) -> Reply | None:
        if ask.path == "/robots.txt":
            return Reply("User-agent: *\nDisallow: /admin\n", kind="text/plain")
        if ask.path == "/":
            rows = "".join(f'<li><a href="{self.post_path(i)}">{esc(i.title)}</a></li>' for i in self.items[:6])
            return Reply(self.frame("Trang chủ", f"<h1>{esc(self.label.name)}</h1><h2>Bài mới</h2><ul>{rows}</ul>"))
        for item in self.items:
            if ask.path == self.post_path(item):
                return Reply(
                    self.frame(
                        item.title,
                        f'<ol class="breadcrumb"><li><a href="/">Trang chủ</a></li><li><a href="{self.category_path(item.category)}">{esc(self.cats[item.category])}</a></li></ol><article class="post"><h1>{esc(item.title)}</h1>{self.stamp(item)}<div class="post-content">{self.body_html(item)}</div></article>',
                    )
                )
        for page in self.pages:
            if ask.path == self.page_path(page):
                return Reply(self.frame(page.label, f"<h1>{esc(page.label)}</h1>{self.page_html(page)}"))
        for cat in self.cats:
            if ask.path == self.category_path(cat):
                return Reply(self.listing(cat, ask.query.get("page", "1")))
        return None

    def listing(self, cat: str, given: str) -> str:
        items = self.listed(cat)
        n, last = int(given) if given.isdigit() else 1, self.count(items, self.size)
        rows = "".join(
            f'<article class="post-item"><h3><a href="{self.post_path(i)}">{esc(i.title)}</a></h3>{self.stamp(i)}<p>{esc(i.lead)}</p></article>'
            for i in self.slice(items, n, self.size)
        )
        nav = "".join(
            f'<li class="page-item{" active" if k == n else ""}"><a class="page-link" href="{self.category_path(cat, k)}">{k}</a></li>'
            for k in range(1, last + 1)
        )
        return self.frame(
            self.cats[cat],
            f'<h1>{esc(self.cats[cat])}</h1><div class="post-list">{rows or "<p>Chưa có bài viết</p>"}</div><ul class="pagination">{nav}</ul>',
        )

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.listing_pages(
            [c for c in self.cats if self.listed(c)], self.category_path, self.size, "//div[@class='post-list']"
        )


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


class UtcOnly(Plain):
    """The day stands nowhere but in `time[datetime]`, in UTC; a script writes it out for people."""

    make = "plain-utc-only"
    dates_in_listing = False
    dates_in_article = False

    def stamp(self, item: Item) -> str:
        return f'<time class="post-date" datetime="{_utc(item.order)}" data-format="DD/MM/YYYY"></time>'


class UtcBeside(Plain):
    """The local day is printed, the machine time beside it is in UTC and often a day behind."""

    make = "plain-utc-beside"

    def stamp(self, item: Item) -> str:
        return f'<time class="post-date" datetime="{_utc(item.order)}">{self.printed(item)} {item.order:%H:%M}</time>'


class VoicedJoomla(Voiced, Joomla5):
    """Joomla 5 with posts in a school's own words."""


class VoicedDrupal(Voiced, Drupal10):
    """Drupal 10 with posts in a school's own words."""


class VoicedQuangIch(Voiced, QuangIch):
    """Quảng Ích with posts in a school's own words."""


class VoicedNukeViet(Voiced, NukeViet45):
    """NukeViet 4.5 with posts in a school's own words."""

    def article(self, item: Item, at: str) -> str:
        out, empty = super().article(item, at), 'id="news-bodyhtml" class="bodytext margin-bottom-lg">'
        return out.replace(empty, empty + self.body_html(item)) if PICTURE in item.traps else out


class NewsDistrict(District):
    """A Phòng with news of its own: those that schools copy, with the same days and words."""

    def __init__(self, host: str, name: str, members: Sequence[tuple[str, str, Way, str]]) -> None:
        super().__init__(host, name, members)
        self.news = sent_down("2021-2022", 45)

    def answer(self, ask: Ask) -> Reply:
        """Its news, then what every Phòng has."""
        if ask.path == "/":
            return self._frame(self.name, "<p><a href='/tin-tuc.html'>Tin tức của Phòng</a></p>")
        if ask.path == "/tin-tuc.html":
            rows = "".join(
                f"<p><a href='/tin-tuc/{k}.html'>{esc(title)}</a> ({dmy(at)})</p>"
                for k, (at, title, _) in enumerate(self.news, 1)
            )
            return self._frame("Tin tức của Phòng", rows)
        for k, (at, title, body) in enumerate(self.news, 1):
            if ask.path == f"/tin-tuc/{k}.html":
                return self._frame(
                    title, f"<h2>{esc(title)}</h2><em>{dmy(at)}</em>" + "".join(f"<p>{esc(text)}</p>" for text in body)
                )
        return super().answer(ask)
