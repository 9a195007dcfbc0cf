"""Runs the crawler the way the runner does: an order, a child process, visits read back from the archive."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from checks.judge import judge, window_of
from config.loader import load_rubric, load_vocabulary
from crawler.archive import FolderArchive
from crawler.order import BatchOrder, Budget, Mapping, Politeness
from records.facts import Fact, PageMissing, Visit
from records.findings import Finding, Verdict
from records.rubric import Rubric
from records.school import School
from records.vocabulary import Vocabulary
from tests.crawler.faults import FaultServer
from tests.crawler.schools import YEAR

_Seen = TypeVar("_Seen", bound=Fact)
FAST = Politeness(host_delay=0.0, platform_delay=0.0, schools_at_once=12, retry_after_longest=5.0)
PRETEND = "tests.crawler.pretend_public"


@cache
def rubric() -> Rubric:
    """The shipped pack."""
    return load_rubric("tdm-2021-2022")


@cache
def vocabulary() -> Vocabulary:
    """The shipped words."""
    return load_vocabulary()


@dataclass(slots=True)
class Outcome:
    """How a child ended: exit status, events, visits by subject code, wall seconds, largest resident size in MB."""

    status: int
    events: list[dict[str, Any]]
    visits: dict[str, Visit]
    errors: str
    seconds: float
    peak_mb: float

    def failed(self) -> list[dict[str, Any]]:
        """Events of schools that got no visit."""
        return [event for event in self.events if event["event"] == "failed"]


@dataclass(slots=True)
class Child:
    """A crawler under way; `module` is what `python -m` runs."""

    order: BatchOrder
    folder: Path
    module: str = "crawler.process"
    extra: tuple[str, ...] = ()
    process: subprocess.Popen[bytes] = field(init=False)
    started: float = field(init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self.folder / "order.json"
        file.write_text(self.order.model_dump_json())
        self.started = time.monotonic()
        # Files instead of pipes: nobody drains a pipe while the test waits.
        with (self.folder / "events").open("wb") as events, (self.folder / "errors").open("wb") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", self.module, str(file), *self.extra], stdout=events, stderr=errors
            )

    def wait(self, most: float) -> Outcome:
        """Wait for the child's end, `most` seconds from its start; it is killed and the test fails when it is late."""
        peak, status = 0.0, None
        while status is None:
            peak = max(peak, _peak_mb(self.process.pid))
            status = self.process.poll()
            if status is None and time.monotonic() - self.started > most:
                self.process.kill()
                self.process.wait()
                raise AssertionError(f"the crawler did not end in {most} s: {self._read('errors')[-2000:]}")
            time.sleep(0.02)
        seconds = time.monotonic() - self.started
        events = [json.loads(line) for line in self._read("events").splitlines()]
        archive = FolderArchive(self.order.archive)
        visits = {
            event["subject"]: archive.load_visit(event["visit"]) for event in events if event["event"] == "finished"
        }
        return Outcome(
            status=status,
            events=events,
            visits=visits,
            errors=self._read("errors"),
            seconds=seconds,
            peak_mb=peak,
        )

    def _read(self, name: str) -> str:
        return (self.folder / name).read_text(errors="replace")


def _peak_mb(pid: int) -> float:
    """The most memory a child held so far. Not ru_maxrss: a child inherits that of its parent when it is forked."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


def mappings_for(server: FaultServer, address: str = "127.0.0.1") -> tuple[Mapping, ...]:
    """Every site of the server, at one of its addresses."""
    return tuple(Mapping(host=host, ip=address, ip_port=server.ports[address]) for host in server.sites)


def order_for(
    schools: tuple[School, ...],
    mappings: tuple[Mapping, ...],
    folder: Path,
    *,
    budget: Budget | None = None,
    politeness: Politeness = FAST,
    allow_private: bool = True,
) -> BatchOrder:
    """An order for 2021–2022 under the shipped rubric and vocabulary."""
    return BatchOrder(
        schools=schools,
        window=window_of(rubric(), YEAR),
        school_year=YEAR,
        vocabulary=vocabulary(),
        archive=folder / "archive",
        user_agent="KiemCong/0.1 (+https://phong.test/lien-he)",
        budget=budget or Budget(seconds=60.0, timeout_seconds=2.0),
        politeness=politeness,
        mappings=mappings,
        allow_private=allow_private,
    )


def verdict_of(visit: Visit) -> Verdict:
    """The visit, judged under the shipped rubric."""
    return judge(visit, rubric(), vocabulary(), school_year=YEAR)


def findings_of(visit: Visit) -> dict[str, Finding]:
    """The findings of the rules that portals are asked, by rule: 3.1 to 3.5."""
    return {finding.rule: finding for finding in verdict_of(visit).findings if finding.rule in RULES}


RULES = ("3.1", "3.2", "3.3", "3.4", "3.5")


def missing_of(visit: Visit) -> list[PageMissing]:
    """The pages the visit could not see."""
    return [fact for fact in visit.facts if isinstance(fact, PageMissing)]


def facts_of(visit: Visit, kind: type[_Seen]) -> list[_Seen]:
    """The visit's facts of one kind."""
    return [fact for fact in visit.facts if isinstance(fact, kind)]
