"""What one visit cost: every request and byte, robots.txt and redirects included."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Tally:
    """Travels in a request's meta, so that redirects and robots.txt of that request count as well."""

    requests: int = 0
    bytes: int = 0
    failures_in_a_row: int = 0


TALLY = "kiemcong_tally"
