"""``kiemcong check``: saved visits judged again, without network.

Of the store only what its nights know of copied posts is read, so that both judge alike.
"""

from __future__ import annotations

import logging
import traceback
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from crawler.archive import ArchiveError
from reading.copies import FEWEST_OTHERS, SharedTexts
from reports.formats import DEFAULT_FORMATS
from runner.asking import read_judge, say_other_year, say_unheard
from runner.errors import ExitStatus, RunError, reason
from runner.home import Home
from runner.lock import locked
from runner.progress import Progressing
from runner.publishing import Publisher, make_places
from runner.saved import SavedVisit, find_visits
from runner.screen import Screen, measured
from runner.tables import SchoolNotes, notes_of
from runner.workers import processes_for, shared
from runner.workroom import workroom
from runner.writing import SchoolWriter, Written
from store import StoreError, open_store

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class CheckAsked:
    """The options of ``kiemcong check``, as typed."""

    visits: Path
    rubric: str
    school_year: str | None = None
    as_of: str | None = None
    out: Path | None = None
    json: Path | None = None
    formats: tuple[str, ...] = DEFAULT_FORMATS
    with_posts: bool = False
    codes: tuple[str, ...] = ()
    overrides: Path | None = None


def check(home: Home, screen: Screen, asked: CheckAsked) -> ExitStatus:
    """Judge the newest saved visit of each school. Raises InputError and RunError."""
    judge = read_judge(home, asked.rubric, asked.school_year, asked.as_of, asked.overrides)
    judge = replace(judge, texts=_known_texts(home, screen))
    say_other_year(screen, judge)
    saved = find_visits(asked.visits, asked.codes)
    for problem in saved.damaged:
        screen.say(problem)
    if not asked.codes:
        say_unheard(screen, judge, (one.school.code for one in saved.visits))
    with ExitStack() as stack:
        # Without --out nothing but the table (and --json) is wanted.
        room = stack.enter_context(workroom(home.workrooms))
        out = asked.out or room / "bao-cao"
        formats = asked.formats if asked.out else ("json",)
        places = make_places(out, asked.json, formats, with_posts=asked.with_posts)
        stack.enter_context(locked(places.out))
        try:
            with (
                Progressing(screen.err) as progress,
                Publisher(places, judge, listed=len(saved.visits), remarks=(), room=room) as publisher,
            ):
                progress.begin(len(saved.visits))
                make = partial(SchoolWriter.of_order, judge, places.formats, publisher.order)
                judged = shared(make, _judge, saved.visits, processes_for(len(saved.visits)))
                for position, (one, found) in enumerate(zip(saved.visits, judged, strict=True)):
                    if isinstance(found, _LeftOut):
                        if found.trace:
                            log.error("visit %s cannot be judged\n%s", one.path, found.trace)
                        publisher.leave_out(position, one.school, found.message)
                        progress.failed(one.school, found.message)
                    else:
                        row = publisher.take(position, found.written)
                        progress.judged(one.school, found.notes, row, found.requests)
                office = publisher.office()
        except BrokenProcessPool as error:
            raise RunError(
                "Một tiến trình chấm bị hệ thống dừng giữa chừng (thường vì hết bộ nhớ); hãy chạy lại."
            ) from error
        except OSError as error:
            raise RunError(f"Không ghi được báo cáo vào {places.out}: {reason(error)}.") from error
        named = places.named if asked.out else {}
        if asked.json is not None:
            named["Dữ liệu"] = places.json
        screen.show_audit(office, progress.notes, named)
    return ExitStatus.OK if measured(office) else ExitStatus.NOTHING_MEASURED


def _known_texts(home: Home, screen: Screen) -> SharedTexts:
    """What the nights of this home know of words that stand on several portals; nothing where there were no nights."""
    if isinstance(home.database, Path) and not home.database.exists():
        return {}
    try:
        with open_store(home.database) as store:
            return store.shared_texts(FEWEST_OTHERS)
    except StoreError as error:
        screen.say(f"Lưu ý: không xét được bài nào đăng lại của trường khác. {error}")
        return {}


@dataclass(frozen=True)
class _Judged:
    """A school that was judged and whose files are written; `requests` is what its visit cost."""

    written: Written
    notes: SchoolNotes
    requests: int


@dataclass(frozen=True)
class _LeftOut:
    """Why a school is left out, in Vietnamese; `trace` is the fault's, where it is the program's own."""

    message: str
    trace: str = ""


def _judge(writer: SchoolWriter, one: SavedVisit) -> _Judged | _LeftOut:
    """Judge a visit and write what is written of its school. Raises OSError."""
    try:
        visit = one.load()
        verdict, portal = writer.judge.judge(visit)
        written = writer.write(verdict, portal)
    except ArchiveError as error:
        return _LeftOut(str(error))
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 – told with its trace by the process that logs
        # One visit that cannot be judged must not take the others with it.
        told = f"Chương trình gặp lỗi khi chấm trường này ({type(error).__name__})."
        return _LeftOut(told, traceback.format_exc())
    return _Judged(written, notes_of(verdict, {cell.rule for cell in written.row.cells}), visit.requests)
