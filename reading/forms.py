"""The numbered forms of TT 36/2017 and the levels each is for."""

from __future__ import annotations

import re
from functools import lru_cache

from reading.fold import fold
from records.school import Level

_NUMBERED = re.compile(r"\b(?:bm|bieu mau|mau bieu)(?: so)? ?(\d{1,2})\b(?! ?(?:nam(?! hoc)|thang))")
_LEVELS: tuple[tuple[range, frozenset[Level]], ...] = (
    (range(1, 5), frozenset({Level.MN})),
    (range(5, 9), frozenset({Level.TH})),
    (range(9, 13), frozenset({Level.THCS, Level.THPT})),
    (range(13, 17), frozenset({Level.GDTX})),
)


_SEVERAL = re.compile(
    r"\b(?:bm|bieu mau|mau bieu)(?: so)?((?: (?:va|den|bm|bieu mau|so)| ?0?\d{1,2}\b(?! ?(?:nam(?! hoc)|thang)))+)"
)
_MOST_FORM = 16
_SET = 4


@lru_cache(maxsize=4_096)
def form_numbers(title: str) -> frozenset[int]:
    """The numbers of all TT 36/2017 forms that `title` names: "Biểu mẫu 05, 06", "BM 05 - 08" (a level's whole set)."""
    numbers: list[int] = []
    for match in _SEVERAL.finditer(fold(title)):
        numbers += [number for text in re.findall(r"\d{1,2}", match[1]) if 0 < (number := int(text)) <= _MOST_FORM]
    if len(numbers) == 2 and numbers[0] % _SET == 1 and numbers[1] == numbers[0] + _SET - 1:
        numbers = list(range(numbers[0], numbers[1] + 1))
    return frozenset(numbers)


def form_levels(title: str) -> frozenset[Level]:
    """The levels for which the form named in `title` is made (TT 36/2017: 01–04 MN, 05–08 TH, 09–12 THCS and THPT,
    13–16 GDTX); empty when no such form is named. The numbers are not yet confirmed from the circular itself."""
    match = _NUMBERED.search(fold(title))
    return frozenset() if match is None else levels_of_form(int(match[1]))


def levels_of_form(number: int) -> frozenset[Level]:
    """The levels for which the form of this number is made; empty when there is none."""
    return next((levels for numbers, levels in _LEVELS if number in numbers), frozenset())
