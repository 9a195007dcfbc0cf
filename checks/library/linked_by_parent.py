"""Criterion 3.2: the portal is linked from the portal above it (TT 37/2020 Điều 10.1)."""

from __future__ import annotations

from checks.looking import distinct, home_doubt, is_complete, looked_through, pages_missing, why_incomplete
from checks.registry import check, fails, passes, review, unknown
from reading.portal import LinkState, PortalReading
from records.facts import Aspect, Role
from records.findings import Answer

_RESULTS = {
    LinkState.LINKED: "linked",
    LinkState.REDIRECTED: "linked-by-redirect",
    LinkState.UNDER_OTHER_NAME: "linked-under-other-name",
    LinkState.OTHER_PORTAL: "other-portal-linked",
    LinkState.SILENT: "linked-to-silent",
    LinkState.SAME_DOMAIN: "same-domain-only",
    LinkState.ELSEWHERE: "linked-elsewhere",
    LinkState.NOT_LINKED: "not-linked",
    LinkState.NOT_SEEN: "parent-not-seen",
    LinkState.NO_PARENT: "no-parent-given",
}


@check(
    linked=passes("Cổng cấp trên ({parent}) có liên kết tới cổng của trường, tại {where}."),
    linked_by_redirect=passes(
        "Cổng cấp trên ({parent}) liên kết tới một địa chỉ cũ, địa chỉ ấy chuyển hướng về cổng của trường ({where})."
    ),
    linked_elsewhere=fails("Cổng cấp trên ({parent}) có liên kết mang tên trường nhưng dẫn tới địa chỉ khác: {where}."),
    linked_under_other_name=review(
        "Cổng cấp trên ({parent}) liên kết tới cổng của trường dưới tên một trường khác; liên kết mang tên trường lại "
        "dẫn đi nơi khác ({where})."
    ),
    other_portal_linked=review(
        "Cổng cấp trên ({parent}) liên kết tới một cổng khác cũng mang tên trường ({where}); cần xác nhận cổng nào "
        "đang dùng."
    ),
    linked_to_silent=review(
        "Cổng cấp trên ({parent}) có liên kết mang tên trường ({where}) nhưng địa chỉ ấy đang không trả lời."
    ),
    same_domain_only=review(
        "Cổng của trường nằm dưới tên miền của cổng cấp trên ({parent}) nhưng chưa thấy liên kết tới trường."
    ),
    not_linked=fails("Đã đọc {looked} trang của cổng cấp trên ({parent}), không trang nào có liên kết tới trường."),
    parent_not_seen=unknown("Chưa đọc được trọn cổng cấp trên ({parent}): {why}."),
    portal_not_seen=unknown("Chưa mở được trang chủ của trường nên chưa thể xác nhận đây là cổng của trường: {why}."),
    no_parent_given=unknown("Danh sách trường không ghi địa chỉ cổng cấp trên nên chưa thể xem liên kết."),
    foreign_portal=unknown("Trang chủ không nêu tên trường nên không thể coi đây là cổng của trường."),
)
def linked_by_parent(portal: PortalReading) -> Answer:
    """Cổng cấp trên có liên kết tới cổng của trường."""
    if portal.is_the_schools is False:
        return Answer(result="foreign-portal", evidence=portal.identity_evidence)
    # The links are facts of the parent's pages, but a link to a portal nobody could read may lead to anybody's.
    if portal.is_the_schools is None:
        return Answer(
            result="portal-not-seen",
            values={"why": why_incomplete(portal, Aspect.HOME)},
            evidence=distinct([*home_doubt(portal), *portal.links.evidence]),
        )
    links = portal.links
    pages = looked_through(portal, Role.PARENT)
    result = _RESULTS[links.state]
    if result in ("not-linked", "linked-elsewhere") and not is_complete(portal, Aspect.PARENT):
        result = "parent-not-seen"
    evidence = links.evidence
    if result in ("not-linked", "same-domain-only", "linked-elsewhere"):
        evidence = distinct([*links.evidence, *pages])
    elif result == "parent-not-seen":
        evidence = distinct([*pages_missing(portal, Role.PARENT), *links.evidence, *pages])
    values = {
        "parent": portal.school.parents,
        "where": links.evidence[0].url if links.evidence else None,
        "looked": len({place.url for place in evidence}),
        "links_back": links.school_to_parent,
        "why": why_incomplete(portal, Aspect.PARENT),
    }
    return Answer(result=result, values=values, evidence=evidence)
