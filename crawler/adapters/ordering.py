"""Days by order: where a listing prints no dates, what stands between two posts of known days lies between them.

Opening every article of a long listing would cost a visit its budget. A listing sorted by day needs only its pages'
ends and the window's edges: those are opened, halving what is left each time, and every post between two opened ones
gets the bounds of both. Whether the listing is sorted is never assumed: each opened post must lie between its
neighbours, and the first that does not ends the method for that listing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from crawler.collect import Gathered
from records.facts import DateCandidate, DateSource, Window

NOT_SORTED = "danh sách không xếp theo ngày đăng"
_FEW = 3
_CLEARLY = 3
_UNSORTED = 0.25


@dataclass(slots=True)
class DaysByOrder:
    """The undated posts of one listing, in its order.

    `open_post` opens a post's page and adds its dates; `day_of` gives the day of a post, None when there is none;
    `is_dated` tells whether that day is exact and the post's page need not be opened.
    """

    window: Window
    open_post: Callable[[Gathered], Awaitable[bool]]
    day_of: Callable[[Gathered], date | None]
    is_dated: Callable[[Gathered], bool]
    sorted: bool = True
    newest_first: bool = True
    between: list[Gathered] = field(default_factory=list)
    _before: date | None = None

    async def date_page(self, posts: Sequence[Gathered]) -> None:
        """Find the days of one page's posts, in the page's order: exact ones, or bounds by order."""
        undated = [post for post in posts if not post.opened and not self.is_dated(post)]
        if not self.sorted or len(undated) <= _FEW:
            await self._open_all(undated)
        elif self._before is None:
            await self._first_page(undated)
        else:
            await self._between_ends(undated, self._before)
        if len(undated) > 0.5 * len(posts):
            self._bound_dateless(posts)
        days = [day for post in posts if (day := self.day_of(post)) is not None]
        self._before = days[-1] if days else self._before

    def _bound_dateless(self, posts: Sequence[Gathered]) -> None:
        """Posts whose own pages show no day lie between their neighbours, too, where the page is sorted.

        Only in listings without dates: where the others show theirs, a post without one has something wrong with it.
        """
        days = [self._before, *(self.day_of(post) for post in posts)]
        if not self.sorted or not all(self._holds(*pair) for pair in pairwise(day for day in days if day is not None)):
            return
        for number, post in enumerate(posts, start=1):
            first = next((day for day in reversed(days[:number]) if day is not None), None)
            last = next((day for day in days[number + 1 :] if day is not None), None)
            if post.opened and days[number] is None and first and last:
                self._bound(post, first, last)

    async def _first_page(self, posts: Sequence[Gathered]) -> None:
        """All of the first page is read: it shows whether the listing is sorted, pinned posts aside, and how."""
        await self._open_all(posts)
        up, down = steps([day for post in posts if (day := self.day_of(post)) is not None])
        self.newest_first = down >= up
        self.sorted = max(down, up) >= _CLEARLY * min(down, up)

    async def _last_day(self, posts: Sequence[Gathered]) -> date | None:
        """The day of the last post that has one, of the last few."""
        for post in posts[: -_FEW - 1 : -1]:
            if not post.opened:
                await self.open_post(post)
            if (day := self.day_of(post)) is not None:
                return day
        return None

    async def _between_ends(self, posts: Sequence[Gathered], first: date) -> None:
        """Bound a page's posts by the known day before them and the page's last one."""
        last = await self._last_day(posts)
        if last is None or not self._holds(first, last):
            await self._give_up(posts)
            return
        rest = [post for post in posts if not post.opened]
        if len(rest) >= _FEW:
            # A look into the middle of every page: what is out of order there would never be seen otherwise.
            middle = rest.pop(len(rest) // 2)
            await self.open_post(middle)
            day = self.day_of(middle)
            if day is not None and not (self._holds(first, day) and self._holds(day, last)):
                await self._give_up(posts)
                return
        await self._halve(rest, first, last)

    async def _halve(self, posts: Sequence[Gathered], first: date, last: date) -> None:
        """Bound unopened posts that stand between two known days; only the window's edges are worth opening more."""
        if not posts:
            return
        if self._side(first) == self._side(last):
            for post in posts:
                self._bound(post, first, last)
            return
        middle = len(posts) // 2
        await self.open_post(posts[middle])
        day = self.day_of(posts[middle])
        if day is None:
            await self._halve([*posts[:middle], *posts[middle + 1 :]], first, last)
        elif self._holds(first, day) and self._holds(day, last):
            await self._halve(posts[:middle], first, day)
            await self._halve(posts[middle + 1 :], day, last)
        else:
            await self._give_up(posts)

    def _bound(self, post: Gathered, first: date, last: date) -> None:
        bounds = f"{min(first, last)}/{max(first, last)}"
        post.dates.append(DateCandidate(text=bounds, source=DateSource.ORDER))
        self.between.append(post)

    async def confirm(self, most: int) -> int:
        """Open up to `most` posts that only order places in the window; answers how many were opened.

        Their exact days are worth having while they cost little, and each is a further proof of the order.
        """
        opened = 0
        for post in [post for post in self.between if self._may_count(post)]:
            if opened >= most:
                break
            await self.open_post(post)
            opened += 1
            if not self._lies_within(post):
                self.distrust()
        return opened

    def distrust(self) -> None:
        """The order does not hold: posts known by it alone are unsure."""
        self.sorted = False
        for post in self.between:
            if not post.opened:
                post.unsure = post.unsure or NOT_SORTED

    async def _give_up(self, posts: Sequence[Gathered]) -> None:
        self.distrust()
        await self._open_all(posts)

    async def _open_all(self, posts: Sequence[Gathered]) -> None:
        for post in posts:
            if not post.opened:
                await self.open_post(post)

    def _holds(self, first: date | None, second: date | None) -> bool:
        if first is None or second is None:
            return False
        return first >= second if self.newest_first else first <= second

    def _side(self, day: date) -> int:
        return -1 if day < self.window.start else 1 if day > self.window.end else 0

    def _may_count(self, post: Gathered) -> bool:
        bounds = _bounds(post)
        return not post.opened and bounds is not None and self._side(bounds[0]) == 0

    def _lies_within(self, post: Gathered) -> bool:
        bounds, day = _bounds(post), self.day_of(post)
        return bounds is None or day is None or bounds[0] <= day <= bounds[1]


def steps(days: Sequence[date]) -> tuple[int, int]:
    """How often a list of days goes up, and how often down."""
    pairs = list(pairwise(days))
    return sum(first < second for first, second in pairs), sum(first > second for first, second in pairs)


def _bounds(post: Gathered) -> tuple[date, date] | None:
    for candidate in post.dates:
        if candidate.source is DateSource.ORDER:
            early, _, late = candidate.text.partition("/")
            return date.fromisoformat(early), date.fromisoformat(late)
    return None


def is_newest_first(days: list[date]) -> bool:
    """Tell whether a listing's days fall, pinned posts aside: only then is a page of old posts the end."""
    up, down = steps(days)
    return up <= _UNSORTED * (up + down)
