"""One command at a time in a folder of reports: two would overwrite each other's pages."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from runner.errors import InputError

_NAME = ".kiemcong.lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold `folder` (made where needed) for this process; the system lets go when the process ends, however it ends.

    Raises InputError when the folder cannot be written or another command holds it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / _NAME, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise InputError(f"Không ghi được vào thư mục {folder}: {error.strerror or error}.") from error
    try:
        try:
            _take(descriptor)
        except OSError as error:
            raise InputError(f"Một lệnh khác đang ghi vào thư mục {folder}; hãy đợi lệnh đó xong.") from error
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
