"""Quảng Ích portals: one post under ``/ct/``, ``/ctmb/`` and ``/ctfull/``, told apart by its last number."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from crawler.adapters.generic import Generic
from crawler.portal import Portal

_POST = re.compile(r"/(?:ct|ctmb|ctfull)/\d+/(\d+)/?$", re.I)


class QuangIch(Generic):
    """By the shape of its posts' addresses or its home's."""

    name = "quangich"

    def recognises(self, portal: Portal) -> bool:
        """By ``/homegd…`` or at least three post addresses on the home page."""
        if re.match(r"/homegd\d*/?$", urlsplit(portal.home_url).path, re.I):
            return True
        return portal.home is not None and len({link.url for link in portal.home.links if _POST.search(link.url)}) >= 3

    def identity_of(self, url: str) -> str | None:
        """The post's number."""
        match = _POST.search(urlsplit(url).path)
        return f"quangich:{match[1]}" if match else None
