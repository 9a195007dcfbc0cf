"""Schedules: their hours, whose turn it is, what stands in the database, and the service that makes them nights."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from apscheduler.schedulers.background import BackgroundScheduler

from reading.dates import LOCAL
from records.schedule import Schedule
from runner.home import Home
from runner.schedules import is_due, run_night
from runner.service import arrange
from runner.windows import deep_tonight, next_window, window_at
from store import RunState, Store, open_job_store, open_store
from tests.runner.command_line import kiemcong, start
from tests.runner.replay import null_screen
from tests.runner.world import Plan, State, World
from tests.store import samples
from tests.store.conftest import address, postgres_url  # noqa: F401 - fixtures
from tests.store.test_migrations import differences

NIGHTLY = Schedule(id="th", schools="/ds/truong.csv", rubric="r", out="/bao-cao", formats=("json",))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


@pytest.mark.parametrize(
    ("now", "night"),
    [
        ("2026-11-01T21:59", None),
        ("2026-11-01T22:00", date(2026, 11, 1)),
        ("2026-11-02T04:59", date(2026, 11, 1)),
        ("2026-11-02T05:00", None),
        ("2026-11-02T12:00", None),
    ],
)
def test_a_window_over_midnight(now: str, night: date | None) -> None:
    window = window_at(NIGHTLY, local(now))
    assert (window.night if window else None) == night
    if window is not None:
        assert (window.start, window.end) == (local("2026-11-01T22:00"), local("2026-11-02T05:00"))


def test_a_window_by_day_and_the_next_one() -> None:
    daily = NIGHTLY.model_copy(update={"start": "08:00", "end": "17:30"})
    assert window_at(daily, local("2026-11-01T17:29")) is not None
    assert window_at(daily, local("2026-11-01T07:59")) is None
    assert next_window(daily, local("2026-11-01T18:00")).start == local("2026-11-02T08:00")
    assert next_window(NIGHTLY, local("2026-11-02T04:00")).start == local("2026-11-01T22:00")
    assert next_window(NIGHTLY, datetime(2026, 11, 2, 3, tzinfo=UTC)).start == local("2026-11-02T22:00")


def test_deep_visits_spread_over_the_nights() -> None:
    codes = [f"truong{number}" for number in range(280)]
    nights = [date(2026, 11, 1) + timedelta(days=number) for number in range(14)]
    yesterday = dict.fromkeys(codes, local("2026-10-31T23:00"))
    turns = Counter(code for night in nights for code in deep_tonight(codes, night, yesterday, 14))
    # Thirteen nights later, yesterday's visit is fourteen nights old: all are due on the last night.
    last = deep_tonight(codes, nights[-1], yesterday, 14)
    assert last == set(codes)
    assert {turns[code] for code in codes} <= {1, 2}
    sizes = [len(deep_tonight(codes, night, yesterday, 14)) for night in nights[:-1]]
    assert max(sizes) < 40
    assert min(sizes) > 5


def test_who_was_never_visited_deeply_is_due() -> None:
    night = date(2026, 11, 1)
    seen = {"a": local("2026-10-31T23:00"), "b": local("2026-10-18T02:00")}
    due = deep_tonight(["a", "b", "c"], night, seen, 14)
    assert {"b", "c"} <= due


@pytest.fixture
def store(address: str | Path) -> Iterator[Store]:  # noqa: F811 - the fixture above
    with open_store(address) as opened:
        yield opened


@pytest.fixture
def scheduler(address: str | Path, store: Store) -> Iterator[BackgroundScheduler]:  # noqa: F811 - the fixture above
    made = BackgroundScheduler(jobstores={"default": open_job_store(address)}, timezone=LOCAL)
    made.start(paused=True)
    yield made
    made.shutdown()


@time_machine.travel(local("2026-11-01T12:00"), tick=False)
def test_jobs_follow_the_schedules(store: Store, scheduler: BackgroundScheduler) -> None:
    other = NIGHTLY.model_copy(update={"id": "thcs", "start": "23:30", "jitter": 0})
    store.save_schedule(NIGHTLY)
    store.save_schedule(other)
    assert store.schedules() == (NIGHTLY, other)
    arrange(scheduler, store)
    jobs = {job.id: job for job in scheduler.get_jobs()}
    assert {(one, job.func_ref, tuple(job.args)) for one, job in jobs.items()} == {
        ("th", "runner.service:run_list", ("th",)),
        ("thcs", "runner.service:run_list", ("thcs",)),
    }
    assert jobs["th"].misfire_grace_time == 7 * 3600
    assert (jobs["thcs"].next_run_time.hour, jobs["thcs"].next_run_time.minute) == (23, 30)
    assert (jobs["th"].coalesce, jobs["th"].max_instances) == (True, 1)
    before = jobs["th"].next_run_time
    arrange(scheduler, store)
    assert scheduler.get_job("th").next_run_time == before
    assert store.remove_schedule("thcs")
    assert not store.remove_schedule("thcs")
    store.save_schedule(NIGHTLY.model_copy(update={"start": "21:00"}))
    arrange(scheduler, store)
    (left,) = scheduler.get_jobs()
    assert "hour='21'" in str(left.trigger)


def test_the_jobs_table_is_no_affair_of_the_migrations(
    address: str | Path,  # noqa: F811 - the fixture above
    scheduler: BackgroundScheduler,
) -> None:
    assert differences(address) == []


def test_a_night_is_due_until_it_is_finished(store: Store) -> None:
    now = local("2026-11-02T01:00")
    assert is_due(NIGHTLY, store, now)
    assert not is_due(NIGHTLY, store, local("2026-11-02T06:00"))
    last_night = samples.run(
        "a", school_list=NIGHTLY.schools, out="/bao-cao/audit.json", started_at=local("2026-10-31T22:10")
    )
    store.start_run(last_night, [])
    assert is_due(NIGHTLY, store, now)
    store.start_run(
        samples.run("b", school_list=NIGHTLY.schools, out="/bao-cao/audit.json", started_at=local("2026-11-01T22:10")),
        [],
    )
    assert is_due(NIGHTLY, store, now)
    store.finish_run("b", RunState.INTERRUPTED)
    assert is_due(NIGHTLY, store, now)
    store.visited(samples.entry(), "b")
    store.finish_run("b", RunState.FINISHED)
    assert not is_due(NIGHTLY, store, now)


def test_a_night_goes_on_and_one_of_yesterday_is_closed(store: Store) -> None:
    run = samples.run("a", started_at=local("2026-10-31T22:10"))
    store.start_run(run, ["01"])
    asked: dict[str, Any] = {
        "school_list": run.school_list,
        "rubric": run.rubric,
        "rubric_version": run.rubric_version,
        "school_year": run.school_year,
        "out": run.out,
        "as_of": run.as_of,
    }
    same = store.go_on_run(**asked, since=local("2026-10-31T22:00"))
    assert same is not None
    assert same.id == "a"
    assert store.go_on_run(**asked, since=local("2026-11-01T22:00")) is None
    closed = store.load_run("a")
    assert closed is not None
    assert closed.state is RunState.PARTIAL
    assert store.go_on_run(**asked) is None


def test_the_commands(run: Any, tmp_path: Path) -> None:
    schools = tmp_path / "truong.csv"
    schools.write_text("code,name,level,url\n01,Trường Tiểu học Hoa Sen,TH,http://hoasen.test/\n", encoding="utf-8")
    told = ["--schools", str(schools), "--rubric", "tdm-2021-2022", "--out", "bc", "--home", "h", "--format", "json"]
    status, out, err = run("schedule", "add", "tieu-hoc", *told, "--from", "21:30", "--contact", "cntt@phong.test")
    assert status == 0, err
    assert "bắt đầu" in out
    assert "21:30" in out
    status, out, _ = run("schedule", "show", "--home", "h")
    assert "tieu-hoc" in out
    assert "21:30–05:00" in out
    for wrong, said in (
        (["--from", "25:00"], "--from: giờ viết như 22:00"),
        (["--from", "05:00"], "phải khác nhau"),
        (["--deep-nights", "0"], "--deep-nights: từ 1 đến 60"),
    ):
        status, _, err = run("schedule", "add", "khac", *told, *wrong)
        assert (status, said in err) == (2, True), err
    status, _, err = run("schedule", "add", "khac", *told)
    assert (status, "Lịch “tieu-hoc” đã ghi báo cáo vào" in err) == (2, True)
    status, _, err = run("schedule", "add", "Tiểu học", *told)
    assert (status, "Mã lịch" in err) == (2, True)
    status, _, err = run("schedule", "run-now", "khong-co", "--home", "h")
    assert (status, "Không có lịch" in err) == (2, True)
    assert run("schedule", "remove", "tieu-hoc", "--home", "h")[0] == 0
    assert run("schedule", "remove", "tieu-hoc", "--home", "h")[0] == 2
    status, _, err = run("serve", "--home", "h")
    assert (status, "serve --schedule" in err) == (2, True)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[World, Path]]:
    plan = Plan(("truong0.a.test", "truong1.b.test"), [[State()] * 2], [{}])
    with World(plan, tmp_path / "world") as world:
        schools = tmp_path / "truong.csv"
        schools.write_text(world.schools_csv, encoding="utf-8")
        now = datetime.now(LOCAL)
        resolve = [part for one in world.resolve(0) for part in ("--resolve", one)]
        hours = [f"{now + timedelta(hours=ahead):%H:%M}" for ahead in (-2, 3)]
        added = kiemcong(
            *("schedule", "add", "th", "--schools", schools, "--rubric", "tdm-2021-2022", "--format", "json"),
            *("--school-year", "2021-2022", "--out", tmp_path / "bc", "--home", tmp_path / "h", "--allow-private"),
            *("--from", hours[0], "--to", hours[1], "--jitter", "0", *resolve),
            cwd=tmp_path,
        )
        assert added.returncode == 0, added.stderr
        yield world, tmp_path


def serving(folder: Path) -> subprocess.Popen[str]:
    return start(["serve", "--schedule", "--home", folder / "h"], folder)


def waited(folder: Path, wanted: Any, seconds: float = 90.0) -> Any:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with open_store(folder / "h" / "kiemcong.sqlite") as store:
            runs = store.list_runs()
        if (found := wanted(runs)) is not None:
            return found
        time.sleep(0.2)
    raise AssertionError((folder / "h" / "logs" / "dem-th.log").read_text(encoding="utf-8"))


@pytest.mark.district
def test_a_service_that_was_killed_goes_on_with_its_night(office: tuple[World, Path]) -> None:
    world, folder = office
    slow = world.server.sites["truong1.b.test"]
    world.server.sites["truong1.b.test"] = world.slowed(slow, 0.4)
    service = serving(folder)
    try:
        begun = waited(folder, lambda runs: runs[0] if runs and runs[0].state is RunState.RUNNING else None)
        time.sleep(2.0)
        (night,) = children_of(service.pid)
        # As when the machine goes down: everything at once.
        for pid in (service.pid, night):
            os.kill(pid, signal.SIGKILL)
        service.wait()
    finally:
        service.kill()
    world.server.sites["truong1.b.test"] = slow
    again = serving(folder)
    try:
        done = waited(folder, lambda runs: runs[0] if runs[0].state is RunState.FINISHED else None)
        assert done.id == begun.id
        assert done.counts.judged == 2
        time.sleep(1.0)
        again.send_signal(signal.SIGTERM)
        _, err = again.communicate(timeout=60)
    finally:
        again.kill()
    assert again.returncode == 0, err
    with open_store(folder / "h" / "kiemcong.sqlite") as store:
        assert len(store.list_runs()) == 1


def children_of(pid: int) -> list[int]:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        tasks = Path(f"/proc/{pid}/task").iterdir()
        found = [int(child) for task in tasks for child in (task / "children").read_text().split()]
        if found:
            return found
        time.sleep(0.1)
    return []


@pytest.mark.district
def test_a_window_that_ends_leaves_an_honest_partial_report(office: tuple[World, Path]) -> None:
    """The first night is whole; in the second the time is up before anybody is reached."""
    world, folder = office
    home = Home(folder / "h", folder / "h" / "logs" / "log")
    with open_store(home.database) as store:
        (schedule,) = store.schedules()
    now = datetime.now(UTC)
    run_night(home, null_screen(), schedule, since=now - timedelta(hours=1), until=now + timedelta(hours=1))
    first = json.loads((folder / "bc" / "audit.json").read_bytes())
    asked = len(world.server.asked)
    run_night(home, null_screen(), schedule, since=datetime.now(UTC), until=datetime.now(UTC))
    second = json.loads((folder / "bc" / "audit.json").read_bytes())
    assert len(world.server.asked) == asked
    assert (first["complete"], second["complete"]) == (True, False)
    assert [one["points"] for one in second["schools"]] == [one["points"] for one in first["schools"]] == [20, 20]
    notes = {note for one in second["schools"] for note in one["nights"]["notes"]}
    assert len(notes) == 1
    assert notes.pop().startswith("Hết giờ trước khi tới lượt trường này. Kết quả dưới đây là của lần xem đêm ")
    with open_store(home.database) as store:
        newest = store.list_runs()[0]
    assert (newest.state, newest.counts.carried, newest.counts.judged) == (RunState.PARTIAL, 2, 0)
