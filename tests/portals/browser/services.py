"""The JSON services behind the built front-ends, each in the dialect of another vendor."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, timedelta

from tests.portals.browser.content import Content, Entry, pages, part
from tests.portals.browser.web import Ask, Reply, as_json
from tests.portals.live.school import Block

MOST_AT_ONCE = 50


def tenant(content: Content) -> str:
    """The school's name in a vendor's system: what stands before the @ of its mailbox."""
    return content.school.email.partition("@")[0]


@dataclass(frozen=True)
class EnglishService:
    """``/api/v1``: pages from 1 by ``page`` and ``size``, every request with ``tenant``; times in UTC.

    With `broken` everything about posts answers 500, as when the vendor's news service is down.
    """

    content: Content
    broken: bool = False

    def answer(self, ask: Ask) -> Reply | None:
        if ask.path == "/env.js":
            settings = f'window.__ENV__ = {{ API_BASE: "/api/v1", TENANT: "{tenant(self.content)}" }};\n'
            return Reply(settings.encode(), "text/javascript; charset=utf-8")
        if not ask.path.startswith("/api/v1/"):
            return None
        if ask.query.get("tenant") != tenant(self.content):
            return self._fault(400, "Tham số tenant không hợp lệ")
        what, _, which = ask.path.removeprefix("/api/v1/").partition("/")
        data: object = None
        if what == "posts":
            if self.broken:
                return self._fault(500, "Internal Server Error")
            entry = self.content.by_slug(which)
            data = self._posts(ask) if not which else self._post(entry) if entry else None
        elif what == "pages":
            page = self.content.page(which)
            data = {"slug": page.slug, "title": page.title, "content": self.content.page_html(page)} if page else None
        elif not which:
            data = self._settings(what)
        return (
            self._fault(404, "Không tìm thấy") if data is None else as_json({"code": 0, "message": "OK", "data": data})
        )

    def _fault(self, status: int, message: str) -> Reply:
        return as_json({"code": status, "message": message, "data": None}, status)

    def _settings(self, what: str) -> object:
        school = self.content.school
        if what == "site":
            return {"name": school.name, "address": school.place, "phone": school.phone, "email": school.email}
        if what == "menus":
            return [{"title": label, "url": path} for label, path in self.content.menu()]
        if what == "categories":
            return [{"slug": category.slug, "name": category.name} for category in school.categories]
        return None

    def _posts(self, ask: Ask) -> dict[str, object]:
        page, size = ask.number("page", 1), ask.number("size", 10, most=MOST_AT_ONCE)
        entries = self.content.entries(ask.query.get("category", ""), pinned_first=True)
        items = [self._item(entry) for entry in part(entries, page, size)]
        return {"items": items, "page": page, "size": size, "total": len(entries)}

    def _item(self, entry: Entry) -> dict[str, object]:
        moment = entry.moment.astimezone(UTC)
        # A post is typed in some days before it is published: the first time of an item is not the one that counts.
        return {
            "id": entry.number,
            "slug": entry.post.slug,
            "title": entry.post.title,
            "summary": entry.summary,
            "createdAt": f"{moment - timedelta(days=2, minutes=25):%Y-%m-%dT%H:%M:%S}.000Z",
            "publishedAt": f"{moment:%Y-%m-%dT%H:%M:%S}.000Z",
            "pinned": entry.post.sticky,
            "categories": [{"slug": c.slug, "name": c.name} for c in self.content.categories(entry.post)],
        }

    def _post(self, entry: Entry) -> dict[str, object]:
        return {**self._item(entry), "content": self.content.post_html(entry.post)}


@dataclass(frozen=True)
class NetService:
    """``/gateway/portal``: ``offset`` and ``limit``, only for requests by script; fields in Vietnamese without marks,
    times as .NET's serialiser writes them."""

    content: Content

    def answer(self, ask: Ask) -> Reply | None:
        if not ask.path.startswith("/gateway/portal/"):
            return None
        if ask.headers.get("x-requested-with") != "XMLHttpRequest":
            return self._fault(403, "Yêu cầu không hợp lệ")
        what, _, which = ask.path.removeprefix("/gateway/portal/").partition("/")
        result: object = None
        if what == "tin-tuc":
            entry = self.content.by_number(which)
            result = self._posts(ask) if not which else self._post(entry) if entry else None
        elif what == "trang":
            page = self.content.page(which)
            result = {"Ma": page.slug, "TieuDe": page.title, "NoiDung": self.content.page_html(page)} if page else None
        elif not which:
            result = self._settings(what)
        if result is None:
            return self._fault(404, "Không tìm thấy dữ liệu")
        return as_json({"Status": 1, "Message": "Thành công", "Result": result})

    def _fault(self, status: int, message: str) -> Reply:
        return as_json({"Status": 0, "Message": message, "Result": None}, status)

    def _settings(self, what: str) -> object:
        school = self.content.school
        if what == "don-vi":
            return {"MaDonVi": school.code, "TenDonVi": school.name, "DiaChi": school.place,
                    "DienThoai": school.phone, "Email": school.email}  # fmt: skip
        if what == "menu":
            # The front-end's routes begin after the hash.
            entries = enumerate(self.content.menu(), start=1)
            return [{"Id": n, "TieuDe": label, "DuongDan": path.removeprefix("/#")} for n, (label, path) in entries]
        if what == "chuyen-muc":
            return [{"Ma": category.slug, "Ten": category.name} for category in school.categories]
        return None

    def _posts(self, ask: Ask) -> dict[str, object]:
        offset, limit = ask.number("offset", 0), ask.number("limit", 10, most=MOST_AT_ONCE)
        entries = self.content.entries(ask.query.get("chuyenMuc", ""))
        return {"Data": [self._item(entry) for entry in entries[offset : offset + limit]], "Total": len(entries)}

    def _item(self, entry: Entry) -> dict[str, object]:
        return {
            "Id": entry.number,
            "TieuDe": entry.post.title,
            "TrichYeu": entry.summary,
            "NgayDang": f"/Date({entry.milliseconds})/",
            "AnhDaiDien": None,
            "ChuyenMuc": [{"Ma": c.slug, "Ten": c.name} for c in self.content.categories(entry.post)],
        }

    def _post(self, entry: Entry) -> dict[str, object]:
        return {**self._item(entry), "NoiDung": self.content.post_html(entry.post)}


@dataclass(frozen=True)
class CursorService:
    """``/portal-service/open``: a cursor, the school's number asked for by its domain first; milliseconds since 1970.

    `updateTime` is the day on which all was moved to this system.
    """

    content: Content

    MOVED_AT = 1_710_208_800_000

    @property
    def site_id(self) -> str:
        """The school's number in the vendor's system."""
        return f"10{self.content.school.code}"

    def answer(self, ask: Ask) -> Reply | None:
        if not ask.path.startswith("/portal-service/open/"):
            return None
        what, _, which = ask.path.removeprefix("/portal-service/open/").partition("/")
        if what == "site" and not which:
            return as_json({"success": True, "site": self._site()})
        if ask.query.get("siteId") != self.site_id:
            return self._fault(403, "Site không tồn tại")
        if what == "articles":
            if not which:
                return as_json({"success": True, **self._articles(ask)})
            entry = self.content.by_number(which)
            if entry is not None:
                return as_json({"success": True, "article": self._article(entry)})
        if what == "pages":
            page = self.content.page(which)
            if page is not None:
                blocks = self.content.blocks(page.blocks)
                return as_json({"success": True, "page": {"code": page.slug, "name": page.title, "blocks": blocks}})
        return self._fault(404, "Không tìm thấy nội dung")

    def _fault(self, status: int, message: str) -> Reply:
        return as_json({"success": False, "message": message}, status)

    def _site(self) -> dict[str, object]:
        school = self.content.school
        return {
            "siteId": self.site_id,
            "name": school.name,
            "address": school.place,
            "hotline": school.phone,
            "email": school.email,
            "menu": [{"name": label, "path": path} for label, path in self.content.menu()],
            "categories": [{"code": category.slug, "name": category.name} for category in school.categories],
        }

    def _articles(self, ask: Ask) -> dict[str, object]:
        size = ask.number("pageSize", 10, most=MOST_AT_ONCE)
        entries = self.content.entries(ask.query.get("category", ""))
        after = _read_cursor(ask.query.get("cursor", ""))
        start = next((at + 1 for at, entry in enumerate(entries) if entry.number == after), 0)
        batch = entries[start : start + size]
        more = start + size < len(entries)
        cursor = urlsafe_b64encode(f"after:{batch[-1].number}".encode()).decode() if more and batch else None
        return {"list": [self._item(entry) for entry in batch], "nextCursor": cursor, "hasMore": more}

    def _item(self, entry: Entry) -> dict[str, object]:
        categories = self.content.categories(entry.post)
        return {
            "id": str(entry.number),
            "name": entry.post.title,
            "description": entry.summary,
            "createTime": entry.milliseconds,
            "updateTime": self.MOVED_AT,
            "categoryName": ", ".join(category.name for category in categories),
        }

    def _article(self, entry: Entry) -> dict[str, object]:
        categories = [{"code": c.slug, "name": c.name} for c in self.content.categories(entry.post)]
        blocks = self.content.blocks(Block("text", text) for text in entry.post.paragraphs)
        return {**self._item(entry), "categories": categories, "blocks": blocks}


def _read_cursor(cursor: str) -> int | None:
    try:
        word, _, number = urlsafe_b64decode(cursor).decode().partition(":")
    except ValueError:
        return None
    return int(number) if word == "after" and number.isdigit() else None


@dataclass(frozen=True)
class VietnameseService:
    """``/api/public``: pages by ``trang`` and ``soDong``; days as people write them, local, without a zone."""

    content: Content

    def answer(self, ask: Ask) -> Reply | None:
        if not ask.path.startswith("/api/public/"):
            return None
        what, _, which = ask.path.removeprefix("/api/public/").partition("/")
        data: object = None
        if what == "cau-hinh" and not which:
            data = self._settings()
        elif what == "bai-viet":
            entry = self.content.by_number(which)
            data = self._posts(ask) if not which else self._post(entry) if entry else None
        elif what == "trang":
            page = self.content.page(which)
            data = {"tieuDe": page.title, "noiDung": self.content.page_html(page)} if page else None
        if data is None:
            return as_json({"thanhCong": False, "thongBao": "Không tìm thấy nội dung", "duLieu": None}, 404)
        return as_json({"thanhCong": True, "thongBao": None, "duLieu": data})

    def _settings(self) -> dict[str, object]:
        school = self.content.school
        return {
            "tenTruong": school.name,
            "diaChi": school.place,
            "dienThoai": school.phone,
            "menu": [{"ten": label, "lienKet": path} for label, path in self.content.menu()],
            "chuyenMuc": [{"ma": category.slug, "ten": category.name} for category in school.categories],
        }

    def _posts(self, ask: Ask) -> dict[str, object]:
        size = ask.number("soDong", 10, most=MOST_AT_ONCE) or 10
        entries = self.content.entries(ask.query.get("chuyenMuc", ""))
        rows = [self._row(entry) for entry in part(entries, ask.number("trang", 1), size)]
        return {"danhSach": rows, "tongSo": len(entries), "tongSoTrang": pages(entries, size)}

    def _row(self, entry: Entry) -> dict[str, object]:
        return {
            "ma": entry.number,
            "tieuDe": entry.post.title,
            "duongDan": self.content.routes.post(entry.post),
            "tomTat": entry.summary,
            "ngayDang": f"{entry.post.published:%d/%m/%Y %H:%M}",
        }

    def _post(self, entry: Entry) -> dict[str, object]:
        names = [category.name for category in self.content.categories(entry.post)]
        return {**self._row(entry), "chuyenMuc": names, "noiDung": self.content.post_html(entry.post)}
