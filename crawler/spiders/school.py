"""The spider: a coroutine a school, a batch a process; the portals above the schools first."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any

import scrapy

from crawler.archive import ArchiveError, VisitArchive
from crawler.browser.browser import Browser
from crawler.browser.renderer import Renderer
from crawler.document_opening import DocumentOpener
from crawler.fetch import Fetcher
from crawler.guard import Guard
from crawler.logs import about
from crawler.order import BatchOrder, Event
from crawler.parents import ParentSeen, visit_parent
from crawler.robots import RobotsMiddleware
from crawler.visit import authority_visit
from crawler.warm import WarmVisit, terms_of
from reading.addresses import same_address, site_of
from records.facts import Reason, Route, Visit
from records.school import Authority, School

logger = logging.getLogger(__name__)
_PARENT_REQUESTS = 80


class SchoolSpider(scrapy.Spider):
    """Visits the schools of one order and saves each visit as it is done."""

    name = "school"

    def __init__(
        self,
        order: BatchOrder,
        archive: VisitArchive,
        guard: Guard,
        browser: Browser,
        opener: DocumentOpener,
        tell: Callable[[Event], None],
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self._order = order
        self._terms = terms_of(order)
        self._archive = archive
        self._guard = guard
        self._browser = browser
        self._opener = opener
        self._tell = tell
        self._parents: dict[str, ParentSeen] = {}
        self.stopping = False

    async def start(self) -> AsyncIterator[Any]:
        """Scrapy's entry: run all visits to their end; nothing goes through the scheduler."""
        try:
            await self._visit_all()
        finally:
            await self._browser.close()
        # Scrapy wants an async generator; this one has nothing to yield.
        nothing: tuple[Any, ...] = ()
        for item in nothing:
            yield item

    async def _visit_all(self) -> None:
        await self._visit_parents()
        free = asyncio.Semaphore(self._order.politeness.schools_at_once)

        async def one(school: School) -> None:
            async with free:
                with about(school=school.code):
                    await self._visit_school(school)

        await asyncio.gather(*(one(school) for school in self._order.schools))

    def _robots(self) -> RobotsMiddleware:
        engine: Any = self.crawler.engine
        return next(
            middleware
            for middleware in engine.downloader.middleware.middlewares
            if isinstance(middleware, RobotsMiddleware)
        )

    def _fetcher(self, requests: int | None = None) -> Fetcher:
        engine: Any = self.crawler.engine
        budget = self._order.budget
        if requests is not None:
            budget = budget.model_copy(update={"requests": requests})
        return Fetcher(
            download=engine.download_async,
            guard=self._guard,
            archive=self._archive,
            budget=budget,
            politeness=self._order.politeness,
            sitemaps_of=self._robots().sitemaps,
            stopped=lambda: self.stopping,
            school_year=self._order.school_year,
        )

    async def _visit_parents(self) -> None:
        known = {site_of(authority.portal): authority for authority in self._order.authorities}
        urls = {same_address(url): url for school in self._order.schools for url in school.parents}

        async def one(url: str) -> None:
            authority = known.get(site_of(url)) or Authority(id=site_of(url), name=site_of(url), portal=url)
            started_at = datetime.now(UTC)
            fetcher = self._fetcher(_PARENT_REQUESTS)
            renderer = self._give_browser(fetcher)
            self._tell(Event(event="started", subject=authority.id))
            try:
                render = fetcher.render if fetcher.renders_left() else None
                parent = await visit_parent(url, fetcher, authority.directory_pages, render)
            except Exception as error:
                logger.exception("parent %s failed", url)
                parent = ParentSeen(url=url, site=site_of(url), reason=Reason.CRASHED, detail=type(error).__name__)
            finally:
                await renderer.close()
            self._parents[same_address(url)] = parent
            visit = authority_visit(authority, parent, self._order, fetcher, started_at)
            self._archive.save_visit(visit)
            self._tell(
                Event(
                    event="finished", subject=authority.id, visit=visit.id, requests=visit.requests, bytes=visit.bytes
                )
            )

        await asyncio.gather(*(one(url) for url in urls.values()))

    def _give_browser(self, fetcher: Fetcher) -> Renderer:
        """A use of the batch's browser for one visit; to be closed when the visit is over."""
        engine: Any = self.crawler.engine
        fetcher.renderer = Renderer(self._browser, engine.download_async, fetcher.tally, self._robots().allows)
        return fetcher.renderer

    def _last_visit(self, school: School) -> Visit | None:
        """What the order hands over of the school's last visit; without it the school is visited cold."""
        visit = self._order.bases.get(school.code)
        if visit is None:
            return None
        try:
            last = self._archive.load_visit(visit)
        except ArchiveError as error:
            logger.warning("%s is visited cold: %s", school.code, error)
            return None
        # A second look took another way and knows only that one.
        return last if last.route is Route.MAIN else None

    async def _visit_school(self, school: School) -> None:
        if self.stopping:
            return
        self._tell(Event(event="started", subject=school.code))
        fetcher = self._fetcher()
        renderer = self._give_browser(fetcher)
        parents = [self._parents[same_address(url)] for url in school.parents]
        try:
            last = self._last_visit(school)
            visit = await WarmVisit(school, self._order, fetcher, parents, self._opener, last, self._terms).run()
            self._archive.save_visit(visit)
        except Exception as error:
            logger.exception("visit of %s failed", school.code)
            self._tell(Event(event="failed", subject=school.code, note=f"{type(error).__name__}: {error}"[:300]))
            return
        finally:
            await renderer.close()
        self._tell(
            Event(
                event="finished",
                subject=school.code,
                visit=visit.id,
                requests=visit.requests,
                bytes=visit.bytes,
            )
        )
