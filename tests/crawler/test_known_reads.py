"""What one crawler process read of a file is known to the others of the run, with its text and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.files.known import KnownReads
from crawler.files.reader import FileReader, FileRequest
from records.files import FileKind, FileRead
from runner.demo.files import make_pdf

SHA = "a" * 64


def _read(text: str = "Biểu mẫu 05") -> FileRead:
    return FileRead(sha256=SHA, size=3, kind=FileKind.PDF, opens=True, text=text)


def test_another_process_knows_what_was_read(tmp_path: Path) -> None:
    KnownReads(tmp_path)[SHA] = _read()
    assert KnownReads(tmp_path)[SHA].text == "Biểu mẫu 05"
    assert SHA not in KnownReads()


@pytest.mark.parametrize("content", [b"", b"{", b'{"read": {}, "text": 1}', b"[1]", b"\xff\xfe"])
def test_a_damaged_note_is_no_note(tmp_path: Path, content: bytes) -> None:
    (tmp_path / SHA).write_bytes(content)
    with pytest.raises(KeyError):
        KnownReads(tmp_path)[SHA]


def test_a_folder_that_is_gone_costs_nothing(tmp_path: Path) -> None:
    known = KnownReads(tmp_path / "gone")
    known[SHA] = _read()
    assert known[SHA] == _read()
    with pytest.raises(KeyError):
        known["../../etc/passwd"]


def test_the_same_bytes_are_parsed_once_by_two_processes(tmp_path: Path) -> None:
    reads, file = tmp_path / "reads", tmp_path / "a"
    reads.mkdir()
    file.write_bytes(make_pdf(("Bieu mau 05", "Nam hoc 2021-2022")))
    with FileReader(known=KnownReads(reads)) as first:
        read = first.read(FileRequest(file, url="http://a/bm05.pdf"))
    # No child of the second one can answer: it has to know.
    with FileReader(known=KnownReads(reads), program=("/bin/false",)) as second:
        again = second.read(FileRequest(file, url="http://b/khac.pdf"))
    assert read.text
    assert again == read.model_copy(update={"text": again.text})
