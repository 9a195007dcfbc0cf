"""Where a portal's pages lead beyond it (systems, services) and to its inner side, as facts; nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from crawler.adapters.base import Section
from crawler.extract.page import Link
from crawler.portal import Portal
from reading.addresses import site_of
from reading.words import Matcher, section_matcher
from records.facts import Evidence, LinkSeen, Relation, SignalSeen

LOOKED = "outgoing-looked"
"""The signal of a visit that wrote its outgoing links down: older visits say nothing by having none."""
_MOST = 300
_MOST_LOGINS = 5
_MOST_OF_PAGE = 1500
_LONGEST_LOGIN = 40
_LOGIN = re.compile(
    r"(?:^|/)(?:login|dang-nhap|dangnhap|wp-login\.php|wp-admin|users?/login|account/login)(?:[/.?]|$)"
    r"|[?&](?:page=login|nv=users|op=login|ctl=login)",
    re.I,
)
_LOGIN_KEY = "dang_nhap"
_CLEARLY = 0.5


def write_outgoing(portal: Portal, sections: Iterable[Section]) -> None:
    """Write down each address outside the portal once, in the order of the pages, and the ways to a login."""
    if portal.home is None or portal.home_evidence is None:
        return
    pages = [(portal.home_url, portal.home.links[:_MOST_OF_PAGE], portal.home_evidence)]
    seen = {portal.home_url}
    for section in sections:
        opened = section.opened
        # One page may answer to several labels.
        if opened is not None and opened.url not in seen and portal.is_own(opened.url):
            seen.add(opened.url)
            pages.append((opened.url, opened.links[:_MOST_OF_PAGE], opened.fetched))
    portal.facts.extend(_outgoing(portal, pages))
    portal.facts.extend(_logins(portal, pages))
    portal.signal(LOOKED, "1")


def _outgoing(portal: Portal, pages: list[tuple[str, list[Link], Evidence]]) -> list[LinkSeen]:
    found: dict[tuple[str, str], LinkSeen] = {}
    for url, links, evidence in pages:
        for link in links:
            site = site_of(link.url)
            if not site or portal.is_own(link.url) or len(found) >= _MOST:
                continue
            key = (site, urlsplit(link.url).path.rstrip("/"))
            if key in found and (found[key].text or not link.text.strip()):
                continue
            found[key] = LinkSeen(
                relation=Relation.SCHOOL_TO_SYSTEM,
                source=url,
                target=link.url,
                place=link.place,
                text=link.text,
                evidence=evidence.model_copy(update={"place": link.place, "quote": link.text or link.url}),
            )
    return list(found.values())


def _names_login(text: str, matcher: Matcher) -> bool:
    if not text or len(text) > _LONGEST_LOGIN:
        return False
    return any(key == _LOGIN_KEY and weight >= _CLEARLY for key, weight in matcher.matches(text))


def _logins(portal: Portal, pages: list[tuple[str, list[Link], Evidence]]) -> Iterator[SignalSeen]:
    matcher = section_matcher(portal.vocabulary)
    seen: set[str] = set()
    for _, links, evidence in pages:
        for link in links:
            if len(seen) >= _MOST_LOGINS:
                return
            if link.url in seen or not (_names_login(link.text, matcher) or _LOGIN.search(link.url)):
                continue
            seen.add(link.url)
            place = evidence.model_copy(update={"place": link.place, "quote": f"{link.text} {link.url}".strip()})
            yield SignalSeen(name="login-link", value=link.url, evidence=place)
