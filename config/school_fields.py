"""What the columns and cells of a school list mean, however an office writes them."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from config.tables import CellKind
from records.school import Level


class Column(StrEnum):
    """The columns a school list may have."""

    CODE = "code"
    NAME = "name"
    LEVEL = "level"
    URL = "url"
    PARENT_URL = "parent_url"
    ALIASES = "aliases"
    WARD = "ward"
    AUTHORITY = "authority"


REQUIRED = (Column.CODE, Column.NAME, Column.LEVEL, Column.URL)

COLUMN_TITLES: dict[Column, str] = {
    Column.CODE: "mã trường",
    Column.NAME: "tên trường",
    Column.LEVEL: "cấp học",
    Column.URL: "địa chỉ cổng",
    Column.PARENT_URL: "cổng cấp trên",
    Column.ALIASES: "tên khác",
    Column.WARD: "phường/xã",
    Column.AUTHORITY: "cơ quan quản lý",
}
"""How a column is called to the user when the file has no heading of its own for it."""

# Headings on the fold key, as a whole: a title row that merely mentions them is not a header.
_HEADINGS: dict[Column, str] = {
    Column.CODE: "code|ma|ma truong|ma so|ma so truong|ma don vi|ma co so|ma co so giao duc|ma csgd|ma csdl"
    "|ma csdl nganh|ma dinh danh|ma dinh danh truong|ma truong hoc|school code",
    Column.NAME: "name|ten|ten truong|ten don vi|ten truong hoc|ten co so giao duc|ten co so|truong|truong hoc"
    "|don vi|co so giao duc|school|school name",
    Column.LEVEL: "level|levels|cap|cap hoc|cac cap hoc|cap truong|bac hoc|bac|loai truong",
    Column.URL: "url|portal|website|web|site|cong|cong thong tin|cong thong tin dien tu|cong ttdt|cttdt"
    "|dia chi cong|dia chi cong thong tin|dia chi cong thong tin dien tu|dia chi cong ttdt|dia chi website"
    "|dia chi web|dia chi trang web|dia chi trang thong tin dien tu|trang web|trang thong tin dien tu|trang ttdt"
    "|trang tin dien tu|website truong|website cua truong|website nha truong|cong thong tin truong"
    "|cong thong tin cua truong|cong cua truong|link website|link cong|link web|duong dan|ten mien",
    Column.PARENT_URL: "parent url|parent|parents|parent urls|parent portal|cong cap tren|dia chi cong cap tren"
    "|cong thong tin cap tren|cong thong tin dien tu cap tren|dia chi cong thong tin cap tren|website cap tren"
    "|web cap tren|trang web cap tren|cong phong|cong phong gddt|cong phong gd dt|cong cua phong|cong so"
    "|cong so gddt|cong so gd dt|cong phong so|website phong|website phong gddt|website phong gd dt|website so"
    "|website so gddt|cong thong tin phong|cong thong tin phong gddt|cong thong tin so gddt|cong co quan quan ly",
    Column.ALIASES: "aliases|alias|ten khac|ten goi khac|ten cu|dia chi khac|ten mien khac|cong khac|website khac",
    Column.WARD: "ward|phuong|xa|phuong xa|xa phuong|xa phuong dac khu|phuong xa dac khu|xa phuong thi tran"
    "|phuong xa thi tran|dia ban",
    Column.AUTHORITY: "authority|co quan quan ly|don vi quan ly|co quan chu quan|ma co quan quan ly|cap quan ly",
}
_COLUMN_OF = {heading: column for column, text in _HEADINGS.items() for heading in text.split("|")}

_LEVEL_WORDS: dict[str, tuple[Level, ...]] = {
    "mn": (Level.MN,),
    "mg": (Level.MN,),
    "mam non": (Level.MN,),
    "mau giao": (Level.MN,),
    "nha tre": (Level.MN,),
    "th": (Level.TH,),
    "tieu hoc": (Level.TH,),
    "thcs": (Level.THCS,),
    "trung hoc co so": (Level.THCS,),
    "ptcs": (Level.TH, Level.THCS),
    "pho thong co so": (Level.TH, Level.THCS),
    "thpt": (Level.THPT,),
    "ptth": (Level.THPT,),
    "trung hoc pho thong": (Level.THPT,),
    "gdtx": (Level.GDTX,),
    "ttgdtx": (Level.GDTX,),
    "giao duc thuong xuyen": (Level.GDTX,),
    "gdnn gdtx": (Level.GDTX,),
    "ttgdnn gdtx": (Level.GDTX,),
    "giao duc nghe nghiep giao duc thuong xuyen": (Level.GDTX,),
}
_NUMBERED = {
    "1": Level.TH, "i": Level.TH, "2": Level.THCS, "ii": Level.THCS, "3": Level.THPT, "iii": Level.THPT,
}  # fmt: skip
_FILLERS = {"va", "truong", "trung tam", "tt", "chuyen", "ptdtbt", "ptdtnt", "cap hoc", "bac"}
_LONGEST_PHRASE = 7

_DECIMAL_CODE = re.compile(r"(\d+)[.,]0{1,2}")
_SCIENTIFIC_CODE = re.compile(r"(\d(?:[.,]\d{1,20})?)[eE](\+?)(\d{1,2})")
_NOTHING = {"", "khong", "khong co", "chua", "chua co", "none", "null", "n a", "na", "dang xay dung", "dang cap nhat"}


def fold(text: str) -> str:
    """Return the key on which headings and levels are compared: lower case, no marks, punctuation as spaces."""
    bare = "".join(
        character for character in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(character)
    )
    bare = bare.replace("đ", "d").replace("ð", "d")
    return " ".join("".join(character if character.isalnum() else " " for character in bare).split())


def read_heading(text: str) -> Column | None:
    """Return the column a heading names, with or without diacritics, in any case, or None."""
    if not text or len(text) > 80:
        return None
    return _COLUMN_OF.get(fold(text)) or _COLUMN_OF.get(fold(re.sub(r"\([^)]*\)", " ", text)))


def read_levels(text: str) -> tuple[Level, ...] | None:
    """Return the levels written in a cell, lowest first, or None when a word of it is not understood.

    Understood are the short names, their long forms, ``cấp 1``–``cấp 3``, and any combination of them.
    """
    words = fold(text[:200]).split()
    found: set[Level] = set()
    position = 0
    while position < len(words):
        if words[position] == "cap" and position + 1 < len(words) and words[position + 1] in _NUMBERED:
            position += 1
            while position < len(words) and words[position] in _NUMBERED:
                found.add(_NUMBERED[words[position]])
                position += 1
            continue
        for length in range(_LONGEST_PHRASE, 0, -1):
            phrase = " ".join(words[position : position + length])
            if phrase in _LEVEL_WORDS or phrase in _FILLERS:
                found.update(_LEVEL_WORDS.get(phrase, ()))
                position += len(phrase.split())
                break
        else:
            return None
    return tuple(level for level in Level if level in found) or None


def read_code(text: str, kind: CellKind | None) -> tuple[str, str]:
    """Return the school code and, in Vietnamese, what is doubtful about it (empty when nothing is).

    Text is kept as it is, leading zeros included; only what a spreadsheet visibly made of a code is undone.
    """
    decimal = _DECIMAL_CODE.fullmatch(text)
    if decimal:
        return decimal[1], f"mã bị bảng tính đổi thành số thập phân “{text}”; đã đọc là {decimal[1]}."
    scientific = _SCIENTIFIC_CODE.fullmatch(text)
    if scientific and (scientific[2] or "." in text or "," in text):
        digits = scientific[1].replace(",", ".").partition(".")
        power = int(scientific[3])
        if len(digits[2]) <= power:
            code = digits[0] + digits[2].ljust(power, "0")
            return code, f"mã bị bảng tính đổi thành “{text}”; đã đọc là {code}, có thể mất chữ số, hãy kiểm tra lại."
    if kind is CellKind.NUMBER and not text.isdigit():
        return text, f"mã là một số lẻ “{text}”; hãy định dạng cột mã là văn bản rồi nhập lại."
    return text, ""


def is_nothing(text: str) -> bool:
    """Tell whether a cell says that there is nothing to say: empty, a dash, “không có” …"""
    return fold(text) in _NOTHING
