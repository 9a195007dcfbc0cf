"""Portals by MkDocs with the theme Material and its blog plugin, in the theme's own Vietnamese."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from tests.portals.live.draw import draw_school
from tests.portals.live.portal import Build, LivePortal, serve
from tests.portals.live.school import Category, Kind, Routes, School, markdown
from tests.portals.live.software import MKDOCS

BLOG = "tin-tuc"
LABEL = "Tin tức"


@contextmanager
def start_mkdocs(
    seed: int, kind: Kind = "good", *, blog_is_home: bool = False, host: str | None = None
) -> Iterator[LivePortal]:
    """MkDocs Material: the blog under ``/tin-tuc/``, ``/tin-tuc/page/2/``, categories, an archive by year, the pinned
    post of 2020 first, days in words ("1 tháng 8, 2021", drawn), a sitemap whose ``lastmod`` is the day of
    building, no feed. Lists hold the whole text of each post; addresses of categories have diacritics; the sidebar of
    every page repeats the menu, and that of a post says its day again. By seed posts are written with their time of
    day: then a post of 31/7 23:59 has ``datetime="2022-07-31 23:59:00+00:00"``, which is 1/8 here, and prints 31/7.

    `blog_is_home`: the list of posts is the home page itself, and posts have no day in their address.
    """
    base = "/" if blog_is_home else f"/{BLOG}/"
    routes = Routes(
        family="mkdocs-material",
        post=lambda post: base + (post.slug if blog_is_home else f"{post.published:%Y/%m/%d}/{post.slug}") + "/",
        page=lambda page: f"/{page.slug}/",
        category=lambda category: quote(f"{base}category/{_slug(category)}/"),
        files="/tep/",
        listing=base,
        listing_label=LABEL,
    )
    school = draw_school(seed, kind, "mkdocs-home" if blog_is_home else "mkdocs")
    standing = "|".join(page.slug for page in school.pages)

    def make(build: Build) -> Path:
        return _make(build, blog_is_home)

    with serve(
        MKDOCS,
        school,
        routes,
        make,
        host=host,
        post_shape=rf"^/(?!(?:{standing})/)[^/]+/$" if blog_is_home else rf"^{base}\d{{4}}/\d\d/\d\d/[^/]+/$",
        pager_shape=rf"^{base}page/\d+/$",
    ) as portal:
        yield portal


def _slug(category: Category) -> str:
    """As the plugin has it by default: lower case, each space a hyphen, diacritics kept."""
    return category.name.lower().replace(" ", "-")


def _dice(school: School, what: str) -> random.Random:
    return random.Random(f"mkdocs:{what}:{school.kind}:{school.seed}")


def _make(build: Build, blog_is_home: bool) -> Path:
    school, site = build.school, build.folder / "site"
    docs = site / "docs"
    blog = docs if blog_is_home else docs / BLOG
    (blog / "posts").mkdir(parents=True)
    menu = [] if blog_is_home else [{"Trang chủ": "index.md"}]
    menu.append({LABEL: "index.md" if blog_is_home else f"{BLOG}/index.md"})
    menu += [{page.title: f"{page.slug}.md"} for page in school.pages if page.in_menu]
    config = {
        "site_name": school.name,
        "site_url": build.url + "/",
        "site_description": f"Trang thông tin điện tử {school.name}, {school.place}",
        "copyright": f"{school.name}, {school.place}",
        "theme": {
            "name": "material",
            "language": "vi",
            "font": False,
            "features": _dice(school, "tabs").choice((["navigation.tabs"], [], ["navigation.tabs", "toc.integrate"])),
        },
        "plugins": [{
            "blog": {
                "blog_dir": "." if blog_is_home else BLOG,
                "post_date_format": _dice(school, "dates").choice(("long", "dd/MM/yyyy", "full", "d.M.yyyy")),
                "post_url_format": "{slug}" if blog_is_home else "{date}/{slug}",
                "pagination_per_page": 8,
                "archive_toc": True,
            }
        }],
        "nav": menu,
        "validation": {"nav": {"omitted_files": "ignore"}, "links": {"absolute_links": "ignore"}},
    }  # fmt: skip
    (site / "mkdocs.yml").write_text(json.dumps(config, ensure_ascii=False), encoding="utf-8")
    welcome = f"# {school.name}\n\nChào mừng đến với {school.name}.\n"
    (docs / "index.md").write_text(welcome, encoding="utf-8")
    if not blog_is_home:
        (blog / "index.md").write_text(f"# {LABEL}\n", encoding="utf-8")
    written = _dice(school, "times").choice(("%Y-%m-%d", "%Y-%m-%d %H:%M:%S"))
    for post in school.posts:
        head: dict[str, object] = {
            "date": post.published.strftime(written),
            "slug": post.slug,
            "categories": [school.category(slug).name for slug in post.categories],
        }
        if post.access == "draft":
            head["draft"] = True
        if post.sticky:
            head["pin"] = True
        # The plugin wants a day, which a text in quotes would not be.
        lines = [f"{key}: {value if key == 'date' else json.dumps(value, ensure_ascii=False)}"
                 for key, value in head.items()]  # fmt: skip
        text = "---\n" + "\n".join(lines) + f"\n---\n\n# {post.title}\n\n" + "\n\n".join(post.paragraphs) + "\n"
        (blog / f"posts/{post.slug}.md").write_text(text, encoding="utf-8")
    for page in school.pages:
        text = f"# {page.title}\n\n" + markdown(page.blocks, school, build.routes)
        (docs / f"{page.slug}.md").write_text(text, encoding="utf-8")
    build.write_files(docs / "tep")
    build.run([build.python, "-m", "mkdocs", "build", "--quiet"], site)
    return site / "site"
