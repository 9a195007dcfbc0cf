"""Nights that did not come to their end, and why: told by ``kiemcong schedule show`` until one does.

They lie beside the store and not in it: a night may have failed because the store could not be reached.
"""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from records.base import Record
from runner.home import Home


class Mishap(Record):
    """When a night broke off, and what it said last (Vietnamese)."""

    at: datetime
    what: str


class Mishaps:
    """The newest mishap of each schedule of a home."""

    def __init__(self, home: Home) -> None:
        self._folder = home.path / "service"

    def note(self, schedule: str, what: str) -> None:
        """Remember what befell a schedule's night. A disk that takes no more is no reason to fail."""
        mishap = Mishap(at=datetime.now(UTC), what=what)
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._place(schedule).write_text(mishap.model_dump_json(), encoding="utf-8")

    def forget(self, schedule: str) -> None:
        """A night of the schedule came to its end."""
        with contextlib.suppress(OSError):
            self._place(schedule).unlink()

    def of(self, schedule: str) -> Mishap | None:
        """What befell the newest night of a schedule, None when it came to its end or none was begun."""
        try:
            return Mishap.model_validate_json(self._place(schedule).read_bytes())
        except (OSError, ValidationError):
            return None

    def _place(self, schedule: str) -> Path:
        return self._folder / f"{schedule}.json"
