"""What the store remembers over the nights: when things were seen, what was shown last, when whom was looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import func, select

from records.findings import Verdict
from records.history import History, Sighting, SightKind
from records.schedule import Schedule
from store.entries import SchoolState, VisitEntry
from store.rows import load_verdicts, sighting_record, upsert, visit_entry
from store.sessions import Sessions
from store.tables import RunSchoolRow, ScheduleRow, SightingRow, VerdictRow, VisitRow

_AT_ONCE = 500


class NightStore(Sessions):
    """The part of the store that knows one night from another."""

    def load_history(
        self,
        school: str,
        *,
        rubric: str,
        rubric_version: str,
        school_year: str,
        as_of: date | None = None,
        run: str | None = None,
        visits: Iterable[str] = (),
    ) -> History:
        """Return the past of a school under one rubric and school year.

        Verdicts of `run` and on `visits` are not the past: a run that is gone on with settles as it did at first.
        """
        query = select(VerdictRow).where(
            VerdictRow.school == school,
            VerdictRow.rubric == rubric,
            VerdictRow.rubric_version == rubric_version,
            VerdictRow.school_year == school_year,
            VerdictRow.as_of.is_(None) if as_of is None else VerdictRow.as_of == as_of,
            VerdictRow.visit.not_in(list(visits)),
        )
        if run is not None:
            query = query.where(VerdictRow.run.is_(None) | (VerdictRow.run != run))
        with self._reading() as session:
            row = session.scalars(query.order_by(VerdictRow.created.desc(), VerdictRow.id.desc()).limit(1)).first()
            last: Verdict | None = None if row is None else load_verdicts(session, [row])[0]
        return History(school=school, last=last)

    def sightings(self, school: str, kind: SightKind) -> tuple[Sighting, ...]:
        """Return when the posts, sections or documents of a school were first and last seen, newest first."""
        query = (
            select(SightingRow)
            .where(SightingRow.school == school, SightingRow.kind == kind.value)
            .order_by(SightingRow.first_seen.desc(), SightingRow.key)
        )
        with self._reading() as session:
            return tuple(sighting_record(row) for row in session.scalars(query))

    def last_measured(self, subjects: Iterable[str]) -> Mapping[str, datetime]:
        """Return when each school was last measured (its home page was read); those never measured are left out."""
        return self._newest(subjects, deep=False)

    def last_deep(self, subjects: Iterable[str]) -> Mapping[str, datetime]:
        """Return when each school was last measured by a visit that carried nothing forward."""
        return self._newest(subjects, deep=True)

    def _newest(self, subjects: Iterable[str], *, deep: bool) -> dict[str, datetime]:
        codes, found = list(subjects), dict[str, datetime]()
        for start in range(0, len(codes), _AT_ONCE):
            query = select(VisitRow.subject, func.max(VisitRow.started_at)).where(
                VisitRow.subject.in_(codes[start : start + _AT_ONCE]), VisitRow.measured.is_(True)
            )
            if deep:
                query = query.where(VisitRow.deep.is_(True))
            with self._reading() as session:
                found.update((subject, at) for subject, at in session.execute(query.group_by(VisitRow.subject)))
        return found

    def newest_visits(self, subjects: Iterable[str], *, deep: bool | None = None) -> dict[str, VisitEntry]:
        """Return the newest measured visit of each school; `deep` asks for visits that carried nothing, or something,
        forward."""
        codes, found = list(subjects), dict[str, VisitEntry]()
        for start in range(0, len(codes), _AT_ONCE):
            query = select(VisitRow).where(
                VisitRow.subject.in_(codes[start : start + _AT_ONCE]), VisitRow.measured.is_(True)
            )
            if deep is not None:
                query = query.where(VisitRow.deep.is_(deep))
            with self._reading() as session:
                for row in session.scalars(query.order_by(VisitRow.started_at)):
                    found[row.subject] = visit_entry(row)
        return found

    def progress(self, run: str) -> Counter[SchoolState]:
        """Return how many schools of a run are in which state."""
        query = select(RunSchoolRow.state, func.count()).where(RunSchoolRow.run == run).group_by(RunSchoolRow.state)
        with self._reading() as session:
            return Counter({SchoolState(state): number for state, number in session.execute(query)})

    def save_schedule(self, schedule: Schedule) -> None:
        """Save a schedule; the same id again replaces it."""
        with self._writing() as session:
            upsert(session, ScheduleRow, {"id": schedule.id, "payload": schedule.model_dump(mode="json")})

    def remove_schedule(self, schedule: str) -> bool:
        """Forget a schedule; False when there is none of that id."""
        with self._writing() as session:
            row = session.get(ScheduleRow, schedule)
            if row is not None:
                session.delete(row)
            return row is not None

    def schedules(self) -> tuple[Schedule, ...]:
        """Return all schedules, by id."""
        with self._reading() as session:
            rows = session.scalars(select(ScheduleRow).order_by(ScheduleRow.id))
            return tuple(Schedule.model_validate(row.payload) for row in rows)
