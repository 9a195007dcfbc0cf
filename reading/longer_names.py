"""Whether a text means the school, or one whose name begins with the school's: "Tân Phú" is not "Tân Phú Đông"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reading.fold import fold
from reading.school_names import core_name, levels_ending
from records.school import School

_CELL = re.compile(r"\t|\n| {3,}")
_BEFORE = 8
_MOST_WORDS = 6_000
_SHORT_LINE = 2
# What may stand behind a name without being part of it, in the words of letters and of addresses.
_NO_NAME = frozenset(
    fold(
        "cộng độc số thông năm ngày biểu mẫu kế quyết đơn báo phòng sở huyện quận xã phường thị tỉnh tp thành khu ấp"
        " thôn tổ địa và là với có đã được trong tại của xin kính hiệu ban giám hội điện website email cam danh phiếu"
        " giấy mục dự tổng cuối học thuộc trực công bảng chứng căn theo về cấp mã trường biên tờ quy nghị phụ dành nội"
        " lớp nơi"
    ).split()
)


@dataclass(frozen=True)
class _Word:
    text: str
    key: str
    cell: int


def longer_name(text: str, school: School) -> str | None:
    """The longer name of another school where the school's own stands only as the beginning of it; None where the
    school itself is meant at least once, or not named at all."""
    words = _words(text)
    longer = ""
    levels = {str(level) for level in school.levels}
    for core in {core_name(name) for name in (school.name, *school.aliases) if "." not in name}:
        wanted = core.split()
        for start in range(len(words) - len(wanted) + 1 if wanted else 0):
            if [word.key for word in words[start : start + len(wanted)]] != wanted:
                continue
            before = levels_ending(" ".join(word.key for word in words[max(0, start - _BEFORE) : start]).strip())
            if not before & levels:
                continue
            end = start + len(wanted)
            rest = list(_goes_on(words, end))
            if before <= levels and not rest:
                return None
            longer = longer or " ".join(word.text for word in words[max(0, start - 3) : end + len(rest)])
    return longer or None


def _words(text: str) -> list[_Word]:
    found: list[_Word] = []
    for number, cell in enumerate(_CELL.split(text)):
        for word in cell.split():
            found += [_Word(word, key, number) for key in fold(word).split()]
            if len(found) >= _MOST_WORDS:
                return found
    return found


def _goes_on(words: list[_Word], end: int) -> Iterator[_Word]:
    """The words behind a name that are part of a longer one."""
    last = words[end - 1]
    if end >= len(words) or not last.text[-1:].isalnum():
        return
    following = words[end]
    if following.cell != last.cell:
        # A name may be broken over two lines; then the second line holds its end and nothing else.
        line = [word for word in words[end : end + _SHORT_LINE + 1] if word.cell == following.cell]
        if len(line) > _SHORT_LINE or not all(word.text.isupper() for word in (last, *line)):
            return
    for word in words[end : end + _SHORT_LINE]:
        if not word.text[:1].isupper() or word.key in _NO_NAME or word.cell != following.cell:
            return
        yield word
        if not word.text[-1:].isalnum():
            return
