"""What a visit holds that may serve as evidence where people score: proposed with link, day and quote, never scored."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from reading.addresses import same_address
from reading.dates import read_date
from reading.fold import fold
from reading.portal import PortalReading
from reading.school_years import calendar_years_in, school_years_in
from records.base import clip
from records.facts import DocumentSeen, Evidence, SectionSeen
from records.rubric import EvidenceSearch, Rule

_OF_SEARCH = 3
_OF_RULE = 8
_TITLE = 160
_TOLD = 200


@dataclass(frozen=True)
class Proposal:
    """Something that may be evidence: for what it was looked for, what it is called, where it is, and of which day.

    `evidence` is the page on which it stands. `of_year` is True when it says itself that it belongs to the school year,
    None when it does not say.
    """

    wanted: str
    title: str
    url: str
    day: date | None
    of_year: bool | None
    evidence: Evidence

    def told(self) -> dict[str, Any]:
        """The proposal as a value of an answer."""
        return {
            "wanted": self.wanted,
            "title": self.title,
            "url": self.url,
            "day": self.day,
            "of_year": self.of_year,
            "quote": self.evidence.quote,
        }


@dataclass(frozen=True, slots=True)
class _Source:
    """A title or quote of the visit; `known` is what is known of its school year besides its words."""

    title: str
    url: str
    words: str
    day: date | None
    known: bool | None
    evidence: Evidence
    is_document: bool = False


class ProposalIndex:
    """All titles and quotes of one visit that may name evidence, folded once."""

    def __init__(self, portal: PortalReading) -> None:
        self._year = portal.school_year
        found: dict[tuple[str, str], _Source] = {}
        for source in _sources(portal):
            # A document is listed in its section as well.
            found.setdefault((source.url, source.title), source)
        self._sources = tuple(found.values())

    def proposals(self, rule: Rule) -> tuple[Proposal, ...]:
        """What answers the rule's searches: sure years before unclear ones, documents before posts, newest first."""
        found: dict[str, Proposal] = {}
        for search in rule.search:
            hits = [
                (source, of_year)
                for source in self._sources
                if _answers(source.words, search)
                and (of_year := _of_year(source.title, self._year, source.known)) is not False
            ]
            hits.sort(key=_rank)
            for source, of_year in hits[:_OF_SEARCH]:
                found.setdefault(same_address(source.url), _proposal(source, search.title, of_year))
        return tuple(found.values())[:_OF_RULE]


def _rank(hit: tuple[_Source, bool | None]) -> tuple[bool, bool, int, str]:
    source, of_year = hit
    age = -source.day.toordinal() if source.day else 0
    return (of_year is None, not source.is_document, age, source.url)


def _proposal(source: _Source, wanted: str, of_year: bool | None) -> Proposal:
    # The page on which it stands is quoted with its title: that is what a reader looks for there.
    quoted = source.evidence.model_copy(update={"quote": clip(source.title)})
    return Proposal(wanted, clip(source.title, _TITLE), source.url, source.day, of_year, quoted)


def _sources(portal: PortalReading) -> Iterator[_Source]:
    facts = portal.visit.facts
    lines = {fact.url: " ".join(fact.title_lines) for fact in facts if isinstance(fact, DocumentSeen)}
    days = _printed_days(portal)
    for entry in portal.ledger.entries:
        if entry.nature == "rac":
            continue
        inside = None if entry.published is None else portal.window.holds(entry.published)
        yield _Source(entry.title, entry.url, f" {fold(entry.title)} ", entry.published, inside, entry.evidence)
    for document in portal.documents:
        words = f" {fold(document.title)}  {fold(lines.get(document.url, '')[:_TOLD])} "
        day = days.get(same_address(document.url))
        known = _known(document.school_year, day, portal)
        yield _Source(document.title, document.url, words, day, known, document.evidence, is_document=True)
    for section in portal.sections:
        for item in section.items:
            words = f" {fold(item.title)} "
            day = days.get(same_address(item.url))
            known = _known(item.school_year, day, portal)
            yield _Source(item.title, item.url, words, day, known, item.evidence, is_document=item.is_file)


def _printed_days(portal: PortalReading) -> dict[str, date]:
    """The days printed beside the entries of sections, by address."""
    return {
        same_address(item.url): read.day
        for fact in portal.visit.facts
        if isinstance(fact, SectionSeen) and fact.page is not None
        for item in fact.page.items
        if item.date_text and (read := read_date(item.date_text))
    }


def _known(school_year: str | None, day: date | None, portal: PortalReading) -> bool | None:
    """Whether a paper is of the school year, by where it stands or the day printed beside it."""
    if school_year is not None:
        return school_year == portal.school_year
    return portal.window.holds(day) if day is not None else None


def _of_year(title: str, year: str, otherwise: bool | None) -> bool | None:
    """Whether a title says it is of the school year; `otherwise` is what is known when it does not say."""
    named = school_years_in(title)
    if named:
        return year in named
    years = calendar_years_in(title)
    if years and not {int(year[:4]), int(year[5:])} & set(years):
        return False
    return otherwise


def _answers(words: str, search: EvidenceSearch) -> bool:
    return (
        _any_of(search.words).search(words) is not None
        and (not search.with_words or _any_of(search.with_words).search(words) is not None)
        and not (search.without and _any_of(search.without).search(words))
    )


@lru_cache(maxsize=512)
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    # A blank may end one phrase and begin the next.
    return re.compile("|".join(f" {re.escape(fold(phrase))}(?= )" for phrase in phrases))
