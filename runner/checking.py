"""``kiemcong check``: saved visits judged again, without network and without touching the store."""

from __future__ import annotations

import logging
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from crawler.archive import ArchiveError
from reports.formats import DEFAULT_FORMATS
from runner.asking import read_judge, say_other_year, say_unheard
from runner.errors import ExitStatus, RunError, reason
from runner.home import Home
from runner.lock import locked
from runner.progress import Progressing
from runner.publishing import Publisher, make_places
from runner.saved import SavedVisit, find_visits
from runner.screen import Screen, measured
from runner.workroom import workroom

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
                for position, one in enumerate(saved.visits):
                    _judge(position, one, publisher, progress)
                office = publisher.office()
        except OSError as error:
            raise RunError(f"Không ghi được báo cáo vào {places.out}: {reason(error)}.") from error
        named = places.named if asked.out else {}
        if asked.json is not None:
            named["Dữ liệu"] = places.json
        screen.show_audit(office, progress.notes, named)
    return ExitStatus.OK if measured(office) else ExitStatus.NOTHING_MEASURED


def _judge(position: int, one: SavedVisit, publisher: Publisher, progress: Progressing) -> None:
    try:
        visit = one.load()
        verdict, portal = publisher.judge.judge(visit)
        row = publisher.publish(position, verdict, portal)
    except ArchiveError as error:
        _leave_out(position, one, str(error), publisher, progress)
    except OSError:
        raise
    except Exception as error:
        # One visit that cannot be judged must not take the others with it.
        log.exception("visit %s cannot be judged", one.path)
        message = f"Chương trình gặp lỗi khi chấm trường này ({type(error).__name__})."
        _leave_out(position, one, message, publisher, progress)
    else:
        progress.done(one.school, verdict, row, visit.requests)


def _leave_out(position: int, one: SavedVisit, message: str, publisher: Publisher, progress: Progressing) -> None:
    publisher.leave_out(position, one.school, message)
    progress.failed(one.school, message)
