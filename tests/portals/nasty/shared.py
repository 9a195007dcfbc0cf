"""A school under a path of a host that many schools share, and a portal that shouts in decomposed letters."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from html import escape as esc
from html import unescape
from urllib.parse import quote

from tests.portals.labelled.model import ListingTruth
from tests.portals.labelled.site import Ask, Reply, attr, redirect
from tests.portals.labelled.text import dmy
from tests.portals.nasty.portal import Portal
from tests.portals.nasty.posts import Post


class UnderPath(Portal):
    """`/th-an-binh/` beside `/th-an-binh-2/`: every page carries "Tin toàn ngành" with dated news of the neighbours.

    "Xem thêm" shows the same page again, longer: page 2 holds what page 1 held and ten more.
    """

    make = "chung-may-chu"
    size = 10
    neighbour: Portal | None = None

    def post_path(self, post: Post) -> str:
        return f"{self.prefix}/tin/{post.number}"

    def list_path(self, cat: str, n: int = 1) -> str:
        return f"{self.prefix}/muc/{cat}" + (f"?trang={n}" if n > 1 else "")

    def part_path(self, key: str) -> str:
        return f"{self.prefix}/gioi-thieu/{key}"

    def on_page(self, cat: str, n: int) -> list[Post]:
        return self.of(cat)[: n * self.size]

    def printed(self, post: Post) -> str:
        return f"Ngày đăng {dmy(post.at, '-')}"

    def _frame(self, title: str, main: str) -> Reply:
        menu = "".join(f'<li><a href="{attr(where)}">{esc(label)}</a></li>' for label, where in self.entries())
        others = self.neighbour.posts[::5][:8] if self.neighbour else ()
        news = "".join(
            f'<li><a href="{self.neighbour.post_path(p)}">{esc(p.title)}</a> ({dmy(p.at, "-")})</li>'
            for p in others
            if self.neighbour
        )
        news += "".join(
            f'<li><a href="/nganh/{k}">Ngành giáo dục họp giao ban lần {k}</a> ({k + 9}-10-2021)</li>'
            for k in range(1, 5)
        )
        return Reply(f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{esc(title)} - {esc(self.name)}</title></head><body><div class="top"><a href="/">Cổng giáo dục Vĩnh Lộc</a></div><div class="ten"><a href="{self.prefix}/">{esc(self.name)}</a></div><ul class="menu">{menu}</ul><div class="main">{main}</div><div class="khoi"><h3>Tin toàn ngành</h3><ul>{news}</ul></div></body></html>')  # fmt: skip

    def _rows(self, posts: list[Post]) -> str:
        return "".join(f'<div class="item"><h4><a href="{self.post_path(p)}">{esc(p.title)}</a></h4><span>{self.printed(p)}</span></div>' for p in posts)  # fmt: skip

    def respond(self, ask: Ask) -> Reply | None:
        path = ask.path.removeprefix(self.prefix)
        if path == "/":
            return self._frame("Trang chủ", f"<h3>Tin của trường</h3>{self._rows(list(self.posts[:5]))}")
        if (cat := path.removeprefix("/muc/")) in self.cats and (given := ask.query.get("trang", "1")).isdigit():
            n = int(given)
            more = f'<a class="them" href="{self.list_path(cat, n + 1)}">Xem thêm</a>' if n < self.pages(cat) else ""
            return self._frame(
                self.cats[cat],
                f'<h3>{esc(self.cats[cat])}</h3><div id="ds">{self._rows(self.on_page(cat, n))}</div>{more}',
            )
        if (found := re.fullmatch(r"/tin/(\d+)", path)) and (post := self.by_number.get(int(found[1]))):
            return self._frame(
                post.title, f"<h3>{esc(post.title)}</h3><span>{self.printed(post)}</span>{self.body_html(post)}"
            )
        if part := self.parts.get(path.removeprefix("/gioi-thieu/")):
            return self._frame(part.label, f"<h3>{esc(part.label)}</h3>{self.part_html(part)}")
        return None

    def foreign(self) -> tuple[str, ...]:
        others = tuple(self.neighbour.post_path(p) for p in self.neighbour.posts) if self.neighbour else ()
        return (*others, *(f"/nganh/{k}" for k in range(1, 5)))

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.paged("//div[@id='ds']")


class SharedHost:
    """The host of several schools: a school's answer under its path, the host's own pages otherwise."""

    def __init__(self, schools: Sequence[Portal]) -> None:
        self.schools = schools

    def answer(self, ask: Ask) -> Reply:
        """Answer a request."""
        for school in self.schools:
            if ask.path.startswith(school.prefix + "/") or ask.path in school.docs:
                return school.answer(ask)
            if ask.path == school.prefix:
                return redirect(school.prefix + "/", 301)
        if ask.path == "/":
            links = "".join(f'<li><a href="{s.prefix}/">{esc(s.name)}</a></li>' for s in self.schools)
            return Reply(
                f"<title>Cổng giáo dục Vĩnh Lộc</title><meta charset=utf-8><h1>Cổng giáo dục Vĩnh Lộc</h1><ul>{links}</ul>"
            )
        if ask.path.startswith("/nganh/"):
            return Reply(
                "<title>Giao ban</title><meta charset=utf-8><h1>Ngành giáo dục họp giao ban</h1><p>12-10-2021</p>"
            )
        return Reply("<h1>404</h1>", 404)


def loud(text: str) -> str:
    """The text in capitals and apart: each mark behind its letter, as a Mac's files and PDFs leave it."""
    return unicodedata.normalize("NFD", text.upper())


class Loud(Portal):
    """All words in capitals and NFD, the addresses of posts too (percent-encoded, spaces and all); `?TRANG=2`."""

    make = "chu-hoa"
    size = 6

    def post_path(self, post: Post) -> str:
        return "/" + quote(loud(f"Bài viết/{post.title.replace('/', '-')}"))

    def key(self, post: Post) -> str:
        return post.slug

    def list_path(self, cat: str, n: int = 1) -> str:
        return f"/{cat.upper()}.HTM" + (f"?TRANG={n}" if n > 1 else "")

    def part_path(self, key: str) -> str:
        return "/" + quote(loud(self.parts[key].label)) + ".HTM"

    def printed(self, post: Post) -> str:
        return loud(f"Ngày {post.at.day:02d} tháng {post.at.month} năm {post.at.year}")

    def _frame(self, title: str, main: str) -> Reply:
        menu = "".join(f'<LI><A HREF="{attr(where)}">{esc(loud(label))}</A></LI>' for label, where in self.entries())
        main = re.sub(r">([^<>]+)<", lambda found: f">{esc(loud(unescape(found[1])))}<", main)
        return Reply(f'<!DOCTYPE html><HTML><HEAD><META CHARSET="UTF-8"><TITLE>{esc(loud(title))}</TITLE></HEAD><BODY><H1>{esc(loud(self.name))}</H1><UL CLASS="MENU">{menu}</UL><DIV CLASS="MAIN">{main}</DIV></BODY></HTML>')  # fmt: skip

    def _rows(self, posts: list[Post]) -> str:
        return "".join(f'<DIV CLASS="TIN"><A HREF="{self.post_path(p)}">{esc(loud(p.title))}</A> <SPAN>{self.printed(p)}</SPAN><P>{esc(p.lead)}</P></DIV>' for p in posts)  # fmt: skip

    def respond(self, ask: Ask) -> Reply | None:
        path = ask.path
        if path == "/":
            return self._frame("Trang chủ", self._rows(list(self.posts[:5])))
        for cat, label in self.cats.items():
            if path == self.list_path(cat) and (given := ask.query.get("TRANG", "1")).isdigit():
                n = int(given)
                links = "".join(
                    f"<B>{k}</B> " if k == n else f'<A HREF="{self.list_path(cat, k)}">{k}</A> '
                    for k in range(1, self.pages(cat) + 1)
                )
                return self._frame(
                    label, f'<H2>{label}</H2><DIV ID="DS">{self._rows(self.on_page(cat, n))}</DIV><P>{links}</P>'
                )
        for post in self.posts:
            if quote(path) == self.post_path(post):
                return self._frame(
                    post.title, f"<H2>{esc(loud(post.title))}</H2><P>{self.printed(post)}</P>{self.body_html(post)}"
                )
        for key, part in self.parts.items():
            if quote(path) == self.part_path(key):
                return self._frame(part.label, f"<H2>{esc(part.label)}</H2>{self.part_html(part)}")
        return None

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.paged("//div[@id='DS']")
