"""The one error of this room."""

from __future__ import annotations

from collections.abc import Iterable


class ConfigError(Exception):
    """A file of the office cannot be used. The message is Vietnamese and names file, line and field where known.

    Several problems of one file are told at once, one a line, so that its author need not run again for each.
    """


def place(file: str, line: int | None = None, field: str = "") -> str:
    """Return how a place in a file is named to the user: file, line and field, as far as they are known."""
    parts = [file]
    if line is not None:
        parts.append(f"dòng {line}")
    if field:
        parts.append(f"trường “{field}”")
    return ", ".join(parts)


def config_error(problems: Iterable[str]) -> ConfigError:
    """Join already placed problems into one `ConfigError`; at most 20 are spelled out."""
    told = list(problems)
    if len(told) > 20:
        told = [*told[:20], f"… và {len(told) - 20} lỗi khác."]
    return ConfigError("\n".join(told))
