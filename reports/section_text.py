"""A ready text of the rubric's focus section for the summary report that schools sign (công văn 719/PGDĐT)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from records.findings import OUTCOME_LABELS, Outcome
from reports.criteria import CriterionReport
from reports.report import SchoolReport
from reports.typography import format_day, format_number, local_time
from reports.wording import remark_line

if TYPE_CHECKING:
    from reports.word import Piece

_EVIDENCE = 3
_BLANK = "……"


def render_section_text(report: SchoolReport) -> bytes:
    """Return the text as DOCX: a paragraph a criterion, then the rubric's lines with what may be entered in them.

    What was not measured is left blank for the school; nothing is scored for it. Needs the extra `docx` (ImportError).
    """
    from reports.word import WordColumn, WordDocument

    section, criteria = report.score.section, report.focus
    document = WordDocument(f"{report.name}: mục {section} báo cáo tổng kết {report.school_year}", size=13)
    document.heading(f"{section}. {report.focus_title}:", 1)
    seen = format_day(local_time(report.receipt.started_at).date())
    document.paragraph(
        f"Cổng thông tin điện tử của {_name(report)} hoạt động tại địa chỉ ",
        report.moved_to or report.portal,
        f". Số liệu dưới đây được đo trên cổng ngày {seen}, tính từ {format_day(report.window_from)} đến "
        f"{format_day(report.window_to)}.",
    )
    for one in criteria:
        document.paragraph(f"{one.rule}. {one.title}: ", _sentence(one), bold_first=True)
    document.heading(f"Bảng tự chấm, mục {section}", 2)
    document.table(
        (
            WordColumn("STT", 14),
            WordColumn("Nội dung", 62),
            WordColumn("Điểm chuẩn", 18, right=True),
            WordColumn("Tự chấm", 18, right=True),
            WordColumn("Kèm minh chứng", 53),
        ),
        (
            (
                one.rule,
                one.title,
                format_number(one.max_points) if one.max_points is not None else "",
                format_number(points) if (points := _points(one)) is not None else _BLANK,
                _proof(one),
            )
            for one in criteria
        ),
        small=True,
    )
    document.paragraph(
        "Điểm tự chấm là điểm đề nghị theo số đo; chỗ để trống nhà trường tự điền. "
        "Hiệu trưởng kiểm tra lại trước khi ký."
    )
    return document.to_bytes()


def _name(report: SchoolReport) -> str:
    # "Trường" inside a sentence is written small.
    return report.name[:1].lower() + report.name[1:] if report.name.startswith("Trường ") else report.name


def _points(one: CriterionReport) -> Decimal | None:
    return one.human.points if one.human else one.points


def _sentence(one: CriterionReport) -> str:
    if one.settled is Outcome.SELF:
        return f"{_BLANK} (nhà trường tự báo cáo)."
    if one.human:
        return f"{OUTCOME_LABELS[one.settled]} ({'; '.join(remark_line(remark) for remark in one.human.remarks)})."
    told = f"{OUTCOME_LABELS[one.outcome]}. {one.reason}"
    return f"{told} Hướng khắc phục: {one.remedy}" if one.lost and one.remedy else told


def _proof(one: CriterionReport) -> list[Piece]:
    links: list[Piece] = []
    for link in dict.fromkeys(seen.link for seen in one.evidence):
        links += [link, " "]
    return links[: 2 * _EVIDENCE] or [one.evidence_wanted or _BLANK]
