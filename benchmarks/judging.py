"""How long judging saved visits takes, and how much memory: ``python -m benchmarks.judging [--visits 2000]``.

The demo district is audited once, and its visits are written again and again under other codes with words of their own
in every title, so that no cache knows them. Then two processes, a half of the visits each, load and judge all of them
under one pack. Printed: wall and CPU seconds, milliseconds a visit, the most memory a process held.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from checks.judge import judge
from config.loader import load_rubric, load_vocabulary
from crawler.archive import FolderArchive, read_visit_file
from records.facts import Fact, PostSeen, SectionSeen, Visit
from runner.saved import find_visits

YEAR = "2021-2022"
WANTED_SECONDS, WANTED_MB = 60.0, 500.0
_WORDS = ("hoa", "sen", "bình", "minh", "lớp", "khối", "năm", "sáng", "chiều", "hội", "trại", "vườn", "sách", "xuân")


@dataclass(frozen=True)
class Measured:
    """What one process needed for its share."""

    visits: int
    cpu: float
    peak_mb: float
    points: str


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--visits", type=int, default=2000)
    options.add_argument("--rubric", default="tdm-2021-2022")
    options.add_argument("--processes", type=int, default=2)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="kiemcong-judging-") as folder:
        paths = _write_visits(Path(folder), asked.visits)
        size = sum(path.stat().st_size for path in paths) / 1024 / len(paths)
        print(f"{len(paths)} visits written, {size:.0f} KB each; load average {os.getloadavg()[0]:.1f}")
        shares = [paths[number :: asked.processes] for number in range(asked.processes)]
        began = time.perf_counter()
        with ProcessPoolExecutor(asked.processes) as pool:
            measured = list(pool.map(_judge_all, shares, [asked.rubric] * asked.processes))
        wall = time.perf_counter() - began
    cpu = sum(one.cpu for one in measured)
    peak = max(one.peak_mb for one in measured)
    judged = sum(one.visits for one in measured)
    print(f"rubric {asked.rubric}: {judged} visits judged by {asked.processes} processes")
    print(f"wall {wall:.1f} s, CPU {cpu:.1f} s, {1000 * cpu / judged:.1f} ms CPU a visit")
    print(f"most memory of a process {peak:.0f} MB, of all {sum(one.peak_mb for one in measured):.0f} MB")
    seconds = WANTED_SECONDS * judged / 2000
    print(f"wanted: {seconds:.0f} s wall: {_met(wall <= seconds)}; {WANTED_MB:.0f} MB: {_met(peak <= WANTED_MB)}")


def _met(reached: bool) -> str:
    return "reached" if reached else "not reached"


def _judge_all(paths: list[Path], rubric_id: str) -> Measured:
    rubric, vocabulary = load_rubric(rubric_id), load_vocabulary()
    began = time.process_time()
    points = sum(judge(read_visit_file(path), rubric, vocabulary, school_year=YEAR).points for path in paths)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Measured(len(paths), time.process_time() - began, peak, str(points))


def _write_visits(folder: Path, count: int) -> list[Path]:
    """Audit the demo district, then write `count` visits like those of its portals that could be read."""
    home = folder / "home"
    subprocess.run(
        [sys.executable, "-m", "runner.cli", "demo", "--home", str(home)], check=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    originals = [one.load() for one in find_visits(home / "demo").visits]
    read = [visit for visit in originals if sum(isinstance(fact, PostSeen) for fact in visit.facts) > 10]
    archive = folder / "archive"
    with FolderArchive(archive) as kept:
        for number in range(count):
            kept.save_visit(_like(read[number % len(read)], number))
    return sorted((archive / "visits").glob("*/*.jsonl.gz"))


def _like(visit: Visit, number: int) -> Visit:
    own = random.Random(number)
    subject = visit.subject.model_copy(update={"code": f"T{number:05d}"})
    facts = tuple(_varied(visit.facts, own))
    return visit.model_copy(update={"id": f"{visit.id[:16]}T{number:05d}", "subject": subject, "facts": facts})


def _varied(facts: tuple[Fact, ...], own: random.Random) -> Iterator[Fact]:
    """The same facts with a few words more in every title of a post and of a section's entry."""
    for fact in facts:
        if isinstance(fact, PostSeen):
            yield fact.model_copy(update={"title": f"{fact.title} {_few(own)}"})
        elif isinstance(fact, SectionSeen) and fact.page is not None:
            items = tuple(item.model_copy(update={"title": f"{item.title} {_few(own)}"}) for item in fact.page.items)
            yield fact.model_copy(update={"page": fact.page.model_copy(update={"items": items})})
        else:
            yield fact


def _few(own: random.Random) -> str:
    return " ".join(own.choices(_WORDS, k=3)) + f" {own.randrange(10_000)}"


if __name__ == "__main__":
    main()
