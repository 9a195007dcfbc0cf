"""``kiemcong serve --schedule``: turns time into work and nothing else.

APScheduler keeps one job a list in the project's database: `run_list` and the list's id. A night is a process of its
own, ``kiemcong schedule run-now``: it enters by the same door as any audit, and neither can take the other down.
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
from datetime import UTC, datetime

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from reading.dates import LOCAL
from records.schedule import Schedule
from runner.errors import ExitStatus
from runner.home import DATABASE, Home
from runner.lock import locked
from runner.screen import Screen
from runner.stopping import listening
from runner.windows import window_at, window_of_night
from store import RunState, Store, StoreError, open_job_store, open_store

log = logging.getLogger(__name__)

LOOK_SECONDS = 20.0
"""So often the service looks for schedules that were added or removed."""
GRACE = 90.0
"""Seconds a night may take to close its visits when the service is stopped."""
_TOLD = 5 * 1024 * 1024
"""What nights tell on their screen is begun anew after so many bytes."""
_GROUP = 0 if hasattr(os, "setpgid") else None


class Nights:
    """The nights under way, as processes."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._lock = threading.Lock()
        self._closed = False

    def run(self, list_id: str) -> None:
        """Run one list's night and wait for its end."""
        program = [sys.executable, "-P", "-X", "utf8", "-m", "runner.cli"]
        command = [*program, "schedule", "run-now", list_id, "--in-window", "--home", str(self._home.path)]
        environment = {**os.environ, "KIEMCONG_HOME": str(self._home.path), DATABASE: self._home.database_url}
        output = self._home.log.with_name(f"dem-{list_id}.log")
        too_long = output.exists() and output.stat().st_size > _TOLD
        with output.open("wb" if too_long else "ab") as told, self._lock:
            if self._closed:
                return
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


_nights: list[Nights] = []


def run_list(list_id: str) -> None:
    """The one entry function of all jobs; its name stands in the database and must not change."""
    for nights in _nights:
        nights.run(list_id)


def serve(home: Home, screen: Screen) -> ExitStatus:
    """Run the nights until SIGINT or SIGTERM. Raises InputError and StoreError."""
    with locked(home.path / "service"), open_store(home.database) as store, listening() as stop:
        scheduler = BackgroundScheduler(
            jobstores={"default": open_job_store(home.database)},
            job_defaults={"coalesce": True, "max_instances": 1},
            timezone=LOCAL,
        )
        nights = Nights(home)
        _nights.append(nights)
        scheduler.start()
        try:
            arrange(scheduler, store, first=True)
            screen.say(f"Lịch đang chạy ({len(store.schedules())} danh sách). Dừng bằng Ctrl-C.")
            looked = time.monotonic()
            while not stop.wanted:
                time.sleep(0.5)
                if time.monotonic() - looked >= LOOK_SECONDS:
                    looked = time.monotonic()
                    try:
                        arrange(scheduler, store)
                    except StoreError:
                        # Locked for once, or away for a while: the nights that are known go on.
                        log.exception("schedules could not be read")
        finally:
            nights.close()
            scheduler.shutdown(wait=True)
            _nights.remove(nights)
    return ExitStatus.OK


def arrange(scheduler: BackgroundScheduler, store: Store, *, first: bool = False) -> None:
    """Bring the jobs to the schedules: one each, at its window's start.

    On the `first` call a night that should be under way and is not finished is begun at once: the machine may have been
    off at its start, or gone down in the middle.
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
        if first and is_due(schedule, store, now):
            scheduler.modify_job(schedule.id, next_run_time=now)


def is_due(schedule: Schedule, store: Store, now: datetime) -> bool:
    """Tell whether tonight's run of a schedule should be under way and is not finished."""
    window = window_at(schedule, now)
    if window is None:
        return False
    run = store.newest_run(school_list=schedule.schools)
    if run is None or run.started_at < window.start:
        return True
    return run.state in (RunState.RUNNING, RunState.INTERRUPTED)


def _crontab(schedule: Schedule) -> str:
    hour, minute = schedule.start.split(":")
    return f"{int(minute)} {int(hour)} * * *"
