"""The room's door: windows, saved visits judged again, and the same bytes every time."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from checks.judge import judge, window_of
from records.facts import Visit
from records.findings import Outcome
from records.rubric import WindowRule
from records.school import Authority, Tier
from tests.checks.building import VOCABULARY, build_portal
from tests.checks.rubrics import FORMS_RULE, LINK_RULE, POSTS_RULE, SECTIONS_RULE, SELF_RULE, YEAR_RULE, rubric

ALL = rubric(SECTIONS_RULE, LINK_RULE, POSTS_RULE, YEAR_RULE, FORMS_RULE, SELF_RULE)

_BYTES = """
import sys
from checks.verdict import build_verdict
from tests.checks.building import CASES, VOCABULARY, build_portal, load_cases
from tests.checks.test_judge import ALL
for path in sorted(CASES.glob("*.yml")):
    for case in load_cases(path):
        sys.stdout.write(build_verdict(build_portal(case["portal"]), ALL, VOCABULARY).model_dump_json() + "\\n")
"""


def _bytes_under(seed: str) -> bytes:
    return subprocess.run(
        [sys.executable, "-c", _BYTES],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONHASHSEED": seed},
        check=True,
        capture_output=True,
        timeout=120,
    ).stdout


def test_a_verdict_has_the_same_bytes_whatever_the_hash_seed() -> None:
    first = _bytes_under("1")
    assert first.count(b"\n") > 50
    assert first == _bytes_under("4242")


def test_the_window_of_a_school_year_is_the_rubrics() -> None:
    window = window_of(ALL, "2021-2022")
    assert (window.start, window.end) == (date(2021, 8, 1), date(2022, 7, 31))
    strict = ALL.model_copy(update={"window": WindowRule(start="09-05", end="05-31", basis="lịch năm học")})
    window = window_of(strict, "2023-2024")
    assert (window.start, window.end, window.basis) == (date(2023, 9, 5), date(2024, 5, 31), "lịch năm học")


@pytest.mark.parametrize("year", ["2021", "2021-2023", "2021–2022", "21-22", "2021-2022\n", ""])
def test_what_is_no_school_year_is_refused_in_vietnamese(year: str) -> None:
    with pytest.raises(ValueError, match="không phải là năm học"):
        window_of(ALL, year)


def test_a_window_that_no_calendar_holds_is_refused_in_vietnamese() -> None:
    odd = ALL.model_copy(update={"window": WindowRule(start="02-30")})
    with pytest.raises(ValueError, match="không có thật"):
        window_of(odd, "2021-2022")


def test_a_saved_visit_is_judged_whole() -> None:
    saved = build_portal({}).visit.model_dump_json()
    verdict = judge(Visit.model_validate_json(saved), ALL, VOCABULARY, school_year="2021-2022")
    assert [one.rule for one in verdict.findings] == ["3.1", "3.2", "3.3", "3.4", "3.5", "1.1"]
    # The bare page of this visit does not name the school: nothing of it may be judged.
    assert {one.outcome for one in verdict.findings} <= {Outcome.UNKNOWN, Outcome.SELF}
    assert verdict.window == window_of(ALL, "2021-2022")
    again = judge(Visit.model_validate_json(saved), ALL, VOCABULARY, school_year="2021-2022")
    assert verdict.model_dump_json() == again.model_dump_json()


def test_an_authoritys_visit_is_not_judged() -> None:
    authority = Authority(id="pgd", name="Phòng GDĐT", tier=Tier.PHONG, portal="http://pgd-mau.edu.vn")
    visit = build_portal({}).visit.model_copy(update={"subject": authority})
    with pytest.raises(TypeError):
        judge(visit, ALL, VOCABULARY, school_year="2021-2022")
