"""What must hold for any text, any address and any day, however hostile the page they came from."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from reading.addresses import same_address, site_of, within
from reading.dates import Order, proven_order, read_date, read_machine_date
from reading.fold import fold, plain, repair
from reading.forms import form_levels
from reading.posts import choose_date, read_candidate
from reading.school_names import core_name, naming
from reading.school_years import (
    calendar_years_in,
    parse_school_year,
    school_year_of,
    school_years_in,
    school_years_in_file_name,
)
from reading.words import holds_phrase, item_matcher, section_matcher
from records.facts import DateCandidate, DateSource
from tests.reading.building import SCHOOL, mojibake, vocabulary

Law = Callable[..., None]


def holds_for(*strategies: st.SearchStrategy[Any]) -> Callable[[Law], Law]:
    """A property without a deadline: the first RFC 822 date loads dateparser, which takes its time."""
    return lambda law: settings(deadline=None, database=None)(given(*strategies)(law))


_PIECES = st.sampled_from(
    [
        "05/09/2022",
        "31/02/2022",
        "9/25/2022",
        "2022-09-05",
        "T00:00:00+99:99",
        "ngày",
        "tháng",
        "Tháng Mười Một",
        "năm",
        "3",
        "0",
        "00",
        "99999999999999999999",
        "trước",
        "tuần",
        "Thứ hai",
        "-",
        "/",
        ".",
        ":",
        "|",
        ",",
        " ",
        "SA",
        "CH",
        "Cập nhật",
        "Đăng",
        "2021",
        "2022",
        "Ã",
        "áº",
        "\u0302",
        "\u200b",
        "٣",
        "²",
        "Ⅷ",
        "&amp;",
        "&#0;",
        "Z",
        "+0700",
    ]
)
_TEXTS = st.one_of(st.text(max_size=300), st.lists(_PIECES, max_size=12).map("".join))
_MOMENTS = st.datetimes(datetime(2006, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC))
_DAYS = st.dates(date(2006, 1, 1), date(2099, 12, 31))
_CANDIDATES = st.lists(st.builds(DateCandidate, text=_TEXTS, source=st.sampled_from(DateSource)), max_size=5)
_DATED = st.lists(
    st.builds(DateCandidate, text=_DAYS.map(lambda day: f"{day:%d/%m/%Y}"), source=st.sampled_from(DateSource)),
    min_size=1,
    max_size=5,
)
_NAMES = st.text("abcxyz", min_size=1, max_size=6)
_QUERY = st.lists(st.tuples(_NAMES, st.text("0123456789ab ", max_size=4)), max_size=5)


@holds_for(_TEXTS, st.sampled_from(Order), st.none() | _MOMENTS)
def test_no_text_breaks_the_reader_of_dates(text: str, order: Order, seen_at: datetime | None) -> None:
    read = read_date(text, order=order, seen_at=seen_at)
    assert read is None or read.earliest <= read.day <= read.latest
    proven_order([text])


@holds_for(_TEXTS, st.booleans())
def test_no_text_breaks_the_reader_of_machine_dates(text: str, utc: bool) -> None:
    read = read_machine_date(text, utc=utc)
    assert read is None or read.earliest <= read.day <= read.latest


@holds_for(st.integers(-(10**18), 10**18))
def test_no_number_breaks_the_reader_of_machine_dates(number: int) -> None:
    for text in (str(number), f"/Date({number})/"):
        read_machine_date(text)


@holds_for(_DAYS)
def test_a_day_is_read_back_from_every_common_form(day: date) -> None:
    words = ("Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười Một", "Mười Hai")
    month = words[day.month - 1]
    for text in (
        f"{day:%d/%m/%Y}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d-%m-%Y}",
        f"{day:%d.%m.%Y} 07:30",
        f"{day:%Y-%m-%d}",
        f"{day.day} Tháng {month}, {day.year}",
        f"Tháng {month} {day.day}, {day.year}",
        f"Ngày {day.day} tháng {day.month} năm {day.year}",
        f"{day.day} thg {day.month}, {day.year}",
        f"{day:%d %B %Y}",
        f"{day:%B} {day.day}, {day.year}",
        *([f"{day:%d/%m/%y}"] if day.year < 2070 else []),
    ):
        read = read_date(text)
        assert read is not None, text
        assert read.day == day, text
    month_first = read_date(f"{day.month}/{day.day}/{day.year}", order=Order.MONTH_FIRST)
    assert month_first is not None
    assert month_first.day == day


@holds_for(_MOMENTS)
def test_an_instant_is_its_day_in_vietnam(moment: datetime) -> None:
    local = (moment + timedelta(hours=7)).date()
    mail = f"{moment:%a, %d %b %Y %H:%M:%S}"
    for text in (f"{moment:%Y-%m-%dT%H:%M:%SZ}", f"{mail} +0000", f"{mail} GMT"):
        read = read_machine_date(text)
        assert read is not None, text
        assert read.day == local, text


@holds_for(_CANDIDATES | _DATED, st.sampled_from(Order), _MOMENTS)
def test_the_chosen_day_lies_in_its_own_interval_and_not_in_the_future(
    candidates: list[DateCandidate], order: Order, seen_at: datetime
) -> None:
    choice = choose_date(candidates, order, seen_at)
    if choice is None:
        assert all(read_candidate(candidate, order, seen_at) is None for candidate in candidates)
        return
    assert choice.earliest <= choice.day <= choice.latest
    assert choice.earliest <= (seen_at + timedelta(hours=7)).date() + timedelta(days=2)
    assert any(choice.text == candidate.text and choice.source is candidate.source for candidate in candidates)


@holds_for(_CANDIDATES | _DATED, st.sampled_from(Order), _MOMENTS)
def test_the_choice_does_not_hang_on_the_order_of_sources(
    candidates: list[DateCandidate], order: Order, seen_at: datetime
) -> None:
    # One candidate of each source: which of two equals comes first is the page's business.
    single = list({candidate.source: candidate for candidate in candidates}.values())
    assert choose_date(single, order, seen_at) == choose_date(single[::-1], order, seen_at)


@holds_for(_TEXTS)
def test_the_fold_key_is_stable(text: str) -> None:
    key = fold(text)
    assert fold(key) == key
    assert set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
    assert key == key.strip()
    assert "  " not in key
    plain(text)


@holds_for(st.text(st.sampled_from("aàảãáạăâđeêiouươưyÀĐÊỒÔ bcntgh"), max_size=40))
@example("năm")
@example("cũ")
def test_sound_vietnamese_is_left_and_its_mojibake_put_right(text: str) -> None:
    # No Vietnamese word has these; in VNI fonts they are how "ô", "ê", "â" and "ă" look.
    assume(not re.search(r"[oea]â|aê|(?:^|\s)ñ", text, re.I))
    assert repair(text) == " ".join(text.split())
    assert fold(mojibake(text)) == fold(text)


@holds_for(st.lists(_NAMES, max_size=3), _QUERY)
def test_the_key_of_an_address_does_not_hang_on_the_order_of_its_parameters(
    path: list[str], query: list[tuple[str, str]]
) -> None:
    def address(pairs: list[tuple[str, str]]) -> str:
        return "http://th-mau.edu.vn/" + "/".join(path) + "?" + "&".join(f"{name}={value}" for name, value in pairs)

    assert same_address(address(query)) == same_address(address(sorted(query, reverse=True)))


@holds_for(st.lists(_NAMES, max_size=3), _QUERY)
def test_the_key_of_an_address_is_its_own_key(path: list[str], query: list[tuple[str, str]]) -> None:
    url = "https://www.th-mau.edu.vn/" + "/".join(path) + "?" + "&".join(f"{name}={value}" for name, value in query)
    assert same_address(same_address(url)) == same_address(url)


@holds_for(_TEXTS | st.text(max_size=60).map("http://".__add__))
def test_no_address_breaks_the_comparison(url: str) -> None:
    same_address(url)
    assert isinstance(within(url, "th-mau.edu.vn", "/a"), bool)
    assert site_of(url) == site_of(url).lower()


@holds_for(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.dates(date(2023, 1, 1), date(2023, 12, 28)))
def test_a_day_belongs_to_one_of_two_neighbouring_school_years(day: date, start: date) -> None:
    year = school_year_of(day, f"{start:%m-%d}")
    assert year in (f"{day.year - 1}-{day.year}", f"{day.year}-{day.year + 1}")
    tomorrow = school_year_of(day + timedelta(days=1), f"{start:%m-%d}")
    turns = (day + timedelta(days=1)).strftime("%m-%d") == start.strftime("%m-%d")
    assert (tomorrow != year) is turns


@holds_for(_TEXTS)
def test_school_years_in_any_text_are_school_years(text: str) -> None:
    for year in (*school_years_in(text), *school_years_in_file_name(text)):
        first, second = parse_school_year(year)
        assert second == first + 1
    assert all(2000 <= year < 2100 for year in calendar_years_in(text))


@holds_for(st.integers(2005, 2098), st.sampled_from(["-", " - ", "–", " – ", "/", "_", " đến "]))
def test_a_school_year_is_read_back(first: int, dash: str) -> None:
    assert school_years_in(f"Năm học {first}{dash}{first + 1}") == (f"{first}-{first + 1}",)
    assert school_years_in(f"giai đoạn {first}{dash}{first + 5}") == ()


@holds_for(_TEXTS)
def test_no_text_breaks_the_words(text: str) -> None:
    words = vocabulary()
    for matcher in (section_matcher(words), item_matcher(words)):
        weights = [weight for _, weight in matcher.matches(text)]
        assert weights == sorted(weights, reverse=True)
        assert all(0 < weight <= 1 for weight in weights)
    holds_phrase(text, words.empty_words)
    form_levels(text)
    naming(text, SCHOOL)
    core_name(text)
