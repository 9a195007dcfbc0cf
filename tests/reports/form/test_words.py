"""Headers, numbers and sums in the words of offices."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from reports.form.columns import Role, role_of
from reports.form.numbers import Numbering, What, is_total
from tests.reports.form.scores import rubric

CASES: dict[str, Any] = YAML(typ="safe").load(Path(__file__).parent / "cases" / "words.yml")
COLUMNS = [(name, word) for name, words in CASES["columns"].items() for word in words]


@pytest.mark.parametrize(("name", "word"), COLUMNS)
def test_a_column_is_known_by_its_header(name: str, word: str) -> None:
    assert role_of(word) is (None if name == "none" else Role[name])


def test_sums_are_known() -> None:
    assert [text for text in CASES["totals"] if not is_total(text)] == []
    assert [text for text in CASES["no_totals"] if is_total(text)] == []


@pytest.mark.parametrize("kind", ["numbers", "texts"])
def test_numbers_are_known_however_they_are_written(kind: str) -> None:
    numbering = Numbering(rubric())
    read = numbering.of_number if kind == "numbers" else numbering.of_content
    wrong = {}
    for wanted, texts in CASES[kind].items():
        for text in texts:
            about = read(text)
            told = {What.NOTHING: "none", What.STRANGE: "strange"}.get(about.what, about.id)
            if told != wanted:
                wrong[text] = about
    assert wrong == {}
