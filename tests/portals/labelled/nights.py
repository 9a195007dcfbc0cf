"""Portals that change between one night and the next, behind servers that send validators, none, or lie with them."""
# ruff: noqa: E501 (a portal's parts stand on a line each)

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Literal

from tests.portals.labelled.drupal import Drupal10
from tests.portals.labelled.model import Block, Item, Page
from tests.portals.labelled.posts import Plan
from tests.portals.labelled.rosters import BINH_KHE, categories, menu, portal
from tests.portals.labelled.sections import Kit
from tests.portals.labelled.server import Host
from tests.portals.labelled.site import Ask, Reply, Site

Y20, Y21 = "2020-2021", "2021-2022"
Validators = Literal["none", "etag", "modified", "same-etag", "modified-now", "never-304", "always-304"]
"""How a server treats conditional requests.

``etag`` and ``modified`` are honest; ``none`` sends nothing; ``same-etag`` sends one ETag whatever the body and answers
304 to it; ``modified-now`` says that all was changed just now; ``never-304`` sends an ETag and answers 200 all the same;
``always-304`` answers 304 to anything that asks with a validator.
"""


@dataclass
class Night:
    """A portal as it answers tonight. All may be set anew between two nights.

    `broken` tells the addresses that answer 500, `redraw` changes a page's markup before it is sent.
    """

    site: Host
    validators: Validators = "etag"
    broken: Callable[[Ask], bool] = lambda ask: False
    redraw: Callable[[str], str] = lambda text: text
    unchanged: list[str] = field(default_factory=list)
    asked: list[Ask] = field(default_factory=list)

    def answer(self, ask: Ask) -> Reply:
        """The site's answer, its failure, or 304."""
        self.asked.append(ask)
        if self.broken(ask):
            return Reply("<html><body><h1>500 Internal Server Error</h1></body></html>", 500)
        reply = self.site.answer(ask)
        if isinstance(reply.body, str) and reply.kind.startswith("text/html"):
            reply = replace(reply, body=self.redraw(reply.body))
        if reply.status != 200 or ask.path == "/robots.txt":
            return reply
        body = reply.body.encode() if isinstance(reply.body, str) else reply.body
        headers = self._headers(body)
        if self._fresh(ask, headers):
            self.unchanged.append(ask.target)
            return Reply("", 304, headers=headers)
        return replace(reply, headers={**reply.headers, **headers})

    def _headers(self, body: bytes) -> dict[str, str]:
        mark = hashlib.sha256(body).hexdigest()[:16]
        if self.validators in ("etag", "never-304", "always-304"):
            return {"ETag": f'"{mark}"'}
        if self.validators == "same-etag":
            return {"ETag": '"trang-tinh"'}
        if self.validators == "modified":
            # A moment of its own for every body stands in for the file's time.
            return {"Last-Modified": format_datetime(datetime.fromtimestamp(1_600_000_000 + int(mark[:6], 16), UTC))}
        if self.validators == "modified-now":
            return {"Last-Modified": format_datetime(datetime.now(UTC))}
        return {}

    def _fresh(self, ask: Ask, headers: dict[str, str]) -> bool:
        asked = {name: ask.headers[name] for name in ("if-none-match", "if-modified-since") if name in ask.headers}
        if not asked or self.validators in ("never-304", "modified-now"):
            return False
        if self.validators == "always-304":
            return True
        return asked.get("if-none-match", asked.get("if-modified-since")) in headers.values()


def whole(kit: Kit) -> list[Page]:
    """All sections, well kept."""
    return [
        kit.gioi_thieu(),
        kit.lien_he(),
        kit.tuyen_sinh(),
        kit.van_ban(),
        kit.forms(),
        *kit.by_year("Công khai", (Y20, Y21)),
    ]


def changing(code: str, name: str, make: type[Site] = Drupal10, counted: int = 40) -> Site:
    """A good portal of 2021-2022 whose newest posts are those of the window: `counted` of them, twelve notices, the
    rest news; twenty more lie before it."""
    host = f"{code.lower()}.dem.test"
    kit = Kit(name, "TH", "/sites/default/files/{y}-{m:02d}/{name}")
    plan = Plan(1700 + counted, "TH", {Y20: {"tin": 15, "thong_bao": 5}, Y21: {"tin": counted - 12, "thong_bao": 12}})
    return portal(make, code, name, "TH", host, BINH_KHE, "plain", plan, whole(kit), categories("tin", "tb"), "invented", "custom").site


# ---- what happens between two nights ---------------------------------------------------------------------------------


def with_items(site: Site, items: list[Item]) -> None:
    """Give a site other posts, newest first."""
    site.items = tuple(sorted(items, key=lambda item: item.order, reverse=True))


def add_post(site: Site, title: str, at: datetime, cat: str = "tin") -> None:
    """A new post, made like the newest one of its category."""
    like = next(item for item in site.items if item.category == cat)
    number = max(item.number for item in site.items) + 1
    new = replace(like, number=number, title=title, slug=f"bai-moi-dem-hai-{number}", at=at, order=at, category=cat, also=())
    with_items(site, [*site.items, new])


def delete_post(site: Site, item: Item) -> None:
    """Take a post away."""
    with_items(site, [other for other in site.items if other is not item])


def edit_post(site: Site, item: Item, **changes: object) -> None:
    """Change a post where it stands."""
    with_items(site, [replace(other, **changes) if other is item else other for other in site.items])  # type: ignore[arg-type]


def set_page(site: Site, key: str, *blocks: Block, add: bool = False) -> None:
    """Put other pieces on a section's page, or further ones below those that are there."""
    old = site.page_of[key]
    page = replace(old, blocks=(*old.blocks, *blocks) if add else blocks)
    _with_pages(site, [page if other is old else other for other in site.pages])


def take_from_menu(site: Site, key: str) -> None:
    """The page stays; nothing leads to it any more."""
    site.menu = tuple(entry for entry in menu([p for p in site.pages if p.key != key], site.cats))


def _with_pages(site: Site, pages: list[Page]) -> None:
    site.pages = tuple(pages)
    site.page_of = {page.key: page for page in pages}
    site.docs = {doc.path: doc for page in pages for block in page.blocks for doc in block.docs}


def new_theme(text: str) -> str:
    """The same words under another theme: other classes, another style sheet, other boxes around them."""
    text = text.replace('class="', 'class="tm25-').replace("views-row", "the-bai").replace("node__", "bai__")
    text = text.replace("</head>", '<link rel="stylesheet" href="/themes/mua-he-2025/style.css" /></head>')
    return text.replace("<main", '<div class="tm25-khung"><div class="tm25-cot"><main').replace("</main>", "</main></div></div>")
