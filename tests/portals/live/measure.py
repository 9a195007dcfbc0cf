"""One live portal visited and held against its truth: ``python -m tests.portals.live.measure mkdocs-home 2 good``."""

from __future__ import annotations

import sys
from typing import cast

from tests.portals.accuracy import RULES, Case, score, why_many
from tests.portals.live.roster import LIVE, MORE
from tests.portals.live.school import Kind
from tests.portals.visiting import SCHOOL_YEAR, as_school, audit


def main(name: str, seed: str, kind: str) -> int:
    """Print posts, verdicts beside the right ones, what is not complete, faults; 1 when there is a fault."""
    with (LIVE | MORE)[name].start(int(seed), cast(Kind, kind)) as portal:
        truth = portal.truth
        school = as_school(truth.school_code, truth.name, truth.level, truth.base_url.rstrip("/") + "/", None)
        audited = audit([school])[school.code]
        result = score(Case(school=school, truth=truth), audited)
    print(f"{truth.name}: {audited.visit.requests} requests, {why_many(audited)}")
    print(f"truth: {truth.sure(SCHOOL_YEAR)} posts of {SCHOOL_YEAR}; {dict(result.posts)}")
    for rule in RULES:
        right = truth.expected[SCHOOL_YEAR].get(rule)
        said = audited.outcome(rule)
        mark = "" if right is None or said in right else f"   <- {' or '.join(sorted(right))} is right"
        print(f"  {rule} {said} ({audited.result(rule)}){mark}")
    for coverage in audited.visit.coverage:
        if not coverage.complete:
            print(f"  not complete: {coverage}")
    for fault in result.faults:
        print("  !", fault)
    return 1 if result.faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
