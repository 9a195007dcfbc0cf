"""From a plan (how many posts of which nature in which year, and the special ones) to the posts of a portal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tests.portals.labelled.model import VN, Item
from tests.portals.labelled.text import Words, slugify

CATEGORY_OF = {"tin": "tin", "khac": "tin", "thong_bao": "tb", "dang_lai": "phong", "van_ban": "vb",
               "thuc_don_lich": "lich", "nhan_su": "tin", "cong_khai": "tb"}  # fmt: skip

EDGES = (
    ("2021-07-31 23:55", "tin", "edge: last minutes of the year before"),
    ("2021-08-01 00:00", "tin", "edge: first minute of the window"),
    ("2022-07-31 23:59", "thong_bao", "edge: last minute of the window"),
    ("2022-08-01 00:05", "tin", "edge: first minutes after the window"),
)
"""Two posts in the window of 2021-2022 and one on either side of it, minutes apart."""


@dataclass(frozen=True)
class Special:
    """A post with a date of its own. `shown` is a printed date that is none; `at` then only gives its place in time."""

    at: str
    nature: str = "tin"
    trap: str = ""
    shown: str | None = None
    sticky: bool = False
    title: str = ""
    source: str = ""
    category: str = ""
    also: tuple[str, ...] = ()


def edges() -> tuple[Special, ...]:
    """The four posts at the ends of the window."""
    return tuple(Special(at, nature, trap) for at, nature, trap in EDGES)


@dataclass(frozen=True)
class Plan:
    """Posts by school year and nature; `categories` overrides where a nature goes; ids begin after `first_id`."""

    seed: int
    level: str
    years: Mapping[str, Mapping[str, int]]
    special: Sequence[Special] = ()
    categories: Mapping[str, str] | None = None
    first_id: int = 20
    slug_limit: int = 0
    cross_every: int = 0
    cross_into: str = ""
    attach: str = ""


def local(text: str) -> datetime:
    """``2021-08-01 00:00`` as local time."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=VN)


def _days_of(words: Words, year: str, count: int) -> list[datetime]:
    # A week away from either end: what happens at the ends is said by name, never left to chance.
    start = datetime(int(year[:4]), 8, 9, tzinfo=VN)
    rng = words.rng
    return [
        start
        + timedelta(
            days=rng.randint(0, 345), hours=rng.randint(6, 20), minutes=rng.randint(0, 59), seconds=rng.randint(0, 59)
        )
        for _ in range(count)
    ]


def from_above(year: str, count: int) -> list[tuple[datetime, str, tuple[str, ...]]]:
    """The first `count` posts of the year that the Phòng sent to every school: the same day and text on all of them."""
    words = Words(int(year[:4]), "TH")
    days = _days_of(words, year, 40)
    sent = []
    for at in days[:count]:
        title = words.title("dang_lai", at.date())
        sent.append((at, title, words.body(title, at.date(), "dang_lai")))
    return sent


def make_posts(plan: Plan) -> tuple[Item, ...]:
    """The posts of a plan, newest first. The same plan gives the same posts, to the letter."""
    words = Words(plan.seed, plan.level)
    places = CATEGORY_OF | dict(plan.categories or {})
    drawn: list[tuple[datetime, Special]] = []
    sent: dict[str, tuple[str, ...]] = {}
    for year, natures in plan.years.items():
        for nature, count in natures.items():
            if nature == "dang_lai":
                for at, title, body in from_above(year, count):
                    drawn.append((at, Special("", nature, title=title)))
                    sent[title] = body
                continue
            drawn += [(at, Special("", nature)) for at in _days_of(words, year, count)]
    drawn += [(local(special.at), special) for special in plan.special]
    drawn.sort(key=lambda pair: pair[0])
    items: list[Item] = []
    slugs: set[str] = set()
    number = plan.first_id
    for place, (at, special) in enumerate(drawn):
        number += words.rng.randint(1, 3)
        day = at.date()
        title = special.title or words.title(special.nature, day)
        slug = slugify(title, plan.slug_limit)
        while slug in slugs:
            slug += "2" if not slug[-1].isdigit() else "-2"
        slugs.add(slug)
        body = sent.get(title) or words.body(title, day, special.nature)
        source = special.source or ("Phòng GDĐT" if special.nature == "dang_lai" else "")
        also = special.also
        category = special.category or places[special.nature]
        crossed = plan.cross_every and place % plan.cross_every == 0 and category != plan.cross_into
        if crossed and not also:
            also = (plan.cross_into,)
        item = Item(
            number=number,
            title=title,
            slug=slug,
            at=None if special.shown is not None else at,
            order=at,
            nature=special.nature,
            category=category,
            lead=body[0][:140].rsplit(" ", 1)[0] + " ...",
            body=body,
            also=also,
            source=source,
            foreign=special.nature == "dang_lai" and not special.source,
            shown=special.shown,
            sticky=special.sticky,
            modified=at + timedelta(days=words.rng.randint(3, 90)) if words.rng.random() < 0.3 else None,
            traps=(special.trap,) if special.trap else (),
        )
        if plan.attach and special.nature in ("van_ban", "cong_khai"):
            folder = plan.attach.format(y=at.year, m=at.month, d=at.day)
            item = replace(item, attachment=f"{folder}{slug[:40]}.pdf")
        items.append(item)
    return tuple(reversed(items))
