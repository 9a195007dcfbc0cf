"""How values are set in type for Vietnamese readers, and how hostile text is made harmless. Pure."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import GetPydanticSchema, WithJsonSchema
from pydantic_core import CoreSchema, core_schema

LOCAL = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""Local time of all schools. Viet Nam has kept UTC+7 without summer time since 1975, so no zone file is read."""

LONGEST_HREF = 2_000

# C0 and C1 controls, and the characters that reorder or hide their neighbours on the screen (CVE-2021-42574).
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
_PLAIN_ADDRESS = re.compile(r"https?://[a-z0-9][a-z0-9.-]*(?::[0-9]{1,5})?(?:/[a-zA-Z0-9./_?=&;,:+%#~!()@-]*)?")
_NOT_IN_A_LINK = re.compile(r"[\x00-\x20\x7f\\<>\"`{}|^]")


def plain(text: str) -> str:
    """Return `text` without control characters, reordering marks and lone surrogates."""
    # Nearly every text comes clean, and nothing of the above is printable.
    if text.isprintable():
        return text
    return _UNPRINTABLE.sub("", text).encode("utf-8", "ignore").decode("utf-8")


def _plain(value: object) -> object:
    return plain(value) if isinstance(value, str) else value


def _plain_schema(_: object, __: object) -> CoreSchema:
    # A report holds a thousand texts and nearly all are clean: these are told in Rust, the others come here.
    clean = core_schema.str_schema(pattern=r"^[^\p{C}]*$")
    return core_schema.union_schema(
        [clean, core_schema.no_info_before_validator_function(_plain, core_schema.str_schema())], mode="left_to_right"
    )


Plain = Annotated[str, GetPydanticSchema(_plain_schema), WithJsonSchema({"type": "string"})]
"""Text that every output format can carry: HTML, XML of office files, PDF."""


def safe_href(url: str) -> str | None:
    """Return `url` when it may become a link (absolute http or https, no odd characters), else None."""
    # Nearly every address is like this one; the others are taken apart.
    if len(url) <= LONGEST_HREF and _PLAIN_ADDRESS.fullmatch(url):
        return url
    if len(url) > LONGEST_HREF or _NOT_IN_A_LINK.search(url) or plain(url) != url:
        return None
    try:
        parts = urlsplit(url)
        has_host = bool(parts.hostname)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and has_host else None


def format_number(value: Decimal | int | float, digits: int = 2) -> str:
    """Return `value` as Vietnamese print it: ``1.234,5``; at most `digits` decimals, no trailing zeros."""
    if isinstance(value, int):
        if 0 <= value < 1000:
            return str(value)
        return f"−{-value:,}".replace(",", ".") if value < 0 else f"{value:,}".replace(",", ".")
    exact = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    rounded = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    whole, _, fraction = f"{abs(rounded):,f}".partition(".")
    fraction = fraction.rstrip("0")
    text = whole.replace(",", ".") + (f",{fraction}" if fraction else "")
    return f"−{text}" if rounded < 0 else text


@lru_cache(maxsize=4_096)
def format_day(day: date) -> str:
    """Return a day as ``dd/mm/yyyy``."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def local_time(moment: datetime) -> datetime:
    """Return `moment` in local time; a moment without a zone is UTC, as all facts are."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(LOCAL)


@lru_cache(maxsize=4_096)
def format_moment(moment: datetime) -> str:
    """Return a moment as local ``dd/mm/yyyy HH:MM``."""
    local = local_time(moment)
    return f"{format_day(local.date())} {local.hour:02d}:{local.minute:02d}"


def format_megabytes(size: int) -> str:
    """Return bytes as megabytes (10⁶), e.g. ``1,3 MB``; below 0.1 MB as ``45 kB``."""
    return f"{format_number(size / 1e6, 1)} MB" if size >= 100_000 else f"{format_number(size / 1e3, 1)} kB"


def format_seconds(seconds: float) -> str:
    """Return a duration as ``2 phút 5 giây`` or ``8,4 giây``."""
    if seconds < 60:
        return f"{format_number(seconds, 1)} giây"
    minutes, rest = divmod(round(seconds), 60)
    return f"{format_number(minutes)} phút {rest} giây"
