"""Whose turn it is: starts toward one host or platform, a delay apart, also across processes of one machine.

Two crawler processes that share a platform without knowing (two names of one address, a second audit by hand) would ask
it twice as often as was promised: where a folder is given, the next free moment stands in a file there.
"""

from __future__ import annotations

import hashlib
import os
import struct
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

_STALE = 900.0
"""A moment further ahead than so many seconds is of before the machine was started."""
_FORM = struct.Struct("<d")


class Pace(Protocol):
    """Gives out turns to start."""

    def ask(self, delay: float) -> float:
        """Take a turn, after which there is none for `delay` seconds, and return 0; or return how long to wait before
        asking again."""
        ...

    def began(self, delay: float) -> None:
        """Who took a turn starts only now: the next one is `delay` seconds from here."""
        ...


class OwnPace:
    """The pace of one process."""

    def __init__(self) -> None:
        self._free = 0.0

    def ask(self, delay: float) -> float:
        """See `Pace`."""
        now = time.monotonic()
        if self._free > now:
            return self._free - now
        self._free = now + delay
        return 0.0

    def began(self, delay: float) -> None:
        """See `Pace`."""
        self._free = max(self._free, time.monotonic() + delay)


class SharedPace:
    """The pace of all processes of the machine that use one folder; the system's monotonic clock is common to them.

    Where the file cannot be used this process keeps its own pace.
    """

    def __init__(self, folder: Path, key: str) -> None:
        self._file = folder / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.pace"
        self._own = OwnPace()

    def ask(self, delay: float) -> float:
        """See `Pace`."""
        with self._held() as descriptor:
            if descriptor is None:
                return self._own.ask(delay)
            now = time.monotonic()
            free = _read(descriptor)
            if now < free < now + _STALE:
                return free - now
            _write(descriptor, now + delay)
            return 0.0

    def began(self, delay: float) -> None:
        """See `Pace`."""
        with self._held() as descriptor:
            if descriptor is None:
                self._own.began(delay)
            else:
                now = time.monotonic()
                free = _read(descriptor)
                _write(descriptor, max(free if free < now + _STALE else 0.0, now + delay))

    @contextmanager
    def _held(self) -> Iterator[int | None]:
        try:
            descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
        except OSError:
            yield None
            return
        try:
            _lock(descriptor)
            yield descriptor
        finally:
            # Closing lets go of the lock.
            os.close(descriptor)


def _read(descriptor: int) -> float:
    held = os.read(descriptor, _FORM.size)
    moment: float = _FORM.unpack(held)[0] if len(held) == _FORM.size else 0.0
    return moment


def _write(descriptor: int, moment: float) -> None:
    # A full disk must not end a visit; the file is written in place and does not grow.
    with suppress(OSError):
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, _FORM.pack(moment))


def _lock(descriptor: int) -> None:
    """Wait for the file; it is held for microseconds."""
    if sys.platform == "win32":
        import msvcrt

        # The byte that is locked lies beyond what is read and written.
        os.lseek(descriptor, 64, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX)
