"""Interfaces that mislead: the last page for ever, totals that are wrong either way, lists of like shape, a closed door."""
# ruff: noqa: E501 (answers and markup stand as their vendor would send them)

from __future__ import annotations

from datetime import timedelta

from tests.portals.labelled.site import Reply
from tests.portals.nasty.portal import Spec
from tests.portals.nasty.posts import Post
from tests.portals.scripted.school import Scripted, cut, naive
from tests.portals.scripted.web import Call, as_json


class LastForEver(Scripted):
    """Every page beyond the last is the last page again, and nothing says how many there are."""

    make, front = "last-for-ever", "lastpage"
    routes = ("/tin", "/tin/{}", "/trang/{}")

    def _row(self, post: Post) -> dict[str, object]:
        return {"id": post.number, "title": post.title, "date": f"{post.at:%d-%m-%Y}"}

    def api(self, ask: Call) -> Reply | None:
        if not ask.path.startswith("/api/"):
            return None
        what, _, which = ask.path.removeprefix("/api/").partition("/")
        if what == "menu":
            return as_json({"school": self.name, "rows": [{"title": n, "href": to} for n, to in self.menu()]})
        if what == "list":
            size = 12
            last = -(-len(self.posts) // size)
            n = min(max(ask.number("p", 1), 1), last)
            return as_json({"rows": [self._row(post) for post in cut(self.posts, (n - 1) * size, size)]})
        if what == "post" and (post := self.find(which)):
            return as_json({**self._row(post), "body": self.body_html(post)})
        if what == "page" and (page := self.page_of(which)):
            return as_json({"title": page[0].label, "body": page[1]})
        return as_json({"error": "not found"}, 404)


class TooLow(Scripted):
    """Says that there are 30 posts and has far more; its page goes on until a page is not full. Local times, no zone."""

    make, front = "total-too-low", "toolow"
    routes = ("/news", "/news/{}", "/info/{}")
    said = 30

    def _item(self, post: Post) -> dict[str, object]:
        return {"newsId": post.number, "newsTitle": post.title, "createdDate": naive(post.at - timedelta(days=1)),
                "publishDate": naive(post.at), "modifiedDate": naive(post.updated or post.at), "brief": post.lead}  # fmt: skip

    def api(self, ask: Call) -> Reply | None:
        if not ask.path.startswith("/gateway/"):
            return None
        what = ask.path.removeprefix("/gateway/")
        result: object = None
        if what == "portal/info":
            result = {"portalName": self.name, "menus": [{"menuName": n, "menuLink": to} for n, to in self.menu()]}
        elif what == "news/search" and ask.method == "POST":
            index, size = int(ask.data.get("pageIndex") or 1), min(int(ask.data.get("pageSize") or 10), 20)
            found = cut(self.posts, (index - 1) * size, size)
            result = {"items": [self._item(post) for post in found], "totalCount": self.said}
        elif what == "news/detail" and (post := self.find(ask.query.get("id", ""))):
            result = {**self._item(post), "content": self.body_html(post)}
        elif what == "info/detail" and (page := self.page_of(ask.query.get("code", ""))):
            result = {"title": page[0].label, "content": page[1]}
        if result is None:
            return as_json({"success": False, "errorMessage": "Not found", "result": None}, 404)
        return as_json({"success": True, "errorMessage": None, "result": result})


class TooHigh(Scripted):
    """Says that there are 400 posts on 40 pages; after those that exist the pages are empty.

    Nobody can know from outside whether the others were deleted or are kept back.
    """

    make, front = "total-too-high", "toohigh"
    routes = ("/tin", "/tin/{}", "/gt/{}")
    expected = False
    why_not = "400 posts are said and the rest of the pages are empty: gone or kept back, nobody outside can know"

    def _row(self, post: Post) -> dict[str, object]:
        return {"maTin": post.number, "tieuDe": post.title, "ngayDang": f"{post.at:%d/%m/%Y}", "trichYeu": post.lead}

    def api(self, ask: Call) -> Reply | None:
        if not ask.path.startswith("/ws/"):
            return None
        what, _, which = ask.path.removeprefix("/ws/").partition("/")
        if what == "he-thong":
            return as_json({"tenTruong": self.name, "menu": [{"ten": n, "duongDan": to} for n, to in self.menu()]})
        if what == "tin" and not which:
            found = cut(self.posts, ((ask.number("trang", 1) or 1) - 1) * 10, 10)
            return as_json({"danhSach": [self._row(post) for post in found], "tongSo": 400, "soTrang": 40})
        if what == "tin" and (post := self.find(which)):
            return as_json({**self._row(post), "noiDung": self.body_html(post)})
        if what == "gt" and (page := self.page_of(which)):
            return as_json({"tieuDe": page[0].label, "noiDung": page[1]})
        return as_json({"loi": 404}, 404)


class Crowded(Scripted):
    """Every answer holds banners, staff and papers of the very shape of posts, with days of the school year."""

    make, front = "crowded-json", "crowded"
    routes = ("/articles", "/articles/{}", "/pages/{}")

    def __init__(self, spec: Spec, seed: int) -> None:
        super().__init__(spec, seed)
        whole = [post.at for post in self.posts if post.at.year in (2021, 2022)]
        self._days = [whole[k % len(whole)] for k in range(64)]

    def _like(self, number: int, title: str, slug: str) -> dict[str, object]:
        day = naive(self._days[number % 64])
        return {"id": 9000 + number, "title": title, "slug": slug, "createdAt": day, "publishedAt": day, "summary": ""}

    def _others(self) -> dict[str, object]:
        names = ("Nguyễn Thị Hạnh", "Trần Văn Bình", "Lê Thị Mai", "Phạm Ngọc Ánh", "Võ Minh Tuấn", "Đặng Thu Hà")
        posts = ("Tổ trưởng tổ Văn phòng", "Giáo viên lớp 1", "Giáo viên lớp 2", "Giáo viên lớp 3")
        staff = [
            self._like(k, f"{n} - {p}", f"can-bo-{k}") for k, (n, p) in enumerate((n, p) for n in names for p in posts)
        ]
        papers = [self._like(24 + k, f"Quyết định số {31 + k}/QĐ-TH", f"van-ban-{k}") for k in range(30)]
        banners = [self._like(54 + k, text, f"banner-{k}") for k, text in enumerate(
            ("Chào mừng năm học mới", "Học sinh là trung tâm", "An toàn giao thông", "Phòng chống dịch bệnh"))]  # fmt: skip
        return {"banners": banners, "staff": staff, "documents": papers}

    def _item(self, post: Post) -> dict[str, object]:
        return {"id": post.number, "title": post.title, "slug": post.slug, "createdAt": naive(post.at - timedelta(days=1)),
                "publishedAt": naive(post.at), "summary": post.lead}  # fmt: skip

    def name_of(self, post: Post) -> str:
        return post.slug

    def api(self, ask: Call) -> Reply | None:
        if not ask.path.startswith("/api/"):
            return None
        what, _, which = ask.path.removeprefix("/api/").partition("/")
        if what == "bootstrap":
            menus = [{"id": k, "title": n, "slug": to} for k, (n, to) in enumerate(self.menu(), 1)]
            return as_json(
                {
                    "site": {"title": self.name},
                    "menus": menus,
                    **self._others(),
                    "articles": [self._item(p) for p in self.posts[:6]],
                }
            )
        if what == "articles" and not which:
            found = cut(self.posts, ((ask.number("page", 1) or 1) - 1) * 10, 10)
            widgets = {**self._others(), "related": [self._item(post) for post in self.posts[:3]]}
            return as_json(
                {"widgets": widgets, "articles": {"items": [self._item(p) for p in found], "total": len(self.posts)}}
            )
        if what == "articles" and (post := self.find(which)):
            return as_json(
                {
                    "article": {**self._item(post), "html": self.body_html(post)},
                    "related": [self._item(p) for p in self.posts[:4]],
                }
            )
        if what == "pages" and (page := self.page_of(which)):
            shown: dict[str, object] = {"title": page[0].label, "html": page[1]}
            return as_json({"page": shown, "widgets": self._others()})
        return as_json({"error": "not found"}, 404)


class Forbidden(LastForEver):
    """The interface is behind what robots.txt forbids: an honest crawler sees the frame and no more."""

    make, front = "robots-forbids", "lastpage"
    expected = False
    why_not = "robots.txt forbids the interface without which no page shows anything"
    robots = "User-agent: *\nDisallow: /api/\n"
