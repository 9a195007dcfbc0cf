"""PDF and DOCX, read back: the same content as the page, fonts inside, nothing fetched, nothing hostile alive."""

from __future__ import annotations

import re
import socket
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from records.findings import OUTCOME_LABELS
from reports.docx import render_school_docx
from reports.pdf import render_school_pdf
from reports.report import SchoolReport
from reports.section_text import render_section_text
from reports.typography import format_number
from tests.reports.conftest import Written
from tests.reports.offices import HOSTILE, hostile_school, report_on, school, with_parts


@pytest.fixture(scope="module")
def report() -> SchoolReport:
    return report_on(with_parts(school(ward="Phường Phú Hòa")))


def flat(text: str) -> str:
    return " ".join(text.split())


def pdf_pages(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    return [flat(page.get_textpage().get_text_bounded()) for page in document]


def docx_text(data: bytes) -> str:
    body = Document(BytesIO(data)).element.body
    return flat(" ".join(node.text or "" for node in body.iter(qn("w:t"))))


def external_links(data: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return [
            target
            for name in archive.namelist()
            if name.endswith(".rels")
            for target in etree.fromstring(archive.read(name)).xpath("//@Target[../@TargetMode='External']")
        ]


def told(report: SchoolReport) -> list[str]:
    """What every format has to say of a school."""
    assert report.band is not None
    words = [report.name, report.code, "6,5 / 13", "7 điểm chưa đo", "Phường Phú Hòa", report.ladder.document]  # type: ignore[union-attr]
    words += [f"{one.rule}. {one.title}" for one in report.criteria]
    words += [f"{format_number(one.points)}/" for one in report.criteria if one.points is not None]
    words += [OUTCOME_LABELS[one.outcome] for one in report.criteria]
    words += [one.remedy for one in report.to_do]
    words += [basis for one in report.criteria for basis in (*one.basis, *one.in_force)]
    words += [row.title for row in report.ledger]
    words += ["02/06/2022 01:30", "đoạn trích", report.criteria[0].evidence[0].sha256[:12]]  # type: ignore[index]
    words += ["57 yêu cầu", "1,3 MB", "robots.txt", report.receipt.visit, "Cam kết chất lượng giáo dục"]
    return [flat(word) for word in words]


def test_pdf_and_docx_tell_what_the_page_tells(report: SchoolReport) -> None:
    pdf = flat(" ".join(pdf_pages(render_school_pdf(report))))
    docx = docx_text(render_school_docx(report))
    assert [word for word in told(report) if word not in pdf] == []
    assert [word for word in told(report) if word not in docx] == []


def test_the_first_page_of_the_pdf_stands_alone(report: SchoolReport) -> None:
    first = pdf_pages(render_school_pdf(report))[0]
    words = ("Trường Tiểu học Phú Hòa 1", "6,5 / 13 đã đo", "Xếp loại", "Việc nên làm trước", "Chưa đo được, vì sao")
    for word in (*words, *(one.remedy for one in report.to_do), *(one.title for one in report.criteria)):
        assert word in first
    assert "Bằng chứng" not in first


def test_the_pdf_holds_its_fonts_and_knows_vietnamese(report: SchoolReport) -> None:
    document = pypdfium2.PdfDocument(render_school_pdf(report))
    fonts: dict[str, bool] = {}
    for page in document:
        for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            font = pdfium.FPDFTextObj_GetFont(thing.raw)
            name = (pdfium.ctypes.c_char * 80)()
            pdfium.FPDFFont_GetBaseFontName(font, name, 80)
            fonts[name.value.decode()] = bool(pdfium.FPDFFont_GetIsEmbedded(font))
    assert all(fonts.values())
    # Ours by their names in the style sheet, whatever fonts the machine has; none of them is looked up.
    assert {name.partition("+")[2].partition("-")[0] for name in fonts} == {"Report", "Signs"}
    assert document.get_metadata_dict()["Title"].startswith("Trường Tiểu học Phú Hòa 1")
    pages = document[0].get_size()
    assert [round(side) for side in pages] == [595, 842], "A4"


def test_nothing_is_looked_up_while_a_pdf_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a document asked the network")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    data = render_school_pdf(report_on(hostile_school()))
    assert data.startswith(b"%PDF-")


def test_hostile_texts_and_addresses_are_dead_in_a_pdf() -> None:
    data = render_school_pdf(report_on(hostile_school()))
    document = pypdfium2.PdfDocument(data)
    text = flat(" ".join(page.get_textpage().get_text_bounded() for page in document))
    assert "<script>alert(1)</script>" in text, "shown as what it is"
    targets = []
    for page in document:
        for place in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
            note = pdfium.FPDFPage_GetAnnot(page.raw, place)
            action = pdfium.FPDFLink_GetAction(pdfium.FPDFAnnot_GetLink(note))
            length = pdfium.FPDFAction_GetURIPath(document.raw, action, None, 0)
            if length:
                buffer = (pdfium.ctypes.c_char * length)()
                pdfium.FPDFAction_GetURIPath(document.raw, action, buffer, length)
                targets.append(buffer.value.decode())
    assert all(target.startswith("http") for target in targets), targets
    assert not re.search(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|OpenAction)\b", data)


def test_hostile_texts_and_addresses_are_dead_in_word_documents() -> None:
    report = report_on(hostile_school())
    for data in (render_school_docx(report), render_section_text(report)):
        assert all(target.startswith("http") for target in external_links(data))
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    etree.fromstring(archive.read(name))
            body = etree.fromstring(archive.read("word/document.xml"))
        assert body.xpath("//*[local-name()='instrText' or local-name()='fldSimple' or local-name()='object']") == []
    text = docx_text(render_school_docx(report))
    for title in (HOSTILE[0], HOSTILE[5], HOSTILE[7], "gpj.exe", "abc", HOSTILE[10]):
        assert flat(title) in text


def test_word_documents_have_headings_table_heads_and_the_office_letter(report: SchoolReport) -> None:
    document: Any = Document(BytesIO(render_school_docx(report)))
    levels = [p.style.name for p in document.paragraphs if p.style.name.startswith(("Heading", "Title"))]
    assert levels[0] == "Title"
    assert set(levels) == {"Title", "Heading 1", "Heading 2"}
    assert document.styles["Normal"].font.name == "Times New Roman"
    for table in document.tables:
        assert table._tbl.xpath("./w:tr[1]/w:trPr/w:tblHeader"), "the head is repeated on every page"


def test_the_section_text_fits_the_outline_and_leaves_open_what_was_not_measured(report: SchoolReport) -> None:
    document: Any = Document(BytesIO(render_section_text(report)))
    lines = [flat("".join(t.text or "" for t in p._p.iter(qn("w:t")))) for p in document.paragraphs]
    assert lines[0] == "3. Công tác thông tin:"
    assert "trường Tiểu học Phú Hòa 1 hoạt động tại địa chỉ http://truong.test/" in lines[1]
    assert [line.split(".")[1] for line in lines if re.match(r"3\.\d\. ", line)] == ["1", "2", "3", "4", "5", "6"]
    assert "3.2. Tiêu chí số 3.2: chưa đạt. Vì sao. Hướng khắc phục: Hãy làm việc này (3.2)." in lines
    (table,) = document.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["STT", "Nội dung", "Điểm chuẩn", "Tự chấm", "Kèm minh chứng"]
    assert [row[3] for row in rows[1:]] == ["3,5", "0", "……", "3", "……", "……"]


def test_files_of_all_formats_lie_where_they_are_said_to(written: Written) -> None:
    for verdict, _ in written.schools:
        for ending, kind in (("html", "truong"), ("pdf", "truong"), ("docx", "truong"), ("docx", "muc")):
            assert written.page(verdict.school, ending, kind).stat().st_size > 5_000
    assert sorted(path.name for path in Path(written.folder).iterdir()) == [
        "audit.json", "bang-tong-hop.csv", "bang-tong-hop.xlsx", "index.html", "truong",
    ]  # fmt: skip
