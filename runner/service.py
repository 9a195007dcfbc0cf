"""``kiemcong serve --schedule``: turns time into work and nothing else.

APScheduler keeps one job a list in the project's database: `run_list` and the list's id. A night is a process of its
own, ``kiemcong schedule run-now``: it enters by the same door as any audit, and neither can take the other down. A
night that broke off, whatever broke it, is begun again while its hours last.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from reading.dates import LOCAL
from records.schedule import Schedule
from runner.disk import is_short_of_room
from runner.errors import ExitStatus, InputError
from runner.home import DATABASE, NIGHT_LOG, Home
from runner.lock import locked
from runner.mishaps import Mishaps
from runner.schedules import is_due
from runner.screen import Screen
from runner.stopping import listening
from runner.windows import window_at, window_of_night
from store import Store, StoreError, alone, open_job_store, open_store

log = logging.getLogger(__name__)

LOOK_SECONDS = 20.0
"""So often the service looks for schedules that were added or removed."""
RETRY_SECONDS = 300.0
"""So long after it first broke off a night is begun again: a full disk, a locked database, a lost list get mended."""
LATE = timedelta(minutes=2)
"""So long after its start (and jitter) a night counts as missed."""
GRACE = 90.0
"""Seconds a night may take to close its visits when the service is stopped."""
_TOLD = 5 * 1024 * 1024
"""What nights tell on their screen is begun anew after so many bytes."""
BLIND_TRIES = 3
"""So often in half a day a night that could measure nothing is tried: its line may come back, dead portals will not."""
_BLIND_PATIENCE = 6
"""So many times longer than after a fault of its own such a night waits."""
_LONGEST_WAIT = 12.0
_HALF_A_DAY = 12 * 3600.0
_TAKEN = "Đã có một dịch vụ kiemcong serve đang chạy với thư mục {home}; chỉ cần một."
_TAKEN_ELSEWHERE = (
    "Một dịch vụ kiemcong serve khác (có thể ở máy khác) đang chạy với cơ sở dữ liệu này (KIEMCONG_DATABASE); "
    "chỉ cần một."
)
_ERRORS = ("Lỗi:", "Chương trình gặp lỗi")
_GROUP = 0 if hasattr(os, "setpgid") else None


class Nights:
    """The nights under way, as processes."""

    def __init__(self, home: Home, screen: Screen, retry: float = RETRY_SECONDS) -> None:
        self._home = home
        self._screen = screen
        self._retry = retry
        self._mishaps = Mishaps(home)
        self._busy: set[str] = set()
        self._again_at: dict[str, float] = {}
        self._faults: dict[str, int] = {}
        self._blind: dict[str, list[float]] = {}
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._lock = threading.Lock()
        self._closed = False

    def run(self, list_id: str) -> None:
        """Run one list's night and wait for its end."""
        with self._lock:
            self._again_at.pop(list_id, None)
            self._busy.add(list_id)
        status = -1
        try:
            status = self._run(list_id)
        finally:
            wait = self._wait_after(list_id, status)
            with self._lock:
                self._again_at[list_id] = time.monotonic() + wait
                self._busy.discard(list_id)

    def occupied(self) -> frozenset[str]:
        """The lists whose night is under way, or broke off too lately, or too often, to be begun again."""
        with self._lock:
            now = time.monotonic()
            return frozenset(self._busy | {one for one, at in self._again_at.items() if at > now})

    def _wait_after(self, list_id: str, status: int) -> float:
        """How long to wait with another try of a night that ended so."""
        if status == ExitStatus.OK:
            self._faults.pop(list_id, None)
            # It is not due any more; whatever may make it so, portals are not asked again and again.
            return self._retry
        if status != ExitStatus.NOTHING_MEASURED:
            # 5, 10, 20, 40 minutes, then every hour: what nobody mends is told seldom.
            before = self._faults.get(list_id, 0)
            self._faults[list_id] = before + 1
            return self._retry * min(float(2**before), _LONGEST_WAIT)
        now = time.monotonic()
        tries = [at for at in self._blind.get(list_id, []) if now - at < _HALF_A_DAY]
        self._blind[list_id] = [*tries, now]
        return self._retry * _BLIND_PATIENCE if len(tries) + 1 < BLIND_TRIES else _HALF_A_DAY

    def _run(self, list_id: str) -> int:
        program = [sys.executable, "-P", "-X", "utf8", "-m", "runner.cli"]
        command = [*program, "schedule", "run-now", list_id, "--in-window", "--home", str(self._home.path)]
        environment = {**os.environ, "KIEMCONG_HOME": str(self._home.path), DATABASE: self._home.database_url}
        output = self._home.log.with_name(f"{NIGHT_LOG}{list_id}.log")
        too_long = output.exists() and output.stat().st_size > _TOLD
        with output.open("wb" if too_long else "ab") as told, self._lock:
            if self._closed:
                return ExitStatus.OK
            before = told.tell()
            # A group of its own: who stops the service asks the nights itself.
            process = subprocess.Popen(  # noqa: S603 – our own interpreter and module, no shell
                command,
                stdin=subprocess.DEVNULL,
                stdout=told,
                stderr=told,
                env=environment,
                process_group=_GROUP,
            )
            self._running[list_id] = process
        log.info("night of %s begins as process %d", list_id, process.pid)
        status = process.wait()
        with self._lock:
            self._running.pop(list_id, None)
        log.info("night of %s ended with status %d", list_id, status)
        if status == ExitStatus.OK:
            self._mishaps.forget(list_id)
        elif not self._closed:
            what = last_line(output, before) or f"tiến trình bị dừng đột ngột (mã {status})."
            if status == ExitStatus.NOTHING_MEASURED:
                what = "không đo được trường nào (thường là mất mạng)."
            elif is_short_of_room(self._home.path):
                what = "ổ đĩa đã đầy hoặc sắp đầy; hãy dọn ổ đĩa."
            elif status < 0:
                what = f"tiến trình bị dừng đột ngột (tín hiệu {-status})."
            self._mishaps.note(list_id, what)
            self._screen.say(f"Đêm của lịch “{list_id}” chưa xong: {what} Trong giờ của lịch sẽ tự làm tiếp.")
        return status

    def close(self) -> None:
        """Ask the nights to stop softly; end those that take too long."""
        with self._lock:
            self._closed = True
            left = list(self._running.values())
        for process in left:
            with contextlib.suppress(OSError):
                # Windows has no soft way to a process without a console; what was begun is gone on with all the same.
                process.terminate() if os.name == "nt" else process.send_signal(signal.SIGINT)
        until = time.monotonic() + GRACE
        for process in left:
            try:
                process.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()


def last_line(path: Path, start: int) -> str:
    """What a night told last, from the byte `start` on, its error rather than what came after; empty when it told
    nothing."""
    with contextlib.suppress(OSError), path.open("rb") as stream:
        stream.seek(max(start, path.stat().st_size - 4096))
        lines = stream.read().decode("utf-8", "replace").split("\n")
        told = [line.strip()[:500] for line in lines if line.strip()]
        return next((line for line in reversed(told) if line.startswith(_ERRORS)), told[-1] if told else "")
    return ""


_nights: list[Nights] = []


def run_list(list_id: str) -> None:
    """The one entry function of all jobs; its name stands in the database and must not change."""
    for nights in _nights:
        nights.run(list_id)


def serve(home: Home, screen: Screen) -> ExitStatus:
    """Run the nights until SIGINT or SIGTERM. Raises InputError and StoreError."""
    with (
        locked(home.path / "service", _TAKEN.format(home=home.path)),
        open_store(home.database) as store,
        alone(home.database) as only,
        listening() as stop,
    ):
        if not only:
            raise InputError(_TAKEN_ELSEWHERE)
        scheduler = BackgroundScheduler(
            jobstores={"default": open_job_store(home.database)},
            job_defaults={"coalesce": True, "max_instances": 1},
            timezone=LOCAL,
        )
        nights = Nights(home, screen)
        _nights.append(nights)
        scheduler.start()
        try:
            arrange(scheduler, store, first=True)
            screen.say(f"Lịch đang chạy ({len(store.schedules())} danh sách). Dừng bằng Ctrl-C.")
            looked, blind = time.monotonic(), False
            while not stop.wanted:
                time.sleep(0.5)
                if time.monotonic() - looked < LOOK_SECONDS:
                    continue
                looked = time.monotonic()
                # It sleeps by a clock that knows nothing of a machine put to sleep or a clock set right.
                scheduler.wakeup()
                try:
                    arrange(scheduler, store, occupied=nights.occupied())
                    blind = False
                except Exception as error:
                    # Locked for once, or away for a while (the scheduler's own table, too): the nights that are known
                    # go on.
                    log.exception("schedules could not be read")
                    if not blind:
                        told = error if isinstance(error, StoreError) else type(error).__name__
                        screen.say(f"Chưa đọc được các lịch, sẽ thử lại: {told}")
                    blind = True
        finally:
            nights.close()
            scheduler.shutdown(wait=True)
            _nights.remove(nights)
    return ExitStatus.OK


def arrange(
    scheduler: BackgroundScheduler, store: Store, *, first: bool = False, occupied: Collection[str] = ()
) -> None:
    """Bring the jobs to the schedules: one each, at its window's start.

    A night that should be under way, is not finished and is not `occupied` is begun at once, on the `first` call even
    where its own time may be about to come: the machine may have been off or asleep at its start or have gone down in
    the middle, the night have broken off, the clock been set right, the schedule been added within its hours.
    """
    schedules = {schedule.id: schedule for schedule in store.schedules()}
    now = datetime.now(UTC)
    for job in scheduler.get_jobs():
        if job.id not in schedules:
            scheduler.remove_job(job.id)
    for schedule in schedules.values():
        trigger = CronTrigger.from_crontab(_crontab(schedule), timezone=LOCAL)
        trigger.jitter = schedule.jitter * 60 or None
        window = window_of_night(schedule, now.date())
        job = scheduler.get_job(schedule.id)
        if job is None or str(job.trigger) != str(trigger) or job.trigger.jitter != trigger.jitter:
            scheduler.add_job(
                run_list,
                trigger,
                id=schedule.id,
                name=schedule.id,
                args=[schedule.id],
                replace_existing=True,
                misfire_grace_time=round((window.end - window.start).total_seconds()),
            )
        if schedule.id in occupied or not is_due(schedule, store, now):
            continue
        tonight = window_at(schedule, now)
        own_time = timedelta(minutes=schedule.jitter) + LATE
        if first or (tonight is not None and now >= tonight.start + own_time):
            scheduler.modify_job(schedule.id, next_run_time=now)


def _crontab(schedule: Schedule) -> str:
    hour, minute = schedule.start.split(":")
    return f"{int(minute)} {int(hour)} * * *"
