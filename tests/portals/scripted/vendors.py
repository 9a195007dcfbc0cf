"""Interfaces of products: GraphQL, ASP.NET page methods, OData on a host of its own, Strapi, DataTables."""
# ruff: noqa: E501 (answers and markup stand as their vendor would send them)

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from html import escape as esc

from tests.portals.labelled.site import Reply
from tests.portals.nasty.posts import Post, local
from tests.portals.scripted.school import DRAFT, Scripted, cut, milliseconds, zulu
from tests.portals.scripted.web import Call, as_json


class GraphQL(Scripted):
    """One address for all; variables say what; edges with cursors; a CSRF token from the frame's meta is asked for."""

    make, front = "graphql", "graphql"
    routes = ("/danh-muc/{}", "/tin/{}", "/p/{}")
    head = '<meta name="csrf-token" content="kQ7x1vT0pZ">'

    def _node(self, post: Post) -> dict[str, object]:
        return {"__typename": "Article", "id": b64encode(f"Article:{post.number}".encode()).decode(),
                "databaseId": post.number, "heading": post.title, "teaser": post.lead,
                "releasedOn": post.at.isoformat()}  # fmt: skip

    def api(self, ask: Call) -> Reply | None:
        if ask.path != "/graphql":
            return None
        if ask.method != "POST" or ask.headers.get("x-csrf-token") != "kQ7x1vT0pZ":
            return as_json({"errors": [{"message": "CSRF token mismatch."}]}, 419)
        given = ask.data.get("variables") or {}
        name = ask.data.get("operationName")
        data: dict[str, object] = {}
        if name == "Site":
            data["site"] = {"title": self.name, "navigation": [{"label": n, "to": to} for n, to in self.menu()]}
        elif name == "Articles":
            data["articles"] = self._articles(str(given.get("category") or ""), given.get("first"), given.get("after"))
        elif name == "Article":
            post = self.find(str(given.get("id")))
            data["article"] = {**self._node(post), "html": self.body_html(post)} if post else None
        elif name == "Page":
            page = self.page_of(str(given.get("slug")))
            data["page"] = {"__typename": "Page", "heading": page[0].label, "html": page[1]} if page else None
        else:
            return as_json({"errors": [{"message": f"Unknown operation {name}"}]}, 400)
        return as_json({"data": data})

    def _articles(self, cat: str, first: object, after: object) -> dict[str, object]:
        posts = self.of(cat)
        start = int(after.removeprefix("c")) if isinstance(after, str) and after[1:].isdigit() else 0
        found = cut(posts, start, min(first, 30) if isinstance(first, int) else 10)
        end = start + len(found)
        edges = [{"cursor": f"c{start + k}", "node": self._node(post)} for k, post in enumerate(found, 1)]
        return {"totalCount": len(posts), "edges": edges,
                "pageInfo": {"hasNextPage": end < len(posts), "endCursor": f"c{end}"}}  # fmt: skip


class PageMethods(Scripted):
    """``POST /Default.aspx/LayTinTuc`` → ``{"d": "json as a string"}``, ``/Date(ms)/``; nine posts are of the other school
    of the commune, and the page leaves them out; hash routes."""

    make, front, hashed = "page-methods", "pagemethods", True
    routes = ("/chuyen-muc/{}", "/tin-tuc/{}", "/trang/{}")
    unit, other = "DV0214", "DV0215"

    def _row(self, post: Post) -> dict[str, object]:
        return {
            "ID": post.number, "TieuDe": post.title, "TomTat": post.lead, "NgayDang": f"/Date({milliseconds(post.at)})/",
            "MaDonVi": self.other if post in self.strangers else self.unit, "LuotXem": post.number % 300, "TrangThai": 1,
        }  # fmt: skip

    def api(self, ask: Call) -> Reply | None:
        found = re.fullmatch(r"/Default\.aspx/(\w+)", ask.path)
        if not found:
            return None
        if ask.method != "POST" or "application/json" not in ask.headers.get("content-type", ""):
            return Reply("<title>Runtime Error</title><h1>Server Error in '/' Application.</h1>", 500)
        given = ask.data
        value: object = None
        if found[1] == "LayCauHinh":
            value = {
                "TenDonVi": self.name,
                "MaDonVi": self.unit,
                "Menu": [{"Ten": n, "Url": to} for n, to in self.menu()],
            }
        elif found[1] == "LayTinTuc":
            posts = [post for post in self.given if post.category == given.get("chuyenMuc", post.category)]
            size = min(int(given.get("soDong") or 10), 50)
            rows = cut(posts, (int(given.get("trang") or 1) - 1) * size, size)
            value = {"Tong": len(posts), "Rows": [self._row(post) for post in rows]}
        elif found[1] == "LayChiTiet" and (post := self.find(str(given.get("id")))):
            value = {**self._row(post), "NoiDung": self.body_html(post)}
        elif found[1] == "LayTrang" and (page := self.page_of(str(given.get("ma")))):
            value = {"TieuDe": page[0].label, "NoiDung": page[1]}
        return as_json({"d": json.dumps(value, ensure_ascii=False)})


class OData(Scripted):
    """OData on ``api.`` of the same domain, ten at most; a day of typing in beside that of publishing; links turn pages."""

    make, front = "odata", "odata"
    routes = ("/tin-bai", "/tin-bai/{}", "/muc/{}")
    most = 10

    def frame(self) -> Reply:
        plain = super().frame()
        assert isinstance(plain.body, str)
        return Reply(
            plain.body.replace(
                "<script", f'<script>var MAY_CHU="http://api.{self.spec.host}/odata/"</script><script', 1
            )
        )

    def api(self, ask: Call) -> Reply | None:
        """Nothing of it is on the portal's own host."""
        return None

    def _entity(self, post: Post) -> dict[str, object]:
        return {"Id": post.number, "NgayNhap": zulu(post.at - timedelta(days=2)), "NgayXuatBan": zulu(post.at),
                "TieuDe": post.title, "MoTa": post.lead}  # fmt: skip

    def service(self, ask: Call) -> Reply:
        """What the other host answers."""
        base = f"http://api.{self.spec.host}/odata/"
        value: dict[str, object] | None = None
        if ask.path == "/odata/CauHinh":
            value = {"Ten": self.name, "Menu": [{"Ten": n, "DuongDan": to} for n, to in self.menu()]}
        elif ask.path == "/odata/BaiViet":
            skip, top = ask.number("$skip"), ask.number("$top", self.most)
            found = cut(self.posts, skip, min(top, self.most))
            value = {"@odata.context": f"{base}$metadata#BaiViet", "@odata.count": len(self.posts),
                     "value": [self._entity(post) for post in found]}  # fmt: skip
            if skip + len(found) < len(self.posts):
                value["@odata.nextLink"] = (
                    f"{base}BaiViet?$count=true&$orderby=NgayXuatBan desc&$skip={skip + len(found)}"
                )
        elif (named := re.fullmatch(r"/odata/BaiViet\((\d+)\)", ask.path)) and (post := self.find(named[1])):
            value = {
                "@odata.context": f"{base}$metadata#BaiViet/$entity",
                **self._entity(post),
                "NoiDung": self.body_html(post),
            }
        elif (named := re.fullmatch(r"/odata/Trang\('([\w-]+)'\)", ask.path)) and (page := self.page_of(named[1])):
            value = {"TieuDe": page[0].label, "NoiDung": page[1]}
        headers = {"Access-Control-Allow-Origin": "*", "OData-Version": "4.0"}
        return as_json(value or {"error": {"code": "404"}}, 200 if value else 404, headers)


@dataclass(frozen=True)
class ServiceHost:
    """The host on which an `OData` portal's interface is."""

    portal: OData

    def answer(self, ask: Call) -> Reply:
        """Answer one request."""
        return self.portal.service(ask)


class Strapi(Scripted):
    """Strapi 4: `publishedAt` and `createdAt` of older posts are of the day of a move, the page prints `ngayDang`, a day
    without a time; posts with `trangThai` 0 are given and left out by the page; texts in pieces."""

    make, front = "strapi", "strapi"
    routes = ("/hoat-dong", "/hoat-dong/{}", "/trang-tin/{}")
    moved = local("2022-03-12 02:10")

    def name_of(self, post: Post) -> str:
        return post.slug

    def _entry(self, post: Post, **more: object) -> dict[str, object]:
        when = zulu(max(self.moved + timedelta(seconds=post.number), post.at))
        return {"id": post.number, "attributes": {
            "tieuDe": post.title, "slug": post.slug, "moTa": post.lead, "ngayDang": f"{post.at:%Y-%m-%d}",
            "trangThai": 0 if DRAFT in post.traps else 1, "createdAt": when, "updatedAt": when, "publishedAt": when, **more,
        }}  # fmt: skip

    def api(self, ask: Call) -> Reply | None:
        if not ask.path.startswith("/cms/api/"):
            return None
        what = ask.path.removeprefix("/cms/api/")
        if what == "cau-hinh":
            menu = [{"nhan": n, "lienKet": to} for n, to in self.menu()]
            return as_json({"data": {"id": 1, "attributes": {"tenTruong": self.name, "menu": menu}}, "meta": {}})
        if what == "bai-viets" and (slug := ask.query.get("filters[slug][$eq]")):
            post = self.find(slug)
            texts = (
                [{"type": "paragraph", "children": [{"type": "text", "text": text}]} for text in post.body]
                if post
                else []
            )
            return self._many([self._entry(post, noiDung=texts)] if post else [], 1, 25, 1 if post else 0)
        if what == "bai-viets":
            n, size = ask.number("pagination[page]", 1) or 1, ask.number("pagination[pageSize]", 25, 100) or 25
            found = [self._entry(post) for post in cut(self.given, (n - 1) * size, size)]
            return self._many(found, n, size, len(self.given))
        if what == "trangs":
            page = self.page_of(ask.query.get("filters[slug][$eq]", ""))
            one = {"id": 7, "attributes": {"tieuDe": page[0].label, "html": page[1]}} if page else None
            return self._many([one] if one else [], 1, 25, 1 if one else 0)
        return as_json({"data": None, "error": {"status": 404, "name": "NotFoundError"}}, 404)

    def _many(self, found: Sequence[object], n: int, size: int, total: int) -> Reply:
        pages = {"page": n, "pageSize": size, "pageCount": -(-total // size), "total": total}
        return as_json({"data": found, "meta": {"pagination": pages}})


class DataTables(Scripted):
    """Rows as arrays with markup in them, asked for by forms with ``draw``, ``start`` and ``length``; pages turn by ``#``."""

    make, front = "datatables", "datatables"
    routes = ("/tin", "/xem/{}", "/{}.html")

    def api(self, ask: Call) -> Reply | None:
        if not ask.path.startswith("/ajax/"):
            return None
        what = ask.path.removeprefix("/ajax/")
        if what == "menu":
            return as_json({"title": self.name, "items": [[n, to] for n, to in self.menu()]})
        if what == "ds-tin" and ask.method == "POST":
            start = ask.number("start")
            rows = [
                [str(start + k), f'<a href="{self.post_path(p)}">{esc(p.title)}</a>', f"{p.at:%d/%m/%Y %H:%M}", str(p.number % 800)]
                for k, p in enumerate(cut(self.posts, start, ask.number("length", 10, 50)), 1)
            ]  # fmt: skip
            count = len(self.posts)
            return as_json({"draw": ask.number("draw"), "recordsTotal": count, "recordsFiltered": count, "data": rows})
        if what == "tin" and (post := self.find(ask.query.get("id", ""))):
            return as_json({"tieude": post.title, "ngay": f"{post.at:%d/%m/%Y %H:%M}", "noidung": self.body_html(post)})
        if what == "trang" and (page := self.page_of(ask.query.get("ma", ""))):
            return as_json({"tieude": page[0].label, "noidung": page[1]})
        return as_json({"error": "not found"}, 404)
