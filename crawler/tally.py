"""What one visit cost: every request and byte, robots.txt and redirects included."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Tally:
    """Travels in a request's meta, so that redirects and robots.txt of that request count as well.

    `spared` counts the requests that answers known from an earlier visit once cost: what a visit does with its budget
    must not hang on how much it remembers.
    """

    requests: int = 0
    spared: int = 0
    bytes: int = 0
    failures_in_a_row: int = 0

    @property
    def spent(self) -> int:
        """The requests that the visit would have cost without its memory."""
        return self.requests + self.spared


TALLY = "kiemcong_tally"
