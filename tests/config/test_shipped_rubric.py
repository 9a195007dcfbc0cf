"""The pack of Thủ Dầu Một against the official letter, typed by hand from it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from config.loader import list_rubrics, load_rubric
from records.rubric import Rubric, Rule
from records.school import Level

# Criterion → points, as printed in the letter's table.
POINTS = {
    "1.1": 3, "1.2": 5, "1.3": 2, "1.4": 5, "1.5": 3, "1.6": 2,
    "2.1": 5, "2.2": 5, "2.3": 10, "2.4": 5,
    "3.1": 5, "3.2": 5, "3.3": 5, "3.4": 3, "3.5": 2, "3.6": 5,
    "4.1": 5, "4.2": 3, "4.3": 2, "4.4": 10, "4.5": 10,
}  # fmt: skip
NO_EVIDENCE_COLUMN = {"1.1", "3.1"}

# Result slug → outcome, as agreed with the checks.
RESULTS = {
    "3.1": ("required_sections", "complete=PASS missing-required=FAIL not-seen unsure foreign-portal"),
    "3.2": (
        "linked_by_parent",
        "linked=PASS linked-by-redirect=PASS linked-under-other-name other-portal-linked linked-to-silent "
        "same-domain-only "
        "linked-elsewhere=FAIL not-linked=FAIL "
        "parent-not-seen portal-not-seen "
        "no-parent-given foreign-portal",
    ),
    "3.3": ("posts_enough", "enough=PASS too-few=FAIL unsure not-yet not-complete foreign-portal"),
    "3.4": (
        "cong_khai_by_year",
        "own-part=PASS below-rung scan-unread wrong-level mixed-list file-names-only other-years-only=FAIL "
        "overwritten=FAIL "
        "empty=FAIL absent=FAIL not-opened files-not-seen not-seen "
        "unsure foreign-portal",
    ),
    "3.5": (
        "forms_published",
        "all-forms=PASS forms-scattered=PASS below-rung doubtful-files some-forms=FAIL empty=FAIL absent=FAIL "
        "files-not-seen not-seen unsure foreign-portal",
    ),
}


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return load_rubric("tdm-2021-2022")


def rule_of(rubric: Rubric, rule_id: str) -> Rule:
    return next(rule for rule in rubric.rules if rule.id == rule_id)


def test_every_criterion_is_there_with_its_points(rubric: Rubric) -> None:
    assert {rule.id: rule.max_points for rule in rubric.rules} == POINTS
    assert {section.id: section.max_points for section in rubric.sections} == {"1": 20, "2": 25, "3": 25, "4": 30}
    assert rubric.max_points == 100


def test_head_of_the_pack(rubric: Rubric) -> None:
    assert (rubric.id, rubric.version, rubric.focus) == ("tdm-2021-2022", "2", "3")
    assert rubric.levels == (Level.TH, Level.THCS)
    assert rubric.school_years == ("2021-2022",)
    assert (rubric.window.start, rubric.window.end) == ("08-01", "07-31")
    assert "719/PGDĐT-TCCB" in rubric.source


def test_bands(rubric: Rubric) -> None:
    assert [(grade.label, int(grade.at_least)) for grade in rubric.grades] == [
        ("Xuất sắc", 90), ("Tốt", 80), ("Khá", 70), ("Trung bình", 50), ("Yếu", 0),
    ]  # fmt: skip


def test_the_evidence_column_is_filled_where_the_letter_fills_it(rubric: Rubric) -> None:
    assert {rule.id for rule in rubric.rules if not rule.evidence_wanted} == NO_EVIDENCE_COLUMN


@pytest.mark.parametrize("rule_id", sorted(POINTS))
def test_only_the_five_are_judged_by_a_check(rubric: Rubric, rule_id: str) -> None:
    rule = rule_of(rubric, rule_id)
    assert rule.check == (RESULTS[rule_id][0] if rule_id in RESULTS else None)


@pytest.mark.parametrize("rule_id", sorted(RESULTS))
def test_points_and_remedies_of_every_result(rubric: Rubric, rule_id: str) -> None:
    rule = rule_of(rubric, rule_id)
    points, remedies = {}, set()
    for result in RESULTS[rule_id][1].split():
        slug, _, outcome = result.partition("=")
        if outcome:
            points[slug] = rule.max_points if outcome == "PASS" else Decimal(0)
        # What is met needs no action, but what is lacking in a part that is there is named.
        if outcome != "PASS" or slug == "own-part":
            remedies.add(slug)
    assert rule.points == points
    # Remedies of results that this rule's parameters exclude may stand there too: they are shared by all packs.
    assert set(rule.remedy) - {"not-in-own-section"} == remedies


def test_parameters_of_the_checks(rubric: Rubric) -> None:
    assert rule_of(rubric, "3.1").params == {
        "required": ["gioi_thieu", "lien_he", "tin_tuc", "van_ban", "cong_khai", "tuyen_sinh"],
        "recommended": [
            "hoi_dap_gop_y", "hoc_lieu", "nien_giam", "xet_tuyen_truc_tuyen", "quan_ly_truong_hoc",
        ],
    }  # fmt: skip
    assert rule_of(rubric, "3.2").params == {}
    assert rule_of(rubric, "3.3").params == {"minimum": 40}
    assert rule_of(rubric, "3.4").params == {}
    assert rule_of(rubric, "3.5").params == {
        "forms": {"bm_nghi_hoc": ["TH", "THCS"], "bm_phuc_khao": ["THCS"], "tuyen_sinh": ["TH", "THCS"]},
        "own_section": False,
    }


def test_remedies_fill_in_with_the_agreed_names_only(rubric: Rubric) -> None:
    values = {
        "missing": "a", "count": 1, "needed": 40, "parent": "b", "school_year": "2021-2022", "scattered": "c",
        "unseen": "d", "doubts": "e",
    }  # fmt: skip
    for rule in rubric.rules:
        for text in rule.remedy.values():
            assert "{" not in text.format(**values)


@pytest.mark.parametrize(
    ("rule_id", "document"),
    [
        ("1.4", "103/PGDĐT ngày 04/3/2021"), ("1.4", "290/PGDĐT ngày 25/3/2021"), ("2.3", "2029/PGDĐT ngày 26/12/2019"),
        ("3.1", "18/PGDĐT ngày 07/01/2021"), ("3.1", "37/2020/TT-BGDĐT"), ("3.1", "43/2011/NĐ-CP"),
        ("3.3", "1629/PGDĐT-CNTT ngày 21/10/2015"), ("3.4", "36/2017/TT-BGDĐT ngày 28/12/2017"),
        ("3.6", "1828/PGDĐT ngày 08/11/2019"), ("3.6", "1636/PGDĐT ngày 02/10/2020"),
        ("4.2", "495/PGDĐT ngày 07/4/2020"), ("4.4", "962/KH-PGDĐT ngày 27/8/2021"),
        ("4.5", "456/KH-PGDĐT ngày 01/4/2022"),
    ],
)  # fmt: skip
def test_documents_a_criterion_rests_on(rubric: Rubric, rule_id: str, document: str) -> None:
    cited = [basis.document.replace("TT 37/2020/", "37/2020/") for basis in rule_of(rubric, rule_id).basis]
    # Number first or last ("TT 36/2017/TT-BGDĐT", "NĐ 43/2011/NĐ-CP"): the number and day must be there.
    assert any(document in text for text in cited)


def test_it_is_listed() -> None:
    listing = next(entry for entry in list_rubrics() if entry.id == "tdm-2021-2022")
    assert listing.shipped
    assert listing.problem == ""
    assert listing.school_years == ("2021-2022",)


SEARCHED = {"1.2", "1.3", "1.4", "2.1", "2.3", "2.4", "3.6", "4.1", "4.2", "4.4", "4.5"}


@pytest.mark.parametrize("rule_id", sorted(POINTS))
def test_evidence_is_looked_for_where_the_letter_wants_papers(rubric: Rubric, rule_id: str) -> None:
    rule = rule_of(rubric, rule_id)
    assert bool(rule.search) == (rule_id in SEARCHED)
    assert not (rule.search and rule.check)
