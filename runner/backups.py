"""``kiemcong backup`` and ``restore``: the store, the archive and the office's own files in one tar file."""

from __future__ import annotations

import hashlib
import io
import json
import lzma
import os
import shutil
import tarfile
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from checks.version import CODE_VERSION
from runner.errors import ExitStatus, InputError, RunError, reason
from runner.home import Home
from runner.screen import Screen
from runner.workroom import workroom
from store import copy_store, open_store

FORM = 1
DATABASE = "kiemcong.sqlite"
_ABOUT = "kiemcong-backup.json"
_SUMS = "kiemcong-backup.sha256.json"
"""The SHA-256 of every file, at the end: a backup that was damaged or cut off is not taken for a whole one."""
OWN = ("settings.yaml", "remedies.yaml", "overrides.yaml", "rubrics", "vocabulary", "authorities")
"""What an office lays down in its home."""
_LEFT_SECONDS = 24 * 3600.0
_DAMAGED = (tarfile.TarError, EOFError, zlib.error, lzma.LZMAError)


def backup(home: Home, screen: Screen, target: Path, *, without_pages: bool = False) -> ExitStatus:
    """Write everything of a home into the tar file `target`, also while nights run. Raises RunError and StoreError."""
    if isinstance(home.database, Path) and not home.database.exists():
        raise InputError(f"Chưa có gì để sao lưu trong {home.path}.")
    target = target.expanduser().absolute()
    # Beside the target: the home's disk, or the system's temporary folder, may have no room for a second store.
    temporary, copy = (target.with_name(f".{target.name}.{os.getpid()}.{what}.tmp") for what in ("tar", "sqlite"))
    files = 0
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _clear_left(target)
        rows = copy_store(home.database, copy)
        with tarfile.open(temporary, "w") as tar:
            sums: dict[str, str] = {}
            about = {
                "form": FORM,
                "version": CODE_VERSION,
                "at": datetime.now(UTC).isoformat(),
                "rows": rows,
                "sums": True,
            }
            _add_bytes(tar, _ABOUT, json.dumps(about, ensure_ascii=False, indent=1).encode())
            _add(tar, copy, DATABASE, sums)
            # The store first: what it lists was in the archive before.
            for path in _files(home, without_pages):
                files += _add(tar, path, path.relative_to(home.path).as_posix(), sums)
            _add_bytes(tar, _SUMS, json.dumps(sums, ensure_ascii=False, indent=0).encode())
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        os.replace(temporary, target)
    except (OSError, tarfile.TarError) as error:
        raise RunError(f"Không ghi được bản sao lưu {target}: {reason(error)}.") from error
    finally:
        for path in (temporary, *copy.parent.glob(f"{copy.name}*")):
            path.unlink(missing_ok=True)
    screen.show(f"Đã sao lưu {rows['visits']} lượt xem, {rows['verdicts']} kết quả, {files} tệp vào {target}.")
    return ExitStatus.OK


def restore(home: Home, screen: Screen, source: Path) -> ExitStatus:
    """Bring a home back from `source`; it must be empty but for logs. Raises InputError, RunError and StoreError."""
    if (home.path / DATABASE).exists() or (home.path / "archive").exists():
        raise InputError(f"{home.path} đã có dữ liệu; hãy khôi phục vào một thư mục còn trống (--home).")
    try:
        stream = source.expanduser().open("rb")
    except OSError as error:
        raise InputError(f"{source}: không đọc được bản sao lưu ({reason(error)}).") from error
    with stream, workroom(home.workrooms) as room:
        place = room / "ban-sao-luu"
        try:
            about = _unpack(stream, place, source)
        except _DAMAGED as error:
            raise InputError(f"{source} không phải là bản sao lưu của KiểmCổng, hoặc đã bị hỏng.") from error
        except OSError as error:
            raise RunError(f"Không khôi phục được vào {home.path}: {reason(error)}.") from error
        if home.database_url:
            with open_store(home.database) as store:
                if store.list_runs(1) or store.schedules():
                    raise InputError("Cơ sở dữ liệu (KIEMCONG_DATABASE) đã có dữ liệu; hãy chọn một nơi còn trống.")
        try:
            for path in sorted(one for one in place.iterdir() if one.name != DATABASE):
                _move(path, home.path / path.name)
            # The store comes last: with it the home is whole.
            if home.database_url:
                copy_store(place / DATABASE, home.database)
            else:
                _move(place / DATABASE, home.path / DATABASE)
        except OSError as error:
            raise RunError(f"Không khôi phục được vào {home.path}: {reason(error)}.") from error
    screen.show(f"Đã khôi phục bản sao lưu lúc {about['at'][:16]} (UTC) vào {home.path}.")
    return ExitStatus.OK


def _unpack(stream: IO[bytes], place: Path, source: Path) -> dict[str, Any]:
    """Unpack a backup that is whole into `place`, without what it says about itself."""
    with tarfile.open(fileobj=stream) as tar:
        about = _about(tar, source)
        # "data": nothing may leave the folder, no devices, no owners, no links out of it.
        tar.extractall(place, filter="data")
    if about.get("sums"):
        _check(place, source)
    for name in (_ABOUT, _SUMS):
        (place / name).unlink(missing_ok=True)
    if not (place / DATABASE).is_file():
        raise InputError(f"{source} đã bị hỏng: trong đó không có cơ sở dữ liệu.")
    return about


def _check(place: Path, source: Path) -> None:
    """Raise InputError where a file is not what was saved."""
    try:
        sums: dict[str, str] = json.loads((place / _SUMS).read_bytes())
    except (OSError, ValueError) as error:
        raise InputError(f"{source} chưa được ghi xong hoặc đã bị hỏng; hãy dùng một bản sao lưu khác.") from error
    for name, expected in sums.items():
        path = place / name
        found = ""
        if path.is_file():
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != expected:
            raise InputError(f"{source} đã bị hỏng ở tệp {name[:200]}; hãy dùng một bản sao lưu khác.")


def _about(tar: tarfile.TarFile, source: Path) -> dict[str, Any]:
    try:
        stream = tar.extractfile(_ABOUT)
        assert stream is not None
        about: dict[str, Any] = json.loads(stream.read(1024 * 1024))
        form = int(about["form"])
    except (KeyError, ValueError, TypeError, AssertionError) as error:
        raise InputError(f"{source} không phải là bản sao lưu của KiểmCổng.") from error
    if form > FORM:
        raise InputError(f"{source} do một phiên bản KiểmCổng mới hơn ghi; hãy cập nhật chương trình.")
    return about


def _files(home: Home, without_pages: bool) -> Iterator[Path]:
    for name in OWN:
        place = home.path / name
        if place.is_file():
            yield place
        elif place.is_dir():
            yield from sorted(one for one in place.rglob("*") if one.is_file())
    for part in ("visits",) if without_pages else ("visits", "pages"):
        yield from sorted((home.archive / part).glob("*/*"))


class _Summed:
    """A file that is read once, and its sum."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.sum = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.sum.update(data)
        return data


def _add(tar: tarfile.TarFile, path: Path, name: str, sums: dict[str, str]) -> bool:
    """Add a file as long as it is now: a crawler may be writing to its end, and a cleaning may take it away."""
    if path.name.endswith(".tmp") and name != DATABASE:
        return False
    try:
        with path.open("rb") as stream:
            about = tar.gettarinfo(arcname=name, fileobj=stream)
            summed = _Summed(stream)
            tar.addfile(about, summed)
    except FileNotFoundError:
        return False
    sums[name] = summed.sum.hexdigest()
    return True


def _add_bytes(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    about = tarfile.TarInfo(name)
    about.size = len(data)
    tar.addfile(about, io.BytesIO(data))


def _clear_left(target: Path) -> None:
    """Drop what earlier backups into this file left when they were killed."""
    for path in target.parent.glob(f".{target.name}.*.tmp*"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _LEFT_SECONDS:
                path.unlink()


def _move(source: Path, target: Path) -> None:
    if source.is_dir() and target.is_dir():
        for path in source.iterdir():
            _move(path, target / path.name)
    else:
        shutil.move(source, target)
