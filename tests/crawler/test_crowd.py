"""A platform in trouble, and many hosts of one platform seen from several processes."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest

from crawler.breaker import FAILURES, PATIENCE, Breaker, PlatformResting, enter
from crawler.order import Budget, Mapping, Politeness
from crawler.pace import OwnPace, SharedPace
from records.facts import Aspect, Reason
from tests.crawler import faults
from tests.crawler.crowd import ADDRESS, crowd
from tests.crawler.faults import FaultServer, Site, reply
from tests.crawler.schools import good_site, school, school_name
from tests.crawler.visiting import PRETEND, Child, Outcome, order_for

STARTS = """
import sys, time
from pathlib import Path
from crawler.pace import SharedPace
pace = SharedPace(Path(sys.argv[1]), "mot.edu.vn")
for _ in range(15):
    while (wait := pace.ask(0.05)) > 0:
        time.sleep(wait)
    print(time.monotonic(), flush=True)
"""


def test_processes_keep_one_pace(tmp_path: Path) -> None:
    command = [sys.executable, "-c", STARTS, str(tmp_path)]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    starts = sorted(float(line) for process in processes for line in process.communicate(timeout=60)[0].split())
    assert len(starts) == 45
    assert min(late - early for early, late in pairwise(starts)) >= 0.049


@pytest.mark.parametrize("shared", [False, True])
def test_the_next_turn_counts_from_the_true_start(tmp_path: Path, shared: bool) -> None:
    pace = SharedPace(tmp_path, "a") if shared else OwnPace()
    assert pace.ask(0.2) == 0.0
    assert 0.15 < pace.ask(0.2) <= 0.2
    time.sleep(0.2)
    pace.began(0.3)
    assert 0.25 < pace.ask(0.1) <= 0.3


def test_a_pace_of_before_the_machine_was_started_is_forgotten(tmp_path: Path) -> None:
    pace = SharedPace(tmp_path, "a")
    pace.ask(10_000.0)
    assert SharedPace(tmp_path, "a").ask(0.1) == 0.0


def test_a_folder_that_is_gone_costs_no_visit(tmp_path: Path) -> None:
    pace = SharedPace(tmp_path / "khong-co", "a")
    assert pace.ask(5.0) == 0.0
    assert pace.ask(5.0) > 4.0


def failing(breaker: Breaker, hosts: int, times: int) -> None:
    for number in range(times):
        breaker.failed(f"truong{number % hosts}", refused=False)


def test_one_host_that_fails_is_no_platform_that_fails() -> None:
    breaker = Breaker()
    failing(breaker, 2, 5 * FAILURES)
    assert not breaker.is_open
    breaker.failed("truong9", refused=False)
    assert breaker.is_open


def test_a_failing_platform_rests_is_tried_by_one_and_goes_on() -> None:
    async def run() -> list[bool]:
        breaker = Breaker(first_rest=0.2)
        failing(breaker, 3, FAILURES)
        waiting = [asyncio.ensure_future(enter([breaker], f"truong{number}")) for number in range(5)]
        await asyncio.sleep(0.1)
        told = [any(task.done() for task in waiting)]
        await asyncio.sleep(0.6)
        told.append(sum(task.done() for task in waiting) == 1)
        breaker.succeeded()
        await asyncio.wait_for(asyncio.gather(*waiting), 2.0)
        return [*told, breaker.is_open]

    assert asyncio.run(run()) == [False, True, False]


def test_after_several_rests_in_vain_nobody_waits() -> None:
    async def run() -> None:
        breaker = Breaker(first_rest=0.01)
        failing(breaker, 3, FAILURES)
        for _ in range(PATIENCE):
            await enter([breaker], "truong0")
            breaker.failed("truong0", refused=False)
        with pytest.raises(PlatformResting, match="nền tảng ngừng trả lời"):
            await enter([breaker], "truong1")

    asyncio.run(asyncio.wait_for(run(), 10.0))


def test_who_tries_one_platform_tries_both() -> None:
    """A host stands on a domain and on a machine: two that try one each would wait for each other."""

    async def run() -> list[bool]:
        domain, machine = Breaker(first_rest=0.1), Breaker(first_rest=0.1)
        failing(domain, 3, FAILURES)
        failing(machine, 3, FAILURES)
        waiting = [asyncio.ensure_future(enter([domain, machine], f"truong{number}")) for number in range(4)]
        other = asyncio.ensure_future(enter([machine], "khac"))
        await asyncio.sleep(0.8)
        told = [task.done() for task in (*waiting, other)]
        machine.succeeded()
        domain.succeeded()
        await asyncio.wait_for(asyncio.gather(*waiting, other), 2.0)
        return told

    assert sum(asyncio.run(run())) == 1


def test_refusals_slow_down_and_answers_speed_up_again() -> None:
    breaker = Breaker()
    for _ in range(3):
        breaker.failed("a", refused=True)
    assert breaker.slowness == 8.0
    for _ in range(3):
        breaker.failed("a", refused=True)
    assert breaker.slowness == 16.0
    for _ in range(30):
        breaker.succeeded()
    assert breaker.slowness == 1.0


def visited(folder: Path, sites: dict[str, Site], **limits: float) -> tuple[FaultServer, Outcome]:
    with FaultServer(sites, (ADDRESS,)) as server:
        order = order_for(
            tuple(school(n, host).model_copy(update={"code": host}) for n, host in enumerate(sites)),
            tuple(Mapping(host=host, ip=ADDRESS, ip_port=server.ports[ADDRESS]) for host in sites),
            folder,
            politeness=Politeness(host_delay=0.02, platform_delay=0.01, retry_after_longest=5.0, **limits),  # type: ignore[arg-type]
            allow_private=False,
            budget=Budget(seconds=40, timeout_seconds=3),
        )
        return server, Child(order, folder, PRETEND, (ADDRESS,)).wait(120)


@pytest.mark.district
def test_a_429_holds_the_whole_platform(tmp_path: Path) -> None:
    """The server that counts by our address asks once to be left alone, and is, by the visits of all its schools."""
    sites = {f"truong{n}.mot.edu.vn": good_site(school_name(n), count=12) for n in range(4)}
    fresh = sites["truong0.mot.edu.vn"].pages["/van-ban"]
    busy = faults.in_turn(reply("<p>Chờ</p>", 429, headers={"Retry-After": "3"}), fresh)
    sites["truong0.mot.edu.vn"].pages["/van-ban"] = busy
    server, outcome = visited(tmp_path, sites)
    first = next(one for one in server.asked if one.path == "/van-ban" and one.host.startswith("truong0"))
    # What was on its way when the answer came had left before it.
    after = sorted(one.at - first.at for one in server.asked if one.at > first.at + 0.3)
    assert after[0] >= 2.9
    assert all(visit.covered(Aspect.POSTS).complete for visit in outcome.visits.values())


@pytest.mark.district
def test_a_platform_that_is_down_is_hardly_asked(tmp_path: Path) -> None:
    sites = {f"truong{n}.mot.edu.vn": Site({}, faults.reset()) for n in range(16)}
    server, outcome = visited(tmp_path, sites, platform_rest=0.5)
    # Without rests: robots.txt, its second try and the other spellings of the home page, of sixteen schools.
    assert len(server.asked) < 40
    assert len(outcome.visits) == 16
    reasons = {visit.covered(Aspect.HOME).reason for visit in outcome.visits.values()}
    assert reasons <= {Reason.RESET, Reason.REFUSED}


@pytest.mark.district
def test_many_hosts_of_one_platform_and_two_processes_keep_the_promise(tmp_path: Path) -> None:
    found = crowd(tmp_path, hosts=8, others=3)
    assert found.wrong() == []
    assert sum(one.path == "/robots.txt" for one in found.asked) == 11
    assert sum(one.path == "/gioi-thieu-moi" for one in found.asked) == 11
