"""robots.txt: obeyed; 4xx means no rules, 5xx or no answer means "not now"."""

from __future__ import annotations

import asyncio
import logging
from typing import Any
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest

from crawler.politeness import PolitenessMiddleware
from crawler.tally import TALLY

logger = logging.getLogger(__name__)
_LARGEST = 512 * 1024


class ForbiddenByRobots(IgnoreRequest):
    """The portal's robots.txt asks not to fetch this address."""


class RobotsUnavailable(IgnoreRequest):
    """robots.txt answered 5xx: not the time to visit."""


class RobotsMiddleware:
    """Asks each host for its rules once and keeps them for the process.

    A failure to connect is raised as itself for the page that was asked for, so that the page is missing for the
    true reason; the next page asks again.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._agent: str = crawler.settings["USER_AGENT"]
        self._rules: dict[str, Protego | RobotsUnavailable] = {}
        self._asking: dict[str, asyncio.Lock] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsMiddleware:
        """Called by Scrapy."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Refuse what the rules forbid."""
        if request.meta.get("is_robots"):
            return
        parts = urlsplit(request.url)
        key = f"{parts.scheme}://{parts.netloc}"
        async with self._asking.setdefault(key, asyncio.Lock()):
            rules = self._rules.get(key)
            if rules is None:
                rules = self._rules[key] = await self._ask(key, request)
        if isinstance(rules, RobotsUnavailable):
            raise RobotsUnavailable(str(rules))
        if not rules.can_fetch(request.url, self._agent):
            raise ForbiddenByRobots("robots.txt")

    def allows(self, url: str) -> bool:
        """What the rules say of an address, as far as its host was asked for them."""
        parts = urlsplit(url)
        rules = self._rules.get(f"{parts.scheme}://{parts.netloc}")
        return not isinstance(rules, Protego) or rules.can_fetch(url, self._agent)

    async def _ask(self, key: str, request: Request) -> Protego | RobotsUnavailable:
        robots = Request(
            f"{key}/robots.txt",
            meta={"is_robots": True, TALLY: request.meta.get(TALLY), "download_maxsize": _LARGEST},
            dont_filter=True,
        )
        engine: Any = self._crawler.engine
        try:
            response = await engine.download_async(robots)
        except (IgnoreRequest, DownloadCancelledError):
            # Redirects without end, or a body over the bound: as good as no rules (RFC 9309, 2.3.1.3).
            return Protego.parse("")
        if response.status >= 500 or response.status == 429:
            return RobotsUnavailable(f"robots.txt {response.status}")
        if response.status >= 400:
            return Protego.parse("")
        rules = Protego.parse(response.body[:_LARGEST].decode("utf-8", "replace"))
        self._slow_down(key, rules)
        return rules

    def _slow_down(self, key: str, rules: Protego) -> None:
        delay = rules.crawl_delay(self._agent)
        rate = rules.request_rate(self._agent)
        if rate and rate.requests:
            delay = max(delay or 0.0, rate.seconds / rate.requests)
        if not delay:
            return
        engine: Any = self._crawler.engine
        for middleware in engine.downloader.middleware.middlewares:
            if isinstance(middleware, PolitenessMiddleware):
                middleware.slow_down(urlsplit(key).netloc, float(delay))

    def sitemaps(self, site: str) -> tuple[str, ...]:
        """The sitemaps that a site's robots.txt names, as far as it was asked."""
        found: list[str] = []
        for key, rules in self._rules.items():
            if isinstance(rules, Protego) and urlsplit(key).netloc == site:
                found += list(rules.sitemaps)
        return tuple(dict.fromkeys(found))[:20]
