"""The main line: list → batches → visits → verdicts → store and reports. One bad school never stops the others."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from crawler.archive import FolderArchive
from crawler.logs import about
from reading.copies import FEWEST_OTHERS
from reading.nights import night_of
from reports.office import OfficeReport
from runner.commission import Audit, Watcher
from runner.errors import RunError
from runner.line import Line, Progress
from runner.publishing import Publisher
from runner.resuming import Kept, kept_visits, with_unheard
from runner.stopping import Stop
from runner.workroom import workroom
from store import RunCounts, RunRecord, RunState, Store, StoreError

log = logging.getLogger(__name__)


@dataclass
class Result:
    """What an audit came to. `gone_on` tells that it continued an earlier run."""

    run: str
    office: OfficeReport
    counts: RunCounts
    state: RunState
    gone_on: bool


class _Interrupted(Exception):
    """Leaves the publisher's block, so that audit.json says it is not complete."""


def run_audit(audit: Audit, store: Store, watcher: Watcher, stop: Stop) -> Result:
    """Visit, judge, save and report the schools of `audit`; goes on with an unfinished run of the same audit.

    Raises StoreError when the store refuses and OSError when a report cannot be written; what was judged until then is
    saved.
    """
    run, kept, gone_on = _open_run(audit, store)
    with about(run=run.id):
        return _carry_out(audit, store, watcher, stop, run, kept, gone_on)


def _carry_out(
    audit: Audit, store: Store, watcher: Watcher, stop: Stop, run: RunRecord, kept: dict[str, Kept], gone_on: bool
) -> Result:
    # What stood before tonight: who is visited later in the night must not be judged by more than who came first.
    known = store.shared_texts(FEWEST_OTHERS, before=night_of(run.started_at))
    judge = replace(audit.commission.judge, texts=known)
    audit = replace(audit, commission=replace(audit.commission, judge=judge))
    log.info("begins with %d schools, %d visited before%s", len(audit.schools), len(kept), ", goes on" * gone_on)
    progress = Progress(RunCounts(schools=len(audit.schools)))
    state = RunState.FAILED
    try:
        with (
            workroom(audit.commission.home.workrooms) as room,
            FolderArchive(audit.commission.home.archive) as archive,
            Publisher(
                audit.places, audit.commission.judge, listed=audit.listed, remarks=audit.remarks, room=room
            ) as publisher,
        ):
            if gone_on:
                kept = with_unheard(kept, archive, store, run, {school.code: school for school in audit.schools})
            Line(audit, run.id, store, archive, publisher, watcher, progress, stop, room).run(kept)
            progress.office = publisher.office()
            if stop.wanted:
                raise _Interrupted
        state = RunState.FINISHED
    except _Interrupted:
        state = RunState.INTERRUPTED if stop.wishes else RunState.PARTIAL
    except (OSError, StoreError, RunError):
        # A full disk, a database that is locked or gone: none of it is the run's own end.
        state = RunState.INTERRUPTED
        raise
    finally:
        log.info("ends as %s: %s", state.value, progress.counts.model_dump_json())
        _close(store, run.id, state, progress.counts)
    assert progress.office is not None
    return Result(run.id, progress.office, progress.counts, state, gone_on)


def _close(store: Store, run: str, state: RunState, counts: RunCounts) -> None:
    try:
        store.finish_run(run, state, counts=counts)
    except StoreError:
        if state is not RunState.INTERRUPTED:
            raise
        # It stays as it is, running, and is gone on with all the same.
        log.exception("run %s cannot be closed", run)


def _open_run(audit: Audit, store: Store) -> tuple[RunRecord, dict[str, Kept], bool]:
    """Begin a run or go on with an unfinished one; also return the visits (by code) that need not be paid again."""
    judge = audit.commission.judge
    run = store.go_on_run(
        school_list=audit.list_key,
        rubric=judge.rubric.id,
        rubric_version=judge.rubric.version,
        school_year=judge.school_year,
        out=str(audit.places.json),
        as_of=judge.as_of,
        since=audit.since,
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
    kept: dict[str, Kept] = {}
    if source is not None:
        kept = kept_visits(store, source, set(store.failed_schools(source.id)) if audit.only_failed else ())
    store.start_run(run, [school.code for school in audit.schools])
    return run, kept, gone_on
