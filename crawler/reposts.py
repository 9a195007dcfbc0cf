"""Near the line, a post that may be somebody else's is opened: its source line decides.

Whether a school wrote a post itself often shows only on the post's own page ("Nguồn: Báo …"). Opening all of them
would double a visit's cost, so only those are opened that could change the result and whose title does not already
speak of the school's own classes, people and events.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawler.collect import Collector, Gathered
from crawler.portal import Portal
from reading.fold import fold
from reading.natures import body_of, read_nature
from reading.school_names import core_name
from reading.words import nature_matcher, section_matcher

MOST_OPENED = 60
_SPOKEN = 12
_USUALLY = 0.2
# Which natures count is the rubric's affair; these are the ones that can be somebody else's under the name of news.
COUNTED = ("tin", "thong_bao", "khac")
_OWN = re.compile(
    r"\b(?:lop \d{1,2} ?[a-h]\d?|\d{1,2}[a-h]\d?|khoi (?:lop )?\d{1,2}|chi doi|lien doi|nha truong|truong ta"
    r"|hoc sinh (?:truong|lop)"
    r"|co giao|thay giao|thay va tro|co va tro|thay co|to chuyen mon|ban giam hieu|hieu truong|cha me hoc sinh"
    r"|phu huynh"
    r"|khai giang|tong ket nam hoc|so ket|dai hoi|hoi nghi vien chuc|tet trong cay|thuc don|lich cong tac"
    r"|hop hoi dong)\b"
)


def speaks_of_school(post: Gathered, core: str) -> bool:
    """Tell whether a post's title or excerpt speaks of the school's own life."""
    key = fold(f"{post.title} {post.excerpt}")
    return bool(_OWN.search(key)) or (len(core) > 4 and core in key)


def _silent(posts: Iterable[Gathered]) -> frozenset[str]:
    """Posts without a word below their title in a portal whose listings show the text's beginning: perhaps empty."""
    bodies = {post.identity: body_of(post.fact()) for post in posts}
    spoken = sum(len(body) >= _SPOKEN for body in bodies.values())
    if spoken < _USUALLY * len(bodies):
        return frozenset()
    return frozenset(identity for identity, body in bodies.items() if len(body) < _SPOKEN)


async def look_for_reposts(portal: Portal, posts: Collector, wanted: int) -> None:
    """Open doubtful posts of the window until those still doubtful cannot change whether `wanted` is reached."""
    sections, natures = section_matcher(portal.vocabulary), nature_matcher(portal.vocabulary)

    def counts(post: Gathered) -> bool | None:
        nature = read_nature(post.fact(), portal.school, sections, natures)
        return None if not nature.sure else nature.nature in COUNTED

    core = core_name(portal.school.name)
    silent = _silent(posts.posts.values())
    certain, doubtful, undecided = 0, [], 0
    for post in posts.posts.values():
        choice = posts.day(post)
        if choice is None or not (portal.window.holds(choice.earliest) and portal.window.holds(choice.latest)):
            continue
        counted = counts(post)
        if counted is None or (
            counted and not post.opened and (post.identity in silent or not speaks_of_school(post, core))
        ):
            doubtful.append(post)
        elif counted:
            certain += 1
    doubtful = [post for post in doubtful if not post.opened]
    opened = 0
    while certain < wanted <= certain + len(doubtful) + undecided and doubtful and opened < MOST_OPENED:
        if not portal.showing.has_pages_left():
            break
        post = doubtful.pop(0)
        opened += 1
        answer = await portal.open_article(post.url, post.title)
        if answer is not None:
            article, _, final = answer
            post.opened = True
            post.take(article)
            posts.alias(final, post)
        counted = counts(post)
        certain += counted is True
        undecided += counted is None
