"""Interfaces made by one programmer for one school: a tree of categories, one big array, markup in JSON, days in details."""
# ruff: noqa: E501 (answers and markup stand as their vendor would send them)

from __future__ import annotations

from datetime import timedelta
from html import escape as esc
from typing import ClassVar

from tests.portals.labelled.site import Reply
from tests.portals.nasty.parts import Part
from tests.portals.nasty.posts import Post
from tests.portals.scripted.school import DRAFT, Scripted, cut, naive
from tests.portals.scripted.web import Call, as_json


class Tree(Scripted):
    """A tree first, then each category by its number, pages from nought in the path; day, month and year apart.

    Every fourth piece of news stands in a second category too. Pages come as texts and lists of files, without markup.
    """

    make, front = "tree", "tree"
    routes = ("/dm-{}", "/bv-{}", "/trang-{}")
    numbers: ClassVar = {"tin": 13, "tb": 14, "phong": 15}
    second, size = 16, 8

    def list_path(self, cat: str, n: int = 1) -> str:
        return self.routes[0].format(self.numbers[cat])

    def _in(self, number: int) -> list[Post]:
        if number == self.second:
            return [post for k, post in enumerate(self.of("tin")) if k % 4 == 0]
        return next((self.of(cat) for cat, own in self.numbers.items() if own == number), [])

    def _row(self, post: Post) -> dict[str, object]:
        return {"ma": post.number, "ten": post.title, "ngay": post.at.day, "thang": post.at.month, "nam": post.at.year,
                "gio": f"{post.at:%H:%M}"}  # fmt: skip

    def _tree(self) -> list[dict[str, object]]:
        nested = {key for part in self.parts.values() for key in part.below}
        news = [{"id": self.numbers[cat], "ten": label} for cat, label in self.cats.items()]
        news.append({"id": self.second, "ten": "Hoạt động Đội"})
        pages = [
            {"id": 50 + k, "ten": part.label, "trang": key}
            for k, (key, part) in enumerate(self.parts.items())
            if key not in nested
        ]
        return [*pages[:1], {"id": 12, "ten": "Bản tin", "con": news}, *pages[1:]]

    def _page(self, part: Part) -> dict[str, object]:
        groups = [
            {"ten": heading, "tep": [{"ten": d.label, "duongDan": d.path, "banHanh": d.issued or None} for d in docs]}
            for heading, docs in part.groups
        ]
        links = [{"ten": self.parts[key].label, "toi": self.part_path(key)} for key in part.below]
        links += [{"ten": label, "toi": where} for label, where in part.out]
        return {"ten": part.label, "doan": part.text, "nhom": groups, "lienKet": links}

    def api(self, ask: Call) -> Reply | None:
        steps = ask.path.split("/")[1:]
        if steps[0] != "dv":
            return None
        if steps[1:] == ["cay"]:
            return as_json({"truong": self.name, "cay": self._tree()})
        if len(steps) == 4 and steps[1] == "danh-muc" and steps[2].isdigit() and steps[3].isdigit():
            posts, start = self._in(int(steps[2])), int(steps[3]) * self.size
            return as_json(
                {"ds": [self._row(p) for p in cut(posts, start, self.size)], "con": start + self.size < len(posts)}
            )
        if len(steps) == 3 and steps[1] == "bai" and (post := self.find(steps[2])):
            return as_json({**self._row(post), "doan": post.body, "nguon": post.source or None})
        if len(steps) == 3 and steps[1] == "trang" and (part := self.parts.get(steps[2])):
            return as_json(self._page(part))
        return as_json({"loi": "không có"}, 404)


class OneArray(Scripted):
    """All posts ever in one array of one file, seconds since 1970, hidden ones among them; the script turns the pages."""

    make, front = "one-array", "onearray"
    routes = ("/ban-tin", "/ban-tin/bai/{}", "/trang/{}")

    def api(self, ask: Call) -> Reply | None:
        if not ask.path.startswith("/data/"):
            return None
        name = ask.path.removeprefix("/data/").removesuffix(".json")
        if name == "site":
            return as_json({"ten": self.name, "menu": [[n, to] for n, to in self.menu()]})
        if name == "tin":
            return as_json([
                {"i": post.number, "t": post.title, "d": int(post.at.timestamp()), "an": int(DRAFT in post.traps)}
                for post in self.given
            ])  # fmt: skip
        kind, _, which = name.partition("/")
        if kind == "bai" and (post := self.find(which)):
            return as_json(
                {"i": post.number, "t": post.title, "d": int(post.at.timestamp()), "x": self.body_html(post)}
            )
        if kind == "trang" and (page := self.page_of(which)):
            return as_json({"t": page[0].label, "x": page[1]})
        return Reply("<title>404</title>", 404)


class Fragment(Scripted):
    """``{"html": "<li>…</li>", "more": true}`` for a form with the token of a meta tag; a list of links, nothing typed."""

    make, front = "fragment", "fragment"
    routes = ("/tin-hoat-dong", "/tin-hoat-dong/{}.html", "/{}.html")
    head = '<meta name="_token" content="f3b9-77aa">'
    root = '<div id="wrapper"></div>'
    size = 10

    def name_of(self, post: Post) -> str:
        return f"{post.slug}-{post.number}"

    def api(self, ask: Call) -> Reply | None:
        if not ask.path.startswith("/load-"):
            return None
        if ask.method != "POST" or ask.form.get("_token") != "f3b9-77aa":
            return as_json({"message": "Page Expired"}, 419)
        what = ask.path.removeprefix("/load-")
        if what == "frame":
            items = "".join(f'<li><a href="{to}">{esc(n)}</a></li>' for n, to in self.menu())
            return as_json(
                {"title": self.name, "html": f'<ul class="nav"><li><a href="/">Trang chủ</a></li>{items}</ul>'}
            )
        if what == "more":
            start = ask.number("page") * self.size
            items = "".join(
                f'<li class="post"><a href="{self.post_path(p)}">{esc(p.title)}</a><span class="date">{p.at:%d/%m/%Y}</span></li>'
                for p in cut(self.posts, start, self.size)
            )
            return as_json({"html": items, "more": start + self.size < len(self.posts)})
        if what == "post" and (post := self.find(ask.form.get("name", ""))):
            return as_json(
                {
                    "html": f'<h1>{esc(post.title)}</h1><span class="date">{post.at:%d/%m/%Y %H:%M}</span>{self.body_html(post)}'
                }
            )
        if what == "page" and (page := self.page_of(ask.form.get("name", ""))):
            return as_json({"html": f"<h1>{esc(page[0].label)}</h1>{page[1]}"})
        return as_json({"html": "<h1>Không tìm thấy trang</h1>"}, 404)


class DetailDates(Scripted):
    """No day in the list, only in each post's own answer; all but one call want the anonymous token that it gives."""

    make, front = "detail-dates", "detail"
    routes = ("/tin", "/tin/{}", "/noi-dung/{}")

    def api(self, ask: Call) -> Reply | None:
        if not ask.path.startswith("/v3/"):
            return None
        what, _, which = ask.path.removeprefix("/v3/").partition("/")
        if what == "khach" and ask.method == "POST":
            return as_json({"token": f"khach.{self.spec.code.lower()}.9f2c", "hetHan": 3600})
        if ask.headers.get("authorization") != f"Bearer khach.{self.spec.code.lower()}.9f2c":
            return as_json({"loi": "Chưa xác thực"}, 401)
        if what == "cong":
            return as_json({"ten": self.name, "menu": [{"ten": n, "toi": to} for n, to in self.menu()]})
        if what == "tin" and not which:
            found = cut(self.posts, ((ask.number("trang", 1) or 1) - 1) * 10, 10)
            return as_json({"ketQua": [{"ma": p.number, "tieuDe": p.title} for p in found], "tongSo": len(self.posts)})
        if what == "tin" and (post := self.find(which)):
            return as_json({"ma": post.number, "tieuDe": post.title, "ngayNhap": naive(post.at - timedelta(days=4)),
                            "ngayDang": naive(post.at), "noiDung": self.body_html(post)})  # fmt: skip
        if what == "noi-dung" and (page := self.page_of(which)):
            return as_json({"tieuDe": page[0].label, "noiDung": page[1]})
        return as_json({"loi": "Không có"}, 404)
