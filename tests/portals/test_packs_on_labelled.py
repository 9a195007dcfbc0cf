"""Every shipped pack judged on labelled portals that are visited once, against outcomes written by hand."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from checks.judge import judge
from config.loader import list_rubrics, load_rubric, load_vocabulary
from reading.fold import fold
from records.facts import Visit
from records.findings import Finding, Outcome, Verdict
from records.school import Level
from tests.portals.labelled import start_labelled
from tests.portals.packs_portals import start_packs_portals
from tests.portals.sections_district import closed_port, start_sections_district
from tests.portals.truth import PortalTruth
from tests.portals.visiting import SCHOOL_YEAR, as_mapping, as_school, visit_all

pytestmark = pytest.mark.district

CASES = YAML(typ="safe", pure=True).load((Path(__file__).parent / "cases" / "packs_on_labelled.yml").read_text("utf-8"))
LETTERS = {
    "P": Outcome.PASS, "H": Outcome.PARTIAL, "F": Outcome.FAIL, "R": Outcome.REVIEW, "U": Outcome.UNKNOWN,
    "N": Outcome.NOT_APPLICABLE,
}  # fmt: skip
PACKS = tuple(listing.id for listing in list_rubrics())
MATRIX = ("longbien-thdt-2019-2020", "14.2")
PORTALS = {case["portal"] for case in CASES}
DEAD, FOREIGN = "IM", "NHAMCHU"
SHOWN_BY_FOREIGN = "CAPS"
ABOVE = "Tin từ Phòng"
"""The category of the Phòng's own news, which the school does not have to fill."""


@pytest.fixture(scope="module")
def portals() -> dict[str, tuple[Visit, PortalTruth | None]]:
    """One visit a portal, and its truth where it is a school's own portal."""
    with (
        start_labelled(which="all") as labelled,
        start_sections_district() as district,
        start_packs_portals() as (further, further_hosts),
    ):
        truths = {one.school.code: one.truth for one in labelled.portals}
        truths |= {one.truth.code: one.portal_truth() for one in (*district.schools, *further)}
        truths = {code: truth for code, truth in truths.items() if code in PORTALS}
        rows = {one.school.code: one.school for one in labelled.portals}
        schools = [
            as_school(code, t.name, t.level, rows[code].url if code in rows else t.base_url + "/", t.parent_url)
            for code, t in truths.items()
        ]
        parent = truths["NV45"].parent_url
        schools.append(as_school(DEAD, "Trường THCS Im Lặng", "THCS", "http://thcsimlang.test/", parent))
        shown = truths[SHOWN_BY_FOREIGN].base_url + "/"
        schools.append(as_school(FOREIGN, "Trường THCS Bạch Đằng", "THCS", shown, parent))
        mappings = labelled.mappings | dict(district.mappings) | further_hosts
        mappings |= {"thcsimlang.test": f"127.0.0.1:{closed_port()}"}
        visits = visit_all(schools, [as_mapping(host, target) for host, target in mappings.items()], seconds=900)
    return {school.code: (visits[school.code], truths.get(school.code)) for school in schools}


_rubric = cache(load_rubric)
_vocabulary = cache(load_vocabulary)


def verdict_on(visit: Visit, pack: str, levels: list[str] | None = None) -> Verdict:
    if levels:
        subject = visit.subject.model_copy(update={"levels": tuple(Level(level) for level in levels)})
        visit = visit.model_copy(update={"subject": subject})
    return judge(visit, _rubric(pack), _vocabulary(), school_year=SCHOOL_YEAR)


def finding_of(verdict: Verdict, rule: str) -> Finding:
    return next(one for one in verdict.findings if one.rule == rule)


def test_every_judged_criterion_of_every_pack_has_its_expectation() -> None:
    assert len(PORTALS) >= 12
    asked = {pack: {rule.id for rule in _rubric(pack).rules if rule.check} for pack in PACKS}
    asked[MATRIX[0]] -= {MATRIX[1]}
    for case in CASES:
        assert "levels" in case or set(case["packs"]) == set(PACKS), case["portal"]
        for pack, rules in case["packs"].items():
            assert set(rules) == asked[pack], (case["portal"], pack)


@pytest.mark.parametrize("case", CASES, ids=[f"{case['portal']}-{len(case['packs'])}" for case in CASES])
def test_a_portal_ends_as_written_under_every_pack(
    portals: dict[str, tuple[Visit, PortalTruth | None]], case: dict[str, Any]
) -> None:
    wrong = []
    for pack, rules in case["packs"].items():
        verdict = verdict_on(portals[case["portal"]][0], pack, case.get("levels"))
        for rule, letters in rules.items():
            found = finding_of(verdict, rule)
            if found.outcome not in {LETTERS[letter] for letter in letters}:
                wrong.append(f"{pack} {rule}: {found.outcome.value}, not {letters}: {found.reason}")
            if found.outcome.is_judged and not found.answer.evidence:
                wrong.append(f"{pack} {rule}: {found.answer.result} without evidence")
        for finding in verdict.findings:
            if finding.outcome is Outcome.SELF and finding.points is not None:
                wrong.append(f"{pack} {finding.rule}: points for what people score")
    for pack, rules in case.get("links", {}).items():
        verdict = verdict_on(portals[case["portal"]][0], pack, case.get("levels"))
        for rule, path in rules.items():
            if not any(path in place.url for place in finding_of(verdict, rule).answer.evidence):
                wrong.append(f"{pack} {rule}: no evidence at {path}")
    assert not wrong, "\n".join(wrong)


def test_the_months_of_each_category_are_those_of_the_posts_that_were_written(
    portals: dict[str, tuple[Visit, PortalTruth | None]],
) -> None:
    months = [f"2021-{month:02d}" for month in range(9, 13)] + [f"2022-{month:02d}" for month in range(1, 6)]
    for code, (visit, truth) in portals.items():
        finding = finding_of(verdict_on(visit, MATRIX[0]), MATRIX[1])
        if truth is None:
            assert finding.outcome is Outcome.UNKNOWN, code
            continue
        least, most = _rows(truth, reposts=False), _rows(truth, reposts=True)
        full = all(row[month] for row in least.values() for month in months)
        assert finding.outcome is (Outcome.PASS if full else Outcome.FAIL), (code, finding.reason)
        matrix = {fold(name): row for name, row in finding.answer.values["matrix"].items()}
        for category, row in least.items():
            told = matrix[fold(category)]
            lacking = {m: (told[m], row[m]) for m in months if not row[m] <= told[m] <= most[category][m]}
            assert not lacking, (code, category, lacking)


def _rows(truth: PortalTruth, *, reposts: bool) -> dict[str, Counter[str]]:
    """The posts that count by category and month; with those that only their own page shows to be another's."""
    rows: dict[str, Counter[str]] = {}
    for post in truth.visible_posts:
        counted = post.counted or (reposts and "repost by its source line" in post.traps)
        if counted and post.published is not None:
            for category in post.categories:
                rows.setdefault(category, Counter())[f"{post.published:%Y-%m}"] += 1
    rows.pop(ABOVE, None)
    return rows
