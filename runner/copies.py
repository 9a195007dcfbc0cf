"""``kiemcong page``: the archived copy of a page, by the mark that stands beside every piece of evidence."""

from __future__ import annotations

import re
from pathlib import Path

from crawler.archive import FolderArchive
from runner.errors import ExitStatus, InputError, RunError, reason
from runner.home import Home
from runner.screen import Screen

_MARK = re.compile(r"[0-9a-f]{8,64}")
_LINE = re.compile(rb"^([0-9a-f]{64}) \d+ \d+ (?:kept|withheld)$", re.MULTILINE)


def page(home: Home, screen: Screen, mark: str, out: Path | None) -> ExitStatus:
    """Write the page whose SHA-256 begins with `mark` to `out`. Raises InputError and RunError.

    Without `out` it becomes a text file here: a browser that opened a portal's page from the disk would run its
    scripts.
    """
    sha256 = _whole(home.archive, mark.strip().lower())
    body = FolderArchive(home.archive).read_page(sha256)
    if body is None:
        raise InputError(f"Bản lưu {sha256[:12]} không được giữ lại (có dữ liệu cá nhân) hoặc đã hỏng.")
    target = (out or Path(f"ban-luu-{sha256[:12]}.txt")).expanduser().absolute()
    try:
        target.write_bytes(body)
    except OSError as error:
        raise RunError(f"Không ghi được {target}: {reason(error)}.") from error
    screen.show(f"Bản lưu {sha256}: {target}")
    return ExitStatus.OK


def _whole(archive: Path, mark: str) -> str:
    """The one SHA-256 of the archive that begins with `mark`."""
    if not _MARK.fullmatch(mark):
        raise InputError(f"“{mark[:80]}” không phải dấu của bản lưu: cần 8 đến 64 ký tự 0–9, a–f.")
    found: set[str] = set()
    for index in sorted((archive / "pages").glob("*/*.index")):
        lines = index.read_bytes()
        if mark.encode() in lines:
            found |= {one for line in _LINE.findall(lines) if (one := line.decode()).startswith(mark)}
    if not found:
        raise InputError(f"Kho lưu {archive} không có trang nào mang dấu {mark}.")
    if len(found) > 1:
        raise InputError(f"Có {len(found)} trang mang dấu bắt đầu bằng {mark}; hãy ghi dài hơn.")
    return found.pop()
