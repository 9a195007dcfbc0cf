"""axe-core, fetched once where all software of the tests is kept."""

from __future__ import annotations

from functools import cache

from tests.portals.live import software
from tests.portals.live.software import Software

AXE = Software("axe-core", "npm", ("axe-core@4.14.1",), ("npm",))


@cache
def axe_source() -> str:
    """The script. Raises subprocess.SubprocessError or OSError when it cannot be fetched."""
    folder = software.installed(AXE).folder
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
