"""The receipt of a visit: when it was, what it asked of the portal, how far it came. Pure."""

from __future__ import annotations

from datetime import datetime

from records.base import Record
from records.facts import Aspect, Coverage, PageMissing, Reason, Role, Visit
from reports.criteria import Link, link_to
from reports.typography import Plain
from reports.wording import ASPECT_LABELS, REASON_SENTENCES


class MissingPage(Record):
    """A page that could not be seen."""

    link: Link
    role: Role
    sentence: Plain
    status: int | None


class CoverageShown(Record):
    """One aspect of the visit's receipt."""

    label: Plain
    complete: bool
    sentence: Plain


class Receipt(Record):
    """What the visit cost and how far it came. `seconds` is wall time, `bytes` what came over the wire.

    `home_problem` says why the home page could not be seen, `closed_by_robots` counts pages that robots.txt kept us
    from, `carried` facts that an earlier visit had seen and that were not asked for again.
    """

    visit: Plain
    started_at: datetime
    requests: int
    bytes: int
    seconds: float
    adapter: Plain
    crawler_version: Plain
    coverage: tuple[CoverageShown, ...]
    missing: tuple[MissingPage, ...]
    home_problem: Plain
    closed_by_robots: int
    carried: int


def reason_sentence(reason: Reason | None) -> str:
    """The Vietnamese sentence of `reason`; nothing for None."""
    return REASON_SENTENCES[reason] if reason else ""


def _sentence(coverage: Coverage) -> str:
    return reason_sentence(coverage.reason) or "Chưa đọc hết."


def build_receipt(visit: Visit) -> Receipt:
    """Return the receipt of a visit."""
    covered = [visit.covered(aspect) for aspect in Aspect]
    return Receipt(
        visit=visit.id,
        started_at=visit.started_at,
        requests=visit.requests,
        bytes=visit.bytes,
        seconds=(visit.finished_at - visit.started_at).total_seconds(),
        adapter=visit.adapter,
        crawler_version=visit.crawler_version,
        coverage=tuple(
            CoverageShown(
                label=ASPECT_LABELS[one.aspect],
                complete=one.complete,
                sentence="Đã đọc hết." if one.complete else _sentence(one),
            )
            for one in covered
        ),
        missing=tuple(
            MissingPage(
                link=link_to(fact.url), role=fact.role, sentence=REASON_SENTENCES[fact.reason], status=fact.status
            )
            for fact in visit.facts
            if isinstance(fact, PageMissing)
        ),
        home_problem="" if visit.covered(Aspect.HOME).complete else _sentence(visit.covered(Aspect.HOME)),
        closed_by_robots=sum(isinstance(fact, PageMissing) and fact.reason is Reason.ROBOTS for fact in visit.facts),
        carried=sum(fact.carried_from is not None for fact in visit.facts),
    )
