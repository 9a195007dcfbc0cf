"""Takes out of an archive what nobody needs any more, so that years of nights stay bounded.

A page whose bytes are known from the last `REPEATED_DAYS` is not kept again, so what a visit saw itself lies in parts
at most so many days older: parts older than the oldest nightly visit by that much are cited by kept verdicts only, or
by what was carried forward.
"""

from __future__ import annotations

import logging
import os
import secrets
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from crawler.warc import INDEX_HEAD, INDEX_LINE, Entry, index_line, index_of, warc_of

log = logging.getLogger(__name__)

REPEATED_DAYS = 15
_ABANDONED = 86_400.0


@dataclass
class Pruned:
    """How many visits and pages were thrown away, and how many bytes that freed."""

    visits: int = 0
    pages: int = 0
    bytes: int = 0


def prune_visits(archive: Path, before: date, keep: Collection[str]) -> Pruned:
    """Delete the visits of UTC days before `before`, but for the ids in `keep`; also what crashes left half written."""
    pruned = Pruned()
    for folder in _days(archive / "visits"):
        for path in list(folder.iterdir()):
            if path.name.endswith(".tmp"):
                if time.time() - path.stat().st_mtime > _ABANDONED:
                    path.unlink(missing_ok=True)
            elif folder.name < before.isoformat() and path.name.removesuffix(".jsonl.gz") not in keep:
                pruned.bytes += path.stat().st_size
                pruned.visits += 1
                path.unlink(missing_ok=True)
        _drop_if_empty(folder)
    return pruned


def prune_pages(archive: Path, before: date, cited: Collection[str]) -> Pruned:
    """Keep of the parts of UTC days before `before` only the pages whose SHA-256 is in `cited`.

    A part is written anew beside the old one, which is deleted last: a crash leaves a page twice and never loses one.
    What was withheld stays noted, so that it is not kept later either.
    """
    pruned = Pruned()
    for folder in _days(archive / "pages"):
        if folder.name >= before.isoformat():
            break
        for index in sorted(folder.glob("*.index")):
            lines = list(_entries(index))
            wanted = [(sha256, entry) for sha256, entry in lines if entry.withheld or sha256 in cited]
            if len(wanted) == len(lines) and lines:
                continue
            warc = warc_of(index)
            before_bytes = _size(warc) + _size(index)
            if wanted and warc.exists():
                pruned.bytes -= _rewrite(warc, wanted)
            warc.unlink(missing_ok=True)
            index.unlink(missing_ok=True)
            pruned.pages += len(lines) - len(wanted)
            pruned.bytes += before_bytes
        _drop_if_empty(folder)
    return pruned


def _days(folder: Path) -> list[Path]:
    return sorted(one for one in folder.iterdir() if one.is_dir()) if folder.is_dir() else []


def _entries(index: Path) -> Iterator[tuple[str, Entry]]:
    for line in INDEX_LINE.finditer(index.read_bytes()):
        yield line[1].decode(), Entry(int(line[2]), int(line[3]), line[4] == b"withheld")


def _rewrite(warc: Path, wanted: list[tuple[str, Entry]]) -> int:
    """Copy some records, each a gzip member of its own, into a new part of the folder; return its bytes."""
    target = warc.with_name(f"{warc.name.split('-')[0]}-0-{secrets.token_hex(4)}.warc.gz")
    temporary = target.with_suffix(".tmp")
    lines, offset = [INDEX_HEAD], 0
    with warc.open("rb") as source, temporary.open("xb") as out:
        for sha256, entry in wanted:
            source.seek(entry.offset)
            data = source.read(entry.length)
            lines.append(index_line(sha256, Entry(offset, len(data), entry.withheld)))
            offset += out.write(data)
        out.flush()
        os.fsync(out.fileno())
    index_of(target).write_bytes(b"".join(lines))
    os.replace(temporary, target)
    return _size(target) + _size(index_of(target))


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _drop_if_empty(folder: Path) -> None:
    if not any(folder.iterdir()):
        folder.rmdir()
