"""Whether the portal shows the way to an inner side behind a login. It is seen, never entered."""

from __future__ import annotations

from collections.abc import Iterator

from checks.looking import distinct, is_complete, looked_through, of_nobody_known, why_incomplete
from checks.registry import check, passes, review, unknown
from reading.portal import PortalReading, SectionState
from records.facts import Aspect, Evidence, PageMissing, Reason, Role, SectionSeen, SignalSeen
from records.findings import Answer


@check(
    shown=passes("Cổng có lối vào trang nội bộ đòi đăng nhập ({where}); chương trình chỉ thấy, không đăng nhập."),
    not_shown=review(
        "Trên {looked} trang đã đọc không thấy lối đăng nhập; trang nội bộ có thể ở địa chỉ khác, cần người xác nhận."
    ),
    not_seen=unknown("Chưa thấy lối vào trang nội bộ, nhưng các chuyên mục của cổng chưa đọc được hết: {why}."),
    foreign_portal=unknown("Trang chủ không nêu tên trường nên không thể coi đây là cổng của trường."),
)
def internal_area(portal: PortalReading) -> Answer:
    """Cổng có lối vào trang điều hành nội bộ, đòi đăng nhập."""
    doubt = of_nobody_known(portal, Aspect.SECTIONS)
    if doubt is not None:
        return doubt
    doors = distinct(_doors(portal), 5)
    if doors:
        return Answer(result="shown", values={"where": doors[0].quote or doors[0].url}, evidence=doors)
    seen = looked_through(portal, Role.HOME, Role.SECTION)
    if not is_complete(portal, Aspect.SECTIONS):
        return Answer(result="not-seen", values={"why": why_incomplete(portal, Aspect.SECTIONS)}, evidence=seen)
    return Answer(result="not-shown", values={"looked": len(seen)}, evidence=seen)


def _doors(portal: PortalReading) -> Iterator[Evidence]:
    for section in portal.sections:
        if section.state is SectionState.LOGIN or section.key == "dang_nhap":
            yield from section.evidence[:1]
    for fact in portal.visit.facts:
        if isinstance(fact, SignalSeen) and fact.name == "login-link":
            yield fact.evidence
        elif isinstance(fact, SectionSeen) and fact.page is not None and fact.page.asks_password:
            yield fact.page.evidence
        elif isinstance(fact, PageMissing) and fact.reason is Reason.LOGIN:
            yield fact.evidence
