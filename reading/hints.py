"""What people say about where things are, applied to a visit's facts: the visit itself is not changed."""

from __future__ import annotations

from collections.abc import Mapping

from reading.addresses import same_address
from records.facts import DocumentSeen, Fact, PostSeen, SectionSeen, Visit
from records.overrides import SchoolOverrides, SectionHint
from records.school import School


def without_hints(visit: Visit, hints: SchoolOverrides | None) -> Visit:
    """The visit as the machine alone would read it: without the sections that were opened only because somebody named
    their address, what only these led to, and the aliases that the office added."""
    facts = visit.facts
    if any(isinstance(fact, SectionSeen) and fact.hinted for fact in facts):
        facts = _not_behind(facts)
    subject = visit.subject
    if hints is not None and hints.aliases and isinstance(subject, School):
        added = {one.host for one in hints.aliases}
        kept = tuple(alias for alias in subject.aliases if alias not in added)
        subject = subject.model_copy(update={"aliases": kept})
    if facts is visit.facts and subject is visit.subject:
        return visit
    return visit.model_copy(update={"facts": facts, "subject": subject})


def _not_behind(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts that do not stand behind a hinted section."""
    behind = {same_address(fact.url) for fact in facts if isinstance(fact, SectionSeen) and fact.hinted}
    otherwise = {
        same_address(fact.url) for fact in facts if isinstance(fact, SectionSeen) and not _is_led(fact, behind)
    }
    behind -= otherwise
    while True:
        more = {same_address(fact.url) for fact in facts if isinstance(fact, SectionSeen) and _is_led(fact, behind)}
        if more - otherwise <= behind:
            break
        behind |= more - otherwise
    return tuple(
        fact
        for fact in facts
        if not (isinstance(fact, SectionSeen) and _is_led(fact, behind))
        and not (isinstance(fact, DocumentSeen) and same_address(fact.found_on) in behind)
    )


def _is_led(fact: SectionSeen, behind: set[str]) -> bool:
    return fact.hinted or same_address(fact.linked_from) in behind


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
