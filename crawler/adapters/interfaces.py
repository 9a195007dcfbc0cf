"""Reading the interface behind a list: the answers that a page got, then the next ones, asked for as the page would.

A list read so is as good as an interface that was published: everything it holds is known with its day, and a page
that only scripts can turn needs no browser any more.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Protocol

from crawler.adapters.base import ENDED_BY_ITSELF, Enumeration
from crawler.adapters.ordering import is_newest_first
from crawler.browser.rendered import Call
from crawler.collect import Collector, Gathered
from crawler.extract.asking import Ask, as_call, claims_of, following, same_request
from crawler.extract.interface import Interface, Row
from crawler.extract.listing import Entry
from crawler.portal import Portal
from reading.addresses import site_of
from records.facts import Evidence, Place, Role, SourceEnd

if TYPE_CHECKING:
    from crawler.adapters.walk import Listing

_MOST_PAGES = 80
_FEWEST = 2
_ROUND = 50


class Walk(Protocol):
    """What reading a list needs of the walk that it is a part of."""

    end: Enumeration

    def known_day(self, post: Gathered) -> date | None: ...

    def all_old(self, gathered: Iterable[Gathered]) -> bool: ...


class InterfaceReading:
    """One list, read by its interface; what became of it is noted in `listing` and in the walk's `end`."""

    def __init__(self, walk: Walk, portal: Portal, posts: Collector, interface: Interface, listing: Listing) -> None:
        self._walk = walk
        self._portal = portal
        self._posts = posts
        self._interface = interface
        self._listing = listing
        self._keys: set[str] = set()
        self._claims: set[int] = set()
        self._asked: set[tuple[str, str, bytes]] = set()
        # Of a list that the server began, the interface brings what comes after it.
        self._begun = listing.seen if all(call.turned for call in interface.calls) else 0
        self._held = self._begun
        self._fullest = 0

    async def run(self) -> bool:
        """Read the list to its end, or past the window's start; False where it holds no dated posts."""
        interface, listing = self._interface, self._listing
        told = [(call, rows) for call in interface.calls if (rows := interface.rows(call)) is not None]
        if sum(len(rows) for _, rows in told) < _FEWEST:
            return False
        if interface.turn is None and listing.first.pager.next_url and self._claims_more(told):
            # Its pages have addresses, and nothing tells how the interface goes on.
            return False
        call, rows = told[0]
        ended = self._take(call, rows, listing.first.fetched, {})
        while ended is None:
            ask = following(call, interface.turn) if interface.turn is not None else None
            known = next((one for one in interface.calls if ask is not None and same_request(ask, one)), None)
            if ask is None or ask.key in self._asked:
                ended = self._without_more()
            elif listing.pages >= _MOST_PAGES:
                ended = SourceEnd.BUDGET
            elif known is not None and (rows_of := interface.rows(known)) is not None:
                self._asked.add(ask.key)
                call, ended = known, self._take(known, rows_of, listing.first.fetched, {})
            else:
                self._asked.add(ask.key)
                call, ended = await self._next(ask)
        listing.ended = ended
        listing.claimed = max(self._claims, default=None) if ended is SourceEnd.UNREACHABLE_PAGES else None
        if ended in ENDED_BY_ITSELF:
            self._portal.showing.unturned.pop(interface.page_url, None)
        return True

    def _claims_more(self, told: list[tuple[Call, list[Row]]]) -> bool:
        held = sum(self._interface.held(call) for call, _ in told)
        return any(claim > held for call, _ in told for claim in claims_of(call))

    async def _next(self, ask: Ask) -> tuple[Call, SourceEnd | None]:
        """Ask for more; how the list ended if it did."""
        fetched = await self._portal.fetch.ask(ask, Role.LISTING)
        call = as_call(ask, fetched.body, fetched.content_type)
        if fetched.reason is not None:
            self._walk.end.fail(fetched.reason, ask.url)
            return call, SourceEnd.MISSING
        rows = self._interface.rows(call)
        # An answer of another host is none of the portal's, whatever it says.
        if rows is None or site_of(fetched.url) != site_of(self._interface.calls[0].url):
            return call, SourceEnd.UNREACHABLE_PAGES
        return call, self._take(call, rows, fetched.evidence(place=Place.API), fetched.headers)

    def _take(self, call: Call, rows: list[Row], evidence: Evidence, headers: dict[str, str]) -> SourceEnd | None:
        """Gather an answer's rows; how the list ended if this was its last."""
        listing = self._listing
        listing.pages += 1
        self._claims |= set(claims_of(call, headers))
        held = self._interface.held(call)
        fresh = [row for row in rows if row.key not in self._keys]
        self._keys |= {row.key for row in rows}
        self._held += held
        gathered = [post for row in fresh if (post := self._gather(row, evidence)) is not None]
        listing.entries += [Entry(url=post.url, title=post.title, excerpt=post.excerpt) for post in gathered]
        listing.days += [day for post in gathered if (day := self._walk.known_day(post)) is not None]
        listing.seen = self._begun + len(self._keys)
        if gathered and self._walk.all_old(gathered) and is_newest_first(listing.days):
            return SourceEnd.PAST_WINDOW
        if held == 0 or (rows and not fresh):
            return self._at_the_end()
        short, self._fullest = held < self._fullest, max(held, self._fullest)
        # That all that is claimed was seen is believed where the last page is not a full one: some claim too little.
        if short and (not self._claims or self._held >= min(self._claims)):
            return SourceEnd.TOTAL_REACHED if self._claims else SourceEnd.LAST_PAGE
        return None

    def _gather(self, row: Row, evidence: Evidence) -> Gathered | None:
        # What has no address of its own is shown on the list's page, behind a hash that tells it from the others.
        url = row.url or f"{self._interface.page_url.partition('#')[0]}#/{row.key}"
        if not self._portal.is_own(url):
            return None
        told = row.dates[0].text if row.dates else ""
        post = self._posts.add(
            url,
            row.title,
            evidence.model_copy(update={"quote": f"{row.title} – {told}"[:300]}),
            dates=list(row.dates),
            category=self._listing.label,
            excerpt=row.summary,
            unsure=f"khác các bài đang hiện trên trang ({row.unlike})" if row.unlike else "",
        )
        post.categories += [label for label in row.labels if label not in post.categories]
        return post

    def _without_more(self) -> SourceEnd:
        """What it means that nothing tells how to go on."""
        if self._interface.sliced and self._held % _ROUND == 0:
            # A round number is where an interface stops, not where posts do.
            return SourceEnd.UNREACHABLE_PAGES
        return self._at_the_end()

    def _at_the_end(self) -> SourceEnd:
        """What an answer without anything new means: the end, unless the interface claims that there is more."""
        if self._claims and self._held < min(self._claims):
            return SourceEnd.UNREACHABLE_PAGES
        return SourceEnd.LAST_PAGE
