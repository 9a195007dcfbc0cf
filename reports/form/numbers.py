"""Which criterion a row is about: by its number in whatever way offices write it, held against the rubric."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from reading.fold import fold
from records.rubric import Rubric, RubricSection

_WORD = r"(?i:(?:tiêu chí|tiêu chuẩn|tc|mục|phần|nội dung)\s*(?:số\s*)?)?"
_DIGITS = re.compile(rf"\s*{_WORD}(\d{{1,3}}(?:\s*[.,]\s*\d{{1,2}}){{0,3}})\s*[.,):/]*\s*", re.IGNORECASE)
_PREFIX = re.compile(
    rf"\s*{_WORD}(\d{{1,2}}(?:\s*[.,]\s*\d{{1,2}}){{1,3}})\s*(?:[.,):\-–]+\s*|\s+)(?=\D)", re.IGNORECASE
)
_PLAIN_PREFIX = re.compile(rf"\s*{_WORD}(\d{{1,2}})\s*[.):]\s+(?=\D)", re.IGNORECASE)
_LETTERS = re.compile(rf"\s*{_WORD}([IVX]{{1,5}}|[A-H])\s*[.):\-–]*\s*")
_LETTERS_PREFIX = re.compile(rf"\s*{_WORD}([IVX]{{1,5}}|[A-H])\s*[.):\-–]\s*(?=\S)")
_MIXED = re.compile(r"\s*([IVX]{1,5}|[A-H])\s*[.\-]?\s*(\d{1,2})\s*[.)]?\s*")
_ROMAN = {"I": 1, "V": 5, "X": 10}
_HEADING = re.compile(
    r"\s*(?:tiêu chí|tiêu chuẩn|phần|mục|nhóm|nội dung)\s+(?:số\s+)?(?:\d{1,2}|[ivx]{1,5})\s*[:.\-–]\s*\D", re.I
)
_TOTAL = re.compile(
    r"(?:tong(?: cong| diem| so diem| so| cong diem)?|cong)"
    r"(?: (?:diem|cong|cac|cua|tat ca|phan|muc|tieu chuan|nhom|chuong|toan|dat|tu|bang)\b.{0,50})?[\d ]*(?: diem)?"
    r"|diem (?:phan|muc|tieu chuan|nhom|chuong)\b.{0,50}"
)
_OF_PART = re.compile(r"\b(?:phan|muc|tieu chuan|nhom|chuong) (?:so )?([ivx]{1,5}|\d{1,2}|[a-h])\b")


class What(Enum):
    """What a row is about."""

    RULE = "rule"
    SECTION = "section"
    STRANGE = "strange"
    TOTAL = "total"
    NOTHING = "nothing"


@dataclass(frozen=True)
class About:
    """What a row is about, and the number of it; `by_letters`: told by a Roman number or a letter."""

    what: What
    id: str = ""
    by_letters: bool = False


NOTHING = About(What.NOTHING)


def _joined(number: str) -> str:
    return ".".join(str(int(part)) for part in re.split(r"\s*[.,]\s*", number))


def _counted(letters: str) -> int:
    """The value of a Roman number, or the place of a letter."""
    if not set(letters) <= _ROMAN.keys():
        return ord(letters) - ord("A") + 1
    value = 0
    for place, letter in enumerate(letters):
        worth = _ROMAN[letter]
        value += -worth if any(_ROMAN[after] > worth for after in letters[place + 1 : place + 2]) else worth
    return value


class Numbering:
    """The numbers of a rubric, and how rows name them."""

    def __init__(self, rubric: Rubric) -> None:
        self.rules = {rule.id: rule for rule in rubric.rules}
        self.sections = {section.id: section for section in rubric.sections}
        self._order = rubric.sections
        self._plain = any("." not in one for one in self.rules)

    def of_number(self, text: str) -> About:
        """What the text of a number's cell names."""
        if found := _DIGITS.fullmatch(text):
            return self._known(_joined(found[1]))
        if found := _MIXED.fullmatch(text):
            section = self._section(found[1])
            number = f"{section.id}.{int(found[2])}" if section else ""
            return About(What.RULE, number) if number in self.rules else About(What.STRANGE, text.strip()[:20])
        if found := _LETTERS.fullmatch(text):
            section = self._section(found[1])
            return About(What.SECTION, section.id, by_letters=True) if section else NOTHING
        return NOTHING

    def of_content(self, text: str) -> About:
        """What the beginning of a text names; a plain number only where the rubric numbers so."""
        if found := _PREFIX.match(text):
            return self._known(_joined(found[1]))
        if found := _LETTERS_PREFIX.match(text):
            section = self._section(found[1])
            return About(What.SECTION, section.id, by_letters=True) if section else NOTHING
        if found := _PLAIN_PREFIX.match(text):
            about = self._known(_joined(found[1]))
            return NOTHING if about.what is What.STRANGE else about
        return NOTHING

    def _known(self, number: str) -> About:
        if number in self.rules:
            return About(What.RULE, number)
        if number in self.sections:
            return About(What.SECTION, number)
        strange = "." in number or self._plain
        return About(What.STRANGE, number) if strange else About(What.NOTHING, number)

    def _section(self, letters: str) -> RubricSection | None:
        if letters in self.sections:
            return self.sections[letters]
        place = _counted(letters)
        return self._order[place - 1] if 0 < place <= len(self._order) else None

    def inside(self, section: str, number: str) -> About:
        """What the plain `number` is that counts from one within a section."""
        within = f"{section}.{number}"
        return About(What.RULE, within) if within in self.rules else About(What.STRANGE, within)

    def part_of_total(self, text: str) -> str | None:
        """The section whose sum a total's text names, None when it names none."""
        found = _OF_PART.search(fold(text))
        if not found:
            return None
        name = found[1].upper()
        section = self.sections.get(name) or (None if name.isdigit() else self._section(name))
        return section.id if section else None


def is_total(text: str) -> bool:
    """Tell whether a text names a sum: ``Tổng cộng``, ``Cộng mục III``, ``Điểm phần 3``."""
    key = fold(text)
    return len(key) <= 70 and _TOTAL.fullmatch(key) is not None


def is_heading(text: str) -> bool:
    """Tell whether a text is the heading of a group: ``Tiêu chí 2: Nguồn nhân lực``."""
    return _HEADING.match(text) is not None
