"""Ten more habits of templates: ages, photographs, frames, forms to choose a year, buttons that post, walls."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape as esc
from typing import ClassVar

from tests.portals.everyday.makes_plain import Template
from tests.portals.labelled.site import Ask, Reply
from tests.portals.nasty.posts import Post


class Ages(Template):
    """Lists say how many years ago."""

    def day(self, at: datetime) -> str:
        days = (datetime.now(UTC) - at).days
        return f"{days // 365} năm trước" if days >= 365 else f"{days // 30} tháng trước"

    def long(self, at: datetime) -> str:
        hour, half = at.hour % 12 or 12, "sáng" if at.hour < 12 else "chiều"
        return f"{at:%d/%m/%Y} lúc {hour}:{at:%M} {half}"


class Photographs(Template):
    """Papers are photographs on the year's page."""

    def sections(self) -> Mapping[str, tuple[str, str]]:
        known = dict(super().sections())
        for year, docs in self.papers.items():
            shown = "".join(f'<h3>{esc(label)}</h3><p><img src="/anh/{year}/{n}-trang1.jpg" width="900"><img src="/anh/{year}/{n}-trang2.jpg" width="900"></p>' for n, (label, _) in enumerate(docs))
            known[f"/cong-khai/{year}"] = (f"Công khai năm học {year}", f"<h2>Công khai năm học {year}</h2>{shown}")
        return known


class Framed(Template):
    """The pages of papers are frames of bare pages of the same portal."""

    def page(self, ask: Ask) -> Reply | tuple[str, str] | None:
        if ask.path == "/ck/ds.aspx":
            docs = self.blank if ask.query.get("loai") == "bm" else self.papers[ask.query["nam"]]
            return Reply(f'<html><head><meta charset="utf-8"></head><body>{self.table(docs)}</body></html>')
        return super().page(ask)

    def sections(self) -> Mapping[str, tuple[str, str]]:
        known = dict(super().sections())
        for year in self.years:
            known[f"/cong-khai/{year}"] = (f"Công khai năm học {year}", f'<h2>Công khai năm học {year}</h2><iframe src="/ck/ds.aspx?nam={year}" width="100%" height="600" frameborder="0"></iframe>')
        known["/bieu-mau"] = ("Biểu mẫu", '<h2>Biểu mẫu</h2><iframe src="/ck/ds.aspx?loai=bm" width="100%" height="400"></iframe>')
        return known


class Chosen(Template):
    """Years of công khai are chosen in a form."""

    years = ("2022-2023", "2021-2022", "2020-2021")

    def page(self, ask: Ask) -> Reply | tuple[str, str] | None:
        if ask.path == "/cong-khai":
            year = ask.query.get("nam", self.years[0])
            options = "".join(f'<option value="{one}"{" selected" if one == year else ""}>Năm học {one}</option>' for one in self.years)
            return "Công khai", f'<h2>Công khai</h2><form action="/cong-khai" method="get"><select name="nam">{options}</select><button type="submit">Xem</button></form>{self.table(self.papers[year])}'
        return None if ask.path.startswith("/cong-khai/") else super().page(ask)


class Posting(Template):
    """Pages of news are turned by POST."""

    blank_items = ("bm_nghi_hoc", "bm_phuc_khao", "bm_chuyen_truong")
    size = 12

    def page(self, ask: Ask) -> Reply | tuple[str, str] | None:
        if ask.path == "/tin-tuc":
            return "Tin tức", f'<h2>Tin tức</h2>{self.rows(self.posts[: self.size])}<form method="post" action="/tin-tuc"><input type="hidden" name="trang" value="2"><input type="submit" class="btn" value="Trang tiếp"></form>'
        return super().page(ask)


class Boxes(Template):
    """No list of news: boxes on the home page, older posts below posts."""

    menu = tuple(entry for entry in Template.menu if entry[1] != "/tin-tuc")

    def page(self, ask: Ask) -> Reply | tuple[str, str] | None:
        if ask.path == "/tin-tuc":
            return None
        if ask.path == "/":
            boxes = "".join(f"<h3>{label}</h3>{self.rows(self.of(cat)[:5])}" for label, cat in (("Tin tức - Sự kiện", "tin"), ("Thông báo", "tb")))
            return "Trang chủ", boxes
        return super().page(ask)

    def article(self, post: Post) -> str:
        place = self.posts.index(post)
        older = "".join(f'<li><a href="{self.post_path(p)}">{esc(p.title)}</a> ({p.at:%d/%m/%Y})</li>' for p in self.posts[place + 1 : place + 8])
        return f"{super().article(post)}<h4>Các tin đã đưa</h4><ul>{older}</ul>"


class Asked(Template):
    """Tabs of years whose parts a script fetches."""

    years = ("2022-2023", "2021-2022", "2020-2021")

    def page(self, ask: Ask) -> Reply | tuple[str, str] | None:
        if ask.path == "/cong-khai":
            tabs = "".join(f'<li class="nav-item"><a class="nav-link" data-toggle="tab" href="#nam{n}" data-url="/ajax/cong-khai?nam={year}">Năm học {year}</a></li>' for n, year in enumerate(self.years))
            panes = f'<div class="tab-pane active" id="nam0">{self.table(self.papers[self.years[0]])}</div><div class="tab-pane" id="nam1"></div><div class="tab-pane" id="nam2"></div>'
            return "Công khai", f'<h2>Công khai</h2><ul class="nav nav-tabs">{tabs}</ul><div class="tab-content">{panes}</div>'
        if ask.path == "/ajax/cong-khai":
            return Reply(self.table(self.papers[ask.query["nam"]]))
        return None if ask.path.startswith("/cong-khai/") else super().page(ask)


class Doubled(Template):
    """Each post in two or three categories, at an address of its own in each."""

    cats: ClassVar[dict[str, str]] = {"hoat-dong": "Hoạt động", "doan-doi": "Đoàn - Đội", "thong-bao": "Thông báo", "tin-noi-bat": "Tin nổi bật"}
    menu = (*Template.menu[:2], *((label, f"/{key}") for key, label in (("hoat-dong", "Hoạt động"), ("doan-doi", "Đoàn - Đội"), ("thong-bao", "Thông báo"), ("tin-noi-bat", "Tin nổi bật"))), *Template.menu[3:])

    def _in(self, key: str) -> list[Post]:
        place = list(self.cats).index(key)
        return [p for p in self.posts if (place - p.number) % 4 < 2 + p.number % 2]

    def _at(self, post: Post, key: str) -> str:
        return f"/{key}/{post.slug}-{post.number}.html"

    def page(self, ask: Ask) -> Reply | tuple[str, str] | None:
        parts = ask.path.strip("/").split("/")
        if parts[0] in self.cats and len(parts) == 1:
            title, main = self.listing(self.cats[parts[0]], ask.path, self._in(parts[0]), ask)
            for post in self.posts:
                main = main.replace(f'"{self.post_path(post)}"', f'"{self._at(post, parts[0])}"')
            return title, main
        if parts[0] in self.cats:
            post = next((p for p in self.posts if ask.path == self._at(p, parts[0])), None)
            return (post.title, self.article(post)) if post else None
        return None if ask.path == "/tin-tuc" else super().page(ask)


class Wall(Template):
    """From the third page of news on, a wall that answers 200."""

    def answer(self, ask: Ask) -> Reply:
        deep = ask.path == "/tin-tuc" and int(ask.query.get("page", "1")) >= 3
        if deep and "Mozilla" not in ask.headers.get("user-agent", ""):
            return Reply('<html><head><meta charset="utf-8"><title>Request Rejected</title></head><body>The requested URL was rejected. Please consult with your administrator.<br><br>Your support ID is: 8124713047711812345<br><br><a href="javascript:history.back();">[Go Back]</a></body></html>')
        return super().answer(ask)


class Repair(Template):
    """Under repair, whatever is asked for."""

    def answer(self, ask: Ask) -> Reply:
        if ask.path == "/robots.txt":
            return super().answer(ask)
        return Reply(f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{esc(self.name)}</title></head><body><h1>{esc(self.name)}</h1><p>Website đang bảo trì, mời quý vị quay lại sau.</p></body></html>')

