"""Runs ``kiemcong`` as users do: in a process of its own, in a folder that is not the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

PROGRAM = (sys.executable, "-P", "-m", "runner.cli")
RUBRIC = "tdm-2021-2022"
YEAR = "2021-2022"


def environment(**more: str) -> dict[str, str]:
    """This process's environment without what would steer the program."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KIEMCONG_")}
    return {**kept, "PYTHONUTF8": "1", **more}


def kiemcong(*arguments: str | Path, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        [*PROGRAM, *map(str, arguments)],
        cwd=cwd,
        env=environment(**more),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )


def start(arguments: Sequence[str | Path], cwd: Path) -> subprocess.Popen[str]:
    """Start a command whose progress is read while it runs."""
    return subprocess.Popen(
        [*PROGRAM, *map(str, arguments)],
        cwd=cwd,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
