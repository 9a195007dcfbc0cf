"""``python -m tests.crawler.browser.child ORDER.json``: Scrapy with a real browser, one page after the other.

Everything is the crawler's own: its settings, robots.txt, politeness, guard and reactor; only the spider is short.
Answers go to standard output, a JSON a line.
"""

from __future__ import annotations

import base64
import dataclasses
import json
import logging
import os
import socket
import sys
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import scrapy
from scrapy.crawler import AsyncCrawlerProcess

from crawler import guard as guards
from crawler.browser.browser import Browser
from crawler.browser.processes import command_of
from crawler.browser.rendered import RenderLimits
from crawler.browser.renderer import Renderer
from crawler.guard import Guard
from crawler.order import BatchOrder, Budget, Mapping, Politeness
from crawler.process import scrapy_settings
from crawler.robots import RobotsMiddleware
from crawler.tally import Tally
from records.facts import Route

AGENT = "KiemCong/0.1 (+https://phong.test/lien-he)"


def tell(**values: Any) -> None:
    """One line for the test."""
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


class RenderSpider(scrapy.Spider):
    """Renders the pages of an order; a school has one renderer, closed when the next school comes."""

    name = "render"

    def __init__(self, job: dict[str, Any], browser: Browser, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._job = job
        self._browser = browser

    async def start(self) -> AsyncIterator[Any]:
        """Scrapy's entry."""
        engine: Any = self.crawler.engine
        robots = next(one for one in engine.downloader.middleware.middlewares if isinstance(one, RobotsMiddleware))
        limits = RenderLimits(**self._job.get("limits", {}))
        try:
            for pages in self._job["schools"]:
                tally = Tally()
                renderer = Renderer(self._browser, engine.download_async, tally, robots.allows, limits)
                for page in pages:
                    await self._one(renderer, page, tally)
                await renderer.close()
            tell(event="rendered", starts=self._browser.starts, processes=self._browser.processes())
        finally:
            await self._browser.close()
        tell(event="closed", processes=self._browser.processes())
        nothing: tuple[Any, ...] = ()
        for item in nothing:
            yield item

    async def _one(self, renderer: Renderer, page: dict[str, Any], tally: Tally) -> None:
        tell(event="begins", url=page["url"], processes=self._processes())
        limits = RenderLimits(**{**self._job.get("limits", {}), **page.get("limits", {})})
        rendered = await renderer.render(
            page["url"], limits=limits, actions=[tuple(action) for action in page.get("actions", [])]
        )
        values = dataclasses.asdict(rendered)
        values["seen_at"] = str(rendered.seen_at)
        values["html"] = rendered.html.decode()
        values["turned"] = base64.b64encode(values["turned"]).decode()
        for call in values["calls"]:
            call["body"] = base64.b64encode(call["body"]).decode()
        tell(event="page", tally=dataclasses.asdict(tally), processes=self._processes(), **values)

    def _processes(self) -> dict[int, str]:
        return {pid: command_of(pid)[:4000] for pid in self._browser.processes()}


def lookup_of(names: dict[str, list[list[str]]]) -> Any:
    """A resolver whose answers are given: for each name the first, then the second …; the last one stays."""

    async def lookup(host: str, port: int) -> Sequence[str]:
        answers = names.get(host)
        if answers is None:
            # What is written as an address needs no resolver.
            return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, flags=socket.AI_NUMERICHOST)]
        return answers.pop(0) if len(answers) > 1 else answers[0]

    return lookup


def main() -> int:
    """Carry out the order named on the command line."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(logging.WARNING)
    logging.getLogger().addHandler(handler)
    job = json.loads(Path(sys.argv[1]).read_text())
    public = frozenset(job.get("public", ()))
    really_public = guards.is_public
    guards.is_public = lambda address: address in public or really_public(address)
    order = SimpleNamespace(
        user_agent=AGENT,
        budget=Budget(timeout_seconds=5.0),
        politeness=Politeness(**job.get("politeness", {})),
        route=Route.MAIN,
        paces=None,
    )
    guard = Guard([Mapping(**mapping) for mapping in job["mappings"]], job["allow_private"])
    settings = scrapy_settings(cast(BatchOrder, order), guard)
    names = job.get("names")
    more = {"lookup": lookup_of(names)} if names is not None else {}
    browser = Browser(guard, AGENT, job.get("chromium", ""), **more)
    process = AsyncCrawlerProcess(settings)
    process.crawl(RenderSpider, job=job, browser=browser)
    try:
        process.start()
    finally:
        browser.kill()
    tell(event="end", pid=os.getpid())
    return 0


if __name__ == "__main__":
    sys.exit(main())
