"""The first look of a warm visit: a few known addresses are asked again, and what they say decides how to go on.

Asked are the home page (in full: no server's word is taken for it), the first pages of the lists of posts and one
source that lists them all, then the sections that were verified longest ago, within the warm budget. Where a list
moved, the first pages of all lists are asked, and what was read of the feeds and sitemaps is not believed any more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from crawler.extract.page import Page, parse_page
from crawler.fetch import Fetcher
from crawler.fetched import Fetched
from crawler.frames import SectionChange, frame_of, new_in_frame, section_change
from crawler.growth import Became, Change, compare, drawn_alike, pages_after
from crawler.memory import LASTING, MOST_OLDER, Memory
from reading.addresses import same_address, site_of
from reading.fold import fold
from reading.school_years import school_years_in
from records.facts import (
    Aspect,
    DocumentSeen,
    PageMissing,
    Reason,
    Role,
    SectionSeen,
    SourceKind,
    SourceSeen,
    Visit,
)

_MOST_FRONTS = 4
_MOST_FAILURES = 2
_FEW = 3
_WITNESSES = 2
_NOT_MODIFIED = 304
_OWN = (Aspect.HOME, Aspect.SECTIONS, Aspect.POSTS, Aspect.DOCUMENTS)


class Found(StrEnum):
    """How a warm visit goes on."""

    QUIET = "quiet"
    """All that was asked says what it said: the earlier visit is carried on."""
    CHANGED = "changed"
    """The visit is told again, from memory where that is believed."""
    ANOTHER = "another"
    """The portal is not the one that was known: it is visited cold."""


_OF_PAPERS = re.compile(r"\b(?:cong khai|bieu mau|thu tuc|mau don)\b")


@dataclass(slots=True)
class LookRound:
    """One look at a portal that an earlier visit knew.

    `frame` holds the keys (see `Content`) of what came into the portal's frame since its pages were read.
    """

    fetcher: Fetcher
    memory: Memory
    base: Visit
    changed: bool = False
    frame: frozenset[str] = frozenset()
    failures: int = 0
    _changes: dict[str, Change] = field(default_factory=dict)
    _homes: list[str] = field(default_factory=list)
    _said: list[str] = field(default_factory=list)
    _sections: list[SectionChange] = field(default_factory=list)
    _sections_asked: list[str] = field(default_factory=list)
    _asked: set[str] = field(default_factory=set)

    async def run(self) -> Found:
        """Ask what is due tonight."""
        if not await self._home():
            return Found.ANOTHER
        fronts = self._fronts()
        for key in fronts[: self._share(_MOST_FRONTS)]:
            if not await self._look(key, is_list=True):
                return Found.ANOTHER
        for key in self._due(fronts):
            if not self._left():
                break
            if not await self._look(key, is_list=key in fronts):
                return Found.ANOTHER
        if self._lists_moved():
            sections = [key for key in self._due(fronts) if self.memory.known[key].role is Role.SECTION]
            unasked = [key for key in fronts if key not in self._asked]
            for key in (*unasked, *sections[: max(0, _WITNESSES - len(self._sections_asked))]):
                if not await self._look(key, is_list=key in fronts):
                    return Found.ANOTHER
            await self._doubt_the_servers_word(fronts)
        rewritten = sum(change.became is Became.REWRITTEN for change in self._changes.values())
        if rewritten >= _FEW and rewritten > 0.5 * len(self._asked):
            return Found.ANOTHER
        self._take_sections()
        self._stop_believing()
        return Found.CHANGED if self.changed else Found.QUIET

    async def _home(self) -> bool:
        """Whether the home page is still that of the portal that was known."""
        self._homes = [key for key, answer in self.memory.known.items() if answer.role is Role.HOME]
        for key in self._homes:
            before = self.memory.known[key]
            old = self.memory.answer(before)
            self._asked.add(key)
            after = await self.fetcher.check(before, trusting=False)
            if old is None or after.reason is not None:
                return False
            if site_of(after.url) != site_of(before.final) or after.url != before.final:
                return False
            if after.sha256 == before.sha256:
                self.memory.verify(key, after.seen_at, read=True)
                continue
            pages = _page(old), _page(after)
            if pages[0] is None or pages[1] is None or not drawn_alike(pages[0], pages[1]):
                return False
            self._take(key, old, after, is_list=True)
        return bool(self._homes)

    async def _look(self, key: str, *, is_list: bool) -> bool:
        """Ask a known address again; False where robots.txt does not allow it any more."""
        before = self.memory.known.get(key)
        if before is None or key in self._asked:
            return True
        self._asked.add(key)
        if before.role is Role.SECTION and not is_list:
            self._sections_asked.append(key)
        if self.failures >= _MOST_FAILURES:
            # A portal that fails is not asked on and on: what is not verified keeps its age.
            return True
        after = await self.fetcher.check(before, trusting=True)
        if after.status == _NOT_MODIFIED and after.url == before.final:
            self.memory.verify(key, after.seen_at, read=False)
            self._said.append(key)
            return True
        if after.reason is Reason.ROBOTS:
            return False
        if after.reason not in LASTING:
            self.failures += 1
            self.memory.unverified[key] = after
            self.fetcher.note_missing(after, before.role)
            return True
        old = self.memory.answer(before)
        if (after.sha256, after.url, after.reason) == (before.sha256, before.final, before.reason):
            self.memory.verify(key, after.seen_at, read=True)
        elif old is None or after.reason is not None or before.reason is not None or after.url != before.final:
            # It is gone, or there again, or leads elsewhere.
            self._take_as(key, old, after, Change(Became.REWRITTEN if is_list else Became.OTHER))
        else:
            self._take(key, old, after, is_list=is_list)
        return True

    async def _doubt_the_servers_word(self, fronts: list[str]) -> None:
        """Where the home page shows what no list shows, lists of which the server only said that they are unchanged
        are read in full."""
        home = {address for key in self._homes if key in self._changes for address in self._changes[key].new}
        lists = {address for key in fronts if key in self._changes for address in self._changes[key].new}
        for key in fronts if home - lists else ():
            if key not in self._said:
                continue
            before = self.memory.known[key]
            old, after = self.memory.answer(before), await self.fetcher.check(before, trusting=False)
            if old is not None and after.reason is None and after.sha256 != before.sha256:
                self._take(key, old, after, is_list=True)

    def _take(self, key: str, old: Fetched, after: Fetched, *, is_list: bool) -> None:
        if is_list:
            self._take_as(key, old, after, compare(old, after))
        else:
            self._sections.append(section_change(key, old, after, self.memory.known[self._homes[0]].final))

    def _lists_moved(self) -> bool:
        return any(change.became in (Became.GREW, Became.REWRITTEN) for change in self._changes.values())

    def _take_sections(self) -> None:
        """Take the sections that changed; those of which only the frame did stay as they were read."""
        frame = frame_of(self._sections)
        # Pages that name what was rewritten are read anew below: then all must be, to show one frame.
        rewritten = any(change.became is Became.REWRITTEN for change in self._changes.values())
        if not rewritten and not any(change.differs - frame for change in self._sections):
            self.frame = new_in_frame(self._sections)
            for change in self._sections:
                self.memory.verify(change.key, change.after.seen_at, read=True)
            return
        for change in self._sections:
            old = self.memory.answer(self.memory.known[change.key])
            self._take_as(change.key, old, change.after, Change(Became.OTHER))
        if frame or (self._lists_moved() and any(change.differs for change in self._sections)):
            self.memory.doubt(key for key, answer in self.memory.known.items() if answer.role is Role.SECTION)

    def _take_as(self, key: str, old: Fetched | None, after: Fetched, change: Change) -> None:
        before = self.memory.known[key]
        older = before.older
        if change.became is Became.GREW and before.role is not Role.SOURCE:
            older = (before.model_copy(update={"older": ()}), *older)
            if len(older) > MOST_OLDER:
                change = Change(Became.REWRITTEN, change.concerned, change.new)
        if change.became is Became.REWRITTEN:
            older = ()
        if change.became is not Became.SAME and old is not None and before.role is Role.SECTION:
            self._doubt_further_pages(old)
        self._changes[key] = change
        if change.became is Became.SAME:
            # Bytes that differ where nothing else does (a counter, a token) are no change.
            self.memory.verify(key, after.seen_at, read=True)
            return
        self.memory.learn(after, older)
        self.changed = True

    def _doubt_further_pages(self, first: Fetched) -> None:
        """Further pages of a section's list: entries moved from one to the next."""
        known = self.memory.known
        keys = {same_address(answer.url): key for key, answer in known.items() if answer.role is Role.SECTION}
        further = pages_after(first, keys, lambda address: self.memory.answer(known[keys[address]]))
        self.memory.doubt(keys[address] for address in further)

    def _stop_believing(self) -> None:
        """Doubt what the changes make unsure; it is asked anew when the visit comes to it."""
        became = {change.became for change in self._changes.values()}
        if became & {Became.GREW, Became.REWRITTEN}:
            known = self.memory.known.items()
            self.memory.doubt(key for key, answer in known if answer.role is Role.SOURCE and answer.reason is None)
        if Became.REWRITTEN not in became:
            return
        doubt_posts(self.memory, self.base)
        concerned = {address for change in self._changes.values() for address in change.concerned}
        doubt_mentions(self.memory, concerned)

    def _fronts(self) -> list[str]:
        """The keys of the lists' first pages, then of other sources of posts; those verified longest ago first."""
        by_final = {same_address(answer.final): key for key, answer in self.memory.known.items()}
        rank = {SourceKind.API: 0, SourceKind.LISTING: 0, SourceKind.FEED: 1, SourceKind.SITEMAP: 2}
        found: dict[str, int] = {}
        for fact in self.base.facts:
            key = by_final.get(same_address(fact.url)) if isinstance(fact, SourceSeen) else None
            if isinstance(fact, SourceSeen) and key is not None and self.memory.known[key].role is not Role.HOME:
                found.setdefault(key, rank[fact.source])
        return sorted(found, key=lambda key: (found[key], self.memory.known[key].verified_at))

    def _due(self, fronts: list[str]) -> list[str]:
        """What else is verified by turns, longest ago first: sections, doors above the school, lists left over. Of four
        turns three are those of pages that keep papers: what stands there changes most and decides most."""
        due = [
            key
            for key, answer in self.memory.known.items()
            if key not in self._asked and (answer.role in (Role.SECTION, Role.PARENT) or key in fronts)
        ]
        due.sort(key=lambda key: self.memory.known[key].verified_at)
        papers = self._pages_of_papers()
        first = [key for key in due if same_address(self.memory.known[key].final) in papers]
        others = [key for key in due if key not in set(first)]
        turns = [first[3 * n : 3 * n + 3] + others[n : n + 1] for n in range(len(due))]
        return [key for turn in turns for key in turn]

    def _pages_of_papers(self) -> set[str]:
        """The pages on which files were found, and those that are called by what keeps papers (`same_address`)."""
        found: set[str] = set()
        for fact in self.base.facts:
            if isinstance(fact, DocumentSeen):
                found.add(same_address(fact.found_on))
            elif isinstance(fact, SectionSeen) and _OF_PAPERS.search(fold(fact.label)):
                found.add(same_address(fact.page.url if fact.page is not None else fact.url))
        # What was made public in other years rests.
        year = self.fetcher.school_year
        return found - {
            same_address(fact.page.url)
            for fact in self.base.facts
            if isinstance(fact, SectionSeen) and fact.page is not None
            if (years := school_years_in(fact.label)) and year not in years
        }

    def _share(self, most: int) -> int:
        return max(0, min(most, self._left()))

    def _left(self) -> int:
        # robots.txt is asked before the first page.
        spent = max(self.fetcher.tally.requests, len(self._asked) + 1)
        return self.fetcher.budget.warm_requests - spent


def doubt_posts(memory: Memory, base: Visit) -> None:
    """Believe nothing of how the posts were enumerated: lists, feeds, sitemaps, interfaces."""
    lists = {same_address(fact.url) for fact in base.facts if isinstance(fact, SourceSeen)}
    memory.forget_older()
    memory.doubt(
        key
        for key, answer in memory.known.items()
        if answer.role in (Role.LISTING, Role.SOURCE) or same_address(answer.final) in lists
    )


def doubt_mentions(memory: Memory, addresses: set[str]) -> None:
    """Believe no page that is, or links to, one of these addresses."""
    needles = [needle for address in addresses if (needle := _tail(address))]
    concerned = []
    for key, answer in memory.known.items():
        if same_address(answer.url) in addresses or same_address(answer.final) in addresses:
            concerned.append(key)
        elif answer.role in (Role.SECTION, Role.LISTING, Role.SOURCE):
            fetched = memory.answer(answer)
            text = unquote(fetched.body.decode("utf-8", "replace")).lower() if fetched is not None else ""
            if fetched is None or any(needle in text for needle in needles):
                concerned.append(key)
    memory.doubt(concerned)


def _tail(address: str) -> str:
    """What of an address stands in any link to it, relative ones too."""
    parts = urlsplit(address)
    last = unquote(parts.path.rstrip("/").rsplit("/", 1)[-1])
    return f"{last}?{parts.query}".lower() if parts.query else last.lower()


def _page(fetched: Fetched) -> Page | None:
    return parse_page(fetched.body, fetched.url, fetched.content_type) if fetched.is_html else None


_FAULTS = frozenset(
    {
        Reason.TIMEOUT,
        Reason.DNS,
        Reason.REFUSED,
        Reason.RESET,
        Reason.TLS,
        Reason.HTTP_5XX,
        Reason.BLOCKED,
        Reason.BUDGET,
        Reason.TOO_LARGE,
        Reason.TRUNCATED,
        Reason.REDIRECTS,
        Reason.ROBOTS_UNAVAILABLE,
        Reason.INTERRUPTED,
        Reason.CRASHED,
        Reason.NOT_LOOKED,
    }
)


def is_sound(visit: Visit, *aspects: Aspect) -> bool:
    """Tell whether an earlier visit saw these aspects of its portal without any fault of that night."""
    return not any(visit.covered(aspect).reason in _FAULTS for aspect in aspects)


def lacks_nothing(visit: Visit) -> bool:
    """Tell whether no page of the school was missing for a fault of that night: only then all may be carried unread."""
    own = (fact for fact in visit.facts if isinstance(fact, PageMissing) and fact.role is not Role.PARENT)
    return is_sound(visit, *_OWN) and not any(fact.reason in _FAULTS for fact in own)
