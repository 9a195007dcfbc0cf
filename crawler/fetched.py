"""What fetching answers, and what the rest of the crawler may ask of it; knows no Scrapy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from crawler.browser.rendered import Call
from crawler.extract.asking import Ask
from crawler.tally import Tally
from records.facts import Evidence, PageMissing, Place, Reason, Role

_BINARY = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"Rar!",
    b"\xd0\xcf\x11\xe0",
    b"7z\xbc\xaf",
    b"RIFF",
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. `reason` is None for a 2xx that may be read; `body` is there for error pages too."""

    url: str
    requested_url: str
    redirects: tuple[str, ...]
    status: int
    body: bytes
    content_type: str
    headers: dict[str, str]
    seen_at: datetime
    sha256: str
    role: Role
    reason: Reason | None = None
    detail: str = ""
    tls_problem: str = ""
    lacks: str = ""
    """What a page shown to a browser did not get; nothing may be concluded then from what is absent."""
    goes_on: bool = False
    """A page shown to a browser whose list did not come to its end, however often it was asked for more."""
    unopened: bool = False
    """A page shown to a browser on which more could be opened than was."""
    calls: tuple[Call, ...] = ()
    """What the scripts of a page shown to a browser asked for, and what they got."""
    turned: bytes = b""
    """What the page showed when its lists were turned; empty where they were not."""

    def evidence(self, quote: str = "", place: Place = Place.MAIN) -> Evidence:
        """Where a human can look."""
        return Evidence(url=self.url, seen_at=self.seen_at, sha256=self.sha256 or None, place=place, quote=quote)

    @property
    def is_html(self) -> bool:
        """Tell whether the answer says or looks like HTML."""
        if self.body[:1024].lstrip().startswith(_BINARY) or _is_noise(self.body[:2048]):
            return False
        kind = self.content_type.split(";")[0].strip().lower()
        if kind in ("text/html", "application/xhtml+xml"):
            return True
        return (
            kind in ("", "text/plain", "application/octet-stream")
            and b"<" in self.body[:512]
            and (b"<html" in self.body[:4096].lower() or b"<!doctype html" in self.body[:512].lower())
        )


class Fetch(Protocol):
    """What adapters and the visit know of fetching."""

    missing: list[PageMissing]
    tally: Tally

    async def get(
        self, url: str, role: Role, *, headers: dict[str, str] | None = None, most_bytes: int | None = None
    ) -> Fetched: ...

    async def ask(self, ask: Ask, role: Role) -> Fetched: ...

    def seconds_left(self) -> float: ...

    def requests_left(self) -> int: ...

    def sitemaps(self, site: str) -> tuple[str, ...]: ...


def _is_noise(head: bytes) -> bool:
    """Tell whether bytes are no text in any charset of pages: many control characters, and no tag among them."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    controls = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return controls > 0.1 * len(head) and b"<html" not in head.lower() and head.count(b"<") < 4 + len(head) // 100
