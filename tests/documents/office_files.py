"""Office files of the zoo: python-docx, openpyxl, python-pptx, and LibreOffice, which converts many at a time."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import msoffcrypto
import openpyxl
from docx.oxml import parse_xml
from openpyxl.worksheet.properties import PageSetupProperties
from pptx import Presentation

from tests.documents import letters
from tests.documents.letters import Letter

_TIMEOUT = 240


def write_docx(path: Path, letter: Letter) -> None:
    """A Word file by python-docx: paragraphs, a real table, paragraphs."""
    document = docx.Document()
    for line in (*letter.head, *letter.body):
        document.add_paragraph(line)
    if letter.table:
        table = document.add_table(rows=0, cols=len(letter.table[0]))
        for row in letter.table:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    for line in letter.end:
        document.add_paragraph(line)
    document.save(str(path))


def _value(cell: str) -> object:
    """A number or a day as a workbook has them, else the text."""
    if cell.isdigit():
        return int(cell)
    try:
        return datetime.strptime(cell, "%d/%m/%Y").replace(tzinfo=UTC).date()
    except ValueError:
        return cell


def write_xlsx(path: Path, letter: Letter, second: Letter | None = None, typed: bool = False) -> None:
    """A workbook by openpyxl, a letter a sheet; days are text, or with `typed` the numbers that Excel makes of them."""
    book = openpyxl.Workbook()
    for number, one in enumerate(filter(None, (letter, second))):
        sheet = book.active if number == 0 else book.create_sheet()
        sheet.title = ("Dự toán", "Đội ngũ")[number]
        for line in (*one.head, *one.body):
            sheet.append([line])
        for row in one.table:
            sheet.append([_value(cell) if typed else int(cell) if cell.isdigit() else cell for cell in row])
        for line in one.end:
            sheet.append([line])
        for column, width in zip("ABCDE", (8, 30, 14, 12, 8), strict=True):
            sheet.column_dimensions[column].width = width
        # How many pages a printed sheet has would hang on the machine's fonts.
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    book.save(path)


def write_pptx(path: Path, letter: Letter) -> None:
    """A presentation by python-pptx: a title slide and one with the body."""
    slides = Presentation()
    first = slides.slides.add_slide(slides.slide_layouts[0])
    first.shapes.title.text = letter.head[-1]
    first.placeholders[1].text = letter.head[0]
    second = slides.slides.add_slide(slides.slide_layouts[1])
    second.shapes.title.text = "Nội dung"
    second.placeholders[1].text = "\n".join(letter.body)
    slides.save(path)


_TEXT_BOX = """<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><mc:AlternateContent>
<mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="4000000" cy="400000"/><wp:docPr id="{id}" name="B{id}"/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="4000000" cy="400000"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>
<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>
</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>
<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""


def write_boxed_docx(path: Path, letter: Letter) -> None:
    """A Word file whose head stands in text boxes, as Word writes them: once for new readers, once for old."""
    document = docx.Document()
    for number, line in enumerate(letter.head, 1):
        document.add_paragraph()._p.append(parse_xml(_TEXT_BOX.format(text=line, id=number)))
    table = document.add_table(rows=0, cols=2)
    for row in letter.table:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(path))


def write_macros(path: Path, workbook: Path) -> None:
    """A copy of a workbook with a VBA project in it."""
    shutil.copy(workbook, path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000))


def write_encrypted(path: Path, plain: Path) -> None:
    """An Office file behind a password, as Word and Excel encrypt it."""
    with plain.open("rb") as source, path.open("wb") as target:
        msoffcrypto.OfficeFile(source).encrypt("bimat", target)


def convert(folder: Path, jobs: dict[str, tuple[str, ...]]) -> None:
    """Convert files of `folder` by LibreOffice: target extension -> names; one start a target."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    assert program, "LibreOffice is missing: apt-get install libreoffice-writer-nogui libreoffice-calc-nogui"
    profile = folder / "profile"
    for target, names in jobs.items():
        out = folder / "converted"
        command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", target]
        subprocess.run(
            [*command, "--outdir", str(out), *(str(folder / name) for name in names)],
            check=True,
            capture_output=True,
            timeout=_TIMEOUT,
            env={**os.environ, "HOME": str(folder)},
        )
    shutil.rmtree(profile, ignore_errors=True)


def build(folder: Path) -> None:
    """Write all office files of the zoo into `folder`."""
    write_docx(folder / "bm05.docx", letters.BM05)
    write_docx(folder / "bm08.docx", letters.BM08)
    write_docx(folder / "bm05-trong.docx", letters.EMPTY_BM05)
    write_docx(folder / "don-trong.docx", letters.LEAVE_EMPTY)
    write_docx(folder / "don-da-dien.docx", letters.LEAVE_FILLED)
    write_boxed_docx(folder / "khung-chu.docx", letters.BOXED)
    write_xlsx(folder / "du-toan.xlsx", letters.BUDGET, letters.BM08)
    write_xlsx(folder / "danh-sach.xlsx", letters.PUPILS)
    write_xlsx(folder / "danh-sach-ngay.xlsx", letters.PUPILS, typed=True)
    write_pptx(folder / "ke-hoach.pptx", letters.PLAN)
    write_macros(folder / "macro.xlsx", folder / "du-toan.xlsx")
    write_encrypted(folder / "mat-khau.docx", folder / "bm05.docx")
    write_docx(folder / "tcvn3.docx", Letter(head=tuple(map(letters.in_tcvn3, letters.NOTICE.lines))))
    jobs = {
        "pdf": ("bm05.docx", "danh-sach.xlsx", "don-trong.docx"),
        "doc": ("bm08.docx", "khung-chu.docx", "tcvn3.docx"),
        "xls": ("du-toan.xlsx", "danh-sach-ngay.xlsx"),
        "odt": ("bm05.docx",),
        "rtf": ("bm08.docx",),
        "ods": ("du-toan.xlsx",),
    }
    convert(folder, jobs)
    for made in (folder / "converted").iterdir():
        made.rename(folder / made.name)
    (folder / "converted").rmdir()
    shutil.copy(folder / "bm05.docx", folder / "that-ra-docx.doc")
