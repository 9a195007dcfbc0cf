"""``python -m tests.runner.full_disk DISK COMMAND``: what users are told when the disk is full in mid-run, as JSON.

To be started in a mount namespace of its own (``unshare --mount``): DISK becomes a small file system that is really
full for a while. COMMAND is a JSON list, an audit whose home and reports lie in DISK.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.runner.command_line import PROGRAM, environment

SIZE = "24m"


def told(command: list[str]) -> dict[str, Any]:
    """Run a command to its end: its status and what it said."""
    done = subprocess.run(
        [*PROGRAM, *command], env=environment(), capture_output=True, text=True, check=False, timeout=240
    )
    return {"status": done.returncode, "said": done.stdout + done.stderr}


def fill(disk: Path) -> Path:
    """Leave no byte free."""
    filler = disk / "filler"
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as stream:
        while stream.write(b"\0" * 4096):
            pass
    return filler


def main(disk: Path, command: list[str]) -> dict[str, Any]:
    """Run the audit, fill the disk once a school is done, try the other commands, make room and run it again."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(disk)], check=True)
    home = disk / "h"
    audit = subprocess.Popen(
        [*PROGRAM, *command], env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    until = time.monotonic() + 60
    while not list((home / "archive" / "visits").glob("*/*.gz")) and time.monotonic() < until:
        time.sleep(0.1)
    filler = fill(disk)
    said, _ = audit.communicate(timeout=120)
    answers = {"audit": {"status": audit.returncode, "said": said}}
    # Whatever the audit cleared away at its end is used up, too.
    with filler.open("ab", buffering=0) as stream, contextlib.suppress(OSError):
        while stream.write(b"\0" * 4096):
            pass
    at_home = ["--home", str(home)]
    answers["runs"] = told(["runs", *at_home])
    answers["bundle"] = told(["support-bundle", str(disk / "goi.zip"), *at_home])
    answers["backup"] = told(["backup", str(disk / "sao.tar"), *at_home])
    left = sorted(path.name for path in disk.iterdir())
    filler.unlink()
    answers["again"] = told(command)
    answers["runs again"] = told(["runs", *at_home])
    shown = json.loads((disk / "bc" / "audit.json").read_bytes())
    visits = [path.name.split("-")[1] for path in (home / "archive" / "visits").glob("*/*.gz")]
    return {
        **answers,
        "left": left,
        "complete": shown["complete"],
        "codes": [one["code"] for one in shown["schools"]],
        "points": [one["points"] for one in shown["schools"]],
        "visits": sorted(visits),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), json.loads(sys.argv[2]))))
