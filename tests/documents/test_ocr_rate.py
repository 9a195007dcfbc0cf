"""OCR finds the deciding words of scanned pages at the rate that is promised."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.documents.ocr_rate import PAGES, TARGET, measure, rate

pytestmark = pytest.mark.documents


def test_deciding_words_of_scanned_pages_are_found(tmp_path: Path) -> None:
    assert len(PAGES) >= 10
    assert {page.dpi for page in PAGES} >= {150, 200, 300}
    found = measure(tmp_path)
    assert rate(found) >= TARGET, [one.words for one in found]
    # Whatever OCR made of a name, it made no other school of it.
    assert not any(one.other for one in found)
