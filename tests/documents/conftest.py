"""The zoo is built once a session, and read once without OCR and once with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from records.files import FileRead
from tests.documents import zoo
from tests.documents.truths import Truth, load_truths, read_all


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the zoo."""
    return zoo.build(tmp_path_factory.mktemp("zoo"))


@pytest.fixture(scope="session")
def truths() -> Mapping[str, Truth]:
    """What must be read of each file."""
    return load_truths()


@pytest.fixture(scope="session")
def reads(folder: Path, truths: Mapping[str, Truth]) -> dict[str, FileRead]:
    """Every file of the zoo, read without OCR."""
    return read_all(folder, truths)


@pytest.fixture(scope="session")
def ocr_reads(folder: Path, truths: Mapping[str, Truth]) -> dict[str, FileRead]:
    """The pictures of pages, read with OCR."""
    return read_all(folder, {name: truth for name, truth in truths.items() if "ocr" in truth}, ocr=True)
