"""The truth files, read strictly: what is right of each item and document, written before a crawler met the portal."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from ruamel.yaml import YAML

Kind = Literal[
    "right", "other-school", "other-year", "wrong-level", "empty-template", "filled-form", "other-content", "scan",
    "scan-unread", "garbled", "not-openable", "fault", "robots", "too-large", "personal-data", "archive", "media",
    "no-year", "left-open",
]  # fmt: skip
"""What a document is. ``scan``: a picture that can be read; ``garbled``: text that cannot; ``fault``: could not be
fetched this night; ``no-year``: right but for a year it nowhere names; ``left-open``: nothing is asked of its kind."""

SAME_KIND: Mapping[str, frozenset[str]] = {
    "scan": frozenset({"scan", "scan-unread", "right"}),
    "garbled": frozenset({"garbled", "scan-unread", "right"}),
    "scan-unread": frozenset({"scan-unread", "garbled"}),
    "fault": frozenset({"fault"}),
}
"""Kinds that are right as well: a scan may be read or not, by whoever has a reader of pictures."""

UNLISTED_MOST = 2
"""An item that a truth does not list is absent (0); a section that opens without it may be said for it (2)."""


DECIDED = ("pass", "partial", "fail")
"""What carries points; everything else leaves it open."""


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Rung(_Strict):
    """The right rung and how far one may be off it: `least` and `most` are right too where `why` says so. `outcomes`
    says what the item may be decided to be where its rung does not tell."""

    right: int = Field(ge=0, le=5)
    least: int
    most: int
    outcomes: tuple[str, ...] = ()
    why: str = ""

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: object) -> object:
        if isinstance(value, int):
            value = {"right": value}
        assert isinstance(value, dict), value
        outcomes = tuple(filter(None, value.get("outcomes", "").split("|")))
        return {"least": value["right"], "most": value["right"], **value, "outcomes": outcomes}

    @model_validator(mode="after")
    def _ordered(self) -> Rung:
        assert 0 <= self.least <= self.right <= self.most <= 5, self
        return self

    def judge(self, said: int) -> Literal["right", "too high", "too low"]:
        """Hold a rung against this one."""
        if said > self.most:
            return "too high"
        return "right" if said >= self.least else "too low"

    def is_false(self, outcome: str) -> bool:
        """Tell whether an item was decided falsely. Only what is right may pass, only what is wrong may fail; what the
        truth lets be (`outcomes`) is neither."""
        if self.outcomes:
            return outcome in DECIDED and outcome not in self.outcomes
        if outcome in ("pass", "partial"):
            return self.most < 5
        return outcome == "fail" and self.right == 5


class YearTruth(_Strict):
    """What is so of one school year. `criteria`: rule of the pack → outcomes, the right one first, others that may be
    said beside it; `items` and `forms`: vocabulary item → rung; `criteria` are asked only under `pack`."""

    pack: str | None = None
    criteria: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    why: Mapping[str, str] = Field(default_factory=dict)
    items: Mapping[str, Rung] = Field(default_factory=dict)
    forms: Mapping[str, Rung] = Field(default_factory=dict)

    @field_validator("criteria", mode="before")
    @classmethod
    def _parted(cls, value: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
        return {rule: tuple(outcomes.split("|")) for rule, outcomes in value.items()}

    @model_validator(mode="after")
    def _known(self) -> YearTruth:
        known = {"pass", "partial", "fail", "review", "unknown"}
        assert all(known.issuperset(outcomes) for outcomes in self.criteria.values()), self.criteria
        return self


class DocumentTruth(_Strict):
    """A document: where it is (path, or whole address elsewhere), whether an anonymous visitor can open it (None: not
    to be told tonight), what it is. `item` and `year` are what its label promises; `says_year` what it says, `via` how
    a visitor gets there where no page of the portal names the address."""

    at: str
    opens: bool | None
    kind: Kind = Field(alias="is")
    item: str | None = None
    year: str | None = None
    says_year: str | None = None
    via: str = ""
    why: str = ""


class Truth(_Strict):
    """One portal. `aliases` stand in the office's list; `pupils` are names that may be kept nowhere; `unasked` are
    targets that must never be requested."""

    code: str
    name: str
    level: Literal["MN", "TH", "THCS", "TH&THCS", "THPT", "GDTX"]
    host: str
    make: str
    shape: str
    years: Mapping[str, YearTruth]
    documents: tuple[DocumentTruth, ...]
    aliases: tuple[str, ...] = ()
    pupils: tuple[str, ...] = ()
    unasked: tuple[str, ...] = ()

    @property
    def first_year(self) -> str:
        """The school year for which the portal is visited."""
        return next(iter(self.years))

    @property
    def pack(self) -> str:
        """The rubric under which it is judged."""
        return self.years[self.first_year].pack or ""

    def url(self, at: str) -> str:
        """The full address of a document."""
        return at if "://" in at else f"http://{self.host}{at}"


@lru_cache(maxsize=1)
def load_truths() -> Mapping[str, Truth]:
    """Code → truth, by name of the file."""
    files = sorted((Path(__file__).parent / "truth").glob("*.yaml"))
    truths = [Truth.model_validate(YAML(typ="safe").load(file.read_text("utf-8"))) for file in files]
    return {truth.code: truth for truth in truths}
