"""What is asked, and what an answer is worth: rubric packs as values."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from records.base import Record
from records.school import Level

MonthDay = Annotated[str, Field(pattern=r"^\d{2}-\d{2}$")]


class Basis(Record):
    """A legal or official document a rule rests on."""

    document: str
    place: str = ""
    note: str = ""


class Rule(Record):
    """One line of a rubric.

    `check` names the check that answers it, None for a rule that people score themselves. `points` maps each result
    slug that carries points to its worth, in points; `remedy` maps result slugs to the next action for the school.
    """

    id: str
    title: str
    max_points: Decimal | None = None
    basis: tuple[Basis, ...] = ()
    evidence_wanted: str = ""
    check: str | None = None
    params: dict[str, Any] = Field(default_factory=dict)
    points: dict[str, Decimal] = Field(default_factory=dict)
    remedy: dict[str, str] = Field(default_factory=dict)
    levels: tuple[Level, ...] | None = None


class RubricSection(Record):
    """A numbered part of the rubric and the rules in it."""

    id: str
    title: str
    max_points: Decimal | None = None
    rules: tuple[Rule, ...]


class Grade(Record):
    """A band: its label and the least total that reaches it. The highest band reached is the grade."""

    label: str
    at_least: Decimal


class WindowRule(Record):
    """The counting window of a school year Y–Y+1: `start` falls in Y, `end` in Y+1 (month-day)."""

    start: MonthDay = "08-01"
    end: MonthDay = "07-31"
    basis: str = ""


class Rubric(Record):
    """A pack. Its meaning never changes under its id and version."""

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
    sections: tuple[RubricSection, ...]
    grades: tuple[Grade, ...] = ()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules, in the rubric's order."""
        return tuple(rule for section in self.sections for rule in section.rules)

    def grade_at(self, points: Decimal) -> Grade | None:
        """The highest band that `points` reach, None when they reach none."""
        reached = [grade for grade in self.grades if points >= grade.at_least]
        return max(reached, key=lambda grade: grade.at_least, default=None)
