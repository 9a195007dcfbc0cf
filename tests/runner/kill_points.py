"""``python -m tests.runner.kill_points [--points 100] [--seed N]``: SIGKILL at random moments of a real night.

An office's second night (one portal fell, one does not answer, the others are as before) is run once undisturbed, then
again and again from the same first night: its processes are killed at a random moment (the runner alone, the runner and
its crawlers as when the machine goes down, or a crawler alone), now and then a second time, and the same command is
given again. What the store, the archive and the report hold in the end must be what the undisturbed night left.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from crawler.archive import FolderArchive
from reading.dates import LOCAL
from reading.nights import night_of
from records.history import SightKind
from records.schedule import Schedule
from runner.home import Home
from store import RunState, Store, open_store
from tests.runner.command_line import PROGRAM, environment
from tests.runner.replay import run_simulated
from tests.runner.world import Fault, Plan, State, World

# Few posts, so that a night is short: what is killed is the same.
AS_EVER, FELL = State(posts=False), State(posts=False, forms=False)
HOSTS = ("truong0.nen-tang.test", "truong1.nen-tang.test", "truong2.rieng.test")
PLAN = Plan(HOSTS, [[AS_EVER] * 3, [AS_EVER, FELL, AS_EVER]], [{}, {2: Fault("reset")}])
SETTINGS = "contact: kill@phuong.test\nbudget: {seconds: 120.0, timeout_seconds: 20.0}\n"
"""Time enough on a busy machine: what is compared must not hang on its speed."""
VICTIMS = ("runner", "all", "crawler")
_ORPHANS = 15.0
"""Seconds in which a crawler must have noticed that its runner is gone."""


@dataclass
class Office:
    """A home after its first night, and the command of the second one."""

    folder: Path
    resolve: tuple[str, ...]

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def command(self) -> list[str]:
        schools, out = self.folder / "truong.csv", self.folder / "bao-cao"
        resolve = [part for one in self.resolve for part in ("--resolve", one)]
        return [
            *(*PROGRAM, "audit", "--schools", str(schools), "--rubric", "tdm-2021-2022", "--school-year", "2021-2022"),
            *("--out", str(out), "--home", str(self.home), "--format", "json", "--allow-private", *resolve),
        ]

    def begin(self) -> subprocess.Popen[bytes]:
        with (self.folder / "told.log").open("ab") as told:
            return subprocess.Popen(
                self.command, stdout=told, stderr=told, stdin=subprocess.DEVNULL, env=environment(), cwd=self.folder
            )


def first_night(world: World, folder: Path) -> Office:
    """Run the first night, a day ago."""
    folder.mkdir(parents=True)
    office = Office(folder, world.resolve(1))
    (office.home / "logs").mkdir(parents=True)
    (office.home / "settings.yaml").write_text(SETTINGS, encoding="utf-8")
    (folder / "truong.csv").write_text(world.schools_csv, encoding="utf-8")
    world.turn(0)
    schedule = Schedule(
        id="dem-dau",
        schools=str(folder / "truong.csv"),
        rubric="tdm-2021-2022",
        school_year="2021-2022",
        out=str(folder / "bao-cao"),
        formats=("json",),
        resolve=world.resolve(0),
        allow_private=True,
    )
    run_simulated(
        Home(office.home, office.home / "logs" / "log"), schedule, night_of(datetime.now(UTC)) - timedelta(days=1)
    )
    world.turn(1)
    return office


def copy_of(office: Office, folder: Path) -> Office:
    """The same office at another place; places stand in the store's rows as texts, so these are changed, too."""
    shutil.copytree(office.folder, folder)
    return Office(folder, office.resolve)


@dataclass
class Left:
    """What a night left behind, without times and ids."""

    runs: list[tuple[str, dict[str, int]]] = field(default_factory=list)
    schools: dict[str, Any] = field(default_factory=dict)
    visits: Counter[tuple[str, str]] = field(default_factory=Counter)
    sightings: dict[str, int] = field(default_factory=dict)
    report: Any = None


def left_by(office: Office) -> Left:
    """Read the state of an office; raises AssertionError for half visits."""
    left = Left()
    archive = FolderArchive(office.home / "archive")
    listed = {one.visit for one in archive.visits()}
    with open_store(office.home / "kiemcong.sqlite") as store:
        newest = store.list_runs()[0]
        # The first night lies in the copied store under the place it was run at.
        left.runs = [(run.state.value, _plain_counts(run.counts.model_dump())) for run in store.list_runs()]
        for mark in store.run_schools(newest.id):
            verdict = store.load_verdict(mark.verdict or "")
            assert verdict is not None, f"{mark.school} has no verdict"
            left.schools[mark.school] = {
                "state": mark.state.value,
                "note": mark.note,
                "findings": [_plain(one.model_dump(mode="json")) for one in verdict.findings],
                "nights": verdict.nights.model_dump(mode="json") if verdict.nights else None,
                "points": str(verdict.points),
            }
            for visit in filter(None, (mark.visit, mark.second_visit)):
                assert store.load_visit_entry(visit) is not None, f"visit {visit} is not listed"
                assert visit in listed, f"visit {visit} is not in the archive"
            left.sightings[mark.school] = sum(len(store.sightings(mark.school, kind)) for kind in SightKind)
        left.visits = _visits(store, archive, newest.started_at)
    audit = json.loads((office.folder / "bao-cao" / "audit.json").read_bytes())
    left.report = [
        audit["complete"],
        [(one["code"], one["points"], _plain(one["findings"])) for one in audit["schools"]],
    ]
    return left


def _visits(store: Store, archive: FolderArchive, since: datetime) -> Counter[tuple[str, str]]:
    """How often each school was visited since then by each route, by the archive; each must be whole and listed."""
    found: Counter[tuple[str, str]] = Counter()
    for one in archive.visits():
        visit = archive.load_visit(one.visit)
        if visit.started_at >= since and one.subject.startswith("truong"):
            assert store.load_visit_entry(one.visit) is not None, f"visit {one.visit} is not listed"
            found[one.subject, visit.route.value] += 1
    return found


_TIMES = {"seen_at", "sha256"}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items() if key not in _TIMES}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _plain_counts(counts: dict[str, int]) -> dict[str, int]:
    # Bytes hang on the clock that pages print.
    return {name: number for name, number in counts.items() if name != "bytes"}


def kill_at(office: Office, rng: random.Random, seconds: float) -> str:
    """Run the night and kill it at a random moment, once or twice, then run it to its end. Returns what was done."""
    told = []
    for _ in range(2 if rng.random() < 0.3 else 1):
        victim, moment = rng.choice(VICTIMS), rng.uniform(0.0, seconds)
        process = office.begin()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(moment)
        children = _children(process.pid)
        told.append(f"{victim} at {moment:.2f} s ({len(children)} crawlers)")
        if victim in ("runner", "all"):
            process.kill()
        for child in children if victim != "runner" else []:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        status = process.wait()
        _wait_for_the_end_of(children)
        if status == 0 or _is_over(office):
            # A crawler alone was killed, or the night was over before: the same command would begin a new one.
            return ", then ".join([*told, "brought to its end"])
    process = office.begin()
    status = process.wait(180)
    if status:
        raise AssertionError(f"{told}: status {status}: {(office.folder / 'told.log').read_text()[-2000:]}")
    return ", then ".join(told)


def _is_over(office: Office) -> bool:
    with open_store(office.home / "kiemcong.sqlite") as store:
        return any(
            run.out.startswith(str(office.folder)) and run.state is RunState.FINISHED for run in store.list_runs()
        )


def _children(pid: int) -> list[int]:
    found: list[int] = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += map(int, (task / "children").read_text().split())
    return found


def _wait_for_the_end_of(children: list[int]) -> None:
    until = time.monotonic() + _ORPHANS
    while left := [child for child in children if _is_crawler(child)]:
        if time.monotonic() > until:
            raise AssertionError(f"crawlers outlive their runner: {left}")
        time.sleep(0.05)


def _is_crawler(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return b"crawler.process" in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def run_points(points: int, seed: int, folder: Path, say: Callable[[str], None] = print, at_once: int = 2) -> list[str]:
    """Try so many kill points; return what went wrong."""
    wrong: list[str] = []
    with World(PLAN, folder / "world") as world:
        base = first_night(world, folder / "dem-dau")
        whole = copy_of(base, folder / "khong-ngat")
        began = time.monotonic()
        assert whole.begin().wait(180) == 0, (whole.folder / "told.log").read_text()
        seconds = time.monotonic() - began
        expected = left_by(whole)
        assert expected.visits[("truong1", "second")] == 1, expected.visits

        def one(number: int) -> None:
            office = copy_of(base, folder / f"{number:03d}")
            try:
                done = kill_at(office, random.Random(f"{seed}-{number}"), seconds)
                found = left_by(office)
                assert found == expected, difference(expected, found)
                say(f"point {number}: {done}: as undisturbed")
                shutil.rmtree(office.folder)
            except AssertionError as error:
                wrong.append(f"point {number} (seed {seed}): {error}")
                say(wrong[-1])

        with ThreadPoolExecutor(at_once) as pool:
            list(pool.map(one, range(points)))
    return wrong


def difference(expected: Left, found: Left) -> str:
    """Which parts differ, and how."""
    told = []
    for name in vars(expected):
        before, after = getattr(expected, name), getattr(found, name)
        if before != after:
            told += [f"{name}{at}" for at in _where(before, after)]
    return "; ".join(told)


def _where(before: Any, after: Any, at: str = "") -> list[str]:
    """The places at which two values differ."""
    if isinstance(before, dict) and isinstance(after, dict):
        keys = [*before, *(key for key in after if key not in before)]
        return [one for key in keys for one in _where(before.get(key), after.get(key), f"{at}/{key}")]
    if isinstance(before, list | tuple) and isinstance(after, list | tuple) and len(before) == len(after):
        pairs = enumerate(zip(before, after, strict=True))
        return [one for place, (old, new) in pairs for one in _where(old, new, f"{at}/{place}")]
    return [] if before == after else [f"{at}: {str(before)[:300]} became {str(after)[:300]}"]


def main() -> int:
    """Try kill points as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=100)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    parser.add_argument("--at-once", type=int, default=2)
    asked = parser.parse_args()
    print(f"seed {asked.seed}, {datetime.now(LOCAL):%d/%m/%Y %H:%M}", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kiemcong-kill-") as folder:
        wrong = run_points(asked.points, asked.seed, Path(folder), at_once=asked.at_once)
    print(f"{asked.points} kill points, {len(wrong)} went wrong, {time.monotonic() - began:.0f} s (seed {asked.seed})")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
