"""How checks are declared, found and given their parameters."""

from __future__ import annotations

import pkgutil
from typing import Any

import pytest

import checks.library
from checks.registry import CheckError, SectionKey, all_checks, check, fails, passes, run_check
from reading.portal import PortalReading
from records.findings import Answer, Outcome
from tests.checks.building import VOCABULARY, build_portal


@check(good=passes("Tốt."), not_so_good=fails("Kém.", strict=True))
def sample(portal: PortalReading, *, keys: tuple[SectionKey, ...], strict: bool = False) -> Answer:
    """Một câu hỏi thử."""
    return Answer(result="good" if portal.sections else keys[0])


def test_a_declaration_is_read_from_the_function() -> None:
    assert sample.name == "sample"
    assert sample.title == "Một câu hỏi thử."
    assert {slug: one.outcome for slug, one in sample.results.items()} == {
        "good": Outcome.PASS,
        "not-so-good": Outcome.FAIL,
    }
    assert dict(sample.parameters) == {"keys": True, "strict": False}


def test_a_result_may_come_only_under_a_parameter() -> None:
    result = sample.results["not-so-good"]
    assert result.can_come({"strict": True})
    assert not result.can_come({"strict": False})
    assert not result.can_come({})


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({}, "thiếu tham số “keys”"),
        ({"keys": ["cong_khai"], "kyes": 1}, "không có tham số “kyes” (có: keys, strict)"),
        ({"keys": "cong_khai"}, "tham số “keys” của “sample” phải là một danh sách, không phải “cong_khai”"),
        ({"keys": ["cong_khai"], "strict": "có"}, "“strict” của “sample” phải là true hoặc false, không phải “có”"),
        ({"keys": ["cong_khai", 3]}, "ở “1” phải là một chuỗi chữ"),
        ({"keys": ["cong_khia"]}, "không có chuyên mục “cong_khia” trong bộ từ vựng"),
    ],
)
def test_wrong_parameters_are_told_in_vietnamese(params: dict[str, Any], words: str) -> None:
    _, problems = sample.bind(params, VOCABULARY)
    assert len(problems) == 1
    assert words in problems[0]


@pytest.mark.parametrize(
    ("name", "params", "words"),
    [
        ("posts_enough", {"minimum": 0}, "phải là một số từ 1 trở lên"),
        ("posts_enough", {"minimum": "bốn mươi"}, "phải là một số nguyên"),
        ("forms_published", {"forms": {"bm_nghi_hoc": ["THCSS"]}}, "MN"),
        ("forms_published", {"forms": {"bm_nghi": ["TH"]}}, "không có biểu mẫu “bm_nghi”"),
    ],
)
def test_shipped_checks_refuse_wrong_parameters(name: str, params: dict[str, Any], words: str) -> None:
    _, problems = all_checks()[name].bind(params, VOCABULARY)
    assert len(problems) == 1
    assert words in problems[0]


def test_right_parameters_are_bound() -> None:
    bound, problems = sample.bind({"keys": ["cong_khai"]}, VOCABULARY)
    assert (bound, problems) == ({"keys": ("cong_khai",)}, ())


def test_an_answer_that_was_not_declared_is_an_error() -> None:
    with pytest.raises(CheckError, match="trả lời “surprise”"):
        run_check(sample, build_portal({}), {"keys": ("surprise",)})


def test_the_folder_is_the_list() -> None:
    modules = {module.name for module in pkgutil.iter_modules(checks.library.__path__)}
    assert set(all_checks()) == modules
    assert list(all_checks()) == sorted(modules)


def test_every_check_is_documented_for_users() -> None:
    for asked in all_checks().values():
        assert asked.title.endswith(".")
        assert any(ord(letter) > 127 for letter in asked.title), "the first line is the user's Vietnamese text"
        for slug, result in asked.results.items():
            assert result.text.endswith("."), slug
            assert slug == slug.lower()
            assert "_" not in slug
