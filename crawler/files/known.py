"""What was read of files so far, by SHA-256, shared by the crawler processes of one run through a folder.

The folder lives as long as the run: the text of files is in it, and is never kept longer.
"""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Iterator, MutableMapping
from pathlib import Path

from pydantic import ValidationError

from records.files import FileRead

_SHA256 = re.compile(r"[0-9a-f]{64}")
_IN_MEMORY = 2_000


class KnownReads(MutableMapping[str, FileRead]):
    """A mapping from SHA-256 to what was read; in memory, and in `folder` where there is one. Files in it are written
    beside and renamed: a reader meets a whole one or none."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._reads: dict[str, FileRead] = {}

    def __getitem__(self, sha256: str) -> FileRead:
        if sha256 in self._reads:
            return self._reads[sha256]
        if self._folder is None or not _SHA256.fullmatch(sha256):
            raise KeyError(sha256)
        try:
            told = json.loads((self._folder / sha256).read_bytes())
            read = FileRead.model_validate({**told["read"], "text": told["text"]})
        except (OSError, ValueError, KeyError, TypeError, ValidationError):
            raise KeyError(sha256) from None
        self._remember(sha256, read)
        return read

    def __setitem__(self, sha256: str, read: FileRead) -> None:
        self._remember(sha256, read)
        if self._folder is None or not _SHA256.fullmatch(sha256):
            return
        told = {"read": read.model_dump(mode="json"), "text": read.text}
        beside = self._folder / f".{sha256}.{secrets.token_hex(4)}"
        try:
            beside.write_text(json.dumps(told, ensure_ascii=True))
            os.replace(beside, self._folder / sha256)
        except OSError:
            # Without it the other processes parse the file themselves.
            beside.unlink(missing_ok=True)

    def __delitem__(self, sha256: str) -> None:
        del self._reads[sha256]

    def __iter__(self) -> Iterator[str]:
        return iter(self._reads)

    def __len__(self) -> int:
        return len(self._reads)

    def _remember(self, sha256: str, read: FileRead) -> None:
        self._reads[sha256] = read
        while len(self._reads) > _IN_MEMORY:
            del self._reads[next(iter(self._reads))]
