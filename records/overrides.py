"""What an office knows better about a school than a crawler: hints for finding things, and decisions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from pydantic import Field

from records.base import Record
from records.findings import Outcome, Remark
from records.rubric import Rubric


class Signed(Record):
    """Anything an office lays down carries who did it, when and why."""

    who: str
    when: date
    why: str

    def remark(self, what: str) -> Remark:
        """The same as a remark on a finding."""
        return Remark(what=what, who=self.who, when=self.when, why=self.why)


class SectionHint(Signed):
    """Where a section is: `key` is a section key of the vocabulary, `school_year` that of a part kept for one year."""

    key: str
    url: str
    school_year: str | None = None


class AliasHint(Signed):
    """A further host or name of the school."""

    host: str


class LeftOut(Signed):
    """A post that is not to be counted."""

    url: str


class Decision(Signed):
    """How a criterion of a school year ends by a person's word; `points` None takes all or none from the outcome.

    `rubric` names the pack (or one it extends): "3.4" is another question in another pack.
    """

    rubric: str
    rule: str
    school_year: str
    outcome: Outcome
    points: Decimal | None = None

    def is_under(self, rubric: Rubric) -> bool:
        """Tell whether the decision is about a criterion of this pack."""
        return self.rubric in rubric.family


class SchoolOverrides(Record):
    """What is laid down about one school."""

    sections: tuple[SectionHint, ...] = ()
    aliases: tuple[AliasHint, ...] = ()
    leave_out: tuple[LeftOut, ...] = ()
    decisions: tuple[Decision, ...] = ()

    @property
    def has_hints(self) -> bool:
        """Tell whether anything of it changes what the machine looks at."""
        return bool(self.sections or self.aliases or self.leave_out)


class Overrides(Record):
    """The whole file, by school code."""

    schools: dict[str, SchoolOverrides] = Field(default_factory=dict)

    def of(self, code: str) -> SchoolOverrides | None:
        """What is laid down about the school, whatever the case of its code."""
        wanted = code.casefold()
        return next((found for known, found in self.schools.items() if known.casefold() == wanted), None)

    def unheard(self, codes: Iterable[str]) -> tuple[str, ...]:
        """The codes of the file that are no school's among `codes`: what is laid down there is never heard."""
        known = {code.casefold() for code in codes}
        return tuple(code for code in self.schools if code.casefold() not in known)
