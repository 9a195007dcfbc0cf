"""From findings to a verdict: points, ranges, sums, grades, and rules that go wrong."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from checks.registry import Check, all_checks
from checks.verdict import build_verdict
from checks.version import CODE_VERSION
from reading.portal import PortalReading
from records.findings import Answer, Finding, Outcome, Verdict
from tests.checks.building import VOCABULARY, build_portal
from tests.checks.rubrics import FORMS_RULE, LINK_RULE, POSTS_RULE, SECTIONS_RULE, SELF_RULE, rubric

BOTH = [{"key": "gioi_thieu"}, {"key": "lien_he"}]


def judged(told: dict[str, Any], *rules: dict[str, Any], **more: Any) -> Verdict:
    return build_verdict(build_portal(told), rubric(*rules, **more), VOCABULARY)


def found(verdict: Verdict, rule: str) -> Finding:
    return next(one for one in verdict.findings if one.rule == rule)


def test_points_of_judged_rules_add_up() -> None:
    verdict = judged(
        {"sections": BOTH[:1], "posts": [{"counted": "yes", "times": 40}]}, SECTIONS_RULE, POSTS_RULE, SELF_RULE
    )
    assert [one.points for one in verdict.findings] == [Decimal("0.5"), Decimal(5), None]
    assert (verdict.points, verdict.judged_max) == (Decimal("5.5"), Decimal(10))
    assert (verdict.section_max, verdict.max) == (Decimal(98), Decimal(98))


def test_a_finding_says_why_and_what_to_do() -> None:
    finding = found(judged({"sections": BOTH[:1]}, SECTIONS_RULE), "3.1")
    assert finding.reason.startswith("Thiếu chuyên mục bắt buộc hoặc chuyên mục chưa có nội dung: Liên hệ (")
    assert finding.remedy == "Bổ sung Liên hệ."
    assert finding.answer.values["missing"] == ["lien_he"]
    assert finding.answer.evidence


def test_what_was_not_measured_has_no_points_and_no_range() -> None:
    verdict = judged({"sections": BOTH[:1], "incomplete": {"sections": "budget"}}, SECTIONS_RULE)
    finding = found(verdict, "3.1")
    assert finding.outcome is Outcome.UNKNOWN
    assert (finding.points, finding.range, finding.max_points) == (None, None, Decimal(5))
    assert (verdict.points, verdict.judged_max) == (Decimal(0), Decimal(0))


def test_a_review_carries_the_points_still_possible() -> None:
    posts = [{"counted": "yes", "times": 39}, {"counted": "maybe"}]
    verdict = judged({"posts": posts}, POSTS_RULE)
    finding = found(verdict, "3.3")
    assert finding.outcome is Outcome.REVIEW
    assert finding.points is None
    assert finding.range is not None
    assert (finding.range.low, finding.range.high) == (Decimal(1), Decimal(5))
    assert (verdict.points, verdict.judged_max) == (Decimal(0), Decimal(0))


def test_a_part_worth_nothing_is_not_passed_in_part() -> None:
    told = {"sections": [{"key": "thu_tuc_bieu_mau", "items": [{"key": "bm_nghi_hoc"}]}]}
    none = found(judged(told, FORMS_RULE), "3.5")
    assert (none.outcome, none.points) == (Outcome.FAIL, Decimal(0))
    priced = {**FORMS_RULE, "points": {**FORMS_RULE["points"], "some-forms": "1"}}
    some = found(judged(told, priced), "3.5")
    assert (some.outcome, some.points) == (Outcome.PARTIAL, Decimal(1))


def test_a_rule_without_points_is_judged_without_points() -> None:
    unpriced = {**SECTIONS_RULE, "max_points": None, "points": {}}
    verdict = judged({"sections": BOTH}, unpriced, POSTS_RULE, grades=(("Yếu", 0),))
    finding = found(verdict, "3.1")
    assert (finding.outcome, finding.points, finding.max_points) == (Outcome.PASS, None, None)
    assert verdict.judged_max == Decimal(5)
    assert verdict.grade is None


def test_a_rule_that_people_score_is_left_to_them() -> None:
    finding = found(judged({}, SELF_RULE), "1.1")
    assert (finding.outcome, finding.points) == (Outcome.SELF, None)
    assert finding.reason.endswith("Minh chứng: Kế hoạch.")


@pytest.mark.parametrize("rule", [SECTIONS_RULE, SELF_RULE])
def test_a_level_the_rubric_does_not_name_is_not_judged(rule: dict[str, Any]) -> None:
    verdict = judged({"levels": ["MN"], "sections": BOTH}, rule)
    assert verdict.findings[0].outcome is Outcome.NOT_APPLICABLE
    assert (verdict.findings[0].points, verdict.judged_max) == (None, Decimal(0))


def test_a_rule_for_one_level_does_not_ask_the_others() -> None:
    rule = {**SECTIONS_RULE, "levels": ["THCS"]}
    assert judged({"levels": ["TH"]}, rule).findings[0].outcome is Outcome.NOT_APPLICABLE
    assert judged({"levels": ["TH", "THCS"]}, rule).findings[0].outcome is Outcome.FAIL


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ({"check": "no_such_check"}, "không có phép kiểm tra “no_such_check”"),
        ({"params": {}}, "thiếu tham số “required”"),
        ({"params": {"required": ["gioi_thieuu"]}}, "không có chuyên mục “gioi_thieuu”"),
        ({"points": {"missing-required": "0"}}, "không cho điểm kết quả “complete”"),
    ],
)
def test_a_broken_rule_is_an_error_and_the_others_go_on(broken: dict[str, Any], words: str) -> None:
    told = {"sections": BOTH, "posts": [{"counted": "yes", "times": 40}]}
    verdict = judged(told, {**SECTIONS_RULE, **broken}, POSTS_RULE)
    finding = found(verdict, "3.1")
    assert (finding.outcome, finding.points) == (Outcome.ERROR, None)
    assert words in finding.reason
    assert found(verdict, "3.3").outcome is Outcome.PASS
    assert verdict.judged_max == Decimal(5)


def test_an_exception_in_a_check_is_an_error_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(portal: PortalReading, **_: object) -> Answer:
        raise ZeroDivisionError("chia cho 0")

    known = all_checks()["required_sections"]
    broken = Check(**{**vars(known), "ask": crash})
    monkeypatch.setattr("checks.verdict.all_checks", lambda: {**all_checks(), "required_sections": broken})
    verdict = judged({"posts": [{"counted": "yes", "times": 40}]}, SECTIONS_RULE, POSTS_RULE)
    finding = found(verdict, "3.1")
    assert finding.outcome is Outcome.ERROR
    assert finding.answer.values == {"check": "required_sections", "message": "ZeroDivisionError: chia cho 0"}
    assert found(verdict, "3.3").outcome is Outcome.PASS


BANDS = (("Tốt", 80), ("Khá", 50), ("Yếu", 0))


def test_a_grade_is_named_when_nothing_open_can_change_it() -> None:
    heavy = {**POSTS_RULE, "max_points": "90", "points": {"enough": "90", "too-few": "0"}}
    enough = {"posts": [{"counted": "yes", "times": 40}]}
    assert judged(enough, heavy, {**SELF_RULE, "max_points": "10"}, grades=BANDS).grade == "Tốt"
    few = {"posts": [{"counted": "yes", "times": 3}]}
    assert judged(few, heavy, {**SELF_RULE, "max_points": "10"}, grades=BANDS).grade == "Yếu"


def test_no_grade_is_named_while_open_points_can_change_it() -> None:
    enough = {"posts": [{"counted": "yes", "times": 40}]}
    assert judged(enough, POSTS_RULE, SELF_RULE, grades=BANDS).grade is None


def test_a_grade_takes_the_range_of_a_review_not_its_maximum() -> None:
    posts = {"posts": [{"counted": "yes", "times": 39}, {"counted": "maybe"}]}
    narrow = {**POSTS_RULE, "max_points": "100", "points": {"enough": "79", "too-few": "50"}}
    assert judged(posts, narrow, grades=BANDS).grade == "Khá"
    wide = {**narrow, "points": {"enough": "80", "too-few": "50"}}
    assert judged(posts, wide, grades=BANDS).grade is None


def test_a_rule_that_does_not_apply_decides_no_grade() -> None:
    enough = {"posts": [{"counted": "yes", "times": 40}]}
    other_level = {**SELF_RULE, "levels": ["THCS"]}
    assert judged(enough, POSTS_RULE, other_level, grades=BANDS).grade is None


def test_an_office_may_count_what_does_not_apply_as_won() -> None:
    enough = {"posts": [{"counted": "yes", "times": 40}]}
    other_level = {**SELF_RULE, "levels": ["THCS"]}
    verdict = judged(enough, POSTS_RULE, other_level, grades=BANDS, not_applicable="full")
    assert verdict.grade == "Tốt"
    # Only the band: nothing that was not judged is counted as won in the sums.
    assert (verdict.points, verdict.judged_max, verdict.not_applicable_max) == (Decimal(5), Decimal(5), Decimal(88))


def test_the_id_names_what_was_judged() -> None:
    same = {judged({"sections": BOTH}, SECTIONS_RULE).id for _ in range(2)}
    assert len(same) == 1
    others = {
        judged({"sections": BOTH}, SECTIONS_RULE, version="2").id
        if which == "version"
        else judged({"sections": BOTH, "as_of": date(2022, 5, 1)}, SECTIONS_RULE).id
        for which in ("version", "as-of")
    }
    assert len(same | others) == 3


def test_a_verdict_read_back_is_the_verdict_that_was_saved() -> None:
    told = {"sections": BOTH, "posts": [{"counted": "yes", "times": 38}, {"counted": "maybe", "times": 3}]}
    verdict = judged(told, SECTIONS_RULE, POSTS_RULE, LINK_RULE, FORMS_RULE, SELF_RULE)
    assert Verdict.model_validate_json(verdict.model_dump_json()) == verdict


def test_the_code_version_is_the_projects() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == CODE_VERSION
