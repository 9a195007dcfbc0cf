"""Pages in the place of others: doorways that send their visitor on, notices that a portal moved or is shut for now."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from crawler.extract.page import Page
from reading.addresses import same_address, site_of
from reading.fold import plain

_REFRESH = re.compile(r"^\s*[\d.]+\s*[;,]\s*(?:url\s*=\s*)?['\"]?([^'\"]+)", re.I)
_SCRIPT_MOVE = re.compile(
    r"(?:window\.|document\.|top\.|self\.)?location(?:\.href)?\s*=\s*['\"]([^'\"]{1,500})['\"]"
    r"|location\.(?:replace|assign)\(\s*['\"]([^'\"]{1,500})['\"]"
)
_MOST_LINKS = 4
_LONGEST = 900
_WHAT = r"(?:website|web|trang(?: tin| thong tin| web)?|cong(?: thong tin)?|dia chi|ten mien|link|duong dan)"
_SAYS = re.compile(
    rf"\b(?:chuyen|doi|di chuyen|chuyen doi|thay doi|cap nhat)\b.{{0,80}}\b{_WHAT}(?: \w+){{0,3}} moi\b"
    rf"|\b(?:truy cap|hoat dong|vao|tai|theo|toi|den|sang|qua)\b.{{0,30}}\b{_WHAT}(?: \w+){{0,3}} moi\b"
    r"|\b(?:website|site|page) has moved\b|\bmoved to\b"
)
# "Đang xây dựng" is not among them: a portal that was never built lacks what it lacks.
_SHUT = re.compile(
    r"\b(?:dang|tam thoi) (?:duoc )?(?:bao tri|nang cap)\b|\bbao tri (?:he thong|website|trang|may chu)\b"
    r"|\btam (?:thoi )?(?:ngung|ngat|dung|khoa)\b|\b(?:het|qua) han (?:hop dong|dich vu|hosting|ten mien|su dung)\b"
    r"|\bunder maintenance\b|\baccount (?:has been )?suspended\b|\bdomain\b.{0,40}\bexpired\b"
    r"|\btemporarily unavailable\b"
)


def moves_to(page: Page) -> str | None:
    """Where a page that is only a doorway sends its visitor: meta refresh, or a script on an otherwise empty page."""
    refresh = page.meta("refresh")
    if match := _REFRESH.match(refresh):
        return str(urljoin(page.base, match[1].strip()))
    if len(page.links) > 3 or len(" ".join((page.tree.text_content() or "").split())) > 600:
        return None
    for script in page.tree.iter("script"):
        if match := _SCRIPT_MOVE.search((script.text or "")[:20_000]):
            return str(urljoin(page.base, match[1] or match[2]))
    return None


def moved_to(page: Page) -> str | None:
    """Where a page that holds no more than such a notice leads: the one other host it links to."""
    if not _SAYS.search(_notice(page)):
        return None
    away = {site_of(link.url): link.url for link in page.links if site_of(link.url) != site_of(page.url)}
    return next(iter(away.values())) if len(away) == 1 else None


def is_shut(page: Page) -> bool:
    """Tell whether a page is no more than the notice that the portal cannot be seen now, and no way into it."""
    ways = [link for link in page.links if site_of(link.url) == site_of(page.url) and not _is_here(link.url, page.url)]
    framed = next(page.tree.iter("frame", "iframe"), None) is not None
    return not ways and not framed and bool(_SHUT.search(_notice(page)))


def _is_here(url: str, here: str) -> bool:
    return same_address(url) == same_address(here)


def _notice(page: Page) -> str:
    """The words of a page that has few of them and leads to next to nothing; else an empty text."""
    if len(page.links) > _MOST_LINKS:
        return ""
    text = plain(" ".join(" ".join(map(str, page.tree.itertext())).split()))
    return text if len(text) <= _LONGEST else ""
