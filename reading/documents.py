"""What a file that was read says for the checks: whose it is, which years, which form, what it is about.

The text is hostile and, where it was read from a picture, noisy: phrases are compared on the fold key, and a longer
word of the school's name may differ by one letter where OCR was used. What cannot be told stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from itertools import dropwhile, pairwise
from typing import TypeVar

from reading.fold import fold, plain
from reading.forms import form_numbers
from reading.longer_names import longer_name
from reading.school_names import core_name, names_other_school, naming
from reading.school_years import calendar_years_in, school_years_in
from reading.words import holds_phrase, item_matcher
from records.files import FileRead, FileSays
from records.school import Naming, School
from records.vocabulary import Vocabulary

_HEAD = 2_500
_DAY = re.compile(r"\bngay (\d{1,2}) thang (\d{1,2}) nam (20\d\d)\b")
_NUMERIC = re.compile(r"\bngay (\d{1,2})[/.-](\d{1,2})[/.-](20\d\d)\b")
_FORM_LINE = re.compile(r"^(?:(?:\w+ ){0,3})?(?:bm|bieu mau|mau bieu)(?: so)?\b")
_MODEL = re.compile(r"(?<!\bbieu )\bmau(?: so)? ?0?(\d{1,2})\b(?! ?(?:nam|thang))")
_OCR_DIGITS = str.maketrans("oOQlIÔÓ", "0001100")
_OCR_FORM = re.compile(r"\b(bi[eễểêếè]u m[aâẫấăãáầ]u)(\s*(?:số\s*)?)([0-9oOQlIÔÓ]{2})\b", re.I)
_OCR_YEARS = re.compile(r"(?<!\d)2 ?0 ?\d ?\d ?[-–—] ?2 ?0 ?\d ?\d(?!\d)")
_ADDRESSED = re.compile(r"^kính gửi\s*:?.{0,40}?\b((?:trường|trung tâm)\s.+)$", re.I)
_BREAK = re.compile(r"[\t\n]| {3,}")
_A_SCHOOL_LINE = re.compile(r"^(?:truong|trung tam|co so)\b")
_KINDS = frozenset(
    fold(
        "trường trung tâm cơ sở tiểu học mầm non mẫu giáo phổ thông thcs thpt th mn mg gdtx gdnn thường xuyên giáo dục"
        " công lập tư thục dân lập liên cấp và"
    ).split()
)
_FORM_NUMBER = re.compile(
    r"\b(?:bieu mau|mau bieu|bm|bieu)(?:\s*so)?\s*\.?\s*\d{1,2}(?:\s*(?:,|va|den|-)\s*\d{1,2}\b)*"
)
_CITES = re.compile(r"\s*(?:-\s*)?can cu\b")
_HEAD_LINE = re.compile(
    r"^(?:cong hoa xa hoi|doc lap tu do|phong giao duc|so giao duc|ubnd|uy ban nhan dan|truong|trung tam|thong bao$"
    r"|kinh gui|nam hoc|dang cap nhat|noi dung dang|so \d|ngay \d|stt|tt noi dung|kem theo"
    r"|hieu truong|da ky|noi nhan|duc va dao tao$|.{0,40}\bngay \d{1,2} thang \d)"
)
_OTHER_KIND = re.compile(
    r"^(?:quyet dinh|to trinh|bien ban|nghi quyet|giay moi|phieu)\b|\b(?:sua chua|khen thuong|du gio|nang cap)\b"
    r"|\blop \d{1,2} ?[a-z]?\d{0,2}$"
)
_OF_STAFF = re.compile(r"\b(?:chuc vu|to chuyen mon|don vi cong tac|vien chuc)\b")
_OF_PUPILS = re.compile(r"\b(?:hoc sinh|phu huynh|con (?:toi|em)|giao vien chu nhiem)\b")
_MOVED = ("đã được di chuyển", "đã chuyển sang", "liên hệ văn phòng nhà trường để được cung cấp")
_FEW_WORDS = 40
_OWN_TEXT = 8_000
_TITLE_WORDS = 30
_MOST_DATES = 20
_LONG_WORD = 4
_T = TypeVar("_T")


def understand_document(read: FileRead, school: School, vocabulary: Vocabulary) -> FileSays:
    """Read the meaning of a file for `school`; a file without text keeps only what does not hang on it."""
    signed = read.signature.present
    if not read.was_read:
        return FileSays(
            readable=False, signed=signed, form=read.form, filled_in=read.filled_in, pupil_rows=read.pupil_rows
        )
    titles = tuple(_digits_mended(line) for line in read.title_lines) if read.ocr else read.title_lines
    text = _digits_mended(read.text) if read.ocr else read.text
    named = document_naming(text, school, read.ocr)
    longer = None if read.ocr or named is not Naming.NAMED else longer_name(text, school)
    headed = (*titles, " ".join(titles))
    # A form's number is no word of its matter, and what a letter cites is not what it is about.
    matter = tuple(_FORM_NUMBER.sub(" ", bare) for bare in map(plain, titles) if not _CITES.match(bare))
    said = "\n".join(line for line in _FORM_NUMBER.sub(" ", plain(text)).split("\n") if not _CITES.match(line))
    if longer is not None:
        named, other = Naming.NOT_NAMED, longer
    elif named in (Naming.NAMED, Naming.CORE_ONLY):
        other = ""
    else:
        other = _other_school(titles, text, school, read.ocr)
    words, numbers = _own_words(text, vocabulary)
    return FileSays(
        readable=True,
        names_school=named,
        other_school=other,
        school_years=next(filter(None, map(school_years_in, headed)), ()) or school_years_in(text),
        years_in_title=any(map(school_years_in, headed)),
        calendar_years=_first_found(calendar_years_in, titles, text[:_HEAD]),
        forms=tuple(sorted(_forms(text))),
        models=tuple(sorted(_models(titles))),
        items=_items_of(matter, titles, said, vocabulary),
        speaks_of=tuple(sorted(item_matcher(vocabulary).mentioned(said))),
        words=words,
        numbers=numbers,
        hollow=words < _FEW_WORDS and bool(holds_phrase(text, (*vocabulary.empty_words, *_MOVED))),
        other_kind=any(_OTHER_KIND.search(fold(line)) for line in titles),
        dates=_dates(text),
        signed=signed,
        form=read.form,
        filled_in=read.filled_in,
        pupil_rows=read.pupil_rows,
    )


def _items_of(matter: tuple[str, ...], titles: tuple[str, ...], text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """What the title lines are about by their words; by the form's number only where they speak of making public."""
    items = _items(matter, vocabulary)
    if _OF_STAFF.search(text) and not _OF_PUPILS.search(text):
        items = tuple(item for item in items if item != "bm_nghi_hoc")
    if "ck_chung" in items and not any(item.startswith("ck_") and item != "ck_chung" for item in items):
        return _items(titles, vocabulary)
    return items


def _own_words(text: str, vocabulary: Vocabulary) -> tuple[int, int]:
    """How many words and how many numbers a text has besides its head (the state's motto, whose it is, what it is
    called) and its end (place, day, signature)."""
    matcher = item_matcher(vocabulary)
    words = numbers = 0
    for line in text[:_OWN_TEXT].split("\n"):
        bare = _FORM_NUMBER.sub(" ", plain(line)).strip()
        key = fold(bare)
        if not key or _HEAD_LINE.search(key) or (len(key.split()) < _TITLE_WORDS and matcher.best(bare) is not None):
            continue
        words += len(key.split())
        numbers += sum(any(map(str.isdigit, word)) for word in key.split())
    return words, numbers


def document_naming(text: str, school: School, noisy: bool = False) -> Naming:
    """`naming` over a whole text; `noisy` text (OCR) may have one letter wrong in a longer word of the name."""
    # A name may be broken over two lines, but never over a cell's edge and the next line's label.
    found = naming(text, school)
    if found is not Naming.NAMED:
        found = max(found, naming(" ".join(text.split()), school), key=list(reversed(Naming)).index)
    if found is Naming.NOT_NAMED and noisy:
        mended = _name_mended(text, school)
        return naming(mended, school) if mended else found
    return found


def _name_mended(text: str, school: School) -> str:
    """The words of `text` with the school's own name put right where one letter of a longer word differs; else ""."""
    words = fold(text).split()
    for name in (school.name, *school.aliases):
        wanted = core_name(name).split()
        if not wanted or not any(len(word) >= _LONG_WORD for word in wanted):
            continue
        for place in range(len(words) - len(wanted) + 1):
            if all(map(_alike, words[place : place + len(wanted)], wanted)):
                return " ".join((*words[:place], *wanted, *words[place + len(wanted) :]))
    return ""


def _alike(word: str, wanted: str) -> bool:
    """The same word, or one edit away where it is long enough not to be another; digits are never mended."""
    if word == wanted:
        return True
    if len(wanted) < _LONG_WORD or not wanted.isalpha() or abs(len(word) - len(wanted)) > 1:
        return False
    if len(word) == len(wanted):
        return sum(one != other for one, other in zip(word, wanted, strict=True)) == 1
    short, long = sorted((word, wanted), key=len)
    return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))


def _other_school(titles: Iterable[str], text: str, school: School, noisy: bool) -> str:
    """The first line of the head that is the name of another school."""
    head = [piece.strip() for piece in _BREAK.split(text[:_HEAD])]
    for line in (*titles, *head):
        # A form copied from elsewhere is addressed to the school it was made for.
        addressed = _ADDRESSED.search(line)
        line = addressed[1] if addressed else line
        key = fold(line)
        if len(line) > 90 or not _A_SCHOOL_LINE.match(key) or not _is_name(line):
            continue
        if names_other_school(line, school) and not (noisy and _is_near(key, school)):
            return line
    return ""


def _is_name(line: str) -> bool:
    """Tell a school's name from a sentence about schools: what stands behind "Trường Tiểu học" is written large."""
    words = [word for word in line.split() if any(map(str.isalnum, word))]
    own = list(dropwhile(lambda word: set(fold(word).split()) <= _KINDS, words))
    large = sum(word.strip('"“(')[:1].isupper() or word[:1].isdigit() for word in own)
    return bool(own) and (own[0][:1].isupper() or own[0][:1].isdigit()) and large * 2 > len(own)


def _is_near(key: str, school: School) -> bool:
    """Tell whether a noisy line may well be the school's own name, misread: most of the name's words are in it."""
    words = key.split()
    wanted = core_name(school.name).split()
    found = sum(any(_alike(word, one) or word[:2] == one[:2] for word in words) for one in wanted)
    return found * 2 >= len(wanted)


def _first_found(find: Callable[[str], tuple[_T, ...]], titles: Iterable[str], text: str) -> tuple[_T, ...]:
    """What `find` finds in the title lines, each once; else in the text."""
    found = dict.fromkeys(one for line in titles for one in find(line))
    return tuple(found) or find(text)


def _forms(text: str) -> frozenset[int]:
    """The numbers of forms on lines that begin like a form's heading; what a sentence cites is not the file's."""
    found: set[int] = set()
    for piece in _BREAK.split(text[:_HEAD]):
        if len(piece) <= 120 and _FORM_LINE.match(fold(piece)):
            found |= form_numbers(piece)
    return frozenset(found)


def _models(titles: Iterable[str]) -> frozenset[int]:
    return frozenset(
        int(match[1])
        for line in titles
        if len(line) <= 80
        for match in _MODEL.finditer(fold(line))
        if 0 < int(match[1]) <= 40
    )


def _items(titles: tuple[str, ...], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Item keys by title lines: a line by itself, and each with the one below, for titles are broken over lines."""
    matcher = item_matcher(vocabulary)
    weights: dict[str, float] = {}
    pairs = [f"{first} {second}"[:240] for first, second in pairwise(titles)]
    for order, line in enumerate((*titles, *pairs)):
        place = order if order < len(titles) else order - len(titles)
        for key, weight in matcher.matches(line):
            # What stands higher up is rather the title than something it speaks of.
            worth = weight * (1.0 - 0.04 * place) * (1.0 if order < len(titles) else 0.9)
            weights[key] = max(weights.get(key, 0.0), worth)
    return tuple(sorted(weights, key=lambda key: -weights[key]))


def _dates(text: str) -> tuple[date, ...]:
    bare = plain(text)
    found: list[tuple[int, date]] = []
    for pattern in (_DAY, _NUMERIC):
        for match in pattern.finditer(bare):
            try:
                found.append((match.start(), date(int(match[3]), int(match[2]), int(match[1]))))
            except ValueError:
                continue  # The 31st of February is a misprint, not a day.
    return tuple(dict.fromkeys(day for _, day in sorted(found)))[:_MOST_DATES]


def _digits_mended(text: str) -> str:
    """Numbers as OCR misreads them: "Biểu mẫu O7" is "Biểu mẫu 07", "202 1-2022" is "2021-2022"."""
    text = _OCR_FORM.sub(lambda match: match[1] + match[2] + match[3].translate(_OCR_DIGITS), text)
    return _OCR_YEARS.sub(lambda match: match[0].replace(" ", ""), text)
