"""Whom we look at: schools, and the authorities above them."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from records.base import Record


class Level(StrEnum):
    """Education levels as the rubrics name them (cấp học)."""

    MN = "MN"
    TH = "TH"
    THCS = "THCS"
    THPT = "THPT"
    GDTX = "GDTX"


class Tier(StrEnum):
    """Tier of an authority; the district tier (phòng) ended on 2025-07-01."""

    BO = "bo"
    SO = "so"
    PHONG = "phong"
    XA = "xa"


class School(Record):
    """One row of a school list.

    `portal` is the school's address as the office knows it; `aliases` are further hosts or names of the same
    school; `parents` are the addresses of the portals above it, at least one of which should link to it.
    """

    code: str
    name: str
    levels: tuple[Level, ...]
    portal: str
    aliases: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    authority: str | None = None
    ward: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def level_label(self) -> str:
        """The levels as a list prints them, e.g. ``TH&THCS``."""
        return "&".join(self.levels)


class Naming(StrEnum):
    """What a text says about whose it is."""

    NAMED = "named"
    OTHER_LEVEL = "other-level"
    CORE_ONLY = "core-only"
    NOT_NAMED = "not-named"


class Authority(Record):
    """An education authority and the portal on which it should list its schools (TT 37/2020 Điều 10.1)."""

    id: str
    name: str
    tier: Tier | None = None
    portal: str
    hosts: tuple[str, ...] = ()
    directory_pages: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = Field(default=())
