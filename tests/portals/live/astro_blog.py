"""Portals by Astro with its blog template (written out in `scripts/astro_blog`: npm has no copy) and tag pages."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.portals.live.draw import draw_school
from tests.portals.live.portal import Build, LivePortal, serve
from tests.portals.live.school import Kind, Routes, School, as_html
from tests.portals.live.software import ASTRO

TEMPLATE = Path(__file__).with_name("scripts") / "astro_blog"
BLOG = "tin-tuc"
LABEL = "Tin tức"
FILES = "/tep/"
# The template's own, and what a school makes of it.
PRINTED = (
    ("en-us", {"year": "numeric", "month": "short", "day": "numeric"}),
    ("vi-VN", {"year": "numeric", "month": "2-digit", "day": "2-digit"}),
    ("vi-VN", {"year": "numeric", "month": "long", "day": "numeric"}),
)


@contextmanager
def start_astro(
    seed: int, kind: Kind = "good", *, paged: bool | None = None, host: str | None = None
) -> Iterator[LivePortal]:
    """Astro's blog template: all posts as cards on ``/tin-tuc/``, each one link around title and day; posts at
    ``/bai/<slug>/``; the categories as tags below a post only, ``/tags/<slug>/`` without days and in no menu; standing
    pages have the layout of posts and so **print a day of their own**; nothing but header, main and footer; RSS of
    everything, sitemap index without days. By seed ``datetime`` is of midnight or of the hour, in UTC, the site built
    with the clock of Vietnam or of UTC; the printed day is right.

    `paged`: the list is that of Astro's documentation of `paginate`: "Page 1", "Previous", "Next", ``/tin-tuc/2``,
    which redirects to ``/tin-tuc/2/``; drawn by the seed when None.
    """
    paged = random.Random(f"astro:paged:{kind}:{seed}").random() < 0.5 if paged is None else paged
    routes = Routes(
        family="astro",
        post=lambda post: f"/bai/{post.slug}/",
        page=lambda page: f"/{page.slug}/",
        category=lambda category: f"/tags/{category.slug}/",
        files=FILES,
        listing=f"/{BLOG}/",
        listing_label=LABEL,
    )
    school = draw_school(seed, kind, "astro-paged" if paged else "astro")

    def make(build: Build) -> Path:
        return _make(build, paged)

    with serve(
        ASTRO,
        school,
        routes,
        make,
        host=host,
        post_shape=r"^/bai/[^/]+/$",
        pager_shape=rf"^/{BLOG}/\d+/?$" if paged else None,
    ) as portal:
        yield portal


def _dice(school: School, what: str) -> random.Random:
    return random.Random(f"astro:{what}:{school.kind}:{school.seed}")


def _make(build: Build, paged: bool) -> Path:
    school, site = build.school, build.folder / "site"
    shutil.copytree(TEMPLATE / "src", site / "src")
    for folder in (f"src/pages/{BLOG}", "src/content/blog", "public"):
        (site / folder).mkdir(parents=True)
    listing = "[...page].astro" if paged else "index.astro"
    shutil.copyfile(TEMPLATE / ("paged.astro" if paged else "all.astro"), site / f"src/pages/{BLOG}/{listing}")
    shutil.copyfile(TEMPLATE / "home.astro", site / "src/pages/index.astro")
    (site / "node_modules").symlink_to(build.home / "node_modules")
    shutil.copyfile(build.home / "package.json", site / "package.json")
    (site / "astro.config.mjs").write_text(
        "import sitemap from '@astrojs/sitemap';\nimport { defineConfig } from 'astro/config';\n"
        f"export default defineConfig({{ site: {json.dumps(build.url)}, integrations: [sitemap()] }});\n"
    )
    (site / "src/consts.ts").write_text(_consts(build), encoding="utf-8")
    written = _dice(school, "times").choice(("%Y-%m-%d", "%Y-%m-%d %H:%M"))
    for post in school.shown:
        head = {
            "title": post.title,
            "description": post.paragraphs[0],
            "pubDate": post.published.strftime(written),
            "tags": [school.category(slug).name for slug in post.categories],
        }
        _write(site / f"src/content/blog/{post.slug}.md", head, "\n\n".join(post.paragraphs))
    made = _dice(school, "made")
    for page in school.pages:
        day = f"{made.choice((2020, 2021, 2022))}-{made.randint(9, 12):02d}-{made.randint(1, 28):02d}"
        body = as_html(page.blocks, school, build.routes)
        title = json.dumps(page.title, ensure_ascii=False)
        (site / f"src/pages/{page.slug}.astro").write_text(
            "---\nimport Layout from '../layouts/BlogPost.astro';\n---\n"
            f"<Layout title={title} description={title} pubDate={{new Date({json.dumps(day)})}}>\n{body}\n</Layout>\n",
            encoding="utf-8",
        )
    build.write_files(site / "public" / FILES.strip("/"))
    program = build.home / "node_modules/astro/astro.js"
    build.run(["node", str(program), "build", "--silent"], site, ASTRO_TELEMETRY_DISABLED="1", CI="true",
              TZ=_dice(school, "clock").choice(("UTC", "Asia/Ho_Chi_Minh")))  # fmt: skip
    return site / "dist"


def _consts(build: Build) -> str:
    school = build.school
    locale, day = _dice(school, "dates").choice(PRINTED)
    menu = [("Trang chủ", "/"), (LABEL, f"/{BLOG}/")]
    menu += [(page.title, build.routes.page(page)) for page in school.pages if page.in_menu]
    told = {
        "SITE_TITLE": school.name,
        "FOOTER": f"{school.name}, {school.place}",
        "LABEL": LABEL,
        "MENU": menu,
        "LOCALE": locale,
        "DATE_FORMAT": day,
        "SLUGS": {category.name: category.slug for category in school.categories},
    }
    lines = [f"export const {name} = {json.dumps(value, ensure_ascii=False)};" for name, value in told.items()]
    return "\n".join(lines) + "\nexport const slugOf = (tag) => SLUGS[tag];\n"


def _write(file: Path, head: dict[str, object], text: str) -> None:
    """A Markdown file; its front matter is YAML, in which the day is no text in quotes."""
    lines = [
        f"{key}: {value if key == 'pubDate' else json.dumps(value, ensure_ascii=False)}" for key, value in head.items()
    ]
    file.write_text("---\n" + "\n".join(lines) + "\n---\n\n" + text + "\n", encoding="utf-8")
