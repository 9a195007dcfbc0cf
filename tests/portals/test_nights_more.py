"""Nights in a row, nights of trouble, and orders that ask for something else than the night before."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawler.archive import FolderArchive
from records.facts import Aspect, DocumentSeen, PostSeen, Reason
from tests.portals.labelled.model import VN
from tests.portals.labelled.nights import Night, add_post, changing, delete_post
from tests.portals.labelled.server import Host, serve
from tests.portals.labelled.site import Ask, Reply, Site
from tests.portals.nights import Nights, answers_of, ledger_of
from tests.portals.visiting import Audited, as_mapping, as_school

pytestmark = pytest.mark.district
FIRST_DAY = datetime(2022, 7, 26, 8, 0, tzinfo=VN)
CODES = ("each-night", "flood", "down", "robots", "fails-behind", "nothing", "fell-then-deleted")


def _site(night: Night) -> Site:
    assert isinstance(night.site, Site)
    return night.site


def _add(night: Night, number: int) -> None:
    at = FIRST_DAY + timedelta(hours=number)
    add_post(_site(night), f"Trường tổ chức hoạt động trải nghiệm lần thứ {number} trong hè", at)


class Closed:
    """A portal whose robots.txt asks everybody to stay away."""

    def __init__(self, site: Host) -> None:
        self.site = site

    def answer(self, ask: Ask) -> Reply:
        if ask.path == "/robots.txt":
            return Reply("User-agent: *\nDisallow: /\n", kind="text/plain")
        return self.site.answer(ask)


def _start(tmp: Path, codes: tuple[str, ...]) -> tuple[dict[str, Night], dict[str, Host], Nights]:
    nights = {code: Night(changing(code, f"Trường Tiểu học Đêm Rằm {n + 1}")) for n, code in enumerate(codes)}
    hosts: dict[str, Host] = {_site(night).label.host: night for night in nights.values()}
    schools = [
        as_school(code, _site(night).label.name, "TH", _site(night).base_url + "/", None)
        for code, night in nights.items()
    ]
    return nights, hosts, Nights(schools, (), tmp)


def _mapped(several: Nights, hosts: dict[str, Host], port: int) -> Nights:
    several.mappings = [as_mapping(host, f"127.0.0.1:{port}") for host in hosts]
    return several


@dataclass(frozen=True)
class Seen:
    nights: list[dict[str, Audited]]
    cold: dict[str, Audited]
    asked: dict[str, int]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    nights, hosts, several = _start(tmp_path_factory.mktemp("nights"), CODES)
    with serve(hosts) as (port, _):
        _mapped(several, hosts, port)
        results = [several.night()]
        for number in range(15):
            _add(nights["flood"], number)
        nights["down"].broken = lambda ask: ask.path != "/robots.txt"
        hosts["robots.dem.test"] = Closed(nights["robots"])
        delete_post(_site(nights["fails-behind"]), _site(nights["fails-behind"]).listed("tin")[1])
        nights["fails-behind"].broken = lambda ask: "page" in ask.query
        fell = _site(nights["fell-then-deleted"])
        pushed_off = fell.listed("tin")[8]
        _add(nights["fell-then-deleted"], 0)
        for number in range(3):
            _add(nights["each-night"], number)
            later = ("each-night", "down", "nothing", "fell-then-deleted")
            results.append(several.night(only=None if number == 0 else later))
            nights["down"].broken = lambda ask: False
            if number == 0:
                delete_post(fell, pushed_off)
                delete_post(fell, fell.listed("tb")[1])
                _add(nights["fell-then-deleted"], 1)
        alone = Nights(several.schools, several.mappings, tmp_path_factory.mktemp("cold"))
        cold = alone.night()
        yield Seen(results, cold, {code: len(night.asked) for code, night in nights.items()})


def test_a_post_a_night_loses_none_of_those_before_it(seen: Seen) -> None:
    for number, audited in enumerate(seen.nights):
        assert audited["each-night"].reading.ledger.sure == 40 + number
        assert (audited["each-night"].visit.based_on is None) is (number == 0)
    last = seen.nights[-1]["each-night"]
    assert last.visit.requests <= 9
    assert ledger_of(last) == ledger_of(seen.cold["each-night"])
    assert answers_of(last) == answers_of(seen.cold["each-night"])
    first = seen.nights[0]["each-night"].visit
    assert sum(fact.carried_from == first.id for fact in last.visit.facts if isinstance(fact, PostSeen)) >= 30


def test_what_earlier_readings_of_a_first_page_showed_is_not_believed_once_lists_are_read_anew(seen: Seen) -> None:
    assert [results["fell-then-deleted"].reading.ledger.sure for results in seen.nights] == [40, 41, 40, 40]


def test_more_new_posts_than_a_page_holds_are_all_seen(seen: Seen) -> None:
    audited = seen.nights[1]["flood"]
    assert audited.reading.ledger.sure == 55
    assert ledger_of(audited) == ledger_of(seen.cold["flood"])


def test_a_portal_that_is_down_is_not_measured_and_loses_nothing(seen: Seen) -> None:
    first, night, after = (results["down"] for results in (seen.nights[0], seen.nights[1], seen.nights[2]))
    assert night.visit.covered(Aspect.HOME).reason is Reason.HTTP_5XX
    assert {night.outcome(rule) for rule in ("3.1", "3.3", "3.4", "3.5")} == {"unknown"}
    posts = [fact for fact in night.visit.facts if isinstance(fact, PostSeen)]
    assert {fact.title for fact in posts} == {f.title for f in first.visit.facts if isinstance(f, PostSeen)}
    assert all(fact.carried_from == first.visit.id for fact in posts)
    assert all(fact.last_verified is not None and fact.last_verified < night.visit.started_at for fact in posts)
    assert after.visit.based_on == night.visit.id
    assert answers_of(after) == answers_of(first)
    assert after.visit.requests <= 9


def test_a_portal_that_closes_itself_to_robots_is_not_told_from_memory(seen: Seen) -> None:
    audited = seen.nights[1]["robots"]
    assert audited.visit.covered(Aspect.HOME).reason is Reason.ROBOTS
    assert audited.outcome("3.3") == "unknown"


def test_pages_behind_a_changed_list_that_fail_keep_their_posts(seen: Seen) -> None:
    first, audited = seen.nights[0]["fails-behind"], seen.nights[1]["fails-behind"]
    gone = {entry[0] for entry in ledger_of(first)} - {entry[0] for entry in ledger_of(audited)}
    assert len(gone) == 1
    assert audited.reading.ledger.sure == 39
    coverage = audited.visit.covered(Aspect.POSTS)
    assert (coverage.complete, coverage.reason) == (False, Reason.HTTP_5XX)
    assert audited.outcome("3.3") == "unknown"


def test_every_section_has_its_turn(seen: Seen) -> None:
    """Three warm nights of eight requests verify all that this portal's twenty-nine said, but for posts and files."""
    last = seen.nights[-1]["nothing"].visit
    second = seen.nights[1]["nothing"].visit
    sections = [answer for answer in last.answers if answer.role.value == "section"]
    assert len(sections) == 10
    assert all(answer.verified_at >= second.started_at for answer in sections)
    assert all(answer.seen_in == seen.nights[0]["nothing"].visit.id for answer in last.answers)
    files = [fact for fact in last.facts if isinstance(fact, DocumentSeen) and fact.opens]
    assert files
    assert all(fact.last_verified is not None and fact.last_verified < second.started_at for fact in files)


def test_another_year_is_read_anew(tmp_path: Path) -> None:
    _, hosts, several = _start(tmp_path / "warm", ("year",))
    with serve(hosts) as (port, _):
        _mapped(several, hosts, port).night()
        several.school_year = "2020-2021"
        warm = several.night()["year"]
        cold = Nights(several.schools, several.mappings, tmp_path / "cold", school_year="2020-2021").night()["year"]
    assert warm.reading.ledger.sure == 20
    assert warm.visit.based_on is not None
    assert warm.visit.covered(Aspect.POSTS).complete
    assert answers_of(warm) == answers_of(cold)
    assert ledger_of(warm) == ledger_of(cold)


def test_without_the_pages_of_the_archive_all_is_read_again(tmp_path: Path) -> None:
    nights, hosts, several = _start(tmp_path, ("lost",))
    with serve(hosts) as (port, _):
        first = _mapped(several, hosts, port).night()["lost"]
        shutil.rmtree(tmp_path / "archive" / "pages")
        _add(nights["lost"], 1)
        warm = several.night()["lost"]
    assert first.reading.ledger.sure == 40
    assert warm.reading.ledger.sure == 41
    assert warm.visit.covered(Aspect.POSTS).complete


def test_a_warm_visit_that_is_stopped_is_not_what_the_next_one_goes_on_from(tmp_path: Path) -> None:
    nights, hosts, several = _start(tmp_path, ("stopped",))
    night = nights["stopped"]
    with serve(hosts) as (port, _):
        first = _mapped(several, hosts, port).night()["stopped"]
        delete_post(_site(night), _site(night).listed("tin")[1])

        def slow(ask: Ask) -> bool:
            time.sleep(1.0 if "page" in ask.query else 0.0)
            return False

        night.broken = slow
        night.asked.clear()
        # The order that the nights before wrote goes on from the first visit now.
        several.night(only=(), keep=False)
        asked = several.schools[0].model_dump_json()
        order = (tmp_path / "order.json").read_text().replace('"schools":[]', f'"schools":[{asked}]')
        (tmp_path / "stopped.json").write_text(order)
        child = subprocess.Popen([sys.executable, "-m", "crawler.process", str(tmp_path / "stopped.json")])
        until = time.monotonic() + 30
        while not any("page" in ask.query for ask in night.asked) and time.monotonic() < until:
            time.sleep(0.02)
        child.send_signal(signal.SIGTERM)
        assert child.wait(30) == 0
        night.broken = lambda ask: False
        archive = FolderArchive(tmp_path / "archive")
        cut = next(v for one in archive.visits() if (v := archive.load_visit(one.visit)).id != first.visit.id)
        several.bases["stopped"] = cut.id
        after = several.night()["stopped"]
    assert Reason.INTERRUPTED in {coverage.reason for coverage in cut.coverage}
    assert {answer.seen_in for answer in cut.answers} == {first.visit.id}
    assert after.visit.based_on == cut.id
    assert after.reading.ledger.sure == 39
    assert after.outcome("3.3") == "fail"
    assert after.visit.covered(Aspect.POSTS).complete
