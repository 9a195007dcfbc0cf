"""The notice that a portal leaves at its old address: where it moved to, in words and with a link."""

from __future__ import annotations

import re

from crawler.extract.page import Page
from reading.addresses import site_of
from reading.fold import plain

_MOST_LINKS = 4
_LONGEST = 900
_WHAT = r"(?:website|web|trang(?: tin| thong tin| web)?|cong(?: thong tin)?|dia chi|ten mien|link|duong dan)"
_SAYS = re.compile(
    rf"\b(?:chuyen|doi|di chuyen|chuyen doi|thay doi|cap nhat)\b.{{0,80}}\b{_WHAT}(?: \w+){{0,3}} moi\b"
    rf"|\b(?:truy cap|hoat dong|vao|tai|theo|toi|den|sang|qua)\b.{{0,30}}\b{_WHAT}(?: \w+){{0,3}} moi\b"
    r"|\b(?:website|site|page) has moved\b|\bmoved to\b"
)


def moved_to(page: Page) -> str | None:
    """Where a page that holds no more than such a notice leads: the one other host it links to."""
    text = plain(" ".join((page.tree.text_content() or "").split()))
    if len(page.links) > _MOST_LINKS or len(text) > _LONGEST or not _SAYS.search(text):
        return None
    away = {site_of(link.url): link.url for link in page.links if site_of(link.url) != site_of(page.url)}
    return next(iter(away.values())) if len(away) == 1 else None
