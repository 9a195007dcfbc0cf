"""Whether the portal leads to the systems and services that a document names."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from checks.looking import (
    distinct,
    has_content,
    home_address,
    is_complete,
    looked_through,
    of_nobody_known,
    why_incomplete,
)
from checks.registry import PARTS, Host, Phrase, SectionKey, check, fails, partly, passes, unknown
from reading.addresses import site_of
from reading.fold import fold
from reading.portal import PortalReading, SectionState
from records.base import Record
from records.facts import Aspect, Evidence, LinkSeen, Relation, Role, SectionSeen, SignalSeen
from records.findings import Answer, Outcome, Part

_LOOKED = "outgoing-looked"


class NamedSystem(Record):
    """A system or service: known by any of its `hosts` (``*.x.vn``: all below ``x.vn`` too), by `phrases` in a link's
    words, or as a section of the portal.

    `optional`: only where the school has it.
    """

    key: str
    title: str
    hosts: tuple[Host, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    sections: tuple[SectionKey, ...] = ()
    optional: bool = False

    @model_validator(mode="after")
    def _is_known_by_something(self) -> NamedSystem:
        if not (self.hosts or self.phrases or self.sections):
            raise ValueError(f"hệ thống “{self.key}” cần “hosts”, “phrases” hoặc “sections” để nhận ra")
        return self


def _some_wanted(systems: tuple[NamedSystem, ...]) -> tuple[NamedSystem, ...]:
    if systems and all(one.optional for one in systems):
        raise ValueError("mọi hệ thống đều là “optional” nên trường nào cũng đạt")
    return systems


@check(
    PARTS,
    "found",
    "total",
    all_linked=passes("Cổng có liên kết tới đủ {total} hệ thống, dịch vụ được nêu: {present}."),
    some_linked=partly("Cổng có liên kết tới {found} trong {total} hệ thống, dịch vụ được nêu; chưa thấy: {missing}."),
    none_linked=fails("Trên các trang đã đọc không có liên kết nào tới các hệ thống, dịch vụ được nêu: {missing}."),
    not_seen=unknown("Chưa thấy liên kết tới {missing}, nhưng chưa xem được hết các liên kết của cổng: {why}."),
    foreign_portal=unknown("Trang chủ không nêu tên trường nên không thể coi đây là cổng của trường."),
)
def systems_linked(
    portal: PortalReading,
    *,
    systems: Annotated[tuple[NamedSystem, ...], Field(min_length=1), AfterValidator(_some_wanted)],
) -> Answer:
    """Cổng có liên kết tới các hệ thống, dịch vụ mà văn bản nêu."""
    wanted = [one for one in systems if not one.optional]
    doubt = of_nobody_known(portal, Aspect.SECTIONS, missing=[one.title for one in wanted])
    if doubt is not None:
        return doubt
    own = site_of(home_address(portal) or portal.school.portal)
    links = _links(portal, own)
    places = {one.key: _places(one, links, portal, own) for one in systems}
    looked = any(isinstance(fact, SignalSeen) and fact.name == _LOOKED for fact in portal.visit.facts)
    complete = looked and is_complete(portal, Aspect.SECTIONS)
    seen = looked_through(portal, Role.HOME, Role.SECTION)
    missing = [one for one in wanted if not places[one.key]]
    values = {
        "total": len(wanted),
        "found": len(wanted) - len(missing),
        "present": [one.title for one in systems if places[one.key]],
        "missing": [one.title for one in missing],
        "why": why_incomplete(portal, Aspect.SECTIONS) if looked else "lượt xem này chưa ghi liên kết ra ngoài",
    }
    parts = tuple(_part(one, places[one.key], complete=complete, seen=seen) for one in systems)
    proof = distinct(place for one in systems for place in places[one.key][:2])
    if not missing:
        return Answer(result="all-linked", values=values, evidence=proof, parts=parts)
    cited = distinct([*proof, *seen])
    if not complete:
        return Answer(result="not-seen", values=values, evidence=cited, parts=parts)
    result = "some-linked" if len(missing) < len(wanted) else "none-linked"
    return Answer(result=result, values=values, evidence=cited, parts=parts)


_Link = tuple[str, str, Evidence]


def _links(portal: PortalReading, own: str) -> list[_Link]:
    """Site, folded words and place of every link that leads outward, or to a page that offers something."""
    found: list[_Link] = []
    for fact in portal.visit.facts:
        if isinstance(fact, LinkSeen) and fact.relation is not Relation.PARENT_TO_SCHOOL:
            found.append((site_of(fact.target), f" {fold(fact.text)} ", fact.evidence))
        elif isinstance(fact, SectionSeen) and (site_of(fact.url) != own or _offers(fact)):
            found.append((site_of(fact.url), f" {fold(fact.label)} ", fact.evidence))
    return found


def _offers(fact: SectionSeen) -> bool:
    """A label alone offers nothing; a page with content does, and so does one that asks its users to log in."""
    return has_content(fact) or (fact.page is not None and fact.page.asks_password)


def _places(system: NamedSystem, links: list[_Link], portal: PortalReading, own: str) -> tuple[Evidence, ...]:
    phrases = [f" {fold(phrase)} " for phrase in system.phrases]
    found = [
        place
        for site, words, place in links
        if any(_is_host(site, host) for host in system.hosts) or any(one in words for one in phrases)
    ]
    for section in (one for key in system.sections for one in portal.sections_of(key) if one.evidence):
        leads_out = site_of(section.url) != own and section.state is not SectionState.SOFT_404
        if leads_out or section.state in (SectionState.CONTENT, SectionState.LOGIN):
            found.append(section.evidence[0])
    return tuple(found)


def _is_host(site: str, host: str) -> bool:
    """Tell whether `site` is the host a document names; below it live other systems, and other schools."""
    host = host.removeprefix("www.")
    if host.startswith("*."):
        return site == host[2:] or site.endswith(host[1:])
    return site == host


def _part(system: NamedSystem, places: tuple[Evidence, ...], *, complete: bool, seen: tuple[Evidence, ...]) -> Part:
    if places:
        result, outcome, reason = "linked", Outcome.PASS, f"Có: {places[0].quote or places[0].url}."
    elif system.optional:
        result, outcome, reason = "absent", Outcome.NOT_APPLICABLE, "Không thấy; chỉ cần khi nhà trường có."
    elif not complete:
        result, outcome, reason = "not-seen", Outcome.UNKNOWN, "Chưa thấy; chưa xem được hết các liên kết của cổng."
    else:
        result, outcome, reason = "absent", Outcome.FAIL, "Không thấy liên kết trên các trang đã đọc."
    return Part(
        key=system.key,
        title=system.title,
        result=result,
        outcome=outcome,
        rung=1 if places else 0 if outcome is Outcome.FAIL else None,
        reason=reason,
        evidence=places or (seen if outcome is Outcome.FAIL else ()),
    )
