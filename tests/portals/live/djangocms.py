"""Portals by django CMS and djangocms-blog on SQLite, with the page templates that django CMS's installer writes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from html import escape
from pathlib import Path
from typing import Literal

from tests.portals.live.draw import draw_school
from tests.portals.live.portal import Build, LivePortal, serve
from tests.portals.live.school import Kind, Post, Routes, as_html
from tests.portals.live.software import DJANGOCMS

BLOG = "tin-tuc"
LABEL = "Tin tức"
FILES = "/media/tep/"
FILL = Path(__file__).with_name("scripts") / "djangocms_fill.py"
UTC_OFFSET = timedelta(hours=7)
APPS = (
    "djangocms_admin_style", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
    "django.contrib.admin", "django.contrib.sites", "django.contrib.sitemaps", "django.contrib.staticfiles",
    "django.contrib.messages", "cms", "menus", "sekizai", "treebeard", "djangocms_text_ckeditor", "filer",
    "easy_thumbnails", "aldryn_apphooks_config", "parler", "taggit", "taggit_autosuggest", "meta", "sortedm2m",
    "djangocms_blog", "truong",
)  # fmt: skip
MIDDLEWARE = (
    "cms.middleware.utils.ApphookReloadMiddleware", "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware", "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware", "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware", "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.middleware.user.CurrentUserMiddleware", "cms.middleware.page.CurrentPageMiddleware",
    "cms.middleware.toolbar.ToolbarMiddleware", "cms.middleware.language.LanguageCookieMiddleware",
)  # fmt: skip
CONTEXT = tuple(
    [f"django.contrib.{name}" for name in ("auth.context_processors.auth", "messages.context_processors.messages")]
    + [f"django.template.context_processors.{name}" for name in ("i18n", "debug", "request", "media", "csrf", "tz")]
    + ["sekizai.context_processors.sekizai", "django.template.context_processors.static",
       "cms.context_processors.cms_settings"]
)  # fmt: skip
URLS = """
from cms.sitemaps import CMSSitemap
from django.conf import settings
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.contrib.staticfiles.views import serve as serve_static
from django.urls import include, path, re_path
from django.views.static import serve as serve_media
from djangocms_blog.sitemaps import BlogSitemap

urlpatterns = [
    path("admin/", admin.site.urls),
    path("taggit_autosuggest/", include("taggit_autosuggest.urls")),
    path("sitemap.xml", sitemap, {"sitemaps": {"cmspages": CMSSitemap, "blog": BlogSitemap}}),
    # What the web server in front of it does on a hosting: files as they are.
    re_path("^static/(?P<path>.*)$", serve_static, {"insecure": True}),
    re_path("^media/(?P<path>.*)$", serve_media, {"document_root": settings.MEDIA_ROOT}),
    path("", include("cms.urls")),
]
"""

Theme = Literal["bootstrap", "basic"]


@contextmanager
def start_djangocms(
    seed: int, kind: Kind = "good", *, theme: Theme = "bootstrap", host: str | None = None
) -> Iterator[LivePortal]:
    """django CMS 3.11 with djangocms-blog: ``/tin-tuc/?page=2``, twenty a page, pager "« trước  Trang 1 của 5  sau »",
    days in words ("Ngày 01 tháng 8 năm 2021"), five posts on the home page, categories, an RSS of ten that nothing
    links to, a sitemap whose ``lastmod`` is the day of filling; a post's page has the post's title alone as its title.

    `theme`: ``bootstrap`` has the categories in a dropdown whose own link is ``#``, so nothing in the menu leads to the
    list of all; posts are at ``/tin-tuc/2021/07/31/…``, the day **in UTC**. ``basic`` has **every post in the menu** of
    every page (the blog's default), under its category, **the draft too**, whose link is a 404; no day in addresses.
    """
    dated = theme == "bootstrap"

    def post_path(post: Post) -> str:
        stamp = post.published - UTC_OFFSET
        return f"/{BLOG}/{stamp:%Y/%m/%d}/{post.slug}/" if dated else f"/{BLOG}/{post.slug}/"

    routes = Routes(
        family="djangocms",
        post=post_path,
        page=lambda page: f"/{page.slug}/",
        category=lambda category: f"/{BLOG}/category/{category.slug}/",
        files=FILES,
        listing=f"/{BLOG}/",
        listing_label=LABEL,
    )
    school = draw_school(seed, kind, f"djangocms-{theme}")

    def make(build: Build) -> Sequence[str]:
        return _make(build, theme)

    plain = rf"^/{BLOG}/(?!category/|author/|feed/|tag/|\d{{4}}/)[^/]+/$"
    with serve(
        DJANGOCMS,
        school,
        routes,
        make,
        host=host,
        post_shape=rf"^/{BLOG}/\d{{4}}/\d\d/\d\d/[^/]+/$" if dated else plain,
        pager_shape=rf"^/{BLOG}/\?page=\d+$",
    ) as portal:
        yield portal


def _settings(build: Build, theme: Theme) -> dict[str, object]:
    folder = build.folder
    template = {"bootstrap": "page.html", "basic": "fullwidth.html"}[theme]
    return {
        "SECRET_KEY": "khoa-chi-de-thu",
        "DEBUG": False,
        "ALLOWED_HOSTS": ["*"],
        "ROOT_URLCONF": "truong.urls",
        "INSTALLED_APPS": APPS,
        "MIDDLEWARE": MIDDLEWARE,
        "TEMPLATES": [{
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [str(folder / "truong/templates")],
            "APP_DIRS": True,
            "OPTIONS": {"context_processors": list(CONTEXT)},
        }],
        "DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "project.db")}},
        "DEFAULT_AUTO_FIELD": "django.db.models.AutoField",
        "SITE_ID": 1,
        "USE_I18N": True,
        "USE_TZ": True,
        "LANGUAGE_CODE": "vi",
        "LANGUAGES": [("vi", "Tiếng Việt")],
        "TIME_ZONE": "Asia/Ho_Chi_Minh",
        "STATIC_URL": "/static/",
        "MEDIA_URL": "/media/",
        "MEDIA_ROOT": str(folder / "media"),
        "X_FRAME_OPTIONS": "SAMEORIGIN",
        "CMS_TEMPLATES": [(template, "Trang")],
        "CMS_PERMISSION": True,
        "META_SITE_PROTOCOL": "http",
        "META_USE_SITES": True,
        "BLOG_AUTO_SETUP": False,
        "THUMBNAIL_PROCESSORS": (
            "easy_thumbnails.processors.colorspace", "easy_thumbnails.processors.autocrop",
            "filer.thumbnail_processors.scale_and_crop_with_subject_location", "easy_thumbnails.processors.filters",
        ),
        "SILENCED_SYSTEM_CHECKS": ["fields.W342", "models.W042"],
    }  # fmt: skip


def _make(build: Build, theme: Theme) -> Sequence[str]:
    school, folder = build.school, build.folder
    (folder / "truong").mkdir()
    (folder / "truong/__init__.py").write_text("")
    lines = (f"{key} = {value!r}" for key, value in _settings(build, theme).items())
    (folder / "truong/settings.py").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "truong/urls.py").write_text(URLS, encoding="utf-8")
    (package,) = build.home.glob("lib/python3*/site-packages/djangocms_installer")
    templates = folder / "truong/templates"
    shutil.copytree(package / "share/templates" / theme, templates)
    base = (templates / "base.html").read_text(encoding="utf-8")
    name = escape(school.name)
    base = base.replace("This is my new project home page", name).replace("Project name", name)
    (templates / "base.html").write_text(base, encoding="utf-8")
    build.write_files(folder / "media/tep")
    (folder / "order.json").write_text(json.dumps(_order(build, theme), ensure_ascii=False), encoding="utf-8")
    django = [build.python, "-m", "django"]
    environment = {"DJANGO_SETTINGS_MODULE": "truong.settings", "PYTHONPATH": str(folder)}
    build.run([*django, "migrate", "--verbosity", "0"], folder, **environment)
    build.run([build.python, str(FILL), str(folder), "order.json"], folder)
    place = f"{build.address}:{build.port}"
    return [*django, "runserver", "--noreload", "--nostatic", "--settings", "truong.settings", "--pythonpath",
            str(folder), place]  # fmt: skip


def _order(build: Build, theme: Theme) -> dict[str, object]:
    school = build.school
    return {
        "site": {"name": school.name, "domain": f"{build.address}:{build.port}"},
        "template": "page.html" if theme == "bootstrap" else "fullwidth.html",
        "home": f"<h1>{escape(school.name)}</h1><p>Chào mừng đến với {escape(school.name)}.</p>",
        "listing": {"title": LABEL, "slug": BLOG},
        "extender": "BlogCategoryMenu",
        "blog": {
            "url_patterns": "full_date" if theme == "bootstrap" else "slug",
            "menu_structure": "categories" if theme == "bootstrap" else "complete",
            "menu_empty_categories": True,
            "use_placeholder": False,
            "use_abstract": True,
            "set_author": True,
            "paginate_by": 20,
        },
        "categories": [{"slug": category.slug, "title": category.name} for category in school.categories],
        "pages": [
            {
                "title": page.title,
                "slug": page.slug,
                "html": f"<h2>{escape(page.title)}</h2>\n" + as_html(page.blocks, school, build.routes),
                "menu": page.in_menu,
            }
            for page in school.pages
        ],
        "posts": [
            {
                "slug": post.slug,
                "title": post.title,
                "abstract": f"<p>{escape(post.paragraphs[0])}</p>",
                "content": "".join(f"<p>{escape(paragraph)}</p>" for paragraph in post.paragraphs),
                "published": post.published.isoformat(),
                "categories": post.categories,
                "draft": post.access == "draft",
            }
            for post in school.posts
        ],
    }
