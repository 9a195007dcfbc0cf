"""Keeps what a visit saw: pages by their SHA-256 in WARC files, facts as compressed JSON Lines.

Layout under one folder, days in UTC::

    pages/2026-11-22/071915-<pid>-<random>.warc.gz   one part per writing process (batch), one gzip member a record
    pages/2026-11-22/071915-<pid>-<random>.index     "<sha256> <offset> <length> kept|withheld" a line, append-only
    visits/2026-11-22/<visit id>.jsonl.gz            first line the Visit without facts, then one fact a line

Every writer has file names of its own, so several processes may write into one folder at once without locks, and
readers see the union. Nothing is ever changed in place: a crash can only cut the end of a part, which readers skip.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import os
import re
import secrets
import zlib
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import IO, Any, NamedTuple, Protocol, Self, cast

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from crawler.pruning import REPEATED_DAYS
from crawler.warc import (
    INDEX_HEAD,
    INDEX_LINE,
    WarcPart,
    find_entries,
    index_line,
    index_of,
    read_member,
    scan_warc,
    warc_of,
)
from records.base import clip
from records.facts import AnswerSeen, Fact, SectionSeen, Visit

log = logging.getLogger(__name__)

_VISIT_ID = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,119}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_PART = re.compile(r"\d{4}-\d\d-\d\d/[0-9a-f-]{1,60}")
_VISIT_BYTES = 256 * 1024 * 1024
# How many of the newest pages a writer knows by hash (about 20 MB): older bytes may be kept again, which costs
# space and nothing else.
_REMEMBERED = 200_000
_FACTS = TypeAdapter(tuple[Fact, ...])
_ANSWERS = TypeAdapter(tuple[AnswerSeen, ...])


class ArchiveError(Exception):
    """The archive cannot do what is asked; the message is for users, in Vietnamese."""


class ArchivedVisit(NamedTuple):
    """Where a visit lies: its id, the code of its school (or id of its authority), its file."""

    visit: str
    subject: str
    path: Path


class VisitArchive(Protocol):
    """What the crawler and the runner need of an archive; nobody else knows files."""

    def keep_page(
        self, url: str, seen_at: datetime, status: int, headers: Sequence[tuple[str, str]], body: bytes
    ) -> str: ...

    def withhold_page(self, url: str, seen_at: datetime, sha256: str, reason: str) -> None: ...

    def read_page(self, sha256: str, part: str = "") -> bytes | None: ...

    def part(self) -> str: ...

    def save_visit(self, visit: Visit) -> None: ...

    def load_visit(self, visit_id: str) -> Visit: ...

    def visits(self, since: date | None = None) -> Iterator[ArchivedVisit]: ...

    def export_visit(self, visit_id: str, folder: Path) -> int: ...

    def close(self) -> None: ...


class FolderArchive:
    """An archive in a folder, made when first written to. One instance belongs to one thread.

    Reading needs no more memory than one page or one visit; writing some 20 MB of hashes besides.
    """

    def __init__(self, path: str | Path) -> None:
        self._pages = Path(path) / "pages"
        self._visits = Path(path) / "visits"
        self._part: WarcPart | None = None
        self._kept: set[bytes] | None = None
        self._withheld: set[bytes] = set()
        self._last_hit: Path | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def keep_page(
        self, url: str, seen_at: datetime, status: int, headers: Sequence[tuple[str, str]], body: bytes
    ) -> str:
        """Keep the decoded `body` of an answer and return its SHA-256 in hex; the same bytes are kept once in a while.

        Bytes that were withheld before are not kept either. Raises ArchiveError when the disk refuses.
        """
        digest = hashlib.sha256(body)
        kept = self._known()
        if digest.digest() not in kept and digest.digest() not in self._withheld:
            sha256 = digest.hexdigest()
            try:
                self._open_part().write_page(url, seen_at, status, headers, body, sha256)
            except OSError as error:
                raise self._give_up_part(error) from error
            kept.add(digest.digest())
        return digest.hexdigest()

    def withhold_page(self, url: str, seen_at: datetime, sha256: str, reason: str) -> None:
        """Note that a page was seen and not kept (personal data): its hash and the reason stay, the bytes do not."""
        if not _SHA256.fullmatch(sha256):
            raise ValueError(f"not a SHA-256 in lower-case hex: {sha256!r}")
        self._known()
        try:
            self._open_part().write_withheld(url, seen_at, sha256, reason)
        except OSError as error:
            raise self._give_up_part(error) from error
        self._withheld.add(bytes.fromhex(sha256))

    def part(self) -> str:
        """The name of the part that is being written, empty before the first page."""
        return self._part.name if self._part is not None else ""

    def read_page(self, sha256: str, part: str = "") -> bytes | None:
        """Return the bytes kept under `sha256`, or None when there are none, they were withheld or are damaged.

        `part` names the part where they are likely to be (see `part`): it is looked into first.
        """
        if not _SHA256.fullmatch(sha256):
            return None
        for index in self._search_order(part):
            entries = find_entries(index, sha256)
            if any(entry.withheld for entry in entries):
                return None
            for entry in entries:
                body = read_member(warc_of(index), entry)
                if body is not None and hashlib.sha256(body).hexdigest() == sha256:
                    self._last_hit = index
                    return body
        return None

    def save_visit(self, visit: Visit) -> None:
        """Save a visit whole or not at all, after the pages it cites; the same id again replaces it."""
        target = self._visits / f"{visit.started_at.astimezone(UTC):%Y-%m-%d}" / f"{_safe_id(visit.id)}.jsonl.gz"
        before = self._find_visit(visit.id)
        temporary = target.with_name(f".{visit.id}.{secrets.token_hex(4)}.tmp")
        try:
            if self._part is not None:
                self._part.sync()
            target.parent.mkdir(parents=True, exist_ok=True)
            with temporary.open("xb") as raw:
                with gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=6, filename="", mtime=0) as stream:
                    for line in _visit_lines(visit):
                        stream.write(line)
                raw.flush()
                os.fsync(raw.fileno())
            os.replace(temporary, target)
            _sync_folder(target.parent)
            if before is not None and before != target:
                before.unlink(missing_ok=True)
        except OSError as error:
            temporary.unlink(missing_ok=True)
            raise ArchiveError(f"Không ghi được lượt ghé thăm {visit.id} vào kho lưu: {error}") from error

    def load_visit(self, visit_id: str) -> Visit:
        """Return a saved visit; ArchiveError when it is not there or damaged."""
        path = self._find_visit(visit_id)
        if path is None:
            raise ArchiveError(f"Kho lưu {self._visits.parent} không có lượt ghé thăm {visit_id}.")
        return read_visit_file(path)

    def visits(self, since: date | None = None) -> Iterator[ArchivedVisit]:
        """Yield every saved visit (of `since`, a UTC day, or later), oldest day first; a damaged file is logged and
        passed over."""
        for path in sorted(self._visits.glob("*/*.jsonl.gz")):
            if since is not None and path.parent.name < since.isoformat():
                continue
            try:
                head = _read_head(path)
            except ArchiveError as error:
                log.warning("passed over a damaged visit: %s", error)
                continue
            subject = head.get("subject")
            if isinstance(subject, dict):
                yield ArchivedVisit(str(head.get("id")), str(subject.get("code", subject.get("id"))), path)

    def export_visit(self, visit_id: str, folder: Path) -> int:
        """Write ``visit.jsonl`` and ``pages/<sha256>.html`` into `folder`; return how many pages were kept.

        The pages hold the portal's bytes unchanged, so that their hash can be checked.
        """
        visit = self.load_visit(visit_id)
        pages = Path(folder) / "pages"
        written = 0
        try:
            pages.mkdir(parents=True, exist_ok=True)
            with (Path(folder) / "visit.jsonl").open("wb") as stream:
                stream.writelines(_visit_lines(visit))
            for sha256 in _cited_pages(visit):
                body = self.read_page(sha256)
                if body is not None:
                    (pages / f"{sha256}.html").write_bytes(body)
                    written += 1
        except OSError as error:
            raise ArchiveError(f"Không xuất được lượt ghé thăm {visit_id} ra {folder}: {error}") from error
        return written

    def rebuild_index(self) -> int:
        """Write the index of every part anew from its WARC file; return how many pages were found.

        For a folder whose indexes were lost or cut. Not while a crawler is writing into it.
        """
        found = 0
        for warc in sorted(self._pages.glob("*/*.warc.gz")):
            index = index_of(warc)
            temporary = index.with_suffix(".tmp")
            with temporary.open("wb") as stream:
                stream.write(INDEX_HEAD)
                for sha256, entry in scan_warc(warc):
                    stream.write(index_line(sha256, entry))
                    found += 1
            os.replace(temporary, index)
        return found

    def close(self) -> None:
        """End this writer's part. Reading still works; writing again begins a new part."""
        if self._part is not None:
            self._part.close()
            self._part = None

    def _open_part(self) -> WarcPart:
        if self._part is None:
            self._part = WarcPart(self._pages)
        return self._part

    def _give_up_part(self, error: OSError) -> ArchiveError:
        """Leave a part whose last record may be cut, so that the next page starts in a sound one."""
        log.error("writing to the archive failed: %s", error)
        part, self._part = self._part, None
        if part is not None:
            try:
                part.close()
            except OSError as closing:
                log.warning("closing the broken part failed: %s", closing)
        return ArchiveError(f"Không ghi được trang vào kho lưu {self._pages}: {error}")

    def _known(self) -> set[bytes]:
        """Return the hashes of the newest pages, read from the indexes when the first page comes."""
        if self._kept is None:
            self._kept = set()
            oldest = (datetime.now(UTC) - timedelta(days=REPEATED_DAYS)).date().isoformat()
            for index in self._newest_indexes():
                if index.parent.name < oldest:
                    break
                for line in INDEX_LINE.finditer(index.read_bytes()):
                    known = self._withheld if line[4] == b"withheld" else self._kept
                    known.add(bytes.fromhex(line[1].decode()))
                if len(self._kept) + len(self._withheld) >= _REMEMBERED:
                    break
        return self._kept

    def _newest_indexes(self) -> Iterator[Path]:
        for warc in sorted(self._pages.glob("*/*.warc.gz"), reverse=True):
            if index_of(warc).exists():
                yield index_of(warc)

    def _search_order(self, part: str) -> Iterator[Path]:
        # The pages of one visit lie together: where the last one was found comes first, and no folder is listed.
        named = self._pages / f"{part}.index" if _PART.fullmatch(part) else None
        first = named if named is not None and named.exists() else self._last_hit
        if first is not None and first.exists():
            yield first
        for index in self._newest_indexes():
            if index != first:
                yield index

    def _find_visit(self, visit_id: str) -> Path | None:
        return next(self._visits.glob(f"*/{_safe_id(visit_id)}.jsonl.gz"), None)


def read_visit_file(path: Path) -> Visit:
    """Read one visit from ``….jsonl.gz`` (archive) or ``visit.jsonl`` (export); ArchiveError when it is damaged."""
    try:
        with _open_visit(path) as stream:
            data = stream.read(_VISIT_BYTES + 1)
        if len(data) > _VISIT_BYTES:
            raise ArchiveError(f"Tệp {path} lớn bất thường nên không được đọc.")
        first, *lines = data.splitlines()
        head = json.loads(first)
        # A file cut at the end of a line would look like a poorer portal: the head says how many facts there were.
        count, answers = head.pop("fact_count"), head.pop("answer_count", 0)
        if count + answers != len(lines):
            raise ArchiveError(f"Tệp {path} bị thiếu dữ liệu: số dòng không khớp với dòng đầu.")
        facts = _FACTS.validate_json(b"[" + b",".join(lines[:count]) + b"]")
        known = _ANSWERS.validate_json(b"[" + b",".join(lines[count:]) + b"]")
        return Visit.model_validate({**head, "facts": facts, "answers": known})
    except (OSError, EOFError, zlib.error) as error:
        raise ArchiveError(f"Không đọc được tệp {path}: {error}") from error
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        if isinstance(error, ValidationError):
            log.warning("%s: %s", path, error)
        raise ArchiveError(f"Tệp {path} không phải là một lượt ghé thăm đọc được.") from error


def _open_visit(path: Path) -> IO[bytes]:
    if path.suffix == ".gz":
        return cast(IO[bytes], gzip.open(path, "rb"))
    return path.open("rb")


def _read_head(path: Path) -> dict[str, Any]:
    try:
        with _open_visit(path) as stream:
            head = json.loads(stream.readline(1024 * 1024))
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise ArchiveError(f"Không đọc được tệp {path}: {error}") from error
    if not isinstance(head, dict):
        raise ArchiveError(f"Tệp {path} không phải là một lượt ghé thăm đọc được.")
    return head


def _visit_lines(visit: Visit) -> Iterator[bytes]:
    head = visit.model_dump(mode="json", exclude={"facts", "answers"})
    yield _json_line({**head, "fact_count": len(visit.facts), "answer_count": len(visit.answers)})
    for line in (*visit.facts, *visit.answers):
        try:
            yield line.model_dump_json(exclude_defaults=isinstance(line, AnswerSeen)).encode() + b"\n"
        except (PydanticSerializationError, UnicodeEncodeError):
            # A portal's JSON can hold lone surrogates; one such address must not cost the whole visit.
            yield _json_line(line.model_dump(mode="json"))


def _json_line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


def _cited_pages(visit: Visit) -> list[str]:
    cited: dict[str, None] = {}
    for fact in visit.facts:
        evidence = [fact.evidence]
        if isinstance(fact, SectionSeen) and fact.page is not None:
            evidence.append(fact.page.evidence)
        cited.update((one.sha256, None) for one in evidence if one.sha256)
    return list(cited)


def _sync_folder(folder: Path) -> None:
    """Make sure that a new name in a folder outlives a loss of power; Windows has no such call and no such need."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _safe_id(visit_id: str) -> str:
    # The id becomes a file name: nothing in it may climb out of the folder or act as a pattern.
    if not _VISIT_ID.fullmatch(visit_id):
        raise ArchiveError(f"Mã lượt ghé thăm không hợp lệ: {clip(visit_id, 80)!r}.")
    return visit_id
