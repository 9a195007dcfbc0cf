"""Fold keys, school years and addresses: the small readers on which the others stand."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

import pytest

from reading.addresses import same_address, site_of, within
from reading.fold import fold, plain, repair
from reading.school_years import (
    calendar_years_in,
    parse_school_year,
    school_year_of,
    school_years_in,
    school_years_in_file_name,
)
from tests.reading.building import load_cases, mojibake

_TEXT = load_cases("text")
_YEARS = load_cases("school_years")
_ADDRESSES = load_cases("addresses")


@pytest.mark.parametrize("case", _TEXT["keys"], ids=lambda case: case["text"])
def test_the_fold_key_is_what_a_reader_would_call_the_words(case: dict[str, Any]) -> None:
    assert fold(case["text"]) == case["key"]


@pytest.mark.parametrize("case", _TEXT["repairs"], ids=lambda case: case["text"])
def test_a_broken_text_is_put_right_and_a_sound_one_left(case: dict[str, Any]) -> None:
    assert repair(case["text"]) == unicodedata.normalize("NFC", case["repaired"])


@pytest.mark.parametrize(
    "text",
    [
        "Công khai tài chính",
        "Đơn xin nghỉ học",
        "Thủ tục – Biểu mẫu",
        "Tin tức & Sự kiện",
        "Bản đồ chỉ đường",
        "ĐỘI NGŨ CÁN BỘ",
        "Quyết toán ngân sách năm 2021",
        "Hỏi – đáp",
        "Lịch công tác tuần",
        "Ý kiến bạn đọc",
        "Giữ gìn vở sạch chữ đẹp",
        "Ở nhà trường",
        "Ảnh hoạt động",
    ],
)
def test_one_text_has_one_key_in_all_its_encodings(text: str) -> None:
    wrong = [
        broken
        for broken in (
            unicodedata.normalize("NFD", text),
            unicodedata.normalize("NFKC", text),
            text.upper(),
            mojibake(text),
            unicodedata.normalize("NFD", text.upper()),
            text.replace(" ", "\u00a0"),
        )
        if fold(broken) != fold(text)
    ]
    assert wrong == []


def test_plain_keeps_punctuation_for_numbers() -> None:
    assert plain("Đăng ngày: 05/09/2022 – Lượt xem: 1.234") == "dang ngay: 05/09/2022 – luot xem: 1.234"


@pytest.mark.parametrize("case", _YEARS["texts"], ids=lambda case: case["text"])
def test_school_years_in_a_text(case: dict[str, Any]) -> None:
    assert list(school_years_in(case["text"])) == case["years"]


@pytest.mark.parametrize("case", _YEARS["files"], ids=lambda case: case["text"])
def test_school_years_in_a_file_name(case: dict[str, Any]) -> None:
    assert list(school_years_in_file_name(case["text"])) == case["years"]


@pytest.mark.parametrize("case", _YEARS["calendar"], ids=lambda case: case["text"])
def test_calendar_years_in_a_text(case: dict[str, Any]) -> None:
    assert list(calendar_years_in(case["text"])) == case["years"]


@pytest.mark.parametrize("case", _YEARS["days"], ids=lambda case: f"{case['day']} from {case.get('start', '08-01')}")
def test_the_school_year_of_a_day(case: dict[str, Any]) -> None:
    day: date = case["day"]
    assert school_year_of(day, **({"start": case["start"]} if "start" in case else {})) == case["year"]


def test_a_school_year_is_two_neighbouring_years() -> None:
    assert parse_school_year("2021-2022") == (2021, 2022)
    for wrong in ("2021-2023", "2021", "21-22", "2021/2022", "", "2022-2021"):
        with pytest.raises(ValueError, match="not a school year"):
            parse_school_year(wrong)


@pytest.mark.parametrize("case", _ADDRESSES["sites"], ids=lambda case: case["url"])
def test_the_site_of_an_address(case: dict[str, Any]) -> None:
    assert site_of(case["url"]) == case["site"]


def test_an_internationalised_host_is_its_punycode() -> None:
    host = "trường-mẫu.vn".encode("idna").decode("ascii")
    assert site_of("http://trường-mẫu.vn/a") == site_of(f"https://{host}/b") == host


@pytest.mark.parametrize("pair", _ADDRESSES["same"], ids=" = ".join)
def test_addresses_of_one_page(pair: list[str]) -> None:
    assert same_address(pair[0]) == same_address(pair[1])


@pytest.mark.parametrize("pair", _ADDRESSES["different"], ids=" / ".join)
def test_addresses_of_two_pages(pair: list[str]) -> None:
    assert same_address(pair[0]) != same_address(pair[1])


@pytest.mark.parametrize("case", _ADDRESSES["within"], ids=lambda case: f"{case['url']} in {case['scope']}")
def test_an_address_lies_within_a_school_s_scope(case: dict[str, Any]) -> None:
    assert within(case["url"], case["site"], case["scope"]) is case["inside"]
