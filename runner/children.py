"""Drives the crawler's child processes: orders in, events out; a child that dies costs nobody but itself.

Every line a child prints becomes an `Event`. A school whose child died before it was finished is tried once more, in a
process of its own where it had been begun (it may be what kills the process), then reported as failed.
"""

from __future__ import annotations

import logging
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from pydantic import ValidationError

from crawler.order import BatchOrder, Event
from records.school import School
from runner.batches import CHILDREN, Batch, make_batch
from runner.stopping import Stop

log = logging.getLogger(__name__)

ATTEMPTS = 2
GRACE = 60.0
"""Seconds a child may take to close its visits after it was asked to stop."""
CRASHED = "Tiến trình đọc cổng bị dừng đột ngột; đã thử lại mà không được."
# -P: a folder named "crawler" where the user happens to stand must not be taken for ours.
PROGRAM = (sys.executable, "-P", "-X", "utf8", "-m", "crawler.process")
_TICK = 0.5


@dataclass(eq=False)
class _Child:
    batch: Batch
    process: subprocess.Popen[bytes]
    order: Path
    heard_at: float
    begun: set[str] = field(default_factory=set)
    done: set[str] = field(default_factory=set)
    asked_at: float | None = None

    @property
    def unfinished(self) -> list[School]:
        return [school for school in self.batch.schools if school.code not in self.done]


class Crawl:
    """All batches of one audit. Iterate over `events` in the thread that made it."""

    def __init__(
        self,
        batches: Sequence[Batch],
        make_order: Callable[[Sequence[School]], BatchOrder],
        *,
        stop: Stop,
        log_file: Path,
        silence: float,
        at_once: int = CHILDREN,
        on_stop: Callable[[], None] = lambda: None,
        program: Sequence[str] = PROGRAM,
        room: Path | None = None,
    ) -> None:
        """`silence` is how long a child may say nothing, in seconds, before it counts as hung and is ended; `on_stop`
        is called once when the wish to stop is noticed; `program` is run with the order's file as its last argument.
        Orders, and what the children need in passing, lie in a folder under `room` (else the system's temporary one).
        """
        self._waiting = deque(batches)
        self._make_order = make_order
        self._stop = stop
        self._log_file = log_file
        self._silence = silence
        self._at_once = at_once
        self._on_stop = on_stop
        self._program = program
        self._room = room
        self._stopping = False
        self._running: list[_Child] = []
        self._crashes: Counter[str] = Counter()
        self._heard: queue.SimpleQueue[tuple[_Child, bytes | None]] = queue.SimpleQueue()

    def events(self) -> Iterator[Event]:
        """Yield what the children tell until all are done or, after a wish to stop, have closed their visits.

        Schools that were not reached by then get no event. Whatever ends the iteration ends the children, too.
        """
        with (
            tempfile.TemporaryDirectory(prefix="kiemcong-", dir=self._room) as folder,
            self._log_file.open("ab") as errors,
        ):
            try:
                while self._go_on(Path(folder), errors):
                    try:
                        child, line = self._heard.get(timeout=_TICK)
                    except queue.Empty:
                        continue
                    if line is None:
                        yield from self._ended(child)
                    elif (event := _read(line)) is not None:
                        child.heard_at = time.monotonic()
                        self._note(child, event)
                        yield event
            finally:
                for child in self._running:
                    _kill(child)

    def _go_on(self, folder: Path, errors: IO[bytes]) -> bool:
        """Start what can be started, end what must be ended; False when nothing is left to wait for."""
        if self._stop.wanted:
            if not self._stopping:
                self._stopping = True
                self._on_stop()
            self._waiting.clear()
            for child in self._running:
                self._ask_to_stop(child)
        while len(self._running) < self._at_once and (batch := self._next()) is not None:
            self._start(batch, folder, errors)
        for child in self._running:
            if time.monotonic() - child.heard_at > self._silence:
                log.error("a crawler process said nothing for %.0f s and is ended", self._silence)
                _kill(child)
        return bool(self._running)

    def _next(self) -> Batch | None:
        busy = frozenset().union(*(child.batch.platforms for child in self._running))
        for batch in self._waiting:
            if not batch.platforms & busy:
                self._waiting.remove(batch)
                return batch
        return None

    def _start(self, batch: Batch, folder: Path, errors: IO[bytes]) -> None:
        order = Path(tempfile.mkstemp(suffix=".json", dir=folder)[1])
        made = self._make_order(batch.schools).model_copy(update={"temporary": folder})
        order.write_bytes(made.model_dump_json().encode())
        command = [*self._program, str(order)]
        # Nothing is ever written to its standard input, whose end tells it that this process is gone.
        # A group of its own: Ctrl-C in the terminal reaches the runner only, which then asks its children.
        if sys.platform == "win32":
            process = subprocess.Popen(  # noqa: S603 – our own interpreter and module, no shell
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                creationflags=subprocess.CREATE_NEW_PROCESS_GROUP,
            )
        else:
            process = subprocess.Popen(  # noqa: S603 – our own interpreter and module, no shell
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, process_group=0
            )
        child = _Child(batch, process, order, time.monotonic())
        self._running.append(child)
        threading.Thread(target=self._listen, args=(child,), name=f"crawler-{process.pid}", daemon=True).start()

    def _listen(self, child: _Child) -> None:
        assert child.process.stdout is not None
        with child.process.stdout as lines:
            for line in lines:
                self._heard.put((child, line))
        child.process.wait()
        if child.process.stdin is not None:
            child.process.stdin.close()
        self._heard.put((child, None))

    def _note(self, child: _Child, event: Event) -> None:
        if event.event == "started":
            child.begun.add(event.subject)
        elif event.event in ("finished", "failed"):
            child.done.add(event.subject)

    def _ended(self, child: _Child) -> Iterator[Event]:
        """Take a child that is gone off the list; its unfinished schools are tried again or given up."""
        self._running.remove(child)
        child.order.unlink(missing_ok=True)
        left = child.unfinished
        if not left or self._stop.wanted:
            return
        status = child.process.returncode
        log.error("a crawler process ended with status %s and %d schools unfinished", status, len(left))
        begun = [school for school in left if school.code in child.begun]
        fresh = [school for school in left if school.code not in child.begun]
        # Where nothing was begun nothing can be told apart, and all share the blame.
        blamed = begun or left
        self._crashes.update(school.code for school in blamed)
        given_up = [school for school in blamed if self._crashes[school.code] >= ATTEMPTS]
        for school in given_up:
            yield Event(event="failed", subject=school.code, note=CRASHED)
        again = [school for school in blamed if school not in given_up]
        if begun:
            self._waiting.extend(make_batch([school]) for school in again)
            if fresh:
                self._waiting.appendleft(make_batch(fresh))
        elif again:
            self._waiting.append(make_batch(again))

    def _ask_to_stop(self, child: _Child) -> None:
        now = time.monotonic()
        if child.asked_at is None:
            child.asked_at = now
            ctrl_break = getattr(signal, "CTRL_BREAK_EVENT", None)
            child.process.send_signal(signal.SIGINT if ctrl_break is None else ctrl_break)
        elif self._stop.at_once or now - child.asked_at > GRACE:
            _kill(child)


def _kill(child: _Child) -> None:
    if child.process.poll() is None:
        child.process.kill()
    child.process.wait()


def _read(line: bytes) -> Event | None:
    try:
        return Event.model_validate_json(line)
    except ValidationError:
        log.warning("a crawler process printed what is no event: %r", line[:200])
        return None
