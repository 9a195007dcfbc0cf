"""``kiemcong backup`` and ``restore``: the store, the archive and the office's own files in one tar file."""

from __future__ import annotations

import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from checks.version import CODE_VERSION
from runner.errors import ExitStatus, InputError, RunError
from runner.home import Home
from runner.screen import Screen
from store import copy_store

FORM = 1
DATABASE = "kiemcong.sqlite"
_ABOUT = "kiemcong-backup.json"
OWN = ("settings.yaml", "remedies.yaml", "overrides.yaml", "rubrics", "vocabulary", "authorities")
"""What an office lays down in its home."""


def backup(home: Home, screen: Screen, target: Path, *, without_pages: bool = False) -> ExitStatus:
    """Write everything of a home into the tar file `target`, also while nights run. Raises RunError and StoreError."""
    if isinstance(home.database, Path) and not home.database.exists():
        raise InputError(f"Chưa có gì để sao lưu trong {home.path}.")
    target = target.expanduser().absolute()
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    files = 0
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="kiemcong-") as folder, tarfile.open(temporary, "w") as tar:
            copy = Path(folder) / DATABASE
            rows = copy_store(home.database, copy)
            about = {"form": FORM, "version": CODE_VERSION, "at": datetime.now(UTC).isoformat(), "rows": rows}
            _add_bytes(tar, _ABOUT, json.dumps(about, ensure_ascii=False, indent=1).encode())
            tar.add(copy, DATABASE)
            # The store first: what it lists was in the archive before.
            for path in _files(home, without_pages):
                files += _add(tar, path, path.relative_to(home.path).as_posix())
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        os.replace(temporary, target)
    except (OSError, tarfile.TarError) as error:
        temporary.unlink(missing_ok=True)
        raise RunError(f"Không ghi được bản sao lưu {target}: {getattr(error, 'strerror', None) or error}.") from error
    screen.show(f"Đã sao lưu {rows['visits']} lượt xem, {rows['verdicts']} kết quả, {files} tệp vào {target}.")
    return ExitStatus.OK


def restore(home: Home, screen: Screen, source: Path) -> ExitStatus:
    """Bring a home back from `source`; it must be empty but for logs. Raises InputError, RunError and StoreError."""
    if (home.path / DATABASE).exists() or (home.path / "archive").exists():
        raise InputError(f"{home.path} đã có dữ liệu; hãy khôi phục vào một thư mục còn trống (--home).")
    try:
        with tempfile.TemporaryDirectory(prefix=".khoi-phuc-", dir=home.path) as folder:
            place = Path(folder)
            with tarfile.open(source.expanduser()) as tar:
                about = _about(tar, source)
                # "data": nothing may leave the folder, no devices, no owners, no links out of it.
                tar.extractall(place, filter="data")
            if home.database_url:
                copy_store(place / DATABASE, home.database)
                (place / DATABASE).unlink()
            (place / _ABOUT).unlink()
            for path in sorted(place.iterdir(), key=lambda one: one.name == DATABASE):
                # The store comes last: with it the home is whole.
                _move(path, home.path / path.name)
    except (OSError, tarfile.TarError) as error:
        raise RunError(f"Không khôi phục được từ {source}: {getattr(error, 'strerror', None) or error}.") from error
    screen.show(f"Đã khôi phục bản sao lưu lúc {about['at'][:16]} (UTC) vào {home.path}.")
    return ExitStatus.OK


def _about(tar: tarfile.TarFile, source: Path) -> dict[str, str]:
    try:
        stream = tar.extractfile(_ABOUT)
        assert stream is not None
        about: dict[str, str] = json.loads(stream.read(1024 * 1024))
        form = int(about["form"])
    except (KeyError, ValueError, AssertionError) as error:
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


def _add(tar: tarfile.TarFile, path: Path, name: str) -> bool:
    """Add a file as long as it is now: a crawler may be writing to its end, and a cleaning may take it away."""
    if path.name.endswith(".tmp"):
        return False
    try:
        with path.open("rb") as stream:
            about = tar.gettarinfo(arcname=name, fileobj=stream)
            tar.addfile(about, stream)
    except FileNotFoundError:
        return False
    return True


def _add_bytes(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    about = tarfile.TarInfo(name)
    about.size = len(data)
    tar.addfile(about, io.BytesIO(data))


def _move(source: Path, target: Path) -> None:
    if source.is_dir() and target.is_dir():
        for path in source.iterdir():
            _move(path, target / path.name)
    else:
        shutil.move(source, target)
