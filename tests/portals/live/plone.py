"""Portals by Plone 6 Classic UI on Zope, with its own theme Barceloneta, its example content and its own Vietnamese."""

from __future__ import annotations

import json
import random
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Literal

from tests.portals.live.draw import draw_school
from tests.portals.live.portal import Build, LivePortal, serve
from tests.portals.live.school import Kind, Page, Post, Routes, School, as_html
from tests.portals.live.software import PLONE

FILL = Path(__file__).with_name("scripts") / "plone_fill.py"
SITE = "truong"
NEWS = "/news"
"""Plone's example content has this folder and a collection of all news items in it; the name stays as it was made."""

Dates = Literal["byline", "table"]

ZOPE_CONF = """\
instancehome {folder}
<environment>
  CHAMELEON_CACHE {home}/compiled
  zope_i18n_allowed_languages vi en
</environment>
<zodb_db main>
  mount-point /
  <filestorage>
    path {folder}/var/Data.fs
    blob-dir {folder}/var/blobstorage
  </filestorage>
</zodb_db>
"""
SITE_ZCML = """\
<configure xmlns="http://namespaces.zope.org/zope" xmlns:five="http://namespaces.zope.org/five">
  <include package="Zope2.App" />
  <five:loadProducts file="meta.zcml" />
  <five:loadProducts />
  <include package="plone.classicui" />
  <five:loadProductsOverrides />
</configure>
"""
ZOPE_INI = """\
[app:zope]
use = egg:Zope#main
zope_conf = %(here)s/zope.conf

[server:main]
use = egg:waitress#main
host = {address}
port = {port}

[filter:translogger]
use = egg:Paste#translogger
setup_console_handler = False

[pipeline:main]
pipeline =
    egg:Zope#httpexceptions
    translogger
    zope

[loggers]
keys = root, waitress.queue, wsgi

[handlers]
keys = console

[formatters]
keys = generic

[formatter_generic]
format = %(asctime)s %(levelname)s [%(name)s] %(message)s

[handler_console]
class = StreamHandler
args = (sys.stderr,)
level = NOTSET
formatter = generic

[logger_root]
level = WARN
handlers = console

[logger_waitress.queue]
level = ERROR
handlers = console
qualname = waitress.queue
propagate = 0

[logger_wsgi]
level = INFO
handlers = console
qualname = wsgi
propagate = 0
"""


@contextmanager
def start_plone(
    seed: int, kind: Kind = "good", *, dates: Dates = "byline", host: str | None = None
) -> Iterator[LivePortal]:
    """Plone with a file storage: news items in a folder for each category, standing pages as documents, PDFs as files.

    All news are under ``/news``, Plone's own collection, whose pager is ``?b_start:int=30``; folders list 20 at a time.
    `dates`: ``byline`` has "display publication date in byline" on, so each news item prints its day and no list does;
    ``table`` leaves it off, as Plone has it, and shows the collection as a table with the publication date, so that
    only that table has the day, and a feed of the newest 15 (off in ``byline``). There news items are not in the
    menu, and the sitemap is switched on.
    """
    routes = Routes(
        family="plone",
        post=lambda post: f"{NEWS}/{post.categories[0]}/{post.slug}",
        page=lambda page: f"/{_place(page)}",
        category=lambda category: f"{NEWS}/{category.slug}",
        files="/tep/",
        listing=NEWS,
        shelves=1,
    )
    school = draw_school(seed, kind, f"plone-{dates}")

    def make(build: Build) -> Sequence[str]:
        return _make(build, dates)

    shape = rf"^{NEWS}/(?:{'|'.join(category.slug for category in school.categories)})/[^/?]+$"
    pager = rf"^{NEWS}\?b_start:int=\d+$"
    with serve(PLONE, school, routes, make, post_shape=shape, pager_shape=pager, host=host) as portal:
        yield portal


def _place(page: Page) -> str:
    return page.slug if page.parent is None else f"{page.parent}/{page.slug}"


def _make(build: Build, dates: Dates) -> Sequence[str]:
    folder = build.folder
    for name in ("etc", "var/blobstorage"):
        (folder / name).mkdir(parents=True)
    # Compiled templates are kept between portals: they are the software's, and compiling them takes seconds.
    (build.home / "compiled").mkdir(exist_ok=True)
    filled = {"folder": folder, "home": build.home, "address": build.address, "port": build.port}
    (folder / "etc/zope.conf").write_text(ZOPE_CONF.format(**filled), encoding="utf-8")
    (folder / "etc/site.zcml").write_text(SITE_ZCML, encoding="utf-8")
    (folder / "etc/zope.ini").write_text(ZOPE_INI.format(**filled), encoding="utf-8")
    build.write_files(folder / "tep")
    (folder / "order.json").write_text(json.dumps(_order(build, dates), ensure_ascii=False), encoding="utf-8")
    console = [build.python, str(build.home / "bin/zconsole"), "run", str(folder / "etc/zope.conf")]
    build.run([*console, str(FILL), str(folder / "order.json")], folder)
    return [build.python, str(build.home / "bin/runwsgi"), str(folder / "etc/zope.ini")]


def _order(build: Build, dates: Dates) -> dict[str, object]:
    school = build.school
    settings: dict[str, object] = {"plone.display_publication_date_in_byline": dates == "byline"}
    aggregator: dict[str, object] = {}
    if dates == "table":
        settings["plone.enable_sitemap"] = True
        settings["plone.displayed_types"] = ["Link", "Folder", "Document", "Event", "Collection"]
        aggregator = {"layout": "tabular_view", "customViewFields": ["Title", "EffectiveDate"]}
    parents = {page.parent for page in school.pages}
    return {
        "site": SITE,
        "host": f"{build.address}:{build.port}",
        "title": school.name,
        "description": school.place,
        "home": f"<p>Chào mừng đến với {school.name}.</p><p>Dạy tốt - Học tốt</p>",
        "editor": "banbientap",
        "password": secrets.token_hex(12),
        "settings": settings,
        "news": {"title": build.routes.listing_label},
        "aggregator": aggregator,
        "feed": dates == "table",
        "files": {
            file.path: {
                "label": file.label,
                "media_type": file.media_type,
                "on_disk": str(build.folder / "tep" / file.path),
            }
            for file in school.files
        },
        "categories": [{"slug": category.slug, "title": category.name} for category in school.categories],
        "pages": [
            {
                "slug": page.slug,
                "title": page.title,
                "parent": page.parent,
                "is_folder": page.slug in parents,
                "text": as_html(page.blocks, school, build.routes).replace('href="/tep/', 'href="file:'),
            }
            for page in school.pages
        ],
        "posts": _posts(school),
    }


def _posts(school: School) -> list[dict[str, object]]:
    """The posts in order of their day; one in six was edited again later, so that Plone prints a second day."""
    rng = random.Random(f"plone-edited:{school.kind}:{school.seed}")
    posts: list[dict[str, object]] = []
    for post in school.posts:
        later = timedelta(days=rng.randint(1, 200), hours=rng.randint(0, 9)) if rng.random() < 1 / 6 else timedelta()
        posts.append(_post(post) | {"modified": (post.published + later).isoformat()})
    return posts


def _post(post: Post) -> dict[str, object]:
    lead, *others = post.paragraphs
    return {
        "slug": post.slug,
        "title": post.title,
        "category": post.categories[0],
        "lead": lead,
        "text": "".join(f"<p>{paragraph}</p>" for paragraph in others),
        "published": post.published.isoformat(),
        "draft": post.access == "draft",
    }
