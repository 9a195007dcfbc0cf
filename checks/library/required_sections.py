"""Criterion 3.1: the sections a portal must have (TT 37/2020 Điều 9)."""

from __future__ import annotations

from checks.duties import duty_parts
from checks.looking import (
    UNOPENED,
    distinct,
    home_doubt,
    is_complete,
    looked_through,
    of_sections,
    pages_missing,
    why_incomplete,
)
from checks.registry import PARTS, SectionKey, check, fails, passes, review, unknown
from reading.portal import LedgerEntry, PortalReading, SectionRead, SectionState
from records.facts import Aspect, Evidence, Reason, Role
from records.findings import Answer

_ALSO_BY_DOCUMENTS = ("cong_khai", "van_ban", "tuyen_sinh")
_NOT_NEWS = ("rac", "trong")


@check(
    PARTS,
    "found",
    "total",
    complete=passes(
        "Có đủ {total} chuyên mục bắt buộc và đều có nội dung: {present}; mục khuyến khích chưa thấy: "
        "{missing_recommended}."
    ),
    missing_required=fails(
        "Thiếu chuyên mục bắt buộc hoặc chuyên mục chưa có nội dung: {missing} (có {found} trong {total} mục; "
        "mục khuyến khích chưa thấy: {missing_recommended})."
    ),
    not_seen=unknown("Chưa thấy {missing}, nhưng các chuyên mục của cổng chưa đọc được hết: {why}."),
    unsure=review("Chuyên mục {hidden} đòi đăng nhập mới xem được; cần người xem để kết luận."),
    foreign_portal=unknown("Trang chủ không nêu tên trường nên không thể coi đây là cổng của trường."),
)
def required_sections(
    portal: PortalReading, *, required: tuple[SectionKey, ...], recommended: tuple[SectionKey, ...] = ()
) -> Answer:
    """Cổng có đủ các chuyên mục bắt buộc và chuyên mục nào cũng có nội dung."""
    answer = _answer(portal, required, recommended)
    return answer.model_copy(update={"parts": duty_parts(portal) if portal.is_the_schools else ()})


def _answer(portal: PortalReading, required: tuple[str, ...], recommended: tuple[str, ...]) -> Answer:
    if portal.is_the_schools is False:
        return Answer(result="foreign-portal", evidence=portal.identity_evidence)
    if portal.is_the_schools is None:
        unseen = {"missing": required, "why": why_incomplete(portal, Aspect.HOME, Aspect.SECTIONS)}
        return Answer(result="not-seen", values=unseen, evidence=home_doubt(portal))
    present = {key: place for key in (*required, *recommended) if (place := _content(portal, key)) is not None}
    missing = [key for key in required if key not in present]
    hidden = [key for key in missing if any(one.state is SectionState.LOGIN for one in _own(portal, key))]
    absent = [key for key in missing if key not in hidden and _is_absent(portal, key)]
    values = {
        "total": len(required),
        "found": len(required) - len(missing),
        "present": [key for key in required if key in present],
        # Once an absence is certain, the sentence speaks of it alone: a doubt beside it changes nothing.
        "missing": absent or missing,
        "hidden": hidden,
        "missing_recommended": [key for key in recommended if key not in present],
        "why": why_incomplete(portal, Aspect.SECTIONS, Aspect.POSTS),
    }
    if not missing:
        places = distinct(place for key in required for place in present[key][:1])
        return Answer(result="complete", values=values, evidence=places)
    links = of_sections([one for key in missing for one in _own(portal, key)])
    seen = distinct([*links, *looked_through(portal, Role.HOME, Role.SECTION)])
    if absent:
        return Answer(result="missing-required", values=values, evidence=seen)
    if len(hidden) < len(missing):
        doubts = pages_missing(portal, Role.HOME, Role.SECTION, Role.LISTING, Role.SOURCE)
        return Answer(result="not-seen", values=values, evidence=distinct([*links, *doubts, *seen]))
    return Answer(result="unsure", values=values, evidence=seen)


def _own(portal: PortalReading, key: str) -> list[SectionRead]:
    """The sections of `key` that are the school's; a link to somebody else's page is none."""
    return [one for one in portal.sections_of(key) if one.state is not SectionState.FOREIGN]


def _content(portal: PortalReading, key: str) -> tuple[Evidence, ...] | None:
    """Where content of the section stands, None when none was seen."""
    sections = [one for one in _own(portal, key) if one.state is SectionState.CONTENT]
    if sections:
        return of_sections(sections)
    if key in _ALSO_BY_DOCUMENTS:
        found = [one.evidence for one in portal.documents if one.section == key and one.opens is not False]
        if found:
            return tuple(found)
    if key == "tin_tuc":
        posts = [one.evidence for one in portal.ledger.entries if _is_news(one)]
        if posts:
            return tuple(posts)
    return None


def _is_news(entry: LedgerEntry) -> bool:
    return entry.nature not in _NOT_NEWS


def _is_absent(portal: PortalReading, key: str) -> bool:
    """Tell whether everything that could hold the section was read, so that not seeing it means it is not there."""
    if not is_complete(portal, Aspect.SECTIONS) or any(one.state in UNOPENED for one in _own(portal, key)):
        return False
    if key != "tin_tuc":
        return True
    # Posts stand for the news section, so unread posts leave it open; no listing at all is itself the absence.
    posts = portal.visit.covered(Aspect.POSTS)
    return posts.complete or posts.reason is Reason.NO_LISTING
