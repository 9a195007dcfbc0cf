"""What counts as read to the end."""

from __future__ import annotations

from checks.library.posts_every_month import posts_every_month
from checks.looking import is_complete, why_incomplete
from records.facts import Aspect
from tests.checks.building import build_portal


def test_posts_looked_for_from_a_later_day_on_are_no_proof_that_earlier_ones_are_missing() -> None:
    portal = build_portal({"sources": ["/tin-tuc"], "posts": []})
    assert is_complete(portal, Aspect.POSTS)
    assert posts_every_month.ask(portal).result == "no-posts"
    window = portal.visit.window
    late = window.model_copy(update={"start": window.start.replace(year=window.start.year + 1)})
    later = portal.model_copy(update={"visit": portal.visit.model_copy(update={"window": late})})
    assert not is_complete(later, Aspect.POSTS)
    assert is_complete(later, Aspect.SECTIONS), "sections have no window"
    assert why_incomplete(later, Aspect.POSTS).startswith("lần xem này chỉ đọc tin bài từ ngày ")
    assert posts_every_month.ask(later).result == "not-seen"
