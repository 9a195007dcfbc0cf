"""What the terminal shows at the end: pure, values in, rich tables out. Text of portals is made harmless here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from rich import box
from rich.table import Table
from rich.text import Text

from reading.portal import Counted, PortalReading
from records.facts import Aspect
from records.findings import OUTCOME_LABELS, Outcome, Verdict
from records.settings import Settings
from records.vocabulary import Vocabulary
from reports.office import OfficeReport, OfficeRow
from reports.receipt import reason_sentence
from reports.typography import format_day, format_megabytes, format_moment, format_number, format_seconds, plain
from reports.wording import ASPECT_LABELS, LINK_STATE_LABELS, OUTCOME_ICONS, SECTION_STATE_LABELS
from runner.planning import PARENT_REQUESTS, WARM_REQUESTS, NightPlans
from store import RunRecord, RunState, SchoolState

_LONGEST = 46
_WIDEST_TITLE = 78
_LONGEST_REASON = 90
_LONGEST_NOTE = 400
_LEVEL_NAMES = (
    (r"tiểu học và trung học cơ sở", "TH&THCS"),
    (r"trung học cơ sở", "THCS"),
    (r"trung học phổ thông", "THPT"),
    (r"tiểu học", "TH"),
    (r"mầm non", "MN"),
)
_RUN_STATES = {
    RunState.RUNNING: "đang chạy hoặc bị ngắt",  # where nobody can see which
    RunState.FINISHED: "xong",
    RunState.INTERRUPTED: "dừng giữa chừng",
    RunState.PARTIAL: "hết giờ, chưa đủ trường",
    RunState.FAILED: "lỗi",
}
_LINKS = {True: "có", False: "không", None: "chưa xem được"}


@dataclass(frozen=True)
class SchoolNotes:
    """What the table says of a school in words."""

    missing: str = ""
    not_measured: str = ""


def cell(text: str, longest: int = 200) -> Text:
    """Text of a portal or a list as a cell: no control characters, no markup, not endless."""
    clean = " ".join(plain(text).split())
    return Text(clean if len(clean) <= longest else clean[: longest - 1] + "…")


def new_table(title: str, *columns: str, numbers: tuple[str, ...] = ()) -> Table:
    """An empty table; the columns in `numbers` are set flush right."""
    # Rich folds a title to the width of its table, however narrow that is.
    width = min(len(title), _WIDEST_TITLE)
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, min_width=width)
    for column in columns:
        table.add_column(column, justify="right" if column in numbers else "left", overflow="fold")
    return table


def audit_table(report: OfficeReport, notes: Mapping[str, SchoolNotes]) -> Table:
    """School, points of each judged criterion of the focus section, what is missing, what could not be measured.

    `notes` are by school code.
    """
    rules = [column.rule for column in report.columns]
    title = f"Mục {report.section}, năm học {report.school_year}"
    table = new_table(title, "Mã", "Trường", *rules, "Đã đo", "Còn thiếu", "Chưa đo được", numbers=tuple(rules))
    for column in table.columns[2 : 2 + len(rules) + 1]:
        column.no_wrap = True
    for column, least in zip(table.columns[-2:], (18, 14), strict=True):
        column.min_width = least
    for row in report.rows:
        found = notes.get(row.code, SchoolNotes())
        table.add_row(
            cell(row.code, 20),
            cell(_short(row.name), _LONGEST),
            *(_points(row, rule) for rule in rules),
            f"{points_of(row.score.points)} / {format_number(row.score.judged_max)}"
            if report.in_points
            else f"{row.score.passed} / {row.score.judged}",
            cell(found.missing, _LONGEST_NOTE),
            cell(found.not_measured, _LONGEST_NOTE),
        )
    for problem in report.problems:
        if problem.code:
            blanks = ["—"] * len(rules)
            message = cell(" ".join(problem.messages))
            table.add_row(cell(problem.code, 20), cell(_short(problem.name), _LONGEST), *blanks, "—", "", message)
    return table


def notes_of(verdict: Verdict, rules: Collection[str]) -> SchoolNotes:
    """What the table says of one school: the reasons of the criteria in `rules` that cost points or were not judged."""
    missing: dict[str, list[str]] = {}
    not_measured: dict[str, list[str]] = {}
    for finding in verdict.findings:
        if finding.rule not in rules or finding.outcome in (Outcome.PASS, Outcome.SELF, Outcome.NOT_APPLICABLE):
            continue
        notes = missing if finding.outcome.is_judged else not_measured
        # Why something was not seen stands last in its sentence, and is the same for all that one fault hid.
        reason = finding.reason.rpartition(": ")[2] if finding.outcome is Outcome.UNKNOWN else finding.reason
        notes.setdefault(_clipped(reason), []).append(finding.rule)
    return SchoolNotes(_joined(missing), _joined(not_measured))


def _joined(notes: dict[str, list[str]]) -> str:
    return "; ".join(f"{', '.join(rules)}: {reason}" for reason, rules in notes.items())


def _clipped(reason: str) -> str:
    # The whole sentence stands in the school's report; what is in brackets explains.
    text = re.sub(r" \([^()]*\)", "", plain(reason)).rstrip(".")
    return text if len(text) <= _LONGEST_REASON else text[: _LONGEST_REASON - 1].rstrip() + "…"


def _short(name: str) -> str:
    """A school's name as lists abbreviate it: ``TH Hoa Sen``."""
    for long, short in _LEVEL_NAMES:
        name = re.sub(long, short, name, flags=re.IGNORECASE)
    return re.sub(r"^trường\s+", "", name, flags=re.IGNORECASE)


def _points(row: OfficeRow, rule: str) -> str:
    found = row.cell(rule)
    if found is None:
        return "—"
    if found.points is None:
        return OUTCOME_ICONS[found.outcome]
    return format_number(found.points)


def audit_legend(report: OfficeReport) -> str:
    """The signs that stand in the table instead of points, with their meaning."""
    seen = {found.outcome for row in report.rows for found in row.cells if found.points is None}
    signs = [f"{OUTCOME_ICONS[outcome]} {OUTCOME_LABELS[outcome]}" for outcome in Outcome if outcome in seen]
    return "; ".join(signs)


def state_of(state: RunState, held: bool | None) -> str:
    """What a run's state is called; `held` tells whether a process is at work in its folder of reports."""
    if state is RunState.RUNNING and held is not None:
        return "đang chạy" if held else "bị ngắt, lần chạy sau làm tiếp"
    return _RUN_STATES[state]


@dataclass(frozen=True)
class UnderWay:
    """How far a run is: its schools by state, the seconds it was at work, and whether it is at work now."""

    states: Counter[SchoolState]
    at_work: float
    held: bool | None


def going(run: RunRecord, way: UnderWay, now: datetime) -> str:
    """How far a run is that is under way, and when it will be done at this pace."""
    total = way.states.total()
    done = sum(way.states[one] for one in (SchoolState.JUDGED, SchoolState.VISITED, SchoolState.FAILED))
    told = f"{state_of(run.state, way.held)}: {format_number(done)}/{format_number(total)} trường"
    if not done or done == total or way.held is False:
        return told
    end = now + timedelta(seconds=way.at_work) * (total - done) / done
    return f"{told}, xong chừng {format_moment(end)}"


def runs_table(runs: tuple[RunRecord, ...], under_way: Mapping[str, UnderWay], now: datetime) -> Table:
    """The runs of a store, as they come; those `under_way` (by id) with how far they are."""
    table = new_table(
        "Các lần chạy",
        *("Bắt đầu", "Trạng thái", "Năm học", "Bộ tiêu chí", "Số trường", "Đã chấm", "Có phần chưa đo", "Lỗi"),
        *("Lượt truy cập", "Danh sách", "Báo cáo"),
        numbers=("Số trường", "Đã chấm", "Có phần chưa đo", "Lỗi", "Lượt truy cập"),
    )
    for run in runs:
        counts = run.counts
        numbers = (counts.schools, counts.judged, counts.not_measured, counts.failed, counts.requests)
        table.add_row(
            format_moment(run.started_at),
            going(run, under_way[run.id], now) if run.id in under_way else _RUN_STATES[run.state],
            run.school_year,
            f"{run.rubric} ({run.rubric_version})",
            # They are added up at the end; until then they are not known, which is not 0.
            *("" if run.id in under_way else format_number(number) for number in numbers),
            cell(run.school_list),
            cell(run.out),
        )
    return table


def plan_table(plans: NightPlans) -> Table:
    """Hours a platform on each kind of night, the busiest first."""
    columns = ("Số trường", "Lượt truy cập", "Giờ, xem kỹ cả", "Giờ, xem nhanh cả", "Giờ, đêm thường")
    table = new_table("Theo nền tảng (tên miền đăng ký), ít nhất", "Tên miền", *columns, numbers=columns)
    others = [{one.platform: one.seconds for one in plan.platforms} for plan in (plans.warm, plans.mixed)]
    for one in plans.cold.platforms:
        hours = [one.seconds, *(seconds[one.platform] for seconds in others)]
        numbers = (one.schools, one.requests, *(seconds / 3600 for seconds in hours))
        table.add_row(cell(one.platform), *(format_number(number) for number in numbers))
    return table


def plan_notes(plans: NightPlans, schools: int, settings: Settings) -> tuple[str, ...]:
    """The totals, and what they rest on."""
    plan = plans.cold
    pace, budget = settings.politeness, settings.budget
    guess = schools - plan.measured
    told = [
        f"Cả danh sách: {format_number(schools)} trường, khoảng {format_number(plan.requests)} lượt truy cập, "
        f"{format_number(plan.batches)} đợt, chừng {format_number(plan.seconds / 3600)} giờ nếu xem kỹ tất cả; "
        f"{format_number(plans.warm.seconds / 3600)} giờ nếu xem nhanh tất cả; một đêm thường "
        f"(1/{plans.deep_nights} số trường xem kỹ) {format_number(plans.mixed.seconds / 3600)} giờ.",
        f"Giả định: mỗi máy chủ {format_number(pace.host_delay)} giây một lượt; mỗi nền tảng "
        f"{format_number(1 / pace.platform_delay) if pace.platform_delay else '∞'} lượt mỗi giây; "
        f"{pace.schools_at_once} trường cùng lúc trong một đợt; tối đa {budget.requests} lượt và "
        f"{format_seconds(budget.seconds)} cho một trường; cổng cấp trên {PARENT_REQUESTS} lượt mỗi đợt.",
    ]
    if plan.measured:
        told.append(f"{format_number(plan.measured)} trường tính theo lần xem trước.")
    if guess:
        basis = "trung vị của các lần xem trước" if plan.measured else "chưa có lần xem nào"
        told.append(f"{format_number(guess)} trường ước {plan.per_school} lượt mỗi trường ({basis}).")
    if not plans.warm.measured:
        told.append(f"Xem nhanh: ước {WARM_REQUESTS} lượt mỗi trường (chưa có lần xem nhanh nào).")
    return tuple(told)


def visit_tables(portal: PortalReading, vocabulary: Vocabulary) -> tuple[Table, ...]:
    """What was seen of one portal: how far, posts by month, sections, documents, links."""
    titles = {term.key: term.title for term in (*vocabulary.sections, *vocabulary.items)}
    tables = (
        _coverage(portal),
        _posts(portal),
        _sections(portal, titles),
        _documents(portal, titles),
        _links(portal),
    )
    for table in tables:
        if not table.row_count:
            table.add_row("không thấy")
    return tables


def _coverage(portal: PortalReading) -> Table:
    visit = portal.visit
    title = f"Đã đọc ({visit.requests} lượt truy cập, {format_megabytes(visit.bytes)}, bộ đọc {plain(visit.adapter)})"
    table = new_table(title, "Phần", "Đọc hết", "Lý do chưa hết")
    for aspect in Aspect:
        covered = visit.covered(aspect)
        why = "" if covered.complete else reason_sentence(covered.reason) or "Chưa đọc hết."
        table.add_row(ASPECT_LABELS[aspect], "có" if covered.complete else "chưa", cell(f"{why} {covered.detail}"))
    return table


def _posts(portal: PortalReading) -> Table:
    ledger, window = portal.ledger, portal.window
    possible = "chưa rõ" if ledger.possible is None else format_number(ledger.possible)
    span = f"{format_day(window.start)}–{format_day(window.end)}"
    title = f"Tin bài {span}: {ledger.sure} được tính chắc chắn, tối đa {possible}; thấy tất cả {len(ledger.entries)}"
    table = new_table(title, "Tháng", "Được tính", "Có thể tính", numbers=("Được tính", "Có thể tính"))
    months: dict[Counted, Counter[tuple[int, int]]] = {kind: Counter() for kind in Counted}
    undated = 0
    for entry in ledger.entries:
        if entry.published is not None:
            months[entry.counted][entry.published.year, entry.published.month] += 1
        elif entry.counted is Counted.MAYBE:
            undated += 1
    year, month = window.start.year, window.start.month
    while (year, month) <= (window.end.year, window.end.month):
        sure, maybe = months[Counted.YES][year, month], months[Counted.MAYBE][year, month]
        table.add_row(f"{month:02d}/{year}", str(sure), str(maybe))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    if undated:
        table.add_row("không rõ ngày", "0", str(undated))
    return table


def _sections(portal: PortalReading, titles: dict[str, str]) -> Table:
    table = new_table("Chuyên mục nhận ra", "Chuyên mục", "Tên trên cổng", "Năm học", "Tình trạng", "Địa chỉ")
    for section in portal.sections:
        table.add_row(
            titles.get(section.key, section.key),
            cell(section.label, _LONGEST),
            section.school_year or "",
            SECTION_STATE_LABELS[section.state],
            cell(section.url, 120),
        )
    return table


def _documents(portal: PortalReading, titles: dict[str, str]) -> Table:
    table = new_table("Văn bản, biểu mẫu", "Tên", "Là", "Chuyên mục", "Năm học", "Mở được", "Địa chỉ")
    opens = {True: "có", False: "không", None: "chưa thử"}
    for document in portal.documents:
        table.add_row(
            cell(document.title, _LONGEST),
            titles.get(document.key or "", ""),
            titles.get(document.section or "", ""),
            document.school_year or "",
            cell(f"{opens[document.opens]} {document.file.problem}", 60),
            cell(document.url, 120),
        )
    return table


def _links(portal: PortalReading) -> Table:
    table = new_table("Liên kết", "Chiều", "Kết quả")
    links = portal.links
    table.add_row("Cổng cấp trên → cổng trường", LINK_STATE_LABELS[links.state])
    table.add_row("Cổng trường → cổng cấp trên", _LINKS[links.school_to_parent])
    return table


def points_of(points: Decimal | None) -> str:
    """Points as shown, a dash where nothing was judged."""
    return "—" if points is None else format_number(points)
