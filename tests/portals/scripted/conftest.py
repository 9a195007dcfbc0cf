"""The seed of these portals and what a visit to each came to, printed at the end of a run."""

from __future__ import annotations

import pytest

from tests.portals.wordpress.seed import VARIABLE, run_seed

TOLD = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def told(request: pytest.FixtureRequest) -> list[str]:
    """Lines about visits, printed at the end."""
    return request.config.stash.setdefault(TOLD, [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the seed, so that a run can be repeated, and the lines."""
    terminalreporter.write_line(f"Scripted portals: {VARIABLE}={run_seed()}")
    for line in config.stash.get(TOLD, []):
        terminalreporter.write_line(line)
