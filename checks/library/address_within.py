"""Whether the portal lives under a domain that a document asks for."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from checks.looking import (
    distinct,
    home_address,
    is_complete,
    looked_through,
    of_nobody_known,
    pages_missing,
    why_incomplete,
)
from checks.registry import Host, check, fails, passes, review, unknown
from reading.addresses import site_of
from reading.portal import LinkState, PortalReading
from records.facts import Aspect, Role
from records.findings import Answer

_MAY_BE_MEMBER = (LinkState.LINKED, LinkState.REDIRECTED, LinkState.SAME_DOMAIN)
"""What a Phòng's portal may show of a member site of its own, under whatever domain."""


@check(
    within=passes("Địa chỉ cổng ({host}) nằm trong tên miền được yêu cầu: {domains}."),
    linked_from_there=review(
        "Địa chỉ cổng ({host}) nằm ngoài {domains} nhưng cổng cấp trên có liên kết tới hoặc có tên miền bao trùm; "
        "cần xác nhận có được coi là trang thành viên không.",
    ),
    parent_not_seen=unknown(
        "Địa chỉ cổng ({host}) nằm ngoài {domains}, mà chưa đọc được cổng cấp trên để biết có là trang thành viên: "
        "{why}.",
        linked_counts=True,
    ),
    outside=fails("Địa chỉ cổng ({host}) nằm ngoài tên miền được yêu cầu: {domains}."),
    not_seen=unknown("Chưa mở được trang chủ nên chưa biết cổng đang ở địa chỉ nào: {why}."),
    foreign_portal=unknown("Trang chủ không nêu tên trường nên không thể coi đây là cổng của trường."),
)
def address_within(
    portal: PortalReading,
    *,
    domains: Annotated[tuple[Host, ...], Field(min_length=1)],
    linked_counts: bool = False,
) -> Answer:
    """Cổng nằm trong tên miền mà văn bản yêu cầu."""
    doubt = of_nobody_known(portal, Aspect.HOME)
    if doubt is not None:
        return doubt
    home = looked_through(portal, Role.HOME)
    host = site_of(home_address(portal) or portal.school.portal)
    values: dict[str, object] = {"host": host, "domains": domains}
    if _is_within(host, domains):
        return Answer(result="within", values=values, evidence=home)
    links = portal.links
    if linked_counts and links.state in _MAY_BE_MEMBER:
        return Answer(result="linked-from-there", values=values, evidence=distinct([*home, *links.evidence]))
    if linked_counts and not is_complete(portal, Aspect.PARENT):
        values["why"] = why_incomplete(portal, Aspect.PARENT)
        seen = distinct([*home, *pages_missing(portal, Role.PARENT)])
        return Answer(result="parent-not-seen", values=values, evidence=seen)
    return Answer(result="outside", values=values, evidence=home)


def _is_within(site: str, domains: tuple[str, ...]) -> bool:
    host = site.partition(":")[0]
    bare = [domain.removeprefix("*.") for domain in domains]
    return any(host == domain or host.endswith(f".{domain}") for domain in bare)
