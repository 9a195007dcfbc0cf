"""What the store knows and one visit cannot: other nights."""

from __future__ import annotations

from datetime import date

from records.base import Record
from records.findings import Finding


class Sighting(Record):
    """When a post or document was first and last seen, by identity."""

    identity: str
    first_seen: date
    last_seen: date


class History(Record):
    """The past of one school: first and last sightings, the last settled findings, the nights it was visited."""

    school: str
    posts: tuple[Sighting, ...] = ()
    documents: tuple[Sighting, ...] = ()
    settled: tuple[Finding, ...] = ()
    nights: tuple[str, ...] = ()
