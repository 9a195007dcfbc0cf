"""The presets keep their promises for any seed; the truth follows from the spec alone. No WordPress needed."""

from __future__ import annotations

from datetime import date

import pytest

from tests.portals.truth import window_of
from tests.portals.wordpress.presets import AUDITED, good_school, weak_school
from tests.portals.wordpress.seed import run_seed
from tests.portals.wordpress.spec import MONTH_AND_NAME, NUMBER_HTML, PLAIN

SEEDS = [run_seed() + step for step in range(60)]
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_good_school_meets_section_3(seed: int) -> None:
    spec = good_school(seed, today=TODAY)
    truth = spec.truth("http://127.0.0.1")
    assert 44 <= truth.sure(AUDITED) <= 60
    for rule in ("3.1", "3.2", "3.3", "3.4", "3.5"):
        assert truth.expected[AUDITED][rule] == {"pass"}, rule
    assert {"bm_nghi_hoc", "tuyen_sinh"} <= truth.forms
    assert ("bm_phuc_khao" in truth.forms) == (truth.level == "THCS")
    assert good_school(seed, today=TODAY) == spec


@pytest.mark.parametrize("seed", SEEDS)
def test_a_weak_school_falls_short_of_it(seed: int) -> None:
    truth = weak_school(seed, today=TODAY).truth("http://127.0.0.1")
    assert 17 <= truth.sure(AUDITED) <= 38
    assert truth.possible(AUDITED) < 40
    for rule in ("3.1", "3.3", "3.4", "3.5"):
        assert "pass" not in truth.expected[AUDITED][rule], rule
    of_the_year = [s for s in truth.sections["cong_khai"] if s.school_year == AUDITED]
    assert [s.empty for s in of_the_year] == [True]
    # The neighbours are rich: whoever counts the wrong year sees 40 at once.
    assert truth.sure("2020-2021") >= 40
    assert truth.sure("2022-2023") >= 40


@pytest.mark.parametrize("seed", SEEDS[:20])
@pytest.mark.parametrize("make", [good_school, weak_school])
def test_numbers_and_slugs_are_unique(make: object, seed: int) -> None:
    spec = make(seed, today=TODAY)  # type: ignore[operator]
    things = [*spec.posts, *spec.pages]
    numbers = [thing.number for thing in things] + [f.attachment for f in spec.files if f.attachment]
    assert len(set(numbers)) == len(numbers)
    assert len({thing.slug for thing in things}) == len(things)
    traps = {trap for post in spec.posts for trap in post.traps}
    assert {"last-minute-before", "first-minute", "last-minute", "first-minute-after", "same-title"} <= traps
    assert {"two-categories", "sticky-old", "edited-later", "more-tag", "date-in-title", "other-year-in-title"} <= traps
    assert {post.access for post in spec.posts} == {"public", "password", "private", "draft", "scheduled"}


def test_the_ends_of_the_year_fall_where_they_belong() -> None:
    truth = good_school(1, today=TODAY).truth("http://127.0.0.1")
    inside = {trap for post in truth.posts_of(AUDITED) for trap in post.traps}
    assert {"first-minute", "last-minute"} <= inside
    assert not {"last-minute-before", "first-minute-after"} & inside
    assert window_of(AUDITED) == (date(2021, 8, 1), date(2022, 7, 31))


@pytest.mark.parametrize("wrong", ["2021", "2021-2023", "2022-2021"])
def test_a_wrong_school_year_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - int() and we speak differently of it
        window_of(wrong)


def test_addresses_follow_the_permalinks() -> None:
    spec = good_school(1, today=TODAY)
    post = next(post for post in spec.posts if "first-minute" in post.traps)
    youth = next(category for category in spec.categories if category.parent)
    year = next(page for page in spec.pages if page.slug == "nam-hoc-2021-2022")
    assert spec.post_path(post, PLAIN) == f"/?p={post.number}"
    assert spec.post_path(post, MONTH_AND_NAME) == f"/2021/08/{post.slug}/"
    assert spec.post_path(post, NUMBER_HTML) == f"/tin/{post.number}.html"
    assert spec.page_path(year, MONTH_AND_NAME) == "/cong-khai/nam-hoc-2021-2022/"
    assert spec.page_path(year, NUMBER_HTML) == "/cong-khai/nam-hoc-2021-2022"
    assert spec.category_path(youth, NUMBER_HTML) == "/tin/category/tin-tuc-su-kien/hoat-dong-doan-doi"
    assert spec.category_path(youth, PLAIN) == "/?cat=2"
