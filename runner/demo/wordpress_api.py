"""The part of WordPress's REST API that strangers use: posts, categories, pages of results, totals in headers."""

from __future__ import annotations

import html
import json
import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from runner.demo.model import Post, Request, Response
from runner.demo.writing import CATEGORY_LABELS

LOCAL_OFFSET = timedelta(hours=7)
MOST_PER_PAGE = 100
CATEGORY_IDS = {slug: 5 + index for index, slug in enumerate(CATEGORY_LABELS)}


class WordPressApi:
    """Answers `/wp/v2/…` for the posts of one portal."""

    def __init__(
        self,
        origin: str,
        name: str,
        posts: tuple[Post, ...],
        post_url: Callable[[Post], str],
        categories: tuple[str, ...],
    ) -> None:
        self.origin = origin
        self.name = name
        self.posts = posts
        self.post_url = post_url
        self.categories = categories

    def refuse(self) -> Response:
        """What a security plugin says to strangers."""
        return _error("rest_not_logged_in", "Bạn hiện chưa đăng nhập.", 401)

    def answer(self, route: str, request: Request) -> Response:
        """Answer a route such as ``/wp/v2/posts``."""
        route = route.rstrip("/") or "/"
        if route == "/":
            index = {
                "name": self.name,
                "description": "Cổng thông tin điện tử",
                "url": self.origin,
                "home": self.origin,
                "gmt_offset": "7",
                "timezone_string": "Asia/Ho_Chi_Minh",
                "namespaces": ["oembed/1.0", "wp/v2"],
                "routes": {"/wp/v2/posts": {"methods": ["GET"]}, "/wp/v2/categories": {"methods": ["GET"]}},
            }
            return _json(index)
        if route == "/wp/v2/posts":
            return self._posts(request)
        if route.startswith("/wp/v2/posts/"):
            return self._one(route.rpartition("/")[2], request)
        if route == "/wp/v2/categories":
            return self._page([self._category(slug) for slug in self.categories], request, "/wp/v2/categories")
        return _error("rest_no_route", "Không tìm thấy đường dẫn phù hợp với URL và phương thức yêu cầu.", 404)

    def _posts(self, request: Request) -> Response:
        found = list(self.posts)
        for name in ("after", "before"):
            text = request.arg(name)
            if not text:
                continue
            edge = _local(text)
            if edge is None:
                return _error("rest_invalid_param", f"Tham số không hợp lệ: {name}", 400)
            # Both ends are left out, and days are compared as the site's own time, as WordPress does.
            found = [p for p in found if (p.published > edge if name == "after" else p.published < edge)]
        wanted = {part for part in request.arg("categories").split(",") if part}
        if wanted:
            found = [post for post in found if any(str(CATEGORY_IDS[slug]) in wanted for slug in post.categories)]
        if request.arg("order") == "asc":
            found.reverse()
        return self._page([self._post(post) for post in found], request, "/wp/v2/posts")

    def _one(self, number: str, request: Request) -> Response:
        for post in self.posts:
            if str(post.id) == number:
                return _json(_only(self._post(post), request))
        return _error("rest_post_invalid_id", "ID bài viết không hợp lệ.", 404)

    def _page(self, rows: list[dict[str, Any]], request: Request, route: str) -> Response:
        size_text, page_text = request.arg("per_page", "10"), request.arg("page", "1")
        if not (size_text.isdigit() and 1 <= int(size_text) <= MOST_PER_PAGE):
            return _error("rest_invalid_param", "Tham số không hợp lệ: per_page", 400)
        if not (page_text.isdigit() and int(page_text) >= 1):
            return _error("rest_invalid_param", "Tham số không hợp lệ: page", 400)
        size, page = int(size_text), int(page_text)
        pages = math.ceil(len(rows) / size)
        if page > max(pages, 1):
            message = "Số trang được yêu cầu lớn hơn số trang hiện có."
            return _error("rest_post_invalid_page_number", message, 400)
        shown = [_only(row, request) for row in rows[(page - 1) * size : page * size]]
        headers = [("X-WP-Total", str(len(rows))), ("X-WP-TotalPages", str(pages))]
        if page < pages:
            target = f"{self.origin}/wp-json{route}?per_page={size}&page={page + 1}"
            headers.append(("Link", f'<{target}>; rel="next"'))
        return _json(shown, headers=tuple(headers))

    def _post(self, post: Post) -> dict[str, Any]:
        link = self.origin + self.post_url(post)
        body = "".join(f"<p>{html.escape(text)}</p>\n" for text in post.paragraphs)
        if post.source:
            body += f"<p><em>{html.escape(post.source)}</em></p>\n"
        return {
            "id": post.id,
            "date": f"{post.published:%Y-%m-%dT%H:%M:%S}",
            "date_gmt": f"{post.published - LOCAL_OFFSET:%Y-%m-%dT%H:%M:%S}",
            "guid": {"rendered": f"{self.origin}/?p={post.id}"},
            "modified": f"{post.published + timedelta(days=3):%Y-%m-%dT%H:%M:%S}",
            "modified_gmt": f"{post.published + timedelta(days=3) - LOCAL_OFFSET:%Y-%m-%dT%H:%M:%S}",
            "slug": post.slug,
            "status": "publish",
            "type": "post",
            "link": link,
            "title": {"rendered": html.escape(post.title).replace("–", "&#8211;")},
            "content": {"rendered": body, "protected": False},
            "excerpt": {"rendered": f"<p>{html.escape(post.paragraphs[0])}</p>\n", "protected": False},
            "author": 1,
            "featured_media": 0,
            "sticky": post.pinned,
            "categories": [CATEGORY_IDS[slug] for slug in post.categories],
            "tags": [],
        }

    def _category(self, slug: str) -> dict[str, Any]:
        return {
            "id": CATEGORY_IDS[slug],
            "count": sum(slug in post.categories for post in self.posts),
            "link": f"{self.origin}/category/tin-tuc/{slug}/",
            "name": CATEGORY_LABELS[slug],
            "slug": slug,
            "taxonomy": "category",
            "parent": 4,
        }


def _local(text: str) -> datetime | None:
    """The moment as naive local time; None when `text` is no ISO date-time. WordPress compares local times."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        return moment
    return (moment.astimezone(UTC) + LOCAL_OFFSET).replace(tzinfo=None)


def _only(row: dict[str, Any], request: Request) -> dict[str, Any]:
    """The fields asked for with `_fields`; ``title.rendered`` keeps the whole of ``title``."""
    names = {name.strip().partition(".")[0] for name in request.arg("_fields").split(",") if name.strip()}
    return {name: value for name, value in row.items() if name in names} if names else row


def _json(value: Any, status: int = 200, headers: tuple[tuple[str, str], ...] = ()) -> Response:
    body = json.dumps(value, ensure_ascii=True).encode()
    return Response(body, status, "application/json; charset=UTF-8", headers)


def _error(code: str, message: str, status: int) -> Response:
    return _json({"code": code, "message": message, "data": {"status": status}}, status)
