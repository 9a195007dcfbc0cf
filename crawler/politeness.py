"""Politeness: one slot a host, a gate a platform, waiting when a server asks for it, and rest for one in trouble.

Every request passes here, robots.txt and redirects included. A platform is the registrable domain of a host (many
schools share one) and the address it resolves to (many platforms share one machine).
"""

from __future__ import annotations

import asyncio
import email.utils
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, DownloadCancelledError, IgnoreRequest
from scrapy.http import Response

from crawler.breaker import Breaker, enter
from crawler.guard import Guard
from crawler.order import Politeness
from crawler.pace import OwnPace, Pace, SharedPace
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
    """At most `at_once` requests under way in this process, and starts at the pace given."""

    def __init__(self, at_once: int, pace: Pace) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._turn = asyncio.Lock()
        self._pace = pace

    async def enter(self, delay: float) -> None:
        """Wait for a place and a turn, `delay` seconds after the one before; who is cancelled keeps no place."""
        await self._free.acquire()
        try:
            async with self._turn:
                while (wait := self._pace.ask(delay)) > 0:
                    await asyncio.sleep(wait)
        except BaseException:
            self._free.release()
            raise

    def began(self, delay: float) -> None:
        """Who entered starts now; until then it may have waited elsewhere."""
        self._pace.began(delay)

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
        self._paces: Path | None = crawler.settings.get("KIEMCONG_PACES")
        self._breakers: dict[str, Breaker] = {}
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
        await self._wait_as_asked(slot)
        if not local:
            await self._enter_gates(request, host, slot)
        tally = request.meta.get(TALLY)
        if isinstance(tally, Tally):
            tally.requests += 1

    async def _wait_as_asked(self, *keys: str) -> None:
        """Wait until nobody among the host and its platforms wants to be left alone any more."""
        while (wait := max(self._hold_until.get(key, 0.0) for key in keys) - time.monotonic()) > 0:
            await asyncio.sleep(wait)

    def _is_held(self, *keys: str) -> bool:
        return max(self._hold_until.get(key, 0.0) for key in keys) > time.monotonic()

    async def _enter_gates(self, request: Request, host: str, slot: str) -> None:
        entered: list[_Gate] = request.meta.setdefault(GATES, [])
        platforms = self._platforms(host)
        breakers = [self._breaker(key) for key in platforms]
        own = self._gate(f"host {slot}", self._limits.host_at_once)
        try:
            while True:
                await self._wait_as_asked(slot, *platforms)
                await enter(breakers, slot)
                slowness = max(breaker.slowness for breaker in breakers)
                lines = [(own, self.delay_of(host) * slowness)]
                for key in platforms:
                    delay = self._limits.platform_delay * self._breaker(key).slowness
                    lines.append((self._gate(key, self._limits.platform_at_once), delay))
                for gate, delay in lines:
                    await gate.enter(delay)
                    entered.append(gate)
                # While it stood in line, the host or its platform may have asked to be left alone, or gone down; then
                # it keeps no place that somebody else needs.
                if not self._is_held(slot, *platforms) and all(breaker.lets_in(slot) for breaker in breakers):
                    break
                leave_gates(request)
            for gate, delay in lines:
                gate.began(delay)
        except BaseException:
            leave_gates(request)
            for breaker in breakers:
                breaker.gave_up(slot)
            raise

    def _platforms(self, host: str) -> list[str]:
        """What a host shares with others: its registrable domain and its address."""
        domain = registrable_domain(host)
        return sorted({domain, self._guard.addresses.get(host.lower()) or domain})

    def _breaker(self, key: str) -> Breaker:
        return self._breakers.setdefault(key, Breaker(self._limits.platform_rest))

    def _gate(self, key: str, at_once: int) -> _Gate:
        gate = self._gates.get(key)
        if gate is None:
            pace = SharedPace(self._paces, key) if self._paces is not None else OwnPace()
            gate = self._gates[key] = _Gate(at_once, pace)
        return gate

    def process_response(self, request: Request, response: Response) -> Response:
        """Free the gates, count the bytes, and remember a server's wish to be left alone for a while."""
        leave_gates(request)
        tally = request.meta.get(TALLY)
        if isinstance(tally, Tally):
            tally.bytes += len(response.body)
            tally.failures_in_a_row = 0
        host, slot = urlsplit(request.url).hostname or "", site_of(request.url)
        if response.status not in (429, 502, 503, 504):
            self._heard(host, slot, ok=True)
            return response
        refused = response.status in (429, 503)
        self._heard(host, slot, ok=False, refused=refused)
        if refused and (seconds := retry_after(response)) is not None:
            until = time.monotonic() + min(seconds, self._limits.retry_after_longest)
            # Who counts our requests counts them by our address: all it serves wants to be left alone.
            keys = (slot, *self._platforms(host)) if response.status == 429 and not self._is_local(host) else (slot,)
            for key in keys:
                self._hold_until[key] = max(self._hold_until.get(key, 0.0), until)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Free the gates."""
        leave_gates(request)
        tally = request.meta.get(TALLY)
        # What robots.txt forbids was never sent: it says nothing of whether the portal answers.
        if isinstance(tally, Tally) and not isinstance(exception, IgnoreRequest):
            tally.failures_in_a_row += 1
        host, slot = urlsplit(request.url).hostname or "", site_of(request.url)
        if not isinstance(exception, IgnoreRequest | CannotResolveHostError | DownloadCancelledError):
            self._heard(host, slot, ok=False)
            return
        # It says nothing of the platform: another one may go first.
        for key in self._platforms(host):
            self._breaker(key).gave_up(slot)

    def _heard(self, host: str, slot: str, *, ok: bool, refused: bool = False) -> None:
        if self._is_local(host):
            return
        for key in self._platforms(host):
            breaker = self._breaker(key)
            if ok:
                breaker.succeeded()
            else:
                breaker.failed(slot, refused=refused)

    def _is_local(self, host: str) -> bool:
        return self._guard.is_local(host)


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
