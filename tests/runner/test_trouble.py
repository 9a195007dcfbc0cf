"""A run that meets trouble on its own side, a locked or lost database or a disk that refuses, is gone on with."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from records.findings import Verdict
from records.schedule import Schedule
from records.school import School
from reports.office import OfficeRow
from runner.commands import prepare
from runner.commission import Audit, with_selection
from runner.errors import RunError
from runner.home import Home
from runner.pipeline import run_audit
from runner.schedules import asked_of
from runner.stopping import Stop
from store import RunState, StoreError, open_store
from tests.runner.command_line import PROGRAM, environment
from tests.runner.replay import SETTINGS, null_screen
from tests.runner.world import Plan, State, World

pytestmark = pytest.mark.district
HOSTS = ("truong0.a.test", "truong1.b.test", "truong2.c.test")


@dataclass
class Watching:
    """A watcher that does something once the first school is done."""

    then: Callable[[], None] = lambda: None
    done_codes: list[str] = field(default_factory=list)

    def begin(self, total: int) -> None: ...

    def started(self, school: School) -> None: ...

    def done(self, school: School, verdict: Verdict, row: OfficeRow, requests: int) -> None:
        self.done_codes.append(school.code)
        if len(self.done_codes) == 1:
            self.then()

    def failed(self, school: School, message: str) -> None: ...

    def stopping(self) -> None: ...


@dataclass
class Desk:
    """An office with a list of three schools."""

    world: World
    home: Home
    schedule: Schedule

    @property
    def database(self) -> Path:
        return self.home.path / "kiemcong.sqlite"

    def audit(self) -> Audit:
        return prepare(self.home, null_screen(), asked_of(self.schedule, datetime.now(UTC)))

    def asked(self, code: str) -> int:
        return len(self.world.server.of(next(host for host in HOSTS if host.startswith(code))))

    def goes_on_after(self, trouble: Callable[[], None], over: Callable[[], None]) -> None:
        """Run until `trouble`, then, when it is `over`, again: the same run ends whole, nobody is visited twice."""
        watching = Watching(trouble)
        with open_store(self.database, busy_seconds=0.2) as store, pytest.raises((StoreError, RunError)):
            run_audit(self.audit(), store, watching, Stop())
        over()
        (first,) = watching.done_codes
        before = self.asked(first)
        with open_store(self.database) as store:
            (run,) = store.list_runs()
            assert run.state in (RunState.RUNNING, RunState.INTERRUPTED)
            result = run_audit(self.audit(), store, Watching(), Stop())
            assert (result.run, result.gone_on, result.counts.judged) == (run.id, True, 3)
            assert [one.state for one in store.list_runs()] == [RunState.FINISHED]
        assert self.asked(first) == before
        audit = json.loads((Path(self.schedule.out) / "audit.json").read_bytes())
        assert [one["code"] for one in audit["schools"]] == ["truong0", "truong1", "truong2"]
        assert audit["complete"] is True


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with World(Plan(HOSTS, [[State()] * 3], [{}]), tmp_path / "world") as world:
        (tmp_path / "h" / "logs").mkdir(parents=True)
        (tmp_path / "h" / "settings.yaml").write_text(SETTINGS, encoding="utf-8")
        (tmp_path / "truong.csv").write_text(world.schools_csv, encoding="utf-8")
        schedule = Schedule(
            id="a",
            schools=str(tmp_path / "truong.csv"),
            rubric="tdm-2021-2022",
            school_year="2021-2022",
            out=str(tmp_path / "bc"),
            formats=("json",),
            resolve=world.resolve(0),
            allow_private=True,
        )
        yield Desk(world, Home(tmp_path / "h", tmp_path / "h" / "logs" / "log"), schedule)


def test_a_database_that_somebody_locks(desk: Desk) -> None:
    other = sqlite3.connect(desk.database.parent / "kiemcong.sqlite", isolation_level=None)

    def lock() -> None:
        other.execute("BEGIN IMMEDIATE")

    desk.goes_on_after(lock, other.close)


def test_a_database_that_is_gone_for_a_while(desk: Desk) -> None:
    away = desk.home.path / "away"

    def gone() -> None:
        away.mkdir()
        for path in desk.home.path.glob("kiemcong.sqlite*"):
            path.rename(away / path.name)

    def back() -> None:
        for path in desk.home.path.glob("kiemcong.sqlite*"):
            path.unlink()
        for path in away.iterdir():
            path.rename(desk.home.path / path.name)

    desk.goes_on_after(gone, back)


def test_a_disk_that_takes_no_more(desk: Desk) -> None:
    """No file may grow beyond a bound, as on a disk that is full: SQLite and the archive get the system's own error."""
    resolve = [part for one in desk.schedule.resolve for part in ("--resolve", one)]
    command = [
        *(*PROGRAM, "audit", "--schools", desk.schedule.schools, "--rubric", "tdm-2021-2022", "--format", "json"),
        *("--school-year", "2021-2022", "--out", desk.schedule.out, "--home", str(desk.home.path)),
        *("--allow-private", *resolve),
    ]
    open_store(desk.database).close()
    bound = "import resource, os, sys, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
    bound += "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)); os.execv(sys.argv[1], sys.argv[1:])"
    full = subprocess.run(
        [PROGRAM[0], "-c", bound, *command], env=environment(), capture_output=True, text=True, check=False, timeout=240
    )
    assert full.returncode == 1, full.stderr
    assert "Ổ đĩa" in full.stderr
    assert "Traceback" not in full.stderr
    with open_store(desk.database) as store:
        (run,) = store.list_runs()
        assert run.state is not RunState.FINISHED
    again = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False, timeout=240)
    assert again.returncode == 0, again.stderr
    with open_store(desk.database) as store:
        (run,) = store.list_runs()
    assert (run.state, run.counts.judged) == (RunState.FINISHED, 3)


def test_a_disk_that_is_really_full(desk: Desk, tmp_path: Path) -> None:
    """A file system of its own without a byte free in mid-run: everybody says so in a sentence, nobody leaves a half
    file, and once there is room the run ends whole."""
    disk = tmp_path / "disk"
    disk.mkdir()
    resolve = [part for one in desk.schedule.resolve for part in ("--resolve", one)]
    command = [
        *("audit", "--schools", desk.schedule.schools, "--rubric", "tdm-2021-2022", "--format", "html,json,xlsx,csv"),
        *("--school-year", "2021-2022", "--out", str(disk / "bc"), "--home", str(disk / "h"), "--allow-private"),
        *("--contact", "cntt@phuong.test", "--children", "1", *resolve),
    ]
    slow = desk.world.server.sites[HOSTS[2]]
    desk.world.server.sites[HOSTS[2]] = desk.world.slowed(slow, 0.3)
    # A mount that this test alone sees; whoever is not root gets a namespace of users, too.
    alone = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "--mount"]
    done = subprocess.run(
        [*alone, PROGRAM[0], "-m", "tests.runner.full_disk", str(disk), json.dumps(command)],
        capture_output=True,
        text=True,
        check=False,
        timeout=400,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    for name in ("audit", "runs", "bundle", "backup"):
        assert told[name]["status"] == 1, (name, told[name])
        assert "ổ đĩa" in told[name]["said"].lower(), (name, told[name])
        assert "đầy" in told[name]["said"], (name, told[name])
        assert "Traceback" not in told[name]["said"], (name, told[name])
    assert told["left"] == ["bc", "filler", "h"]
    assert told["again"]["status"] == 0, told["again"]
    assert "Đã làm tiếp lần chạy dở" in told["again"]["said"]
    assert told["runs again"]["said"].count("xong") == 1
    assert (told["complete"], told["codes"], told["points"]) == (True, ["truong0", "truong1", "truong2"], [20, 20, 20])


def test_who_was_measured_longest_ago_is_visited_first(desk: Desk) -> None:
    one_by_one = replace(desk.audit(), batch=1, children=1)
    with open_store(desk.database) as store:
        for codes in (["truong0"], ["truong2"]):
            run_audit(with_selection(one_by_one, codes), store, Watching(), Stop())
        watching = Watching()
        run_audit(one_by_one, store, watching, Stop())
    # In the list's order they are 0, 1, 2; 1 was never measured.
    assert watching.done_codes == ["truong1", "truong0", "truong2"]


def test_a_night_that_is_over_by_its_hour_is_partial_and_told(desk: Desk) -> None:
    """The hour comes while schools are visited: what was done stays, the others are told as not reached."""
    stop = Stop(datetime.now(UTC) + timedelta(hours=1))
    slow = desk.world.server.sites[HOSTS[2]]
    desk.world.server.sites[HOSTS[2]] = desk.world.slowed(slow, 0.5)

    def time_is_up() -> None:
        stop.until = datetime.now(UTC)

    with open_store(desk.database) as store:
        result = run_audit(desk.audit(), store, Watching(time_is_up), stop)
        assert result.state is RunState.PARTIAL
        assert result.counts.judged >= 1
    audit = json.loads((Path(desk.schedule.out) / "audit.json").read_bytes())
    assert audit["complete"] is False
