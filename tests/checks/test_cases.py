"""What every check answers, case by case; the cases stand in ``cases/<check>.yml``."""

from __future__ import annotations

from typing import Any

import pytest

from checks.registry import all_checks, run_check
from checks.wording import fill, places, plain, titles_of
from records.findings import Answer, Outcome
from tests.checks.building import CASES, VOCABULARY, address, build_portal, load_cases

_FILES = sorted(CASES.glob("*.yml"))
_CASES = [(path.stem, case) for path in _FILES for case in load_cases(path)]
_TITLES = titles_of(VOCABULARY)


def _answer(name: str, case: dict[str, Any]) -> Answer:
    asked = all_checks()[name]
    # Not held against the vocabulary: the cases speak of keys, not of the words behind them.
    params, problems = asked.bind(case.get("params", {}))
    assert problems == ()
    return run_check(asked, build_portal(case["portal"]), params)


@pytest.mark.parametrize(("name", "case"), _CASES, ids=[f"{name}: {case['name']}" for name, case in _CASES])
def test_case(name: str, case: dict[str, Any]) -> None:
    wanted = case["expect"]
    answer = _answer(name, case)
    result = all_checks()[name].results[answer.result]
    sentence = fill(result.text, answer.values, _TITLES)

    assert (answer.result, result.outcome) == (wanted["result"], Outcome(wanted["outcome"])), sentence
    for words in wanted.get("says", ()):
        assert words in sentence
    values = plain(answer.values)
    for key, value in wanted.get("values", {}).items():
        assert values[key] == value
    parts = {part.key: part for part in answer.parts}
    for key, (result, outcome) in wanted.get("parts", {}).items():
        assert (parts[key].result, parts[key].outcome) == (result, Outcome(outcome)), parts[key].reason
    cited = [place.url for place in answer.evidence]
    for url in wanted.get("evidence", ()):
        assert address(url) in cited


@pytest.mark.parametrize(("name", "case"), _CASES, ids=[f"{name}: {case['name']}" for name, case in _CASES])
def test_every_sentence_is_filled(name: str, case: dict[str, Any]) -> None:
    answer = _answer(name, case)
    text = all_checks()[name].results[answer.result].text
    assert set(places(text)) <= set(answer.values)
    sentence = fill(text, answer.values, _TITLES)
    assert "{" not in sentence
    assert "}" not in sentence
    assert sentence.endswith(".")


def test_every_check_has_a_file_of_cases() -> None:
    assert {path.stem for path in _FILES} == set(all_checks())


def test_every_declared_result_has_a_case() -> None:
    declared = {(name, slug) for name, asked in all_checks().items() for slug in asked.results}
    shown = {(name, case["expect"]["result"]) for name, case in _CASES}
    assert declared == shown


def test_case_names_are_different_sentences() -> None:
    names = [(check, case["name"]) for check, case in _CASES]
    assert len(names) == len(set(names))


def test_answers_that_blame_or_praise_show_where() -> None:
    for name, case in _CASES:
        answer = _answer(name, case)
        if all_checks()[name].results[answer.result].outcome.is_judged:
            assert answer.evidence, f"{name}: {case['name']}"
