"""What the store hands out besides visits and verdicts: runs, their schools, and where visits are archived."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Self

from records.base import Quote, Record
from records.facts import Aspect, Coverage, Route, Visit
from records.history import PostText
from records.school import School


class RunState(StrEnum):
    """How far a run is."""

    RUNNING = "running"
    FINISHED = "finished"
    INTERRUPTED = "interrupted"
    PARTIAL = "partial"
    FAILED = "failed"


class SchoolState(StrEnum):
    """How far one school of a run is."""

    PENDING = "pending"
    VISITING = "visiting"
    VISITED = "visited"
    JUDGED = "judged"
    FAILED = "failed"


class SubjectKind(StrEnum):
    """Whom a visit was paid to."""

    SCHOOL = "school"
    AUTHORITY = "authority"


class RunCounts(Record):
    """What a run came to: schools of its list, judged, judged with something not measured, failed, reported as an
    earlier night left them; wire totals."""

    schools: int = 0
    judged: int = 0
    not_measured: int = 0
    failed: int = 0
    carried: int = 0
    requests: int = 0
    bytes: int = 0


class RunRecord(Record):
    """One audit of one list. `school_list` and `out` are texts that the runner compares when it goes on a run."""

    id: str
    started_at: datetime
    finished_at: datetime | None = None
    state: RunState = RunState.RUNNING
    school_list: str
    rubric: str
    rubric_version: str
    school_year: str
    as_of: date | None = None
    out: str
    counts: RunCounts = RunCounts()


class RunSchool(Record):
    """One school of a run: how far it is, the visit and the verdict it came to, and why it failed if it did."""

    run: str
    school: str
    state: SchoolState = SchoolState.PENDING
    visit: str | None = None
    verdict: str | None = None
    note: Quote = ""
    second_visit: str | None = None


class VisitEntry(Record):
    """A visit as the store lists it; its facts lie in the archive named by `archive`.

    `subject` is a school's code or an authority's id. `measured`: its home page was read; `deep`: nothing was carried
    forward from an earlier visit; both are None for visits saved before anybody asked. `whose` tells schools apart that
    a list, or two, gave the same code.
    """

    id: str
    subject: str
    subject_kind: SubjectKind
    started_at: datetime
    finished_at: datetime
    adapter: str
    crawler_version: str
    archive: str
    requests: int = 0
    bytes: int = 0
    coverage: tuple[Coverage, ...] = ()
    route: Route = Route.MAIN
    measured: bool | None = None
    deep: bool | None = None
    whose: str | None = None

    @classmethod
    def of(cls, visit: Visit, archive: str, whose: str | None = None) -> Self:
        """Return the entry for `visit`, whose facts lie in `archive` (a path or key)."""
        is_school = isinstance(visit.subject, School)
        return cls(
            id=visit.id,
            subject=visit.subject.code if isinstance(visit.subject, School) else visit.subject.id,
            subject_kind=SubjectKind.SCHOOL if is_school else SubjectKind.AUTHORITY,
            started_at=visit.started_at,
            finished_at=visit.finished_at,
            adapter=visit.adapter,
            crawler_version=visit.crawler_version,
            archive=archive,
            requests=visit.requests,
            bytes=visit.bytes,
            coverage=visit.coverage,
            route=visit.route,
            measured=visit.covered(Aspect.HOME).complete,
            deep=all(fact.carried_from is None for fact in visit.facts),
            whose=whose,
        )


class Citations(Record):
    """What kept verdicts rest on: ids of visits, SHA-256 of pages."""

    visits: frozenset[str] = frozenset()
    pages: frozenset[str] = frozenset()


class TextsSeen(Record):
    """The words of the posts that `night` saw on a portal (`reading.copies.portal_key`)."""

    portal: str
    night: date
    texts: tuple[PostText, ...]
