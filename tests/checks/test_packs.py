"""Laws over every shipped pack at once."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from checks.registry import PARTS, all_checks
from checks.validation import placed_problems
from checks.wording import places
from config.loader import list_rubrics, load_rubric, load_vocabulary
from config.rubric_packs import load_remedies
from records.findings import Outcome
from records.rubric import Rubric, ScoringMode
from records.school import Level
from runner.rubric_table import rubrics_markdown
from tests.checks.building import CASES, load_cases
from tests.checks.test_cases import _answer as answer_of

VOCABULARY = load_vocabulary()
PACKS = {listing.id: load_rubric(listing.id) for listing in list_rubrics()}
SHOWN = {(path.stem, case["expect"]["result"]) for path in CASES.glob("*.yml") for case in load_cases(path)}
each_pack = pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)


def test_every_requirement_document_has_its_pack() -> None:
    assert set(PACKS) == {
        "tdm-2021-2022", "hcm-thcs-thpt", "hcm-gdtx", "brvt-2019-2020", "longbien-thdt-2019-2020",
        "caobang-2020-2021", "quoc-gia",
    }  # fmt: skip


def test_ids_and_titles_are_different() -> None:
    assert all(listing.shipped and not listing.problem for listing in list_rubrics())
    assert len({pack.title for pack in PACKS.values()}) == len(PACKS)


@each_pack
def test_pack_fits_the_checks(pack: Rubric) -> None:
    assert list(placed_problems(pack, VOCABULARY)) == []
    assert len({rule.id for rule in pack.rules}) == len(pack.rules)


@each_pack
def test_every_result_has_points_where_there_are_points_a_sentence_a_remedy_and_a_case(pack: Rubric) -> None:
    for rule in pack.rules:
        if rule.check is None:
            continue
        asked = all_checks()[rule.check]
        params, _ = asked.bind(rule.params, VOCABULARY)
        for slug, result in asked.results.items():
            assert (rule.check, slug) in SHOWN
            assert result.text.strip()
            if not result.can_come(params):
                continue
            if result.outcome.is_judged and rule.max_points is not None:
                assert rule.scoring.mode is not ScoringMode.BY_RESULT or slug in rule.points, (rule.id, slug)
            if result.outcome not in (Outcome.PASS, Outcome.NOT_APPLICABLE):
                assert rule.remedy[slug].strip(), (rule.id, slug)


@each_pack
def test_points_sum_where_the_document_has_points(pack: Rubric) -> None:
    if pack.max_points is None:
        assert all(rule.max_points is None and not rule.points for rule in pack.rules)
        return
    sections = [section for section in pack.sections if not section.bonus]
    assert sum((section.max_points or Decimal(0) for section in sections), Decimal(0)) == pack.max_points
    for section in sections:
        assert sum((rule.max_points or Decimal(0) for rule in section.rules), Decimal(0)) == section.max_points


@each_pack
def test_every_rule_rests_on_a_document(pack: Rubric) -> None:
    known = {cited.id: cited for cited in VOCABULARY.citations}
    for rule in pack.rules:
        assert rule.basis or pack.source.strip()
        for basis in rule.basis:
            assert basis.document.strip()
            assert basis.law is None or known[basis.law].title in basis.document


@each_pack
def test_circulars_and_decrees_are_cited_with_their_validity(pack: Rubric) -> None:
    titles = [cited.title for cited in VOCABULARY.citations]
    for rule in pack.rules:
        for basis in rule.basis:
            if any(title in basis.document for title in titles):
                assert basis.law is not None, (rule.id, basis.document)


@each_pack
def test_what_is_searched_for_is_said_in_words(pack: Rubric) -> None:
    for rule in pack.rules:
        assert not (rule.search and rule.check), rule.id
        for search in rule.search:
            assert search.title.strip()
            assert all(len(phrase) > 1 for phrase in (*search.words, *search.with_words))


def test_remedies_speak_of_results_and_values_that_there_are() -> None:
    told: dict[tuple[str, str], set[str]] = {}
    for path in CASES.glob("*.yml"):
        asked = all_checks()[path.stem]
        for case in load_cases(path):
            answer = answer_of(asked.name, case)
            told.setdefault((asked.name, answer.result), set(answer.values)).intersection_update(answer.values)
    for check, remedies in load_remedies().items():
        for slug, text in remedies.items():
            assert slug in all_checks()[check].results, (check, slug)
            assert set(places(text)) <= told[check, slug], (check, slug, text)
    for pack in PACKS.values():
        for rule in pack.rules:
            for slug, text in rule.remedy.items():
                assert set(places(text)) <= told[str(rule.check), slug], (pack.id, rule.id, slug)


def test_what_a_check_gives_to_scoring_is_in_its_answers() -> None:
    for path in CASES.glob("*.yml"):
        asked = all_checks()[path.stem]
        answers = [answer_of(asked.name, case) for case in load_cases(path)]
        for name in asked.gives:
            if name == PARTS:
                assert any(answer.parts for answer in answers), asked.name
                continue
            found = [answer.values[name] for answer in answers if name in answer.values]
            assert found, (asked.name, name)
            assert all(one is None or isinstance(one, int) for one in found), (asked.name, name, found)


def test_no_remedy_is_missing_for_any_check() -> None:
    remedies = load_remedies()
    for name, asked in all_checks().items():
        for slug, result in asked.results.items():
            if result.outcome not in (Outcome.PASS, Outcome.NOT_APPLICABLE):
                assert remedies[name][slug].strip(), (name, slug)


def test_nursery_schools_are_not_asked_for_what_they_do_not_have() -> None:
    for pack in PACKS.values():
        for rule in pack.rules:
            levels = rule.params.get("forms", {}).get("bm_phuc_khao", ())
            assert "MN" not in levels
            assert "TH" not in levels


def test_the_model_for_general_schools_is_asked_of_nobody_else() -> None:
    model = "Phụ lục I của hướng dẫn"
    only = [rule for rule in PACKS["brvt-2019-2020"].rules if {basis.document for basis in rule.basis} == {model}]
    assert len(only) >= 8
    assert all(set(rule.levels or ()) == {Level.TH, Level.THCS, Level.THPT} for rule in only)


def test_the_table_of_criteria_is_current() -> None:
    path = Path(__file__).parents[2] / "docs" / "rubrics.md"
    assert path.read_text(encoding="utf-8") == rubrics_markdown(), "run: make rubrics"
