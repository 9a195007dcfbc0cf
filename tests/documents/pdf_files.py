"""PDFs of the zoo: WeasyPrint, reportlab, and pikepdf (qpdf) for what is encrypted, active or broken."""

from __future__ import annotations

import html
import io
import unicodedata
import zlib
from pathlib import Path

import pikepdf
import weasyprint
from fontTools.ttLib import TTFont as FontFile
from pikepdf import Dictionary, Name, Stream
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.documents import letters
from tests.documents.letters import Letter
from tests.documents.picture_files import draw_page, scan, stamp

_FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


def write_weasy(path: Path, letter: Letter) -> None:
    """A PDF by WeasyPrint, from HTML with a table."""
    rows = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in letter.table)
    before = "".join(f"<p>{html.escape(line)}</p>" for line in (*letter.head, *letter.body))
    after = "".join(f"<p>{html.escape(line)}</p>" for line in letter.end)
    page = f"<html lang=vi><style>body{{font-family:'DejaVu Serif'}}</style>{before}<table>{rows}</table>{after}</html>"
    weasyprint.HTML(string=page).write_pdf(path)


def write_reportlab(path: Path, *pages: tuple[str, ...], font: str = "", blank: int = 0) -> None:
    """A PDF by reportlab, lines a page; a standard font (WinAnsi) when `font` names one; `blank` pages at the end."""
    pdfmetrics.registerFont(TTFont("DejaVu", _FONT))
    canvas = Canvas(str(path), pagesize=A4)
    for lines in pages:
        canvas.setFont(font or "DejaVu", 11)
        for number, line in enumerate(lines):
            canvas.drawString(60, 780 - number * 18, line)
        canvas.showPage()
    for _ in range(blank):
        canvas.showPage()
    canvas.save()


def write_fields(path: Path, value: str) -> None:
    """A PDF form by reportlab with three text fields, empty or holding a value."""
    write_fields_canvas = Canvas(str(path), pagesize=A4)
    pdfmetrics.registerFont(TTFont("DejaVu", _FONT))
    write_fields_canvas.setFont("DejaVu", 12)
    for number, label in enumerate(("ĐƠN XIN CHUYỂN TRƯỜNG", "Họ và tên học sinh:", "Lớp:", "Lý do:")):
        write_fields_canvas.drawString(60, 760 - number * 40, label)
        if number:
            write_fields_canvas.acroForm.textfield(
                name=f"o{number}", value=value, x=220, y=750 - number * 40, width=250
            )
    write_fields_canvas.save()


def write_with(path: Path, source: Path, change: str) -> None:
    """A copy of a PDF with JavaScript that runs on opening, a file inside, or a signature field."""
    with pikepdf.open(source) as pdf:
        if change == "javascript":
            pdf.Root.OpenAction = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS="app.alert('xin chao');"))
        elif change == "attachment":
            pdf.attachments["bang.xlsx"] = pikepdf.AttachedFileSpec(pdf, b"PK\x03\x04 not really", filename="bang.xlsx")
        elif change == "signature":
            value = Dictionary(
                Type=Name.Sig,
                Filter=Name("/Adobe.PPKLite"),
                SubFilter=Name("/adbe.pkcs7.detached"),
                Name="Truong Tieu hoc Hoa Sen",
                Contents=bytes(64),
                ByteRange=[0, 10, 20, 30],
            )
            field = Dictionary(
                FT=Name.Sig, T="ChuKy1", V=pdf.make_indirect(value), Type=Name.Annot, Subtype=Name.Widget
            )
            field.Rect = [0, 0, 0, 0]
            signed = pdf.make_indirect(field)
            pdf.Root.AcroForm = Dictionary(Fields=[signed], SigFlags=3)
            pdf.pages[0].Annots = pdf.make_indirect([signed])
        pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def write_encrypted(path: Path, source: Path, *, user: str, owner: str) -> None:
    """A copy of a PDF encrypted with AES-256 (qpdf)."""
    with pikepdf.open(source) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user=user, owner=owner, R=6))


def write_without_unicode(path: Path, source: Path) -> None:
    """A copy of a PDF whose CID fonts say nothing of which letter a glyph is."""
    with pikepdf.open(source) as pdf:
        for item in pdf.objects:
            if isinstance(item, Dictionary) and item.get("/Subtype") == Name.Type0:
                if "/ToUnicode" in item:
                    del item["/ToUnicode"]
                described = item.DescendantFonts[0].FontDescriptor
                key = next(key for key in ("/FontFile2", "/FontFile3") if key in described)
                described[key].write(_without_cmap(bytes(described[key].read_bytes())))
        pdf.save(path)


def _without_cmap(program: bytes) -> bytes:
    font = FontFile(io.BytesIO(program))
    for table in ("cmap", "post", "name", "GSUB"):
        if table in font:
            del font[table]
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def write_stamped(path: Path) -> None:
    """A scan over which somebody's software wrote one line of text: the stamp of a digital signature."""
    picture = path.with_suffix(".jpg")
    scan(stamp(draw_page(letters.BM08.lines, dpi=150), 0.5, 0.3), 5).save(picture, quality=75)
    pdfmetrics.registerFont(TTFont("DejaVu", _FONT))
    canvas = Canvas(str(path), pagesize=A4)
    canvas.drawImage(str(picture), 0, 0, A4[0], A4[1])
    canvas.setFont("DejaVu", 7)
    canvas.drawString(380, 820, "Ký bởi: Trường Tiểu học Hoa Sen")
    canvas.drawString(380, 810, "Thời gian ký: 15/09/2021 08:30:12 +07:00")
    canvas.save()
    picture.unlink()


def write_many_pages(path: Path, count: int = 5_000) -> None:
    """A PDF of a great many pages, each with a line."""
    canvas = Canvas(str(path), pagesize=A4)
    for number in range(count):
        canvas.drawString(60, 780, f"Trang {number + 1}")
        canvas.showPage()
    canvas.save()


def write_memory_eater(path: Path) -> None:
    """A page of nine hundred megabytes behind two layers of deflate: pdfium dies when memory runs out."""
    inner = zlib.compressobj(9)
    block = b"q Q " * 262_144
    once = b"".join(inner.compress(block) for _ in range(900)) + inner.flush()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        content = Stream(pdf, zlib.compress(once, 9))
        content.Filter = [Name.FlateDecode, Name.FlateDecode]
        pdf.pages[0].Contents = pdf.make_indirect(content)
        pdf.save(path, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def write_hanging(path: Path, megabytes: int = 24) -> None:
    """A page of 24 MB of instructions which change nothing and look through 400 settings each."""
    packer = zlib.compressobj(9)
    block = b"/G gs " * 174_763
    content = b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        page = pdf.pages[0]
        page.Contents = pdf.make_indirect(Stream(pdf, content, Filter=Name.FlateDecode))
        state = Dictionary({f"/K{number}": number for number in range(400)})
        page.Resources = Dictionary(ExtGState=Dictionary(G=pdf.make_indirect(state)))
        pdf.save(path, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def build(folder: Path) -> None:
    """Write all PDFs of the zoo into `folder`; bm05.pdf of LibreOffice must be there."""
    write_weasy(folder / "bm06.pdf", letters.BM06)
    write_reportlab(folder / "bm07.pdf", letters.BM07.lines)
    write_reportlab(folder / "truong-khac-bm07.pdf", letters.OTHER_BM07.lines)
    write_reportlab(folder / "tcvn3.pdf", tuple(map(letters.in_tcvn3, letters.NOTICE.lines)), font="Helvetica")
    write_reportlab(folder / "vni.pdf", tuple(map(letters.in_vni, letters.NOTICE.lines)), font="Helvetica")
    decomposed = tuple(unicodedata.normalize("NFD", line) for line in letters.BM07.lines)
    write_reportlab(folder / "to-hop-roi.pdf", decomposed)
    write_reportlab(folder / "trang-trang.pdf", blank=3)
    write_fields(folder / "o-dien-trong.pdf", "")
    write_fields(folder / "o-dien-co-chu.pdf", "Le Gia Han 2A")
    write_with(folder / "javascript.pdf", folder / "bm05.pdf", "javascript")
    write_with(folder / "dinh-kem.pdf", folder / "bm05.pdf", "attachment")
    write_with(folder / "ky-so.pdf", folder / "bm06.pdf", "signature")
    write_encrypted(folder / "mat-khau-mo.pdf", folder / "bm05.pdf", user="bimat", owner="chu")
    write_encrypted(folder / "mat-khau-sua.pdf", folder / "bm05.pdf", user="", owner="chu")
    write_without_unicode(folder / "khong-tounicode.pdf", folder / "bm06.pdf")
    write_stamped(folder / "dau-tren-ban-quet.pdf")
    write_many_pages(folder / "nam-nghin-trang.pdf")
    write_memory_eater(folder / "an-bo-nho.pdf")
    write_hanging(folder / "treo.pdf")
    whole = (folder / "bm05.pdf").read_bytes()
    (folder / "cut-nua.pdf").write_bytes(whole[: len(whole) // 2])
    place = whole.rindex(b"startxref")
    (folder / "hong-xref.pdf").write_bytes(whole[:place] + b"startxref\n99999999\n%%EOF\n")
    hole = bytes(int(len(whole) * 0.8))
    (folder / "hong-giua.pdf").write_bytes(whole[: len(whole) // 10] + hole + whole[-120:])
    (folder / "chi-co-dau-tep.pdf").write_bytes(b"%PDF-1.7\n" + b"\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 20)
