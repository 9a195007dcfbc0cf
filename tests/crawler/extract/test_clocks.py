"""The frame's clock prints today's date on every page: it is nobody's posting date."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.extract.article import extract_article
from crawler.extract.page import Page, parse_page
from crawler.extract.template import Template, with_clocks
from records.facts import DateSource

TODAY = date(2022, 11, 20)
CLOCK = '<div class="dau"><span class="gio">Chủ nhật, 20/11/2022</span></div>'
TEXT = "<p>" + "Thầy và trò cùng tham gia buổi lễ. " * 20 + "</p>"


def parsed(body: str) -> Page:
    page = parse_page(f"<html><body>{body}</body></html>".encode(), "http://th-a.edu.vn/", "text/html")
    assert page is not None
    return page


def clocks(home: str) -> frozenset[str]:
    return with_clocks(Template(), parsed(home), TODAY).clocks


def days_of(article: str, template: Template) -> list[str]:
    dates = extract_article(parsed(article), template).dates
    return [candidate.text for candidate in dates if candidate.source is not DateSource.URL]


def test_a_clock_is_no_posting_date() -> None:
    template = with_clocks(Template(), parsed(CLOCK + TEXT), TODAY)
    article = f"{CLOCK}<h1>Lễ khai giảng năm học mới</h1>{TEXT}"
    assert days_of(article, Template()) == ["Chủ nhật, 20/11/2022"]
    assert days_of(article, template) == []


def test_the_day_of_a_post_of_today_is_kept() -> None:
    template = with_clocks(Template(), parsed(CLOCK + TEXT), TODAY)
    article = f'{CLOCK}<h1>Lễ khai giảng năm học mới</h1><p class="ngay">20/11/2022</p>{TEXT}'
    assert days_of(article, template) == ["20/11/2022"]


def test_what_else_a_template_holds_stays() -> None:
    template = Template(links=frozenset({"a"}), dates=frozenset({"b"}))
    told = with_clocks(template, parsed(CLOCK), TODAY)
    assert (told.links, told.dates, len(told.clocks)) == (template.links, template.dates, 1)


@pytest.mark.parametrize(
    "home",
    [
        '<div class="tin"><a href="/bai/1">Chào mừng ngày Nhà giáo</a><i>20/11/2022</i></div>',
        '<li><h3><a href="/bai/1">Chào mừng ngày Nhà giáo</a></h3><p><i>20/11/2022</i></p></li>',
        '<div class="dau"><span class="gio">Thứ bảy, 19/11/2022</span></div>',
        "<p>Lễ kỷ niệm diễn ra vào ngày 20/11/2022 tại sân trường với sự tham gia của toàn thể thầy cô và học sinh</p>",
        "<p>Không có ngày nào</p>",
    ],
    ids=["post of today", "post, date in a box", "another day", "in a sentence", "none"],
)
def test_what_is_no_clock(home: str) -> None:
    assert clocks(home) == frozenset()
