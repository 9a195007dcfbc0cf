"""What the school's report tells beyond its findings: bands, last year, the ladder, the law, the receipt."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from checks.scoring import grade_range_of
from reading.portal import Counted
from records.facts import PageMissing, Reason, Role, SourceEnd, SourceKind, SourceSeen
from records.findings import Outcome
from records.rubric import Grade
from reports.band import BandRange, band_range
from reports.chart import draw_posts
from reports.criteria import build_criterion
from reports.wording import band_sentence
from tests.reports.offices import law_of, report_on, school, with_parts
from tests.reports.samples import FINDINGS, WINDOW, make_entries, make_entry, make_evidence, make_rubric, make_verdict
from tests.reports.test_report import ALL_UNKNOWN

from reports.months import days_a_year_before, tally_posts  # isort: skip


BANDS = (("Xuất sắc", 90), ("Tốt", 80), ("Khá", 70), ("Trung bình", 50), ("Yếu", 0))


def band_of(findings: dict[str, tuple[Outcome, str | None]], others: int | None = None) -> BandRange:
    """The band of a school under the five bands, the rest of the 100 points being one criterion that won `others`
    points, or that people score."""
    rubric = make_rubric()
    rubric = rubric.model_copy(
        update={"grades": tuple(Grade(label=label, at_least=Decimal(points)) for label, points in BANDS)}
    )
    verdict = make_verdict(school()[1], findings)
    points = None if others is None else Decimal(others)
    outcome = Outcome.SELF if others is None else Outcome.PARTIAL
    rest = verdict.findings[0].model_copy(
        update={"rule": "2.1", "max_points": Decimal(67), "points": points, "outcome": outcome}
    )
    told = (*verdict.findings, rest)
    self_max = verdict.self_max + (67 if others is None else 0)
    found = band_range(
        verdict.model_copy(update={"self_max": self_max, "grade_range": grade_range_of(rubric, told)}), rubric
    )
    assert found is not None
    return found


def test_where_people_score_most_the_page_says_what_each_band_still_needs() -> None:
    band = band_of(FINDINGS)
    # 3.1, 3.2, 3.4 gave 6.5 and 3.3 gives at least 2; people score 80, and 3 more of 3.3 and 2 of 3.5 may come.
    assert (band.low, band.high, band.self_max, band.open_points) == (Decimal("8.5"), Decimal("93.5"), 80, 5)
    assert [(one.label, one.points) for one in band.needs] == [
        ("Xuất sắc", Decimal("81.5")),
        ("Tốt", Decimal("71.5")),
        ("Khá", Decimal("61.5")),
        ("Trung bình", Decimal("41.5")),
    ]
    assert (band.lost, band.told) == ((), ""), "from the lowest to the highest says nothing"
    assert band_sentence(band) == (
        "Đã chắc 8,5 điểm; còn 5 điểm chưa đo, 80 điểm tự chấm. "
        "Phần còn lại phải được ít nhất: Xuất sắc 81,5, Tốt 71,5, Khá 61,5, Trung bình 41,5."
    )


def test_bands_out_of_reach_are_named_and_the_range_is_told_once_it_is_narrow() -> None:
    # 60 of the other sections were won: 68.5 are sure, 86.5 possible.
    band = band_of(FINDINGS, 60)
    assert (band.low, band.high) == (Decimal("68.5"), Decimal("86.5"))
    assert band.told == "từ Trung bình đến Tốt"
    assert band_sentence(band) == (
        "Đã chắc 68,5 điểm; còn 5 điểm chưa đo, 13 điểm tự chấm. "
        "Phần còn lại phải được ít nhất: Tốt 11,5, Khá 1,5. Không còn đạt được: Xuất sắc."
    )
    # 1 point of the others: 9.5 are sure, 27.5 possible.
    assert band_of(FINDINGS, 1).told == "Yếu"
    assert band_of(FINDINGS, 40).told == "cao nhất Trung bình"


def test_a_band_that_nothing_open_can_change_is_told_as_such() -> None:
    none, seven = Decimal(0), Decimal(7)
    band = BandRange(low=Decimal(81), high=Decimal(88), lowest="Tốt", highest="Tốt", open_points=seven, self_max=none,
                     apart_max=none, lost=("Xuất sắc",))  # fmt: skip
    assert band_sentence(band) == "Đã chắc 81 điểm; 7 điểm chưa đo không làm đổi xếp loại."
    other = band.model_copy(update={"highest": "Xuất sắc", "open_points": none, "apart_max": seven, "lost": ()})
    assert band_sentence(other) == "Đã chắc 81 điểm; còn 7 điểm không áp dụng."


def test_a_school_below_every_band_is_told_what_it_needs_and_nothing_of_a_range() -> None:
    # The samples' own rubric has one band from 90 points on; 26.5 can be reached.
    band = report_on(school()).band
    assert band is not None
    assert (band.lowest, band.highest, band.needs, band.lost, band.told) == (None, None, (), ("Tốt",), "")


def test_nothing_measured_leaves_every_band_open() -> None:
    band = report_on(school("X", ALL_UNKNOWN)).band
    assert band is not None
    assert band.low == 0


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
