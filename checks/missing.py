"""The exact things a rule's answer found missing, as its remedy names them."""

from __future__ import annotations

from collections.abc import Mapping

from reading.portal import PortalReading
from records.findings import Answer, Outcome
from records.school import Level
from records.vocabulary import LawAbout

_FORM_OF = {Level.MN: 0, Level.TH: 1, Level.THCS: 2, Level.THPT: 2, Level.GDTX: 3}
"""Where the number of a level's form stands among the numbers of a duty."""


def missing_items(answer: Answer, portal: PortalReading, titles: Mapping[str, str]) -> tuple[str, ...]:
    """The titles of the answer's items that were not found; a numbered form by its number, for each of the levels."""
    forms = {
        duty.key: duty.forms
        for document in portal.law
        if document.about is LawAbout.CONG_KHAI
        for duty in document.duties
        if len(duty.forms) == len(set(_FORM_OF.values()))
    }
    named = []
    for part in answer.parts:
        if part.outcome is not Outcome.FAIL:
            continue
        title = part.title or titles.get(part.key, part.key)
        numbers = sorted({forms[part.key][_FORM_OF[level]] for level in portal.school.levels if part.key in forms})
        shown = ", ".join(f"Biểu mẫu {number:02d}" for number in numbers)
        named.append(f"{shown} ({title})" if shown else title)
    return tuple(dict.fromkeys(named))
