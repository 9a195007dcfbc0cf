"""Fetching for one visit: budgeted, retried, archived; every failure becomes a typed reason, never an exception."""

from __future__ import annotations

import asyncio
import dataclasses
import hashlib
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urldefrag, urlsplit

from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response

from crawler.archive import ArchiveError, VisitArchive
from crawler.breaker import PlatformResting
from crawler.browser.rendered import Rendered
from crawler.browser.renderer import Renderer
from crawler.extract.asking import Ask
from crawler.extract.pupils import pupils_listed
from crawler.fetched import Fetched
from crawler.guard import Guard
from crawler.memory import LASTING, Memory, key_of, validators
from crawler.order import Budget, Politeness
from crawler.politeness import GATES, leave_gates, retry_after, seconds_asked
from crawler.robots import ForbiddenByRobots, RobotsUnavailable
from crawler.tally import TALLY, Tally
from reading.addresses import route_of
from records.facts import AnswerSeen, Evidence, PageMissing, Place, Reason, Role
from records.files import PUPIL_ROWS

logger = logging.getLogger(__name__)
_BROKEN_AFTER = 4
_NOT_MODIFIED = 304
_LOOK_SECONDS = 0.5
_ALL_OF_A_LIST = (("scroll",), ("click", "Xem thêm"))
_OF_THE_WIRE = ("content-encoding", "content-length", "transfer-encoding")
_CHALLENGE = (
    b"cf-challenge",
    b"_cf_chl_",
    b"Just a moment...",
    b'document.cookie="D1N=',
    b"D1N=",
    b"Request blocked",
    b"captcha-delivery",
    b"DDoS protection by",
    b"The requested URL was rejected",
)


@dataclass(slots=True)
class Fetcher:
    """One school's way to the network.

    `download` sends a Scrapy request through the downloader middlewares. What could not be had is also kept in
    `missing`, once per address; pages that list pupils, and how many, in `pupils`: they are not archived.
    """

    download: Callable[[Request], Awaitable[Response]]
    guard: Guard
    archive: VisitArchive
    budget: Budget
    politeness: Politeness
    sitemaps_of: Callable[[str], Sequence[str]]
    tally: Tally = field(default_factory=Tally)
    missing: list[PageMissing] = field(default_factory=list)
    pupils: dict[str, tuple[int, Evidence]] = field(default_factory=dict)
    started: float = field(default_factory=time.monotonic)
    stopped: Callable[[], bool] = lambda: False
    renderer: Renderer | None = None
    school_year: str = ""
    memory: Memory | None = None

    def seconds_left(self) -> float:
        """Seconds of the visit's budget still there."""
        return self.budget.seconds - (time.monotonic() - self.started)

    def requests_left(self) -> int:
        """Requests of the visit's budget still there."""
        return self.budget.requests - self.tally.spent

    def sitemaps(self, site: str) -> tuple[str, ...]:
        """The sitemaps named in the site's robots.txt."""
        return tuple(self.sitemaps_of(site))

    async def get(
        self, url: str, role: Role, *, headers: dict[str, str] | None = None, most_bytes: int | None = None
    ) -> Fetched:
        """GET an address. Redirects are followed; a lost connection or a 5xx is tried once more.

        What an earlier visit knows of it, and this one believes, is not asked again.
        """
        ask = Ask(url, headers=headers or {})
        if self.memory is None or role is Role.DOCUMENT:
            return await self._asked(ask, role, most_bytes)
        known = self.memory.recall(url, role)
        if known is not None:
            self.tally.spared += self.memory.used[key_of(url)].cost
            if known.reason is not None:
                self.note_missing(known, role)
            return known
        before = self.tally.requests
        fetched = await self._asked(ask, role, most_bytes)
        if fetched.reason not in LASTING and (known := self.memory.instead(fetched)) is not None:
            return known
        self.memory.keep(fetched, self.tally.requests - before, ask.headers.get("Accept", ""))
        return fetched

    async def check(self, answer: AnswerSeen, *, trusting: bool) -> Fetched:
        """Ask a known address whether it still answers the same; where not `trusting`, for all of it.

        Status 304 means that the server says so. Nothing is noted as missing.
        """
        headers = {"Accept": answer.accept} if answer.accept else {}
        asking = validators(answer) if trusting and answer.reason is None else {}
        fetched = await self._tried(Ask(answer.url, headers={**headers, **asking}), answer.role, None)
        if fetched.status == _NOT_MODIFIED and (not asking or fetched.url != answer.final):
            fetched = await self._tried(Ask(answer.url, headers=headers), answer.role, None)
        return fetched

    async def ask(self, ask: Ask, role: Role) -> Fetched:
        """Ask an interface as a page of the portal asked it before; otherwise as `get`."""
        self._is_shown()
        return await self._asked(ask, role, None)

    def _is_shown(self) -> None:
        # What a browser shows is no answer of an address: such a portal is read cold each time.
        if self.memory is not None:
            self.memory.whole = False

    async def _asked(self, ask: Ask, role: Role, most_bytes: int | None) -> Fetched:
        fetched = await self._tried(ask, role, most_bytes)
        if fetched.reason is not None:
            self.note_missing(fetched, role)
        return fetched

    async def _tried(self, ask: Ask, role: Role, most_bytes: int | None) -> Fetched:
        tries = 0
        while True:
            tries += 1
            fetched = await self._once(ask, role, most_bytes)
            again = await self._may_try_again(fetched, tries)
            if not again:
                return fetched

    def renders_left(self) -> int:
        """Pages that may still be shown to a browser; 0 where there is none."""
        return self.renderer.left() if self.renderer is not None else 0

    async def render(self, url: str, role: Role) -> Fetched:
        """Show a page to a browser: the answer's body is the document as its scripts left it."""
        self._is_shown()
        fetched = self._not_now(url, role) or await self._shown(url, role)
        if fetched.reason is not None:
            self.note_missing(fetched, role)
        return fetched

    async def _shown(self, url: str, role: Role) -> Fetched:
        if self.renderer is None or not self.renderer.left():
            return self._failed(url, role, Reason.NEEDS_BROWSER, "hết lượt mở bằng trình duyệt")
        actions = (*_ALL_OF_A_LIST, ("open", self.school_year))
        rendering = asyncio.ensure_future(self.renderer.render(url, actions=actions))
        until = time.monotonic() + self._hard_limit()
        try:
            # The one browser is waited for as well: a wish to stop must not wait for every school's turn.
            while not rendering.done() and not self.stopped() and time.monotonic() < until:
                await asyncio.wait({rendering}, timeout=_LOOK_SECONDS)
        finally:
            given_up = rendering.cancel()
        if given_up:
            await asyncio.gather(rendering, return_exceptions=True)
            return self._failed(url, role, Reason.INTERRUPTED if self.stopped() else Reason.TIMEOUT)
        shown = rendering.result()
        if shown.reason is not None:
            return self._failed(url, role, shown.reason, shown.detail)
        headers = {name: value for name, value in shown.headers.items() if name not in _OF_THE_WIRE}
        headers["content-type"] = shown.content_type
        final = shown.url if route_of(shown.url) else urldefrag(shown.url).url
        return Fetched(
            url=final,
            requested_url=url,
            redirects=(),
            status=shown.status,
            body=shown.html,
            content_type=shown.content_type,
            headers=headers,
            seen_at=shown.seen_at,
            sha256=self._keep(final, role, shown.status, headers, shown.html, shown.seen_at),
            role=role,
            lacks=_lacks(shown),
            goes_on=shown.ended is False,
            unopened=shown.unopened,
            calls=shown.calls,
            turned=shown.turned,
        )

    def _not_now(self, url: str, role: Role) -> Fetched | None:
        """Why nothing is asked for any more, as a failed answer."""
        if self.stopped():
            return self._failed(url, role, Reason.INTERRUPTED)
        if self.requests_left() <= 0:
            return self._failed(url, role, Reason.BUDGET, f"hết {self.budget.requests} lượt truy cập")
        if self.seconds_left() <= 0:
            return self._failed(url, role, Reason.BUDGET, f"hết {self.budget.seconds:.0f} giây")
        if self.tally.failures_in_a_row >= _BROKEN_AFTER:
            return self._failed(url, role, Reason.REFUSED, "cổng ngừng trả lời giữa chừng")
        if "@" in (_place_of(url)):
            return self._failed(url, role, Reason.BAD_URL, "địa chỉ có tên đăng nhập")
        return None

    async def _once(self, ask: Ask, role: Role, most_bytes: int | None) -> Fetched:
        url = ask.url
        if (refused := self._not_now(url, role)) is not None:
            return refused
        try:
            request = Request(
                url,
                method=ask.method,
                headers=dict(ask.headers),
                body=ask.body,
                meta={
                    TALLY: self.tally,
                    GATES: [],
                    "download_timeout": min(self.budget.timeout_seconds, max(1.0, self.seconds_left())),
                    "download_maxsize": most_bytes or self.budget.page_bytes,
                    "redirect_ttl": self.budget.redirects,
                },
                dont_filter=True,
            )
        except ValueError as error:
            return self._failed(url, role, Reason.BAD_URL, str(error))
        try:
            # A slow portal that drips bytes never trips the socket's own timeout.
            response = await asyncio.wait_for(self.download(request), self._hard_limit())
        except asyncio.CancelledError:
            leave_gates(request)
            raise
        except (TimeoutError, DownloadTimeoutError) as error:
            leave_gates(request)
            return self._failed(url, role, Reason.TIMEOUT, str(error))
        except Exception as error:  # noqa: BLE001 - the network may raise anything; it becomes a typed reason
            return self._failed(url, role, *self._why(url, error))
        return self._answered(url, role, response)

    def _hard_limit(self) -> float:
        # Waiting for a turn is part of it: the gates and slots of a shared platform can take minutes.
        return max(5.0, self.seconds_left() + self.budget.timeout_seconds)

    def _why(self, url: str, error: Exception) -> tuple[Reason, str]:
        host = (urlsplit(url).hostname or "").lower()
        detail = f"{type(error).__name__}: {error}"[:200]
        if isinstance(error, ForbiddenByRobots):
            return Reason.ROBOTS, detail
        if isinstance(error, RobotsUnavailable):
            return Reason.ROBOTS_UNAVAILABLE, str(error)
        if isinstance(error, CannotResolveHostError):
            refused = self.guard.refused.get(host)
            if refused or self.guard.refused.keys() - self.guard.addresses.keys():
                refused = refused or next(iter(self.guard.refused.values()))
                return Reason.PRIVATE_ADDRESS, f"{host} → {refused}"
            return Reason.DNS, detail
        if isinstance(error, PlatformResting):
            return Reason.REFUSED, str(error)
        if isinstance(error, IgnoreRequest):
            if "DOWNLOAD_MAXSIZE" in detail:
                return Reason.TOO_LARGE, detail
            return Reason.REDIRECTS, detail
        if isinstance(error, DownloadConnectionRefusedError):
            return Reason.REFUSED, detail
        if isinstance(error, ResponseDataLossError):
            return Reason.TRUNCATED, detail
        if isinstance(error, DownloadCancelledError):
            return Reason.TOO_LARGE, detail
        if isinstance(error, UnsupportedURLSchemeError):
            return Reason.BAD_URL, detail
        if isinstance(error, DownloadFailedError):
            lowered = detail.lower()
            if "ssl" in lowered or "tls" in lowered or "certificate" in lowered:
                return Reason.TLS, detail
            return Reason.RESET, detail
        logger.warning("unexpected failure for %s", url, exc_info=error)
        return Reason.CRASHED, detail

    def _failed(self, url: str, role: Role, reason: Reason, detail: str = "") -> Fetched:
        return Fetched(
            url=url,
            requested_url=url,
            redirects=(),
            status=0,
            body=b"",
            content_type="",
            headers={},
            seen_at=datetime.now(UTC),
            sha256="",
            role=role,
            reason=reason,
            detail=detail,
        )

    def _answered(self, url: str, role: Role, response: Response) -> Fetched:
        seen_at = datetime.now(UTC)
        body = response.body
        headers = {
            name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")[:500]
            for name, values in response.headers.items()
        }
        digest = self._keep(response.url, role, response.status, headers, body, seen_at)
        fetched = Fetched(
            url=response.url,
            requested_url=url,
            redirects=tuple((response.request.meta.get("redirect_urls") or []) if response.request else []),
            status=response.status,
            body=body,
            content_type=headers.get("content-type", ""),
            headers=headers,
            seen_at=seen_at,
            sha256=digest,
            role=role,
            tls_problem=_tls_problem(response),
            detail="" if response.status < 400 else f"HTTP {response.status}",
        )
        reason = _reason_of(response.status, body)
        if reason is None:
            return fetched
        if response.status in (429, 503) and (seconds := retry_after(response)) is not None:
            fetched = dataclasses.replace(fetched, detail=f"HTTP {response.status}, Retry-After {seconds:.0f}")
        return dataclasses.replace(fetched, reason=reason)

    def _keep(self, url: str, role: Role, status: int, headers: dict[str, str], body: bytes, seen_at: datetime) -> str:
        # Bodies of documents are not archived (law 9): their hash is enough to know them again.
        kind = headers.get("content-type", "")
        textual = "html" in kind or "xml" in kind or "json" in kind or kind.startswith("text/") or not kind
        if role is Role.DOCUMENT or not textual or status == _NOT_MODIFIED:
            return hashlib.sha256(body).hexdigest()
        try:
            if (count := pupils_listed(body, kind)) >= PUPIL_ROWS:
                # Names of children are not kept, wherever a portal shows them.
                digest = hashlib.sha256(body).hexdigest()
                self.archive.withhold_page(url, seen_at, digest, f"lists {count} pupils")
                self.pupils[url] = (count, Evidence(url=url, seen_at=seen_at, sha256=digest))
                return digest
            return self.archive.keep_page(url, seen_at, status, list(headers.items()), body)
        except (ArchiveError, OSError) as error:
            logger.error("the archive failed for %s: %s", url, error)
            return hashlib.sha256(body).hexdigest()

    async def _may_try_again(self, fetched: Fetched, tries: int) -> bool:
        if fetched.reason in (Reason.TIMEOUT, Reason.RESET, Reason.TRUNCATED) and tries == 1:
            return self.tally.failures_in_a_row < _BROKEN_AFTER and self.seconds_left() > 0
        if fetched.status in (429, 503) and tries <= 2:
            wait = seconds_asked(fetched.headers.get("retry-after", ""))
            if wait is not None:
                # The politeness middleware holds the host back for that long; here it is only worth waiting or not.
                return wait <= self.politeness.retry_after_longest and wait < self.seconds_left()
        if fetched.status in (500, 502, 503, 504) and tries == 1 and fetched.role is not Role.DOCUMENT:
            await asyncio.sleep(min(1.0, max(0.0, self.seconds_left())))
            return self.seconds_left() > 0
        return False

    def note_missing(self, fetched: Fetched, role: Role) -> None:
        """Note that an address could not be had, once."""
        if any(known.url == fetched.requested_url for known in self.missing):
            return
        self.missing.append(
            PageMissing(
                url=fetched.requested_url,
                role=role,
                reason=fetched.reason or Reason.CRASHED,
                status=fetched.status or None,
                detail=fetched.detail,
                evidence=fetched.evidence(place=Place.HTTP),
            )
        )


def _lacks(shown: Rendered) -> str:
    """What a rendered page did not get; empty when it got all it asked for."""
    return f"{gap.url} ({gap.reason})" if (gap := shown.lacks) is not None else ""


def _place_of(url: str) -> str:
    """The host part of an address as written; empty where it cannot be split."""
    try:
        return urlsplit(url).netloc
    except ValueError:
        return ""


def _tls_problem(response: Response) -> str:
    """What is wrong with the certificate of an answer, in words: the page is read all the same."""
    certificate = getattr(response.certificate, "original", None)
    if certificate is None:
        return ""
    if certificate.has_expired():
        return "chứng chỉ hết hạn"
    if certificate.get_issuer() == certificate.get_subject():
        return "chứng chỉ tự ký"
    return ""


def _reason_of(status: int, body: bytes) -> Reason | None:
    if status in (403, 429, 503) or status == 200:
        head = body[:20_000]
        if len(body) < 30_000 and any(mark in head for mark in _CHALLENGE):
            return Reason.BLOCKED
    if 200 <= status < 300:
        return None
    if status == 401:
        return Reason.LOGIN
    if status in (403, 429):
        return Reason.BLOCKED
    if 300 <= status < 400:
        return Reason.REDIRECTS
    return Reason.HTTP_4XX if status < 500 else Reason.HTTP_5XX
