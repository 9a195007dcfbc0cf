"""Office files of before 2007: OLE containers with Word or Excel in them."""

from __future__ import annotations

import io
import re
import struct
from typing import Any

from crawler.files.contents import Contents, Lines, Source, Unread
from crawler.files.office import read_rows, value_text
from crawler.files.sniff import is_short
from records.files import ActiveContent, FileProblem

_MACROS = ("Macros", "_VBA_PROJECT_CUR", "VBA")
_COMPRESSED = 0x4000_0000
_FIELD_CODE = re.compile("\x13[^\x13\x14\x15]{0,2000}\x14")
_MARKS = {0x07: "\t", 0x0B: "\n", 0x0C: "\n", 0x0D: "\n", 0x0E: "\n", 0x1E: "-", 0x1F: "\u00ad",
          **dict.fromkeys((0x01, 0x02, 0x03, 0x04, 0x05, 0x08, 0x13, 0x14, 0x15), "")}  # fmt: skip


def read_doc(source: Source) -> Contents:
    """The text of a Word 97–2003 file, by its piece table: body, then headers, notes and text boxes."""
    with _Container(source) as container:
        contents = Contents(active=container.active())
        main = container.stream("WordDocument")
        if len(main) < 0x1AA or struct.unpack_from("<H", main)[0] != 0xA5EC:
            raise Unread(FileProblem.DAMAGED, None, "Word")
        flags = struct.unpack_from("<H", main, 0x0A)[0]
        if flags & 0x0100:
            raise Unread(FileProblem.ENCRYPTED, False)
        table = container.stream("1Table" if flags & 0x0200 else "0Table")
        start, length = struct.unpack_from("<II", main, 0x01A2)
        text = "".join(_pieces(main, table[start : start + length], source.limits.text))
        # The end of a row is a cell mark of its own behind that of the last cell.
        text = _FIELD_CODE.sub("", text).replace("\x07\x07", "\n").translate(_MARKS)
        contents.text = text
        if not text.strip():
            contents.problems.append(FileProblem.SCAN if container.has("Data") else FileProblem.NO_TEXT)
        return contents


def _pieces(main: bytes, clx: bytes, most: int) -> list[str]:
    place = 0
    while place + 3 <= len(clx) and clx[place] == 1:
        place += 3 + struct.unpack_from("<H", clx, place + 1)[0]
    if place + 5 > len(clx) or clx[place] != 2:
        raise Unread(FileProblem.DAMAGED, None, "Word: bảng đoạn")
    table = clx[place + 5 : place + 5 + struct.unpack_from("<I", clx, place + 1)[0]]
    count = max(0, (len(table) - 4) // 12)
    pieces: list[str] = []
    for number in range(count):
        first, last = struct.unpack_from("<II", table, 4 * number)
        offset = struct.unpack_from("<I", table, 4 * (count + 1) + 8 * number + 2)[0]
        length = min(last - first, most)
        if length <= 0:
            continue
        if offset & _COMPRESSED:
            offset = (offset & ~_COMPRESSED) // 2
            pieces.append(main[offset : offset + length].decode("cp1252", "replace"))
        else:
            pieces.append(main[offset : offset + 2 * length].decode("utf-16-le", "replace"))
        most -= length
        if most <= 0:
            break
    return pieces


def read_xls(source: Source) -> Contents:
    """The values of an Excel 97–2003 workbook's sheets, a row a line."""
    import xlrd

    with _Container(source) as container:
        contents = Contents(active=container.active())
    try:
        book = xlrd.open_workbook(str(source.path), on_demand=True, logfile=io.StringIO())
    except xlrd.XLRDError as error:
        if "encrypt" in str(error).lower():
            # Excel opens a workbook by itself whose structure alone is locked, and such a file is encrypted, too.
            raise Unread(FileProblem.ENCRYPTED, None) from error
        raise Unread(FileProblem.DAMAGED, False) from error
    contents.sheets = list(book.sheet_names()[:100])
    lines = Lines(source.limits.text)
    for number in range(len(contents.sheets)):
        sheet = book.sheet_by_index(number)
        rows = (
            [_xls_value(xlrd, cell, book.datemode) for cell in sheet.row(row)[:60]]
            for row in range(min(sheet.nrows, source.limits.rows))
        )
        read_rows(contents, lines, rows, source.limits.rows)
        book.unload_sheet(number)
        contents.first = contents.first or lines.text()
    contents.text = lines.text()
    if not contents.text.strip():
        contents.problems.append(FileProblem.NO_TEXT)
    return contents


def _xls_value(xlrd: Any, cell: Any, datemode: int) -> str:
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return value_text(xlrd.xldate_as_datetime(cell.value, datemode))
        except (xlrd.xldate.XLDateError, ValueError, OverflowError):
            return value_text(cell.value)
    return "" if cell.ctype == xlrd.XL_CELL_ERROR else value_text(cell.value)


class _Container:
    """An OLE file. Raises `Unread` when it was cut (its own sector table names sectors behind its end) or damaged."""

    def __init__(self, source: Source) -> None:
        import olefile

        self._problem = FileProblem.TRUNCATED if is_short(source.path) else FileProblem.DAMAGED
        try:
            self._ole = olefile.OleFileIO(str(source.path))
        except Exception as error:
            raise Unread(self._problem, False, type(error).__name__) from error
        if self._problem is FileProblem.TRUNCATED:
            self._ole.close()
            raise Unread(FileProblem.TRUNCATED, False)

    def __enter__(self) -> _Container:
        return self

    def __exit__(self, *_: object) -> None:
        self._ole.close()

    def has(self, name: str) -> bool:
        """Tell whether there is such a stream."""
        return bool(self._ole.exists(name))

    def stream(self, name: str) -> bytes:
        """The bytes of a stream."""
        try:
            return bytes(self._ole.openstream(name).read())
        except Exception as error:
            raise Unread(FileProblem.DAMAGED, False, type(error).__name__) from error

    def active(self) -> set[ActiveContent]:
        """Macros and embedded files, by the names of streams."""
        paths = self._ole.listdir(streams=True, storages=True)
        macros = any(part in _MACROS for path in paths for part in path)
        # The pool itself is in files without any object, too.
        embedded = any(path[0] == "ObjectPool" and len(path) > 1 for path in paths)
        found = {ActiveContent.MACROS} if macros else set()
        return found | ({ActiveContent.EMBEDDED_FILES} if embedded else set())
