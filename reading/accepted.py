"""Which portals above a school count, where a rubric names them instead of the school list."""

from __future__ import annotations

from reading.addresses import site_of
from records.facts import Aspect, Coverage, LinkSeen, PageSeen, Reason, Relation, Role, Visit
from records.school import School


def with_accepted_parents(visit: Visit, parents: tuple[str, ...]) -> Visit:
    """The visit as it reads when only links on the portals `parents` count; unchanged where none are named.

    Where the crawler saw none of them, the aspect was not looked at, whatever it saw elsewhere.
    """
    subject = visit.subject
    if not parents or not isinstance(subject, School):
        return visit
    sites = {site_of(url) for url in parents}
    facts = tuple(
        fact
        for fact in visit.facts
        if not (isinstance(fact, LinkSeen) and fact.relation is Relation.PARENT_TO_SCHOOL)
        or site_of(fact.source) in sites
    )
    looked = any(
        isinstance(fact, PageSeen) and fact.role is Role.PARENT and site_of(fact.url) in sites for fact in facts
    )
    coverage = visit.coverage
    if not looked:
        unseen = Coverage(aspect=Aspect.PARENT, complete=False, reason=Reason.NOT_LOOKED)
        coverage = (*(one for one in coverage if one.aspect is not Aspect.PARENT), unseen)
    return visit.model_copy(
        update={"facts": facts, "coverage": coverage, "subject": subject.model_copy(update={"parents": parents})}
    )
