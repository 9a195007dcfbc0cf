"""The ledger: every post seen, its day, and whether it counts."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from urllib.parse import urlsplit

from reading.dates import LOCAL, DateRead, Order, proven_order, read_date, read_machine_date
from reading.natures import NATURE_TITLES, NatureRead, read_nature
from reading.portal import Counted, Ledger, LedgerEntry, Precision
from reading.words import item_matcher, nature_matcher, section_matcher
from records.base import Record
from records.facts import Aspect, DateCandidate, DateSource, PostSeen, Visit, Window
from records.school import School
from records.vocabulary import Vocabulary

# The order of trust. An API and the visible date say when a post was published; metadata often says when it was typed.
_TRUST = (
    DateSource.API,
    DateSource.VISIBLE,
    DateSource.TIME_TAG,
    DateSource.LISTING,
    DateSource.LISTING_TIME,
    DateSource.SITEMAP_PUBLISHED,
    DateSource.FEED,
    DateSource.JSON_LD,
    DateSource.META,
    DateSource.URL,
    DateSource.OBJECT_ID,
    DateSource.FILE_PATH,
    DateSource.MODIFIED,
    DateSource.SITEMAP_LASTMOD,
    DateSource.ORDER,
)
_MACHINE = {
    DateSource.API,
    DateSource.TIME_TAG,
    DateSource.LISTING_TIME,
    DateSource.SITEMAP_PUBLISHED,
    DateSource.SITEMAP_LASTMOD,
    DateSource.FEED,
    DateSource.META,
    DateSource.JSON_LD,
    DateSource.OBJECT_ID,
    DateSource.MODIFIED,
}
_DIRECT = {
    DateSource.API,
    DateSource.TIME_TAG,
    DateSource.VISIBLE,
    DateSource.LISTING_TIME,
    DateSource.LISTING,
    DateSource.SITEMAP_PUBLISHED,
    DateSource.FEED,
}
# The documents that direct sources stand in: two of one document are one witness.
_WITNESS = {
    DateSource.API: "api",
    DateSource.TIME_TAG: "article",
    DateSource.VISIBLE: "article",
    DateSource.LISTING_TIME: "listing",
    DateSource.LISTING: "listing",
    DateSource.SITEMAP_PUBLISHED: "sitemap",
    DateSource.FEED: "feed",
}
_APART = timedelta(days=2)
# How many days the truth may lie before and after a date of that source. Measured on two real portals: creation
# times differ from the shown day by up to one day either way.
_SLACK = {
    DateSource.JSON_LD: (2, 2),
    DateSource.META: (2, 2),
    DateSource.OBJECT_ID: (3, 3),
    DateSource.FILE_PATH: (7, 31),
    DateSource.MODIFIED: (3650, 0),
    DateSource.SITEMAP_LASTMOD: (3650, 0),
}
_HABIT = 0.5
# A list that was brought over from elsewhere in a few days shows nothing by its order.
_LONG_SPAN = timedelta(days=180)
_POST_NUMBER = re.compile(r"(?<![\d])\d{1,9}(?!\d)")
NONE_COPIED: Mapping[str, str] = MappingProxyType({})
_LONG_AGO = timedelta(days=3650)
_UTC = re.compile(r"(?:Z|[+-]00:?00)$")
_MARKED = (DateSource.TIME_TAG, DateSource.LISTING_TIME, DateSource.META, DateSource.JSON_LD)
_HOUR = re.compile(r"[T ](?!00:00)(\d\d):\d\d")
_MORNING_IN_UTC = range(1, 5)
_FEWEST_TIMES, _RARE = 12, 0.05
_FUTURE = timedelta(days=2)
_URL_DAY = re.compile(r"/(20\d\d)/(\d{1,2})/(\d{1,2})(?=/|$)|[/_-](20\d\d)-(\d\d)-(\d\d)(?=[/_.-]|$)")
_URL_MONTH = re.compile(r"/(20\d\d)[/_-](\d{1,2})(?=/|$)|/(20\d\d)(\d\d)\d\d(?=/)")


class DateChoice(Record):
    """The date chosen for a post: the day, the days it may truly lie between, and on which string it rests."""

    day: date
    earliest: date
    latest: date
    precision: Precision
    source: DateSource
    text: str
    updated: bool = False


def read_candidate(candidate: DateCandidate, order: Order, seen_at: datetime) -> DateChoice | None:
    """Read one candidate; None when its text is no date, a null date, or lies in the future of `seen_at`."""
    text, source = candidate.text, candidate.source
    if source in (DateSource.URL, DateSource.FILE_PATH):
        choice = _of_address(text, source)
        if choice is not None and choice.earliest > (seen_at.astimezone(LOCAL).date() + _FUTURE):
            return None
        return choice
    if source is DateSource.ORDER:
        return _of_order(text)
    read: DateRead | None = None
    if source in _MACHINE:
        read = read_machine_date(text, utc=source is DateSource.API and text.endswith("Z"))
    if read is None:
        read = read_date(text, order=order, seen_at=seen_at)
    if read is None or read.day > seen_at.astimezone(LOCAL).date() + _FUTURE:
        return None
    before, after = _SLACK.get(source, (0, 0))
    before, after = max(before, read.before), max(after, read.after)
    if read.updated:
        before = max(before, 60)
    exact = before == after == 0 or source in (DateSource.META, DateSource.JSON_LD)
    return DateChoice(
        day=read.day,
        earliest=read.day - timedelta(days=before),
        latest=read.day + timedelta(days=after),
        precision=Precision.DAY if exact else Precision.MONTH if before + after < 70 else Precision.YEAR,
        source=source,
        text=text,
        updated=read.updated,
    )


def _of_order(text: str) -> DateChoice | None:
    """``2021-09-05/2021-10-11``: a post that stands in a sorted listing between posts of those days."""
    first, _, last = text.partition("/")
    earliest, latest = read_machine_date(first), read_machine_date(last)
    if earliest is None or latest is None or earliest.day > latest.day:
        return None
    return DateChoice(
        day=earliest.day,
        earliest=earliest.day,
        latest=latest.day,
        precision=Precision.NONE,
        source=DateSource.ORDER,
        text=text,
    )


def _of_address(url: str, source: DateSource) -> DateChoice | None:
    """The day or month written in an address or a file's folder."""
    if source is DateSource.URL and (match := _URL_DAY.search(url)):
        parts = [int(part) for part in match.groups() if part]
        try:
            day = date(*parts)
        except ValueError:
            return None
        # Servers write it in their own time zone, often UTC: the day here may be the one after.
        return DateChoice(
            day=day,
            earliest=day - timedelta(days=1),
            latest=day + timedelta(days=1),
            precision=Precision.MONTH,
            source=source,
            text=url,
        )
    if match := _URL_MONTH.search(url):
        year, month = [int(part) for part in match.groups() if part]
        if not (1 <= month <= 12 and 2005 <= year <= 2100):
            return None
        first, last = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        before, after = _SLACK.get(source, (0, 0))
        return DateChoice(
            day=first,
            earliest=first - timedelta(days=before),
            latest=last + timedelta(days=after),
            precision=Precision.MONTH,
            source=source,
            text=url,
        )
    return None


def choose_date(candidates: Iterable[DateCandidate], order: Order, seen_at: datetime) -> DateChoice | None:
    """Choose the date of a post among its candidates.

    The most trusted source wins. Where two direct sources (API, visible, listing, feed …) lie more than two days
    apart, the choice keeps its day but may be any day between them, unless a second document bears it out and none
    but one contradicts it.
    """
    read = [choice for candidate in candidates if (choice := read_candidate(candidate, order, seen_at))]
    if not read:
        return None
    # A date that says itself it is one of change gives way to any plain date of a direct source.
    read.sort(key=_trust)
    best = read[0]
    if best.precision is not Precision.DAY:
        finer = [choice for choice in read if choice.precision is Precision.DAY]
        if finer and best.source not in _DIRECT:
            best = finer[0]
    direct = [
        choice
        for choice in read
        if choice.source in _DIRECT and choice.precision is Precision.DAY and not choice.updated
    ]
    days = [choice.day for choice in direct]
    if best.source in _DIRECT and days and max(days) - min(days) > _APART and not _is_borne_out(best, direct):
        return best.model_copy(update={"earliest": min(best.earliest, *days), "latest": max(best.latest, *days)})
    return best


def _is_borne_out(best: DateChoice, direct: list[DateChoice]) -> bool:
    """Two documents say the day of `best`, and one at most says another: a sidebar's comment date, an event's date."""
    for_it = {_WITNESS[choice.source] for choice in direct if abs(choice.day - best.day) <= _APART}
    against = {_WITNESS[choice.source] for choice in direct if abs(choice.day - best.day) > _APART}
    return len(for_it) >= 2 > len(against)


def _trust(choice: DateChoice) -> float:
    """Where a candidate stands in the order of trust; less is better.

    A time tag in UTC stands before the visible date: a portal whose clock is set to UTC prints the day before for what
    was published in the small hours here.
    """
    rank = float(_TRUST.index(choice.source))
    if choice.source in (DateSource.TIME_TAG, DateSource.LISTING_TIME) and _UTC.search(choice.text):
        rank = 0.5 if choice.source is DateSource.TIME_TAG else 2.5
    return rank + (len(_DIRECT) if choice.updated else 0)


def host_order(posts: Iterable[PostSeen]) -> Order:
    """The day/month order of a portal, from all visible dates of its posts."""
    return proven_order(
        [
            candidate.text
            for post in posts
            for candidate in post.dates
            if candidate.source in (DateSource.VISIBLE, DateSource.LISTING)
        ]
    )


def marks_local_as_utc(posts: Iterable[PostSeen]) -> bool:
    """Tell whether a portal writes local times and calls them UTC, as CMSes do that know no time zone.

    Schools post in the morning: were the times UTC, many would lie between 1 and 4 o'clock. Midnight is no time.
    """
    hours = [
        int(match[1])
        for post in posts
        for candidate in post.dates
        if candidate.source in _MARKED and _UTC.search(candidate.text) and (match := _HOUR.search(candidate.text))
    ]
    mornings = sum(hour in _MORNING_IN_UTC for hour in hours)
    return len(hours) >= _FEWEST_TIMES and mornings < _RARE * len(hours)


def _as_written(dates: Iterable[DateCandidate]) -> list[DateCandidate]:
    """The candidates with the mark of UTC taken off those that a page's markup carries."""
    return [one.model_copy(update={"text": _UTC.sub("", one.text)}) if one.source in _MARKED else one for one in dates]


def read_posts(
    visit: Visit,
    school: School,
    window: Window,
    counted_natures: tuple[str, ...],
    vocabulary: Vocabulary,
    copied: Mapping[str, str] = NONE_COPIED,
) -> Ledger:
    """Build the ledger of a visit for a window of local days. `copied` says of posts, by identity, why they may be
    somebody else's."""
    posts = [fact for fact in visit.facts if isinstance(fact, PostSeen)]
    order = host_order(posts)
    sections, natures, items = section_matcher(vocabulary), nature_matcher(vocabulary), item_matcher(vocabulary)
    local = marks_local_as_utc(posts)
    choices = _dated_as_published(
        [choose_date(_as_written(post.dates) if local else post.dates, order, post.evidence.seen_at) for post in posts],
        [post.url for post in posts],
    )
    entries = []
    for post, choice in zip(posts, choices, strict=True):
        nature = read_nature(post, school, sections, natures)
        if (doubt := copied.get(post.identity, "")) and nature.nature in counted_natures:
            nature = NatureRead(nature="dang_lai", sure=False)
        counted, why = _count(post, choice, nature, window, counted_natures, doubt)
        entries.append(
            LedgerEntry(
                identity=post.identity,
                url=post.url,
                title=post.title,
                published=choice.day if choice and choice.source is not DateSource.ORDER else None,
                precision=choice.precision if choice else Precision.NONE,
                date_text=choice.text if choice else "",
                nature=nature.nature,
                category=" › ".join(post.category_path)[:290],
                about=items.best(post.title),
                counted=counted,
                why=why,
                evidence=post.evidence,
            )
        )
    entries.sort(key=lambda entry: (entry.published or date.min, entry.identity), reverse=True)
    sure = sum(entry.counted is Counted.YES for entry in entries)
    maybe = sum(entry.counted is Counted.MAYBE for entry in entries)
    covered = visit.covered(Aspect.POSTS).complete and visit.window.start <= window.start
    return Ledger(entries=tuple(entries), sure=sure, possible=sure + maybe if covered else None)


def _dated_as_published(choices: list[DateChoice | None], urls: list[str]) -> list[DateChoice | None]:
    """Dates of change, held against the portal's habit.

    A portal that labels every post "Cập nhật" means the day it was put up. Where most posts say when they were
    published, one that only says when it was changed may be years older.
    """
    dated = [choice for choice in choices if choice is not None and choice.source is not DateSource.ORDER]
    if sum(choice.updated for choice in dated) > _HABIT * len(dated):
        if not _in_order_of_numbers(choices, urls):
            return choices
        return [
            choice.model_copy(update={"earliest": max(choice.earliest, choice.day), "precision": Precision.DAY})
            if choice is not None and choice.updated
            else choice
            for choice in choices
        ]
    return [
        choice.model_copy(update={"earliest": choice.day - _LONG_AGO})
        if choice is not None and choice.updated
        else choice
        for choice in choices
    ]


def _in_order_of_numbers(choices: list[DateChoice | None], urls: list[str]) -> bool:
    """Tell whether the days of all posts rise with the numbers that their addresses carry.

    A post that was changed later would stand out of that order: where none does, "Cập nhật" is the day of putting up.
    """
    numbered = [
        (int(number[-1]), choice.day)
        for choice, url in zip(choices, urls, strict=True)
        if choice is not None
        and choice.updated
        and (number := _POST_NUMBER.findall(urlsplit(url).path + urlsplit(url).query))
    ]
    numbered.sort()
    days = [day for _, day in numbered]
    told = sum(choice is not None for choice in choices)
    return (
        len(numbered) == told >= _FEWEST_TIMES
        and len({number for number, _ in numbered}) == told
        and days == sorted(days)
        and days[-1] - days[0] >= _LONG_SPAN
    )


def _count(
    post: PostSeen,
    choice: DateChoice | None,
    nature: NatureRead,
    window: Window,
    counted_natures: tuple[str, ...],
    copied: str,
) -> tuple[Counted, str]:
    kind = NATURE_TITLES.get(nature.nature, nature.nature)
    if choice is not None and (choice.latest < window.start or choice.earliest > window.end):
        return Counted.NO, f"{_when(choice)} nằm ngoài khoảng tính của năm học"
    if nature.nature not in counted_natures and nature.sure:
        return Counted.NO, f"loại bài “{kind}” không được tính"
    if choice is None:
        return Counted.MAYBE, "không rõ ngày đăng"
    if not (window.holds(choice.earliest) and window.holds(choice.latest)):
        span = f"từ {choice.earliest:%d/%m/%Y} đến {choice.latest:%d/%m/%Y}"
        return Counted.MAYBE, f"ngày đăng chưa chắc ({span}), có thể ngoài năm học"
    if not nature.sure:
        return Counted.MAYBE, copied or f"chưa chắc là tin bài của trường: giống “{kind}”"
    if post.unsure:
        return Counted.MAYBE, post.unsure
    return Counted.YES, f"{kind}, đăng {_when(choice)}"


def _when(choice: DateChoice) -> str:
    if choice.source is DateSource.ORDER:
        return f"từ {choice.earliest:%d/%m/%Y} đến {choice.latest:%d/%m/%Y} (theo thứ tự danh sách)"
    return f"ngày {choice.day:%d/%m/%Y}"
