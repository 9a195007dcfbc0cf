"""The door: files in a temporary place in, what they are and say out. Nothing here parses; children do, and may die."""

from __future__ import annotations

import asyncio
import hashlib
import threading
from collections.abc import Iterable, MutableMapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import TracebackType
from urllib.parse import unquote, urlsplit

from pydantic import ValidationError

from crawler.files.children import PROGRAM, Child, ChildLost, Loss
from crawler.files.limits import Limits
from crawler.files.messages import Answer, Hello, Request
from crawler.files.sniff import kind_of_extension, kind_of_type
from records.files import FileKind, FileProblem, FileRead

_NAMING = (FileProblem.WRONG_EXTENSION, FileProblem.WRONG_TYPE)
_LOST: dict[Loss, FileProblem] = {
    Loss.TIMED_OUT: FileProblem.TIMED_OUT,
    Loss.DIED: FileProblem.CRASHED,
    Loss.NONSENSE: FileProblem.CRASHED,
}
_STARTS = 3
# Programs open these by their content, whatever the name says; others are opened by their name or declared type.
_FORGIVING: tuple[frozenset[FileKind], ...] = (
    frozenset({FileKind.DOC, FileKind.DOCX, FileKind.RTF, FileKind.ODT, FileKind.TEXT}),
    frozenset({FileKind.XLS, FileKind.XLSX, FileKind.ODS, FileKind.TEXT}),
    frozenset({FileKind.PPT, FileKind.PPTX, FileKind.ODP}),
)
_MAY_BE_HTML = frozenset({FileKind.HTML, FileKind.DOC, FileKind.XLS, FileKind.TEXT})
_GRACE = 3.0
_PICTURE = frozenset({FileProblem.SCAN, FileProblem.GARBLED_TEXT})
_LOSSES = frozenset({*_LOST.values(), FileProblem.OUT_OF_MEMORY, FileProblem.READER_MISSING})
# What such a container holds cannot be seen: its name has to be believed.
_CLOSED = frozenset({FileProblem.ENCRYPTED, FileProblem.TRUNCATED, FileProblem.DAMAGED})


@dataclass(frozen=True)
class FileRequest:
    """A file in a temporary place, the address it came from and the media type its server declared.

    `name` is what the server called it (Content-Disposition), where it did; `ocr` asks that pictures of pages be read.
    """

    path: Path
    url: str = ""
    declared_type: str = ""
    name: str = ""
    ocr: bool = False

    @property
    def extension(self) -> str:
        """The extension of its name, lower case and without the dot; empty when it says nothing of the content."""
        name = self.name or unquote(urlsplit(self.url).path) or self.path.name
        suffix = PurePosixPath(name.strip()).suffix.lower().lstrip(".")
        return suffix if kind_of_extension(suffix) else ""


class FileReader:
    """Reads files in child processes, one file at a time. Use it as a context manager, or `close` it.

    `known` holds what was read of each SHA-256 so far: the same bytes are not parsed twice. Give the one of another
    reader of the same run to share it. `spent` tells how many files of a kind were parsed, by OCR or not, and the
    processor seconds they took. The async methods may be awaited from any loop; the work is done in a
    thread of the reader's own.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        known: MutableMapping[str, FileRead] | None = None,
        program: Sequence[str] = PROGRAM,
    ) -> None:
        self.limits = limits or Limits()
        self.known: MutableMapping[str, FileRead] = {} if known is None else known
        self.walls: tuple[str, ...] = ()
        self.spent: dict[tuple[FileKind, bool], tuple[int, float]] = {}
        self._program = tuple(program)
        self._children: dict[bool, Child] = {}
        self._seen: set[str] = set()
        self._failed_starts = 0
        self._number = 0
        self._lock = threading.Lock()
        self._thread: ThreadPoolExecutor | None = None

    def __enter__(self) -> FileReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, request: FileRequest) -> FileRead:
        """Read one file. Never raises for what is in it; raises OSError when there is no file at its path."""
        with self._lock:
            digest, size = _digest(request.path)
            known = self.known.get(digest) or self._read_anew(request, digest, size, ocr=False)
            # Only pictures of pages go to the child that may start a program, and only once.
            if request.ocr and not known.ocr and _PICTURE.intersection(known.problems) and digest not in self._seen:
                self._seen.add(digest)
                known = _joined(known, self._read_anew(request, digest, size, ocr=True))
            self.known[digest] = known
            return _named(known, request)

    def read_files(self, requests: Iterable[FileRequest]) -> tuple[FileRead, ...]:
        """Read files one after another, in their order."""
        return tuple(map(self.read, requests))

    async def read_async(self, request: FileRequest) -> FileRead:
        """`read` without blocking the loop. When the awaiting task is cancelled the child is ended at once."""
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="files")
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, self.read, request)
        except asyncio.CancelledError:
            self.stop()
            raise

    def stop(self) -> None:
        """End the children now, from any thread; a file under way is lost as crashed, the next one gets a new child."""
        for child in tuple(self._children.values()):
            child.end()

    def close(self) -> None:
        """End the child and the thread."""
        self.stop()
        if self._thread is not None:
            self._thread.shutdown(wait=True)
            self._thread = None
        for ocr in tuple(self._children):
            self._drop(ocr)

    def _read_anew(self, request: FileRequest, digest: str, size: int, ocr: bool) -> FileRead:
        if size == 0:
            return FileRead(sha256=digest, size=0, opens=False, problems=(FileProblem.EMPTY,))
        if size > self.limits.file_bytes:
            return FileRead(sha256=digest, size=size, problems=(FileProblem.TOO_LARGE,))
        try:
            child = self._child_for(ocr)
        except ChildLost as lost:
            detail = f"tiến trình đọc tệp không khởi động: {lost.loss} {lost.detail}"
            return FileRead(sha256=digest, size=size, problems=(FileProblem.READER_MISSING,), detail=detail)
        self._number += 1
        asked = Request(number=self._number, path=str(request.path.resolve()), ocr=ocr)
        seconds = self.limits.wall_seconds + (self.limits.ocr_seconds if ocr else 0) + _GRACE
        try:
            answer = Answer.model_validate_json(child.ask(asked.model_dump_json(), seconds))
            if answer.number != self._number:
                raise ChildLost(Loss.NONSENSE)
        except ChildLost as lost:
            self._drop(ocr)
            return FileRead(
                sha256=digest,
                size=size,
                kind=_by_name(request),
                problems=(_LOST[lost.loss],),
                detail=f"{lost.loss} {lost.detail}".strip(),
            )
        except ValidationError:
            self._drop(ocr)
            return FileRead(sha256=digest, size=size, problems=(FileProblem.CRASHED,), detail=Loss.NONSENSE)
        if FileProblem.OUT_OF_MEMORY in answer.problems or child.served >= self.limits.files_a_child:
            self._drop(ocr)
        count, seconds = self.spent.get((answer.kind, ocr), (0, 0.0))
        self.spent[answer.kind, ocr] = count + 1, seconds + answer.cpu_seconds
        fields = _fields(answer)
        if answer.kind is FileKind.UNKNOWN and _CLOSED.intersection(answer.problems):
            fields["kind"] = _by_name(request)
        return FileRead.model_validate({"sha256": digest, "size": size, **fields})

    def _child_for(self, ocr: bool) -> Child:
        """The child at hand, or a new one: OCR needs one that may start Tesseract, everything else one that may not."""
        if ocr in self._children and self._children[ocr].alive:
            return self._children[ocr]
        self._drop(ocr)
        if self._failed_starts >= _STARTS:
            raise ChildLost(Loss.DIED)
        child = self._children[ocr] = Child(self.limits, ocr, self._program)
        try:
            hello = Hello.model_validate_json(child.line(self.limits.start_seconds))
        except (ChildLost, ValidationError) as error:
            self._failed_starts += 1
            self._drop(ocr)
            raise error if isinstance(error, ChildLost) else ChildLost(Loss.NONSENSE) from error
        self._failed_starts = 0
        self.walls = hello.walls
        return child

    def _drop(self, ocr: bool) -> None:
        child = self._children.pop(ocr, None)
        if child is not None:
            child.kill()


def _joined(plain: FileRead, by_ocr: FileRead) -> FileRead:
    """What is known of a scan when OCR was tried: what OCR read, or what was known and why OCR came to nothing."""
    if _LOSSES.isdisjoint(by_ocr.problems):
        return by_ocr
    lost = tuple(problem for problem in by_ocr.problems if problem not in plain.problems)
    return plain.model_copy(update={"problems": (*plain.problems, *lost), "detail": by_ocr.detail or plain.detail})


def _fields(answer: Answer) -> dict[str, object]:
    return {name: getattr(answer, name) for name in Answer.model_fields if name not in ("number", "cpu_seconds")}


def _digest(path: Path) -> tuple[str, int]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return digest, file.tell()


def _by_name(request: FileRequest) -> FileKind:
    return kind_of_extension(request.extension) or kind_of_type(_media_type(request)) or FileKind.UNKNOWN


def _media_type(request: FileRequest) -> str:
    return request.declared_type.partition(";")[0].strip().lower()[:120]


def _named(known: FileRead, request: FileRequest) -> FileRead:
    """What was read of the bytes, held against the name and the declared type that this address gives them."""
    extension, declared = request.extension, _media_type(request)
    problems = [problem for problem in known.problems if problem not in _NAMING]
    opens = known.opens
    if known.kind not in (FileKind.UNKNOWN, FileKind.HTML):
        wrong_name = _differs(known.kind, kind_of_extension(extension))
        wrong_type = _differs(known.kind, kind_of_type(declared))
        problems += [FileProblem.WRONG_EXTENSION] * wrong_name + [FileProblem.WRONG_TYPE] * wrong_type
        if opens and wrong_name and not _forgiven(known.kind, kind_of_extension(extension)):
            opens = None
    elif known.kind is FileKind.HTML and opens is None:
        said = kind_of_type(declared) or kind_of_extension(extension)
        # A page shown as a page is a page, and old Word and Excel files are often made of HTML, which these programs
        # open; shown as a PDF it is a file that does not open.
        opens = None if said is None or said in _MAY_BE_HTML else False
    return known.model_copy(
        update={"extension": extension, "declared_type": declared, "problems": tuple(problems), "opens": opens}
    )


def _differs(kind: FileKind, said: FileKind | None) -> bool:
    return said is not None and said is not kind


def _forgiven(kind: FileKind, said: FileKind | None) -> bool:
    return any(kind in family and said in family for family in _FORGIVING)
