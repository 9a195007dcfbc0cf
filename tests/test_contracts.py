"""The walls between the rooms: import-linter's contracts, kept in pyproject.toml."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_import_contracts_hold() -> None:
    result = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "0 broken" in result.stdout


def test_importing_the_command_line_reads_no_environment_and_opens_no_file(tmp_path: Path) -> None:
    """Only Python's own machinery and third-party packages may read files while the rooms are imported."""
    script = (
        "import sys, os\n"
        "opened = []\n"
        f"root = {str(ROOT)!r}\n"
        "def hook(event, args):\n"
        "    if event == 'open' and isinstance(args[0], str) and args[0].startswith(root):\n"
        "        if '.venv' not in args[0] and not args[0].endswith(('.py', '.pyc')) and '.pyc.' not in args[0]:\n"
        "            opened.append(args[0])\n"
        "sys.addaudithook(hook)\n"
        "import runner.cli\n"
        "print(opened)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip() == "[]"
