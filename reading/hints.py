"""What people say about where things are, applied to a visit's facts: the visit itself is not changed."""

from __future__ import annotations

from collections.abc import Mapping

from reading.addresses import same_address
from records.facts import Fact, PostSeen, SectionSeen, Visit
from records.overrides import SchoolOverrides, SectionHint
from records.school import School


def without_hinted(visit: Visit) -> Visit:
    """The visit without the sections that were opened only because somebody named their address."""
    if not any(isinstance(fact, SectionSeen) and fact.hinted for fact in visit.facts):
        return visit
    kept = tuple(fact for fact in visit.facts if not (isinstance(fact, SectionSeen) and fact.hinted))
    return visit.model_copy(update={"facts": kept})


def with_hints(visit: Visit, hints: SchoolOverrides, titles: Mapping[str, str]) -> Visit:
    """The visit as it reads once `hints` are heard; `titles` are those of the section keys.

    A hinted address is read as the section it is said to be; a post that is to be left out is gone; an alias is one of
    the school's own.
    """
    sections = {same_address(hint.url): hint for hint in hints.sections}
    left_out = {same_address(one.url) for one in hints.leave_out}
    facts: list[Fact] = []
    for fact in visit.facts:
        if isinstance(fact, PostSeen) and left_out and _addresses(fact) & left_out:
            continue
        hint = sections.get(same_address(fact.url)) if isinstance(fact, SectionSeen) else None
        if hint is not None and isinstance(fact, SectionSeen):
            fact = fact.model_copy(update={"label": _label(hint, titles), "path": ()})
        facts.append(fact)
    subject = visit.subject
    if hints.aliases and isinstance(subject, School):
        subject = with_aliases(subject, hints)
    return visit.model_copy(update={"facts": tuple(facts), "subject": subject})


def with_aliases(school: School, hints: SchoolOverrides) -> School:
    """The school with the hosts and names it is also known by."""
    added = tuple(one.host for one in hints.aliases if one.host not in school.aliases)
    return school.model_copy(update={"aliases": (*school.aliases, *added)}) if added else school


def _addresses(post: PostSeen) -> set[str]:
    return {same_address(url) for url in (post.url, *post.urls)}


def _label(hint: SectionHint, titles: Mapping[str, str]) -> str:
    title = titles.get(hint.key, hint.key)
    return f"{title} năm học {hint.school_year}" if hint.school_year else title
