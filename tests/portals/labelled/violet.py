"""violet.vn after its redesign: `<slug>-<number>.html`, `?page=2`, "Ngày gửi: 20h:35' 05-09-2021", teachers' files beside.

The shape of the addresses and the dates are known; the markup around them is drawn by hand.
"""
# ruff: noqa: E501 (markup stands on the lines on which the platform prints it)

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape as esc

from tests.portals.labelled.model import Item, ListingTruth, Page
from tests.portals.labelled.site import Ask, Reply, attr
from tests.portals.labelled.text import dmy
from tests.portals.labelled.voices import Voiced


class VioletNew(Voiced):
    """The school's articles are `entry`; what teachers share (`present`, `document`) has dates too and is no post."""

    make = "violet-new"
    size = 12
    numbers: Mapping[str, int] = {"tin": 3301, "tb": 3302, "phong": 3303, "vb": 3304, "lich": 3305}

    def post_path(self, item: Item) -> str:
        return f"/entry/{item.slug[:70]}-{item.number}.html"

    def category_path(self, cat: str, n: int = 1) -> str:
        return f"/entry/{cat}-{self.numbers[cat]}" + (f"?page={n}" if n > 1 else "")

    def page_path(self, page: Page) -> str:
        return f"/content/{page.key}.html"

    def aliases(self) -> dict[str, str]:
        return {f"/entry/show/entry_id/{i.number}": self.key(i) for i in self.items}

    def printed(self, item: Item) -> str:
        return f"Ngày gửi: {item.order.hour:02d}h:{item.order.minute:02d}' {dmy(item.order, '-')}"

    def frame(self, title: str, main: str) -> str:
        tree = "".join(
            f'<li class="f"><a href="{attr(self.href(e.to))}">{esc(e.label)}</a>'
            + (
                f'<ul>{"".join(f"""<li><a href="{attr(self.href(c.to))}">{esc(c.label)}</a></li>""" for c in e.children)}</ul>'
                if e.children
                else ""
            )
            + "</li>"
            for e in self.menu
        )
        shared = "".join(
            f'<div class="item"><a href="/present/{slug}-{n}.html">{label}</a> <i>{when}</i></div>'
            for n, slug, label, when in (
                (12871001, "toan-4-phan-so", "Toán 4. Phân số", "07h:12' 03-11-2021"),
                (12871409, "de-thi-cuoi-ki", "Đề thi cuối kì", "21h:40' 19-12-2021"),
            )
        )
        return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{esc(title)} - {esc(self.label.name)}</title><link rel="stylesheet" href="/themes/violet/style.css"></head><body><div id="banner"><a href="/">{esc(self.label.name)}</a><span>Chào mừng quý vị đến với {esc(self.label.name)}.</span></div>
<div class="module" id="menu"><h3>Thư mục</h3><ul>{tree}</ul></div><div class="module" id="content">{main}</div><div class="module" id="right"><h3>Tài nguyên dạy học</h3>{shared}<h3>Thống kê</h3><p>1.204.377 truy cập</p><p>38 trong hôm nay</p><h3>Hỗ trợ trực tuyến</h3></div><div id="foot">Bản quyền thuộc về {esc(self.label.name)} © Website được thừa kế từ Violet.vn</div></body></html>"""

    def answer_page(self, ask: Ask) -> Reply | None:
        if ask.path == "/":
            rows = "".join(
                f'<div class="entry"><h2><a href="{self.post_path(i)}">{esc(i.title)}</a></h2><p>{esc(i.lead)}</p></div>'
                for i in self.items[:5]
            )
            return Reply(self.frame("Trang chủ", rows))
        if ask.path.startswith("/present/"):
            return Reply(
                self.frame(
                    "Tài nguyên",
                    "<h1>Bài giảng</h1><p>Ngày gửi: 07h:12' 03-11-2021 - Dung lượng: 1.2 MB</p><a href='/dang-nhap'>Đăng nhập để tải</a>",
                )
            )
        number = re.fullmatch(r"/entry/(?:show/entry_id/|.*-)(\d+)(?:\.html)?", ask.path)
        for item in self.items:
            if number and number[1] == str(item.number):
                return Reply(
                    self.frame(
                        item.title,
                        f'<div class="entry-detail"><h1>{esc(item.title)}</h1><div class="body">{self.body_html(item)}</div><p class="sender"><i>Nhắn tin cho tác giả</i><br>Văn thư @ {item.order:%H:%M} {dmy(item.order)}<br>{self.printed(item)}<br>Số lượt xem: 1.{item.number % 1000:03d}</p></div>',
                    )
                )
        for page in self.pages:
            if ask.path == self.page_path(page):
                return Reply(self.frame(page.label, f"<h1>{esc(page.label)}</h1>{self.page_html(page)}"))
        for cat in self.cats:
            if ask.path == self.category_path(cat):
                items, given = self.listed(cat), ask.query.get("page", "1")
                n, last = int(given) if given.isdigit() else 1, self.count(items, self.size)
                rows = "".join(
                    f'<div class="entry"><a class="title" href="{self.post_path(i)}">{esc(i.title)}</a><span class="date">{dmy(i.order, "-")}</span></div>'
                    for i in self.slice(items, n, self.size)
                )
                nav = "".join(
                    f"<b>{k}</b> " if k == n else f'<a href="{attr(self.category_path(cat, k))}">{k}</a> '
                    for k in range(1, last + 1)
                )
                return Reply(
                    self.frame(
                        self.cats[cat],
                        f'<h1>{esc(self.cats[cat])}</h1><div id="entries">{rows or "<p>Thư mục này chưa có bài viết</p>"}</div><div class="paging">{nav}</div>',
                    )
                )
        return None

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.listing_pages(
            [c for c in self.cats if self.listed(c)], self.category_path, self.size, "//div[@id='entries']"
        )
