"""The office's tables as a spreadsheet, written row by row: memory stays flat however long the list.

Its findings are those of the criteria that the portal answers; what schools score themselves would be the same row for
each of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from records.findings import OUTCOME_LABELS, Outcome
from reports.audit import AuditPost, WholeSchool
from reports.criteria import Link
from reports.files import ReportFiles, ReportOrder, written_whole
from reports.office import PROBLEM_LABELS, OfficeCell, OfficeReport, OfficeRow
from reports.table import Kind, TableColumn, Value, school_columns
from reports.typography import local_time
from reports.wording import COUNTED_LABELS

XLSX_FILE = "bang-tong-hop.xlsx"
MOST_LINKS = 60_000
"""A worksheet holds 65,530 links; addresses beyond this number stand as text."""
LAST_ROW = 1_048_575
"""The last row of a worksheet, counted from 0; posts beyond it go on in another sheet."""
_LONGEST = 32_000
_WIDTHS = {
    Kind.TEXT: 15,
    Kind.LONG: 38,
    Kind.POINTS: 9,
    Kind.COUNT: 10,
    Kind.DAY: 12,
    Kind.MOMENT: 17,
    Kind.LINK: 30,
}
_FORMATS = {
    Kind.POINTS: "#,##0.0",
    Kind.COUNT: "#,##0",
    # The calendar and order of Viet Nam whatever the machine is set to.
    Kind.DAY: "[$-42A]dd/mm/yyyy",
    Kind.MOMENT: "[$-42A]dd/mm/yyyy hh:mm",
}
_FINDINGS = (
    ("Mã", Kind.TEXT),
    ("Trường", Kind.LONG),
    ("Tiêu chí", Kind.TEXT),
    ("Nội dung", Kind.LONG),
    ("Kết quả", Kind.TEXT),
    ("Điểm", Kind.POINTS),
    ("Tối đa", Kind.POINTS),
    ("Người xem", Kind.TEXT),
    ("Điểm người xem", Kind.POINTS),
    ("Lý do", Kind.LONG),
    ("Việc cần làm", Kind.LONG),
    ("Minh chứng", Kind.LONG),
    ("Trích dẫn", Kind.LONG),
    ("Thấy lúc", Kind.MOMENT),
    ("Dấu vân tay (SHA-256)", Kind.LONG),
)
_POSTS = (
    ("Mã", Kind.TEXT),
    ("Trường", Kind.LONG),
    ("Ngày đăng", Kind.DAY),
    ("Tiêu đề", Kind.LONG),
    ("Địa chỉ", Kind.LONG),
    ("Loại", Kind.TEXT),
    ("Chuyên mục", Kind.TEXT),
    ("Tính?", Kind.TEXT),
    ("Vì sao", Kind.LONG),
)


class _Sheet:
    """A worksheet that is written from the top down."""

    def __init__(self, sheet: Worksheet, columns: Sequence[tuple[str, Kind]], head: Format, cells: dict[Kind, Format]):
        self.rows = 1
        self._sheet = sheet
        self._kinds = [kind for _, kind in columns]
        self._cells = cells
        self._links = 0
        for place, (title, kind) in enumerate(columns):
            sheet.set_column(place, place, _WIDTHS[kind])
            sheet.write_string(0, place, title, head)
        sheet.freeze_panes(1, 2)
        sheet.repeat_rows(0)
        _on_paper(sheet)

    def add(self, values: Sequence[Value]) -> None:
        for place, (kind, value) in enumerate(zip(self._kinds, values, strict=True)):
            if value is not None:
                self._write(place, self._cells.get(kind), value)
        self.rows += 1

    def _write(self, place: int, form: Format | None, value: Value) -> None:
        if not isinstance(value, Link):
            _write(self._sheet, self.rows, place, value, form)
        elif value.href is not None and self._links < MOST_LINKS:
            self._links += 1
            self._sheet.write_url(self.rows, place, value.href, self._cells[Kind.LINK], value.text[:_LONGEST])
        else:
            self._sheet.write_string(self.rows, place, value.text[:_LONGEST])

    def close(self) -> None:
        self._sheet.autofilter(0, 0, max(self.rows - 1, 1), len(self._kinds) - 1)


def _on_paper(sheet: Worksheet) -> None:
    """A4 across, as wide as the page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _write(sheet: Worksheet, row: int, place: int, value: Value, form: Format | None) -> None:
    if isinstance(value, str):
        # Never `write`: a text that begins with "=" must stay a text.
        sheet.write_string(row, place, value[:_LONGEST], form)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, place, local_time(value).replace(tzinfo=None), form)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, datetime.combine(value, time.min), form)
    elif isinstance(value, Decimal | int):
        sheet.write_number(row, place, float(value), form)


def _kind(value: Value) -> Kind:
    """What a value is when no column says so."""
    for kind, types in ((Kind.MOMENT, datetime), (Kind.DAY, date), (Kind.POINTS, Decimal), (Kind.COUNT, int)):
        if isinstance(value, types):
            return kind
    return Kind.TEXT


class XlsxFile(ReportFiles):
    """Writes a summary, a row a school, a row a finding, and with `with_posts` a row a post."""

    def __init__(self, order: ReportOrder) -> None:
        super().__init__(order)
        self._columns: tuple[TableColumn, ...] = school_columns(order.columns)

    @property
    def wants_school(self) -> bool:
        return self.order.with_posts

    @classmethod
    def places(cls, out: Path, json: Path) -> dict[str, Path]:
        return {"Bảng tính": out / XLSX_FILE}

    def begin(self) -> None:
        self._stack = ExitStack()
        partial = self._stack.enter_context(written_whole(self.order.out / XLSX_FILE))
        self._book = book = xlsxwriter.Workbook(str(partial), {"constant_memory": True, "default_date_format": ""})
        book.set_properties({"title": self.order.header.rubric_title, "author": "KiểmCổng"})
        self._head = book.add_format(
            {"bold": True, "bg_color": "#E9EDF2", "bottom": 1, "text_wrap": True, "valign": "top"}
        )
        self._title = book.add_format({"bold": True, "font_size": 14})
        self._cells = {kind: book.add_format({"num_format": form}) for kind, form in _FORMATS.items()}
        self._cells[Kind.LINK] = book.add_format({"font_color": "#0B4F9C", "underline": 1})
        self._summary = book.add_worksheet("Tổng hợp")
        _on_paper(self._summary)
        self._schools = self._sheet("Trường", [(column.title, column.kind) for column in self._columns])
        self._findings = self._sheet("Kết luận", _FINDINGS)
        self._posts = [self._sheet("Tin bài", _POSTS)] if self.order.with_posts else []

    def _sheet(self, name: str, columns: Sequence[tuple[str, Kind]]) -> _Sheet:
        return _Sheet(self._book.add_worksheet(name), columns, self._head, self._cells)

    def row(self, row: OfficeRow, whole: WholeSchool | None) -> None:
        self._schools.add([column.of(row) for column in self._columns])
        for cell in row.cells:
            self._findings.add(_finding(row, cell))
        for post in whole.read().posts.items if self._posts and whole is not None else ():
            if self._posts[-1].rows > LAST_ROW:
                self._posts.append(self._sheet(f"Tin bài {len(self._posts) + 1}", _POSTS))
            self._posts[-1].add(_post(row, post))

    def end(self, office: OfficeReport, *, complete: bool) -> None:
        self._write_summary(office, complete=complete)
        for sheet in (self._schools, self._findings, *self._posts):
            sheet.close()
        self._book.close()
        self._stack.close()

    def _write_summary(self, office: OfficeReport, *, complete: bool) -> None:
        self._summary.set_column(0, 0, 46)
        self._summary.set_column(1, 12, 17)
        for number, values in enumerate(_summary(office, complete=complete)):
            for place, value in enumerate(values):
                head = self._title if number == 0 else self._head if _is_head(values) else None
                _write(self._summary, number, place, value, head or self._cells.get(_kind(value)))


def _finding(row: OfficeRow, cell: OfficeCell) -> list[Value]:
    seen = cell.evidence
    return [
        row.code,
        row.name,
        cell.rule,
        cell.title,
        OUTCOME_LABELS[cell.outcome],
        cell.points,
        cell.max_points,
        OUTCOME_LABELS[cell.human_outcome] if cell.human_outcome else None,
        cell.human_points,
        cell.reason or None,
        cell.remedy or None,
        seen.link.text if seen else None,
        (seen.quote or None) if seen else None,
        seen.seen_at if seen else None,
        seen.sha256 if seen else None,
    ]


def _post(row: OfficeRow, post: AuditPost) -> list[Value]:
    return [
        row.code,
        row.name,
        post.published,
        post.title,
        post.url,
        post.nature,
        post.category or None,
        COUNTED_LABELS[post.counted],
        post.why,
    ]


def _is_head(values: Sequence[Value]) -> bool:
    return len(values) == 1 or (all(isinstance(value, str) for value in values[1:]) and len(values) > 3)


def _summary(office: OfficeReport, *, complete: bool) -> list[list[Value]]:
    """The rows of the first sheet: what was audited, how it came out, what is to be looked at together."""
    shown = [kind for kind in Outcome if any(total.outcomes[kind] for total in office.totals)]
    rows: list[list[Value]] = [
        [f"Tổng hợp kiểm tra cổng thông tin điện tử, năm học {office.school_year}"],
        ["Bộ tiêu chí", f"{office.rubric_title} ({office.rubric}, bản {office.rubric_version})"],
        ["Tính từ ngày", office.window_from],
        ["Đến ngày", office.window_to],
        ["Lập lúc", office.generated_at],
        ["Tình trạng", "đủ danh sách" if complete else "lần chạy bị dừng giữa chừng, bảng chưa đủ trường"],
        [],
        ["Số dòng của danh sách", office.listed],
        ["Trường đã kiểm tra", office.audited],
        ["Dòng không kiểm tra được", office.failed],
        ["Dòng chưa tới lượt", office.unaccounted],
        [],
        [f"Điểm mục {office.section}, phần đã đo", office.points if office.judged_max else None],
        ["Tối đa của phần đã đo", office.judged_max],
        ["Điểm chưa đo (không tính vào điểm)", office.open_max],
        ["Lượt tiêu chí đã đo", office.judged],
        ["trong đó đạt", office.passed],
        ["Lượt tiêu chí chưa đo", office.open],
        ["Trường đã đo đủ", office.fully_measured],
        ["Trường còn phần chưa đo", office.partly_measured],
        [],
        ["Tiêu chí", "Số", "Tối đa", *(OUTCOME_LABELS[kind] for kind in shown)],
    ]
    for column, total in zip(office.columns, office.totals, strict=True):
        rows.append([column.title, column.rule, column.max_points, *(total.outcomes[kind] for kind in shown)])
    near = office.neighbours
    if near.fallen or near.shared or near.moved:
        rows += [[], ["Cần xem chung nhiều trường"]]
    for fallen in near.fallen:
        names = ", ".join(school.code for school in fallen.schools)
        rows.append([f"{len(fallen.schools)} trường dưới {fallen.platform}", f"{fallen.sentence} {names}"])
    for shared in near.shared:
        names = ", ".join(school.code for school in shared.schools)
        rows.append([f"{len(shared.schools)} trường chung một cổng", f"{shared.portal.text}: {names}"])
    for moved in near.moved:
        rows.append([f"{moved.school.code} đã chuyển cổng", f"{moved.listed.text} → {moved.now.text}"])
    if office.problems:
        rows += [[], ["Dòng của danh sách cần xem lại"]]
        for problem in office.problems:
            told = " ".join(problem.messages)
            rows.append([f"{problem.code or problem.place}: {PROBLEM_LABELS[problem.kind]}", told])
    return rows
