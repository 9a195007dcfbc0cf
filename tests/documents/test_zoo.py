"""Every file of the zoo is read as what it is, with the problem it has and what it says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reading.documents import understand_document
from reading.fold import fold
from records.files import FILE_PROBLEMS, FILE_TEXT, FileProblem, FileRead
from tests.documents.truths import SCHOOL, Truth, load_truths, vocabulary

pytestmark = pytest.mark.documents
TRUTHS = load_truths()
WITH_OCR = [name for name, truth in TRUTHS.items() if "ocr" in truth]
WITH_MEANING = [name for name, truth in TRUTHS.items() if "means" in truth]


def test_every_file_of_the_zoo_has_its_truth(folder: Path) -> None:
    assert {file.name for file in folder.iterdir() if file.is_file()} == set(TRUTHS)
    assert len(TRUTHS) >= 40


@pytest.mark.parametrize("name", TRUTHS)
def test_a_file_is_what_it_is(reads: dict[str, FileRead], name: str) -> None:
    read, truth = reads[name], TRUTHS[name]
    assert read.kind == truth["kind"]
    assert read.opens is truth.get("opens", True)
    problems = [str(problem) for problem in read.problems]
    if "problems_any" in truth:
        assert problems[0] in truth["problems_any"]
        assert len(problems) == 1
    else:
        assert problems == truth.get("problems", [])
    assert len(read.sentences) == len(problems)
    assert read.pages == truth.get("pages")
    assert read.text_layer is truth.get("text_layer")
    assert list(read.sheets) == truth.get("sheets", [])
    assert [str(one) for one in read.active] == truth.get("active", [])
    assert list(read.members) == truth.get("members", [])
    assert read.legacy_font == truth.get("legacy_font")
    assert read.pupil_rows == truth.get("pupil_rows", 0)
    assert not read.ocr


@pytest.mark.parametrize("name", TRUTHS)
def test_a_file_says_what_it_says(reads: dict[str, FileRead], name: str) -> None:
    read, truth = reads[name], TRUTHS[name]
    _says(read, truth)
    if "form" in truth:
        assert read.form == truth["form"]
    signature = truth.get("signature", {})
    assert read.signature.digital == signature.get("digital", False)
    if "signature" in truth:
        assert fold(read.signature.office) == fold(signature["office"])
        assert read.signature.signer == signature["signer"]
        assert read.signature.marked == signature["marked"]
    elif "signer" in truth:
        assert read.signature.signer == truth["signer"]
    elif read.was_read:
        assert not read.signature.present


@pytest.mark.parametrize("name", WITH_OCR)
def test_a_picture_of_a_page_is_read_when_asked(ocr_reads: dict[str, FileRead], name: str) -> None:
    read, truth = ocr_reads[name], TRUTHS[name]["ocr"]
    assert [str(problem) for problem in read.problems] == truth["problems"]
    assert read.ocr == (FileProblem.SCAN not in read.problems)
    assert read.opens is True
    _says(read, truth)
    _means(read, truth)


@pytest.mark.parametrize("name", WITH_MEANING)
def test_what_is_read_means_what_it_should(reads: dict[str, FileRead], name: str) -> None:
    _means(reads[name], TRUTHS[name])


def test_every_problem_has_one_plain_sentence() -> None:
    assert set(FILE_PROBLEMS) == set(FileProblem)
    for sentence in FILE_PROBLEMS.values():
        assert sentence[0].isupper()
        assert sentence.count(".") - sentence.count("...") == 1
        assert sentence.endswith(".")


def test_the_text_is_left_out_where_a_record_is_saved(reads: dict[str, FileRead]) -> None:
    read = reads["bm05.docx"]
    assert "Điều kiện tuyển sinh" in read.text
    assert len(read.text) <= FILE_TEXT
    assert "Điều kiện tuyển sinh" not in read.model_dump_json()
    assert "Điều kiện tuyển sinh" not in repr(read)


def test_names_of_pupils_leave_the_child_nowhere(reads: dict[str, FileRead]) -> None:
    for name in ("danh-sach.xlsx", "danh-sach.pdf"):
        everything = fold(reads[name].model_dump_json() + reads[name].text)
        assert "nguyen van an" not in everything
        assert "05 05 2015" not in everything


def _says(read: FileRead, truth: Truth) -> None:
    text = fold(read.text)
    for phrase in truth.get("says", []):
        assert phrase in text, text[:1_500]
    for phrase in truth.get("hides", []):
        assert phrase not in text
    for phrase in truth.get("composed", []):
        assert phrase in read.text
    if "once" in truth:
        assert text.count(truth["once"]) == 1
    titles = fold(" / ".join(read.title_lines))
    for phrase in truth.get("title", []):
        assert phrase in titles, read.title_lines


def _means(read: FileRead, truth: Truth) -> None:
    if "means" not in truth:
        return
    wanted = truth["means"]
    meaning = understand_document(read, SCHOOL, vocabulary())
    assert meaning.readable
    if "school" in wanted:
        assert meaning.names_school == wanted["school"]
    assert bool(meaning.other_school) is wanted.get("other", False), meaning.other_school
    if "years" in wanted:
        assert list(meaning.school_years) == wanted["years"]
    if "calendar" in wanted:
        assert list(meaning.calendar_years) == wanted["calendar"]
    if "forms" in wanted:
        assert sorted(meaning.forms) == wanted["forms"]
    if "item" in wanted:
        assert meaning.item == wanted["item"], meaning.items
    if "state" in wanted:
        assert meaning.form == wanted["state"]
    for day in wanted.get("dates", []):
        assert (day if isinstance(day, date) else date.fromisoformat(day)) in meaning.dates
