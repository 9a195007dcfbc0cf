"""Any bytes, and good files cut or with bytes changed, give a typed result within the limits and never an exception."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.files.limits import Limits
from crawler.files.reader import FileReader, FileRequest
from records.files import FILE_TEXT, FileProblem, FileRead

pytestmark = pytest.mark.documents
GOOD = (
    "bm05.docx", "bm05.odt", "bm08.doc", "bm08.rtf", "du-toan.xlsx", "du-toan.xls", "du-toan.ods", "ke-hoach.pptx",
    "bm06.pdf", "o-dien-trong.pdf", "thong-bao-1258.txt", "trang.webp", "quet-den-trang.tif", "ho-so.zip", "ho-so.7z",
    "ho-so.rar",
)  # fmt: skip
_LIMITS = Limits(cpu_seconds=5, wall_seconds=120, start_seconds=120)
_MAGIC = (
    b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1", b"Rar!\x1a\x07\x01\x00",
    b"7z\xbc\xaf\x27\x1c", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"RIFF\x00\x00\x00\x00WEBP", b"<html>",
    b"\xff\xfe", b"\x1f\x8b",
)  # fmt: skip
_SETTINGS = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def reader() -> Iterator[FileReader]:
    """One reader for all the bytes of this module."""
    with FileReader(_LIMITS) as reader:
        yield reader


def check(reader: FileReader, file: Path, content: bytes) -> FileRead:
    """Read `content`; what comes is typed and bounded, whatever it is."""
    file.write_bytes(content)
    began = time.monotonic()
    read = reader.read(FileRequest(file, "http://th-a.edu.vn/x.pdf", "application/pdf"))
    assert time.monotonic() - began < _LIMITS.start_seconds + _LIMITS.wall_seconds + 5
    assert FileRead.model_validate(read.model_dump()) == read.model_copy(update={"text": ""})
    assert len(read.text) <= FILE_TEXT
    assert read.size == len(content)
    assert len(read.sentences) == len(read.problems)
    if read.opens is False:
        assert read.problems
    # No parser of ours may die of plain damage: what kills a child is in the zoo and made for it.
    assert FileProblem.CRASHED not in read.problems, read.detail
    return read


@_SETTINGS
@given(magic=st.sampled_from(_MAGIC), content=st.binary(max_size=3_000))
def test_any_bytes(reader: FileReader, tmp_path: Path, magic: bytes, content: bytes) -> None:
    read = check(reader, tmp_path / "x", magic + content)
    assert (read.problem is FileProblem.EMPTY) == (not magic + content)


@_SETTINGS
@given(name=st.sampled_from(GOOD), share=st.floats(0, 1))
def test_a_file_that_was_cut(reader: FileReader, folder: Path, tmp_path: Path, name: str, share: float) -> None:
    whole = (folder / name).read_bytes()
    check(reader, tmp_path / "x", whole[: int(len(whole) * share)])


@_SETTINGS
@given(
    name=st.sampled_from(GOOD),
    changes=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=8)), min_size=1, max_size=12),
)
def test_a_file_with_bytes_changed(
    reader: FileReader, folder: Path, tmp_path: Path, name: str, changes: list[tuple[float, bytes]]
) -> None:
    content = bytearray((folder / name).read_bytes())
    for share, piece in changes:
        place = int(share * max(0, len(content) - len(piece)))
        content[place : place + len(piece)] = piece
    check(reader, tmp_path / "x", bytes(content))


@pytest.mark.parametrize("name", GOOD)
def test_a_file_that_lost_its_second_half_is_never_whole(
    reader: FileReader, folder: Path, tmp_path: Path, name: str
) -> None:
    whole = (folder / name).read_bytes()
    read = check(reader, tmp_path / "x", whole[: len(whole) // 2])
    if not name.endswith(".txt"):
        assert read.problems
