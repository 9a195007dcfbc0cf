"""Pictures of pages: drawn from known text, then scanned, stamped, turned and photographed with a fixed seed."""

from __future__ import annotations

import random
import zlib
from pathlib import Path

import img2pdf
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from tests.documents import letters

_FONTS = Path("/usr/share/fonts/truetype/dejavu")
_INCHES = (8.27, 11.69)


def draw_page(lines: tuple[str, ...], dpi: int = 200, points: float = 13, font: str = "DejaVuSerif.ttf") -> Image.Image:
    """An A4 page in grey with the lines on it; capitals in the middle, as letters have their titles."""
    width, height = (int(inch * dpi) for inch in _INCHES)
    page = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(page)
    size = points * dpi / 72
    top = dpi * 0.9
    for line in lines:
        face = ImageFont.truetype(str(_FONTS / font), int(size))
        room = width - 2 * dpi * 0.8
        length = pen.textlength(line, font=face)
        if length > room:
            face = ImageFont.truetype(str(_FONTS / font), int(size * room / length))
            length = pen.textlength(line, font=face)
        left = (width - length) / 2 if line.isupper() or len(line) < 60 else dpi * 0.8
        pen.text((left, top), line, font=face, fill=20)
        top += size * 1.9
    return page


def stamp(page: Image.Image, x: float, y: float, text: str = "TRƯỜNG TIỂU HỌC HOA SEN") -> Image.Image:
    """The page in colour with a round red stamp at a share of its width and height, over what stands there."""
    dpi = page.width / _INCHES[0]
    radius = int(dpi * 0.7)
    coloured = page.convert("RGB")
    ink = Image.new("RGBA", (2 * radius, 2 * radius), (0, 0, 0, 0))
    pen = ImageDraw.Draw(ink)
    colour = (205, 30, 45, 190)
    pen.ellipse((2, 2, 2 * radius - 3, 2 * radius - 3), outline=colour, width=max(3, int(dpi * 0.025)))
    inner = int(radius * 0.32)
    pen.ellipse((inner, inner, 2 * radius - inner, 2 * radius - inner), outline=colour, width=max(2, int(dpi * 0.012)))
    face = ImageFont.truetype(str(_FONTS / "DejaVuSans-Bold.ttf"), int(dpi * 0.11))
    pen.text((radius, radius), text.replace(" ", "\n", 1), font=face, fill=colour, anchor="mm", align="center")
    coloured.paste(ink, (int(page.width * x), int(page.height * y)), ink)
    return coloured


def scan(page: Image.Image, seed: int, skew: float = 0.7, noise: int = 24, blur: float = 0.5) -> Image.Image:
    """The page as a scanner gives it: a little turned, blurred, grey and with dust."""
    chance = random.Random(seed)
    turned = page.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=tuple([250] * len(page.getbands())))
    soft = turned.filter(ImageFilter.GaussianBlur(blur * page.width / 1654))
    # Even noise of 0 to 255 has a deviation of 74; what is wanted is a third of `noise`, the same every time.
    grain = Image.frombytes("L", page.size, chance.randbytes(page.width * page.height)).convert(page.mode)
    mixed = Image.blend(soft, grain, noise / 3 / 74)
    pen = ImageDraw.Draw(mixed)
    for _ in range(150):
        x, y = chance.randrange(page.width), chance.randrange(page.height)
        pen.ellipse((x, y, x + 3, y + 3), fill=tuple([90] * len(page.getbands())))
    return mixed


def photograph(page: Image.Image, seed: int) -> Image.Image:
    """The page as a phone sees it: in perspective on a dark desk, one side in shadow."""
    width, height = page.size
    colour = page.convert("RGB")
    big = Image.new("RGB", (int(width * 1.12), int(height * 1.1)), (70, 58, 48))
    big.paste(colour, (int(width * 0.06), int(height * 0.05)))
    lean = 0.03 * width
    seen = big.transform(
        big.size,
        Image.Transform.QUAD,
        (-lean, 0, lean * 0.4, big.height, big.width - lean * 0.6, big.height, big.width + lean, lean),
        Image.Resampling.BICUBIC,
    )
    shade = Image.linear_gradient("L").rotate(90).resize(seen.size).point(lambda value: 150 + value * 105 // 255)
    lit = Image.composite(seen, Image.new("RGB", seen.size, (25, 22, 20)), shade)
    return scan(lit, seed, skew=0.4, noise=16, blur=0.4)


def to_pdf(path: Path, *pages: Image.Image, dpi: int = 200) -> None:
    """A PDF that is nothing but JPEG pictures, by img2pdf."""
    files = []
    for number, page in enumerate(pages):
        file = path.with_suffix(f".{number}.jpg")
        page.save(file, quality=60, dpi=(dpi, dpi))
        files.append(file)
    path.write_bytes(img2pdf.convert([str(file) for file in files]))
    for file in files:
        file.unlink()


def write_huge_png(path: Path, side: int = 30_000) -> None:
    """A PNG of a hundred kilobytes that is nine hundred million black dots: a decompression bomb."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    packer = zlib.compressobj(9)
    row = bytes(side // 8 + 1)
    pixels = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = side.to_bytes(4, "big") * 2 + bytes((1, 0, 0, 0, 0))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b""))


def build(folder: Path) -> None:
    """Write all pictures and scans of the zoo into `folder`."""
    page = draw_page(letters.BM07.lines)
    stamped = stamp(page, 0.55, 0.33)
    clean = scan(stamped, 1)
    clean.save(folder / "quet.jpg", quality=85, dpi=(200, 200))
    clean.convert("L").point(lambda value: 255 if value > 150 else 0).convert("1").save(
        folder / "quet-den-trang.tif", compression="group4", dpi=(200, 200)
    )
    draw_page(letters.BM06.lines).save(folder / "trang.png", dpi=(200, 200))
    draw_page(letters.PLAN.lines).save(folder / "trang.webp", quality=80)
    photograph(stamped, 2).save(folder / "chup.jpg", quality=80)
    to_pdf(folder / "quet.pdf", clean)
    to_pdf(folder / "quet-xoay.pdf", scan(draw_page(letters.BM05.lines), 3).rotate(90, expand=True))
    write_huge_png(folder / "anh-khong-lo.png")
    Image.new("L", (1240, 1754), 255).save(folder / "trang-trang.png", dpi=(150, 150))
