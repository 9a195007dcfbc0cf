"""Portals by Hugo: with the theme Doks (Thulite's packages) and with the theme that ``hugo new theme`` writes."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from tests.portals.live.draw import CATEGORIES, NEWS, draw_school
from tests.portals.live.portal import Build, LivePortal, serve
from tests.portals.live.school import Kind, Page, Post, Routes, School, markdown
from tests.portals.live.software import DOKS, HUGO, installed

FILES = "/tep/"
SECTIONS = "|".join(category.slug for category in CATEGORIES)
THULITE = ("core", "seo", "doks-core")
"""Thulite's packages, in the order in which its starter mounts them: a later one wins."""
WORDS = {
    "in": "trong", "by": "bởi", "home": "Trang chủ", "reading_time": "Thời gian đọc ước tính", "minute": "phút",
    "browse": "Xem", "get_started": "Giới thiệu", "on_this_page": "Trên trang này", "chapter_next": "Sau",
    "chapter_previous": "Trước", "last_updated": "Cập nhật lần cuối", "edit_page": "Sửa trang này",
    "404_title": "Không tìm thấy trang", "404_text": "Trang này không có hoặc đã được chuyển đi.",
}  # fmt: skip
"""What Doks says, in Vietnamese; it has no such file itself."""

Theme = Literal["doks", "skeleton"]


@contextmanager
def start_hugo(
    seed: int, kind: Kind = "good", *, theme: Theme = "doks", host: str | None = None
) -> Iterator[LivePortal]:
    """Hugo: a folder of content for each category, ``/<category>/page/2/``, a feed and a list for each category.

    `theme`: ``doks`` lists title, day and categories, eight a page, with Hugo's own pager (« ‹ 1 2 › »), and has on its
    home page no post at all; a category is in the menu's dropdown, whose own link is ``#``. ``skeleton`` is what every
    new Hugo theme starts as: home and categories list everything on one page, title and beginning, **no day in any
    list**; its home page has the standing pages among the posts, which carry no date: the zero day 01/01/0001 is
    printed on them.
    """
    routes = Routes(
        family=f"hugo-{theme}",
        post=lambda post: f"/{post.categories[0]}/{post.slug}/",
        page=lambda page: f"/{page.slug}/",
        category=lambda category: f"/{category.slug}/",
        files=FILES,
    )
    school = draw_school(seed, kind, f"hugo-{theme}")

    def make(build: Build) -> Path:
        return _make(build, theme)

    pager = rf"^/(?:{SECTIONS})/(?:page/\d+/)?$" if theme == "doks" else None
    with serve(
        DOKS if theme == "doks" else HUGO,
        school,
        routes,
        make,
        host=host,
        post_shape=rf"^/(?:{SECTIONS})/(?!page/)[^/]+/$",
        pager_shape=pager,
    ) as portal:
        yield portal


def _make(build: Build, theme: Theme) -> Path:
    school, site = build.school, build.folder / "site"
    hugo = [str(installed(HUGO).folder / "bin/hugo")]
    site.mkdir()
    if theme == "doks":
        settings = _doks(build, site)
    else:
        build.run([*hugo, "new", "theme", "khung", "--themesDir", str(site / "themes")], build.folder)
        # The sample posts that it writes are mounted like the school's own.
        shutil.rmtree(site / "themes/khung/content")
        settings = {"theme": "khung"}
    if theme == "doks":
        settings["taxonomies"] = {"category": "categories", "tag": "tags", "contributor": "contributors"}
    settings |= {
        "baseURL": build.url + "/",
        "title": school.name,
        "defaultContentLanguage": "vi",
        "languages": {
            "vi": {"languageCode": "vi", "locale": "vi", "label": "Tiếng Việt", "languageName": "Tiếng Việt"}
        },
        "timeZone": "Asia/Ho_Chi_Minh",
        "capitalizeListTitles": False,
        "pluralizeListTitles": False,
        "enableRobotsTXT": _dice(school, "robots").random() < 0.5,
        "pagination": {"pagerSize": 8},
        "menus": {"main": _menu(build, theme)},
    }
    (site / "hugo.json").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
    _write_content(build, site / "content", "categories" if theme == "doks" else "tags")
    build.write_files(site / "static/tep")
    # Doks builds its styles in production with PostCSS and PurgeCSS, which do nothing that a crawler could see.
    environment = ["--environment", "development"] if theme == "doks" else []
    build.run([*hugo, "build", "--noBuildLock", *environment, "--source", str(site)], build.folder)
    return site / "public"


def _dice(school: School, what: str) -> random.Random:
    return random.Random(f"hugo:{what}:{school.kind}:{school.seed}")


def _menu(build: Build, theme: Theme) -> list[dict[str, object]]:
    school = build.school
    menu: list[dict[str, object]] = [{"name": "Trang chủ", "url": "/"}]
    news = [(category.name, f"/{category.slug}/") for category in school.categories]
    if theme == "doks":
        menu.append({"name": "Tin bài", "identifier": "tin-bai", "url": "#"})
        menu += [{"name": name, "url": url, "parent": "tin-bai"} for name, url in news]
    else:
        menu += [{"name": name, "url": url} for name, url in news if url == f"/{NEWS}/"]
    menu += [{"name": page.title, "url": build.routes.page(page)} for page in school.pages if page.in_menu]
    return [{**entry, "weight": 10 * number} for number, entry in enumerate(menu, start=1)]


def _doks(build: Build, site: Path) -> dict[str, object]:
    """The settings of Thulite's starter that make its packages a theme; its sample texts are the school's to write."""
    (site / "node_modules").symlink_to(build.home / "node_modules")
    (site / "i18n").mkdir()
    words = {key: {"other": word} for key, word in WORDS.items()}
    (site / "i18n/vi.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
    # The starter ships this file empty, for the site's own scripts.
    (site / "layouts/_partials/footer").mkdir(parents=True)
    (site / "layouts/_partials/footer/script-footer-custom.html").write_text("", encoding="utf-8")
    mounts = [{"source": name, "target": name} for name in ("content", "static", "i18n", "layouts")]
    for package in THULITE:
        for name in ("layouts", "assets", "i18n"):
            if (build.home / f"node_modules/@thulite/{package}/{name}").is_dir():
                mounts.append({"source": f"node_modules/@thulite/{package}/{name}", "target": name})
    mounts.append({"source": "node_modules/@thulite/bootstrap/assets", "target": "assets"})
    school = build.school
    return {
        "security": {"node": {"permissions": {"allowRead": [str(build.home)]}}},
        "module": {"mounts": list(reversed(mounts))},
        "params": {
            "description": f"Trang thông tin điện tử {school.name}, {school.place}",
            "mainSections": [category.slug for category in school.categories],
            "dateFormat": _dice(school, "dates").choice((":date_long", "02/01/2006", "02.01.2006", ":date_full")),
            "doks": {
                "colorMode": "auto", "navbarSticky": True, "containerBreakpoint": "lg", "headerBar": True,
                "sectionNav": [], "relatedPosts": _dice(school, "related").random() < 0.5, "breadcrumbTrail": True,
            },
            "seo": {"title": {"separator": "|", "suffix": school.name}},
        },
    }  # fmt: skip


def _write_content(build: Build, content: Path, taxonomy: str) -> None:
    school = build.school
    content.mkdir()
    welcome = f"Chào mừng đến với {school.name}. {school.place[0].upper()}{school.place[1:]}.\n"
    _write(content / "_index.md", welcome, title=school.name)
    for category in school.categories:
        # Doks has its list and its post for the type "blog", whatever the folder is called.
        cascade = {"type": "blog"} if taxonomy == "categories" else None
        _write(content / category.slug / "_index.md", "", title=category.name, type=_type(cascade), cascade=cascade)
    for post in school.posts:
        _write(
            content / post.categories[0] / f"{post.slug}.md",
            _text(post),
            title=post.title,
            date=f"{post.published:%Y-%m-%dT%H:%M:%S}+07:00",
            draft=True if post.access == "draft" else None,
            contributors=["Ban biên tập"] if taxonomy == "categories" else None,
            **{taxonomy: [school.category(slug).name for slug in post.categories]},
        )
    for page in school.pages:
        _write(content / f"{page.slug}.md", _page_text(page, build), title=page.title)


def _type(cascade: dict[str, str] | None) -> str | None:
    return cascade["type"] if cascade else None


def _text(post: Post) -> str:
    return "\n\n".join(post.paragraphs) + "\n"


def _page_text(page: Page, build: Build) -> str:
    return markdown(page.blocks, build.school, build.routes)


def _write(file: Path, text: str, **fields: object) -> None:
    """A content file with a front matter in JSON, one of the three languages that Hugo takes."""
    file.parent.mkdir(exist_ok=True)
    head = {key: value for key, value in fields.items() if value is not None}
    file.write_text(json.dumps(head, ensure_ascii=False) + "\n\n" + text, encoding="utf-8")
