"""VHV platform and Viettel's school portals: listings are read as on any portal; later pages come by script and stay
unread, which the listing's configuration tells (see `crawler.extract.pager`)."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from crawler.adapters.generic import Generic
from crawler.portal import Portal

_OBJECT = re.compile(r"^[0-9a-f]{24}$")


class Vhv(Generic):
    """By its module wrappers and its script library."""

    name = "vhv"

    def recognises(self, portal: Portal) -> bool:
        """By ``VHV.`` in a script, or ``ModuleWrapper`` elements."""
        page = portal.home
        if page is None:
            return False
        if any("VHV.using" in (node.text or "")[:20_000] for node in page.tree.iter("script")):
            return True
        return any("ModuleWrapper" in (node.get("class") or "") for node in page.tree.iter("section", "div"))

    def prepare(self, portal: Portal) -> None:
        """Note the tenant: files of another one came from above the school."""
        page = portal.home
        if page is None:
            return
        for node in page.tree.iter("input"):
            if node.get("name") == "site" and (node.get("value") or "").isdigit():
                portal.signal("tenant", node.get("value") or "")
                return

    def identity_of(self, url: str) -> str | None:
        """The object's id, where a print or detail address carries it."""
        query = parse_qs(urlsplit(url).query)
        value = query.get("id", [""])[0]
        return f"vhv:{value}" if _OBJECT.match(value) else None
