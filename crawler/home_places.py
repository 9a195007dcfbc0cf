"""Sections that stand on the home page itself, behind its menu's or its tabs' places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from crawler.adapters.base import Section
from crawler.extract.pager import Pager
from crawler.extract.places import places_of
from crawler.portal import Portal
from crawler.section_links import NO_SECTION
from reading.words import Matcher
from records.facts import Place

_CLEARLY = 0.5
_WEAKEST = 0.3


def sections_at_home(portal: Portal, matcher: Matcher) -> Iterator[tuple[Section, Place]]:
    """Each such section with what stands there, and where the control stands that leads to it."""
    assert portal.home is not None
    for one in places_of(portal.home, portal.template, portal.home_url):
        fewest = _WEAKEST if one.place is Place.MENU else _CLEARLY
        keys = tuple(key for key, weight in matcher.matches(one.label) if weight >= fewest)
        if not keys or keys[0] in NO_SECTION:
            continue
        opened = replace(
            portal.opened_home(), content=one.content, groups=[], pager=Pager(), links=[], interfaces=()
        )  # fmt: skip
        url = f"{portal.home_url}#{one.anchor}"
        yield Section(label=one.label, path=(), url=url, keys=keys, opened=opened), one.place
