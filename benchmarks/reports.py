"""What reports cost: ``python -m benchmarks.reports [--schools 2000]``.

The demo district is visited once and its schools are judged once; what is measured is what comes after a verdict, by
the same publisher that an audit uses. Each figure comes from a process of its own, so that its memory is its own.

Limits are held against processor seconds: on a machine that others use, the clock measures them. Both are printed.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from config.loader import load_rubric, load_vocabulary
from crawler.archive import FolderArchive
from reading.portal import PortalReading
from records.findings import Verdict
from records.school import School
from reports.pdf import render_school_pdf
from reports.report import build_school_report
from runner.cli import app
from runner.judging import Judge
from runner.publishing import Places, Publisher

YEAR, RUBRIC = "2021-2022", "tdm-2021-2022"
LIMITS: dict[str, tuple[float | None, float | None]] = {"html+xlsx": (10.0, 400.0), "pdf": (1.5, None)}
"""Seconds and MB that a figure must not pass."""
LONG = 200
"""Posts of the long school: the demo's own are repeated until there are so many."""

Judged = list[tuple[Verdict, PortalReading]]


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


def publish(home: Path, formats: tuple[str, ...], schools: int, *, posts: bool, long: bool) -> Figure:
    """Publish `schools` schools; return what it took."""
    judge = Judge(load_rubric(RUBRIC), load_vocabulary(), YEAR)
    judged = judged_schools(home, judge)
    if long:
        judged = [(verdict, with_posts(portal, LONG)) for verdict, portal in judged]
    mean = sum(len(portal.ledger.entries) for _, portal in judged) / len(judged)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        places = Places(out, out / "audit.json", formats, posts)
        began, used = time.perf_counter(), time.process_time()
        with Publisher(places, judge, listed=schools, remarks=()) as publisher:
            for number in range(schools):
                publisher.publish(number, *renamed(*judged[number % len(judged)], number))
        seconds, processor = time.perf_counter() - began, time.process_time() - used
        size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
        files = sum(path.is_file() for path in out.rglob("*"))
    return seconds, processor, f"{schools} schools, {mean:.0f} posts each, {files} files, {size / 1e6:.0f} MB"


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
        began, used = time.perf_counter(), time.process_time()
        render_school_pdf(report)
        taken.append((time.perf_counter() - began, time.process_time() - used))
    return *sorted(taken, key=lambda one: one[1])[2], f"{len(report.ledger)} posts, {size / 1e3:.0f} kB"


Figure = tuple[float, float, str]
"""Seconds of the clock, of the processor, and what came of it."""


def _alone(queue: multiprocessing.Queue[tuple[Figure, float]], work: Callable[[], Figure]) -> None:
    queue.put((work(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


Limit = tuple[float | None, float | None]
"""Seconds and MB that a figure must not pass."""


def measure(name: str, work: Callable[[], Figure], limit: Limit = (None, None)) -> tuple[bool, float]:
    """Print the figure of `work`; return whether it keeps within its limit, and its MB."""
    context = multiprocessing.get_context("fork")
    queue: multiprocessing.Queue[tuple[Figure, float]] = context.Queue()
    process = context.Process(target=_alone, args=(queue, work))
    process.start()
    (seconds, processor, told), megabytes = queue.get()
    process.join()
    most, room = limit
    good = (most is None or processor <= most) and (room is None or megabytes <= room)
    bound = f"   limit {most} s{f', {room:.0f} MB' if room else ''}: {'kept' if good else 'NOT KEPT'}" if most else ""
    print(f"{name:34} {processor:6.2f} s (clock {seconds:6.2f} s) {megabytes:5.0f} MB   {told}{bound}", flush=True)
    return good, megabytes


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
    return 0 if all(good for good, _ in kept) else 1


if __name__ == "__main__":
    sys.exit(main())
