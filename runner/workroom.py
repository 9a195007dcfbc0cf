"""Where a process keeps what it needs in passing: under the home, so that a process that was killed leaves nothing in
the system's temporary folder, and whoever comes next clears up after it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from runner.errors import RunError, reason
from runner.lock import is_held, locked

_LEFT = ".bo-"
"""How rooms are named whose process is gone, until they are."""


@contextmanager
def workroom(folder: Path) -> Iterator[Path]:
    """Lend a room of this process's own in `folder` (made where needed), gone with it; those of the dead go first.

    Raises InputError and RunError.
    """
    with ExitStack() as stack:
        # One at a time, for an instant: a room that is just being made is not held yet.
        with locked(folder):
            for room in folder.iterdir():
                if room.is_dir() and not room.name.startswith(_LEFT) and is_held(room) is not True:
                    _give_up(room)
            try:
                room = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=folder))
            except OSError as error:
                raise RunError(f"Không ghi được vào thư mục {folder}: {reason(error)}.") from error
            stack.callback(shutil.rmtree, room, ignore_errors=True)
            stack.enter_context(locked(room))
        for left in folder.glob(f"{_LEFT}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield room


def _give_up(room: Path) -> None:
    try:
        room.rename(room.with_name(f"{_LEFT}{room.name}"))
    except OSError:
        # Windows: something holds a file in it. The next one may be luckier.
        return
