"""The main line: list → batches → visits → verdicts → store and reports. One bad school never stops the others."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Protocol

from config.school_list import ListProblem
from crawler.archive import ArchiveError, FolderArchive
from crawler.order import BatchOrder, Budget, Event, Mapping, Politeness
from records.facts import PageMissing, Reason, Visit
from records.findings import Outcome, Verdict
from records.school import Authority, School
from records.settings import Settings
from reports.office import OfficeReport, OfficeRow
from reports.report import post_goal
from runner.bases import going_on
from runner.batches import BATCH, CHILDREN, make_batches
from runner.children import Crawl
from runner.home import Home
from runner.judging import Judge
from runner.publishing import Places, Publisher
from runner.stopping import Stop
from store import RunCounts, RunRecord, RunState, SchoolState, Store, VisitEntry

log = logging.getLogger(__name__)

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

    def order(self, schools: Sequence[School]) -> BatchOrder:
        """The crawler's order for some schools."""
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
        )

    @property
    def silence(self) -> float:
        """Seconds without a word after which a crawler process counts as hung: two schools' time and some."""
        return 2 * self.settings.budget.seconds + 300.0


@dataclass(frozen=True)
class Audit:
    """What is to be audited. `list_key` names the list and the selection, for runs that are gone on with.

    `listed` counts the rows of the list, unusable ones too; with `only_failed`, schools that an earlier run measured
    whole are not visited again. With `warm`, visits go on from what the last one of the school saw, but for the
    schools in `deep` (codes).
    """

    commission: Commission
    list_key: str
    schools: tuple[School, ...]
    listed: int
    remarks: tuple[ListProblem, ...]
    places: Places
    only_failed: bool = False
    warm: bool = False
    deep: frozenset[str] = frozenset()
    batch: int = BATCH
    children: int = CHILDREN


@dataclass
class Result:
    """What an audit came to. `gone_on` tells that it continued an earlier run."""

    run: str
    office: OfficeReport
    counts: RunCounts
    interrupted: bool
    gone_on: bool


class _Interrupted(Exception):
    """Leaves the publisher's block, so that audit.json says it is not complete."""


@dataclass
class _Progress:
    """What is known while the audit runs."""

    counts: RunCounts = field(default_factory=RunCounts)
    office: OfficeReport | None = None

    def add(self, **more: int) -> None:
        self.counts = self.counts.model_copy(
            update={name: getattr(self.counts, name) + value for name, value in more.items()}
        )


def run_audit(audit: Audit, store: Store, watcher: Watcher, stop: Stop) -> Result:
    """Visit, judge, save and report the schools of `audit`; goes on with an unfinished run of the same audit.

    Raises StoreError when the store refuses and OSError when a report cannot be written; what was judged until then is
    saved.
    """
    run, kept, gone_on = _open_run(audit, store)
    progress = _Progress(RunCounts(schools=len(audit.schools)))
    state = RunState.FAILED
    try:
        with (
            FolderArchive(audit.commission.home.archive) as archive,
            Publisher(audit.places, audit.commission.judge, listed=audit.listed, remarks=audit.remarks) as publisher,
        ):
            _Line(audit, run.id, store, archive, publisher, watcher, progress, stop).run(kept)
            progress.office = publisher.office()
            if stop.wanted:
                raise _Interrupted
        state = RunState.FINISHED
    except _Interrupted:
        state = RunState.INTERRUPTED
    finally:
        store.finish_run(run.id, state, counts=progress.counts)
    assert progress.office is not None
    return Result(run.id, progress.office, progress.counts, state is RunState.INTERRUPTED, gone_on)


def _open_run(audit: Audit, store: Store) -> tuple[RunRecord, dict[str, str], bool]:
    """Begin a run or go on with an unfinished one; also return the visits (by code) that need not be paid again."""
    judge = audit.commission.judge
    run = store.go_on_run(
        school_list=audit.list_key,
        rubric=judge.rubric.id,
        rubric_version=judge.rubric.version,
        school_year=judge.school_year,
        out=str(audit.places.json),
        as_of=judge.as_of,
    )
    gone_on = run is not None
    source = run
    if run is None:
        if audit.only_failed:
            source = store.newest_run(school_list=audit.list_key, rubric=judge.rubric.id, school_year=judge.school_year)
        now = datetime.now(UTC)
        run = RunRecord(
            id=f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}",
            started_at=now,
            school_list=audit.list_key,
            rubric=judge.rubric.id,
            rubric_version=judge.rubric.version,
            school_year=judge.school_year,
            as_of=judge.as_of,
            out=str(audit.places.json),
        )
    kept: dict[str, str] = {}
    if source is not None:
        again = set(store.failed_schools(source.id)) if audit.only_failed else set()
        kept = {
            mark.school: mark.visit
            for mark in store.run_schools(source.id)
            if mark.visit and mark.state is SchoolState.JUDGED and mark.school not in again
        }
    store.start_run(run, [school.code for school in audit.schools])
    return run, kept, gone_on


class _Line:
    """The work of one run."""

    def __init__(
        self,
        audit: Audit,
        run: str,
        store: Store,
        archive: FolderArchive,
        publisher: Publisher,
        watcher: Watcher,
        progress: _Progress,
        stop: Stop,
    ) -> None:
        self._audit = audit
        self._run = run
        self._store = store
        self._archive = archive
        self._publisher = publisher
        self._watcher = watcher
        self._progress = progress
        self._stop = stop
        self._places = {school.code: (place, school) for place, school in enumerate(audit.schools)}

    def run(self, kept: dict[str, str]) -> None:
        """Take up the visits that are there, then pay the others."""
        self._watcher.begin(len(self._audit.schools))
        left = [school for school in self._audit.schools if self._stop.wanted or not self._take_up(school, kept)]
        order = self._audit.commission.order
        crawl = Crawl(
            make_batches(left, self._audit.batch),
            going_on(order, self._store, self._audit.deep) if self._audit.warm else order,
            stop=self._stop,
            log_file=self._audit.commission.home.log,
            silence=self._audit.commission.silence,
            at_once=self._audit.children,
            on_stop=self._watcher.stopping,
        )
        for event in crawl.events():
            self._hear(event)

    def _take_up(self, school: School, kept: dict[str, str]) -> bool:
        """Judge and report an earlier visit of this run; False when there is none that still fits the list."""
        visit_id = kept.get(school.code)
        if visit_id is None:
            return False
        try:
            visit = self._archive.load_visit(visit_id)
        except ArchiveError as error:
            log.warning("visit %s is paid again: %s", visit_id, error)
            return False
        if visit.subject != school:
            return False
        self._judge(visit, school)
        return True

    def _hear(self, event: Event) -> None:
        place = self._places.get(event.subject)
        if event.event == "started" and place is not None:
            self._store.mark_school(self._run, event.subject, SchoolState.VISITING)
            self._watcher.started(place[1])
        elif event.event == "failed" and place is not None:
            self._leave_out(place[1], _failure(event.note))
        elif event.event == "finished" and event.visit is not None:
            try:
                visit = self._archive.load_visit(event.visit)
            except ArchiveError as error:
                log.exception("visit %s was announced and cannot be read", event.visit)
                if place is not None:
                    self._leave_out(place[1], str(error))
                return
            self._store.save_visit(VisitEntry.of(visit, str(self._audit.commission.home.archive)))
            if place is not None and isinstance(visit.subject, School):
                self._judge(visit, place[1])

    def _judge(self, visit: Visit, school: School) -> None:
        try:
            verdict, portal = self._audit.commission.judge.judge(visit)
            row = self._publisher.publish(self._places[school.code][0], verdict, portal)
        except OSError:
            # A full disk or a folder taken away: no later school will fare better.
            raise
        except Exception as error:
            # One visit that cannot be judged or shown must not take the office's other schools with it.
            log.exception("visit %s cannot be judged", visit.id)
            self._leave_out(school, f"Chương trình gặp lỗi khi chấm trường này ({type(error).__name__}).")
            return
        self._store.save_verdict(verdict, self._run)
        if _was_cut(visit, self._stop.wanted):
            # Reported as far as it came; a later run pays the visit again.
            self._store.mark_school(
                self._run, school.code, SchoolState.PENDING, visit=visit.id, note="bị dừng giữa chừng"
            )
        doubtful = any(one.outcome in (Outcome.UNKNOWN, Outcome.ERROR) for one in verdict.findings)
        self._progress.add(judged=1, not_measured=int(doubtful), requests=visit.requests, bytes=visit.bytes)
        self._watcher.done(school, verdict, row, visit.requests)

    def _leave_out(self, school: School, message: str) -> None:
        self._publisher.leave_out(self._places[school.code][0], school, message)
        self._store.mark_school(self._run, school.code, SchoolState.FAILED, note=message)
        self._progress.add(failed=1)
        self._watcher.failed(school, message)


def _was_cut(visit: Visit, stopping: bool) -> bool:
    """Tell whether a visit may be poorer because of the wish to stop."""
    if stopping and not all(one.complete for one in visit.coverage):
        # The portal's own faults look alike here; to pay such a visit again costs little.
        return True
    return any(one.reason is Reason.INTERRUPTED for one in visit.coverage) or any(
        isinstance(fact, PageMissing) and fact.reason is Reason.INTERRUPTED for fact in visit.facts
    )


def _failure(note: str) -> str:
    # The crawler names an exception; users get a sentence, and the name in brackets for whoever helps them.
    if note.endswith("."):
        return note
    return f"Chương trình gặp lỗi khi xem cổng này ({note or 'không rõ nguyên nhân'})."


def with_selection(audit: Audit, codes: Sequence[str]) -> Audit:
    """Return the audit of only these schools; its reports and runs are its own."""
    chosen = tuple(school for school in audit.schools if school.code in set(codes))
    key = f"{audit.list_key} | {' '.join(sorted(set(codes)))}"
    return replace(audit, schools=chosen, listed=len(chosen), remarks=(), list_key=key)
