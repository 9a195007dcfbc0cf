"""What is kept and how long; looked after once a week, after a night.

Nightly visits are kept for thirty days, verdicts for seven and the newest for ever; what a kept verdict cites is kept
as long as it is.
"""

from __future__ import annotations

import contextlib
import logging
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from crawler.archive import ArchiveError, FolderArchive
from crawler.pruning import REPEATED_DAYS, prune_pages, prune_visits
from records.facts import Visit
from runner.home import Home
from runner.lock import locked
from runner.planning import DEEP_NIGHTS
from runner.screen import Screen
from store import Store, open_store

log = logging.getLogger(__name__)

VERDICT_DAYS, VISIT_DAYS, RUN_DAYS, LOG_DAYS = 7, 30, 400, 30
EVERY_DAYS = 7
_MARK = "don-dep.txt"


@dataclass(frozen=True)
class Kept:
    """What a cleaning threw away."""

    visits: int
    pages: int
    bytes: int


def keep_house(home: Home, screen: Screen, now: datetime, *, short_of_room: bool = False) -> None:
    """Clean up if that was not done for a week, or today where the disk is `short_of_room`. Raises StoreError."""
    mark = home.path / _MARK
    try:
        last = date.fromisoformat(mark.read_text(encoding="utf-8").strip())
    except (OSError, ValueError):
        last = date.min
    if (now.date() - last).days < (1 if short_of_room else EVERY_DAYS):
        return
    with open_store(home.database) as store:
        kept = clean(home, store, now)
    with contextlib.suppress(OSError):
        mark.write_text(f"{now.date().isoformat()}\n", encoding="utf-8")
    if kept.visits or kept.pages:
        screen.say(f"Đã dọn kho lưu: {kept.visits} lượt xem, {kept.pages} trang cũ.")


def clean(home: Home, store: Store, now: datetime) -> Kept:
    """Throw away what nobody needs any more."""
    with locked(home.path / "don-dep"):
        cited = store.prune(
            verdicts_before=now - timedelta(days=VERDICT_DAYS),
            visits_before=now - timedelta(days=VISIT_DAYS),
            runs_before=now - timedelta(days=RUN_DAYS),
        )
        today = now.astimezone(UTC).date()
        visits = prune_visits(home.archive, today - timedelta(days=VISIT_DAYS), cited.visits)
        pages = cited.pages | _pages_of(home, cited.visits, today - timedelta(days=VISIT_DAYS))
        # What a visit carried forward was seen up to two turns of deep visits before.
        carried = 2 * max((one.deep_nights for one in store.schedules()), default=DEEP_NIGHTS)
        parts = prune_pages(home.archive, today - timedelta(days=VISIT_DAYS + REPEATED_DAYS + carried), pages)
    _drop_old_logs(home, now)
    log.info("cleaned: %s, %s", visits, parts)
    return Kept(visits.visits, parts.pages, visits.bytes + parts.bytes)


def _pages_of(home: Home, visits: frozenset[str], before: date) -> set[str]:
    """The pages that kept visits from before a day rest on."""
    archive, found = FolderArchive(home.archive), set[str]()
    for visit_id in visits:
        if visit_id[:8] >= f"{before:%Y%m%d}":
            continue
        try:
            found.update(_hashes(archive.load_visit(visit_id)))
        except ArchiveError as error:
            log.warning("a visit that a verdict rests on cannot be read: %s", error)
    return found


def _hashes(visit: Visit) -> set[str]:
    return {fact.evidence.sha256 for fact in visit.facts if fact.evidence.sha256}


def _drop_old_logs(home: Home, now: datetime) -> None:
    oldest = (now - timedelta(days=LOG_DAYS)).timestamp()
    for path in home.log.parent.glob("*.log"):
        if path != home.log and path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
