"""The seed of the nasty portals, printed at the end of a run."""

from __future__ import annotations

import pytest

from tests.portals.wordpress.seed import VARIABLE, run_seed


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the seed, so that a run can be repeated."""
    terminalreporter.write_line(f"Nasty portals: {VARIABLE}={run_seed()}")
