"""Posts whose very words stand on the portals of several schools: perhaps handed on, not written by this one. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from reading.addresses import same_address
from reading.fold import fold, plain
from reading.natures import body_of
from reading.portal import Counted, LedgerEntry, PortalReading, Precision
from reading.school_names import core_name
from records.facts import PostSeen
from records.history import PostText, TextSeen
from records.school import School

FEWEST_OTHERS = 2
"""On so many portals besides the school's own the same words raise the doubt."""
_COMPARED = 60
"""Letters of the text that are compared: what the shortest excerpts of listings show. Posts that show less are not."""
_TELLING_NAME = 5

_LONGEST_KEY = 200

SharedTexts = Mapping[str, tuple[TextSeen, ...]]
"""Where words were seen, by their mark (`PostText.mark`)."""


def portal_key(school: School) -> str:
    """What tells one portal from another: two schools on one portal have the same."""
    return same_address(school.portal)[:_LONGEST_KEY]


def text_mark(post: PostSeen) -> str | None:
    """Return a mark of the title and the first words of a post's text, None when too few of them were seen."""
    body = body_of(post)
    if len(body) < _COMPARED:
        return None
    told = f"{plain(post.title)}\n{body[:_COMPARED]}"
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:32]


def texts_of(portal: PortalReading) -> tuple[PostText, ...]:
    """The marks of the posts that count or may count, each once, with the day of the first that has it."""
    found: dict[str, PostText] = {}
    for entry, _, mark in _marked(portal):
        known = found.get(mark)
        day = entry.published if entry.precision is Precision.DAY else None
        if known is None or (day is not None and (known.published is None or day < known.published)):
            found[mark] = PostText(mark=mark, published=day)
    return tuple(found.values())


def copies_in(portal: PortalReading, shared: SharedTexts) -> dict[str, str]:
    """Why posts are doubted, by identity: their words stood on other schools' portals before.

    Where all put them up on one day nobody can tell whose they are, and a post that names its own school is its own.
    """
    own, core = portal_key(portal.school), core_name(portal.school.name)
    found: dict[str, str] = {}
    for entry, post, mark in _marked(portal):
        day = entry.published
        if day is None or entry.precision is not Precision.DAY:
            continue
        before = {
            seen.portal
            for seen in shared.get(mark, ())
            if seen.portal != own and seen.published is not None and seen.published < day
        }
        named = len(core) >= _TELLING_NAME and core in fold(f"{post.title} {post.excerpt}")
        if len(before) >= FEWEST_OTHERS and not named:
            found[entry.identity] = (
                f"lời văn giống hệt bài đã đăng trước trên {len(before)} cổng trường khác, có thể là bài đăng lại"
            )
    return found


def _marked(portal: PortalReading) -> Iterator[tuple[LedgerEntry, PostSeen, str]]:
    posts = {fact.identity: fact for fact in portal.visit.facts if isinstance(fact, PostSeen)}
    for entry in portal.ledger.entries:
        post = posts.get(entry.identity)
        if entry.counted is not Counted.NO and post is not None and (mark := text_mark(post)) is not None:
            yield entry, post, mark
