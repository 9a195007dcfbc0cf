"""Whether a text names a school: "TRƯỜNG TH HOA SEN" is "Trường Tiểu học Hoa Sen", "Trường THCS Hoa Sen" is not."""

from __future__ import annotations

import re

from reading.fold import fold
from records.school import Naming, School

_LEVEL_WORDS: dict[str, tuple[str, ...]] = {
    "MN": ("mam non", "mau giao", "mn", "mg", "nha tre"),
    "TH": ("tieu hoc", "th", "cap 1", "pho thong co so"),
    "THCS": ("trung hoc co so", "thcs", "cap 2", "pho thong co so"),
    "THPT": ("trung hoc pho thong", "thpt", "cap 3", "ptth"),
    "GDTX": ("giao duc thuong xuyen", "gdtx", "gdnn gdtx"),
}
_ALL_LEVEL_WORDS = sorted((word for words in _LEVEL_WORDS.values() for word in words), key=len, reverse=True)
_LEVEL_PATTERN = "|".join(re.escape(word) for word in _ALL_LEVEL_WORDS)
_PREFIX = re.compile(
    rf"^(?:(?:truong|trung tam|lien cap|co so|ngoai cong lap|cong lap|tu thuc|dan lap|pho thong|noi tru|ban tru"
    rf"|dan toc|va|so|pt|ptdtnt|ptdtbt|{_LEVEL_PATTERN})\b ?)+"
)
_A_SCHOOL = re.compile(
    rf"\b(?:truong|{_LEVEL_PATTERN}) (?:(?:{_LEVEL_PATTERN}|va|so) )*(?!(?:{_LEVEL_PATTERN}|va|so)\b)\w{{2,}}"
)
_PLACE = re.compile(r"\s*(?:[,(;]|\s[-–—]\s|\b(?:phường|xã|thị trấn|quận|huyện|thành phố|tp\.?|tx\.?|tỉnh)\s).*$", re.I)
_NEAR = 60
_LABEL = 8
_BREAKS = re.compile(r"[,;|()\n]")


def core_name(name: str) -> str:
    """Return the fold key of a school's own name, without "Trường", its level and the place after it.

    A name that is nothing else ("Trường Tiểu học Phường 5") is kept whole behind its level words.
    """
    without_place = _PLACE.sub("", name)
    for text in (without_place, name):
        core = _PREFIX.sub("", fold(text)).strip()
        if len(core) >= 3 or (core and any(char.isdigit() for char in core)):
            return core
    return fold(name)


def _cores(school: School) -> list[str]:
    names = [school.name, *(alias for alias in school.aliases if "." not in alias and "/" not in alias)]
    return list(dict.fromkeys(core for core in map(core_name, names) if core))


def mentions(text: str, school: School, most: int = 6) -> tuple[str, ...]:
    """Return pieces of the fold key of `text` around the places where the school's own name stands."""
    key = _key(text[:400_000])
    pieces: list[str] = []
    for core in _cores(school):
        for match in re.finditer(rf"\b{re.escape(core)}\b(?! [1-9ab]\b)", key):
            piece = key[max(0, match.start() - _NEAR) : match.end() + 20].strip()
            if piece not in pieces:
                pieces.append(piece)
            if len(pieces) >= most * 4:
                break
    # Those that stand behind a level word say most, and a page may say the bare name a hundred times before.
    pieces.sort(key=lambda piece: naming(piece, school) is not Naming.NAMED)
    return tuple(pieces[:most])


def naming(text: str, school: School) -> Naming:
    """Tell whether `text` names the school: its own name right behind the words of one of its levels.

    OTHER_LEVEL when the name stands only behind another level's words, CORE_ONLY when no level stands before it.
    """
    key = _key(text)
    result = Naming.NOT_NAMED
    for core in _cores(school):
        for match in re.finditer(rf"\b{re.escape(core)}\b(?! [1-9ab]\b)", key):
            before = key[max(0, match.start() - _NEAR) : match.start()].strip()
            levels = levels_ending(before)
            if not levels:
                if result is Naming.NOT_NAMED:
                    result = Naming.CORE_ONLY
                continue
            if levels & {str(level) for level in school.levels}:
                return Naming.NAMED
            result = Naming.OTHER_LEVEL
    return result


def names_other_school(text: str, school: School) -> bool:
    """Tell whether `text` names a school, and not this one: "Trường TH Hoa Mai" on a link."""
    key = _key(text)
    return _A_SCHOOL.search(key) is not None and naming(text, school) in (
        Naming.NOT_NAMED,
        Naming.OTHER_LEVEL,
    )


def is_name_of(text: str, school: School) -> bool:
    """Tell whether `text` is the school's name and little else: the label of a link rather than a headline."""
    return naming(text, school) is Naming.NAMED and len(fold(text).split()) <= len(fold(school.name).split()) + _LABEL


def _key(text: str) -> str:
    """The fold key with its commas and brackets kept as a mark: "Hoa Sen, 5 Lê Lợi" is not the school "Hoa Sen 5"."""
    return " § ".join(fold(part) for part in _BREAKS.split(text) if part.strip())


def levels_ending(key: str) -> set[str]:
    """The levels whose words end a fold key: "truong tieu hoc va thcs" → TH and THCS."""
    tail = re.search(rf"((?:\b(?:{_LEVEL_PATTERN}|va|so|truong|cong lap|tu thuc)\b ?)+)$", key)
    return _levels_in(tail[1]) if tail else set()


def _levels_in(text: str) -> set[str]:
    return {
        level
        for level, words in _LEVEL_WORDS.items()
        if any(re.search(rf"\b{re.escape(word)}\b", text) for word in words)
    }
