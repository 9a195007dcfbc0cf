"""Pages that only a browser can read, by a real Chromium through Scrapy, robots.txt, politeness and the proxy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawler.browser.batches import Batch, body_of, links, page, run
from tests.crawler.browser.pages import good_site
from tests.crawler.faults import FaultServer, Site, reply, tls_context

pytestmark = pytest.mark.browser
HOST = "mot.test"


@pytest.fixture(scope="module")
def portal() -> Iterator[FaultServer]:
    with FaultServer({HOST: good_site(), "khac.test": Site({"*": reply("<h1>Khác</h1>")})}) as server:
        yield server


@pytest.fixture(scope="module")
def batch(portal: FaultServer, tmp_path_factory: pytest.TempPathFactory) -> Batch:
    paths = [
        *("/", "/dong-ho", "/quay-ray", "/goi-kin", "/goi-loi", "/di-noi-khac", "/chuyen-noi-khac"),
        *("/chuyen-vao-kin", "/kin", "/gui-tep", "/khong-co", "/quay-mai"),
    ]
    pages = [page(f"http://{HOST}{path}") for path in paths]
    pages.append(page(f"http://{HOST}/cuon", actions=[["scroll"]]))
    pages.append(page(f"http://{HOST}/xem-them", actions=[["click", "Xem thêm"]]))
    return run(tmp_path_factory.mktemp("tot"), [pages], portal)


def test_the_batch_ends_well_and_says_nothing_on_standard_error(batch: Batch) -> None:
    assert batch.status == 0
    assert batch.errors == ""
    assert len(batch.pages) == 14


def test_a_page_is_taken_down_as_its_script_left_it(batch: Batch) -> None:
    home = batch.page(f"{HOST}/")
    assert home["reason"] is None
    assert (home["status"], home["title"], home["content_type"]) == (200, "Trường THCS Một", "text/html; charset=utf-8")
    assert links(home) == 3
    assert home["gaps"] == []


def test_calls_are_kept_with_what_is_needed_to_make_them_again(batch: Batch) -> None:
    (call,) = batch.page(f"{HOST}/")["calls"]
    assert (call["method"], call["url"]) == ("POST", f"http://{HOST}/api/tin?trang=1")
    assert call["headers"]["x-site"] == "7"
    assert "cookie" not in call["headers"]
    assert json.loads(call["post"]) == {"loai": 3}
    assert (call["status"], call["content_type"], call["whole"]) == (200, "application/json", True)
    assert json.loads(body_of(call)) == [1, 2, 3]


def test_pictures_and_fonts_are_not_asked_for(batch: Batch, portal: FaultServer) -> None:
    paths = {asked.path for asked in portal.of(HOST)}
    assert "/a.css" in paths
    assert not paths & {"/anh.png", "/x.woff2", "/favicon.ico", "/bieu-tuong.png"}


def test_every_request_and_byte_is_counted(batch: Batch, portal: FaultServer) -> None:
    tally = list(batch.pages.values())[-1]["tally"]
    # What was cut before it came to the server is counted as well.
    assert len(portal.asked) <= tally["requests"] <= len(portal.asked) + 4
    assert tally["requests"] - 1 <= sum(shown["requests"] for shown in batch.pages.values()) <= tally["requests"]
    assert tally["bytes"] > sum(shown["bytes"] for shown in batch.pages.values()) > 5_000


def test_a_clock_and_a_call_that_never_answers_do_not_keep_a_page_from_settling(batch: Batch) -> None:
    assert batch.reason("/dong-ho") is None
    assert links(batch.page("/dong-ho")) == 2
    # It may be a slow list as well as a chat.
    assert [(gap["url"], gap["reason"]) for gap in batch.page("/dong-ho")["gaps"]] == [
        (f"http://{HOST}/cho-mai", "timeout")
    ]


def test_scrolling_goes_to_the_end(batch: Batch) -> None:
    shown = batch.page("/cuon")
    assert (shown["reason"], shown["ended"], links(shown)) == (None, True, 12)


def test_pressing_xem_them_goes_on_until_it_is_gone(batch: Batch) -> None:
    shown = batch.page("/xem-them")
    assert (shown["reason"], shown["ended"], links(shown)) == (None, True, 12)


def test_windows_sockets_frames_dialogs_and_permissions_are_refused_and_the_page_read(
    batch: Batch, portal: FaultServer
) -> None:
    shown = batch.page("/quay-ray")
    assert (shown["reason"], links(shown)) == (None, 1)
    assert {"dialog", "popup", "websocket", "frame"} <= shown["blocked"].keys()
    paths = {asked.path for asked in portal.of(HOST)}
    assert not paths & {"/cua-so", "/o-cam", "/tho.js"}


@pytest.mark.parametrize(("end", "reason"), [("/goi-kin", "robots"), ("/goi-loi", "http-5xx")])
def test_a_call_that_failed_is_a_gap(batch: Batch, end: str, reason: str) -> None:
    shown = batch.page(end)
    assert shown["reason"] is None
    assert [(gap["reason"], gap["own"], gap["kind"]) for gap in shown["gaps"]] == [(reason, True, "fetch")]


def test_robots_txt_holds_for_pages_calls_and_redirects(batch: Batch, portal: FaultServer) -> None:
    assert batch.reason(f"{HOST}/kin") == "robots"
    assert batch.reason("/chuyen-vao-kin") == "robots"
    assert "/kin/danh-sach" not in {asked.path for asked in portal.of(HOST)}


@pytest.mark.parametrize("end", ["/di-noi-khac", "/chuyen-noi-khac"])
def test_a_page_that_leads_to_another_site_says_where(batch: Batch, end: str) -> None:
    assert (batch.reason(end), batch.page(end)["url"]) == ("redirects", "http://khac.test/trang")


def test_a_file_that_a_page_sends_is_refused_and_the_page_read(batch: Batch) -> None:
    shown = batch.page("/gui-tep")
    assert (shown["reason"], links(shown)) == (None, 1)
    assert shown["blocked"]["download"] == 1


def test_errors_and_moves_without_end_have_their_reasons(batch: Batch) -> None:
    assert (batch.reason("/khong-co"), batch.page("/khong-co")["status"]) == ("http-4xx", 404)
    assert batch.reason("/quay-mai") == "redirects"


def test_over_tls_a_school_has_its_pages_and_no_more(tmp_path: Path) -> None:
    site = good_site()
    with FaultServer({"kin.test": site}, tls=tls_context(tmp_path, "kin.test", expired=True)) as server:
        batch = run(
            tmp_path,
            [[page("https://kin.test/"), page("https://kin.test/dong-ho")], [page("https://kin.test/goi-loi")]],
            server,
            limits={"renders": 1},
        )
    assert batch.reason("kin.test/") is None
    assert links(batch.page("kin.test/")) == 3
    assert batch.reason("/dong-ho") == "budget"
    assert batch.reason("/goi-loi") is None
    assert batch.errors == ""
