"""Politeness: one slot a host, a gate a platform, and waiting when a server asks for it.

Every request passes here, robots.txt and redirects included. A platform is the registrable domain of a host (many
schools share one) and the address it resolves to (many platforms share one machine).
"""

from __future__ import annotations

import asyncio
import email.utils
import time
from typing import Any
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.guard import Guard
from crawler.order import Politeness
from crawler.tally import TALLY, Tally
from reading.addresses import site_of

GATES = "kiemcong_gates"
_LOCAL_AT_ONCE = 4
_SUFFIXES: list[PublicSuffixList] = []


def registrable_domain(host: str) -> str:
    """The domain a host is registered under (``thcsabc.hcm.edu.vn`` → ``hcm.edu.vn``); the host itself for literals."""
    if not _SUFFIXES:
        _SUFFIXES.append(PublicSuffixList())
    if not host or host.replace(".", "").isdigit() or ":" in host:
        return host
    return str(_SUFFIXES[0].privatesuffix(host) or host)


class _Gate:
    """At most `at_once` requests under way, and `delay` seconds between two starts."""

    def __init__(self, at_once: int, delay: float) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._turn = asyncio.Lock()
        self._delay = delay
        self._next_start = 0.0

    async def enter(self, delay: float | None = None) -> None:
        """Wait for a place and a turn; who is cancelled while waiting leaves no trace."""
        await self._free.acquire()
        try:
            async with self._turn:
                wait = self._next_start - time.monotonic()
                if wait > 0:
                    await asyncio.sleep(wait)
                self._next_start = time.monotonic() + (self._delay if delay is None else delay)
        except BaseException:
            self._free.release()
            raise

    def leave(self) -> None:
        self._free.release()


def leave_gates(request: Request) -> None:
    """Free the places a request holds; also for one that was cancelled and never came back."""
    held: list[_Gate] = request.meta.get(GATES, [])
    while held:
        held.pop().leave()


class PolitenessMiddleware:
    """A Scrapy downloader middleware that stands next to the downloader."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._guard: Guard = crawler.settings["KIEMCONG_GUARD"]
        self._limits: Politeness = crawler.settings["KIEMCONG_POLITENESS"]
        self._gates: dict[str, _Gate] = {}
        self._hold_until: dict[str, float] = {}
        self._delays: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PolitenessMiddleware:
        """Called by Scrapy."""
        return cls(crawler)

    def slow_down(self, host: str, delay: float) -> None:
        """Apply a robots.txt crawl-delay, in seconds; never faster than our own."""
        self._delays[site_of("//" + host)] = min(max(delay, self._limits.host_delay), 60.0)

    def delay_of(self, host: str) -> float:
        """The seconds between two requests to a host: ours, or its longer crawl-delay; none on allowed loopback."""
        if self._guard.is_local(host):
            return 0.0
        return self._delays.get(site_of("//" + host), self._limits.host_delay)

    async def process_request(self, request: Request) -> None:
        """Give the request its host's slot and wait for its platform's gate."""
        host = urlsplit(request.url).hostname or ""
        mapping = self._guard.mapped(host, urlsplit(request.url).port or 80)
        if mapping is not None:
            self._guard.addresses.setdefault(host.lower(), mapping.ip)
        local = self._guard.is_local(host)
        slot = site_of(request.url)
        request.meta["download_slot"] = slot
        engine: Any = self._crawler.engine
        # The waiting is done here, right before the start: a slot's own delay behind a platform's gate would let two
        # hosts of a platform start together.
        engine.downloader.per_slot_settings[slot] = {"concurrency": _LOCAL_AT_ONCE, "delay": 0.0, "jitter": 0.0}
        if (wait := self._hold_until.get(slot, 0.0) - time.monotonic()) > 0:
            await asyncio.sleep(wait)
        if not local:
            await self._enter_gates(request, host, slot)
        tally = request.meta.get(TALLY)
        if isinstance(tally, Tally):
            tally.requests += 1

    async def _enter_gates(self, request: Request, host: str, slot: str) -> None:
        entered: list[_Gate] = request.meta.setdefault(GATES, [])
        own = self._gates.setdefault(f"host {slot}", _Gate(self._limits.host_at_once, self._limits.host_delay))
        keys = {registrable_domain(host), self._guard.addresses.get(host.lower()) or registrable_domain(host)}
        try:
            await own.enter(self.delay_of(host))
            entered.append(own)
            for key in sorted(keys):
                gate = self._gates.setdefault(key, _Gate(self._limits.platform_at_once, self._limits.platform_delay))
                await gate.enter()
                entered.append(gate)
        except BaseException:
            leave_gates(request)
            raise

    def process_response(self, request: Request, response: Response) -> Response:
        """Free the gates, count the bytes, and remember a server's wish to be left alone for a while."""
        leave_gates(request)
        tally = request.meta.get(TALLY)
        if isinstance(tally, Tally):
            tally.bytes += len(response.body)
            tally.failures_in_a_row = 0
        if response.status in (429, 503):
            seconds = retry_after(response)
            if seconds is not None:
                until = time.monotonic() + min(seconds, self._limits.retry_after_longest)
                slot = site_of(request.url)
                self._hold_until[slot] = max(self._hold_until.get(slot, 0.0), until)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Free the gates."""
        leave_gates(request)
        tally = request.meta.get(TALLY)
        # What robots.txt forbids was never sent: it says nothing of whether the portal answers.
        if isinstance(tally, Tally) and not isinstance(exception, IgnoreRequest):
            tally.failures_in_a_row += 1


def retry_after(response: Response) -> float | None:
    """The seconds a 429 or 503 asks to wait, from seconds or an HTTP date; None where it does not say."""
    raw = response.headers.get(b"Retry-After")
    return None if raw is None else seconds_asked(raw.decode("latin-1"))


def seconds_asked(text: str) -> float | None:
    """The seconds from now that a Retry-After header's text means; None for anything else."""
    text = text.strip()
    if text.isdigit():
        return float(text)
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return max(0.0, moment.timestamp() - time.time())
