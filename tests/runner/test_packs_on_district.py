"""Every shipped pack judged on the demo district, against outcomes written by hand."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from checks.judge import judge, judge_and_read, window_of
from checks.verdict import build_verdict
from config.loader import list_rubrics, load_rubric, load_vocabulary
from reading.portal import Counted, PortalReading
from records.facts import Visit
from records.findings import Finding, Outcome, Verdict
from records.overrides import SchoolOverrides
from records.school import Level
from runner.demo.model import Nature
from runner.demo.writing import CATEGORY_LABELS
from runner.saved import find_visits
from tests.runner.conftest import Audited

pytestmark = pytest.mark.district

FILE = Path(__file__).parent / "cases" / "packs_on_district.yml"
CASES = YAML(typ="safe", pure=True).load(FILE.read_text(encoding="utf-8"))
LETTERS = {
    "P": Outcome.PASS, "H": Outcome.PARTIAL, "F": Outcome.FAIL, "R": Outcome.REVIEW, "U": Outcome.UNKNOWN,
    "N": Outcome.NOT_APPLICABLE, "S": Outcome.SELF,
}  # fmt: skip
YEAR = "2021-2022"


@pytest.fixture(scope="module")
def visits(audited: Audited) -> dict[str, Visit]:
    return {one.school.code: one.load() for one in find_visits(audited.office.home).visits}


@cache
def _vocabulary() -> Any:
    return load_vocabulary()


_READ: dict[tuple[str, str], PortalReading] = {}
_rubric = cache(load_rubric)


def verdict_on(visit: Visit, pack: str, levels: list[str] | None = None) -> Verdict:
    """The verdict of `judge`; what it reads is the same for all packs, whose windows are, and is read once."""
    key = (visit.id, str(levels))
    if key not in _READ:
        if levels:
            subject = visit.subject.model_copy(update={"levels": tuple(Level(level) for level in levels)})
            visit = visit.model_copy(update={"subject": subject})
        _READ[key] = judge_and_read(visit, _rubric(pack), _vocabulary(), school_year=YEAR)[1]
    assert window_of(_rubric(pack), YEAR) == _READ[key].window.model_copy(update={"basis": _rubric(pack).window.basis})
    return build_verdict(_READ[key], _rubric(pack), _vocabulary())


def finding_of(verdict: Verdict, rule: str) -> Finding:
    return next(one for one in verdict.findings if one.rule == rule)


def test_every_pack_has_its_expectations() -> None:
    assert {case["pack"] for case in CASES} == {listing.id for listing in list_rubrics()}


@pytest.mark.parametrize("case", CASES, ids=[case["pack"] for case in CASES])
def test_pack_ends_as_written(visits: dict[str, Visit], case: dict[str, Any]) -> None:
    wrong = []
    for code, wanted in case["schools"].items():
        verdict = verdict_on(visits[code], case["pack"], case.get("levels"))
        for rule, letter in wanted.items():
            found = finding_of(verdict, rule)
            if found.outcome is not LETTERS[letter]:
                wrong.append(f"{code} {rule}: {found.outcome.value}, not {LETTERS[letter].value}: {found.reason}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("case", CASES, ids=[case["pack"] for case in CASES])
def test_no_rule_of_a_pack_breaks(visits: dict[str, Visit], case: dict[str, Any]) -> None:
    for visit in visits.values():
        for finding in verdict_on(visit, case["pack"], case.get("levels")).findings:
            assert finding.outcome is not Outcome.ERROR, finding.reason
            assert "…" not in finding.reason.replace("…”", ""), finding.reason
            assert "{" not in finding.remedy, finding.remedy
            if finding.outcome.is_judged:
                assert finding.answer.evidence, (finding.rule, finding.answer.result)


@pytest.mark.parametrize("case", [case for case in CASES if "titles" in case], ids=lambda case: case["pack"])
def test_evidence_is_proposed_with_link_and_quote_and_never_scored(
    visits: dict[str, Visit], case: dict[str, Any]
) -> None:
    for code, wanted in case["titles"].items():
        verdict = verdict_on(visits[code], case["pack"])
        for rule, words in wanted.items():
            found = finding_of(verdict, rule)
            assert (found.outcome, found.points, found.answer.result) == (Outcome.SELF, None, "proposed")
            proposed = found.answer.values["proposed"]
            assert any(words in one["title"] for one in proposed), proposed
            assert all(one["url"].startswith("http") and one["quote"] for one in proposed)
            # The page on which it stands is the evidence: its bytes were kept.
            assert len(found.answer.evidence) == len(proposed)
            assert all(place.sha256 for place in found.answer.evidence)


def test_nothing_is_proposed_from_a_portal_that_is_not_the_schools(visits: dict[str, Visit]) -> None:
    for finding in verdict_on(visits["thsenhong"], "tdm-2021-2022").findings:
        assert finding.answer.result != "proposed"


@pytest.mark.parametrize("code", ["thhoasen", "thcslytutrong", "thkimdong"])
def test_the_matrix_of_months_is_that_of_the_posts_that_were_written(
    audited: Audited, visits: dict[str, Visit], code: str
) -> None:
    """The district knows its own posts: own ones by category and month, from September to May."""
    portal = audited.office.district.portals[code]
    truth: dict[str, Counter[str]] = {}
    for post in portal.posts:
        month = f"{post.published:%Y-%m}"
        if post.nature is Nature.OWN and "2021-09" <= month <= "2022-05":
            for category in post.categories:
                truth.setdefault(CATEGORY_LABELS[category], Counter())[month] += 1
    matrix = finding_of(verdict_on(visits[code], "longbien-thdt-2019-2020"), "14.2").answer.values["matrix"]
    for category, months in truth.items():
        assert {month: count for month, count in matrix[category].items() if count} == dict(months), category


def test_the_remedy_names_the_forms_that_are_missing(visits: dict[str, Visit]) -> None:
    remedy = finding_of(verdict_on(visits["thanhduong"], "tdm-2021-2022"), "3.4").remedy
    assert "Thiếu: Biểu mẫu 05 (Cam kết chất lượng giáo dục), Biểu mẫu 06" in remedy
    assert "Biểu mẫu 09" not in remedy
    assert remedy.endswith("năm học 2021-2022.")


def test_a_lapsed_circular_is_said(visits: dict[str, Visit]) -> None:
    visit = visits["thhoasen"]
    vocabulary = _vocabulary()
    late = judge(visit, _rubric("tdm-2021-2022"), vocabulary, school_year="2025-2026")
    assert any("TT 36/2017/TT-BGDĐT đã hết hiệu lực từ 19/07/2024" in note for note in finding_of(late, "3.4").notes)
    now = finding_of(verdict_on(visit, "tdm-2021-2022"), "3.4")
    assert now.notes == ()


DIGEST = """
import hashlib, sys
from checks.judge import judge
from config.loader import list_rubrics, load_rubric, load_vocabulary
from pathlib import Path
from runner.saved import find_visits
vocabulary = load_vocabulary()
digest = hashlib.sha256()
rubrics = [load_rubric(listing.id) for listing in list_rubrics()]
for one in find_visits(Path(sys.argv[1]), ("thhoasen", "thcsphanchutrinh", "thnguyenhue")).visits:
    visit = one.load()
    for rubric in rubrics:
        digest.update(judge(visit, rubric, vocabulary, school_year="2021-2022").model_dump_json().encode())
print(digest.hexdigest())
"""


def test_two_processes_come_to_the_same_bytes(audited: Audited) -> None:
    found = set()
    for seed in ("0", "4711"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", DIGEST, str(audited.office.home)]
        done = subprocess.run(
            command, capture_output=True, text=True, env=environment, check=True, cwd=Path(__file__).parents[2]
        )
        found.add(done.stdout.strip())
    assert len(found) == 1
    assert len(next(iter(found))) == len(hashlib.sha256().hexdigest())


def test_people_stand_beside_the_machine(visits: dict[str, Visit]) -> None:
    signed = {"who": "Nguyễn Văn A", "when": "2022-06-05", "why": "Đã xem tại trường"}
    laid_down = SchoolOverrides.model_validate(
        {
            "decisions": [
                {"rubric": "tdm-2021-2022", "rule": "3.4", "school_year": YEAR, "outcome": "pass", **signed},
                {"rubric": "tdm-2021-2022", "rule": "3.3", "school_year": "2022-2023", "outcome": "pass", **signed},
                {"rubric": "quoc-gia", "rule": "3.1", "school_year": YEAR, "outcome": "pass", **signed},
            ]
        }
    )
    visit = visits["thanhduong"]
    machine = verdict_on(visit, "tdm-2021-2022")
    both = judge(visit, _rubric("tdm-2021-2022"), _vocabulary(), school_year=YEAR, overrides=laid_down)
    for one, other in zip(machine.findings, both.findings, strict=True):
        assert other.model_copy(update={"human": None}) == one
    human = finding_of(both, "3.4").human
    assert human is not None
    assert (human.outcome, human.points, human.remarks[0].who) == (Outcome.PASS, 3, "Nguyễn Văn A")
    assert finding_of(both, "3.3").human is None
    assert finding_of(both, "3.1").human is None
    assert both.human is not None
    assert (both.points, both.human.points) == (machine.points, machine.points + 3)
    assert both.id != machine.id


def test_a_post_that_is_left_out_is_not_counted_beside_the_machine(visits: dict[str, Visit]) -> None:
    visit = visits["thkimdong"]
    _, portal = judge_and_read(visit, _rubric("tdm-2021-2022"), _vocabulary(), school_year=YEAR)
    counted = [entry for entry in portal.ledger.entries if entry.counted is Counted.YES]
    assert len(counted) == 40
    laid_down = SchoolOverrides.model_validate(
        {"leave_out": [{"url": counted[0].url, "who": "A", "when": "2022-06-05", "why": "Tin quảng cáo"}]}
    )
    both = judge(visit, _rubric("tdm-2021-2022"), _vocabulary(), school_year=YEAR, overrides=laid_down)
    finding = finding_of(both, "3.3")
    assert finding.outcome is Outcome.PASS  # exactly forty
    assert finding.human is not None
    assert finding.human.outcome is Outcome.FAIL
    assert finding.human.remarks[0].why == "Tin quảng cáo"
