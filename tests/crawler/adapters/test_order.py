"""Enumeration of listings in any order, with and without dates: exact, or said to be open; few requests."""

from __future__ import annotations

import asyncio
import random
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading.portal import Counted
from records.facts import Reason
from tests.crawler.adapters.site import SITE, WINDOW, Post, Walked, page, site, walk

NEWEST = date(2022, 11, 15)


def falling(count: int, *, every: int = 3, newest: date = NEWEST) -> list[Post]:
    """Posts from the newest to the oldest, one every few days."""
    return [Post(count - number, newest - timedelta(days=every * number)) for number in range(count)]


def in_window(posts: list[Post]) -> int:
    return sum(WINDOW.holds(post.day) for post in posts)


def walked(posts: list[Post], **options: object) -> Walked:
    return asyncio.run(walk(site(posts, **options)))  # type: ignore[arg-type]


@pytest.mark.parametrize("dated", [True, False], ids=["dated", "undated"])
def test_a_listing_is_counted_exactly(dated: bool) -> None:
    posts = falling(180)
    seen = walked(posts, dated=dated)
    assert seen.end.complete
    assert (seen.ledger.sure, seen.ledger.possible) == (in_window(posts), in_window(posts))


def test_many_undated_posts_cost_few_requests_and_stay_exact() -> None:
    posts = falling(900, every=1)
    seen = walked(posts, size=20)
    assert (seen.ledger.sure, seen.ledger.possible) == (365, 365)
    assert seen.requests < 180


def test_what_order_alone_tells_has_no_day_and_says_why() -> None:
    seen = walked(falling(900, every=1), size=20)
    by_order = [entry for entry in seen.ledger.entries if entry.counted is Counted.YES and entry.published is None]
    assert by_order
    assert all("theo thứ tự danh sách" in entry.why for entry in by_order)


def test_an_oldest_first_listing_is_read_to_its_end() -> None:
    posts = falling(150)[::-1]
    for dated in (True, False):
        seen = walked(posts, dated=dated)
        assert seen.end.complete
        assert (seen.ledger.sure, seen.ledger.possible) == (in_window(posts), in_window(posts)), dated


def test_a_listing_sorted_by_title_is_read_to_its_end() -> None:
    posts = sorted(falling(120), key=lambda post: post.title)
    for dated in (True, False):
        seen = walked(posts, dated=dated)
        assert seen.end.complete
        assert (seen.ledger.sure, seen.ledger.possible) == (in_window(posts), in_window(posts)), dated


def test_old_pinned_posts_on_every_page_end_nothing() -> None:
    pinned = [Post(900, date(2019, 9, 5)), Post(901, date(2020, 1, 3))]
    posts = falling(150)
    for dated in (True, False):
        seen = walked([*pinned, *posts], pinned=2, dated=dated)
        assert seen.end.complete
        assert (seen.ledger.sure, seen.ledger.possible) == (in_window(posts), in_window(posts)), dated


def test_a_post_out_of_order_is_found_out() -> None:
    posts = falling(150)
    inside = next(number for number, post in enumerate(posts) if WINDOW.holds(post.day)) + 25
    posts[inside] = Post(posts[inside].number, date(2018, 5, 5))
    seen = walked(posts)
    wrong = in_window(posts)
    assert seen.ledger.sure <= wrong <= (seen.ledger.possible or wrong)


def test_posts_without_any_date_are_placed_by_their_neighbours() -> None:
    posts = falling(150)
    seen = walked(posts, dated_article=lambda post: post.number % 7 != 0)
    assert seen.ledger.possible is not None
    assert seen.ledger.sure <= in_window(posts) <= seen.ledger.possible <= seen.ledger.sure + 2


def test_a_budget_that_runs_out_is_said() -> None:
    seen = walked(falling(400, every=1), requests=25)
    assert not seen.end.complete
    assert seen.end.reason is Reason.BUDGET
    assert seen.ledger.possible is None


def test_the_dates_of_comments_are_not_those_of_posts() -> None:
    posts = falling(120)
    aside = "<h2>Phản hồi gần đây</h2><ul>" + "".join(
        f'<li>Mẹ bé An trong <a href="{post.path}#comment-{number}">{post.title}</a> <span>12/10/2022</span></li>'
        for number, post in enumerate(posts[60:64])
    )
    seen = walked(posts, dated=True, aside=aside + "</ul>")
    assert {entry.url: entry.published for entry in seen.ledger.entries if entry.published} == {
        SITE + post.path: post.day for post in posts if SITE + post.path in {e.url for e in seen.ledger.entries}
    }
    assert seen.ledger.sure == in_window(posts)


def test_a_side_list_with_other_dates_is_settled_by_the_articles() -> None:
    posts = falling(120)
    aside = "<h2>Bình luận mới</h2><ul>" + "".join(
        f'<li><a href="{post.path}">{post.title}</a> <span>12/10/2022</span></li>' for post in posts[40:44]
    )
    seen = walked(posts, dated=True, aside=aside + "</ul>")
    assert (seen.ledger.sure, seen.ledger.possible) == (in_window(posts), in_window(posts))


def test_a_headline_that_names_a_section_is_a_post() -> None:
    posts = falling(60)
    headline = next(post for post in posts if WINDOW.holds(post.day))
    served = site(posts, dated=True)
    title = "Thông báo tuyển sinh lớp 1"
    for path, html in list(served.pages.items()):
        served.pages[path] = html.replace(headline.title, title)
    served.pages["/"] = page(f'<div class="moi"><a href="{headline.path}">{title}</a></div>')
    seen = asyncio.run(walk(served))
    assert SITE + headline.path in {entry.url for entry in seen.ledger.entries}
    assert seen.ledger.sure == in_window(posts)


@settings(max_examples=12, deadline=None)
@given(
    gaps=st.lists(st.integers(0, 20), min_size=5, max_size=160),
    size=st.integers(3, 25),
    pinned=st.integers(0, 2),
    backwards=st.booleans(),
    dated=st.booleans(),
)
def test_any_sorted_listing_is_exact(gaps: list[int], size: int, pinned: int, backwards: bool, dated: bool) -> None:
    day, posts = NEWEST, []
    for number, gap in enumerate(gaps):
        day -= timedelta(days=gap)
        posts.append(Post(len(gaps) - number, day))
    if backwards:
        posts.reverse()
    top = [Post(700 + number, date(2019, 3, 1)) for number in range(pinned)]
    seen = walked([*top, *posts], size=size, pinned=pinned, dated=dated)
    assert seen.end.complete
    assert (seen.ledger.sure, seen.ledger.possible) == (in_window(posts), in_window(posts))


@settings(max_examples=10, deadline=None)
@given(days=st.lists(st.dates(date(2020, 6, 1), date(2022, 11, 1)), min_size=5, max_size=80), size=st.integers(3, 20))
def test_any_unsorted_dated_listing_is_exact(days: list[date], size: int) -> None:
    posts = [Post(number + 1, day) for number, day in enumerate(days)]
    seen = walked(posts, size=size, dated=True)
    if seen.end.complete and not is_mostly_falling(days):
        assert (seen.ledger.sure, seen.ledger.possible) == (in_window(posts), in_window(posts))


def is_mostly_falling(days: list[date]) -> bool:
    return sum(first < second for first, second in pairwise(days)) <= 0.3 * len(days)


@pytest.mark.parametrize("seed", range(3))
def test_a_shuffled_undated_listing_is_exact(seed: int) -> None:
    posts = falling(90)
    random.Random(seed).shuffle(posts)
    seen = walked(posts)
    assert (seen.ledger.sure, seen.ledger.possible) == (in_window(posts), in_window(posts))
