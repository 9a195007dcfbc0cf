"""What other nights say of a result, in audit.json."""

from __future__ import annotations

from datetime import date

from records.base import Record
from records.findings import Gap, Nights, Outcome, Standing
from reports.audit_sums import AuditRange, Points, alike
from reports.typography import Plain


class AuditPending(Record):
    """A worse result that does not count yet, and the nights (by the day they began) that saw it."""

    outcome: Outcome
    points: Points | None
    range: AuditRange | None
    reason: Plain
    nights: tuple[date, ...]


class AuditStanding(Record):
    """How a result stands: since which night, and on which it was last measured (null: never).

    `provisional` is a worse result that waits to be seen again; `unmeasured_since` and `unmeasured_nights` tell of
    nights on which it could not be measured. `notes` say all that in Vietnamese.
    """

    since: date
    measured: date | None
    provisional: AuditPending | None
    unmeasured_since: date | None
    unmeasured_nights: int
    notes: tuple[Plain, ...]


class AuditNights(Record):
    """How many nights looked at the school, the last of them, and since when its portal was not reached, if so."""

    count: int
    last: date
    unreachable_since: date | None
    unreachable_nights: int
    notes: tuple[Plain, ...]


def _gap(gap: Gap | None) -> tuple[date | None, int]:
    return (gap.since, gap.nights) if gap is not None else (None, 0)


def audit_standing(standing: Standing | None) -> AuditStanding | None:
    """Return how a finding stands, None where no other night was heard."""
    if standing is None:
        return None
    since, nights = _gap(standing.gap)
    pending = standing.pending
    return AuditStanding(
        since=standing.since,
        measured=standing.measured,
        provisional=None
        if pending is None
        else AuditPending(
            outcome=pending.finding.outcome,
            points=pending.finding.points,
            range=alike(AuditRange, pending.finding.range) if pending.finding.range else None,
            reason=pending.finding.reason,
            nights=tuple(sorted({sight.night for sight in pending.seen})),
        ),
        unmeasured_since=since,
        unmeasured_nights=nights,
        notes=standing.notes,
    )


def audit_nights(nights: Nights | None) -> AuditNights | None:
    """Return what the nights say of a school, None where no other night was heard."""
    if nights is None:
        return None
    since, silent = _gap(nights.gap)
    return AuditNights(
        count=nights.count, last=nights.last, unreachable_since=since, unreachable_nights=silent, notes=nights.notes
    )
