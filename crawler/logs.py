"""Logs as JSON, a line each, with the run, school and visit they are about: the runner's and its crawlers' alike."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_ABOUT: ContextVar[tuple[tuple[str, str], ...]] = ContextVar("about", default=())
_LONGEST = 4_000


@contextmanager
def about(**ids: str) -> Iterator[None]:
    """Name what is worked on (``run``, ``school``, ``visit``): lines logged inside carry it, in this task only."""
    token = _ABOUT.set(tuple({**dict(_ABOUT.get()), **ids}.items()))
    try:
        yield
    finally:
        _ABOUT.reset(token)


class JsonLines(logging.Formatter):
    """``{"at", "level", "logger", "run", "school", "visit", "message", "error"}``; what is not known is left out."""

    def __init__(self, **ids: str) -> None:
        super().__init__()
        self._ids = {name: value for name, value in ids.items() if value}

    def format(self, record: logging.LogRecord) -> str:
        """Called by logging."""
        told: dict[str, str] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            **self._ids,
            **dict(_ABOUT.get()),
            "message": record.getMessage()[:_LONGEST],
        }
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)[-_LONGEST:]
        # A lone surrogate of a portal's text must not cost the line.
        return json.dumps(told, ensure_ascii=False).encode("utf-8", "replace").decode()
