"""Saved visits in a folder: an archive, a home, or folders as ``export`` writes them; the newest of each school."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from crawler.archive import ArchiveError, FolderArchive, read_visit_file
from records.facts import Visit
from records.school import School
from runner.errors import InputError


@dataclass(frozen=True)
class SavedVisit:
    """Where the newest visit of a school lies."""

    school: School
    started_at: datetime
    path: Path

    def load(self) -> Visit:
        """Read it again; the facts of many visits need not be in memory at once. Raises ArchiveError."""
        return read_visit_file(self.path)


@dataclass(frozen=True)
class SavedVisits:
    """The newest visit of each school, by code, and the files that could not be read, with the reason."""

    visits: tuple[SavedVisit, ...]
    damaged: tuple[str, ...]


def find_visits(folder: Path, codes: Sequence[str] = ()) -> SavedVisits:
    """Look through `folder`; with `codes`, only for these schools. Raises InputError when there is nothing to judge.

    Where the newest visit of a school cannot be read, the one before it is taken and the fault is told.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: không phải là thư mục chứa các lượt xem đã lưu.")
    wanted = {code.casefold() for code in codes}
    files: dict[str, list[Path]] = {}
    damaged: list[str] = []
    for code, path in _heads(folder, damaged):
        if not wanted or code.casefold() in wanted:
            files.setdefault(code, []).append(path)
    found = [saved for code in sorted(files) if (saved := _newest(files[code], damaged)) is not None]
    if not found:
        told = "".join(f"\n{problem}" for problem in damaged[:20])
        raise InputError(f"{folder}: không có lượt xem nào của trường để chấm.{told}")
    missing = sorted(wanted - {one.school.code.casefold() for one in found})
    if missing:
        raise InputError(f"{folder}: không có lượt xem nào của trường mang mã {', '.join(missing)[:300]}.")
    return SavedVisits(tuple(found), tuple(damaged))


def _heads(folder: Path, damaged: list[str]) -> Iterator[tuple[str, Path]]:
    """Whose visit each file holds, older ones first."""
    for root in (folder, folder / "archive"):
        yield from ((one.subject, one.path) for one in FolderArchive(root).visits())
    for path in sorted([*folder.glob("visit.jsonl"), *folder.glob("*/visit.jsonl"), *folder.glob("*.jsonl.gz")]):
        try:
            visit = read_visit_file(path)
        except ArchiveError as error:
            damaged.append(str(error))
            continue
        if isinstance(visit.subject, School):
            yield visit.subject.code, path


def _newest(paths: list[Path], damaged: list[str]) -> SavedVisit | None:
    # In an archive names begin with the moment of the visit; exported files are few, and each is asked.
    exported = [path for path in paths if path.name == "visit.jsonl"]
    found: list[SavedVisit] = []
    for path in [*reversed([path for path in paths if path not in exported]), *exported]:
        if found and path not in exported:
            continue
        try:
            visit = read_visit_file(path)
        except ArchiveError as error:
            damaged.append(str(error))
            continue
        if isinstance(visit.subject, School):
            found.append(SavedVisit(visit.subject, visit.started_at, path))
    return max(found, key=lambda one: (one.started_at, str(one.path)), default=None)
