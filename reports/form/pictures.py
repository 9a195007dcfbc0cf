"""QR codes of addresses, for those who hold a form on paper. Needs the extra `qr` (Segno)."""

from __future__ import annotations

import io
from importlib.util import find_spec

from reports.form.errors import FormError

SIDE = 720_000
"""2 cm in English Metric Units (360,000 a centimetre)."""
_LONGEST = 1_000
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def check_qr() -> None:
    """Raise FormError when no QR code can be made on this machine."""
    if find_spec("segno") is None:
        raise FormError('Mã QR cần thêm phần “qr”: hãy chạy pip install -c constraints.txt ".[qr]" rồi thử lại.')


def qr_png(text: str) -> bytes | None:
    """A QR code of `text` as PNG, None for a text that is too long to be read off paper."""
    if len(text) > _LONGEST:
        return None
    import segno

    out = io.BytesIO()
    segno.make_qr(text, error="m").save(out, kind="png", scale=4, border=2)
    return out.getvalue()


class QrPictures:
    """The QR codes of one form, each address once, as members of `folder`."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._names: dict[str, str] = {}
        self.files: dict[str, bytes] = {}
        self.relations: dict[str, str] = {}
        self._drawn = 0

    def member(self, href: str) -> str | None:
        """The member that holds the code of an address, None when it has none."""
        if href not in self._names:
            picture = qr_png(href)
            if picture is None:
                return None
            name = f"{self._folder}/kiemcong-qr{len(self._names) + 1}.png"
            self._names[href], self.files[name] = name, picture
            self.relations[name] = f"rIdKiemCongQr{len(self._names)}"
        return self._names[href]

    def inline(self, href: str) -> str:
        """The code of an address as a drawing in a run of Word; empty when it has none."""
        member = self.member(href)
        if member is None:
            return ""
        self._drawn += 1
        number, name = 910_000 + self._drawn, f"QR {self._drawn}"
        spaces = {
            "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
            "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
            "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
            "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        }
        declared = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in spaces.items())
        return (
            f'<w:drawing xmlns:w="{_W}" {declared}><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{SIDE}" cy="{SIDE}"/><wp:docPr id="{number}" name="{name}" descr="Mã QR của minh chứng"/>'
            f'<a:graphic><a:graphicData uri="{spaces["pic"]}">{picture_xml(number, name, self.relations[member])}'
            "</a:graphicData></a:graphic></wp:inline></w:drawing>"
        )


def picture_xml(number: int, name: str, relation: str) -> str:
    """A picture as DrawingML, for a document."""
    return (
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{SIDE}" cy="{SIDE}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
