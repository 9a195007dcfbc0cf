"""What stands beside a finding: a person's word, notes, evidence proposed, the matrix of months. In every format."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from lxml import html

from records.findings import Answer, HumanFinding, HumanTotals, Outcome, Remark
from reports.docx import render_school_docx
from reports.html import render_school_html
from reports.matrix import build_matrix
from reports.pdf import render_school_pdf
from reports.report import SchoolReport
from reports.section_text import render_section_text
from tests.reports.offices import report_on, school
from tests.reports.samples import make_evidence
from tests.reports.test_documents import docx_text, flat, pdf_pages

MONTHS = {
    "due": ("2021-09", "2021-10"),
    "minimum": 2,
    "matrix": {
        "Tin tức": {"2021-09": 3, "2021-10": 2, "2021-11": 0},
        "Đoàn đội": {"2021-09": 1, "2021-10": 0, "2021-11": 1},
    },
}
SIGNED = Remark(what="Quyết định 3.2: đạt", who="Trần Thị B", when=date(2022, 6, 5), why="Đã xem bản giấy")
PROPOSAL: dict[str, Any] = {
    "wanted": "Kế hoạch CNTT",
    "title": "Kế hoạch ứng dụng CNTT",
    "url": "http://truong.test/ke-hoach.pdf",
    "day": date(2021, 9, 3),
    "of_year": None,
    "quote": "Kế hoạch",
}


@pytest.fixture(scope="module")
def report() -> SchoolReport:
    verdict, reading = school()
    changes: dict[str, dict[str, Any]] = {
        "1.1": {"answer": Answer(result="x", values={"proposed": [PROPOSAL]}, evidence=(make_evidence(),))},
        "3.1": {"answer": Answer(result="x", values=MONTHS), "notes": ("Thông tư này chưa có hiệu lực.",)},
        "3.2": {"human": HumanFinding(outcome=Outcome.PASS, points=Decimal(5), reason="Đơn vị.", remarks=(SIGNED,))},
    }
    findings = tuple(one.model_copy(update=changes.get(one.rule, {})) for one in verdict.findings)
    human = HumanTotals(points=Decimal("11.5"), judged_max=Decimal(13), grade="Khá")
    return report_on((verdict.model_copy(update={"findings": findings, "human": human, "remarks": (SIGNED,)}), reading))


def test_every_format_tells_what_stands_beside_a_finding(report: SchoolReport) -> None:
    told = {
        "html": flat(html.document_fromstring(render_school_html(report)).text_content()),
        "pdf": flat(" ".join(pdf_pages(render_school_pdf(report)))),
        "docx": docx_text(render_school_docx(report)),
    }
    words = (
        "Thông tư này chưa có hiệu lực.",
        "Quyết định 3.2: đạt – Trần Thị B, 05/06/2022: Đã xem bản giấy",
        "11,5 / 13",
        "xếp loại Khá",
        "Điều đơn vị đã ghi cho trường",
        "Kế hoạch ứng dụng CNTT",
        "chưa rõ năm học",
        "03/09/2021",
        "09/2021",
        "Đoàn đội",
        "0 ✗",
    )
    assert {(kind, word) for kind, text in told.items() for word in words if word not in text} == set()


def test_the_text_for_the_summary_report_follows_the_person(report: SchoolReport) -> None:
    text = docx_text(render_section_text(report))
    assert "đạt (Quyết định 3.2: đạt – Trần Thị B, 05/06/2022: Đã xem bản giấy)." in text
    assert "Hãy làm việc này (3.2)" not in text


def test_the_matrix_tells_gaps_from_months_that_are_not_over() -> None:
    matrix = build_matrix(Answer(result="gaps", values=MONTHS))
    assert matrix is not None
    assert matrix.months == ("09/2021", "10/2021", "11/2021")
    assert [(row.category, row.cells) for row in matrix.rows] == [
        ("Tin tức", ("3", "2", "…")),
        ("Đoàn đội", ("1 ✗", "0 ✗", "1")),
    ]
    assert build_matrix(Answer(result="pass")) is None


def test_a_gap_carries_a_sign_beside_its_number(report: SchoolReport) -> None:
    (table,) = html.document_fromstring(render_school_html(report)).xpath("//table[@class='matrix']")
    rows = [[cell.text_content() for cell in row.xpath("./*")] for row in table.xpath("./tbody/tr")]
    assert rows == [["Tin tức", "3", "2", "…"], ["Đoàn đội", "1 ✗", "0 ✗", "1"]]
