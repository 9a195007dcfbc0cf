"""Whether one section (or any of several that stand for the same thing) is there with content."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from checks.looking import UNOPENED, distinct, is_complete, looked_through, of_nobody_known, of_sections, why_incomplete
from checks.registry import SectionKey, check, fails, passes, review, unknown
from reading.portal import PortalReading, SectionState
from records.facts import Aspect, Role
from records.findings import Answer


@check(
    "count",
    filled=passes("Có chuyên mục {where} và có nội dung ({count} mục)."),
    behind_login=review("Chuyên mục {where} đòi đăng nhập mới xem được; cần người xem để kết luận."),
    empty=fails("Có chuyên mục {where} nhưng bên trong chưa có nội dung."),
    absent=fails("Đã đọc hết các chuyên mục của cổng, không thấy chuyên mục {wanted}."),
    not_seen=unknown("Chưa thấy chuyên mục {wanted} có nội dung, nhưng các chuyên mục chưa đọc được hết: {why}."),
    foreign_portal=unknown("Trang chủ không nêu tên trường nên không thể coi đây là cổng của trường."),
)
def section_filled(
    portal: PortalReading, *, sections: Annotated[tuple[SectionKey, ...], Field(min_length=1)]
) -> Answer:
    """Cổng có chuyên mục được nêu và chuyên mục ấy có nội dung."""
    doubt = of_nobody_known(portal, Aspect.SECTIONS, wanted=sections)
    if doubt is not None:
        return doubt
    own = [one for key in sections for one in portal.sections_of(key) if one.state is not SectionState.FOREIGN]
    filled = [one for one in own if one.state is SectionState.CONTENT]
    values: dict[str, object] = {"wanted": sections, "why": why_incomplete(portal, Aspect.SECTIONS)}
    if filled:
        values |= {"where": f"“{filled[0].label}”", "count": sum(len(one.items) for one in filled)}
        return Answer(result="filled", values=values, evidence=of_sections(filled))
    seen = distinct([*of_sections(own), *looked_through(portal, Role.HOME, Role.SECTION)])
    if any(one.state in UNOPENED for one in own):
        return Answer(result="not-seen", values=values, evidence=seen)
    hidden = [one for one in own if one.state is SectionState.LOGIN]
    if hidden:
        return Answer(result="behind-login", values={**values, "where": f"“{hidden[0].label}”"}, evidence=seen)
    if not is_complete(portal, Aspect.SECTIONS):
        return Answer(result="not-seen", values=values, evidence=seen)
    if own:
        return Answer(result="empty", values={**values, "where": f"“{own[0].label}”"}, evidence=seen)
    return Answer(result="absent", values=values, evidence=seen)
