"""The list of mutations is whole: each has its place in the code, its line in the document, and a test that exists."""

from __future__ import annotations

import re

import pytest

from tests.mutate import MUTATIONS, ROOT, Mutation


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_a_mutation_has_its_place_and_its_test(mutation: Mutation) -> None:
    assert (ROOT / mutation.file).read_text(encoding="utf-8").count(mutation.before) == 1
    file, _, name = mutation.test.partition("::")
    assert f"def {name.partition('[')[0]}(" in (ROOT / file).read_text(encoding="utf-8")


def test_the_document_lists_the_same_mutations() -> None:
    text = (ROOT / "docs" / "mutations.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([a-z-]+)` \| `([^`]+)`.*\| `([^`]+)` \|$", text, re.M)
    assert listed == [(mutation.name, mutation.file, mutation.test) for mutation in MUTATIONS]
    assert len(MUTATIONS) == 10
