"""The store itself: every method is one transaction that takes or gives records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from sqlalchemy import Text, cast, delete, or_, select, update
from sqlalchemy.orm import Session

from records.findings import Outcome, Verdict
from records.history import Sighting, SightKind
from store.entries import RunCounts, RunRecord, RunSchool, RunState, SchoolState, TextsSeen, VisitEntry
from store.nights import NightStore
from store.rows import (
    finding_row,
    load_verdicts,
    run_record,
    run_school,
    run_school_values,
    run_values,
    save_sightings,
    save_texts,
    sighting_values,
    upsert,
    verdict_values,
    visit_entry,
    visit_values,
)
from store.tables import FindingRow, RunRow, RunSchoolRow, VerdictRow, VisitRow

_NOT_THAT_NIGHT = '%"gap":{%'
"""What stands in a finding that an earlier night measured and that night did not."""
_NOT_MEASURED = (Outcome.UNKNOWN.value, Outcome.ERROR.value)


class Store(NightStore):
    """Remembers runs, visits and verdicts. Made by `open_store`; may be used from several threads.

    Saving is by id and may be repeated: the same record again changes nothing, a newer one replaces the older. Every
    method raises StoreError (Vietnamese) when the database refuses.
    """

    def start_run(self, run: RunRecord, schools: Sequence[str]) -> RunRecord:
        """Save a run with its schools, all pending, in the list's order; schools it already has keep their state."""
        with self._writing() as session:
            upsert(session, RunRow, run_values(run))
            for position, school in enumerate(schools):
                values = run_school_values(RunSchool(run=run.id, school=school), position)
                upsert(session, RunSchoolRow, values, keep=("state", "visit", "verdict", "note", "second_visit"))
        return run

    def go_on_run(
        self,
        *,
        school_list: str,
        rubric: str,
        rubric_version: str,
        school_year: str,
        out: str,
        as_of: date | None = None,
        since: datetime | None = None,
    ) -> RunRecord | None:
        """Return the newest unfinished run of exactly this audit, running again, or None when there is none.

        A run whose process died still says running, so that one is gone on with, too; the caller sees to it that no
        two processes write to one `out`. Schools left in mid-visit are pending again. Unfinished runs begun before
        `since` are closed as partial instead: they are of another night.
        """
        with self._writing() as session:
            rows = session.scalars(
                select(RunRow)
                .where(
                    RunRow.state.in_([RunState.RUNNING.value, RunState.INTERRUPTED.value]),
                    RunRow.school_list == school_list,
                    RunRow.rubric == rubric,
                    RunRow.rubric_version == rubric_version,
                    RunRow.school_year == school_year,
                    RunRow.out == out,
                    RunRow.as_of.is_(None) if as_of is None else RunRow.as_of == as_of,
                )
                .order_by(RunRow.started_at.desc(), RunRow.id.desc())
            ).all()
            fresh = [row for row in rows if since is None or row.started_at >= since]
            for row in rows:
                if row not in fresh:
                    row.state = RunState.PARTIAL.value
                    row.finished_at = row.finished_at or datetime.now(UTC)
            if not fresh:
                return None
            row = fresh[0]
            row.state = RunState.RUNNING.value
            row.finished_at = None
            session.execute(
                update(RunSchoolRow)
                .where(RunSchoolRow.run == row.id, RunSchoolRow.state == SchoolState.VISITING.value)
                .values(state=SchoolState.PENDING.value)
            )
            return run_record(row)

    def newest_run(
        self, *, school_list: str, rubric: str | None = None, school_year: str | None = None, out: str | None = None
    ) -> RunRecord | None:
        """Return the newest run over `school_list` (into `out`), finished or not, or None."""
        query = select(RunRow).where(RunRow.school_list == school_list)
        if out is not None:
            query = query.where(RunRow.out == out)
        if rubric is not None:
            query = query.where(RunRow.rubric == rubric)
        if school_year is not None:
            query = query.where(RunRow.school_year == school_year)
        with self._reading() as session:
            row = session.scalars(query.order_by(RunRow.started_at.desc(), RunRow.id.desc()).limit(1)).first()
            return None if row is None else run_record(row)

    def load_run(self, run: str) -> RunRecord | None:
        """Return a run by its id, or None."""
        with self._reading() as session:
            row = session.get(RunRow, run)
            return None if row is None else run_record(row)

    def list_runs(self, limit: int = 20) -> tuple[RunRecord, ...]:
        """Return the newest runs, newest first."""
        query = select(RunRow).order_by(RunRow.started_at.desc(), RunRow.id.desc()).limit(limit)
        with self._reading() as session:
            return tuple(run_record(row) for row in session.scalars(query))

    def finish_run(
        self,
        run: str,
        state: RunState = RunState.FINISHED,
        *,
        counts: RunCounts | None = None,
        finished_at: datetime | None = None,
    ) -> RunRecord:
        """Close a run (finished, interrupted or failed) and return it. `finished_at` is now when it is not given."""
        with self._writing() as session:
            row = self._run_row(session, run)
            row.state = state.value
            row.finished_at = finished_at or datetime.now(UTC)
            if counts is not None:
                row.counts = counts.model_dump(mode="json")
            return run_record(row)

    def mark_school(
        self,
        run: str,
        school: str,
        state: SchoolState,
        *,
        visit: str | None = None,
        verdict: str | None = None,
        note: str = "",
    ) -> RunSchool:
        """Note how far a school of a run is. A visit or verdict that is not given stays as it was."""
        with self._writing() as session:
            self._run_row(session, run)
            return _mark(
                session, RunSchool(run=run, school=school, state=state, visit=visit, verdict=verdict, note=note)
            )

    def visited(self, entry: VisitEntry, run: str, *, second: bool = False) -> None:
        """List a visit of a run's school, which waits for the end of the night to be judged; one transaction."""
        with self._writing() as session:
            self._run_row(session, run)
            upsert(session, VisitRow, visit_values(entry))
            visits = {"second_visit": entry.id} if second else {"visit": entry.id}
            _mark(session, RunSchool(run=run, school=entry.subject, state=SchoolState.VISITED, **visits))

    def run_schools(self, run: str) -> tuple[RunSchool, ...]:
        """Return the schools of a run, in the list's order."""
        query = select(RunSchoolRow).where(RunSchoolRow.run == run).order_by(RunSchoolRow.position, RunSchoolRow.school)
        with self._reading() as session:
            return tuple(run_school(row) for row in session.scalars(query))

    def failed_schools(self, run: str) -> tuple[str, ...]:
        """Return the codes of a run's schools that were not judged, or with something unknown or an error, or with
        something that stands only because an earlier night measured it."""
        query = select(RunSchoolRow).where(RunSchoolRow.run == run).order_by(RunSchoolRow.position, RunSchoolRow.school)
        doubtful = (
            select(FindingRow.verdict)
            .join(RunSchoolRow, RunSchoolRow.verdict == FindingRow.verdict)
            .where(
                RunSchoolRow.run == run,
                or_(FindingRow.outcome.in_(_NOT_MEASURED), cast(FindingRow.payload, Text).like(_NOT_THAT_NIGHT)),
            )
        )
        with self._reading() as session:
            verdicts = set(session.scalars(doubtful))
            return tuple(
                row.school
                for row in session.scalars(query)
                if row.state != SchoolState.JUDGED.value or row.verdict in verdicts
            )

    def save_visit(self, entry: VisitEntry) -> None:
        """List a visit; the same id again replaces it."""
        with self._writing() as session:
            upsert(session, VisitRow, visit_values(entry))

    def load_visit_entry(self, visit: str) -> VisitEntry | None:
        """Return where a visit is archived, by its id, or None."""
        with self._reading() as session:
            row = session.get(VisitRow, visit)
            return None if row is None else visit_entry(row)

    def newest_visit(self, subject: str, *, whose: str | None = None) -> VisitEntry | None:
        """Return the newest visit of a school (by code; `whose` tells those of one code apart) or authority (by id), or
        None."""
        query = select(VisitRow).where(VisitRow.subject == subject)
        if whose is not None:
            query = query.where(VisitRow.may_be_of(whose))
        query = query.order_by(VisitRow.started_at.desc(), VisitRow.id.desc()).limit(1)
        with self._reading() as session:
            row = session.scalars(query).first()
            return None if row is None else visit_entry(row)

    def save_verdict(
        self,
        verdict: Verdict,
        run: str | None = None,
        *,
        visits: Sequence[VisitEntry] = (),
        seen: Sequence[tuple[SightKind, Sighting]] = (),
        texts: TextsSeen | None = None,
        state: SchoolState = SchoolState.JUDGED,
        note: str = "",
    ) -> None:
        """Save a verdict with its findings, the `visits` it came of (the main one first) and what they saw; in a run,
        also mark its school (`state`, `note`). All in one transaction.

        A verdict already saved keeps the moment and the run it was first saved in.
        """
        with self._writing() as session:
            for entry in visits:
                upsert(session, VisitRow, visit_values(entry))
            save_sightings(session, [sighting_values(verdict.school, *one) for one in seen])
            if texts is not None:
                save_texts(session, texts)
            if run is not None:
                self._run_row(session, run)
            upsert(session, VerdictRow, verdict_values(verdict, run), keep=("created", "run"))
            session.execute(delete(FindingRow).where(FindingRow.verdict == verdict.id))
            session.add_all(
                finding_row(verdict.id, position, finding) for position, finding in enumerate(verdict.findings)
            )
            if run is not None:
                session.flush()
                _mark(
                    session,
                    RunSchool(
                        run=run,
                        school=verdict.school,
                        state=state,
                        visit=visits[0].id if visits else verdict.visit,
                        verdict=verdict.id,
                        note=note,
                        second_visit=visits[1].id if len(visits) > 1 else None,
                    ),
                )

    def load_verdict(self, verdict: str) -> Verdict | None:
        """Return a verdict by its id, or None."""
        with self._reading() as session:
            row = session.get(VerdictRow, verdict)
            return None if row is None else load_verdicts(session, [row])[0]

    def list_verdicts(self, run: str) -> Iterator[Verdict]:
        """Yield the verdict of each judged school of a run, in the list's order, a hundred in memory at a time."""
        query = (
            select(RunSchoolRow.verdict)
            .where(RunSchoolRow.run == run, RunSchoolRow.verdict.is_not(None))
            .order_by(RunSchoolRow.position, RunSchoolRow.school)
        )
        with self._reading() as session:
            ids = session.scalars(query).all()
        # No transaction stays open while the caller works: a reader that dawdles would keep SQLite's WAL growing.
        for start in range(0, len(ids), 100):
            chunk = ids[start : start + 100]
            with self._reading() as session:
                rows = {row.id: row for row in session.scalars(select(VerdictRow).where(VerdictRow.id.in_(chunk)))}
                verdicts = load_verdicts(session, [rows[key] for key in chunk if key in rows])
            yield from verdicts

    def newest_verdict(
        self, school: str, *, rubric: str | None = None, school_year: str | None = None
    ) -> Verdict | None:
        """Return the verdict on a school that was saved last, or None."""
        query = select(VerdictRow).where(VerdictRow.school == school)
        if rubric is not None:
            query = query.where(VerdictRow.rubric == rubric)
        if school_year is not None:
            query = query.where(VerdictRow.school_year == school_year)
        with self._reading() as session:
            row = session.scalars(query.order_by(VerdictRow.created.desc(), VerdictRow.id.desc()).limit(1)).first()
            return None if row is None else load_verdicts(session, [row])[0]

    def judged_schools(self, *, rubric: str | None = None, school_year: str | None = None) -> tuple[str, ...]:
        """Return the codes of all schools that have a verdict, in order."""
        query = select(VerdictRow.school).distinct().order_by(VerdictRow.school)
        if rubric is not None:
            query = query.where(VerdictRow.rubric == rubric)
        if school_year is not None:
            query = query.where(VerdictRow.school_year == school_year)
        with self._reading() as session:
            return tuple(session.scalars(query))


def _mark(session: Session, mark: RunSchool) -> RunSchool:
    row = session.get(RunSchoolRow, (mark.run, mark.school))
    if row is None:
        # A school that was not on the list (a list may have grown since) stands after it.
        upsert(session, RunSchoolRow, run_school_values(mark, 1_000_000))
        return mark
    row.state = mark.state.value
    row.visit = mark.visit or row.visit
    row.verdict = mark.verdict or row.verdict
    row.second_visit = mark.second_visit or row.second_visit
    row.note = mark.note
    return run_school(row)
