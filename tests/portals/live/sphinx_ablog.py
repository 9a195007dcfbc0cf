"""Portals by Sphinx with ABlog, as `ablog start` sets them up: theme Alabaster, everything else in its sidebar."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unicodedata import normalize
from urllib.parse import quote

from tests.portals.live.draw import draw_school
from tests.portals.live.portal import Build, LivePortal, serve
from tests.portals.live.school import Block, Category, Kind, Page, Routes, School
from tests.portals.live.software import ABLOG

BLOG = "tin-tuc"
LABEL = "Tin tức"
FILES = "/tep/"
PRINTED = ("%b %d, %Y", "%d/%m/%Y", "%Y-%m-%d", "Ngày %d tháng %m năm %Y")


@contextmanager
def start_ablog(seed: int, kind: Kind = "good", *, host: str | None = None) -> Iterator[LivePortal]:
    """Sphinx with ABlog: all posts on ``/tin-tuc.html`` with their first paragraph, archives ``/tin-tuc/2021.html``,
    ``/tin-tuc/category/<name>.html``; the menu and the five newest posts (their days as "01 August") in a sidebar on
    the left of every page, Vietnamese only where Sphinx knows it; a post prints its day in the sidebar **only**,
    as "Aug 01, 2021" (ABlog's default) or as drawn; Atom of all posts; no sitemap; a page of text per page.
    """
    routes = Routes(
        family="ablog",
        post=lambda post: f"/bai/{post.slug}.html",
        page=lambda page: f"/{page.slug}.html",
        category=lambda category: quote(f"/{BLOG}/category/{_slug(category)}.html"),
        files=FILES,
        listing=f"/{BLOG}.html",
        listing_label=LABEL,
    )
    school = draw_school(seed, kind, "ablog")
    with serve(ABLOG, school, routes, _make, host=host, post_shape=r"^/bai/[^/]+\.html$", pager_shape=None) as portal:
        yield portal


def _slug(category: Category) -> str:
    """As ABlog makes it: diacritics dropped, but "đ" is a letter of its own."""
    plain = re.sub(r"[^\w\s-]", "", normalize("NFKD", category.name)).strip().lower()
    return re.sub(r"[-\s]+", "-", plain)


def _dice(school: School, what: str) -> random.Random:
    return random.Random(f"ablog:{what}:{school.kind}:{school.seed}")


def _make(build: Build) -> Path:
    school, site = build.school, build.folder / "site"
    (site / "bai").mkdir(parents=True)
    settings = {
        "project": school.name,
        "author": "Ban biên tập",
        "copyright": f"{school.name}, {school.place}",
        "language": "vi",
        "blog_path": BLOG,
        "blog_title": school.name,
        "blog_baseurl": build.url,
        "blog_feed_length": None,
        "blog_feed_fulltext": False,
        "blog_default_author": None,
        "blog_archive_titles": _dice(school, "titles").random() < 0.4,
        "post_date_format": _dice(school, "dates").choice(PRINTED),
        "post_auto_excerpt": 1,
        "fontawesome_included": False,
        "html_theme": "alabaster",
        "html_title": school.name,
        "html_extra_path": ["extra"],
        "html_theme_options": {"fixed_sidebar": False, "show_powered_by": False,
                               "extra_nav_links": {"Trang chủ": "/", LABEL: f"/{BLOG}.html"}},
        "extensions": ["sphinx.ext.extlinks", "ablog"],
        "source_suffix": ".rst",
        "root_doc": "index",
        "html_sidebars": {"**": [
            "about.html", "ablog/postcard.html", "navigation.html", "ablog/recentposts.html", "ablog/tagcloud.html",
            "ablog/categories.html", "ablog/archives.html", "searchbox.html",
        ]},
    }  # fmt: skip
    lines = [f"{key} = {value!r}" for key, value in settings.items()]
    (site / "conf.py").write_text("\n".join(lines) + "\n", encoding="utf-8")
    home = [school.name, f"Chào mừng đến với {school.name}.", ".. postlist:: 5\n   :excerpts:"]
    menu = [f"   {page.slug}" for page in school.pages if page.in_menu]
    home.append(".. toctree::\n   :hidden:\n\n" + "\n".join(menu))
    _write(site / "index.rst", *home)
    for post in school.posts:
        # A post of the future is a draft to ABlog, and one with no day as well.
        day = "" if post.access == "draft" else f"{post.published:%b %d, %Y}"
        names = ", ".join(school.category(slug).name for slug in post.categories)
        head = f".. post:: {day}\n   :category: {names}\n   :author: Ban biên tập"
        _write(site / f"bai/{post.slug}.rst", post.title, *post.paragraphs, head)
    for page in school.pages:
        text = [_block(block, school, build.routes) for block in page.blocks]
        hidden = [":orphan:"] if not page.in_menu else []
        (site / f"{page.slug}.rst").write_text("\n\n".join([*hidden, _title(page), *text]) + "\n", encoding="utf-8")
    build.write_files(site / "extra" / FILES.strip("/"))
    build.run([build.python, "-m", "sphinx", "-q", "-b", "html", ".", "www"], site)
    return site / "www"


def _title(page: Page) -> str:
    return f"{page.title}\n{'=' * len(page.title)}"


def _block(block: Block, school: School, routes: Routes) -> str:
    if block.kind == "heading":
        return f"{block.text}\n{'-' * len(block.text)}"
    if block.kind == "mail":
        return f"Email: {block.text}"
    if block.kind == "text":
        return block.text
    links = [(file.label, routes.file(file)) for file in block.files]
    links += [(school.page(slug).title, routes.page(school.page(slug))) for slug in block.slugs]
    return "\n".join(f"* `{label} <{path}>`__" for label, path in links)


def _write(file: Path, title: str, *parts: str) -> None:
    file.write_text(f"{title}\n{'=' * len(title)}\n\n" + "\n\n".join(parts) + "\n", encoding="utf-8")
