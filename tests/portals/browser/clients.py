"""What each portal's service says, asked by plain HTTP as its front-end asks it; no line of the server is used."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import urlencode

from lxml import html

VIETNAM = timezone(timedelta(hours=7))
BY_SCRIPT = {"X-Requested-With": "XMLHttpRequest"}
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Answer:
    """One answer of a web server."""

    status: int
    media_type: str
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8")

    @property
    def data(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Row:
    """A post as a list shows it; `published` is local and naive, `path` its address in the front-end."""

    path: str
    title: str
    published: datetime


@dataclass(frozen=True)
class Text:
    """A page or a post: its title, all its words, what it links to."""

    title: str
    words: str
    links: frozenset[str]


def get(url: str, headers: Mapping[str, str] | None = None, form: Mapping[str, object] | None = None) -> Answer:
    """One request; a POST where there is a form."""
    body = urlencode(form).encode() if form is not None else None
    request = urllib.request.Request(url, data=body, headers=dict(headers or {}))
    try:
        with _opener.open(request, timeout=30) as answer:
            return Answer(answer.status, answer.headers.get_content_type(), answer.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.headers.get_content_type(), error.read())


@dataclass(frozen=True)
class Client:
    """How to ask one portal. `base` ends without a slash.

    `rows`: all posts, page after page; `text`: what stands at an address of the front-end, None when the service knows
    nothing of it; `refused`: requests without what the front-end sends along.
    """

    rows: Callable[[str], list[Row]]
    text: Callable[[str, str], Text | None]
    refused: tuple[str, ...]
    unknown: tuple[str, ...]


def _text(title: str, markup: str) -> Text:
    tree: html.HtmlElement = html.document_fromstring(f"<body>{markup}</body>")
    return Text(title, f"{title} {tree.text_content()}", frozenset(tree.xpath("//a/@href")))


def _local(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, VIETNAM).replace(tzinfo=None)


# react: /api/v1


def _react_get(base: str, path: str, **query: object) -> Answer:
    found = re.search(r'TENANT: "(\w+)"', get(base + "/env.js").text)
    assert found is not None
    return get(f"{base}/api/v1{path}?{urlencode({'tenant': found[1], **query})}")


def _react_rows(base: str) -> list[Row]:
    rows: list[Row] = []
    page, total = 1, 1
    while len(rows) < total:
        data = _react_get(base, "/posts", page=page, size=9).data["data"]
        assert data["items"], "a page that ends before the total"
        for item in data["items"]:
            moment = datetime.fromisoformat(item["publishedAt"])
            assert moment.utcoffset() == timedelta(0)
            local = moment.astimezone(VIETNAM).replace(tzinfo=None)
            rows.append(Row(f"/tin-tuc/{item['slug']}", item["title"], local))
        page, total = page + 1, data["total"]
    return rows


def _react_text(base: str, path: str) -> Text | None:
    kind, slug = path.removeprefix("/").split("/")
    answer = _react_get(base, f"/{ {'tin-tuc': 'posts', 'trang': 'pages'}[kind] }/{slug}")
    found = answer.data["data"] if answer.status == 200 else None
    return _text(found["title"], found["content"]) if found else None


# vue-hash: /gateway/portal


def _vue_rows(base: str) -> list[Row]:
    rows: list[Row] = []
    total = 1
    while len(rows) < total:
        answer = get(f"{base}/gateway/portal/tin-tuc?offset={len(rows)}&limit=10", BY_SCRIPT).data
        result = answer["Result"]
        assert answer["Status"] == 1
        assert result["Data"], "a page that ends before the total"
        for item in result["Data"]:
            found = re.fullmatch(r"/Date\((\d+)\)/", item["NgayDang"])
            assert found is not None
            rows.append(Row(f"/#/tin-tuc/{item['Id']}", item["TieuDe"], _local(int(found[1]))))
        total = result["Total"]
    return rows


def _vue_text(base: str, path: str) -> Text | None:
    answer = get(f"{base}/gateway/portal{path.removeprefix('/#')}", BY_SCRIPT)
    found = answer.data["Result"] if answer.status == 200 else None
    return _text(found["TieuDe"], found["NoiDung"]) if found else None


# svelte: /portal-service/open


def _svelte_get(base: str, path: str, **query: object) -> Answer:
    site = get(f"{base}/portal-service/open/site?domain=x").data["site"]
    return get(f"{base}/portal-service/open{path}?{urlencode({'siteId': site['siteId'], **query})}")


def _svelte_rows(base: str) -> list[Row]:
    rows: list[Row] = []
    more: dict[str, str] = {}
    while True:
        data = _svelte_get(base, "/articles", pageSize=12, **more).data
        rows += [Row(f"/bai-viet/{i['id']}", i["name"], _local(i["createTime"])) for i in data["list"]]
        assert data["hasMore"] == (data["nextCursor"] is not None)
        if not data["hasMore"]:
            return rows
        more = {"cursor": data["nextCursor"]}


def _svelte_text(base: str, path: str) -> Text | None:
    head, _, number = path.removeprefix("/").partition("/")
    answer = _svelte_get(base, f"/articles/{number}" if number else f"/pages/{head}")
    if answer.status != 200:
        return None
    found = answer.data["article" if number else "page"]
    links = [link for block in found["blocks"] for link in block.get("links", ())]
    words = [block.get("text", "") for block in found["blocks"]] + [link["label"] for link in links]
    return Text(found["name"], " ".join([found["name"], *words]), frozenset(link["url"] for link in links))


# preact-notice: /api/public


def _preact_rows(base: str) -> list[Row]:
    rows: list[Row] = []
    page, last = 1, 1
    while page <= last:
        data = get(f"{base}/api/public/bai-viet?trang={page}&soDong=12").data["duLieu"]
        for item in data["danhSach"]:
            when = datetime.strptime(item["ngayDang"], "%d/%m/%Y %H:%M")
            rows.append(Row(item["duongDan"], item["tieuDe"], when))
        page, last = page + 1, data["tongSoTrang"]
    assert len(rows) == data["tongSo"]
    return rows


def _preact_text(base: str, path: str) -> Text | None:
    number = re.search(r"-(\d+)\.html$", path)
    own = f"bai-viet/{number[1]}" if number else f"trang/{path.removeprefix('/noi-dung/')}"
    answer = get(f"{base}/api/public/{own}")
    found = answer.data["duLieu"]
    assert (found is not None) == (answer.status == 200)
    return _text(found["tieuDe"], found["noiDung"]) if found else None


# aspnet: /Handler/News.ashx


def _aspnet_rows(base: str) -> list[Row]:
    rows: list[Row] = []
    page, last = 1, 1
    while page <= last:
        form = {"action": "list", "cm": 0, "page": page, "size": 10}
        data = get(f"{base}/Handler/News.ashx", BY_SCRIPT, form).data
        assert data["Success"] is True
        tree: html.HtmlElement = html.document_fromstring(data["Html"])
        for link, day in zip(tree.xpath("//a"), tree.xpath('//*[@class="ngay"]/text()'), strict=True):
            rows.append(Row(link.get("href"), link.text_content(), datetime.strptime(day, "(%d/%m/%Y %H:%M)")))
        page, last = page + 1, data["PageCount"]
    assert len(rows) == data["TotalRow"]
    return rows


def _aspnet_text(base: str, path: str) -> Text | None:
    answer = get(base + path)
    if answer.status != 200:
        return None
    tree: html.HtmlElement = html.document_fromstring(answer.text)
    main = tree.get_element_by_id("main")
    return Text(main.findtext("h1") or "", main.text_content(), frozenset(main.xpath(".//a/@href")))


CLIENTS: dict[str, Client] = {
    "react": Client(
        _react_rows,
        _react_text,
        ("/api/v1/posts?page=1&size=9", "/api/v1/pages/lien-he?tenant=khac"),
        ("/api/v1/posts/khong-co", "/api/v1/khong-co"),
    ),
    "vue-hash": Client(
        _vue_rows,
        _vue_text,
        ("/gateway/portal/tin-tuc?offset=0&limit=10", "/gateway/portal/menu"),
        ("/gateway/portal/tin-tuc/1", "/gateway/portal/khong-co"),
    ),
    "svelte": Client(
        _svelte_rows,
        _svelte_text,
        ("/portal-service/open/articles", "/portal-service/open/articles?siteId=1"),
        ("/portal-service/open/articles/1", "/portal-service/open/khong-co"),
    ),
    "preact-notice": Client(_preact_rows, _preact_text, (), ("/api/public/bai-viet/1", "/api/public/khong-co")),
    "aspnet": Client(_aspnet_rows, _aspnet_text, (), ()),
}
CLIENTS["react-broken"] = CLIENTS["react"]
