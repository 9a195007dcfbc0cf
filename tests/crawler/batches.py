"""Batches of portals that each have one fault, visited together by one child process."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from crawler.order import Budget
from records.facts import Visit
from tests.crawler.faults import Answer, FaultServer, Site
from tests.crawler.schools import good_site, parent_site, school, school_name
from tests.crawler.visiting import Child, Outcome, mappings_for, order_for

CLEAN = "khong-loi"
PARENT = "pgd.test"


@dataclass(slots=True)
class Ran:
    """A batch that ran: how the child ended, the visit of each case, the requests of each case's host."""

    outcome: Outcome
    requests: dict[str, list[str]] = field(default_factory=dict)

    def visit(self, case: str) -> Visit:
        """The visit of a case."""
        return self.outcome.visits[case]


def run_changed(
    folder: Path, cases: dict[str, dict[str, Answer]], budget: Budget | None = None, most: float = 120.0
) -> Ran:
    """Visit one good portal a case with some paths answered differently, and one clean portal beside them."""
    numbers = {case: number for number, case in enumerate((*cases, CLEAN))}
    return run_sites(
        folder,
        {case: good_site(school_name(number), cases.get(case)) for case, number in numbers.items()},
        budget,
        most,
    )


def run_sites(folder: Path, sites: dict[str, Site], budget: Budget | None = None, most: float = 120.0) -> Ran:
    """Visit these portals, numbered in their order, under one parent that links to all of them."""
    hosts = {f"{case}.test": school_name(number) for number, case in enumerate(sites)}
    served = {f"{case}.test": site for case, site in sites.items()} | {PARENT: parent_site(hosts)}
    schools = tuple(school(number, host, PARENT) for number, host in enumerate(hosts))
    with FaultServer(served) as server:
        order = order_for(schools, mappings_for(server), folder, budget=budget)
        outcome = Child(order, folder).wait(most)
        return Ran(outcome, {case: [asked.path for asked in server.of(f"{case}.test")] for case in sites})
