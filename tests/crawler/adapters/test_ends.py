"""Whether the end of a listing is one: pagers that do not turn, no pager at all, archives, news without a list."""

from __future__ import annotations

import pytest

from crawler.adapters.ends import Period, _period
from crawler.extract.page import Link, parse_page
from records.facts import Place, Reason, SourceEnd
from tests.crawler.adapters.site import (
    SITE,
    WINDOW,
    Post,
    Site,
    Walked,
    entry,
    falling,
    lone_listing,
    page,
    site,
    walked,
    with_section,
)


def fails(seen: Walked, reason: Reason, words: str) -> None:
    """The enumeration is open for `reason`, and so is the ledger."""
    assert (seen.end.complete, seen.end.reason) == (False, reason)
    assert words in seen.end.detail
    assert seen.ledger.possible is None


def newest_only(posts: list[Post], shown: int = 10, below: str = "") -> Site:
    """A portal whose listing shows the newest posts and no way on."""
    served = site(posts, dated=True)
    served.pages = {path: html for path, html in served.pages.items() if "?page=" not in path}
    served.pages["/tin-tuc"] = lone_listing(posts[:shown], below=below)
    return served


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2021", (2021, None)),
        ("Năm 2021", (2021, None)),
        ("Lưu trữ 2021", (2021, None)),
        ("2021 (45)", (2021, None)),
        ("Tháng 9 2021", (2021, 9)),
        ("tháng 9, 2021", (2021, 9)),
        ("Tháng 09/2021", (2021, 9)),
        ("09/2021", (2021, 9)),
        ("Tháng 12 - 2021 (7)", (2021, 12)),
        ("Tháng 9 năm 2021", (2021, 9)),
        ("Lưu trữ tháng 10 năm 2021", (2021, 10)),
        ("September 2021", (2021, 9)),
        ("September 2021 (12)", (2021, 9)),
        ("Archive 2021", (2021, None)),
        ("Năm học 2021-2022", None),
        ("13/2021", None),
        ("0/2021", None),
        ("05/09/2021", None),
        ("1999", None),
        ("Lớp 9 2021", None),
        ("Tuyển sinh 2021", None),
        ("Tháng 9", None),
        ("", None),
        ("Lưu trữ " * 8 + "2021", None),
    ],
)
def test_what_the_words_of_an_archive_mean(text: str, period: Period | None) -> None:
    nothing = parse_page(b"<p>.</p>", SITE)
    assert nothing is not None
    assert _period(Link(url=SITE, text=text, place=Place.MAIN, path=(), node=nothing.tree)) == period


def archives(posts: list[Post], *years: int) -> tuple[str, dict[str, str]]:
    """Links to the archive of each year, and their pages."""
    links = "".join(f'<li><a href="/luu-tru/{year}">Năm {year}</a></li>' for year in years)
    pages = {f"/luu-tru/{year}": lone_listing([post for post in posts if post.day.year == year]) for year in years}
    return f"<h2>Lưu trữ</h2><ul>{links}</ul>", pages


def test_archives_by_year_show_what_the_listing_does_not() -> None:
    posts = falling(60)
    links, pages = archives(posts, 2021, 2022)
    served = newest_only(posts, below=links)
    served.pages.update(pages)
    seen = walked(served)
    assert seen.end.complete
    assert seen.ledger.sure == seen.ledger.possible == sum(WINDOW.holds(post.day) for post in posts) == 60


def test_an_archive_that_breaks_off_settles_nothing() -> None:
    posts = falling(60)
    links, pages = archives(posts, 2021, 2022)
    served = newest_only(posts, below=links)
    served.pages.update(pages)
    served.pages["/luu-tru/2021"] = served.pages["/luu-tru/2021"].replace(
        "</main>", '<div class="pager">Trang 1/3</div>'
    )
    fails(walked(served), Reason.PAGINATION, "Lưu trữ 2021")


def test_archives_are_not_asked_where_a_listing_came_to_its_end() -> None:
    posts = falling(60)
    links, pages = archives(posts, 2021, 2022)
    served = site(posts, dated=True, home=links)
    served.pages.update(pages)
    assert walked(served).end.complete
    assert not [url for url in served.asked if "/luu-tru/" in url]


def related(*posts: Post) -> str:
    """Links to other posts, as they stand below an article."""
    items = "".join(f'<li><a href="{post.path}">{post.title}</a></li>' for post in posts)
    return f"<h3>Các tin đã đưa</h3><ul>{items}</ul></article>"


def test_a_post_that_only_the_oldest_posts_page_names_opens_the_end() -> None:
    posts = falling(14)
    served = newest_only(posts)
    oldest = posts[9].path
    served.pages[oldest] = served.pages[oldest].replace("</article>", related(*posts[10:13]))
    fails(walked(served), Reason.PAGINATION, posts[10].title)


def test_the_oldest_posts_page_that_names_only_known_posts_confirms_the_end() -> None:
    posts = falling(10)
    served = newest_only(posts)
    served.pages[posts[9].path] = served.pages[posts[9].path].replace("</article>", related(*posts[3:6]))
    seen = walked(served)
    assert seen.end.complete
    assert (seen.ledger.sure, seen.ledger.possible) == (10, 10)


def test_a_listing_that_passed_the_window_is_not_doubted() -> None:
    posts = falling(14, every=60)
    served = newest_only(posts)
    served.pages[posts[9].path] = served.pages[posts[9].path].replace("</article>", related(*posts[10:13]))
    assert walked(served).end.complete


@pytest.mark.parametrize(("second", "complete"), [(10, False), (7, True)])
def test_listings_of_one_length_end_where_the_page_does(second: int, complete: bool) -> None:
    news, notices = falling(10), falling(second, first=100)
    served = newest_only(news)
    served.pages.update({path: html for path, html in site(notices).pages.items() if path.startswith("/tin-tuc/")})
    with_section(served, "/thong-bao", "Thông báo", lone_listing(notices))
    seen = walked(served)
    if complete:
        assert seen.end.complete
        assert (seen.ledger.sure, seen.ledger.possible) == (10 + second, 10 + second)
    else:
        fails(seen, Reason.PAGINATION, "2 danh sách đều chỉ hiện 10 bài")


def test_a_pager_that_shows_the_first_page_again_does_not_turn() -> None:
    served = site(falling(30), dated=True)
    served.pages["/tin-tuc?page=2"] = served.pages["/tin-tuc"]
    seen = walked(served)
    fails(seen, Reason.PAGINATION, "chỉ thấy 10 bài")
    assert SourceEnd.UNREACHABLE_PAGES in [source.ended for source in seen.end.sources]


def test_the_last_page_shown_once_more_is_the_end() -> None:
    posts = falling(20)
    served = site(posts, dated=True)
    last = served.pages["/tin-tuc?page=2"]
    more = '<a rel="next" href="/tin-tuc?page=3">Trang sau</a></main>'
    served.pages["/tin-tuc?page=2"] = served.pages["/tin-tuc?page=3"] = last.replace("</main>", more)
    seen = walked(served)
    assert seen.end.complete
    assert (seen.ledger.sure, seen.ledger.possible) == (20, 20)


def test_a_page_without_entries_before_the_end_is_a_fault() -> None:
    served = site(falling(30), dated=True)
    served.pages["/tin-tuc?page=2"] = page("<p>Không có tin nào</p>")
    fails(walked(served), Reason.PAGINATION, "chỉ thấy 10 bài")


def test_a_control_of_no_known_wording_is_tried() -> None:
    posts = falling(20)
    turn = '<p><a href="/tin-tuc?xem=10">Lùi nữa nào</a></p>'
    served = newest_only(posts, below=turn)
    served.pages["/tin-tuc?xem=10"] = lone_listing(posts[10:])
    seen = walked(served)
    assert seen.end.complete
    assert (seen.ledger.sure, seen.ledger.possible) == (20, 20)


def test_a_control_that_shows_the_same_posts_turns_nothing() -> None:
    posts = falling(10)
    served = newest_only(posts, below='<p><a href="/tin-tuc?kieu=1">Dạng lưới</a></p>')
    served.pages["/tin-tuc?kieu=1"] = served.pages["/tin-tuc"]
    seen = walked(served)
    assert seen.end.complete
    assert (seen.ledger.sure, seen.ledger.possible) == (10, 10)


LONG = f"<p>{'Nội dung được cập nhật trên trang này. ' * 40}</p>"


@pytest.mark.parametrize("body", ["<p>Đang cập nhật</p>", LONG], ids=["empty", "text"])
def test_news_without_any_list_are_not_complete_whatever_the_home_page_shows(body: str) -> None:
    posts = falling(6)
    served = site(posts, home="".join(entry(post, dated=True) for post in posts))
    served.pages["/tin-tuc"] = page(f"<h1>Tin tức</h1>{body}")
    fails(walked(served), Reason.NO_LISTING, "")


def test_a_news_page_of_text_beside_a_listing_is_not_complete() -> None:
    served = site(falling(20), dated=True)
    with_section(served, "/thong-bao", "Thông báo", page(f"<h1>Thông báo</h1>{LONG}"))
    fails(walked(served), Reason.NO_LISTING, "Thông báo")


def test_an_empty_news_page_beside_a_listing_says_nothing() -> None:
    served = site(falling(20), dated=True)
    with_section(served, "/thong-bao", "Thông báo", page("<h1>Thông báo</h1><p>Chưa có thông báo.</p>"))
    assert walked(served).end.complete


def test_a_post_without_a_date_among_dated_ones_stays_unsure() -> None:
    posts = falling(20)
    served = site(posts, dated=True, dated_article=lambda post: post is not posts[5])
    day = f'<span class="ngay">{posts[5].day:%d/%m/%Y}</span>'
    served.pages["/tin-tuc"] = served.pages["/tin-tuc"].replace(day, "")
    seen = walked(served)
    assert (seen.ledger.sure, seen.ledger.possible) == (19, 20)


@pytest.mark.parametrize("words", ["Xem tất cả tin bài", "Tin cũ hơn »", "Lưu trữ", "Tất cả", "All posts"])
def test_the_page_of_all_posts_is_read_where_a_list_names_it(words: str) -> None:
    posts = falling(20)
    served = newest_only(posts, below=f'<p><a href="/tat-ca-bai">{words}</a></p>')
    served.pages["/tat-ca-bai"] = lone_listing(posts)
    seen = walked(served)
    assert seen.end.complete
    assert (seen.ledger.sure, seen.ledger.possible) == (20, 20)


def test_the_page_of_all_posts_is_not_asked_where_the_list_turns() -> None:
    served = site(falling(20), dated=True, home='<p><a href="/tat-ca-bai">Xem tất cả</a></p>')
    assert walked(served).end.complete
    assert not [url for url in served.asked if url.endswith("/tat-ca-bai")]
