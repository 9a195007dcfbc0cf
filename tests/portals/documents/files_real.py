"""Files as schools make them: workbooks of many sheets, sideways pages, forms to be filled in on the screen."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pikepdf
from PIL import ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.documents.letters import Letter
from tests.documents.pdf_files import write_reportlab
from tests.documents.picture_files import draw_page, scan, to_pdf

_FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


def write_sheets(path: Path, sheets: dict[str, Letter]) -> None:
    """A workbook with a sheet a letter, under its name; numbers are numbers."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, letter in sheets.items():
        sheet = book.create_sheet(title)
        for line in (*letter.head, *letter.body):
            sheet.append([line])
        for row in letter.table:
            sheet.append([int(cell) if cell.isdigit() else cell for cell in row])
        for line in letter.end:
            sheet.append([line])
    book.save(path)


def write_decision(path: Path, *letters: Letter) -> None:
    """A decision and its annexes as one PDF, the annexes on their side."""
    write_reportlab(path, *(letter.lines for letter in letters))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for page in pdf.pages[1:]:
            page.rotate(90, relative=False)
        pdf.save(path)


def write_turned(path: Path, letter: Letter) -> None:
    """A PDF whose one page lies on its side."""
    write_reportlab(path, letter.lines)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].rotate(90, relative=False)
        pdf.save(path)


def write_protected(path: Path, letter: Letter) -> None:
    """A PDF that anybody may read and only the owner may change."""
    plain = path.with_suffix(".plain.pdf")
    write_reportlab(plain, letter.lines)
    allow = pikepdf.Permissions(modify_other=False, modify_annotation=False, extract=False, modify_assembly=False)
    with pikepdf.open(plain) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user="", owner="chu", R=6, allow=allow))
    plain.unlink()


def write_portfolio(path: Path, cover: tuple[str, ...], inside: dict[str, Letter]) -> None:
    """A portfolio: a cover, and PDFs as attachments."""
    write_reportlab(path, cover)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for name, letter in inside.items():
            part = path.with_suffix(".part.pdf")
            write_reportlab(part, letter.lines)
            pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, part.read_bytes(), filename=name)
            part.unlink()
        pdf.Root.Collection = pikepdf.Dictionary(Type=pikepdf.Name.Collection, View=pikepdf.Name.D)
        pdf.save(path)


def write_nonsense_over_scan(path: Path, letter: Letter) -> None:
    """A clear scan with a layer of text that somebody's reader of pictures got wrong, letter by letter."""
    picture = path.with_suffix(".jpg")
    scan(draw_page(letter.lines, dpi=200), 21).save(picture, quality=80)
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 9)
    for number, line in enumerate(letter.lines):
        wrong = "".join(chr(33 + (ord(char) * 7) % 90) if char != " " else " " for char in line)
        canvas.drawString(60, 780 - number * 18, wrong)
    canvas.drawImage(str(picture), 0, 0, A4[0], A4[1])
    canvas.save()
    picture.unlink()


def write_fields(path: Path, head: tuple[str, ...], fields: dict[str, str]) -> None:
    """A PDF to be filled in on the screen: lines, then a label and a field with its value each."""
    pdfmetrics.registerFont(TTFont("DejaVu", _FONT))
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("DejaVu", 12)
    for number, line in enumerate(head):
        canvas.drawString(60, 790 - number * 22, line)
    for number, label in enumerate(fields):
        top = 650 - number * 36
        canvas.drawString(60, top, label)
        canvas.acroForm.textfield(name=f"o{number}", value="", x=240, y=top - 8, width=280, height=22)
    canvas.save()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.Root.AcroForm.NeedAppearances = True
        for field, value in zip(pdf.Root.AcroForm.Fields, fields.values(), strict=True):
            if value:
                field.V = pikepdf.String(value)
                del field.AP
        pdf.save(path)


def write_upright(path: Path, margin: tuple[str, ...], *letters: Letter) -> None:
    """A PDF, a letter a page, with lines that run up the left margin."""
    pdfmetrics.registerFont(TTFont("DejaVu", _FONT))
    canvas = Canvas(str(path), pagesize=A4)
    for letter in letters:
        canvas.setFont("DejaVu", 10)
        canvas.saveState()
        canvas.rotate(90)
        for number, line in enumerate(margin):
            canvas.drawString(200, -30 - number * 14, line)
        canvas.restoreState()
        for number, line in enumerate(letter.lines):
            canvas.drawString(80, 790 - number * 18, line)
        canvas.showPage()
    canvas.save()


def write_handwritten_year(path: Path, letter: Letter, year: tuple[str, str]) -> None:
    """A scan; behind “20” and “20” of the last line of the head the digits of the year stand as a hand sets them."""
    page = draw_page(letter.lines, dpi=200)
    pen = ImageDraw.Draw(page)
    top = 180 + (len(letter.head) - 1) * 69
    for left, digits in zip((860, 1010), year, strict=True):
        for number, digit in enumerate(digits):
            at, low = left + 26 * number, top + 3 * number
            strokes = {"1": ((8, 0, 4, 34),), "2": ((0, 8, 8, 0), (8, 0, 16, 8), (16, 8, 0, 34), (0, 34, 18, 30))}[
                digit
            ]
            for x, y, to, down in strokes:
                pen.line((at + x, low + y, at + to, low + down), fill=60, width=4)
    to_pdf(path, scan(page, 31), dpi=200)
