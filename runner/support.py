"""``kiemcong support-bundle``: what helps somebody else to see what is wrong, without secrets and personal data.

Counts, versions, settings and logs; no school list, no page, no verdict. In texts every e-mail address, telephone or
identity number, password in an address and path of an address is struck out; what is left of an address is its host.
"""

from __future__ import annotations

import json
import platform
import re
import shutil
import sys
import zipfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from checks.version import CODE_VERSION
from reports.files import written_whole
from runner.errors import ExitStatus, RunError, reason
from runner.home import NIGHT_LOG, Home
from runner.screen import Screen
from store import StoreError, open_store

_STRUCK = "***"
_LOG_DAYS = 7
_LONGEST_LOG = 5 * 1024 * 1024
# Up to the last "@": a password may hold one.
_CREDENTIALS = re.compile(r"([\w+]+://)[^\s\"'<>]*@")
_ADDRESS = re.compile(r"(\bhttps?://[^\s/\"'<>?#]+)[^\s\"'<>]*")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER = re.compile(r"(?<![\w.:-])\+?\d(?:[ .]?\d){8,}(?![\w:-])")
_SECRET = re.compile(r"(?i)\b(password|passwd|mat[ _]?khau|mật khẩu|token|secret|key|contact)(\W{1,4})\S+")
_TRACED = ("Traceback", "Fatal Python error")
_WRONG = ("Lỗi", "Chương trình gặp lỗi", "Không ", "Hết giờ", "Đã dừng", *_TRACED)
_FOLDER = re.compile(r"(?:/home|/Users|C:\\\\?Users)[/\\][^/\\\s\"']+")


def bundle(home: Home, screen: Screen, target: Path) -> ExitStatus:
    """Write the bundle, a ZIP of plain texts. Raises RunError."""
    target = target.expanduser().absolute()
    try:
        with written_whole(target) as partial, zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as out:
            out.writestr("may.json", _json(_machine(home)))
            out.writestr("co-so-du-lieu.json", _json(_store(home)))
            for name in ("settings.yaml",):
                if (home.path / name).is_file():
                    out.writestr(name, without_personal_data((home.path / name).read_text("utf-8", "replace")))
            oldest = (datetime.now(UTC) - timedelta(days=_LOG_DAYS)).timestamp()
            for path in sorted(home.log.parent.glob("*.log")):
                if path.stat().st_mtime >= oldest:
                    told = _end_of(path)
                    if path.name.startswith(NIGHT_LOG):
                        told = what_went_wrong(told)
                    out.writestr(f"nhat-ky/{path.name}", without_personal_data(told))
    except OSError as error:
        raise RunError(f"Không ghi được {target}: {reason(error)}.") from error
    screen.show(f"Gói hỗ trợ: {target}. Trong gói không có danh sách trường, trang đã lưu, kết quả hay mật khẩu.")
    return ExitStatus.OK


def what_went_wrong(text: str) -> str:
    """Of what a night showed on its screen only what went wrong: the rest is the list and its results."""
    kept: list[str] = []
    traced = False
    for line in text.splitlines():
        if traced and not line.startswith((" ", "\t")):
            # The line after a traceback's last place names the error.
            traced = False
            kept.append(line)
        elif traced or line.startswith(_WRONG):
            traced = traced or line.startswith(_TRACED)
            kept.append(line)
    return "".join(f"{line}\n" for line in kept)


def without_personal_data(text: str) -> str:
    """Strike out what may name a person or open a door."""
    text = _CREDENTIALS.sub(rf"\1{_STRUCK}@", text)
    text = _SECRET.sub(rf"\1\2{_STRUCK}", text)
    text = _ADDRESS.sub(rf"\1/{_STRUCK}", text)
    text = _MAIL.sub(_STRUCK, text)
    text = _NUMBER.sub(_STRUCK, text)
    return _FOLDER.sub("~", text)


def _machine(home: Home) -> dict[str, Any]:
    room = shutil.disk_usage(home.path)
    return {
        "kiemcong": CODE_VERSION,
        "python": sys.version,
        "system": platform.platform(),
        "free_megabytes": room.free // 2**20,
        "packages": sorted(f"{one.metadata['Name']} {one.version}" for one in distributions()),
        "database": "postgresql" if home.database_url else "sqlite",
    }


def _store(home: Home) -> dict[str, Any]:
    try:
        with open_store(home.database) as store:
            runs = store.list_runs(50)
            return {
                "runs": [
                    {
                        "id": run.id,
                        "state": run.state.value,
                        "started_at": run.started_at.isoformat(),
                        "finished_at": run.finished_at.isoformat() if run.finished_at else None,
                        "rubric": run.rubric,
                        "school_year": run.school_year,
                        "counts": run.counts.model_dump(),
                        "schools": {state.value: number for state, number in store.progress(run.id).items()},
                    }
                    for run in runs
                ],
                "schedules": [
                    {"start": one.start, "end": one.end, "jitter": one.jitter, "deep_nights": one.deep_nights}
                    for one in store.schedules()
                ],
                "why_incomplete": dict(_reasons(store.newest_entries(1000))),
            }
    except StoreError as error:
        return {"error": without_personal_data(str(error))}


def _reasons(entries: Any) -> Counter[str]:
    return Counter(
        f"{one.aspect.value}: {one.reason.value if one.reason else '?'}"
        for entry in entries
        for one in entry.coverage
        if not one.complete
    )


def _end_of(path: Path) -> str:
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - _LONGEST_LOG))
        return stream.read().decode("utf-8", "replace")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
