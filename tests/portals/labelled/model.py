"""What a labelled portal is made of: the input from which its pages are drawn, and so its truth.

Nothing here is read back from a page. A portal's `Item`s, `Page`s and `Doc`s are written first (roster_*.py), the
families' modules draw them as their CMS would, and the truth is the same input said in the types of
`tests.portals.truth`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from tests.portals.truth import PortalTruth

VN = timezone(timedelta(hours=7))
YEAR = "2021-2022"
"""The audited school year: 1/8/2021 to 31/7/2022, local days."""


@dataclass(frozen=True)
class Item:
    """A post. `number` is its id in the CMS; `at` its local publish time, None when the portal itself knows none.

    `shown` replaces the printed date (null dates, 31/02, far future: `at` is None then). `order` is its place in time
    for listings. `category` is the main category's key, `also` those it is cross-posted in. `source` is a printed
    "Nguồn:" line, `foreign` tells that it came down from another tenant.
    """

    number: int
    title: str
    slug: str
    at: datetime | None
    order: datetime
    nature: str
    category: str
    lead: str
    body: tuple[str, ...]
    also: tuple[str, ...] = ()
    source: str = ""
    foreign: bool = False
    attachment: str = ""
    shown: str | None = None
    sticky: bool = False
    modified: datetime | None = None
    traps: tuple[str, ...] = ()

    @property
    def categories(self) -> tuple[str, ...]:
        """All categories it is listed in, the main one first."""
        return (self.category, *self.also)


@dataclass(frozen=True)
class Doc:
    """A file linked on a page. `item` is a vocabulary key or None; `opens` False: the address answers 404."""

    path: str
    label: str
    section: str
    year: str | None = None
    item: str | None = None
    opens: bool = True
    issued: str = ""


@dataclass(frozen=True)
class Block:
    """A piece of a section's page: ``p``, ``h``, ``docs``, ``table`` (docs with issue dates), ``iframe``, ``onclick``,
    ``links`` (label, target) or ``form`` (a contact form)."""

    kind: str
    text: str = ""
    docs: tuple[Doc, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Page:
    """A page of its own. `section` is the canonical key or None; `years` are the parts it holds, each with whether it
    is empty; `wall` is ``login`` or ``soft404`` when nothing stands behind the link."""

    key: str
    label: str
    blocks: tuple[Block, ...]
    section: str | None = None
    empty: bool = False
    years: tuple[tuple[str, bool], ...] = ()
    wall: str = ""


@dataclass(frozen=True)
class Menu:
    """An entry of the menu. `to`: ``p:<page>``, ``c:<category>``, ``u:<address>``, ``home``; empty: a label alone."""

    label: str
    to: str = ""
    children: tuple[Menu, ...] = ()


def m(label: str, to: str = "", *children: Menu) -> Menu:
    """A menu entry, shortly."""
    return Menu(label, to, children)


@dataclass(frozen=True)
class SchoolRow:
    """A row of a school list, as an office writes it."""

    code: str
    name: str
    level: str
    url: str
    parent_url: str


@dataclass(frozen=True)
class ListingTruth:
    """A listing: the addresses of its pages in order, the keys of the posts in it, and the XPath of its main part.

    `by_get` tells that each page links to the next one with a plain GET address; where it is False only the first
    address answers with posts of this listing and `keys` holds what that page shows.
    """

    pages: tuple[str, ...]
    keys: tuple[str, ...]
    main: str
    by_get: bool = True


@dataclass(frozen=True)
class LabelledPortal:
    """A school's row and all that is so about its portal.

    `enumerable`: all posts can be reached by plain GET; otherwise posts coverage must be reported incomplete and
    `why_not` says why. `window` counts the posts of 2021-2022 by nature, `undated` those whose day nobody can know.
    `dates_in_listing` and `dates_in_article` tell where a date is printed; `aliases` maps further addresses of posts
    to their keys; `foreign` are addresses of other tenants' posts on the same host, which are not the school's at all.
    """

    school: SchoolRow
    truth: PortalTruth
    make: str
    enumerable: bool
    why_not: str
    window: Mapping[str, int]
    undated: int
    dates_in_listing: bool
    dates_in_article: bool
    listings: tuple[ListingTruth, ...]
    aliases: Mapping[str, str] = field(default_factory=dict)
    printed: Mapping[str, str] = field(default_factory=dict)
    foreign: tuple[str, ...] = ()
    notes: str = ""
