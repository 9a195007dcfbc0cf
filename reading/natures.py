"""What kind of post a post is, from its categories, its title and its source line."""

from __future__ import annotations

import re

from reading.fold import fold, plain
from reading.school_names import core_name
from reading.words import Matcher
from records.base import Record
from records.facts import PostSeen
from records.school import School

NATURE_TITLES: dict[str, str] = {
    "tin": "tin của trường",
    "thong_bao": "thông báo",
    "dang_lai": "đăng lại",
    "van_ban": "văn bản, biểu mẫu",
    "thuc_don_lich": "thực đơn, lịch",
    "nhan_su": "nhân sự",
    "cong_khai": "công khai",
    "rac": "nội dung rác",
    "trong": "bài trống",
    "khac": "khác",
}
_BY_CATEGORY = {
    "tin_cap_tren": "dang_lai",
    "cong_khai": "cong_khai",
    "van_ban": "van_ban",
    "ke_hoach": "khac",
    "thu_tuc_bieu_mau": "van_ban",
    "lich_cong_tac": "thuc_don_lich",
    "thuc_don": "thuc_don_lich",
    "co_cau": "nhan_su",
    "thong_bao": "thong_bao",
    "tin_tuc": "tin",
}
# Listings that show every post of the portal: being in them says nothing about a post.
_CATCH_ALL = frozenset(
    {
        "tin tuc",
        "tin tuc su kien",
        "tin tuc va su kien",
        "tin",
        "tin moi",
        "tin bai",
        "bai viet",
        "blog",
        "news",
        "trang chu",
        "su kien",
        "uncategorized",
        "chua phan loai",
        "tat ca",
        "tong hop",
    }
)
# "Tuyên truyền phòng, chống cá độ" is the school's warning, not the advertisement.
_AGAINST = re.compile(
    r"\b(?:phong chong|phong tranh|phong ngua|chong|ngan chan|tac hai|hau qua|canh bao|tuyen truyen|vi pham|nghiem cam"
    r"|noi khong|tranh xa|tu choi|dau tranh|ngoai khoa)\b"
)
# Injected posts are often in a script that no school here writes its headlines in.
_FOREIGN_SCRIPT = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]{3}")
# What a listing prints before the text itself: the date, counters, who put it up.
_BEFORE_TEXT = re.compile(
    r"^(?:\d{4}-\d\d-\d\dt[\d:+.z-]+|(?:chu nhat|thu (?:hai|ba|tu|nam|sau|bay))(?= ?[,-])"
    r"|(?:ngay dang|dang luc|ngay|luc|cap nhat(?: lan cuoi)?|posted on|boi|da xem|luot xem|xem|phan hoi|binh luan"
    r"|admin\w*|quan tri(?: vien)?|ban bien tap|tac gia|sa|ch|am|pm|gmt|[\d/:.,()|+\-\s\[\]\"“”]+)(?![a-z]))"
)
_AFTER_TEXT = re.compile(r"\b(?:tu khoa|tags?|chia se|binh luan|y kien ban doc|bai viet khac|tin khac) ?:")
_BODY = 160
_FEW_WORDS = 12
_EMPTY = re.compile(
    r"(?:\W*(?:(?:noi dung|bai viet|thong tin|du lieu)? ?(?:dang|se|chua) (?:duoc )?"
    r"(?:cap nhat|bien tap|xay dung|hoan thien)(?: sau)?|chua co (?:noi dung|du lieu)))+\W*"
)
# "Phòng GD&ĐT kiểm tra …" may be the office's own news or the school's about a visit: not sure without a category.
_ABOUT_ABOVE = re.compile(r"^(?:phong|so|bo) (?:gd|giao duc|gddt)\b|^nganh giao duc\b|^ubnd\b")
# "Tin từ Phòng" says whose the posts are, whatever other category they hang in as well.
_FROM_ABOVE = re.compile(
    r"\b(?:tin|tin tuc|thong bao|van ban)(?: su kien)? (?:tu|cua) (?:phong|so|bo|ubnd|nganh|cap tren)\b"
)
# Where a post stands in several categories, the one that makes it the school's own news is what a reader sees.
_PREFERENCE = ("tin", "thong_bao", "khac", "cong_khai", "van_ban", "thuc_don_lich", "nhan_su", "dang_lai")


class NatureRead(Record):
    """A nature; `sure` is False when the signals contradict each other."""

    nature: str
    sure: bool = True


def read_nature(post: PostSeen, school: School, sections: Matcher, natures: Matcher) -> NatureRead:
    """Return the nature of `post`."""
    by_title = natures.best(post.title)
    if _FOREIGN_SCRIPT.search(post.title) or (by_title == "rac" and not _AGAINST.search(fold(post.title))):
        return NatureRead(nature="rac")
    if by_title in ("thuc_don_lich", "cong_khai", "bieu_mau", "nhan_su"):
        return NatureRead(nature="van_ban" if by_title == "bieu_mau" else by_title)
    body = body_of(post)
    by_body = _by_body(post.title, body, natures)
    if by_body is not None:
        return NatureRead(nature=by_body)
    # A page that was opened and has no words of its own: pictures, a video, or nothing. A human has to look.
    wordless = bool(post.excerpt) and not post.listed_only and len(body) < _FEW_WORDS
    labels = [label for label in post.category_path if fold(label) not in _CATCH_ALL] or list(post.category_path)
    categories = [nature for label in labels if (nature := _of_category(label, sections))]
    by_category = next((nature for nature in _PREFERENCE if nature in categories), None)
    if any(_FROM_ABOVE.search(fold(label)) for label in labels):
        return NatureRead(nature="dang_lai")
    if by_category in ("dang_lai", "cong_khai", "van_ban", "thuc_don_lich", "nhan_su"):
        return NatureRead(nature=by_category)
    if _is_repost(post.source_line, school):
        return NatureRead(nature="dang_lai")
    if by_title == "van_ban":
        return NatureRead(nature="van_ban")
    if _ABOUT_ABOVE.search(fold(post.title)):
        return NatureRead(nature="dang_lai", sure=False)
    if by_category in ("tin", "thong_bao"):
        by_title = "thong_bao" if by_title == "thong_bao" else by_category
    return NatureRead(nature=by_title or by_category or "khac", sure=not wordless)


def body_of(post: PostSeen) -> str:
    """The first words of a post's text as far as seen: the excerpt less title, date and counters, no diacritics."""
    text, title = plain(post.excerpt), plain(post.title)
    for _ in range(2):
        text = text.removeprefix(title).strip(" .…-–|")
    text = text.partition(title)[2] if title and title in text[:_BODY] else text
    while match := _BEFORE_TEXT.match(text):
        text = text[match.end() :].lstrip()
    for _ in range(2):
        text = text.removeprefix(title).strip(" .…-–|")
    return _AFTER_TEXT.split(text, maxsplit=1)[0][:_BODY].strip()


def _by_body(title: str, body: str, natures: Matcher) -> str | None:
    if not body:
        return None
    if _EMPTY.fullmatch(body):
        return "trong"
    found = natures.of_body(body)
    return None if found == "rac" and _AGAINST.search(fold(f"{title} {body}")) else found


def _of_category(label: str, sections: Matcher) -> str | None:
    for key, _ in sections.matches(label):
        key = sections.part_of.get(key, key)
        if key in _BY_CATEGORY:
            return _BY_CATEGORY[key]
    return None


def _is_repost(source_line: str, school: School) -> bool:
    key = fold(source_line)
    if key.startswith(("tac gia so g", "tac gia phong g", "tac gia bo g")):
        return True
    if not key.startswith(("nguon", "theo ", "source")) or key.startswith(("nguon anh", "nguon hinh")):
        return False
    own = core_name(school.name)
    if own and own in key:
        return False
    return not any(word in key for word in ("nha truong", "ban bien tap", "suu tam", "noi bo"))
