"""The child: reads files one after another as its parent names them, behind the walls of `cage`, and may die of any.

``python -m crawler.files.child LIMITS [ocr]``: a request a line on standard input, an answer a line on standard output.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import IO

from crawler.files import cage
from crawler.files.contents import Contents, Reader, Source, Unread
from crawler.files.limits import Limits
from crawler.files.messages import Answer, Hello, Request
from crawler.files.sniff import sniff
from reading.document_text import (
    form_state,
    is_application,
    lines_of,
    people,
    persons_filled_in,
    signature,
    title_lines,
)
from reading.legacy_fonts import from_legacy_font, legacy_font
from records.base import clip
from records.files import FILE_TEXT, FILLED_IN, MEMBERS, FileKind, FileProblem, FormState

# Where the reader of each kind is; imported when the first such file comes.
_READERS: dict[FileKind, tuple[str, str]] = {
    FileKind.PDF: ("pdf", "read_pdf"),
    FileKind.DOCX: ("office", "read_docx"),
    FileKind.XLSX: ("office", "read_xlsx"),
    FileKind.PPTX: ("office", "read_pptx"),
    FileKind.ODT: ("office", "read_odf"),
    FileKind.ODS: ("office", "read_odf"),
    FileKind.ODP: ("office", "read_odf"),
    FileKind.DOC: ("ole", "read_doc"),
    FileKind.XLS: ("ole", "read_xls"),
    FileKind.RTF: ("plain", "read_rtf"),
    FileKind.TEXT: ("plain", "read_text"),
    FileKind.HTML: ("plain", "read_html"),
    FileKind.IMAGE: ("pictures", "read_picture"),
    FileKind.ARCHIVE: ("archives", "read_archive"),
}
_NO_FORM = frozenset({FileKind.HTML, FileKind.ARCHIVE, FileKind.UNKNOWN, FileKind.PPTX, FileKind.ODP})
_SUSPECT = frozenset({FileProblem.SCAN, FileProblem.GARBLED_TEXT})
_LONGEST_REQUEST = 20_000


def main() -> int:
    """Serve requests until standard input ends, or until a file used up the memory."""
    limits = Limits.from_json(sys.argv[1])
    processes = sys.argv[2:] == ["ocr"]
    # Only answers go to the parent: what a library prints goes nowhere.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    walls = cage.enter(limits, processes)
    _tell(answers, Hello(walls=walls).model_dump_json())
    while line := sys.stdin.readline(_LONGEST_REQUEST):
        request = Request.model_validate_json(line)
        cage.allow_seconds(limits, limits.wall_seconds + (limits.ocr_seconds if request.ocr else 0))
        answer = answered(request, limits)
        _tell(answers, answer.model_dump_json())
        if FileProblem.OUT_OF_MEMORY in answer.problems:
            return 0
    return 0


def _tell(answers: IO[str], line: str) -> None:
    answers.write(line + "\n")
    answers.flush()


def answered(request: Request, limits: Limits) -> Answer:
    """Read one file; whatever goes wrong becomes a typed problem."""
    kind, media_type = FileKind.UNKNOWN, ""
    try:
        kind, media_type = sniff(Path(request.path))
        contents = _read(Source(Path(request.path), kind, media_type, limits, request.ocr))
        return _understood(request.number, kind, media_type, contents)
    except Unread as unread:
        return _failed(request.number, kind, media_type, unread)
    except MemoryError:
        return _failed(request.number, kind, media_type, Unread(FileProblem.OUT_OF_MEMORY, None))
    except Exception as error:  # noqa: BLE001 - the parsers raise whatever damage leads them to; it costs this file only
        # Not proof that a visitor's program would fail, too.
        return _failed(request.number, kind, media_type, Unread(FileProblem.DAMAGED, None, type(error).__name__))


def _failed(number: int, kind: FileKind, media_type: str, unread: Unread) -> Answer:
    return Answer(
        number=number,
        kind=kind,
        media_type=media_type,
        opens=unread.opens,
        problems=(unread.problem,),
        detail=unread.detail,
    )


def _read(source: Source) -> Contents:
    if source.kind is FileKind.UNKNOWN:
        raise Unread(FileProblem.UNKNOWN_TYPE, None)
    if source.kind not in _READERS:
        raise Unread(FileProblem.READER_MISSING, None, f".{source.kind}")
    module, name = _READERS[source.kind]
    reader: Reader = getattr(importlib.import_module(f"crawler.files.{module}"), name)
    return reader(source)


def _understood(number: int, kind: FileKind, media_type: str, contents: Contents) -> Answer:
    text = "\n".join(lines_of(contents.text))
    end = "\n".join(lines_of(contents.end))
    font = legacy_font(text)
    if font:
        text, end = from_legacy_font(text, font), from_legacy_font(end, font)
        if FileProblem.GARBLED_TEXT in contents.problems:
            contents.problems.remove(FileProblem.GARBLED_TEXT)
        contents.problems.append(FileProblem.LEGACY_FONT)
    text, end = text.replace("\u00ad", ""), end.replace("\u00ad", "")
    found = people(text)
    found_end = people(end)
    # A sheet's own title is not that of the workbook.
    titles = title_lines(people("\n".join(lines_of(contents.first))).text if contents.first else found.text)
    readable = not _SUSPECT.intersection(contents.problems)
    form = FormState.UNCLEAR
    if readable and kind not in _NO_FORM:
        form = form_state(text, contents.cells, contents.blank_cells, contents.fields, contents.blank_fields)
    filled_in = 0 if form is FormState.EMPTY else persons_filled_in(text)
    if any(map(is_application, titles)):
        filled_in += contents.fields - contents.blank_fields
    if filled_in >= FILLED_IN:
        # What people wrote into a form may stand on any line that is not printed in capitals.
        titles = tuple(line for line in titles if line.isupper())
    shown = f"{found.text}\n{found_end.text}" if end else found.text
    if len(shown) > FILE_TEXT:
        # The first pages say what it is, the last who signed it.
        shown = shown[: FILE_TEXT * 4 // 5] + "\n" + shown[-(FILE_TEXT // 5 - 1) :]
    return Answer(
        number=number,
        kind=kind,
        media_type=media_type,
        opens=contents.opens,
        problems=tuple(dict.fromkeys(contents.problems)),
        detail=contents.detail,
        pages=contents.pages,
        sheets=tuple(map(clip, contents.sheets)),
        text_layer=contents.text_layer,
        ocr=contents.ocr,
        title_lines=tuple(map(clip, titles)) if readable else (),
        signature=signature(f"{found.text}\n{found_end.text}", contents.digital),
        active=tuple(sorted(contents.active)),
        form=form,
        filled_in=filled_in,
        pupil_rows=found.pupils + found_end.pupils,
        legacy_font=font,
        members=tuple(map(clip, contents.members[:MEMBERS])),
        text=shown,
    )


if __name__ == "__main__":
    sys.exit(main())
