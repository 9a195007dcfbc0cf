"""From a visit to the verdict that is shown: judged, held against the nights before, and seen beside its platform."""

from __future__ import annotations

from dataclasses import dataclass

from checks.incidents import find_incidents
from checks.settle import fallen, settle
from reading.nights import night_of
from reading.portal import PortalReading
from records.facts import Route, Visit
from records.findings import Verdict
from records.history import History, Incident, Look, NightMark
from records.school import School
from runner.batches import platform_of
from runner.judging import Judge
from runner.whose import whose
from store import Store


@dataclass(frozen=True)
class Shown:
    """A visit as it is to be shown. `reached`: the portal was read and is the school's; `fallen` are the rules that it
    saw worse than they stand; `known` tells whether another night had seen the school."""

    visit: Visit
    verdict: Verdict
    portal: PortalReading
    reached: bool
    fallen: tuple[str, ...]
    known: bool


class Settling:
    """Settles the visits of one run; knows how all its schools did."""

    def __init__(self, judge: Judge, store: Store, run: str) -> None:
        self._judge = judge
        self._store = store
        self._run = run
        self._marks: dict[str, NightMark] = {}
        self._incidents: dict[str, Incident] = {}

    def history(self, school: School, visits: tuple[str, ...] = ()) -> History:
        """The past of a school before this run."""
        judge = self._judge
        return self._store.load_history(
            school.code,
            rubric=judge.rubric.id,
            rubric_version=judge.rubric.version,
            school_year=judge.school_year,
            as_of=judge.as_of,
            run=self._run,
            visits=visits,
            whose=whose(school),
        )

    def look(self, visit: Visit, school: School) -> Shown:
        """Judge and settle a school's visit by the main route, and remember how the school did."""
        shown = self._shown(visit, self.history(school, (visit.id,)), None)
        self._marks[school.code] = NightMark(
            school=school.code,
            platform=platform_of(school.portal),
            unmeasured=not shown.reached,
            fallen=shown.fallen,
        )
        return shown

    def close(self) -> tuple[Incident, ...]:
        """All were seen: find what befell whole platforms."""
        found = find_incidents(self._marks.values())
        self._incidents = {one.platform: one for one in found}
        return found

    def incident(self, school: School) -> Incident | None:
        """What befell the school's platform tonight, once all were seen."""
        return self._incidents.get(platform_of(school.portal))

    def in_the_end(self, school: School, visit: Visit, second: Visit | None) -> Shown:
        """Settle a school's visits anew, with what befell its platform; the second one went by the other route."""
        ids = (visit.id,) if second is None else (visit.id, second.id)
        history, incident = self.history(school, ids), self.incident(school)
        first = self._shown(visit, history, incident)
        if second is None:
            return first
        again = self._shown(second, history.model_copy(update={"last": first.verdict}), incident)
        if again.reached or not first.reached:
            return again
        # The second visit saw nothing: the first is what can be shown.
        return first

    def _shown(self, visit: Visit, history: History, incident: Incident | None) -> Shown:
        raw, portal = self._judge.judge(visit)
        reached = portal.is_the_schools is True
        look = Look(night=night_of(visit.started_at), route=visit.route, reached=reached)
        verdict = settle(raw, history, self._judge.rubric, look, incident)
        return Shown(visit, verdict, portal, reached, fallen(verdict, look.night), history.last is not None)


def wants_second_look(shown: Shown, incident: Incident | None) -> bool:
    """Tell whether the other route may say more of a school: where it fell or was not reached, and not with its whole
    platform."""
    if not shown.known or shown.visit.route is Route.SECOND:
        return False
    if incident is None:
        return bool(shown.fallen) or not shown.reached
    return any(not incident.freezes(rule) for rule in shown.fallen)
