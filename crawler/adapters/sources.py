"""Feeds and sitemaps of any portal: posts that its listings do not show, and a check on what they do."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin, urlsplit

from crawler.collect import Collector, is_variant
from crawler.extract.feeds import Feed, SitemapEntry, read_feed_page, read_sitemap
from crawler.extract.files import is_file_address
from crawler.extract.views import is_other_view
from crawler.fetched import Fetched
from crawler.portal import Portal
from reading.addresses import same_address
from reading.dates import read_machine_date
from records.facts import DateCandidate, DateSource, Place, Reason, Role, SourceEnd, SourceKind, SourceSeen

_MOST_FEED_PAGES = 20
_MOST_SITEMAPS = 6
_FEED_TYPES = ("application/rss+xml", "application/atom+xml")


@dataclass(frozen=True, slots=True)
class FeedRead:
    """A feed that was read: as a source, the keys (`same_address`) of its posts, and the day of its oldest one."""

    source: SourceSeen
    addresses: frozenset[str]
    oldest: date | None


def feed_addresses(portal: Portal) -> list[str]:
    """The feeds that the home page names for all its posts, those of comments left out."""
    assert portal.home is not None
    found: list[str] = []
    for node in portal.home.tree.iterfind(".//link[@href]"):
        if (node.get("type") or "").lower() in _FEED_TYPES and "alternate" in (node.get("rel") or "").lower():
            url = urljoin(portal.home.base, node.get("href") or "")
            about = f"{url} {node.get('title') or ''}".lower()
            if portal.is_own(url) and "comment" not in about and "phản hồi" not in about and "bình luận" not in about:
                found.append(url)
    return list(dict.fromkeys(found))


async def read_feeds(portal: Portal, posts: Collector, pages: Set[str] = frozenset()) -> FeedRead | None:
    """Read the portal's feed. Atom feeds that page to their end and name their total are exhaustive (Blogspot);
    other feeds show the newest posts and only add what no listing showed. `pages` are addresses (`same_address`) of
    standing pages, which some feeds list as well."""
    for url in feed_addresses(portal)[:1]:
        return await _read_one_feed(portal, posts, url, pages)
    return None


async def _read_one_feed(portal: Portal, posts: Collector, url: str, known: Set[str]) -> FeedRead | None:
    first: Fetched | None = None
    seen: set[str] = set()
    oldest: date | None = None
    total: int | None = None
    pages = 0
    ended = SourceEnd.LAST_PAGE
    address: str | None = url
    paged = False
    while address is not None and pages < _MOST_FEED_PAGES:
        before = len(portal.fetch.missing)
        fetched = await portal.fetch.get(address, Role.SOURCE)
        feed: Feed | None = read_feed_page(fetched.body) if fetched.reason is None else None
        if feed is None:
            # A feed is an extra: without it nothing is missing, unless it was being paged through.
            if first is None:
                del portal.fetch.missing[before:]
                return None
            ended = SourceEnd.MISSING
            break
        first = first or fetched
        pages += 1
        total = feed.total if feed.total is not None else total
        days = []
        for item in feed.items:
            link = urljoin(fetched.url, item.link)
            if not portal.is_own(link) or is_file_address(link) or same_address(link) in known or is_other_view(link):
                continue
            seen.add(same_address(link))
            post = posts.add(
                link,
                item.title or link,
                fetched.evidence(f"{item.title} – {item.published}", Place.FEED),
                dates=[DateCandidate(text=item.published, source=DateSource.FEED)] if item.published else [],
            )
            post.categories += [label for label in item.categories if label not in post.categories and _is_words(label)]
            if choice := posts.day(post):
                days.append(choice.day)
        oldest = min([*days, *([oldest] if oldest else [])], default=None)
        if len(days) > 1 and max(days) < portal.window.start:
            ended = SourceEnd.PAST_WINDOW
            break
        following = urljoin(fetched.url, feed.next_url) if feed.next_url else None
        paged = paged or following is not None
        address = following if following and portal.is_own(following) and feed.items else None
    if first is None:
        return None
    whole = ended is SourceEnd.LAST_PAGE and total is not None and len(seen) >= total
    past = ended is SourceEnd.PAST_WINDOW and paged
    source = SourceSeen(
        url=first.url,
        source=SourceKind.FEED,
        label="Atom" if total is not None else "RSS",
        exhaustive=whole or past,
        claimed_total=total,
        seen=len(seen),
        pages=pages,
        ended=SourceEnd.TOTAL_REACHED if whole else ended,
        evidence=first.evidence("", Place.FEED),
    )
    return FeedRead(source, frozenset(seen), oldest)


def _is_words(label: str) -> bool:
    # Blogger writes its own schema addresses among the categories.
    return not label.startswith("http")


async def read_sitemaps(portal: Portal) -> tuple[list[SitemapEntry], Fetched | None]:
    """The addresses of the portal's sitemaps: those robots.txt names, else the usual one; at most six files."""
    base = urljoin(portal.home_url, portal.scope)
    queue = [*portal.fetch.sitemaps(urlsplit(portal.home_url).netloc), urljoin(base, "sitemap.xml")]
    entries: dict[str, SitemapEntry] = {}
    first: Fetched | None = None
    done: set[str] = set()
    while queue and len(done) < _MOST_SITEMAPS:
        url = queue.pop(0)
        if url in done or not url.startswith("http"):
            continue
        done.add(url)
        before = len(portal.fetch.missing)
        fetched = await portal.fetch.get(url, Role.SOURCE)
        del portal.fetch.missing[before:]
        found = read_sitemap(fetched.body) if fetched.reason is None else None
        if not found:
            continue
        first = first or fetched
        for entry in found:
            if entry.is_index:
                queue.append(entry.url)
            elif portal.is_own(entry.url) and not is_variant(entry.url) and not is_file_address(entry.url):
                entries.setdefault(same_address(entry.url), entry)
        if first is not None and not queue:
            break
    return list(entries.values()), first


def surely_before(entry: SitemapEntry, portal: Portal) -> bool:
    """Tell whether an address was last changed before the window: then it was published before it, too."""
    read = read_machine_date(entry.lastmod) if entry.lastmod else None
    return read is not None and read.day < portal.window.start


def sitemap_source(entries: list[SitemapEntry], fetched: Fetched, matching: Callable[[str], bool]) -> SourceSeen:
    """The sitemap as a source: how many addresses like those of posts it lists."""
    count = sum(matching(entry.url) for entry in entries)
    return SourceSeen(
        url=fetched.url,
        source=SourceKind.SITEMAP,
        label="sitemap",
        exhaustive=False,
        seen=count,
        ended=SourceEnd.LAST_PAGE,
        evidence=fetched.evidence("", Place.SITEMAP),
    )


def disagreement(count: int) -> tuple[Reason, str]:
    """The reason and words for posts that one source lists and the others do not."""
    return Reason.SOURCES_DISAGREE, f"{count} bài có trong sơ đồ trang mà chưa đọc được"
