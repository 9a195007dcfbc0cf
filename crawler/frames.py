"""What changed on the pages of sections: what is theirs, and what stands on every page (a box of the newest posts).

Which parts of a page are the portal's frame is told by holding its pages against each other. So pages read on different
nights must show one frame: where only the frame moved, the earlier reading of a page is kept, and where both moved, all
sections are read anew.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from crawler.extract.content import extract_content
from crawler.extract.page import parse_page
from crawler.extract.template import Template
from crawler.fetched import Fetched
from crawler.growth import masked

_SEVERAL = 2


@dataclass(slots=True)
class SectionChange:
    """A section's page that was asked again tonight and answered other bytes."""

    key: str
    after: Fetched
    gone: frozenset[str] = frozenset()
    new: frozenset[str] = frozenset()
    shared: dict[str, str] = field(default_factory=dict)

    @property
    def differs(self) -> frozenset[str]:
        return self.gone | self.new


def section_change(key: str, before: Fetched, after: Fetched, home: str) -> SectionChange:
    """What is otherwise on a section's page; `home` is the portal's address."""
    old, new = _pieces(before, home), _pieces(after, home)
    return SectionChange(key, after, frozenset(old.keys() - new.keys()), frozenset(new.keys() - old.keys()), new)


def frame_of(changes: list[SectionChange]) -> frozenset[str]:
    """What changed alike on several pages: the frame moved there."""
    count = Counter(piece for change in changes for piece in change.differs)
    return frozenset(piece for piece, pages in count.items() if pages >= _SEVERAL)


def new_in_frame(changes: list[SectionChange]) -> frozenset[str]:
    """The keys (see `Content`) of what came into the frame."""
    frame = frame_of(changes)
    return frozenset(change.shared[piece] for change in changes for piece in change.new & frame)


def _pieces(fetched: Fetched, home: str) -> dict[str, str]:
    """What a page holds outside its menus, by what is compared; the values are the keys by which pages share it."""
    page = parse_page(fetched.body, fetched.url, fetched.content_type) if fetched.is_html else None
    if page is None:
        return {f"bytes|{fetched.sha256}": ""}
    content = extract_content(page, Template(), home)
    keys = {masked(key, fetched.seen_at): key for key in content.keys}
    keys[f"title|{page.title}"] = ""
    for embed in content.embeds:
        keys[f"embed|{embed}"] = ""
    keys[f"asks|{content.images}|{content.asks_password}|{content.asks_message}"] = ""
    return keys
