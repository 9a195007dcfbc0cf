"""Near the line, a post that may be somebody else's is opened: its source line decides.

Whether a school wrote a post itself often shows only on the post's own page ("Nguồn: Báo …"). Opening all of them
would double a visit's cost, so only those are opened that could change the result and whose title does not already
speak of the school's own classes, people and events.
"""

from __future__ import annotations

import re

from crawler.collect import Collector, Gathered
from crawler.portal import Portal
from reading.fold import fold
from reading.natures import read_nature
from reading.school_names import core_name
from reading.words import nature_matcher, section_matcher

MOST_OPENED = 60
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


async def look_for_reposts(portal: Portal, posts: Collector, wanted: int) -> None:
    """Open doubtful posts of the window until those still doubtful cannot change whether `wanted` is reached."""
    sections, natures = section_matcher(portal.vocabulary), nature_matcher(portal.vocabulary)
    counted = [
        post
        for post in posts.posts.values()
        if (choice := posts.day(post)) is not None
        and portal.window.holds(choice.earliest)
        and portal.window.holds(choice.latest)
        and read_nature(post.fact(), portal.school, sections, natures).nature in ("tin", "thong_bao", "khac")
    ]
    core = core_name(portal.school.name)
    doubtful = [post for post in counted if not post.opened and not speaks_of_school(post, core)]
    count, opened = len(counted), 0
    while count >= wanted and len(doubtful) > count - wanted and opened < MOST_OPENED:
        post = doubtful.pop(0)
        opened += 1
        answer = await portal.open_article(post.url, post.title)
        if answer is None:
            continue
        article, _, final = answer
        post.opened = True
        post.take(article)
        posts.alias(final, post)
        if read_nature(post.fact(), portal.school, sections, natures).nature == "dang_lai":
            count -= 1
