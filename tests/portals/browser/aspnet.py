"""A classic ASP.NET portal: pages from the server, but every list of news fetched by jQuery from a handler."""

from __future__ import annotations

import html
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from string import Template

from tests.portals.browser.content import Content, Entry, pages, part
from tests.portals.browser.web import HTML, Ask, Reply, as_json
from tests.portals.live.school import Category

HANDLER = "/Handler/News.ashx"
MASTER = Path(__file__).parent / "apps/aspnet/Site.Master.html"
PER_PAGE = 10
NEWEST = 7


@dataclass(frozen=True)
class AspNetSite:
    """All of the portal but its scripts, styles and uploaded files."""

    content: Content

    def answer(self, ask: Ask) -> Reply | None:
        if ask.path == HANDLER:
            return self._handler(ask)
        if ask.path in ("/", "/Default.aspx"):
            box = f'<h2>Tin mới</h2><div class="dstin" data-action="new" data-cm="0" data-size="{NEWEST}"></div>'
            return self._page(ask, self.content.school.name, "Trang chủ", box)
        if ask.path == "/TinTuc.aspx":
            return self._listing(ask)
        if ask.path == "/ChiTiet.aspx":
            entry = self.content.by_number(ask.query.get("id", ""))
            return self._article(ask, entry) if entry else self._missing(ask)
        page = self.content.page(ask.path.removeprefix("/").removesuffix(".aspx"))
        if page is not None and ask.path.endswith(".aspx"):
            return self._page(ask, page.title, page.title, self.content.page_html(page))
        return None

    def missing(self, ask: Ask) -> Reply:
        """What an unknown address gets: an error that says so."""
        return self._missing(ask)

    def _handler(self, ask: Ask) -> Reply:
        """``POST action=list&cm=0&page=1&size=10``; handlers say text/plain unless somebody thought of it."""
        by_script = ask.method == "POST" and ask.headers.get("x-requested-with") == "XMLHttpRequest"
        if not by_script or ask.form.get("action") not in ("list", "new"):
            return as_json({"Success": False, "Message": "Yêu cầu không hợp lệ"}, media="text/plain; charset=utf-8")
        entries = self.content.entries(self._category_slug(ask.form.get("cm", "0")))
        size = ask.number("size", PER_PAGE, most=50) or PER_PAGE
        shown = part(entries, ask.number("page", 1), size)
        found = {
            "Success": True,
            "TotalRow": len(entries),
            "PageCount": pages(entries, size),
            "Html": "".join(self._teaser(entry) for entry in shown),
        }
        return as_json(found, media="text/plain; charset=utf-8")

    def _teaser(self, entry: Entry) -> str:
        path = html.escape(self.content.routes.post(entry.post))
        title, summary = html.escape(entry.post.title), html.escape(entry.summary)
        return (
            f'<div class="tin"><a href="{path}" title="{title}">{title}</a>'
            f' <span class="ngay">({entry.post.published:%d/%m/%Y %H:%M})</span><p>{summary}</p></div>'
        )

    def _category_slug(self, number: str) -> str:
        at = int(number) if number.isascii() and number.isdigit() else 0
        categories = self.content.school.categories
        return categories[at - 1].slug if 1 <= at <= len(categories) else ""

    def _listing(self, ask: Ask) -> Reply:
        categories = self.content.school.categories
        slug = self._category_slug(ask.query.get("cm", "0"))
        chosen = next((category for category in categories if category.slug == slug), None)
        title = chosen.name if chosen else "Tin tức"
        links = " | ".join(self._category_link(category) for category in categories)
        number = categories.index(chosen) + 1 if chosen else 0
        box = f'<div class="dstin" data-action="list" data-cm="{number}" data-size="{PER_PAGE}"></div>'
        return self._page(ask, title, title, f'<div class="chuyenmuc">{links}</div>{box}')

    def _article(self, ask: Ask, entry: Entry) -> Reply:
        post = entry.post
        links = ", ".join(self._category_link(category) for category in self.content.categories(post))
        head = f'<div class="ngay">Ngày đăng: {post.published:%d/%m/%Y %H:%M} - Chuyên mục: {links}</div>'
        return self._page(
            ask, post.title, post.title, f'{head}<div class="noidung">{self.content.post_html(post)}</div>'
        )

    def _category_link(self, category: Category) -> str:
        return f'<a href="{html.escape(self.content.category_path(category))}">{html.escape(category.name)}</a>'

    def _missing(self, ask: Ask) -> Reply:
        return self._page(ask, "Lỗi", "Không tìm thấy trang", "<p>Trang bạn yêu cầu không tồn tại.</p>", status=404)

    def _page(self, ask: Ask, title: str, heading: str, body: str, status: int = 200) -> Reply:
        school = self.content.school
        menu = "\n            ".join(
            f'<li><a href="{html.escape(path)}">{html.escape(label)}</a></li>' for label, path in self.content.menu()
        )
        text = Template(MASTER.read_text(encoding="utf-8")).substitute(
            title=html.escape(title if title == school.name else f"{title} - {school.name}"),
            action=html.escape("." + ask.path),
            viewstate=b64encode(sha256(ask.path.encode()).digest() * 3).decode(),
            school=html.escape(school.name),
            place=html.escape(school.place),
            phone=school.phone,
            email=school.email,
            menu=menu,
            heading=html.escape(heading),
            content=body,
        )
        return Reply(text.encode(), HTML, status)
