"""Portals by Mezzanine, a database CMS on Django, with its default templates unchanged and its own Vietnamese."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Literal

from tests.portals.live.draw import draw_school
from tests.portals.live.portal import Build, LivePortal, serve
from tests.portals.live.school import Kind, Page, Post, Routes, as_html
from tests.portals.live.software import MEZZANINE

BLOG = "tin-tuc"
FILL = Path(__file__).with_name("scripts") / "mezzanine_fill.py"
UTC_OFFSET = timedelta(hours=7)

HOSTING = """
# What the web server in front of Mezzanine does on a hosting: files as they are.
from django.conf import settings as hosting
from django.contrib.staticfiles.views import serve as serve_static
from django.urls import re_path
from django.views.static import serve as serve_media

urlpatterns = [
    re_path("^static/(?P<path>.*)$", serve_static, {"insecure": True}),
    re_path("^media/(?P<path>.*)$", serve_media, {"document_root": hosting.MEDIA_ROOT}),
] + urlpatterns
"""

PostUrls = Literal["plain", "day"]


@contextmanager
def start_mezzanine(
    seed: int, kind: Kind = "good", *, urls: PostUrls = "plain", host: str | None = None
) -> Iterator[LivePortal]:
    """Mezzanine with SQLite: ``/tin-tuc/?page=2``, archives by month, categories, a feed of the newest, a sitemap.

    Its templates print only how long ago a post is. `urls`: ``plain`` (Mezzanine's default) has no date in a post's
    address, ``day`` has ``BLOG_URLS_DATE_FORMAT = "day"``, which is the day in UTC: Mezzanine's own doing.
    """

    def post_path(post: Post) -> str:
        stamp = post.published - UTC_OFFSET
        return f"/{BLOG}/{post.slug}/" if urls == "plain" else f"/{BLOG}/{stamp:%Y/%m/%d}/{post.slug}/"

    routes = Routes(
        family="mezzanine",
        post=post_path,
        page=lambda page: f"/{_slug(page)}/",
        category=lambda category: f"/{BLOG}/category/{category.slug}/",
        files="/media/tep/",
        listing=f"/{BLOG}/",
    )
    school = draw_school(seed, kind, f"mezzanine-{urls}")
    shape = rf"^/{BLOG}/(?!category/|archive/|author/|feeds/|tag/)[^/]+/$"
    if urls == "day":
        shape = rf"^/{BLOG}/\d{{4}}/\d\d/\d\d/[^/]+/$"

    def make(build: Build) -> Sequence[str]:
        return _make(build, urls)

    pager = rf"^/{BLOG}/\?page=\d+$"
    with serve(MEZZANINE, school, routes, make, post_shape=shape, pager_shape=pager, host=host) as portal:
        yield portal


def _slug(page: Page) -> str:
    return page.slug if page.parent is None else f"{page.parent}/{page.slug}"


def _make(build: Build, urls: PostUrls) -> Sequence[str]:
    school, folder = build.school, build.folder
    build.run([str(build.home / "bin/mezzanine-project"), "truong", "."], folder)
    settings = {
        "DEBUG": False,
        "ALLOWED_HOSTS": ["*"],
        "LANGUAGE_CODE": "vi-vn",
        "LANGUAGES": (("vi-vn", "Tiếng Việt"),),
        "USE_I18N": True,
        "TIME_ZONE": "Asia/Ho_Chi_Minh",
        "SITE_TITLE": school.name,
        "SITE_TAGLINE": school.place,
        "BLOG_SLUG": BLOG,
        "BLOG_POST_PER_PAGE": 6,
        "SILENCED_SYSTEM_CHECKS": ["fields.W342"],
    }
    if urls == "day":
        settings["BLOG_URLS_DATE_FORMAT"] = "day"
    with (folder / "truong/local_settings.py").open("a", encoding="utf-8") as local:
        local.write("\n" + "\n".join(f"{key} = {value!r}" for key, value in settings.items()) + "\n")
    # The second of the three home pages that Mezzanine's urls.py offers: one from the page tree.
    addresses = folder / "truong/urls.py"
    text = addresses.read_text(encoding="utf-8")
    offered = '    # path("", mezzanine.pages.views.page, {"slug": "/"}, name="home"),'
    default = '    path("", TemplateView.as_view(template_name="index.html"), name="home"),'
    if offered not in text or default not in text:
        raise RuntimeError("Mezzanine's urls.py is not the one this was written for")
    text = text.replace(default, "").replace(offered, offered.replace("# ", "", 1))
    addresses.write_text("import mezzanine.pages.views\n" + text + HOSTING, encoding="utf-8")
    build.write_files(folder / "media/tep")
    order = {
        "site": {"name": school.name, "domain": f"{build.address}:{build.port}"},
        "home": f"<p>Chào mừng đến với {school.name}.</p><p>Dạy tốt - Học tốt</p>",
        "blog": {"slug": BLOG, "title": build.routes.listing_label},
        "categories": [{"slug": category.slug, "title": category.name} for category in school.categories],
        "pages": [
            {
                "slug": _slug(page),
                "title": page.title,
                "content": as_html(page.blocks, school, build.routes),
                "parent": page.parent,
            }
            for page in school.pages
        ],
        "posts": [
            {
                "slug": post.slug,
                "title": post.title,
                "content": "".join(f"<p>{paragraph}</p>" for paragraph in post.paragraphs),
                "published": post.published.isoformat(),
                "categories": post.categories,
                "draft": post.access == "draft",
            }
            for post in school.posts
        ],
    }
    (folder / "order.json").write_text(json.dumps(order, ensure_ascii=False), encoding="utf-8")
    build.run([build.python, "manage.py", "migrate", "--verbosity", "0"], folder)
    build.run([build.python, str(FILL), str(folder), "order.json"], folder)
    place = f"{build.address}:{build.port}"
    return [build.python, "manage.py", "runserver", "--noreload", "--nobanner", place]
