"""Fetches all software of the tests into the cache: ``python -m tests.portals.live.fetch``.

Tests fetch what they need by themselves; done beforehand, it does not count as their time. Any Python will do that has
the project's version: nothing is imported but the standard library.
"""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor

from tests.portals.browser.fronts import FRONTS
from tests.portals.live.software import ALL, GHOST, PLONE, Software, why_not
from tests.reports.axe import AXE

AT_ONCE = 2
"""Each CMS has a folder and a lock of its own, and pip and npm may share their caches; more would only queue."""
SLOWEST = (GHOST, PLONE)


def main() -> int:
    """Fetch what is not there yet and print seconds each; 1 when something cannot be had."""
    others = [software for software in (*ALL, FRONTS, AXE) if software not in SLOWEST]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return 0 if all(list(pool.map(_fetch, [*SLOWEST, *others]))) else 1


def _fetch(software: Software) -> bool:
    began = time.monotonic()
    reason = why_not(software)
    print(f"{software.cms:15} {time.monotonic() - began:6.1f} s  {reason or 'there'}", flush=True)
    return reason is None


if __name__ == "__main__":
    sys.exit(main())
