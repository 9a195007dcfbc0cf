"""Whether text reads like Vietnamese: the share of its words that can be Vietnamese syllables."""

from __future__ import annotations

import re
import unicodedata

_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ch|ph|qu|th|tr|[bcdghklmnprstvx])?"
    r"(?:uyeu|uye|uya|uyu|uoi|uou|uay|ieu|yeu|oai|oay|oao|oeo|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui|uo|uu|uy|ye"
    r"|a|e|i|o|u|y)(?:ng|nh|ch|[cmnpt])?"
)
# Signs inside a word are counted with it: a letter of a legacy font read as "«" breaks the word, it does not end it.
_WORD = re.compile(r"[^\s.,:;()\[\]{}/\"“”'’!?|_…=<>+*\d–-]{2,}")
_MOST = 6_000


def syllable_share(text: str) -> tuple[float, int]:
    """The share of the words of `text` that can be Vietnamese syllables, by their bare letters, and how many words."""
    words = _WORD.findall(text[: _MOST * 6])[:_MOST]
    good = sum(_is_syllable(word) for word in words)
    return (good / len(words) if words else 0.0), len(words)


def _is_syllable(word: str) -> bool:
    bare = unicodedata.normalize("NFD", word.casefold()).replace("đ", "d")
    letters = "".join(char for char in bare if not "\u0300" <= char <= "\u0323")
    return len(letters) < 8 and _SYLLABLE.fullmatch(letters) is not None
