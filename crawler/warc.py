"""Pages in WARC files (one gzip member a record) with a plain index beside each: how they are written and found."""

from __future__ import annotations

import hashlib
import io
import logging
import mmap
import os
import re
import secrets
import zlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from records.base import clip

log = logging.getLogger(__name__)

INDEX_HEAD = b"kiemcong-index 1\n"
INDEX_LINE = re.compile(rb"([0-9a-f]{64}) (\d{1,15}) (\d{1,10}) (kept|withheld)\n")
# Cookies are somebody's session; the codings were undone before the body came here, so their headers would lie.
_DROPPED_HEADERS = frozenset({"set-cookie", "set-cookie2", "content-encoding", "transfer-encoding", "content-length"})
_HEADERS_KEPT = 100
_URL_LENGTH = 2_000


class Entry(NamedTuple):
    """Where a record lies in its WARC file, in bytes, and whether it only says that a page was withheld."""

    offset: int
    length: int
    withheld: bool


def index_line(sha256: str, entry: Entry) -> bytes:
    """Return the line of an index for one record."""
    return b"%s %d %d %s\n" % (sha256.encode(), entry.offset, entry.length, b"withheld" if entry.withheld else b"kept")


class WarcPart:
    """The WARC file and index of one writer."""

    def __init__(self, folder: Path) -> None:
        now = datetime.now(UTC)
        day = folder / f"{now:%Y-%m-%d}"
        day.mkdir(parents=True, exist_ok=True)
        stem = f"{now:%H%M%S}-{os.getpid()}-{secrets.token_hex(4)}"
        self.name = f"{day.name}/{stem}"
        # The index comes first: a WARC without an index is then a lost one and never one just begun.
        self._index = (day / f"{stem}.index").open("xb", buffering=0)
        self._index.write(INDEX_HEAD)
        self._warc = (day / f"{stem}.warc.gz").open("xb")
        self._writer = WARCWriter(self._warc, gzip=True, warc_version="1.1")
        about = {"software": "KiemCong", "format": "WARC File Format 1.1"}
        self._writer.write_record(self._writer.create_warcinfo_record(f"{stem}.warc.gz", about))

    def write_page(
        self, url: str, seen_at: datetime, status: int, headers: Sequence[tuple[str, str]], body: bytes, sha256: str
    ) -> None:
        """Append the decoded `body` of an answer; `sha256` is its hash in hex."""
        record = self._writer.create_warc_record(
            clip(url, _URL_LENGTH),
            "response",
            payload=io.BytesIO(body),
            length=len(body),
            http_headers=StatusAndHeaders(f"{status} -", _clean_headers(headers), protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": _warc_date(seen_at), "WARC-Payload-Digest": f"sha256:{sha256}"},
        )
        self._write(record, sha256, withheld=False)

    def write_withheld(self, url: str, seen_at: datetime, sha256: str, reason: str) -> None:
        """Append a note that the bytes with this hash were seen and not kept."""
        note = f"sha256: {sha256}\r\nwithheld: {clip(reason)}\r\n".encode()
        record = self._writer.create_warc_record(
            clip(url, _URL_LENGTH),
            "metadata",
            payload=io.BytesIO(note),
            length=len(note),
            warc_headers_dict={"WARC-Date": _warc_date(seen_at)},
        )
        self._write(record, sha256, withheld=True)

    def _write(self, record: Any, sha256: str, *, withheld: bool) -> None:
        self._warc.flush()
        offset = self._warc.tell()
        self._writer.write_record(record)
        # Bytes first, then the line that points at them, in one unbuffered write.
        self._warc.flush()
        self._index.write(index_line(sha256, Entry(offset, self._warc.tell() - offset, withheld)))

    def sync(self) -> None:
        """Force what was written to the disk."""
        self._warc.flush()
        os.fsync(self._warc.fileno())
        os.fsync(self._index.fileno())

    def close(self) -> None:
        """End the part."""
        self._warc.close()
        self._index.close()


def index_of(warc: Path) -> Path:
    """Return the index that belongs to a WARC file."""
    return warc.with_name(warc.name.removesuffix(".warc.gz") + ".index")


def warc_of(index: Path) -> Path:
    """Return the WARC file that an index belongs to."""
    return index.with_name(index.name.removesuffix(".index") + ".warc.gz")


def _warc_date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _clean_headers(headers: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the headers worth keeping, each on one line: what a portal sends must not break the record."""
    return [
        (clip(name, 100).replace(":", ""), clip(value, 1_000))
        for name, value in headers[:_HEADERS_KEPT]
        if name.strip().lower() not in _DROPPED_HEADERS
    ]


def find_entries(index: Path, sha256: str) -> list[Entry]:
    """Return the entries for `sha256` in one index, without loading it; a cut last line is none."""
    entries: list[Entry] = []
    with index.open("rb") as stream:
        if os.fstat(stream.fileno()).st_size <= len(INDEX_HEAD):
            return entries
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as lines:
            needle = b"\n" + sha256.encode() + b" "
            at = lines.find(needle)
            while at >= 0:
                line = INDEX_LINE.match(lines, at + 1)
                if line is not None:
                    entries.append(Entry(int(line[2]), int(line[3]), line[4] == b"withheld"))
                at = lines.find(needle, at + 1)
    return entries


def read_member(warc: Path, entry: Entry) -> bytes | None:
    """Return the body of one record, None when the file is cut or damaged there."""
    try:
        with warc.open("rb") as stream:
            stream.seek(entry.offset)
            member = stream.read(entry.length)
        record = next(iter(ArchiveIterator(io.BytesIO(member))), None)
        return None if record is None else bytes(record.raw_stream.read())
    except (OSError, EOFError, zlib.error, ArchiveLoadFailed) as error:
        log.warning("unreadable page in %s at %d: %s", warc, entry.offset, error)
        return None


def scan_warc(warc: Path) -> Iterator[tuple[str, Entry]]:
    """Yield what stands in a WARC file, up to the first damaged record."""
    with warc.open("rb") as stream:
        try:
            records = ArchiveIterator(stream)
            for record in records:
                body = bytes(record.raw_stream.read())
                kept = record.rec_type == "response"
                note = re.match(rb"sha256: ([0-9a-f]{64})\r\n", body) if record.rec_type == "metadata" else None
                declared = record.rec_headers.get_header("WARC-Payload-Digest") or ""
                if kept and declared != f"sha256:{hashlib.sha256(body).hexdigest()}":
                    continue
                if kept or note:
                    sha256 = note[1].decode() if note else declared.removeprefix("sha256:")
                    yield sha256, Entry(records.get_record_offset(), records.get_record_length(), not kept)
        except (EOFError, zlib.error, ArchiveLoadFailed) as error:
            log.warning("%s is cut or damaged: %s", warc, error)
