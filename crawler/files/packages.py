"""ZIP packages of XML (OOXML, OpenDocument): opened when what they unpack to is bounded, read as a stream of events."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from types import TracebackType
from typing import Any

from lxml import etree

from crawler.files.contents import Contents, Source, Unread
from crawler.files.limits import Limits
from records.files import ActiveContent, FileProblem

_PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp")
_SMALL = 4 * 1024 * 1024
_HEAD = 8_192
_DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.I)
_MACROS = re.compile(r"(?:^|/)vbaProject\.bin$|^Basic/.+/.+\.xml$", re.I)
_EMBEDDED = re.compile(r"(?:^|/)embeddings/.+|^Object \d+/content\.xml$", re.I)
Event = tuple[str, Any]


class Package:
    """A ZIP whose members are few and bounded. Raises `Unread` for a bomb, a password, a cut or damaged file."""

    def __init__(self, source: Source) -> None:
        try:
            self._archive = zipfile.ZipFile(source.path)
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, UnicodeDecodeError) as error:
            raise Unread(_damage(source), False, type(error).__name__) from error
        self._entries = {entry.filename: entry for entry in self._archive.infolist()}
        check_expansion(self._archive.infolist(), source.limits)
        if any(entry.flag_bits & 1 for entry in self._entries.values()):
            raise Unread(FileProblem.ENCRYPTED, False)

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all members, in the order of the package."""
        return tuple(self._entries)

    def read(self, name: str) -> bytes:
        """The bytes of a member; empty when there is none."""
        if name not in self._entries:
            return b""
        try:
            return self._archive.read(name)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as error:
            raise Unread(FileProblem.DAMAGED, False, type(error).__name__) from error

    def events(self, name: str) -> Iterator[Event]:
        """The start and end events of an XML member; entities are never expanded and their declaration is refused."""
        if name not in self._entries:
            return
        self.refuse_entities(name)
        try:
            with self._archive.open(name) as member:
                stream = etree.iterparse(
                    member,
                    events=("start", "end"),
                    resolve_entities=False,
                    no_network=True,
                    load_dtd=False,
                    huge_tree=False,
                )
                yield from stream
        except etree.XMLSyntaxError as error:
            raise Unread(FileProblem.DAMAGED, False, "XML") from error
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as error:
            raise Unread(FileProblem.DAMAGED, False, type(error).__name__) from error

    def refuse_entities(self, name: str) -> None:
        """Raise `Unread` when an XML member declares a document type: no office program writes one."""
        with self._archive.open(name) as member:
            head = member.read(_HEAD)
        if _DECLARED.search(head.replace(b"\x00", b"")):
            raise Unread(FileProblem.BOMB, None, "XML khai báo thực thể")

    def note_active(self, contents: Contents) -> None:
        """Write down macros and embedded files."""
        if any(_MACROS.search(name) for name in self.names):
            contents.active.add(ActiveContent.MACROS)
        if any(_EMBEDDED.search(name) for name in self.names):
            contents.active.add(ActiveContent.EMBEDDED_FILES)

    def pictures(self, most: int) -> list[bytes]:
        """The largest pictures in the package, where a document is nothing but pictures of pages."""
        found = [entry for entry in self._entries.values() if entry.filename.lower().endswith(_PICTURES)]
        large = sorted((entry for entry in found if entry.file_size > 20_000), key=lambda entry: -entry.file_size)[
            :most
        ]
        return [self.read(entry.filename) for entry in sorted(large, key=lambda entry: entry.filename)]


def check_expansion(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Raise `Unread` for members that are too many or would unpack to too much; their sizes bind zipfile's reading."""
    expanded = sum(entry.file_size for entry in entries)
    if len(entries) > limits.members or expanded > limits.expanded_bytes:
        raise Unread(FileProblem.BOMB, None)
    for entry in entries:
        packed = max(1, entry.compress_size)
        if entry.file_size > limits.member_bytes or (
            entry.file_size > _SMALL and entry.file_size / packed > limits.ratio
        ):
            raise Unread(FileProblem.BOMB, None)


def _damage(source: Source) -> FileProblem:
    """Cut when the directory at the end of the ZIP is not there, damaged when it is."""
    with source.path.open("rb") as file:
        file.seek(0, 2)
        file.seek(max(0, file.tell() - 70_000))
        return FileProblem.DAMAGED if b"PK\x05\x06" in file.read() else FileProblem.TRUNCATED
