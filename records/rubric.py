"""What is asked, and what an answer is worth: rubric packs as values."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from records.base import Record
from records.school import Level

MonthDay = Annotated[str, Field(pattern=r"^\d{2}-\d{2}$")]


class Basis(Record):
    """A legal or official document a rule rests on; `law` is its id among the vocabulary's citations, which know until
    when it is in force."""

    document: str
    place: str = ""
    note: str = ""
    law: str | None = None


class ScoringMode(StrEnum):
    """How a judged answer becomes points."""

    BY_RESULT = "by-result"
    STEPS = "steps"
    PROPORTIONAL = "proportional"
    PER_ITEM = "per-item"


class Step(Record):
    """A number that must be reached, and what it is worth, in points."""

    at_least: Decimal
    points: Decimal


class Scoring(Record):
    """How a rule turns a judged answer into points.

    ``by-result`` prices each result slug (all or nothing, unless a slug means a part). ``steps`` and ``proportional``
    read the number `value` of the answer; `up_to` names the number it may still rise to, `of` the number (or the name
    of one) that is worth all points. ``per-item`` adds up the answer's parts: `items` weighs them by key, empty weighs
    all alike.
    """

    mode: ScoringMode = ScoringMode.BY_RESULT
    value: str | None = None
    up_to: str | None = None
    of: str | Decimal | None = None
    steps: tuple[Step, ...] = ()
    items: dict[str, Decimal] = Field(default_factory=dict)


class EvidenceSearch(Record):
    """What a document or post that may serve as evidence is called: any of `words`, beside any of `with_words` where
    there are some, and none of `without`; phrases compared on the fold key."""

    title: str
    words: tuple[str, ...]
    with_words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


class Rule(Record):
    """One line of a rubric.

    `check` names the check that answers it, None for a rule that people score themselves. `points` maps each result
    slug that carries points to its worth, in points; `remedy` maps result slugs to the next action for the school.
    `search` says what is proposed as evidence where people score; it never scores. With `name_missing_parts` the remedy
    ends with the titles of the answer's items that were not found.
    """

    id: str
    title: str
    max_points: Decimal | None = None
    basis: tuple[Basis, ...] = ()
    evidence_wanted: str = ""
    check: str | None = None
    params: dict[str, Any] = Field(default_factory=dict)
    points: dict[str, Decimal] = Field(default_factory=dict)
    scoring: Scoring = Scoring()
    remedy: dict[str, str] = Field(default_factory=dict)
    name_missing_parts: bool = False
    search: tuple[EvidenceSearch, ...] = ()
    levels: tuple[Level, ...] | None = None


class RubricSection(Record):
    """A numbered part of the rubric and the rules in it. The points of a `bonus` part stand outside the totals."""

    id: str
    title: str
    max_points: Decimal | None = None
    bonus: bool = False
    rules: tuple[Rule, ...]


class Grade(Record):
    """A band: its label, the least total that reaches it, and the most, where the document names it. The highest band
    reached is the grade."""

    label: str
    at_least: Decimal
    at_most: Decimal | None = None


class WhenNotApplicable(StrEnum):
    """What the points of a rule that does not apply to a school's levels do to its band: they stay open, or count as
    won."""

    OPEN = "open"
    FULL = "full"


class WindowRule(Record):
    """The counting window of a school year Y–Y+1: `start` falls in Y, `end` in Y+1 (month-day)."""

    start: MonthDay = "08-01"
    end: MonthDay = "07-31"
    basis: str = ""


class Rubric(Record):
    """A pack. Its meaning never changes under its id and version.

    `accepted_parents` are the portals a link from which counts, instead of those of the school list; `based_on` names
    the packs (``id@version``, the nearest first) that an office's overlay extends.
    """

    id: str
    version: str
    title: str
    source: str
    school_years: tuple[str, ...] = ()
    levels: tuple[Level, ...]
    window: WindowRule = WindowRule()
    counted_natures: tuple[str, ...] = ("tin", "thong_bao", "khac")
    max_points: Decimal | None = None
    focus: str = "3"
    not_applicable: WhenNotApplicable = WhenNotApplicable.OPEN
    accepted_parents: tuple[str, ...] = ()
    based_on: str | None = None
    sections: tuple[RubricSection, ...]
    grades: tuple[Grade, ...] = ()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules, in the rubric's order."""
        return tuple(rule for section in self.sections for rule in section.rules)

    @property
    def family(self) -> frozenset[str]:
        """The ids of this pack and of those it extends: the same criterion is the same question in all of them."""
        bases = (self.based_on or "").split(", ")
        return frozenset({self.id, *(base.partition("@")[0] for base in bases if base)})

    @property
    def bonus_rules(self) -> frozenset[str]:
        """The ids of the rules whose points stand outside the totals."""
        return frozenset(rule.id for section in self.sections if section.bonus for rule in section.rules)

    def grade_at(self, points: Decimal) -> Grade | None:
        """The highest band that `points` reach, None when they reach none."""
        reached = [grade for grade in self.grades if points >= grade.at_least]
        return max(reached, key=lambda grade: grade.at_least, default=None)
