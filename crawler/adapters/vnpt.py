"""VNPT portals (``Default.aspx?sname=…``): two addresses for every post, and any tenant answers on any host."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from crawler.adapters.generic import Generic
from crawler.portal import Portal

_PATH = re.compile(r"^/([^/]+)/(\d+)/(\d+)(?:/(\d+)(?:/(\d+))?)?/", re.I)


def tenant_of(url: str) -> str | None:
    """The tenant an address belongs to, in either form; None where it names none."""
    parts = urlsplit(url)
    query = {name.lower(): values for name, values in parse_qs(parts.query).items()}
    if query.get("sname"):
        return query["sname"][0].lower()
    match = _PATH.match(parts.path)
    return match[1].lower() if match else None


class Vnpt(Generic):
    """Pins the tenant that the home page leads to."""

    name = "vnpt"

    def recognises(self, portal: Portal) -> bool:
        """By ``sname`` in the home's address or in most of its links."""
        if "sname=" in portal.home_url.lower():
            return True
        links = [] if portal.home is None else [link.url for link in portal.home.links]
        return sum("default.aspx?sname=" in url.lower() for url in links) >= 5

    def prepare(self, portal: Portal) -> None:
        """Addresses of another tenant are not the school's, whatever host they lie on."""
        own = tenant_of(portal.home_url) or self._of_links(portal)
        if own is not None:
            portal.of_other_tenant = lambda url: tenant_of(url) not in (None, own)
            portal.signal("tenant", own)

    def _of_links(self, portal: Portal) -> str | None:
        tenants = [tenant for link in (portal.home.links if portal.home else []) if (tenant := tenant_of(link.url))]
        return max(set(tenants), key=tenants.count) if tenants else None

    def identity_of(self, url: str) -> str | None:
        """Tenant and number, from either form of the address."""
        parts = urlsplit(url)
        query = {name.lower(): values for name, values in parse_qs(parts.query).items()}
        if query.get("sname") and query.get("id"):
            return f"vnpt:{query['sname'][0].lower()}:{query['id'][0]}"
        match = _PATH.match(parts.path)
        return f"vnpt:{match[1].lower()}:{match[5]}" if match and match[5] else None
