"""What is missing on a machine is said by its name; a scan that cannot be read stays a scan, never absent."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from crawler.files.reader import FileReader, FileRequest
from records.files import FileKind, FileProblem
from tests.documents.truths import LIMITS

pytestmark = pytest.mark.documents
# A child on a machine where some modules are not installed.
_WITHOUT = "import sys; sys.modules.update({names}); from crawler.files.child import main; sys.exit(main())"


def without(*modules: str) -> tuple[str, ...]:
    """The program of a child that cannot import these."""
    return (sys.executable, "-c", _WITHOUT.format(names=dict.fromkeys(modules)))


@pytest.mark.parametrize("name", ["quet.pdf", "quet.jpg", "quet.docx"])
def test_without_tesseract_a_scan_is_a_scan(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with FileReader(LIMITS) as reader:
        read = reader.read(FileRequest(folder / name, ocr=True))
    assert read.problems == (FileProblem.SCAN, FileProblem.READER_MISSING)
    assert read.opens is True
    assert not read.was_read
    assert "tesseract-ocr-vie" in read.sentences[1]


def test_without_pillow_a_picture_was_not_opened(folder: Path) -> None:
    with FileReader(LIMITS, program=without("PIL", "PIL.Image")) as reader:
        read = reader.read(FileRequest(folder / "quet.jpg", ocr=True))
    assert read.kind is FileKind.IMAGE
    assert read.opens is None
    assert read.problems == (FileProblem.SCAN, FileProblem.READER_MISSING)
    assert "kiemcong[ocr]" in read.sentences[1]


def test_without_py7zr_a_7z_was_not_listed(folder: Path) -> None:
    with FileReader(LIMITS, program=without("py7zr")) as reader:
        seven, other = (reader.read(FileRequest(folder / name)) for name in ("ho-so.7z", "ho-so.zip"))
    assert seven.opens is None
    assert seven.problems == (FileProblem.READER_MISSING,)
    assert "kiemcong[archives]" in seven.sentences[0]
    assert other.problems == (FileProblem.ARCHIVE,)
