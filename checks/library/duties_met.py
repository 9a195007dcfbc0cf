"""Whether the portal shows certain duties of the circular that binds portals in the school year."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from checks.duties import duty_parts
from checks.looking import distinct, of_nobody_known, why_incomplete
from checks.registry import PARTS, DutyKey, check, fails, not_applicable, partly, passes, review, unknown
from reading.portal import PortalReading
from records.facts import Aspect
from records.findings import Answer, Outcome


@check(
    PARTS,
    met=passes("Có đủ: {present}."),
    some_missing=partly("Đã có: {present}; chưa thấy: {missing}."),
    none_met=fails("Chưa thấy: {missing}."),
    unsure=review("Cần người xem: {unclear}; đã có: {present}."),
    not_seen=unknown("Chưa xem được hết để kết luận về {unclear}: {why}."),
    no_law=not_applicable("Không có văn bản nào trong bộ từ vựng quy định các nội dung này cho năm học được kiểm tra."),
    foreign_portal=unknown("Trang chủ không nêu tên trường nên không thể coi đây là cổng của trường."),
)
def duties_met(portal: PortalReading, *, duties: Annotated[tuple[DutyKey, ...], Field(min_length=1)]) -> Answer:
    """Cổng đáp ứng các nội dung mà văn bản về cổng thông tin điện tử quy định."""
    doubt = of_nobody_known(portal, Aspect.SECTIONS, unclear=["mọi nội dung"])
    if doubt is not None:
        return doubt
    parts = tuple(part for part in duty_parts(portal) if part.key in duties)
    if not parts:
        return Answer(result="no-law")
    told = {outcome: [part.title for part in parts if part.outcome is outcome] for outcome in Outcome}
    unclear = [*told[Outcome.UNKNOWN], *told[Outcome.REVIEW]]
    values = {
        "present": told[Outcome.PASS],
        "missing": told[Outcome.FAIL],
        "unclear": unclear,
        "why": why_incomplete(portal, Aspect.HOME, Aspect.SECTIONS),
    }
    evidence = distinct(place for part in parts for place in part.evidence)
    if told[Outcome.UNKNOWN]:
        result = "not-seen"
    elif told[Outcome.REVIEW]:
        result = "unsure"
    elif not told[Outcome.FAIL]:
        result = "met"
    else:
        result = "some-missing" if told[Outcome.PASS] else "none-met"
    return Answer(result=result, values=values, evidence=evidence, parts=parts)
