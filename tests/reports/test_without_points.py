"""Rubrics without points, as most documents are: the pages count criteria and name tasks all the same."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from lxml import html

from records.facts import Reason
from records.findings import HumanFinding, Outcome
from records.rubric import Rubric
from reports.docx import render_school_docx
from reports.html import render_office_html, render_school_html
from reports.report import SchoolReport, build_school_report
from reports.wording import at_stake
from tests.reports.offices import Made, report_on, school
from tests.reports.samples import FINDINGS, make_rubric
from tests.reports.test_documents import docx_text
from tests.reports.test_html import by_id, parse
from tests.reports.test_report import ALL_UNKNOWN, office_of


def pointless(made: Made) -> SchoolReport:
    """The same school under the same rubric without points and bands."""
    verdict, reading = made
    bare = tuple(one.model_copy(update={"points": None, "max_points": None, "range": None}) for one in verdict.findings)
    nothing = {"points": Decimal(0), "judged_max": Decimal(0), "open_max": Decimal(0), "self_max": Decimal(0)}
    verdict = verdict.model_copy(
        update={"findings": bare, "section_max": None, "max": None, "grade_range": None, **nothing}
    )
    return build_school_report(verdict, reading, without_points())


def without_points() -> Rubric:
    rubric = make_rubric()
    sections = tuple(
        section.model_copy(
            update={
                "max_points": None,
                "rules": tuple(rule.model_copy(update={"max_points": None}) for rule in section.rules),
            }
        )
        for section in rubric.sections
    )
    return rubric.model_copy(update={"sections": sections, "max_points": None, "grades": ()})


def test_the_schools_page_counts_criteria_and_names_tasks() -> None:
    report = pointless(school())
    page = parse(render_school_html(report))
    # 3.1 in part, 3.2 failed, 3.4 passed; 3.3 and 3.5 are open.
    assert by_id(page, "score") == "1 / 3 tiêu chí đã đo là đạt"
    assert by_id(page, "open") == "2 tiêu chí chưa đo"
    assert page.xpath("//*[@id='grade']") == [], "a rubric without bands has none to tell"
    # What failed, what was reached in part, what is in doubt: in this order, and each by how it ended.
    tasks = [" ".join(one.text_content().split()) for one in page.xpath("//ol[@id='todo']/li")]
    assert [task.rpartition("Tiêu chí ")[2] for task in tasks] == [
        "3.2 · chưa đạt",
        "3.1 · đạt một phần",
        "3.3 · cần kiểm tra",
    ]
    assert "— điểm" not in page.text_content()
    text = docx_text(render_school_docx(report))
    assert "Mục 3: 1 / 3 tiêu chí đã đo là đạt ; 2 tiêu chí chưa đo." in text
    assert "(tiêu chí 3.2, chưa đạt)" in text
    assert "Xếp loại" not in text


def test_an_unread_school_is_not_called_one_to_which_nothing_applies() -> None:
    page = parse(render_school_html(pointless(school("X", ALL_UNKNOWN, is_the_schools=None))))
    assert by_id(page, "score") == "chưa đo được"
    assert "Chưa đo được nên chưa nêu được việc cần làm." in page.text_content()


def test_the_offices_page_counts_criteria() -> None:
    reports = [pointless(school("A")), pointless(school("B", ALL_UNKNOWN))]
    page = parse(render_office_html(office_of(reports, rubric=without_points())))
    assert by_id(page, "score") == "1 / 3 là đạt"
    assert by_id(page, "open") == "7 tiêu chí"
    assert (by_id(page, "fully"), by_id(page, "partly")) == ("0", "2")
    head = [html.tostring(one, method="text", encoding="unicode").strip() for one in page.xpath("//th[@aria-sort]")]
    assert any(text.startswith("Đạt") for text in head)
    assert not any(text.startswith("Xếp loại") for text in head)
    first = page.xpath("//table[@id='schools']/tbody/tr")[0]
    assert [cell.get("data-v") for cell in first.xpath("./td[@data-outcome]")] == ["1", "0", "", "2", ""]


def test_one_thing_to_do_for_two_criteria_is_named_once() -> None:
    verdict, reading = school()
    same = tuple(one.model_copy(update={"remedy": "Đăng biên bản."}) if one.remedy else one for one in verdict.findings)
    report = report_on((verdict.model_copy(update={"findings": same}), reading))
    # 3.2 lost five points, 3.1 one and a half; 3.3 is in doubt.
    assert [(one.rule, one.remedy) for one in report.to_do] == [("3.2", "Đăng biên bản.")]


def test_what_can_still_be_won_stands_before_posts_of_a_year_that_is_over() -> None:
    findings = {**FINDINGS, "3.3": (Outcome.FAIL, "0")}
    verdict, reading = school(findings=findings)
    # 3.2 and 3.3 lost five points each, 3.1 one and a half. The visit is of 2 June, the window ends on 31 July.
    assert [one.rule for one in report_on((verdict, reading)).to_do] == ["3.2", "3.3", "3.1"]
    closed = report_on((verdict, reading.model_copy(update={"today": date(2022, 8, 1)})))
    assert [one.rule for one in closed.to_do] == ["3.2", "3.1", "3.3"]
    assert at_stake(closed.to_do[2]) == "đang mất 5 điểm; hết thời gian tính, tin đăng từ nay thuộc năm sau"
    doubtful, read = school()
    late = report_on((doubtful, read.model_copy(update={"today": date(2022, 8, 1)})))
    assert not any(one.too_late for one in late.criteria), "a doubt can be ended after the year, too"


def test_one_fault_is_told_once() -> None:
    holes = report_on(school("X", ALL_UNKNOWN, home=Reason.TIMEOUT, is_the_schools=None, entries=())).unmeasured
    assert [one.label for one in holes] == [
        "Tiêu chí 3.1, 3.2, 3.3, 3.4, 3.5",
        "Trang chủ; Các chuyên mục; Tin bài; Văn bản, biểu mẫu; Cổng cấp trên",
    ]


def test_what_a_person_decided_is_no_task_any_more() -> None:
    verdict, reading = school()
    passed = HumanFinding(outcome=Outcome.PASS, points=Decimal(5))
    findings = tuple(
        one.model_copy(update={"human": passed}) if one.rule in ("3.2", "3.3") else one for one in verdict.findings
    )
    report = report_on((verdict.model_copy(update={"findings": findings}), reading))
    assert [one.rule for one in report.to_do] == ["3.1"]
    assert [one.rule for one in report.unmeasured] == ["3.5"]
    assert {one.rule: one.outcome for one in report.criteria}["3.2"] is FINDINGS["3.2"][0], "the machine's word stays"


def test_a_visit_that_began_too_late_is_told_as_such() -> None:
    verdict, reading = school()
    late = reading.visit.window.model_copy(update={"start": reading.window.start.replace(year=2022)})
    visit = reading.visit.model_copy(update={"window": late})
    report = report_on((verdict, reading.model_copy(update={"visit": visit})))
    assert report.unmeasured[-1].label == "Tin bài"
    assert "chỉ đọc tin bài từ ngày 01/08/2022" in report.unmeasured[-1].sentence
