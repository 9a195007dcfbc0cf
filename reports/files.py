"""What every report format does: it hears of schools while an audit goes on, and of the office at the end."""

from __future__ import annotations

import gc
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from reports.audit import AuditHeader, AuditListProblem, WholeSchool
from reports.office import OfficeColumn, OfficeReport, OfficeRow
from reports.report import SchoolReport

PAGES = "truong"
"""The folder of the schools' pages and documents, under the reports' own."""
OFFICE_PAGE = "index.html"
_SAFE_CODE = re.compile(r"[A-Z0-9][A-Z0-9_-]{0,60}")


@dataclass(frozen=True)
class ReportOrder:
    """What a format is told before the first school. `json` is where audit.json goes; `with_posts`: spreadsheets list
    the posts, too."""

    out: Path
    json: Path
    header: AuditHeader
    columns: tuple[OfficeColumn, ...]
    with_posts: bool = False


class ReportFiles:
    """One format's files of one audit; what a format does not care for it leaves as it is here.

    A school is told by `school` as soon as it is judged, in any order, and by `row` in the order of the list; at the
    end all of them stand in the office's report.
    Every method raises OSError when a file cannot be written.
    """

    label: ClassVar[str] = ""
    """What users call it."""

    def __init__(self, order: ReportOrder) -> None:
        self.order = order

    @property
    def wants_school(self) -> bool:
        """Tell whether `row` is to have the school whole, with its posts, which is dear to make."""
        return False

    @classmethod
    def places(cls, out: Path, json: Path) -> dict[str, Path]:
        """What it writes where, by what it is, for users."""
        return {}

    def begin(self) -> None:
        """The audit begins; folders may be made."""

    def school(self, report: SchoolReport) -> None:
        """A school was judged."""

    def row(self, row: OfficeRow, whole: WholeSchool | None) -> None:
        """The next school of the list; `whole` where a format wants it."""

    def note(self, problem: AuditListProblem) -> None:
        """A row of the list was not audited, or was with a remark."""

    def end(self, office: OfficeReport, *, complete: bool) -> None:
        """The last school was told; `complete` is false when the audit was broken off."""

    def page(self, code: str, ending: str, kind: str = "truong") -> Path:
        """Where a school's file goes."""
        return self.order.out / PAGES / file_name(code, ending, kind)


def file_name(code: str, ending: str, kind: str = "truong") -> str:
    """Return the name of a school's file: safe on every file system, a different one for every code."""
    # Codes that differ in letter case only, or in characters a file name cannot hold, get a mark of their own.
    if _SAFE_CODE.fullmatch(code):
        return f"{kind}-{code}.{ending}"
    kept = re.sub(r"[^A-Za-z0-9_-]+", "-", code)[:40].strip("-")
    mark = hashlib.sha256(code.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{kind}-{kept}-{mark}.{ending}" if kept else f"{kind}-{mark}.{ending}"


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Keep the collector of cycles from looking through a report while it grows: thousands of small values that all go
    at once cost it a quarter of the time. What cycles are left it finds at its next round."""
    at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if at_work:
            gc.enable()


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Lend a place beside `path` and rename it at the end: a reader never meets half a file, and an old one survives a
    full disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        yield partial
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
