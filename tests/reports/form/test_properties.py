"""Whatever table comes, the right cells are filled or the form is refused; never another cell."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.sax.saxutils import escape

from hypothesis import given, note, settings
from hypothesis import strategies as st

from reports.form import FormError, open_form
from tests.reports.form.reading_back import document_texts, members, sheet_values
from tests.reports.form.scores import JUDGED, READS, YEAR, rubric, school

RULES = [rule.id for rule in rubric().rules]
WORDS = {
    "number": ["STT", "TT", "Số TT", "Mã", "Số thứ tự", "S TT"],
    "content": ["Nội dung", "NỘI DUNG ĐÁNH GIÁ", "Tiêu chí", "Nội dung, tiêu chí", "Yêu cầu", "Tiêu chuẩn đánh giá"],
    "max": ["Điểm chuẩn", "Điểm tối đa", "Thang điểm", "Điểm quy định", "Mức tối đa"],
    "self": ["Tự chấm", "Điểm tự chấm", "Trường tự chấm", "Tự đánh giá", "Điểm đơn vị tự chấm", "Nhà trường chấm"],
    "office": ["Phòng chấm", "Điểm Phòng GDĐT chấm", "Đoàn kiểm tra chấm", "Sở GDĐT thẩm định", "UBND phường chấm"],
    "evidence": ["Minh chứng", "Kèm minh chứng", "Tài liệu minh chứng", "Đường link minh chứng", "Bằng chứng"],
    "other": ["Ghi chú", "Người thực hiện", "Thời gian hoàn thành", "Lãnh đạo PT"],
}
NUMBERS = ["{}", "{}.", " {} ", "{},", "{})", "Tiêu chí {}"]
NOISE = [
    "Từ 40 tin trở lên: 5 điểm",
    "a) có quyết định",
    "- đủ 12 tháng",
    "Ghi chú: 3.3 xem VB 1629",
    "40",
    "Tổng số tin bài",
]


@dataclass(frozen=True)
class Made:
    """A table as rows of texts by role, and what is expected: a role's cell of a row."""

    columns: tuple[str, ...]
    words: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    merged_header: bool
    broken: str


@st.composite
def tables(draw: st.DrawFn) -> Made:
    roles = ["content", "max", "self", *draw(st.lists(st.sampled_from(["office", "evidence", "other"]), unique=True))]
    in_text = draw(st.booleans())
    roles += [] if in_text else ["number"]
    columns = tuple(draw(st.permutations(roles)))
    words = tuple(draw(st.sampled_from(WORDS[role])) for role in columns)
    rules = draw(st.lists(st.sampled_from(RULES), min_size=1, max_size=8, unique=True))
    broken = draw(st.sampled_from(["", "", "", "twice", "points"]))
    if broken == "twice":
        rules.append(rules[0])
    most = {rule.id: rule.max_points for rule in rubric().rules}
    rows: list[dict[str, str]] = []
    for at, rule in enumerate(rules):
        shape = draw(st.sampled_from(NUMBERS))
        number = shape.format(rule.replace(".", draw(st.sampled_from([".", ",", ". "]))))
        points = most[rule] or 0
        if broken == "points" and at == 0:
            points += 1
        text = draw(
            st.sampled_from(["Cổng thông tin điện tử", "Có chuyên mục công khai; 3.4 xem TT 36", "đủ 40 tin bài"])
        )
        told = draw(st.sampled_from(["{}", "{} điểm", "{}đ", "{},0"])).format(int(points))
        row = {"max": told, "content": f"{number.strip().rstrip(',)')} {text}" if in_text else text}
        rows.append({**row, "rule": rule, **({} if in_text else {"number": number})})
        for _ in range(draw(st.integers(0, 2))):
            kind = draw(st.sampled_from(["below", "header", "empty", "section"]))
            if kind == "below":
                rows.append({"content": draw(st.sampled_from(NOISE))})
            elif kind == "header":
                rows.append({"header": "1"})
            elif kind == "empty":
                rows.append({})
            elif not in_text:
                rows.append({"number": draw(st.sampled_from(["1", "2", "4"])), "content": "Một phần", "section": "1"})
    return Made(columns, words, tuple(rows), draw(st.booleans()), broken)


def grid(made: Made) -> list[list[str]]:
    """All texts of the table, the header first."""
    head = list(made.words)
    return [head, *(head if "header" in row else [row.get(role, "") for role in made.columns] for row in made.rows)]


def expected(made: Made) -> dict[tuple[int, str], str]:
    """The text of every cell that is filled, by row and role."""
    found: dict[tuple[int, str], str] = {}
    sections = [row["number"] for row in made.rows if "section" in row]
    for at, row in enumerate(made.rows, 1):
        rule = row.get("rule", "")
        if rule in READS:
            points = str(JUDGED[rule]["points"])
            found[at, "self"] = points.replace(".", ",")
            if "evidence" in made.columns:
                found[at, "evidence"] = READS[rule]
        elif rule:
            found[at, "self"] = "(*)" if rule == "3.5" else "(**)"
        elif "section" in row and sections.count(row["number"]) == 1:
            found[at, "self"] = "(*)"
    return found


SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{}</Types>'
)
RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/></Relationships>'
)


def packed(inside: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in inside.items():
            archive.writestr(name, body)
    return out.getvalue()


def as_document(made: Made) -> bytes:
    def cell(text: str, merge: str = "") -> str:
        more = f"<w:tcPr><w:vMerge{merge}/></w:tcPr>" if merge or text is None else ""
        middle = len(text) // 2
        runs = "".join(f"<w:r><w:t xml:space='preserve'>{escape(part)}</w:t></w:r>" for part in
                       (text[:middle], text[middle:]) if part)  # fmt: skip
        return f"<w:tc>{more}<w:p>{runs}</w:p></w:tc>"

    rows = []
    for at, texts in enumerate(grid(made)):
        merged = made.merged_header and at == 0
        rows.append("".join(cell(text, ' w:val="restart"' if merged else "") for text in texts))
        if merged:
            rows.append("".join("<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>" for _ in texts))
    body = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return packed({
        "[Content_Types].xml": TYPES.format(f'<Override PartName="/word/document.xml" ContentType="{kind}"/>'),
        "_rels/.rels": RELATION.format("officeDocument", "word/document.xml"),
        "word/document.xml": f"<w:document {SPACE}><w:body><w:tbl>{body}</w:tbl><w:p/></w:body></w:document>",
    })  # fmt: skip


def as_sheet(made: Made) -> bytes:
    rows = []
    for at, texts in enumerate(grid(made), 1):
        cells = "".join(
            f'<c r="{chr(65 + column)}{at}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
            for column, text in enumerate(texts)
            if text
        )
        rows.append(f'<row r="{at}">{cells}</row>' if cells else "")
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return packed({
        "[Content_Types].xml": TYPES.format(
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'),
        "_rels/.rels": RELATION.format("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
                           'relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": RELATION.format("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{"".join(rows)}</sheetData></worksheet>',
    })  # fmt: skip


def filled(data: bytes, name: str) -> bytes | FormError:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            return open_form(path, rubric()).fill(school(), YEAR)
        except FormError as error:
            return error


@settings(max_examples=150, deadline=None)
@given(tables())
def test_the_right_cells_or_none_of_a_document(made: Made) -> None:
    data = as_document(made)
    after = filled(data, "bieu.docx")
    if made.broken:
        assert isinstance(after, FormError)
        return
    note(str(after) if isinstance(after, FormError) else "")
    assert isinstance(after, bytes)
    old, new = document_texts(data), document_texts(after)
    shift = 1 if made.merged_header else 0
    wanted = {f"0.{row + shift}.{made.columns.index(role)}": text for (row, role), text in expected(made).items()}
    assert {place: text for place, text in new.items() if text != old[place]} == wanted


@settings(max_examples=150, deadline=None)
@given(tables())
def test_the_right_cells_or_none_of_a_sheet(made: Made) -> None:
    data = as_sheet(made)
    after = filled(data, "bieu.xlsx")
    if made.broken:
        assert isinstance(after, FormError)
        return
    note(str(after) if isinstance(after, FormError) else "")
    assert isinstance(after, bytes)
    old, new = sheet_values(data), sheet_values(after)
    wanted: dict[str, Any] = {}
    for (row, role), text in expected(made).items():
        number = role == "self" and text[0].isdigit()
        value = float(text.replace(",", ".")) if number else text.replace("\n", " \n")
        wanted[f"S!{chr(65 + made.columns.index(role))}{row + 1}"] = value
    last = max(at for at, texts in enumerate(grid(made), 1) if any(texts))
    changed = {place: value for place, value in new.items() if value != old.get(place)}
    below = {place for place in changed if int("".join(filter(str.isdigit, place))) > last}
    assert {place: value for place, value in changed.items() if place not in below} == wanted
    assert all(place[2] == chr(65 + made.columns.index("content")) for place in below), "notes stand below, in a column"


@settings(max_examples=150, deadline=None)
@given(tables(), st.booleans(), st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=4),
       st.floats(0.3, 1))  # fmt: skip
def test_spoilt_bytes_end_in_a_form_or_in_a_sentence(
    made: Made, sheet: bool, changes: list[tuple[float, int]], kept: float
) -> None:
    name, main = ("bieu.xlsx", "xl/worksheets/sheet1.xml") if sheet else ("bieu.docx", "word/document.xml")
    inside = members(as_sheet(made) if sheet else as_document(made))
    body = bytearray(inside[main])
    for at, byte in changes:
        body[int(at * len(body))] = byte
    inside[main] = bytes(body[: int(kept * len(body))]) if kept < 0.4 else bytes(body)
    assert isinstance(filled(packed(inside), name), bytes | FormError)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_table_at_all_is_filled_at_its_criteria_or_refused(data: st.DataObject) -> None:
    """Rows of any words under any header: what is filled stands in a row that names a criterion or a sum."""
    word = st.one_of(st.sampled_from([word for words in WORDS.values() for word in words]), st.sampled_from(RULES),
                     st.sampled_from(["", "5", "3", "III", "Tổng cộng", "Cộng", *NOISE]))  # fmt: skip
    roles = data.draw(st.lists(st.sampled_from(list(WORDS)), min_size=4, max_size=4))
    head = [data.draw(st.sampled_from(WORDS[role])) for role in roles]
    texts = [head, *data.draw(st.lists(st.lists(word, min_size=4, max_size=4), min_size=2, max_size=7))]
    rows = tuple(dict(zip("abcd", row, strict=True)) for row in texts[1:])
    made = Made(tuple("abcd"), tuple(texts[0]), rows, merged_header=False, broken="")
    document = as_document(made)
    after = filled(document, "bieu.docx")
    if isinstance(after, FormError):
        return
    old, new = document_texts(document), document_texts(after)
    for place in (place for place, text in new.items() if text != old[place]):
        row = int(place.split(".")[1])
        assert any(text in (*RULES, "1", "2", "3", "4", "III", "Tổng cộng", "Cộng") for text in texts[row]), place
        assert new[place].startswith(old[place]), "what stood there still stands there"
