"""Four vendors of REST: Spring's pages from nought, Laravel's paginator, offsets with the total in a header, cursors."""
# ruff: noqa: E501 (answers and markup stand as their vendor would send them)

from __future__ import annotations

import threading
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta

from tests.portals.labelled.site import Reply
from tests.portals.nasty.portal import Spec
from tests.portals.nasty.posts import Post
from tests.portals.scripted.school import Scripted, cut, milliseconds, zulu
from tests.portals.scripted.web import Call, as_json


class Spring(Scripted):
    """Pages from nought here and from one in the address; three times a post, all in UTC: typed in three days before it
    is published, and touched later."""

    make, front = "spring", "spring"
    routes = ("/tin-tuc", "/tin-tuc/{}", "/gioi-thieu-chung/{}")

    def name_of(self, post: Post) -> str:
        return post.slug

    def _item(self, post: Post) -> dict[str, object]:
        return {
            "id": post.number, "slug": post.slug, "createdAt": zulu(post.at - timedelta(days=3, hours=2)),
            "updatedAt": zulu(post.updated or post.at + timedelta(minutes=4)), "publishedAt": zulu(post.at),
            "title": post.title, "summary": post.lead, "status": "PUBLISHED", "viewCount": post.number * 7 % 900,
        }  # fmt: skip

    def api(self, ask: Call) -> Reply | None:
        if not ask.path.startswith("/api/v1/public/"):
            return None
        what, _, which = ask.path.removeprefix("/api/v1/public/").partition("/")
        if what == "site":
            menus = [{"label": label, "path": path} for label, path in self.menu()]
            return as_json({"name": self.name, "menus": menus})
        if what == "posts" and not which:
            number, size = ask.number("page"), ask.number("size", 20, 100) or 20
            found = cut(self.posts, number * size, size)
            pages = -(-len(self.posts) // size)
            return as_json({
                "content": [self._item(post) for post in found], "pageable": {"pageNumber": number, "pageSize": size},
                "totalElements": len(self.posts), "totalPages": pages, "last": number >= pages - 1, "first": not number,
                "number": number, "size": size, "numberOfElements": len(found), "empty": not found,
            })  # fmt: skip
        if what == "posts" and (post := self.find(which)):
            return as_json({**self._item(post), "content": self.body_html(post)})
        if what == "pages" and (page := self.page_of(which)):
            return as_json({"slug": which, "title": page[0].label, "content": page[1]})
        return as_json({"status": 404, "error": "Not Found", "path": ask.path}, 404)


class Laravel(Scripted):
    """Laravel's paginator, a category at a time, only for requests by script; buttons turn and the address stays."""

    make, front = "laravel", "laravel"
    routes = ("/chuyen-muc/{}", "/bai-viet/{}.html", "/trang/{}")

    def name_of(self, post: Post) -> str:
        return post.slug

    def _item(self, post: Post) -> dict[str, object]:
        return {
            "id": post.number, "tieu_de": post.title, "slug": post.slug, "tom_tat": post.lead,
            "created_at": f"{post.at - timedelta(days=1):%Y-%m-%d %H:%M:%S}", "published_at": f"{post.at:%Y-%m-%d %H:%M:%S}",
            "chuyen_muc": {"slug": post.category, "ten": self.cats[post.category]},
        }  # fmt: skip

    def api(self, ask: Call) -> Reply | None:
        if not ask.path.startswith("/api/"):
            return None
        if ask.headers.get("x-requested-with") != "XMLHttpRequest":
            return as_json({"message": "Unauthenticated."}, 401)
        what, _, which = ask.path.removeprefix("/api/").partition("/")
        if what == "khoi-tao":
            return as_json({"data": {"ten": self.name, "menu": [{"ten": n, "url": to} for n, to in self.menu()]}})
        if what == "bai-viet" and not which:
            return as_json(self._listed(ask))
        if what == "bai-viet" and (post := self.find(which)):
            return as_json({"data": {**self._item(post), "noi_dung": self.body_html(post)}})
        if what == "trang" and (page := self.page_of(which)):
            return as_json({"data": {"tieu_de": page[0].label, "noi_dung": page[1]}})
        return as_json({"message": "No query results for model."}, 404)

    def _listed(self, ask: Call) -> dict[str, object]:
        cat, n, size = ask.query.get("chuyen_muc", ""), ask.number("page", 1) or 1, 10
        posts = self.of(cat)
        last = max(1, -(-len(posts) // size))

        def at(page: int) -> str | None:
            return f"http://{self.spec.host}/api/bai-viet?chuyen_muc={cat}&page={page}" if 1 <= page <= last else None

        found = cut(posts, (n - 1) * size, size)
        return {
            "data": [self._item(post) for post in found],
            "links": {"first": at(1), "last": at(last), "prev": at(n - 1), "next": at(n + 1)},
            "meta": {"current_page": n, "from": (n - 1) * size + 1, "last_page": last, "per_page": size,
                     "to": (n - 1) * size + len(found), "total": len(posts)},
            "next_page_url": at(n + 1),
        }  # fmt: skip


class Offset(Scripted):
    """A bare array, its total in X-Total-Count; asked for 24 it gives 20 at most. Days as people write them."""

    make, front = "offset-array", "offset"
    routes = ("/ban-tin", "/ban-tin/{}", "/chuyen-trang/{}")
    most = 20

    def _item(self, post: Post) -> dict[str, object]:
        return {"Id": post.number, "Title": post.title, "Sapo": post.lead, "Ngay": f"{post.at:%d/%m/%Y %H:%M}",
                "Url": self.post_path(post)}  # fmt: skip

    def api(self, ask: Call) -> Reply | None:
        if not ask.path.startswith("/_services/"):
            return None
        what, _, which = ask.path.removeprefix("/_services/").partition("/")
        if what == "nav":
            return as_json([{"Text": self.name, "Href": "/"}, *({"Text": n, "Href": to} for n, to in self.menu())])
        if what == "news" and not which:
            found = cut(self.posts, ask.number("offset"), ask.number("limit", 10, self.most))
            return as_json([self._item(post) for post in found], headers={"X-Total-Count": str(len(self.posts))})
        if what == "news" and (post := self.find(which)):
            return as_json({**self._item(post), "Html": self.body_html(post)})
        if what == "static" and (page := self.page_of(which)):
            return as_json({"Title": page[0].label, "Html": page[1]})
        return as_json(None, 404)


class Cursor(Scripted):
    """A cursor and endless scrolling, milliseconds since 1970, no total; 429 after eight calls within three seconds."""

    make, front = "cursor", "cursor"
    routes = ("/dong-tin", "/doc/{}", "/thong-tin/{}")
    calls, seconds = 8, 3.0

    def __init__(self, spec: Spec, seed: int) -> None:
        super().__init__(spec, seed)
        self._lock = threading.Lock()
        self._asked: list[float] = []

    def name_of(self, post: Post) -> str:
        return f"b{post.number}"

    def _hurried(self) -> bool:
        now = time.monotonic()
        with self._lock:
            self._asked = [at for at in self._asked if now - at < self.seconds]
            if len(self._asked) >= self.calls:
                return True
            self._asked.append(now)
        return False

    def _item(self, post: Post) -> dict[str, object]:
        return {
            "id": self.name_of(post),
            "t": post.title,
            "d": post.lead,
            "ts": milliseconds(post.at),
            "hit": post.number,
        }

    def api(self, ask: Call) -> Reply | None:
        if not ask.path.startswith("/portal/"):
            return None
        if self._hurried():
            return as_json({"error": "too_many_requests"}, 429, {"Retry-After": "3"})
        what, _, which = ask.path.removeprefix("/portal/").partition("/")
        if what == "site":
            return as_json({"n": self.name, "m": [{"n": label, "h": to} for label, to in self.menu()]})
        if what == "feed":
            start = self._start(ask.query.get("cursor", ""))
            found = cut(self.posts, start, ask.number("take", 12, 30))
            end = start + len(found)
            more = urlsafe_b64encode(f"p:{found[-1].number}".encode()).decode() if end < len(self.posts) else None
            return as_json({"items": [self._item(post) for post in found], "nextCursor": more})
        if what == "item" and (post := self.find(which)):
            return as_json(
                {**self._item(post), "body": [*post.body, *([f"Nguồn: {post.source}"] if post.source else [])]}
            )
        if what == "page" and (page := self.page_of(which)):
            return as_json({"n": page[0].label, "html": page[1]})
        return as_json({"error": "not_found"}, 404)

    def _start(self, cursor: str) -> int:
        try:
            number = urlsafe_b64decode(cursor).decode().removeprefix("p:")
        except ValueError:
            return 0
        return next((k + 1 for k, post in enumerate(self.posts) if str(post.number) == number), 0)
