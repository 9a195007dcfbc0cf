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

COLD_REQUESTS = 60
"""Requests a school is taken to need when nothing was saved of it or any other."""
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


def make_plan(schools: Sequence[School], settings: Settings, known: Mapping[str, int]) -> Plan:
    """Estimate `schools`; `known` are the requests of saved visits by school code, their median stands for the rest."""
    usual = round(median(known.values())) if known else COLD_REQUESTS
    usual = min(usual, settings.budget.requests)
    costs = {school.code: min(known.get(school.code, usual), settings.budget.requests) for school in schools}
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
