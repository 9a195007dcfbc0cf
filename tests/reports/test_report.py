"""What a school and an office are told: totals add up, what was not measured stands apart."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.loader import load_rubric
from reading.portal import Counted
from records.facts import Reason, Window
from records.findings import Outcome
from records.rubric import Rubric
from records.vocabulary import Term, Vocabulary
from reports.chart import BOTTOM, HEIGHT, TOP, draw_posts
from reports.html import page_name
from reports.months import tally_posts
from reports.office import ListProblem, OfficeReport, ProblemKind, build_office_report, build_office_row
from reports.report import SchoolReport, build_school_report, post_goal
from tests.reports.samples import FINDINGS, WINDOW, make_entries, make_entry, make_reading, make_rubric, make_verdict

ALL_UNKNOWN: dict[str, tuple[Outcome, str | None]] = {
    rule: (Outcome.SELF if outcome is Outcome.SELF else Outcome.UNKNOWN, None)
    for rule, (outcome, _) in FINDINGS.items()
}
ALL_PASS: dict[str, tuple[Outcome, str | None]] = {
    **FINDINGS,
    "3.1": (Outcome.PASS, "5"),
    "3.2": (Outcome.PASS, "5"),
    "3.3": (Outcome.PASS, "5"),
    "3.5": (Outcome.PASS, "2"),
}
NOT_APPLICABLE: dict[str, tuple[Outcome, str | None]] = dict.fromkeys(FINDINGS, (Outcome.NOT_APPLICABLE, None))


def report_of(
    findings: dict[str, tuple[Outcome, str | None]] | None = None, code: str = "TH01", **more: object
) -> SchoolReport:
    reading = make_reading(code, **more)  # type: ignore[arg-type]
    return build_school_report(make_verdict(reading, findings), reading, make_rubric())


def office_of(
    reports: list[SchoolReport],
    problems: tuple[ListProblem, ...] = (),
    listed: int | None = None,
    rubric: Rubric | None = None,
) -> OfficeReport:
    rows = [build_office_row(report, page_name(report.code)) for report in reports]
    return build_office_report(
        rows,
        problems,
        rubric or make_rubric(),
        listed=len(rows) if listed is None else listed,
        school_year="2021-2022",
        window=WINDOW,
        generated_at=datetime(2022, 6, 3, tzinfo=UTC),
    )


def test_points_judged_open_and_self_scored_add_up_to_the_section() -> None:
    score = report_of().score
    assert (score.points, score.judged_max) == (Decimal("6.5"), Decimal(13))
    assert (score.open_max, score.self_max, score.section_max) == (Decimal(7), Decimal(5), Decimal(25))
    assert score.judged_max + score.open_max + score.self_max == score.section_max


def test_nothing_measured_is_not_zero_points() -> None:
    report = report_of(ALL_UNKNOWN)
    assert report.score.points is None
    assert report.points is None
    assert report.score.open_max == 20
    assert report.to_do == ()
    assert {one.rule for one in report.unmeasured} == {"3.1", "3.2", "3.3", "3.4", "3.5"}


def test_the_most_costly_things_come_first_and_faults_are_no_tasks() -> None:
    report = report_of()
    assert [(one.rule, one.lost, one.at_risk) for one in report.to_do] == [
        ("3.2", 5, 0),
        ("3.1", Decimal("1.5"), 0),
        ("3.3", 0, 3),
    ]
    many = {**FINDINGS, "3.3": (Outcome.FAIL, "0"), "3.4": (Outcome.FAIL, "0"), "3.5": (Outcome.FAIL, "0")}
    assert [one.rule for one in report_of(many).to_do] == ["3.2", "3.3", "3.4"]


def test_what_was_not_measured_is_told_with_its_reason() -> None:
    told = report_of(posts_reason=Reason.HTTP_5XX).unmeasured
    assert [(one.rule, one.outcome) for one in told] == [
        ("3.3", Outcome.REVIEW),
        ("3.5", Outcome.UNKNOWN),
        (None, None),
    ]
    assert told[-1].sentence == "Máy chủ báo lỗi 5xx (đang hỏng hoặc quá tải)."
    assert told[-1].detail == "trang 3"


def test_every_finding_is_told_once() -> None:
    for findings in (FINDINGS, ALL_PASS, ALL_UNKNOWN, NOT_APPLICABLE, {**FINDINGS, "1.1": (Outcome.FAIL, "0")}):
        report = report_of(findings)
        aside = [one.rule for part in report.self_scored for one in part.criteria]
        told = [one.rule for one in report.criteria] + aside
        assert sorted(told) == sorted(findings)
        assert all(one.points is None for part in report.self_scored for one in part.criteria)


def test_titles_come_from_the_vocabulary() -> None:
    vocabulary = Vocabulary(
        version="1",
        sections=(Term(key="muc_0", title="Giới thiệu"),),
        items=(),
        natures=(Term(key="tin", title="Tin"),),
    )
    reading = make_reading()
    report = build_school_report(make_verdict(reading), reading, make_rubric(), vocabulary)
    assert [row.title for row in report.sections][:2] == ["Giới thiệu", "muc_1"]
    assert {row.nature for row in report.ledger} == {"Tin"}


def test_the_shipped_rubric_has_its_goal_of_posts() -> None:
    assert post_goal(load_rubric("tdm-2021-2022")) == 40
    assert post_goal(make_rubric()) == 40


def test_months_of_the_window_with_their_running_sum() -> None:
    entries = (
        make_entry(1, published=date(2021, 8, 1)),
        make_entry(2, published=date(2022, 7, 31)),
        make_entry(3, published=date(2021, 9, 30), counted=Counted.MAYBE),
        make_entry(4, published=None, counted=Counted.MAYBE),
        make_entry(5, published=date(2020, 1, 1), counted=Counted.NO),
    )
    tally = tally_posts(entries, WINDOW, 40)
    assert len(tally.months) == 13
    assert [(one.month, one.sure, one.maybe, one.sure_so_far, one.maybe_so_far) for one in tally.months[:2]] == [
        (8, 1, 0, 1, 0),
        (9, 0, 1, 1, 1),
    ]
    assert (tally.months[-1].month, tally.months[-1].maybe, tally.months[-1].maybe_so_far) == (None, 1, 2)
    assert tally_posts(entries[:1], WINDOW, 40).months[-1].month == 7


DAYS = st.none() | st.dates(date(2020, 1, 1), date(2024, 1, 1))


@given(st.lists(st.tuples(DAYS, st.sampled_from(Counted)), max_size=60), st.integers(1, 400))
def test_no_post_is_lost_or_counted_twice(posts: list[tuple[date | None, Counted]], goal: int) -> None:
    entries = tuple(make_entry(n, published=day, counted=counted) for n, (day, counted) in enumerate(posts))
    tally = tally_posts(entries, WINDOW, goal)
    assert sum(one.sure for one in tally.months) == tally.sure == sum(kind is Counted.YES for _, kind in posts)
    assert sum(one.maybe for one in tally.months) == tally.maybe == sum(kind is Counted.MAYBE for _, kind in posts)
    chart = draw_posts(tally)
    assert len(chart.columns) == len(tally.months)
    for bar in (bar for column in chart.columns for bar in (column.before, column.own, column.maybe)):
        assert bar.height >= 0
        assert TOP <= bar.y <= bar.y + bar.height <= HEIGHT - BOTTOM + 0.11
    assert chart.goal_y is not None
    assert TOP <= chart.goal_y < HEIGHT - BOTTOM
    assert len(chart.ticks) <= 6


def test_a_long_window_and_no_goal_can_be_drawn() -> None:
    tally = tally_posts(make_entries(), Window(start=date(2000, 1, 1), end=date(2050, 1, 1)), None)
    assert len(tally.months) == 37
    assert draw_posts(tally).goal_y is None
    assert tally.sure == 30


PROBLEMS = (
    ListProblem(kind=ProblemKind.BAD_ROW, messages=("Thiếu địa chỉ cổng.",), place="truong.csv, dòng 9"),
    ListProblem(kind=ProblemKind.NOT_VISITED, messages=("Chương trình gặp lỗi.",), code="TH10"),
    ListProblem(kind=ProblemKind.NOTE, messages=("Mã bị đổi thành số.",), code="TH01"),
)


def test_office_totals_add_up_to_the_list() -> None:
    office = office_of(
        [report_of(code="A"), report_of(ALL_PASS, "B"), report_of(ALL_UNKNOWN, "C"), report_of(NOT_APPLICABLE, "D")],
        PROBLEMS,
        listed=7,
    )
    assert (office.audited, office.failed, office.unaccounted) == (4, 2, 1)
    assert office.listed == office.audited + office.failed + office.unaccounted
    assert (office.points, office.judged_max, office.open_max) == (Decimal("26.5"), Decimal(33), Decimal(27))
    assert (office.fully_measured, office.partly_measured) == (1, 2)
    assert [column.rule for column in office.columns] == ["3.1", "3.2", "3.3", "3.4", "3.5"]
    for total in office.totals:
        assert sum(total.outcomes.values()) == office.audited
        assert total.judged + total.open + total.apart == office.audited
    by_rule = {total.rule: total for total in office.totals}
    assert by_rule["3.2"].outcomes[Outcome.FAIL] == 1
    assert by_rule["3.2"].outcomes[Outcome.UNKNOWN] == 1
    assert by_rule["3.3"].open == 2


def test_a_report_that_cannot_add_up_is_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        office_of([report_of(code="A"), report_of(code="B")], PROBLEMS, listed=3)


def test_a_row_says_what_is_missing_apart_from_what_was_not_measured() -> None:
    row = build_office_row(report_of(posts_reason=Reason.TIMEOUT), "x.html")
    assert row.missing == ("Tiêu chí số 3.1", "Tiêu chí số 3.2")
    assert row.not_measured == ("Tiêu chí số 3.3", "Tiêu chí số 3.5")
    assert (row.posts_sure, row.posts_possible) == (30, None)
    assert build_office_row(report_of(), "x.html").posts_possible == 34
