"""Drupal 7 to 10: any portal's listings, with node numbers as identity (``/node/12``)."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from crawler.adapters.generic import Generic
from crawler.portal import Portal

_NODE = re.compile(r"/node/(\d{1,9})/?$")


class Drupal(Generic):
    """By its generator or its settings object."""

    name = "drupal"

    def recognises(self, portal: Portal) -> bool:
        """By generator, or by ``Drupal.settings`` in a script."""
        page = portal.home
        if page is None:
            return False
        if any(value.lower().startswith("drupal") for value in page.metas.get("generator", ())):
            return True
        scripts = list(page.tree.iter("script"))
        return any(
            "Drupal.settings" in (node.text or "")[:5_000] or node.get("data-drupal-selector") for node in scripts
        )

    def identity_of(self, url: str) -> str | None:
        """The node's number, where the address shows it."""
        match = _NODE.search(urlsplit(url).path)
        return f"drupal:{match[1]}" if match else None
