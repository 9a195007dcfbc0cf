"""What the school's report tells beyond its findings: bands, last year, the ladder, the law, the receipt."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from reading.portal import Counted
from records.facts import PageMissing, Reason, Role, SourceEnd, SourceKind, SourceSeen
from records.findings import Outcome
from reports.band import BandRange
from reports.chart import draw_posts
from reports.criteria import build_criterion
from reports.wording import band_sentence
from tests.reports.offices import law_of, report_on, school, with_parts
from tests.reports.samples import FINDINGS, WINDOW, make_entries, make_entry, make_evidence, make_rubric
from tests.reports.test_report import ALL_UNKNOWN

from reports.months import days_a_year_before, tally_posts  # isort: skip


def test_the_band_is_a_range_while_points_are_open() -> None:
    band = report_on(school()).band
    assert band is not None
    # 6.5 are sure, 3.3 may end with 2 to 5, 3.5 with 0 to 2; 13 are left to people.
    assert (band.low, band.high) == (Decimal("8.5"), Decimal("26.5"))
    assert (band.points, band.judged_max, band.open_max, band.self_max) == (Decimal("6.5"), 13, 7, 13)
    assert (band.lowest, band.highest) == (None, None), "90 points are out of reach"
    assert band_sentence(band) == (
        "Tổng từ 8,5 đến 26,5 điểm: chắc 6,5/13 điểm đã đo; còn mở 7 điểm chưa đo, 13 điểm tự chấm."
    )


def test_a_band_that_nothing_open_can_change_is_told_as_such() -> None:
    none, seven = Decimal(0), Decimal(7)
    band = BandRange(low=Decimal(81), high=Decimal(88), lowest="Tốt", highest="Tốt", points=Decimal(81),
                     judged_max=Decimal(93), open_max=seven, self_max=none, apart_max=none)  # fmt: skip
    assert band_sentence(band) == "Tổng từ 81 đến 88 điểm: 81/93 điểm đã đo; 7 điểm chưa đo không làm đổi xếp loại."
    other = band.model_copy(update={"highest": "Xuất sắc", "open_max": none, "apart_max": seven})
    assert band_sentence(other).endswith("còn mở 7 điểm không áp dụng.")


def test_nothing_measured_leaves_every_band_open() -> None:
    band = report_on(school("X", ALL_UNKNOWN)).band
    assert band is not None
    assert (band.low, band.points, band.judged_max) == (0, 0, 0)


def test_the_law_of_the_audited_year_is_named() -> None:
    verdict, _ = with_parts(school())
    finding = next(one for one in verdict.findings if one.rule == "3.4")
    told = {year: build_criterion(None, finding, law_of(year), year).in_force for year in ("2021-2022", "2024-2025")}
    assert told["2021-2022"] == ("TT 36/2017/TT-BGDĐT ngày 28/12/2017",)
    assert told["2024-2025"][-1].startswith("TT 36/2017/TT-BGDĐT ngày 28/12/2017 (đã hết hiệu lực")
    assert any(one == "TT 09/2024/TT-BGDĐT ngày 03/6/2024" for one in told["2024-2025"])
    assert build_criterion(None, finding, law_of("2026-2027"), "2026-2027").in_force == (
        "TT 09/2024/TT-BGDĐT ngày 03/6/2024",
    )


def test_the_ladder_shows_each_item_in_each_year() -> None:
    ladder = report_on(with_parts(school())).ladder
    assert ladder is not None
    assert ladder.document.startswith("TT 36/2017")
    assert ladder.years == ("2020-2021", "2021-2022")
    rows = {row.title: [(cell.rung, cell.outcome) for cell in row.cells] for row in ladder.rows}
    assert rows["Cam kết chất lượng giáo dục"] == [(4, None), (4, Outcome.PASS)]
    assert rows["Cơ sở vật chất"] == [(0, None), (0, Outcome.FAIL)]


def test_an_unread_portal_has_no_ladder_and_unread_sections_no_zero() -> None:
    assert report_on(school("X", ALL_UNKNOWN, is_the_schools=None)).ladder is None
    half = report_on(with_parts(school(home=Reason.TIMEOUT))).ladder
    assert half is not None
    rows = {row.title: [cell.rung for cell in row.cells] for row in half.rows}
    assert rows["Cam kết chất lượng giáo dục"] == [4, 4], "what is there is there"
    assert rows["Dự toán thu chi ngân sách"] == [None, None]


def source(kind: SourceKind, ended: SourceEnd, *, exhaustive: bool = True) -> SourceSeen:
    where = "http://truong.test/tin"
    return SourceSeen(evidence=make_evidence(), url=where, source=kind, exhaustive=exhaustive, seen=40, ended=ended)


def test_last_year_is_shown_only_where_the_visit_read_it_all() -> None:
    posts = (
        make_entry(1, published=date(2020, 9, 5), counted=Counted.NO),
        make_entry(2, published=date(2021, 7, 31), counted=Counted.NO),
        make_entry(3, published=date(2021, 5, 1), counted=Counted.NO, nature="dang_lai"),
        make_entry(4, published=date(2020, 7, 31), counted=Counted.NO),
        make_entry(5, published=date(2021, 9, 1)),
    )
    natures = make_rubric().counted_natures
    to_the_end = source(SourceKind.LISTING, SourceEnd.LAST_PAGE)
    assert days_a_year_before(posts, (to_the_end,), WINDOW, natures) == (date(2020, 9, 5), date(2021, 7, 31))
    past = source(SourceKind.LISTING, SourceEnd.PAST_WINDOW, exhaustive=False)
    for unknown in ((), (past,), (to_the_end, past), (source(SourceKind.API, SourceEnd.LAST_PAGE),)):
        assert days_a_year_before(posts, unknown, WINDOW, natures) is None
    assert days_a_year_before(posts[4:], (to_the_end,), WINDOW, natures) is None, "no past is no silence"


def test_last_years_sum_stands_in_the_table_and_the_picture() -> None:
    days = (date(2020, 9, 5), date(2020, 9, 9), date(2021, 7, 31))
    tally = tally_posts(make_entries(), WINDOW, 40, days)
    placed = [one for one in tally.months if one.month]
    assert tally.last_year == 3
    assert [one.last_year_so_far for one in placed] == [0, *[2] * 10, 3]
    chart = draw_posts(tally)
    assert len(chart.last_year) == 12
    assert chart.last_year[0].y > chart.last_year[1].y > chart.last_year[-1].y
    assert draw_posts(tally_posts(make_entries(), WINDOW, 40)).last_year == ()


def test_the_pace_is_told_while_the_window_is_open() -> None:
    # The samples' visit is of 2 June 2022: all that is left is summer.
    pace = report_on(school(entries=make_entries(30, 0, 0))).pace
    assert pace is not None
    assert (pace.needed, pace.end, pace.in_break_only) == (10, date(2022, 7, 31), True)
    assert report_on(school(entries=make_entries(40, 0, 0))).pace is None
    assert report_on(school(posts_reason=Reason.TIMEOUT)).pace is None, "who knows how many there are"


def test_the_receipt_tells_of_robots_and_of_what_was_carried_over() -> None:
    verdict, reading = school()
    closed = PageMissing(
        evidence=make_evidence(), url="http://truong.test/tim", role=Role.LISTING, reason=Reason.ROBOTS
    )
    carried = closed.model_copy(update={"reason": Reason.TIMEOUT, "carried_from": "visit-0"})
    visit = reading.visit.model_copy(update={"facts": (closed, carried)})
    receipt = report_on((verdict, reading.model_copy(update={"visit": visit}))).receipt
    assert (receipt.closed_by_robots, receipt.carried, receipt.home_problem) == (1, 1, "")


def test_a_portal_that_moved_is_told_with_its_new_address() -> None:
    assert report_on(school()).moved_to is None
    assert report_on(school(moved_to="https://www.truong.test/trang-chu")).moved_to is None, "the same site"
    moved = report_on(school(moved_to="https://thphuhoa1.moi.test/")).moved_to
    assert moved is not None
    assert moved.href == "https://thphuhoa1.moi.test/"
    foreign = school("X", ALL_UNKNOWN, moved_to="https://quang-cao.test/", is_the_schools=False)
    assert report_on(foreign).moved_to is None, "somebody else's page is nobody's new address"


def test_the_focus_is_told_in_the_rubrics_order() -> None:
    report = report_on(school())
    assert [one.rule for one in report.focus] == ["3.1", "3.2", "3.3", "3.4", "3.5", "3.6"]
    assert report.focus_title == "Công tác thông tin"
    assert [one.rule for one in report.criteria] == [rule for rule in FINDINGS if rule[0] == "3" and rule != "3.6"]
