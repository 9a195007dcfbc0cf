"""PDF by PDFium, as Chromium shows it: text of the first and last pages, and what kind of pages these are."""

from __future__ import annotations

import ctypes
import re
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from crawler.files.contents import Contents, Source, Unread
from crawler.files.ocr import read_pictures
from reading.document_text import is_garbled
from reading.syllables import syllable_share
from records.files import ActiveContent, FileProblem

_WORDS_OF_A_PAGE = 200
_PICTURE = 0.5
_OBJECTS = 400
_GLYPHS = 2_000
_OCR_DPI = 220
_OCR_PIXELS = 9_000_000
_TAIL = 2_048
_STREAMS = 300
_STREAM_BYTES = 1_000_000
_OBJECT_STREAM = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.S)
_HYPHEN_AT_END = re.compile("[\ufffe\x02]\n")
_SOFT = re.compile("[\ufffe\x02]")
_SCRIPT = re.compile(rb"/JavaScript\b")
_LAUNCH = re.compile(rb"/S\s*/Launch\b")


def read_pdf(source: Source) -> Contents:
    """Read a PDF within the limits; pages that are pictures are read by OCR when it was asked for."""
    contents = Contents()
    with source.path.open("rb") as file:
        file.seek(0, 2)
        file.seek(max(0, file.tell() - _TAIL))
        cut = b"%%EOF" not in file.read()
    with _opened(source, cut) as document:
        if cut:
            contents.problems.append(FileProblem.TRUNCATED)
        contents.pages = len(document)
        _note_active(document, source, contents)
        pages = _chosen(source, contents)
        seen = _seen(document, pages, source)
        contents.text = "\n".join(page.text for page in seen[: source.limits.first_pages])
        contents.end = "\n".join(page.text for page in seen[source.limits.first_pages :])
        _judge_text(contents, seen)
        _count_fields(document, contents)
        unread = {FileProblem.SCAN, FileProblem.GARBLED_TEXT}.intersection(contents.problems)
        if unread and source.ocr:
            pictures = (_drawn(document, number) for number in range(min(contents.pages, source.limits.ocr_pages)))
            read_pictures(source, contents, pictures)
        return contents


@contextmanager
def _opened(source: Source, cut: bool) -> Iterator[pypdfium2.PdfDocument]:
    try:
        document = pypdfium2.PdfDocument(source.path)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise Unread(FileProblem.ENCRYPTED, False) from error
        raise Unread(FileProblem.TRUNCATED if cut else FileProblem.DAMAGED, False) from error
    try:
        if len(document) == 0:
            raise Unread(FileProblem.TRUNCATED if cut else FileProblem.DAMAGED, False, "PDF không có trang nào")
        yield document
    finally:
        document.close()


def _chosen(source: Source, contents: Contents) -> list[int]:
    """The pages that are read: the first and the last."""
    count = contents.pages or 0
    if count > source.limits.pages:
        contents.problems.append(FileProblem.TOO_MANY_PAGES)
    first = list(range(min(count, source.limits.first_pages)))
    return first + [number for number in range(max(0, count - source.limits.last_pages), count) if number not in first]


def _seen(document: pypdfium2.PdfDocument, pages: list[int], source: Source) -> list[_Page]:
    """The pages, read; those of the middle are given up when half of the processor time is gone."""
    ends = time.process_time() + source.limits.cpu_seconds / 2
    last = set(pages[source.limits.first_pages :])
    return [_Page(document, number) if number in last or time.process_time() < ends else _Page() for number in pages]


class _Page:
    """The text of a page, the share of its glyphs without a letter, and what else is on it."""

    def __init__(self, document: pypdfium2.PdfDocument | None = None, number: int = 0) -> None:
        self.text = ""
        self.glyphs = 0
        self.unmapped = 0
        self.covered = 0.0
        self.objects = 0
        if document is None:
            return
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            return
        try:
            self._read(page)
        finally:
            page.close()

    @property
    def is_picture(self) -> bool:
        """Tell whether the page is a picture, or drawn without letters, whatever few words stand on it."""
        letters = sum(map(str.isalnum, self.text))
        if self.covered >= _PICTURE:
            return letters < _WORDS_OF_A_PAGE
        return letters == 0 and self.objects > 0

    def _read(self, page: pypdfium2.PdfPage) -> None:
        layer = page.get_textpage()
        try:
            self.text = _mended(layer.get_text_range())
            self.glyphs = min(layer.count_chars(), _GLYPHS)
            self.unmapped = sum(
                pdfium.FPDFText_HasUnicodeMapError(layer.raw, index) == 1 for index in range(self.glyphs)
            )
        except pypdfium2.PdfiumError:
            pass
        finally:
            layer.close()
        width, height = page.get_size()
        area = max(1.0, width * height)
        for part in islice(page.get_objects(max_depth=3), _OBJECTS):
            self.objects += 1
            if part.type != pdfium.FPDF_PAGEOBJ_IMAGE:
                continue
            try:
                left, bottom, right, top = part.get_bounds()
            except pypdfium2.PdfiumError:
                continue
            size = max(0.0, min(right, width) - max(left, 0)) * max(0.0, min(top, height) - max(bottom, 0))
            self.covered += size / area


def _mended(text: str) -> str:
    """PDFium marks hyphens of broken words: at a line's end one was printed, elsewhere it was soft."""
    return _SOFT.sub("\u00ad", _HYPHEN_AT_END.sub("-\n", text.replace("\r\n", "\n")))


def _judge_text(contents: Contents, pages: list[_Page]) -> None:
    """Tell whether the document has text, is a scan, is blank, or is text in codes nobody knows."""
    pictures = [page for page in pages if page.is_picture]
    written = [page for page in pages if not page.is_picture and page.text.strip()]
    contents.text_layer = bool(written)
    if not written:
        contents.problems.append(FileProblem.SCAN if pictures else FileProblem.NO_TEXT)
        return
    # Covers with letters before pages that are pictures do not make a document of text.
    if len(pictures) > 2 * len(written):
        contents.problems.append(FileProblem.SCAN)
        return
    text = "\n".join(page.text for page in written)
    glyphs = sum(page.glyphs for page in written)
    unmapped = sum(page.unmapped for page in written) / max(1, glyphs)
    if is_garbled(text, unmapped, *syllable_share(text)):
        contents.problems.append(FileProblem.GARBLED_TEXT)


def _note_active(document: pypdfium2.PdfDocument, source: Source, contents: Contents) -> None:
    """Write down scripts, embedded files, launch actions and signature fields; PDFium here has no script engine."""
    contents.digital = pdfium.FPDF_GetSignatureCount(document.raw) > 0
    content = source.path.read_bytes()
    if pdfium.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0 or _holds(_SCRIPT, content):
        contents.active.add(ActiveContent.JAVASCRIPT)
    if pdfium.FPDFDoc_GetAttachmentCount(document.raw) > 0:
        contents.active.add(ActiveContent.EMBEDDED_FILES)
    if _holds(_LAUNCH, content):
        contents.active.add(ActiveContent.LAUNCH)


def _holds(pattern: re.Pattern[bytes], content: bytes) -> bool:
    return pattern.search(content) is not None or any(pattern.search(packed) for packed in _object_streams(content))


def _object_streams(content: bytes) -> Iterator[bytes]:
    for match in islice(_OBJECT_STREAM.finditer(content), _STREAMS):
        unpacker = zlib.decompressobj()
        try:
            yield unpacker.decompress(content[match.end() : match.end() + _STREAM_BYTES], _STREAM_BYTES)
        except zlib.error:
            continue


def _count_fields(document: pypdfium2.PdfDocument, contents: Contents) -> None:
    """Count the text fields of a form on the first page, and those that are empty."""
    if document.get_formtype() == pdfium.FORMTYPE_NONE:
        return
    document.init_forms()
    form = document.formenv
    if form is None:
        return
    page = document[0]
    try:
        for index in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), _OBJECTS)):
            note = pdfium.FPDFPage_GetAnnot(page.raw, index)
            if not note:
                continue
            if pdfium.FPDFAnnot_GetFormFieldType(form.raw, note) in (
                pdfium.FPDF_FORMFIELD_TEXTFIELD,
                pdfium.FPDF_FORMFIELD_COMBOBOX,
            ):
                value = _field_value(form, note)
                contents.fields += 1
                contents.blank_fields += not value
                contents.text += f"\n{value}" if value else ""
            pdfium.FPDFPage_CloseAnnot(note)
    finally:
        page.close()


def _field_value(form: Any, note: Any) -> str:
    length = min(pdfium.FPDFAnnot_GetFormFieldValue(form.raw, note, None, 0), 2_000)
    if length <= 2:
        return ""
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    pdfium.FPDFAnnot_GetFormFieldValue(form.raw, note, buffer, length)
    return bytes(buffer)[: length - 2].decode("utf-16-le", "ignore").strip("\x00 ")


def _drawn(document: pypdfium2.PdfDocument, number: int) -> Any:
    """A page as a Pillow picture, at 220 dpi or what its size leaves room for."""
    page = document[number]
    try:
        width, height = page.get_size()
        scale = min(_OCR_DPI / 72, (_OCR_PIXELS / max(1.0, width * height)) ** 0.5)
        return page.render(scale=scale, may_draw_forms=False).to_pil()
    finally:
        page.close()
