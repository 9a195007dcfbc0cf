"""``kiemcong schedule``: lists with their times, and the night of one list, which is an audit like any other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import ValidationError

from records.schedule import Schedule
from reports.formats import DEFAULT_FORMATS
from reports.json import AUDIT_FILE
from runner.asking import read_judge, read_list, read_office, school_year_of
from runner.batches import CHILDREN
from runner.commands import AuditAsked, carry_out, prepare
from runner.disk import is_short_of_room
from runner.errors import ExitStatus, InputError
from runner.home import Home
from runner.lock import check_writable, is_held
from runner.mappings import parse_mapping
from runner.mishaps import Mishaps
from runner.publishing import make_places
from runner.retention import keep_house
from runner.schedule_table import ScheduleState, schedules_table
from runner.screen import Screen
from runner.windows import deep_tonight, next_window, window_at
from store import RunRecord, RunState, Store, open_store

_HALF_A_DAY = timedelta(hours=12)
_TO_GO_ON = (RunState.RUNNING, RunState.INTERRUPTED)


@dataclass(frozen=True)
class ScheduleAsked:
    """The options of ``kiemcong schedule add``, as typed."""

    id: str
    schools: Path
    rubric: str
    out: Path
    school_year: str | None = None
    formats: tuple[str, ...] = DEFAULT_FORMATS
    with_posts: bool = False
    start: str = "22:00"
    end: str = "05:00"
    jitter: int = 10
    deep_nights: int = 14
    contact: str | None = None
    overrides: Path | None = None
    resolve: tuple[str, ...] = ()
    allow_private: bool = False
    children: int = CHILDREN


def add(home: Home, screen: Screen, asked: ScheduleAsked) -> ExitStatus:
    """Save a schedule once all it names can be read. Raises InputError and StoreError."""
    try:
        schedule = Schedule(
            id=asked.id,
            schools=_absolute(asked.schools),
            rubric=asked.rubric if asked.rubric.rpartition(".")[2] not in ("yaml", "yml") else _absolute(asked.rubric),
            school_year=asked.school_year,
            out=_absolute(asked.out),
            formats=asked.formats,
            with_posts=asked.with_posts,
            start=asked.start,
            end=asked.end,
            jitter=asked.jitter,
            deep_nights=asked.deep_nights,
            contact=asked.contact,
            overrides=_absolute(asked.overrides) if asked.overrides else None,
            resolve=asked.resolve,
            allow_private=asked.allow_private,
            children=asked.children,
        )
    except ValidationError as error:
        raise InputError(_what_is_wrong(error)) from error
    if schedule.start == schedule.end:
        raise InputError("--from và --to phải khác nhau.")
    _see_that_it_works(home, schedule)
    with open_store(home.database) as store:
        for other in store.schedules():
            if other.out == schedule.out and other.id != schedule.id:
                raise InputError(f"Lịch “{other.id}” đã ghi báo cáo vào {schedule.out}; hãy chọn thư mục khác.")
        store.save_schedule(schedule)
    now = datetime.now(UTC)
    window = next_window(schedule, now)
    begins = "đang trong giờ, bắt đầu từ" if window.holds(now) else "đêm tới bắt đầu"
    screen.show(f"Đã ghi lịch “{schedule.id}”: {begins} {window.start:%H:%M %d/%m/%Y}, dừng {window.end:%H:%M}.")
    screen.say("Lịch chạy khi “kiemcong serve --schedule” đang chạy.")
    return ExitStatus.OK


def remove(home: Home, screen: Screen, schedule: str) -> ExitStatus:
    """Forget a schedule; its runs and reports stay. Raises InputError and StoreError."""
    with open_store(home.database) as store:
        if not store.remove_schedule(schedule):
            raise InputError(f"Không có lịch “{schedule[:80]}”; xem các lịch bằng: kiemcong schedule show.")
    screen.show(f"Đã bỏ lịch “{schedule}”. Báo cáo và các lần chạy đã có vẫn còn.")
    return ExitStatus.OK


def show(home: Home, screen: Screen) -> ExitStatus:
    """List the schedules with their next night. Raises StoreError."""
    now = datetime.now(UTC)
    mishaps = Mishaps(home)
    with open_store(home.database) as store:
        found = [_state_of(one, store, mishaps, now) for one in store.schedules()]
    if found:
        screen.out.print(schedules_table(found))
    else:
        screen.show("Chưa có lịch nào; thêm bằng: kiemcong schedule add.")
    return ExitStatus.OK


def run_now(home: Home, screen: Screen, schedule: str, *, in_window: bool = False) -> ExitStatus:
    """Audit a schedule's list now. Inside its window this is tonight's run, which ends with the window.

    With `in_window` nothing is done outside, or once tonight's run is finished; otherwise a run outside has no end of
    its own. Raises InputError, RunError, StoreError.
    """
    now = datetime.now(UTC)
    with open_store(home.database) as store:
        found = find(store, schedule)
        due = is_due(found, store, now)
    window = window_at(found, now)
    if window is None and in_window:
        screen.say(f"Ngoài giờ của lịch “{found.id}” ({found.start}–{found.end}): không chạy.")
        return ExitStatus.OK
    if in_window and not due:
        screen.say(f"Đêm nay lịch “{found.id}” đã chạy xong: không chạy lại.")
        return ExitStatus.OK
    if is_short_of_room(home.path):
        # No night would get far, and none that breaks off comes to the cleaning at its end.
        keep_house(home, screen, now, short_of_room=True)
    since, until = (window.start, window.end) if window is not None else (now - _HALF_A_DAY, None)
    status = run_night(home, screen, found, since=since, until=until)
    keep_house(home, screen, now)
    if in_window and status is ExitStatus.OK:
        with open_store(home.database) as store:
            if is_due(found, store, datetime.now(UTC)):
                # What earlier nights measured was shown; tonight nobody was reached.
                screen.say("Đêm nay chưa đo được trường nào (thường là mất mạng).")
                return ExitStatus.NOTHING_MEASURED
    return status


def is_due(schedule: Schedule, store: Store, now: datetime) -> bool:
    """Tell whether tonight's run of a schedule should be under way and is not finished; one that could measure nothing
    at all (the office's own line was down) is no night's work either."""
    window = window_at(schedule, now)
    if window is None:
        return False
    run = newest_run(schedule, store)
    if run is None or run.started_at < window.start:
        return True
    return run.state in _TO_GO_ON or (run.state is RunState.FINISHED and not store.measured_any(run.id))


def newest_run(schedule: Schedule, store: Store) -> RunRecord | None:
    """The newest run of a schedule: another one may audit the same list under another pack."""
    return store.newest_run(school_list=schedule.schools, out=str(Path(schedule.out) / AUDIT_FILE))


def run_night(
    home: Home, screen: Screen, schedule: Schedule, *, since: datetime, until: datetime | None, **changes: object
) -> ExitStatus:
    """One night of a schedule: the same door as ``kiemcong audit``. An unfinished run from before `since` is closed as
    partial, one from after is gone on with. `changes` replace fields of the Audit (tests only)."""
    work = replace(prepare(home, screen, asked_of(schedule, since)), since=since)
    with open_store(home.database) as store:
        last_deep = store.last_deep([school.code for school in work.schools])
    codes = [school.code for school in work.schools]
    work = replace(work, warm=True, deep=deep_tonight(codes, since.date(), last_deep, schedule.deep_nights))
    return carry_out(home, screen, replace(work, **changes), until)  # type: ignore[arg-type]


def asked_of(schedule: Schedule, moment: datetime) -> AuditAsked:
    """The audit that a schedule asks for at a moment."""
    return AuditAsked(
        schools=Path(schedule.schools),
        rubric=schedule.rubric,
        school_year=schedule.school_year or school_year_of(moment.date()),
        out=Path(schedule.out),
        formats=schedule.formats,
        with_posts=schedule.with_posts,
        resolve=schedule.resolve,
        allow_private=schedule.allow_private,
        contact=schedule.contact,
        overrides=Path(schedule.overrides) if schedule.overrides else None,
        children=schedule.children or CHILDREN,
    )


def find(store: Store, schedule: str) -> Schedule:
    """The schedule of an id. Raises InputError."""
    found = next((one for one in store.schedules() if one.id == schedule), None)
    if found is None:
        raise InputError(f"Không có lịch “{schedule[:80]}”; xem các lịch bằng: kiemcong schedule show.")
    return found


def _state_of(schedule: Schedule, store: Store, mishaps: Mishaps, now: datetime) -> ScheduleState:
    run, mishap = newest_run(schedule, store), mishaps.of(schedule.id)
    if mishap is not None and run is not None and run.finished_at is not None and run.state not in _TO_GO_ON:
        # By whomever: a process that outlived its service has brought the night to its end.
        mishap = mishap if run.finished_at < mishap.at else None
    window = window_at(schedule, now)
    due = is_due(schedule, store, now)
    if window is None or not due:
        # Tonight's run is done: what comes next is another night.
        after = window.end if window is not None else now
        coming = next_window(schedule, after)
    else:
        coming = window
    held = is_held(Path(schedule.out)) if run is not None and run.state is RunState.RUNNING else None
    return ScheduleState(schedule, coming, due, run, held, mishap)


def _see_that_it_works(home: Home, schedule: Schedule) -> None:
    """Tonight is too late to learn that a file cannot be read."""
    asked = asked_of(schedule, datetime.now(UTC))
    make_places(asked.out, None, asked.formats, with_posts=asked.with_posts)
    check_writable(asked.out)
    read_judge(home, asked.rubric, asked.school_year, None, asked.overrides)
    for text in asked.resolve:
        parse_mapping(text)
    read_office(home, asked.contact)
    if not read_list(asked.schools).schools:
        raise InputError(f"{asked.schools}: không có dòng nào dùng được.")


def _absolute(path: str | Path) -> str:
    return str(Path(path).expanduser().absolute())


def _what_is_wrong(error: ValidationError) -> str:
    names = {
        "id": "Mã lịch: chỉ gồm chữ thường không dấu, số, dấu chấm, gạch nối; tối đa 60 ký tự",
        "start": "--from: giờ viết như 22:00",
        "end": "--to: giờ viết như 05:00",
        "jitter": "--jitter: từ 0 đến 120 phút",
        "deep_nights": "--deep-nights: từ 1 đến 60",
    }
    wrong = {str(one["loc"][0]) for one in error.errors()}
    return ". ".join(names.get(name, name) for name in sorted(wrong)) + "."
