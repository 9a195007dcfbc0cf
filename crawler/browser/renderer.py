"""Rendering for one school: counted, one page at a time, every failure a typed reason and never an exception."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from scrapy import Request
from scrapy.http import Response

from crawler.browser.browser import BROWSER, Browser
from crawler.browser.chromium import what_is_missing
from crawler.browser.proxy import Lane
from crawler.browser.rendered import Action, Rendered, RenderLimits
from crawler.browser.visit import VISIT, PageVisit
from crawler.politeness import GATES, leave_gates
from crawler.robots import ForbiddenByRobots, RobotsUnavailable
from crawler.tally import TALLY, Tally
from records.facts import Reason

# Robots.txt, the host's gate and the platform's, a Retry-After: none of it is the page's own time.
_WAITING_SECONDS = 180.0


class Renderer:
    """One school's use of the batch's browser: at most `limits.renders` pages, in a context and on a port of its own.

    `download` sends a Scrapy request through the downloader middlewares, so that robots.txt and politeness are asked
    for every page; `BrowserMiddleware` must be the last of them. `allows` is robots.txt again, for what a page calls
    on its own site. Requests and bytes go to `tally`.
    """

    def __init__(
        self,
        browser: Browser,
        download: Callable[[Request], Awaitable[Response]],
        tally: Tally,
        allows: Callable[[str], bool],
        limits: RenderLimits | None = None,
    ) -> None:
        self.rendered = 0
        self._browser = browser
        self._download = download
        self._tally = tally
        self._allows = allows
        self._limits = limits or RenderLimits()
        self._lane: Lane | None = None

    @staticmethod
    def available(chromium: str = "") -> str:
        """What is missing to render at all, in one word (``playwright``, ``chromium``); empty when nothing is."""
        return what_is_missing(chromium)

    def left(self) -> int:
        """Pages that may still be rendered; 0 where the browser cannot be used."""
        return 0 if self._browser.unusable else max(0, self._limits.renders - self.rendered)

    async def render(self, url: str, *, limits: RenderLimits | None = None, actions: Sequence[Action] = ()) -> Rendered:
        """Show a page to a browser and take down what it shows. `limits` are this page's, the school's by default."""
        began, seen_at = time.monotonic(), datetime.now(UTC)
        missing = Rendered(requested_url=url, url=url, seen_at=seen_at)
        if self._browser.unusable:
            return replace(missing, reason=Reason.NEEDS_BROWSER, detail=self._browser.unusable)
        if self.rendered >= self._limits.renders:
            return replace(missing, reason=Reason.BUDGET, detail=f"{self._limits.renders} pages in a browser")
        limits = limits or self._limits
        async with self._browser.turn:
            self.rendered += 1
            if self._lane is None:
                self._lane = await self._browser.lane()
            visit = PageVisit(url, self._lane, limits, actions, self._allows)
            before = self._lane.bytes
            self._lane.begin(limits, visit.refused)
            try:
                await self._send(visit)
            finally:
                self._lane.end()
            loaded = self._lane.bytes - before
        # Politeness counted one request, the page's own.
        self._tally.requests += max(0, visit.requests - 1)
        self._tally.bytes += loaded
        return Rendered(
            requested_url=url,
            url=visit.final_url,
            seen_at=seen_at,
            status=visit.status,
            headers=visit.headers,
            html=visit.html,
            turned=visit.turned,
            title=visit.title,
            calls=visit.calls,
            gaps=visit.gaps,
            blocked=dict(visit.blocked),
            ended=visit.ended,
            unopened=visit.unopened,
            reason=visit.reason,
            detail=visit.detail,
            requests=visit.requests,
            bytes=loaded,
            seconds=time.monotonic() - began,
        )

    async def close(self) -> None:
        """The school is done: its context and its port are closed."""
        if self._lane is not None:
            async with self._browser.turn:
                await self._browser.leave(self._lane)
            self._lane = None

    async def _send(self, visit: PageVisit) -> None:
        failures = self._tally.failures_in_a_row
        try:
            request = Request(
                visit.url,
                meta={BROWSER: self._browser, VISIT: visit, TALLY: self._tally, GATES: []},
                dont_filter=True,
            )
        except ValueError as error:
            visit.fail(Reason.BAD_URL, str(error))
            return
        try:
            await asyncio.wait_for(self._download(request), visit.limits.seconds + _WAITING_SECONDS)
        except asyncio.CancelledError:
            leave_gates(request)
            raise
        except TimeoutError as error:
            leave_gates(request)
            visit.fail(Reason.TIMEOUT, str(error))
        except ForbiddenByRobots as error:
            visit.fail(Reason.ROBOTS, str(error))
        except RobotsUnavailable as error:
            visit.fail(Reason.ROBOTS_UNAVAILABLE, str(error))
        except Exception as error:  # noqa: BLE001 - asking for robots.txt may fail in any way; the page is missing then
            visit.fail(Reason.RESET, f"{type(error).__name__}: {error}")
        if visit.reason is not None and not visit.status:
            # A page that gave no answer is no sign that the portal is well.
            self._tally.failures_in_a_row = failures + 1
