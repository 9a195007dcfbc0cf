"""YAML as hostile or clumsy input: one kind of error, with a place."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from config.errors import ConfigError
from config.yaml_files import parse_yaml


def test_values_are_plain_and_their_lines_are_known() -> None:
    file = parse_yaml("a.yaml", "# chú thích\na: 1\nb:\n  - x\n  - {c: 2.50, d: 2025-06-30, e: true}\n".encode())
    assert file.data == {"a": 1, "b": ["x", {"c": 2.5, "d": date(2025, 6, 30), "e": True}]}
    assert {type(value) for value in (file.data["a"], file.data["b"][0], file.data["b"][1]["c"])} == {int, str, float}
    assert file.line(("a",)) == 2
    assert file.line(("b", 1)) == 5
    assert file.line(("b", 1, "c", "deeper")) == 5
    assert file.line(("nowhere",)) is None


def test_a_byte_order_mark_is_no_part_of_the_first_key() -> None:
    assert parse_yaml("a.yaml", b"\xef\xbb\xbfid: x\n").data == {"id": "x"}


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "hai lần"),
        ("a:\n  b: [1, 2\n", 3, "cú pháp"),
        ("a: 1\n\tb: 2\n", 2, "cú pháp"),
        ("- 1\n- 2\n", 1, "khóa: giá trị"),
        ("", 1, "khóa: giá trị"),
        ("a:\n  1: x\n", 2, "“1” phải là chữ"),
        ("a:\n  b: .nan\n", 2, "không dùng được"),
        ("a:\n  b: !!binary aGk=\n", 2, "không dùng được"),
        ("a:\n  b: !x y\n", 2, "không dùng được"),
        ("a:\n  b: 2020-01-01T00:00:00\n", 2, "không dùng được"),
        ("a: &x {k: 1}\nb:\n  <<: *x\n", 2, "<<"),
        ("a: 1\nvalid_to: 2025-06-31\n", 2, "không có thật"),
    ],
)
def test_what_yaml_may_not_hold(content: str, line: int, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_yaml("a.yaml", content.encode())
    assert said in str(caught.value)
    assert f"a.yaml, dòng {line}" in str(caught.value)


def test_text_that_is_not_utf8_is_told_with_its_line() -> None:
    with pytest.raises(ConfigError, match=r"a\.yaml, dòng 2: .*UTF-8"):
        parse_yaml("a.yaml", b"a: 1\nb: \xff\xfe\n")


def test_aliases_do_not_unfold_without_end() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(ConfigError, match="quá nhiều"):
        parse_yaml("a.yaml", "\n".join(lines).encode())


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"a\.yaml"):
        parse_yaml("a.yaml", b"a: " + b"[" * 1500 + b"]" * 1500)


YAML_LIKE = st.text(alphabet="ab:- \n[]{}&*!<>|#'\"?,%@0.1", max_size=80).map(str.encode)


@given(st.binary(max_size=200) | YAML_LIKE)
@example(b"a: &x [*x]")
@example(b"? [a]\n: b")
@example(b"%YAML 9.9\n---\na: b")
@example(b"a: !!set {a, b}")
@example(b"a: !!int x")
@example(b"a: 2020-13-45")
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_a_file_or_a_config_error(content: bytes) -> None:
    try:
        parse_yaml("a.yaml", content)
    except ConfigError as error:
        assert "a.yaml" in str(error)  # noqa: PT017 - the point is that nothing else is raised
