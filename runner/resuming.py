"""Where a run stands: the visits that are there already and need not be paid again."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC

from crawler.archive import ArchiveError, FolderArchive
from records.facts import PageMissing, Reason, Route, Visit
from records.school import School
from store import RunRecord, SchoolState, Store

log = logging.getLogger(__name__)
_PAID = (SchoolState.JUDGED, SchoolState.VISITED)


@dataclass(frozen=True)
class Kept:
    """The visits of a school by their ids: the main one, and the one by the other route."""

    visit: str | None = None
    second: str | None = None


def kept_visits(store: Store, run: RunRecord, but_not: Collection[str] = ()) -> dict[str, Kept]:
    """The visits that the store knows of a run, by school code, without the schools in `but_not`."""
    return {
        mark.school: Kept(mark.visit, mark.second_visit)
        for mark in store.run_schools(run.id)
        if mark.visit and mark.state in _PAID and mark.school not in but_not
    }


def with_unheard(
    kept: Mapping[str, Kept], archive: FolderArchive, store: Store, run: RunRecord, schools: Mapping[str, School]
) -> dict[str, Kept]:
    """`kept`, and the visits that were saved whole in the archive while nobody was left to hear of it."""
    found = dict(kept)
    for archived in archive.visits(run.started_at.astimezone(UTC).date()):
        known = found.get(archived.subject, Kept())
        if archived.subject not in schools or archived.visit in (known.visit, known.second):
            continue
        if store.load_visit_entry(archived.visit) is not None:
            continue
        try:
            visit = archive.load_visit(archived.visit)
        except ArchiveError as error:
            log.warning("a visit that nobody heard of cannot be read: %s", error)
            continue
        if visit.started_at < run.started_at or visit.subject != schools[archived.subject] or was_interrupted(visit):
            continue
        if visit.route is Route.SECOND and known.second is None:
            found[archived.subject] = Kept(known.visit, visit.id)
        elif visit.route is Route.MAIN and known.visit is None:
            found[archived.subject] = Kept(visit.id, known.second)
    return found


def was_interrupted(visit: Visit) -> bool:
    """Tell whether a visit says that it was broken off."""
    return any(one.reason is Reason.INTERRUPTED for one in visit.coverage) or any(
        isinstance(fact, PageMissing) and fact.reason is Reason.INTERRUPTED for fact in visit.facts
    )


def was_cut(visit: Visit, stopping: bool) -> bool:
    """Tell whether a visit may be poorer because of the wish to stop."""
    if stopping and not all(one.complete for one in visit.coverage):
        # The portal's own faults look alike here; to pay such a visit again costs little.
        return True
    return was_interrupted(visit)
