"""A child process as its parent holds it: started, asked, and ended by its own id with its whole group."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from enum import StrEnum

from crawler.files.limits import Limits

PROGRAM = (sys.executable, "-P", "-B", "-X", "utf8", "-m", "crawler.files.child")
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "TESSDATA_PREFIX", "SYSTEMROOT", "LD_LIBRARY_PATH", "VIRTUAL_ENV")
_CHUNK = 65_536


class Loss(StrEnum):
    """How a child was lost."""

    TIMED_OUT = "timed-out"
    DIED = "died"
    NONSENSE = "nonsense"


class ChildLost(Exception):
    """The child did not answer; it is gone when this is raised."""

    def __init__(self, loss: Loss, detail: str = "") -> None:
        super().__init__(loss)
        self.loss = loss
        self.detail = detail


class Child:
    """One child process. Not to be used from two threads at once, except for `end`."""

    def __init__(self, limits: Limits, processes: bool, program: Sequence[str] = PROGRAM) -> None:
        self.processes = processes
        self.served = 0
        self._limits = limits
        self._buffer = b""
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
            [*program, limits.to_json(), *(["ocr"] if processes else [])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
            start_new_session=True,
        )

    @property
    def pid(self) -> int:
        """The id of the process, and of its group."""
        return self._process.pid

    def ask(self, line: str, seconds: float) -> bytes:
        """Send one line and return the next line of the child. Raises `ChildLost`."""
        pipe = self._process.stdin
        assert pipe is not None
        try:
            pipe.write(line.encode() + b"\n")
            pipe.flush()
        except (OSError, ValueError):
            raise self._lost(Loss.DIED) from None
        self.served += 1
        return self.line(seconds)

    def line(self, seconds: float) -> bytes:
        """Return the next line of the child. Raises `ChildLost` when it is late, too long, or the child ends."""
        pipe = self._process.stdout
        assert pipe is not None
        ends = time.monotonic() + seconds
        with selectors.DefaultSelector() as selector:
            selector.register(pipe, selectors.EVENT_READ)
            while b"\n" not in self._buffer:
                left = ends - time.monotonic()
                if left <= 0 or not selector.select(left):
                    raise self._lost(Loss.TIMED_OUT)
                try:
                    chunk = os.read(pipe.fileno(), _CHUNK)
                except (OSError, ValueError):
                    chunk = b""
                if not chunk:
                    raise self._lost(Loss.DIED)
                self._buffer += chunk
                if len(self._buffer) > self._limits.answer_bytes:
                    raise self._lost(Loss.NONSENSE)
        line, _, self._buffer = self._buffer.partition(b"\n")
        if self._buffer:
            # One question, one line: what says more is not the child any longer.
            raise self._lost(Loss.NONSENSE)
        return line

    @property
    def alive(self) -> bool:
        """Tell whether the process runs."""
        return self._process.poll() is None

    def end(self) -> None:
        """End the process and all of its group; from any thread, for who waits on its pipe sees that it closed."""
        if hasattr(os, "killpg"):
            try:
                os.killpg(self._process.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                self._process.kill()
        else:
            self._process.kill()

    def kill(self) -> None:
        """End the process and all of its group, close its pipes, and wait until it is gone."""
        self.end()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # What was not yet written goes nowhere.
                    pipe.close()
        self._process.wait()

    def _lost(self, loss: Loss) -> ChildLost:
        if loss is Loss.DIED:
            with suppress(subprocess.TimeoutExpired):  # It may have closed its pipe and live on: it is ended below.
                self._process.wait(2)
        code = self._process.poll()
        self.kill()
        if code in (-signal.SIGALRM, -signal.SIGXCPU):
            return ChildLost(Loss.TIMED_OUT)
        name = signal.Signals(-code).name if code is not None and code < 0 else f"{code}"
        return ChildLost(loss, name if loss is Loss.DIED else "")
