"""The pages themselves, parsed: what stands in them, that hostile text stays text, that nothing is fetched."""

from __future__ import annotations

import base64
import hashlib
import re
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html
from lxml.html import HtmlElement

from reading.portal import Counted
from records.facts import Reason
from records.findings import OUTCOME_LABELS, Outcome
from records.school import Level
from reports.html import page_name, render_office_html, render_school_html, write_office_html, write_school_html
from reports.office import ListProblem, ProblemKind
from reports.report import build_school_report
from tests.reports.samples import (
    FINDINGS,
    SHA,
    make_entries,
    make_entry,
    make_evidence,
    make_reading,
    make_rubric,
    make_sections,
    make_verdict,
)
from tests.reports.test_report import ALL_PASS, ALL_UNKNOWN, NOT_APPLICABLE, PROBLEMS, office_of, report_of

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' autofocus onfocus='alert(1)",
    "{{7*7}}{% raw %}",
    "gpj\u202e.exe",
    "a\x00b\x08c",
    "</style></svg></title></script><b>",
    "javascript:alert(1)",
)


def parse(text: str) -> HtmlElement:
    assert "\x00" not in text
    return html.document_fromstring(text)


def text_of(page: HtmlElement, place: str) -> str:
    (found,) = page.xpath(place)
    return " ".join(found.text_content().split())


def by_id(page: HtmlElement, name: str) -> str:
    return text_of(page, f"//*[@id='{name}']")


def test_the_first_screen_of_a_school() -> None:
    page = parse(render_school_html(report_of(), "index.html"))
    assert text_of(page, "//h1") == "Trường Tiểu học Phú Hòa 1"
    assert (by_id(page, "code"), by_id(page, "level")) == ("TH01", "TH")
    assert by_id(page, "score") == "6,5 / 13 đã đo"
    assert by_id(page, "open") == "7 điểm chưa đo · 5 điểm tự chấm"
    assert by_id(page, "grade") == "chưa kết luận"
    assert by_id(page, "posts") == "30 được tính"
    assert len(page.xpath("//ol[@id='todo']/li")) == 3
    assert [one.get("href") for one in page.xpath("//ol[@id='todo']//a")] == ["#tc-3.2", "#tc-3.1", "#tc-3.3"]
    assert len(page.xpath("//ul[@id='holes']/li")) == 2
    assert page.xpath("//a[text()='← Tất cả các trường']/@href") == ["index.html"]


def test_each_criterion_says_outcome_points_reason_remedy_and_evidence() -> None:
    page = parse(render_school_html(report_of()))
    articles = {one.get("data-rule"): one for one in page.xpath("//article")}
    assert list(articles) == ["3.1", "3.2", "3.3", "3.4", "3.5"]
    for rule, article in articles.items():
        outcome, points = FINDINGS[rule]
        label = " ".join(article.xpath(".//*[contains(@class, 'outcome')]")[0].text_content().split())
        assert label.endswith(OUTCOME_LABELS[outcome])
        assert label != OUTCOME_LABELS[outcome], "a sign stands beside the word"
        shown = article.xpath(".//*[@class='points']")[0].text_content()
        assert shown.startswith("—/") == (points is None), "an unjudged criterion shows no number"
        assert "Vì sao." in article.text_content()
        assert ("Việc cần làm:" in article.text_content()) == (outcome not in (Outcome.PASS, Outcome.UNKNOWN))
        assert "Căn cứ: Điều 9, TT 37/2020/TT-BGDĐT." in article.text_content()
        assert "02/06/2022 01:30" in article.text_content()
        assert article.xpath(".//code")[0].text_content() == SHA[:12]
        assert article.xpath(".//q")[0].text_content() == "đoạn trích"
    assert [one.get("data-rule") for one in page.xpath("//table[@id='self']//tr[@data-rule]")] == ["1.1", "1.2", "3.6"]


def test_much_evidence_folds_away_and_none_is_lost() -> None:
    reading = make_reading()
    evidence = tuple(make_evidence(f"http://truong.test/{n}") for n in range(11))
    page = parse(
        render_school_html(build_school_report(make_verdict(reading, evidence=evidence), reading, make_rubric()))
    )
    article = page.xpath("//article[@data-rule='3.1']")[0]
    assert len(article.xpath("./ul/li")) == 4
    assert len(article.xpath("./details/ul/li")) == 7
    assert "Xem thêm 7 bằng chứng" in article.text_content()


def test_the_picture_and_its_table_say_the_same() -> None:
    page = parse(render_school_html(report_of()))
    rows = [[cell.text_content() for cell in row] for row in page.xpath("//table[@id='months']/tbody/tr")]
    assert len(rows) == 13
    assert rows[-1][0] == "không rõ tháng"
    assert sum(int(row[1]) for row in rows) == 30
    assert sum(int(row[2]) for row in rows) == 4
    assert rows[-2][3] == "30"
    own = page.xpath("//svg[@class='chart']//rect[@class='own']")
    assert len(own) == sum(row[1] != "0" for row in rows)
    assert len(page.xpath("//svg//line[@class='goal']")) == 1
    assert "40" in text_of(page, "//svg//text[@class='goal-label']")
    # Heights are in proportion to the numbers of the table.
    heights = [float(one.get("height")) for one in own]
    counts = [int(row[1]) for row in rows if row[1] != "0"]
    unit = heights[0] / counts[0]
    assert all(abs(height / count - unit) < 0.2 for height, count in zip(heights, counts, strict=True))


def test_the_ledger_lists_every_post_with_its_reason() -> None:
    page = parse(render_school_html(report_of()))
    rows = page.xpath("//table[@id='ledger']/tbody/tr")
    kinds = [row.get("data-counted") for row in rows]
    assert (len(rows), kinds.count("yes"), kinds.count("maybe"), kinds.count("no")) == (40, 30, 4, 6)
    assert rows[0][0].text_content() == "10/08/2021"
    assert rows[0][0].get("data-v") == "2021-08-10"
    assert rows[30][0].text_content() == "—không rõ ngày"
    assert rows[30][0].get("data-v") == ""
    assert all(row.xpath(".//*[@class='why']")[0].text_content() for row in rows)
    options = [one.text_content() for one in page.xpath("//select[@data-filter='counted']/option")]
    assert options == ["tất cả", "được tính (30)", "có thể tính (4)", "không tính (6)"]


def test_incomplete_posts_and_unreadable_portals_are_told_as_such() -> None:
    page = parse(render_school_html(report_of(posts_reason=Reason.TIMEOUT)))
    assert "Chưa đọc hết tin bài của cổng" in page.text_content()
    assert len(page.xpath("//ul[@id='missing']/li")) == 1
    down = parse(render_school_html(report_of(ALL_UNKNOWN, posts_reason=Reason.DNS, entries=(), is_the_schools=None)))
    assert "Không đọc được trang chủ." in text_of(down, "//*[@class='banner']")
    assert by_id(down, "score") == OUTCOME_LABELS[Outcome.UNKNOWN]
    assert by_id(down, "posts") == OUTCOME_LABELS[Outcome.UNKNOWN]
    assert "không phải là kết luận cổng không có tin" in down.text_content()
    foreign = parse(render_school_html(report_of(ALL_UNKNOWN, is_the_schools=False)))
    assert "Trang chủ không nêu tên trường." in text_of(foreign, "//*[@class='banner']")
    outside = parse(render_school_html(report_of(NOT_APPLICABLE)))
    assert by_id(outside, "score") == OUTCOME_LABELS[Outcome.NOT_APPLICABLE]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    entry = make_entry(1, title=text, url=text, category=text, why=text, nature=text)
    reading = make_reading(
        code=text,
        name=f"Trường {text}",
        portal=text,
        entries=(entry,),
        sections=tuple(one.model_copy(update={"label": text, "url": text}) for one in make_sections()),
    )
    evidence = (make_evidence(text, text),)
    report = build_school_report(
        make_verdict(reading, reason=text, remedy=text, evidence=evidence), reading, make_rubric()
    )
    problems = (ListProblem(kind=ProblemKind.BAD_ROW, messages=(text,), place=text, code=text, name=text, portal=text),)
    calm = render_school_html(report_of(entries=(make_entry(1),)))
    office = render_office_html(office_of([report], problems, listed=2))
    for source in (render_school_html(report), office):
        page = parse(source)
        assert len(page.xpath("//script")) == 1
        assert page.xpath("//img | //iframe | //b | //object | //link") == []
        assert not [name for one in page.iter() for name in one.attrib if name.startswith("on") or name == "autofocus"]
        assert "\u202e" not in source
        assert "49" not in page.xpath("//h1")[0].text_content()
        hrefs = [str(href) for href in page.xpath("//@href")]
        own = re.compile(r"https?://|#(noi-dung|r\d+|tc-3\.\d)$|truong-[A-Za-z0-9_-]+\.html$")
        assert [href for href in hrefs if not own.match(href)] == []
        assert "javascript:" not in "".join(hrefs)
    # The same elements as on a harmless page: text has added or closed none.
    page = parse(render_school_html(report))
    assert len(page.xpath("//article")) == len(parse(calm).xpath("//article"))
    shown = re.sub("[\x00-\x08\u202e]", "", text)
    assert shown in page.xpath("//table[@id='ledger']/tbody/tr")[0].text_content()
    assert shown in page.xpath("//h1")[0].text_content()


def test_a_javascript_address_is_printed_but_is_no_link() -> None:
    entry = make_entry(1, title="Tin", url="javascript:alert(1)")
    page = parse(render_school_html(report_of(entries=(entry,))))
    (row,) = page.xpath("//table[@id='ledger']/tbody/tr")
    assert row.xpath(".//a") == []
    assert "javascript:alert(1)" in row.text_content()


@pytest.mark.parametrize("kind", ["school", "office"])
def test_nothing_is_fetched_and_the_policy_admits_only_our_own(kind: str) -> None:
    source = render_school_html(report_of()) if kind == "school" else render_office_html(office_of([report_of()]))
    page = parse(source)
    assert page.xpath("//@src | //link | //@style | //*[starts-with(name(), 'on')]") == []
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        (text,) = re.findall(f"<{tag}>(.*?)</{tag}>", source, re.S)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
        assert "url(" not in text.replace("url(#hatch)", "")
        assert "@import" not in text
    for link in page.xpath("//a[starts-with(@href, 'http')]"):
        assert set(link.get("rel").split()) == {"noopener", "noreferrer", "nofollow"}


@pytest.mark.parametrize("kind", ["school", "office"])
def test_the_page_can_be_read_by_ear(kind: str) -> None:
    office = office_of([report_of()], PROBLEMS, listed=3)
    source = render_school_html(report_of()) if kind == "school" else render_office_html(office)
    page = parse(source)
    assert page.get("lang") == "vi"
    assert len(page.xpath("//h1")) == 1
    levels = [int(one.tag[1]) for one in page.xpath("//h1 | //h2 | //h3 | //h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(one.get("scope") for one in page.xpath("//th"))
    assert page.xpath("//th[@aria-sort and not(button)]") == []
    assert page.xpath("//button[not(ancestor::th[@aria-sort])]") == []
    for table in page.xpath("//table"):
        assert table.xpath("./caption | ancestor::section/@aria-labelledby")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for reference in " ".join(page.xpath("//@aria-labelledby")).split():
        assert reference in ids
    assert {href[1:] for href in page.xpath("//@href[starts-with(., '#')]")} <= set(ids)
    assert page.xpath("//select[not(ancestor::label)] | //input[not(ancestor::label)]") == []


def test_the_office_table() -> None:
    reports = [
        report_of(code="A"),
        report_of(ALL_PASS, "B", name="Trường B", levels=(Level.TH, Level.THCS)),
        report_of(ALL_UNKNOWN, "C", posts_reason=Reason.DNS, entries=()),
    ]
    page = parse(render_office_html(office_of(reports, PROBLEMS, listed=6)))
    assert (by_id(page, "listed"), by_id(page, "failed"), by_id(page, "unaccounted")) == ("6", "2", "1")
    assert by_id(page, "audited") == "3 trường đã kiểm tra"
    assert by_id(page, "score") == "26,5 / 33"
    assert by_id(page, "open") == "27 điểm"
    rows = {row.get("data-code"): row for row in page.xpath("//table[@id='schools']/tbody/tr")}
    assert list(rows) == ["A", "B", "C"]
    assert rows["B"].get("data-level") == "TH&THCS"
    assert rows["B"].xpath(".//th/a/@href") == ["truong-B.html"]
    cells = {code: row.xpath("./td[@data-outcome]") for code, row in rows.items()}
    assert [cell.get("data-v") for cell in cells["A"]] == ["3.5", "0.00", "", "3.00", ""]
    assert [cell.get("data-outcome") for cell in cells["C"]] == ["unknown"] * 5
    assert [cell.xpath("./*[@class='points']")[0].text for cell in cells["C"]] == ["—"] * 5
    assert rows["A"].get("data-outcomes").split() == ["partial", "fail", "review", "pass", "unknown"]
    tally = page.xpath("//td[@data-total='3.2']")[0].text_content().split("\n")
    assert "".join(tally) == "✓ 1 đạt✗ 1 chưa đạt○ 1 chưa đo được"
    assert [one.get("data-kind") for one in page.xpath("//table[@id='problems']/tbody/tr")] == [
        "bad_row",
        "not_visited",
        "note",
    ]
    levels = [one.get("value") for one in page.xpath("//select[@data-filter='level']/option")]
    assert levels == ["", "TH", "TH&THCS"]


def test_an_empty_office_can_be_rendered() -> None:
    page = parse(render_office_html(office_of([])))
    assert "Chưa kiểm tra được trường nào." in page.text_content()
    assert by_id(page, "score") == "— / 0"


def test_a_page_of_two_hundred_posts_is_small(tmp_path: Path) -> None:
    long = "Kế hoạch tổ chức Ngày hội đọc sách chào mừng Ngày Nhà giáo Việt Nam năm học 2021-2022 của nhà trường"
    entries = tuple(
        make_entry(n, title=long, url=f"http://truong.test/tin-tuc-su-kien/{'dia-chi-dai-' * 9}{n}.html", why=long)
        for n in range(200)
    )
    write_school_html(report_of(entries=entries), tmp_path / "truong.html", "index.html")
    assert 100_000 < (tmp_path / "truong.html").stat().st_size <= 300_000
    write_office_html(office_of([report_of()]), tmp_path / "index.html")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index.html", "truong.html"]


def test_page_names_are_safe_and_do_not_collide() -> None:
    codes = ["TH01", "th01", "Th01", "../../etc", "..", "", "a/b", "a b", "a-b", "CON", "x" * 200, "Đ", "Đ ", "\ud800"]
    names = [page_name(code) for code in codes]
    assert len({name.lower() for name in names}) == len(codes)
    assert all(re.fullmatch(r"truong-[A-Za-z0-9_-]+\.html", name) for name in names)
    assert page_name("TH01") == "truong-TH01.html"


def test_counts_of_the_report_and_the_page_agree() -> None:
    report = report_of(entries=make_entries(7, 2, 1))
    assert report.counts == {Counted.YES: 7, Counted.MAYBE: 2, Counted.NO: 1}
    page = parse(render_school_html(report))
    assert "10 bài đã thấy: 7 được tính, 2 có thể tính, 1 không tính." in text_of(page, "//table[@id='ledger']/caption")
