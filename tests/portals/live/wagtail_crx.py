"""Portals by Wagtail with the pages and Bootstrap templates of CodeRed CMS (Wagtail CRX), unchanged, in Vietnamese."""

from __future__ import annotations

import html
import json
import os
import random
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.portals.live.draw import draw_school
from tests.portals.live.portal import Build, LivePortal, serve
from tests.portals.live.school import Block, Kind, Page, Post, Routes, School, as_html
from tests.portals.live.software import WAGTAIL_CRX, installed
from tests.portals.wordpress.spec import StoredFile

NEWS = "tin-tuc"
FILL = Path(__file__).with_name("scripts") / "wagtail_crx_fill.py"
EMPTY = "empty-project-1"  # in the cache: another number whenever what `_prepare_empty` makes changes
SETTINGS = {"DJANGO_SETTINGS_MODULE": "truong.settings.prod"}
LATEST_ON_HOME = 6

HOSTING = """
# What the web server in front of the CMS does on a hosting: style sheets and scripts as they are.
from django.contrib.staticfiles.views import serve as serve_static
from django.urls import re_path

urlpatterns.insert(0, re_path("^static/(?P<path>.*)$", serve_static, {"insecure": True}))
"""
ARTICLE = '    search_template = "coderedcms/pages/article_page.search.html"\n'
UNDATED_MINIATURE = '    miniview_template = "coderedcms/pages/page.mini.html"\n'


@dataclass(frozen=True)
class _Routes(Routes):
    """Wagtail serves a document by its number and the name of its file: ``/docs/7/quy-che.pdf``."""

    numbers: Mapping[str, int] = field(default_factory=dict)

    def file(self, file: StoredFile) -> str:
        return f"{self.files}{self.numbers[file.path]}/{_name(file)}"


@contextmanager
def start_wagtail_crx(
    seed: int, kind: Kind = "good", *, dated: bool = True, host: str | None = None
) -> Iterator[LivePortal]:
    """Wagtail CRX with SQLite: posts are article pages below ``/tin-tuc/``, its further pages ``?p=2`` have only
    "previous" and "next"; categories are terms of a classifier (``?c=thong-bao``), which posts do not print; documents
    at ``/docs/N/name``; a sitemap and no feed. Posts print their day in words only, and the days of related posts.

    `dated`: the list of posts prints each one's day. When not, posts have CRX's miniature without a day and the list
    is the template with cards in three columns and a filter instead of the list of categories.
    By the seed: the day that posts print is typed by the editor (then the sitemap has the day of filling, as after a
    move from an older portal) or that of publishing; files are links in the text or buttons.
    """
    school = draw_school(seed, kind, "wagtail-crx" if dated else "wagtail-crx-undated")
    routes = _Routes(
        family="wagtail-crx",
        post=lambda post: f"/{NEWS}/{post.slug}/",
        page=lambda page: f"/{page.slug}/" if page.parent is None else f"/{page.parent}/{page.slug}/",
        category=lambda category: f"/{NEWS}/?c={category.slug}",
        files="/docs/",
        listing=f"/{NEWS}/",
        numbers={file.path: number for number, file in enumerate(school.files, start=1)},
    )

    def make(build: Build) -> Sequence[str]:
        return _make(build, dated)

    _prepare_empty(installed(WAGTAIL_CRX).folder, school, routes)
    post_shape, pager_shape = rf"^/{NEWS}/[^/?]+/$", rf"^/{NEWS}/\?p=\d+$"
    with serve(
        WAGTAIL_CRX,
        school,
        routes,
        make,
        post_shape=post_shape,
        pager_shape=pager_shape,
        host=host,
        environment={**SETTINGS, "DJANGO_RUNSERVER_HIDE_WARNING": "true"},
    ) as portal:
        yield portal


def _prepare_empty(home: Path, school: School, routes: Routes) -> None:
    """A fresh project with its tables made: half a minute of work, so done once and copied for every portal."""
    if (home / EMPTY).exists():
        return
    with tempfile.TemporaryDirectory(dir=home) as name:
        project = Path(name) / EMPTY
        project.mkdir()
        build = Build(project, "127.0.0.1", 0, school, routes, home)
        build.run([str(home / "bin/coderedcms"), "start", "truong", "."], project)
        settings = {
            "LANGUAGE_CODE": "vi",
            "TIME_ZONE": "Asia/Ho_Chi_Minh",
            "USE_I18N": True,
            "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        }
        _append(project / "truong/settings/prod.py", "".join(f"{key} = {value!r}\n" for key, value in settings.items()))
        _append(project / "truong/urls.py", HOSTING)
        build.run([build.python, "manage.py", "migrate", "--verbosity", "0"], project, **SETTINGS)
        try:
            os.rename(project, home / EMPTY)  # at once: nobody finds half a project
        except OSError:
            if not (home / EMPTY).exists():  # else another process was quicker
                raise


def _append(file: Path, text: str) -> None:
    with file.open("a", encoding="utf-8") as end:
        end.write("\n" + text)


def _make(build: Build, dated: bool) -> Sequence[str]:
    folder = build.folder
    shutil.copytree(build.home / EMPTY, folder, dirs_exist_ok=True)
    _append(folder / "truong/settings/prod.py", f"ALLOWED_HOSTS = [{build.address!r}]\n")
    if not dated:
        models = folder / "website/models.py"
        text = models.read_text(encoding="utf-8")
        if text.count(ARTICLE) != 1:
            raise RuntimeError("CRX's models.py is not the one this was written for")
        models.write_text(text.replace(ARTICLE, ARTICLE + UNDATED_MINIATURE), encoding="utf-8")
    build.write_files(folder / "tep")
    (folder / "order.json").write_text(json.dumps(_order(build, dated), ensure_ascii=False), encoding="utf-8")
    build.run([build.python, str(FILL), str(folder), "order.json"], folder, **SETTINGS)
    return [build.python, "manage.py", "runserver", "--noreload", f"{build.address}:{build.port}"]


def _order(build: Build, dated: bool) -> dict[str, object]:
    """All that the portal is filled with; the script does it without deciding anything."""
    school, routes = build.school, build.routes
    drawn = random.Random(f"wagtail-crx:{school.kind}:{school.seed}:{dated}")
    typed_days = drawn.random() < 0.5
    as_buttons = drawn.random() < 0.5
    contact = f"{school.place}<br/>Điện thoại: {school.phone} - Email: {school.email}"
    return {
        "site": {"hostname": build.address, "port": build.port, "site_name": school.name},
        "home": {
            "title": school.name,
            "text": f"<p>Chào mừng đến với {school.name}.</p><p>Dạy tốt - Học tốt</p><h2>Tin mới</h2>",
            "latest": LATEST_ON_HOME,
        },
        "footer": f"<p><b>{school.name}</b><br/>{contact}</p>",
        "files": [
            {"id": number, "title": file.label, "path": file.path, "name": _name(file), "address": routes.file(file)}
            for number, file in enumerate(school.files, start=1)
        ],
        "news": {
            "slug": NEWS,
            "title": routes.listing_label,
            "custom_template": "" if dated else "coderedcms/pages/web_page.html",
            "index_order_by": "-date_display" if typed_days else "-first_published_at",
        },
        "classifier": {"slug": "chuyen-muc", "name": "Chuyên mục"},
        "categories": [
            {"slug": category.slug, "name": category.name, "address": _address(routes, category.slug)}
            for category in school.categories
        ],
        "pages": [
            {
                "slug": page.slug,
                "title": page.title,
                "parent": page.parent,
                "address": routes.page(page),
                "in_menu": page.in_menu,
                "pieces": _pieces(page, build, as_buttons),
            }
            for page in school.pages
        ],
        "posts": [_post(post, typed_days) for post in school.posts],
    }


def _post(post: Post, typed_day: bool) -> dict[str, object]:
    return {
        "slug": post.slug,
        "title": post.title,
        "text": "".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in post.paragraphs),
        "categories": post.categories,
        "live": post.access == "public",
        "date_display": post.published.date().isoformat() if typed_day else None,
        "published": None if typed_day else post.published.isoformat(),
    }


def _pieces(page: Page, build: Build, as_buttons: bool) -> list[dict[str, object]]:
    """The page as the editor's blocks: texts, and a download button for each file where the school has those."""
    pieces: list[dict[str, object]] = []
    text: list[Block] = []
    for block in page.blocks:
        if as_buttons and block.files:
            if text:
                pieces.append({"text": as_html(text, build.school, build.routes)})
                text = []
            pieces += [{"button": file.label, "address": build.routes.file(file)} for file in block.files]
        else:
            text.append(block)
    if text:
        pieces.append({"text": as_html(text, build.school, build.routes)})
    return pieces


def _address(routes: Routes, slug: str) -> str:
    return f"{routes.listing}?c={slug}"


def _name(file: StoredFile) -> str:
    """One folder holds all documents: the name says what a folder would."""
    return file.path.replace("/", "-")
