"""Where the strokes of the posts picture go. Pure geometry in user units of the SVG; templates only draw it.

Columns grow as posts add up over the window, so the last one shows at a glance whether the goal line was reached and
in which month: the pale foot is what earlier months brought, the dark part is the month's own, the hatched top may
count. Dark, pale and hatched stay apart on a black-and-white print. Last year's sum is a stepped line with rings.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from reports.months import PostTally

WIDTH, HEIGHT = 470, 250
LEFT, RIGHT, TOP, BOTTOM = 34, 10, 24, 40
MOST_TICKS = 5


class Bar(NamedTuple):
    """A rectangle; `y` is its upper edge."""

    x: float
    y: float
    width: float
    height: float


class ChartColumn(NamedTuple):
    """One month: what came before, the month's own, what may count; `label_y` is where its number stands."""

    before: Bar
    own: Bar
    maybe: Bar
    middle: float
    label_y: float
    number: str
    month: str
    year: str


class Ring(NamedTuple):
    """Where last year's sum stood at the end of a month."""

    x: float
    y: float


class Tick(NamedTuple):
    """A line of the grid and its number."""

    y: float
    value: int


class Chart(NamedTuple):
    """The picture. `goal_y` is None when the rubric asks for no number."""

    width: int
    height: int
    left: int
    right: int
    floor: float
    columns: tuple[ChartColumn, ...]
    ticks: tuple[Tick, ...]
    goal: int | None
    goal_y: float | None
    last_year: tuple[Ring, ...] = ()


def _tick_step(highest: int) -> int:
    step = 1
    while True:
        for factor in (1, 2, 5):
            if highest <= step * factor * MOST_TICKS:
                return step * factor
        step *= 10


def draw_posts(tally: PostTally) -> Chart:
    """Return the picture of `tally`, scaled so that its highest column and the goal line fit."""
    step = _tick_step(tally.highest)
    # A little air above the highest value, for its number.
    scale = (HEIGHT - TOP - BOTTOM) / (tally.highest * 1.06)
    floor = HEIGHT - BOTTOM

    def height_of(count: int) -> float:
        return round(floor - count * scale, 1)

    slot = (WIDTH - LEFT - RIGHT) / max(len(tally.months), 1)
    width = round(slot * 0.72, 1)
    columns = []
    for index, one in enumerate(tally.months):
        x = round(LEFT + slot * index + (slot - width) / 2, 1)
        levels = (0, one.sure_so_far - one.sure, one.sure_so_far, one.sure_so_far + one.maybe_so_far)
        bars = [
            Bar(x=x, y=height_of(high), width=width, height=round(height_of(low) - height_of(high), 1))
            for low, high in pairwise(levels)
        ]
        starts_year = index == 0 or one.month == 1
        columns.append(
            ChartColumn(
                before=bars[0],
                own=bars[1],
                maybe=bars[2],
                middle=round(x + width / 2, 1),
                label_y=round(height_of(levels[3]) - 4, 1),
                number=f"+{one.sure}" if one.sure else "",
                month=str(one.month) if one.month else "?",
                year=str(one.year) if one.year and starts_year else "",
            )
        )
    rings = tuple(
        Ring(x=column.middle, y=height_of(one.last_year_so_far))
        for column, one in zip(columns, tally.months, strict=True)
        if one.last_year_so_far is not None
    )
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=WIDTH - RIGHT,
        floor=floor,
        columns=tuple(columns),
        ticks=tuple(Tick(y=height_of(value), value=value) for value in range(0, tally.highest + 1, step)),
        goal=tally.goal,
        goal_y=height_of(tally.goal) if tally.goal else None,
        last_year=rings,
    )
