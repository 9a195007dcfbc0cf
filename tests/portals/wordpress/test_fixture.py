"""The WordPress portals are what their truth says: proved by plain HTTP, without a line of the crawler."""

from __future__ import annotations

import html
import io
import json
import re
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from urllib.parse import urlsplit

import pytest

from tests.portals.truth import PortalTruth
from tests.portals.wordpress.database import DatabaseServer, database_server, server_program
from tests.portals.wordpress.presets import AUDITED, good_school, weak_school
from tests.portals.wordpress.seed import run_seed
from tests.portals.wordpress.server import WordPressPortal, start_wordpress
from tests.portals.wordpress.spec import BLOCK_THEME, CLASSIC_THEME, PERMALINKS, PLAIN, POST_NAME

pytestmark = pytest.mark.wordpress

PARENT = "http://127.0.0.9:8099/"
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Answer:
    status: int
    url: str
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


def get(url: str) -> Answer:
    try:
        with _opener.open(url, timeout=30) as answer:
            return Answer(answer.status, answer.url, answer.headers, answer.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code, url, error.headers, error.read())


@pytest.fixture(scope="module")
def good(wordpress_database: DatabaseServer) -> Iterator[WordPressPortal]:
    spec = good_school(run_seed(), theme=BLOCK_THEME, front="posts", parent_url=PARENT, parent_in="footer")
    with start_wordpress(spec, database=wordpress_database) as portal:
        yield portal


@pytest.fixture(scope="module")
def weak(wordpress_database: DatabaseServer) -> Iterator[WordPressPortal]:
    spec = weak_school(run_seed(), theme=CLASSIC_THEME, front="page", parent_url=PARENT, parent_in="nowhere")
    with start_wordpress(spec, database=wordpress_database) as portal:
        yield portal


@pytest.fixture(params=["good", "weak"])
def portal(request: pytest.FixtureRequest) -> WordPressPortal:
    portal: WordPressPortal = request.getfixturevalue(request.param)
    return portal


def ready(portal: WordPressPortal, **switches: object) -> PortalTruth:
    """The portal with everything open, pretty addresses and 10 posts a page, but for `switches`; its truth then.

    Each test says at its start what it needs, so none depends on what another left behind.
    """
    usual = {"rest": True, "sitemaps": True, "feed": True, "permalinks": POST_NAME, "per_page": 10}
    portal.set(**(usual | switches))
    return portal.truth


def rest(portal: WordPressPortal, query: str) -> Answer:
    if portal.spec.permalinks == PLAIN:
        return get(f"{portal.base_url}/?rest_route=/wp/v2/posts&{query}")
    return get(f"{portal.base_url}/wp-json/wp/v2/posts?{query}")


def rest_posts(portal: WordPressPortal) -> list[dict[str, object]]:
    posts: list[dict[str, object]] = []
    for page in range(1, 20):
        answer = rest(portal, f"per_page=100&page={page}")
        assert answer.status == 200, answer.text[:300]
        posts += json.loads(answer.body)
        if page >= int(answer.headers["X-WP-TotalPages"]):
            assert len(posts) == int(answer.headers["X-WP-Total"])
            return posts
    raise AssertionError("REST has no end")


def folded(title: str) -> str:
    """WordPress's typography (– for -, curly quotes) undone, so that a title can be compared with what went in."""
    return re.sub(r"[–—-]", "-", html.unescape(title)).strip()


def links_of(page: Answer) -> set[str]:
    found = (html.unescape(link) for link in re.findall(r'href="([^"#]+)', page.text))
    return {link for link in found if link.startswith("http")}


def test_it_is_installed_and_filled_quickly(good: WordPressPortal, weak: WordPressPortal) -> None:
    assert good.seconds < 15
    assert weak.seconds < 15


def test_the_home_page_names_the_school_in_vietnamese(portal: WordPressPortal) -> None:
    truth = ready(portal)
    home = get(portal.base_url + "/")
    assert home.status == 200
    assert portal.spec.name in home.text
    assert '<html lang="vi"' in home.text
    assert 'name="generator" content="WordPress 6.1' in home.text
    assert (PARENT in home.text) == truth.school_to_parent


@pytest.mark.parametrize("permalinks", PERMALINKS)
def test_rest_without_login_lists_exactly_the_visible_posts(portal: WordPressPortal, permalinks: str) -> None:
    truth = ready(portal, permalinks=permalinks)
    expected = {
        (p.key, p.slug, folded(p.title), f"{p.published_at:%Y-%m-%dT%H:%M:%S}", truth.url(p.path))
        for p in truth.visible_posts
    }
    seen = {
        (
            str(post["id"]),
            post["slug"],
            folded(post["title"]["rendered"]),  # type: ignore[index]
            post["date"],
            post["link"],
        )
        for post in rest_posts(portal)
    }
    assert seen == expected
    inside = rest(portal, "per_page=100&_fields=id&after=2021-07-31T23:59:59&before=2022-08-01T00:00:00")
    assert int(inside.headers["X-WP-Total"]) == len(truth.posts_of(AUDITED))


def test_closed_rest_answers_401_and_the_pages_stay(portal: WordPressPortal) -> None:
    ready(portal, rest=False)
    assert rest(portal, "per_page=1").status == 401
    assert get(portal.base_url + "/").status == 200
    ready(portal, rest=True)
    assert rest(portal, "per_page=1").status == 200


@pytest.mark.parametrize("permalinks", PERMALINKS)
def test_every_address_of_the_truth_answers_in_each_permalink_mode(portal: WordPressPortal, permalinks: str) -> None:
    truth = ready(portal, permalinks=permalinks)
    # A handful of posts is enough: the REST test compares every post's link with the truth in every mode.
    paths = [post.path for post in truth.visible_posts[::40]]
    paths += [section.path for found in truth.sections.values() for section in found]
    for path in paths:
        answer = get(truth.url(path))
        assert (answer.status, answer.url) == (200, truth.url(path))
    menu = {link for link in links_of(get(portal.base_url + "/")) if urlsplit(link).path != "/"}
    for key in ("gioi_thieu", "lien_he", "tin_tuc", "cong_khai", "thu_tuc_bieu_mau"):
        assert truth.url(truth.sections[key][0].path) in menu or permalinks == PLAIN
    assert get(portal.base_url + "/khong-co-trang-nay/").status == 404


def test_in_plain_mode_the_menu_leads_to_the_sections(portal: WordPressPortal) -> None:
    truth = ready(portal, permalinks=PLAIN)
    links = links_of(get(portal.base_url + "/"))
    for sections in truth.sections.values():
        if sections[0].school_year is None:
            assert truth.url(sections[0].path) in links


@pytest.mark.parametrize("theme", [BLOCK_THEME, CLASSIC_THEME])
@pytest.mark.parametrize("permalinks", [PLAIN, POST_NAME])
def test_the_listing_walked_to_its_end_holds_exactly_the_visible_posts(
    portal: WordPressPortal, theme: str, permalinks: str
) -> None:
    truth = ready(portal, theme=theme, permalinks=permalinks)
    addresses = {truth.url(post.path) for post in truth.posts}
    seen: set[str] = set()
    start = portal.base_url + "/"
    if portal.spec.posts_page is not None:
        blog = next(page for page in portal.spec.pages if page.slug == portal.spec.posts_page)
        start = truth.url(portal.spec.page_path(blog, permalinks))
    pages = 0
    while True:
        pages += 1
        address = start
        if pages > 1:
            joint = "&" if "?" in start else "?"
            address = f"{start}{joint}paged={pages}" if permalinks == PLAIN else f"{start}page/{pages}/"
        answer = get(address)
        if answer.status == 404:
            break
        seen |= links_of(answer) & addresses
    assert seen == {truth.url(post.path) for post in truth.visible_posts}
    assert pages - 1 == -(-len(truth.visible_posts) // 10)


def test_what_is_not_published_is_nowhere(portal: WordPressPortal) -> None:
    truth = ready(portal)
    hidden = [post for post in truth.posts if not post.visible]
    assert {post.access for post in hidden} == {"draft", "private", "scheduled"}
    listed = {post["id"] for post in rest_posts(portal)}
    for post in hidden:
        assert get(truth.url(f"/?p={post.key}")).status == 404
        assert int(post.key) not in listed
    closed = next(post for post in truth.posts if post.access == "password")
    assert 'type="password"' in get(truth.url(closed.path)).text


def test_sitemap_and_feed_can_be_had_and_closed(portal: WordPressPortal) -> None:
    truth = ready(portal)
    assert "wp-sitemap.xml" in get(portal.base_url + "/robots.txt").text
    sitemap = get(portal.base_url + "/wp-sitemap-posts-post-1.xml")
    listed = set(re.findall("<loc>([^<]+)</loc>", sitemap.text))
    assert {truth.url(post.path) for post in truth.visible_posts} == listed - {portal.base_url + "/"}
    assert get(portal.base_url + "/feed/").text.count("<item>") == 10
    ready(portal, sitemaps=False, feed=False)
    assert get(portal.base_url + "/wp-sitemap.xml").status == 404
    assert get(portal.base_url + "/feed/").status == 403


def test_dates_are_local_and_printed_as_asked_for(portal: WordPressPortal) -> None:
    truth = ready(portal)
    last = next(post for post in truth.posts if "last-minute" in post.traps)
    first = next(post for post in truth.posts if "first-minute" in post.traps)
    for date_format, printed in (
        ("d/m/Y", "31/07/2022"),
        ("F j, Y", "Tháng Bảy 31, 2022"),
        ("j F, Y - H:i", "31 Tháng Bảy, 2022 - 23:59"),
    ):
        portal.set(date_format=date_format)
        page = get(truth.url(last.path)).text
        # The block theme's typography reaches the date as well: its " - " is printed as " – ".
        assert printed in folded(page)
        assert 'datetime="2022-07-31T23:59:59+07:00"' in page
    assert 'datetime="2021-08-01T00:00:00+07:00"' in get(truth.url(first.path)).text


def test_documents_open_unless_the_truth_says_otherwise(portal: WordPressPortal) -> None:
    truth = ready(portal)
    for document in truth.documents:
        answer = get(truth.url(document.path))
        if not document.opens:
            assert answer.status == 404
        elif document.path.endswith(".docx"):
            names = zipfile.ZipFile(io.BytesIO(answer.body)).namelist()
            assert "word/document.xml" in names
        else:
            assert answer.headers["Content-Type"] == "application/pdf"
            assert_is_pdf(answer.body)
    assert sum(not document.opens for document in truth.documents) == 1


def assert_is_pdf(body: bytes) -> None:
    """Every object stands where the cross-reference table says, and the catalogue leads to one page."""
    assert body.startswith(b"%PDF-")
    assert body.rstrip().endswith(b"%%EOF")
    table = int(re.findall(rb"startxref\s+(\d+)", body)[-1])
    header = re.match(rb"xref\n0 (\d+)\n", body[table:])
    assert header is not None
    entries = re.findall(rb"(\d{10}) (\d{5}) ([nf]) \n", body[table:])
    assert len(entries) == int(header.group(1))
    for number, (place, _, kind) in enumerate(entries):
        if kind == b"n":
            assert body[int(place) :].startswith(b"%d 0 obj" % number)
    assert re.search(rb"/Root (\d+) 0 R", body[table:])
    assert body.count(b"/Type /Page ") == 1
    for length, stream in re.findall(rb"/Length (\d+) >>\nstream\n(.*?)\nendstream", body, re.DOTALL):
        assert int(length) == len(stream)


def test_the_sections_hold_what_the_truth_says(portal: WordPressPortal) -> None:
    truth = ready(portal)
    for key in ("cong_khai", "thu_tuc_bieu_mau"):
        for section in truth.sections[key]:
            page = get(truth.url(section.path)).text
            assert ("Nội dung đang được cập nhật" in page) == section.empty
            if section.school_year is not None:
                assert_links(truth, page, section.school_year)
    contact = get(truth.url(truth.sections["lien_he"][0].path)).text
    assert "(0274) 3822 456" in contact
    assert "@example.edu.vn" in contact
    assert "Hiệu trưởng" in contact


def assert_links(truth: PortalTruth, page: str, school_year: str) -> None:
    """The page links exactly the documents of that year."""
    linked = set(re.findall(r'href="(/wp-content/uploads/[^"]+)"', page))
    assert linked == {document.path for document in truth.documents if document.school_year == school_year}


def test_an_unknown_switch_is_refused(good: WordPressPortal) -> None:
    with pytest.raises(ValueError, match="not a switch: name"):
        good.set(name="Trường khác")


@pytest.mark.usefixtures("needs_wordpress")
def test_a_killed_portal_refuses_and_a_private_mariadb_will_do() -> None:
    if server_program() is None:
        pytest.skip("mariadb-server is not installed")
    with database_server(always_private=True) as server:
        assert server.private
        spec = weak_school(run_seed() + 1)
        with start_wordpress(spec, database=server) as portal:
            assert int(rest(portal, "per_page=1").headers["X-WP-Total"]) == len(portal.truth.visible_posts)
            portal.kill()
            with pytest.raises((urllib.error.URLError, ConnectionError)):
                get(portal.base_url + "/")
