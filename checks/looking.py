"""What was looked at and what was not: the evidence behind an absence, and behind a doubt."""

from __future__ import annotations

from collections.abc import Iterable

from checks.wording import REASON_PHRASES
from reading.portal import PortalReading, SectionRead, SectionState
from reading.sections import SUBSTANTIVE_TEXT
from records.facts import Aspect, Evidence, PageMissing, PageSeen, Reason, Role, SectionSeen, SourceSeen
from records.findings import Answer

CITED = 20
"""The most pages an absence cites; the rest stands in the visit."""

UNOPENED = (SectionState.NOT_OPENED, SectionState.MISSING)
"""States of a section that leave open what is behind its link."""


def distinct(evidence: Iterable[Evidence], limit: int = CITED) -> tuple[Evidence, ...]:
    """The first `limit` different places, in order."""
    kept: dict[tuple[str, str], Evidence] = {}
    for one in evidence:
        if len(kept) == limit:
            break
        kept.setdefault((one.url, one.quote), one)
    return tuple(kept.values())


def is_complete(portal: PortalReading, aspect: Aspect) -> bool:
    """Tell whether all that `aspect` needs was read to its own end; posts, back to the first day of the window."""
    return portal.visit.covered(aspect).complete and not (aspect is Aspect.POSTS and portal.begins_too_late)


_OF_THE_PORTAL = (Reason.PAGINATION, Reason.NO_LISTING, Reason.SOURCES_DISAGREE, Reason.ROBOTS, Reason.LOGIN)


def is_cut_short(portal: PortalReading, aspect: Aspect) -> bool:
    """Tell whether a fault or a budget, rather than the portal's own make, kept `aspect` from being complete."""
    coverage = portal.visit.covered(aspect)
    return not coverage.complete and coverage.reason not in _OF_THE_PORTAL


def is_walled_off(portal: PortalReading, aspect: Aspect) -> bool:
    """Tell whether a login is what kept `aspect` from being complete: then the doubt is the walls, which are listed."""
    return portal.visit.covered(aspect).reason is Reason.LOGIN


def why_incomplete(portal: PortalReading, *aspects: Aspect) -> str:
    """Why the first incomplete one of `aspects` is so, as part of a Vietnamese sentence."""
    for aspect in aspects:
        coverage = portal.visit.covered(aspect)
        if not coverage.complete:
            return REASON_PHRASES[coverage.reason] if coverage.reason else "chưa đọc hết"
        if aspect is Aspect.POSTS and portal.begins_too_late:
            return f"lần xem này chỉ đọc tin bài từ ngày {portal.visit.window.start:%d/%m/%Y}"
    return "có trang chưa mở được"


def of_sections(sections: Iterable[SectionRead]) -> tuple[Evidence, ...]:
    """The places of the sections, all first links before all that is behind them."""
    listed = [section.evidence for section in sections]
    return distinct([*(one[0] for one in listed if one), *(place for one in listed for place in one[1:])])


def looked_through(portal: PortalReading, *roles: Role) -> tuple[Evidence, ...]:
    """The pages of these roles that were read: what an absence cites."""
    return distinct(fact.evidence for fact in portal.visit.facts if isinstance(fact, PageSeen) and fact.role in roles)


def sources_read(portal: PortalReading) -> tuple[Evidence, ...]:
    """The sources and listings by which posts were enumerated, then the pages behind them."""
    sources = (fact.evidence for fact in portal.visit.facts if isinstance(fact, SourceSeen))
    return distinct([*sources, *looked_through(portal, Role.LISTING, Role.SOURCE, Role.HOME)])


def pages_missing(portal: PortalReading, *roles: Role) -> tuple[Evidence, ...]:
    """The pages of these roles that could not be seen: what a doubt cites."""
    missing = (fact for fact in portal.visit.facts if isinstance(fact, PageMissing) and fact.role in roles)
    return distinct(fact.evidence for fact in missing)


def home_doubt(portal: PortalReading) -> tuple[Evidence, ...]:
    """Where the home page was tried and not read."""
    return distinct([*pages_missing(portal, Role.HOME, Role.ROBOTS), *portal.identity_evidence])


def home_address(portal: PortalReading) -> str | None:
    """The address at which the home page answered, None when it did not."""
    pages = (fact for fact in portal.visit.facts if isinstance(fact, PageSeen) and fact.role is Role.HOME)
    return next((page.url for page in pages), None)


def has_content(fact: SectionSeen) -> bool:
    """Tell whether the page behind a link of the navigation holds something, whatever the link is called."""
    page = fact.page
    return page is not None and not page.asks_password and (bool(page.items) or page.text_length >= SUBSTANTIVE_TEXT)


def of_nobody_known(portal: PortalReading, aspect: Aspect, **values: object) -> Answer | None:
    """The answer that is the same whatever is asked, where the portal is another's or its home page was not read."""
    if portal.is_the_schools is False:
        return Answer(result="foreign-portal", evidence=portal.identity_evidence)
    if portal.is_the_schools is None:
        values = {**values, "why": why_incomplete(portal, Aspect.HOME, aspect)}
        return Answer(result="not-seen", values=values, evidence=home_doubt(portal))
    return None
