"""Portals that a script fills: nothing false, nothing invented, no day wrong as sure, nothing missed unsaid.

One batch visits them, as `tests/portals/test_browser_accuracy.py` visits its own. A browser needs half a minute for
a portal, so a run takes a sixth of the set (`codes_of_run`).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from records.facts import Aspect
from tests.portals.accuracy import RULES, Case, cases_of, score
from tests.portals.browser.chrome import why_not as no_browser
from tests.portals.labelled.model import LabelledPortal
from tests.portals.scripted import codes_of_run, start_scripted
from tests.portals.visiting import Audited, as_mapping, audit

pytestmark = pytest.mark.browser
CODES = codes_of_run()
WITHIN_SECONDS = 1500.0
MEASURED = frozenset(
    {
        *("SPRING", "LARAVEL", "OFFSET", "CURSOR", "GRAPHQL", "ASMX", "ODATA", "STRAPI", "BANGTIN", "CAY"),
        *("MANG", "MANH", "CUOI", "IT", "DONG", "NAM", "AO", "DOCNHIEU", "TUOITIN", "MAY", "NHAN", "CAPNHAT"),
        *("GIA", "TAB", "GAP", "CKNAM", "TRANGCHAM"),
    }
)
"""Portals whose 3.3 must be measured. Any for which full measurement is expected (`enumerable`) may be added."""


@dataclass(frozen=True)
class Visited:
    """One batch over the portals of this run."""

    portals: dict[str, LabelledPortal]
    cases: dict[str, Case]
    audits: dict[str, Audited]


@pytest.fixture(scope="module")
def visited(told: list[str]) -> Iterator[Visited]:
    reason = no_browser()
    if reason is not None:
        pytest.skip(reason)
    with start_scripted(CODES) as running:
        cases = {case.school.code: case for case in cases_of(running.portals)}
        mappings = [as_mapping(host, target) for host, target in running.mappings.items()]
        began = time.monotonic()
        audits = audit([case.school for case in cases.values()], mappings, seconds=WITHIN_SECONDS)
        told.append(f"visited {len(audits)} scripted portals in {time.monotonic() - began:.0f} s")
        portals = {portal.school.code: portal for portal in running.portals}
        found = Visited(portals, cases, audits)
        told += [row(found, code) for code in audits]
        yield found


def row(visited: Visited, code: str) -> str:
    """What is true of a portal and what the crawler said, on one line."""
    truth, audited = visited.cases[code].truth, visited.audits[code]
    result = score(visited.cases[code], audited)
    ledger = audited.reading.ledger
    said = " ".join(f"{rule}={audited.outcome(rule)}({audited.result(rule)})" for rule in RULES)
    whole = "complete" if audited.visit.covered(Aspect.POSTS).complete else "incomplete"
    found = f"{result.posts['found']} of {len(truth.posts_of('2021-2022'))} in the year"
    seconds = (audited.visit.finished_at - audited.visit.started_at).total_seconds()
    return (
        f"{code}: sure {truth.sure('2021-2022')}, said {ledger.sure}–{ledger.possible}, {found}, {whole},"
        f" {audited.visit.requests} requests, {seconds:.0f} s, {len(result.faults)} faults; {said}"
    )


@pytest.mark.parametrize("code", CODES)
def test_nothing_is_false_invented_misdated_or_missed(visited: Visited, code: str) -> None:
    result = score(visited.cases[code], visited.audits[code])
    assert result.faults == []
    assert result.posts["date wrong"] == 0


@pytest.mark.parametrize("code", CODES)
def test_what_is_expected_to_be_measured_is(visited: Visited, code: str) -> None:
    """Demanded of `MEASURED` alone; where nobody can know, posts may be unsure and never zero."""
    portal, audited = visited.portals[code], visited.audits[code]
    if code in MEASURED:
        assert portal.enumerable, "nobody can measure it"
        assert {audited.outcome("3.3")} <= portal.truth.expected["2021-2022"]["3.3"]
    if not audited.visit.covered(Aspect.POSTS).complete:
        assert audited.outcome("3.3") in ("unknown", "review", "pass")


def test_what_robots_forbids_is_not_asked_for_by_a_browser_either() -> None:
    with start_scripted(["CAM"]) as running:
        (case,) = cases_of(running.portals)
        mappings = [as_mapping(host, target) for host, target in running.mappings.items()]
        audited = audit([case.school], mappings)["CAM"]
        asked = running.requests.targets("thhoaphu.test")
    assert "GET /robots.txt" in asked
    assert [target for target in asked if target.partition(" ")[2].startswith("/api/")] == []
    assert {audited.outcome(rule) for rule in ("3.1", "3.3", "3.4", "3.5")} == {"unknown"}
