"""Walking one listing: which of its entries are posts, their days, and its pages to the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import urlsplit

from crawler.adapters.base import ENDED_BY_ITSELF, NEWS, Enumeration
from crawler.adapters.interfaces import InterfaceReading
from crawler.adapters.ordering import DaysByOrder, is_newest_first
from crawler.adapters.shapes import ARCHIVE, coarse_shape
from crawler.collect import Collector, Gathered, is_variant
from crawler.extract.files import is_file_address
from crawler.extract.listing import Entry, Group
from crawler.portal import Opened, Portal
from reading.addresses import same_address
from reading.fold import fold
from reading.words import Matcher, section_matcher
from records.facts import DateCandidate, DateSource, Place, Reason, Role, SourceEnd, SourceKind, SourceSeen

MOST_PAGES = 60
_FULL_PAGE = 5
_TRIALS = 3
_SAME = 0.8
_TELLING_DAYS = 8
"""So many days in order show that a listing is sorted; a handful may stand so by chance."""
_HEADLINE_WORDS = 4
_LABEL_SHARE = 0.9
# Metadata tells a day give or take two.
_NEARLY = timedelta(days=4)
# Days that only make the ledger finer are read while the visit is a short one.
_MOST_SETTLED = 70
_FEWEST_SETTLED = 10
_FEW_REQUESTS = 120


@dataclass(slots=True)
class Listing:
    """One listing on its way to its end.

    `accepts` tells the entries that may be posts where a page lists other things as well (the home page).
    """

    label: str
    first: Opened
    keys: tuple[str, ...]
    accepts: Callable[[Entry], bool] = lambda entry: True
    ended: SourceEnd = SourceEnd.LAST_PAGE
    pages: int = 0
    seen: int = 0
    claimed: int | None = None
    entries: list[Entry] = field(default_factory=list)
    days: list[date] = field(default_factory=list)

    @property
    def is_news(self) -> bool:
        return bool(NEWS & set(self.keys))


class ListingWalk:
    """Walks the listings of one portal and gathers their posts; what goes wrong is noted in `end`.

    `date_of` is the family's knowledge of a post's time by its address (a sitemap of publishing times).
    """

    def __init__(
        self,
        portal: Portal,
        posts: Collector,
        date_of: Callable[[str], DateCandidate | None] = lambda url: None,
    ) -> None:
        self._portal = portal
        self._posts = posts
        self._date_of = date_of
        self._matcher = section_matcher(portal.vocabulary)
        self.navigation: set[str] = set()
        self.end = Enumeration(complete=True)
        self.listings: list[Listing] = []
        self.orders: list[DaysByOrder] = []
        self._rejected: set[str] = set()

    def reason_of(self, url: str) -> Reason:
        for missing in self._portal.fetch.missing:
            if same_address(missing.url) == same_address(url):
                return missing.reason
        return Reason.NOT_LOOKED

    async def walk(self, listing: Listing) -> None:
        """Turn the pages of a listing until it ends, repeats itself, or has passed the window's start."""
        if await self._by_interface(listing, listing.first):
            return
        opened: Opened | None = listing.first
        seen: set[str] = set()
        visited = {same_address(listing.first.url)}
        is_posts: bool | None = None
        before: list[Entry] = []
        order = DaysByOrder(self._portal.window, self.open_post, self.known_day, self._is_dated)
        self.orders.append(order)
        while opened is not None:
            listing.pages += 1
            entries = [entry for entry in self.entries(opened) if listing.accepts(entry)]
            fresh = [entry for entry in entries if same_address(entry.url) not in seen]
            if is_posts is None:
                is_posts = await self._are_posts(fresh, listing)
                if not is_posts:
                    return
            elif not fresh and (not opened.pager.next_url or self._does_not_turn(entries, before) or not entries):
                listing.ended = self._end_without_fresh(listing, entries, before)
                break
            before = entries
            # An entry met before is gathered again: another date beside it makes the post's day doubtful.
            posts = [(entry, self.gather(entry, opened, listing)) for entry in entries]
            gathered = [post for entry, post in posts if same_address(entry.url) not in seen]
            seen |= {same_address(entry.url) for entry in fresh}
            listing.entries += fresh
            if listing.pages == 1 and opened.pager.next_url:
                gathered += self._fallen_off(opened, listing, seen)
            listing.seen = len(seen)
            listing.claimed = opened.pager.claimed_total or listing.claimed
            await order.date_page(gathered)
            following = opened.pager.next_url
            if following is not None and same_address(following) in self.navigation:
                # What comes next in the menu is another section, no further page (MkDocs, handbooks).
                following = None
            listing.days += [day for post in gathered if (day := self.known_day(post)) is not None]
            told = len(listing.days) >= _TELLING_DAYS
            if told and self.all_old(gathered) and is_newest_first(listing.days):
                listing.ended = SourceEnd.PAST_WINDOW
                break
            if opened.pager.unreadable and not following:
                # Where scripts turn a list that the server began, a browser shows how.
                if listing.pages == 1 and await self._by_interface(
                    listing, await self._portal.open_in_browser(listing.first)
                ):
                    return
                listing.ended = SourceEnd.UNREACHABLE_PAGES
                break
            if not following:
                following = await self._untold(opened, listing, seen)
            if not following or same_address(following) in visited:
                listing.ended = SourceEnd.LAST_PAGE
                break
            if listing.pages >= MOST_PAGES:
                listing.ended = SourceEnd.BUDGET
                break
            visited.add(same_address(following))
            opened = await self._portal.open_page(following, Role.LISTING, listing.first.url, listing.pages + 1)
            if opened is None:
                listing.ended = SourceEnd.MISSING
                self.end.fail(self.reason_of(following), following)
        self._close(listing)

    def _fallen_off(self, first: Opened, listing: Listing, seen: set[str]) -> list[Gathered]:
        """What stood on the first page when the list was last read whole, and was pushed off it since: the further
        pages are those that were read then."""
        gathered: list[Gathered] = []
        for older in self._portal.earlier(first):
            for entry in self.entries(older):
                if not listing.accepts(entry) or same_address(entry.url) in seen:
                    continue
                seen.add(same_address(entry.url))
                listing.entries.append(entry)
                gathered.append(self.gather(entry, older, listing))
        return gathered

    async def _by_interface(self, listing: Listing, shown: Opened | None) -> bool:
        """Read a list that scripts brought by the interface that they asked; False where there is none of posts."""
        # What has no address of its own is a post on a page of news only; elsewhere it is a banner, a notice, a number.
        lists = [
            one
            for one in (shown.interfaces if shown is not None else ())
            if one.is_list_of_posts and (one.address or listing.is_news)
        ]
        if shown is None or not lists:
            return False
        read = 0
        for interface in lists:
            if not interface.is_like(lists[0]):
                continue
            part = listing if not read else Listing(label=listing.label, first=shown, keys=listing.keys)
            if await InterfaceReading(self, self._portal, self._posts, interface, part).run():
                self._close(part)
                read += 1
        return read > 0

    async def _untold(self, opened: Opened, listing: Listing, seen: set[str]) -> str | None:
        """Where no wording of a pager was understood: a control that leads to a page of further entries turns it."""
        for url in opened.pager.others:
            if same_address(url) in self.navigation:
                continue
            before = len(self._portal.fetch.missing)
            page = await self._portal.open_page(url, Role.LISTING, listing.first.url, listing.pages + 1)
            del self._portal.fetch.missing[before:]
            entries = self.entries(page) if page is not None else []
            fresh = sum(same_address(entry.url) not in seen for entry in entries)
            if fresh > 0.5 * len(entries):
                return url
        return None

    def _does_not_turn(self, entries: list[Entry], before: list[Entry]) -> bool:
        """Tell whether a page shows just what the page before it showed."""
        shown = {same_address(entry.url) for entry in before}
        again = sum(same_address(entry.url) in shown for entry in entries)
        return again > _SAME * max(len(entries), len(before))

    def _end_without_fresh(self, listing: Listing, entries: list[Entry], before: list[Entry]) -> SourceEnd:
        """What a further page without a new entry means.

        The last page shown once more is an end. A first page that is full and comes back as the second is a pager
        that does not turn; a page without any entry is a fault of that page.
        """
        if not entries:
            return SourceEnd.UNREACHABLE_PAGES
        if listing.pages == 2 and len(before) >= _FULL_PAGE and self._does_not_turn(entries, before):
            return SourceEnd.UNREACHABLE_PAGES
        return SourceEnd.REPEATED

    def _close(self, listing: Listing) -> None:
        if listing.claimed is not None and listing.ended is SourceEnd.LAST_PAGE and listing.seen < listing.claimed:
            listing.ended = SourceEnd.UNREACHABLE_PAGES
        self.listings.append(listing)
        self.end.sources.append(
            SourceSeen(
                url=listing.first.url,
                source=SourceKind.LISTING,
                label=listing.label,
                exhaustive=listing.ended is not SourceEnd.PAST_WINDOW and listing.ended in ENDED_BY_ITSELF,
                claimed_total=listing.claimed,
                seen=listing.seen,
                pages=listing.pages,
                ended=listing.ended,
                evidence=listing.first.fetched,
            )
        )
        if listing.ended is SourceEnd.UNREACHABLE_PAGES:
            claim = f", cổng cho biết có {listing.claimed}" if listing.claimed else ""
            self.end.fail(Reason.PAGINATION, f"{listing.label}: chỉ thấy {listing.seen} bài{claim}")
        elif listing.ended is SourceEnd.BUDGET:
            self.end.fail(Reason.BUDGET, f"{listing.label}: dừng ở trang {listing.pages}")

    def entries(self, opened: Opened) -> list[Entry]:
        """The entries of a page that may be posts, each address once, the best titled."""
        found: dict[str, Entry] = {}
        for group in self._groups(opened):
            for entry in group.entries:
                address = same_address(entry.url)
                if self._is_navigation(entry) or not self._portal.is_own(entry.url):
                    continue
                if is_file_address(entry.url) or is_variant(entry.url) or address == same_address(opened.url):
                    continue
                if f"{entry.path}|{entry.url}" in self._portal.frame:
                    continue
                if ARCHIVE.search(urlsplit(entry.url).path) or self._matcher.best(entry.title) == "trang_chu":
                    continue
                known = found.get(address)
                if known is None:
                    found[address] = entry
                    continue
                known.dates = known.dates or entry.dates
                known.time_tags = known.time_tags or entry.time_tags
                if len(entry.title) > len(known.title):
                    known.title = entry.title
        return list(found.values())

    def _groups(self, opened: Opened) -> list[Group]:
        """The lists of a page that may be its listing: not in its frame, of more than short labels."""
        groups = [
            group
            for group in opened.groups
            if group.place in (Place.MAIN, Place.HEADING)
            and self._own_share(group) > 0.5
            and _wordy(group)
            and not self._is_index(group)
        ]
        dated = [group for group in groups if group.dated]
        if not dated:
            return groups
        shapes = {coarse_shape(entry.url) for group in dated for entry in group.entries}
        # A first entry drawn larger than the others, or a short list below the dated ones, leads to like addresses.
        return [
            group
            for group in groups
            if group.dated
            or sum(coarse_shape(entry.url) in shapes for entry in group.entries) > 0.5 * len(group.entries)
        ]

    def _is_index(self, group: Group) -> bool:
        """A list of the portal's categories, authors or months; what else is in it are dated posts or nothing."""
        others = [
            entry
            for entry in group.entries
            if not ARCHIVE.search(urlsplit(entry.url).path) and not self._is_navigation(entry)
        ]
        if len(others) >= 0.5 * len(group.entries):
            return False
        return not others or not all(entry.dates or entry.time_tags for entry in others)

    def _is_navigation(self, entry: Entry) -> bool:
        """Tell whether an entry leads to a section; a dated headline is a post although a section is named in it."""
        if same_address(entry.url) not in self.navigation:
            return False
        return not (entry.dates or entry.time_tags) or not is_headline(entry.title, self._matcher)

    def _own_share(self, group: Group) -> float:
        own = sum(self._portal.is_own(entry.url) for entry in group.entries)
        return own / len(group.entries)

    async def _are_posts(self, entries: list[Entry], listing: Listing) -> bool:
        """Decide whether a page is a listing of posts: its entries are dated, or lead to dated articles."""
        if not entries:
            listing.ended = SourceEnd.LAST_PAGE
            if listing.is_news:
                unreadable = listing.first.pager.unreadable
                if unreadable:
                    self.end.fail(Reason.PAGINATION, listing.first.url)
            return False
        dated = sum(bool(entry.dates or entry.time_tags) for entry in entries)
        if dated >= max(1, 0.3 * len(entries)):
            return True
        if any(self._posts.find(entry.url) for entry in entries):
            return True
        articles = 0
        for entry in entries[:_TRIALS]:
            post = await self._leads_to_article(entry)
            articles += post
        if articles:
            return True
        # A news section whose articles show no date anywhere is still one: its posts are there, their days unknown.
        return listing.is_news and len(entries) >= 2

    def gather(self, entry: Entry, opened: Opened, listing: Listing) -> Gathered:
        dates = shown_dates(entry)
        if known := self._date_of(entry.url):
            dates.append(known)
        return self._posts.add(
            entry.url,
            entry.title,
            opened.fetched.model_copy(update={"quote": entry.excerpt or entry.title, "place": Place.LISTING}),
            dates=[*dates, DateCandidate(text=entry.url[:300], source=DateSource.URL)],
            category=listing.label,
            excerpt=entry.excerpt,
        )

    def known_day(self, post: Gathered) -> date | None:
        choice = self._posts.day(post)
        return choice.day if choice is not None and choice.latest - choice.earliest <= _NEARLY else None

    def _is_dated(self, post: Gathered) -> bool:
        choice = self._posts.day(post)
        return choice is not None and choice.earliest == choice.latest

    async def settle(self) -> None:
        """Spend a bounded number of requests on what is still in doubt: days that sources contradict each other
        about, then posts that only a listing's order places in the window."""
        fetch = self._portal.fetch
        left = min(_MOST_SETTLED, max(_FEWEST_SETTLED, _FEW_REQUESTS - fetch.tally.spent), fetch.requests_left() // 2)
        for post in self._posts.posts.values():
            if left > 0 and not post.opened and not self._is_dated(post) and not _by_order(post):
                await self.open_post(post)
                left -= 1
        for order in self.orders:
            left -= await order.confirm(left)

    async def open_post(self, post: Gathered) -> bool:
        answer = await self._portal.open_article(post.url, post.title)
        post.opened = True
        if answer is None:
            reason = self.reason_of(post.url)
            if reason in (Reason.HTTP_4XX, Reason.LOGIN):
                post.unsure = "trang bài viết không mở được"
            else:
                post.unsure = "chưa đọc được trang bài viết"
                self.end.fail(reason, post.url)
            return False
        article, evidence, final = answer
        self._posts.add_dates(post, article.dates)
        post.evidence = evidence.model_copy(update={"quote": _date_quote(article.dates) or article.title})
        post.take(article)
        self._posts.alias(final, post)
        return article.looks_like_article

    async def _leads_to_article(self, entry: Entry) -> bool:
        """Open what an entry leads to, and tell whether that is an article with a date of its own."""
        address = same_address(entry.url)
        if address in self._rejected:
            return False
        answer = await self._portal.open_article(entry.url, entry.title)
        if answer is None:
            return False
        article, _, _ = answer
        shown = any(
            candidate.source in (DateSource.VISIBLE, DateSource.TIME_TAG, DateSource.META, DateSource.JSON_LD)
            for candidate in article.dates
        )
        if not shown:
            self._rejected.add(address)
        return shown

    def all_old(self, gathered: Iterable[Gathered]) -> bool:
        """Tell whether a whole page of dated entries lies before the window; one sticky post proves nothing."""
        choices = [choice for post in gathered if (choice := self._posts.day(post)) is not None]
        if len(choices) < 2:
            return False
        return all(choice.latest < self._portal.window.start - timedelta(days=1) for choice in choices)


def _by_order(post: Gathered) -> bool:
    return any(candidate.source is DateSource.ORDER for candidate in post.dates)


def is_headline(title: str, sections: Matcher) -> bool:
    """Tell whether words are a post's title rather than the label of a section."""
    best = sections.matches(title)
    return len(fold(title).split()) >= _HEADLINE_WORDS and not (best and best[0][1] > _LABEL_SHARE)


def shown_dates(entry: Entry) -> list[DateCandidate]:
    """The dates a listing shows for an entry, the machine's first."""
    dates = [DateCandidate(text=text, source=DateSource.LISTING_TIME) for text in entry.time_tags[:1]]
    return dates + [DateCandidate(text=text, source=DateSource.LISTING) for text in entry.dates[:1]]


def _date_quote(dates: list[DateCandidate]) -> str:
    return next((candidate.text for candidate in dates if candidate.source is not DateSource.URL), "")


def _wordy(group: Group) -> bool:
    """Titles of posts are sentences; a list of one- and two-word labels is navigation."""
    words = [len(fold(entry.title).split()) for entry in group.entries]
    return sum(words) / len(words) >= 3.0 or group.dated > 0
