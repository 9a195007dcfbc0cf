"""What the commands do, between the command line that was typed and the rooms that do the work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from config.authorities import portals_above
from config.school_list import SchoolList
from records.facts import Window
from records.school import Authority, School
from reports.formats import DEFAULT_FORMATS
from runner.asking import check_contact, choose, read_judge, read_list, read_office, say_other_year, say_unheard
from runner.batches import CHILDREN
from runner.commission import Audit, Commission, with_selection
from runner.demo import start_district
from runner.errors import ExitStatus, InputError, RunError, reason
from runner.home import Home
from runner.lock import is_held, locked
from runner.mappings import parse_mapping
from runner.pipeline import run_audit
from runner.planning import make_night_plans
from runner.progress import Progressing
from runner.publishing import make_places
from runner.screen import Screen, measured
from runner.stopping import listening
from runner.tables import UnderWay, plan_notes, plan_table, runs_table
from store import RunState, open_store

DEMO_YEAR = "2021-2022"
RUBRIC = "tdm-2021-2022"


@dataclass(frozen=True)
class AuditAsked:
    """The options of ``kiemcong audit``, as typed."""

    schools: Path
    rubric: str
    school_year: str
    out: Path
    as_of: str | None = None
    json: Path | None = None
    formats: tuple[str, ...] = DEFAULT_FORMATS
    with_posts: bool = False
    codes: tuple[str, ...] = ()
    only_failed: bool = False
    warm: bool = False
    resolve: tuple[str, ...] = ()
    allow_private: bool = False
    contact: str | None = None
    overrides: Path | None = None
    children: int = CHILDREN


def audit(home: Home, screen: Screen, asked: AuditAsked) -> ExitStatus:
    """Audit a list. Raises InputError, RunError and StoreError."""
    return carry_out(home, screen, prepare(home, screen, asked))


def prepare(home: Home, screen: Screen, asked: AuditAsked) -> Audit:
    """Read all that an audit needs. Raises InputError."""
    places = make_places(asked.out, asked.json, asked.formats, with_posts=asked.with_posts)
    judge = read_judge(home, asked.rubric, asked.school_year, asked.as_of, asked.overrides)
    mappings = tuple(parse_mapping(text) for text in asked.resolve)
    office = read_office(home, asked.contact)
    schools = _under_authorities(screen, _read_list(screen, asked.schools), office.authorities, judge.window)
    say_other_year(screen, judge)
    say_unheard(screen, judge, (school.code for school in schools.schools))
    work = Audit(
        commission=Commission(judge, office.settings, office.authorities, home, mappings, asked.allow_private),
        list_key=str(asked.schools.absolute()),
        schools=tuple(judge.prepared(school) for school in schools.schools),
        listed=schools.rows_read,
        remarks=schools.problems,
        places=places,
        only_failed=asked.only_failed,
        warm=asked.warm,
        children=asked.children,
    )
    if asked.codes:
        work = with_selection(work, choose(schools.schools, asked.codes))
    check_contact(office.settings, work.schools, mappings)
    return work


def demo(
    home: Home,
    screen: Screen,
    out: Path | None,
    formats: tuple[str, ...] = DEFAULT_FORMATS,
    *,
    with_posts: bool = False,
) -> ExitStatus:
    """Start the demo district and audit it as any list is audited."""
    where = home.demo
    where.path.mkdir(parents=True, exist_ok=True)
    with start_district(DEMO_YEAR) as district:
        schools = where.path / "truong.csv"
        schools.write_text(district.schools_csv, encoding="utf-8")
        screen.say(f"Quận tưởng tượng đang chạy ở {district.address}; danh sách trường: {schools}")
        asked = AuditAsked(
            schools=schools,
            rubric=RUBRIC,
            school_year=DEMO_YEAR,
            out=out or where.path / "bao-cao",
            resolve=tuple(f"{host}={address}" for host, address in district.mappings),
            allow_private=True,
            formats=formats,
            with_posts=with_posts,
        )
        return audit(where, screen, asked)


def carry_out(home: Home, screen: Screen, work: Audit, until: datetime | None = None) -> ExitStatus:
    """Run an audit to its end, or as far as it comes by `until` (aware). Raises InputError, RunError and StoreError."""
    with locked(work.places.out), open_store(home.database) as store, listening(until) as stop:
        try:
            with Progressing(screen.err) as progress:
                result = run_audit(work, store, progress, stop)
        except OSError as error:
            raise RunError(f"Không ghi được báo cáo vào {work.places.out}: {reason(error)}.") from error
    if result.gone_on:
        screen.say("Đã làm tiếp lần chạy dở trước đó.")
    screen.show_audit(result.office, progress.notes, work.places.named)
    if result.state is RunState.INTERRUPTED:
        screen.say("Đã dừng theo yêu cầu. Chạy lại đúng lệnh này để làm tiếp các trường còn lại.")
        return ExitStatus.INTERRUPTED
    if result.state is RunState.PARTIAL:
        carried = result.counts.carried
        kept = f"{carried} trường giữ kết quả của đêm trước, ghi rõ ngày" if carried else "trường chưa tới lượt được kể"
        screen.say(f"Hết giờ đêm nay: {kept} trong báo cáo.")
    return ExitStatus.OK if measured(result.office) else ExitStatus.NOTHING_MEASURED


def runs(home: Home, screen: Screen, limit: int) -> ExitStatus:
    """List the newest runs of the home."""
    with open_store(home.database) as store:
        found, now = store.list_runs(limit), datetime.now(UTC)
        going = {
            run.id: UnderWay(store.progress(run.id), store.at_work(run.id, now), is_held(Path(run.out).parent))
            for run in found
            if run.state is RunState.RUNNING
        }
    if found:
        screen.out.print(runs_table(found, going, now))
    else:
        screen.show(f"Chưa có lần chạy nào trong {home.path}.")
    return ExitStatus.OK


def plan(home: Home, screen: Screen, path: Path) -> ExitStatus:
    """Tell what a list will take; no request is sent. Raises InputError and StoreError."""
    schools = _read_list(screen, path)
    settings = read_office(home, None).settings
    codes = [school.code for school in schools.schools]
    with open_store(home.database) as store:
        cold, warm = (
            {code: entry.requests for code, entry in store.newest_visits(codes, deep=deep).items()}
            for deep in (True, False)
        )
    found = make_night_plans(schools.schools, settings, cold, warm)
    screen.out.print(plan_table(found))
    for line in plan_notes(found, len(schools.schools), settings):
        screen.show(line)
    return ExitStatus.OK


def _under_authorities(
    screen: Screen, schools: SchoolList, authorities: tuple[Authority, ...], window: Window
) -> SchoolList:
    """The list with the portals that stood above each school in the audited year; what was decided is said once."""
    placed: list[School] = []
    notes: dict[str, list[str]] = {}
    for school in schools.schools:
        above = portals_above(school, authorities, window)
        placed.append(school.model_copy(update={"parents": above.portals}))
        for note in above.notes:
            notes.setdefault(note, []).append(school.code)
    for note, codes in notes.items():
        screen.say(f"{len(codes)} trường ({', '.join(codes[:3])}{' …' if len(codes) > 3 else ''}): {note}")
    return schools.model_copy(update={"schools": tuple(placed)})


def _read_list(screen: Screen, path: Path) -> SchoolList:
    schools = read_list(path)
    for remark in schools.problems:
        screen.say(remark.text)
    if not schools.schools:
        raise InputError(f"{path}: không có dòng nào dùng được.")
    return schools
