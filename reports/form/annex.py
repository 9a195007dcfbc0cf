"""The annex to a form: all evidence of a school, with what was read, when, and the marks of the archived copies."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from records.base import Record
from records.findings import OUTCOME_LABELS, Outcome
from reports.criteria import Link, link_to
from reports.form.scores import SchoolScores, Scored, ScoresHeader, SeenAt
from reports.typography import Plain, format_moment, format_number


class AnnexItem(Record):
    """One piece of evidence. `what` is the item of the criterion it belongs to; empty for the criterion as a whole.
    `seen_at` is UTC."""

    what: Plain
    link: Link
    quote: Plain
    seen_at: datetime
    sha256: Plain | None


class AnnexCriterion(Record):
    """A criterion that has evidence. `points` None: not judged."""

    rule: Plain
    title: Plain
    outcome: Outcome
    points: Decimal | None
    max_points: Decimal | None
    reason: Plain
    human: Plain
    items: tuple[AnnexItem, ...]


class Annex(Record):
    """All that the annex of a school says. `without` are the criteria that have no evidence."""

    code: Plain
    name: Plain
    portal: Link | None
    school_year: Plain
    rubric: Plain
    rubric_version: Plain
    criteria: tuple[AnnexCriterion, ...]
    without: tuple[Plain, ...]


def build_annex(school: SchoolScores, header: ScoresHeader) -> Annex:
    """Gather the evidence of a school, each piece once a criterion."""
    criteria = [(one, _items(one)) for one in school.findings]
    return Annex(
        code=school.code,
        name=school.name or school.code,
        portal=link_to(school.portal) if school.portal else None,
        school_year=header.school_year,
        rubric=header.rubric,
        rubric_version=header.rubric_version,
        criteria=tuple(
            AnnexCriterion(
                rule=one.rule,
                title=one.title,
                outcome=one.outcome,
                points=one.points,
                max_points=one.max_points,
                reason=one.reason,
                human=_human(one),
                items=items,
            )
            for one, items in criteria
            if items
        ),
        without=tuple(one.rule for one, items in criteria if not items),
    )


def _human(one: Scored) -> str:
    if one.human is None:
        return ""
    points = f" {format_number(one.human.points)} điểm" if one.human.points is not None else ""
    remarks = "; ".join(f"{told.who}, {told.when:%d/%m/%Y}: {told.why}" for told in one.human.remarks)
    return f"Đơn vị quyết định: {OUTCOME_LABELS[one.human.outcome]}{points}" + (f" ({remarks})" if remarks else "")


def _items(one: Scored) -> tuple[AnnexItem, ...]:
    found: list[tuple[str, str, SeenAt]] = [
        (part.title, seen.url, seen) for part in one.parts for seen in part.evidence
    ]
    if one.proposed and len(one.proposed) == len(one.evidence):
        # What is proposed stands on the page that is its evidence.
        found += [
            (f"Đề xuất: {told.wanted}: {told.title}", told.url, seen)
            for told, seen in zip(one.proposed, one.evidence, strict=True)
        ]
    else:
        found += [("", seen.url, seen) for seen in one.evidence]
    items: dict[tuple[str, str | None, str], AnnexItem] = {}
    for what, url, seen in found:
        items.setdefault(
            (url, seen.sha256, seen.quote),
            AnnexItem(what=what, link=link_to(url), quote=seen.quote, seen_at=seen.seen_at, sha256=seen.sha256),
        )
    return tuple(items.values())


def render_annex_pdf(annex: Annex) -> bytes:
    """Return the annex as PDF. Needs the extra `pdf` (ImportError, or OSError without Pango)."""
    from reports.html import render_page
    from reports.pdf import print_pdf

    return print_pdf(render_page("annex.html.j2", annex=annex, how_to_check=HOW_TO_CHECK))


def render_annex_docx(annex: Annex) -> bytes:
    """Return the annex as DOCX. Needs the extra `docx` (ImportError)."""
    from reports.word import WordColumn, WordDocument

    document = WordDocument(f"Phụ lục minh chứng – {annex.name}", size=12)
    document.heading("Phụ lục minh chứng", 0)
    document.paragraph(f"{annex.name} (mã {annex.code}), năm học {annex.school_year}.")
    if annex.portal is not None:
        document.paragraph("Cổng: ", annex.portal)
    document.paragraph(f"Bộ tiêu chí {annex.rubric}, bản {annex.rubric_version}. {HOW_TO_CHECK}")
    for one in annex.criteria:
        document.heading(f"{one.rule}. {one.title}")
        document.paragraph(_ended(one), bold_first=False)
        if one.human:
            document.paragraph(one.human)
        document.table(
            (WordColumn("STT", 10, True), WordColumn("Minh chứng", 80), WordColumn("Xem lúc", 25),
             WordColumn("Dấu bản lưu (SHA-256)", 50)),
            (
                (
                    str(number),
                    [piece for piece in (f"{item.what} " if item.what else "", f"“{item.quote}” " if item.quote else "",
                                         item.link) if piece],
                    format_moment(item.seen_at),
                    item.sha256 or "không lưu",
                )
                for number, item in enumerate(one.items, 1)
            ),
            small=True,
        )  # fmt: skip
    if annex.without:
        document.paragraph(f"Không có minh chứng trên cổng: {', '.join(annex.without)}.")
    return document.to_bytes()


HOW_TO_CHECK = "Giờ Việt Nam. Đơn vị lấy lại trang đã xem bằng lệnh kiemcong page và dấu bản lưu."


def _ended(one: AnnexCriterion) -> str:
    worth = ""
    if one.points is not None and one.max_points is not None:
        worth = f", {format_number(one.points)}/{format_number(one.max_points)} điểm"
    return f"Kết quả: {OUTCOME_LABELS[one.outcome]}{worth}. {one.reason}".strip()
