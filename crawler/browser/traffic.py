"""What a page asks the network for while it is rendered, read from Chromium's own events."""

from __future__ import annotations

import asyncio
import base64
import binascii
import contextlib
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from crawler.browser.rendered import MEGABYTE, Call, Gap, RenderLimits
from crawler.politeness import registrable_domain
from records.facts import Reason

if TYPE_CHECKING:
    from playwright.async_api import CDPSession, Page

Problem = tuple[Reason, str]

_CALLS = ("XHR", "Fetch")
_NEEDED = ("Script", "XHR", "Fetch", "Document")
_HTML_KINDS = ("", "text/html", "application/xhtml+xml", "text/plain")
_BODIES_SECONDS = 2.0
_POST_LENGTH = 64 * 1024
_BUFFER = 32 * MEGABYTE
# What any browser sends, and what is somebody's session.
_DROPPED_HEADERS = ("cookie", "user-agent", "accept-language", "accept-encoding", "content-length", "sec-", "upgrade-")


def place_of(url: str) -> str:
    """``host:port`` of an address; empty where it cannot be split."""
    try:
        parts = urlsplit(url)
        return f"{parts.hostname or ''}:{parts.port or (443 if parts.scheme == 'https' else 80)}"
    except ValueError:
        return ""


class Traffic:
    """The network of one page: what is under way, the calls its scripts made, what it did not get.

    `fail` is told when the page cannot be read for what came over the network, `moved` of each address that the main
    document is redirected to by the server.
    """

    def __init__(
        self,
        url: str,
        limits: RenderLimits,
        problems: dict[str, Problem],
        fail: Callable[[Reason, str], None],
        moved: Callable[[str], None],
    ) -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self.gaps: list[Gap] = []
        self.hops = 0
        self.last = time.monotonic()
        self.under_way: dict[str, float] = {}
        self._domain = registrable_domain(urlsplit(url).hostname or "")
        self._limits = limits
        self._problems = problems
        self._fail = fail
        self._moved = moved
        self._main_frame = ""
        self._documents: set[str] = set()
        self._kinds: dict[str, tuple[str, str]] = {}
        self._calls: dict[str, Call] = {}
        self._decoded: dict[str, int] = {}
        self._decoded_in_all = 0
        self._kept = 0
        self._bodies: set[asyncio.Task[None]] = set()
        self._session: CDPSession | None = None

    async def watch(self, page: Page) -> None:
        """Listen to a page that has not gone anywhere yet."""
        session = self._session = await page.context.new_cdp_session(page)
        tree = await session.send("Page.getFrameTree")
        self._main_frame = tree["frameTree"]["frame"]["id"]
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.responseReceived", self._answered)
        session.on("Network.dataReceived", self._received)
        session.on("Network.loadingFinished", self._finished)
        session.on("Network.loadingFailed", self._failed)
        await session.send(
            "Network.enable", {"maxTotalBufferSize": _BUFFER, "maxResourceBufferSize": self._limits.call_bytes * 2}
        )

    def idle(self, seconds: float) -> bool:
        """Tell whether nothing is under way and nothing was for so many seconds."""
        return not self.under_way and time.monotonic() - self.last >= seconds

    def only_waits(self, seconds: float) -> bool:
        """Tell whether all that is under way are calls that have been so for longer: a long poll, a chat."""
        now = time.monotonic()
        return all(
            now - since > seconds and self._kinds[number][0] in _CALLS for number, since in self.under_way.items()
        )

    async def calls(self) -> tuple[Call, ...]:
        """The calls so far, their answers read as far as they are kept; those without an answer yet are gaps."""
        for number in self.under_way:
            kind, url = self._kinds[number]
            self._gap(url, kind, Reason.TIMEOUT, "no answer yet")
        if self._bodies:
            await asyncio.wait(self._bodies, timeout=_BODIES_SECONDS)
        return tuple(self._calls.values())

    def stop(self) -> None:
        """Read no more answers."""
        for task in self._bodies:
            task.cancel()

    def _asked(self, event: dict[str, Any]) -> None:
        number, request = str(event["requestId"]), event["request"]
        url, kind = str(request["url"]), str(event.get("type", ""))
        if not url.startswith(("http://", "https://")):
            return
        self.last = self.under_way[number] = time.monotonic()
        self._kinds[number] = (kind, url)
        is_main = kind == "Document" and event.get("frameId") == self._main_frame
        if is_main:
            self._documents.add(number)
        if "redirectResponse" in event:
            self.hops += 1
            if is_main:
                self._moved(url)
        if kind in _CALLS and (number in self._calls or len(self._calls) < self._limits.calls):
            post = request.get("postData")
            self._calls[number] = Call(
                method=str(request.get("method", "GET")),
                url=url,
                headers={
                    name.lower(): str(value)[:2000]
                    for name, value in list(request.get("headers", {}).items())[:50]
                    if not name.lower().startswith(_DROPPED_HEADERS)
                },
                post=None if post is None or len(post) > _POST_LENGTH else str(post),
            )

    def _answered(self, event: dict[str, Any]) -> None:
        number, response = str(event["requestId"]), event["response"]
        if number not in self._kinds:
            return
        self.last = time.monotonic()
        kind, url = self._kinds[number]
        status, media = int(response.get("status", 0)), str(response.get("mimeType", "")).lower()
        if number in self._documents:
            if media not in _HTML_KINDS and self.status and media != "application/pdf":
                # A page that is there already sends its visitor a file: it stays where it is.
                return
            self.status = status
            self.headers = {
                str(name).lower(): str(value)[:500] for name, value in list(response.get("headers", {}).items())[:100]
            }
            if status < 400 and media not in _HTML_KINDS:
                self._fail(Reason.NOT_HTML, media)
        elif status >= 400 and kind in _NEEDED:
            reason, detail = Reason.HTTP_4XX if status < 500 else Reason.HTTP_5XX, f"HTTP {status}"
            self._gap(url, kind, *self._problems.get(place_of(url), (reason, detail)))
        if call := self._calls.get(number):
            call.status, call.content_type = status, media

    def _received(self, event: dict[str, Any]) -> None:
        number, size = str(event["requestId"]), int(event.get("dataLength", 0))
        if number not in self._kinds:
            return
        self.last = time.monotonic()
        self._decoded[number] = self._decoded.get(number, 0) + size
        self._decoded_in_all += size
        # The proxy counts what comes over the wire; a few compressed bytes may hold a hundred megabytes.
        if self._decoded[number] > self._limits.decoded_bytes or self._decoded_in_all > 4 * self._limits.decoded_bytes:
            self._fail(Reason.TOO_LARGE, self._kinds[number][1][:200])

    def _finished(self, event: dict[str, Any]) -> None:
        number = str(event["requestId"])
        if self.under_way.pop(number, None) is None:
            return
        self.last = time.monotonic()
        size = self._decoded.get(number, 0)
        call = self._calls.get(number)
        if call is None or size > self._limits.call_bytes or self._kept + size > 8 * self._limits.call_bytes:
            return
        self._kept += size
        task = asyncio.ensure_future(self._read_body(number, call))
        self._bodies.add(task)
        task.add_done_callback(self._bodies.discard)

    def _failed(self, event: dict[str, Any]) -> None:
        number = str(event["requestId"])
        if self.under_way.pop(number, None) is None:
            return
        self.last = time.monotonic()
        kind, url = self._kinds[number]
        text = str(event.get("errorText", ""))
        # Refused by design, or given up by the page itself: nothing that should be there is absent.
        if kind not in _NEEDED or event.get("canceled") or "BLOCKED_BY_CLIENT" in text or number in self._documents:
            return
        self._gap(url, kind, *self._problems.get(place_of(url), (Reason.RESET, text)))

    def _gap(self, url: str, kind: str, reason: Reason, detail: str) -> None:
        if len(self.gaps) < self._limits.calls:
            own = registrable_domain(urlsplit(url).hostname or "") == self._domain
            self.gaps.append(Gap(url[:2000], kind.lower(), reason, detail[:200], own=own))

    async def _read_body(self, number: str, call: Call) -> None:
        assert self._session is not None
        from playwright.async_api import Error

        # The page may have gone on, and its answers with it.
        with contextlib.suppress(Error, binascii.Error):
            answer = await self._session.send("Network.getResponseBody", {"requestId": number})
            text = str(answer.get("body", ""))
            body = base64.b64decode(text) if answer.get("base64Encoded") else text.encode("utf-8", "replace")
            if len(body) <= self._limits.call_bytes:
                call.body, call.whole = body, True
