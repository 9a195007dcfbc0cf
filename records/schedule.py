"""When a list is audited by itself: the list, how it is judged and reported, and the hours of its nights."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from records.base import Record

Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
"""A time of day in Vietnam (Asia/Ho_Chi_Minh), ``22:00``."""


class Schedule(Record):
    """A list with its times. Paths are absolute; `school_year` None means the one that a night falls in.

    The window runs from `start` to `end`, over midnight where `end` is the earlier one; `jitter` moves the start by up
    to so many minutes. Each school is visited deeply, with nothing carried forward, once in `deep_nights`.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,59}$")]
    schools: str
    rubric: str
    school_year: str | None = None
    out: str
    formats: tuple[str, ...]
    with_posts: bool = False
    start: Clock = "22:00"
    end: Clock = "05:00"
    jitter: Annotated[int, Field(ge=0, le=120)] = 10
    deep_nights: Annotated[int, Field(ge=1, le=60)] = 14
    contact: str | None = None
    overrides: str | None = None
    resolve: tuple[str, ...] = ()
    allow_private: bool = False
    children: int | None = None
