"""Plain, packed and hostile files of the zoo."""

from __future__ import annotations

import random
import subprocess
import unicodedata
import zipfile
import zlib
from pathlib import Path

import docx
import py7zr
from docx.shared import Inches

from tests.documents import letters

_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def in_1258(text: str) -> bytes:
    """Windows-1258: letters with hats and horns are single, tones are combining marks behind them."""
    out = []
    for char in unicodedata.normalize("NFC", text):
        try:
            out.append(char.encode("cp1258"))
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", char)
            tone = next(mark for mark in parts[1:] if mark in "\u0300\u0301\u0303\u0309\u0323")
            base = unicodedata.normalize("NFC", parts.replace(tone, "", 1))
            out.append((base + tone).encode("cp1258"))
    return b"".join(out)


def write_rar(path: Path, names: dict[str, bytes]) -> None:
    """A RAR 5 archive with stored files, byte by byte after its published format: no free tool writes RAR."""

    def number(value: int) -> bytes:
        out = bytearray()
        while value > 127:
            out.append(value & 127 | 128)
            value >>= 7
        return bytes((*out, value))

    def block(body: bytes, data: bytes = b"") -> bytes:
        sized = number(len(body)) + body
        return zlib.crc32(sized).to_bytes(4, "little") + sized + data

    content = b"Rar!\x1a\x07\x01\x00" + block(number(1) + number(0) + number(0))
    for name, data in names.items():
        encoded = name.encode()
        head = number(2) + number(2) + number(len(data)) + number(4) + number(len(data)) + number(0o644)
        head += zlib.crc32(data).to_bytes(4, "little") + number(0) + number(1) + number(len(encoded)) + encoded
        content += block(head, data)
    path.write_bytes(content + block(number(5) + number(0) + number(0)))


def write_docx_bomb(path: Path, megabytes: int = 400) -> None:
    """A Word file of one megabyte whose document would be 400."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", _CONTENT_TYPES)
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            part.write(f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>'.encode())
            block = b"a" * 1_048_576
            for _ in range(megabytes):
                part.write(block)
            part.write(b"</w:t></w:r></w:p></w:body></w:document>")


def write_entities(path: Path) -> None:
    """A Word file whose XML is "a billion laughs"."""
    names = "abcdefghij"
    entities = "".join(
        f'<!ENTITY {name} "{(f"&{before};" if before else "ha") * 10}">'
        for before, name in zip(("", *names[:-1]), names, strict=True)
    )
    text = (
        f"<?xml version='1.0'?><!DOCTYPE w [{entities}]>"
        f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _CONTENT_TYPES)
        archive.writestr("word/document.xml", text)


def build(folder: Path) -> None:
    """Write the rest of the zoo into `folder`; office files and PDFs must be there."""
    notice = "\n".join(letters.NOTICE.lines)
    (folder / "thong-bao.txt").write_text(notice, "utf-8")
    (folder / "thong-bao-1258.txt").write_bytes(in_1258(notice))
    (folder / "thong-bao-utf16.txt").write_text(notice, "utf-16")
    (folder / "thong-bao-vni.txt").write_bytes(letters.in_vni(notice).encode("cp1252", "replace"))
    (folder / "du-toan.csv").write_text(
        "\n".join([*letters.BUDGET.head, *(";".join(row) for row in letters.BUDGET.table)]), "utf-8-sig"
    )
    (folder / "rong.pdf").write_bytes(b"")
    scanned = docx.Document()
    scanned.add_picture(str(folder / "quet.jpg"), width=Inches(6))
    scanned.save(str(folder / "quet.docx"))
    # A scan with the letters that Tesseract read laid invisibly over it, as scanners with OCR make them.
    searchable = ["tesseract", str(folder / "quet.jpg"), str(folder / "quet-co-chu"), "-l", "vie", "pdf"]
    subprocess.run(searchable, check=True, capture_output=True, timeout=240)
    page = "<!doctype html><html><head><title>Đăng nhập</title></head><body><p>Vui lòng đăng nhập</p></body></html>"
    (folder / "that-ra-web.pdf").write_text(page, "utf-8")
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in letters.BUDGET.table)
    table = f"<html><body><p>{letters.BUDGET.head[1]}</p><table>{rows}</table></body></html>"
    (folder / "xuat-ra-web.xls").write_text(table, "utf-8")
    (folder / "khong-ro.bin").write_bytes(random.Random(7).randbytes(5_000))
    (folder / "anh.pdf").write_bytes((folder / "quet.jpg").read_bytes())
    word = (folder / "bm05.docx").read_bytes()
    (folder / "cut-nua.docx").write_bytes(word[: len(word) * 2 // 3])
    doc = (folder / "bm08.doc").read_bytes()
    (folder / "cut-nua.doc").write_bytes(doc[: len(doc) // 3])
    jpeg = (folder / "quet.jpg").read_bytes()
    (folder / "cut-nua.jpg").write_bytes(jpeg[: len(jpeg) // 2])
    with zipfile.ZipFile(folder / "ho-so.zip", "w") as archive:
        archive.write(folder / "bm05.pdf", "Công khai 2021-2022/Biểu mẫu 05.pdf")
        archive.write(folder / "bm06.pdf", "Công khai 2021-2022/Biểu mẫu 06.pdf")
    with zipfile.ZipFile(folder / "long-nhau.zip", "w") as archive:
        archive.write(folder / "ho-so.zip", "trong/ho-so.zip")
    with zipfile.ZipFile(folder / "bom.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        block = bytes(1_048_576)
        for number in range(3):
            with archive.open(f"{number}.bin", "w") as part:
                for _ in range(120):
                    part.write(block)
    with py7zr.SevenZipFile(folder / "ho-so.7z", "w") as archive:
        archive.write(folder / "bm05.pdf", "Biểu mẫu 05.pdf")
    with py7zr.SevenZipFile(folder / "mat-khau.7z", "w", password="bimat", header_encryption=True) as archive:
        archive.write(folder / "bm05.pdf", "Biểu mẫu 05.pdf")
    write_rar(folder / "ho-so.rar", {"Biểu mẫu 05.pdf": b"%PDF-1.4", "Biểu mẫu 06.pdf": b"%PDF-1.4"})
    write_docx_bomb(folder / "bom.docx")
    write_entities(folder / "thuc-the.docx")
