"""Typer's own words in Vietnamese: panels and usage lines of the help, and the errors of a command line.

Typer has no catalogue of translations. Its errors are told apart by the names of their classes, since the classes
themselves live in a private module; what a newer Typer says in new words is passed on as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

USAGE = "Cách dùng: "
FLAG = " "
"""What stands in the help where a value would, of an option that takes none."""
HELP = "Hiện hướng dẫn này rồi thoát."

_VALUES = (
    (r"Input should be a valid integer.*", "cần một số nguyên"),
    (r"Input should be greater than or equal to (?P<least>\S+)", "cần từ {least} trở lên"),
)
_PATTERNS = (
    (r"No such option: (?P<what>\S+).*", "Không có tùy chọn {what}"),
    (r"No such command '(?P<what>[^']*)'.*", "Không có lệnh “{what}”"),
    (r"Option '(?P<what>[^']*)' requires an argument\.", "Tùy chọn {what} cần một giá trị"),
    (r"Option '(?P<what>[^']*)' requires (?P<count>\d+) arguments\.", "Tùy chọn {what} cần {count} giá trị"),
    (r"Option '(?P<what>[^']*)' does not take a value\.", "Tùy chọn {what} không nhận giá trị"),
    (r"Got unexpected extra argument(?:s|\(s\))? \((?P<what>.*)\)", "Thừa tham số: {what}"),
    (r"Missing command\.", "Thiếu tên lệnh"),
)


class Group(TyperGroup):
    """The program: its commands in the order in which they are written."""

    def get_help_option(self, ctx: Any) -> Any:
        return _vietnamese_help(super().get_help_option(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        _write_usage(self, ctx, formatter)


class Command(TyperCommand):
    """One command."""

    def get_params(self, ctx: Any) -> Any:
        params = super().get_params(ctx)
        for param in params:
            if param.param_type_name == "argument":
                # Its place in the usage line says what it is; the help would add Python's name of the type.
                param.display_type_rich = lambda ctx: ""  # type: ignore[attr-defined]
        return params

    def get_help_option(self, ctx: Any) -> Any:
        return _vietnamese_help(super().get_help_option(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        _write_usage(self, ctx, formatter)


def _vietnamese_help(option: Any) -> Any:
    if option is not None:
        option.help = HELP
        option.metavar = FLAG
    return option


def _write_usage(command: Any, ctx: Any, formatter: Any) -> None:
    formatter.write_usage(ctx.command_path, " ".join(command.collect_usage_pieces(ctx)), prefix=USAGE)


def speak_vietnamese() -> None:
    """Give Typer's help panels Vietnamese titles; called once, before the command line is read."""
    rich_utils.ARGUMENTS_PANEL_TITLE = "Tham số"
    rich_utils.OPTIONS_PANEL_TITLE = "Tùy chọn"
    rich_utils.COMMANDS_PANEL_TITLE = "Các lệnh"
    rich_utils.ERRORS_PANEL_TITLE = "Lỗi"
    rich_utils.REQUIRED_LONG_STRING = "[bắt buộc]"
    rich_utils.DEFAULT_STRING = "[mặc định: {}]"
    rich_utils.ENVVAR_STRING = "[biến môi trường: {}]"


def usage_error(error: typer.TyperException) -> str:
    """The Vietnamese text of an error in the command line, with how the command is used where that is known."""
    context: Any = getattr(error, "ctx", None)
    told = [f"Lỗi: {_message(error).rstrip('.')}."]
    if context is not None:
        told.append(context.get_usage())
        told.append(f"Xem hướng dẫn: {context.command_path} --help")
    return "\n".join(told)


def is_help(error: typer.TyperException) -> bool:
    """Tell whether the "error" is only that nothing was asked for, which has shown the help already."""
    return type(error).__name__ == "NoArgsIsHelpError"


def _message(error: typer.TyperException) -> str:
    param: Any = getattr(error, "param", None)
    name = ""
    if param is not None:
        named = max(param.opts, key=len, default="") if param.param_type_name == "option" else param.metavar
        name = str(named or param.name)
    match type(error).__name__:
        case "MissingParameter":
            kind = "tùy chọn" if param is not None and param.param_type_name == "option" else "tham số"
            return f"Thiếu {kind} bắt buộc {name}"
        case "BadParameter":
            return f"Giá trị của {name} không dùng được: {_translated(error.message, _VALUES) or error.message}"
    told = _translated(error.message, _PATTERNS)
    if told is None:
        return error.format_message()
    hint = ", ".join(sorted(getattr(error, "possibilities", None) or ()))
    return told + (f" (gần giống: {hint})" if hint else "")


def _translated(message: str, patterns: Iterable[tuple[str, str]]) -> str | None:
    for pattern, text in patterns:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match is not None:
            return text.format(**match.groupdict())
    return None
