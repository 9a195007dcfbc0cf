"""What a list will take at the pace that was promised to the portals: the same batches as an audit, no request sent."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from urllib.parse import urlsplit

from records.school import School
from records.settings import PolitenessSettings, Settings
from runner.batches import BATCH, CHILDREN, Batch, make_batches, platform_of

DEEP_NIGHTS = 14
COLD_REQUESTS = 60
"""Requests a school is taken to need when nothing was saved of it or any other."""
WARM_REQUESTS = 8
"""Requests a school is taken to need when most of it is carried forward from an earlier visit."""
PARENT_REQUESTS = 40
"""Requests a portal above the schools is taken to need, once a batch."""


@dataclass(frozen=True)
class PlatformPlan:
    """One registrable domain: its schools, the requests they will take, and the least time for these, in seconds."""

    platform: str
    schools: int
    requests: int
    seconds: float


@dataclass(frozen=True)
class Plan:
    """A whole list. `measured` tells how many schools' requests come from saved visits rather than from a guess."""

    platforms: tuple[PlatformPlan, ...]
    batches: int
    requests: int
    seconds: float
    per_school: int
    measured: int


@dataclass(frozen=True)
class NightPlans:
    """A list on three kinds of nights: all schools visited with nothing carried forward, all with most of it, and the
    usual night, on which one school in `deep_nights` has its turn."""

    cold: Plan
    warm: Plan
    mixed: Plan
    deep_nights: int


def make_night_plans(
    schools: Sequence[School],
    settings: Settings,
    cold: Mapping[str, int],
    warm: Mapping[str, int],
    deep_nights: int = DEEP_NIGHTS,
) -> NightPlans:
    """Estimate `schools`; `cold` and `warm` are the requests of saved visits of either kind, by school code."""
    of_cold = _costs(schools, settings, cold, COLD_REQUESTS)
    of_warm = _costs(schools, settings, warm, WARM_REQUESTS)
    mixed = {code: round((of_cold[code] + (deep_nights - 1) * of_warm[code]) / deep_nights) for code in of_cold}
    return NightPlans(
        make_plan(schools, settings, cold),
        make_plan(schools, settings, warm, WARM_REQUESTS),
        make_plan(schools, settings, mixed),
        deep_nights,
    )


def make_plan(
    schools: Sequence[School], settings: Settings, known: Mapping[str, int], guess: int = COLD_REQUESTS
) -> Plan:
    """Estimate `schools`; `known` are the requests of saved visits by school code, their median stands for the rest,
    `guess` where there are none."""
    usual = _usual(settings, known, guess)
    costs = _costs(schools, settings, known, guess)
    batches = make_batches(schools, BATCH)
    pace = settings.politeness
    times = [_batch_seconds(batch, costs, pace, settings.budget.seconds) for batch in batches]
    counted = Counter(platform_of(school.portal) for school in schools)
    spent: Counter[str] = Counter()
    longest: dict[str, Counter[str]] = {}
    for school in schools:
        platform = platform_of(school.portal)
        spent[platform] += costs[school.code]
        longest.setdefault(platform, Counter())[urlsplit(school.portal).netloc] += costs[school.code]
    platforms = tuple(
        PlatformPlan(
            platform,
            counted[platform],
            spent[platform],
            max(spent[platform] * pace.platform_delay, max(longest[platform].values()) * pace.host_delay),
        )
        for platform in sorted(counted, key=lambda name: (-spent[name], name))
    )
    parents = sum(len({url for school in batch.schools for url in school.parents}) for batch in batches)
    return Plan(
        platforms=platforms,
        batches=len(batches),
        requests=sum(costs.values()) + parents * PARENT_REQUESTS,
        seconds=_finished(batches, times, CHILDREN),
        per_school=usual,
        measured=sum(school.code in known for school in schools),
    )


def _usual(settings: Settings, known: Mapping[str, int], guess: int) -> int:
    return min(round(median(known.values())) if known else guess, settings.budget.requests)


def _costs(schools: Sequence[School], settings: Settings, known: Mapping[str, int], guess: int) -> dict[str, int]:
    usual = _usual(settings, known, guess)
    return {school.code: min(known.get(school.code, usual), settings.budget.requests) for school in schools}


def _batch_seconds(batch: Batch, costs: Mapping[str, int], pace: PolitenessSettings, longest: float) -> float:
    """Parents first, then the schools side by side, as far as hosts, platforms and the process allow."""
    parents = {url for school in batch.schools for url in school.parents}
    first = PARENT_REQUESTS * pace.host_delay if parents else 0.0
    hosts: Counter[str] = Counter()
    platforms: Counter[str] = Counter()
    for school in batch.schools:
        hosts[urlsplit(school.portal).netloc] += costs[school.code]
        platforms[platform_of(school.portal)] += costs[school.code]
    at_once = min(pace.schools_at_once, len(batch.schools))
    side_by_side = sum(min(costs[school.code] * pace.host_delay, longest) for school in batch.schools) / at_once
    return first + max(
        side_by_side,
        max(platforms.values()) * pace.platform_delay,
        max(hosts.values()) * pace.host_delay,
    )


def _finished(batches: Sequence[Batch], times: Sequence[float], at_once: int) -> float:
    """When the last batch ends if at most `at_once` run together and none beside another on its platforms."""
    waiting = dict(enumerate(zip(batches, times, strict=True)))
    running: list[tuple[float, int]] = []
    now = 0.0
    while waiting or running:
        for number, (batch, seconds) in list(waiting.items()):
            if len(running) >= at_once:
                break
            if not any(batch.platforms & batches[other].platforms for _, other in running):
                heapq.heappush(running, (now + seconds, number))
                del waiting[number]
        now, _ = heapq.heappop(running)
    return now
