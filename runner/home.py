"""Where an office's state lies: one folder with the store, the archive, the logs and the office's own files."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from crawler.logs import JsonLines
from runner.errors import InputError, reason

ENVIRONMENT = "KIEMCONG_HOME"
DATABASE = "KIEMCONG_DATABASE"
"""The address of a PostgreSQL database to be used instead of the SQLite file in the home."""
DEFAULT = Path("var")
NIGHT_LOG = "dem-"
"""How the files begin in which the service keeps what a night showed on its screen."""


@dataclass(frozen=True)
class Home:
    """The folder itself (absolute), the log file of this command, and the places in the folder.

    The crawler's children write into the same log file.
    """

    path: Path
    log: Path
    database_url: str = ""

    @property
    def database(self) -> str | Path:
        """The store's SQLite file, or the address of its database."""
        return self.database_url or self.path / "kiemcong.sqlite"

    @property
    def archive(self) -> Path:
        """The folder of saved pages and visits."""
        return self.path / "archive"

    @property
    def paces(self) -> Path:
        """Where crawler processes keep their common pace; made where needed."""
        folder = self.path / "nhip"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    @property
    def workrooms(self) -> Path:
        """Where processes keep what they need in passing (`runner.workroom`)."""
        return self.path / "tam"

    @property
    def demo(self) -> Home:
        """A home of its own for the demo, so that made-up schools never stand among real ones."""
        return Home(self.path / "demo", self.log)


class _LogFile(logging.FileHandler):
    """A log on a disk that may be full: what cannot be written is lost, and nobody's screen is filled for it."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Called by logging where a line cannot be written."""


def open_home(path: Path, database_url: str = "") -> Home:
    """Return the home at `path`, made where needed, with logging sent to its log file. Raises InputError."""
    if database_url and "://" not in database_url:
        # It would be taken for the name of a file, and a new empty store be made wherever the command happens to run.
        raise InputError(f"{DATABASE} phải là địa chỉ dạng postgresql://người-dùng@máy/tên.")
    folder = path.expanduser().absolute()
    home = Home(folder, folder / "logs" / f"kiemcong-{date.today():%Y%m%d}.log", database_url)
    try:
        home.log.parent.mkdir(parents=True, exist_ok=True)
        handler = _LogFile(home.log, encoding="utf-8")
    except OSError as error:
        raise InputError(f"Không dùng được thư mục {home.path}: {reason(error)}.") from error
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    for old in [one for one in root.handlers if isinstance(one, logging.FileHandler)]:
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return home
