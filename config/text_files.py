"""Bytes in, text out: the encodings in which Vietnamese offices save their CSV files."""

from __future__ import annotations

import codecs
import unicodedata
from dataclasses import dataclass

from config.errors import ConfigError, place

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # Before UTF-16, whose mark is its beginning.
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4_096


@dataclass(frozen=True)
class DecodedText:
    """NFC text, the encoding it was read with, and the first line (from 1) with damaged characters, if any."""

    text: str
    encoding: str
    damaged_line: int | None = None


def decode_text(name: str, content: bytes) -> DecodedText:
    """Decode a text file by its mark, else as UTF-16 by its zero bytes, else UTF-8, else Windows-1258.

    Windows-1258 writes tones as combining marks; the result is always composed (NFC). Damaged pieces of a text that
    is otherwise UTF become U+FFFD and are told by `damaged_line`. Raises `ConfigError` for bytes that are no text.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _tolerant(content[len(mark) :], encoding)
    guess = _utf16_without_mark(content[:_SAMPLE])
    if guess:
        return _tolerant(content, guess)
    try:
        return DecodedText(unicodedata.normalize("NFC", content.decode("utf-8")), "utf-8")
    except UnicodeDecodeError as error:
        if _is_mostly_utf8(content, error.start):
            return _tolerant(content, "utf-8")
    try:
        text = content.decode("cp1258")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ConfigError(
            f"{place(name, line)}: không nhận ra bảng mã của tệp; hãy lưu lại dưới dạng “CSV UTF-8” hoặc .xlsx."
        ) from error
    return DecodedText(unicodedata.normalize("NFC", text), "cp1258")


def _utf16_without_mark(sample: bytes) -> str | None:
    """Tell UTF-16 by where its zero bytes stand: separators and digits have one half that is zero."""
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    even = sample[0 : pairs * 2 : 2].count(0)
    odd = sample[1 : pairs * 2 : 2].count(0)
    if max(even, odd) < pairs * 0.3 or min(even, odd) > pairs * 0.05:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _is_mostly_utf8(content: bytes, first_bad: int) -> bool:
    """Tell damaged UTF-8 from another encoding: most bytes above ASCII still form whole characters."""
    text = content[: 1 << 20].decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    whole = sum(1 for character in text if not character.isascii()) - damaged
    return whole > 10 * damaged or (damaged <= 1 and whole > 0 and first_bad >= len(content) - 3)


def _tolerant(content: bytes, encoding: str) -> DecodedText:
    text = content.decode(encoding, "replace").removeprefix("\ufeff")
    position = text.find("\ufffd")
    damaged = _line_at(text, position) if position >= 0 else None
    return DecodedText(unicodedata.normalize("NFC", text), encoding, damaged)


def _line_at(text: str, position: int) -> int:
    before = text[:position].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1
