"""How a list is cut into batches, one crawler process each, and which of them may run at the same time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.politeness import registrable_domain
from records.school import School

BATCH = 25
CHILDREN = 2


@dataclass(frozen=True)
class Batch:
    """Schools for one process. Two batches that share a platform never run at once: each process keeps its own
    clock, so side by side they would ask a host twice as often as was promised."""

    schools: tuple[School, ...]
    platforms: frozenset[str]


def platform_of(url: str) -> str:
    """The registrable domain of an address, e.g. ``hcm.edu.vn``."""
    return registrable_domain((urlsplit(url).hostname or "").lower())


def make_batch(schools: Sequence[School]) -> Batch:
    """One batch of these schools, with every platform they and their parents stand on."""
    urls = [url for school in schools for url in (school.portal, *school.parents)]
    return Batch(schools=tuple(schools), platforms=frozenset(platform_of(url) for url in urls))


def make_batches(schools: Sequence[School], size: int = BATCH) -> tuple[Batch, ...]:
    """Cut `schools` into batches of at most `size`, those with the same parents together, in the list's order."""
    groups: dict[tuple[str, ...], list[School]] = {}
    for school in schools:
        groups.setdefault(school.parents, []).append(school)
    return tuple(
        make_batch(group[start : start + size]) for group in groups.values() for start in range(0, len(group), size)
    )
