"""What the store knows and one visit cannot: other nights, and other schools of the same night."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from records.base import Quote, Record
from records.facts import Route
from records.findings import Verdict


class SightKind(StrEnum):
    """What is remembered by the day."""

    POST = "post"
    SECTION = "section"
    DOCUMENT = "document"


class Sighting(Record):
    """When a post, section or document was first and last seen (local days), by identity."""

    identity: str
    title: Quote = ""
    first_seen: date
    last_seen: date


class PostText(Record):
    """The words of a post as a mark (a hash of title and first words); `published` is its local day, None when the day
    is not known."""

    mark: str
    published: date | None = None


class TextSeen(Record):
    """A portal (by its address' key) on which the words of a mark stand, and since which day."""

    portal: str
    published: date | None = None


class History(Record):
    """The past of one school under one rubric: first and last sightings, and the verdict that was shown last."""

    school: str
    posts: tuple[Sighting, ...] = ()
    sections: tuple[Sighting, ...] = ()
    documents: tuple[Sighting, ...] = ()
    last: Verdict | None = None


class Look(Record):
    """One visit, as far as settling asks: the night it belongs to, by which route it went, and whether it reached the
    school's own portal."""

    night: date
    route: Route = Route.MAIN
    reached: bool = True


class NightMark(Record):
    """How one school did on a night: where it stands, whether it could not be measured, the rules that fell."""

    school: str
    platform: str
    unmeasured: bool = False
    fallen: tuple[str, ...] = ()


class Incident(Record):
    """Schools of one platform that failed together on a night: `affected` of `looked`.

    With `rules` only these criteria fell together; without, the portals could not be measured at all. Either way it is
    the platform's affair and no school's.
    """

    platform: str
    affected: int
    looked: int
    rules: tuple[str, ...] = ()

    def freezes(self, rule: str) -> bool:
        """Tell whether a fall of `rule` on the platform says nothing about a school."""
        return not self.rules or rule in self.rules
