"""Portals by Ghost 5 on SQLite, with the themes that it ships, Source and Casper, unchanged."""

from __future__ import annotations

import json
import re
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from html import escape
from pathlib import Path
from typing import Literal

from tests.portals.live.draw import NEWS, draw_school
from tests.portals.live.portal import STARTS_WITHIN_SECONDS, Build, LivePortal, serve
from tests.portals.live.school import Block, Kind, Page, Post, Routes, School, as_html
from tests.portals.live.software import GHOST

FILL = Path(__file__).with_name("scripts") / "ghost_fill.js"
FILES = "/content/files/"
UTC_OFFSET = timedelta(hours=7)
CONTENT_FOLDERS = ("adapters", "data", "files", "images", "logs", "media", "public", "settings", "themes")
POSTED = datetime(2020, 8, 15)
"""When the standing pages were written."""

Theme = Literal["source", "casper"]


@contextmanager
def start_ghost(
    seed: int, kind: Kind = "good", *, theme: Theme = "source", host: str | None = None
) -> Iterator[LivePortal]:
    """Ghost with a theme of its own: posts and pages side by side at the root, tags as categories, RSS of 15, sitemaps.

    A script loads more posts as one scrolls. Without it ``casper`` has links "Older Posts"; ``source`` leads from the
    home page ("See all") to ``/page/2``, and from there, as from a category's first page, on by ``<link rel="next">``
    alone. Times for machines are in UTC: a post of 1/8 00:00 has ``2021-07-31T17:00:00.000Z`` in its head, and the
    right day in its ``<time>``.
    Files are links in a list (even seeds) or the editor's file cards, whose link holds title, file name and size.
    """
    routes = Routes(
        family="ghost",
        post=lambda post: f"/{post.slug}/",
        page=lambda page: f"/{page.slug}/",
        category=lambda category: f"/tag/{category.slug}/",
        files=FILES,
    )
    school = draw_school(seed, kind, f"ghost-{theme}")
    standing = "|".join(re.escape(page.slug) for page in school.pages)

    def make(build: Build) -> Sequence[str]:
        return _make(build, theme)

    with serve(
        GHOST,
        school,
        routes,
        make,
        post_shape=rf"^/(?!(?:{standing}|rss)/$)[^/]+/$",
        pager_shape=r"^/page/\d+/?$",
        host=host,
        environment={"NODE_ENV": "production"},
    ) as portal:
        portal.seconds += _ready(portal)
        yield portal


def _make(build: Build, theme: Theme) -> Sequence[str]:
    folder, program = build.folder, build.home / "package"
    content = folder / "content"
    for name in CONTENT_FOLDERS:
        (content / name).mkdir(parents=True)
    for name in ("source", "casper"):
        (content / "themes" / name).symlink_to(program / "content/themes" / name)
    # By this name, as its installer gives it, Ghost finds itself.
    (folder / "current").symlink_to(program)
    shutil.copyfile(build.home / "new/content/data/ghost.db", content / "data/ghost.db")
    build.write_files(content / "files")
    # The file that Ghost's own installer writes; beyond it only: no mail, and no asking other hosts for anything.
    config = {
        "url": build.url + "/",
        "server": {"host": build.address, "port": build.port},
        "database": {
            "client": "sqlite3",
            "connection": {"filename": str(content / "data/ghost.db")},
            "useNullAsDefault": True,
        },
        "mail": {"transport": "stub"},
        "logging": {"transports": ["stdout"]},
        "paths": {"contentPath": str(content)},
        "privacy": {"useUpdateCheck": False, "useGravatar": False, "useRpcPing": False},
    }
    (folder / "config.production.json").write_text(json.dumps(config), encoding="utf-8")
    (folder / "order.json").write_text(json.dumps(_order(build, theme), ensure_ascii=False), encoding="utf-8")
    build.run(["node", str(FILL), str(program), "order.json"], folder, NODE_ENV="production")
    return ["node", str(program / "index.js")]


def _order(build: Build, theme: Theme) -> dict[str, object]:
    """What the filling script is told; `content` is in the format of Ghost's own exports."""
    school, routes = build.school, build.routes
    tags = {category.slug: f"{number:024x}" for number, category in enumerate(school.categories, start=1)}
    posts: list[dict[str, object]] = []
    tagged: list[dict[str, object]] = []
    for number, page in enumerate(school.pages, start=0x1000):
        posts.append(_row(number, page, _page_html(page, school, routes), POSTED) | {"type": "page"})
    for number, post in enumerate(school.posts, start=0x2000):
        body = "".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in post.paragraphs)
        row = _row(number, post, body, post.published) | {"featured": post.sticky}
        if post.access == "draft":
            row |= {"status": "draft", "published_at": None}
        posts.append(row)
        tagged += [
            {"post_id": row["id"], "tag_id": tags[slug], "sort_order": order}
            for order, slug in enumerate(post.categories)
        ]
    menu = [("Trang chủ", "/"), (school.category(NEWS).name, f"/tag/{NEWS}/")]
    menu += [(page.title, routes.page(page)) for page in school.pages if page.in_menu]
    below = [(category.name, f"/tag/{category.slug}/") for category in school.categories if category.slug != NEWS]
    return {
        "owner": {
            "name": "Ban biên tập",
            "email": school.email,
            "password": "matkhau-cua-truong-2020",
            "blogTitle": school.name,
            "status": "active",
        },
        "settings": {
            "title": school.name,
            "description": f"Trang thông tin điện tử {school.name}, {school.place}",
            "locale": "vi",
            "timezone": "Asia/Ho_Chi_Minh",
            # Ghost's stock photograph lies on another host.
            "cover_image": "",
            "active_theme": theme,
            "navigation": _links(menu),
            "secondary_navigation": _links(below),
        },
        "content": {
            "meta": {"version": GHOST.version, "exported_on": 0},
            "data": {
                "posts": posts,
                "posts_tags": tagged,
                "tags": [
                    {"id": tags[category.slug], "slug": category.slug, "name": category.name}
                    for category in school.categories
                ],
            },
        },
    }


def _row(number: int, what: Post | Page, body: str, published: datetime) -> dict[str, object]:
    when = f"{published - UTC_OFFSET:%Y-%m-%dT%H:%M:%S}.000Z"
    return {
        "id": f"{number:024x}",
        "title": what.title,
        "slug": what.slug,
        "html": body,
        "status": "published",
        "created_at": when,
        "updated_at": when,
        "published_at": when,
    }


def _links(entries: Sequence[tuple[str, str]]) -> str:
    return json.dumps([{"label": label, "url": path} for label, path in entries], ensure_ascii=False)


def _page_html(page: Page, school: School, routes: Routes) -> str:
    cards = school.seed % 2 == 1
    return "\n".join(
        _cards(block, routes) if cards and block.kind == "files" else as_html((block,), school, routes)
        for block in page.blocks
    )


def _cards(block: Block, routes: Routes) -> str:
    """File cards, in the markup by which Ghost knows them again."""
    return "\n".join(
        f'<div class="kg-card kg-file-card"><a class="kg-file-card-container" href="{routes.file(file)}">'
        f'<div class="kg-file-card-title">{escape(file.label)}</div>'
        f'<div class="kg-file-card-filename">{file.path.rpartition("/")[2]}</div>'
        '<div class="kg-file-card-filesize">1 KB</div></a></div>'
        for file in block.files
    )


def _ready(portal: LivePortal) -> float:
    """Wait until Ghost answers with pages: it listens at once, and says 503 until it has booted. Seconds waited."""
    began = time.monotonic()
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() - began < STARTS_WITHIN_SECONDS and portal.process.poll() is None:
        try:
            with opener.open(portal.base_url + "/", timeout=STARTS_WITHIN_SECONDS):
                return time.monotonic() - began
        except urllib.error.HTTPError as error:
            error.close()
            if error.code != 503:
                break
        except OSError:
            pass
        time.sleep(0.1)
    raise RuntimeError(f"Ghost does not answer: {portal.access_log[-1500:]}")
