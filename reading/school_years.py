"""School years (năm học) in text, and the days that belong to one.

"2021-2022", "NH 21-22", "2021_2022" name the school year 2021-2022; "2020-2025" is a plan's period, "10-12/9/2021" a
range of days, and neither is a school year.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache

from reading.fold import plain

_DIGIT = re.compile(r"\d")
_LONG = re.compile(r"(?<![\d/.])(20\d\d)\s*(?:-|–|—|/|_|~|\s|den)\s*(20\d\d)(?![\d])")
_GLUED = re.compile(r"(?<!\d)(20\d\d)(20\d\d)(?!\d)")
_MIXED = re.compile(r"(?<![\d/.])(20\d\d)\s*[-–—/_]\s*(\d\d)(?![\d/.])")
_SHORT = re.compile(r"\b(?:nam hoc|nh|nk|nien khoa|n\.h\.?)[\s:._-]*(\d\d)\s*[-–—/_]\s*(\d\d)(?![\d])")
_BARE_SHORT = re.compile(r"(?<![\d/.:-])(\d\d)\s?[-–—_ ]\s?(?=(\d\d)(?![\d/.:-]))")
_CALENDAR = re.compile(r"(?<![\d/.-])(20[0-3]\d)(?![\d/-])")
_SCHOOL_YEAR = re.compile(r"^(20\d\d)-(20\d\d)$")


def school_years_in(text: str) -> tuple[str, ...]:
    """Return the school years named in `text` as ``"2021-2022"``, in order, each once.

    Two-digit years count only after "năm học", "NH" and the like: "21-22" alone may be anything.
    """
    return _of_short(text) if len(text) <= _REMEMBERED else _school_years_in(text)


def _school_years_in(text: str) -> tuple[str, ...]:
    bare = plain(text)
    if _DIGIT.search(bare) is None:
        return ()
    found: list[tuple[int, str]] = []
    for pattern in (_LONG, _GLUED):
        for match in pattern.finditer(bare):
            first, second = int(match[1]), int(match[2])
            if second == first + 1:
                found.append((match.start(), f"{first}-{second}"))
    for match in _MIXED.finditer(bare):
        first, second = int(match[1]), int(match[2])
        # "2021-22" is a school year, "2021-12" a month.
        if second == (first + 1) % 100 and second > 12:
            found.append((match.start(), f"{first}-{first + 1}"))
    for match in _SHORT.finditer(bare):
        first, second = int(match[1]), int(match[2])
        if second == first + 1 and 10 <= first <= 60:
            found.append((match.start(), f"20{first}-20{second}"))
    return tuple(dict.fromkeys(year for _, year in sorted(found)))


_SAID = re.compile(
    r"[\s:,–—-]*\(?\s*(?:(?:năm học|niên khóa|niên khoá|nh|nk)[\s:.]*)?20\d\d\s*[-–—/_~]\s*(?:20)?\d\d\s*\)?", re.I
)


def without_school_year(text: str) -> str:
    """Return `text` less the school years it names: "Công khai năm học 2021-2022" is called "Công khai"."""
    if not school_years_in(text):
        return text
    return _SAID.sub(" ", unicodedata.normalize("NFC", text)).strip()


# Labels and titles are asked about again and again.
_REMEMBERED = 300
_of_short = lru_cache(maxsize=16_384)(_school_years_in)


def school_years_in_file_name(name: str) -> tuple[str, ...]:
    """Return the school years in a file's name, where "BM05 21-22.pdf" and "bm05_2122.pdf" are common too."""
    years = list(school_years_in(name))
    bare = re.sub(r"\.[a-z0-9]{2,4}$", "", plain(name)).replace("_", " ")
    for match in _BARE_SHORT.finditer(bare):
        first, second = int(match[1]), int(match[2])
        if second == first + 1 and 15 <= first <= 40:
            years.append(f"20{first}-20{second}")
    for match in re.finditer(r"(?<!\d)(\d\d)(\d\d)(?!\d)", bare):
        first, second = int(match[1]), int(match[2])
        # "2021" glued is a calendar year before it is the school year 20-21; only later pairs are safe.
        if second == first + 1 and 21 <= first <= 40:
            years.append(f"20{first}-20{second}")
    return tuple(dict.fromkeys(years))


def calendar_years_in(text: str) -> tuple[int, ...]:
    """Return the calendar years named in `text` that are not part of a school year or a date."""
    bare = plain(text)
    if _DIGIT.search(bare) is None:
        return ()
    bare = re.sub(r"\b([ivx]+)\s*/\s*(20\d\d)\b", r"\1 \2", bare)
    for pattern in (_LONG, _GLUED, _MIXED):
        bare = pattern.sub(" ", bare)
    bare = re.sub(r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}|\d+/20\d\d", " ", bare)
    return tuple(dict.fromkeys(int(match[1]) for match in _CALENDAR.finditer(bare)))


def spans_years(text: str) -> bool:
    """Tell whether `text` names a period of several years ("giai đoạn 2020-2025")."""
    return any(int(match[2]) > int(match[1]) + 1 for match in _LONG.finditer(plain(text)))


def school_year_of(day: date, start: str = "08-01") -> str:
    """Return the school year a local day belongs to, when school years begin on `start` (month-day)."""
    month, first_day = (int(part) for part in start.split("-"))
    first = day.year if (day.month, day.day) >= (month, first_day) else day.year - 1
    return f"{first}-{first + 1}"


def parse_school_year(text: str) -> tuple[int, int]:
    """Return the two calendar years of ``"2021-2022"``; ValueError for anything else."""
    match = _SCHOOL_YEAR.match(text)
    if not match or int(match[2]) != int(match[1]) + 1:
        raise ValueError(f"not a school year: {text!r}")
    return int(match[1]), int(match[2])
