"""Fixtures of the real WordPress: skipped with the reason where its packages are missing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.portals.wordpress.database import DatabaseServer, database_server
from tests.portals.wordpress.seed import VARIABLE, run_seed
from tests.portals.wordpress.server import why_not


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the seed, so that a run can be repeated."""
    terminalreporter.write_line(f"WordPress portals: {VARIABLE}={run_seed()}")


@pytest.fixture(scope="session")
def needs_wordpress() -> None:
    """Skip, with the reason, where no WordPress can be started."""
    reason = why_not()
    if reason is not None:
        pytest.skip(f"no WordPress: {reason}")


@pytest.fixture(scope="session")
def wordpress_database(needs_wordpress: None) -> Iterator[DatabaseServer]:
    """One MariaDB for all portals of the run."""
    with database_server() as server:
        yield server
