"""One page in the browser: what it may load and do, when it is done, and what it shows then."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.browser import actions
from crawler.browser.opening import open_all, with_opened
from crawler.browser.proxy import Lane, Refused
from crawler.browser.rendered import Action, Call, Gap, RenderLimits
from crawler.browser.traffic import Problem, Traffic, place_of
from reading.addresses import site_of
from records.facts import Reason

if TYPE_CHECKING:
    from playwright.async_api import Dialog, Download, Page, Request, Route, WebSocketRoute

VISIT = "kiemcong_render"

# A page can be read without them, and they are most of its weight; what never ends would never settle.
_BLOCKED = frozenset(
    {"image", "media", "font", "texttrack", "eventsource", "websocket", "manifest", "ping", "cspreport", "other"}
)
_LOOK_SECONDS = 0.2
_SHAPE = "() => document.getElementsByTagName('*').length + '/' + document.links.length"
_CAPTURE = """most => {
    const html = document.documentElement ? document.documentElement.outerHTML : '';
    return {
        length: html.length, html: html.length > most ? '' : html,
        title: String(document.title || '').slice(0, 500), url: location.href.slice(0, 4000),
    };
}"""
_ERRORS = (
    ("ERR_TOO_MANY_REDIRECTS", Reason.REDIRECTS),
    ("ERR_NAME_NOT_RESOLVED", Reason.DNS),
    ("ERR_CERT", Reason.TLS),
    ("ERR_SSL", Reason.TLS),
    ("ERR_BAD_SSL", Reason.TLS),
    ("TIMED_OUT", Reason.TIMEOUT),
    ("Timeout", Reason.TIMEOUT),
    ("ERR_TUNNEL", Reason.REFUSED),
    ("ERR_PROXY", Reason.REFUSED),
    ("CONNECTION_REFUSED", Reason.REFUSED),
    ("ERR_", Reason.RESET),
)


class PageVisit:
    """A page on its way through the browser.

    `begun` is set when the browser has an empty page for it, `over` when it is read or failed. It stays on the site it
    was sent to: a page that leads elsewhere ends with REDIRECTS and the other address in `final_url`, to be asked for
    like any other. `allows` tells what robots.txt allows, as far as a host was asked for it; hosts that only serve
    parts of the page are not asked, as no visitor's browser asks.
    """

    def __init__(
        self,
        url: str,
        lane: Lane,
        limits: RenderLimits,
        todo: Sequence[Action] = (),
        allows: Callable[[str], bool] = lambda url: True,
    ) -> None:
        self.url = self.final_url = url
        self.lane = lane
        self.limits = limits
        self.begun = asyncio.Event()
        self.over = asyncio.Event()
        self.reason: Reason | None = None
        self.detail = ""
        self.html = self.turned = b""
        self.title = ""
        self.calls: tuple[Call, ...] = ()
        self.blocked: Counter[str] = Counter()
        self.ended: bool | None = None
        self.unopened = False
        self.page: Page | None = None
        self._site = site_of(url)
        self._todo = tuple(action for action in todo if action[0] != "open")
        self._school_year = next((action[1] for action in todo if action[0] == "open"), "")
        self._allows = allows
        self._problems: dict[str, Problem] = {}
        self._traffic = Traffic(url, limits, self._problems, self.fail, self._moved)
        self._sent = 0
        self._navigations = 0
        self._dialogs = 0
        self._refused: list[Gap] = []
        self._shown: tuple[Gap, ...] | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def status(self) -> int:
        """The status of the main document; 0 when none came."""
        return self._traffic.status

    @property
    def headers(self) -> dict[str, str]:
        """The headers of the main document, their names in small letters."""
        return self._traffic.headers

    @property
    def requests(self) -> int:
        """Requests that the browser sent, redirects included."""
        return self._sent + self._traffic.hops

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What the page asked for and did not get before it was taken down."""
        return (*self._refused, *self._traffic.gaps) if self._shown is None else self._shown

    def fail(self, reason: Reason, detail: str = "") -> None:
        """The page cannot be read; the first reason stands. What comes after it was taken down costs nothing."""
        if not self.over.is_set() and self._shown is None:
            self.reason, self.detail = reason, detail[:300]
            self.over.set()

    def failed_with(self, error: BaseException) -> None:
        """The page cannot be read for what the browser or Playwright said."""
        words = str(error).split("Call log:")[0].strip()
        for mark, reason in _ERRORS:
            if mark in words:
                self.fail(*self._problems.get(place_of(self.final_url), (reason, words)))
                return
        self.fail(Reason.CRASHED, f"{type(error).__name__}: {words}")

    def refused(self, place: str, reason: Reason, detail: str) -> None:
        """The proxy's word on what it did not let through."""
        self._problems[place] = (reason, detail)
        if reason is Reason.TOO_LARGE or (not self.status and place == place_of(self.final_url)):
            self.fail(reason, detail)

    async def prepare(self, page: Page, *_: object) -> None:
        """Called by scrapy-playwright with an empty page, before it goes anywhere."""
        self.page = page
        try:
            page.on("dialog", self._dismiss)
            page.on("download", self._refuse_download)
            page.on("crash", lambda _page: self.fail(Reason.CRASHED, "the page crashed"))
            page.on("popup", self._close_popup)
            await page.context.route("**/*", _abort)
            await page.route("**/*", self._decide)
            await page.route_web_socket("**/*", self._close_socket)
            await self._traffic.watch(page)
        except Exception as error:
            # scrapy-playwright would only log it, and load the page without these guards.
            self.failed_with(error)
            raise
        finally:
            self.begun.set()

    async def read(self, page: Page) -> None:
        """Called by scrapy-playwright once the document began to come: wait, act, take down what is shown."""
        settled = await self._settle(page, self.limits.settle_seconds)
        if settled and self._todo and await actions.enter(page):
            settled = await self._settle(page, self.limits.settle_seconds)
        for action in self._todo if settled else ():
            self.ended = await actions.carry_out(page, action, self.limits.steps, self._settle_again) and (
                self.ended is not False
            )
        self.calls = await self._traffic.calls()
        await self._capture(page)
        if self.status >= 400:
            self.fail(_reason_of(self.status), f"HTTP {self.status}")
        if not settled:
            self.fail(Reason.TIMEOUT, f"not settled after {self.limits.settle_seconds:.0f} s")
        if self.reason is None and self._todo:
            await self._go_on(page)
        self.over.set()
        # Whatever scrapy-playwright would do next (serialize a document of any size) is not wanted.
        await asyncio.Event().wait()

    async def _go_on(self, page: Page) -> None:
        """Turn the page's lists once, for the calls that are made then, and open what is folded.

        The page itself is taken down already, and loses nothing by it.
        """
        from playwright.async_api import Error

        self._shown = self.gaps
        before = len(self.calls)
        with contextlib.suppress(Error):
            if await actions.turn(page, self._settle_again):
                shown = await page.evaluate(_CAPTURE, self.limits.html_bytes)
                self.turned = str(shown["html"]).encode("utf-8", "replace")
            for call in (await self._traffic.calls())[before:]:
                call.turned = True
        lacked = len(self._traffic.gaps)
        try:
            opened = await open_all(page, self._school_year, self._settle_again)
            self.html = with_opened(self.html, opened.html)
            self.unopened = not opened.whole or len(self._traffic.gaps) > lacked
        except Error:
            self.unopened = True
        with contextlib.suppress(Error):
            self.calls = await self._traffic.calls()
            await self._add_cookies(page)

    async def _add_cookies(self, page: Page) -> None:
        """The nameless visitor's own cookies, without which some interfaces answer nothing."""
        for call in self.calls:
            cookies = await page.context.cookies(call.url)
            if cookies:
                call.headers["cookie"] = "; ".join(f"{one.get('name')}={one.get('value')}" for one in cookies)[:4000]

    async def put_away(self) -> None:
        """Close the page."""
        self._traffic.stop()
        for task in self._tasks:
            task.cancel()
        if self.page is not None:
            await self.page.close()

    async def _settle(self, page: Page, seconds: float) -> bool:
        until = time.monotonic() + seconds
        shape, since = "", time.monotonic()
        while time.monotonic() < until and not self.over.is_set():
            await asyncio.sleep(_LOOK_SECONDS)
            # A busy page answers late, and what it does then may ask the network again: look at it before the network.
            now = await _ask(page, _SHAPE, until - time.monotonic())
            if now != shape or not now:
                shape, since = now, time.monotonic()
            unchanged = time.monotonic() - since
            if not self.status or not now:
                continue
            if self._traffic.idle(self.limits.idle_seconds):
                return True
            if unchanged >= self.limits.unchanged_seconds and self._traffic.only_waits(self.limits.patience):
                return True
        return False

    async def _settle_again(self, page: Page) -> str:
        await self._settle(page, self.limits.settle_seconds / 2)
        return await _ask(page, _SHAPE, 2.0)

    async def _capture(self, page: Page) -> None:
        from playwright.async_api import Error

        for attempt in (1, 2, 3):
            try:
                shown = await page.evaluate(_CAPTURE, self.limits.html_bytes)
                break
            except Error:
                if attempt == 3:
                    raise
                await asyncio.sleep(_LOOK_SECONDS)
        self.title, self.final_url = str(shown["title"]), str(shown["url"])
        self.html = b"<!DOCTYPE html>\n" + str(shown["html"]).encode("utf-8", "replace")
        if not shown["html"] or len(self.html) > self.limits.html_bytes:
            self.html = b""
            self.fail(Reason.TOO_LARGE, f"a document of {shown['length']} characters")

    async def _decide(self, route: Route, request: Request) -> None:
        """Let a request of the page go out, or not."""
        from playwright.async_api import Error

        try:
            may_go = await self._may_go(request)
        except Error:
            # The frame it was for is gone already.
            may_go = False
        with contextlib.suppress(Error):
            if may_go:
                self._sent += 1
                await route.continue_()
            else:
                await route.abort("blockedbyclient")

    async def _may_go(self, request: Request) -> bool:
        url, kind = request.url, request.resource_type
        if self.over.is_set() or not url.startswith(("http://", "https://")):
            return False
        if kind in _BLOCKED:
            self.blocked[kind] += 1
            return False
        own = site_of(url) == self._site
        if request.is_navigation_request():
            if self.page is None or request.frame != self.page.main_frame:
                # A frame of another site is somebody else's page: a film, a map, an advertisement.
                self.blocked["frame"] += not own
                if not own:
                    return False
            elif not await self._may_lead_to(url):
                return False
        if own and not self._allows(url):
            self._refused.append(Gap(url[:2000], kind, Reason.ROBOTS, "robots.txt"))
            return False
        if self.requests >= self.limits.requests:
            self._refused.append(Gap(url[:2000], kind, Reason.BUDGET, f"{self.limits.requests} requests"))
            return False
        return True

    async def _may_lead_to(self, url: str) -> bool:
        """Tell whether the page itself may go to an address; where it may not, it has failed."""
        if self._shown is not None:
            return False
        self._navigations += 1
        self.final_url = url
        if site_of(url) != self._site:
            parts = urlsplit(url)
            try:
                await self.lane.where(parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80))
            except (Refused, ValueError) as error:
                self.fail(error.reason if isinstance(error, Refused) else Reason.BAD_URL, str(error))
            self.fail(Reason.REDIRECTS, url)
        elif not self._allows(url):
            self.fail(Reason.ROBOTS, "robots.txt")
        elif self._navigations > self.limits.navigations:
            self.fail(Reason.REDIRECTS, f"more than {self.limits.navigations} moves")
        return not self.over.is_set()

    def _moved(self, url: str) -> None:
        # A server's redirect has been followed by the time it is known; only what came of it can be dropped.
        async def check() -> None:
            if self._shown is None:
                await self._may_lead_to(url)

        task = asyncio.ensure_future(check())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _dismiss(self, dialog: Dialog) -> None:
        from playwright.async_api import Error

        self._dialogs += 1
        if self._dialogs > self.limits.dialogs:
            self.fail(Reason.TIMEOUT, f"more than {self.limits.dialogs} dialogs")
        self.blocked["dialog"] += 1
        with contextlib.suppress(Error):
            await dialog.dismiss()

    async def _refuse_download(self, download: Download) -> None:
        from playwright.async_api import Error

        self.blocked["download"] += 1
        if not self.html and not self._is_shown():
            self.fail(Reason.NOT_HTML, f"a download: {download.suggested_filename}")
        with contextlib.suppress(Error):
            await download.cancel()

    def _is_shown(self) -> bool:
        return self.page is not None and self.page.url.startswith(("http://", "https://"))

    async def _close_popup(self, popup: Page) -> None:
        from playwright.async_api import Error

        self.blocked["popup"] += 1
        with contextlib.suppress(Error):
            await popup.close()

    async def _close_socket(self, socket: WebSocketRoute) -> None:
        self.blocked["websocket"] += 1
        await socket.close()


def _reason_of(status: int) -> Reason:
    if status == 401:
        return Reason.LOGIN
    if status in (403, 429):
        return Reason.BLOCKED
    return Reason.HTTP_4XX if status < 500 else Reason.HTTP_5XX


async def _abort(route: Route) -> None:
    """No page but the one that is read has anything to load."""
    from playwright.async_api import Error

    with contextlib.suppress(Error):
        await route.abort("blockedbyclient")


async def _ask(page: Page, script: str, seconds: float) -> str:
    """What a script on the page says; empty while the page is on its way elsewhere."""
    from playwright.async_api import Error

    try:
        return str(await asyncio.wait_for(page.evaluate(script), max(0.1, seconds)))
    except TimeoutError:
        return ""
    except Error as error:
        if page.is_closed() or "crashed" in str(error):
            raise
        return ""
