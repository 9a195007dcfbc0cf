"""One portal's use of the browser: which of its pages are shown to it, and what a visitor may see beyond what was read.

A portal whose home page is an empty frame is read by the browser, it and every page like it; on any other portal only a
list that scripts fill or turn is.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from crawler.browser.shell import is_script_shell, labels_without_address, turns_by_script
from crawler.extract.interface import Interface
from crawler.extract.learning import learn_interfaces
from crawler.extract.page import Page, parse_page
from crawler.fetched import Fetch, Fetched
from reading.addresses import route_of
from reading.words import Matcher
from records.facts import Aspect, Reason, Role

Render = Callable[[str, Role], Awaitable[Fetched]]
"""Shows an address to a browser."""

_BOTH = (Aspect.SECTIONS, Aspect.POSTS)
_FEW_LABELS = 2


@dataclass(slots=True)
class Showing:
    """What was shown to a browser, and what is in doubt for it.

    `render` is None where there is no browser; `left` tells how many pages it still shows. `by_browser`: the home page
    is an empty frame that was read that way.
    `used_up`: no more pages are shown, so that none like these need be fetched. `unshown` tells for an aspect the first
    address of which a visitor may see more than was read: nothing may be concluded then from what is absent.
    `unturned` are pages with a list that goes on by script, until its interface was read to the end.
    """

    render: Render | None = None
    left: Callable[[], int] = lambda: 0
    by_browser: bool = False
    used_up: bool = False
    unshown: dict[Aspect, str] = field(default_factory=dict)
    unturned: dict[str, tuple[Aspect, ...]] = field(default_factory=dict)
    home: Fetched | None = None

    def doubt(self, url: str, *aspects: Aspect) -> None:
        """Note an address of which more may be seen than was read; `aspects` are sections and posts by default."""
        for aspect in aspects or _BOTH:
            self.unshown.setdefault(aspect, url)

    def doubts(self) -> dict[Aspect, str]:
        """What is in doubt at the end of a visit: the first such address for each aspect."""
        for url, aspects in self.unturned.items():
            self.doubt(url, *aspects)
        return self.unshown

    def settle(self, url: str) -> None:
        """Drop the doubt about a page's list: what it would show was read elsewhere."""
        self.unturned.pop(url, None)
        if self.unshown.get(Aspect.POSTS) == url:
            del self.unshown[Aspect.POSTS]

    def look_at(self, page: Page) -> None:
        """Note it where a page that a browser showed has a list that goes on by script."""
        if self.by_browser and turns_by_script(page):
            self.unturned[page.url] = _BOTH

    def has_pages_left(self) -> bool:
        """Tell whether a further page of the portal can be opened at all."""
        return not self.by_browser or self.left() > 0

    def is_for_browser(self, url: str) -> bool:
        """Tell whether asking the server for an own address is of no use."""
        # Behind a hash every page is one address to whoever asks the server.
        return self.render is not None and (self.used_up or (self.by_browser and bool(route_of(url))))

    async def home_page(self, fetch: Fetch, fetched: Fetched, page: Page, matcher: Matcher) -> tuple[Fetched, Page]:
        """The home page as a browser shows it; as it came where that is no more than an empty frame either."""
        if self.render is None:
            return fetched, page
        before = len(fetch.missing)
        shown = await self.render(fetched.url, Role.HOME)
        # What is missing of it is said once, by who asked.
        del fetch.missing[before:]
        full = page_shown(shown)
        if full is None:
            return fetched, page
        self.by_browser = True
        self.home = shown
        self._note(shown, doubtful=_has_unlinked_menu(full, matcher))
        return replace(shown, redirects=fetched.redirects, tls_problem=fetched.tls_problem), full

    async def page(self, url: str, role: Role) -> Fetched:
        """A page of a portal that is read by the browser."""
        assert self.render is not None
        shown = await self.render(url, role)
        self.used_up = self.used_up or shown.reason is Reason.NEEDS_BROWSER
        # An address that cannot exist is asked for to see what is not there.
        if role is not Role.SOURCE:
            self._note(shown, doubtful=shown.reason is not None)
        return shown

    def _note(self, shown: Fetched, *, doubtful: bool) -> None:
        """Note it where a visitor may see more of a page than the browser showed."""
        if doubtful or shown.lacks or shown.unopened:
            self.doubt(shown.url)
        elif shown.goes_on:
            self.unturned[shown.url] = _BOTH

    async def filled(self, fetched: Fetched) -> Fetched:
        """What came from the server, or what a browser shows where that is the empty frame that the home page was."""
        if self.render is None or not self.by_browser or fetched.reason is not None:
            return fetched
        page = parse_page(fetched.body, fetched.url, fetched.content_type) if fetched.is_html else None
        if page is None or not is_script_shell(page):
            return fetched
        shown = await self.page(fetched.url, fetched.role)
        return replace(shown, requested_url=fetched.requested_url, redirects=fetched.redirects)

    async def list_of(self, fetch: Fetch, url: str) -> tuple[Fetched, Page] | None:
        """A page of which a script fills or turns a list, as a browser shows it; None where there is none to show."""
        if self.render is None or self.by_browser:
            return None
        before = len(fetch.missing)
        shown = await self.render(url, Role.SECTION)
        # The page itself was read; what a browser could not do is a doubt, no missing page.
        del fetch.missing[before:]
        page = parse_page(shown.body, shown.url, shown.content_type) if shown.reason is None else None
        if page is None or shown.lacks:
            self.doubt(url, Aspect.POSTS)
        return None if page is None else (shown, page)


def page_shown(shown: Fetched) -> Page | None:
    """The page that a browser showed; None where that is an empty frame as well."""
    if shown.reason is not None:
        return None
    page = parse_page(shown.body, shown.url, shown.content_type, routes=True)
    return None if page is None or is_script_shell(page) else page


def interfaces_of(page: Page, shown: Fetched) -> tuple[Interface, ...]:
    """What brought the lists of a page that a browser showed: before it was taken down, or when they were turned."""
    if not shown.calls:
        return ()
    found = learn_interfaces(page, shown.calls)
    if not found and shown.turned:
        turned = parse_page(shown.turned, page.url, shown.content_type, routes=page.routes)
        found = learn_interfaces(turned, shown.calls, turned=True) if turned is not None else []
    return tuple(found)


def _has_unlinked_menu(page: Page, matcher: Matcher) -> bool:
    """Tell whether sections are named on the page that no link leads to: a script must be followed there."""
    linked = {key for link in page.links for key, _ in matcher.matches(link.text)}
    unlinked = {matcher.best(label) for label in labels_without_address(page)} - {None} - linked
    return len(unlinked) >= _FEW_LABELS
