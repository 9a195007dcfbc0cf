"""One visit under one rubric, with what it was read as: the reports need both, and reading is the dear part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from checks.judge import judge_and_read, window_of
from reading.copies import SharedTexts, copies_in
from reading.hints import with_aliases
from reading.portal import PortalReading
from records.facts import Visit, Window
from records.findings import Verdict
from records.overrides import Overrides, SectionHint
from records.rubric import Rubric
from records.school import School
from records.vocabulary import Vocabulary


@dataclass(frozen=True)
class Judge:
    """Everything a verdict depends on besides the visit; `overrides` is what people laid down, by school, `texts` which
    words of posts earlier nights saw on several portals."""

    rubric: Rubric
    vocabulary: Vocabulary
    school_year: str
    as_of: date | None = None
    overrides: Overrides = field(default_factory=Overrides)
    texts: SharedTexts = field(default_factory=dict)

    @property
    def window(self) -> Window:
        """The days in which posts count. Raises ValueError, in Vietnamese, for what is no school year."""
        return window_of(self.rubric, self.school_year)

    def prepared(self, school: School) -> School:
        """The school as it is to be visited: with its aliases by the office's file, and the portals above it that the
        rubric accepts."""
        laid_down = self.overrides.of(school.code)
        if laid_down is not None:
            school = with_aliases(school, laid_down)
        accepted = tuple(url for url in self.rubric.accepted_parents if url not in school.parents)
        return school.model_copy(update={"parents": (*school.parents, *accepted)}) if accepted else school

    def hints(self, schools: Iterable[School]) -> dict[str, tuple[SectionHint, ...]]:
        """The addresses of sections that the office named, by school code."""
        found = {school.code: self.overrides.of(school.code) for school in schools}
        return {code: one.sections for code, one in found.items() if one is not None and one.sections}

    def judge(self, visit: Visit) -> tuple[Verdict, PortalReading]:
        """The verdict `checks.judge.judge` gives, and the reading it rests on.

        Raises TypeError when the visit's subject is not a school.
        """
        verdict, portal = self._judge(visit, {})
        # Which posts count is known once the portal is read; few portals share words with others.
        copied = copies_in(portal, self.texts) if self.texts else {}
        return self._judge(visit, copied) if copied else (verdict, portal)

    def _judge(self, visit: Visit, copied: Mapping[str, str]) -> tuple[Verdict, PortalReading]:
        subject = visit.subject
        return judge_and_read(
            visit,
            self.rubric,
            self.vocabulary,
            school_year=self.school_year,
            as_of=self.as_of,
            overrides=self.overrides.of(subject.code) if isinstance(subject, School) else None,
            copied=copied,
        )
