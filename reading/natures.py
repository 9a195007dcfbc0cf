"""What kind of post a post is, from its categories, its title and its source line."""

from __future__ import annotations

import re

from reading.fold import fold
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
_AGAINST = re.compile(r"\b(?:phong chong|chong|ngan chan|tac hai|canh bao|tuyen truyen|vi pham|nghiem cam)\b")
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
    if by_title == "rac" and not _AGAINST.search(fold(post.title)):
        return NatureRead(nature="rac")
    if by_title in ("thuc_don_lich", "cong_khai", "bieu_mau"):
        return NatureRead(nature="van_ban" if by_title == "bieu_mau" else by_title)
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
        return NatureRead(nature="thong_bao" if by_title == "thong_bao" else by_category)
    return NatureRead(nature=by_title or by_category or "khac")


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
