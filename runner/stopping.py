"""When to stop: Ctrl-C as a wish (the first time softly, the second time at once), and the end of a night's window."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import FrameType


class Stop:
    """How often the user asked to stop, and the moment (aware) from which no more may be begun."""

    def __init__(self, until: datetime | None = None) -> None:
        self.wishes = 0
        self.until = until

    @property
    def out_of_time(self) -> bool:
        """Tell whether the time that was given is over."""
        return self.until is not None and datetime.now(UTC) >= self.until

    @property
    def wanted(self) -> bool:
        """Tell whether nothing new should be begun."""
        return self.wishes > 0 or self.out_of_time

    @property
    def at_once(self) -> bool:
        """Tell whether what is under way should be given up, too."""
        return self.wishes > 1


@contextmanager
def listening(until: datetime | None = None) -> Iterator[Stop]:
    """Count SIGINT and SIGTERM instead of dying of them; for the main thread."""
    stop = Stop(until)

    def heard(number: int, frame: FrameType | None) -> None:
        stop.wishes += 1

    before = {number: signal.signal(number, heard) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
