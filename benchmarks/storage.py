"""``python -m benchmarks.storage [--nights 90] [--changed 0.5]``: what nights cost on the disk, for 2,000 schools.

The demo district is audited once for real; its visits, pages and verdicts are then saved again night after night at
simulated times, with a share of the pages changed, and the house is kept as after real nights. Printed are bytes and
files for 2,000 schools once nothing grows any more, and what a year would have been without keeping.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import time_machine

from crawler.archive import FolderArchive
from reading.nights import sightings_of
from records.facts import Fact, Visit
from records.findings import Answer
from records.school import School
from runner.commands import demo
from runner.home import Home
from runner.retention import clean
from store import RunRecord, Store, VisitEntry, open_store
from tests.runner.replay import null_screen

SCHOOLS = 2_000
FIRST = datetime(2026, 9, 1, 15, 0, tzinfo=UTC)


def first_night(folder: Path) -> tuple[list[tuple[Visit, str]], dict[str, bytes], Store]:
    """Audit the demo district; return its visits with their verdicts' ids, the pages by their mark, and its store."""
    home = Home(folder / "mau", folder / "mau" / "log")
    home.path.mkdir(parents=True)
    demo(home, null_screen(), folder / "bao-cao", ("json",))
    archive, store = FolderArchive(home.demo.archive), open_store(home.demo.database)
    (run,) = store.list_runs()
    found = [
        (archive.load_visit(mark.visit), mark.verdict)
        for mark in store.run_schools(run.id)
        if mark.visit is not None and mark.verdict is not None
    ]
    marks = {fact.evidence.sha256 for visit, _ in found for fact in visit.facts if fact.evidence.sha256}
    pages = {mark: body for mark in sorted(marks) if (body := archive.read_page(mark)) is not None}
    return found, pages, store


def one_night(
    home: Home,
    store: Store,
    night: int,
    found: list[tuple[Visit, str]],
    pages: dict[str, bytes],
    source: Store,
    rng: random.Random,
    changed: float,
) -> None:
    """Save every visit of the district again, so many nights later."""
    moment = FIRST + timedelta(days=night)
    with time_machine.travel(moment, tick=False), FolderArchive(home.archive) as archive:
        new_marks = {}
        for mark, body in pages.items():
            told = body + f"<!-- {night} {rng.random()} -->".encode() if rng.random() < changed else body
            new_marks[mark] = archive.keep_page("http://a.example/", moment, 200, (), told)
        run = RunRecord(
            id=f"{moment:%Y%m%dT%H%M%S}",
            started_at=moment,
            school_list="ds",
            rubric="r",
            rubric_version="1",
            school_year="2021-2022",
            out="bc",
        )
        store.start_run(run, [])
        for number, (visit, verdict_id) in enumerate(found):
            assert isinstance(visit.subject, School)
            again = visit.model_copy(
                update={
                    "id": f"{moment:%Y%m%dT%H%M%S}-{number}",
                    "started_at": moment,
                    "finished_at": moment,
                    "facts": tuple(_moved(fact, new_marks, moment) for fact in visit.facts),
                }
            )
            archive.save_visit(again)
            verdict = source.load_verdict(verdict_id)
            assert verdict is not None
            shown = verdict.model_copy(
                update={
                    "id": f"{verdict.id[:40]}{night:08d}",
                    "visit": again.id,
                    "findings": tuple(
                        one.model_copy(update={"answer": _cited(one.answer, new_marks)}) for one in verdict.findings
                    ),
                }
            )
            entry = VisitEntry.of(again, str(home.archive))
            store.save_verdict(shown, run.id, visits=[entry], seen=sightings_of(again))
        store.finish_run(run.id, finished_at=moment)


def _moved(fact: Fact, marks: dict[str, str], moment: datetime) -> Fact:
    evidence = fact.evidence
    mark = marks.get(evidence.sha256 or "", evidence.sha256)
    return fact.model_copy(update={"evidence": evidence.model_copy(update={"sha256": mark, "seen_at": moment})})


def _cited(answer: Answer, marks: dict[str, str]) -> Answer:
    return answer.model_copy(
        update={
            "evidence": tuple(
                one.model_copy(update={"sha256": marks.get(one.sha256 or "", one.sha256)}) for one in answer.evidence
            )
        }
    )


def measured(folder: Path) -> tuple[int, int]:
    """Bytes and files below a folder."""
    files = [one for one in folder.rglob("*") if one.is_file()]
    return sum(one.stat().st_size for one in files), len(files)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nights", type=int, default=90)
    parser.add_argument("--changed", type=float, default=0.5, help="share of the pages that change from night to night")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kiemcong-storage-") as place:
        folder = Path(place)
        found, pages, source = first_night(folder)
        home = Home(folder / "h", folder / "h" / "logs" / "log")
        home.log.parent.mkdir(parents=True)
        rng = random.Random(asked.seed)
        factor = SCHOOLS / len(found)
        size = sum(map(len, pages.values()))
        print(
            f"{len(found)} schools, {len(pages) / len(found):.0f} pages and {size / len(found) / 1024:.0f} KB of pages "
            f"a school, {asked.changed:.0%} of the pages change every night"
        )
        growth = 0
        with open_store(home.database) as store:
            for night in range(asked.nights):
                before = measured(home.path)[0]
                one_night(home, store, night, found, pages, source, rng, asked.changed)
                growth += measured(home.path)[0] - before
                if night % 7 == 6:
                    clean(home, store, FIRST + timedelta(days=night))
                if night in (6, 29, 59, asked.nights - 1):
                    parts = {name: measured(home.path / name) for name in ("archive/visits", "archive/pages")}
                    database = sum(one.stat().st_size for one in home.path.glob("kiemcong.sqlite*"))
                    told = ", ".join(
                        f"{name.split('/')[1]} {size * factor / 2**30:.2f} GB in {files * factor:,.0f} files"
                        for name, (size, files) in parts.items()
                    )
                    print(f"night {night + 1}: {told}, database {database * factor / 2**30:.2f} GB", flush=True)
        source.close()
        yearly = growth / asked.nights * 365 * factor / 2**30
        print(f"written in a year, were nothing thrown away: {yearly:.1f} GB; {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
