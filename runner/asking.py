"""From what the user typed to what is to be done: lists, rubrics, dates and addresses as values, or InputError."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from checks.validation import placed_problems
from config.loader import (
    ConfigError,
    find_overrides,
    load_authorities,
    load_overrides,
    load_rubric_file,
    load_settings,
    load_vocabulary,
)
from config.school_list import SchoolList, load_school_list
from crawler.order import Mapping
from records.overrides import Overrides
from records.rubric import Rubric
from records.school import Authority, School
from records.settings import Settings
from records.vocabulary import Vocabulary
from reports.typography import LOCAL
from runner.errors import InputError
from runner.home import Home
from runner.judging import Judge
from runner.mappings import stays_here
from runner.screen import Screen

_CONTACT = re.compile(r"[!-'*-~]{1,200}")
_SCHOOL_YEAR = re.compile(r"(\d{4})\s*[-–]\s*(\d{4})")


@dataclass(frozen=True)
class Office:
    """What the office's files say, read once."""

    settings: Settings
    authorities: tuple[Authority, ...]


def read_office(home: Home, contact: str | None) -> Office:
    """Read settings and authorities; `contact` stands above that of the settings. Raises InputError."""
    try:
        settings = load_settings(home.path)
        authorities = load_authorities(home.path)
    except ConfigError as error:
        raise InputError(str(error)) from error
    if contact is not None:
        if not _CONTACT.fullmatch(contact) or not ("@" in contact or contact.startswith("http")):
            raise InputError(
                "--contact phải là một địa chỉ thư điện tử hoặc địa chỉ web, không dấu, không khoảng trắng."
            )
        settings = settings.model_copy(update={"contact": contact})
    return Office(settings, authorities)


def check_contact(settings: Settings, schools: Sequence[School], mappings: Sequence[Mapping]) -> None:
    """Raise InputError when anything but this machine would be visited without telling whom a webmaster can ask."""
    if not settings.contact and not stays_here(schools, mappings):
        raise InputError(
            "Chưa có địa chỉ liên hệ của đơn vị. Hãy thêm --contact (thư điện tử hoặc trang web), hoặc ghi “contact” "
            "vào settings.yaml trong thư mục --home; địa chỉ này được gửi kèm mỗi lượt truy cập để nơi quản trị cổng "
            "biết hỏi ai."
        )


def read_rubric(home: Home, asked: str) -> tuple[Rubric, Vocabulary]:
    """Read a rubric and the vocabulary, and see that they and the checks fit together.

    Raises InputError, with every problem of the rubric on a line of its own: file, line, field.
    """
    try:
        found = load_rubric_file(asked, home.path)
        vocabulary = load_vocabulary(home.path)
        problems = list(placed_problems(found.rubric, vocabulary))
        if problems:
            raise found.error(problems)
    except ConfigError as error:
        raise InputError(str(error)) from error
    return found.rubric, vocabulary


def read_overrides(home: Home, path: Path | None, rubric: Rubric, vocabulary: Vocabulary) -> Overrides:
    """Read what people laid down: the file at `path`, else the home's own, else nothing. Raises InputError."""
    found = path or find_overrides(home.path)
    if found is None:
        return Overrides()
    try:
        return load_overrides(found, rubric, vocabulary)
    except ConfigError as error:
        raise InputError(str(error)) from error


def say_other_year(screen: Screen, judge: Judge) -> None:
    """Say that the rubric speaks of other school years than the one that is judged."""
    if judge.rubric.school_years and judge.school_year not in judge.rubric.school_years:
        screen.say(
            f"Lưu ý: bộ tiêu chí “{judge.rubric.id}” nói về năm học {', '.join(judge.rubric.school_years)}, "
            f"đang dùng cho {judge.school_year}."
        )


def say_unheard(screen: Screen, judge: Judge, codes: Iterable[str]) -> None:
    """Say whose hints and decisions are about no school of `codes`: a mistyped code would be lost without a word."""
    if unheard := judge.overrides.unheard(codes):
        named = ", ".join(f"“{code[:40]}”" for code in unheard[:5])
        more = f" và {len(unheard) - 5} mã khác" if len(unheard) > 5 else ""
        screen.say(f"Lưu ý: chỉ dẫn, quyết định của đơn vị ghi mã không có trong danh sách trường: {named}{more}.")


def read_judge(
    home: Home,
    rubric: str,
    school_year: str | None,
    as_of: str | None,
    overrides: Path | None = None,
    *,
    hear_people: bool = True,
) -> Judge:
    """Read all that judging needs. Without `school_year`: the only one the rubric speaks of. Raises InputError.

    Unless `hear_people`, the machine judges alone whatever the office laid down.
    """
    pack, vocabulary = read_rubric(home, rubric)
    if school_year is None:
        if len(pack.school_years) != 1:
            raise InputError("Cần cho biết năm học: --school-year, ví dụ --school-year 2021-2022.")
        (school_year,) = pack.school_years
    match = _SCHOOL_YEAR.fullmatch(school_year.strip())
    judge = Judge(
        rubric=pack,
        vocabulary=vocabulary,
        school_year=f"{match[1]}-{match[2]}" if match else school_year,
        as_of=read_day(as_of, "--as-of") if as_of else None,
        overrides=read_overrides(home, overrides, pack, vocabulary) if hear_people else Overrides(),
    )
    try:
        window = judge.window
    except ValueError as error:
        raise InputError(str(error)) from error
    if judge.as_of is not None and judge.as_of < window.start:
        raise InputError(f"--as-of {as_of}: ngày chốt nằm trước năm học {judge.school_year}.")
    return judge


def read_day(text: str, option: str) -> date:
    """Read ``YYYY-MM-DD`` or ``dd/mm/yyyy``. Raises InputError."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            # A calendar day, not a moment: no zone is meant.
            return datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    raise InputError(f"{option} {text[:40]}: không phải là một ngày; hãy viết như 2022-06-30.")


def school_year_of(day: date) -> str:
    """The school year a day falls in; it begins on 1 August."""
    start = day.year if day.month >= 8 else day.year - 1
    return f"{start}-{start + 1}"


def present_school_year() -> str:
    """The school year of today, local time."""
    return school_year_of(datetime.now(LOCAL).date())


def read_list(path: Path) -> SchoolList:
    """Read a school list. Raises InputError when the file cannot be used or not one of its rows can."""
    try:
        schools = load_school_list(path)
    except ConfigError as error:
        raise InputError(str(error)) from error
    return schools


def choose(schools: Sequence[School], codes: Sequence[str]) -> tuple[str, ...]:
    """Return the codes as the list writes them. Raises InputError for one that is not in the list."""
    known = {school.code.casefold(): school.code for school in schools}
    unknown = [code for code in codes if code.strip().casefold() not in known]
    if unknown:
        raise InputError(f"Danh sách không có trường mang mã: {', '.join(unknown)[:300]}.")
    return tuple(dict.fromkeys(known[code.strip().casefold()] for code in codes))
