"""What opening a file proved of the thing it is published as: the upper steps of the evidence ladder, or a doubt.

A file counts for a công khai item or a form when it opens for anyone and does not contradict what the portal calls it.
What contradicts (another school's name, another year, another level's form, an empty form, another matter) is a
question for people and never an absence.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from reading.forms import form_numbers, levels_of_form
from reading.portal import FileState
from reading.school_years import calendar_years_in
from records.files import FileProblem, FileSays, FormState
from records.school import Level, Naming


class Proof(StrEnum):
    """What was learnt of a file. UNTRIED stands for a thing that is no file; UNSEEN for a file that was not opened, or
    not to an end that tells anything."""

    UNTRIED = "untried"
    CLOSED = "closed"
    OPENS = "opens"
    UNREAD = "unread"
    SAYS = "says"
    NOTHING_INSIDE = "nothing-inside"
    BLANK_FORM = "blank-form"
    OTHER_SCHOOL = "other-school"
    OTHER_YEAR = "other-year"
    OTHER_LEVEL = "other-level"
    OTHER_MATTER = "other-matter"
    SOMEBODYS = "somebodys"
    UNSEEN = "unseen"

    @property
    def counts(self) -> bool:
        """Tell whether the thing may be taken for what it is called: an unread file may, though it proves nothing."""
        return self in _COUNTING

    @property
    def is_doubt(self) -> bool:
        """Tell whether the file opens and contradicts what it is called."""
        return self not in _COUNTING and self not in (Proof.CLOSED, Proof.UNSEEN)

    @property
    def rung(self) -> int:
        """The step of the evidence ladder that a thing of the right year stands on with it."""
        return _RUNGS[self]


_COUNTING = frozenset({Proof.UNTRIED, Proof.OPENS, Proof.UNREAD, Proof.SAYS})
_RUNGS: dict[Proof, int] = {
    Proof.UNTRIED: 3,
    Proof.CLOSED: 3,
    Proof.OPENS: 4,
    Proof.UNREAD: 4,
    Proof.SAYS: 5,
    Proof.NOTHING_INSIDE: 3,
    Proof.BLANK_FORM: 3,
    Proof.OTHER_SCHOOL: 3,
    Proof.OTHER_YEAR: 3,
    Proof.OTHER_LEVEL: 3,
    Proof.OTHER_MATTER: 3,
    Proof.SOMEBODYS: 4,
    Proof.UNSEEN: 3,
}
PROOF_DOUBTS: dict[Proof, str] = {
    Proof.CLOSED: "không mở được",
    Proof.UNREAD: "là bản quét hoặc ảnh, chưa đọc được chữ",
    Proof.NOTHING_INSIDE: "mở được nhưng không có nội dung",
    Proof.BLANK_FORM: "là biểu mẫu để trống, chưa điền",
    Proof.OTHER_SCHOOL: "mang tên trường khác",
    Proof.OTHER_YEAR: "ghi năm học khác",
    Proof.OTHER_LEVEL: "là biểu mẫu của cấp học khác",
    Proof.OTHER_MATTER: "có nội dung khác với tên gọi",
    Proof.SOMEBODYS: "là đơn đã điền tên người, không phải mẫu để trống",
    Proof.UNSEEN: "chưa mở được để xem",
}
"""What people have to look at, as the end of a sentence that begins with the file's title."""

_PICTURES = frozenset({FileProblem.SCAN, FileProblem.GARBLED_TEXT})
# Of these the forms say in their heading what they are; the papers on money go by many names.
_HEADED = ("ck_cam_ket", "ck_chat_luong", "ck_csvc", "ck_doi_ngu")
_IN_NUMBERS = ("ck_chat_luong", "ck_csvc", "ck_doi_ngu")
# An estimate of what one work costs is not that of the school.
_OF_A_KIND = (*_HEADED, "ck_du_toan", "ck_quyet_toan")
# What is told in one school year of the year before.
_OF_LAST_YEAR = frozenset({"ck_chat_luong", "ck_ket_qua", "ck_kiem_dinh", "ck_bctn", "ck_quyet_toan", "ck_tai_chinh"})
_FEWEST = 20
_FEWEST_NUMBERS = 3
_FEWEST_OF_FORM = 6
_GENERIC = frozenset({"ck_chung", "bm_don_khac"})


def proof_of(
    file: FileState | None, *, key: str | None, title: str, year: str | None = None, levels: Iterable[Level] = ()
) -> Proof:
    """Hold what a file showed against what it is called: the vocabulary item `key`, the words of its link, the school
    year it is published for, and the levels of the school. `file` is None for what is no file."""
    if file is None:
        return Proof.UNTRIED
    if file.opens is None and (file.says is None or not file.says.readable):
        return Proof.UNSEEN
    if file.opens is False:
        return Proof.CLOSED
    if FileProblem.NO_TEXT in file.problems:
        return Proof.NOTHING_INSIDE
    if _PICTURES.intersection(file.problems):
        return Proof.UNREAD
    says = file.says
    if says is None or not says.readable:
        return Proof.OPENS
    if says.hollow:
        return Proof.NOTHING_INSIDE
    if key is not None and _is_form(key):
        doubt = _doubt_of_form(says, key, file.ocr)
    else:
        doubt = _doubt(says, key, title, year, frozenset(levels))
    if doubt is not None:
        return doubt
    if not file.opens:
        return Proof.UNSEEN
    return Proof.SAYS if _says_so(says, key, title, year) else Proof.OPENS


def _is_form(key: str | None) -> bool:
    return key is not None and key.startswith("bm_")


def _doubt_of_form(says: FileSays, key: str, ocr: bool) -> Proof | None:
    """A form is there to be filled in, by anybody."""
    if says.lists_pupils:
        return Proof.OTHER_MATTER
    if says.is_copied:
        return Proof.OTHER_SCHOOL
    if not ocr and key not in (*_GENERIC, *says.items):
        return Proof.OTHER_MATTER
    if says.is_somebodys:
        return Proof.SOMEBODYS
    return Proof.OTHER_MATTER if _is_of_other_matter(says, key) else None


def _doubt(says: FileSays, key: str | None, title: str, year: str | None, levels: frozenset[Level]) -> Proof | None:
    if says.is_copied:
        return Proof.OTHER_SCHOOL
    if says.forms and levels and not any(levels_of_form(number) & levels for number in says.forms):
        return Proof.OTHER_LEVEL
    named = form_numbers(title)
    if named and says.forms and not named & set(says.forms):
        return Proof.OTHER_MATTER
    if (key in _HEADED and _is_of_other_matter(says, key)) or (key in _OF_A_KIND and _is_other_kind(says)):
        return Proof.OTHER_MATTER
    if (year is not None and _is_of_other_year(says, key, year)) or _is_of_other_calendar_year(says, title):
        return Proof.OTHER_YEAR
    return Proof.BLANK_FORM if says.form is FormState.EMPTY else None


def _is_of_other_matter(says: FileSays, key: str) -> bool:
    """Tell whether a text that can be read names the matter neither in its head nor anywhere below."""
    return key not in _GENERIC and key not in says.items and key not in says.speaks_of


def _is_other_kind(says: FileSays) -> bool:
    """Tell whether a paper that bears no form's number and does not say that it makes public is of another kind."""
    return not says.forms and "ck_chung" not in says.items and says.other_kind


def _is_of_other_year(says: FileSays, key: str | None, year: str) -> bool:
    """Tell whether the head of a file names school years and not the one it is published for."""
    if not says.school_years and says.dates:
        # It names no school year: then it was signed in one of its calendar years.
        return all(str(day.year) not in (year[:4], year[5:]) for day in says.dates)
    if not says.years_in_title or year in says.school_years:
        return False
    before = f"{int(year[:4]) - 1}-{year[:4]}"
    told = {*says.items, key}
    return not (before in says.school_years and told & _OF_LAST_YEAR)


def _is_of_other_calendar_year(says: FileSays, title: str) -> bool:
    """Tell whether the years that a link and a file's head name lie apart: a paper may be a year behind its matter."""
    named = calendar_years_in(title)
    apart = all(abs(one - other) > 1 for one in named for other in says.calendar_years)
    return bool(named and says.calendar_years) and apart and not says.years_in_title


def _says_so(says: FileSays, key: str | None, title: str, year: str | None) -> bool:
    """Tell whether a file names the school, and the year or the form or matter it is published as, and goes on."""
    if says.names_school is not Naming.NAMED or says.words < (_FEWEST_OF_FORM if _is_form(key) else _FEWEST):
        return False
    if key in _IN_NUMBERS and says.numbers < _FEWEST_NUMBERS:
        return False
    if _is_form(key):
        return key in says.items
    if year is not None and year in says.school_years:
        return True
    calendar = year is not None and bool({int(year[:4]), int(year[5:])} & set(says.calendar_years))
    calendar = calendar and set(calendar_years_in(title)) <= set(says.calendar_years)
    is_it = key in says.items or (key not in _HEADED and bool(form_numbers(title) & set(says.forms)))
    return is_it and (calendar or not says.years_in_title)
