"""Portals by Debian's ikiwiki, set up as its own blogs are: an inlined folder of posts, an archive of all."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta, timezone
from pathlib import Path

from tests.portals.live.draw import draw_school
from tests.portals.live.portal import Build, LivePortal, serve
from tests.portals.live.school import Kind, Routes, School, markdown
from tests.portals.live.software import IKIWIKI

NEWS = "tin_tuc"
TAGS = "chuyen_muc"
LABEL = "Tin tức"
FILES = "/tep/"
VIETNAM = timezone(timedelta(hours=7))
PRINTED = ("%c", "%d/%m/%Y", "%H:%M %d/%m/%Y", "%Y-%m-%d")


@contextmanager
def start_ikiwiki(seed: int, kind: Kind = "good", *, host: str | None = None) -> Iterator[LivePortal]:
    """ikiwiki's theme without a theme: a sidebar with the menu, "school/ news/ title" above each page; the newest ten
    posts with their whole text on ``/tin_tuc/``, **all of them only on ``/luu_tru/``** with "Posted <day>" beneath, to
    which by seed the menu leads or a link below the newest ten;
    RSS and Atom of ten for each list; tags as categories, with addresses ``/chuyen_muc/<slug>/``; a post's own page
    prints **no day but "Last edited"**, which is by seed its own or that of filling (as after a move); no sitemap;
    English words. By seed days are C's ("Sun Aug  1 00:00:00 2021") or as the school set them.
    """
    routes = Routes(
        family="ikiwiki",
        post=lambda post: f"/{NEWS}/{post.slug}/",
        page=lambda page: f"/{page.slug}/",
        category=lambda category: f"/{TAGS}/{category.slug}/",
        files=FILES,
        listing="/luu_tru/",
        listing_label="Lưu trữ",
    )
    school = draw_school(seed, kind, "ikiwiki")
    with serve(IKIWIKI, school, routes, _make, host=host, post_shape=rf"^/{NEWS}/[^/]+/$", pager_shape=None) as portal:
        yield portal


def _dice(school: School, what: str) -> random.Random:
    return random.Random(f"ikiwiki:{what}:{school.kind}:{school.seed}")


def _make(build: Build) -> Path:
    school, site, out = build.school, build.folder / "wiki", build.folder / "www"
    (site / NEWS).mkdir(parents=True)
    (site / TAGS).mkdir()
    way = _dice(school, "archive").choice(("menu", "Tin cũ hơn", "Xem tất cả tin bài", "Lưu trữ"))
    below = "" if way == "menu" else f"\n[{way}](/luu_tru/)\n"
    menu = [("/", "Trang chủ"), (f"/{NEWS}/", LABEL), *([("/luu_tru/", "Lưu trữ")] if way == "menu" else [])]
    menu += [(build.routes.page(page), page.title) for page in school.pages if page.in_menu]
    (site / "sidebar.mdwn").write_text("\n".join(f"* [{name}]({path})" for path, name in menu) + "\n", encoding="utf-8")
    welcome = (
        f'Chào mừng đến với {school.name}.\n\n[[!inline pages="{NEWS}/*" show=5 feeds=no quick=yes archive=yes]]\n'
    )
    _write(site / "index.mdwn", school.name, welcome)
    _write(site / f"{NEWS}.mdwn", LABEL, f'[[!inline pages="{NEWS}/*" show=10 rootpage="{NEWS}"]]\n{below}')
    _write(site / "luu_tru.mdwn", "Lưu trữ", f'[[!inline pages="{NEWS}/*" archive=yes quick=yes feeds=no]]\n')
    for category in school.categories:
        inline = f'[[!inline pages="{NEWS}/* and tagged({category.slug})" archive=yes]]\n'
        _write(site / f"{TAGS}/{category.slug}.mdwn", category.name, inline)
    moved = _dice(school, "moved").random() < 0.5
    for post in school.posts:
        tags = " ".join(post.categories)
        head = f'[[!meta date="{post.published:%Y-%m-%d %H:%M:%S} +0700"]]\n[[!tag {tags}]]\n'
        if post.access == "draft":
            continue  # ikiwiki has none: the clerk keeps it on his own computer
        file = site / f"{NEWS}/{post.slug}.mdwn"
        _write(file, post.title, head + "\n" + "\n\n".join(post.paragraphs) + "\n")
        if not moved:
            stamp = post.published.replace(tzinfo=VIETNAM).timestamp()
            os.utime(file, (stamp, stamp))
    for page in school.pages:
        _write(site / f"{page.slug}.mdwn", page.title, markdown(page.blocks, school, build.routes))
    setup = {
        "wikiname": school.name,
        "adminemail": school.email,
        "srcdir": str(site),
        "destdir": str(out),
        "url": build.url,
        "usedirs": 1,
        "tagbase": TAGS,
        "rss": 1,
        "atom": 1,
        "timezone": "Asia/Ho_Chi_Minh",
        "timeformat": _dice(school, "dates").choice(PRINTED),
        "add_plugins": ["goodstuff", "sidebar", "meta", "tag", "inline"],
        "disable_plugins": ["recentchanges", "openid", "passwordauth", "editpage", "search"],
        "global_sidebars": 1,
        "locale": "C.UTF-8",
        "libdir": str(site / ".ikiwiki"),
    }
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in setup.items()]
    (build.folder / "truong.setup").write_text(
        "# IkiWiki::Setup::Yaml - YAML formatted setup file\n" + "\n".join(lines) + "\n", encoding="utf-8"
    )
    build.run(["ikiwiki", "--setup", str(build.folder / "truong.setup")], build.folder)
    build.write_files(out / FILES.strip("/"))
    return out


def _write(file: Path, title: str, text: str) -> None:
    file.write_text(f"[[!meta title='''{title}''']]\n{text}", encoding="utf-8")
