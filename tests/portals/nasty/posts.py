"""From a plan (how many posts of which nature, and when) to posts. The seed moves days and words, never counts."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.portals.labelled.model import VN
from tests.portals.labelled.text import slugify
from tests.portals.nasty.words import Words

HOME_OF = {"tin": "tin", "thong_bao": "tb", "thuc_don_lich": "lich", "dang_lai": "phong"}
"""The category in which posts of a nature stand."""


@dataclass(frozen=True)
class Post:
    """A post as its school knows it: `at` is when it was put up, `updated` when it was touched again."""

    number: int
    title: str
    slug: str
    at: datetime
    nature: str
    category: str
    body: tuple[str, ...]
    updated: datetime | None = None
    source: str = ""
    traps: tuple[str, ...] = ()

    @property
    def lead(self) -> str:
        """The first words, as a listing prints them."""
        return self.body[0][:120].rsplit(" ", 1)[0] + "…"


@dataclass(frozen=True)
class Special:
    """A post said by name. `age`: days before today instead of `at`."""

    at: str = ""
    nature: str = "tin"
    title: str = ""
    trap: str = ""
    updated: str = ""
    age: int | None = None


@dataclass(frozen=True)
class Plan:
    """How many posts: `before` in the two years before the window, `tin` and `notices` and `others` in it, `after` in
    the year after it. `touched`: every n-th is updated some days later."""

    before: int
    tin: int
    notices: int
    after: int
    others: Mapping[str, int] = field(default_factory=dict)
    special: tuple[Special, ...] = ()
    touched: int = 0
    level: str = "TH"


def local(text: str) -> datetime:
    """``2021-08-01 00:00`` as local time."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=VN)


def _somewhere(rng: random.Random, start: datetime, days: int) -> datetime:
    return start + timedelta(days=rng.randint(0, days), hours=rng.randint(0, 12), minutes=rng.randint(0, 59))


def make_posts(plan: Plan, seed: str) -> tuple[Post, ...]:
    """The posts of a plan, newest first; the same seed gives the same posts, but for those with an age."""
    rng = random.Random(seed)
    words = Words(rng, plan.level)
    drawn: list[tuple[datetime, Special]] = []
    # A week away from both ends of the window: what happens there is said by name, never left to chance.
    old, new, late = local("2019-08-10 06:30"), local("2021-08-09 06:30"), local("2022-08-09 06:30")
    for k in range(plan.before):
        drawn.append((_somewhere(rng, old, 705), Special(nature="thong_bao" if k % 4 == 0 else "tin")))
    inside = {"tin": plan.tin, "thong_bao": plan.notices} | dict(plan.others)
    for nature, count in inside.items():
        drawn += [(_somewhere(rng, new, 345), Special(nature=nature)) for _ in range(count)]
    for k in range(plan.after):
        drawn.append((_somewhere(rng, late, 300), Special(nature="thong_bao" if k % 5 == 0 else "tin")))
    today = datetime.now(VN).replace(hour=0, minute=1, second=0, microsecond=0)
    for special in plan.special:
        words.take(special.title)
        drawn.append((local(special.at) if special.age is None else today - timedelta(days=special.age), special))
    drawn.sort(key=lambda pair: pair[0])
    number = rng.randint(30, 400)
    posts: list[Post] = []
    slugs: set[str] = set()
    for place, (at, special) in enumerate(drawn):
        number += rng.randint(1, 4)
        title = special.title or words.title(special.nature, at.date())
        slug = slugify(title, 60).strip("-")
        while slug in slugs:
            slug += "-1"
        slugs.add(slug)
        updated = local(special.updated) if special.updated else None
        if updated is None and plan.touched and place % plan.touched == 0:
            updated = at + timedelta(days=rng.randint(2, 20), hours=1)
            # What is touched stays on its side of the window, unless a special says otherwise.
            updated = updated if _side(updated) == _side(at) else None
        posts.append(
            Post(
                number=number,
                title=title,
                slug=slug,
                at=at,
                nature=special.nature,
                category=HOME_OF[special.nature],
                body=words.body(title, at.date(), special.nature),
                updated=updated,
                source="Cổng thông tin Phòng GDĐT Vĩnh Lộc" if special.nature == "dang_lai" else "",
                traps=(special.trap,) if special.trap else (),
            )
        )
    return tuple(reversed(posts))


def _side(at: datetime) -> int:
    return (at >= local("2021-08-01 00:00")) + (at >= local("2022-08-01 00:00"))
