"""What reports cost: ``python -m benchmarks.reports [--schools 2000]``.

The demo district is visited once and its schools are judged once; what is measured is what comes after a verdict, by
the same publisher that an audit uses. Each figure comes from a process of its own, so that its memory is its own.

Limits are held against the clock; processor seconds of all processes stand beside it, for on a machine that others use
the clock measures them. Memory is that of all processes together.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import pickle
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from config.loader import load_rubric, load_vocabulary
from crawler.archive import FolderArchive
from reading.portal import PortalReading
from records.findings import Verdict
from records.school import School
from reports.files import ReportOrder
from reports.pdf import render_school_pdf
from reports.report import build_school_report
from runner.cli import app
from runner.judging import Judge
from runner.publishing import Places, Publisher
from runner.workers import processes_for, shared
from runner.writing import SchoolWriter, Written

YEAR, RUBRIC = "2021-2022", "tdm-2021-2022"
LIMITS: dict[str, tuple[float | None, float | None]] = {"html+xlsx": (10.0, 400.0), "pdf": (1.5, None)}
"""Seconds and MB that a figure must not pass."""
LONG = 200
"""Posts of the long school: the demo's own are repeated until there are so many."""

Judged = list[tuple[Verdict, PortalReading]]


@dataclass(frozen=True)
class Figure:
    """Seconds of the clock and of the processor, MB of all processes, and what came of it."""

    seconds: float
    processor: float
    megabytes: float
    told: str


def judged_schools(home: Path, judge: Judge) -> Judged:
    """The demo's schools that could be measured, judged."""
    archive = FolderArchive(home / "demo" / "archive")
    found = [
        judge.judge(visit)
        for one in archive.visits()
        if isinstance((visit := archive.load_visit(one.visit)).subject, School)
    ]
    return [(verdict, portal) for verdict, portal in found if portal.is_the_schools]


def renamed(verdict: Verdict, portal: PortalReading, number: int) -> tuple[Verdict, PortalReading]:
    """The same school under another code and name."""
    school = portal.school.model_copy(update={"code": f"T{number:05d}", "name": f"{portal.school.name} {number}"})
    return verdict.model_copy(update={"school": school.code}), portal.model_copy(update={"school": school})


def with_posts(portal: PortalReading, count: int) -> PortalReading:
    """The same school with `count` posts."""
    entries = portal.ledger.entries
    more = tuple(entries[place % len(entries)] for place in range(count))
    return portal.model_copy(update={"ledger": portal.ledger.model_copy(update={"entries": more})})


@dataclass(frozen=True)
class Desk:
    """What a process writes with, and the schools it writes again and again."""

    writer: SchoolWriter
    judged: Judged


def make_desk(judged: Path, judge: Judge, formats: tuple[str, ...], order: ReportOrder) -> Desk:
    """Called in each process; `judged` is this program's own pickle."""
    return Desk(SchoolWriter.of_order(judge, formats, order), pickle.loads(judged.read_bytes()))


@dataclass(frozen=True)
class Share:
    """A school that was written, the number of its posts, and the most that the process which wrote it has held."""

    written: Written
    posts: int
    process: int
    megabytes: float


def write(desk: Desk, number: int) -> Share:
    """Write the files of school `number`."""
    verdict, portal = renamed(*desk.judged[number % len(desk.judged)], number)
    return Share(desk.writer.write(verdict, portal), len(portal.ledger.entries), os.getpid(), most_megabytes())


def publish(home: Path, formats: tuple[str, ...], schools: int, *, posts: bool, long: bool) -> Figure:
    """Publish `schools` schools as ``kiemcong check`` does, by as many processes; return what it took, the start of
    the processes with it."""
    judge = Judge(load_rubric(RUBRIC), load_vocabulary(), YEAR)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        judged = judged_schools(home, judge)
        if long:
            judged = [(verdict, with_posts(portal, LONG)) for verdict, portal in judged]
        kept = Path(folder) / "judged"
        kept.write_bytes(pickle.dumps(judged))
        places = Places(out, out / "audit.json", formats, posts)
        with Publisher(places, judge, listed=schools, remarks=()) as publisher:
            make = partial(make_desk, kept, judge, formats, publisher.order)
            seen, held = 0, dict[int, float]()
            began, used = time.perf_counter(), processor_seconds()
            for number, one in enumerate(shared(make, write, range(schools), processes_for(schools))):
                seen += one.posts
                held[one.process] = one.megabytes
                publisher.take(number, one.written)
        seconds, processor = time.perf_counter() - began, processor_seconds() - used
        held[os.getpid()] = most_megabytes()
        size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
        files = sum(path.is_file() for path in out.rglob("*"))
    told = f"{schools} schools, {seen / schools:.0f} posts each, {files} files, {size / 1e6:.0f} MB"
    return Figure(seconds, processor, sum(held.values()), f"{told}, {len(held)} processes")


def one_pdf(home: Path, *, long: bool) -> Figure:
    """Print one school, the fonts and the library warm; return the median of five."""
    judge = Judge(load_rubric(RUBRIC), load_vocabulary(), YEAR)
    verdict, portal = max(judged_schools(home, judge), key=lambda pair: len(pair[1].ledger.entries))
    if long:
        portal = with_posts(portal, LONG)
    report = build_school_report(verdict, portal, judge.rubric, judge.vocabulary)
    size = len(render_school_pdf(report))
    taken = []
    for _ in range(5):
        began, used = time.perf_counter(), processor_seconds()
        render_school_pdf(report)
        taken.append((time.perf_counter() - began, processor_seconds() - used))
    return Figure(*sorted(taken)[2], most_megabytes(), f"{len(report.ledger)} posts, {size / 1e3:.0f} kB")


def processor_seconds() -> float:
    """What this process and those of its children that ended have used."""
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def most_megabytes() -> float:
    """The most that this process held since it began its program."""
    told = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(told.split()[1]) / 1024


def _alone(queue: multiprocessing.Queue[Figure], work: Callable[[], Figure]) -> None:
    queue.put(work())


Limit = tuple[float | None, float | None]
"""Seconds and MB that a figure must not pass."""


def measure(name: str, work: Callable[[], Figure], limit: Limit = (None, None)) -> bool:
    """Print the figure of `work`; return whether it keeps within its limit."""
    context = multiprocessing.get_context("fork")
    queue: multiprocessing.Queue[Figure] = context.Queue()
    process = context.Process(target=_alone, args=(queue, work))
    process.start()
    found = queue.get()
    process.join()
    most, room = limit
    good = (most is None or found.seconds <= most) and (room is None or found.megabytes <= room)
    bound = f"   limit {most} s{f', {room:.0f} MB' if room else ''}: {'kept' if good else 'NOT KEPT'}" if most else ""
    figures = f"{found.seconds:6.2f} s (processor {found.processor:6.2f} s) {found.megabytes:5.0f} MB"
    print(f"{name:24} {figures}   {found.told}{bound}", flush=True)
    return good


def main() -> int:
    """Measure everything; 1 when a limit is not kept."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--schools", type=int, default=2000)
    schools = parser.parse_args().schools
    load = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    print(f"Python {platform.python_version()}, {platform.machine()}, {load}")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        app(["demo", "--home", folder, "--format", "json"], standalone_mode=False)
        kept = [
            measure(
                "HTML, office, XLSX",
                lambda: publish(home, ("html", "xlsx"), schools, posts=False, long=False),
                LIMITS["html+xlsx"],
            ),
            measure("the same, long", lambda: publish(home, ("html", "xlsx"), schools, posts=False, long=True)),
            measure("XLSX alone", lambda: publish(home, ("xlsx",), schools, posts=False, long=False)),
            measure("XLSX alone, with posts", lambda: publish(home, ("xlsx",), schools, posts=True, long=False)),
            measure("JSON and CSV alone", lambda: publish(home, ("json", "csv"), schools, posts=False, long=False)),
            measure("DOCX alone, a tenth", lambda: publish(home, ("docx",), schools // 10, posts=False, long=False)),
            measure("one PDF", lambda: one_pdf(home, long=False), LIMITS["pdf"]),
            measure("one PDF, long", lambda: one_pdf(home, long=True), LIMITS["pdf"]),
        ]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
