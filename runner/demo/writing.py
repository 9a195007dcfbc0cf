"""Writes a school's posts from its plan: the same plan gives the same posts, every time."""

from __future__ import annotations

import calendar
import random
import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from runner.demo import words
from runner.demo.files import plain
from runner.demo.model import PARENT_NAME, FileItem, Nature, Post, SchoolPlan

WINDOW_MONTHS = (8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7)
TERM_MONTHS = (9, 10, 11, 12, 1, 2, 3, 4, 5)

ACTIVITIES = "hoat-dong-nha-truong"
LESSONS = "chuyen-mon"
NOTICES = "thong-bao"
FROM_PARENT = "tin-tu-phong"
SCHEDULES = "lich-cong-tac"
CATEGORY_LABELS = {
    ACTIVITIES: "Hoạt động nhà trường",
    LESSONS: "Hoạt động chuyên môn",
    NOTICES: "Thông báo",
    FROM_PARENT: "Tin từ Phòng",
    SCHEDULES: "Lịch công tác",
}


@dataclass(frozen=True)
class Draft:
    """A post before it has a number."""

    title: str
    day: date
    at: time
    categories: tuple[str, ...]
    nature: Nature = Nature.OWN
    source: str = ""
    files: tuple[FileItem, ...] = ()
    pinned: bool = False
    paragraphs: tuple[str, ...] = ()


def slug_of(text: str, length: int = 90) -> str:
    """The title as it stands in addresses: ASCII, lower case, joined by dashes, cut at `length`."""
    return re.sub(r"[^a-z0-9]+", "-", plain(text).lower()).strip("-")[:length].strip("-")


def school_year(start: int) -> str:
    """``năm học 2021-2022`` for 2021."""
    return f"năm học {start}-{start + 1}"


def day_of(start: int, month: int, day: int) -> date:
    """The day in the school year that begins in August of `start`."""
    year = start if month >= 8 else start + 1
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def write_posts(plan: SchoolPlan, start: int, extra: tuple[Draft, ...] = ()) -> tuple[Post, ...]:
    """All posts of a school, newest first. `start` is the year in which the seed school year begins."""
    # Not a secret: the same school must read the same on every start.
    rng = random.Random(f"{plan.code}-{start}")  # noqa: S311
    writer = _Writer(plan, rng)
    drafts = [writer.pinned(start)]
    for months, year in ((_spread(plan.before), start - 1), (plan.months, start), (_spread(plan.after), start + 1)):
        for month, number in zip(WINDOW_MONTHS, months, strict=True):
            drafts += [writer.event(year, month, 2 + (26 * index) // number) for index in range(number)]
    if plan.boundary:
        for year, month, day, clock in (
            (start - 1, 7, 31, time(21, 10)),
            (start, 8, 1, time(0, 15)),
            (start, 7, 31, time(22, 30)),
            (start + 1, 8, 1, time(7, 5)),
        ):
            drafts.append(replace(writer.event(year, month, day), day=day_of(year, month, day), at=clock))
    drafts += [writer.repost(start, index) for index in range(plan.reposts)]
    drafts += [writer.schedule(start, index) for index in range(plan.schedules)]
    drafts += extra
    drafts.sort(key=lambda draft: (draft.day, draft.at))
    posts = [writer.post(draft, 11 + 3 * index, start) for index, draft in enumerate(drafts)]
    return tuple(reversed(posts))


def _spread(total: int) -> tuple[int, ...]:
    """`total` posts over the nine months of lessons, none in the holidays."""
    counts = dict.fromkeys(WINDOW_MONTHS, 0)
    for index in range(total):
        counts[TERM_MONTHS[index % len(TERM_MONTHS)]] += 1
    return tuple(counts.values())


class _Writer:
    def __init__(self, plan: SchoolPlan, rng: random.Random) -> None:
        self.plan = plan
        self.rng = rng
        self.titles: set[str] = set()

    def event(self, start: int, month: int, day: int) -> Draft:
        """A post of the school's own for a day of the school year `start`."""
        title = self._fresh(words.EVENTS[month], start)
        if title.startswith("Thông báo"):
            main = NOTICES
        else:
            main = (
                LESSONS
                if re.search(r"chuyên đề|hội thi giáo viên|tập huấn|tổ chuyên môn", title.lower())
                else ACTIVITIES
            )
        # Some posts stand in two categories: they are one post all the same.
        second = (ACTIVITIES,) if main != ACTIVITIES and self.rng.random() < 0.4 else ()
        clock = time(self.rng.randint(7, 17), self.rng.choice((0, 5, 12, 30, 45, 58)))
        return Draft(title=title, day=day_of(start, month, day), at=clock, categories=(main, *second))

    def repost(self, start: int, index: int) -> Draft:
        """A post of the authority, repeated by the school."""
        month = TERM_MONTHS[index % len(TERM_MONTHS)]
        title = self._fresh(words.REPOSTS, start)
        return Draft(
            title=title,
            day=day_of(start, month, 5 + index % 20),
            at=time(9, 15),
            categories=(FROM_PARENT,),
            nature=Nature.REPOST,
            source=f"Nguồn: {PARENT_NAME}",
        )

    def schedule(self, start: int, index: int) -> Draft:
        """A weekly plan of work: posted like news, and none."""
        month = TERM_MONTHS[index % len(TERM_MONTHS)]
        day = day_of(start, month, 6 + 7 * (index // len(TERM_MONTHS)))
        return Draft(
            title=f"Lịch công tác tuần {index + 1} {school_year(start)}",
            day=day,
            at=time(7, 0),
            categories=(SCHEDULES,),
            nature=Nature.OTHER,
            paragraphs=("Thứ hai: Chào cờ, họp giao ban.", "Thứ tư: Dự giờ, sinh hoạt tổ.", "Thứ sáu: Tổng vệ sinh."),
        )

    def pinned(self, start: int) -> Draft:
        """An old post that the school keeps on top of every listing."""
        return Draft(
            title="Thư ngỏ gửi quý phụ huynh về việc sử dụng cổng thông tin điện tử của nhà trường",
            day=date(start - 2, 10, 12),
            at=time(8, 0),
            categories=(ACTIVITIES,),
            pinned=True,
        )

    def post(self, draft: Draft, number: int, start: int) -> Post:
        """The draft with its number, address and text."""
        return Post(
            id=number,
            title=draft.title,
            slug=slug_of(draft.title),
            published=datetime.combine(draft.day, draft.at),
            categories=draft.categories,
            paragraphs=draft.paragraphs or self._paragraphs(draft.day),
            nature=draft.nature,
            source=draft.source,
            author="Ban biên tập" if draft.nature is Nature.OWN else "",
            files=draft.files,
            pinned=draft.pinned,
        )

    def _fresh(self, patterns: tuple[str, ...], start: int) -> str:
        for _ in range(200):
            title = self._fill(self.rng.choice(patterns), start)
            if title not in self.titles:
                self.titles.add(title)
                return title
        raise RuntimeError(f"the word lists are too short for {self.plan.code}")

    def _fill(self, pattern: str, start: int) -> str:
        grade = self.rng.choice(self.plan.grades)
        return pattern.format(
            nh=school_year(start),
            nam=start,
            khoi=grade,
            lop=f"{grade}{self.rng.choice(words.LETTERS)}",
            chude=self.rng.choice(words.THEMES),
            ten=self.rng.choice(words.NAMES),
            noi=self.rng.choice(words.PLACES),
            so=self.rng.randint(2, 60),
            dong=10 * self.rng.randint(12, 80),
        )

    def _paragraphs(self, day: date) -> tuple[str, ...]:
        start = day.year if day.month >= 8 else day.year - 1
        middles = self.rng.sample(words.MIDDLES, 3)
        parts = [self.rng.choice(words.OPENINGS), " ".join(middles[:2]), middles[2], self.rng.choice(words.ENDINGS)]
        return tuple(self._fill(part, start) for part in parts)
