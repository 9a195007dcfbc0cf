"""``python -m tests.runner.shifted SECONDS ORDER``: the crawler, whose clock is so many seconds ahead."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta

import time_machine

from crawler import process


def main() -> int:
    """Carry out the order at another time."""
    moment = datetime.now(UTC) + timedelta(seconds=float(sys.argv.pop(1)))
    with time_machine.travel(moment, tick=True):
        return process.main()


if __name__ == "__main__":
    sys.exit(main())
