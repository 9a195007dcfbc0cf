"""The numbered forms of TT 36/2017 and the levels each is for."""

from __future__ import annotations

import re

from reading.fold import fold
from records.school import Level

_NUMBERED = re.compile(r"\b(?:bm|bieu mau|mau bieu)(?: so)? ?(\d{1,2})\b(?! ?(?:nam|thang))")
_LEVELS: tuple[tuple[range, frozenset[Level]], ...] = (
    (range(1, 5), frozenset({Level.MN})),
    (range(5, 9), frozenset({Level.TH})),
    (range(9, 13), frozenset({Level.THCS, Level.THPT})),
    (range(13, 17), frozenset({Level.GDTX})),
)


def form_levels(title: str) -> frozenset[Level]:
    """The levels for which the form named in `title` is made (TT 36/2017: 01–04 MN, 05–08 TH, 09–12 THCS and THPT,
    13–16 GDTX); empty when no such form is named. The numbers are not yet confirmed from the circular itself."""
    match = _NUMBERED.search(fold(title))
    if match is None:
        return frozenset()
    return next((levels for numbers, levels in _LEVELS if int(match[1]) in numbers), frozenset())
