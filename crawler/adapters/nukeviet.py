"""NukeViet 3 to 5: posts are known by the number before ``.html``; the news sitemap tells when each was published.

In this family alone a sitemap's ``lastmod`` is the publishing time (``date('c', publtime)``), newest first, at most
1,000: one request saves opening every article of a theme whose listings show no date.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from crawler.adapters.base import Enumeration, Section
from crawler.adapters.generic import Generic, GenericWalk
from crawler.collect import Collector
from crawler.extract.feeds import SitemapEntry, read_sitemap
from crawler.portal import Portal
from records.facts import DateCandidate, DateSource, Place, Role, SourceEnd, SourceKind, SourceSeen

_POST = re.compile(r"[^/]+-(\d{1,9})(?:\.html)?/?$")
_MOST_SITEMAPS = 6
_LIMIT = 1_000


class NukeViet(Generic):
    """By its generator or the names its templates use."""

    name = "nukeviet"

    def recognises(self, portal: Portal) -> bool:
        """By generator, or by ``nv_`` names in scripts together with its folders."""
        page = portal.home
        if page is None:
            return False
        if any("nukeviet" in value.lower() for value in page.metas.get("generator", ())):
            return True
        return any("nv_siteroot" in (node.text or "")[:5_000] for node in page.tree.iter("script"))

    def identity_of(self, url: str) -> str | None:
        """The number at the end of the alias, the same under every category."""
        parts = urlsplit(url)
        operation = parse_qs(parts.query).get("op", [""])[0]
        path = unquote(operation) if operation else parts.path
        if "/tag/" in path or "/page-" in path:
            return None
        match = _POST.search(path)
        return f"nukeviet:{match[1]}" if match else None

    async def enumerate_posts(self, portal: Portal, sections: list[Section], posts: Collector) -> Enumeration:
        """The listings of any portal, with publishing times from the news sitemap where there is one."""
        entries, source = await self._news_sitemap(portal)
        times = {
            identity: entry.lastmod for entry in entries if entry.lastmod and (identity := self.identity_of(entry.url))
        }

        def date_of(url: str) -> DateCandidate | None:
            moment = times.get(self.identity_of(url) or "")
            return DateCandidate(text=moment, source=DateSource.SITEMAP_PUBLISHED) if moment else None

        enumeration = await GenericWalk(portal, posts, date_of).run(sections)
        if source is not None:
            enumeration.sources.append(source)
        return enumeration

    async def _news_sitemap(self, portal: Portal) -> tuple[list[SitemapEntry], SourceSeen | None]:
        """The sitemap of the news module: named in the index, else at its usual address."""
        base = urljoin(portal.home_url, portal.scope)
        queue = [*portal.fetch.sitemaps(urlsplit(portal.home_url).netloc), urljoin(base, "sitemap.xml")]
        done: set[str] = set()
        while queue and len(done) < _MOST_SITEMAPS:
            url = queue.pop(0)
            if url in done or not portal.is_own(url):
                continue
            done.add(url)
            before = len(portal.fetch.missing)
            fetched = await portal.fetch.get(url, Role.SOURCE)
            del portal.fetch.missing[before:]
            found = read_sitemap(fetched.body) if fetched.reason is None else None
            if not found:
                continue
            news = [entry.url for entry in found if entry.is_index and ".news" in entry.url]
            queue = [*news, *queue, *(entry.url for entry in found if entry.is_index and ".news" not in entry.url)]
            posts = [entry for entry in found if not entry.is_index and self.identity_of(entry.url)]
            if posts and "news" in url:
                return posts, SourceSeen(
                    url=fetched.url,
                    source=SourceKind.SITEMAP,
                    label="sitemap news",
                    exhaustive=len(posts) < _LIMIT,
                    seen=len(posts),
                    ended=SourceEnd.LAST_PAGE,
                    evidence=fetched.evidence("", Place.SITEMAP),
                )
        return [], None
