"""All live portals by name: ``LIVE["hexo"].start(seed, "weak")`` is a context manager that gives a `LivePortal`."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from tests.portals.live import software
from tests.portals.live.astro_blog import start_astro
from tests.portals.live.djangocms import start_djangocms
from tests.portals.live.docusaurus import start_docusaurus
from tests.portals.live.dokuwiki import start_dokuwiki
from tests.portals.live.eleventy import start_eleventy
from tests.portals.live.ghost import start_ghost
from tests.portals.live.hugo import start_hugo
from tests.portals.live.ikiwiki import start_ikiwiki
from tests.portals.live.lektor import start_lektor
from tests.portals.live.mediawiki import start_mediawiki
from tests.portals.live.mezzanine import start_mezzanine
from tests.portals.live.mkdocs_material import start_mkdocs
from tests.portals.live.plone import start_plone
from tests.portals.live.portal import LivePortal
from tests.portals.live.school import Kind
from tests.portals.live.software import Software
from tests.portals.live.sphinx_ablog import start_ablog
from tests.portals.live.static_sites import start_hexo, start_jekyll, start_nikola, start_pelican
from tests.portals.live.wagtail_crx import start_wagtail_crx
from tests.portals.wordpress.seed import run_seed


class Start(Protocol):
    """Builds and serves the portal of a seed; the block's end ends it."""

    def __call__(
        self, seed: int, kind: Kind = "good", *, host: str | None = None
    ) -> AbstractContextManager[LivePortal]:
        """`host`: a loopback address, drawn when None."""
        ...


@dataclass(frozen=True)
class Live:
    """One make of portal. `sitemap` lists every post; `feed` the newest ones (or all)."""

    software: Software
    start: Start
    feed: str | None
    sitemap: str | None

    def why_not(self) -> str | None:
        """Why it cannot be started on this machine, None when it can; the first call may fetch the software."""
        return software.why_not(self.software)


LIVE: dict[str, Live] = {
    "nikola": Live(software.NIKOLA, start_nikola, "/rss.xml", "/sitemap.xml"),
    "pelican": Live(software.PELICAN, start_pelican, "/feeds/all.atom.xml", None),
    "pelican-simple": Live(software.PELICAN, partial(start_pelican, theme="simple"), "/feeds/all.atom.xml", None),
    "hexo": Live(software.HEXO, start_hexo, "/atom.xml", "/sitemap.xml"),
    "jekyll": Live(software.JEKYLL, start_jekyll, "/feed.xml", "/sitemap.xml"),
    "mezzanine": Live(software.MEZZANINE, start_mezzanine, "/tin-tuc/feeds/rss/", "/sitemap.xml"),
    "mezzanine-day": Live(
        software.MEZZANINE, partial(start_mezzanine, urls="day"), "/tin-tuc/feeds/rss/", "/sitemap.xml"
    ),
    "plone": Live(software.PLONE, start_plone, None, None),
    "plone-table": Live(
        software.PLONE, partial(start_plone, dates="table"), "/news/aggregator/rss.xml", "/sitemap.xml.gz?page=1"
    ),
    "ghost": Live(software.GHOST, start_ghost, "/rss/", "/sitemap-posts.xml"),
    "ghost-casper": Live(software.GHOST, partial(start_ghost, theme="casper"), "/rss/", "/sitemap-posts.xml"),
    "wagtail-crx": Live(software.WAGTAIL_CRX, start_wagtail_crx, None, "/sitemap.xml"),
    "wagtail-crx-undated": Live(software.WAGTAIL_CRX, partial(start_wagtail_crx, dated=False), None, "/sitemap.xml"),
    "hugo-doks": Live(software.DOKS, start_hugo, "/index.xml", "/sitemap.xml"),
    "hugo-skeleton": Live(software.HUGO, partial(start_hugo, theme="skeleton"), "/index.xml", "/sitemap.xml"),
    "eleventy": Live(software.ELEVENTY, start_eleventy, "/feed/feed.xml", "/sitemap.xml"),
    "eleventy-paged": Live(software.ELEVENTY, partial(start_eleventy, paged=True), None, "/sitemap.xml"),
    "mkdocs": Live(software.MKDOCS, start_mkdocs, None, "/sitemap.xml"),
    "mkdocs-home": Live(software.MKDOCS, partial(start_mkdocs, blog_is_home=True), None, "/sitemap.xml"),
    "djangocms": Live(software.DJANGOCMS, start_djangocms, "/tin-tuc/feed/", "/sitemap.xml"),
    "djangocms-basic": Live(
        software.DJANGOCMS, partial(start_djangocms, theme="basic"), "/tin-tuc/feed/", "/sitemap.xml"
    ),
    "docusaurus": Live(software.DOCUSAURUS, start_docusaurus, "/tin-tuc/atom.xml", "/sitemap.xml"),
    "docusaurus-home": Live(
        software.DOCUSAURUS, partial(start_docusaurus, blog_is_home=True), "/atom.xml", "/sitemap.xml"
    ),
    "lektor": Live(software.LEKTOR, start_lektor, None, None),
    "ablog": Live(software.ABLOG, start_ablog, "/tin-tuc/atom.xml", None),
    "ikiwiki": Live(software.IKIWIKI, start_ikiwiki, "/tin_tuc/index.rss", None),
    "dokuwiki": Live(software.DOKUWIKI, start_dokuwiki, None, None),
    "dokuwiki-slashes": Live(software.DOKUWIKI, partial(start_dokuwiki, slashes=True), None, None),
    "mediawiki": Live(software.MEDIAWIKI, start_mediawiki, None, None),
    "astro": Live(software.ASTRO, start_astro, "/rss.xml", "/sitemap-0.xml"),
}
MORE: dict[str, Live] = {
    "hexo-next": Live(software.HEXO_NEXT, partial(start_hexo, theme="next"), "/atom.xml", "/sitemap.xml"),
}
"""Makes that `measure` knows and the tests leave out, for what they would take."""


def kind_of_run(number: int) -> Kind:
    """The kind in which the make of a number is drawn in this run; a run of the other parity draws the other one."""
    return "good" if (run_seed() + number) % 2 else "weak"
