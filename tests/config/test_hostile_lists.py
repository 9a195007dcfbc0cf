"""Any bytes whatever give a school list or a `ConfigError`, never another exception, and drop no row in silence."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from config.errors import ConfigError
from config.school_list import SchoolList, load_school_list
from tests.config.excel_file import PARTS, excel_bytes

HEADER = "code,name,level,url,parent_url\n"


def read(content: bytes, name: str) -> SchoolList | None:
    """The list, or None when it was refused; anything else raised fails the test."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        try:
            result = load_school_list(path)
        except ConfigError as error:
            assert name in str(error)  # noqa: PT017 - the point is that nothing else is raised
            return None
    assert result.rows_read == len(result.schools) + result.error_rows
    result.model_dump_json()  # What was read can be written again: no lone surrogates, no NUL.
    return result


@given(st.binary(max_size=300), st.sampled_from(["truong.csv", "truong.xlsx"]))
@example(b"\xff\xfe", "truong.csv")
@example(b"\xff\xfe\x00\xd8\x00\xd8", "truong.csv")
@example(b"PK\x05\x06" + b"\x00" * 18, "truong.xlsx")
@settings(max_examples=200, deadline=None)
def test_any_bytes(content: bytes, name: str) -> None:
    read(content, name)


@given(st.binary(max_size=200) | st.text(alphabet='01a,;\t"\n\r .:/@ƯđỆ', max_size=120).map(str.encode))
@example(b'"')
@example(b'01,"A\nB",TH,a.vn,\n"')
@example(b"01,A\x00,TH,http://[,\n")
@example("01,\ud800,TH,a.vn,".encode("utf-8", "surrogatepass"))
@settings(max_examples=250, deadline=None)
def test_any_rows_below_a_good_header(rows: bytes) -> None:
    read(HEADER.encode() + rows, "truong.csv")


@given(st.lists(st.text(alphabet='ab"', max_size=6), min_size=1, max_size=12))
@settings(max_examples=200, deadline=None)
def test_no_line_is_lost_to_quotation_marks(names: list[str]) -> None:
    good = "".join(f"9{n},Trường {n},TH,http://t{n}.vn/,\n" for n in range(3))
    rows = "".join(f"{n},{name},TH,http://x{n}.vn/,\n" for n, name in enumerate(names))
    result = read((HEADER + rows + good).encode(), "truong.csv")
    assert result is not None
    assert {"90", "91", "92"} <= {school.code for school in result.schools}


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_a_workbook_with_bytes_changed(data: st.DataObject) -> None:
    content = bytearray(excel_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(len(content) // 2, len(content)))
    read(bytes(content[:cut]), "truong.xlsx")


@given(
    st.sampled_from(sorted(PARTS)),
    st.data(),
)
@settings(max_examples=150, deadline=None)
def test_a_workbook_with_a_part_changed(member: str, data: st.DataObject) -> None:
    text = bytearray(PARTS[member].encode())
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 8)))
        text[start:end] = data.draw(st.sampled_from([b"", b"9", b"-1", b'"', b"<", b"x", b"e99", b"\xff", b"A1:B"]))
    read(excel_bytes(**{member: bytes(text)}), "truong.xlsx")


def test_the_untouched_workbook_is_a_good_one() -> None:
    result = read(excel_bytes(), "truong.xlsx")
    assert result is not None
    assert [school.portal for school in result.schools] == ["http://a.vn/"]
