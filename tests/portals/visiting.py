"""Visiting labelled portals the real way: an order, a crawler process, an archive, a verdict."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from checks.judge import judge, window_of
from config.loader import load_rubric, load_vocabulary
from crawler.archive import FolderArchive
from crawler.order import BatchOrder, Budget, Event, Mapping
from reading.portal import PortalReading
from reading.understand import understand
from records.facts import Visit
from records.findings import Verdict
from records.rubric import Rubric
from records.school import Level, School
from records.vocabulary import Vocabulary

SCHOOL_YEAR = "2021-2022"


@dataclass(frozen=True)
class Audited:
    """One school, visited, understood and judged under ``tdm-2021-2022``."""

    school: School
    visit: Visit
    reading: PortalReading
    verdict: Verdict

    def outcome(self, rule: str) -> str:
        """The lower-case outcome of a rule."""
        return next(finding.outcome.value for finding in self.verdict.findings if finding.rule == rule)

    def result(self, rule: str) -> str:
        """The result slug of a rule."""
        return next(finding.answer.result for finding in self.verdict.findings if finding.rule == rule)


def as_school(code: str, name: str, level: str, url: str, parent_url: str | None) -> School:
    """A row of a list as a school."""
    levels = tuple(Level(part) for part in level.replace("&", " ").split())
    return School(code=code, name=name, levels=levels, portal=url, parents=(parent_url,) if parent_url else ())


def as_mapping(host: str, target: str) -> Mapping:
    """``host`` → ``ip:port`` as the crawler takes it."""
    ip, _, port = target.rpartition(":")
    return Mapping(host=host, ip=ip, ip_port=int(port))


def audit(
    schools: Sequence[School],
    mappings: Sequence[Mapping] = (),
    *,
    adapters: tuple[str, ...] | None = None,
    budget: Budget | None = None,
    rubric: Rubric | None = None,
    vocabulary: Vocabulary | None = None,
    seconds: float = 600.0,
) -> dict[str, Audited]:
    """Visit schools on loopback in one crawler process and judge them; a school that failed is left out."""
    rubric = rubric or load_rubric("tdm-2021-2022")
    vocabulary = vocabulary or load_vocabulary()
    visits = visit_all(
        schools, mappings, adapters=adapters, budget=budget, rubric=rubric, vocabulary=vocabulary, seconds=seconds
    )
    return {
        school.code: judged(school, visits[school.code], rubric, vocabulary)
        for school in schools
        if school.code in visits
    }


def visit_all(
    schools: Sequence[School],
    mappings: Sequence[Mapping] = (),
    *,
    adapters: tuple[str, ...] | None = None,
    budget: Budget | None = None,
    rubric: Rubric | None = None,
    vocabulary: Vocabulary | None = None,
    seconds: float = 600.0,
) -> dict[str, Visit]:
    """Visit schools on loopback in one crawler process, for the window of `rubric`."""
    rubric = rubric or load_rubric("tdm-2021-2022")
    vocabulary = vocabulary or load_vocabulary()
    with tempfile.TemporaryDirectory(prefix="kiemcong-visits-") as folder:
        path = Path(folder)
        order = BatchOrder(
            schools=tuple(schools),
            window=window_of(rubric, SCHOOL_YEAR),
            school_year=SCHOOL_YEAR,
            vocabulary=vocabulary,
            archive=path / "archive",
            user_agent="KiemCong/test (+mailto:test@kiemcong.example)",
            mappings=tuple(mappings),
            allow_private=True,
            adapters=adapters,
            budget=budget or Budget(),
        )
        return run_order(order, seconds)


def run_order(order: BatchOrder, seconds: float) -> dict[str, Visit]:
    """Let one crawler process work off an order, and load what it kept; a school that failed is left out."""
    order.archive.parent.mkdir(parents=True, exist_ok=True)
    file = order.archive.with_name("order.json")
    file.write_text(order.model_dump_json(), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "crawler.process", str(file)],
        capture_output=True,
        text=True,
        timeout=seconds,
        check=True,
    )
    events = [Event.model_validate_json(line) for line in done.stdout.splitlines()]
    finished = {event.subject: event.visit for event in events if event.event == "finished" and event.visit}
    with FolderArchive(order.archive) as archive:
        return {code: archive.load_visit(visit) for code, visit in finished.items()}


def judged(
    school: School, visit: Visit, rubric: Rubric, vocabulary: Vocabulary, school_year: str = SCHOOL_YEAR
) -> Audited:
    """A visit, understood and judged."""
    verdict = judge(visit, rubric, vocabulary, school_year=school_year)
    reading = understand(
        visit,
        school_year=school_year,
        window=verdict.window,
        counted_natures=rubric.counted_natures,
        vocabulary=vocabulary,
    )
    return Audited(school=school, visit=visit, reading=reading, verdict=verdict)
