"""The one browser of a batch: started when first needed, recycled, bounded in memory, and ended for certain."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.browser.chromium import context_options, find_chromium, launch_options, what_is_missing
from crawler.browser.processes import Family, argument_of, children_of, command_of
from crawler.browser.proxy import Lane, Lookup, system_lookup
from crawler.browser.rendered import MEGABYTE
from crawler.browser.visit import PageVisit
from crawler.guard import Guard
from records.facts import Reason

if TYPE_CHECKING:
    from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler

logger = logging.getLogger(__name__)

BROWSER = "kiemcong_browser"

_PROFILE = "playwright_chromiumdev_profile"
_PAGES_EACH = 25
_LAUNCHES_FAILED = 2
_LAUNCH_SECONDS = 30.0
_CLOSE_SECONDS = 3.0
_WATCH_SECONDS = 0.1
_FAMILY_BYTES = 700 * MEGABYTE
_PROCESS_BYTES = 640 * MEGABYTE


class Browser:
    """One a batch. One page is rendered at a time: the memory of the job is bounded by that of one page.

    Chromium is started for the first page that needs it, and anew after `_PAGES_EACH` pages, after a crash, and after
    any page that could not be closed. What it holds is looked at ten times a second, and no process of it may hold more
    than `_PROCESS_BYTES` of its own. All of it ends with `close`, at the latest with `kill`, by the process ids of the
    family that this process started.
    """

    def __init__(self, guard: Guard, user_agent: str, chromium: str = "", lookup: Lookup = system_lookup) -> None:
        self.turn = asyncio.Lock()
        self.starts = 0
        self.unusable = what_is_missing(chromium)
        self._guard = guard
        self._user_agent = user_agent
        self._program = find_chromium(chromium)
        self._lookup = lookup
        self._handler: ScrapyPlaywrightDownloadHandler | None = None
        self._family: Family | None = None
        self._dead_end = Lane(guard, lookup)
        self._home: Path | None = None
        self._profile: Path | None = None
        self._pages = 0
        self._failed_launches = 0

    async def lane(self) -> Lane:
        """A school's own way out, listening."""
        lane = Lane(self._guard, self._lookup)
        await lane.open()
        return lane

    async def load(self, visit: PageVisit, request: Request, crawler: Crawler) -> None:
        """Load one page; never raises for what a page, a browser or Playwright does."""
        try:
            handler = await self._ready(crawler)
        except Exception as error:  # noqa: BLE001 - a browser that does not start costs pages, not the batch
            await self._launch_failed(visit, error)
            return
        request.meta.update(self._orders(visit))
        load = asyncio.ensure_future(handler.download_request(request))
        watch = asyncio.ensure_future(self._watch(visit))
        begun, over = (asyncio.ensure_future(event.wait()) for event in (visit.begun, visit.over))
        try:
            await asyncio.wait({load, begun}, timeout=_LAUNCH_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            if visit.begun.is_set():
                await asyncio.wait({load, over}, timeout=visit.limits.seconds, return_when=asyncio.FIRST_COMPLETED)
            failure = load.exception() if load.done() and not load.cancelled() else None
            if not visit.begun.is_set():
                await self._launch_failed(visit, failure or TimeoutError("no page to begin with"))
            elif failure is not None:
                visit.failed_with(failure)
            # The first reason stands.
            visit.fail(Reason.TIMEOUT, f"not done after {visit.limits.seconds:.0f} s")
        finally:
            for task in (load, watch, begun, over):
                task.cancel()
            await asyncio.gather(load, watch, begun, over, return_exceptions=True)
            await self._put_away(visit)

    async def leave(self, lane: Lane) -> None:
        """A school is done: its context and its port are closed."""
        wrapper = self._handler.context_wrappers.get(_context_of(lane)) if self._handler else None
        if wrapper is not None and not await _in_time(wrapper.context.close()):
            await self.recycle()
        await lane.close()

    async def recycle(self, *, broken: bool = False) -> None:
        """End the browser; the next page starts a new one. One that is `broken` is not asked to close by itself."""
        handler, self._handler = self._handler, None
        family, self._family = self._family, None
        self._pages = 0
        if broken and family is not None:
            # Playwright's driver stays a moment longer: it removes the profile of a browser that ended.
            family.kill(root=False)
        if handler is not None and not await _in_time(handler.close()) and family is not None:
            family.kill(root=False)
            await _in_time(handler.browser_provider.close())
        if family is not None:
            family.kill()
        self._sweep()

    async def close(self) -> None:
        """The batch is over."""
        await self.recycle()
        await self._dead_end.close()

    def kill(self) -> None:
        """End what is left without waiting, also after the event loop has stopped."""
        if self._family is not None:
            self._family.kill()
            self._family = None
        self._sweep()

    def processes(self) -> list[int]:
        """The process ids of the browser and its driver."""
        return self._family.members() if self._family is not None else []

    async def _ready(self, crawler: Crawler) -> ScrapyPlaywrightDownloadHandler:
        if self._pages >= _PAGES_EACH:
            await self.recycle()
        self._pages += 1
        if self._handler is not None:
            return self._handler
        # Importing costs a third of a second, and the extra may not be there.
        from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
        from scrapy_playwright.provider import PlaywrightBrowserProvider

        # It logs every page that fails, with a traceback; here each has its reason.
        logging.getLogger("scrapy-playwright").setLevel(logging.CRITICAL)
        if not self._dead_end.is_open:
            await self._dead_end.open()
        self._home = Path(tempfile.mkdtemp(prefix="kiemcong-browser-"))
        handler = ScrapyPlaywrightDownloadHandler(crawler)
        handler.config.launch_options = launch_options(self._program, self._home, self._dead_end.port)
        handler.config.target_closed_max_retries = 0
        handler.config.max_pages_per_context = 1
        handler.process_request_headers = None
        provider = PlaywrightBrowserProvider(handler.config)
        before = children_of(os.getpid())
        await asyncio.wait_for(provider.start(), _LAUNCH_SECONDS)
        handler.browser_provider = provider
        drivers = [pid for pid in children_of(os.getpid()) - before if "run-driver" in command_of(pid)]
        if drivers:
            self._family = Family(drivers[0])
        self._handler = handler
        self.starts += 1
        return handler

    def _orders(self, visit: PageVisit) -> dict[str, Any]:
        from scrapy_playwright.page import PageMethod

        return {
            "playwright": True,
            "playwright_context": _context_of(visit.lane),
            "playwright_context_kwargs": context_options(visit.lane.port, self._user_agent),
            "playwright_page_init_callback": visit.prepare,
            "playwright_page_goto_kwargs": {"wait_until": "commit", "timeout": visit.limits.seconds * 1000},
            "playwright_page_methods": [PageMethod(visit.read)],
        }

    def _sweep(self) -> None:
        # Playwright's driver removes the profile of a browser that ended by itself, seldom that of one that was ended.
        for folder in (self._home, self._profile):
            if folder is not None:
                shutil.rmtree(folder, ignore_errors=True)
        self._home = self._profile = None

    async def _watch(self, visit: PageVisit) -> None:
        while self._family is not None:
            await asyncio.sleep(_WATCH_SECONDS)
            held = self._family.memory()
            if self._profile is None:
                folders = (argument_of(pid, "--user-data-dir") for pid in self._family.members())
                self._profile = next((Path(folder) for folder in folders if _PROFILE in folder), None)
            self._family.bound(_PROCESS_BYTES)
            if held > _FAMILY_BYTES:
                visit.fail(Reason.TOO_LARGE, f"the page took {held // MEGABYTE} MB of memory")
                self._family.kill(root=False)
                return

    async def _put_away(self, visit: PageVisit) -> None:
        closed = await _in_time(visit.put_away())
        # A page that failed hard, or would not close, is no company for the next one.
        if not closed or visit.reason in (Reason.CRASHED, Reason.TOO_LARGE):
            await self.recycle(broken=True)

    async def _launch_failed(self, visit: PageVisit, error: BaseException) -> None:
        words = " ".join(str(error).split())[:200]
        logger.warning("the browser did not start: %s", words)
        visit.fail(Reason.NEEDS_BROWSER, words)
        self._failed_launches += 1
        if self._failed_launches >= _LAUNCHES_FAILED:
            self.unusable = "launch"
        await self.recycle()


def _context_of(lane: Lane) -> str:
    return f"school-{lane.port}"


async def _in_time(closing: Any) -> bool:
    """Wait for something to close, not for ever; tell whether it did."""
    with contextlib.suppress(Exception):
        await asyncio.wait_for(closing, _CLOSE_SECONDS)
        return True
    return False
