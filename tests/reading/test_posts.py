"""Natures of posts, and the ledger: which posts count, which may, and when nothing can be said of how many."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from reading.natures import NATURE_TITLES, read_nature
from reading.portal import Counted, Ledger, Precision
from reading.posts import host_order, marks_local_as_utc, read_posts
from reading.words import nature_matcher, section_matcher
from records.facts import Aspect, DateCandidate, DateSource, Fact, PostSeen, Window
from tests.reading.building import SCHOOL, WINDOW, load_cases, post, visit, vocabulary

_NATURES = load_cases("natures")
_LEDGER = load_cases("ledger")
_ANSWERS = {True: Counted.YES, False: Counted.NO, "yes": Counted.YES, "no": Counted.NO, "maybe": Counted.MAYBE}


@pytest.mark.parametrize("case", _NATURES, ids=lambda case: case["name"])
def test_the_nature_of_a_post(case: dict[str, Any]) -> None:
    words = vocabulary()
    read = read_nature(post(case), SCHOOL, section_matcher(words), nature_matcher(words))
    wanted = case["nature"]
    assert read.nature in ([wanted] if isinstance(wanted, str) else wanted)


def test_every_nature_has_its_words() -> None:
    named = {case["nature"] for case in _NATURES if isinstance(case["nature"], str)}
    assert named <= set(NATURE_TITLES)
    assert {term.key for term in vocabulary().natures} - {"bieu_mau"} <= set(NATURE_TITLES)


def _ledger(case: dict[str, Any]) -> Ledger:
    facts: list[Fact] = [post(raw, number) for number, raw in enumerate(case["posts"], start=1)]
    looked = Window(start=case.get("visited_from", WINDOW.start), end=WINDOW.end)
    seen = visit(
        facts,
        window=looked,
        incomplete=case.get("incomplete"),
        unreported=tuple(Aspect(aspect) for aspect in case.get("unreported", ())),
    )
    return read_posts(seen, SCHOOL, WINDOW, ("tin", "thong_bao"), vocabulary())


@pytest.mark.parametrize("case", _LEDGER, ids=lambda case: case["name"])
def test_the_ledger(case: dict[str, Any]) -> None:
    ledger = _ledger(case)
    entries = {entry.identity: entry for entry in ledger.entries}
    assert len(entries) == len(case["posts"])
    answers = [entries[f"bai-{number}"].counted for number in range(1, len(entries) + 1)]
    assert answers == [_ANSWERS[raw["counted"]] for raw in case["posts"]], [entry.why for entry in ledger.entries]
    for number, raw in enumerate(case["posts"], start=1):
        if "day" in raw:
            assert entries[f"bai-{number}"].published == raw["day"]
    assert (ledger.sure, ledger.possible) == (case["sure"], case["possible"])


def test_entries_are_newest_first_and_the_undated_last() -> None:
    days = [{"visible": "05/05/2022"}, {}, {"visible": "06/05/2022"}]
    ledger = _ledger({"posts": [{"dates": day} for day in days]})
    assert [entry.published for entry in ledger.entries] == [date(2022, 5, 6), date(2022, 5, 5), None]
    assert ledger.entries[-1].precision is Precision.NONE


def test_every_entry_says_why_in_vietnamese() -> None:
    for case in _LEDGER:
        for entry in _ledger(case).entries:
            assert entry.why
            assert entry.evidence.url == entry.url


def test_a_day_outside_is_named_in_the_reason() -> None:
    ledger = _ledger({"posts": [{"dates": {"visible": "31/07/2021"}}]})
    assert "31/07/2021" in ledger.entries[0].why


def test_the_host_s_order_is_taken_from_what_people_see() -> None:
    shown = post({"dates": {"visible": "9/5/2022"}}, 1)
    proof = post({"dates": {"listing": "9/25/2022"}}, 2)
    unseen = post({"dates": {"meta": "9/25/2022"}}, 3)
    assert host_order([shown, proof]).value == "month-first"
    assert host_order([shown, unseen]).value == "day-first"


def marked(hours: list[int], source: DateSource = DateSource.TIME_TAG) -> list[PostSeen]:
    """Posts whose times are marked UTC, at these hours."""
    stamps = [
        DateCandidate(text=f"2021-10-{day:02d}T{hour:02d}:15:00Z", source=source) for day, hour in enumerate(hours, 1)
    ]
    return [post({}, number).model_copy(update={"dates": (stamp,)}) for number, stamp in enumerate(stamps, 1)]


@pytest.mark.parametrize(
    ("posts", "local"),
    [
        (marked([7, 8, 9, 10, 14, 15, 16, 20, 23, 8, 9, 14]), True),
        (marked([0, 1, 2, 3, 7, 8, 9, 13, 16, 1, 2, 7]), False),
        (marked([8, 9, 10]), False),
        (marked([7, 8, 9, 10, 14, 15, 16, 20, 23, 8, 9, 14], DateSource.API), False),
    ],
    ids=["a school's day called UTC", "a school's day in UTC", "too few", "an interface says what it means"],
)
def test_local_times_called_utc_are_found_out(posts: list[PostSeen], local: bool) -> None:
    assert marks_local_as_utc(posts) is local


def test_what_is_called_utc_by_mistake_keeps_its_day() -> None:
    hours = [7, 8, 9, 10, 14, 15, 16, 20, 23, 8, 9, 14]
    ledger = read_posts(visit([*marked(hours)]), SCHOOL, WINDOW, ("tin", "thong_bao", "khac"), vocabulary())
    days = sorted(entry.published.day for entry in ledger.entries if entry.published)
    assert days == list(range(1, 13))


def _changed(days: list[str]) -> Ledger:
    """Posts numbered 1, 2, 3 …, all of whose days are said to be days of change."""
    return _ledger({"posts": [{"dates": {"listing": f"Cập nhật: {day}"}} for day in days]})


def test_days_of_change_that_rise_with_the_posts_numbers_are_days_of_putting_up() -> None:
    days = [f"05/{month:02d}/2021" for month in range(8, 13)] + [f"05/{month:02d}/2022" for month in range(1, 8)]
    assert _changed(days).sure == 12
    # One post that was touched later stands out of the order, and then so may any other.
    assert _changed(["05/09/2021", "05/08/2021", *days[2:]]).sure < 12
    # Too few posts, or all of a few weeks, show no order.
    assert _changed(days[:11]).sure < 11
    assert _changed([f"{day:02d}/08/2021" for day in range(5, 17)]).sure == 0
