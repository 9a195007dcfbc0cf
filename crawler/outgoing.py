"""Where a portal's pages lead beyond it (systems, services) and to its inner side, as facts; nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from crawler.adapters.base import Section
from crawler.extract.page import Link
from crawler.portal import Portal
from reading.addresses import site_of
from reading.words import section_matcher
from records.facts import Evidence, LinkSeen, Relation, SignalSeen

LOOKED = "outgoing-looked"
"""The signal of a visit that wrote its outgoing links down: older visits say nothing by having none."""
_MOST = 300
_MOST_LOGINS = 5
_LOGIN = re.compile(
    r"(?:^|/)(?:login|dang-nhap|dangnhap|wp-login\.php|wp-admin|users?/login|account/login)(?:[/.?]|$)"
    r"|[?&](?:page=login|nv=users|op=login|ctl=login)",
    re.I,
)
_LOGIN_KEY = "dang_nhap"


def write_outgoing(portal: Portal, sections: Iterable[Section]) -> None:
    """Write down each address outside the portal once, in the order of the pages, and the ways to a login."""
    if portal.home is None or portal.home_evidence is None:
        return
    pages = [(portal.home_url, portal.home.links, portal.home_evidence)]
    for section in sections:
        opened = section.opened
        if opened is not None and portal.is_own(opened.url):
            pages.append((opened.url, opened.links, opened.fetched))
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


def _logins(portal: Portal, pages: list[tuple[str, list[Link], Evidence]]) -> Iterator[SignalSeen]:
    matcher = section_matcher(portal.vocabulary)
    seen: set[str] = set()
    for _, links, evidence in pages:
        for link in links:
            named = _LOGIN_KEY in {key for key, weight in matcher.matches(link.text) if weight >= 0.5}
            if link.url in seen or len(seen) >= _MOST_LOGINS or not (named or _LOGIN.search(link.url)):
                continue
            seen.add(link.url)
            place = evidence.model_copy(update={"place": link.place, "quote": f"{link.text} {link.url}".strip()})
            yield SignalSeen(name="login-link", value=link.url, evidence=place)
