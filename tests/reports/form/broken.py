"""Forms that cannot be filled, each made from a small sound one by one change."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import msoffcrypto
import openpyxl
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pptx import Presentation

from tests.reports.form.offices import PART3, _control, table_of

HEAD = ("STT", "Nội dung", "Điểm chuẩn", "Tự chấm", "Minh chứng")
ROWS: list[tuple[str, ...]] = [(number, text, most, "", wanted) for number, text, most, wanted in PART3]
MAIN = "word/document.xml"

Rows = list[tuple[str, ...]]
ROW_CHANGES: dict[str, Callable[[Rows], Rows]] = {
    "plain": lambda rows: rows,
    "other tables": lambda rows: [("Họ và tên", "Ngày sinh", "Chức vụ", "Điện thoại", "Ghi chú"), *rows[1:]],
    "numbers of another rubric": lambda rows: [(row[0].replace("3", "7"), *row[1:]) for row in rows],
    "a number twice": lambda rows: [*rows, rows[4]],
    "other points": lambda rows: [_with(row, 2, {"3.3": "10", "3.4": "4"}) for row in rows],
    "other points of a part": lambda rows: [_with(row, 2, {"3": "30"}) for row in rows],
    "two columns for the same score": lambda rows: [_with(row, 2, {"STT": "Trường tự chấm"}) for row in rows],
    "two columns of numbers": lambda rows: [_with(row, 1, {"STT": "TT"}) for row in rows],
    "a score is there": lambda rows: [_with(row, 3, {"3.3": "4"}) for row in rows],
}


def _with(row: tuple[str, ...], at: int, new: dict[str, str]) -> tuple[str, ...]:
    return (*row[:at], new[row[0]], *row[at + 1 :]) if row[0] in new else row


def document(rows: Rows, change: Callable[[Any, Any], None] | None = None) -> bytes:
    """A Word document with one table, changed before it is saved."""
    made = docx.Document()
    made.add_paragraph("PHIẾU TỰ CHẤM")
    table = table_of(made, rows, (12, 70, 18, 18, 45, 30)[: len(rows[0])])
    if change:
        change(made, table)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def sheet(rows: Rows, change: Callable[[Any], None] | None = None) -> bytes:
    """A workbook with one sheet, changed before it is saved."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Phiếu"
    for row in rows:
        page.append([int(text) if text.isdigit() and at != 0 else text or None for at, text in enumerate(row)])
    if change:
        change(page)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(data: bytes, change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None) -> bytes:
    """The same package with members changed and added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, body in (more or {}).items():
            new.writestr(name, body)
    return out.getvalue()


def _main(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    return repacked(data, lambda name, body: change(body) if name == MAIN else body)


def _locked(made: Any, _: Any) -> None:
    made.settings.element.insert(0, parse_xml(
        f'<w:documentProtection {nsdecls("w")} w:edit="readOnly" w:enforcement="1"/>'))  # fmt: skip


def _control_in(more: str) -> Callable[[Any, Any], None]:
    def change(_: Any, table: Any) -> None:
        table.cell(4, 3).paragraphs[0]._p.append(parse_xml(_control("<w:r><w:t/></w:r>", more=more, asking=False)))

    return change


def _levels(_: Any, table: Any) -> None:
    table.cell(4, 0).merge(table.cell(5, 0))
    for paragraph in table.cell(4, 0).paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)


def _over_points(_: Any, table: Any) -> None:
    table.cell(4, 2).merge(table.cell(4, 3))


def encrypted(data: bytes) -> bytes:
    out = io.BytesIO()
    msoffcrypto.OfficeFile(io.BytesIO(data)).encrypt("bimat", out)
    return out.getvalue()


def _renamed(data: bytes) -> bytes:
    """The same holder of streams, none of which is a document's."""
    for name in ("EncryptionInfo", "EncryptedPackage"):
        data = data.replace(name.encode("utf-16-le"), ("X" * len(name)).encode("utf-16-le"))
    return data


def _flagged(data: bytes) -> bytes:
    """Every member says that it is encrypted, as ZIPs with a password do."""
    made = bytearray(data)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(sign), data):
            made[found.start() + at] |= 1
    return bytes(made)


def _lying(data: bytes) -> bytes:
    """A member that unpacks to far more than it says it does."""
    bomb = repacked(data, lambda _, body: body, {"word/media/anh.bin": bytes(900_000)})
    size = struct.pack("<I", 900_000)
    return bomb.replace(size, struct.pack("<I", 2_000))


def _spoilt(data: bytes) -> bytes:
    """A byte of the document's own member is another one."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entry = archive.getinfo(MAIN)
    at = entry.header_offset + 30 + len(MAIN) + entry.compress_size // 2
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def _twice(data: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("WORD/document.xml", b"<x/>")
    return out.getvalue()


def _typed(kind: str) -> Callable[[str, bytes], bytes]:
    def change(name: str, body: bytes) -> bytes:
        return body.replace(b"document.main+xml", kind.encode()) if name == "[Content_Types].xml" else body

    return change


def presentation() -> bytes:
    out = io.BytesIO()
    Presentation().save(out)
    return out.getvalue()


LAUGHS = b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
_SOUND: Rows = [HEAD, *ROWS]
DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "no table": lambda: document(_SOUND, lambda _, table: table._tbl.getparent().remove(table._tbl)),
    "two tables with the same numbers": lambda: document(
        _SOUND, lambda made, _: (made.add_paragraph("II"), table_of(made, _SOUND, (12, 80, 18, 18, 45)))[0]
    ),
    "a table that is not there": lambda: document(_SOUND),
    "levels that reach another height": lambda: document(
        [HEAD, *ROWS[:3], ("3.3", "Từ 40 tin", "4", "", ""), ("", "Từ 30 tin", "3", "", ""), *ROWS[4:]], _levels
    ),
    "one score for two": lambda: document(_SOUND, lambda _, table: table.cell(3, 3).merge(table.cell(4, 3))),
    "no cell for a score": lambda: document(_SOUND, _over_points),
    "a locked control": lambda: document(_SOUND, _control_in('<w:lock w:val="sdtContentLocked"/>')),
    "a control bound to data": lambda: document(_SOUND, _control_in('<w:dataBinding w:xpath="/a"/>')),
    "a control to tick": lambda: document(_SOUND, _control_in("<w:date/>")),
    "locked": lambda: document(_SOUND, _locked),
    "encrypted": lambda: encrypted(document(_SOUND)),
    "encrypted as a ZIP": lambda: _flagged(document(_SOUND)),
    "signed": lambda: repacked(document(_SOUND), lambda _, body: body, {"_xmlsignatures/sig1.xml": b"<Signature/>"}),
    "cut": lambda: document(_SOUND)[:20_000],
    "not a ZIP": lambda: b"Phi\xe1\xba\xbfu t\xe1\xbb\xb1 ch\xe1\xba\xa5m" * 100,
    "a damaged member": lambda: _spoilt(document(_SOUND)),
    "a bomb": lambda: repacked(document(_SOUND), lambda _, body: body, {"word/media/anh.png": bytes(60_000_000)}),
    "a bomb that lies about its size": lambda: _lying(document(_SOUND)),
    "too many members": lambda: repacked(
        document(_SOUND), lambda _, body: body, {f"word/media/{number}": b"" for number in range(5_000)}
    ),
    "entities": lambda: _main(document(_SOUND), lambda body: body.replace(b"<w:document", LAUGHS + b"<w:document", 1)),
    "entities behind a long comment": lambda: _main(
        document(_SOUND),
        lambda body: body.replace(b"<w:document", b"<!--" + b"x" * 9_000 + b"-->" + LAUGHS + b"<w:document", 1),
    ),
    "elements without end": lambda: _main(
        document(_SOUND), lambda body: body.replace(b"<w:body>", b"<w:body>" + b"<w:sdt>" * 400 + b"</w:sdt>" * 400, 1)
    ),
    "another encoding": lambda: _main(
        document(_SOUND),
        lambda body: body.decode().replace("encoding='UTF-8'", "encoding='UTF-16'").replace(
            'encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16"),
    ),
    "a name that leads out": lambda: repacked(document(_SOUND), lambda _, body: body, {"word/../../x.xml": b"<x/>"}),
    "a name twice": lambda: _twice(document(_SOUND)),
    "no body": lambda: _main(document(_SOUND), lambda body: body.replace(b"w:body", b"w:bode")),
    "a template of Word": lambda: repacked(document(_SOUND), _typed("template.main+xml")),
    "a presentation": presentation,
    "another kind of file": lambda: b"%PDF-1.7\n",
    "an old file that holds nothing": lambda: _renamed(encrypted(document(_SOUND))),
    "an old file that is none": lambda: b"{not rtf, not doc" + bytes(400),
}  # fmt: skip


def _shared(page: Any) -> None:
    page.merge_cells("D4:D5")


def _reckons(cell: str) -> Callable[[Any], None]:
    def change(page: Any) -> None:
        page[cell] = "=1+1"

    return change


def _protected(page: Any) -> None:
    page.protection.sheet = True


SHEETS: dict[str, Callable[[], bytes]] = {
    "one score for two": lambda: sheet(_SOUND, _shared),
    "a score that reckons": lambda: sheet(_SOUND, _reckons("D5")),
    "evidence that reckons": lambda: sheet(_SOUND, _reckons("E5")),
    "locked": lambda: sheet(_SOUND, _protected),
    "encrypted": lambda: encrypted(sheet(_SOUND)),
    "cut": lambda: sheet(_SOUND)[:3_000],
    "empty": lambda: b"",
    "broken XML": lambda: repacked(
        sheet(_SOUND),
        lambda name, body: body.replace(b"</sheetData>", b"") if name == "xl/worksheets/sheet1.xml" else body,
    ),
}


def make(folder: Path, form: str, ending: str) -> Path:
    """Write the broken form and return its path; for “no such file” there is none."""
    path = folder / f"bieu.{ending}"
    if form == "no such file":
        return path
    if form in ROW_CHANGES:
        rows = ROW_CHANGES[form](list(_SOUND))
        path.write_bytes(document(rows) if ending == "docx" else sheet(rows))
        return path
    makers = SHEETS if ending == "xlsx" else DOCUMENTS
    path.write_bytes(makers[form]())
    return path
