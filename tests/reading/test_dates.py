"""Dates of posts: what is read from one string, what a host proves about its order, which candidate wins."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import dateparser
import pytest

from reading.dates import LOCAL, Order, has_posting_label, proven_order, read_date, read_machine_date
from reading.portal import Precision
from reading.posts import choose_date, read_candidate
from records.facts import DateCandidate, DateSource
from tests.reading.building import dates, load_cases, local, mojibake, without_diacritics

VISITED = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)

_DOMAIN: list[dict[str, Any]] = load_cases("dates_domain")
_OWN = [
    {"place": group.get("place", "visible"), "family": group["family"], **case}
    for group in load_cases("dates_own")
    for case in group["dates"]
]
_NON_DATES = load_cases("non_dates")
_VISIBLE_NON_DATES = [text for texts in _NON_DATES["visible"].values() for text in texts]
_ALL = [*_DOMAIN, *_OWN]


def _candidate(case: dict[str, Any]) -> DateCandidate:
    source = DateSource.API if case.get("place") == "machine" else DateSource.VISIBLE
    return DateCandidate(text=case["text"], source=source)


def _id(case: dict[str, Any]) -> str:
    return f"{case.get('row', case.get('family'))}: {case['text']}"


@pytest.mark.parametrize("case", _ALL, ids=_id)
def test_a_string_is_the_day_it_says(case: dict[str, Any]) -> None:
    order, seen_at = Order(case.get("order", "day-first")), local(case.get("seen_at"), VISITED)
    choice = read_candidate(_candidate(case), order, seen_at)
    wanted: date | None = case["day"]
    if wanted is None:
        assert choice is None
        return
    assert choice is not None
    assert abs(choice.day - wanted) <= timedelta(days=case.get("give", 0))
    assert choice.earliest <= wanted <= choice.latest
    if case.get("coarse"):
        assert choice.precision is not Precision.DAY
        assert choice.latest - choice.earliest >= timedelta(days=6)
    # A change date says that the post is not newer, never that it is of that day.
    assert not case.get("updated") or choice.earliest < choice.day


def test_every_row_of_the_domain_table_is_here() -> None:
    assert {case["row"] for case in _DOMAIN} == set(range(1, 99))
    assert len(_OWN) >= 60
    assert len(_VISIBLE_NON_DATES) + len(_NON_DATES["machine"]) >= 50


_VIETNAMESE = set("áàảãạăằắẵặâấầẩậđéèêếềểễệíìỉĩịóòỏõọôồốổộơờớợúùủũụưứừửữựýỳỷỹ")
_ACCIDENTS: dict[str, Callable[[str], str]] = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "capitals": str.upper,
    "small letters": str.lower,
    # A stray "â€“" without any Vietnamese letter beside it is not told from what it says.
    "mojibake": lambda text: mojibake(text) if any(char in _VIETNAMESE for char in text) else text,
    "no diacritics": without_diacritics,
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "double spaces": lambda text: f" \n{text.replace(' ', '  ')}\t ",
}


@pytest.mark.parametrize("accident", _ACCIDENTS)
@pytest.mark.parametrize("case", [case for case in _ALL if case.get("place") != "machine" and case["day"]], ids=_id)
def test_spelling_accidents_do_not_change_the_day(case: dict[str, Any], accident: str) -> None:
    order, seen_at = Order(case.get("order", "day-first")), local(case.get("seen_at"), VISITED)
    changed = _ACCIDENTS[accident](case["text"])
    assert read_date(changed, order=order, seen_at=seen_at) == read_date(case["text"], order=order, seen_at=seen_at)


@pytest.mark.parametrize("text", _VISIBLE_NON_DATES)
def test_what_is_no_posting_date_is_none(text: str) -> None:
    assert read_date(text, seen_at=VISITED) is None


@pytest.mark.parametrize("text", [text for text in _VISIBLE_NON_DATES if text.strip()])
@pytest.mark.parametrize("form", [str.upper, without_diacritics, mojibake])
def test_what_is_no_posting_date_is_none_however_it_is_spelt(text: str, form: Any) -> None:
    assert read_date(form(text), seen_at=VISITED) is None


@pytest.mark.parametrize("text", _NON_DATES["machine"])
def test_what_is_no_machine_date_is_none(text: str) -> None:
    assert read_machine_date(text) is None
    assert read_machine_date(text, utc=True) is None


def test_a_relative_date_needs_the_moment_it_was_seen() -> None:
    assert read_date("3 ngày trước") is None
    read = read_date("3 ngày trước", seen_at=datetime(2022, 8, 3, 18, 0, tzinfo=UTC))  # 01:00 on 4 August in Vietnam
    assert read is not None
    assert read.day == date(2022, 8, 1)


def test_a_place_defined_as_utc_is_read_so() -> None:
    without, with_utc = read_machine_date("2022-05-31T17:30:00"), read_machine_date("2022-05-31T17:30:00", utc=True)
    assert without is not None
    assert with_utc is not None
    assert (without.day, with_utc.day) == (date(2022, 5, 31), date(2022, 6, 1))


def test_a_date_is_ambiguous_only_when_it_could_be_swapped() -> None:
    found = {text: read_date(text) for text in ("9/5/2022", "25/9/2022", "9/9/2022", "5 tháng 9, 2022", "2022-09-05")}
    assert {text: read.ambiguous for text, read in found.items() if read} == {
        "9/5/2022": True,
        "25/9/2022": False,
        "9/9/2022": False,
        "5 tháng 9, 2022": False,
        "2022-09-05": False,
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ngày đăng: 05/09/2022", True),
        ("Được đăng: 05 Tháng 9 2022", True),
        ("Ngày gửi: 20h:35' 05-09-2022", True),
        ("Posted on 05/09/2022", True),
        ("ĐĂNG NGÀY 05/09/2022", True),
        ("05/09/2022", False),
        ("Ngày ban hành: 28/07/2017", False),
        ("Cập nhật: 12/10/2022", False),
        ("Đang cập nhật", False),
    ],
)
def test_a_label_of_posting_is_told(text: str, wanted: bool) -> None:
    assert has_posting_label(text) is wanted


@pytest.mark.parametrize("case", load_cases("order"), ids=lambda case: case["name"])
def test_the_order_a_host_proves(case: dict[str, Any]) -> None:
    assert proven_order(case["texts"]) is Order(case["order"])
    assert proven_order(list(reversed(case["texts"]))) is Order(case["order"])


@pytest.mark.parametrize("backwards", [False, True], ids=["as seen", "in reverse"])
@pytest.mark.parametrize("case", load_cases("choose"), ids=lambda case: case["name"])
def test_the_date_chosen_for_a_post(case: dict[str, Any], backwards: bool) -> None:
    candidates = list(dates(case["dates"]))
    if backwards:
        candidates.reverse()
    choice = choose_date(candidates, Order(case.get("order", "day-first")), local(case.get("seen_at"), VISITED))
    if case.get("none"):
        assert choice is None
        return
    assert choice is not None
    assert choice.earliest <= choice.day <= choice.latest
    if "day" in case:
        assert choice.day == case["day"]
    for day in case.get("holds", ()):
        assert choice.earliest <= day <= choice.latest
    if "sure" in case:
        assert (choice.earliest == choice.latest) is case["sure"]
    if "precision" in case:
        assert choice.precision is Precision(case["precision"])


def test_the_day_of_a_visit_is_the_local_one() -> None:
    seen_at = datetime(2022, 7, 31, 18, 0, tzinfo=UTC)
    assert seen_at.astimezone(LOCAL).date() == date(2022, 8, 1)
    choice = choose_date(dates({"listing": "Hôm nay"}), Order.DAY_FIRST, seen_at)
    assert choice is not None
    assert choice.day == date(2022, 8, 1)


@pytest.mark.parametrize(
    "text",
    [
        "Mon, 06 Sep 2021 08:00:00 +0700", "Mon, 06 Sep 2021 20:00:00 +0000", "06 Sep 2021 20:00 GMT",
        "Sun, 31 Jul 2022 17:30:00 UTC", "Sun, 31 Jul 2022 16:30:00 UTC", "31 Jul 2022 23:30:00 -0500",
        "Sat, 1 Jan 2022 00:00:00 +0700", "Wed, 30 Feb 2022 08:00:00 +0700", "06 Sep 2021 25:00:00 +0700",
    ],
)  # fmt: skip
def test_feeds_dates_are_read_as_the_general_parser_reads_them(text: str) -> None:
    parsed = dateparser.parse(text, languages=["en"], settings={"STRICT_PARSING": True})
    wanted = parsed.astimezone(LOCAL).date() if parsed is not None else None
    found = read_machine_date(text)
    assert (found.day if found else None) == wanted
