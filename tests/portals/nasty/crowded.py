"""Portals full of other dates and other addresses: comments, events, albums, updates; ages; dates in titles and excerpts."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from html import escape as esc
from typing import ClassVar

from tests.portals.labelled.model import VN, ListingTruth
from tests.portals.labelled.site import Ask, Reply, attr, redirect
from tests.portals.labelled.text import dmy
from tests.portals.nasty.portal import Portal
from tests.portals.nasty.posts import Post


class ThreeAddresses(Portal):
    """Every post under three categories and three addresses, none of them canonical; <base href> and relative links.

    Listings print the day of the last update where there was one; a page prints both days, in either order. Each page has
    "Tin xem nhiều" and "Bình luận mới" with days of their own. Some posts share a title and are not the same.
    """

    make = "ba-duong"
    size = 8
    wide: ClassVar[Mapping[str, str]] = {"tieu-diem": "Tiêu điểm", "toan-truong": "Toàn trường"}

    def post_path(self, post: Post) -> str:
        return f"/{post.category}/{post.slug}"

    def key(self, post: Post) -> str:
        return post.slug

    def of(self, cat: str = "") -> list[Post]:
        if cat == "tieu-diem":
            return [post for post in self.posts if post.category != "lich"]
        return super().of("" if cat == "toan-truong" else cat)

    def list_path(self, cat: str, n: int = 1) -> str:
        return f"/{cat}/" + (f"trang-{n}/" if n > 1 else "")

    def part_path(self, key: str) -> str:
        return f"/trang/{key}"

    def printed(self, post: Post) -> str:
        posted = f"Đăng: {dmy(post.at)} {post.at:%H:%M}"
        if post.updated is None:
            return posted
        again = f"Cập nhật: {dmy(post.updated)} {post.updated:%H:%M}"
        return f"{again} | {posted}" if post.number % 2 else f"{posted} | {again}"

    def _frame(self, title: str, main: str) -> Reply:
        entries = self.entries() + [(label, self.list_path(cat)) for cat, label in self.wide.items()]
        menu = "".join(
            f'<li><a href="{attr(where if "://" in where else ".." + where)}">{esc(label)}</a></li>'
            for label, where in entries
        )
        read = "".join(
            f'<li><a href="../toan-truong/{p.slug}">{esc(p.title)}</a> (1.{p.number} lượt)</li>'
            for p in self.posts[3:30:6]
        )
        said = "".join(f'<li>Phụ huynh em {name} ({dmy(p.at + timedelta(days=400 + 30 * k))} 20:1{k}) về <a href="../tieu-diem/{p.slug}#bl{k}">{esc(p.title)}</a>: Bài viết rất hay!</li>'
                       for k, (name, p) in enumerate(zip(("Nam", "Hoa", "Tú"), self.of("tin")[10:40:11], strict=False)))  # fmt: skip
        return Reply(f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><base href="http://{self.spec.host}/vn/"><title>{esc(title)}</title></head><body><header><h1>{esc(self.name)}</h1><nav><ul>{menu}</ul></nav></header><div class="cot-trai">{main}</div><aside><h3>Tin xem nhiều</h3><ul>{read}</ul><h3>Bình luận mới</h3><ul class="bl">{said}</ul></aside></body></html>')  # fmt: skip

    def _rows(self, posts: list[Post], under: str = "") -> str:
        return "".join(
            f'<div class="tin"><h3><a href="../{under or p.category}/{p.slug}">{esc(p.title)}</a></h3><em>{f"Cập nhật: {dmy(p.updated)}" if p.updated else f"Đăng: {dmy(p.at)}"}</em><p>{esc(p.lead)}</p></div>'
            for p in posts
        )

    def respond(self, ask: Ask) -> Reply | None:
        path = ask.path
        if path in ("/", "/vn/"):
            return self._frame(self.name, self._rows(list(self.posts[:6]), "tieu-diem"))
        if (found := re.fullmatch(r"/([\w-]+)/(?:trang-(\d+)/)?", path)) and found[1] in {*self.cats, *self.wide}:
            cat, n = found[1], int(found[2] or 1)
            label, last = self.cats.get(cat) or self.wide[cat], self.pages(cat)
            links = " ".join(
                f"<strong>{k}</strong>" if k == n else f'<a href="..{self.list_path(cat, k)}">{k}</a>'
                for k in range(1, last + 1)
            )
            return self._frame(label, f'<h2>{esc(label)}</h2><div id="ds">{self._rows(self.on_page(cat, n), cat)}</div><div class="trang">{links}</div>')  # fmt: skip
        if (
            (found := re.fullmatch(r"/([\w-]+)/([\w-]+)", path))
            and (post := self.by_slug.get(found[2]))
            and post in self.of(found[1])
        ):
            return self._frame(post.title, f'<h2>{esc(post.title)}</h2><p class="luc">{self.printed(post)}</p>{self.body_html(post)}<h4>Ý kiến (1)</h4><p><b>Cựu học sinh</b> {dmy(post.at + timedelta(days=33))} 09:15: Nhớ trường quá!</p>')  # fmt: skip
        if part := self.parts.get(path.removeprefix("/trang/")):
            return self._frame(part.label, f"<h2>{esc(part.label)}</h2>{self.part_html(part)}")
        return None

    def aliases(self) -> dict[str, str]:
        return {f"/{cat}/{post.slug}": self.key(post) for cat in self.wide for post in self.of(cat)}

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.paged("//div[@id='ds']", (*self.cats, *self.wide))


class Boxes(Portal):
    """Above each listing coming events, beside it albums, letters and a week's plan, all with days; a post's own day stands
    at its very end.

    Pages are chosen in a select of addresses whose button asks a script to send one there; a calendar goes on for ever.
    """

    make = "nhieu-khoi"
    size = 9

    def post_path(self, post: Post) -> str:
        return f"/doc-bai?ma={post.number}"

    def list_path(self, cat: str, n: int = 1) -> str:
        return f"/chuyen-muc?ten={cat}" + (f"&so={n}" if n > 1 else "")

    def part_path(self, key: str) -> str:
        return f"/thong-tin?muc={key}"

    def printed(self, post: Post) -> str:
        return f"(Bài đăng ngày {post.at.day:02d}.{post.at.month}.{post.at.year})"

    def _frame(self, title: str, main: str) -> Reply:
        menu = "".join(f'<li><a href="{attr(where)}">{esc(label)}</a></li>' for label, where in self.entries())
        photos = "".join(
            f'<li><a href="/album?so={k}"><img src="/album/{k}.jpg" alt="Ảnh hội trại"></a> <span>{k:02d}/3/2022</span></li>'
            for k in range(11, 16)
        )
        letters = "".join(
            f'<li><a href="{d.path}">{esc(d.label)}</a><br>Ban hành: {d.issued}</li>'
            for d in self.docs.values()
            if d.issued
        )
        soon = "".join(f'<li><b>{day}</b> <a href="/lich?thang={month}">{what}</a></li>' for day, month, what in (
            ("28/11/2021", "2021-11", "Họp phụ huynh giữa kỳ"), ("24/12/2021", "2021-12", "Đêm hội giao lưu"), ("26/3/2022", "2022-03", "Hội trại")))  # fmt: skip
        return Reply(f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{esc(title)}</title></head><body><div id="dau"><h1>{esc(self.name)}</h1><div>{self.today()}</div></div><div id="menu"><ul>{menu}</ul></div><div id="chinh"><div class="khoi"><h3>Sự kiện sắp tới</h3><ul>{soon}</ul></div>{main}</div><div id="phu"><h3>Ảnh mới</h3><ul>{photos}</ul><h3>Văn bản mới</h3><ul>{letters}</ul><h3>Lịch tuần</h3><p>Tuần 12 (từ 22/11 đến 27/11/2021)</p></div></body></html>')  # fmt: skip

    def _rows(self, posts: list[Post]) -> str:
        return "<ul>" + "".join(f'<li><a href="{attr(self.post_path(p))}">{esc(p.title)}</a> — {p.at.day:02d}.{p.at.month}.{p.at.year}</li>' for p in posts) + "</ul>"  # fmt: skip

    def respond(self, ask: Ask) -> Reply | None:
        path, query = ask.path, ask.query
        if path == "/":
            return self._frame(self.name, f"<h2>Tin mới</h2>{self._rows(list(self.posts[:6]))}")
        if path == "/den" and query.get("u", "").startswith("/chuyen-muc"):
            return redirect(query["u"])
        cat, given = query.get("ten", ""), query.get("so", "1")
        if path == "/chuyen-muc" and cat in self.cats and given.isdigit():
            n, last = int(given), self.pages(cat)
            options = "".join(
                f'<option value="{attr(self.list_path(cat, k))}"{" selected" if k == n else ""}>{k}</option>'
                for k in range(1, last + 1)
            )
            form = f'<form action="/den" method="get">Trang <select name="u" onchange="location.href=this.value">{options}</select> / {last} <button>Xem</button></form>'
            return self._frame(self.cats[cat], f'<h2>{esc(self.cats[cat])}</h2><div id="ds">{self._rows(self.on_page(cat, n))}</div>{form}')  # fmt: skip
        if path == "/doc-bai" and query.get("ma", "").isdigit() and (post := self.by_number.get(int(query["ma"]))):
            return self._frame(
                post.title, f'<h2>{esc(post.title)}</h2>{self.body_html(post)}<p class="cuoi">{self.printed(post)}</p>'
            )
        if path == "/thong-tin" and (part := self.parts.get(query.get("muc", ""))):
            return self._frame(part.label, f"<h2>{esc(part.label)}</h2>{self.part_html(part)}")
        if path == "/album" and query.get("so", "").isdigit():
            return self._frame(
                "Album ảnh",
                f'<h2>Album ảnh số {esc(query["so"])}</h2><p>{esc(query["so"])}/3/2022 - 6 ảnh</p><img src="/a.jpg">',
            )
        if (
            path == "/lich"
            and (found := re.fullmatch(r"(\d{4})-(\d\d)", query.get("thang", "")))
            and 1990 < int(found[1]) < 2090
            and 1 <= int(found[2]) <= 12
        ):
            first = date(int(found[1]), int(found[2]), 15)
            ways = "".join(f'<a href="/lich?thang={first + timedelta(days=d):%Y-%m}">{label}</a> ' for d, label in ((-30, "Tháng trước"), (30, "Tháng sau")))  # fmt: skip
            return self._frame("Lịch", f"<h2>Lịch tháng {found[2]}/{found[1]}</h2><p>{ways}</p>")
        return None

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.paged("//div[@id='ds']")


class MonthFirst(Portal):
    """Many posts, a listing without dates, `;page=2` and `;id=7` in the path; pages print m/d/yyyy with AM and PM.

    Editors of the same portal type dd/mm/yyyy in their texts. The two newest notices are pinned to every page.
    """

    make = "ma-tran"
    dates_in_listing = False
    size = 15

    def post_path(self, post: Post) -> str:
        return f"/bai;id={post.number}"

    def list_path(self, cat: str, n: int = 1) -> str:
        return f"/{cat}" + (f";page={n}" if n > 1 else "")

    def part_path(self, key: str) -> str:
        return f"/muc;ten={key}"

    def printed(self, post: Post) -> str:
        at = post.at
        return f"Ngày đăng: {at.month}/{at.day}/{at.year} {at.hour % 12 or 12}:{at.minute:02d}:00 {'AM' if at.hour < 12 else 'PM'}"

    def _frame(self, title: str, main: str) -> Reply:
        menu = "".join(f'<td><a href="{attr(where)}">{esc(label)}</a></td>' for label, where in self.entries())
        return Reply(f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{esc(title)}</title></head><body><h1>{esc(self.name)}</h1><table class="menu"><tr>{menu}</tr></table><div class="main">{main}</div></body></html>')  # fmt: skip

    def _rows(self, posts: list[Post]) -> str:
        return "".join(f'<div class="row"><a href="{self.post_path(p)}">{esc(p.title)}</a><div>{esc(p.lead)}</div></div>' for p in posts)  # fmt: skip

    def respond(self, ask: Ask) -> Reply | None:
        path = ask.path
        pinned = f'<div class="ghim"><b>Ghim</b>{self._rows(self.of("tb")[:2])}</div>'
        if path == "/":
            return self._frame(self.name, pinned + self._rows(list(self.posts[:8])))
        if (found := re.fullmatch(r"/(\w+)(?:;page=(\d+))?", path)) and (cat := found[1]) in self.cats:
            n, last = int(found[2] or 1), self.pages(found[1])
            on = f'<a href="{self.list_path(cat, n + 1)}">Tiếp</a>' if n < last else ""
            back = f'<a href="{self.list_path(cat, n - 1)}">Lùi</a>' if n > 1 else ""
            return self._frame(self.cats[cat], f'{pinned}<h2>{esc(self.cats[cat])}</h2><div id="ds">{self._rows(self.on_page(cat, n))}</div><div>{back} {on}</div>')  # fmt: skip
        if (found := re.fullmatch(r"/bai;id=(\d+)", path)) and (post := self.by_number.get(int(found[1]))):
            return self._frame(
                post.title,
                f'<h2>{esc(post.title)}</h2><div class="meta">{self.printed(post)}</div>{self.body_html(post)}',
            )
        if (found := re.fullmatch(r"/muc;ten=([\w-]+)", path)) and (part := self.parts.get(found[1])):
            return self._frame(part.label, f"<h2>{esc(part.label)}</h2>{self.part_html(part)}")
        return None

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.paged("//div[@id='ds']")


class Ages(Portal):
    """New posts have an age ("3 ngày trước"), old ones "5 thg 9, 2021"; excerpts begin with the day of the event; titles hold days.

    Paged by offset (`tu=`), one step forward at a time.
    """

    make = "tuoi-tin"
    size = 8

    def post_path(self, post: Post) -> str:
        return f"/t/{post.slug}-{post.number}"

    def list_path(self, cat: str, n: int = 1) -> str:
        return f"/{cat}" + (f"?tu={(n - 1) * self.size}" if n > 1 else "")

    def part_path(self, key: str) -> str:
        return f"/s/{key}"

    def printed(self, post: Post) -> str:
        age = (datetime.now(VN).date() - post.at.date()).days
        if age <= 7:
            return ("Hôm nay", "Hôm qua")[age] if age < 2 else f"{age} ngày trước"
        return f"{post.at.day} thg {post.at.month}, {post.at.year}"

    def excerpt(self, post: Post) -> str:
        """What a listing says of a post: it begins with the day of what happened, before or after the posting."""
        event = post.at + timedelta(days=(-70, -5, -2, -1, 4)[post.number % 5])
        return f"Ngày {event.day}/{event.month}/{event.year}, {post.lead}"

    def _frame(self, title: str, main: str) -> Reply:
        menu = "".join(f'<li><a href="{attr(where)}">{esc(label)}</a></li>' for label, where in self.entries())
        return Reply(f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{esc(title)} | {esc(self.name)}</title></head><body><header><a href="/">{esc(self.name)}</a></header><nav><ul>{menu}</ul></nav><main>{main}</main><footer>{esc(self.name)}</footer></body></html>')  # fmt: skip

    def _rows(self, posts: list[Post]) -> str:
        return "".join(f'<article><h2><a href="{self.post_path(p)}">{esc(p.title)}</a></h2><p>{esc(self.excerpt(p))}</p><i>{self.printed(p)}</i></article>' for p in posts)  # fmt: skip

    def respond(self, ask: Ask) -> Reply | None:
        path = ask.path
        if path == "/":
            return self._frame("Trang nhất", self._rows(list(self.posts[:5])))
        if (cat := path[1:]) in self.cats and (given := ask.query.get("tu", "0")).isdigit():
            n = int(given) // self.size + 1
            on = f'<p><a href="{self.list_path(cat, n + 1)}">Các tin trước đó →</a></p>' if n < self.pages(cat) else ""
            return self._frame(
                self.cats[cat],
                f'<h1>{esc(self.cats[cat])}</h1><div id="ds">{self._rows(self.on_page(cat, n))}</div>{on}',
            )
        if (found := re.fullmatch(r"/t/.*-(\d+)", path)) and (post := self.by_number.get(int(found[1]))):
            return self._frame(
                post.title,
                f"<h1>{esc(post.title)}</h1><p>{self.printed(post)} · Ban biên tập</p>{self.body_html(post)}",
            )
        if part := self.parts.get(path.removeprefix("/s/")):
            return self._frame(part.label, f"<h1>{esc(part.label)}</h1>{self.part_html(part)}")
        return None

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.paged("//div[@id='ds']")
