"""Article pages: the date of posting among all the other dates, the source line, the text, the files."""

# ruff: noqa: E501 - markup and data read best a case a line

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from crawler.extract.article import Article, extract_article
from crawler.extract.page import Page, parse_page
from crawler.extract.template import Template, learn_template
from reading.dates import Order
from reading.posts import choose_date
from records.facts import DateSource

TITLE = "Lễ khai giảng năm học mới của nhà trường"
URL = "http://th-a.edu.vn/bai/le-khai-giang"
SEEN = datetime(2022, 8, 20, tzinfo=UTC)
TEXT = (
    "<p>"
    + "Sáng nay thầy và trò nhà trường long trọng tổ chức buổi lễ với sự tham dự của đông đảo phụ huynh. " * 4
    + "</p>"
)


def page_of(body: str, head: str = "", url: str = URL) -> Page:
    text = f"<html><head><title>{TITLE} - TH A</title>{head}</head><body>{body}</body></html>"
    page = parse_page(text.encode(), url, "text/html; charset=utf-8")
    assert page is not None
    return page


def article_of(
    body: str, head: str = "", hint: str = TITLE, template: Template | None = None, url: str = URL
) -> Article:
    return extract_article(page_of(body, head, url), template or Template(), hint)


def day_of(article: Article) -> date | None:
    choice = choose_date(article.dates, Order.DAY_FIRST, SEEN)
    return choice.day if choice else None


HEADING = f"<h1>{TITLE}</h1>"
RELATED = "".join(
    f'<li><a href="/bai/{n}">Một bài viết khác của nhà trường số {n}</a> <span>0{n}/02/2022</span></li>'
    for n in range(1, 6)
)
# Each page and the day it was posted on, or None where none is shown.
PAGES: dict[str, tuple[str, str, date | None]] = {
    "a short post with a permanent link below": ("", HEADING + "<p><i>Ngày đăng: 05/09/2021</i></p><p>Cả trường cùng dọn vệ sinh.</p>"
        '<p>Lấy từ “<a href="/index.php?title=Bai&oldid=7">http://th-a.edu.vn/index.php?title=Bai&oldid=7</a>”</p>', date(2021, 9, 5)),
    "below the title": ("", HEADING + "<p class='date'>05/09/2021</p>" + TEXT, date(2021, 9, 5)),
    "above the title": ("", "<span class='date'>05/09/2021</span>" + HEADING + TEXT, date(2021, 9, 5)),
    "with a label and a counter": ("", HEADING + "<div class='info'>Ngày đăng: 05/09/2021 | Lượt xem: 120</div>" + TEXT, date(2021, 9, 5)),
    "weekday and time": ("", HEADING + "<div class='time'>Chủ nhật, 05/09/2021, 07:30 GMT+7</div>" + TEXT, date(2021, 9, 5)),
    "lines parted by br": ("", HEADING + "<div>Lượt xem: 12<br>Ngày gửi: 10h:30' 07-03-2022</div>" + TEXT, date(2022, 3, 7)),
    "below the text with a label": ("", HEADING + TEXT + "<p>Ngày đăng: 05/09/2021</p>", date(2021, 9, 5)),
    "a clock in the header": ("", "<header><div class='clock'>Thứ bảy, 20/08/2022</div></header><main>" + HEADING + "<p class='date'>05/09/2021</p>" + TEXT + "</main>", date(2021, 9, 5)),
    "only a clock in the header": ("", "<header><div class='clock'>Thứ bảy, 20/08/2022</div></header><main>" + HEADING + TEXT + "</main>", None),
    "related posts below": ("", HEADING + "<p class='date'>05/09/2021</p>" + TEXT + f"<h3>Tin khác</h3><ul>{RELATED}</ul>", date(2021, 9, 5)),
    "only related posts have dates": ("", HEADING + TEXT + f"<h3>Tin khác</h3><ul>{RELATED}</ul>", None),
    "sidebar of newest": ("", "<div class='sidebar'><ul>" + RELATED + "</ul></div><main>" + HEADING + TEXT + "</main>", None),
    "dates in the running text": ("", HEADING + TEXT + "<p>Theo Kế hoạch số 5 ngày 12/08/2020, buổi lễ diễn ra vào ngày 05/09/2020 tại sân trường.</p>", None),
    "updated after posting": ("", HEADING + "<p class='date'>Ngày đăng: 05/09/2021 - Cập nhật: 01/06/2022</p>" + TEXT, date(2021, 9, 5)),
    "time tags": ("", HEADING + '<time class="entry-date published" datetime="2021-09-05T07:00:00+07:00">05/09/2021</time><time class="updated" datetime="2022-06-01T07:00:00+07:00">01/06/2022</time>' + TEXT, date(2021, 9, 5)),
    "time tag in utc at night": ("", HEADING + '<time datetime="2021-09-04T18:30:00Z">x</time>' + TEXT, date(2021, 9, 5)),
    "meta": ('<meta property="article:published_time" content="2021-09-05T08:00:00+07:00"><meta property="article:modified_time" content="2022-06-01T08:00:00+07:00">', HEADING + TEXT, date(2021, 9, 5)),
    "json-ld": ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2021-09-05T08:00:00+07:00","dateModified":"2022-06-01"}</script>', HEADING + TEXT, date(2021, 9, 5)),
    "json-ld graph": ('<script type="application/ld+json">{"@graph":[{"@type":"Organization"},{"@type":"Article","datePublished":"2021-09-05"}]}</script>', HEADING + TEXT, date(2021, 9, 5)),
    "json-ld broken": ('<script type="application/ld+json">{"@type":"Article", "datePublished" : "2021-09-05", }</script>', HEADING + TEXT, date(2021, 9, 5)),
    "json-ld of somebody's birth": ('<script type="application/ld+json">{"@type":"Person","birthDate":"1980-01-01"}</script>', HEADING + TEXT, None),
    "month before day is not read where days come first": ("", HEADING + "<p class='date'>09/05/2021</p>" + TEXT, date(2021, 5, 9)),
    "the month in words": ("", HEADING + "<p class='date'>5 Tháng Chín, 2021</p>" + TEXT, date(2021, 9, 5)),
    "a null date": ("", HEADING + "<p class='date'>01/01/1970</p>" + TEXT, None),
    "an impossible date": ("", HEADING + "<p class='date'>31/02/2022</p>" + TEXT, None),
    "a footer's date": ("", f"<main>{HEADING}{TEXT}</main><footer>Cập nhật 20/08/2022</footer>", None),
}  # fmt: skip


@pytest.mark.parametrize("case", PAGES)
def test_the_day_of_posting(case: str) -> None:
    head, body, day = PAGES[case]
    assert day_of(article_of(body, head)) == day


def test_a_clock_outside_any_header_is_known_from_the_empty_page() -> None:
    clock = "<div class='top'><span>{}</span></div>"
    template = learn_template(
        page_of(clock.format("20/08/2022 07:00") + "<p>Không tìm thấy</p>", url="http://th-a.edu.vn/khong-co")
    )
    body = clock.format("20/08/2022 07:01") + HEADING + TEXT
    assert day_of(article_of(body, template=template)) is None
    assert day_of(article_of(body)) == date(2022, 8, 20)


def test_what_an_article_shows() -> None:
    article = article_of(
        HEADING + "<p class='date'>05/09/2021</p>" + TEXT + "<p>Nguồn: Báo Bình Dương</p>"
        '<p><a href="/tep/ke-hoach.pdf">Kế hoạch</a> <a href="/bai/khac">Bài khác</a></p><iframe src="/tep/thu.pdf"></iframe>',
        '<link rel="canonical" href="/bai/chinh-thuc"><meta property="og:type" content="article">',
    )
    assert article.title == TITLE
    assert article.source_line == "Nguồn: Báo Bình Dương"
    assert article.canonical == "http://th-a.edu.vn/bai/chinh-thuc"
    assert article.files == [
        ("http://th-a.edu.vn/tep/ke-hoach.pdf", "Kế hoạch"),
        ("http://th-a.edu.vn/tep/thu.pdf", ""),
    ]
    assert article.looks_like_article
    assert article.length > 300
    assert len(article.fingerprint) == 32


@pytest.mark.parametrize(
    "line",
    ["Nguồn: Báo Tuổi Trẻ", "(Nguồn: giaoduc.net.vn)", "Nguồn tin: Sở GD&ĐT", "Theo Báo Thanh Niên", "Nguồn – VTV"],
)
def test_source_lines(line: str) -> None:
    assert article_of(HEADING + TEXT + f"<p>{line}</p>").source_line == line


@pytest.mark.parametrize(
    "line", ["Nguồn nước của trường rất sạch và được kiểm tra " + "hằng tháng " * 20, "Tài nguyên"]
)
def test_what_is_no_source_line(line: str) -> None:
    assert article_of(HEADING + TEXT + f"<p>{line}</p>").source_line == ""


def test_the_same_text_has_the_same_fingerprint_elsewhere() -> None:
    one = article_of(f"<div>{HEADING}{TEXT}</div>")
    other = article_of(f"<section><header><p>Trường khác</p></header><h1>{TITLE}</h1><div>{TEXT}</div></section>")
    changed = article_of(f"<div>{HEADING}{TEXT.replace('phụ huynh', 'học sinh')}</div>")
    assert one.fingerprint == other.fingerprint
    assert one.fingerprint != changed.fingerprint


def test_the_address_is_always_a_candidate() -> None:
    sources = [candidate.source for candidate in article_of(HEADING).dates]
    assert sources == [DateSource.URL]


COMMENT = (
    '<div class="comment-meta commentmetadata"><a href="/bai/le-khai-giang#comment-6">05/04/2022 lúc 20:22</a></div>'
)
NEWEST_COMMENTS = '<aside><ol><li><a href="/bai/khac#comment-2">Cô Lan</a> <time datetime="2022-03-17T20:15:06+07:00">17/03/2022</time></li></ol></aside>'


@pytest.mark.parametrize("place", ["below", "beside"])
@pytest.mark.parametrize("dated", [True, False])
def test_a_comments_date_is_no_posts_date(place: str, dated: bool) -> None:
    day = '<p><time datetime="2021-11-13T17:22:38+07:00">13/11/2021</time></p>' if dated else ""
    comments = f"<ol class='commentlist'><li class='comment'>{COMMENT}<p>Hay quá</p></li></ol>"
    beside = NEWEST_COMMENTS.replace("aside", "div")
    body = f"<div class='post has-comments'>{HEADING}{day}{TEXT}</div>" + (comments if place == "below" else beside)
    assert day_of(article_of(body)) == (date(2021, 11, 13) if dated else None)


def test_a_menu_in_a_wrapper_of_the_whole_page_makes_no_other_entry_of_a_short_article() -> None:
    menu = '<nav><ul><li><a href="/cong-khai/2021-2022">Công khai năm học 2021-2022</a></li></ul></nav>'
    body = f"<div>{menu}<div><h1>{TITLE}</h1><p><em>Đăng ngày 6 tháng 9, 2021</em></p><p>Vui.</p></div></div>"
    assert day_of(article_of(body)) == date(2021, 9, 6)


def test_a_date_beside_another_post_is_that_posts() -> None:
    other = '<p><a href="/tin/2">Hội thi làm lồng đèn của khối lớp năm</a> <em>12/09/2021</em></p>'
    assert day_of(article_of(f"<div><h1>{TITLE}</h1><p>Vui.</p>{other}</div>")) is None
