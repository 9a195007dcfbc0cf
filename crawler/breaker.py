"""A platform in trouble is left alone: slower after every refusal, not asked at all once several of its hosts fail."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence

from scrapy.exceptions import IgnoreRequest

FAILURES = 8
"""So many failures in a row, of so many hosts, mean that the platform is down and not one portal."""
HOSTS = 3
FIRST_REST, LONGEST_REST = 20.0, 900.0
PATIENCE = 3
"""After so many rests in vain nobody waits any more: what is asked for meanwhile is missing."""
_SLOWEST = 16.0
_RECOVERY = 0.9
_TICK = 0.25


class PlatformResting(IgnoreRequest):
    """Several portals of the platform failed in a row: it is not asked for a while."""


class Breaker:
    """How a platform does. `slowness` multiplies the delay between two requests: doubled by every refusal, back to 1
    step by step."""

    def __init__(self, first_rest: float = FIRST_REST) -> None:
        self.slowness = 1.0
        self._first_rest = first_rest
        self._failures = 0
        self._hosts: set[str] = set()
        self._rests = 0
        self._until = 0.0
        self._probe: str | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether the platform rests."""
        return self._until > 0

    def succeeded(self) -> None:
        """A request was answered."""
        self.slowness = max(1.0, self.slowness * _RECOVERY)
        self._failures, self._rests, self._until, self._probe = 0, 0, 0.0, None
        self._hosts.clear()

    def failed(self, host: str, *, refused: bool) -> None:
        """A request was refused (429, 503) or not answered at all."""
        if refused:
            self.slowness = min(_SLOWEST, self.slowness * 2)
        self._failures += 1
        self._hosts.add(host)
        probed = self._probe == host
        if probed or (not self.is_open and self._failures >= FAILURES and len(self._hosts) >= HOSTS):
            self._probe = None
            self._until = time.monotonic() + min(LONGEST_REST, self._first_rest * 2.0**self._rests)
            self._rests += 1

    def gave_up(self, host: str) -> None:
        """A request that was to go first was cancelled."""
        if self._probe == host:
            self._probe = None

    def lets_in(self, host: str) -> bool:
        """Tell whether `host` may ask now. Raises PlatformResting once the platform has rested in vain some times."""
        if not self.is_open:
            return True
        left = self._until - time.monotonic()
        if left <= 0 and self._probe in (None, host):
            return True
        if self._rests > PATIENCE:
            raise PlatformResting(f"nền tảng ngừng trả lời, để yên {max(left, 0.0):.0f} giây")
        return False

    def goes_first(self, host: str) -> None:
        """Where the platform has rested, `host` is the one that tries it."""
        if self.is_open:
            self._probe = host


async def enter(breakers: Sequence[Breaker], host: str) -> None:
    """Wait until all let `host` in; it goes first for all or for none, so that no two wait for each other."""
    while not all(breaker.lets_in(host) for breaker in breakers):
        await asyncio.sleep(_TICK)
    for breaker in breakers:
        breaker.goes_first(host)
