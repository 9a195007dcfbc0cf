"""What a file is, by its bytes; its name and its declared type are only held against that."""

from __future__ import annotations

import re
import struct
import zipfile
from pathlib import Path

from crawler.files.contents import Unread
from records.files import FileKind, FileProblem

_HEAD = 4_096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC: tuple[tuple[bytes, FileKind, str], ...] = (
    (b"{\\rtf", FileKind.RTF, "application/rtf"),
    (b"Rar!\x1a\x07", FileKind.ARCHIVE, "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", FileKind.ARCHIVE, "application/x-7z-compressed"),
    (b"\x1f\x8b", FileKind.ARCHIVE, "application/gzip"),
    (b"\xff\xd8\xff", FileKind.IMAGE, "image/jpeg"),
    (b"\x89PNG\r\n", FileKind.IMAGE, "image/png"),
    (b"GIF8", FileKind.IMAGE, "image/gif"),
    (b"II*\x00", FileKind.IMAGE, "image/tiff"),
    (b"MM\x00*", FileKind.IMAGE, "image/tiff"),
    (b"BM", FileKind.IMAGE, "image/bmp"),
)
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
MEDIA_TYPES: dict[FileKind, str] = {
    FileKind.PDF: "application/pdf",
    FileKind.DOC: "application/msword",
    FileKind.XLS: "application/vnd.ms-excel",
    FileKind.PPT: "application/vnd.ms-powerpoint",
    FileKind.DOCX: _OPEN_XML + "wordprocessingml.document",
    FileKind.XLSX: _OPEN_XML + "spreadsheetml.sheet",
    FileKind.PPTX: _OPEN_XML + "presentationml.presentation",
    FileKind.ODT: _OPEN_DOCUMENT + "text",
    FileKind.ODS: _OPEN_DOCUMENT + "spreadsheet",
    FileKind.ODP: _OPEN_DOCUMENT + "presentation",
    FileKind.RTF: "application/rtf",
    FileKind.HTML: "text/html",
    FileKind.TEXT: "text/plain",
    FileKind.UNKNOWN: "application/octet-stream",
}
_OLE_STREAMS: tuple[tuple[str, FileKind], ...] = (
    ("WordDocument", FileKind.DOC),
    ("Workbook", FileKind.XLS),
    ("Book", FileKind.XLS),
    ("PowerPoint Document", FileKind.PPT),
)
_ZIP_PARTS: tuple[tuple[str, FileKind], ...] = (
    ("word/document.xml", FileKind.DOCX),
    ("xl/workbook.xml", FileKind.XLSX),
    ("xl/workbook.bin", FileKind.XLSX),
    ("ppt/presentation.xml", FileKind.PPTX),
)
_FREE = 0xFFFF_FFFA  # What is above names no sector.
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|script|title|meta)\b",
    re.I | re.S,
)

EXTENSIONS: dict[str, FileKind] = {
    **{kind.value: kind for kind in MEDIA_TYPES if kind not in (FileKind.TEXT, FileKind.UNKNOWN)},
    **dict.fromkeys(("txt", "csv", "tsv", "md", "log"), FileKind.TEXT),
    **dict.fromkeys(("jpg", "jpeg", "jfif", "png", "gif", "tif", "tiff", "bmp", "webp"), FileKind.IMAGE),
    **dict.fromkeys(("zip", "rar", "7z", "gz"), FileKind.ARCHIVE),
    "dot": FileKind.DOC,
    "docm": FileKind.DOCX,
    "dotx": FileKind.DOCX,
    "xlsm": FileKind.XLSX,
    "xltx": FileKind.XLSX,
    "xlsb": FileKind.XLSX,
    "ppsx": FileKind.PPTX,
    "pptm": FileKind.PPTX,
    "pps": FileKind.PPT,
    "htm": FileKind.HTML,
}  # fmt: skip
_TYPES: dict[str, FileKind] = {
    **{media_type: kind for kind, media_type in MEDIA_TYPES.items() if kind is not FileKind.UNKNOWN},
    "application/xhtml+xml": FileKind.HTML,
    "text/rtf": FileKind.RTF,
    "text/csv": FileKind.TEXT,
    "application/x-pdf": FileKind.PDF,
    "application/zip": FileKind.ARCHIVE,
    "application/x-zip-compressed": FileKind.ARCHIVE,
    "application/vnd.rar": FileKind.ARCHIVE,
    "application/x-rar-compressed": FileKind.ARCHIVE,
    "application/x-7z-compressed": FileKind.ARCHIVE,
}


def sniff(path: Path) -> tuple[FileKind, str]:
    """Return what the file is and its media type. Raises `Unread` for a container that cannot be looked into."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_zip(path, head)
    if head.startswith(_OLE):
        return _of_ole(path)
    return sniff_head(head)


def sniff_head(head: bytes) -> tuple[FileKind, str]:
    """Return what the beginning of a file promises, and its media type; UNKNOWN for what only the whole file tells."""
    for magic, kind, media_type in _MAGIC:
        if head.startswith(magic) and (magic != b"BM" or head[6:10] == bytes(4)):
            return kind, media_type
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return FileKind.IMAGE, "image/webp"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_zip_head(head)
    if head.startswith(_OLE):
        return FileKind.UNKNOWN, "application/x-ole-storage"
    if b"%PDF-" in head[:1_024]:  # Acrobat lets anything stand before it.
        return _known(FileKind.PDF)
    if _HTML.match(head.removeprefix(b"\xef\xbb\xbf")):
        return _known(FileKind.HTML)
    return _known(FileKind.TEXT if _is_text(head) else FileKind.UNKNOWN)


def _known(kind: FileKind) -> tuple[FileKind, str]:
    return kind, MEDIA_TYPES[kind]


def _of_zip(path: Path, head: bytes) -> tuple[FileKind, str]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, UnicodeDecodeError):
        # The list of members stands at the end; what comes first still tells what it would have been.
        return _of_zip_head(head)
    if "mimetype" in names:
        found = _of_zip_head(head)
        if found[0] is not FileKind.ARCHIVE:
            return found
    for part, kind in _ZIP_PARTS:
        if part in names:
            return _known(kind)
    return FileKind.ARCHIVE, "application/zip"


def _of_zip_head(head: bytes) -> tuple[FileKind, str]:
    for kind in (FileKind.ODT, FileKind.ODS, FileKind.ODP):
        if b"mimetype" + MEDIA_TYPES[kind].encode() in head[:300]:
            return _known(kind)
    if b"[Content_Types].xml" in head[:300] or b"_rels/.rels" in head[:300]:
        for mark, kind in ((b"word/", FileKind.DOCX), (b"xl/", FileKind.XLSX), (b"ppt/", FileKind.PPTX)):
            if mark in head:
                return _known(kind)
    return FileKind.ARCHIVE, "application/zip"


def _of_ole(path: Path) -> tuple[FileKind, str]:
    import olefile

    try:
        with olefile.OleFileIO(str(path)) as ole:
            if ole.exists("EncryptedPackage"):
                raise Unread(FileProblem.ENCRYPTED, False)
            for stream, kind in _OLE_STREAMS:
                if ole.exists(stream):
                    return _known(kind)
    except Unread:
        raise
    except Exception as error:
        raise Unread(
            FileProblem.TRUNCATED if is_short(path) else FileProblem.DAMAGED, False, type(error).__name__
        ) from error
    if is_short(path):
        raise Unread(FileProblem.TRUNCATED, False)
    return _known(FileKind.UNKNOWN)


def is_short(path: Path) -> bool:
    """Tell whether an OLE file was cut: its own sector table names sectors behind its end."""
    content = path.read_bytes()
    if len(content) < 512:
        return True
    shift = struct.unpack_from("<H", content, 0x1E)[0]
    if shift not in (9, 12):
        return False
    size = 1 << shift
    sectors = (len(content) + size - 1) // size - 1
    tables = [number for number in struct.unpack_from("<109I", content, 0x4C) if number < _FREE]
    if any(number >= sectors for number in (*tables, struct.unpack_from("<I", content, 0x30)[0])):
        return True
    used = 0
    for order, number in enumerate(tables):
        table = content[(number + 1) * size : (number + 2) * size]
        for place, (following,) in enumerate(struct.iter_unpack("<I", table[: len(table) // 4 * 4])):
            if following != 0xFFFF_FFFF:
                used = order * (size // 4) + place + 1
    return bool(used > sectors + 1)


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    if b"\x00" in head:
        # UTF-16: the zero bytes of spaces and digits stand in one half.
        halves = sorted((head[0::2].count(0), head[1::2].count(0)))
        return halves[1] > 0.15 * len(head) > 6 * halves[0]
    control = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
    return bool(head) and control <= len(head) // 500


def kind_of_extension(extension: str) -> FileKind | None:
    """What a file called so should be; None for an extension that says nothing."""
    return EXTENSIONS.get(extension)


def kind_of_type(declared: str) -> FileKind | None:
    """What a file declared so should be; None for a type that says nothing (application/octet-stream)."""
    kind = _TYPES.get(declared)
    if kind is None and declared.startswith("image/"):
        return FileKind.IMAGE
    return kind
