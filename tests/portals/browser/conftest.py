"""What the tests of these portals say at the end: the seed, and what building and starting took."""

from __future__ import annotations

import pytest

from tests.portals.wordpress.seed import VARIABLE, run_seed

STARTED = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def started(request: pytest.FixtureRequest) -> list[str]:
    """Lines about portals that were started, printed at the end."""
    return request.config.stash.setdefault(STARTED, [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the seed, so that a run can be repeated, and the seconds."""
    terminalreporter.write_line(f"Portals for browsers: {VARIABLE}={run_seed()}")
    for line in config.stash.get(STARTED, []):
        terminalreporter.write_line(line)
