"""How values become Vietnamese sentences."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from checks.wording import REASON_PHRASES, fill, plain, say
from records.facts import Reason
from records.school import Level


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (date(2022, 3, 7), "07/03/2022"),
        (datetime(2022, 3, 7, 23, tzinfo=UTC), "07/03/2022"),
        (1234567, "1.234.567"),
        (Decimal("2.5"), "2,5"),
        (True, "có"),
        (None, "chưa rõ"),
        ((), "không có"),
        (["cong_khai", "khác"], "Công khai, khác"),
        ({"cong_khai": 2, "x": 1}, "Công khai: 2, x: 1"),
        ([str(n) for n in range(12)], "0, 1, 2, 3, 4, 5, 6, 7, 8, 9 và 2 mục khác"),
        (Level.TH, "TH"),
    ],
)
def test_values_are_said_as_people_write_them(value: object, words: str) -> None:
    assert say(value, {"cong_khai": "Công khai"}) == words


def test_a_place_without_a_value_costs_a_word_only() -> None:
    assert fill("Có {n} bài, {gone} nữa.", {"n": 3}, {}) == "Có 3 bài, … nữa."


def test_text_of_a_portal_is_never_read_as_a_template() -> None:
    assert fill("{a}", {"a": "{b} {a.__class__}", "b": "!"}, {}) == "{b} {a.__class__}"


def test_a_long_title_is_cut() -> None:
    assert len(say("á" * 5000, {})) <= 120


def test_every_reason_has_words() -> None:
    assert set(REASON_PHRASES) == set(Reason)


def test_values_are_kept_as_json_keeps_them() -> None:
    told = {"d": date(2022, 1, 2), "t": (Level.TH, Decimal("1.5")), "m": {"a": (1,)}, "n": None, "b": False}
    assert plain(told) == {"d": "2022-01-02", "t": ["TH", "1.5"], "m": {"a": [1]}, "n": None, "b": False}
