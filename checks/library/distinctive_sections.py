"""Sections that are the school's own idea: wanted by no list, rewarded where they are."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from checks.looking import distinct, has_content, is_complete, looked_through, of_nobody_known, why_incomplete
from checks.registry import Phrase, check, not_applicable, passes, unknown
from reading.addresses import same_address
from reading.fold import fold
from reading.portal import PortalReading
from records.facts import Aspect, PageMissing, Role, SectionSeen
from records.findings import Answer


@check(
    found=passes("Có chuyên mục đặc trưng của nhà trường, có nội dung: {where}."),
    none_seen=not_applicable("Không thấy chuyên mục đặc trưng nào; đây là điểm thưởng nên trường không mất điểm."),
    not_seen=unknown("Chưa thấy chuyên mục đặc trưng, nhưng các chuyên mục của cổng chưa đọc được hết: {why}."),
    foreign_portal=unknown("Trang chủ không nêu tên trường nên không thể coi đây là cổng của trường."),
)
def distinctive_sections(portal: PortalReading, *, words: Annotated[tuple[Phrase, ...], Field(min_length=1)]) -> Answer:
    """Cổng có chuyên mục mang tính đặc trưng riêng của nhà trường."""
    doubt = of_nobody_known(portal, Aspect.SECTIONS)
    if doubt is not None:
        return doubt
    phrases = [f" {fold(one)} " for one in words]
    missing = {same_address(fact.url) for fact in portal.visit.facts if isinstance(fact, PageMissing)}
    named = [
        fact
        for fact in portal.visit.facts
        if isinstance(fact, SectionSeen) and any(phrase in f" {fold(fact.label)} " for phrase in phrases)
    ]
    filled = {same_address(fact.url): fact for fact in named if has_content(fact)}
    if filled:
        labels = list(dict.fromkeys(fact.label for fact in filled.values()))
        places = distinct(fact.page.evidence for fact in filled.values() if fact.page is not None)
        return Answer(result="found", values={"where": labels}, evidence=places)
    seen = looked_through(portal, Role.HOME, Role.SECTION)
    unopened = any(fact.page is None or same_address(fact.url) in missing for fact in named)
    if unopened or not is_complete(portal, Aspect.SECTIONS):
        return Answer(result="not-seen", values={"why": why_incomplete(portal, Aspect.SECTIONS)}, evidence=seen)
    return Answer(result="none-seen", evidence=seen)
