"""Whether the end of a listing is one: a listing that shows its newest posts and no way on proves nothing.

A page of ten posts without any pager may be all there is, or a pager that nobody understood. Before such an end is
believed, the page is read that it names as that of all posts, else the portal's archive by year or month, and the page
of the oldest post is asked what else it names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Set

from crawler.adapters.base import ENDED_BY_ITSELF
from crawler.adapters.shapes import coarse_shape
from crawler.adapters.walk import Listing, ListingWalk
from crawler.collect import Collector
from crawler.extract.page import Link
from crawler.portal import Opened, Portal
from reading.addresses import same_address
from reading.fold import fold
from records.facts import Reason, Role, SourceEnd

_FULL = 5
_MOST_ARCHIVES = 26
_MOST_ASKED = 3
_TITLE_WORDS = 4
_NUMBERS = ("mot", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi", "muoi mot", "muoi hai")
_ENGLISH = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTHS = {name: number for names in (_NUMBERS, _ENGLISH) for number, name in enumerate(names, start=1)}
_COUNT = re.compile(r"\s*\(\d+\)\s*$")
_PERIOD = re.compile(
    r"^(?:nam |luu tru |archive )*(?:thang )?"
    r"(?:(?P<month>\d{1,2})(?: nam)? |(?P<name>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?: nam)? )?"
    r"(?P<year>20\d\d)$"
)
Period = tuple[int, int | None]


async def check_ends(
    portal: Portal, posts: Collector, walk: ListingWalk, pages: Iterable[Opened], witnesses: Iterable[Set[str]]
) -> None:
    """Settle the listings whose end is doubtful, or call the posts incomplete.

    `witnesses` are the addresses (`same_address`) that other sources list: a feed that goes back beyond the window, a
    sitemap. All they list was gathered; where one knows all that the listings show, nothing more is there.
    """
    if walk.end.reason is Reason.PAGINATION:
        # A list that goes on where nobody can follow: an archive that holds the whole window makes up for it.
        if await _archives_tell_all(portal, walk, pages):
            walk.end.complete, walk.end.reason, walk.end.detail = True, None, ""
            for listing in walk.listings:
                if listing.ended is SourceEnd.UNREACHABLE_PAGES:
                    portal.showing.settle(listing.first.url)
        return
    doubtful = [listing for listing in walk.listings if _is_doubtful(listing, portal)]
    if not doubtful or any(_knows_all(witness, portal, posts) for witness in witnesses):
        return
    if await _read_whole(portal, walk, doubtful):
        doubtful = [
            listing for listing in walk.listings if _is_doubtful(listing, portal) and not _is_part(listing, walk)
        ]
        if not doubtful:
            return
    if await _archives_tell_all(portal, walk, pages):
        return
    named = await _named_elsewhere(portal, posts, walk, doubtful)
    if named:
        walk.end.fail(Reason.PAGINATION, f"{doubtful[0].label}: danh sách không có bài {named}")
        return
    sizes = Counter(listing.seen for listing in doubtful)
    size, listings = sizes.most_common(1)[0]
    if listings > 1:
        # Listings of exactly the same length end where the page does, not where the posts do.
        walk.end.fail(Reason.PAGINATION, f"{listings} danh sách đều chỉ hiện {size} bài, không thấy trang sau")


async def _read_whole(portal: Portal, walk: ListingWalk, doubtful: list[Listing]) -> bool:
    """Walk the pages that lists without a pager name as those of all their posts ("Xem tất cả"); False for none."""
    known = {same_address(listing.first.url) for listing in walk.listings} | walk.navigation
    before = len(walk.listings)
    for listing in doubtful[:_MOST_ASKED]:
        for url in listing.first.pager.whole:
            if same_address(url) in known or not portal.is_own(url):
                continue
            known.add(same_address(url))
            opened = await portal.open_page(url, Role.LISTING)
            if opened is None:
                if walk.reason_of(url) not in (Reason.HTTP_4XX, Reason.LOGIN):
                    walk.end.fail(walk.reason_of(url), url)
                continue
            await walk.walk(Listing(label=listing.label, first=opened, keys=listing.keys))
    return len(walk.listings) > before


def _is_part(listing: Listing, walk: ListingWalk) -> bool:
    """Tell whether another list shows all that this one shows, and more."""
    own = {same_address(entry.url) for entry in listing.entries}
    return any(own < {same_address(entry.url) for entry in other.entries} for other in walk.listings)


def _knows_all(witness: Set[str], portal: Portal, posts: Collector) -> bool:
    """Tell whether a source lists every post that listings show of the window."""
    if not witness:
        return False
    days = ((post, posts.day(post)) for post in posts.posts.values() if post.categories)
    shown = [post for post, choice in days if choice is not None and portal.window.holds(choice.day)]
    return bool(shown) and all(any(same_address(url) in witness for url in post.urls) for post in shown)


def _is_doubtful(listing: Listing, portal: Portal) -> bool:
    """A first page that is full, whose oldest post is not before the window, and no way on."""
    return (
        listing.ended is SourceEnd.LAST_PAGE
        and listing.pages == 1
        and listing.claimed is None
        and listing.seen >= _FULL
        and not (listing.days and min(listing.days) < portal.window.start)
    )


async def _archives_tell_all(portal: Portal, walk: ListingWalk, pages: Iterable[Opened]) -> bool:
    """Walk the portal's archive pages of the window; True when they reach back to its start and each came to its end.

    A month without a post has no page; what counts is that the oldest page lies at or before the window's start.
    """
    start, end = portal.window.start, portal.window.end
    links: dict[Period, str] = {}
    for page in pages:
        for link in page.links:
            period = _period(link)
            if period is not None and portal.is_own(link.url) and not link.by_script:
                links.setdefault(period, link.url)
    if not links or min((year, month or 1) for year, month in links) > (start.year, start.month):
        return False
    wanted = [
        (period, url)
        for period, url in links.items()
        if (start.year, start.month) <= (period[0], period[1] or 12)
        and (period[0], period[1] or 1) <= (end.year, end.month)
    ]
    for (year, month), url in wanted[:_MOST_ARCHIVES]:
        opened = await portal.open_page(url, Role.LISTING)
        if opened is None:
            return False
        before = len(walk.listings)
        label = f"Lưu trữ {month}/{year}" if month else f"Lưu trữ {year}"
        await walk.walk(Listing(label=label, first=opened, keys=()))
        if (
            any(listing.ended not in ENDED_BY_ITSELF for listing in walk.listings[before:])
            or len(walk.listings) == before
        ):
            return False
    return 0 < len(wanted) <= _MOST_ARCHIVES


def _period(link: Link) -> Period | None:
    match = _PERIOD.match(fold(_COUNT.sub("", link.text))) if len(link.text) <= 40 else None
    if match is None:
        return None
    month = int(match["month"]) if match["month"] else _MONTHS[match["name"]] if match["name"] else None
    return (int(match["year"]), month) if month is None or 1 <= month <= 12 else None


async def _named_elsewhere(portal: Portal, posts: Collector, walk: ListingWalk, doubtful: list[Listing]) -> str:
    """A post that the pages of the listings' oldest posts name and no listing shows; empty when there is none."""
    shapes = {coarse_shape(url) for post in posts.posts.values() for url in post.urls}
    for listing in doubtful[:_MOST_ASKED]:
        opened = await portal.open_page(listing.entries[-1].url, Role.ARTICLE)
        if opened is None:
            continue
        for entry in walk.entries(opened):
            is_title = len(fold(entry.title).split()) >= _TITLE_WORDS
            if is_title and posts.find(entry.url) is None and coarse_shape(entry.url) in shapes:
                return entry.title
    return ""
