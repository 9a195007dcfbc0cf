"""Ctrl-C as a wish: the first time finish softly, the second time at once."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Stop:
    """How often the user asked to stop."""

    def __init__(self) -> None:
        self.wishes = 0

    @property
    def wanted(self) -> bool:
        """Tell whether nothing new should be begun."""
        return self.wishes > 0

    @property
    def at_once(self) -> bool:
        """Tell whether what is under way should be given up, too."""
        return self.wishes > 1


@contextmanager
def listening() -> Iterator[Stop]:
    """Count SIGINT and SIGTERM instead of dying of them; for the main thread."""
    stop = Stop()

    def heard(number: int, frame: FrameType | None) -> None:
        stop.wishes += 1

    before = {number: signal.signal(number, heard) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
