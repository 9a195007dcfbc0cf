"""Whether rubrics fit the checks: what is told of a wrong one, and that every shipped one fits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from checks.registry import all_checks, run_check
from checks.validation import validate_rubric
from checks.wording import fill, places, titles_of
from config.loader import load_rubric, load_vocabulary
from records.findings import Outcome
from tests.checks.building import CASES, VOCABULARY, build_portal, load_cases
from tests.checks.rubrics import FORMS_RULE, SECTIONS_RULE, SELF_RULE, rubric

PACKS = sorted((Path(__file__).parents[2] / "config" / "rubrics").glob("*.yaml"))


def test_a_rubric_that_fits_has_no_problems() -> None:
    assert validate_rubric(rubric(SECTIONS_RULE, SELF_RULE), VOCABULARY) == ()


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ({"check": "no_such"}, "Tiêu chí 3.1: không có phép kiểm tra “no_such” (có: address_within, cong_khai_by_year"),
        ({"params": {"required": ["lien_he"], "minimum": 3}}, "không có tham số “minimum”"),
        ({"params": {}}, "thiếu tham số “required”"),
        ({"params": {"required": ["lien_hee"]}}, "không có chuyên mục “lien_hee”"),
        ({"points": {"complete": "5"}}, "kết quả “missing-required” chưa có điểm"),
        ({"points": {**SECTIONS_RULE["points"], "not-seen": "0"}}, "“not-seen”, là kết quả không mang điểm"),
        ({"points": {**SECTIONS_RULE["points"], "perfect": "5"}}, "“points” nêu kết quả “perfect”"),
        ({"remedy": {**SECTIONS_RULE["remedy"], "unsure": " "}}, "kết quả “unsure” chưa có hướng khắc phục"),
        ({"remedy": {**SECTIONS_RULE["remedy"], "unclear": "Xem."}}, "“remedy” nêu kết quả “unclear”"),
    ],
)
def test_what_does_not_fit_is_told(broken: dict[str, Any], words: str) -> None:
    problems = validate_rubric(rubric({**SECTIONS_RULE, **broken}), VOCABULARY)
    assert len(problems) == 1
    assert words in problems[0]


@pytest.mark.parametrize(
    ("check", "scoring", "words"),
    [
        ("required_sections", {"mode": "per-item", "items": {"d9_x": 1}}, "không trả lời về mục “d9_x”"),
        ("required_sections", {"mode": "steps", "value": "fuond", "steps": []}, "(có: found, total)"),
        ("internal_area", {"mode": "steps", "value": "a", "steps": []}, "không cho số nào"),
        ("posts_enough", {"mode": "per-item"}, "không trả lời theo từng mục"),
    ],
)
def test_scoring_reads_only_what_the_check_gives(check: str, scoring: dict[str, Any], words: str) -> None:
    remedy = dict.fromkeys(all_checks()[check].results, "Xem.")
    params = {"required_sections": SECTIONS_RULE["params"], "posts_enough": {"minimum": 40}}.get(check, {})
    rule = {**SECTIONS_RULE, "check": check, "params": params, "points": {}, "remedy": remedy, "scoring": scoring}
    (problem,) = validate_rubric(rubric(rule), VOCABULARY)
    assert words in problem


def test_a_rule_without_points_needs_no_prices() -> None:
    assert validate_rubric(rubric({**SECTIONS_RULE, "max_points": None, "points": {}}), VOCABULARY) == ()


def test_a_result_that_cannot_come_needs_no_price_and_one_that_can_does() -> None:
    remedy = {
        slug: "Xem."
        for slug, result in all_checks()["forms_published"].results.items()
        if result.outcome not in (Outcome.PASS, Outcome.NOT_APPLICABLE) and slug != "not-in-own-section"
    }
    rule = {**FORMS_RULE, "remedy": remedy}
    assert validate_rubric(rubric(rule), VOCABULARY) == ()
    own = {**rule, "params": {**rule["params"], "own_section": True}}
    problems = validate_rubric(rubric(own), VOCABULARY)
    assert [problem.partition(" chưa ")[0] for problem in problems] == [
        "Tiêu chí 3.5: kết quả “not-in-own-section”"
    ] * 2


def test_there_are_packs() -> None:
    assert PACKS


@pytest.mark.parametrize("pack", PACKS, ids=lambda path: path.stem)
def test_every_shipped_pack_fits(pack: Path) -> None:
    assert validate_rubric(load_rubric(pack), load_vocabulary()) == ()


@pytest.mark.parametrize("pack", PACKS, ids=lambda path: path.stem)
def test_every_remedy_of_a_shipped_pack_is_filled_by_every_case(pack: Path) -> None:
    titles = titles_of(load_vocabulary())
    for rule in load_rubric(pack).rules:
        if rule.check is None:
            continue
        asked = all_checks()[rule.check]
        for case in load_cases(CASES / f"{rule.check}.yml"):
            params, _ = asked.bind(case.get("params", {}))
            answer = run_check(asked, build_portal(case["portal"]), params)
            remedy = rule.remedy.get(answer.result, "")
            assert set(places(remedy)) <= set(answer.values), (rule.id, answer.result, case["name"])
            assert "{" not in fill(remedy, answer.values, titles)
