"""The school's report as a word-processor document, and beside it a ready text for the school's summary report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from records.findings import OUTCOME_LABELS
from reports.criteria import EVIDENCE_ON_PAPER, CriterionReport, EvidenceShown, Link
from reports.files import PAGES, ReportFiles, written_whole
from reports.matrix import Matrix
from reports.report import SchoolReport
from reports.section_text import render_section_text
from reports.typography import format_day, format_megabytes, format_moment, format_number, format_seconds
from reports.wording import (
    COUNTED_LABELS,
    LINK_STATE_LABELS,
    OUTCOME_ICONS,
    PRECISION_LABELS,
    ROLE_LABELS,
    RUNGS,
    SECTION_STATE_LABELS,
    at_stake,
    band_sentence,
    open_line,
    pace_sentence,
    remark_line,
    score_line,
)

if TYPE_CHECKING:
    from reports.word import Piece, WordDocument


def render_school_docx(report: SchoolReport) -> bytes:
    """Return the report of one school as DOCX. Needs the extra `docx` (ImportError)."""
    from reports.word import WordDocument

    document = WordDocument(f"{report.name}: kiểm tra cổng thông tin {report.school_year}")
    _write_head(document, report)
    document.heading("Từng tiêu chí")
    for one in report.criteria:
        _write_criterion(document, report, one)
    _write_posts(document, report)
    _write_ladder(document, report)
    _write_ledger(document, report)
    _write_sections(document, report)
    _write_self_scored(document, report)
    _write_receipt(document, report)
    return document.to_bytes()


def _write_head(document: WordDocument, report: SchoolReport) -> None:
    score = report.score
    document.heading(report.name, 0)
    document.paragraph(f"Kết quả kiểm tra cổng thông tin điện tử, năm học {report.school_year}")
    ward = f" {report.ward}." if report.ward else ""
    document.paragraph(f"Mã trường: {report.code}. Cấp học: {report.level}.{ward} Cổng: ", report.portal)
    if report.moved_to:
        document.paragraph("Cổng nay ở ", report.moved_to)
    basis = f" ({report.window_basis})" if report.window_basis else ""
    closed = f" Chốt đến ngày {format_day(report.as_of)}." if report.as_of else ""
    document.paragraph(f"Tính từ {format_day(report.window_from)} đến {format_day(report.window_to)}{basis}.{closed}")
    if report.is_the_schools is False:
        document.paragraph("Trang chủ không nêu tên trường: địa chỉ này có thể không phải cổng của trường.")
    elif report.is_the_schools is None:
        document.paragraph("Không đọc được trang chủ. Lần này chưa đo được gì; trường không bị trừ điểm vì lý do này.")
    document.paragraph(f"Mục {score.section}: {score_line(score)}", f"; {open_line(score)}.", bold_first=True)
    band = report.band
    bands = report.grade or (band.told if band else "") or "chưa kết luận"
    if report.grade or band:
        document.paragraph(f"Xếp loại: {bands}. ", band_sentence(band) if band else "", bold_first=True)
    if report.human_points is not None and report.human_judged_max is not None:
        points = f"{format_number(report.human_points)} / {format_number(report.human_judged_max)} điểm cả bộ tiêu chí"
        graded = f", xếp loại {report.human_grade}" if report.human_grade else ""
        document.paragraph("Sau khi người xem: ", f"{points}{graded}.", bold_first=True)
    if report.pace:
        document.paragraph(pace_sentence(report.pace))
    if report.personal_data:
        document.heading("Nên gỡ ngay: thông tin cá nhân của học sinh", 2)
        for personal in report.personal_data:
            document.paragraph(f"{personal.title}: {personal.sentence}. ", personal.link)
    document.heading("Việc nên làm trước", 2)
    if report.to_do:
        document.listing(
            (f"{one.remedy} (tiêu chí {one.rule}, {at_stake(one)})" for one in report.to_do),
            numbered=True,
        )
    else:
        document.paragraph(
            "Chưa đo được nên chưa nêu được việc cần làm."
            if not report.anything_judged
            else "Không có việc nào cần làm ở các tiêu chí đã đo."
        )
    document.heading("Chưa đo được, vì sao", 2)
    if report.unmeasured:
        document.listing(
            f"{f'{one.rule}. ' if one.rule else ''}{one.label}: {one.sentence} {one.detail}".strip()
            for one in report.unmeasured
        )
    else:
        document.paragraph("Mọi phần cần xem đều đã đọc hết.")


def _write_criterion(document: WordDocument, report: SchoolReport, one: CriterionReport) -> None:
    from reports.word import WordColumn

    document.heading(f"{one.rule}. {one.title}", 2)
    points = format_number(one.points) if one.points is not None else "—"
    worth = f", {points}/{format_number(one.max_points)} điểm" if one.max_points is not None else ""
    document.paragraph(f"{OUTCOME_ICONS[one.outcome]} {OUTCOME_LABELS[one.outcome]}{worth}. ", one.reason)
    for note in one.notes:
        document.paragraph(note)
    _write_human(document, one)
    if one.range:
        low, high = format_number(one.range.low), format_number(one.range.high)
        document.paragraph(f"Khi rõ, tiêu chí này được từ {low} đến {high} điểm.")
    if one.remedy:
        document.paragraph("Việc cần làm: ", one.remedy, bold_first=True)
    if one.matrix:
        document.paragraph(one.matrix.caption)
        _write_matrix(document, one.matrix)
    if one.parts:
        document.table(
            (WordColumn("Mục", 55), WordColumn("Kết quả", 28), WordColumn("Vì sao", 70), WordColumn("Bậc", 12, True)),
            (
                (
                    part.title,
                    f"{OUTCOME_ICONS[part.outcome]} {OUTCOME_LABELS[part.outcome]}",
                    part.reason,
                    "—" if part.rung is None else str(part.rung),
                )
                for part in one.parts
            ),
            small=True,
        )
    if one.evidence:
        document.paragraph("Bằng chứng:")
        document.listing(_evidence(seen) for seen in one.evidence[:EVIDENCE_ON_PAPER])
        if len(one.evidence) > EVIDENCE_ON_PAPER:
            document.paragraph(f"Còn {len(one.evidence) - EVIDENCE_ON_PAPER} bằng chứng nữa ở trang HTML của trường.")
    told = [f"Căn cứ: {'; '.join(one.basis)}." if one.basis else ""]
    if one.in_force:
        told.append(f"Văn bản áp dụng cho năm học {report.school_year}: {'; '.join(one.in_force)}.")
    if one.evidence_wanted:
        told.append(f"Minh chứng cần có: {one.evidence_wanted}.")
    if any(told):
        document.paragraph(" ".join(part for part in told if part))


def _write_human(document: WordDocument, one: CriterionReport) -> None:
    if one.human is None:
        return
    points = f", {format_number(one.human.points)} điểm" if one.human.points is not None else ""
    told = f"{OUTCOME_ICONS[one.human.outcome]} {OUTCOME_LABELS[one.human.outcome]}{points}. {one.human.reason}"
    document.paragraph("Người xem: ", told.strip(), bold_first=True)
    document.listing(map(remark_line, one.human.remarks))


def _write_matrix(document: WordDocument, matrix: Matrix) -> None:
    from reports.word import WordColumn

    width = 110 / len(matrix.months)
    document.table(
        (WordColumn("Chuyên mục", 55), *(WordColumn(month, width, True) for month in matrix.months)),
        ((row.category, *row.cells) for row in matrix.rows),
        small=True,
    )


def _evidence(seen: EvidenceShown) -> list[Piece]:
    kept = f", bản lưu {seen.sha256[:12]}" if seen.sha256 else ""
    quote = f"“{seen.quote}” " if seen.quote else ""
    return [quote, seen.link, f" (xem lúc {format_moment(seen.seen_at)}{kept})"]


def _write_posts(document: WordDocument, report: SchoolReport) -> None:
    from reports.word import WordColumn

    posts = report.posts
    document.heading("Tin bài theo tháng")
    if not report.posts_complete:
        document.paragraph("Chưa đọc hết tin bài của cổng: số dưới đây là ít nhất, cổng có thể còn nhiều hơn.")
    if posts.goal:
        document.paragraph(f"Mức cần đạt: {posts.goal} tin bài.")
    columns = [WordColumn("Tháng", 30)]
    columns += [WordColumn(title, 30, True) for title in ("Được tính", "Có thể tính", "Cộng dồn được tính")]
    if posts.last_year is not None:
        columns.append(WordColumn("Năm trước", 30, True))

    def rows() -> Iterator[list[str]]:
        for one in posts.months:
            month = f"{one.month:02d}/{one.year}" if one.month else "không rõ tháng"
            row = [month, *(format_number(count) for count in (one.sure, one.maybe, one.sure_so_far))]
            if posts.last_year is not None:
                row.append(format_number(one.last_year) if one.last_year is not None else "—")
            yield row
        total = ["Cộng", *(format_number(count) for count in (posts.sure, posts.maybe, posts.sure))]
        yield [*total, format_number(posts.last_year)] if posts.last_year is not None else total

    document.table(columns, rows(), small=True)


def _write_ladder(document: WordDocument, report: SchoolReport) -> None:
    from reports.word import WordColumn

    ladder = report.ladder
    if ladder is None or not ladder.rows:
        return
    document.heading("Công khai từng mục, từng năm học")
    document.paragraph(f"{ladder.document}. {RUNGS}")
    width = 95 / len(ladder.years)
    document.table(
        (WordColumn("Mục", 70), *(WordColumn(year, width) for year in ladder.years)),
        (
            (
                row.title,
                *(
                    "chưa rõ" if cell.rung is None else f"{'■' * cell.rung}{'□' * (5 - cell.rung)} {cell.rung}"
                    for cell in row.cells
                ),
            )
            for row in ladder.rows
        ),
        small=True,
    )


def _write_ledger(document: WordDocument, report: SchoolReport) -> None:
    from reports.word import WordColumn

    document.heading("Sổ tin bài")
    if not report.ledger:
        document.paragraph("Chưa thấy tin bài nào.")
        return
    told = ", ".join(f"{format_number(count)} {COUNTED_LABELS[kind]}" for kind, count in report.counts.items())
    document.paragraph(f"{format_number(len(report.ledger))} bài đã thấy: {told}.")
    document.table(
        (WordColumn("Ngày đăng", 24), WordColumn("Bài", 72), WordColumn("Tính?", 22), WordColumn("Vì sao", 47)),
        (
            (
                f"{format_day(row.published) if row.published else '—'} {PRECISION_LABELS[row.precision]}".strip(),
                (Link(text=row.title, href=row.link.href), "" if row.link.href else f" {row.link.text}"),
                COUNTED_LABELS[row.counted],
                f"{row.nature}: {row.why}",
            )
            for row in report.ledger
        ),
        small=True,
    )


def _write_sections(document: WordDocument, report: SchoolReport) -> None:
    from reports.word import WordColumn

    if not report.sections:
        return
    document.heading("Chuyên mục đã thấy")
    document.paragraph(LINK_STATE_LABELS[report.link_state])
    document.table(
        (WordColumn("Chuyên mục", 45), WordColumn("Nhãn trên cổng", 60), WordColumn("Năm học", 25),
         WordColumn("Bên trong", 25), WordColumn("Bậc", 10, True)),
        (
            (
                row.title,
                Link(text=row.label or row.link.text, href=row.link.href),
                row.school_year or "—",
                SECTION_STATE_LABELS[row.state],
                str(row.rung),
            )
            for row in report.sections
        ),
        small=True,
    )  # fmt: skip


def _write_self_scored(document: WordDocument, report: SchoolReport) -> None:
    from reports.word import WordColumn

    if not report.self_scored:
        return
    document.heading("Tiêu chí trường tự chấm")
    document.table(
        (WordColumn("Số", 14), WordColumn("Tiêu chí", 106), WordColumn("Kết quả", 27), WordColumn("Tối đa", 18, True)),
        (
            (
                one.rule,
                one.title,
                OUTCOME_LABELS[one.outcome],
                format_number(one.max_points) if one.max_points is not None else "",
            )
            for part in report.self_scored
            for one in part.criteria
        ),
        small=True,
    )
    for one in (one for part in report.self_scored for one in part.criteria if one.human):
        document.paragraph(f"{one.rule}. {one.title}")
        _write_human(document, one)
    _write_proposed(document, report)


def _write_proposed(document: WordDocument, report: SchoolReport) -> None:
    proposed = [(one, found) for part in report.self_scored for one in part.criteria for found in one.proposed]
    if not proposed:
        return
    document.paragraph("Máy đề xuất minh chứng (chưa chấm):")
    document.listing(
        [
            f"{one.rule}: {found.wanted}: ",
            Link(found.title, found.link.href),
            f", {format_day(found.day)}" if found.day else "",
            ", chưa rõ năm học" if found.of_year is None else "",
        ]
        for one, found in proposed
    )


def _write_receipt(document: WordDocument, report: SchoolReport) -> None:
    receipt = report.receipt
    if report.remarks:
        document.heading("Điều đơn vị đã ghi cho trường")
        document.listing(map(remark_line, report.remarks))
    document.heading("Lần xem cổng")
    document.listing(
        (
            f"Bắt đầu {format_moment(receipt.started_at)} (giờ Việt Nam), cách đọc cổng: {receipt.adapter}.",
            f"Đã gửi {format_number(receipt.requests)} yêu cầu, nhận {format_megabytes(receipt.bytes)}, "
            f"trong {format_seconds(receipt.seconds)}; {format_number(receipt.carried)} dữ kiện dùng lại.",
            f"Đã tuân theo robots.txt; {format_number(receipt.closed_by_robots)} trang không xem vì tệp này.",
            "Mỗi bằng chứng ghi dấu của bản lưu; đơn vị lấy lại trang lúc ấy bằng lệnh kiemcong page.",
            *(f"{one.label}: {one.sentence}" for one in receipt.coverage),
        )
    )
    if receipt.missing:
        document.paragraph(f"{format_number(len(receipt.missing))} trang không xem được:")
        document.listing([one.link, f" ({ROLE_LABELS[one.role]}): {one.sentence}"] for one in receipt.missing)
    document.paragraph(
        f"{report.rubric_title} (bộ tiêu chí {report.rubric}, bản {report.rubric_version}). Lần xem {receipt.visit}; "
        f"KiểmCổng {report.code_version}."
    )


class DocxFiles(ReportFiles):
    """Writes two documents a school as soon as it is judged: the report, and the text for its summary report."""

    @classmethod
    def places(cls, out: Path, json: Path) -> dict[str, Path]:
        return {"Văn bản DOCX": out / PAGES}

    def school(self, report: SchoolReport) -> None:
        for kind, render in (("truong", render_school_docx), ("muc", render_section_text)):
            with written_whole(self.page(report.code, "docx", kind)) as partial:
                partial.write_bytes(render(report))
