"""Makes the portals' files by the zoo's makers; LibreOffice starts once a target for all portals together."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pikepdf
from PIL import ImageFilter

from tests.documents import office_files, other_files, pdf_files, picture_files
from tests.documents.letters import Letter, in_tcvn3, in_vni

_Make = Callable[[Path], None]


class Workshop:
    """Files by name in a folder. Asking for one notes how it is made; `bytes_of` makes what is not there yet.

    A folder that is kept from an earlier run is used again: names belong to one text for ever, so a text that changes
    needs another name or an empty folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._orders: dict[str, _Make] = {}
        self._office: dict[str, str] = {}

    def _order(self, name: str, make: _Make) -> str:
        assert name not in self._orders, name
        self._orders[name] = make
        return name

    def bytes_of(self, name: str) -> bytes:
        """The bytes of an ordered file."""
        path = self.folder / name
        if not path.exists():
            self._make(name)
        return path.read_bytes()

    def _make(self, name: str) -> None:
        path = self.folder / name
        if not path.exists():
            partly = path.with_name(f"new-{name}")
            self._orders[name](partly)
            partly.rename(path)

    def finish(self) -> None:
        """Make all ordered files."""
        missing = {name: ending for name, ending in self._office.items() if not (self.folder / name).exists()}
        targets: dict[str, tuple[str, ...]] = {}
        for name, ending in missing.items():
            source = f"{name}.source.{'xlsx' if ending == 'xls' else 'docx'}"
            self._orders[source](self.folder / source)
            targets[ending] = (*targets.get(ending, ()), source)
        if targets:
            office_files.convert(self.folder, targets)
        for name, ending in missing.items():
            (self.folder / "converted" / f"{name}.source.{ending}").rename(self.folder / name)
        shutil.rmtree(self.folder / "converted", ignore_errors=True)
        for name in self._orders:
            if ".source." not in name:
                self._make(name)

    def made(self, name: str, make: _Make) -> str:
        """A file by a maker of a portal's own."""
        return self._order(name, make)

    # ---- kinds of files ----------------------------------------------------------------------------------------

    def pdf(self, name: str, *letters: Letter) -> str:
        """A PDF with text by reportlab, a letter a page."""
        return self._order(name, lambda path: pdf_files.write_reportlab(path, *(one.lines for one in letters)))

    def webpdf(self, name: str, letter: Letter) -> str:
        """A PDF with text by WeasyPrint."""
        return self._order(name, partial(pdf_files.write_weasy, letter=letter))

    def docx(self, name: str, letter: Letter) -> str:
        """A Word file by python-docx."""
        return self._order(name, partial(office_files.write_docx, letter=letter))

    def xlsx(self, name: str, letter: Letter, second: Letter | None = None) -> str:
        """A workbook by openpyxl, a letter a sheet."""
        return self._order(name, partial(office_files.write_xlsx, letter=letter, second=second))

    def office(self, name: str, letter: Letter) -> str:
        """A file that LibreOffice writes: the ending of its name says which."""
        ending = name.rpartition(".")[2]
        if ending == "xls":
            self._order(f"{name}.source.xlsx", partial(office_files.write_xlsx, letter=letter, typed=True))
        else:
            self._order(f"{name}.source.docx", partial(office_files.write_docx, letter=letter))
        self._office[name] = ending
        return self._order(name, lambda path: None)

    def old_word(self, name: str, letter: Letter) -> str:
        """A Word 97 file in a .VnTime font."""
        return self.office(name, Letter(head=tuple(map(in_tcvn3, letter.lines))))

    def scan(self, name: str, letter: Letter, *, readable: bool = True, dpi: int = 200) -> str:
        """A PDF that is a picture; not `readable`: so blurred that no one can read it."""

        def make(path: Path) -> None:
            page = picture_files.scan(picture_files.draw_page(letter.lines, dpi=dpi), 11)
            if not readable:
                page = page.filter(ImageFilter.GaussianBlur(dpi / 9))
            picture_files.to_pdf(path, page, dpi=dpi)

        return self._order(name, make)

    def picture(self, name: str, letter: Letter, *, photo: bool = False) -> str:
        """A JPEG of a page, clean or as a phone takes it."""

        def make(path: Path) -> None:
            page = picture_files.draw_page(letter.lines, dpi=150)
            page = picture_files.photograph(page, 12) if photo else picture_files.scan(page, 13)
            page.save(path, format="JPEG", quality=75, dpi=(150, 150))

        return self._order(name, make)

    def stamped_scan(self, name: str, letter: Letter, words: Sequence[str]) -> str:
        """A scan over which a program wrote a few words: a text layer that is not the paper's text."""

        def make(path: Path) -> None:
            scanned = path.with_suffix(".scan.pdf")
            picture_files.to_pdf(
                scanned, picture_files.scan(picture_files.draw_page(letter.lines, dpi=150), 14), dpi=150
            )
            stamp = path.with_suffix(".stamp.pdf")
            pdf_files.write_reportlab(stamp, tuple(words))
            with pikepdf.open(scanned) as below, pikepdf.open(stamp) as above:
                below.pages[0].add_overlay(above.pages[0])
                below.save(path)
            scanned.unlink()
            stamp.unlink()

        return self._order(name, make)

    def tcvn3(self, name: str, letter: Letter) -> str:
        """A PDF in a .VnTime font."""
        return self._order(name, lambda path: pdf_files.write_reportlab(
            path, tuple(map(in_tcvn3, letter.lines)), font="Helvetica"))  # fmt: skip

    def vni(self, name: str, letter: Letter) -> str:
        """A PDF in a VNI font."""
        return self._order(name, lambda path: pdf_files.write_reportlab(
            path, tuple(map(in_vni, letter.lines)), font="Helvetica"))  # fmt: skip

    def without_unicode(self, name: str, letter: Letter) -> str:
        """A PDF whose fonts do not say which letter a glyph is."""

        def make(path: Path) -> None:
            whole = path.with_suffix(".whole.pdf")
            pdf_files.write_weasy(whole, letter)
            pdf_files.write_without_unicode(path, whole)
            whole.unlink()

        return self._order(name, make)

    def encrypted(self, name: str, letter: Letter) -> str:
        """A PDF or Word file that asks for a password."""

        def make(path: Path) -> None:
            plain = path.with_suffix(".plain")
            if name.endswith("pdf"):
                pdf_files.write_reportlab(plain, letter.lines)
                pdf_files.write_encrypted(path, plain, user="bimat", owner="chu")
            else:
                office_files.write_docx(plain, letter)
                office_files.write_encrypted(path, plain)
            plain.unlink()

        return self._order(name, make)

    def cut(self, name: str, whole: str) -> str:
        """The first half of another file."""
        return self._order(name, lambda path: _write(path, self.bytes_of(whole)[: len(self.bytes_of(whole)) // 2]))

    def large(self, name: str, letter: Letter, megabytes: int) -> str:
        """A PDF with text that carries megabytes of something that does not shrink."""

        def make(path: Path) -> None:
            plain = path.with_suffix(".plain.pdf")
            pdf_files.write_reportlab(plain, letter.lines)
            with pikepdf.open(plain) as pdf:
                block = pikepdf.Stream(pdf, bytes(megabytes * 1_048_576))
                pdf.Root.PieceInfo = pdf.make_indirect(block)
                pdf.save(path, compress_streams=False)
            plain.unlink()

        return self._order(name, make)

    def zipped(self, name: str, members: dict[str, str]) -> str:
        """A ZIP: name inside -> ordered file."""

        def make(path: Path) -> None:
            import zipfile

            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                for inside, ordered in members.items():
                    archive.writestr(inside, self.bytes_of(ordered))

        return self._order(name, make)

    def rar(self, name: str, members: dict[str, str]) -> str:
        """A RAR: name inside -> ordered file."""
        return self._order(name, lambda path: other_files.write_rar(
            path, {inside: self.bytes_of(ordered) for inside, ordered in members.items()}))  # fmt: skip

    def raw(self, name: str, content: bytes) -> str:
        """Bytes as they are."""
        return self._order(name, lambda path: _write(path, content))


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
