"""The service beside trouble: nights that broke off, a database that is away, a second service, and what is told."""

from __future__ import annotations

import io
import sqlite3
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from apscheduler.schedulers.background import BackgroundScheduler
from rich.console import Console

from reading.dates import LOCAL
from records.schedule import Schedule
from runner import schedules, service
from runner.errors import ExitStatus, InputError
from runner.home import Home
from runner.lock import is_held, locked
from runner.mishaps import Mishaps
from runner.schedules import is_due, run_now, show
from runner.screen import Screen
from runner.service import Nights, arrange, last_line, serve
from runner.tables import UnderWay, going
from store import RunState, SchoolState, Store, alone, open_job_store, open_store
from tests.store import samples
from tests.store.conftest import address, postgres_url  # noqa: F401 - fixtures


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "h" / "logs").mkdir(parents=True)
    return Home(tmp_path / "h", tmp_path / "h" / "logs" / "log")


@pytest.fixture
def screen() -> Screen:
    return Screen(out=Console(file=io.StringIO(), width=400), err=Console(file=io.StringIO(), width=400))


def told(screen: Screen) -> str:
    assert isinstance(screen.out.file, io.StringIO)
    assert isinstance(screen.err.file, io.StringIO)
    return screen.out.file.getvalue() + screen.err.file.getvalue()


def schedule_around_now(folder: Path, **changes: Any) -> Schedule:
    now = datetime.now(LOCAL)
    made = Schedule(
        id="th",
        schools=str(folder / "truong.csv"),
        rubric="tdm-2021-2022",
        school_year="2021-2022",
        out=str(folder / "bc"),
        formats=("json",),
        start=f"{now - timedelta(hours=2):%H:%M}",
        end=f"{now + timedelta(hours=3):%H:%M}",
        jitter=0,
    )
    return made.model_copy(update=changes)


def finished_tonight(store: Store, schedule: Schedule, *, measured: bool = True) -> None:
    run = samples.run("r", school_list=schedule.schools, out=f"{schedule.out}/audit.json", started_at=datetime.now(UTC))
    store.start_run(run, ["01"])
    store.visited(samples.entry().model_copy(update={"measured": measured}), "r")
    store.finish_run("r", RunState.FINISHED)


def test_a_night_that_broke_off_is_begun_again_while_its_hours_last(home: Home, screen: Screen, tmp_path: Path) -> None:
    schedule = schedule_around_now(tmp_path)
    with open_store(home.database) as store:
        store.save_schedule(schedule)
        nights = Nights(home, screen, retry=0.0)
        # The list is not there: the night cannot begin.
        nights.run("th")
        assert nights.occupied() == frozenset()
        assert "Đêm của lịch “th” chưa xong" in told(screen)
        assert "không tìm thấy tệp danh sách trường" in told(screen)
        show(home, screen)
        assert "không xong: " in told(screen)
        scheduler = BackgroundScheduler(jobstores={"default": open_job_store(home.database)}, timezone=LOCAL)
        scheduler.start(paused=True)
        try:
            arrange(scheduler, store, occupied={"th"})
            assert scheduler.get_job("th").next_run_time > datetime.now(UTC)
            arrange(scheduler, store, occupied=nights.occupied())
            assert scheduler.get_job("th").next_run_time <= datetime.now(UTC)
        finally:
            scheduler.shutdown()
        finished_tonight(store, schedule)
        screen.out.file = io.StringIO()
        show(home, screen)
        assert "không xong: " not in told(screen)
        # Tonight's run is finished by now, by whomever: the next try finds nothing to do and all is well.
        nights.run("th")
    assert nights.occupied() == frozenset()
    assert Mishaps(home).of("th") is None
    assert "đã chạy xong: không chạy lại" in (home.log.with_name("dem-th.log")).read_text(encoding="utf-8")


def test_of_what_a_night_told_its_error_is_kept(tmp_path: Path) -> None:
    told = tmp_path / "dem-th.log"
    told.write_text("Lỗi: của đêm trước.\n", encoding="utf-8")
    start = told.stat().st_size
    assert last_line(told, start) == ""
    with told.open("a", encoding="utf-8") as stream:
        stream.write("truong.csv, dòng 2: thiếu.\nLỗi: Ổ đĩa đã đầy.\nException ignored\nOSError: [Errno 28]\n")
    assert last_line(told, start) == "Lỗi: Ổ đĩa đã đầy."
    with told.open("a", encoding="utf-8") as stream:
        stream.write("/ds/truong.csv: không tìm thấy.\n")
    assert last_line(told, told.stat().st_size - 40).endswith("không tìm thấy.")


def test_a_night_is_left_alone_for_a_while_before_it_is_begun_again(home: Home, screen: Screen, tmp_path: Path) -> None:
    with open_store(home.database) as store:
        store.save_schedule(schedule_around_now(tmp_path))
    nights = Nights(home, screen, retry=3600.0)
    nights.run("th")
    assert nights.occupied() == {"th"}


def test_what_nobody_mends_is_tried_seldom(home: Home, screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    nights = Nights(home, screen, retry=300.0)
    statuses = [*[int(ExitStatus.UNUSABLE_INPUT)] * 6, int(ExitStatus.OK), -9]
    monkeypatch.setattr(nights, "_run", lambda list_id: statuses.pop(0))
    clock = [1000.0]
    monkeypatch.setattr(service, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    waits = []
    for _ in range(len(statuses)):
        nights.run("th")
        waits.append(next(minutes for minutes in range(100) if waited(nights, clock, minutes)))
    assert waits == [5, 10, 20, 40, 60, 60, 5, 5]


def waited(nights: Nights, clock: list[float], minutes: int) -> bool:
    """Tell whether a list may be begun again; a minute goes by each time but the first."""
    clock[0] += 60.0 if minutes else 0.0
    return "th" not in nights.occupied()


@pytest.mark.parametrize(("minutes", "begun"), [(1, False), (11, False), (13, True), (300, True), (421, False)])
def test_a_night_that_was_missed_is_begun_late(home: Home, tmp_path: Path, minutes: int, begun: bool) -> None:
    """The machine slept at ten, or its clock was set right, or the schedule was added at eleven: its own time (with
    ten minutes of jitter) is past."""
    schedule = schedule_around_now(tmp_path, start="22:00", end="05:00", jitter=10)
    evening = datetime(2026, 11, 1, 22, tzinfo=LOCAL)
    with open_store(home.database) as store, time_machine.travel(evening + timedelta(minutes=minutes), tick=False):
        store.save_schedule(schedule)
        scheduler = BackgroundScheduler(jobstores={"default": open_job_store(home.database)}, timezone=LOCAL)
        scheduler.start(paused=True)
        try:
            # Under way, nothing is begun beside it.
            arrange(scheduler, store, occupied={"th"})
            assert scheduler.get_job("th").next_run_time > datetime.now(UTC)
            arrange(scheduler, store)
            assert (scheduler.get_job("th").next_run_time <= datetime.now(UTC)) is begun
        finally:
            scheduler.shutdown()


def test_a_night_that_measured_nothing_is_tried_again_and_not_for_ever(
    home: Home, screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The office's line was down at ten: the night is not over."""
    schedule = schedule_around_now(tmp_path)
    with open_store(home.database) as store:
        finished_tonight(store, schedule, measured=False)
        assert is_due(schedule, store, datetime.now(UTC))
        finished_tonight(store, schedule)
        assert not is_due(schedule, store, datetime.now(UTC))
    nights = Nights(home, screen, retry=0.0)
    monkeypatch.setattr(nights, "_run", lambda list_id: int(ExitStatus.NOTHING_MEASURED))
    for again in (True, True, False):
        nights.run("th")
        assert ("th" not in nights.occupied()) is again
    # What stood from earlier nights was shown, which is no failure: the night was blind all the same.
    store_schedule(home, schedule)
    monkeypatch.setattr(schedules, "run_night", lambda *_, **__: finished_blind(home, schedule))
    assert run_now(home, screen, "th", in_window=True) is ExitStatus.NOTHING_MEASURED
    assert "chưa đo được trường nào" in told(screen)
    patient = Nights(home, screen, retry=10.0)
    monkeypatch.setattr(patient, "_run", lambda list_id: int(ExitStatus.NOTHING_MEASURED))
    patient.run("th")
    assert patient.occupied() == {"th"}


def store_schedule(home: Home, schedule: Schedule) -> None:
    with open_store(home.database) as store:
        store.save_schedule(schedule)
        # Last night's, which keeps nobody from tonight's.
        store.start_run(samples.run("r", started_at=datetime.now(UTC) - timedelta(days=1)), [])


def finished_blind(home: Home, schedule: Schedule) -> ExitStatus:
    with open_store(home.database) as store:
        finished_tonight(store, schedule, measured=False)
    return ExitStatus.OK


def test_a_night_that_went_well_is_not_begun_again_at_once(
    home: Home, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    nights = Nights(home, screen, retry=10.0)
    monkeypatch.setattr(nights, "_run", lambda list_id: int(ExitStatus.OK))
    nights.run("th")
    assert nights.occupied() == {"th"}


def test_two_schedules_of_one_list_have_a_night_each(home: Home, tmp_path: Path) -> None:
    one = schedule_around_now(tmp_path)
    other = one.model_copy(update={"id": "khac", "rubric": "quoc-gia", "out": str(tmp_path / "bc2")})
    with open_store(home.database) as store:
        finished_tonight(store, one)
        now = datetime.now(UTC)
        assert not is_due(one, store, now)
        assert is_due(other, store, now)


def test_the_night_that_comes_is_another_one_once_tonight_is_done(home: Home, screen: Screen, tmp_path: Path) -> None:
    schedule = schedule_around_now(tmp_path)
    tomorrow = datetime.now(LOCAL) - timedelta(hours=2) + timedelta(days=1)
    with open_store(home.database) as store:
        store.save_schedule(schedule)
        show(home, screen)
        assert "(đang trong giờ)" in told(screen)
        assert f"{tomorrow:%d/%m/%Y %H:%M}" not in told(screen)
        finished_tonight(store, schedule)
    show(home, screen)
    assert f"{tomorrow:%d/%m/%Y %H:%M}" in told(screen)


def test_a_job_store_whose_database_is_gone_does_not_kill_the_scheduler(home: Home) -> None:
    open_store(home.database).close()
    jobs = open_job_store(home.database)
    scheduler = BackgroundScheduler(jobstores={"default": jobs}, timezone=LOCAL)
    scheduler.start(paused=True)
    try:
        job = scheduler.add_job(print, "cron", id="th", hour=22)
        with sqlite3.connect(home.path / "kiemcong.sqlite") as database:
            database.execute("DROP TABLE kiemcong_jobs")
        jobs.update_job(job)
        soon = jobs.get_next_run_time()
        assert soon is not None
        assert timedelta() < soon - datetime.now(UTC) < timedelta(minutes=1)
    finally:
        scheduler.shutdown()


def test_a_second_service_is_told_that_there_is_one(home: Home, screen: Screen) -> None:
    with locked(home.path / "service"), pytest.raises(InputError, match="Đã có một dịch vụ kiemcong serve đang chạy"):
        serve(home, screen)


def test_one_service_a_database_wherever_it_runs(
    home: Home,
    screen: Screen,
    address: str | Path,  # noqa: F811 - the fixture above
) -> None:
    """Two machines have a home each and may share a PostgreSQL."""
    open_store(address).close()
    with alone(address) as first:
        assert first
        with alone(address) as second:
            # A file is one machine's: there the home's own lock stands.
            assert second is isinstance(address, Path)
        if not isinstance(address, Path):
            with pytest.raises(InputError, match="có thể ở máy khác"):
                serve(Home(home.path, home.log, address), screen)
    with alone(address) as again:
        assert again


def test_a_service_whose_connection_was_cut_lets_go(postgres_url: str) -> None:  # noqa: F811 - the fixture above
    import psycopg

    open_store(postgres_url).close()
    with alone(postgres_url) as first:
        assert first
        with psycopg.connect(postgres_url, autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        with alone(postgres_url) as second:
            assert second


def test_whether_a_folder_is_held_is_seen_without_taking_it(tmp_path: Path) -> None:
    assert is_held(tmp_path) is None
    with locked(tmp_path):
        assert is_held(tmp_path) is True
    assert is_held(tmp_path) is False
    with locked(tmp_path):
        pass


@pytest.mark.parametrize(
    ("held", "said", "eta"),
    [(True, "đang chạy: 2/4", True), (False, "bị ngắt, lần chạy sau làm tiếp: 2/4", False), (None, "bị ngắt: 2", True)],
)
def test_a_run_says_whether_it_is_at_work(held: bool | None, said: str, eta: bool) -> None:
    states = Counter({SchoolState.JUDGED: 2, SchoolState.PENDING: 2})
    text = going(samples.run("a"), UnderWay(states, 600.0, held), datetime(2026, 11, 1, 16, tzinfo=UTC))
    assert said in text
    # Ten minutes for two: ten more for the other two.
    assert ("01/11/2026 23:10" in text) is eta


def test_hours_in_which_the_machine_was_off_are_no_work(home: Home) -> None:
    run = samples.run("a")
    with open_store(home.database) as store:
        store.start_run(run, ["01", "02"])
        for school, minutes in (("01", 5), ("02", 245)):
            entry = samples.entry(f"v{school}", subject=school)
            finished = run.started_at + timedelta(minutes=minutes)
            store.visited(entry.model_copy(update={"finished_at": finished}), "a")
        assert store.at_work("a", run.started_at + timedelta(minutes=250)) == (5 + 15 + 5) * 60


def test_a_database_that_is_no_address_is_refused(run: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It would have been the name of a new, empty SQLite file wherever the command happened to run."""
    monkeypatch.setenv("KIEMCONG_DATABASE", "kiemcong")
    status, _, err = run("runs", "--home", "h")
    assert (status, "postgresql://" in err) == (2, True)
    assert list(tmp_path.glob("kiemcong*")) == []


def test_reports_that_cannot_be_written_are_found_out_by_day(run: Any, tmp_path: Path) -> None:
    (tmp_path / "truong.csv").write_text("code,name,level,url\n01,Trường A,TH,http://a.test/\n", encoding="utf-8")
    (tmp_path / "tep").write_text("", encoding="utf-8")
    told = ["--schools", "truong.csv", "--rubric", "tdm-2021-2022", "--home", "h", "--contact", "a@b.test"]
    status, _, err = run("schedule", "add", "th", *told, "--out", "tep/bc")
    assert (status, "Không ghi được vào thư mục" in err) == (2, True)
    assert "một tệp không phải là thư mục" in err
