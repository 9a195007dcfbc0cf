"""What a file's text says, by cases: its meaning for the checks, and the signs that the child looks for."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest

from reading.document_text import form_state, lines_of, people, signature, title_lines
from reading.documents import understand_document
from reading.fold import fold
from reading.legacy_fonts import best_reading, from_legacy_font, legacy_font
from records.files import FileProblem, FileRead, FormState, LegacyFont
from tests.documents.letters import NOTICE, in_tcvn3, in_vni
from tests.reading.building import SCHOOL, load_cases, vocabulary

MEANINGS = load_cases("documents")
SIGNS = load_cases("document_text")


@pytest.mark.parametrize("case", MEANINGS, ids=lambda case: case["name"])
def test_meaning(case: dict[str, Any]) -> None:
    text = "\n".join(map(str, case["lines"]))
    school = SCHOOL.model_copy(update={"name": case.get("school", SCHOOL.name)})
    read = FileRead(
        sha256="0", size=1, opens=True, text=text, title_lines=title_lines(text), ocr=case.get("ocr", False)
    )
    meaning = understand_document(read, school, vocabulary())
    seen: dict[str, Any] = {
        "school": str(meaning.names_school),
        "other": bool(meaning.other_school),
        "forms": sorted(meaning.forms),
        "models": sorted(meaning.models),
        "years": list(meaning.school_years),
        "calendar": list(meaning.calendar_years),
        "item": meaning.item,
        "dates": [day if isinstance(day, str) else day.isoformat() for day in meaning.dates],
    }
    wanted = case["means"]
    if "dates" in wanted:
        wanted = {**wanted, "dates": [day.isoformat() if isinstance(day, date) else day for day in wanted["dates"]]}
    assert {key: seen[key] for key in wanted} == wanted


@pytest.mark.parametrize("case", SIGNS, ids=lambda case: case["name"])
def test_sign(case: dict[str, Any]) -> None:
    text = case["text"]
    if "signature" in case:
        found = signature(text)
        assert {"office": found.office, "signer": found.signer, "marked": found.marked} == case["signature"]
        assert found.present
    if case.get("unsigned"):
        assert not signature(text).present
    if "titles" in case:
        assert list(title_lines(text)) == case["titles"]
    if "form" in case:
        assert form_state(text, case.get("cells", 0), case.get("blank_cells", 0)) == case["form"]
    if "rows" in case:
        found_people = people(text)
        assert (found_people.rows, found_people.pupils) == (case["rows"], case["pupils"])
        assert all(phrase in fold(found_people.text) for phrase in case.get("keeps", []))
        assert not any(phrase in fold(found_people.text) for phrase in case.get("hides", []))


def test_text_made_to_hold_up_the_reading_does_not() -> None:
    began = time.process_time()
    for piece in (
        "Nguyễn Văn" + " " * 50_000,
        "Nguyễn Văn" + "\t;" * 25_000,
        "Aa " * 60_000,
        ". " * 60_000,
        "…" * 60_000,
        "12/3/" * 30_000,
    ):
        text = "\n".join(lines_of(piece))
        people(text)
        signature(text)
        form_state(text)
        title_lines(text)
    # A child has 20 seconds for a file; what grows with the cube takes hours on these.
    assert time.process_time() - began < 10


def test_a_file_that_was_not_read_means_nothing() -> None:
    read = FileRead(sha256="0", size=1, opens=True, problems=(FileProblem.SCAN,), text="Trường Tiểu học Hoa Sen")
    meaning = understand_document(read, SCHOOL, vocabulary())
    assert not meaning.readable
    assert meaning.item is None
    assert meaning.form is FormState.UNCLEAR


@pytest.mark.parametrize(("font", "write"), [(LegacyFont.TCVN3, in_tcvn3), (LegacyFont.VNI, in_vni)])
def test_text_of_fonts_before_unicode_is_restored(font: LegacyFont, write: Any) -> None:
    sound = "\n".join(NOTICE.lines)
    # The letters of .VnTimeH are small ones that look like capitals.
    wanted = "\n".join(line.lower() if font is LegacyFont.TCVN3 and line.isupper() else line for line in NOTICE.lines)
    written = "\n".join(map(write, NOTICE.lines))
    assert legacy_font(written) is font
    restored = from_legacy_font(written, font)
    assert fold(restored) == fold(sound)
    assert sum(one == other for one, other in zip(restored.split("\n"), wanted.split("\n"), strict=True)) >= 8
    assert best_reading((written, "Ã¿ý ×÷ ¶¶¶")) == written


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(NOTICE.lines),
        "Le règlement intérieur de l'école précise où l'élève doit être à midi, été comme hiver; voilà.",
        "The school's annual report © 2021 – naïve façade, résumé, café.",
        "Cong khai chat luong giao duc nam hoc 2021-2022",
        "",
    ],
)
def test_other_text_is_left_alone(text: str) -> None:
    assert legacy_font(text) is None
