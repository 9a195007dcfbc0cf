"""How values become a Vietnamese sentence: the filling of templates, numbers and dates as people write them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from reading.natures import NATURE_TITLES
from records.base import clip
from records.facts import Reason
from records.vocabulary import Vocabulary

LISTED = 10
"""How many members of a list a sentence names before it only counts the rest."""

_PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_WORD_LENGTH = 120

REASON_PHRASES: dict[Reason, str] = {
    Reason.TIMEOUT: "máy chủ không trả lời kịp",
    Reason.DNS: "không tìm thấy tên miền",
    Reason.REFUSED: "máy chủ từ chối kết nối",
    Reason.RESET: "kết nối bị ngắt giữa chừng",
    Reason.TLS: "kết nối HTTPS có lỗi",
    Reason.HTTP_4XX: "máy chủ trả mã lỗi 4xx",
    Reason.HTTP_5XX: "máy chủ báo lỗi 5xx",
    Reason.BLOCKED: "cổng chặn chương trình đọc tự động",
    Reason.ROBOTS: "robots.txt không cho đọc",
    Reason.ROBOTS_UNAVAILABLE: "robots.txt đang lỗi",
    Reason.BUDGET: "đã hết số yêu cầu hoặc thời gian cho một trường",
    Reason.LOGIN: "phải đăng nhập mới xem được",
    Reason.PRIVATE_ADDRESS: "tên miền trỏ về địa chỉ nội bộ",
    Reason.TOO_LARGE: "trang lớn hơn mức được tải",
    Reason.TRUNCATED: "nội dung nhận về bị cụt",
    Reason.REDIRECTS: "cổng chuyển hướng quá nhiều lần",
    Reason.BAD_URL: "địa chỉ không hợp lệ",
    Reason.NOT_HTML: "địa chỉ không phải là trang web",
    Reason.NEEDS_BROWSER: "trang chỉ hiện nội dung trong trình duyệt",
    Reason.PAGINATION: "không đi tiếp được các trang sau của danh sách",
    Reason.FOREIGN: "địa chỉ dẫn tới trang không phải của trường",
    Reason.NO_LISTING: "không tìm thấy trang danh sách tin bài",
    Reason.SOURCES_DISAGREE: "các nguồn tin bài không khớp nhau",
    Reason.NO_ADDRESS: "danh sách trường không ghi địa chỉ",
    Reason.NOT_LOOKED: "lần này chưa xem",
    Reason.INTERRUPTED: "lần kiểm tra bị dừng giữa chừng",
    Reason.CRASHED: "chương trình kiểm tra gặp lỗi ở phần này",
}
"""Why something could not be seen, as part of a sentence."""


def places(template: str) -> tuple[str, ...]:
    """The names of the ``{places}`` a template wants filled."""
    return tuple(_PLACE.findall(template))


def fill(template: str, values: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    """Return `template` with its ``{places}`` filled; keys that `titles` knows are said by their titles.

    Values are inserted, never read as templates themselves. A place without a value becomes an ellipsis: a rubric's
    slip costs a word, not a verdict.
    """
    return _PLACE.sub(lambda place: say(values[place[1]], titles) if place[1] in values else "…", template)


def say(value: object, titles: Mapping[str, str]) -> str:
    """Return `value` as a Vietnamese sentence holds it: dates dd/mm/yyyy, decimal commas, lists with commas."""
    if value is None:
        return "chưa rõ"
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, int | float | Decimal):
        return _number(value)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Mapping):
        return _listed([f"{say(name, titles)}: {say(one, titles)}" for name, one in value.items()])
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _listed([say(one, titles) for one in value])
    text = str(value)
    return clip(titles.get(text, text), _WORD_LENGTH)


def _number(value: float | Decimal) -> str:
    # f"{:,}" groups by commas and points by a point; Vietnamese does it the other way round.
    return f"{value:,}".translate(str.maketrans(",.", ".,"))


def _listed(words: list[str]) -> str:
    if not words:
        return "không có"
    rest = len(words) - LISTED
    return ", ".join(words[:LISTED]) + (f" và {rest} mục khác" if rest > 0 else "")


def plain(value: Any) -> Any:
    """Return `value` as JSON keeps it, so that a verdict read back from a store equals the one that was saved."""
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(one) for one in value]
    return value


def titles_of(vocabulary: Vocabulary) -> dict[str, str]:
    """The Vietnamese titles of all vocabulary keys; a section's title wins over an item's of the same key."""
    terms = (*vocabulary.natures, *vocabulary.items, *vocabulary.sections)
    return NATURE_TITLES | {term.key: term.title for term in terms}
