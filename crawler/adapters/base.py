"""What an adapter is: it recognises a family and enumerates its posts, cheapest complete source first."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from crawler.collect import Collector
from crawler.portal import Opened, Portal
from records.facts import Reason, SourceEnd, SourceSeen


@dataclass(slots=True)
class Enumeration:
    """How the enumeration of posts ended. Complete only when every source needed for it ended by itself."""

    sources: list[SourceSeen] = field(default_factory=list)
    complete: bool = False
    reason: Reason | None = None
    detail: str = ""

    def fail(self, reason: Reason, detail: str = "") -> None:
        """Note why the posts cannot be called complete; the first reason stays."""
        self.complete = False
        if self.reason is None:
            self.reason, self.detail = reason, detail


class Adapter(Protocol):
    """One CMS family."""

    name: str

    def recognises(self, portal: Portal) -> bool:
        """Tell whether the portal's home page is of this family."""
        ...

    def prepare(self, portal: Portal) -> None:
        """Tell the portal what only the family knows, before its navigation is followed: tenants, for one."""
        ...

    def identity_of(self, url: str) -> str | None:
        """The identity an address gives a post in this family, None where it says nothing."""
        ...

    async def enumerate_posts(self, portal: Portal, sections: list[Section], posts: Collector) -> Enumeration:
        """Gather all posts of the portal's window into `posts`."""
        ...


@dataclass(slots=True)
class Section:
    """A link of the portal's navigation that was followed: its label, the labels above it, its keys, its page."""

    label: str
    path: tuple[str, ...]
    url: str
    keys: tuple[str, ...]
    opened: Opened | None


NEWS = frozenset({"tin_tuc", "thong_bao", "tin_cap_tren"})
"""The sections whose entries are news."""
ENDED_BY_ITSELF = (SourceEnd.LAST_PAGE, SourceEnd.PAST_WINDOW, SourceEnd.TOTAL_REACHED, SourceEnd.REPEATED)
