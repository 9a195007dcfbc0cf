"""Portals by Lektor, with the models and templates that its own quickstart writes."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.portals.live.draw import draw_school
from tests.portals.live.portal import Build, LivePortal, serve
from tests.portals.live.school import Kind, Routes, School, markdown
from tests.portals.live.software import LEKTOR

BLOG = "tin-tuc"
LABEL = "Tin tức"
FILES = "/tep/"
PRINTED = ("{{ post.pub_date }}", "{{ post.pub_date|dateformat('dd/MM/yyyy', locale='vi') }}",
           "{{ post.pub_date|dateformat('long', locale='vi') }}")  # fmt: skip
BYLINES = (("written by", "on "), ("Người đăng:", "- Ngày đăng: "))
"""As the quickstart has it, and as a school puts it into Vietnamese."""
QUICKSTART = """
import sys
from datetime import datetime
from lektor.quickstart import Generator
name, folder = sys.argv[1:]
Generator("project").run(
    dict(project_name=name, project_slug="truong", project_path=folder, with_blog=True, this_year=2023,
         today="2023-01-01", author_name="Ban biên tập"), folder)
"""


@contextmanager
def start_lektor(seed: int, kind: Kind = "good", *, host: str | None = None) -> Iterator[LivePortal]:
    """Lektor's quickstart: the blog at ``/tin-tuc/``, whole texts in the list, ``/tin-tuc/page/2/`` by "Previous | 2 |
    Next", no categories, no feed, no sitemap, relative links everywhere; no head element, no landmark but header, nav
    and footer, the title of a page in an h2. By seed its byline is English ("written by … on 2021-08-01") or the
    school's own, and days are as Lektor prints them, dd/mm/yyyy or in Vietnamese words.
    """
    routes = Routes(
        family="lektor",
        post=lambda post: f"/{BLOG}/{post.slug}/",
        page=lambda page: f"/{page.slug}/",
        category=None,
        files=FILES,
        listing=f"/{BLOG}/",
        listing_label=LABEL,
        shelves=0,
    )
    school = draw_school(seed, kind, "lektor")
    post_shape, pager_shape = rf"^/{BLOG}/(?!page/)[^/]+/$", rf"^/{BLOG}/page/\d+/$"
    with serve(LEKTOR, school, routes, _make, host=host, post_shape=post_shape, pager_shape=pager_shape) as portal:
        yield portal


def _dice(school: School, what: str) -> random.Random:
    return random.Random(f"lektor:{what}:{school.kind}:{school.seed}")


def _make(build: Build) -> Path:
    school, site = build.school, build.folder / "site"
    build.run([build.python, "-c", QUICKSTART, school.name, str(site)], build.folder)
    _dress(school, site, build.routes)
    content = site / "content"
    (content / BLOG).mkdir()
    for name in ("blog", "about", "projects"):  # what the quickstart writes to show how it is done
        for place in sorted((content / name).rglob("*"), reverse=True):
            place.rmdir() if place.is_dir() else place.unlink()
        (content / name).rmdir()
    _write(content, {"title": "Trang chủ"}, f"Chào mừng đến với {school.name}.")
    (content / BLOG / "contents.lr").write_text(f"_model: blog\n---\ntitle: {LABEL}\n", encoding="utf-8")
    for post in school.posts:
        head = {
            "title": post.title,
            "pub_date": f"{post.published:%Y-%m-%d}",
            "author": "Ban biên tập",
        }
        if post.access == "draft":
            head["_hidden"] = "yes"
        _write(content / BLOG / post.slug, head, "\n\n".join(post.paragraphs))
    for page in school.pages:
        _write(content / page.slug, {"title": page.title}, markdown(page.blocks, school, build.routes))
    build.write_files(site / "assets" / FILES.strip("/"))
    # Lektor runs `git` to learn of a repository around it, which there is not.
    build.run([build.python, "-m", "lektor", "build", "-O", str(build.folder / "www")], site)
    return build.folder / "www"


def _dress(school: School, site: Path, routes: Routes) -> None:
    """The school's menu, name and byline in the templates: the quickstart's are there to be edited."""
    layout = site / "templates/layout.html"
    menu = [
        (f"/{BLOG}", LABEL),
        *((routes.page(page).rstrip("/"), page.title) for page in school.pages if page.in_menu),
    ]
    text = layout.read_text(encoding="utf-8")
    text = _replaced(r"\{% for href, title in \[.*?\] %\}", "{% for href, title in " + str(menu) + " %}", text)
    text = _replaced("Welcome</a>", "Trang chủ</a>", text)
    text = _replaced("Copyright 2023 by Ban biên tập", f"{school.name}, {school.place}", text)
    layout.write_text(text, encoding="utf-8")
    blog = site / "templates/macros/blog.html"
    by, on = _dice(school, "byline").choice(BYLINES)
    text = blog.read_text(encoding="utf-8")
    text = _replaced("written by", by, text)
    text = _replaced(r"on \{\{ post\.pub_date \}\}", on + _dice(school, "dates").choice(PRINTED), text)
    blog.write_text(text, encoding="utf-8")


def _replaced(was: str, now: str, text: str) -> str:
    changed, times = re.subn(was, lambda _: now, text, flags=re.DOTALL)
    if times != 1:
        raise RuntimeError(f"the quickstart's template is not the one this was written for: {was}")
    return changed


def _write(folder: Path, head: dict[str, str], body: str) -> None:
    folder.mkdir(exist_ok=True)
    fields = [f"{key}: {value}" for key, value in head.items()]
    (folder / "contents.lr").write_text("\n---\n".join([*fields, f"body:\n\n{body}\n"]), encoding="utf-8")
