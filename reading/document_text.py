"""Signs in the text of a file: its first meaningful lines, who signed it, an empty form, rows of people.

Pure and bounded; it runs in the child that read the file, so that rows of people never leave it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from reading.fold import fold
from records.files import TITLE_LINES, FormState, Signature

_MOTTO = re.compile(r"cong hoa xa hoi chu nghia(?: viet nam)?|doc lap tu do hanh phuc")
_NOT_A_TITLE = re.compile(r"^(?:trang|page) \d+|^\d+(?: \d+)*$")
# What is filled in behind these is a person's; a title line is kept, such a line is not.
_PERSONAL = re.compile(
    r"^(?:(?:toi|em|chau|con)? ?(?:ten(?: toi)?(?: la)?|la phu huynh|la hoc sinh)|ho (?:va )?ten|sinh (?:ngay|nam)"
    r"|ngay sinh"
    r"|noi sinh|dia chi|cho o|noi o|(?:so )?dien thoai|sdt|so can cuoc|cccd|cmnd|can cuoc|email|ma (?:so )?hoc sinh)\b"
    r"|\bla phu huynh\b"
)
_TABLE_BEGINS = re.compile(r"^(?:stt|so tt|so thu tu|tt)\b")
_TITLE_TEXT = 6_000
_GAP = 6
_LONG_GAP = re.compile(r"[ \t\u00a0]{7,}")
_BREAK = re.compile(r"\t| {3,}")

# The last letter may be lost under a stamp: "hieu truon" is no other word.
_OFFICE = re.compile(
    r"^(?:(?:kt|tm|tl|tuq|q) )?(?:(?:pho )?hieu truong?|thu truong(?: don vi)?|(?:pho )?giam doc(?: trung tam)?"
    r"|chu (?:truong|nhom lop)|dai dien (?:nha truong|co so))(?: (?:nha truong|truong|don vi|phu trach))?"
    r"(?: pho hieu truong)?$"
)
_MARKED = re.compile(r"\bda ky\b|\bky boi\b|\bnguoi ky\b|\bky so\b")
_HINT = re.compile(r"^(?:da )?ky\b|^(?:ky )?(?:ghi )?(?:ro )?ho (?:va )?ten|dong dau|^chu ky|^\W*$")
_SIGNER_WITHIN = 8
_TITLES = r"(?:(?:ThS|Ths|TS|CN|Thạc sĩ|Tiến sĩ|NGƯT|Nhà giáo)\.?\s+)?"
_LETTER_UP = "A-ZÀÁẢÃẠĂẮẰẲẴẶÂẤẦẨẪẬĐÈÉẺẼẸÊẾỀỂỄỆÌÍỈĨỊÒÓỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢÙÚỦŨỤƯỨỪỬỮỰỲÝỶỸỴ"
_LETTER_LOW = "a-zàáảãạăắằẳẵặâấầẩẫậđèéẻẽẹêếềểễệìíỉĩịòóỏõọôốồổỗộơớờởỡợùúủũụưứừửữựỳýỷỹỵ"
_WORD = rf"[{_LETTER_UP}][{_LETTER_LOW}{_LETTER_UP}]{{0,7}}"
_NAME = rf"{_WORD}(?:[ \t]+{_WORD}){{1,5}}"
_SIGNER = re.compile(rf"(?:^|[.;,] +|\bVT +){_TITLES}({_NAME})$")
_RECEIVERS = re.compile(r"^nơi nhận\s*:?\s+(?=\S)", re.I)

_LEADERS = re.compile(r"(?:\.{4,}|…{2,}|_{4,}|(?:\. ){4,}|(?:… ?){2,})")
# A table of contents has its dots, too, and a page number behind them.
_CONTENTS = re.compile(r"[.…_]\s*\d{1,3}\s*$")
_SPARSE = 10
_VALUE = re.compile(r"[:：]\s*[^\s.…_:：][^:：.…_]")
_BLANK_DATE = re.compile(r"ngày\s*(?:[.…_]+|/)\s*(?:tháng|[/.…])", re.I)

_DATE = r"(?:0?[1-9]|[12]\d|3[01])[ \t]?[/.\-\t][ \t]?(?:0?[1-9]|1[0-2])[ \t]?[/.\-\t][ \t]?((?:19|20)\d\d)"
# Between a name and a birth stand a sex, a class ("Lớp 1A2", "3/1"), a number, a cross.
_BETWEEN = r"(?:Nam|Nữ|nam|nữ|[xX]|(?:Lớp )?\d{1,2}[/.]?[A-Za-z]?\d{0,2}|\d{1,12}|Lớp)?"
_PERSON = re.compile(
    rf"({_NAME})(?:[ \t]{{0,6}}\n|[ \t;,|–-]{{0,9}}{_BETWEEN}[ \t;,|–-]{{0,9}}\n?)[ \t;,|–-]{{0,9}}{_DATE}(?!\d)"
)
_FILLED_IN = re.compile(
    r"\b(?i:tên(?: tôi| em| cháu| con| học sinh| phụ huynh)?(?: là)?|phụ huynh(?: của)?(?: học sinh| em| cháu)?(?: là)?"
    rf"|con (?:tôi|em)(?: tên)?(?: là)?)\s{{0,3}}[:.]?\s{{0,3}}(?:Ông |Bà |Em |Cháu )?({_NAME})"
)
_YOUNG = 22
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")
_FEW = 3
_MANY = 5
_APPLICATION = re.compile(r"(?:mau )?(?:don|giay|phieu) (?:xin|de nghi|dang ky|phuc khao|cam ket|thong tin)\b")
_HEAD_BEFORE = 400
_NUMBERED_NAME = re.compile(rf"^[ \t]*\d{{1,4}}[ \t.):|;-]+(?:[\w./-]{{1,12}}[ \t|;]+)?({_NAME})(?=[ \t|;,–-]|$)", re.M)
_CLASS_HEAD = re.compile(
    r"\bho (?:va )?ten\b.{0,160}\b(?:lop|sbd|diem|toan|hoc luc|xep loai|giai|phu huynh|dien thoai|dia chi|noi o|sinh)\b"
    r"|\b(?:sbd|so bao danh)\b.{0,40}\bho (?:va )?ten\b|\bdanh sach (?:hoc sinh|tre|thi sinh)\b"
)
_STAFF_HEAD = re.compile(
    r"\b(?:chuc vu|chuc danh|trinh do|chuyen mon|giao vien|vien chuc|can bo|nam vao nganh|boi duong|to truong)\b"
)
_LIST_HEAD = re.compile(r"\bho (?:va )?ten\b.{0,120}\b(?:sinh ngay|ngay(?: thang nam)? sinh|nam sinh)\b")


@dataclass(frozen=True)
class People:
    """How many rows name a person with a date of birth, how many look like pupils, and the text without them."""

    rows: int
    pupils: int
    text: str


def lines_of(text: str) -> list[str]:
    """The lines of a text, composed (NFC), white space at their ends and control characters away."""
    composed = unicodedata.normalize("NFC", text)
    clean = "".join(
        char if char >= " " or char in "\n\t" else " " for char in composed.replace("\r\n", "\n").replace("\r", "\n")
    )
    clean = _LONG_GAP.sub(lambda gap: gap[0][:_GAP], clean)
    return [line.rstrip() for line in clean.encode("utf-8", "ignore").decode("utf-8").split("\n")]


def title_lines(text: str) -> tuple[str, ...]:
    """The first meaningful lines above a table: without the state's motto, page numbers and what has no words."""
    found: list[str] = []
    for line in text[:_TITLE_TEXT].split("\n"):
        for piece in _BREAK.split(line) if len(found) < 6 else (line,):
            key = _MOTTO.sub(" ", fold(piece)).strip()
            if _TABLE_BEGINS.search(key):
                if len(found) > 1:
                    return tuple(found)
                continue
            if sum(map(str.isalpha, key)) < 3 or _NOT_A_TITLE.search(key):
                continue
            if _PERSONAL.search(key):
                continue
            found.append(" ".join(piece.split()))
            if len(found) == TITLE_LINES:
                return tuple(found)
    return tuple(found)


def signature(text: str, digital: bool = False) -> Signature:
    """The last signature block: the signing office on a line of its own, and a name within the lines below it."""
    lines = [piece.strip() for line in text.split("\n") for piece in _BREAK.split(line)]
    marked = any(_MARKED.search(fold(line)) for line in lines if 0 < len(line) < 120)
    for place in range(len(lines) - 1, -1, -1):
        # Receivers stand left of the office; where columns were lost, both are one line.
        line = _RECEIVERS.sub("", lines[place])
        if not line or len(line) > 60 or not _OFFICE.match(fold(line)):
            continue
        below = (other.strip("()*. ") for other in lines[place + 1 : place + 1 + _SIGNER_WITHIN])
        for other in below:
            if not other or _OFFICE.match(fold(other)):
                continue
            match = _SIGNER.search(other)
            if match and not _HINT.search(fold(other)):
                return Signature(office=line, signer=match[1], marked=marked, digital=digital)
            if len(other) > 60:
                break
        return Signature(office=line, marked=marked, digital=digital)
    return Signature(marked=marked, digital=digital)


def form_state(text: str, cells: int = 0, blank_cells: int = 0, fields: int = 0, blank_fields: int = 0) -> FormState:
    """Tell an empty form from a filled one: by its fields, else dotted lines and labels, else the cells of its tables.

    A text without any place to fill in is FILLED when it has enough words to say something.
    """
    if fields:
        return FormState.EMPTY if blank_fields == fields else FormState.FILLED
    lines = [line for line in text.split("\n") if line.strip()]
    blanks = sum(
        bool(_LEADERS.search(line) or _BLANK_DATE.search(line)) for line in lines if not _CONTENTS.search(line)
    )
    values = sum(bool(_VALUE.search(line)) for line in lines)
    if (cells >= 6 and blank_cells >= 0.8 * cells) or (cells >= 3 and blank_cells == cells):
        return FormState.EMPTY
    if blanks >= _FEW and blanks * _SPARSE > len(lines):
        filled = blanks <= values or (cells >= 6 and blank_cells < 0.5 * cells)
        return FormState.UNCLEAR if filled else FormState.EMPTY
    return FormState.FILLED if len(text.split()) >= 30 else FormState.UNCLEAR


def people(text: str) -> People:
    """Find rows that name a person with a date of birth, or number names under a head that is a class's, and take them
    out of the text.

    They look like pupils when the birth lies within 22 years of the latest year the text names, or from 2005 on; under
    a head that asks for posts and degrees nobody does.
    """
    born = list(_PERSON.finditer(text))
    # Under a head that asks for names and births two rows are a list; anywhere else they may be two authors.
    if len(born) < _FEW and not (len(born) == _FEW - 1 and _LIST_HEAD.search(_head_before(text, born[0].start()))):
        born = []
    years = [int(year) for year in _YEAR.findall(text)] if born else []
    latest = max((year for year in years if year <= 2045), default=0)
    young = sum(latest - int(match[2]) <= _YOUNG or int(match[2]) >= 2005 for match in born)
    if born and _STAFF_HEAD.search(_head_before(text, born[0].start())):
        young = 0
    named = list(_NUMBERED_NAME.finditer(text))
    if len(named) < _MANY or not _is_of_a_class(_head_before(text, named[0].start())):
        named = []
    if not born and not named:
        return People(0, 0, text)
    rest = _without_rows(text, sorted([*born, *named], key=lambda match: match.start()))
    return People(max(len(born), len(named)), max(young, len(named)), rest)


def _without_rows(text: str, found: list[re.Match[str]]) -> str:
    pieces: list[str] = []
    last = 0
    for match in found:
        start = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        pieces.append(text[last : max(last, start)])
        last = max(last, end)
    return "".join((*pieces, text[last:]))


def _head_before(text: str, place: int) -> str:
    return fold(text[max(0, place - _HEAD_BEFORE) : place])


def _is_of_a_class(head: str) -> bool:
    return _CLASS_HEAD.search(head) is not None and _STAFF_HEAD.search(head) is None


def is_application(line: str) -> bool:
    """Tell whether a title is that of a paper which a person fills in."""
    return _APPLICATION.match(fold(line)) is not None


def persons_filled_in(text: str) -> int:
    """Count the places of a form behind whose label somebody wrote a name ("Tôi tên là: Nguyễn Văn An")."""
    return sum(1 for _ in _FILLED_IN.finditer(text[:_TITLE_TEXT]))


def without_people(text: str) -> str:
    """`text` as far as the first of several people who are named with a date of birth; what follows is theirs."""
    if not people(text).rows:
        return text
    first = min(match.start() for match in (_PERSON.search(text), _NUMBERED_NAME.search(text)) if match is not None)
    return text[:first].rstrip()


def is_garbled(text: str, unmapped: float, share: float, words: int) -> bool:
    """Tell text whose letters are not what the page shows: no code for a glyph, or codes that give no words.

    `unmapped` is the share of glyphs a PDF has no letter for; `share` and `words` are those of `syllable_share`.
    """
    if unmapped > 0.3:
        return True
    signs = [char for char in text if not char.isspace()]
    odd = sum(unicodedata.category(char) in ("Co", "Cn", "Cc") or char == "\ufffd" for char in signs)
    if signs and odd > 0.2 * len(signs):
        return True
    return words >= 20 and share < 0.08 and _vowelless(text) > 0.4


def _vowelless(text: str) -> float:
    words: Sequence[str] = re.findall(r"[a-z]{2,}", fold(text[:20_000]))
    return sum(not re.search(r"[aeiouy]", word) for word in words) / len(words) if words else 1.0
