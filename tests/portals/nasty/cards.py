"""Portals of boxes: cards that are one link, div soup without a semantic tag, entries whose only link says "Chi tiết"."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

import re
import uuid
from datetime import UTC
from html import escape as esc

from tests.portals.labelled.model import ListingTruth
from tests.portals.labelled.site import Ask, Reply, attr
from tests.portals.nasty.portal import Portal
from tests.portals.nasty.posts import Post


class Cards(Portal):
    """Bootstrap cards, each wholly an <a>, with day, month and year in spans of their own; pages print no date at all.

    The pager ``‹ 1 2 … 5 ›`` has only data-page; <link rel=next> in the head leads on, by offset.
    """

    make = "bootstrap-cards"
    dates_in_article = False
    size = 9

    def post_path(self, post: Post) -> str:
        return f"/bai/{post.slug}"

    def key(self, post: Post) -> str:
        return post.slug

    def list_path(self, cat: str, n: int = 1) -> str:
        return f"/muc/{cat}" + (f"?bat-dau={(n - 1) * self.size}" if n > 1 else "")

    def part_path(self, key: str) -> str:
        return f"/{key}"

    def _frame(self, title: str, main: str, head: str = "") -> Reply:
        menu = "".join(f'<li class="nav-item"><a class="nav-link" href="{attr(where)}">{esc(label)}</a></li>' for label, where in self.entries())  # fmt: skip
        return Reply(f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{esc(title)}</title>{head}<link rel="stylesheet" href="/css/bootstrap.min.css"></head><body><nav class="navbar navbar-expand-lg"><a class="navbar-brand" href="/">{esc(self.name)}</a><ul class="navbar-nav">{menu}</ul></nav><main class="container">{main}</main><footer class="bg-dark text-light"><p>{esc(self.name)}</p><p>Đang truy cập: 4. Hôm nay: 38. Tháng trước: 4.377</p></footer></body></html>')  # fmt: skip

    def _cards(self, posts: list[Post]) -> str:
        return '<div class="row">' + "".join(
            f'<div class="col-md-4"><a class="card h-100 text-decoration-none" href="{self.post_path(p)}"><img class="card-img-top" src="/anh/{p.number}.jpg" alt=""><div class="badge-lich"><span class="ngay">{p.at.day:02d}</span><span class="thang">Th{p.at.month}</span><span class="nam">{p.at.year}</span></div><div class="card-body"><div class="card-title">{esc(p.title)}</div><div class="card-text small">{esc(p.lead)}</div><div class="text-muted">{p.number % 90 + 10} lượt xem</div></div></a></div>'
            for p in posts
        ) + "</div>"  # fmt: skip

    def respond(self, ask: Ask) -> Reply | None:
        path = ask.path
        if path == "/":
            return self._frame(self.name, f"<h2>Mới cập nhật</h2>{self._cards(list(self.posts[:6]))}")
        if found := re.fullmatch(r"/muc/(\w+)", path):
            cat, given = found[1], ask.query.get("bat-dau", "0")
            if cat not in self.cats or not given.isdigit():
                return None
            n, last = int(given) // self.size + 1, self.pages(cat)
            head = f'<link rel="next" href="{attr(self.list_path(cat, n + 1))}">' if n < last else ""
            head += f'<link rel="prev" href="{attr(self.list_path(cat, n - 1))}">' if n > 1 else ""
            near = [k for k in range(1, last + 1) if k in (1, last) or abs(k - n) < 2]
            numbers = "".join((" … " if k - 1 not in near and k > 1 else "") + f'<li class="page-item{" active" if k == n else ""}"><a class="page-link" href="#" data-page="{k}">{k}</a></li>' for k in near)  # fmt: skip
            pager = f'<ul class="pagination"><li class="page-item"><a class="page-link" href="#" data-page="{max(1, n - 1)}">‹</a></li>{numbers}<li class="page-item"><a class="page-link" href="#" data-page="{min(last, n + 1)}">›</a></li></ul>'
            return self._frame(self.cats[cat], f'<h1 class="h4">{esc(self.cats[cat])}</h1><div id="ds">{self._cards(self.on_page(cat, n))}</div>{pager}', head)  # fmt: skip
        if path.startswith("/bai/") and (post := self.by_slug.get(path[5:])):
            return self._frame(post.title, f'<h1 class="h3">{esc(post.title)}</h1><p class="text-muted">Lượt xem: 1.{post.number}</p><div class="noi-dung">{self.body_html(post)}</div>')  # fmt: skip
        if part := self.parts.get(path[1:]):
            return self._frame(part.label, f'<h1 class="h4">{esc(part.label)}</h1>{self.part_html(part)}')
        return None

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.paged("//div[@id='ds']")


class DivSoup(Portal):
    """Tailwind: nothing but div and a, class names that say nothing, <time datetime=…Z> without text (UTC, filled by a script).

    Addresses are UUIDs; "Cũ hơn" goes on from the last one shown; the menu is buttons with onclick, and the foot links
    to a plain site map.
    """

    make = "tailwind-soup"
    size = 8

    def key(self, post: Post) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self.spec.host}/{post.number}"))

    def post_path(self, post: Post) -> str:
        return f"/p/{self.key(post)}"

    def list_path(self, cat: str, n: int = 1) -> str:
        last = self.on_page(cat, n - 1)[-1] if n > 1 else None
        return f"/c/{cat}" + (f"?truoc={self.key(last)}" if last else "")

    def part_path(self, key: str) -> str:
        return f"/t/{key}"

    def printed(self, post: Post) -> str:
        return f"{post.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"

    def _time(self, post: Post) -> str:
        return f'<time class="text-xs text-slate-400" datetime="{self.printed(post)}"></time>'

    def _frame(self, title: str, main: str) -> Reply:
        buttons = "".join(f'<button class="px-3 py-2 text-white" onclick="location.href=\'{attr(where)}\'">{esc(label)}</button>' for label, where in self.entries())  # fmt: skip
        return Reply(f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{esc(title)}</title></head><body class="bg-slate-50"><div class="flex bg-sky-700"><div class="text-xl font-bold text-white">{esc(self.name)}</div>{buttons}</div><div class="max-w-5xl mx-auto">{main}</div><div class="text-xs p-4"><a href="/so-do">Sơ đồ cổng</a></div><script>document.querySelectorAll("time").forEach(t=>t.textContent=new Date(t.dateTime).toLocaleDateString("vi"))</script></body></html>')  # fmt: skip

    def _rows(self, posts: list[Post]) -> str:
        return "".join(f'<div class="flex gap-2 py-2"><div class="w-24 h-16 bg-slate-200"></div><div class="grow"><div class="font-semibold"><a class="text-sky-800" href="{self.post_path(p)}">{esc(p.title)}</a></div><div class="text-xs">{self._time(p)}</div><div class="text-sm">{esc(p.lead)}</div></div></div>' for p in posts)  # fmt: skip

    def respond(self, ask: Ask) -> Reply | None:
        path = ask.path
        if path == "/":
            blocks = "".join(f'<div class="text-lg"><a href="{self.list_path(cat)}">{esc(label)}</a></div>{self._rows(self.of(cat)[:3])}' for cat, label in self.cats.items())  # fmt: skip
            return self._frame(self.name, blocks)
        if path == "/so-do":
            return self._frame("Sơ đồ cổng", "".join(f'<div class="pl-2"><a href="{attr(where)}">{esc(label)}</a></div>' for label, where in self.entries()))  # fmt: skip
        if path[:3] == "/c/" and (cat := path[3:]) in self.cats:
            pages = {ask_path.partition("truoc=")[2]: n for n in range(1, self.pages(cat) + 1) for ask_path in (self.list_path(cat, n),)}  # fmt: skip
            n = pages.get(ask.query.get("truoc", ""))
            if n is None:
                return None
            older = (
                f'<div class="py-4"><a class="rounded bg-sky-100" href="{self.list_path(cat, n + 1)}">Cũ hơn</a></div>'
                if n < self.pages(cat)
                else ""
            )
            return self._frame(self.cats[cat], f'<div class="text-2xl">{esc(self.cats[cat])}</div><div class="divide-y" id="ds">{self._rows(self.on_page(cat, n))}</div>{older}')  # fmt: skip
        if path[:3] == "/p/":
            for post in self.posts:
                if path == self.post_path(post):
                    return self._frame(post.title, f'<div class="text-2xl font-bold">{esc(post.title)}</div><div>{self._time(post)}</div><div class="leading-7">{self.body_html(post)}</div>')  # fmt: skip
        if path[:3] == "/t/" and (part := self.parts.get(path[3:])):
            return self._frame(part.label, f'<div class="text-2xl">{esc(part.label)}</div>{self.part_html(part)}')
        return None

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.paged("//div[@id='ds']")


class Details(Portal):
    """Entries whose title is no link: only "Chi tiết »" is, the same words for each. Two-digit years; numbers padded with noughts.

    The home page leads to the same posts by another address (the number unpadded, with a word behind it).
    """

    make = "chi-tiet"
    size = 6

    def post_path(self, post: Post) -> str:
        return f"/chi-tiet/{post.number:06d}/"

    def list_path(self, cat: str, n: int = 1) -> str:
        return f"/ban-tin.php?loai={cat}" + (f"&trang={n}" if n > 1 else "")

    def part_path(self, key: str) -> str:
        return f"/{key}.php"

    def printed(self, post: Post) -> str:
        return f"{post.at:%d/%m/%y %H:%M}"

    def _frame(self, title: str, main: str) -> Reply:
        menu = "".join(f"<dd><a href='{attr(where)}'>{esc(label)}</a></dd>" for label, where in self.entries())
        return Reply(f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{esc(title)} | {esc(self.name)}</title></head><body><div id='tren'><strong>{esc(self.name)}</strong></div><dl id='menu'><dt>MENU</dt>{menu}</dl><div id='giua'>{main}</div><div id='duoi'>Thiết kế: tổ Tin học, 2017</div></body></html>")  # fmt: skip

    def _rows(self, posts: list[Post], short: bool = False) -> str:
        return "".join(f"<div class='o'><div class='tua'>{esc(p.title)}</div><div class='nho'>{self.printed(p)}</div><div>{esc(p.lead)}</div><div class='phai'><a href='{f'/chi-tiet/{p.number}/xem' if short else self.post_path(p)}'>Chi tiết »</a></div></div>" for p in posts)  # fmt: skip

    def respond(self, ask: Ask) -> Reply | None:
        path = ask.path
        if path == "/":
            return self._frame("Trang chủ", f"<h2>Bản tin</h2>{self._rows(list(self.posts[:6]), short=True)}")
        if (found := re.fullmatch(r"/chi-tiet/(\d+)/(?:xem)?", path)) and (post := self.by_number.get(int(found[1]))):
            return self._frame("Chi tiết", f"<div class='tua'>{esc(post.title)}</div><div class='nho'>{self.printed(post)}</div>{self.body_html(post)}<div class='nut'><a href='javascript:history.back()'>Quay lại</a> <a href='javascript:window.print()'>In</a></div>")  # fmt: skip
        cat, given = ask.query.get("loai", ""), ask.query.get("trang", "1")
        if path == "/ban-tin.php" and cat in self.cats and given.isdigit():
            n = int(given)
            nav = " ".join(f"[{k}]" if k == n else f"<a href='{attr(self.list_path(cat, k))}'>[{k}]</a>" for k in range(1, self.pages(cat) + 1))  # fmt: skip
            return self._frame(self.cats[cat], f"<h2>{esc(self.cats[cat])}</h2><div id='ds'>{self._rows(self.on_page(cat, n))}</div><div class='so'>{nav}</div>")  # fmt: skip
        if part := self.parts.get(path[1:].removesuffix(".php")):
            return self._frame(part.label, f"<h2>{esc(part.label)}</h2>{self.part_html(part)}")
        return None

    def aliases(self) -> dict[str, str]:
        return {f"/chi-tiet/{p.number}/xem": self.key(p) for p in self.posts}

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.paged("//div[@id='ds']")
