"""WordPress: the REST interface where it is open, else the paged feed, else what any portal shows.

The feed is as good as an API here: it lists every published post, newest first, ten a page, with the exact moment
(UTC), the categories and the post's number, and pages to the end with ``paged=``.
"""

from __future__ import annotations

import html
import json
import re
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

from crawler.adapters.base import Enumeration, Section
from crawler.adapters.generic import GenericWalk
from crawler.adapters.walk import shown_dates
from crawler.collect import Collector
from crawler.extract.feeds import FeedItem, read_feed
from crawler.fetched import Fetched
from crawler.portal import Portal
from reading.dates import Order, read_machine_date
from reading.posts import choose_date
from records.facts import DateCandidate, DateSource, Place, Reason, Role, SourceEnd, SourceKind, SourceSeen

_PER_PAGE = 100
_DEEPEST = 4
_WORDS_OF_EXCERPT = 600
_MOST_PAGES = 30
_MOST_FEED_PAGES = 80
# A margin, so that posts at the window's start stand in the ledger with their reason.
_MARGIN = timedelta(days=7)
_TAGS = re.compile(r"<[^>]*>")


class WordPress:
    """The adapter of WordPress, 4.7 and later for REST, any for the feed."""

    name = "wordpress"

    def recognises(self, portal: Portal) -> bool:
        """By generator, REST link, or the folders of its files."""
        page = portal.home
        if page is None:
            return False
        if any("wordpress" in value.lower() for value in page.metas.get("generator", ())):
            return True
        for node in page.tree.iterfind(".//link[@href]"):
            if "api.w.org" in (node.get("rel") or "") or "/wp-content/" in (node.get("href") or ""):
                return True
        return any("/wp-content/" in (node.get("src") or "") for node in page.tree.iter("img", "script"))

    def prepare(self, portal: Portal) -> None:
        """Nothing is known beforehand."""

    def identity_of(self, url: str) -> str | None:
        """``?p=12``; pretty addresses say nothing by themselves."""
        number = parse_qs(urlsplit(url).query).get("p", [""])[0]
        return f"wp:{number}" if number.isdigit() else None

    async def enumerate_posts(self, portal: Portal, sections: list[Section], posts: Collector) -> Enumeration:
        """REST, else feed; a source that turns out incomplete is followed by the generic walk."""
        source = await self._by_rest(portal, posts) or await self._by_feed(portal, posts)
        if source is None:
            return await GenericWalk(portal, posts).run(sections)
        enumeration = Enumeration(sources=[source], complete=True)
        if source.ended is SourceEnd.BUDGET:
            enumeration.fail(Reason.BUDGET, source.url)
        elif source.ended is SourceEnd.MISSING:
            enumeration.fail(_last_reason(portal), source.url)
        strangers = self._strangers(portal, sections, posts)
        if strangers:
            # News kept as another kind of content than posts: the interface does not list it, the pages do.
            portal.signal(
                "sources-disagree", f"{source.label}: {len(strangers)} bài có trên trang, ví dụ {strangers[0]}"
            )
            walked = await GenericWalk(portal, posts).run(sections)
            enumeration.sources += walked.sources
            if not walked.complete:
                enumeration.fail(walked.reason or Reason.SOURCES_DISAGREE, walked.detail)
        return enumeration

    async def _by_rest(self, portal: Portal, posts: Collector) -> SourceSeen | None:
        root = _rest_root(portal)
        names: dict[int, str] | None = None
        total = seen = 0
        first: Fetched | None = None
        ended = SourceEnd.LAST_PAGE
        page = 0
        while page < _MOST_PAGES:
            page += 1
            url = _rest_url(
                root,
                "/wp/v2/posts",
                {
                    "per_page": str(_PER_PAGE),
                    "page": str(page),
                    "after": f"{portal.window.start - _MARGIN}T00:00:00",
                    "orderby": "date",
                    "order": "desc",
                    "_fields": "id,date,date_gmt,link,title,excerpt.rendered,categories,status,type,content.protected",
                },
            )
            before = len(portal.fetch.missing)
            fetched = await portal.fetch.get(url, Role.SOURCE, headers={"Accept": "application/json"})
            rows = _rows(fetched)
            if rows is None:
                if first is None:
                    # A closed REST interface is no fault of the portal, and not a page that is missing.
                    if fetched.reason in (None, Reason.HTTP_4XX, Reason.BLOCKED, Reason.LOGIN, Reason.HTTP_5XX):
                        del portal.fetch.missing[before:]
                    return None
                ended = SourceEnd.MISSING
                break
            first = first or fetched
            total = max(total, _number(fetched.headers.get("x-wp-total")))
            if names is None and rows:
                names = await _category_names(portal, root)
            for row in rows:
                seen += _add_row(posts, row, names or {}, fetched)
            pages = _number(fetched.headers.get("x-wp-totalpages")) or (1 if len(rows) < _PER_PAGE else page + 1)
            if page >= pages:
                break
        else:
            ended = SourceEnd.BUDGET
        assert first is not None
        return SourceSeen(
            url=first.url,
            source=SourceKind.API,
            label="REST",
            exhaustive=ended is SourceEnd.LAST_PAGE and seen >= total,
            claimed_total=total,
            seen=seen,
            pages=page,
            ended=ended if seen >= total or ended is not SourceEnd.LAST_PAGE else SourceEnd.MISSING,
            evidence=first.evidence(f"X-WP-Total: {total}", Place.API),
        )

    async def _by_feed(self, portal: Portal, posts: Collector) -> SourceSeen | None:
        base = urljoin(portal.home_url, portal.scope)
        first: Fetched | None = None
        known: set[str] = set()
        ended = SourceEnd.LAST_PAGE
        page = 0
        while page < _MOST_FEED_PAGES:
            page += 1
            query = {"feed": "rss2"} if page == 1 else {"feed": "rss2", "paged": str(page)}
            before = len(portal.fetch.missing)
            fetched = await portal.fetch.get(f"{base}?{urlencode(query)}", Role.SOURCE)
            items = read_feed(fetched.body) if fetched.reason is None and not fetched.is_html else None
            if items is None:
                if first is None:
                    if fetched.reason in (None, Reason.HTTP_4XX, Reason.BLOCKED, Reason.HTTP_5XX):
                        del portal.fetch.missing[before:]
                    return None
                if fetched.status == 404 or fetched.reason is None:
                    # Past its last page the feed answers 404: the end, not a fault.
                    del portal.fetch.missing[before:]
                    break
                ended = SourceEnd.MISSING
                break
            first = first or fetched
            fresh = [item for item in items if item.guid not in known]
            if not fresh:
                ended = SourceEnd.REPEATED if items else SourceEnd.LAST_PAGE
                break
            known |= {item.guid for item in fresh}
            days = [_add_item(posts, item, fetched) for item in fresh]
            if all(days) and all(day < portal.window.start - _MARGIN for day in days if day):
                ended = SourceEnd.PAST_WINDOW
                break
        else:
            ended = SourceEnd.BUDGET
        assert first is not None
        return SourceSeen(
            url=first.url,
            source=SourceKind.FEED,
            label="RSS",
            exhaustive=ended in (SourceEnd.LAST_PAGE, SourceEnd.REPEATED),
            seen=len(known),
            pages=page,
            ended=ended,
            evidence=first.evidence("", Place.FEED),
        )

    def _strangers(self, portal: Portal, sections: list[Section], posts: Collector) -> list[str]:
        """Dated entries of the home page and of opened listings, since the window's start, unknown to the source.

        The source is asked for all posts since then: what listings show first are the newest ones, and a filter that
        hides a category from the interface hides those as well.
        """
        pages = [portal.opened_home(), *(section.opened for section in sections if section.opened is not None)]
        found: dict[str, None] = {}
        for group in (group for page in pages for group in page.groups if group.place is Place.MAIN):
            for entry in group.entries:
                if not portal.is_own(entry.url) or posts.find(entry.url) is not None:
                    continue
                choice = choose_date(shown_dates(entry), Order.DAY_FIRST, pages[0].fetched.seen_at)
                if choice is not None and choice.day >= portal.window.start:
                    found[entry.url] = None
        return list(found)


def _last_reason(portal: Portal) -> Reason:
    return portal.fetch.missing[-1].reason if portal.fetch.missing else Reason.NOT_LOOKED


def _rest_root(portal: Portal) -> str:
    """The REST root: as the home page names it, else the form that works without pretty permalinks."""
    assert portal.home is not None
    for node in portal.home.tree.iterfind(".//link[@href]"):
        if "api.w.org" in (node.get("rel") or ""):
            root = str(urljoin(portal.home_url, node.get("href") or ""))
            if portal.is_own(root):
                return root
    return urljoin(portal.home_url, portal.scope) + "?rest_route=/"


def _rest_url(root: str, route: str, query: dict[str, str]) -> str:
    parts = urlsplit(root)
    if "rest_route" in parse_qs(parts.query):
        return parts._replace(query=urlencode({"rest_route": route, **query}, safe="/:,")).geturl()
    return f"{root.rstrip('/')}{route}?{urlencode(query, safe=':,')}"


def _rows(fetched: Fetched) -> list[dict[str, Any]] | None:
    if fetched.reason is not None:
        return None
    try:
        data = json.loads(fetched.body)
    except ValueError:
        return None
    if not isinstance(data, list):
        return None
    return [row for row in data if isinstance(row, dict) and "id" in row]


def _number(text: str | None) -> int:
    return int(text) if text and text.strip().isdigit() else 0


async def _category_names(portal: Portal, root: str) -> dict[int, str]:
    url = _rest_url(root, "/wp/v2/categories", {"per_page": "100", "_fields": "id,name,parent"})
    before = len(portal.fetch.missing)
    rows = _rows(await portal.fetch.get(url, Role.SOURCE, headers={"Accept": "application/json"}))
    del portal.fetch.missing[before:]
    known = {int(row["id"]): row for row in rows or ()}
    return {number: _path_of(row, known) for number, row in known.items()}


def _path_of(row: dict[str, Any], known: dict[int, dict[str, Any]]) -> str:
    """A category behind those above it: "Công khai › Năm học 2021-2022" says more than its own name."""
    names: list[str] = []
    current: dict[str, Any] | None = row
    while current is not None and len(names) < _DEEPEST:
        names.append(html.unescape(str(current.get("name", "")))[:200])
        parent = current.get("parent")
        current = known.get(parent) if isinstance(parent, int) else None
    return " › ".join(reversed(names))


def _add_row(posts: Collector, row: dict[str, Any], names: dict[int, str], fetched: Fetched) -> int:
    """Add one post of the REST answer. The moment is taken in UTC where it is given, so that a site whose clock is
    set to UTC does not move a post to the day before."""
    link = row.get("link")
    if not isinstance(link, str) or row.get("type", "post") != "post":
        return 0
    title = row.get("title")
    rendered = title.get("rendered", "") if isinstance(title, dict) else str(title or "")
    dates: list[DateCandidate] = []
    moment = row.get("date_gmt")
    if isinstance(moment, str) and read_machine_date(moment):
        dates.append(DateCandidate(text=moment.rstrip("Z") + "Z", source=DateSource.API))
    elif isinstance(row.get("date"), str):
        dates.append(DateCandidate(text=row["date"], source=DateSource.API))
    text = html.unescape(_TAGS.sub("", str(rendered))).strip() or link
    known_categories = row.get("categories")
    labels = (
        [names[number] for number in known_categories if number in names] if isinstance(known_categories, list) else []
    )
    post = posts.add(
        link,
        text,
        fetched.evidence(f"{text} – {row.get('date', '')}", Place.API),
        dates=dates,
        identity=f"wp:{row['id']}",
        excerpt=_excerpt(row),
        unsure="bài đặt mật khẩu, người ngoài không đọc được" if _is_protected(row) else "",
    )
    post.categories += [label for label in labels if label not in post.categories]
    return 1


def _excerpt(row: dict[str, Any]) -> str:
    """The first words of a post as the interface gives them, without markup."""
    excerpt = row.get("excerpt")
    rendered = excerpt.get("rendered") if isinstance(excerpt, dict) else None
    return " ".join(html.unescape(_TAGS.sub(" ", str(rendered or "")[:4_000])).split())[:_WORDS_OF_EXCERPT]


def _is_protected(row: dict[str, Any]) -> bool:
    content = row.get("content")
    return isinstance(content, dict) and content.get("protected") is True


def _add_item(posts: Collector, item: FeedItem, fetched: Fetched) -> Any:
    """Add one post of the feed; the answer is its day, or None."""
    number = parse_qs(urlsplit(item.guid).query).get("p", [""])[0]
    post = posts.add(
        item.link,
        item.title or item.link,
        fetched.evidence(f"{item.title} – {item.published}", Place.FEED),
        dates=[DateCandidate(text=item.published, source=DateSource.FEED)] if item.published else [],
        identity=f"wp:{number}" if number.isdigit() else None,
    )
    post.categories += [label for label in item.categories if label not in post.categories]
    choice = posts.day(post)
    return choice.day if choice else None
