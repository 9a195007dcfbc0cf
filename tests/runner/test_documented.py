"""Every command and option of the command line stands in the README or the user guide."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import typer.main

from runner import cli
from runner.errors import ExitStatus

ROOT = Path(__file__).parents[2]
PROGRAM: Any = typer.main.get_command(cli.app)
DOCUMENTS = [ROOT / "README.md", ROOT / "docs" / "huong-dan.md"]


def _leaves(group: Any, before: str = "") -> dict[str, Any]:
    """Every command that can be given, by its whole name: ``rubric check``."""
    found: dict[str, Any] = {}
    for name, command in group.commands.items():
        found |= _leaves(command, f"{name} ") if hasattr(command, "commands") else {f"{before}{name}": command}
    return found


LEAVES = _leaves(PROGRAM)


@pytest.mark.parametrize("command", sorted(LEAVES))
def test_command_and_options_are_documented(command: str) -> None:
    readme, guide = (path.read_text(encoding="utf-8") for path in DOCUMENTS)
    assert f"kiemcong {command}" in readme
    assert f"kiemcong {command}" in guide
    (row,) = [line for line in readme.splitlines() if line.startswith(f"| `kiemcong {command}`")]
    options = {name for param in LEAVES[command].params for name in param.opts if name.startswith("--")}
    assert {name for name in options if f"`{name}" not in row} <= {"--home"}
    assert "--home" in readme


def test_exit_statuses_are_documented() -> None:
    for path in DOCUMENTS:
        text = path.read_text(encoding="utf-8")
        for status in ExitStatus:
            assert f"`{int(status)}`" in text, (path.name, status)


def test_schema_and_makefile_targets_are_documented() -> None:
    readme = DOCUMENTS[0].read_text(encoding="utf-8")
    assert "docs/audit.schema.json" in readme
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = [line.split(":")[0] for line in makefile.splitlines() if line and line[0].islower() and ":" in line]
    for target in [name for name in targets if name.isalpha()]:
        assert f"make {target}" in readme, target
