"""Portals by Docusaurus with its classic preset, in the Vietnamese that it ships: React, rendered on the server."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.portals.live.draw import draw_school
from tests.portals.live.portal import Build, LivePortal, serve
from tests.portals.live.school import Kind, Routes, School, markdown
from tests.portals.live.software import DOCUSAURUS

BLOG = "tin-tuc"
LABEL = "Tin tức"


@contextmanager
def start_docusaurus(
    seed: int, kind: Kind = "good", *, blog_is_home: bool = False, host: str | None = None
) -> Iterator[LivePortal]:
    """Docusaurus: the blog under ``/tin-tuc/``, ``/tin-tuc/page/2/`` by "older entries" alone, days in words, tags as
    categories, an archive of all by year, RSS and Atom of 20 (the default), a sitemap without days. A sidebar names
    posts on every page of the blog, five or all by seed; class names have a hash, attributes no quotes. By seed posts
    are written with their time of day: then ``datetime=2022-07-31T23:59:00.000Z``, which is 1/8 here, and prints 31/7:
    Docusaurus takes times for UTC and prints them so.

    `blog_is_home`: the list of posts is the home page itself, and posts have no day in their address.
    """
    base = "/" if blog_is_home else f"/{BLOG}/"
    routes = Routes(
        family="docusaurus",
        post=lambda post: base + (post.slug if blog_is_home else f"{post.published:%Y/%m/%d}/{post.slug}") + "/",
        page=lambda page: f"/{page.slug}/",
        category=lambda category: f"{base}tags/{category.slug}/",
        files="/tep/",
        listing=base,
        listing_label=LABEL,
    )
    school = draw_school(seed, kind, "docusaurus-home" if blog_is_home else "docusaurus")
    standing = "|".join(page.slug for page in school.pages)

    def make(build: Build) -> Path:
        return _make(build, blog_is_home)

    with serve(
        DOCUSAURUS,
        school,
        routes,
        make,
        host=host,
        post_shape=(
            rf"^/(?!(?:{standing}|archive|tags|authors)/)[^/]+/$"
            if blog_is_home
            else rf"^{base}\d{{4}}/\d\d/\d\d/[^/]+/$"
        ),
        pager_shape=rf"^{base}page/\d+/$",
    ) as portal:
        yield portal


def _dice(school: School, what: str) -> random.Random:
    return random.Random(f"docusaurus:{what}:{school.kind}:{school.seed}")


def _make(build: Build, blog_is_home: bool) -> Path:
    school, site = build.school, build.folder / "site"
    (site / "blog").mkdir(parents=True)
    (site / "src/pages").mkdir(parents=True)
    package = json.loads((build.home / "package.json").read_text(encoding="utf-8"))
    (site / "package.json").write_text(json.dumps(package), encoding="utf-8")
    (site / "node_modules").symlink_to(build.home / "node_modules")
    config = json.dumps(_config(build, blog_is_home), ensure_ascii=False)
    (site / "docusaurus.config.js").write_text(f"module.exports = {config};\n", encoding="utf-8")
    tags = {category.name: {"label": category.name, "permalink": f"/{category.slug}"} for category in school.categories}
    (site / "blog/tags.yml").write_text(json.dumps(tags, ensure_ascii=False), encoding="utf-8")
    written = _dice(school, "times").choice(("%Y-%m-%d", "%Y-%m-%d %H:%M"))
    cut = "\n\n<!-- truncate -->\n\n" if _dice(school, "cut").random() < 0.5 else "\n\n"
    for post in school.posts:
        head: dict[str, object] = {
            "title": post.title,
            "date": post.published.strftime(written),
            "tags": [school.category(slug).name for slug in post.categories],
            # As it would make it of a file's name, but for names that hold another day.
            "slug": post.slug if blog_is_home else f"/{post.published:%Y/%m/%d}/{post.slug}",
        }
        if post.access == "draft":
            head["draft"] = True
        text = post.paragraphs[0] + cut + "\n\n".join(post.paragraphs[1:]) + "\n"
        _write(site / f"blog/{post.slug}.md", head, text)
    if not blog_is_home:
        welcome = f"# {school.name}\n\nChào mừng đến với {school.name}.\n"
        _write(site / "src/pages/index.md", {"title": "Trang chủ"}, welcome)
    for page in school.pages:
        text = f"# {page.title}\n\n" + markdown(page.blocks, school, build.routes)
        # By this word of Docusaurus's a file keeps the address that it has, instead of one with a hash.
        text = text.replace(f"]({build.routes.files}", f"](pathname://{build.routes.files}")
        _write(site / f"src/pages/{page.slug}.md", {"title": page.title}, text)
    build.write_files(site / "static/tep")
    program = build.home / "node_modules/@docusaurus/core/bin/docusaurus.mjs"
    build.run(["node", str(program), "build"], site, DOCUSAURUS_NO_PERSISTENT_CACHE="true", CI="true",
              NO_UPDATE_NOTIFIER="1")  # fmt: skip
    return site / "build"


def _config(build: Build, blog_is_home: bool) -> dict[str, object]:
    school = build.school
    menu = [] if blog_is_home else [("Trang chủ", "/")]
    menu.append((LABEL, "/" if blog_is_home else f"/{BLOG}/"))
    menu += [(page.title, build.routes.page(page)) for page in school.pages if page.in_menu]
    return {
        "title": school.name,
        "tagline": school.place,
        "url": build.url,
        "baseUrl": "/",
        "trailingSlash": True,
        "onBrokenLinks": "ignore",
        "markdown": {"format": "md", "hooks": {"onBrokenMarkdownLinks": "ignore"}},
        "i18n": {"defaultLocale": "vi", "locales": ["vi"]},
        "future": {"faster": True, "v4": True},
        "presets": [["classic", {
            "docs": False,
            "blog": {
                "routeBasePath": "/" if blog_is_home else BLOG,
                "blogTitle": LABEL,
                "blogDescription": f"Tin bài của {school.name}",
                "postsPerPage": 8,
                "blogSidebarCount": _dice(school, "sidebar").choice((5, "ALL")),
                "showReadingTime": True,
                "onUntruncatedBlogPosts": "ignore",
                "onInlineAuthors": "ignore",
                "onInlineTags": "throw",
                "feedOptions": {"type": ["rss", "atom"]},
            },
            "sitemap": {"lastmod": None},
        }]],
        "themeConfig": {
            "navbar": {"title": school.name,
                       "items": [{"label": name, "to": path, "position": "left"} for name, path in menu]},
            "footer": {"style": "dark", "copyright": f"{school.name}, {school.place}"},
        },
    }  # fmt: skip


def _write(file: Path, head: dict[str, object], text: str) -> None:
    """A Markdown file; its front matter is YAML, in which the day is no text in quotes."""
    lines = [
        f"{key}: {value if key == 'date' else json.dumps(value, ensure_ascii=False)}" for key, value in head.items()
    ]
    file.write_text("---\n" + "\n".join(lines) + "\n---\n\n" + text, encoding="utf-8")
