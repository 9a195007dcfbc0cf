"""Each scripted portal is what its truth says: counts once more by hand, frames by plain HTTP, pages by Chromium."""

from __future__ import annotations

import http.client
from collections.abc import Iterator

import pytest

from tests.portals.browser.chrome import Window, browser
from tests.portals.labelled.model import YEAR
from tests.portals.scripted import Running, all_scripted, codes_of_run, start_scripted
from tests.portals.scripted.walking import links_of_page, loaded, walk

CODES = [portal.school.code for portal in all_scripted()]

# Said once more by hand: posts a visitor can see, sure ones of 2021-2022, then 3.1 to 3.5 (p pass, f fail, s short).
BY_HAND = {
    "SPRING": (76, 40, "ppppp"), "LARAVEL": (62, 39, "ppfpp"), "OFFSET": (81, 41, "ppppp"),
    "CURSOR": (177, 120, "ppppp"), "GRAPHQL": (75, 46, "sppps"), "ASMX": (68, 38, "ppfpp"),
    "ODATA": (76, 40, "sppfp"), "STRAPI": (73, 39, "psfpp"), "BANGTIN": (75, 45, "pppss"),
    "CAY": (69, 38, "ppfpp"), "MANG": (400, 41, "ppppp"), "MANH": (73, 39, "spfpp"),
    "CHITIET": (54, 41, "ppppp"), "CUOI": (72, 40, "pppsp"), "IT": (88, 45, "ppppp"),
    "NHIEU": (63, 38, "ppfpp"), "DONG": (65, 38, "ppfpp"), "CAM": (60, 41, "ppppp"),
    "NGHEN": (69, 41, "ppppp"), "NAM": (101, 40, "ppppp"), "AO": (77, 45, "ppppp"),
    "DOCNHIEU": (99, 39, "ppfpp"), "TUOITIN": (63, 40, "ppppp"), "MAY": (72, 41, "ppppp"),
    "NHAN": (66, 40, "ppppp"), "CAPNHAT": (70, 38, "ppfpp"), "GIA": (74, 41, "ppppp"),
    "CHAM": (66, 40, "ppppp"), "TAB": (71, 42, "ppppp"),
    "GAP": (69, 45, "ppppp"), "CKNAM": (67, 39, "ppfpp"), "TRANGCHAM": (62, 40, "ppppp"), "HONG": (68, 41, "uppup"),
}  # fmt: skip
LETTERS = {"u": {"review", "unknown"}, "p": {"pass"}, "f": {"fail"}, "s": {"partial", "fail"}}
NO_FULL_MEASUREMENT = {"NHIEU", "CAM"}


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with start_scripted() as started:
        yield started


@pytest.fixture(scope="module")
def window(running: Running) -> Iterator[Window]:
    with browser(f"--host-resolver-rules=MAP *.test 127.0.0.1:{running.port}") as opened:
        opened.speak("vi-VN")
        yield opened


def get(running: Running, host: str, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection(running.mappings[host], timeout=10)
    connection.request("GET", path, headers={"Host": host})
    answer = connection.getresponse()
    return answer.status, answer.read().decode("utf-8", "replace")


def test_the_set_is_large_varied_and_said_by_hand() -> None:
    portals = all_scripted()
    assert set(BY_HAND) == set(CODES)
    assert len({portal.make for portal in portals}) == len(portals) >= 12
    assert {portal.school.code for portal in portals if not portal.enumerable} == NO_FULL_MEASUREMENT
    for portal in portals:
        count, sure, letters = BY_HAND[portal.school.code]
        truth = portal.truth
        assert (len(truth.visible_posts), truth.sure(YEAR), truth.possible(YEAR)) == (count, sure, sure), truth.name
        for rule, letter in zip(("3.1", "3.2", "3.3", "3.4", "3.5"), letters, strict=True):
            assert truth.expected[YEAR][rule] - ({"pass"} if letter == "u" else set()) == LETTERS[letter], (
                truth.name,
                rule,
            )
        assert len({post.path for post in truth.posts}) == len(truth.posts)
        assert bool(portal.why_not) != portal.enumerable


@pytest.mark.parametrize("seed", [1, 2])
def test_a_seed_gives_one_set_and_never_other_counts(seed: int) -> None:
    assert all_scripted(seed) == all_scripted(seed)
    assert all_scripted(seed) != all_scripted(seed + 10)
    for portal in all_scripted(seed):
        assert (len(portal.truth.visible_posts), portal.truth.sure(YEAR)) == BY_HAND[portal.school.code][:2]


@pytest.mark.parametrize("code", CODES)
def test_without_a_browser_there_is_an_empty_frame(code: str, running: Running) -> None:
    portal = running.portal(code)
    host = portal.truth.base_url.removeprefix("http://")
    status, frame = get(running, host, "/")
    assert status == 200
    assert portal.school.name not in frame
    assert "<a " not in frame
    hashed = "#" in portal.truth.posts[0].path
    for path in ("/khong-co-trang-nay", "/a/b.html", "/sitemap.xml"):
        assert get(running, host, path) == (
            (404, "<title>404</title><h1>404 Not Found</h1>") if hashed else (200, frame)
        )
    for document in portal.truth.documents:
        assert get(running, host, document.path)[1].startswith("%PDF-")


@pytest.mark.browser
@pytest.mark.parametrize("code", codes_of_run())
def test_a_visitor_reaches_exactly_the_posts(code: str, running: Running, window: Window) -> None:
    portal = running.portal(code)
    window.open(portal.school.url)
    loaded(window)
    assert portal.school.name in str(window.value("document.body.innerText"))
    starts = {place.path for place in portal.truth.sections["tin_tuc"]}
    starts |= {
        link for link in window.links() if link.startswith(("/chuyen-muc/", "/danh-muc/", "/#/chuyen-muc/", "/dm-"))
    }
    found: dict[str, str] = {}
    for start in sorted(starts):
        found |= walk(window, portal, start)
    told = {post.path: " ".join(post.title.split()) for post in portal.truth.visible_posts}
    assert {path: " ".join(title.split()) for path, title in found.items()} == told


@pytest.mark.browser
@pytest.mark.parametrize("code", codes_of_run())
def test_posts_show_their_day_and_pages_their_files(code: str, running: Running, window: Window) -> None:
    portal = running.portal(code)
    edges = [post for post in portal.truth.visible_posts if post.traps] or list(portal.truth.visible_posts[:4])
    for post in edges[:6]:
        window.open(portal.truth.url(post.path))
        loaded(window)
        text = str(window.value("document.querySelector('#main').innerText"))
        assert post.title in text, post.path
        assert post.published is not None
        day = post.published
        shown = (
            f"{day:%d/%m/%Y}",
            f"{day:%d-%m-%Y}",
            f"Ngày {day.day} tháng {day.month} năm {day.year}",
            f"{day.day}/{day.month}/{day.year}",
        )
        assert any(one in text for one in shown), (post.path, text[:200])
    places = {place.path: (key, place) for key, all_of in portal.truth.sections.items() for place in all_of}
    for path, (key, place) in places.items():
        window.open(portal.truth.url(path))
        loaded(window)
        text = str(window.value("document.querySelector('#main').innerText"))
        assert place.label in text or key == "tin_tuc", path
        shown_years = {p.school_year for p in portal.truth.sections[key] if p.path == path and not p.empty}
        of_it = {d.path for d in portal.truth.documents if d.section == key and d.school_year in shown_years}
        here = links_of_page(window, code)
        if code == "HONG" and key == "cong_khai":
            assert not of_it & here
        elif key == "cong_khai":
            assert of_it <= here, path
            assert bool(of_it) != (place.empty or place.school_year is None), path
        elif place.empty:
            assert "cập nhật" in text, path
