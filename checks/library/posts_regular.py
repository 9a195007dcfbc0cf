"""Whether posts come regularly, where a document wants that and names no number."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from checks.looking import distinct, is_complete, of_nobody_known, sources_read, why_incomplete
from checks.months import month_of
from checks.registry import Whole, check, fails, not_due, passes, review, unknown
from reading.portal import Counted, PortalReading
from records.facts import Aspect
from records.findings import Answer

_SHOWN = 10


@check(
    "sure",
    "months",
    regular=passes(
        "Có {sure} bài trong {months} tháng, quãng lâu nhất không có bài là {gap} ngày (cho phép {longest})."
    ),
    irregular=fails(
        "Có quãng {gap} ngày không có bài ({gap_from} đến {gap_to}), cho phép {longest}; cả thảy {sure} bài."
    ),
    no_posts=fails("Đã đọc hết tin bài, không có bài nào được tính từ {start} đến {end}."),
    no_threshold=review(
        "Có {sure} bài trong {months} tháng; văn bản đòi thường xuyên mà không nêu con số, cần người xem."
    ),
    unsure=review(
        "Quãng {gap} ngày không có bài (cho phép {longest}) có thể được lấp bởi {doubtful} bài chưa rõ ngày."
    ),
    not_yet=not_due("Chưa có bài nào được tính từ {start}; năm học còn tiếp tục đến {end}."),
    not_seen=unknown("Chưa thể kết luận: thấy {sure} bài nhưng tin bài chưa đọc được hết: {why}."),
    foreign_portal=unknown("Trang chủ không nêu tên trường nên không thể coi đây là cổng của trường."),
)
def posts_regular(portal: PortalReading, *, longest_gap: Whole | None = None) -> Answer:
    """Tin bài được đăng thường xuyên trong năm học."""
    doubt = of_nobody_known(portal, Aspect.POSTS, sure=0)
    if doubt is not None:
        return doubt
    start, end = portal.window.start, min(portal.window.end, portal.today)
    counted = [one for one in portal.ledger.entries if one.counted is Counted.YES and one.published is not None]
    doubtful = sum(one.counted is Counted.MAYBE for one in portal.ledger.entries)
    days = sorted({one.published for one in counted if one.published is not None})
    edges = [start - timedelta(days=1), *days, end + timedelta(days=1)]
    gaps = [(later - earlier, earlier, later) for earlier, later in pairwise(edges)]
    gap, gap_from, gap_to = max(gaps, key=lambda one: (one[0], one[1]))
    quiet = max(0, gap.days - 1)
    complete = is_complete(portal, Aspect.POSTS)
    values = {
        "sure": len(counted),
        "months": len({month_of(day) for day in days}),
        "gap": quiet,
        "gap_from": gap_from + timedelta(days=1),
        "gap_to": gap_to - timedelta(days=1),
        "longest": longest_gap,
        "doubtful": doubtful,
        "start": start,
        "end": portal.window.end,
        "why": why_incomplete(portal, Aspect.POSTS),
    }
    evidence = distinct([*(one.evidence for one in counted[:_SHOWN]), *sources_read(portal)])
    if longest_gap is not None and counted and quiet <= longest_gap:
        result = "regular"
    elif not complete:
        result = "not-seen"
    elif not counted and not doubtful:
        is_over = portal.as_of is not None or portal.today > portal.window.end
        result = "no-posts" if is_over else "not-yet"
    elif longest_gap is None:
        result = "no-threshold"
    else:
        result = "unsure" if doubtful else "irregular"
    return Answer(result=result, values=values, evidence=evidence)
