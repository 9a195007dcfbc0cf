"""Several nights of the same schools in one archive: each night is handed the visits of the night before."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from checks.judge import window_of
from config.loader import load_rubric, load_vocabulary
from crawler.archive import FolderArchive
from crawler.order import BatchOrder, Budget, Event, Mapping
from records.school import School
from tests.portals.visiting import SCHOOL_YEAR, Audited, judged


@dataclass
class Nights:
    """The schools, where they are, and what was seen of them last. `bases` are visit ids by code."""

    schools: Sequence[School]
    mappings: Sequence[Mapping]
    folder: Path
    adapters: tuple[str, ...] | None = None
    school_year: str = SCHOOL_YEAR
    bases: dict[str, str] = field(default_factory=dict)
    budget: Budget = field(default_factory=Budget)
    wall: float = 0.0
    cpu: float = 0.0

    def night(self, *, deep: bool = False, only: Sequence[str] | None = None, keep: bool = True) -> dict[str, Audited]:
        """Visit all schools (or `only` some codes) once more; `keep` hands these visits to the night after."""
        rubric, vocabulary = load_rubric("tdm-2021-2022"), load_vocabulary()
        order = BatchOrder(
            schools=tuple(school for school in self.schools if only is None or school.code in only),
            window=window_of(rubric, self.school_year),
            school_year=self.school_year,
            vocabulary=vocabulary,
            archive=self.folder / "archive",
            user_agent="KiemCong/test (+mailto:test@kiemcong.example)",
            mappings=tuple(self.mappings),
            allow_private=True,
            adapters=self.adapters,
            bases=self.bases,
            deep=frozenset(school.code for school in self.schools) if deep else frozenset(),
            budget=self.budget,
        )
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self.folder / "order.json"
        file.write_text(order.model_dump_json(), encoding="utf-8")
        began, used = time.perf_counter(), _cpu()
        done = subprocess.run(
            [sys.executable, "-m", "crawler.process", str(file)],
            capture_output=True,
            text=True,
            timeout=900,
            check=True,
        )
        self.wall, self.cpu = time.perf_counter() - began, _cpu() - used
        assert "Traceback" not in done.stderr, done.stderr
        events = [Event.model_validate_json(line) for line in done.stdout.splitlines()]
        codes = {school.code for school in self.schools}
        finished = {e.subject: e.visit for e in events if e.event == "finished" and e.visit and e.subject in codes}
        if keep:
            self.bases |= finished
        with FolderArchive(order.archive) as archive:
            visits = {code: archive.load_visit(visit) for code, visit in finished.items()}
        return {
            school.code: judged(school, visits[school.code], rubric, vocabulary, school_year=self.school_year)
            for school in order.schools
        }


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def answers_of(audited: Audited) -> list[tuple[str, str, str, float | None]]:
    """What the verdict says, rule by rule: rule, outcome, result, points."""
    return [
        (finding.rule, finding.outcome.value, finding.answer.result, finding.points)
        for finding in audited.verdict.findings
    ]


def ledger_of(audited: Audited) -> set[tuple[str, str, str, str]]:
    """What the ledger says of the window: title, day, whether it counts, nature. How far a list is read beyond the
    window hangs on where its pages end."""
    window = audited.reading.window
    return {
        (entry.title, str(entry.published), entry.counted.value, entry.nature)
        for entry in audited.reading.ledger.entries
        if entry.published is not None and window.holds(entry.published)
    }
