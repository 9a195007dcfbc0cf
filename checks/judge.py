"""The room's door: a visit and a rubric in, a verdict out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date

from checks.human import with_people
from checks.verdict import build_verdict
from reading.accepted import with_accepted_parents
from reading.hints import with_hints, without_hints
from reading.portal import PortalReading
from reading.posts import NONE_COPIED
from reading.understand import understand
from records.facts import Visit, Window
from records.findings import Verdict
from records.overrides import SchoolOverrides
from records.rubric import Rubric
from records.vocabulary import Vocabulary

_SCHOOL_YEAR = re.compile(r"(\d{4})-(\d{4})")


def window_of(rubric: Rubric, school_year: str) -> Window:
    """The days in which `rubric` counts posts of `school_year` (``"2021-2022"``), both ends included.

    Raises ValueError, in Vietnamese, for what is not a school year and for a month-day that the year does not have.
    """
    match = _SCHOOL_YEAR.fullmatch(school_year)
    if match is None or int(match[2]) != int(match[1]) + 1:
        raise ValueError(f"“{school_year[:40]}” không phải là năm học; hãy viết như 2021-2022.")
    rule = rubric.window
    try:
        start, end = date.fromisoformat(f"{match[1]}-{rule.start}"), date.fromisoformat(f"{match[2]}-{rule.end}")
    except ValueError:
        raise ValueError(
            f"Khoảng ngày {rule.start} đến {rule.end} của bộ tiêu chí “{rubric.id}” không có thật "
            f"trong năm học {school_year}."
        ) from None
    return Window(start=start, end=end, basis=rule.basis)


def judge(
    visit: Visit,
    rubric: Rubric,
    vocabulary: Vocabulary,
    *,
    school_year: str,
    as_of: date | None = None,
    overrides: SchoolOverrides | None = None,
) -> Verdict:
    """Judge a school's visit under `rubric`. Pure and byte-stable: no clock, no network, no file.

    `as_of` closes the counting window early; `overrides` is what people laid down about the school and stands beside
    the machine's findings. Raises ValueError for a wrong school year and TypeError when the visit's subject is not a
    school.
    """
    verdict, _ = judge_and_read(visit, rubric, vocabulary, school_year=school_year, as_of=as_of, overrides=overrides)
    return verdict


def judge_and_read(
    visit: Visit,
    rubric: Rubric,
    vocabulary: Vocabulary,
    *,
    school_year: str,
    as_of: date | None = None,
    overrides: SchoolOverrides | None = None,
    copied: Mapping[str, str] = NONE_COPIED,
) -> tuple[Verdict, PortalReading]:
    """As `judge`, with the reading that the machine's findings rest on. `copied` says of posts, by identity, why they
    may be somebody else's."""

    def read(seen: Visit) -> PortalReading:
        return understand(
            with_accepted_parents(seen, rubric.accepted_parents),
            school_year=school_year,
            window=window_of(rubric, school_year),
            counted_natures=rubric.counted_natures,
            vocabulary=vocabulary,
            as_of=as_of,
            copied=copied,
        )

    portal = read(without_hints(visit, overrides))
    machine = build_verdict(portal, rubric, vocabulary)
    if overrides is None:
        return machine, portal
    hinted = machine
    if overrides.has_hints:
        titles = {term.key: term.title for term in vocabulary.sections}
        hinted = build_verdict(read(with_hints(visit, overrides, titles)), rubric, vocabulary)
    verdict = with_people(machine, hinted, overrides, rubric)
    # What people laid down is part of what was judged: another word of theirs is another verdict.
    told = f"{machine.id}|{overrides.model_dump_json()}"
    return verdict.model_copy(update={"id": hashlib.sha256(told.encode()).hexdigest()}), portal
