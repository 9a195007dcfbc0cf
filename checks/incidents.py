"""Schools of one platform that fail together are one incident of the platform, not as many of the schools."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from records.history import Incident, NightMark

FEWEST = 3
"""So many schools must fail together before it can be the platform's affair."""
_SHARE = 0.5


def find_incidents(marks: Iterable[NightMark]) -> tuple[Incident, ...]:
    """The incidents of a night, from how each of its schools did: at least three of a platform, and half of those
    looked at, that could not be measured or fell on the same rule."""
    platforms: dict[str, list[NightMark]] = defaultdict(list)
    for mark in marks:
        platforms[mark.platform].append(mark)
    found: list[Incident] = []
    for platform, looked in sorted(platforms.items()):
        fewest = max(FEWEST, _SHARE * len(looked))
        silent = sum(mark.unmeasured for mark in looked)
        if silent >= fewest:
            found.append(Incident(platform=platform, affected=silent, looked=len(looked)))
            continue
        # A portal that could not be measured might have fallen as well: it is counted with the others.
        fell = Counter(rule for mark in looked for rule in mark.fallen)
        rules = tuple(
            sorted(rule for rule, schools in fell.items() if schools >= FEWEST and schools + silent >= fewest)
        )
        if rules:
            affected = sum(bool(set(mark.fallen) & set(rules)) or mark.unmeasured for mark in looked)
            found.append(Incident(platform=platform, affected=affected, looked=len(looked), rules=rules))
    return tuple(found)
