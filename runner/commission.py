"""What is to be audited, how, and who is told of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from config.school_list import ListProblem
from crawler.order import BatchOrder, Budget, Mapping, Politeness
from records.facts import Route
from records.findings import Verdict
from records.school import Authority, School
from records.settings import Settings
from reports.office import OfficeRow
from reports.report import post_goal
from runner.batches import BATCH, CHILDREN
from runner.children import PROGRAM
from runner.home import Home
from runner.judging import Judge
from runner.publishing import Places

POSTS_WANTED = 40
"""Near this number doubtful posts are looked at more closely where the rubric names none."""


class Watcher(Protocol):
    """Who is told how the audit goes on."""

    def begin(self, total: int) -> None: ...

    def started(self, school: School) -> None: ...

    def done(self, school: School, verdict: Verdict, row: OfficeRow, requests: int) -> None: ...

    def failed(self, school: School, message: str) -> None: ...

    def stopping(self) -> None: ...


@dataclass(frozen=True)
class Commission:
    """How portals are visited and judged, whichever they are."""

    judge: Judge
    settings: Settings
    authorities: tuple[Authority, ...]
    home: Home
    mappings: tuple[Mapping, ...] = ()
    allow_private: bool = False

    def order(self, schools: Sequence[School], route: Route = Route.MAIN, run: str = "") -> BatchOrder:
        """The crawler's order for some schools. The second route reads pages only, never a CMS's interface."""
        return BatchOrder(
            schools=tuple(schools),
            authorities=self.authorities,
            window=self.judge.window,
            school_year=self.judge.school_year,
            posts_wanted=post_goal(self.judge.rubric) or POSTS_WANTED,
            hints=self.judge.hints(schools),
            vocabulary=self.judge.vocabulary,
            archive=self.home.archive,
            user_agent=self.settings.user_agent,
            budget=Budget(**self.settings.budget.model_dump()),
            politeness=Politeness(**self.settings.politeness.model_dump()),
            mappings=self.mappings,
            allow_private=self.allow_private,
            route=route,
            adapters=() if route is Route.SECOND else None,
            ends_with_starter=True,
            paces=self.home.paces,
            run=run,
        )

    @property
    def silence(self) -> float:
        """Seconds without a word after which a crawler process counts as hung: two schools' time and some."""
        return 2 * self.settings.budget.seconds + 300.0


@dataclass(frozen=True)
class Audit:
    """What is to be audited. `list_key` names the list and the selection, for runs that are gone on with.

    `listed` counts the rows of the list, unusable ones too; with `only_failed`, schools that an earlier run measured
    whole are not visited again. `since` is when tonight began: an unfinished run from before is closed, not gone on
    with. With `warm`, visits go on from what the last one of the school saw, but for the schools in `deep` (codes),
    whose turn it is to be visited with nothing carried forward. `program` is what visits a
    batch.
    """

    commission: Commission
    list_key: str
    schools: tuple[School, ...]
    listed: int
    remarks: tuple[ListProblem, ...]
    places: Places
    only_failed: bool = False
    batch: int = BATCH
    children: int = CHILDREN
    since: datetime | None = None
    warm: bool = False
    deep: frozenset[str] = frozenset()
    program: tuple[str, ...] = PROGRAM


def with_selection(audit: Audit, codes: Sequence[str]) -> Audit:
    """Return the audit of only these schools; its reports and runs are its own."""
    chosen = tuple(school for school in audit.schools if school.code in set(codes))
    key = f"{audit.list_key} | {' '.join(sorted(set(codes)))}"
    return replace(audit, schools=chosen, listed=len(chosen), remarks=(), list_key=key)
