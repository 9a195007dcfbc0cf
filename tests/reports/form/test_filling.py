"""What goes into a cell, and what does not: scores, marks, sums, people's words, formulas."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from reports.form import COLUMN_NAMES, FormError, open_form
from reports.form.scores import AuditFile, ScoresHeader, check_rubric
from tests.reports.form.broken import HEAD, ROWS, document, repacked, sheet
from tests.reports.form.reading_back import (
    document_links,
    document_texts,
    members,
    paragraphs_outside,
    sheet_links,
    sheet_values,
)
from tests.reports.form.scores import JUDGED, READS, YEAR, decided, rubric, school

SOUND = [HEAD, *ROWS]
WHOLE: dict[str, dict[str, Any]] = {**JUDGED, "3.5": {"outcome": "pass", "points": "2", "reason": "Đủ."}}


def filled(body: bytes, tmp_path: Path, judged: dict[str, dict[str, Any]] | None = None, **options: Any) -> bytes:
    path = tmp_path / ("bieu.docx" if b"word/" in body else "bieu.xlsx")
    path.write_bytes(body)
    return open_form(path, rubric(), **options).fill(school(judged), YEAR)


def notes(body: bytes) -> list[str]:
    outside = paragraphs_outside(etree.fromstring(members(body)["word/document.xml"]))
    return outside[outside.index(f"Ghi chú (KiểmCổng, năm học {YEAR}):") + 1 :]


def test_a_score_that_people_wrote_stays_and_counts(tmp_path: Path) -> None:
    rows = [(*row[:3], "4,5", row[4]) if row[0] == "3.6" else row for row in SOUND]
    texts = document_texts(filled(document(rows), tmp_path, WHOLE))
    assert (texts["0.7.3"], texts["0.1.3"]) == ("4,5", "19")


def test_what_stands_there_already_is_not_written_twice(tmp_path: Path) -> None:
    rows = [(*row[:3], "5 điểm", row[4]) if row[0] == "3.3" else row for row in SOUND]
    assert document_texts(filled(document(rows), tmp_path))["0.4.3"] == "5 điểm"


def test_doubt_is_told_with_what_it_may_come_to(tmp_path: Path) -> None:
    judged: dict[str, dict[str, Any]] = {
        "3.3": {"outcome": "review", "reason": "Ba bài chưa rõ ngày.", "range": {"low": "0", "high": "5"}},
        "3.4": {"outcome": "not_due", "reason": "Năm học chưa hết."},
        "3.5": {"outcome": "not_applicable"},
    }
    after = filled(document(SOUND), tmp_path, judged)
    texts = document_texts(after)
    assert [texts[f"0.{row}.3"] for row in (4, 5, 6)] == ["(*)", "(*)", "(***)"]
    assert texts["0.4.4"] == "Minh chứng trên cổng thông tin", "no evidence for what was not judged"
    told = "\n".join(notes(after))
    assert "3.3: cần kiểm tra, được từ 0 đến 5 điểm (Ba bài chưa rõ ngày)" in told
    assert "3.4: chưa đến hạn (Năm học chưa hết)" in told
    assert "(***) Không áp dụng cho trường: 3.5." in told


def test_nothing_is_said_where_all_is_judged(tmp_path: Path) -> None:
    after = filled(document([HEAD, *ROWS[1:5]]), tmp_path)
    assert "Ghi chú" not in "".join(paragraphs_outside(etree.fromstring(members(after)["word/document.xml"])))


def test_a_person_stands_above_the_machine_but_in_the_machines_own_column(tmp_path: Path) -> None:
    rows = [(*row[:4], "Máy đề xuất" if row is HEAD else "", row[4]) for row in SOUND]
    judged: dict[str, dict[str, Any]] = {**JUDGED, "3.2": {**JUDGED["3.2"], **decided("5")}}
    for column, at, points in (("may", 4, "0"), ("tu-cham", 3, "5")):
        texts = document_texts(filled(document(rows), tmp_path, judged, column=COLUMN_NAMES[column]))
        assert texts[f"0.3.{at}"] == points
        assert ("quyết định của Trần Thị B" in texts["0.3.5"]) is (column == "tu-cham")


def test_parts_that_are_scored_apart_stay_open(tmp_path: Path) -> None:
    rows = [HEAD, *ROWS[:5], ("3.5", "Có chuyên mục riêng", "1", "", ""), ("", "Đủ mẫu đơn", "1", "", "")]

    def merged(_: Any, table: Any) -> None:
        table.cell(6, 0).merge(table.cell(7, 0))

    after = filled(document(rows, merged), tmp_path, WHOLE)
    texts = document_texts(after)
    assert (texts["0.6.3"], texts["0.7.3"]) == ("(*)", "")
    assert any("chia điểm theo từng ý" in line and "3.5 (cả tiêu chí được 2 điểm)" in line for line in notes(after))


def test_criteria_that_the_rubric_lacks_stay_as_they_are_and_are_told(tmp_path: Path) -> None:
    after = filled(document([*SOUND, ("3.7", "Tiêu chí riêng", "5", "", "")]), tmp_path)
    assert document_texts(after)["0.8.3"] == ""
    assert notes(after)[-1] == "Bộ tiêu chí không có, để trống: 3.7."


def test_numbers_that_begin_anew_in_each_part(tmp_path: Path) -> None:
    rows = [HEAD, ("III", *ROWS[0][1:]), *((row[0].removeprefix("3."), *row[1:]) for row in ROWS[1:])]
    texts = document_texts(filled(document(rows), tmp_path))
    assert [texts[f"0.{row}.3"] for row in range(2, 8)] == ["5", "0", "5", "2,5", "(*)", "(**)"]


@pytest.mark.parametrize("head", [("", *HEAD[1:]), ("Tiêu chí", "Nội dung", *HEAD[2:])])
def test_a_column_of_numbers_that_is_not_called_so(tmp_path: Path, head: tuple[str, ...]) -> None:
    assert document_texts(filled(document([head, *ROWS]), tmp_path))["0.4.3"] == "5"


def test_a_row_that_looks_like_a_header_is_none(tmp_path: Path) -> None:
    rows = [*SOUND[:3], ("2", "Yêu cầu", "", "", "Văn bản"), *SOUND[3:]]
    assert document_texts(filled(document(rows), tmp_path))["0.5.3"] == "5"


def test_the_answer_of_a_text_field_is_where_it_asks(tmp_path: Path) -> None:
    """A field of the old kind for a text, as Word's “form” tools make them, holds blanks: it is empty and stays."""
    field = (
        f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="begin"><w:ffData><w:textInput/></w:ffData></w:fldChar></w:r>',
        f"<w:r {nsdecls('w')}><w:instrText> FORMTEXT </w:instrText></w:r>",
        f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="separate"/></w:r>',
        f"<w:r {nsdecls('w')}><w:t>\u2002\u2002\u2002</w:t></w:r>",
        f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="end"/></w:r>',
    )

    def with_field(_: Any, table: Any) -> None:
        for piece in field:
            table.cell(4, 3).paragraphs[0]._p.append(parse_xml(piece))

    body = document(SOUND, with_field)
    after = filled(body, tmp_path)
    assert document_texts(after)["0.4.3"].strip() == "5"
    assert members(after)["word/document.xml"].count(b"FORMTEXT") == 1


def test_only_formulas_that_hang_on_filled_cells_lose_their_results(forms: Path, tmp_path: Path) -> None:
    before = (forms / "hai-trang-tinh.xlsx").read_bytes()
    after = members(filled(before, tmp_path))
    third = after["xl/worksheets/sheet2.xml"].decode()
    assert re.search(r'<c r="C12"[^>]*><f>SUM\(C6:C11\)</f><v>25</v></c>', third), (
        "the sum of what can be reached stays"
    )
    assert re.search(r'<c r="D12"[^>]*><f>SUM\(D6:D11\)</f></c>', third)
    assert "<v>" not in after["xl/worksheets/sheet3.xml"].decode().split("<f>")[1], "on another sheet, too"
    assert b'fullCalcOnLoad="1"' in after["xl/workbook.xml"]


def test_a_link_that_the_office_put_there_stays(tmp_path: Path) -> None:
    def linked(page: Any) -> None:
        page["E5"].hyperlink = "http://www.tptdm.edu.vn/huong-dan"

    links = sheet_links(filled(sheet(SOUND, linked), tmp_path))
    assert "http://www.tptdm.edu.vn/huong-dan" in links
    assert "http://th-phuhoa.test/tin?a=1&b=2" not in links


def test_texts_of_a_portal_are_never_formulas(tmp_path: Path) -> None:
    judged = {"3.3": {"outcome": "pass", "points": "5", "reason": "=cmd|'/c calc'!A1"}}
    rows = [(*row[:4], "" if row[0] == "3.3" else row[4]) for row in SOUND]
    after = filled(sheet(rows), tmp_path, judged)
    book = openpyxl.load_workbook(io.BytesIO(after))
    assert (book.active["E5"].value, book.active["E5"].data_type) == ("=cmd|'/c calc'!A1", "s")


def test_a_text_that_looks_like_an_escape_of_a_workbook_is_escaped(tmp_path: Path) -> None:
    """Excel would read the letter A; LibreOffice and openpyxl do not care."""
    inside = members(filled(sheet(SOUND), tmp_path))["xl/worksheets/sheet1.xml"].decode()
    assert "_x005F_x0041_" in inside
    assert inside.count("_x0041_") == 1


def test_a_workbook_whose_names_have_a_prefix(tmp_path: Path) -> None:
    """Some programs write ``x:c`` for ``c``."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

    def prefixed(name: str, body: bytes) -> bytes:
        if not name.startswith("xl/worksheets/sheet"):
            return body
        text = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", body.decode())
        return text.replace(f'xmlns="{main}"', f'xmlns:x="{main}"').encode()

    after = filled(repacked(sheet(SOUND), prefixed), tmp_path)
    values = sheet_values(after)
    assert (values["Phiếu!D5"], values["Phiếu!D6"]) == (5, 2.5)
    assert "http://th-phuhoa.test/tin?a=1&b=2" in sheet_links(after)


def test_a_document_of_the_strict_kind(tmp_path: Path) -> None:
    """Word's “Strict Open XML” has other name spaces throughout."""
    spaces = (
        (b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"),
        (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
         b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
    )  # fmt: skip

    def strict(name: str, body: bytes) -> bytes:
        for old, new in spaces if name.endswith((".xml", ".rels")) else ():
            body = body.replace(old, new)
        return body

    inside = members(filled(repacked(document(SOUND), strict), tmp_path))
    assert b">5</w:t>" in inside["word/document.xml"]
    assert b'relationships/hyperlink" Target="http://th-phuhoa.test/"' in inside["word/_rels/document.xml.rels"]
    assert (
        inside["word/_rels/document.xml.rels"].count(b"purl.oclc.org/ooxml/officeDocument/relationships/hyperlink") == 3
    )
    assert b"schemas.openxmlformats.org/wordprocessingml" not in inside["word/document.xml"]


def test_the_same_form_twice_gives_the_same_bytes(forms: Path) -> None:
    form = open_form(forms / "chinh-thuc.docx", rubric())
    assert form.fill(school(), YEAR) == form.fill(school(), YEAR)
    assert document_links(form.fill(school(), YEAR))


def audit_json(path: Path, *, pretty: bool) -> Path:
    rows = [school().model_dump(mode="json") | {"code": code, "later": 1} for code in ("TH01", "TH02")]
    head = {"school_year": YEAR, "rubric": "tdm-2021-2022", "rubric_version": "2", "later": []}
    if pretty:
        path.write_text(json.dumps({**head, "schools": rows, "problems": []}, indent=2), encoding="utf-8-sig")
    else:
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        path.write_text(f'{json.dumps(head)[:-1]},"schools":[\n{lines}\n],"problems":[]}}\n', encoding="utf-8")
    return path


@pytest.mark.parametrize("pretty", [False, True])
def test_a_file_of_scores_is_read_however_it_is_laid_out(tmp_path: Path, pretty: bool) -> None:
    file = AuditFile(audit_json(tmp_path / "audit.json", pretty=pretty))
    assert [one.code for one in file.schools()] == ["TH01", "TH02"]
    assert file.header == ScoresHeader(school_year=YEAR, rubric="tdm-2021-2022", rubric_version="2")
    found = next(one for one in next(file.schools()).findings if one.rule == "3.4")
    assert str(found.points) == "2.5"


def test_scores_under_another_version_of_the_rubric_are_refused() -> None:
    with pytest.raises(FormError, match=r"bản 1, đang dùng “tdm-2021-2022” bản 2"):
        check_rubric(ScoresHeader(school_year=YEAR, rubric="tdm-2021-2022", rubric_version="1"), rubric())


@pytest.mark.parametrize(
    "pack", sorted(path.stem for path in (Path(__file__).parents[3] / "config/rubrics").glob("*.yaml"))
)
def test_the_table_of_every_shipped_pack_is_understood(pack: str, tmp_path: Path) -> None:
    """Parts with their letters, criteria below them, points where the pack has some, a sum."""
    asked = rubric(pack)
    rows: list[tuple[str, ...]] = [HEAD]
    for section in asked.sections:
        rows.append((section.id, section.title, str(section.max_points or ""), "", ""))
        rows += [(rule.id, rule.title, str(rule.max_points or ""), "", "") for rule in section.rules]
    path = tmp_path / "bieu.docx"
    path.write_bytes(document(rows))
    form = open_form(path, asked)
    assert [row.rule for row in form.plan.rows] == [rule.id for rule in asked.rules]
    assert (form.plan.strange, form.plan.missing) == ((), ())
    texts = document_texts(form.fill(school({}, pack), YEAR))
    number = next(at for at, row in enumerate(rows) if row[0] == asked.rules[-1].id)
    assert texts[f"0.{number}.3"] == "(**)"


def test_evidence_reads_as_laid_down(tmp_path: Path) -> None:
    texts = document_texts(filled(document(SOUND), tmp_path))
    assert texts["0.2.4"] == READS["3.1"]
