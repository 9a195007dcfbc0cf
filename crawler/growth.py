"""What became of a page since it was last read: nothing, a list that grew at its head, or something else.

Only the first may be taken as read, and only the second lets the rest of a list be carried: a post that is gone from
between its neighbours, has another day or stands elsewhere means that what is known of the other pages is no longer
sure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from urllib.parse import urljoin

from lxml.html import HtmlElement

from crawler.adapters.walk import shown_dates
from crawler.extract.feeds import read_feed_page, read_sitemap
from crawler.extract.listing import extract_groups
from crawler.extract.nodes import text_of
from crawler.extract.page import Page, parse_page
from crawler.extract.pager import extract_pager
from crawler.fetched import Fetched
from reading.addresses import same_address
from reading.dates import LOCAL, Order
from reading.fold import fold, plain
from reading.posts import read_candidate
from records.facts import DateCandidate, DateSource, Place

_ALIKE = 0.6
"""Two pages of which less than this share of the frame is the same are drawn by different themes."""
_WORD = re.compile(r"[A-Za-z][\w-]*?(?=[\d_-]*$)")
_TEXT = 400_000
_DATE = re.compile(r"\b(\d{1,2})(?:\s*[/.-]\s*|\s+thang\s+)(\d{1,2})(?:\s*[/.-]\s*|\s+nam\s+)(\d{4})\b")
_TICKS = re.compile(r"\b\d{1,2}:\d\d(?::\d\d)?\b|\b(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)\b")
_COUNTER = re.compile(
    r"\b(?:online|truy cap|luot(?: xem)?|khach|truc tuyen|hom nay|hom qua|tuan nay|thang nay|dang xem)\b"
    r"\W{0,6}[\d.,]*\d"
    r"|\d[\d.,]*\W{0,3}(?:luot|online|khach)\b"
)


class Became(StrEnum):
    """What became of a page."""

    SAME = "same"
    """Nothing that is read from it is otherwise, or nothing but bytes."""
    OTHER = "other"
    """Its lists are as they were; something else on it changed."""
    GREW = "grew"
    """New entries at the head of its lists, the oldest gone from their tails, all others as they were."""
    REWRITTEN = "rewritten"
    """Entries are gone, were edited or stand in another order."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry of a list: its title folded, and each date beside it as printed, with the days it may mean."""

    title: str
    dates: tuple[tuple[str, date | None, date | None], ...] = ()

    def is_like(self, other: Shown) -> bool:
        """Tell whether it says the same: ages ("2 giờ trước") may be told in other words a day later."""
        if self.title != other.title or len(self.dates) != len(other.dates):
            return False
        return all(_may_be_one(*pair) for pair in zip(self.dates, other.dates, strict=True))


def _may_be_one(one: tuple[str, date | None, date | None], other: tuple[str, date | None, date | None]) -> bool:
    (text, first, last), (text_now, first_now, last_now) = one, other
    if first is None or last is None or first_now is None or last_now is None:
        return text == text_now
    return first <= last_now and first_now <= last


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a page, with the addresses (`same_address`) of entries that are gone or say something else."""

    became: Became
    concerned: frozenset[str] = frozenset()
    new: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Lists:
    """The lists of an answer by their place on it; `ends` tells that their tails fall off when they grow."""

    by_place: dict[str, dict[str, Shown]] = field(default_factory=dict)
    ends: bool = True

    def all(self) -> dict[str, Shown]:
        return {address: entry for entries in self.by_place.values() for address, entry in entries.items()}


def compare(before: Fetched, after: Fetched) -> Change:
    """Hold two answers of one address against each other."""
    if before.sha256 == after.sha256 and before.url == after.url:
        return Change(Became.SAME)
    old, new = _lists_of(before), _lists_of(after)
    change = _compare_lists(old, new)
    if change.became is not Became.SAME:
        return change
    if before.is_html and after.is_html:
        return Change(Became.SAME if _signature(before) == _signature(after) else Became.OTHER)
    return Change(Became.SAME if _is_read(before) and _is_read(after) else Became.OTHER)


def _compare_lists(old: _Lists, new: _Lists) -> Change:
    known, shown = old.all(), new.all()
    # One address may stand in several lists of a page, with its date in one of them.
    edited = {
        address
        for place, entries in old.by_place.items()
        for address, entry in entries.items()
        if (now := new.by_place.get(place, {}).get(address)) is not None and not entry.is_like(now)
    }
    fresh = frozenset(shown.keys() - known.keys())
    lost: set[str] = set()
    for place, entries in old.by_place.items():
        lost |= _lost(entries, new.by_place.get(place, {}), shown, new.ends)
    if edited or lost or _reordered(old, new):
        return Change(Became.REWRITTEN, frozenset(edited | lost), fresh)
    gone = known.keys() - shown.keys()
    if fresh or gone:
        return Change(Became.GREW, new=fresh)
    return Change(Became.SAME)


def _lost(entries: dict[str, Shown], now: dict[str, Shown], shown: dict[str, Shown], ends: bool) -> set[str]:
    """The entries of a list that are gone and did not fall off its tail to make room for new ones."""
    gone = [address for address in entries if address not in shown]
    if not gone:
        return set()
    order = list(entries)
    stayed = [place for place, address in enumerate(order) if address in now]
    tail = set(order[stayed[-1] + 1 :]) if stayed else set()
    came = sum(address not in entries for address in now)
    if ends and tail and set(gone) <= tail and len(gone) <= came:
        return set()
    return set(gone)


def _reordered(old: _Lists, new: _Lists) -> bool:
    for place, entries in old.by_place.items():
        now = new.by_place.get(place, {})
        if [one for one in entries if one in now] != [one for one in now if one in entries]:
            return True
    return False


def _lists_of(fetched: Fetched) -> _Lists:
    if fetched.is_html:
        page = parse_page(fetched.body, fetched.url, fetched.content_type)
        return _lists_of_page(page, fetched) if page is not None else _Lists()
    if (rows := _rows(fetched)) is not None:
        return _Lists({"api": rows})
    feed = read_feed_page(fetched.body)
    if feed is not None:
        entries = {
            same_address(urljoin(fetched.url, item.link)): _shown(
                item.title, [DateCandidate(text=item.published, source=DateSource.FEED)], fetched
            )
            for item in feed.items
        }
        return _Lists({"feed": entries})
    # A sitemap tells when anything on a page changed: what that was is seen on the page itself.
    listed = {same_address(entry.url): Shown("") for entry in read_sitemap(fetched.body) or ()}
    return _Lists({"sitemap": dict(sorted(listed.items()))}, ends=False)


def _lists_of_page(page: Page, fetched: Fetched) -> _Lists:
    lists = _Lists()
    for group in extract_groups(page):
        if group.place not in (Place.MAIN, Place.HEADING):
            continue
        entries = lists.by_place.setdefault(group.path, {})
        for entry in group.entries:
            entries.setdefault(same_address(entry.url), _shown(entry.title, shown_dates(entry), fetched))
    return lists


def _shown(title: str, dates: list[DateCandidate], fetched: Fetched) -> Shown:
    read = [(one.text, read_candidate(one, Order.DAY_FIRST, fetched.seen_at)) for one in dates]
    return Shown(
        fold(title),
        tuple((text, day.earliest if day else None, day.latest if day else None) for text, day in read),
    )


def _rows(fetched: Fetched) -> dict[str, Shown] | None:
    """The posts of a JSON interface as it lists them; None where the answer is no list."""
    if "json" not in fetched.content_type:
        return None
    try:
        data = json.loads(fetched.body)
    except ValueError:
        return None
    if not isinstance(data, list):
        return None
    rows = [row for row in data if isinstance(row, dict) and isinstance(row.get("link"), str)]
    return {same_address(row["link"]): Shown(json.dumps(row, sort_keys=True)) for row in rows}


def _is_read(fetched: Fetched) -> bool:
    """Tell whether an answer is one whose entries say all that is read from it."""
    return _rows(fetched) is not None or read_feed_page(fetched.body) is not None or bool(read_sitemap(fetched.body))


def _signature(fetched: Fetched) -> tuple[object, ...]:
    """All that is read from a page: its title, words, addresses, and what its head says."""
    page = parse_page(fetched.body, fetched.url, fetched.content_type)
    if page is None:
        return ()
    links = tuple((link.url, link.text, link.place) for link in page.links)
    metas = tuple(sorted((name, tuple(values)) for name, values in page.metas.items()))
    sources = tuple(
        node.get("src") or node.get("data") or "" for node in page.tree.iter("img", "iframe", "embed", "object")
    )
    return page.title, masked(text_of(page.tree, _TEXT), fetched.seen_at), links, metas, sources


def masked(text: str, seen_at: datetime) -> str:
    """A page's words without what ticks on every page: the clock, today's date, the counters of visitors."""
    today = seen_at.astimezone(LOCAL).date()

    def date_or_mask(match: re.Match[str]) -> str:
        return (
            "#" if (int(match[1]), int(match[2]), int(match[3])) == (today.day, today.month, today.year) else match[0]
        )

    return _COUNTER.sub("#", _TICKS.sub("#", _DATE.sub(date_or_mask, plain(text))))


def drawn_alike(before: Page, after: Page) -> bool:
    """Tell whether two pages have the frame of one theme: the same style sheets, the same boxes by the same names."""
    one, other = set(_frame(before)), set(_frame(after))
    if (generator := _generator(before)) != _generator(after) and generator:
        return False
    return len(one & other) >= _ALIKE * len(one | other)


def _generator(page: Page) -> str:
    words = fold(page.meta("generator")).split()
    return words[0] if words else ""


def _frame(page: Page) -> Iterator[str]:
    for node in page.tree.iter("link", "script"):
        address = (
            node.get("href") if node.tag == "link" and "stylesheet" in (node.get("rel") or "") else node.get("src")
        )
        if address:
            yield urljoin(page.base, address).split("?")[0]
    for node in page.tree.iter():
        if isinstance(node.tag, str):
            names = f"{node.get('class') or ''} {node.get('id') or ''}".split()
            yield f"{_tag(node.getparent())}>{node.tag}"
            yield from (match[0] for name in names if (match := _WORD.match(name)))


def _tag(node: HtmlElement | None) -> str:
    return node.tag if node is not None and isinstance(node.tag, str) else ""


def pages_after(first: Fetched, known: Collection[str], read: Callable[[str], Fetched | None]) -> list[str]:
    """The further pages of a list, as its own pagers name them, among the `known` addresses (`same_address`); `read`
    gives what stands there."""
    found: list[str] = []
    current: Fetched | None = first
    while current is not None and current.is_html:
        page = parse_page(current.body, current.url, current.content_type)
        following = extract_pager(page, len(found) + 1, first.url, 0).next_url if page is not None else None
        address = same_address(following) if following else ""
        if address not in known or address in found:
            break
        found.append(address)
        current = read(address)
    return found
