"""What is shown of a school once other nights are heard: a fault is never a drop, and a drop is not believed at once.

A result worse than the one that stands is provisional until it was seen on two nights and by two routes; until then
the old one stands, marked with its age. What could not be measured leaves everything as it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from checks.human import human_totals
from checks.scoring import ZERO, sums_of
from records.facts import Route
from records.findings import OUTCOME_LABELS, Finding, Gap, Nights, Outcome, Pending, Sight, Standing, Verdict
from records.history import History, Incident, Look
from records.rubric import Rubric

NIGHTS = 2
"""On so many nights, and by as many routes, a worse result must have been seen."""
THAW = 7
"""After so many nights a fall of a whole platform is believed all the same."""
SILENT_NIGHTS = 3
"""From so many nights on a portal that was not reached is called out of reach."""
_NOT_MEASURED = (Outcome.UNKNOWN, Outcome.ERROR)
_SIGHTS = 16
"""So many looks at a worse result are remembered."""
_ASIDE = (Outcome.SELF, Outcome.NOT_APPLICABLE)
_RANKS = {Outcome.PASS: Decimal(1), Outcome.PARTIAL: Decimal("0.5"), Outcome.FAIL: ZERO}


def settle(raw: Verdict, history: History, rubric: Rubric, look: Look, incident: Incident | None = None) -> Verdict:
    """Return the verdict to be shown for `raw`, which came of `look`. Pure.

    `history.last` is the verdict shown before, of another night or of the same night's other route; None accepts `raw`
    as it is. `incident` is what befell the school's platform on that night.
    """
    last = history.last
    known = {one.rule: one for one in last.findings} if last is not None else {}
    findings = tuple(_settled(one, known.get(one.rule), look, incident) for one in raw.findings)
    return raw.model_copy(
        update={
            "id": raw.id if last is None else _identity(raw, last, look, incident),
            "findings": findings,
            **sums_of(rubric, findings),
            "human": human_totals(rubric, findings),
            "nights": _nights(last, look, incident),
        }
    )


def fallen(settled: Verdict, night: date) -> tuple[str, ...]:
    """The rules for which `night` saw a worse result than the one that stands."""
    return tuple(
        one.rule
        for one in settled.findings
        if one.standing is not None
        and one.standing.pending is not None
        and any(sight.night == night for sight in one.standing.pending.seen)
    )


def not_looked_at(last: Verdict, why: str) -> Verdict:
    """The verdict shown last, once more, because a night did not come to the school; `why` says so, in Vietnamese."""
    nights = last.nights
    if nights is None:
        return last
    note = f"{why} Kết quả dưới đây là của lần xem đêm {nights.last:%d/%m/%Y}."
    return last.model_copy(update={"nights": nights.model_copy(update={"notes": (*_silence(nights.gap), note)})})


def _identity(raw: Verdict, last: Verdict, look: Look, incident: Incident | None) -> str:
    told = [raw.id, last.id, look.model_dump_json(), incident.model_dump_json() if incident is not None else ""]
    return hashlib.sha256("|".join(told).encode()).hexdigest()


def _settled(raw: Finding, known: Finding | None, look: Look, incident: Incident | None) -> Finding:
    if raw.outcome in _ASIDE:
        return raw
    standing = known.standing if known is not None else None
    if known is None or standing is None or known.outcome in _ASIDE or known.outcome in _NOT_MEASURED:
        if raw.outcome not in _NOT_MEASURED:
            return _with(raw, Standing(since=look.night, measured=look.night))
        # Never measured yet: there is nothing that could stand.
        gap = _longer(standing.gap if standing is not None else None, look.night)
        return _with(raw, Standing(since=gap.since, measured=None, gap=gap))
    if raw.outcome in _NOT_MEASURED:
        return _unmeasured(raw, known, standing, look, incident)
    now, before = _worth(raw), _worth(known)
    assert now is not None
    assert before is not None
    if now >= before:
        return _with(raw, Standing(since=standing.since if now == before else look.night, measured=look.night))
    return _worse(raw, known, standing, look, incident)


def _worth(finding: Finding) -> tuple[Decimal, Decimal] | None:
    """The least and the most a finding is worth, to compare two of a rule; None for what was not measured."""
    if finding.points is not None:
        return finding.points, finding.points
    if finding.outcome.is_judged:
        return _RANKS[finding.outcome], _RANKS[finding.outcome]
    if finding.outcome in (Outcome.REVIEW, Outcome.NOT_DUE):
        most = finding.max_points if finding.max_points is not None else Decimal(1)
        return (finding.range.low, finding.range.high) if finding.range is not None else (ZERO, most)
    return None


def _unmeasured(raw: Finding, known: Finding, standing: Standing, look: Look, incident: Incident | None) -> Finding:
    """A fault: what stands goes on standing, and so does a doubt about it."""
    seen = standing.pending.seen if standing.pending is not None else ()
    if standing.measured == look.night or any(sight.night == look.night for sight in seen):
        # The same night's other route did measure it.
        return known
    notes = [f"Đêm {look.night:%d/%m/%Y} không đo được. {raw.reason} {_stands(standing)}".replace("  ", " ")]
    gap = _longer(standing.gap, look.night)
    if incident is not None and incident.freezes(raw.rule):
        notes.append(_of_platform(incident))
    if standing.pending is not None:
        notes.append(_pending_note(standing.pending))
    return _kept(known, raw, standing.model_copy(update={"gap": gap}), notes)


def _worse(raw: Finding, known: Finding, standing: Standing, look: Look, incident: Incident | None) -> Finding:
    """A drop: provisional until it was seen on a second night and by a second route."""
    frozen = incident is not None and incident.freezes(raw.rule)
    sight = Sight(night=look.night, route=look.route, frozen=frozen)
    pending = _with_sight(standing.pending, raw, sight)
    if _is_believed(pending.seen):
        found = pending.finding
        note = f"Thấp hơn trước ({_told(known)}): đã thấy lại ở đêm khác và bằng cách xem khác."
        believed = _with(found, Standing(since=look.night, measured=look.night, notes=(note,)))
        if _worth(raw) == _worth(found):
            return _with(raw, believed.standing)
        # Tonight it is worse still, which nobody has seen twice.
        assert believed.standing is not None
        return _worse(raw, believed, believed.standing, look, incident)
    notes = [_pending_note(pending), _stands(standing)]
    if frozen and incident is not None:
        notes.append(_of_platform(incident))
    return _kept(known, raw, standing.model_copy(update={"pending": pending, "gap": None}), notes)


def _with_sight(pending: Pending | None, raw: Finding, sight: Sight) -> Pending:
    """The doubt with one more look, which replaces an earlier one of the same night and route. The best of the results
    seen is kept: no more than that was seen each time."""
    bare = raw.model_copy(update={"standing": None})
    if pending is None:
        return Pending(finding=bare, seen=(sight,))
    others = tuple(one for one in pending.seen if (one.night, one.route) != (sight.night, sight.route))
    now, before = _worth(raw), _worth(pending.finding)
    best = bare if now is not None and before is not None and now >= before else pending.finding
    return Pending(finding=best, seen=(*others, sight)[-_SIGHTS:])


def _is_believed(seen: Iterable[Sight]) -> bool:
    looks = tuple(seen)
    free = [sight for sight in looks if not sight.frozen]
    nights, routes = {sight.night for sight in free}, {sight.route for sight in free}
    if len(nights) >= NIGHTS and len(routes) >= len(Route):
        return True
    return len({sight.night for sight in looks}) >= THAW and len({sight.route for sight in looks}) >= len(Route)


def _longer(gap: Gap | None, night: date) -> Gap:
    if gap is None:
        return Gap(since=night, last=night)
    return gap if gap.last == night else Gap(since=gap.since, last=night, nights=gap.nights + 1)


def _kept(known: Finding, raw: Finding, standing: Standing, notes: Iterable[str]) -> Finding:
    """The finding that stands; what people laid down about the rule is of today."""
    told = standing.model_copy(update={"notes": tuple(note for note in notes if note)})
    human = raw.human
    if human is not None and known.human is not None and human.remarks == known.human.remarks:
        human = human if human.outcome not in _NOT_MEASURED else known.human
    return known.model_copy(update={"standing": told, "human": human})


def _with(finding: Finding, standing: Standing | None) -> Finding:
    return finding.model_copy(update={"standing": standing})


def _nights(last: Verdict | None, look: Look, incident: Incident | None) -> Nights:
    before = last.nights if last is not None else None
    gap = before.gap if before is not None else None
    again = before is not None and before.last == look.night
    if look.reached:
        gap = None
    elif not (again and gap is None):
        # Where the same night's other route reached the portal, it was reached.
        gap = _longer(gap, look.night)
    notes = [*_silence(gap), *([_of_platform(incident)] if incident is not None else [])]
    count = 1 if before is None else before.count + (not again)
    return Nights(count=count, last=look.night, gap=gap, notes=tuple(notes))


def _silence(gap: Gap | None) -> tuple[str, ...]:
    if gap is None or gap.nights < SILENT_NIGHTS:
        return ()
    return (f"Không truy cập được từ {gap.since:%d/%m/%Y} ({gap.nights} đêm); trường không bị trừ điểm vì lý do này.",)


def _stands(standing: Standing) -> str:
    return f"Giữ kết quả đo đêm {standing.measured:%d/%m/%Y}." if standing.measured is not None else ""


def _pending_note(pending: Pending) -> str:
    nights = sorted({sight.night for sight in pending.seen})
    told = ", ".join(f"{night:%d/%m/%Y}" for night in nights[-_SIGHTS:])
    found = pending.finding
    return (
        f"Tạm thời, chưa tính: đêm {told} thấy kết quả thấp hơn ({_told(found)}). {found.reason} Chỉ tính khi thấy lại "
        "ở một đêm khác và bằng một cách xem khác."
    )


def _told(finding: Finding) -> str:
    label = OUTCOME_LABELS[finding.outcome]
    return label if finding.points is None else f"{label}, {_number(finding.points)} điểm"


def _number(points: Decimal) -> str:
    return f"{points.normalize():f}".replace(".", ",")


def _of_platform(incident: Incident) -> str:
    what = "cùng giảm kết quả" if incident.rules else "cùng không đo được"
    return (
        f"Đêm ấy {incident.affected}/{incident.looked} trường trên {incident.platform} {what}: coi là một sự cố của "
        "nền tảng, không tính cho trường."
    )
