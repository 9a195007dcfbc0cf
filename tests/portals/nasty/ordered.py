"""Portals whose listings do not go from new to old by pages: by title, oldest first, by year, by month."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

import re
from html import escape as esc

from tests.portals.labelled.model import ListingTruth
from tests.portals.labelled.site import Ask, Reply, attr
from tests.portals.labelled.text import ENGLISH_MONTHS, dmy, strip_marks
from tests.portals.nasty.portal import WEEKDAYS, Portal
from tests.portals.nasty.posts import Post

MONTHS = ("Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười Một", "Mười Hai")


class ByTitle(Portal):
    """Listings sorted by title; pages chosen in a form (GET, hidden field, a select and a button); sections three levels down.

    Only "Nhà trường" stands in the menu; behind it "Hồ sơ quản lý", behind that the sections.
    """

    make = "theo-van"
    size = 10
    deep = ("cong-khai", "van-ban", "bieu-mau", "tuyen-sinh")

    def of(self, cat: str = "") -> list[Post]:
        return sorted(super().of(cat), key=lambda post: strip_marks(post.title).casefold())

    def post_path(self, post: Post) -> str:
        return f"/xem/{post.number}/{post.slug[:30]}"

    def list_path(self, cat: str, n: int = 1) -> str:
        return f"/danh-sach?cm={cat}" + (f"&trang={n}" if n > 1 else "")

    def part_path(self, key: str) -> str:
        return f"/ho-so/{key}"

    def printed(self, post: Post) -> str:
        return f"{WEEKDAYS[post.at.weekday()]}, {dmy(post.at)} - {post.at:%H:%M} (GMT+7)"

    def _frame(self, title: str, main: str) -> Reply:
        top = [entry for entry in self.entries() if entry[1].removeprefix("/ho-so/") not in self.deep]
        menu = "".join(
            f'<li><a href="{attr(where)}">{esc(label)}</a></li>'
            for label, where in [*top, ("Nhà trường", "/nha-truong")]
        )
        return Reply(f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{esc(title)} - {esc(self.name)}</title></head><body><header><p>{esc(self.name)}</p><ul>{menu}</ul></header><section>{main}</section><footer><p>{esc(self.name)}, thị trấn Vĩnh Lộc</p></footer></body></html>')  # fmt: skip

    def _rows(self, posts: list[Post]) -> str:
        return "<ol>" + "".join(f'<li><a href="{self.post_path(p)}">{esc(p.title)}</a> <span>{self.printed(p)}</span></li>' for p in posts) + "</ol>"  # fmt: skip

    def respond(self, ask: Ask) -> Reply | None:
        path = ask.path
        if path == "/":
            return self._frame("Trang chủ", f"<h2>Tin mới nhận</h2>{self._rows(list(self.posts[:5]))}")
        if path == "/nha-truong":
            return self._frame(
                "Nhà trường",
                '<h1>Nhà trường</h1><ul><li><a href="/ho-so-quan-ly">Hồ sơ quản lý</a></li><li>Thành tích</li></ul>',
            )
        if path == "/ho-so-quan-ly":
            links = "".join(
                f'<li><a href="{self.part_path(key)}">{esc(self.parts[key].label)}</a></li>'
                for key in self.deep
                if key in self.parts
            )
            return self._frame("Hồ sơ quản lý", f"<h1>Hồ sơ quản lý</h1><ul>{links}</ul>")
        cat, given = ask.query.get("cm", ""), ask.query.get("trang", "1")
        if path == "/danh-sach" and cat in self.cats and given.isdigit():
            n, last = int(given), self.pages(cat)
            options = "".join(
                f'<option value="{k}"{" selected" if k == n else ""}>Trang {k}/{last}</option>'
                for k in range(1, last + 1)
            )
            form = f'<form method="get" action="/danh-sach"><input type="hidden" name="cm" value="{cat}"><select name="trang" onchange="this.form.submit()">{options}</select><input type="submit" value="Đi đến"></form>'
            return self._frame(self.cats[cat], f'<h1>{esc(self.cats[cat])}</h1><p>Sắp xếp theo vần</p><div id="ds">{self._rows(self.on_page(cat, n))}</div>{form}')  # fmt: skip
        if (found := re.match(r"/xem/(\d+)/", path)) and (post := self.by_number.get(int(found[1]))):
            return self._frame(
                post.title, f"<h1>{esc(post.title)}</h1><p class=tg>{self.printed(post)}</p>{self.body_html(post)}"
            )
        if path.startswith("/ho-so/") and (part := self.parts.get(path[7:])):
            return self._frame(part.label, f"<h1>{esc(part.label)}</h1>{self.part_html(part)}")
        return None

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.paged("//div[@id='ds']")


class OldestFirst(Portal):
    """Oldest first, ISO dates without a zone, `/trang/2.html`; page 1 has two addresses; "Cuối" leads beyond the end.

    Beyond the end stands 200 and a sentence. The newest posts are on the last page alone.
    """

    make = "cu-truoc"
    size = 9

    def of(self, cat: str = "") -> list[Post]:
        return super().of(cat)[::-1]

    def post_path(self, post: Post) -> str:
        return f"/bai-viet/{post.slug}.html"

    def key(self, post: Post) -> str:
        return post.slug

    def list_path(self, cat: str, n: int = 1) -> str:
        return f"/{cat}.html" if n == 1 else f"/{cat}/trang/{n}.html"

    def printed(self, post: Post) -> str:
        return f"{post.at:%Y-%m-%d %H:%M:%S}"

    def _frame(self, title: str, main: str) -> Reply:
        menu = "".join(f'<li><a href="{attr(where)}">{esc(label)}</a></li>' for label, where in self.entries())
        return Reply(f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{esc(title)}</title></head><body><div class="header">{esc(self.name)}</div><div class="menu"><ul>{menu}</ul></div><div class="content">{main}</div></body></html>')  # fmt: skip

    def _rows(self, posts: list[Post]) -> str:
        return "".join(f'<div class="post"><h3><a href="{self.post_path(p)}">{esc(p.title)}</a></h3><span class="date">{self.printed(p)}</span><p>{esc(p.lead)}</p></div>' for p in posts)  # fmt: skip

    def respond(self, ask: Ask) -> Reply | None:
        path = ask.path
        if path == "/":
            return self._frame(self.name, f"<h2>Những bài đầu tiên</h2>{self._rows(list(self.posts[:-4:-1]))}")
        if found := re.fullmatch(r"/(\w+)(?:/trang/(\d+))?\.html", path):
            cat, n = found[1], int(found[2] or 1)
            if cat in self.cats:
                last = self.pages(cat)
                if n > last:
                    return self._frame(self.cats[cat], "<p>Không có bài viết nào.</p>")
                near = [k for k in range(1, last + 1) if abs(k - n) < 3]
                links = "".join(f"<b>{k}</b> " if k == n else f'<a href="/{cat}/trang/{k}.html">{k}</a> ' for k in near)
                pager = (
                    f'<a href="/{cat}/trang/1.html">« Đầu</a> {links}<a href="/{cat}/trang/{last + 13}.html">Cuối »</a>'
                )
                return self._frame(self.cats[cat], f'<h1>{esc(self.cats[cat])}</h1><div id="ds">{self._rows(self.on_page(cat, n))}</div><div class="pages">{pager}</div>')  # fmt: skip
        if path.startswith("/bai-viet/") and (post := self.by_slug.get(path[10:].removesuffix(".html"))):
            return self._frame(post.title, f'<h1>{esc(post.title)}</h1><span class="date">{self.printed(post)}</span>{self.body_html(post)}')  # fmt: skip
        if part := self.parts.get(path[1:].removesuffix(".html")):
            return self._frame(part.label, f"<h1>{esc(part.label)}</h1>{self.part_html(part)}")
        return None

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.paged("//div[@id='ds']")


class ByYear(Portal):
    """Only a year's page of the archive leads to older posts; categories show ten and stand in no menu. English months.

    On a year's page dates have no year ("September 5"); a page prints when it was posted and when it was updated.
    """

    make = "year-archive"

    def post_path(self, post: Post) -> str:
        return f"/{post.at.year}/{post.slug}"

    def key(self, post: Post) -> str:
        return post.slug

    def list_path(self, cat: str, n: int = 1) -> str:
        return f"/category/{cat}"

    def part_path(self, key: str) -> str:
        return f"/pages/{key}"

    def printed(self, post: Post) -> str:
        return f"Posted: {post.at:%A}, {ENGLISH_MONTHS[post.at.month - 1]} {post.at.day}, {post.at.year}"

    @property
    def years(self) -> list[int]:
        """The calendar years with posts, newest first."""
        return sorted({post.at.year for post in self.posts}, reverse=True)

    def _frame(self, title: str, main: str) -> Reply:
        menu = "".join(
            f'<a href="{attr(where)}">{esc(label)}</a> '
            for label, where in [*self.entries(cats=False), ("Lưu trữ", "/archive")]
        )
        foot = " / ".join(f'<a href="{self.list_path(cat)}">{esc(label)}</a>' for cat, label in self.cats.items())
        return Reply(f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{esc(title)} | {esc(self.name)}</title></head><body><header><a class="site" href="/">{esc(self.name)}</a><nav>{menu}</nav></header><main>{main}</main><footer>{foot}<p>Copyright 2018-2026</p></footer></body></html>')  # fmt: skip

    def _rows(self, posts: list[Post], year: bool = True) -> str:
        return "<ul>" + "".join(f'<li><a href="{self.post_path(p)}">{esc(p.title)}</a> <span class="when">{ENGLISH_MONTHS[p.at.month - 1]} {p.at.day}{f", {p.at.year}" if year else ""}</span></li>' for p in posts) + "</ul>"  # fmt: skip

    def respond(self, ask: Ask) -> Reply | None:
        path = ask.path
        if path == "/":
            blocks = "".join(f'<h2><a href="{self.list_path(cat)}">{esc(label)}</a></h2>{self._rows(self.of(cat)[:3])}' for cat, label in self.cats.items())  # fmt: skip
            return self._frame("Trang chủ", blocks)
        if path == "/archive":
            return self._frame(
                "Lưu trữ",
                "<h1>Lưu trữ</h1>" + "".join(f'<p><a href="/archive/{y}">Năm {y}</a></p>' for y in self.years),
            )
        if found := re.fullmatch(r"/archive/(\d{4})", path):
            posts = [post for post in self.posts if post.at.year == int(found[1])]
            return (
                self._frame(
                    f"Năm {found[1]}", f'<h1>Năm {found[1]}</h1><div id="ds">{self._rows(posts, year=False)}</div>'
                )
                if posts
                else None
            )
        if (cat := path.removeprefix("/category/")) in self.cats:
            return self._frame(self.cats[cat], f'<h1>{esc(self.cats[cat])}</h1>{self._rows(self.of(cat)[: self.size])}<p>Bài cũ hơn: xem <a href="/archive">Lưu trữ</a></p>')  # fmt: skip
        if (found := re.fullmatch(r"/(\d{4})/(.+)", path)) and (post := self.by_slug.get(found[2])):
            again = (
                f"<br>Last updated: {ENGLISH_MONTHS[post.updated.month - 1]} {post.updated.day}, {post.updated.year}"
                if post.updated
                else ""
            )
            return self._frame(
                post.title,
                f"<h1>{esc(post.title)}</h1><p class=meta>{self.printed(post)}{again}</p>{self.body_html(post)}",
            )
        if part := self.parts.get(path.removeprefix("/pages/")):
            return self._frame(part.label, f"<h1>{esc(part.label)}</h1>{self.part_html(part)}")
        return None

    def listings(self) -> tuple[ListingTruth, ...]:
        return tuple(
            ListingTruth((f"/archive/{year}",), tuple(self.key(p) for p in self.posts if p.at.year == year), "//div[@id='ds']")
            for year in self.years
        )  # fmt: skip


class ByMonth(Portal):
    """One listing for all, grouped: "Tháng 9 năm 2021" is a heading, rows print the day alone; "Cũ hơn" goes on by month.

    A page says the month in words ("ngày 05 tháng Chín năm 2021"). What was posted on one day stands below one day.
    """

    make = "theo-thang"
    months_a_page = 3

    def post_path(self, post: Post) -> str:
        return f"/ban-tin/{post.at:%Y%m}/{post.number}"

    @property
    def months(self) -> list[str]:
        """The months with posts, newest first."""
        return sorted({f"{post.at:%Y-%m}" for post in self.posts}, reverse=True)

    def list_path(self, cat: str, n: int = 1) -> str:
        return "/ban-tin/" if n == 1 else f"/ban-tin/?den={self.months[(n - 1) * self.months_a_page]}"

    def part_path(self, key: str) -> str:
        return f"/trang-tinh/{key}/"

    def printed(self, post: Post) -> str:
        return f"ngày {post.at.day:02d} tháng {MONTHS[post.at.month - 1]} năm {post.at.year}"

    def _frame(self, title: str, main: str) -> Reply:
        entries = [*self.entries(cats=False), ("Bản tin", "/ban-tin/")]
        menu = "".join(f'<div class="m"><a href="{attr(where)}">{esc(label)}</a></div>' for label, where in entries)
        return Reply(f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{esc(title)}</title></head><body><h1 class="ten-truong">{esc(self.name)}</h1><div class="trai">{menu}</div><div class="phai">{main}</div></body></html>')  # fmt: skip

    def _month(self, month: str) -> str:
        posts, out, day = [post for post in self.posts if f"{post.at:%Y-%m}" == month], "", 0
        for post in posts:
            out += (
                f"<dt>{post.at.day:02d}</dt>" if post.at.day != day else ""
            ) + f'<dd><a href="{self.post_path(post)}">{esc(post.title)}</a></dd>'
            day = post.at.day
        return f"<h3>Tháng {int(month[5:])} năm {month[:4]}</h3><dl>{out}</dl>"

    def respond(self, ask: Ask) -> Reply | None:
        path, months = ask.path, self.months
        if path == "/":
            return self._frame(self.name, f"<h2>Tháng này ở trường</h2>{self._month(months[0])}")
        if path == "/ban-tin/" and (first := ask.query.get("den", months[0])) in months:
            at = months.index(first)
            shown, older = months[at : at + self.months_a_page], months[at + self.months_a_page :]
            on = f'<p><a href="/ban-tin/?den={older[0]}">« Cũ hơn</a></p>' if older else ""
            return self._frame("Bản tin", f'<h2>Bản tin</h2><div id="ds">{"".join(map(self._month, shown))}</div>{on}')
        if (found := re.fullmatch(r"/ban-tin/\d{6}/(\d+)", path)) and (post := self.by_number.get(int(found[1]))):
            return self._frame(post.title, f"<h2>{esc(post.title)}</h2><p><small>Người đăng: Ban biên tập, {self.printed(post)}</small></p>{self.body_html(post)}")  # fmt: skip
        if part := self.parts.get(path.removeprefix("/trang-tinh/").rstrip("/")):
            return self._frame(part.label, f"<h2>{esc(part.label)}</h2>{self.part_html(part)}")
        return None

    def listings(self) -> tuple[ListingTruth, ...]:
        pages = -(-len(self.months) // self.months_a_page)
        return (ListingTruth(tuple(self.list_path("", n) for n in range(1, pages + 1)),
                             tuple(self.key(post) for post in self.posts), "//div[@id='ds']"),)  # fmt: skip
