"""Joomla 3 to 5: any portal's listings, with its own numbers as identity (``/index.php/tin-tuc/12-alias``)."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from crawler.adapters.generic import Generic
from crawler.portal import Portal

_NUMBERED = re.compile(r"/(\d{1,9})-[^/]+/?$")


class Joomla(Generic):
    """By its generator or the folders of its media."""

    name = "joomla"

    def recognises(self, portal: Portal) -> bool:
        """By generator, or by ``/media/jui/`` and ``com_content``."""
        page = portal.home
        if page is None:
            return False
        if any("joomla" in value.lower() for value in page.metas.get("generator", ())):
            return True
        return any("/media/jui/" in (node.get("src") or "") for node in page.tree.iter("script"))

    def identity_of(self, url: str) -> str | None:
        """The article's number: before its alias, or the ``id`` of ``com_content``."""
        parts = urlsplit(url)
        query = parse_qs(parts.query)
        if query.get("view") == ["article"] and query.get("id"):
            return f"joomla:{query['id'][0].split(':')[0]}"
        match = _NUMBERED.search(re.sub(r"\.html?$", "", parts.path))
        return f"joomla:{match[1]}" if match else None
