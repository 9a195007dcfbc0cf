"""The browser's processes: which they are, how much memory they hold, and their certain end.

Works where ``/proc`` is; elsewhere the family is empty and Playwright's own care has to do.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from dataclasses import dataclass, field
from pathlib import Path

_PROC = Path("/proc")
_PARENT, _STARTED = 1, 19


@dataclass(slots=True)
class Family:
    """A process of ours and everything it started, also what outlived its parent since."""

    root: int
    _bounded: set[int] = field(default_factory=set)
    _known: dict[int, str] = field(default_factory=dict)

    def refresh(self) -> None:
        """Look for new members."""
        everyone = _everyone()
        children: dict[int, list[int]] = {}
        for pid, (parent, _) in everyone.items():
            children.setdefault(parent, []).append(pid)
        # A number may have been given to somebody else's process since: its start time tells.
        self._known = {
            pid: started for pid, started in self._known.items() if pid in everyone and everyone[pid][1] == started
        }
        ahead = [*self._known, self.root]
        while ahead:
            pid = ahead.pop()
            if pid in everyone:
                self._known[pid] = everyone[pid][1]
                ahead += [child for child in children.get(pid, ()) if child not in self._known]

    def members(self) -> list[int]:
        """The members that are alive."""
        self.refresh()
        return list(self._known)

    def memory(self) -> int:
        """Bytes that the family holds beyond the files it maps."""
        return sum(_held(pid) for pid in self.members())

    def bound(self, data: int) -> None:
        """Let no member but the first hold more than so many bytes of its own: the kernel sees to it."""
        for pid in self._known.keys() - self._bounded - {self.root}:
            self._bounded.add(pid)
            _bound(pid, data)

    def kill(self, *, root: bool = True) -> None:
        """End every member at once; on request without the one all stem from."""
        for pid in self.members():
            if root or pid != self.root:
                with contextlib.suppress(OSError):
                    os.kill(pid, signal.SIGKILL)


def children_of(pid: int) -> set[int]:
    """The direct children of a process."""
    return {child for child, (parent, _) in _everyone().items() if parent == pid}


def _bound(pid: int, data: int) -> None:
    if sys.platform == "linux":
        import resource

        with contextlib.suppress(OSError, ValueError):
            resource.prlimit(pid, resource.RLIMIT_DATA, (data, data))


def argument_of(pid: int, name: str) -> str:
    """The value of an argument ``name=value`` of a process; empty where it has none."""
    try:
        arguments = (_PROC / str(pid) / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return ""
    start = f"{name}=".encode()
    return next((os.fsdecode(one[len(start) :]) for one in arguments if one.startswith(start)), "")


def command_of(pid: int) -> str:
    """The command line of a process; empty when it is gone."""
    try:
        return (_PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    except OSError:
        return ""


def _everyone() -> dict[int, tuple[int, str]]:
    """The parent and the start time of every process that is no zombie."""
    found: dict[int, tuple[int, str]] = {}
    with contextlib.suppress(OSError):
        for name in os.listdir(_PROC):
            if not name.isdigit():
                continue
            with contextlib.suppress(OSError, IndexError, ValueError):
                # The command may hold spaces and brackets; what follows its last bracket does not.
                fields = (_PROC / name / "stat").read_text().rpartition(")")[2].split()
                if fields[0] != "Z":
                    found[int(name)] = int(fields[_PARENT]), fields[_STARTED]
    return found


def _held(pid: int) -> int:
    held = 0
    with contextlib.suppress(OSError, ValueError):
        for line in (_PROC / str(pid) / "status").read_text().splitlines():
            if line.startswith(("RssAnon:", "RssShmem:")):
                held += int(line.split()[1]) * 1024
    return held
