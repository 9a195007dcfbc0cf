"""Sections by meaning: which, how far up the ladder, for which school year, and what their entries are about."""

from __future__ import annotations

from typing import Any

import pytest

from reading.portal import ItemRead, SectionRead
from reading.sections import SectionReader, section_keys
from reading.words import section_matcher
from records.facts import Fact
from tests.reading.building import document, load_cases, missing, section, visit, vocabulary

_CASES = load_cases("sections")


def _read(case: dict[str, Any]) -> tuple[SectionRead, ...]:
    facts: list[Fact] = [section(raw) for raw in case["sections"]]
    facts += [document(raw) for raw in case.get("documents", ())]
    facts += [missing(raw) for raw in case.get("missing", ())]
    return SectionReader(visit(facts), vocabulary()).read()


def _item_as_wanted(item: ItemRead, wanted: dict[str, Any]) -> bool:
    seen = {
        "key": item.key,
        "year": item.school_year,
        "from": item.year_from,
        "opens": item.opens,
        "problem": item.file.problem if item.file else "",
        "file": item.is_file,
    }
    return all(seen[name] == value for name, value in wanted.items())


def _as_wanted(found: SectionRead, wanted: dict[str, Any]) -> bool:
    seen = {"state": found.state.value, "rung": found.rung, "year": found.school_year, "label": found.label}
    plain = all(seen[name] == value for name, value in wanted.items() if name in seen)
    items = wanted.get("items")
    return plain and (
        items is None or (len(items) == len(found.items) and all(map(_item_as_wanted, found.items, items)))
    )


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["name"])
def test_sections(case: dict[str, Any]) -> None:
    sections = _read(case)
    whole = section_matcher(vocabulary()).part_of
    for wanted in case.get("expect", ()):
        found = [one for one in sections if whole.get(one.key, one.key) == wanted["key"]]
        assert any(_as_wanted(one, wanted) for one in found), [
            (one.key, one.state.value, one.rung, one.school_year, one.items) for one in sections
        ]
        if "count" in wanted:
            assert len([one for one in found if one.key == wanted["key"]]) == wanted["count"]
    for key in case.get("absent", ()):
        assert not [one for one in sections if whole.get(one.key, one.key) == key]


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["name"])
def test_every_section_shows_where_it_was_seen(case: dict[str, Any]) -> None:
    for one in _read(case):
        assert one.evidence
        assert 0 < one.confidence <= 1
        assert 1 <= one.rung <= 5
        assert not one.items or one.state.value == "content"


def test_a_menu_says_more_than_a_link_in_the_text() -> None:
    reader = SectionReader(visit([]), vocabulary())
    menu, main = (dict(reader.keys_of(section({"label": "Công khai", "place": place}))) for place in ("menu", "main"))
    assert menu["cong_khai"] > main["cong_khai"]


def test_a_path_names_its_sections_innermost_first() -> None:
    keys = section_keys(("Văn bản", "Công khai", "Cam kết chất lượng"), section_matcher(vocabulary()))
    assert keys[0] == "cong_khai"
    assert keys[-1] == "van_ban"
