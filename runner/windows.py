"""The hours of a schedule as moments: which night it is, when it began, when it must end, who is visited deeply."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from reading.dates import LOCAL
from reading.nights import night_of
from records.schedule import Schedule

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class NightWindow:
    """One night of a schedule: aware moments, `night` is the local day on which it begins."""

    night: date
    start: datetime
    end: datetime

    def holds(self, moment: datetime) -> bool:
        """Tell whether portals may be asked at `moment`."""
        return self.start <= moment < self.end


def window_of_night(schedule: Schedule, night: date) -> NightWindow:
    """The window that begins on the local day `night`."""
    start = datetime.combine(night, _clock(schedule.start), LOCAL)
    end = datetime.combine(night, _clock(schedule.end), LOCAL)
    return NightWindow(night, start, end if end > start else end + _DAY)


def window_at(schedule: Schedule, now: datetime) -> NightWindow | None:
    """The window that holds `now`, None where none does."""
    today = now.astimezone(LOCAL).date()
    windows = (window_of_night(schedule, day) for day in (today, today - _DAY))
    return next((window for window in windows if window.holds(now)), None)


def next_window(schedule: Schedule, now: datetime) -> NightWindow:
    """The window that holds `now`, else the one that begins next."""
    window = window_at(schedule, now)
    if window is not None:
        return window
    today = now.astimezone(LOCAL).date()
    return next(one for days in range(3) if (one := window_of_night(schedule, today + days * _DAY)).start > now)


def deep_tonight(codes: Iterable[str], night: date, last_deep: Mapping[str, datetime], every: int) -> frozenset[str]:
    """The schools whose turn it is to be visited with nothing carried forward.

    A school's turn comes by its code, once in `every` nights, so that a list spreads evenly; also due is a school that
    was never visited so, or not for so many nights.
    """
    return frozenset(
        code
        for code in codes
        if night.toordinal() % every == _turn(code, every)
        or code not in last_deep
        or (night - night_of(last_deep[code])).days >= every
    )


def _turn(code: str, every: int) -> int:
    return int.from_bytes(hashlib.sha256(code.encode()).digest()[:4]) % every


def _clock(text: str) -> time:
    return time.fromisoformat(text)
