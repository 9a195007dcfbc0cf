"""Laws over all checks at once, on portals that nobody wrote down."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from checks.registry import all_checks
from checks.verdict import build_verdict
from config.loader import load_vocabulary
from reading.portal import LinkState, SectionState
from records.facts import Aspect, Reason
from records.findings import Outcome, Verdict
from tests.checks.building import ITEM_TITLES, SECTION_TITLES, VOCABULARY, build_portal
from tests.checks.rubrics import FORMS_RULE, LINK_RULE, POSTS_RULE, SECTIONS_RULE, SELF_RULE, YEAR_RULE, rubric

OWN_SECTION = {
    **FORMS_RULE,
    "id": "3.5b",
    "params": {**FORMS_RULE["params"], "own_section": True},
    "points": {**FORMS_RULE["points"], "not-in-own-section": "0"},
}


def _further(rule: str, name: str, **params: Any) -> dict[str, Any]:
    """A rule that prices every judged result of a further check."""
    results = all_checks()[name].results
    worth = {Outcome.PASS: "3", Outcome.PARTIAL: "1.5", Outcome.FAIL: "0"}
    points = {slug: worth[one.outcome] for slug, one in results.items() if one.outcome in worth}
    return {"id": rule, "title": name, "max_points": "3", "check": name, "params": params, "points": points}


FURTHER = (
    _further("f1", "section_filled", sections=["hoc_lieu"]),
    _further("f2", "systems_linked", systems=[{"key": "a", "title": "A", "sections": ["tuyen_sinh"]}]),
    _further("f3", "safety_signals"),
    _further("f4", "posts_every_month"),
    _further("f5", "published_every_month", what="Tự kiểm tra", words=["tin số"]),
    _further("f6", "posts_regular", longest_gap=60),
    _further("f7", "duties_met", duties=["d9_1_gioi_thieu", "d9_10"]),
    _further("f8", "internal_area"),
    _further("f9", "distinctive_sections", words=["góc phụ huynh"]),
    _further("f10", "address_within", domains=["edu.vn"]),
)
RULES = (SECTIONS_RULE, LINK_RULE, POSTS_RULE, YEAR_RULE, FORMS_RULE, OWN_SECTION, *FURTHER)
WITH_LAW = VOCABULARY.model_copy(update={"law": load_vocabulary().law})
RUBRIC = rubric(*RULES, SELF_RULE, grades=(("Cao", 60), ("Thấp", 0)))
NEEDED = {
    "3.1": Aspect.SECTIONS, "3.2": Aspect.PARENT, "3.3": Aspect.POSTS, "3.4": Aspect.SECTIONS,
    "3.5": Aspect.SECTIONS, "3.5b": Aspect.SECTIONS, "f1": Aspect.SECTIONS, "f2": Aspect.SECTIONS,
    "f4": Aspect.POSTS, "f5": Aspect.POSTS, "f6": Aspect.POSTS, "f7": Aspect.SECTIONS,
}  # fmt: skip
YEARS = st.sampled_from([None, "2021-2022", "2020-2021"])
OPENS = st.sampled_from([None, True, False])

items = st.fixed_dictionaries(
    {
        "key": st.sampled_from([None, *ITEM_TITLES]),
        "year": YEARS,
        "from": st.sampled_from(["section", "heading", "title", "parent", "file", "folder", "date", ""]),
        "opens": OPENS,
    }
)
sections = st.fixed_dictionaries(
    {
        "key": st.sampled_from(list(SECTION_TITLES)),
        "url": st.sampled_from([f"/{n}" for n in range(6)]),
        "state": st.sampled_from([state.value for state in SectionState]),
        "year": YEARS,
        "items": st.lists(items, max_size=3),
    }
)
documents = st.fixed_dictionaries(
    {
        "url": st.sampled_from([f"/{n}.pdf" for n in range(4)]),
        "title": st.sampled_from(["Công khai 2021-2022", "Biểu mẫu"]),
        "section": st.sampled_from([None, "cong_khai", "thu_tuc_bieu_mau", "tuyen_sinh"]),
        "key": st.sampled_from([None, *ITEM_TITLES]),
        "year": YEARS,
        "opens": OPENS,
    }
)
posts = st.fixed_dictionaries(
    {
        "counted": st.sampled_from(["yes", "maybe", "no"]),
        "times": st.integers(1, 25),
        "nature": st.sampled_from(["tin", "rac", "khac"]),
        "category": st.sampled_from(["", "Hoạt động", "Tin từ Phòng"]),
    }
)
portals = st.fixed_dictionaries(
    {
        "the_schools": st.sampled_from([True, True, True, True, False, None]),
        "levels": st.sampled_from([["TH"], ["THCS"], ["TH", "THCS"], ["MN"]]),
        "incomplete": st.dictionaries(
            st.sampled_from([aspect.value for aspect in Aspect]), st.sampled_from([reason.value for reason in Reason])
        ),
        "sections": st.lists(sections, max_size=8),
        "documents": st.lists(documents, max_size=4),
        "posts": st.lists(posts, max_size=4),
        "link": st.sampled_from([state.value for state in LinkState]),
        "law": st.sampled_from(["", "portal", "tt36"]),
        "today": st.sampled_from([date(2021, 10, 15), date(2022, 3, 1), date(2022, 9, 1)]),
        "sources": st.just(["/tin-tuc"]),
        "signals": st.fixed_dictionaries(
            {}, optional={"outgoing-looked": st.just("1"), "safety-looked": st.just("1"), "login-link": st.just("/vao")}
        ),
    }
)
JUDGED = (Outcome.PASS, Outcome.PARTIAL, Outcome.FAIL)
# A link that was seen to lead elsewhere is no absence; all other failures and parts are.
BLAME = (Outcome.FAIL, Outcome.PARTIAL)


def verdict_of(told: dict[str, Any]) -> Verdict:
    return build_verdict(build_portal(told), RUBRIC, WITH_LAW)


@settings(max_examples=200, deadline=None)
@given(portals)
def test_no_check_breaks(told: dict[str, Any]) -> None:
    assert [one.reason for one in verdict_of(told).findings if one.outcome is Outcome.ERROR] == []


@settings(max_examples=250, deadline=None)
@given(portals)
def test_absence_never_fails_under_incomplete_coverage(told: dict[str, Any]) -> None:
    for finding in verdict_of(told).findings:
        if finding.rule in NEEDED and NEEDED[finding.rule].value in told["incomplete"]:
            assert finding.outcome not in BLAME, (finding.rule, finding.answer.result)


@settings(max_examples=250, deadline=None)
@given(portals, st.sampled_from([SectionState.NOT_OPENED, SectionState.MISSING]))
def test_a_section_that_was_not_opened_fails_nobody(told: dict[str, Any], state: SectionState) -> None:
    told = {
        **told,
        "sections": [
            *told["sections"],
            *({"key": key, "url": f"/x{key}", "state": state.value} for key in SECTION_TITLES),
        ],
    }
    for finding in verdict_of(told).findings:
        if finding.rule in ("3.1", "3.4", "3.5", "3.5b"):
            assert finding.outcome not in BLAME, (finding.rule, finding.answer.result)


@settings(max_examples=200, deadline=None)
@given(portals)
def test_what_is_not_the_schools_is_neither_praised_nor_blamed(told: dict[str, Any]) -> None:
    for finding in verdict_of({**told, "the_schools": False}).findings:
        assert finding.outcome in (Outcome.UNKNOWN, Outcome.SELF, Outcome.NOT_APPLICABLE)
    for finding in verdict_of({**told, "the_schools": None}).findings:
        assert finding.rule == "3.2" or finding.outcome not in JUDGED


@settings(max_examples=200, deadline=None)
@given(portals)
def test_points_stand_with_judged_outcomes_only_and_add_up(told: dict[str, Any]) -> None:
    verdict = verdict_of(told)
    for finding in verdict.findings:
        assert (finding.points is not None) == (finding.outcome in JUDGED)
        assert (finding.range is not None) == (finding.outcome is Outcome.REVIEW)
        if finding.points is not None:
            assert finding.max_points is not None
            assert 0 <= finding.points <= finding.max_points
    judged = [one for one in verdict.findings if one.points is not None]
    assert verdict.points == sum((one.points or Decimal(0) for one in judged), Decimal(0))
    assert verdict.judged_max == sum((one.max_points or Decimal(0) for one in judged), Decimal(0))
    assert verdict.max == sum((one.max_points or Decimal(0) for one in verdict.findings), Decimal(0))


@settings(max_examples=200, deadline=None)
@given(portals)
def test_every_judged_finding_shows_where_and_says_why(told: dict[str, Any]) -> None:
    for finding in verdict_of({**told, "looked": {"home": ["/"], "parent": ["http://pgd-mau.edu.vn/"]}}).findings:
        assert finding.reason.endswith(".")
        assert "…" not in finding.reason
        if finding.outcome in JUDGED and finding.answer.result not in ("linked", "linked-by-redirect"):
            assert finding.answer.evidence, (finding.rule, finding.answer.result)


@settings(max_examples=200, deadline=None)
@given(portals)
def test_reading_more_never_turns_praise_into_doubt(told: dict[str, Any]) -> None:
    """A rule passed under incomplete coverage is passed when the same is seen under complete coverage."""
    if told["the_schools"] is not True:
        return
    before, after = verdict_of(told), verdict_of({**told, "incomplete": {}})
    for one, other in zip(before.findings, after.findings, strict=True):
        if one.outcome is Outcome.PASS:
            assert other.outcome is Outcome.PASS, one.rule
