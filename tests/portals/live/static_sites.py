"""Portals by static site generators, each with its default theme unchanged: Nikola, Pelican, Hexo, Jekyll."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from tests.portals.live.draw import NEWS, draw_school
from tests.portals.live.portal import Build, LivePortal, serve
from tests.portals.live.school import Category, Kind, Page, Post, Routes, School, markdown
from tests.portals.live.software import HEXO, HEXO_NEXT, JEKYLL, NIKOLA, PELICAN
from tests.portals.wordpress import words

FILES = "/files/"


def _yaml(**fields: object) -> str:
    """A front matter; JSON is YAML."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items() if value is not None]
    return "---\n" + "\n".join(lines) + "\n---\n"


def _body(post: Post) -> str:
    return "\n\n".join(post.paragraphs) + "\n"


def _drawn(school: School, what: str, options: Sequence[str]) -> str:
    """One of `options`, by the school's seed."""
    return random.Random(f"{what}:{school.kind}:{school.seed}").choice(options)


def _menu_pages(school: School) -> list[Page]:
    return [page for page in school.pages if page.in_menu]


# Nikola


def _nikola_category(category: Category) -> str:
    return f"/categories/cat_{words.slug(category.name)}/"


@contextmanager
def start_nikola(seed: int, kind: Kind = "good", *, host: str | None = None) -> Iterator[LivePortal]:
    """Nikola with its default theme ``bootblog4`` in Vietnamese: the newest posts on the home page, older ones on
    ``/index-N.html`` counted from the oldest, categories (one a post), RSS and Atom, sitemaps, archives by year."""
    routes = Routes(
        family="nikola",
        post=lambda post: f"/tin-bai/{post.slug}/",
        page=lambda page: f"/{page.slug}/",
        category=_nikola_category,
        files=FILES,
        shelves=1,
    )
    school = draw_school(seed, kind, "nikola")
    post_shape, pager_shape = r"^/tin-bai/[^/]+/$", r"^/index-\d+\.html$"
    with serve(
        NIKOLA, school, routes, _make_nikola, host=host, post_shape=post_shape, pager_shape=pager_shape
    ) as portal:
        yield portal


def _make_nikola(build: Build) -> Path:
    school, site = build.school, build.folder / "site"
    build.run([build.python, "-m", "nikola", "init", "-q", str(site)], build.folder)
    links = [("/", "Trang chủ"), (_nikola_category(school.category(NEWS)), school.category(NEWS).name)]
    links += [(build.routes.page(page), page.title) for page in _menu_pages(school)]
    settings = {
        "BLOG_AUTHOR": "Ban biên tập",
        "BLOG_TITLE": school.name,
        "SITE_URL": build.url + "/",
        "BLOG_EMAIL": school.email,
        "BLOG_DESCRIPTION": f"Trang thông tin điện tử {school.name}",
        "DEFAULT_LANG": "vi",
        "TRANSLATIONS": {"vi": ""},
        "NAVIGATION_LINKS": {"vi": tuple(links)},
        "NAVIGATION_ALT_LINKS": {"vi": ()},
        "POSTS": (("posts/*.md", "tin-bai", "post.tmpl"),),
        "PAGES": (("pages/*.md", "", "page.tmpl"),),
        "TIMEZONE": "Asia/Ho_Chi_Minh",
        "DATE_FORMAT": _drawn(school, "nikola", ("dd/MM/yyyy HH:mm", "yyyy-MM-dd HH:mm", "d MMMM, yyyy")),
        "COMMENT_SYSTEM": "",
        "INDEX_TEASERS": False,
        "SHOW_SOURCELINK": False,
    }
    # After Nikola's own configuration, as an administrator edits it; what it made of the first language is made again.
    conf = (site / "conf.py").read_text(encoding="utf-8")
    conf = conf.replace('DEFAULT_LANG = "en"', 'DEFAULT_LANG = "vi"')
    conf += "\n" + "\n".join(f"{key} = {value!r}" for key, value in settings.items()) + "\n"
    (site / "conf.py").write_text(conf, encoding="utf-8")
    for post in school.posts:
        status = "draft" if post.access == "draft" else "featured" if post.sticky else None
        head = _yaml(
            title=post.title,
            slug=post.slug,
            date=f"{post.published:%Y-%m-%d %H:%M:%S}",
            category=school.category(post.categories[0]).name,
            status=status,
        )
        (site / f"posts/{post.slug}.md").write_text(head + "\n" + _body(post), encoding="utf-8")
    for page in school.pages:
        text = _yaml(title=page.title, slug=page.slug) + "\n" + markdown(page.blocks, school, build.routes)
        (site / f"pages/{page.slug}.md").write_text(text, encoding="utf-8")
    build.write_files(site / "files/files")
    build.run([build.python, "-m", "nikola", "build", "-q"], site)
    return site / "output"


# Pelican


@contextmanager
def start_pelican(
    seed: int, kind: Kind = "good", *, theme: str = "notmyidea", host: str | None = None
) -> Iterator[LivePortal]:
    """Pelican with ``notmyidea`` or ``simple``: ``/index2.html``, category pages, Atom of everything and by category,
    no sitemap, pages and categories in the menu. Month names, where drawn, are English unless the machine has the
    Vietnamese locale."""
    routes = Routes(
        family="pelican",
        post=lambda post: f"/{post.slug}.html",
        page=lambda page: f"/pages/{page.slug}.html",
        category=lambda category: f"/category/{words.slug(category.name)}.html",
        files=FILES,
        shelves=1,
    )
    school = draw_school(seed, kind, f"pelican-{theme}")
    own = r"index|index\d+|archives|authors|categories|tags"
    post_shape, pager_shape = rf"^/(?!(?:{own})\.html)[^/]+\.html$", r"^/index\d+\.html$"

    def make(build: Build) -> Path:
        return _make_pelican(build, theme)

    with serve(PELICAN, school, routes, make, host=host, post_shape=post_shape, pager_shape=pager_shape) as portal:
        yield portal


def _make_pelican(build: Build, theme: str) -> Path:
    school, site = build.school, build.folder / "site"
    content = site / "content"
    settings = {
        "AUTHOR": "Ban biên tập",
        "SITENAME": school.name,
        "SITESUBTITLE": school.place,
        "SITEURL": build.url,
        "PATH": "content",
        "TIMEZONE": "Asia/Ho_Chi_Minh",
        "DEFAULT_LANG": "vi",
        "LOCALE": ("vi_VN.UTF-8", "C.UTF-8"),
        "DEFAULT_DATE_FORMAT": _drawn(school, theme, ("%d/%m/%Y", "%d-%m-%Y %H:%M", "%a %d %B %Y")),
        "THEME": theme,
        "STATIC_PATHS": ["files"],
        "MENUITEMS": [("Trang chủ", "/")],
        "DEFAULT_PAGINATION": 8,
        "DELETE_OUTPUT_DIRECTORY": False,
        "PAGE_ORDER_BY": "stt",
    }
    site.mkdir()
    lines = (f"{key} = {value!r}" for key, value in settings.items())
    (site / "pelicanconf.py").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (content / "pages").mkdir(parents=True)
    for post in school.posts:
        head = {
            "Title": post.title,
            "Date": f"{post.published:%Y-%m-%d %H:%M}",
            "Category": school.category(post.categories[0]).name,
            "Slug": post.slug,
            "Status": "draft" if post.access == "draft" else "published",
        }
        (content / f"{post.slug}.md").write_text(_pelican_head(head) + _body(post), encoding="utf-8")
    for number, page in enumerate(school.pages):
        # What is not in the menu is "hidden": built, and found through the page that links to it.
        status = "published" if page.in_menu else "hidden"
        head = {"Title": page.title, "Slug": page.slug, "Status": status, "Stt": f"{number:02d}"}
        text = _pelican_head(head) + markdown(page.blocks, school, build.routes)
        (content / f"pages/{page.slug}.md").write_text(text, encoding="utf-8")
    build.write_files(content / "files")
    build.run([build.python, "-m", "pelican", "-q", "-s", "pelicanconf.py", "-o", "output", "content"], site)
    return site / "output"


def _pelican_head(fields: dict[str, str]) -> str:
    return "".join(f"{key}: {value}\n" for key, value in fields.items()) + "\n"


# Hexo


@contextmanager
def start_hexo(
    seed: int, kind: Kind = "good", *, theme: str = "landscape", host: str | None = None
) -> Iterator[LivePortal]:
    """Hexo with its default theme ``landscape``: ``/page/2/``, the sticky post first whatever its date, archives by
    month, categories (two for some posts), a short Atom feed, a sitemap, widgets that repeat posts on every page."""
    routes = Routes(
        family="hexo",
        post=lambda post: f"/{post.published:%Y/%m/%d}/{post.slug}/",
        page=lambda page: f"/{page.slug}/",
        category=lambda category: f"/categories/{category.slug}/",
        files=FILES,
    )
    school = draw_school(seed, kind, "hexo" if theme == "landscape" else f"hexo-{theme}")
    post_shape, pager_shape = r"^/\d{4}/\d\d/\d\d/[^/]+/$", r"^/page/\d+/$"

    def make(build: Build) -> Path:
        return _make_hexo(build, theme)

    software = HEXO if theme == "landscape" else HEXO_NEXT
    with serve(software, school, routes, make, host=host, post_shape=post_shape, pager_shape=pager_shape) as portal:
        yield portal


def _make_hexo(build: Build, theme: str) -> Path:
    school, site = build.school, build.folder / "site"
    posts = site / "source/_posts"
    posts.mkdir(parents=True)
    # Hexo loads as plugins what its package.json names, and looks for them beside it.
    package = json.loads((build.home / "package.json").read_text())
    (site / "package.json").write_text(json.dumps({**package, "hexo": {"version": ""}}))
    (site / "node_modules").symlink_to(build.home / "node_modules")
    config = {
        "title": school.name,
        "subtitle": school.place,
        "author": "Ban biên tập",
        "language": ["vi", "en"],
        "timezone": "Asia/Ho_Chi_Minh",
        "url": build.url,
        "theme": theme,
        "date_format": _drawn(school, "hexo", ("DD/MM/YYYY", "LL", "YYYY-MM-DD")),
        "per_page": 7,
        "updated_option": "date",
        "category_map": {category.name: category.slug for category in school.categories},
        "archive_generator": {"per_page": 10, "yearly": True, "monthly": True},
        "feed": {"type": "atom", "path": "atom.xml", "limit": 20},
    }
    menu = {"Trang chủ": "/", school.category(NEWS).name: f"/categories/{NEWS}/"}
    menu |= {page.title: build.routes.page(page) for page in _menu_pages(school)}
    (site / "_config.yml").write_text(json.dumps(config, ensure_ascii=False), encoding="utf-8")
    # Hexo merges a theme's settings: landscape's own "Home" and "Archives" stay before the school's entries.
    settings: dict[str, object] = {"menu": menu}
    if theme == "next":
        # NexT takes its menu's icons after two bars, and has four schemes of which a school chooses one.
        settings = {"menu": {label: f"{path} || fa fa-file" for label, path in menu.items()},
                    "scheme": _drawn(school, "scheme", ("Muse", "Mist", "Pisces", "Gemini"))}  # fmt: skip
    (site / f"_config.{theme}.yml").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
    for post in school.posts:
        head = _yaml(
            title=post.title,
            date=f"{post.published:%Y-%m-%d %H:%M:%S}",
            categories=[[school.category(slug).name] for slug in post.categories],
            sticky=100 if post.sticky else None,
            published=False if post.access == "draft" else None,
        )
        (posts / f"{post.slug}.md").write_text(head + _body(post), encoding="utf-8")
    for page in school.pages:
        (site / f"source/{page.slug}").mkdir()
        text = _yaml(title=page.title) + markdown(page.blocks, school, build.routes)
        (site / f"source/{page.slug}/index.md").write_text(text, encoding="utf-8")
    build.write_files(site / "source/files")
    build.run(["node", str(build.home / "node_modules/hexo/bin/hexo"), "generate", "--silent"], site)
    return site / "public"


# Jekyll


@contextmanager
def start_jekyll(seed: int, kind: Kind = "good", *, host: str | None = None) -> Iterator[LivePortal]:
    """Debian's Jekyll with ``minima``: one list of all posts on one page, categories only in the addresses (with
    diacritics, percent-encoded), a feed of ten, a sitemap, dates as the theme prints them."""
    routes = Routes(
        family="jekyll",
        post=lambda post: quote(_jekyll_place(school, post) + f"/{post.published:%Y/%m/%d}/{post.slug}.html"),
        page=lambda page: f"/{page.slug}.html",
        category=None,
        files=FILES,
        listing="/tin-tuc.html",
        listing_label="Tin tức",
    )
    school = draw_school(seed, kind, "jekyll")
    post_shape, pager_shape = r"^/[^/]+(?:/[^/]+)?/\d{4}/\d\d/\d\d/[^/]+\.html$", None
    with serve(
        JEKYLL, school, routes, _make_jekyll, host=host, post_shape=post_shape, pager_shape=pager_shape
    ) as portal:
        yield portal


def _jekyll_place(school: School, post: Post) -> str:
    return "".join("/" + school.category(slug).name.lower() for slug in post.categories)


def _make_jekyll(build: Build) -> Path:
    school, site = build.school, build.folder / "site"
    (site / "_posts").mkdir(parents=True)
    config = {
        "title": school.name,
        "email": school.email,
        "description": f"Trang thông tin điện tử {school.name}, {school.place}",
        "url": build.url,
        "lang": "vi",
        "timezone": "Asia/Ho_Chi_Minh",
        "theme": "minima",
        "minima": {"date_format": _drawn(school, "minima", ("%d/%m/%Y", "%b %-d, %Y", "%d-%m-%Y"))},
        "plugins": ["jekyll-feed", "jekyll-sitemap"],
        "header_pages": ["tin-tuc.md", *(f"{page.slug}.md" for page in _menu_pages(school))],
    }
    (site / "_config.yml").write_text(json.dumps(config, ensure_ascii=False), encoding="utf-8")
    (site / "index.md").write_text(_yaml(layout="page") + f"\nChào mừng đến với {school.name}.\n", encoding="utf-8")
    (site / "tin-tuc.md").write_text(_yaml(layout="home", title="Tin tức", list_title="Tin bài"), encoding="utf-8")
    for post in school.posts:
        head = _yaml(
            layout="post",
            title=post.title,
            date=f"{post.published:%Y-%m-%d %H:%M:%S} +0700",
            categories=[school.category(slug).name for slug in post.categories],
            published=False if post.access == "draft" else None,
        )
        (site / f"_posts/{post.published:%Y-%m-%d}-{post.slug}.md").write_text(head + _body(post), encoding="utf-8")
    for page in school.pages:
        text = _yaml(layout="page", title=page.title) + markdown(page.blocks, school, build.routes)
        (site / f"{page.slug}.md").write_text(text, encoding="utf-8")
    build.write_files(site / "files")
    build.run(["jekyll", "build", "--quiet", "--disable-disk-cache"], site)
    return site / "_site"
