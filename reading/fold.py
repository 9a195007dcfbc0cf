"""The fold key: how Vietnamese text is made comparable, whatever its encoding accidents.

Portals mix precomposed and decomposed letters, capitals, missing diacritics, look-alike letters of converted legacy
fonts and UTF-8 read as cp1252. Two texts that a reader would call the same words have the same fold key.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

_LOOK_ALIKES = str.maketrans(
    {
        "Ð": "đ",
        "ð": "đ",
        "Ɖ": "đ",
        "ɖ": "đ",
        "Đ": "đ",
        "ƣ": "ư",
        "Ƣ": "ư",
        "а": "a",
        "А": "a",
        "о": "o",
        "О": "o",
        "е": "e",
        "Е": "e",
        "с": "c",
        "С": "c",
        "р": "p",
        "Р": "p",
        "ı": "i",
        "\u200b": "",
        "\u200c": "",
        "\u200d": "",
        "\ufeff": "",
        "\u00ad": "",
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u00a0": " ",
    }
)
_MOJIBAKE = re.compile(r"Ã[\x80-\xff\u0152-\u2122 ¡-¿]|á[º»][\x80-\xff\u0152-\u2122]|Ä[‘ƒ‚\x80-\x91]|Æ[°¡¯\xa0]|Å[©¨]")
_BROKEN_RUN = re.compile(r"[\x80-\xff\u0152-\u2122]{2,}")
# The second byte of "à" is a no-break space, which white-space folding turns into a plain one.
_LOST_SPACE = re.compile(r"Ã (?=[a-z]|$)")
# TCVN3 (.VnTime): letters stand where Latin-1 has signs; a sign between letters gives it away.
TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢£¤¥¦§",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂÊÔƠƯĐ",
        strict=True,
    )
)
_TCVN3_SIGN = re.compile(r"[A-Za-z][µ¸¶·¹¨»¾¼½©®ª«¬]|(?:^|\s)[®§][a-z]|[®][a-zµ¸¶·¹«¬]")
# VNI: the mark is a letter of its own behind the vowel ("Coâng khai").
_VNI_SIGN = re.compile(r"[oeaOEA][âÂ]|[aA][êÊ]|(?:^|\s)[ñÑ][aeiouyöô]")
_VNI_MARK = re.compile(r"(?<=[aeiouyöôAEIOUYÖÔ])[âêåøùûõïáàäéèëúüÂÊÅØÙÛÕÏÁÀÄÉÈËÚÜ]")
_VNI_LETTERS = str.maketrans({"ñ": "đ", "Ñ": "Đ", "ö": "ư", "Ö": "Ư", "ô": "ơ", "Ô": "Ơ"})
# Letters that only sound text has; what looks broken beside them ("MÃ SỐ" with a no-break space) is sound too.
_SOUND = re.compile(r"[\u1ea0-\u1ef9]")
UNICODE_VIETNAMESE = re.compile(r"[ăđơưĂĐƠƯ\u1e00-\u1eff\u0300-\u0323]")
_MARKS = re.compile("[\u0300-\u034e\u0350-\u036f]+")
# Everything that may hold a combining mark besides those; punctuation and signs hold none.
_OTHER_SCRIPTS = re.compile("[\u0370-\u1fff\u20d0-\u20ff\u2ce0-\U0010ffff]")
_SPACES = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[^0-9a-z]+")


def repair(text: str) -> str:
    """Return `text` unescaped, with UTF-8 that was read as cp1252 put right, in NFC, white space folded."""
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if _MOJIBAKE.search(text) and not _SOUND.search(text):
        text = _BROKEN_RUN.sub(lambda run: _undo_mojibake(run[0]), _LOST_SPACE.sub("Ã\xa0", text))
    elif not text.isascii() and not UNICODE_VIETNAMESE.search(text):
        text = _from_legacy_font(text)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def _from_legacy_font(text: str) -> str:
    """Text of the fonts before Unicode: TCVN3 letter by letter; of VNI only the bare letters are restored."""
    if _TCVN3_SIGN.search(text):
        return "".join(TCVN3.get(char, char) for char in text)
    if _VNI_SIGN.search(text):
        return _VNI_MARK.sub("", text).translate(_VNI_LETTERS)
    return text


def _undo_mojibake(text: str) -> str:
    raw = bytearray()
    for char in text:
        try:
            raw += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) > 0xFF:
                return text
            raw.append(ord(char))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return text


def plain(text: str) -> str:
    """Return `text` repaired, lower case and without diacritics, punctuation kept: for reading dates and numbers."""
    return _plain_of_short(text) if len(text) <= _SHORT else _plain(text)


def _plain(text: str) -> str:
    text = repair(text).translate(_LOOK_ALIKES)
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text))
    if _OTHER_SCRIPTS.search(bare):
        # They have marks of their own.
        bare = "".join(char for char in bare if not unicodedata.combining(char))
    return _SPACES.sub(" ", bare.casefold().replace("đ", "d")).strip()


def fold(text: str) -> str:
    """Return the fold key of `text`: bare lower-case words and numbers joined by single spaces."""
    return _fold_of_short(text) if len(text) <= _SHORT else _NOT_WORD.sub(" ", _plain(text)).strip()


# Labels and titles come again and again; whole pages do not, and would fill the cache with megabytes.
_SHORT = 300
_plain_of_short = lru_cache(maxsize=32_768)(_plain)


@lru_cache(maxsize=32_768)
def _fold_of_short(text: str) -> str:
    return _NOT_WORD.sub(" ", _plain_of_short(text)).strip()
