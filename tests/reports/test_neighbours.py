"""What shows between schools: one line for a fallen platform, moved portals, two schools on one portal."""

from __future__ import annotations

from lxml import html

from records.facts import Reason
from reports.html import render_office_html
from reports.office import build_office_row

from reports.neighbours import find_neighbours  # isort: skip
from tests.reports.conftest import Written
from tests.reports.offices import report_on, school
from tests.reports.test_report import ALL_UNKNOWN


def rows(*schools: tuple[str, str, Reason | None]) -> list[object]:
    return [
        build_office_row(
            report_on(
                school(code, ALL_UNKNOWN, home=reason, entries=(), is_the_schools=None, portal=f"http://{host}/"),
                ".".join(host.split(".")[-2:]),
            ),
            "x.html",
        )
        for code, host, reason in schools
    ]


def test_schools_of_one_platform_that_fell_for_one_reason_are_one_line() -> None:
    found = find_neighbours(
        rows(
            ("A", "a.nen.test", Reason.TIMEOUT),
            ("B", "b.nen.test", Reason.TIMEOUT),
            ("C", "c.nen.test", Reason.TLS),
            ("D", "d.khac.test", Reason.TIMEOUT),
        )  # type: ignore[arg-type]
    )
    (line,) = found.fallen
    assert (line.platform, [one.code for one in line.schools]) == ("nen.test", ["A", "B"])
    assert line.sentence == "Máy chủ không trả lời trong thời gian chờ."


def test_addresses_written_differently_are_one_portal() -> None:
    found = find_neighbours(
        rows(("A", "www.a.test", None), ("B", "a.test", None), ("C", "c.test", None))  # type: ignore[arg-type]
    )
    (shared,) = found.shared
    assert [one.code for one in shared.schools] == ["A", "B"]
    assert found.fallen == ()


def test_the_office_page_tells_them_and_its_totals_add_up(written: Written) -> None:
    office = written.office
    page = html.document_fromstring(render_office_html(office))
    lines = {one.get("data-kind"): " ".join(one.text_content().split()) for one in page.xpath("//ul[@id='near']/li")}
    assert lines["fallen"].startswith("2 trường dưới tên miền nen-tang.test cùng không xem được trang chủ.")
    assert (
        "Trường THCS Chuyển Nhà đã chuyển cổng: danh sách ghi http://cu.test, nay ở http://moi.test" in lines["moved"]
    )
    assert lines["shared"].startswith("2 trường chung một cổng")
    assert office.listed == office.audited + office.failed + office.unaccounted == 8
    outcomes = [sum(total.outcomes.values()) for total in office.totals]
    assert outcomes == [office.audited] * 5


def test_the_heat_map_holds_every_school_and_keeps_failed_apart_from_unmeasured(written: Written) -> None:
    page = html.document_fromstring(render_office_html(written.office))
    rows = page.xpath("//div[@id='heat']//tbody/tr")
    assert len(rows) == written.office.audited
    kinds = [cell.get("class") for cell in rows[2].xpath("./td")]
    assert kinds == ["h h-unknown"] * 5
    assert [cell.get("class") for cell in rows[1].xpath("./td")] == [
        "h h-partial", "h h-fail", "h h-review", "h h-pass", "h h-unknown",
    ]  # fmt: skip
    assert {cell.xpath("./span[@class='unseen']")[0].text_content() for cell in rows[1].xpath("./td")} == {
        "đạt một phần", "chưa đạt", "cần kiểm tra", "đạt", "chưa đo được",
    }  # fmt: skip
