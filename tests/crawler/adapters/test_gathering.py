"""One post met under several addresses is one post; two posts are two."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from crawler.collect import Collector
from records.facts import DateCandidate, DateSource, Evidence

SITE = "http://th-a.edu.vn"
SLUG = "le-khai-giang-nam-hoc-moi.html"
TITLE = "Lễ khai giảng năm học mới"
SEEN = datetime(2022, 11, 20, 8, tzinfo=UTC)
Sighting = tuple[str, str, str]


def gathered(*sightings: Sighting) -> Collector:
    """A collector that met posts: (path, title, date as a listing prints it)."""
    posts = Collector()
    for path, title, day in sightings:
        dates = [DateCandidate(text=day, source=DateSource.LISTING)] if day else []
        posts.add(SITE + path, title, Evidence(url=SITE + path, seen_at=SEEN), dates=dates)
    return posts


PUBLISHED, CHANGED = "05/09/2021", "Cập nhật: 12/03/2022"


@pytest.mark.parametrize(
    "days",
    [
        (PUBLISHED, CHANGED, PUBLISHED),
        (CHANGED, PUBLISHED, PUBLISHED),
        (PUBLISHED, PUBLISHED, CHANGED),
        (CHANGED, CHANGED, PUBLISHED),
        (PUBLISHED, "06/09/2021", ""),
    ],
)
def test_one_slug_in_three_folders_is_one_post(days: tuple[str, str, str]) -> None:
    paths = (f"/tin/{SLUG}", f"/hoat-dong/{SLUG}", f"/doan-doi/{SLUG}")
    posts = gathered(*((path, TITLE, day) for path, day in zip(paths, days, strict=True)))
    assert len(posts) == 1
    (post,) = posts.posts.values()
    assert post.urls == [SITE + path for path in paths]
    choice = posts.day(post)
    assert choice is not None
    assert choice.day == date(2021, 9, 5)
    assert all(posts.find(SITE + path) is post for path in paths)


@pytest.mark.parametrize(
    ("title", "day"),
    [(TITLE, "05/09/2020"), ("Lễ khai giảng của khối Năm", CHANGED), ("Hội khỏe Phù Đổng", "")],
    ids=["another year", "another title and a change", "another title"],
)
def test_one_slug_of_two_posts_is_two(title: str, day: str) -> None:
    posts = gathered((f"/tin/{SLUG}", TITLE, PUBLISHED), (f"/hoat-dong/{SLUG}", title, day))
    assert len(posts) == 2
    assert posts.find(f"{SITE}/tin/{SLUG}") is not posts.find(f"{SITE}/hoat-dong/{SLUG}")


def test_one_title_and_number_under_two_addresses_is_one_post() -> None:
    posts = gathered(("/tin/chi-tiet/0412", TITLE, PUBLISHED), ("/xem.aspx?id=412", TITLE, PUBLISHED))
    assert len(posts) == 1


def test_one_title_and_two_numbers_are_two_posts() -> None:
    posts = gathered(("/tin/chi-tiet/412", TITLE, PUBLISHED), ("/xem.aspx?id=413", TITLE, PUBLISHED))
    assert len(posts) == 2


def test_the_portals_order_of_day_and_month_is_learnt_as_dates_come() -> None:
    posts = gathered(("/bai/mot", "Bài viết thứ nhất", "3/5/2022"))
    (first,) = posts.posts.values()
    before = posts.day(first)
    posts.add(
        SITE + "/bai/hai",
        "Bài viết thứ hai",
        Evidence(url=SITE + "/bai/hai", seen_at=SEEN),
        dates=[DateCandidate(text="3/25/2022", source=DateSource.LISTING)],
    )
    after = posts.day(first)
    assert before is not None
    assert after is not None
    assert (before.day, after.day) == (date(2022, 5, 3), date(2022, 3, 5))


def test_one_slug_cut_short_and_two_numbers_are_two_posts_of_one_day() -> None:
    posts = gathered(
        ("/xem/311/thong-bao-nhan-dong-phuc-cua-l", "Thông báo nhận đồng phục của lớp 9A1", PUBLISHED),
        ("/xem/312/thong-bao-nhan-dong-phuc-cua-l", "Thông báo nhận đồng phục của lớp 9A2", PUBLISHED),
        ("/in/312/thong-bao-nhan-dong-phuc-cua-l", "Thông báo nhận đồng phục của lớp 9A2", PUBLISHED),
    )
    assert len(posts) == 2
