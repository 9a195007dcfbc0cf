"""Days that sources contradict each other about, dates of change, and days known by a listing's order alone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from reading.dates import LOCAL, Order
from reading.portal import Counted, Ledger, Precision
from reading.posts import DateChoice, choose_date, read_posts
from records.facts import Fact
from tests.reading.building import SCHOOL, WINDOW, dates, post, visit, vocabulary

SEEN = datetime(2022, 11, 20, 8, tzinfo=LOCAL)
Pairs = list[tuple[str, str]]


def chosen(pairs: Pairs) -> DateChoice:
    choice = choose_date(dates([list(pair) for pair in pairs]), Order.DAY_FIRST, SEEN)
    assert choice is not None
    return choice


def ledger(*posts: dict[str, Any]) -> Ledger:
    facts: list[Fact] = [post({"listed_only": True, **raw}, number) for number, raw in enumerate(posts, start=1)]
    return read_posts(visit(facts), SCHOOL, WINDOW, ("tin", "thong_bao"), vocabulary())


BORNE_OUT: dict[str, Pairs] = {
    "its listing": [("visible", "05/05/2022"), ("listing", "05/05/2022"), ("feed", "2022-08-20")],
    "a feed against a side list": [("visible", "05/05/2022"), ("feed", "2022-05-05"), ("listing", "12/10/2022")],
    "two days beside": [("visible", "05/05/2022"), ("sitemap-published", "2022-05-07"), ("listing", "12/10/2022")],
    "an API and the page": [("api", "2022-05-05T08:00:00"), ("visible", "05/05/2022"), ("listing", "12/10/2022")],
}


@pytest.mark.parametrize("case", BORNE_OUT)
def test_two_documents_against_one_are_believed(case: str) -> None:
    choice = chosen(BORNE_OUT[case])
    assert (choice.earliest, choice.latest) == (date(2022, 5, 5), date(2022, 5, 5))


IN_DOUBT: dict[str, Pairs] = {
    "one against one": [("visible", "05/05/2022"), ("listing", "12/10/2022")],
    "two of one document": [("visible", "05/05/2022"), ("time-tag", "2022-05-05"), ("listing", "12/10/2022")],
    "two against two": [
        ("visible", "05/05/2022"), ("sitemap-published", "2022-05-05"),
        ("listing", "12/10/2022"), ("feed", "2022-10-12"),
    ],
    "two documents against it": [("visible", "05/05/2022"), ("listing", "12/10/2022"), ("feed", "2022-10-12")],
    "metadata is no witness": [("visible", "05/05/2022"), ("meta", "2022-05-05"), ("listing", "12/10/2022")],
    "a date of change is no witness": [
        ("visible", "05/05/2022"), ("listing-time", "Cập nhật: 05/05/2022"), ("feed", "2022-10-12"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("case", IN_DOUBT)
def test_what_is_not_borne_out_may_be_any_day_between(case: str) -> None:
    choice = chosen(IN_DOUBT[case])
    assert choice.day == date(2022, 5, 5)
    assert (choice.earliest, choice.latest) == (date(2022, 5, 5), date(2022, 10, 12))


def test_a_change_beside_a_publication_leaves_no_doubt() -> None:
    choice = chosen([("visible", "05/05/2022"), ("listing", "Cập nhật: 12/10/2022")])
    assert (choice.earliest, choice.latest) == (date(2022, 5, 5), date(2022, 5, 5))


PLAIN: dict[str, Any] = {"dates": {"visible": "05/05/2022"}}
CHANGED: dict[str, Any] = {"dates": {"visible": "Cập nhật: 06/05/2022"}}


def answers(*posts: dict[str, Any]) -> list[Counted]:
    entries = {entry.identity: entry.counted for entry in ledger(*posts).entries}
    return [entries[f"bai-{number}"] for number in range(1, len(posts) + 1)]


def test_a_portal_that_says_changed_of_every_post_means_published() -> None:
    assert answers(CHANGED, CHANGED, PLAIN) == [Counted.YES, Counted.YES, Counted.YES]


def test_one_changed_post_among_published_ones_may_be_older() -> None:
    assert answers(CHANGED, PLAIN, PLAIN) == [Counted.MAYBE, Counted.YES, Counted.YES]


def test_a_change_before_the_window_is_before_it_all_the_same() -> None:
    old = {"dates": {"visible": "Cập nhật: 06/05/2021"}}
    assert answers(old, PLAIN, PLAIN) == [Counted.NO, Counted.YES, Counted.YES]


def test_days_by_order_do_not_make_a_habit() -> None:
    placed = {"dates": {"order": "2022-03-01/2022-03-09"}}
    assert answers(CHANGED, CHANGED, PLAIN, placed, placed, placed)[:2] == [Counted.YES, Counted.YES]


@pytest.mark.parametrize(
    ("bounds", "counted", "words"),
    [
        ("2021-09-05/2021-10-11", Counted.YES, "từ 05/09/2021 đến 11/10/2021 (theo thứ tự danh sách)"),
        ("2021-08-01/2022-07-31", Counted.YES, "từ 01/08/2021 đến 31/07/2022 (theo thứ tự danh sách)"),
        ("2021-07-20/2021-08-02", Counted.MAYBE, "từ 20/07/2021 đến 02/08/2021"),
        ("2022-07-31/2022-08-01", Counted.MAYBE, "từ 31/07/2022 đến 01/08/2022"),
        ("2021-06-01/2021-07-31", Counted.NO, "từ 01/06/2021 đến 31/07/2021 (theo thứ tự danh sách)"),
        ("2022-08-01/2022-08-20", Counted.NO, "từ 01/08/2022 đến 20/08/2022 (theo thứ tự danh sách)"),
    ],
)
def test_a_post_between_two_days_is_told_by_both(bounds: str, counted: Counted, words: str) -> None:
    (entry,) = ledger({"dates": {"order": bounds}}).entries
    assert (entry.counted, entry.published, entry.precision) == (counted, None, Precision.NONE)
    assert words in entry.why


@pytest.mark.parametrize("bounds", ["2021-10-11/2021-09-05", "2021-10-11", "/2021-10-11", "2021-10-11/", "x/y", ""])
def test_bounds_that_are_none_say_nothing(bounds: str) -> None:
    (entry,) = ledger({"dates": {"order": bounds}}).entries
    assert (entry.counted, entry.why) == (Counted.MAYBE, "không rõ ngày đăng")


def test_any_other_date_is_believed_before_the_order() -> None:
    (entry,) = ledger({"dates": {"order": "2022-08-01/2022-08-20", "visible": "05/05/2022"}}).entries
    assert (entry.counted, entry.published) == (Counted.YES, date(2022, 5, 5))
