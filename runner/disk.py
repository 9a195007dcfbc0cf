"""Room on the disk: a run stops before there is none, and is gone on with once there is."""

from __future__ import annotations

import shutil
from pathlib import Path

from runner.errors import RunError

LEAST = 64 * 1024 * 1024
_SHARE = 20


def check_disk(folder: Path) -> None:
    """Raise RunError when `folder` has less room left than a visit and its reports may need."""
    if is_short_of_room(folder):
        room = shutil.disk_usage(folder)
        raise RunError(
            f"Ổ đĩa chứa {folder} sắp đầy (còn {room.free // (1024 * 1024)} MB). Hãy dọn ổ đĩa rồi chạy lại đúng lệnh "
            "này: các trường đã xong không phải xem lại."
        )


def is_short_of_room(folder: Path) -> bool:
    """Tell whether `folder` has less room left than a visit and its reports may need."""
    room = shutil.disk_usage(folder)
    return room.free < min(LEAST, room.total // _SHARE)
