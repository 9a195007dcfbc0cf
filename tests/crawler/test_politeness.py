"""Politeness, measured at the server: gaps and crowds a host and a platform, crawl-delay and Retry-After."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response

from crawler.guard import Guard
from crawler.order import Budget, Mapping, Politeness
from crawler.politeness import PolitenessMiddleware, registrable_domain, retry_after
from crawler.tally import TALLY, Tally
from records.facts import Aspect
from tests.crawler import faults
from tests.crawler.faults import FaultServer, Site, reply
from tests.crawler.schools import good_site, page, school, school_name
from tests.crawler.visiting import PRETEND, Child, Outcome, order_for

# A request is spaced where it leaves; where it arrives is a little earlier or later.
SLACK = 0.04
ONE, OTHER = "127.0.0.2", "127.0.0.3"


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("thcsabc.hcm.edu.vn", "hcm.edu.vn"),
        ("th-hoasen.tdm.pgd.binhduong.edu.vn", "binhduong.edu.vn"),
        ("a.mot.edu.vn", "mot.edu.vn"),
        ("mot.edu.vn", "mot.edu.vn"),
        ("truong.com", "truong.com"),
        ("127.0.0.1", "127.0.0.1"),
        ("::1", "::1"),
        ("localhost", "localhost"),
        ("", ""),
    ],
)
def test_the_registrable_domain(host: str, domain: str) -> None:
    assert registrable_domain(host) == domain


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [("7", 7, 7), (" 12 ", 12, 12), ("0", 0, 0), ("in 30 s", 27, 30), ("in -30 s", 0, 0)],
)
def test_retry_after_in_both_forms(value: str, low: float, high: float) -> None:
    if value.startswith("in "):
        value = faults.later(float(value.split()[1]))
    seconds = retry_after(Response("http://a.test/", status=429, headers={"Retry-After": value}))
    assert seconds is not None
    assert low <= seconds <= high


@pytest.mark.parametrize("value", ["", "soon", "-5", "1e9", "7 s", "Wed, 99 Xxx 2022 00:00:00 GMT", "\xff\xfe"])
def test_retry_after_that_says_nothing(value: str) -> None:
    assert retry_after(Response("http://a.test/", status=429, headers={"Retry-After": value.encode("latin-1")})) is None
    assert retry_after(Response("http://a.test/", status=429)) is None


class Downloader:
    """The part of Scrapy's downloader that politeness touches."""

    def __init__(self) -> None:
        self.per_slot_settings: dict[str, dict[str, float]] = {}
        self.slots: dict[str, Any] = {}


def middleware(limits: Politeness, *, allow_private: bool = False) -> tuple[PolitenessMiddleware, Downloader, Guard]:
    guard = Guard((), allow_private)
    downloader = Downloader()
    crawler: Any = SimpleNamespace(
        settings={"KIEMCONG_GUARD": guard, "KIEMCONG_POLITENESS": limits}, engine=SimpleNamespace(downloader=downloader)
    )
    return PolitenessMiddleware(crawler), downloader, guard


LIMITS = Politeness(host_delay=0.5, platform_delay=0.0, host_at_once=1, platform_at_once=2, retry_after_longest=3.0)


def test_every_host_gets_a_slot_of_its_own_without_a_delay_behind_the_gates() -> None:
    polite, downloader, _ = middleware(LIMITS)
    request = Request("http://www.a.mot.edu.vn/robots.txt")
    asyncio.run(polite.process_request(request))
    assert request.meta["download_slot"] == "a.mot.edu.vn"
    assert downloader.per_slot_settings["a.mot.edu.vn"]["delay"] == 0.0
    assert polite.delay_of("www.a.mot.edu.vn") == 0.5


def test_a_second_request_to_a_host_waits_for_the_first_and_for_the_delay() -> None:
    async def two() -> list[float]:
        polite, _, _ = middleware(LIMITS)
        first, second = Request("http://a.mot.edu.vn/1"), Request("http://a.mot.edu.vn/2")
        await polite.process_request(first)
        began = time.monotonic()
        waiting = asyncio.ensure_future(polite.process_request(second))
        await asyncio.sleep(0.05)
        assert not waiting.done()
        polite.process_response(first, Response("http://a.mot.edu.vn/1"))
        await waiting
        return [time.monotonic() - began]

    assert asyncio.run(two())[0] >= 0.45


def test_only_allowed_loopback_is_not_waited_for() -> None:
    for allowed, delay in ((True, 0.0), (False, 0.5)):
        polite, _, guard = middleware(LIMITS, allow_private=allowed)
        guard.addresses["a.test"] = "127.0.0.1"
        assert polite.delay_of("a.test") == delay
    polite, _, guard = middleware(LIMITS, allow_private=True)
    guard.addresses["a.test"] = "10.0.0.1"
    assert polite.delay_of("a.test") == 0.5


@pytest.mark.parametrize(("asked", "kept"), [(0.1, 0.5), (5.0, 5.0), (3600.0, 60.0)])
def test_a_crawl_delay_slows_but_never_hastens_and_has_an_end(asked: float, kept: float) -> None:
    polite, _, _ = middleware(LIMITS)
    polite.slow_down("a.mot.edu.vn", asked)
    assert polite.delay_of("a.mot.edu.vn") == kept


def test_a_platform_lets_in_no_more_than_it_may_and_failures_free_their_place() -> None:
    polite, _, _ = middleware(LIMITS)

    async def crowd() -> list[bool]:
        held = [Request(f"http://{name}.mot.edu.vn/") for name in "abc"]
        waiting = [asyncio.ensure_future(polite.process_request(request)) for request in held]
        await asyncio.sleep(0.05)
        seen = [task.done() for task in waiting]
        polite.process_exception(held[0], OSError())
        await asyncio.sleep(0.05)
        return [*seen, waiting[2].done()]

    assert asyncio.run(crowd()) == [True, True, False, True]


def test_hosts_of_one_machine_share_its_gate_whatever_their_names() -> None:
    polite, _, guard = middleware(LIMITS)
    hosts = ("a.mot.edu.vn", "b.hai.edu.vn", "c.ba.edu.vn")
    guard.addresses.update(dict.fromkeys(hosts, "113.160.0.1"))

    async def crowd() -> list[bool]:
        waiting = [asyncio.ensure_future(polite.process_request(Request(f"http://{host}/"))) for host in hosts]
        await asyncio.sleep(0.05)
        seen = [task.done() for task in waiting]
        for task in waiting:
            task.cancel()
        return seen

    assert asyncio.run(crowd()) == [True, True, False]


def test_one_who_gives_up_waiting_keeps_no_place() -> None:
    """A request whose time ran out while it waited at a gate must not take a place for ever."""
    polite, _, guard = middleware(LIMITS.model_copy(update={"platform_at_once": 1, "platform_delay": 0.2}))
    guard.addresses.update({"a.mot.edu.vn": "113.160.0.1", "b.mot.edu.vn": "113.160.0.1"})

    async def crowd() -> bool:
        first = Request("http://a.mot.edu.vn/")
        await polite.process_request(first)
        impatient = asyncio.ensure_future(polite.process_request(Request("http://b.mot.edu.vn/")))
        await asyncio.sleep(0.02)
        polite.process_response(first, Response("http://a.mot.edu.vn/"))
        await asyncio.sleep(0.05)
        # It has passed the crowd and waits for its turn; now its time is up.
        impatient.cancel()
        await asyncio.sleep(0.01)
        await asyncio.wait_for(polite.process_request(Request("http://a.mot.edu.vn/")), 2.0)
        return True

    assert asyncio.run(crowd())


@pytest.mark.parametrize(("value", "low", "high"), [("1", 0.9, 1.4), ("600", 2.9, 3.4)])
def test_a_host_is_left_alone_as_long_as_it_asks_and_no_longer_than_we_bear(
    value: str, low: float, high: float
) -> None:
    polite, _, _ = middleware(LIMITS)
    busy = Request("http://a.mot.edu.vn/")

    async def wait() -> float:
        await polite.process_request(busy)
        polite.process_response(busy, Response(busy.url, status=429, headers={"Retry-After": value}))
        began = time.monotonic()
        await polite.process_request(Request("http://a.mot.edu.vn/khac"))
        return time.monotonic() - began

    assert low <= asyncio.run(wait()) <= high


def test_each_request_is_counted_with_its_bytes() -> None:
    polite, _, _ = middleware(LIMITS)
    tally = Tally(failures_in_a_row=2)
    request = Request("http://a.mot.edu.vn/", meta={TALLY: tally})
    asyncio.run(polite.process_request(request))
    polite.process_response(request, Response(request.url, body=b"x" * 120))
    assert (tally.requests, tally.bytes, tally.failures_in_a_row) == (1, 120, 0)


HOSTS = {f"{name}.{domain}.edu.vn": address for domain, address in (("mot", ONE), ("hai", OTHER)) for name in "abc"}
SHORT = Politeness(host_delay=0.2, host_at_once=1, platform_delay=0.1, platform_at_once=2, retry_after_longest=5.0)


def small_site(number: int, host: str) -> Site:
    """A portal of few pages, each a little slow, with redirects in it: to itself and to its neighbour."""
    full = good_site(school_name(number), count=12)
    slow = {path: faults.slow_headers(0.12, answer) for path, answer in full.pages.items()}
    slow["/gioi-thieu"] = faults.redirect("/gioi-thieu-moi")
    slow["/gioi-thieu-moi"] = reply(page(school_name(number), "Giới thiệu", "<p>Nội dung giới thiệu của trường.</p>"))
    neighbour = {"a": "b", "b": "c", "c": "a"}[host[0]] + host[1:]
    slow["/tuyen-sinh"] = faults.redirect(f"http://{neighbour}/lien-he")
    return Site(slow)


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> tuple[FaultServer, Outcome, dict[str, str]]:
    folder = tmp_path_factory.mktemp("polite")
    sites = {host: small_site(number, host) for number, host in enumerate(HOSTS)}
    with FaultServer(sites, (ONE, OTHER)) as server:
        mappings = tuple(Mapping(host=host, ip=ip, ip_port=server.ports[ip]) for host, ip in HOSTS.items())
        schools = tuple(school(number, host).model_copy(update={"code": host}) for number, host in enumerate(HOSTS))
        order = order_for(
            schools,
            mappings,
            folder,
            politeness=SHORT,
            allow_private=False,
            budget=Budget(seconds=90, timeout_seconds=5),
        )
        outcome = Child(order, folder, PRETEND, (ONE, OTHER)).wait(120)
        return server, outcome, HOSTS


Measured = tuple[FaultServer, Outcome, dict[str, str]]


@pytest.mark.district
def test_the_measured_visits_are_whole(measured: Measured) -> None:
    server, outcome, hosts = measured
    assert set(outcome.visits) == set(hosts)
    for host in hosts:
        assert outcome.visits[host].covered(Aspect.POSTS).complete
        paths = {asked.path for asked in server.of(host)}
        assert {"/robots.txt", "/gioi-thieu", "/gioi-thieu-moi", "/tuyen-sinh"} <= paths


@pytest.mark.district
def test_no_host_is_asked_faster_than_its_delay(measured: Measured) -> None:
    server, _, hosts = measured
    for host in hosts:
        asked = server.of(host)
        assert asked[0].path == "/robots.txt"
        short = [
            (round(b.at - a.at, 3), a.path, b.path)
            for a, b in pairwise(asked)
            if b.at - a.at < SHORT.host_delay - SLACK
        ]
        assert short == [], host


@pytest.mark.district
def test_no_platform_is_asked_faster_than_its_delay(measured: Measured) -> None:
    server, _, hosts = measured
    for address in (ONE, OTHER):
        asked = [one for one in server.asked if hosts[one.host] == address]
        # A request whose turn came while the process was reading a page leaves late, and the next one on time: five in
        # a row show the pace, two do not.
        spans = [(round(b.at - a.at, 3), a.path, b.path) for a, b in zip(asked, asked[4:], strict=False)]
        assert [span for span in spans if span[0] < 3 * SHORT.platform_delay - SLACK] == []


@pytest.mark.district
def test_no_platform_is_crowded(measured: Measured) -> None:
    server, _, _ = measured
    assert set(server.most_at_once) == {ONE, OTHER}
    assert max(server.most_at_once.values()) <= SHORT.platform_at_once


@pytest.mark.district
def test_the_two_platforms_do_not_wait_for_each_other(measured: Measured) -> None:
    server, _, hosts = measured
    spans = []
    for address in (ONE, OTHER):
        times = [one.at for one in server.asked if hosts[one.host] == address]
        spans.append((min(times), max(times)))
    (first_start, first_end), (second_start, second_end) = spans
    assert min(first_end, second_end) - max(first_start, second_start) > 0.5 * (first_end - first_start)


@pytest.fixture
def alone(tmp_path: Path) -> Callable[[Site], FaultServer]:
    def run(site: Site) -> FaultServer:
        host = "a.mot.edu.vn"
        with FaultServer({host: site}, (ONE,)) as server:
            mappings = (Mapping(host=host, ip=ONE, ip_port=server.port),)
            quick = SHORT.model_copy(update={"host_delay": 0.02, "platform_delay": 0.0})
            order = order_for(
                (school(0, host),),
                mappings,
                tmp_path,
                politeness=quick,
                allow_private=False,
                budget=Budget(seconds=60, timeout_seconds=3),
            )
            Child(order, tmp_path, PRETEND, (ONE,)).wait(90)
            return server

    return run


@pytest.mark.district
def test_a_crawl_delay_is_kept(alone: Callable[[Site], FaultServer]) -> None:
    robots = reply("User-agent: *\nCrawl-delay: 0.4\n", kind="text/plain")
    server = alone(good_site(school_name(0), {"/robots.txt": robots}, count=8))
    asked = server.asked[1:]
    assert len(asked) > 10
    assert min(b.at - a.at for a, b in pairwise(asked)) >= 0.4 - SLACK


@pytest.mark.district
@pytest.mark.parametrize("status", [429, 503])
def test_a_retry_after_is_waited_for(alone: Callable[[Site], FaultServer], status: int) -> None:
    fresh = good_site(school_name(0)).pages["/tin-tuc?trang=2"]
    busy = faults.in_turn(reply("<p>Chờ</p>", status, headers={"Retry-After": "2"}), fresh)
    server = alone(good_site(school_name(0), {"/tin-tuc?trang=2": busy}))
    times = [asked.at for asked in server.asked]
    at = [number for number, asked in enumerate(server.asked) if asked.path == "/tin-tuc?trang=2"]
    assert len(at) == 2
    assert times[at[0] + 1] - times[at[0]] >= 2.0 - SLACK
    assert server.asked[at[0] + 1].path == "/tin-tuc?trang=2"
