"""Which night a visit belongs to, and what it saw, thing by thing: the store remembers when each was first and last
there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from reading.dates import LOCAL
from records.facts import DocumentSeen, PostSeen, SectionSeen, Visit
from records.history import Sighting, SightKind

_NOON = timedelta(hours=12)


def night_of(moment: datetime) -> date:
    """The local day on whose evening the night of `moment` began: what is seen until the next noon belongs to it."""
    return (moment.astimezone(LOCAL) - _NOON).date()


def sightings_of(visit: Visit) -> tuple[tuple[SightKind, Sighting], ...]:
    """The posts, sections and documents of a visit, each once, with the local day on which it was last really seen:
    what was carried forward keeps its own."""
    found: dict[tuple[SightKind, str], Sighting] = {}
    for kind, identity, title, day in _seen(visit):
        known = found.get((kind, identity))
        if known is None or day > known.last_seen:
            found[kind, identity] = Sighting(identity=identity, title=title, first_seen=day, last_seen=day)
    return tuple((kind, one) for (kind, _), one in found.items())


def _seen(visit: Visit) -> Iterator[tuple[SightKind, str, str, date]]:
    for fact in visit.facts:
        day = (fact.last_verified or fact.evidence.seen_at).astimezone(LOCAL).date()
        if isinstance(fact, PostSeen):
            yield SightKind.POST, fact.identity, fact.title, day
        elif isinstance(fact, SectionSeen):
            yield SightKind.SECTION, f"{fact.url} {fact.label}", fact.label, day
        elif isinstance(fact, DocumentSeen):
            yield SightKind.DOCUMENT, fact.url, fact.link_text, day
