"""Numbers, moments and links as Vietnamese readers see them; hostile text made harmless."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from reports.typography import (
    format_day,
    format_megabytes,
    format_moment,
    format_number,
    format_seconds,
    plain,
    safe_href,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("5.00"), "5"),
        (Decimal("1234.50"), "1.234,5"),
        (0, "0"),
        (1234567, "1.234.567"),
        (0.1 + 0.2, "0,3"),
        (Decimal("2.345"), "2,35"),
        (Decimal("-0.5"), "−0,5"),
        (Decimal("1E+3"), "1.000"),
        (Decimal("100"), "100"),
    ],
)
def test_numbers_are_set_the_vietnamese_way(value: Decimal | int | float, text: str) -> None:
    assert format_number(value) == text


def test_moments_are_local_and_cross_midnight() -> None:
    assert format_moment(datetime(2022, 5, 31, 17, 5, tzinfo=UTC)) == "01/06/2022 00:05"
    assert format_moment(datetime(2022, 5, 31, 17, 5)) == "01/06/2022 00:05"
    assert format_day(date(2022, 3, 9)) == "09/03/2022"


def test_sizes_and_durations() -> None:
    assert format_megabytes(1_340_000) == "1,3 MB"
    assert format_megabytes(45_200) == "45,2 kB"
    assert format_seconds(8.44) == "8,4 giây"
    assert format_seconds(125.2) == "2 phút 5 giây"


def test_unprintable_characters_are_dropped_and_vietnamese_is_kept() -> None:
    assert plain("Thông\x00 báo \u202egnáo\u2066 \ud800cũ\u200b") == "Thông báo gnáo cũ"
    assert plain("Trường Tiểu học Nguyễn Thị Minh Khai – “Đẹp”\n") == "Trường Tiểu học Nguyễn Thị Minh Khai – “Đẹp”\n"


@pytest.mark.parametrize("url", ["http://truong.test/", "https://xn--trng-1ra.vn/a?b=c&d=%20#e", "HTTP://A.VN/tin-bài"])
def test_web_addresses_become_links(url: str) -> None:
    assert safe_href(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        " http://a.vn/",
        "data:text/html,x",
        "//a.vn/",
        "/tin",
        "http:///tin",
        "http://[::1",
        'http://a.vn/"onmouseover="x',
        "http://a.vn/<b>",
        "http://a.vn/\u202egpj.exe",
        "http://a.vn/" + "a" * 3000,
        "vbscript:x",
        "file:///etc/passwd",
        "",
    ],
)
def test_everything_else_stays_text(url: str) -> None:
    assert safe_href(url) is None
