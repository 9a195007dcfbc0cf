"""What is kept and how long; run after every night."""

from __future__ import annotations

from datetime import datetime

from runner.home import Home
from runner.screen import Screen


def keep_house(home: Home, screen: Screen, now: datetime) -> None:
    """Throw away what nobody needs any more."""
