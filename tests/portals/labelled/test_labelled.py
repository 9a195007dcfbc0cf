"""Each labelled portal is what its truth says: asked by plain HTTP, read with nothing but lxml."""

from __future__ import annotations

import calendar
import http.client
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html

from tests.portals.labelled import Labelled, LabelledPortal, all_portals, start_labelled
from tests.portals.labelled.model import YEAR

CODES = [portal.school.code for portal in all_portals()]

# Said once more by hand, so that neither a plan nor the drawing can slip unseen: sure posts of 2021-2022, and 3.3.
COUNTS = {
    "NV45": (44, "pass"), "NV44": (39, "fail"), "NV34": (40, "pass"), "JO3": (46, "pass"), "JO5": (41, "pass"),
    "DR7": (43, "pass"), "DR10": (52, "pass"), "VHV1": (46, "unknown"), "VHV2": (7, "fail"), "VNPT": (44, "unknown"),
    "DNN": (44, "unknown"), "QI": (48, "pass"), "BLOG": (42, "pass"), "VIO": (25, "fail"), "TRANG": (38, "review"),
    "P14": (37, "fail"), "US": (44, "pass"), "REL": (45, "pass"), "LAST": (6, "fail"), "CAPS": (47, "pass"),
    "NODATE": (0, "review"), "HUGO": (38, "fail"), "PATH1": (41, "pass"), "PATH2": (12, "fail"),
}  # fmt: skip
# The other rules, in the order 3.1, 3.2, 3.4, 3.5: p pass, f fail, s partial or fail, r review, u unknown; several
# letters in brackets where each of them is right.
OUTCOMES = {
    "NV45": "pppp", "NV44": "pprp", "NV34": "ppps", "JO3": "ssss", "JO5": "pprp", "DR7": "pppp", "DR10": "pss[su]",
    "VHV1": "pppp", "VHV2": "susf", "VNPT": "pppp", "DNN": "pspp", "QI": "pppp", "BLOG": "[pu][psr]rp", "VIO": "spff",
    "TRANG": "pprp", "P14": "srss", "US": "pppp", "REL": "pppp", "LAST": "spsf", "CAPS": "pppp", "NODATE": "pppp",
    "HUGO": "pppp", "PATH1": "pppp", "PATH2": "spsf",
}  # fmt: skip
LETTERS = {"p": {"pass"}, "f": {"fail"}, "s": {"partial", "fail"}, "r": {"review"}, "u": {"unknown"}}
UNDATED = {"TRANG": 3, "NODATE": 60}


def _tree(body: bytes) -> Any:
    """The parsed page; lxml's stubs know too many things that an XPath may give."""
    return html.fromstring(body.decode())


class Web:
    """A client that sends names to the loopback server and follows redirects between them."""

    def __init__(self, labelled: Labelled) -> None:
        self.labelled = labelled
        self._open: dict[str, http.client.HTTPConnection] = {}

    def get(self, url: str) -> tuple[int, str, bytes]:
        """Status, final address and body of an http(s) address; https is asked for as http."""
        for _ in range(5):
            parts = urlsplit(url)
            host = parts.hostname or ""
            address = self.labelled.mappings[host]
            if host not in self._open:
                ip, _, port = address.partition(":")
                self._open[host] = http.client.HTTPConnection(ip, int(port), timeout=10)
            connection = self._open[host]
            connection.request(
                "GET", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), headers={"Host": host}
            )
            response = connection.getresponse()
            body = response.read()
            if response.status not in (301, 302):
                return response.status, url, body
            url = urljoin(url, response.headers["Location"])
        raise AssertionError(f"endless redirects at {url}")

    def text(self, url: str) -> str:
        """The page's text as a reader sees it, white space kept; the page must answer 200."""
        status, _, body = self.get(url)
        assert status == 200, url
        return unescape(_tree(body).text_content())


@pytest.fixture(scope="module")
def labelled() -> Iterator[Labelled]:
    with start_labelled() as running:
        yield running


@pytest.fixture(scope="module")
def web(labelled: Labelled) -> Web:
    return Web(labelled)


def _links(url: str, body: bytes, xpath: str = ".") -> list[str]:
    tree = _tree(body)
    found = [] if xpath == "." else tree.xpath(xpath)
    roots = [tree] if xpath == "." else found
    assert roots, f"{xpath} is not on {url}"
    return [
        urljoin(url, href)
        for root in roots
        for href in root.xpath(".//a/@href | .//area/@href | .//option/@value")
        if href
    ]


def _key_of(portal: LabelledPortal) -> dict[str, str]:
    known = {portal.truth.url(path): key for path, key in portal.aliases.items()}
    return known | {portal.truth.url(post.path): post.key for post in portal.truth.posts}


def test_the_set_is_large_and_varied_enough() -> None:
    portals = all_portals()
    assert len(portals) >= 18
    assert len({portal.truth.family for portal in portals}) >= 9
    assert len({portal.make for portal in portals}) >= 18
    assert sum(len(portal.truth.posts) for portal in portals) >= 1300
    assert {portal.truth.provenance for portal in portals} == {"from-source", "invented"}
    assert all(urlsplit(portal.school.url).hostname.endswith(".test") for portal in portals)  # type: ignore[union-attr]


def test_the_truth_is_the_same_every_time_except_for_posts_with_an_age() -> None:
    for one, other in zip(all_portals(), all_portals(), strict=True):
        if one.school.code != "REL":
            assert one == other


def test_counts_are_those_written_by_hand() -> None:
    assert set(COUNTS) == set(CODES)
    for portal in all_portals():
        sure, outcome = COUNTS[portal.school.code]
        assert portal.truth.sure(YEAR) == sure, portal.school.code
        assert portal.truth.expected[YEAR]["3.3"] == {outcome}, portal.school.code
        assert portal.undated == UNDATED.get(portal.school.code, 0)
        assert portal.enumerable == (outcome != "unknown") or portal.why_not
        keys = [post.key for post in portal.truth.posts]
        assert len(set(keys)) == len(keys), "two posts of one identity"
        paths = [post.path for post in portal.truth.posts]
        assert len(set(paths)) == len(paths), "two posts at one address"


def test_posts_stand_on_both_sides_of_both_ends_of_the_window() -> None:
    portal = next(p for p in all_portals() if p.school.code == "JO5")
    edge = sorted(
        post.published_at for post in portal.truth.posts if post.published_at and any("edge" in t for t in post.traps)
    )
    assert [f"{at:%d/%m %H:%M}" for at in edge] == ["31/07 23:55", "01/08 00:00", "31/07 23:59", "01/08 00:05"]


def test_outcomes_are_those_written_by_hand() -> None:
    assert set(OUTCOMES) == set(CODES)
    for portal in all_portals():
        letters = re.findall(r"\[(\w+)\]|(\w)", OUTCOMES[portal.school.code])
        for rule, (several, one) in zip(("3.1", "3.2", "3.4", "3.5"), letters, strict=True):
            right: set[str] = set()
            for letter in several or one:
                right |= LETTERS[letter]
            expected = portal.truth.expected[YEAR][rule]
            assert expected <= right if several else expected == right, (portal.school.code, rule)


@pytest.mark.parametrize("code", CODES)
def test_every_post_answers_and_shows_its_title_and_its_date(code: str, labelled: Labelled, web: Web) -> None:
    portal = labelled.portal(code)
    for post in portal.truth.posts:
        text = web.text(portal.truth.url(post.path))
        assert post.title in text, post.path
        shown = portal.printed.get(post.key, "")
        assert shown in text, (post.path, shown)
        if portal.dates_in_article:
            assert shown


def test_what_is_printed_is_the_true_day() -> None:
    for portal in all_portals():
        for post in portal.truth.posts:
            shown = portal.printed.get(post.key, "")
            if post.published is None or "trước" in shown:
                continue
            numbers = {int(digits) for digits in re.findall(r"\d+", shown)}
            assert {post.published.day, post.published.year} <= numbers, (portal.school.code, shown, post.published)
            assert post.published.month in numbers or calendar.month_name[post.published.month] in shown


@pytest.mark.parametrize("code", CODES)
def test_other_addresses_of_a_post_show_the_same_post(code: str, labelled: Labelled, web: Web) -> None:
    portal = labelled.portal(code)
    titles = {post.key: post.title for post in portal.truth.posts}
    for path, key in list(portal.aliases.items())[::3]:
        assert titles[key] in web.text(portal.truth.url(path)), path


@pytest.mark.parametrize("code", CODES)
def test_listings_paged_to_their_end_hold_exactly_their_posts(code: str, labelled: Labelled, web: Web) -> None:
    portal = labelled.portal(code)
    key_of = _key_of(portal)
    for listing in portal.listings:
        seen: set[str] = set()
        for number, path in enumerate(listing.pages, 1):
            url = portal.truth.url(path)
            status, _, body = web.get(url)
            assert status == 200, path
            if not listing.keys:
                continue
            found = {key_of[link] for link in _links(url, body, listing.main) if link in key_of}
            assert found, path
            seen |= found
            if number < len(listing.pages):
                assert portal.truth.url(listing.pages[number]) in _links(url, body), f"{path} does not lead on"
        assert seen == set(listing.keys), listing.pages[0]


@pytest.mark.parametrize("code", CODES)
def test_get_reaches_all_posts_exactly_where_the_truth_says_so(code: str, labelled: Labelled) -> None:
    portal = labelled.portal(code)
    listed = {key for listing in portal.listings for key in listing.keys}
    everything = {post.key for post in portal.truth.posts}
    assert (listed == everything) == portal.enumerable
    assert all(listing.by_get for listing in portal.listings) == portal.enumerable


@pytest.mark.parametrize("code", CODES)
def test_dates_stand_on_listings_only_where_the_truth_says_so(code: str, labelled: Labelled, web: Web) -> None:
    portal = labelled.portal(code)
    listing = next(listing for listing in portal.listings if listing.keys)
    tree = _tree(web.get(portal.truth.url(listing.pages[-1]))[2])
    text = " ".join(text for root in tree.xpath(listing.main) for text in root.itertext())
    titles = [post.title for post in portal.truth.posts]
    for title in titles:
        text = text.replace(title, "")
    date = re.search(
        r"\b\d{1,2}([/.-])\d{1,2}\1\d{4}\b|\b\d{4}-\d\d-\d\d\b|[Tt]háng \d{1,2},? (năm )?\d{4}|trước", text
    )
    assert bool(date) == portal.dates_in_listing, text[:300]


@pytest.mark.parametrize("code", CODES)
def test_sections_answer_and_are_hollow_where_the_truth_says_so(code: str, labelled: Labelled, web: Web) -> None:
    portal = labelled.portal(code)
    home = (
        web.text(portal.school.url)
        if code != "VNPT"
        else web.text(portal.truth.url("/Default.aspx?sname=thtanlap&sid=1505&pageid=40952"))
    )
    assert portal.school.name in home, "the home page names the school"
    documents = {document.path: document for document in portal.truth.documents}
    for key, sections in portal.truth.sections.items():
        for section in sections:
            status, url, body = web.get(portal.truth.url(section.path))
            assert status == 200, (key, section.path)
            files = [path for path in documents if path.encode() in body]
            if key in ("cong_khai", "thu_tuc_bieu_mau") and section.school_year:
                assert bool(files) != section.empty, section.path
                assert section.empty or any(documents[path].school_year == section.school_year for path in files)
            if section.empty:
                assert not files, section.path
                assert not any(link in _key_of(portal) for link in _links(url, body, _main_of(portal, section.path)))


def _main_of(portal: LabelledPortal, path: str) -> str:
    for listing in portal.listings:
        if path in listing.pages and listing.keys:
            return listing.main
    return "//nav | //h1 | //h2 | //title"


@pytest.mark.parametrize("code", CODES)
def test_documents_open_as_pdf(code: str, labelled: Labelled, web: Web) -> None:
    portal = labelled.portal(code)
    for document in portal.truth.documents:
        status, _, body = web.get(portal.truth.url(document.path))
        assert (status == 200 and body.startswith(b"%PDF-")) == document.opens, document.path


def _reaches(web: Web, start: str, school: str) -> bool:
    """Tell whether the parent's pages, two levels deep, link to the school (its host or its path)."""
    wanted = urlsplit(school)
    todo, seen = [(start, 0)], {start}
    while todo:
        url, depth = todo.pop(0)
        status, _, body = web.get(url)
        assert status == 200, url
        for link in _links(url, body):
            parts = urlsplit(link)
            if not parts.hostname or parts.hostname not in web.labelled.mappings:
                continue
            if parts.hostname != urlsplit(start).hostname or "chuyen-trang" in parts.path:
                parts = urlsplit(web.get(link)[1])
            if parts.hostname == wanted.hostname and parts.path.startswith(wanted.path):
                return True
            if parts.hostname == urlsplit(start).hostname and depth < 2 and link not in seen:
                seen.add(link)
                todo.append((link, depth + 1))
    return False


@pytest.mark.parametrize("code", CODES)
def test_the_parent_links_to_the_school_where_the_truth_says_so(code: str, labelled: Labelled, web: Web) -> None:
    portal = labelled.portal(code)
    if portal.truth.parent_to_school is None:
        assert web.get(portal.school.parent_url)[0] == 503
        return
    assert _reaches(web, portal.school.parent_url, portal.school.url) == portal.truth.parent_to_school


@pytest.mark.parametrize("code", CODES)
def test_the_school_links_back_where_the_truth_says_so(code: str, labelled: Labelled, web: Web) -> None:
    portal = labelled.portal(code)
    home = (
        portal.school.url if code != "VNPT" else portal.truth.url("/Default.aspx?sname=thtanlap&sid=1505&pageid=40952")
    )
    _, url, body = web.get(home)
    assert (portal.school.parent_url in _links(url, body)) == portal.truth.school_to_parent


def test_what_is_foreign_or_unknown_answers_as_real_portals_do(labelled: Labelled, web: Web) -> None:
    vnpt = labelled.portal("VNPT")
    assert len(vnpt.foreign) > 40
    assert "Sở Giáo dục" in web.text(vnpt.truth.url(vnpt.foreign[0]))
    assert web.get("http://thnguyentrai.test/news/tin/khong-co-99999.html")[0] == 404
    last = labelled.portal("LAST").listings[0]
    url = labelled.portal("LAST").truth.url(last.pages[0])
    beyond, end = web.get(url + "?page=999"), web.get(labelled.portal("LAST").truth.url(last.pages[-1]))
    assert _links(url, beyond[2], last.main) == _links(url, end[2], last.main)
    assert web.get("http://thcsthanhxuan.test/")[1].endswith("/homegd10")


def test_requests_are_counted_by_host(labelled: Labelled) -> None:
    with start_labelled(["HUGO"]) as own:
        assert [portal.school.code for portal in own.portals] == ["HUGO"]
        Web(own).get("http://thdonghoa.test/")
        Web(own).get("http://thdonghoa.test/posts/")
        assert own.requests.count("thdonghoa.test") == 2
        assert own.requests.targets("thdonghoa.test") == ["GET /", "GET /posts/"]
    with pytest.raises(KeyError, match="NOBODY"), start_labelled(["NOBODY"]):
        pass
