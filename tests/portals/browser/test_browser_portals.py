"""The portals are what their truth says: their services by plain HTTP, what a visitor sees by Chromium."""

from __future__ import annotations

import html
import io
import re
import urllib.error
import zipfile
from collections.abc import Iterator
from datetime import datetime

import pytest

from tests.portals.browser import chrome, fronts
from tests.portals.browser.chrome import Window, browser, dump_dom
from tests.portals.browser.clients import BY_SCRIPT, CLIENTS, Client, get
from tests.portals.browser.roster import BROWSER, Browser
from tests.portals.browser.walking import press, walk
from tests.portals.live.portal import LivePortal
from tests.portals.live.roster import kind_of_run
from tests.portals.live.school import AUDITED, Kind
from tests.portals.truth import POSTS_ASKED_FOR
from tests.portals.wordpress.seed import run_seed

pytestmark = pytest.mark.live

EDGES = {"last-minute-before", "first-minute", "last-minute", "first-minute-after"}
NEWEST_SHOWN = 5


@pytest.fixture(
    scope="module", params=[(name, kind_of_run(number)) for number, name in enumerate(BROWSER)], ids="-".join
)
def portal(request: pytest.FixtureRequest, started: list[str]) -> Iterator[LivePortal]:
    name: str
    kind: Kind
    name, kind = request.param
    reason = BROWSER[name].why_not()
    if reason is not None:
        pytest.skip(f"no {name}: {reason}")
    if not any(line.startswith("built") for line in started):
        started.append(f"built in {fronts.build_all():.1f} s")
    with BROWSER[name].start(run_seed(), kind) as running:
        truth = running.truth
        started.append(
            f"{name} {kind}: libraries fetched in {running.install_seconds:.0f} s, started in {running.seconds:.1f} s,"
            f" {len(truth.visible_posts)} posts, {AUDITED}: {truth.sure(AUDITED)} sure"
        )
        yield running


@pytest.fixture
def name(request: pytest.FixtureRequest) -> str:
    chosen: str = request.node.callspec.params["portal"][0]
    return chosen


@pytest.fixture
def make(name: str) -> Browser:
    return BROWSER[name]


@pytest.fixture
def client(name: str) -> Client:
    return CLIENTS[name]


@pytest.fixture(scope="module")
def window() -> Iterator[Window]:
    reason = chrome.why_not()
    if reason is not None:
        pytest.skip(reason)
    with browser() as running:
        yield running


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_the_truth_is_of_the_kind_asked_for(portal: LivePortal, make: Browser) -> None:
    truth, kind = portal.truth, portal.school.kind
    assert truth.provenance == "invented"
    assert truth.family == portal.routes.family
    sure, listed = truth.sure(AUDITED), len(truth.posts_of(AUDITED))
    assert (sure >= 42) if kind == "good" else (32 <= sure <= 38 and listed >= POSTS_ASKED_FOR)
    rules = truth.expected[AUDITED]
    if make.enumerable:
        assert rules["3.3"] == {"pass" if kind == "good" else "fail"}
        assert ("pass" in rules["3.1"]) == (kind == "good")
    else:
        assert rules["3.3"] == {"unknown"}
        assert ("pass" in rules["3.1"]) == (kind == "good")
        assert "unknown" in rules["3.1"]
    paths = [post.path for post in truth.posts]
    assert len(set(paths)) == len(paths)
    assert all(portal.post_shape.match(path) for path in paths)
    others = [place.path for places in truth.sections.values() for place in places]
    assert not any(portal.post_shape.match(path) for path in ["/", portal.routes.listing, *others])


def test_the_shell_says_nothing_and_answers_for_every_address(portal: LivePortal, make: Browser) -> None:
    """Without a browser there is neither a post nor a page, and nothing is ever missing."""
    shell = get(portal.base_url + "/")
    if make.plain_pages:
        assert portal.truth.name in shell.text
        return
    assert shell.status == 200
    assert shell.media_type == "text/html"
    assert portal.truth.name not in shell.text
    assert "<a " not in shell.text
    places = [place.path for places in portal.truth.sections.values() for place in places]
    posts = [post.path for post in portal.truth.posts[::20]]
    unknown = ["/khong-co", "/a/b/c.html", "/robots.txt", "/sitemap.xml", portal.routes.files + "khong-co.pdf"]
    for path in [portal.routes.listing, *places, *posts, *unknown]:
        assert get(portal.truth.url(path).partition("#")[0]) == shell, path


def test_server_rendered_pages_are_whole_but_for_the_lists_of_news(portal: LivePortal, make: Browser) -> None:
    titles = [html.escape(post.title) for post in portal.truth.visible_posts]
    if not make.plain_pages:
        assert not any(title in get(portal.base_url + "/").text for title in titles)
        return
    for path in ("/", "/Default.aspx", portal.routes.listing, portal.truth.sections["tin_tuc"][1].path):
        answer = get(portal.base_url + path)
        assert answer.status == 200
        assert portal.truth.name in answer.text
        for page in portal.school.pages:
            if page.in_menu:
                assert f'href="{portal.routes.page(page)}"' in answer.text, page.title
        assert not any(title in answer.text for title in titles)
    for unknown in ("/khong-co.aspx", "/ChiTiet.aspx?id=1", portal.routes.files + "khong-co.pdf"):
        assert get(portal.base_url + unknown).status == 404


def test_the_service_tells_script_from_strangers(portal: LivePortal, client: Client, make: Browser) -> None:
    for path in client.refused:
        answer = get(portal.base_url + path)
        assert answer.status in (400, 403), path
        assert answer.media_type == "application/json"
    for path in client.unknown:
        if make.enumerable:
            answer = get(
                portal.base_url + path + ("" if "?" in path else "?siteId=" + f"10{portal.school.code}"), BY_SCRIPT
            )
            assert answer.status in (400, 404), path
            assert answer.media_type == "application/json"
    if make.plain_pages:
        form = {"action": "list", "cm": 0, "page": 1, "size": 10}
        assert get(f"{portal.base_url}/Handler/News.ashx", {}, form).data["Success"] is False
        assert get(f"{portal.base_url}/Handler/News.ashx?action=list", BY_SCRIPT).data["Success"] is False


def test_the_service_lists_exactly_the_posts_with_their_times(
    portal: LivePortal, client: Client, make: Browser
) -> None:
    if not make.enumerable:
        for path in ("/posts", "/posts/khong-co"):
            tenant = portal.school.email.partition("@")[0]
            answer = get(f"{portal.base_url}/api/v1{path}?tenant={tenant}&page=1&size=9")
            assert answer.status == 500
            assert answer.media_type == "application/json"
        return
    rows = client.rows(portal.base_url)
    assert len(rows) == len(portal.truth.visible_posts)
    told = {(row.path, squeezed(row.title), row.published) for row in rows}
    assert told == {(post.path, squeezed(post.title), post.published_at) for post in portal.truth.visible_posts}


def test_the_service_has_the_text_of_every_post_but_the_draft(
    portal: LivePortal, client: Client, make: Browser
) -> None:
    if not make.enumerable:
        assert all(client.text(portal.base_url, post.path) is None for post in portal.truth.posts[:3])
        return
    bodies = {post.slug: post.paragraphs for post in portal.school.posts}
    for post in portal.truth.posts:
        text = client.text(portal.base_url, post.path)
        if not post.visible:
            assert text is None, post.path
            continue
        assert text is not None, post.path
        assert squeezed(text.title) == squeezed(post.title)
        for paragraph in bodies[post.slug]:
            assert paragraph in text.words, post.path


def test_sections_have_content_or_say_that_they_have_none(portal: LivePortal, client: Client) -> None:
    for key, places in portal.truth.sections.items():
        for place in places:
            if key == "tin_tuc":
                continue
            text = client.text(portal.base_url, place.path)
            assert text is not None, place.path
            assert place.label in text.words, place
            of_it = {d.path for d in portal.truth.documents if d.section == key and d.school_year == place.school_year}
            if place.empty:
                assert "cập nhật" in text.words, place
                assert not of_it & text.links, place
            elif place.school_year is not None or key in ("van_ban", "tuyen_sinh", "thu_tuc_bieu_mau"):
                assert of_it, place
                assert of_it <= text.links, place
    contact = client.text(portal.base_url, portal.truth.sections["lien_he"][0].path)
    assert contact is not None
    assert portal.school.phone in contact.words


def test_documents_open(portal: LivePortal) -> None:
    for document in portal.truth.documents:
        answer = get(portal.truth.url(document.path))
        assert answer.status == 200
        assert answer.media_type == document.media_type
        if document.path.endswith(".docx"):
            with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
                assert "word/document.xml" in archive.namelist()
        else:
            assert answer.body.startswith(b"%PDF-1.4")


def test_a_browser_left_alone_shows_the_newest_posts(portal: LivePortal, make: Browser) -> None:
    if chrome.why_not() is not None:
        pytest.skip(str(chrome.why_not()))
    seen = html.unescape(dump_dom(portal.base_url + portal.routes.listing))
    posts = sorted(portal.truth.visible_posts, key=lambda post: post.published_at or datetime.min, reverse=True)
    shown = [post.title in seen for post in posts[:NEWEST_SHOWN]]
    if make.gate is not None:
        assert make.gate in seen
        assert portal.truth.name not in seen
        assert not any(shown)
        return
    assert portal.truth.name in seen
    for label in ("Trang chủ", "Giới thiệu", "Công khai", "Liên hệ"):
        assert label in seen
    assert all(shown) if make.enumerable else not any(shown)


def test_a_visitor_reaches_every_post_and_reads_its_day(portal: LivePortal, make: Browser, window: Window) -> None:
    window.open(portal.base_url + portal.routes.listing)
    if make.gate is not None:
        press(window, make.gate)
    if not make.enumerable:
        window.wait("document.body.innerText.includes('Không tải được dữ liệu')")
        return
    found = {path: squeezed(title) for path, title in walk(window, make.further, portal.post_shape).items()}
    assert found == {post.path: squeezed(post.title) for post in portal.truth.visible_posts}
    for post in portal.truth.visible_posts:
        if EDGES & set(post.traps):
            window.open(portal.truth.url(post.path))
            window.wait(f"document.querySelector('main, #main')?.innerText.includes({post.title!r})")
            assert f"{post.published:%d/%m/%Y}" in str(window.value("document.querySelector('main, #main').innerText"))


def test_a_visitor_finds_the_sections_and_their_documents(portal: LivePortal, make: Browser, window: Window) -> None:
    window.open(portal.base_url + "/")
    window.wait("!!document.querySelector('main, #main, .modal')")
    if make.gate is not None and window.value("!!document.querySelector('.modal')"):
        press(window, make.gate)
    window.wait("document.querySelectorAll('a[href]').length > 3")
    links = set(window.links())
    for page in portal.school.pages:
        if page.in_menu:
            assert portal.routes.page(page) in links, page.title
    for place in portal.truth.sections["cong_khai"]:
        window.open(portal.truth.url(place.path))
        window.wait(f"document.querySelector('main, #main')?.innerText.includes({place.label!r})")
        of_it = {
            d.path for d in portal.truth.documents if d.section == "cong_khai" and d.school_year == place.school_year
        }
        assert of_it <= set(window.links()), place
    window.open(portal.base_url + ("/#/khong-co/gi" if "#" in portal.routes.listing else "/khong-co/gi"))
    window.wait("document.body.innerText.includes('Không tìm thấy trang')")


def test_a_killed_portal_answers_no_more(portal: LivePortal) -> None:
    """Last of all: it ends the portal."""
    assert re.search(r'"GET / HTTP/1\.1" 200', portal.access_log)
    portal.kill()
    with pytest.raises(urllib.error.URLError):
        get(portal.base_url + "/")
