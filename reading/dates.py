"""Posting dates as Vietnamese portals print them.

`read_date` takes the text of a place where a posting date is expected and answers with a local day, or with nothing:
a text that holds other words than a date, its label, a time, a weekday, an author or a counter is not a posting
date. Vietnamese forms are read by the rules here; `dateparser` is asked only for English-shaped strings, because it
silently misreads Vietnamese month names ("1 Tháng Sáu, 2020") and "SA/CH".
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from reading.fold import plain
from records.base import Record

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
EARLIEST_YEAR = 2005


class Order(StrEnum):
    """Which number comes first in ``9/5/2022``; decided once per host, day first unless it proves otherwise."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


class DateRead(Record):
    """A date read from one string: the local day, and how far the truth may lie from it on either side, in days.

    `updated` tells that the string itself says it is a date of change, `ambiguous` that day and month could be
    swapped.
    """

    day: date
    before: int = 0
    after: int = 0
    updated: bool = False
    ambiguous: bool = False
    zoned: bool = False

    @property
    def earliest(self) -> date:
        return self.day - timedelta(days=self.before)

    @property
    def latest(self) -> date:
        return self.day + timedelta(days=self.after)


_MONTH_WORDS = {
    "muoi mot": 11,
    "muoi hai": 12,
    "muoi": 10,
    "gieng": 0,  # lunar: never a posting date
    "chap": 0,
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "tu": 4,
    "bon": 4,
    "nam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
}
_ENGLISH_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_WORD_MONTH = "|".join(sorted(_MONTH_WORDS, key=len, reverse=True))
_ENGLISH_MONTH = "|".join(sorted(_ENGLISH_MONTHS, key=len, reverse=True))
_SEP = r"\s*[/.\-–]\s*"

_NUMERIC = re.compile(rf"(?<![\d/.\-])(\d{{1,2}}){_SEP}(\d{{1,2}}){_SEP}(\d{{4}}|\d{{2}})(?![\d/]|[.\-]\d)")
# A badge in two lines: "05/09" above "2021".
_SPLIT = re.compile(r"(?<![\d/.\-])(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s+(\d{4})(?!\d)")
_ISO = re.compile(r"(?<![\d/.\-])(\d{4})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})(?!\d)")
_DAY_MONTH_VI = re.compile(
    rf"(?<!\d)(\d{{1,2}})\s*,?\s*(?:thang|thg\.?|th\.?|t)\s*\.?\s*(\d{{1,2}}|(?:{_WORD_MONTH})\b)"
    rf"\s*[,.\-/]?\s*(?:nam\s*)?(\d{{4}})(?!\d)"
)
_MONTH_DAY_VI = re.compile(
    rf"\b(?:thang|thg\.?|th\.?|t)\s*(\d{{1,2}}|(?:{_WORD_MONTH}))\s+(\d{{1,2}})\s*,\s*(?:nam\s*)?(\d{{4}})(?!\d)"
)
_DAY_MONTH_EN = re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[\s\-]+({_ENGLISH_MONTH})\b\.?[\s,\-]+(\d{{4}})(?!\d)")
_MONTH_DAY_EN = re.compile(rf"\b({_ENGLISH_MONTH})\b\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(\d{{4}})(?!\d)")
# As C and Unix write it, the year after the time: "Sun Aug  1 00:00:00 2021", "Sun Aug  1 00:00:00 +07 2021".
_CLOCK_BETWEEN = re.compile(
    rf"\b({_ENGLISH_MONTH})\b\.?\s+(\d{{1,2}})\s+\d{{1,2}}:\d{{2}}(?::\d{{2}})?"
    r"\s+(?:[ap]m\s+)?(?:[a-z]{3,4}\s+|[+\-]\d{2,4}\s+)?(\d{4})(?!\d)"
)

_LABEL_UPDATED = re.compile(
    r"(?:lan |da )?(?:ngay |thoi gian )?(?:cap nhat|chinh sua|sua doi|sua)(?: lan)?(?: cuoi| moi nhat)?"
    r"(?: luc| ngay| vao)*|(?:last )?(?:updated|modified)(?: on)?"
)
_LABEL = re.compile(
    r"\b(?:ngay (?:dang|gui|tao|viet|xuat ban|phat hanh|dua tin)(?: bai| tin)?|(?:bai )?(?:duoc )?dang(?: tai"
    r"| tin| bai)?"
    r"(?: vao)?(?: ngay| luc)?|(?:duoc )?(?:viet|gui|xuat ban|tao)(?: vao)?(?: ngay| luc)|thoi gian(?: dang| gui)?"
    r"|xuat ban|posted(?: on)?|submitted(?: on)?|published(?: on| date)?|created(?: on)?|date|posted by)\s*:?"
)
_WEEKDAY = re.compile(
    r"\b(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn|t[2-7]"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\b(?!\s*(?:thang|\d{1,2},))"
)
_TIME = re.compile(
    r"(?<![\d/.])\b\d{1,2}\s*(?:[:h]|gio|g)\s*:?\s*\d{0,2}(?:\s*[:']\s*\d{2})?(?:\.\d+)?\s*(?:'|phut|p\b)?"
    r"\s*(?:am|pm|sa|ch|sang|chieu|toi|trua)?\b"
    r"|\b\d{1,2}\s*(?:am|pm)\b|\b(?:sang|chieu|toi|trua)\b"
)
_ZONE = re.compile(
    r"\(?\b(?:gmt|utc|ict)\s*(?:[+\-]\s*\d{1,2}(?::?\d{2})?)?\)?|(?<=\d|m)\s+[+\-]\d{2}(?::?\d{2})?(?=\s*(?:\||$))"
)
_COUNTER = re.compile(
    r"\b(?:(?:so )?luot (?:xem|doc|tai|truy cap|tai ve)|da (?:xem|doc)|(?:luot )?xem|doc|views?|hits?|binh luan"
    r"|nhan xet"
    r"|phan hoi|comments?|likes?|thich|tai ve)\s*[:(]?\s*\d[\d.,]*k?\)?"
    r"|\d[\d.,]*k?\s*(?:luot xem|luot doc|luot|views?|hits?|binh luan|nhan xet|comments?|likes?|nguoi xem|phan hoi)\b"
    r"|\b(?:khong co|chua co|0)\s*(?:binh luan|phan hoi|nhan xet)\b|\bno comments?\b|\bleave a comment\b"
)
_AUTHOR = re.compile(
    r"\b(?:tac gia|nguoi (?:dang|viet|gui)|(?:duoc )?(?:viet|dang|gui) boi|boi|(?:submitted |posted |written )?by"
    r"|author|nguon|chuyen muc|danh muc|the loai|category|trong muc|in)\b\s*:?"
    r"\s*[^\d|:•·,]{1,60}?(?=\s*(?:\bngay\b|\bluc\b|\bvao\b|\bon\b|\bduoc dang\b|\bdang\b|\bcap nhat\b|[|•·,\d]|-|$))"
)
_FILLER = re.compile(r"\b(?:ngay|luc|vao|at|on|hoi|gio|thoi gian|post|tin)\b|[\s,|•·:;()\[\]\-–—/.\"'»«>]+")
_RELATIVE = re.compile(
    r"\b(?:(?P<many>\d{1,3}|mot|vai)\s*(?P<unit>giay|phut|gio|tieng|ngay|tuan|thang|nam"
    r"|seconds?|minutes?|mins?|hours?|days?|weeks?|months?|years?)\s*(?:truoc|ago)|(?P<today>hom nay|today)"
    r"|(?P<yesterday>hom qua|yesterday)|(?P<now>vua xong|vua moi|just now))\b"
)
# "4 năm, 3 tháng trước", as Django and others write ages: both units are rounded down.
_RELATIVE_TWO = re.compile(
    r"\b(\d{1,3})\s*(nam|thang|tuan|ngay|years?|months?|weeks?|days?)\s*,?\s*(?:va |and )?(\d{1,3})"
    r"\s*(thang|tuan|ngay|gio|months?|weeks?|days?|hours?)\s*(?:truoc|ago)\b"
)
_UNIT_DAYS = {
    "nam": 365.25,
    "year": 365.25,
    "thang": 30.44,
    "month": 30.44,
    "tuan": 7.0,
    "week": 7.0,
    "ngay": 1.0,
    "day": 1.0,
    "gio": 1 / 24,
    "hour": 1 / 24,
}
# "…, ngày 28 tháng 2 năm 2022" is the place-and-date line of a letter whose place was left out.
_UNFILLED = re.compile(r"^\s*(?:\.{2,}|…|_{2,}|,)")
# "Hôm nay : 38" counts visitors; "Hôm nay, 07:30" is a time.
_COUNTER_OF_DAYS = re.compile(r"\b(?:hom nay|hom qua|today|yesterday)\s*:\s*(?!\d{1,2}\s*[:h])")
_NULL_DAYS = {date(1970, 1, 1), date(1900, 1, 1), date(1901, 1, 1), date(2000, 1, 1)}


def _whole_year(text: str) -> int:
    year = int(text)
    return year + 2000 if year < 70 else year + 1900 if year < 100 else year


def _day(year: int, month: int, day: int) -> date | None:
    """A plausible day, or None: nothing rolls over (31/02), CMS null dates are no dates."""
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return None if found in _NULL_DAYS or year < EARLIEST_YEAR else found


def _numeric(match: re.Match[str], order: Order) -> tuple[date | None, bool]:
    first, second, year = int(match[1]), int(match[2]), _whole_year(match[3])
    both_ways = first <= 12 and second <= 12 and first != second
    if order is Order.MONTH_FIRST and first <= 12:
        return _day(year, first, second), both_ways
    # A second field above 12 can only be a day: "9/25/2022" is read, whatever the host's order.
    if second > 12 >= first:
        return _day(year, first, second), False
    return _day(year, second, first), both_ways


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTH_WORDS.get(text.strip(), 0)


def _find(bare: str, order: Order) -> tuple[tuple[int, int], date | None, bool] | None:
    """The first absolute date in `bare`: its span, the day (None when impossible) and whether it is ambiguous."""
    hits: list[tuple[tuple[int, int], date | None, bool]] = []
    if match := _ISO.search(bare):
        hits.append((match.span(), _day(int(match[1]), int(match[2]), int(match[3])), False))
    if match := _NUMERIC.search(bare) or _SPLIT.search(bare):
        day, ambiguous = _numeric(match, order)
        hits.append((match.span(), day, ambiguous))
    if match := _DAY_MONTH_VI.search(bare):
        hits.append((match.span(), _day(int(match[3]), _month(match[2]), int(match[1])), False))
    if match := _MONTH_DAY_VI.search(bare):
        hits.append((match.span(), _day(int(match[3]), _month(match[1]), int(match[2])), False))
    if match := _DAY_MONTH_EN.search(bare):
        hits.append((match.span(), _day(int(match[3]), _ENGLISH_MONTHS[match[2]], int(match[1])), False))
    if match := _MONTH_DAY_EN.search(bare):
        hits.append((match.span(), _day(int(match[3]), _ENGLISH_MONTHS[match[1]], int(match[2])), False))
    if match := _CLOCK_BETWEEN.search(bare):
        hits.append((match.span(), _day(int(match[3]), _ENGLISH_MONTHS[match[1]], int(match[2])), False))
    return min(hits, key=lambda hit: (hit[0][0], -hit[0][1])) if hits else None


def _relative(match: re.Match[str], seen_at: datetime) -> DateRead | None:
    now = seen_at.astimezone(LOCAL)
    if match["today"] or match["now"]:
        return DateRead(day=now.date())
    if match["yesterday"]:
        return DateRead(day=now.date() - timedelta(days=1))
    many = {"mot": 1, "vai": 3}.get(match["many"]) or int(match["many"] if match["many"].isdigit() else 0)
    unit = match["unit"]
    if unit.startswith(("giay", "phut", "second", "min")):
        return DateRead(day=(now - timedelta(minutes=many if unit.startswith(("phut", "min")) else 0)).date())
    if unit.startswith(("gio", "tieng", "hour")):
        return DateRead(day=(now - timedelta(hours=many)).date())
    if unit.startswith(("ngay", "day")):
        return DateRead(day=now.date() - timedelta(days=many), before=1)
    days, slack = (7, 7) if unit.startswith(("tuan", "week")) else (30, 31) if unit[0] in "tm" else (365, 366)
    if many > 4000 // days:
        return None
    return DateRead(day=now.date() - timedelta(days=days * many), before=slack, after=3 if days == 7 else 6)


def _relative_two(match: re.Match[str], seen_at: datetime) -> DateRead | None:
    first, second = (_UNIT_DAYS[match[group].rstrip("s")] for group in (2, 4))
    days = int(match[1]) * first + int(match[3]) * second
    if days > 12_000:
        return None
    day = seen_at.astimezone(LOCAL).date() - timedelta(days=round(days))
    return DateRead(day=day, before=round(second) + 1, after=1 if first < 30 else 2)


def read_date(text: str, *, order: Order = Order.DAY_FIRST, seen_at: datetime | None = None) -> DateRead | None:
    """Read the posting date in the text of a date's own place, or None when the text is not just that.

    `seen_at` (aware) resolves "3 ngày trước"; without it relative dates are not read. Where a text has both a posting
    and an update date, the posting date is the answer.
    """
    if not text or len(text) > 240 or _UNFILLED.match(text):
        return None
    whole = _read_whole(text, order, seen_at)
    if whole is not None:
        return whole
    parts = _parts(text)
    if not 2 <= len(parts) <= 4:
        return None
    dated = [(part, read) for part in parts if (read := _read_whole(part, order, seen_at))]
    others = [part for part in parts if all(part is not known for known, _ in dated)]
    # What stands beside the date must be a label or a name: a few words without a number.
    if len(dated) == 1 and all(
        len(part.split()) <= (8 if ":" in part else 5) and not _leftover_digits(part) for part in others
    ):
        return dated[0][1]
    return None


def _leftover_digits(part: str) -> bool:
    return any(char.isdigit() for char in _leftover(plain(part)))


def _read_whole(text: str, order: Order, seen_at: datetime | None) -> DateRead | None:
    """Read a text that is nothing but one date and what belongs to it."""
    bare = plain(text)
    if _COUNTER_OF_DAYS.search(bare) or not (any(char.isdigit() for char in bare) or _RELATIVE.search(bare)):
        return None
    published: DateRead | None = None
    updated: DateRead | None = None
    rest = bare
    for _ in range(3):
        hit = _find(rest, order)
        if hit is None:
            break
        (start, end), day, ambiguous = hit
        if day is None:
            return None
        label = rest[:start]
        is_update = any(True for _ in _LABEL_UPDATED.finditer(label)) and not _after_update(label)
        read = DateRead(day=day, updated=is_update, ambiguous=ambiguous)
        if is_update:
            if updated is not None and updated.day != day:
                return None
            updated = read
        elif published is None:
            published = read
        elif published.day != day:
            return None
        rest = _LABEL_UPDATED.sub(" ", label) + " | " + rest[end:] if is_update else label + " | " + rest[end:]
    if published is None and updated is None:
        match = _RELATIVE_TWO.search(rest) or _RELATIVE.search(rest)
        if match is None or seen_at is None:
            return None
        published = _relative_two(match, seen_at) if match.re is _RELATIVE_TWO else _relative(match, seen_at)
        rest = rest[: match.start()] + " | " + rest[match.end() :]
    return None if _leftover(rest) else published or updated


def _parts(text: str) -> list[str]:
    """The parts of a line that bars, dots or dashes divide: "05/09/2022 | Tin tức" is a date and a category."""
    return [part for part in re.split(r"\s[|•·/–—-]\s|[|•·]", text) if part.strip()]


def has_posting_label(text: str) -> bool:
    """Tell whether a text says itself that its date is one of posting ("Ngày đăng", "Ngày gửi", "Posted on")."""
    # "Đang cập nhật" folds like "Đăng cập nhật".
    return _LABEL.search(plain(re.sub(r"(?i)đang\b", " ", text))) is not None


def _after_update(label: str) -> bool:
    """Tell whether a plain posting label stands between the update label and the date."""
    last_update = max((match.end() for match in _LABEL_UPDATED.finditer(label)), default=0)
    return _LABEL.search(label, last_update) is not None


def _leftover(rest: str) -> str:
    for pattern in (_LABEL_UPDATED, _COUNTER, _ZONE, _TIME, _WEEKDAY, _AUTHOR, _LABEL, _COUNTER, _FILLER):
        rest = pattern.sub(" ", rest)
    return rest.strip()


_MACHINE = re.compile(
    r"^\s*(\d{4})-(\d{2})-(\d{2})(?:[T\s](\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(Z|[+\-]\d{2}(?::?\d{2})?)?)?\s*$",
    re.I,
)
_NET = re.compile(r"^/Date\((-?\d{1,16})(?:[+\-]\d{4})?\)/$")
_MALFORMED_DC = re.compile(r"^(\d{4})-(\d{2})-(\d{2})\+\d{4}:\d{2}:\d{2}$")
_COMPACT = re.compile(r"^(20\d\d)(\d\d)(\d\d)$")
_RFC_PLAIN = re.compile(
    r"^(?:[a-z]{3},\s*)?\d{1,2}\s+[a-z]{3}\s+\d{4}\s+\d{2}:\d{2}(?::\d{2})?\s+(?:\+\d{4}|-(?!0000)\d{4}|GMT|UTC)$", re.I
)
_RFC = re.compile(r"^(?:[a-z]{3},\s*)?\d{1,2}\s+[a-z]{3}\s+\d{4}\s+\d{2}:\d{2}", re.I)


def read_machine_date(text: str, *, utc: bool = False) -> DateRead | None:
    """Read a date written for machines: ISO 8601, RFC 822, epoch seconds or milliseconds, ``/Date(…)/``.

    The answer is the local day (Asia/Ho_Chi_Minh) of that instant. Without an offset the time is local, or UTC where
    `utc` says that its place is defined so.
    """
    text = text.strip()[:64]
    if match := _MALFORMED_DC.match(text):
        return _dated(_day(int(match[1]), int(match[2]), int(match[3])))
    if match := _MACHINE.match(text):
        day = _day(int(match[1]), int(match[2]), int(match[3]))
        if day is None or match[4] is None:
            return _dated(day)
        offset = match[7]
        if offset is None and not utc:
            return _dated(day)
        zone = "+0000" if offset is None or offset in "Zz" else offset.replace(":", "").ljust(5, "0")
        stamp = f"{match[1]}-{match[2]}-{match[3]}T{match[4]}:{match[5]}:{match[6] or '00'}{zone}"
        try:
            instant = datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%S%z")
        except ValueError:
            return _dated(day)
        return _instant(instant)
    if match := _NET.match(text):
        return _epoch(int(match[1]) / 1000)
    if match := _COMPACT.match(text):
        return _dated(_day(int(match[1]), int(match[2]), int(match[3])))
    if text.isdigit() and len(text) in (10, 13):
        return _epoch(int(text) / (1000 if len(text) == 13 else 1))
    if _RFC.match(text):
        return _english(text)
    return None


def _dated(day: date | None) -> DateRead | None:
    return None if day is None else DateRead(day=day)


def _instant(instant: datetime) -> DateRead | None:
    local = instant.astimezone(LOCAL)
    if instant.year < EARLIEST_YEAR or instant.date() in _NULL_DAYS:
        return None
    return DateRead(day=local.date(), zoned=True)


def _epoch(seconds: float) -> DateRead | None:
    if not 1_100_000_000 <= seconds <= 4_100_000_000:
        return None
    return _instant(datetime.fromtimestamp(seconds, UTC))


def _english(text: str) -> DateRead | None:
    if _RFC_PLAIN.match(text):
        # What feeds write; the general parser takes a hundred times as long for it.
        try:
            return _instant(parsedate_to_datetime(text))
        except ValueError:
            pass
    # Loaded here because it costs a third of a second, and most portals never need it.
    import dateparser

    parsed = dateparser.parse(text, languages=["en"], settings={"STRICT_PARSING": True})
    if parsed is None:
        return None
    return _instant(parsed) if parsed.tzinfo else _dated(_day(parsed.year, parsed.month, parsed.day))


def proven_order(texts: list[str]) -> Order:
    """Decide a host's day/month order from its own dates: month first only when a second field above 12 proves it
    and no first field above 12 speaks against it."""
    month_first = day_first = 0
    for text in texts:
        if match := _NUMERIC.search(plain(text)):
            first, second = int(match[1]), int(match[2])
            month_first += second > 12 >= first
            day_first += first > 12 >= second
    return Order.MONTH_FIRST if month_first and not day_first else Order.DAY_FIRST
