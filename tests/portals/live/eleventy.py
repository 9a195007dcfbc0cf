"""Portals by Eleventy: the blog starter that npm has, as it is and with the paged list of Eleventy's documentation."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from tests.portals.live.draw import draw_school
from tests.portals.live.portal import Build, LivePortal, serve
from tests.portals.live.school import Kind, Page, Routes, School, markdown
from tests.portals.live.software import ELEVENTY

FILES = "/tep/"
LIST = "/posts/"
LABEL = "Tin tức"
STARTER = (".eleventy.js", "_data", "_includes", "css", "feed", "404.md", "archive.njk", "index.njk", "page-list.njk",
           "sitemap.xml.njk", "tags-list.njk", "tags.njk")  # fmt: skip
"""What of the starter a school keeps: all but its author's own posts, portrait and hosting."""

# From Eleventy's documentation of `pagination`: "Paging a collection", and below its two ways to lead through.
PAGED = """---
layout: layouts/home.njk
permalink: "posts/{% if pagination.pageNumber > 0 %}{{ pagination.pageNumber }}/{% endif %}index.html"
eleventyNavigation:
  key: Tin tức
  order: 2
pagination:
  data: collections.posts
  size: 8
  reverse: true
  alias: posts
---

<h1>Tin tức</h1>

<ol>
{%- for post in posts %}
  <li><a href="{{ post.url | url }}">{{ post.data.title }}</a></li>
{%- endfor %}
</ol>

"""
NUMBERED = """<nav aria-labelledby="my-pagination">
  <h2 id="my-pagination">Các trang</h2>
  <ol>
{%- for pageEntry in pagination.pages %}
    <li><a href="{{ pagination.hrefs[ loop.index0 ] }}"{% if page.url == pagination.hrefs[ loop.index0 ] %} aria-current="page"{% endif %}>Page {{ loop.index }}</a></li>
{%- endfor %}
  </ol>
</nav>
"""  # noqa: E501 (as the documentation has it)
FIRST_LAST = """<nav aria-labelledby="my-pagination">
  <h2 id="my-pagination">Các trang</h2>
  <ol>
    <li>{% if page.url != pagination.href.first %}<a href="{{ pagination.href.first }}">First</a>{% else %}First{% endif %}</li>
    <li>{% if pagination.href.previous %}<a href="{{ pagination.href.previous }}">Previous</a>{% else %}Previous{% endif %}</li>
    <li>{% if pagination.href.next %}<a href="{{ pagination.href.next }}">Next</a>{% else %}Next{% endif %}</li>
    <li>{% if page.url != pagination.href.last %}<a href="{{ pagination.href.last }}">Last</a>{% else %}Last{% endif %}</li>
  </ol>
</nav>
"""  # noqa: E501 (as the documentation has it)


@contextmanager
def start_eleventy(
    seed: int, kind: Kind = "good", *, paged: bool = False, host: str | None = None
) -> Iterator[LivePortal]:
    """Eleventy with its blog starter: three posts on the home page, all on ``/posts/`` with their days, a list for each
    category at an address with spaces and diacritics, a page ``/page-list/`` that lists whatever there is, Atom and
    JSON feeds of everything. Standing pages are posts to its layout, which prints "Invalid DateTime" on them; the
    sitemap gives them the day of building. By seed it is built on a hosting, whose clock is UTC, or on the school's
    computer: then the feeds are **a day early** (the plugin's doing: 00:00 UTC becomes 17:00 of the day before).

    `paged`: the list of all posts is the documentation's: page 2 is ``/posts/1/``, no days, by seed "Page 1, Page 2 …"
    or "First, Previous, Next, Last"; and no feeds, though every page's head still names them.
    """
    routes = Routes(
        family="eleventy",
        post=lambda post: f"/posts/{post.slug}/",
        page=lambda page: f"/{page.slug}/",
        category=lambda category: quote(f"/tags/{category.name}/"),
        files=FILES,
        listing=LIST,
        listing_label=LABEL,
    )
    school = draw_school(seed, kind, "eleventy-paged" if paged else "eleventy")

    def make(build: Build) -> Path:
        return _make(build, paged)

    with serve(
        ELEVENTY,
        school,
        routes,
        make,
        host=host,
        post_shape=r"^/posts/(?!\d+/)[^/]+/$",
        pager_shape=r"^/posts/\d+/$" if paged else None,
    ) as portal:
        yield portal


def _make(build: Build, paged: bool) -> Path:
    school, site, starter = build.school, build.folder / "site", build.home / "package"
    site.mkdir()
    (site / "node_modules").symlink_to(build.home / "node_modules")
    for name in STARTER:
        if (starter / name).is_dir():
            shutil.copytree(starter / name, site / name)
        else:
            shutil.copyfile(starter / name, site / name)
    _replace(site / "index.njk", "key: Home", "key: Trang chủ")
    if paged:
        # Nothing builds the feeds any more; the layout's head goes on naming them.
        shutil.rmtree(site / "feed")
        way = _dice(school, "pager").choice((NUMBERED, FIRST_LAST))
        (site / "archive.njk").write_text(PAGED + way, encoding="utf-8")
    else:
        _replace(site / "archive.njk", "key: Archive", f"key: {LABEL}")
    _replace(site / ".eleventy.js", 'addPassthroughCopy("img")', 'addPassthroughCopy("tep")')
    written = _dice(school, "dates").choice(("dd LLL yyyy", "dd/LL/yyyy", "dd-LL-yyyy", "dd.LL.yyyy"))
    _replace(site / ".eleventy.js", "dd LLL yyyy", written)
    (site / "_data/metadata.json").write_text(json.dumps(_metadata(build), ensure_ascii=False), encoding="utf-8")
    posts = site / "posts"
    posts.mkdir()
    shutil.copyfile(starter / "posts/posts.json", posts / "posts.json")
    for post in school.posts:
        # Eleventy takes a day without a time as UTC, and the starter prints days in UTC.
        head = {
            "title": post.title,
            "date": f"{post.published:%Y-%m-%d}",
            "tags": [school.category(slug).name for slug in post.categories],
            "layout": "layouts/post.njk",
        }
        if post.access == "draft":
            head |= {"permalink": False, "eleventyExcludeFromCollections": True}
        _write(posts / f"{post.slug}.md", head, "\n\n".join(post.paragraphs))
    for number, page in enumerate(school.pages, start=3):
        _write(site / f"{page.slug}.md", _page_head(page, number), markdown(page.blocks, school, build.routes))
    build.write_files(site / "tep")
    command = ["node", str(build.home / "node_modules/@11ty/eleventy/cmd.js"), "--quiet"]
    build.run(command, site, TZ=_dice(school, "clock").choice(("UTC", "Asia/Ho_Chi_Minh")))
    return site / "_site"


def _page_head(page: Page, number: int) -> dict[str, object]:
    head: dict[str, object] = {"title": page.title, "layout": "layouts/post.njk", "templateClass": "tmpl-post"}
    if page.in_menu:
        head["eleventyNavigation"] = {"key": page.title, "order": number}
    return head


def _metadata(build: Build) -> dict[str, object]:
    school = build.school
    about = f"Trang thông tin điện tử {school.name}, {school.place}"
    return {
        "title": school.name,
        "url": build.url + "/",
        "description": about,
        "feed": {"subtitle": about, "filename": "feed.xml", "path": "/feed/feed.xml", "id": build.url + "/"},
        "jsonfeed": {"path": "/feed/feed.json", "url": build.url + "/feed/feed.json"},
        "author": {"name": "Ban biên tập", "email": school.email, "url": build.url + "/gioi-thieu/"},
    }


def _dice(school: School, what: str) -> random.Random:
    return random.Random(f"eleventy:{what}:{school.kind}:{school.seed}")


def _replace(file: Path, was: str, now: str) -> None:
    text = file.read_text(encoding="utf-8")
    if was not in text:
        raise RuntimeError(f"the starter's {file.name} is not the one this was written for")
    file.write_text(text.replace(was, now), encoding="utf-8")


def _write(file: Path, head: dict[str, object], text: str) -> None:
    """A Markdown file; what stands before it is JSON, which is YAML, but for the day, which JSON would make a text."""
    lines = [
        f"{key}: {value if key == 'date' else json.dumps(value, ensure_ascii=False)}" for key, value in head.items()
    ]
    file.write_text("---\n" + "\n".join(lines) + "\n---\n\n" + text + "\n", encoding="utf-8")
