"""The work of one run: visits are taken up or paid, judged, settled, looked at again, and reported."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from checks.settle import not_looked_at
from crawler.archive import ArchiveError, FolderArchive
from crawler.logs import about
from crawler.order import BatchOrder, Event
from reading.copies import portal_key, texts_of
from reading.nights import night_of, sightings_of
from records.facts import Route, Visit
from records.findings import Outcome
from records.history import Incident
from records.school import School
from reports.office import OfficeReport
from runner.bases import going_on
from runner.batches import make_batches
from runner.children import Crawl
from runner.commission import Audit, Watcher
from runner.disk import check_disk
from runner.publishing import Publisher
from runner.resuming import Kept, was_cut
from runner.settling import Settling, Shown, wants_second_look
from runner.stopping import Stop
from runner.whose import whose
from store import RunCounts, SchoolState, Store, StoreError, TextsSeen, VisitEntry

log = logging.getLogger(__name__)

CUT = "Lần xem bị dừng giữa chừng."
OUT_OF_TIME = "Hết giờ trước khi tới lượt trường này."
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass
class Progress:
    """What is known while the audit runs."""

    counts: RunCounts = field(default_factory=RunCounts)
    office: OfficeReport | None = None

    def add(self, **more: int) -> None:
        self.counts = self.counts.model_copy(
            update={name: getattr(self.counts, name) + value for name, value in more.items()}
        )


class Line:
    """The work of one run."""

    def __init__(
        self,
        audit: Audit,
        run: str,
        store: Store,
        archive: FolderArchive,
        publisher: Publisher,
        watcher: Watcher,
        progress: Progress,
        stop: Stop,
        room: Path,
    ) -> None:
        """What is needed in passing lies in `room`."""
        self._audit = audit
        self._run = run
        self._store = store
        self._archive = archive
        self._publisher = publisher
        self._watcher = watcher
        self._progress = progress
        self._stop = stop
        self._room = room
        # What files say is known to all processes of the run, and gone with it.
        self._reads = room / "reads"
        self._settling = Settling(audit.commission.judge, store, run)
        self._places = {school.code: (place, school) for place, school in enumerate(audit.schools)}
        self._waiting: dict[str, Kept] = {}
        """Schools whose visits say less than what stands: shown at the end, when their platforms are known."""
        self._told: set[str] = set()

    def run(self, kept: dict[str, Kept]) -> None:
        """Take up the visits that are there, pay the others, and look again at schools that did worse than before."""
        self._reads.mkdir(exist_ok=True)
        self._watcher.begin(len(self._audit.schools))
        left = [school for school in self._audit.schools if self._stop.wanted or not self._take_up(school, kept)]
        self._crawl(self._longest_unmeasured_first(left), Route.MAIN)
        for incident in self._settling.close():
            self._publisher.remark(incident_sentence(incident))
        self._crawl([school for school in self._audit.schools if self._wants_second(school)], Route.SECOND)
        for _, school in sorted(self._places.values(), key=lambda one: one[0]):
            if school.code in self._waiting:
                self._show_in_the_end(school)
        if self._stop.out_of_time:
            for school in self._audit.schools:
                if school.code not in self._told:
                    self._carry(school, OUT_OF_TIME)

    def _longest_unmeasured_first(self, schools: list[School]) -> list[School]:
        """Whoever was measured longest ago, or never, is visited first; else in the list's order."""
        measured = self._store.last_measured([school.code for school in schools])
        return sorted(schools, key=lambda school: measured.get(school.code, _NEVER))

    def _crawl(self, schools: list[School], route: Route) -> None:
        if not schools:
            return
        commission = self._audit.commission

        def order(some: Sequence[School]) -> BatchOrder:
            return commission.order(some, route, self._run).model_copy(update={"reads": self._reads})

        # The second look is one of its own: it knows nothing of the first.
        warm = self._audit.warm and route is Route.MAIN
        crawl = Crawl(
            make_batches(schools, self._audit.batch),
            going_on(order, self._store, self._audit.deep) if warm else order,
            stop=self._stop,
            log_file=commission.home.log,
            silence=commission.silence,
            at_once=self._audit.children,
            on_stop=self._watcher.stopping,
            program=self._audit.program,
            room=self._room,
        )
        for event in crawl.events():
            self._hear(event, route)

    def _take_up(self, school: School, kept: dict[str, Kept]) -> bool:
        """Judge and report the earlier visits of this run; False when there is none that still fits the list."""
        known = kept.get(school.code)
        if known is None or known.visit is None:
            return False
        try:
            visit = self._archive.load_visit(known.visit)
        except ArchiveError as error:
            log.warning("visit %s is paid again: %s", known.visit, error)
            return False
        if visit.subject != school:
            return False
        self._judge(visit, school, known.second)
        return True

    def _hear(self, event: Event, route: Route) -> None:
        check_disk(self._audit.commission.home.path)
        place = self._places.get(event.subject)
        if event.event == "started" and place is not None and route is Route.MAIN:
            self._store.mark_school(self._run, event.subject, SchoolState.VISITING)
            self._watcher.started(place[1])
        elif event.event == "failed" and place is not None and route is Route.MAIN:
            self._leave_out(place[1], _failure(event.note))
        elif event.event == "finished" and event.visit is not None:
            try:
                visit = self._archive.load_visit(event.visit)
            except ArchiveError as error:
                log.exception("visit %s was announced and cannot be read", event.visit)
                if place is not None and route is Route.MAIN:
                    self._leave_out(place[1], str(error))
                return
            if place is None or not isinstance(visit.subject, School):
                self._store.save_visit(self._entry(visit))
            elif route is Route.MAIN:
                self._judge(visit, place[1])
            elif not was_cut(visit, self._stop.wanted):
                self._store.visited(self._entry(visit), self._run, second=True)
                self._waiting[event.subject] = Kept(self._waiting[event.subject].visit, visit.id)

    def _judge(self, visit: Visit, school: School, second: str | None = None) -> None:
        """Judge a visit by the main route; it is shown at once unless the end of the night has more to say."""
        with about(school=school.code, visit=visit.id):
            self._judged(visit, school, second)

    def _judged(self, visit: Visit, school: School, second: str | None) -> None:
        cut = was_cut(visit, self._stop.wanted)
        if cut and self._carry(school, CUT):
            # A later run pays the visit again.
            self._store.save_visit(self._entry(visit))
            self._store.mark_school(self._run, school.code, SchoolState.PENDING, visit=visit.id, note=CUT)
            return
        try:
            shown = self._settling.look(visit, school)
        except StoreError:
            raise
        except Exception as error:
            log.exception("visit %s cannot be judged", visit.id)
            self._cannot_judge(visit, school, error)
            return
        if second is not None or (shown.known and (shown.fallen or not shown.reached)):
            self._store.visited(self._entry(visit), self._run)
            self._waiting[school.code] = Kept(visit.id, second)
            return
        self._show(shown, school, (visit,), cut=cut)

    def _wants_second(self, school: School) -> bool:
        kept = self._waiting.get(school.code)
        if kept is None or kept.second is not None or kept.visit is None or self._stop.wanted:
            return False
        shown = self._settling.in_the_end(school, self._archive.load_visit(kept.visit), None)
        return wants_second_look(shown, self._settling.incident(school))

    def _show_in_the_end(self, school: School) -> None:
        kept = self._waiting[school.code]
        assert kept.visit is not None
        visit = self._archive.load_visit(kept.visit)
        second = self._archive.load_visit(kept.second) if kept.second is not None else None
        try:
            shown = self._settling.in_the_end(school, visit, second)
        except StoreError:
            raise
        except Exception as error:
            log.exception("visit %s cannot be judged", visit.id)
            self._cannot_judge(visit, school, error)
            return
        self._show(shown, school, (visit,) if second is None else (visit, second))

    def _show(self, shown: Shown, school: School, visits: tuple[Visit, ...], *, cut: bool = False) -> None:
        verdict = shown.verdict
        try:
            row = self._publisher.publish(self._places[school.code][0], verdict, shown.portal)
        except OSError:
            # A full disk or a folder taken away: no later school will fare better.
            raise
        except Exception as error:
            log.exception("visit %s cannot be shown", shown.visit.id)
            self._cannot_judge(shown.visit, school, error)
            return
        # A visit that was cut is reported as far as it came; a later run pays it again.
        self._store.save_verdict(
            verdict,
            self._run,
            visits=[self._entry(visit) for visit in visits],
            seen=[one for visit in visits for one in sightings_of(visit)],
            texts=TextsSeen(
                portal=portal_key(school), night=night_of(visits[0].started_at), texts=texts_of(shown.portal)
            ),
            state=SchoolState.PENDING if cut else SchoolState.JUDGED,
            note=CUT if cut else "",
        )
        self._told.add(school.code)
        log.info(
            "judged by %s: %s of %s points, %d rules fell",
            " and ".join(visit.id for visit in visits),
            verdict.points,
            verdict.judged_max,
            len(shown.fallen),
        )
        doubtful = any(
            one.outcome in (Outcome.UNKNOWN, Outcome.ERROR)
            or (one.standing is not None and one.standing.gap is not None)
            for one in verdict.findings
        )
        requests = sum(visit.requests for visit in visits)
        self._progress.add(
            judged=1, not_measured=int(doubtful), requests=requests, bytes=sum(visit.bytes for visit in visits)
        )
        self._watcher.done(school, verdict, row, requests)

    def _cannot_judge(self, visit: Visit, school: School, error: Exception) -> None:
        """One visit that cannot be judged or shown must not take the office's other schools with it."""
        self._store.save_visit(self._entry(visit))
        self._leave_out(school, f"Chương trình gặp lỗi khi chấm trường này ({type(error).__name__}).")

    def _carry(self, school: School, why: str) -> bool:
        """Report a school as an earlier night left it, and why; False when no night did."""
        last = self._settling.history(school).last
        if last is None:
            return False
        try:
            visit = self._archive.load_visit(last.visit)
            _, portal = self._audit.commission.judge.judge(visit)
        except ArchiveError as error:
            log.warning("the result of %s cannot be shown again: %s", school.code, error)
            return False
        except Exception:
            log.exception("the result of %s cannot be shown again", school.code)
            return False
        verdict = not_looked_at(last, why)
        row = self._publisher.publish(self._places[school.code][0], verdict, portal)
        self._told.add(school.code)
        self._progress.add(carried=1)
        self._watcher.done(school, verdict, row, 0)
        return True

    def _leave_out(self, school: School, message: str) -> None:
        if not self._carry(school, message):
            self._publisher.leave_out(self._places[school.code][0], school, message)
            self._told.add(school.code)
            self._watcher.failed(school, message)
        self._store.mark_school(self._run, school.code, SchoolState.FAILED, note=message)
        self._progress.add(failed=1)

    def _entry(self, visit: Visit) -> VisitEntry:
        return VisitEntry.of(visit, str(self._audit.commission.home.archive), whose(visit.subject))


def incident_sentence(incident: Incident) -> str:
    """What the office is told of schools that failed together."""
    what = f"cùng giảm kết quả ở tiêu chí {', '.join(incident.rules)}" if incident.rules else "cùng không đo được"
    return (
        f"{incident.affected}/{incident.looked} trường trên {incident.platform} {what}: coi là một sự cố của nền tảng, "
        "các tiêu chí ấy giữ nguyên kết quả trước."
    )


def _failure(note: str) -> str:
    # The crawler names an exception; users get a sentence, and the name in brackets for whoever helps them.
    if note.endswith("."):
        return note
    return f"Chương trình gặp lỗi khi xem cổng này ({note or 'không rõ nguyên nhân'})."
