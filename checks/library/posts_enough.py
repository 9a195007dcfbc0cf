"""Criterion 3.3: enough posts in the school year."""

from __future__ import annotations

from collections import Counter

from checks.counting import counting_parts
from checks.looking import distinct, home_doubt, is_complete, pages_missing, sources_read, why_incomplete
from checks.registry import Whole, check, fails, not_due, passes, review, unknown
from reading.portal import Counted, LedgerEntry, PortalReading
from records.facts import Aspect, Role
from records.findings import Answer

_SHOWN = 10
_DECIDING = 60


@check(
    "sure",
    "possible",
    "minimum",
    enough=passes("Có {sure} bài chắc chắn được tính từ {start} đến {end} (cần {minimum}), gồm {natures}."),
    too_few=fails(
        "Từ {start} đến {end} có {sure} bài chắc chắn được tính, kể cả bài chưa rõ cũng chỉ {possible}, cần {minimum}."
    ),
    not_yet=not_due(
        "Mới có {sure} bài (cần {minimum}), còn {weeks_left} tuần tới {end}: mỗi tuần cần khoảng {pace} bài."
    ),
    unsure=review(
        "{sure} bài chắc chắn, {possible} bài có thể, cần {minimum}: kết quả tùy vào {doubtful} bài chưa rõ."
    ),
    not_complete=unknown("Thấy {sure} bài chắc chắn (cần {minimum}) nhưng tin bài chưa đọc được hết: {why}."),
    foreign_portal=unknown("Trang chủ không nêu tên trường nên không thể coi đây là cổng của trường."),
)
def posts_enough(portal: PortalReading, *, minimum: Whole) -> Answer:
    """Cổng đăng đủ số tin bài trong năm học."""
    answer = _answer(portal, minimum)
    return answer.model_copy(update={"parts": counting_parts(portal, minimum) if portal.is_the_schools else ()})


def _answer(portal: PortalReading, minimum: int) -> Answer:
    if portal.is_the_schools is False:
        return Answer(result="foreign-portal", evidence=portal.identity_evidence)
    ledger = portal.ledger
    # The ledger says by None that it is open above; an aspect reported incomplete says the same and is heard too.
    possible = ledger.possible if is_complete(portal, Aspect.POSTS) else None
    counted = [entry for entry in ledger.entries if entry.counted is Counted.YES]
    doubtful = [entry for entry in ledger.entries if entry.counted is Counted.MAYBE]
    needed = max(0, minimum - ledger.sure)
    weeks_left = max(1, -(-(portal.window.end - portal.today).days // 7))
    values = {
        "sure": ledger.sure,
        "count": ledger.sure,
        "possible": possible,
        "minimum": minimum,
        "needed": needed,
        "natures": dict(sorted(Counter(entry.nature for entry in counted).items())),
        "by_month": _by_month(counted),
        "doubtful": len(doubtful),
        "weeks_left": weeks_left,
        "pace": -(-needed // weeks_left),
        "start": portal.window.start,
        "end": portal.window.end,
        "why": why_incomplete(portal, Aspect.HOME, Aspect.POSTS),
    }
    if portal.is_the_schools is None:
        return Answer(result="not-complete", values=values, evidence=home_doubt(portal))
    if ledger.sure >= minimum:
        return Answer(result="enough", values=values, evidence=distinct((one.evidence for one in counted), _SHOWN))
    if possible is None:
        missing = pages_missing(portal, Role.HOME, Role.LISTING, Role.SOURCE, Role.ARTICLE)
        return Answer(result="not-complete", values=values, evidence=distinct([*missing, *sources_read(portal)]))
    if possible >= minimum:
        listed = [{"url": entry.url, "title": entry.title, "why": entry.why} for entry in doubtful[:_DECIDING]]
        deciding = distinct((entry.evidence for entry in doubtful), _DECIDING)
        return Answer(result="unsure", values={**values, "deciding": listed}, evidence=deciding)
    is_over = portal.as_of is not None or portal.today > portal.window.end
    return Answer(result="too-few" if is_over else "not-yet", values=values, evidence=sources_read(portal))


def _by_month(entries: list[LedgerEntry]) -> dict[str, int]:
    """Posts a month, ``{"2021-09": 4}``, of the entries whose day is known."""
    months = Counter(f"{entry.published:%Y-%m}" for entry in entries if entry.published is not None)
    return dict(sorted(months.items()))
