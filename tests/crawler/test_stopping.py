"""SIGINT and SIGTERM end a batch softly: what was begun is closed with what it has, saved whole, and costs nothing."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from crawler.archive import FolderArchive
from records.facts import Aspect, Reason
from records.findings import Outcome
from tests.crawler import faults
from tests.crawler.faults import FaultServer, reply
from tests.crawler.schools import MENU, good_site, page, posts, school, school_name
from tests.crawler.visiting import FAST, Child, findings_of, mappings_for, order_for

pytestmark = pytest.mark.district


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda number: signal.Signals(number).name)
def test_a_soft_stop_leaves_whole_visits(tmp_path: Path, number: signal.Signals) -> None:
    slow = {path: faults.slow_headers(1.0, reply(page("Trường", label, "<p>Nội dung</p>"))) for path, label in MENU}
    sites = {f"cham-{i}.test": good_site(school_name(i), slow) for i in range(3)}
    sites |= {f"sau-{i}.test": good_site(school_name(i + 3)) for i in range(3)}
    schools = tuple(school(i, host) for i, host in enumerate(sites))
    with FaultServer(sites) as server:
        politeness = FAST.model_copy(update={"schools_at_once": 3})
        child = Child(order_for(schools, mappings_for(server), tmp_path, politeness=politeness), tmp_path)
        waited = time.monotonic() + 20
        while len(server.asked) < 12 and time.monotonic() < waited:
            time.sleep(0.02)
        assert len(server.asked) >= 12
        asked_before = time.monotonic()
        child.process.send_signal(number)
        ended = child.wait(60)
        asked_after = [asked for asked in server.asked if asked.at > asked_before + 1.0]
    assert ended.status == 0
    assert time.monotonic() - asked_before < 12
    assert len(asked_after) <= 3, "it goes on asking after it was told to stop"
    assert ended.failed() == []
    begun = {event["subject"] for event in ended.events if event["event"] == "started"}
    assert begun == set(ended.visits) == {"cham-0", "cham-1", "cham-2"}
    for visit in ended.visits.values():
        assert not visit.covered(Aspect.SECTIONS).complete
        assert Reason.INTERRUPTED in {coverage.reason for coverage in visit.coverage}
        assert {finding.outcome for finding in findings_of(visit).values()} == {Outcome.UNKNOWN}
    archive = FolderArchive(tmp_path / "archive")
    assert {archive.load_visit(kept.visit).id for kept in archive.visits()} == {
        visit.id for visit in ended.visits.values()
    }


def test_visits_done_before_the_stop_are_whole(tmp_path: Path) -> None:
    slow = {path: faults.slow_headers(2.0) for path, _, _ in posts()} | {"/tin-tuc": faults.slow_headers(30.0)}
    sites = {"nhanh.test": good_site(school_name(0)), "cham.test": good_site(school_name(1), slow)}
    schools = tuple(school(i, host) for i, host in enumerate(sites))
    with FaultServer(sites) as server:
        child = Child(order_for(schools, mappings_for(server), tmp_path), tmp_path)
        waited = time.monotonic() + 20
        while '"finished"' not in (tmp_path / "events").read_text() and time.monotonic() < waited:
            time.sleep(0.05)
        child.process.send_signal(signal.SIGTERM)
        ended = child.wait(60)
    assert ended.status == 0
    assert all(
        ended.visits["nhanh"].covered(aspect).complete
        for aspect in (Aspect.HOME, Aspect.SECTIONS, Aspect.POSTS, Aspect.DOCUMENTS)
    )
    assert findings_of(ended.visits["nhanh"])["3.3"].outcome is Outcome.PASS
    assert not ended.visits["cham"].covered(Aspect.POSTS).complete
