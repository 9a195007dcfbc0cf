"""One command at a time in a folder of reports: two would overwrite each other's pages."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from runner.errors import InputError, reason

_NAME = ".kiemcong.lock"
_TRIES, _PAUSE = 5, 0.05


@contextmanager
def locked(folder: Path, taken: str = "") -> Iterator[None]:
    """Hold `folder` (made where needed) for this process; the system lets go when the process ends, however it ends.

    Raises InputError when the folder cannot be written or another command holds it, which `taken` tells.
    """
    descriptor = _open(folder)
    try:
        for attempt in range(_TRIES):
            try:
                _take(descriptor)
                break
            except OSError as error:
                # Whoever only asks `is_held` holds it for an instant.
                if attempt == _TRIES - 1:
                    told = taken or f"Một lệnh khác đang ghi vào thư mục {folder}; hãy đợi lệnh đó xong."
                    raise InputError(told) from error
                time.sleep(_PAUSE)
        yield
    finally:
        os.close(descriptor)


def check_writable(folder: Path) -> None:
    """Raise InputError when `folder` (made where needed) cannot be written."""
    os.close(_open(folder))


def is_held(folder: Path) -> bool | None:
    """Tell whether a living process holds `folder`; None when that cannot be seen."""
    try:
        descriptor = os.open(folder / _NAME, os.O_RDWR)
    except OSError:
        return None
    try:
        _take(descriptor)
    except OSError:
        return True
    else:
        return False
    finally:
        os.close(descriptor)


def _open(folder: Path) -> int:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return os.open(folder / _NAME, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise InputError(f"Không ghi được vào thư mục {folder}: {reason(error)}.") from error


def _take(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
