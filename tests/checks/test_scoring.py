"""Modes of scoring, sums, and bands as ranges."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.registry import CheckError
from checks.scoring import score
from checks.verdict import build_verdict
from records.findings import Answer, Outcome, Part
from records.rubric import Rule, Scoring
from tests.checks.building import VOCABULARY, build_portal
from tests.checks.rubrics import POSTS_RULE, SECTIONS_RULE, SELF_RULE, rubric

STEPS = {
    "mode": "steps",
    "value": "sure",
    "up_to": "possible",
    "steps": [{"at_least": 40, "points": 5}, {"at_least": 30, "points": 3}, {"at_least": 10, "points": "1.5"}],
}


def rule(scoring: dict[str, Any], most: str = "5", points: dict[str, str] | None = None) -> Rule:
    return Rule.model_validate({"id": "1", "title": "Thử", "max_points": most, "check": "x", "scoring": scoring,
                                "points": points or {}})  # fmt: skip


def numbers(**values: Any) -> Answer:
    return Answer(result="r", values=values)


@pytest.mark.parametrize(
    ("sure", "possible", "outcome", "points"),
    [
        (9, 9, Outcome.FAIL, "0"),
        (10, 10, Outcome.PARTIAL, "1.5"),
        (29, 29, Outcome.PARTIAL, "1.5"),
        (30, 39, Outcome.PARTIAL, "3"),
        (40, 90, Outcome.PASS, "5"),
    ],
)
def test_steps_give_the_points_of_the_highest_one_reached(
    sure: int, possible: int, outcome: Outcome, points: str
) -> None:
    found = score(rule(STEPS), Outcome.FAIL, numbers(sure=sure, possible=possible))
    assert (found.outcome, found.points, found.range) == (outcome, Decimal(points), None)


def test_a_number_that_may_still_reach_a_step_leaves_the_rule_in_doubt() -> None:
    found = score(rule(STEPS), Outcome.FAIL, numbers(sure=29, possible=31))
    assert (found.outcome, found.points) == (Outcome.REVIEW, None)
    assert found.range is not None
    assert (found.range.low, found.range.high) == (Decimal("1.5"), Decimal(3))


def test_a_review_of_the_check_keeps_the_steps_that_are_possible() -> None:
    found = score(rule(STEPS), Outcome.REVIEW, numbers(sure=39, possible=60))
    assert found.outcome is Outcome.REVIEW
    assert found.range is not None
    assert (found.range.low, found.range.high) == (Decimal(3), Decimal(5))


@pytest.mark.parametrize("outcome", [Outcome.UNKNOWN, Outcome.NOT_DUE, Outcome.NOT_APPLICABLE])
@pytest.mark.parametrize("mode", ["steps", "proportional", "per-item", "by-result"])
def test_what_was_not_judged_has_no_points_in_any_mode(outcome: Outcome, mode: str) -> None:
    found = score(rule({**STEPS, "mode": mode, "of": 40}), outcome, numbers(sure=40, possible=40))
    assert (found.outcome, found.points, found.range) == (outcome, None, None)


@pytest.mark.parametrize(
    ("sure", "of", "points"), [(10, 40, "1.25"), (13, 40, "1.63"), (1, 3, "1.67"), (0, 40, "0"), (80, 40, "5")]
)
def test_proportional_points_have_two_places(sure: int, of: int, points: str) -> None:
    found = score(rule({"mode": "proportional", "value": "sure", "of": of}), Outcome.FAIL, numbers(sure=sure))
    assert found.points == Decimal(points)


def test_the_whole_may_be_a_number_of_the_answer() -> None:
    found = score(rule({"mode": "proportional", "value": "found", "of": "total"}), Outcome.FAIL,
                  numbers(found=2, total=8))  # fmt: skip
    assert (found.outcome, found.points) == (Outcome.PARTIAL, Decimal("1.25"))


def test_a_number_that_is_not_there_is_an_error_not_a_zero() -> None:
    with pytest.raises(CheckError, match="cần số “sure”"):
        score(rule({"mode": "proportional", "value": "sure", "of": 40}), Outcome.FAIL, numbers(count=3))


@pytest.mark.parametrize(
    ("outcome", "low", "high"), [(Outcome.FAIL, "0", "0"), (Outcome.REVIEW, "0", "5")], ids=["nothing", "doubt"]
)
def test_an_answer_that_found_nothing_to_count_is_worth_what_its_result_says(
    outcome: Outcome, low: str, high: str
) -> None:
    """Posts in no category at all: there are no filled months to count."""
    for scoring in (
        {"mode": "proportional", "value": "filled", "of": "cells"},
        {"mode": "steps", "value": "filled", "steps": [{"at_least": 9, "points": 5}]},
    ):
        found = score(rule(scoring), outcome, numbers(count=3), ("filled", "cells"))
        assert found.outcome is outcome
        if outcome is Outcome.REVIEW:
            assert found.range is not None
            assert (found.range.low, found.range.high) == (Decimal(low), Decimal(high))
        else:
            assert found.points == Decimal(low)


def test_what_is_only_said_beside_the_items_weighs_nothing() -> None:
    lapsed = Part(key="tt36-2017", title="Văn bản áp dụng", result="lapsed", outcome=Outcome.REVIEW, note=True)
    parts = (lapsed, *items(Outcome.PASS, Outcome.FAIL).parts)
    found = score(rule({"mode": "per-item"}), Outcome.PASS, Answer(result="r", parts=parts))
    assert (found.outcome, found.points) == (Outcome.PARTIAL, Decimal("2.5"))


def items(*outcomes: Outcome) -> Answer:
    return Answer(
        result="r",
        parts=tuple(Part(key=f"k{n}", title="", result="x", outcome=one) for n, one in enumerate(outcomes)),
    )


PASS, FAIL, REVIEW, UNKNOWN, NONE = (
    Outcome.PASS, Outcome.FAIL, Outcome.REVIEW, Outcome.UNKNOWN, Outcome.NOT_APPLICABLE,
)  # fmt: skip


@pytest.mark.parametrize(
    ("outcomes", "points"),
    [
        ((PASS, PASS, PASS), "5"),
        ((PASS, FAIL, FAIL), "1.67"),
        ((PASS, FAIL, NONE), "2.5"),
        ((Outcome.PARTIAL, FAIL), "1.25"),
        ((FAIL, FAIL), "0"),
    ],
)
def test_items_that_apply_share_the_points(outcomes: tuple[Outcome, ...], points: str) -> None:
    assert score(rule({"mode": "per-item"}), FAIL, items(*outcomes)).points == Decimal(points)


def test_weighed_items_count_by_their_weight_and_the_others_not_at_all() -> None:
    weighed = rule({"mode": "per-item", "items": {"k0": 3, "k1": 1}})
    assert score(weighed, FAIL, items(PASS, FAIL, FAIL)).points == Decimal("3.75")


@pytest.mark.parametrize(("open_item", "outcome"), [(REVIEW, REVIEW), (UNKNOWN, UNKNOWN)])
def test_an_open_item_leaves_the_rule_open_like_itself(open_item: Outcome, outcome: Outcome) -> None:
    found = score(rule({"mode": "per-item"}), FAIL, items(PASS, open_item))
    assert (found.outcome, found.points) == (outcome, None)
    if outcome is REVIEW:
        assert found.range is not None
        assert (found.range.low, found.range.high) == (Decimal("2.5"), Decimal(5))


def test_an_open_item_that_weighs_nothing_decides_nothing() -> None:
    assert score(rule({"mode": "per-item", "items": {"k0": 1}}), FAIL, items(PASS, UNKNOWN)).points == Decimal(5)


BANDS = (("Xuất sắc", 90), ("Tốt", 80), ("Khá", 70), ("Trung bình", 50), ("Yếu", 0))


def test_open_points_give_a_range_of_bands_with_both_totals() -> None:
    verdict = build_verdict(
        build_portal({"posts": [{"counted": "yes", "times": 40}]}),
        rubric(POSTS_RULE, {**SELF_RULE, "max_points": "95"}, grades=BANDS),
        VOCABULARY,
    )
    assert verdict.grade is None
    assert verdict.grade_range is not None
    assert (verdict.grade_range.low, verdict.grade_range.high) == ("Yếu", "Xuất sắc")
    assert (verdict.grade_range.total.low, verdict.grade_range.total.high) == (Decimal(5), Decimal(100))
    assert (verdict.open_max, verdict.self_max, verdict.not_applicable_max) == (0, Decimal(95), 0)


def test_a_named_band_is_a_range_of_one() -> None:
    verdict = build_verdict(
        build_portal({"posts": [{"counted": "yes", "times": 40}]}),
        rubric({**POSTS_RULE, "max_points": "100", "points": {"enough": "89.5", "too-few": "0"}}, grades=BANDS),
        VOCABULARY,
    )
    # 89.5 is not 90: there is no rounding up, and no hole between two bands.
    assert verdict.grade == "Tốt"
    assert verdict.grade_range is not None
    assert verdict.grade_range.low == verdict.grade_range.high == "Tốt"


outcomes = st.sampled_from([PASS, Outcome.PARTIAL, FAIL, REVIEW, UNKNOWN, Outcome.NOT_DUE, NONE])


@settings(max_examples=300, deadline=None)
@given(st.lists(outcomes, max_size=12), st.integers(1, 40), outcomes)
def test_points_of_items_stay_in_their_bounds(parts: list[Outcome], most: int, outcome: Outcome) -> None:
    found = score(rule({"mode": "per-item"}, str(most)), outcome, items(*parts))
    assert (found.points is not None) == found.outcome.is_judged
    assert (found.range is not None) == (found.outcome is REVIEW)
    for points in (found.points, *((found.range.low, found.range.high) if found.range else ())):
        if points is not None:
            assert 0 <= points <= most
            assert points == round(points, 2)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 60), st.integers(0, 30), st.sampled_from([UNKNOWN, None]))
def test_the_sums_of_a_verdict_add_up_in_every_mode(sure: int, maybe: int, cut: Outcome | None) -> None:
    told: dict[str, Any] = {"posts": [{"counted": "yes", "times": sure}, {"counted": "maybe", "times": maybe}]}
    if cut:
        told["incomplete"] = {"posts": "budget"}
    scored = Scoring.model_validate(STEPS).model_dump()
    verdict = build_verdict(
        build_portal(told), rubric({**POSTS_RULE, "scoring": scored}, SECTIONS_RULE, SELF_RULE), VOCABULARY
    )
    assert verdict.max is not None
    judged = sum((one.max_points or Decimal(0) for one in verdict.findings if one.points is not None), Decimal(0))
    assert judged == verdict.judged_max
    whole = verdict.judged_max + verdict.open_max + verdict.self_max + verdict.not_applicable_max
    assert whole == verdict.max


def test_a_finding_says_how_its_points_came_about() -> None:
    told = {"posts": [{"counted": "yes", "times": 32}]}
    verdict = build_verdict(build_portal(told), rubric({**POSTS_RULE, "scoring": STEPS}), VOCABULARY)
    assert verdict.findings[0].outcome is Outcome.PARTIAL
    assert verdict.findings[0].reason.endswith("cần 40. Tính theo bậc: 3 trên 5 điểm.")


def test_a_doubt_about_a_step_is_said_with_both_ends() -> None:
    told = {"posts": [{"counted": "yes", "times": 29}, {"counted": "maybe", "times": 2}]}
    (finding,) = build_verdict(build_portal(told), rubric({**POSTS_RULE, "scoring": STEPS}), VOCABULARY).findings
    assert finding.outcome is Outcome.REVIEW
    assert finding.reason.endswith("Tính theo bậc: từ 1,5 đến 3 điểm, tùy phần chưa rõ.")
