"""School lists as text files: encodings, separators, headers, bad rows with their places."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from config import school_list
from config.errors import ConfigError
from config.school_list import ListProblem, SchoolList, Severity, load_school_list
from config.text_files import decode_text
from records.school import Level

Write = Callable[..., Path]

HEADER = "code,name,level,url,parent_url\n"
GOOD = "01,Trường A,TH,http://a.vn/,http://p.vn/\n"
VIETNAMESE = (
    "mã trường;tên trường;cấp học;địa chỉ cổng;cổng cấp trên;phường/xã\n"
    "0790;Trường Tiểu học Nguyễn Thị Minh Khai – Phú Mỹ;TH&THCS;ntmk.edu.vn;pgd.vn;Phường Chánh Nghĩa\n"
)


def written(tmp_path: Path, content: str | bytes, name: str = "truong.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def loaded(tmp_path: Path, content: str | bytes) -> SchoolList:
    result = load_school_list(written(tmp_path, content))
    assert result.rows_read == len(result.schools) + result.error_rows
    assert all(problem.file == "truong.csv" and problem.line > 0 and problem.message for problem in result.problems)
    return result


def told(result: SchoolList) -> list[tuple[int, str, str]]:
    return [(problem.line, problem.column, problem.severity) for problem in result.problems]


def as_windows_1258(text: str) -> bytes:
    """Write as Windows does: a letter with its hat or horn, then the tone as a mark of its own."""
    pieces = []
    for character in unicodedata.normalize("NFC", text):
        try:
            pieces.append(character.encode("cp1258"))
        except UnicodeEncodeError:
            base, tone = _split_tone(character)
            pieces.append(base.encode("cp1258") + tone.encode("cp1258"))
    return b"".join(pieces)


def _split_tone(character: str) -> tuple[str, str]:
    marks = unicodedata.normalize("NFD", character)
    tone = next(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", marks.replace(tone, "")), tone


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(VIETNAMESE.encode(), id="utf-8"),
        pytest.param(VIETNAMESE.encode("utf-8-sig"), id="utf-8 with mark"),
        pytest.param(unicodedata.normalize("NFD", VIETNAMESE).encode(), id="utf-8 decomposed"),
        pytest.param(VIETNAMESE.encode("utf-16"), id="utf-16 with mark"),
        pytest.param(codecs.BOM_UTF16_BE + VIETNAMESE.encode("utf-16-be"), id="utf-16-be with mark"),
        pytest.param(VIETNAMESE.encode("utf-16-le"), id="utf-16-le"),
        pytest.param(VIETNAMESE.encode("utf-16-be"), id="utf-16-be"),
        pytest.param(VIETNAMESE.encode("utf-32"), id="utf-32 with mark"),
        pytest.param(as_windows_1258(VIETNAMESE), id="windows-1258"),
        pytest.param(VIETNAMESE.replace("\n", "\r\n").encode(), id="crlf"),
        pytest.param(VIETNAMESE.replace("\n", "\r").encode(), id="cr"),
        pytest.param(VIETNAMESE.replace(";", ",").encode(), id="comma"),
        pytest.param(VIETNAMESE.replace(";", "\t").encode("utf-16"), id="unicode text of excel"),
        pytest.param(("sep=;\n" + VIETNAMESE).encode(), id="sep line"),
        pytest.param(VIETNAMESE.rstrip("\n").encode(), id="no last line end"),
    ],
)
def test_one_list_in_every_encoding(tmp_path: Path, content: bytes) -> None:
    result = loaded(tmp_path, content)
    assert result.problems == ()
    (school,) = result.schools
    assert school.code == "0790"
    assert school.name == "Trường Tiểu học Nguyễn Thị Minh Khai – Phú Mỹ"
    assert school.levels == (Level.TH, Level.THCS)
    assert school.portal == "http://ntmk.edu.vn/"
    assert school.parents == ("http://pgd.vn/",)
    assert school.ward == "Phường Chánh Nghĩa"


@pytest.mark.parametrize(
    "header",
    [
        "MÃ TRƯỜNG,TÊN TRƯỜNG,CẤP HỌC,CỔNG THÔNG TIN,CỔNG CẤP TRÊN",
        "ma truong,ten truong,cap hoc,website,cong cap tren",
        "Code,Name,Level,URL,Parent_URL",
        '"Mã\ntrường","Tên trường","Cấp học","Địa chỉ cổng","Cổng cấp trên"',
    ],
)
def test_headers_in_any_dress(tmp_path: Path, header: str) -> None:
    result = loaded(tmp_path, f"{header}\n{GOOD}")
    assert [school.code for school in result.schools] == ["01"]
    assert result.problems == ()


def test_title_rows_blank_rows_and_repeated_headers(tmp_path: Path) -> None:
    text = f"PHÒNG GDĐT,,,,\nDanh sách trường, cấp học, website\n\n{HEADER}{GOOD},,,,\n\n{HEADER}02,B,THCS,b.vn,p.vn\n"
    result = loaded(tmp_path, text)
    assert [school.code for school in result.schools] == ["01", "02"]
    assert (result.rows_read, result.problems) == (2, ())


def test_optional_columns_and_other_order(tmp_path: Path) -> None:
    text = "STT;website;tên trường;mã trường;cấp học;tên khác;cơ quan quản lý\n"
    text += "1;a.vn;A;01;MN;Tên cũ | a-cu.vn;thu-dau-mot\n"
    (school,) = loaded(tmp_path, text).schools
    assert (school.aliases, school.authority, school.levels) == (("Tên cũ", "a-cu.vn"), "thu-dau-mot", (Level.MN,))


def test_a_list_without_parents_says_what_that_costs(tmp_path: Path) -> None:
    result = loaded(tmp_path, "code,name,level,url\n01,A,TH,a.vn\n")
    assert told(result) == [(1, "", Severity.WARNING)]
    assert result.schools[0].parents == ()


def test_a_list_that_names_the_authority_needs_no_parents(tmp_path: Path) -> None:
    result = loaded(tmp_path, "code,name,level,url,authority\n1,Trường A,TH,http://a.example/,thu-dau-mot; Sở B\n")
    assert (result.problems, result.schools[0].authority) == ((), "thu-dau-mot; Sở B")


def test_several_parents(tmp_path: Path) -> None:
    (school,) = loaded(tmp_path, f'{HEADER}01,A,TH,a.vn,"p.vn; http://s.vn|p.vn"\n').schools
    assert school.parents == ("http://p.vn/", "http://s.vn/")


ERRORS = [
    # (row, column that is blamed, part of the message)
    ("02,B,TH,,p.vn", "url", "thiếu"),
    ("02,B,TH,không có,p.vn", "url", "thiếu"),
    ("02,B,TH,chuabiet,p.vn", "url", "địa chỉ web"),
    ("02,B,TH,ftp://b.vn,p.vn", "url", "http"),
    ("02,B,TH,b@c.vn,p.vn", "url", "thư điện tử"),
    ("02,B,TH,http://u:bimat@b.vn,p.vn", "url", "mật khẩu"),
    ("02,B,TH,http://b.vn:99999/,p.vn", "url", "hợp lệ"),
    (",B,TH,b.vn,p.vn", "code", "thiếu"),
    ("02,,TH,b.vn,p.vn", "name", "thiếu"),
    ("02,B,,b.vn,p.vn", "level", "thiếu"),
    ("02,B,TCHS,b.vn,p.vn", "level", "TCHS"),
    ("01,B,TH,b.vn,p.vn", "code", "dòng 2"),
    ("Tổng cộng: 2 trường,,,,", "", "không đủ"),
    ("02,Trường B, cơ sở 2,TH,b.vn,p.vn", "", "ngoặc kép"),
    (f"{'9' * 65},B,TH,b.vn,p.vn", "code", "64"),
    (f"02,{'B' * 301},TH,b.vn,p.vn", "name", "300"),
    ('02,"B,TH,b.vn,p.vn', "", "ngoặc kép"),
]


@pytest.mark.parametrize(("row", "column", "said"), ERRORS)
def test_a_bad_row_is_told_and_the_good_ones_stay(tmp_path: Path, row: str, column: str, said: str) -> None:
    result = loaded(tmp_path, f"{HEADER}{GOOD}{row}\n03,C,TH,c.vn,p.vn\n")
    assert [school.code for school in result.schools] == ["01", "03"]
    assert result.rows_read == 3
    errors = [problem for problem in result.problems if problem.severity is Severity.ERROR]
    assert {problem.line for problem in errors} == {3}
    assert any(problem.column == column and said in problem.message for problem in errors)
    assert "bimat" not in "".join(problem.text for problem in errors)


def test_all_that_is_wrong_with_a_row_is_told_at_once(tmp_path: Path) -> None:
    result = loaded(tmp_path, f"{HEADER}{GOOD}02,,TCHS,b.vn,\n")
    assert [problem.column for problem in result.problems if problem.severity is Severity.ERROR] == ["name", "level"]


WARNINGS = [
    ("79000001.0,B,TH,b.vn,p.vn", "code", "79000001"),
    ("7.9E+7,B,TH,b.vn,p.vn", "code", "79000000"),
    ("02,B,TH,https://www.a.vn,p.vn", "url", "dòng 2"),
    ("02,B,TH,b.vn,", "parent_url", "thiếu"),
    ("02,B,TH,b.vn,ftp://p.vn", "parent_url", "bỏ qua"),
    ("02,B,TH,b.vn,http://u:bimat@p.vn", "parent_url", "mật khẩu"),
    ("02,B,TH,b.vn,http://b.vn", "parent_url", "trùng"),
    ('02,B,TH,"b.vn; b2.vn",p.vn', "url", "2 địa chỉ"),
]


@pytest.mark.parametrize(("row", "column", "said"), WARNINGS)
def test_a_doubtful_row_is_kept_and_told(tmp_path: Path, row: str, column: str, said: str) -> None:
    result = loaded(tmp_path, f"{HEADER}{GOOD}{row}\n")
    assert len(result.schools) == 2
    (problem,) = result.problems
    assert (problem.line, problem.column, problem.severity) == (3, column, Severity.WARNING)
    assert said in problem.message
    assert "bimat" not in problem.text


def test_further_addresses_become_aliases(tmp_path: Path) -> None:
    (school,) = loaded(tmp_path, f'{HEADER}02,B,TH,"b.vn; b2.vn",p.vn\n').schools
    assert (school.portal, school.aliases) == ("http://b.vn/", ("http://b2.vn/",))


def test_a_code_is_free_again_when_its_first_row_was_bad(tmp_path: Path) -> None:
    result = loaded(tmp_path, f"{HEADER}01,A,TH,,p.vn\n{GOOD}")
    assert [school.code for school in result.schools] == ["01"]
    assert told(result) == [(2, "url", Severity.ERROR)]


def test_lines_are_those_of_the_file_behind_multi_line_cells(tmp_path: Path) -> None:
    text = f'Tiêu đề\n{HEADER}"01","Trường\nA\nB",TH,a.vn,p.vn\n\n02,B,XX,b.vn,p.vn\n'
    result = loaded(tmp_path, text)
    assert result.schools[0].name == "Trường A B"
    assert told(result) == [(7, "level", Severity.ERROR)]


@pytest.mark.parametrize(
    "row",
    ['02,"Trường B,TH,b.vn,p.vn', '02,Trường "B,TH,b.vn,p.vn', '"02,Trường B,TH,b.vn,p.vn'],
)
@pytest.mark.parametrize("after", [1, 2, 40])
def test_an_open_quotation_mark_swallows_no_other_row(tmp_path: Path, row: str, after: int) -> None:
    others = "".join(f'1{n},"Trường ""{n}""",TH,t{n}.vn,p.vn\n' for n in range(after))
    result = loaded(tmp_path, f"{HEADER}{GOOD}{row}\n{others}")
    assert result.rows_read == after + 2
    assert len(result.schools) >= after + 1
    assert [school.code for school in result.schools if school.code != "02"] == ["01", *(f"1{n}" for n in range(after))]


def test_a_quotation_mark_closed_some_rows_later_swallows_none_between(tmp_path: Path) -> None:
    rows = '02,"Trường B,TH,b.vn,p.vn\n03,C,TH,c.vn,p.vn\n04,D,TH,d.vn,p.vn\n05,Trường E",TH,e.vn,p.vn\n'
    result = loaded(tmp_path, HEADER + rows)
    assert [school.code for school in result.schools] == ["03", "04", "05"]
    assert told(result) == [(2, "", Severity.ERROR)]


def test_windows_1258_is_composed() -> None:
    decoded = decode_text("a.csv", as_windows_1258(VIETNAMESE))
    assert (decoded.encoding, decoded.text) == ("cp1258", unicodedata.normalize("NFC", VIETNAMESE))


def test_quotation_marks_inside_names_are_kept(tmp_path: Path) -> None:
    result = loaded(tmp_path, f'{HEADER}01,Trường "Hoa Sen",TH,a.vn,p.vn\n02,"Trường ""Mai""",TH,b.vn,p.vn\n')
    assert [school.name for school in result.schools] == ['Trường "Hoa Sen"', 'Trường "Mai"']


def test_damaged_characters_are_told_with_their_line(tmp_path: Path) -> None:
    broken = VIETNAMESE.encode() + "02;Trường Mỹ Phước".encode()[:-1] + b"\xff;TH;b.vn;p.vn;x\n"
    result = loaded(tmp_path, broken)
    assert told(result)[0] == (3, "", Severity.WARNING)
    assert len(result.schools) == 2


def test_a_problem_reads_as_a_sentence_with_its_place() -> None:
    problem = ListProblem(file="a.csv", line=4, column="cấp học", message="thiếu.", severity=Severity.ERROR)
    assert problem.text == "a.csv, dòng 4, cột “cấp học”: thiếu."


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "rỗng"),
        (b"\xef\xbb\xbf\r\n \r\n", "rỗng"),
        (b"a,b,c\n1,2,3\n", "dòng 1: không tìm thấy dòng tiêu đề"),
        (b"<html><table><tr><td>code</td></tr></table></html>", "HTML"),
        ("mã trường,tên trường,website\n01,A,a.vn\n".encode(), "dòng 1: dòng tiêu đề thiếu cột: cấp học"),
        (b"\n\ncode,name,url\n01,A,a.vn\n", "dòng 3: dòng tiêu đề thiếu cột: cấp học"),
        (HEADER.encode(), "dòng 1: dưới dòng tiêu đề không có trường nào"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600, ".xls"),
        (b"PK\x03\x04" + b"rubbish" * 20, "hỏng"),
        (b"code;name\n\x8a\x8d\x8e\n", "dòng 2: không nhận ra bảng mã"),
        (b"\n" * 101 + HEADER.encode() + GOOD.encode(), "không tìm thấy dòng tiêu đề"),
    ],
)
def test_an_unusable_file_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_school_list(written(tmp_path, content))
    assert "truong.csv" in str(caught.value)
    assert said in str(caught.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "khong-co.csv", tmp_path, tmp_path / ("x" * 300), "a\x00b"):
        with pytest.raises(ConfigError, match="danh sách trường"):
            load_school_list(path)


def test_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, HEADER + "".join(f"{n},A,TH,a{n}.vn,p.vn\n" for n in range(6)))
    monkeypatch.setattr(school_list, "MAX_ROWS", 5)
    with pytest.raises(ConfigError, match=r"truong\.csv, dòng 7: .*200\.000"):
        load_school_list(path)
    monkeypatch.setattr(school_list, "MAX_BYTES", 50)
    with pytest.raises(ConfigError, match=r"50 MB"):
        load_school_list(path)
