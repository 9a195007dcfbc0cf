"""Text of the Vietnamese fonts before Unicode, told by which reading gives Vietnamese syllables, and put right.

`fold` mends short labels by the signs that give such a font away; here a whole document is at hand, and what it says is
restored with its diacritics.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from reading.fold import TCVN3, UNICODE_VIETNAMESE
from reading.syllables import syllable_share
from records.files import LegacyFont

_ENOUGH = 4
_BETTER = 0.15
_GOOD = 0.6
_TONES = {"A": "áàảãạ", "E": "éèẻẽẹ", "O": "óòỏõọ", "U": "úùủũụ", "Y": "ýỳỷỹ", "Ô": "ớờởỡợ", "Ö": "ứừửữự"}
_PLAIN_MARKS = "ùøûõï"
_HATS = {"A": ("âáàåãä", "âấầẩẫậ", "êéèúüë", "ăắằẳẵặ"), "E": ("âáàåãä", "êếềểễệ"), "O": ("âáàåãä", "ôốồổỗộ")}
_SINGLE = {"ñ": "đ", "ö": "ư", "ô": "ơ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni() -> dict[str, str]:
    pairs = dict(_SINGLE)
    for vowel, toned in _TONES.items():
        pairs.update({vowel.lower() + mark: letter for mark, letter in zip(_PLAIN_MARKS, toned, strict=False)})
    for vowel, sets in _HATS.items():
        for marks, letters in zip(sets[::2], sets[1::2], strict=True):
            pairs.update({vowel.lower() + mark: letter for mark, letter in zip(marks, letters, strict=True)})
    upper = {key.upper(): letter.upper() for key, letter in pairs.items()}
    mixed = {key[0].upper() + key[1]: letter.upper() for key, letter in pairs.items() if len(key) == 2}
    return {**mixed, **upper, **pairs}


_VNI = _vni()
_VNI_LETTER = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_LOST_U = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_]|[ ,.;:]|$)", re.M)
_TCVN3_TABLE = str.maketrans(TCVN3)


def legacy_font(text: str) -> LegacyFont | None:
    """Which legacy font `text` was written for: the one in which it reads much better than as it stands."""
    lines = [line for line in text.split("\n") if not line.isascii() and not UNICODE_VIETNAMESE.search(line)]
    sample = "\n".join(lines)
    share, words = syllable_share(sample)
    if words < _ENOUGH:
        return None
    readings = [(syllable_share(_converted(sample, font))[0], font) for font in LegacyFont]
    best, font = max(readings, key=lambda pair: pair[0])
    return font if best >= max(_GOOD, share + _BETTER) else None


def from_legacy_font(text: str, font: LegacyFont) -> str:
    """`text` in Unicode: every line that has no Vietnamese letter of Unicode is converted."""
    return "\n".join(
        line if line.isascii() or UNICODE_VIETNAMESE.search(line) else _converted(line, font)
        for line in text.split("\n")
    )


def best_reading(readings: Iterable[str]) -> str:
    """Of several decodings of the same bytes the one that holds most Vietnamese syllables, legacy fonts considered."""
    return max(readings, key=_worth)


def _worth(text: str) -> float:
    font = legacy_font(text)
    return syllable_share(from_legacy_font(text, font) if font else text)[0]


def _converted(text: str, font: LegacyFont) -> str:
    if font is LegacyFont.TCVN3:
        # "ư" stands in the place of the soft hyphen, which PDF programs give back as a plain one.
        return (text if "\u00ad" in text else _LOST_U.sub("\u00ad", text)).translate(_TCVN3_TABLE)
    return _VNI_LETTER.sub(lambda match: _VNI[match[0]], text)
