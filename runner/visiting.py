"""``kiemcong visit``: one portal without a list, and what was seen of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from config.addresses import AddressError, normalise_address
from config.school_fields import read_levels
from crawler.archive import ArchiveError, FolderArchive
from crawler.order import Event
from records.facts import Aspect, Visit
from records.school import School
from runner.asking import check_contact, present_school_year, read_judge, read_office
from runner.batches import make_batch
from runner.children import Crawl
from runner.commission import Commission
from runner.errors import ExitStatus, InputError, RunError
from runner.home import Home
from runner.mappings import parse_mapping
from runner.screen import Screen
from runner.stopping import listening
from runner.tables import visit_tables
from runner.whose import whose
from runner.workroom import workroom
from store import VisitEntry, open_store


@dataclass(frozen=True)
class VisitAsked:
    """The options of ``kiemcong visit``, as typed."""

    url: str
    rubric: str
    name: str | None = None
    level: str | None = None
    school_year: str | None = None
    parents: tuple[str, ...] = ()
    resolve: tuple[str, ...] = ()
    allow_private: bool = False
    contact: str | None = None


def visit(home: Home, screen: Screen, asked: VisitAsked) -> ExitStatus:
    """Visit one portal and show what was seen. Raises InputError, RunError and StoreError."""
    school = _school(asked)
    judge = read_judge(home, asked.rubric, asked.school_year or present_school_year(), None)
    office = read_office(home, asked.contact)
    mappings = tuple(parse_mapping(text) for text in asked.resolve)
    check_contact(office.settings, (school,), mappings)
    commission = Commission(judge, office.settings, office.authorities, home, mappings, asked.allow_private)
    screen.say(f"Đang xem {school.portal} cho năm học {judge.school_year} …")
    with (
        workroom(home.workrooms) as room,
        open_store(home.database) as store,
        FolderArchive(home.archive) as archive,
        listening() as stop,
    ):
        crawl = Crawl(
            [make_batch([school])],
            commission.order,
            stop=stop,
            log_file=home.log,
            silence=commission.silence,
            room=room,
        )
        seen: Visit | None = None
        for event in crawl.events():
            found = _visit_of(event, archive)
            if found is not None:
                store.save_visit(VisitEntry.of(found, str(home.archive), whose(found.subject)))
            if event.subject == school.code:
                seen = found
        interrupted = stop.wanted
    if seen is None:
        if interrupted:
            return ExitStatus.INTERRUPTED
        raise RunError("chương trình không xem được cổng này; chi tiết trong tệp nhật ký " + str(home.log))
    _, portal = judge.judge(seen)
    for table in visit_tables(portal, judge.vocabulary):
        screen.out.print(table)
    if asked.name is None:
        screen.show("Không có --name nên không xét được cổng này có phải của trường hay không.")
    else:
        named = {True: "có nêu", False: "không nêu", None: "chưa đọc được nên chưa biết có nêu"}[portal.is_the_schools]
        screen.show(f"Trang chủ {named} tên “{asked.name}”.")
    screen.show(f"Lượt xem {seen.id} được giữ trong {home.archive}.")
    if interrupted:
        return ExitStatus.INTERRUPTED
    return ExitStatus.OK if seen.covered(Aspect.HOME).complete else ExitStatus.NOTHING_MEASURED


def _visit_of(event: Event, archive: FolderArchive) -> Visit | None:
    if event.event != "finished" or event.visit is None:
        return None
    try:
        return archive.load_visit(event.visit)
    except ArchiveError as error:
        raise RunError(str(error)) from error


def _school(asked: VisitAsked) -> School:
    portal = _address("URL", asked.url)
    levels = read_levels(asked.level) if asked.level else ()
    if levels is None:
        raise InputError(f"--level {asked.level}: không hiểu cấp học; dùng MN, TH, THCS, THPT, GDTX hoặc TH&THCS.")
    parts = urlsplit(portal)
    # A code of its own: saved visits of one portal are found again, and never taken for those of a listed school.
    code = "url-" + re.sub(r"[^a-z0-9]+", "-", f"{parts.netloc}{parts.path}".lower()).strip("-")[:56]
    return School(
        code=code,
        name=asked.name or parts.netloc,
        levels=levels,
        portal=portal,
        parents=tuple(_address("--parent", parent) for parent in asked.parents),
    )


def _address(option: str, text: str) -> str:
    try:
        return normalise_address(text)
    except AddressError as error:
        raise InputError(f"{option} {text[:200]}: {error}") from error
