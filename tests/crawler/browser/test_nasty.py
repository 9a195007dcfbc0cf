"""What a hostile portal does to a browser costs that page, with its reason: the batch goes on, memory stays bounded."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.browser.processes import Family, command_of
from tests.crawler.browser.batches import Batch, events_of, links, mappings, page, run, start
from tests.crawler.browser.pages import nasty_site
from tests.crawler.faults import FaultServer

pytestmark = pytest.mark.browser
HOST = "xau.test"
QUICK = {"seconds": 12.0, "settle_seconds": 5.0}
EXPECTED: dict[str, set[str | None]] = {
    "/treo": {"timeout"},
    "/khong-yen": {"timeout"},
    "/hop-thoai": {"timeout"},
    "/im-lang": {"timeout"},
    "/tai-xuong": {"not-html"},
    "/kich-ban-to": {"too-large"},
    "/kich-ban-to-2": {"too-large"},
    "/kich-ban-nen": {"too-large", "crashed"},
    "/van-ban-to": {"too-large", "timeout", "crashed"},
    "/cay-to": {"too-large", "crashed", "timeout"},
    "/ngon-bo-nho": {"crashed", "too-large"},
    "/ngon-bo-dem": {"crashed", "too-large", "timeout", None},
}


@pytest.fixture(scope="module")
def portal() -> Iterator[FaultServer]:
    with FaultServer({HOST: nasty_site()}) as server:
        yield server


@pytest.fixture(scope="module")
def batch(portal: FaultServer, tmp_path_factory: pytest.TempPathFactory) -> Batch:
    schools = [[page(f"http://{HOST}{path}", limits=QUICK), page(f"http://{HOST}/?sau={path}")] for path in EXPECTED]
    batch = run(tmp_path_factory.mktemp("xau"), schools, portal, measure=True, most=500)
    print(f"\n{len(batch.pages)} pages, {batch.seconds:.0f} s, peak of the tree: {batch.pss_mb:.0f} MB PSS", end="")
    print(f" ({batch.rss_mb:.0f} MB RSS, shared pages counted for each process)")
    for url, shown in batch.pages.items():
        print(f"  {shown['reason']!s:10} {shown['seconds']:5.1f} s {url.partition(HOST)[2]} {shown['detail'][:70]}")
    return batch


@pytest.mark.parametrize("path", EXPECTED)
def test_a_nasty_page_is_missing_with_its_reason(batch: Batch, path: str) -> None:
    assert batch.reason(HOST + path) in EXPECTED[path], batch.page(HOST + path)["detail"]


@pytest.mark.parametrize("path", EXPECTED)
def test_the_page_after_it_is_read(batch: Batch, path: str) -> None:
    shown = batch.page(f"/?sau={path}")
    assert (shown["reason"], links(shown)) == (None, 3), shown["detail"]


def test_no_page_takes_longer_than_its_limit(batch: Batch) -> None:
    # Beside its own time: starting a browser where the page before took it down, and closing it.
    assert max(shown["seconds"] for shown in batch.pages.values()) < 12 + 30


def test_the_batch_ends_well_without_a_word_or_a_process_left(batch: Batch) -> None:
    assert batch.status == 0
    assert batch.errors == ""
    assert batch.events[-2]["processes"] == []


def test_the_whole_job_stays_below_one_and_a_half_gigabytes(batch: Batch) -> None:
    assert len(batch.pages) >= 10
    assert 200 < batch.pss_mb < 1500


def test_a_browser_that_dies_costs_one_page(portal: FaultServer, tmp_path: Path) -> None:
    pages = [page(f"http://{HOST}{path}") for path in ("/?truoc", "/cho-chet", "/?sau")]
    killed: list[int] = []

    def kill_it(family: Family) -> None:
        if killed or not any(asked.path == "/dang-cho" for asked in portal.of(HOST)):
            return
        killed.extend(pid for pid in family.members() if _is_browser(pid))
        for pid in killed:
            os.kill(pid, signal.SIGKILL)

    batch = run(tmp_path, [pages], portal, during=kill_it)
    assert len(killed) == 1
    assert [batch.reason(end) for end in ("/?truoc", "/cho-chet", "/?sau")] == [None, "crashed", None]
    assert next(event for event in batch.events if event["event"] == "rendered")["starts"] == 2
    assert batch.errors == ""


def test_no_process_outlives_a_batch_that_is_killed(portal: FaultServer, tmp_path: Path) -> None:
    job = {"allow_private": True, "mappings": mappings(portal), "schools": [[page(f"http://{HOST}/im-lang")]]}
    child = start(tmp_path, job)
    family = Family(child.pid)
    until = time.monotonic() + 60
    while not any(_is_browser(pid) for pid in family.members()):
        assert time.monotonic() < until, events_of(tmp_path)
        time.sleep(0.1)
    time.sleep(1)
    assert len(family.members()) > 3
    child.kill()
    child.wait()
    until = time.monotonic() + 20
    while left := family.members():
        assert time.monotonic() < until, [command_of(pid) for pid in left]
        time.sleep(0.2)


def test_the_browser_knows_nothing_of_this_process(
    portal: FaultServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIEMCONG_GEHEIM", "mật khẩu")
    seen: list[bytes] = []

    def look(family: Family) -> None:
        for pid in family.members():
            if _is_browser(pid) and not seen:
                seen.append(Path(f"/proc/{pid}/environ").read_bytes())

    batch = run(tmp_path, [[page(f"http://{HOST}/")]], portal, during=look)
    assert batch.reason(HOST + "/") is None
    assert seen
    assert b"KIEMCONG_GEHEIM" not in seen[0]


def _is_browser(pid: int) -> bool:
    command = command_of(pid)
    return "--remote-debugging-pipe" in command and "--type=" not in command and "run-driver" not in command
