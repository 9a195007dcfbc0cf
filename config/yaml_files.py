"""YAML in, plain values and line numbers out; and records made of them with errors that name file, line and field."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from config.errors import ConfigError, config_error, place
from records.base import Record

Loc = tuple[str | int, ...]
R = TypeVar("R", bound=Record)

MAX_DEPTH = 20
MAX_NODES = 100_000  # An alias repeated inside aliases would otherwise unfold without end.

# What ruamel is known to raise on bad bytes besides its own errors: dates that do not exist, recursion, odd tags.
_READ_ERRORS = (YAMLError, ValueError, TypeError, AttributeError, LookupError, RuntimeError, AssertionError)

_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")


@dataclass(frozen=True)
class YamlFile:
    """A YAML mapping as plain Python values, with the line (from 1) on which each key or item stands."""

    name: str
    data: dict[str, Any]
    lines: dict[Loc, int]

    def line(self, loc: Loc) -> int | None:
        """The line of `loc`, or of the nearest enclosing place that has one."""
        for length in range(len(loc), 0, -1):
            if loc[:length] in self.lines:
                return self.lines[loc[:length]]
        return None

    def told(self, loc: Loc, message: str) -> str:
        """`message`, placed: file, line and field."""
        return f"{place(self.name, self.line(loc), field_name(loc))}: {message}"

    def error(self, loc: Loc, message: str) -> ConfigError:
        """A `ConfigError` of one problem at `loc`."""
        return ConfigError(self.told(loc, message))


def field_name(loc: Loc) -> str:
    """Write a place as its author would: ``sections[2].rules[0].points`` (items counted from 1)."""
    text = ""
    for part in loc:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            text += f".{part}" if text else part
    return text


def parse_yaml(name: str, content: bytes) -> YamlFile:
    """Parse the YAML mapping in `content`; `name` is how the file is called in messages.

    Duplicate keys, tags, keys that are not text, numbers without an end and text that is not UTF-8 are errors.
    Raises `ConfigError`.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{place(name, line)}: tệp không phải là UTF-8; hãy lưu lại bằng mã UTF-8.") from error
    try:
        loaded = YAML(typ="rt").load(text)
    except DuplicateKeyError as error:
        told = place(name, _marked_line(error))
        raise ConfigError(f"{told}: một khóa được viết hai lần trong cùng một nhóm.") from error
    except MarkedYAMLError as error:
        raise ConfigError(f"{place(name, _marked_line(error))}: sai cú pháp YAML ({_short(error.problem)}).") from error
    except _READ_ERRORS as error:
        impossible = _impossible_date_line(text)
        if impossible is not None:
            raise ConfigError(f"{place(name, impossible)}: ngày này không có thật.") from error
        raise ConfigError(f"{place(name)}: sai cú pháp YAML ({_short(str(error))}).") from error
    if not isinstance(loaded, CommentedMap):
        raise ConfigError(f"{place(name, 1)}: tệp phải là một bảng “khóa: giá trị”.")
    unfolding = _Unfolding(name)
    return YamlFile(name, unfolding.mapping(loaded, ()), unfolding.lines)


def _marked_line(error: MarkedYAMLError) -> int | None:
    mark = error.problem_mark or error.context_mark
    return int(mark.line) + 1 if mark else None


def _impossible_date_line(text: str) -> int | None:
    """Find the line of a date that no calendar has: ruamel's own error for it names no place."""
    for number, line in enumerate(text.splitlines(), start=1):
        for match in _DATE.finditer(line):
            try:
                date(int(match[1]), int(match[2]), int(match[3]))
            except ValueError:
                return number
    return None


def _short(problem: str | None) -> str:
    return " ".join((problem or "không rõ").split())[:120]


class _Unfolding:
    """Turns ruamel's annotated values into plain ones and notes where each stood."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Loc, int] = {}
        self.nodes = 0

    def mapping(self, node: CommentedMap, loc: Loc) -> dict[str, Any]:
        if node.merge:
            raise ConfigError(f"{self._at(loc)}: không dùng khóa gộp “<<”.")
        plain: dict[str, Any] = {}
        for key, value in node.items():
            line = _line_of(node, key)
            if not isinstance(key, str):
                written = _short(str(key))
                told = place(self.name, line, field_name(loc))
                raise ConfigError(f"{told}: khóa “{written}” phải là chữ; hãy đặt trong ngoặc kép.")
            where = (*loc, str(key))
            if line is not None:
                self.lines[where] = line
            plain[str(key)] = self.value(value, where)
        return plain

    def value(self, node: object, loc: Loc) -> Any:
        self.nodes += 1
        if self.nodes > MAX_NODES or len(loc) > MAX_DEPTH:
            raise ConfigError(f"{self._at(loc)}: lồng nhau quá sâu hoặc quá nhiều giá trị.")
        if isinstance(node, CommentedMap):
            return self.mapping(node, loc)
        if isinstance(node, CommentedSeq):
            items = []
            for index, item in enumerate(node):
                line = _line_of(node, index)
                if line is not None:
                    self.lines[(*loc, index)] = line
                items.append(self.value(item, (*loc, index)))
            return items
        return self._scalar(node, loc)

    def _scalar(self, node: object, loc: Loc) -> Any:
        if node is None or isinstance(node, bool):
            return node
        if isinstance(node, str):
            return str(node)
        if isinstance(node, int):
            # ruamel has a bool of its own that is an int and not a bool.
            return bool(node) if type(node).__name__ == "ScalarBoolean" else int(node)
        if isinstance(node, float) and math.isfinite(node):
            return float(node)
        if isinstance(node, date) and not isinstance(node, datetime):
            return node
        raise ConfigError(f"{self._at(loc)}: kiểu giá trị này không dùng được; nếu là chữ, hãy đặt trong ngoặc kép.")

    def _at(self, loc: Loc) -> str:
        return YamlFile(self.name, {}, self.lines).told(loc, "").removesuffix(": ")


def _line_of(node: CommentedMap | CommentedSeq, key: object) -> int | None:
    position = (node.lc.data or {}).get(key)
    return position[0] + 1 if position else None


_MESSAGES = {
    "missing": "thiếu trường bắt buộc này.",
    "extra_forbidden": "không có trường nào tên như vậy.",
    "string_type": "phải là chữ; số thì đặt trong ngoặc kép.",
    "tuple_type": "phải là một danh sách.",
    "list_type": "phải là một danh sách.",
    "dict_type": "phải là một bảng “khóa: giá trị”.",
    "model_type": "phải là một bảng “khóa: giá trị”.",
    "enum": "không phải là một trong: {expected}.",
    "literal_error": "không phải là một trong: {expected}.",
    "string_pattern_mismatch": "sai dạng (cần theo mẫu {pattern}).",
    "greater_than": "phải lớn hơn {gt}.",
    "greater_than_equal": "phải từ {ge} trở lên.",
    "date_type": "phải là ngày dạng NĂM-THÁNG-NGÀY.",
    "date_parsing": "phải là ngày dạng NĂM-THÁNG-NGÀY.",
    "date_from_datetime_parsing": "phải là ngày dạng NĂM-THÁNG-NGÀY.",
    "date_from_datetime_inexact": "phải là ngày dạng NĂM-THÁNG-NGÀY.",
}


def _explain(kind: str, context: dict[str, Any]) -> str:
    if kind in _MESSAGES:
        expected = str(context.get("expected", "")).replace(" or ", ", ")
        return _MESSAGES[kind].format_map({**context, "expected": expected})
    if kind.startswith(("decimal", "int", "float", "finite", "bool")):
        return "phải là một số hợp lệ."
    return f"giá trị không hợp lệ ({kind})."


def build_record(kind: type[R], file: YamlFile, data: dict[str, Any] | None = None, base: Loc = ()) -> R:
    """Make a record of `kind` from `data` (the whole file if None), which stood at `base` in `file`.

    Raises `ConfigError` with every problem, each at its line.
    """
    try:
        return kind.model_validate(file.data if data is None else data)
    except ValidationError as error:
        problems = [
            file.told((*base, *problem["loc"]), _explain(problem["type"], problem.get("ctx") or {}))
            for problem in error.errors(include_url=False, include_input=False)
        ]
        raise config_error(problems) from error
