"""One visit under one rubric, with what it was read as: the reports need both, and reading is the dear part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from checks.judge import window_of
from checks.verdict import build_verdict
from reading.portal import PortalReading
from reading.understand import understand
from records.facts import Visit, Window
from records.findings import Verdict
from records.rubric import Rubric
from records.vocabulary import Vocabulary


@dataclass(frozen=True)
class Judge:
    """Everything a verdict depends on besides the visit."""

    rubric: Rubric
    vocabulary: Vocabulary
    school_year: str
    as_of: date | None = None

    @property
    def window(self) -> Window:
        """The days in which posts count. Raises ValueError, in Vietnamese, for what is no school year."""
        return window_of(self.rubric, self.school_year)

    def read(self, visit: Visit) -> PortalReading:
        """What a visit means. Raises TypeError when its subject is not a school."""
        return understand(
            visit,
            school_year=self.school_year,
            window=self.window,
            counted_natures=self.rubric.counted_natures,
            vocabulary=self.vocabulary,
            as_of=self.as_of,
        )

    def judge(self, visit: Visit) -> tuple[Verdict, PortalReading]:
        """The verdict `checks.judge.judge` gives, and the reading it rests on."""
        portal = self.read(visit)
        return build_verdict(portal, self.rubric, self.vocabulary), portal
