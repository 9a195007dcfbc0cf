"""What the store remembers over the nights: when things were seen, what was shown last, when whom was looked at."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import Text, cast, delete, func, select, true, update

from records.findings import Verdict
from records.history import History, Sighting, SightKind, TextSeen
from records.schedule import Schedule
from store.entries import Citations, SchoolState, VisitEntry
from store.rows import load_verdicts, sighting_record, upsert, visit_entry
from store.sessions import Sessions
from store.tables import FindingRow, PostTextRow, RunRow, RunSchoolRow, ScheduleRow, SightingRow, VerdictRow, VisitRow

_AT_ONCE = 500
_LONGEST_GAP = timedelta(minutes=15)
"""Longer than a visit may take: in a run at work some school is finished within it."""
_SHA256 = re.compile(r"\b[0-9a-f]{64}\b")


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
        whose: str | None = None,
    ) -> History:
        """Return the past of a school under one rubric and school year.

        Verdicts of `run` and on `visits` are not the past: a run that is gone on with settles as it did at first. Nor
        are those on visits that looked at another school than `whose`, when that is given: codes are used again.
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
        if whose is not None:
            query = query.outerjoin(VisitRow, VisitRow.id == VerdictRow.visit)
            query = query.where(VisitRow.may_be_of(whose))
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

    def shared_texts(self, fewest: int, before: date | None = None) -> dict[str, tuple[TextSeen, ...]]:
        """Return where posts have the same words, by mark: those that stand on `fewest` portals or more.

        With `before`, only what earlier nights saw.
        """
        table = PostTextRow
        earlier = true() if before is None else table.seen < before
        marks = select(table.mark).where(earlier).group_by(table.mark).having(func.count() >= fewest)
        query = select(table).where(earlier, table.mark.in_(marks)).order_by(table.mark, table.portal)
        found: dict[str, list[TextSeen]] = {}
        with self._reading() as session:
            for row in session.scalars(query):
                found.setdefault(row.mark, []).append(TextSeen(portal=row.portal, published=row.published))
        return {mark: tuple(seen) for mark, seen in found.items()}

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

    def newest_entries(self, limit: int) -> tuple[VisitEntry, ...]:
        """Return the newest visits of all subjects, newest first."""
        query = select(VisitRow).order_by(VisitRow.started_at.desc(), VisitRow.id.desc()).limit(limit)
        with self._reading() as session:
            return tuple(visit_entry(row) for row in session.scalars(query))

    def progress(self, run: str) -> Counter[SchoolState]:
        """Return how many schools of a run are in which state."""
        query = select(RunSchoolRow.state, func.count()).where(RunSchoolRow.run == run).group_by(RunSchoolRow.state)
        with self._reading() as session:
            return Counter({SchoolState(state): number for state, number in session.execute(query)})

    def at_work(self, run: str, now: datetime) -> float:
        """Return the seconds that a run was at work until `now`: hours in which nothing was finished, for the machine
        was off, are none."""
        query = (
            select(VisitRow.finished_at)
            .join(RunSchoolRow, RunSchoolRow.visit == VisitRow.id)
            .where(RunSchoolRow.run == run)
            .order_by(VisitRow.finished_at)
        )
        with self._reading() as session:
            moments = [self._run_row(session, run).started_at, *session.scalars(query), now]
        gaps = (later - earlier for earlier, later in itertools.pairwise(moments))
        return sum((min(max(gap, timedelta()), _LONGEST_GAP) for gap in gaps), timedelta()).total_seconds()

    def measured_any(self, run: str) -> bool:
        """Tell whether a run has measured a school at all (its home page was read)."""
        query = (
            select(VisitRow.id)
            .join(RunSchoolRow, (RunSchoolRow.visit == VisitRow.id) | (RunSchoolRow.second_visit == VisitRow.id))
            .where(RunSchoolRow.run == run, VisitRow.measured.is_not(False))
            .limit(1)
        )
        with self._reading() as session:
            return session.scalars(query).first() is not None

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

    def prune(self, *, verdicts_before: datetime, visits_before: datetime, runs_before: datetime) -> Citations:
        """Forget verdicts, visits and runs from before these moments, and return what the rest still cites.

        Of each school, rubric and school year the newest verdict stays, and so does every one with an as-of date: those
        are what an office refers to. Visits of verdicts that stay are not forgotten.
        """
        with self._writing() as session:
            newest: dict[tuple[str, ...], str] = {}
            kept: set[str] = set()
            query = select(
                VerdictRow.id,
                VerdictRow.school,
                VerdictRow.rubric,
                VerdictRow.rubric_version,
                VerdictRow.school_year,
                VerdictRow.as_of,
                VerdictRow.created,
            )
            for row in session.execute(query.order_by(VerdictRow.created, VerdictRow.id)):
                newest[row.school, row.rubric, row.rubric_version, row.school_year] = row.id
                if row.as_of is not None or row.created >= verdicts_before:
                    kept.add(row.id)
            kept |= set(newest.values())
            gone = [one for one in session.scalars(select(VerdictRow.id)) if one not in kept]
            for some in _chunks(gone):
                session.execute(delete(FindingRow).where(FindingRow.verdict.in_(some)))
                session.execute(update(RunSchoolRow).where(RunSchoolRow.verdict.in_(some)).values(verdict=None))
                session.execute(delete(VerdictRow).where(VerdictRow.id.in_(some)))
            visits = set(session.scalars(select(VerdictRow.visit)))
            old = select(VisitRow.id).where(VisitRow.started_at < visits_before)
            for some in _chunks([one for one in session.scalars(old) if one not in visits]):
                session.execute(delete(VisitRow).where(VisitRow.id.in_(some)))
            session.execute(
                delete(RunSchoolRow).where(
                    RunSchoolRow.run.in_(select(RunRow.id).where(RunRow.started_at < visits_before))
                )
            )
            session.execute(delete(RunRow).where(RunRow.started_at < runs_before))
        return Citations(visits=frozenset(visits), pages=frozenset(self._cited_pages()))

    def _cited_pages(self) -> set[str]:
        found: set[str] = set()
        with self._reading() as session:
            # As text: to build the records of every finding would take minutes.
            rows = session.scalars(select(cast(FindingRow.payload, Text)).execution_options(yield_per=1000))
            for payload in rows:
                found.update(_SHA256.findall(payload))
        return found


def _chunks(ids: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
