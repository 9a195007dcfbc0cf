"""What became of a page between two nights: each case is two answers of one address, written by hand."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta

import pytest

from crawler.extract.page import parse_page
from crawler.fetched import Fetched
from crawler.frames import frame_of, new_in_frame, section_change
from crawler.growth import Became, Change, compare, drawn_alike
from records.facts import Role

NIGHT = datetime(2026, 11, 25, 22, 0, tzinfo=UTC)
SITE = "http://truong.test"
POSTS = [
    ("/bai/le-khai-giang-nam-hoc-moi", "Lễ khai giảng năm học mới", "05/09/2022"),
    ("/bai/hoi-thi-ke-chuyen-theo-sach", "Hội thi kể chuyện theo sách", "20/08/2022"),
    ("/bai/thong-bao-nhan-sach-giao-khoa", "Thông báo nhận sách giáo khoa", "12/08/2022"),
    ("/bai/sua-sang-phong-hoc-trong-he", "Sửa sang phòng học trong hè", "01/08/2022"),
]
NEW = ("/bai/hop-phu-huynh-dau-nam-hoc", "Họp phụ huynh đầu năm học", "10/09/2022")


def answer(body: str, night: int = 0, kind: str = "text/html; charset=utf-8", url: str = f"{SITE}/tin-tuc") -> Fetched:
    data = body.encode()
    return Fetched(
        url=url,
        requested_url=url,
        redirects=(),
        status=200,
        body=data,
        content_type=kind,
        headers={},
        seen_at=NIGHT + timedelta(days=night),
        sha256=hashlib.sha256(data).hexdigest(),
        role=Role.LISTING,
    )


def page(posts: list[tuple[str, str, str]], beside: str = "", words: str = "") -> str:
    entries = "".join(
        f'<div class="item"><h3><a href="{path}">{title}</a></h3><span class="date">{day}</span></div>'
        for path, title, day in posts
    )
    return (
        '<html><head><title>Tin tức</title></head><body><nav class="menu"><a href="/">Trang chủ</a></nav>'
        f'<main><h1>Tin tức</h1>{words}<div class="list">{entries}</div></main>{beside}</body></html>'
    )


def became(before: str, after: str, kind: str = "text/html; charset=utf-8") -> Change:
    return compare(answer(before, 0, kind), answer(after, 1, kind))


def test_new_posts_at_the_head_with_the_oldest_gone_is_growth() -> None:
    change = became(page(POSTS), page([NEW, *POSTS[:3]]))
    assert change == Change(Became.GREW, new=frozenset({"truong.test/bai/hop-phu-huynh-dau-nam-hoc"}))


@pytest.mark.parametrize(
    ("after", "concerned"),
    [
        ([POSTS[0], *POSTS[2:]], {POSTS[1][0]}),
        ([NEW, POSTS[0], *POSTS[2:]], {POSTS[1][0]}),
        ([POSTS[0], (POSTS[1][0], POSTS[1][1], "20/08/2021"), *POSTS[2:]], {POSTS[1][0]}),
        ([POSTS[0], (POSTS[1][0], "Hội thi vẽ tranh", POSTS[1][2]), *POSTS[2:]], {POSTS[1][0]}),
        ([POSTS[1], POSTS[0], *POSTS[2:]], set()),
        (POSTS[:3], {POSTS[3][0]}),
        ([NEW], {path for path, _, _ in POSTS}),
        ([], {path for path, _, _ in POSTS}),
    ],
    ids=["deleted", "deleted-and-new", "another-day", "another-title", "reordered", "fewer", "all-others", "emptied"],
)
def test_anything_else_is_a_list_that_was_rewritten(after: list[tuple[str, str, str]], concerned: set[str]) -> None:
    change = became(page(POSTS), page(after))
    assert change.became is Became.REWRITTEN
    assert change.concerned == {f"truong.test{path}" for path in concerned}


def test_an_age_told_in_other_words_a_day_later_is_no_edit() -> None:
    before = [(POSTS[0][0], POSTS[0][1], "2 giờ trước"), *POSTS[1:]]
    after = [(POSTS[0][0], POSTS[0][1], "Hôm qua"), *POSTS[1:]]
    assert became(page(before), page(after)).became is not Became.REWRITTEN


def test_the_same_age_a_day_later_is_another_day() -> None:
    before = [(POSTS[0][0], POSTS[0][1], "Hôm qua"), *POSTS[1:]]
    assert became(page(before), page(before) + " ").became is Became.REWRITTEN


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>Bây giờ là Thứ tư, 25/11/2026 22:04:11</p>", "<p>Bây giờ là Thứ năm, 26/11/2026 22:03:50</p>"),
        ("<p>Đang online: 3. Lượt truy cập: 1.204.377</p>", "<p>Đang online: 12. Lượt truy cập: 1.204.512</p>"),
    ],
    ids=["clock", "counters"],
)
def test_what_ticks_on_every_page_is_no_change(before: str, after: str) -> None:
    # 22:04 UTC is the next morning in Việt Nam: the clock shows the local day.
    before, after = before.replace("25/11", "26/11"), after.replace("26/11", "27/11")
    assert became(page(POSTS, before), page(POSTS, after)).became is Became.SAME


@pytest.mark.parametrize(
    "after",
    [
        page(POSTS, words="<p>Đang cập nhật</p>"),
        page(POSTS, words="<p>Ngày 12/10/2021</p>"),
        page(POSTS, '<footer><a href="/dang-nhap">Đăng nhập</a></footer>'),
        page(POSTS).replace("<title>Tin tức", "<title>Tin mới"),
    ],
    ids=["words", "a-day", "a-link", "the-title"],
)
def test_other_words_addresses_or_titles_are_a_change(after: str) -> None:
    assert became(page(POSTS), after).became is Became.OTHER


def _rows(posts: list[tuple[str, str, str]]) -> str:
    rows = [{"link": SITE + path, "title": title, "date": day} for path, title, day in posts]
    return json.dumps(rows)


def _sitemap(posts: list[tuple[str, str, str]], lastmod: str = "2022-09-05") -> str:
    entries = "".join(f"<url><loc>{SITE}{path}</loc><lastmod>{lastmod}</lastmod></url>" for path, _, _ in posts)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'


def test_interfaces_and_sitemaps_are_held_against_each_other_like_lists() -> None:
    json_kind, xml = "application/json", "application/xml"
    assert became(_rows(POSTS), _rows(POSTS) + "\n", json_kind).became is Became.SAME
    assert became(_rows(POSTS), _rows([*POSTS[:2], *POSTS[3:]]), json_kind).became is Became.REWRITTEN
    assert became(_sitemap(POSTS), _sitemap([NEW, *POSTS]), xml).became is Became.GREW
    # A sitemap lists all: what is not there any more is gone, and did not fall off its tail.
    assert became(_sitemap(POSTS), _sitemap([NEW, *POSTS[:3]]), xml).became is Became.REWRITTEN
    assert became(_sitemap(POSTS), _sitemap(POSTS, "2022-09-06"), xml).became is Became.SAME


def _parsed(body: str) -> object:
    return parse_page(body.encode(), SITE + "/")


def test_a_theme_is_known_by_its_boxes_and_style_sheets() -> None:
    head = '<meta name="generator" content="{}"><link rel="stylesheet" href="{}"></head>'
    old = page(POSTS).replace("</head>", head.format("Joomla! 3.10", "/a.css"))
    grown = page([NEW, *POSTS]).replace("</head>", head.format("Joomla! 4.1", "/a.css?v=2"))
    assert drawn_alike(_parsed(old), _parsed(grown))  # type: ignore[arg-type]
    assert not drawn_alike(_parsed(old), _parsed(old.replace("Joomla! 3.10", "WordPress 6.4")))  # type: ignore[arg-type]
    other = (
        '<html><head><title>Trường</title><link rel="stylesheet" href="/moi/b.css"></head>'
        '<body><section class="hero"><ul class="cards">'
        + "".join(f'<li class="card"><a class="card__link" href="{path}">{title}</a></li>' for path, title, _ in POSTS)
        + "</ul></section></body></html>"
    )
    assert not drawn_alike(_parsed(page(POSTS)), _parsed(other))  # type: ignore[arg-type]


def _section(words: str, newest: list[tuple[str, str, str]]) -> Fetched:
    box = "".join(f'<li><a href="{path}">{title}</a></li>' for path, title, _ in newest)
    body = f"<main><p>{words}</p></main><div class='hop'><ul>{box}</ul></div>"
    body = f"<html><head><title>Trang</title></head><body>{body}</body></html>"
    return answer(body, url=f"{SITE}/{hashlib.sha256(words.encode()).hexdigest()[:6]}")


def test_what_changed_alike_on_several_pages_is_the_frame() -> None:
    first = section_change("a", _section("Giới thiệu", POSTS[:3]), _section("Giới thiệu", [NEW, *POSTS[:2]]), SITE)
    second = section_change("b", _section("Liên hệ", POSTS[:3]), _section("Liên hệ", [NEW, *POSTS[:2]]), SITE)
    frame = frame_of([first, second])
    assert not first.differs - frame
    assert any(key.endswith(f"{SITE}{NEW[0]}") for key in new_in_frame([first, second]))
    emptied = section_change("b", _section("Liên hệ", POSTS[:3]), _section("Đang cập nhật", [NEW, *POSTS[:2]]), SITE)
    assert emptied.differs - frame_of([first, emptied])


def test_one_page_alone_does_not_show_what_the_frame_is() -> None:
    alone = section_change("a", _section("Giới thiệu", POSTS[:3]), _section("Giới thiệu", [NEW, *POSTS[:2]]), SITE)
    assert frame_of([alone]) == frozenset()
    assert alone.differs
