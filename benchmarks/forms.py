"""What filling forms costs: ``python -m benchmarks.forms [--schools 2000]``.

The demo district is audited once; its verdicts stand for those of many schools, in a store and in an audit.json. One
form is opened, understood and filled; many are filled into a ZIP by the very command. Each figure comes from a process
of its own, so that its memory is its own; filling a tenth of the schools shows whether memory grows with their number.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
import zipfile
from functools import partial
from pathlib import Path

from rich.console import Console

from benchmarks.reports import RUBRIC, YEAR, Figure, judged_schools, measure, renamed
from config.loader import load_rubric, load_vocabulary
from reports.form import open_form
from reports.form.scores import scores_of
from runner.cli import app
from runner.forms import FillAsked, SourceAsked, fill
from runner.home import Home
from runner.judging import Judge
from runner.publishing import Places, Publisher
from runner.screen import Screen
from store import open_store
from tests.reports.form import offices

ONE, MANY = "one", "many"
LIMITS = {ONE: (0.5, None), MANY: (300.0, None)}
"""Seconds of the processor that a form, and all of them, must not pass."""
GROWTH = 60.0
"""MB that ten times as many schools may take more."""


def prepare(folder: Path, schools: int) -> None:
    """Audit the demo, write the forms, and put `schools` verdicts into a store and as many rows into an audit.json."""
    app(["demo", "--home", str(folder), "--format", "json"], standalone_mode=False)
    offices.official(folder / "bieu.docx")
    offices.workbook(folder / "bieu.xlsx")
    judged = judged_schools(folder, Judge(load_rubric(RUBRIC), load_vocabulary(), YEAR))
    for count in (schools, schools // 10):
        home = folder / str(count)
        home.mkdir()
        with open_store(Home(home, home / "log").database) as store:
            for number in range(count):
                verdict, _ = renamed(*judged[number % len(judged)], number)
                store.save_verdict(verdict.model_copy(update={"id": f"v{number}"}))
        judge = Judge(load_rubric(RUBRIC), load_vocabulary(), YEAR)
        with Publisher(Places(home, home / "audit.json", ("json",)), judge, listed=count, remarks=()) as publisher:
            for number in range(count):
                publisher.publish(number, *renamed(*judged[number % len(judged)], number))


def one_form(folder: Path, name: str) -> Figure:
    """Open and fill one form; the median of nine, nothing kept between them."""
    verdict, portal = judged_schools(folder, Judge(load_rubric(RUBRIC), load_vocabulary(), YEAR))[0]
    school = scores_of(verdict, portal.school.name)
    taken = []
    for _ in range(9):
        began, used = time.perf_counter(), time.process_time()
        size = len(open_form(folder / name, load_rubric(RUBRIC)).fill(school, YEAR))
        taken.append((time.perf_counter() - began, time.process_time() - used))
    return *sorted(taken, key=lambda one: one[1])[4], f"{size / 1e3:.0f} kB"


def many_forms(folder: Path, name: str, count: int, *, json: bool) -> Figure:
    """Fill the form of `count` schools into a ZIP, by the command."""
    home = Home(folder / str(count), folder / "log")
    out = folder / f"{name}-{count}.zip"
    source = SourceAsked(home.path / "audit.json" if json else None)
    with Path(os.devnull).open("w") as nowhere:
        screen = Screen(Console(file=nowhere), Console(file=nowhere))
        began, used = time.perf_counter(), time.process_time()
        fill(home, screen, FillAsked(folder / name, out, every=True, source=source))
        seconds, processor = time.perf_counter() - began, time.process_time() - used
    with zipfile.ZipFile(out) as archive:
        made = len(archive.namelist())
    return seconds, processor, f"{made} forms, {out.stat().st_size / 1e6:.0f} MB, {processor / made * 1e3:.1f} ms each"


def main() -> int:
    """Measure everything; 1 when a limit is not kept."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--schools", type=int, default=2000)
    schools = parser.parse_args().schools
    load = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    print(f"Python {platform.python_version()}, {platform.machine()}, {load}", flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, schools)
        kept = [measure(f"one form, {form}", partial(one_form, folder, form), LIMITS[ONE])[0]
                for form in ("bieu.docx", "bieu.xlsx")]  # fmt: skip
        for form, json in (("bieu.docx", False), ("bieu.xlsx", False), ("bieu.docx", True)):
            told = f"{form} from {'audit.json' if json else 'the store'}"
            _, few = measure(f"{told}, a tenth", partial(many_forms, folder, form, schools // 10, json=json))
            good, most = measure(told, partial(many_forms, folder, form, schools, json=json), LIMITS[MANY])
            flat = most - few <= GROWTH
            print(f"{'':34} memory {'flat' if flat else 'NOT FLAT'}: {most - few:+.0f} MB for ten times as many")
            kept += [good, flat]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
