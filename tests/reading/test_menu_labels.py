"""Labels as they stand on portals, written without looking at the words we know: recognised, or rightly not."""

from __future__ import annotations

from typing import Any

import pytest

from reading.words import item_matcher, section_matcher
from tests.reading.building import load_cases, vocabulary

_CASES = load_cases("menu_labels")
# The list speaks of these as DOMAIN does; our keys are finer.
_SAME = {"tin_tuc": {"tin_tuc", "thong_bao"}, "tkb": {"lich_cong_tac"}}


def _recognised(label: str) -> set[str]:
    """The keys of sections and items that a label names, and the sections they are part of."""
    sections, items = section_matcher(vocabulary()), item_matcher(vocabulary())
    keys = {key for key, _ in sections.matches(label)}
    if best := items.best(label):
        keys.add(best)
    return keys | {sections.part_of.get(key, items.part_of.get(key, key)) for key in keys}


@pytest.mark.parametrize("case", _CASES["labels"], ids=lambda case: case["label"])
def test_a_label_is_recognised(case: dict[str, Any]) -> None:
    means = set().union(*(_SAME.get(key, {key}) for key in case["means"]))
    assert means & _recognised(case["label"])


@pytest.mark.parametrize("case", _CASES["near"], ids=lambda case: case["label"])
def test_a_near_miss_is_not(case: dict[str, Any]) -> None:
    assert not set(case["not"]) & _recognised(case["label"])


def test_the_list_is_as_long_as_it_has_to_be() -> None:
    assert len(_CASES["labels"]) >= 150
    assert len(_CASES["near"]) >= 80
