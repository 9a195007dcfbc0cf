"""Each nasty portal is what its truth says, by plain HTTP, and a visitor without JavaScript can find all of it."""

from __future__ import annotations

import http.client
import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from html import unescape
from typing import Any
from urllib.parse import quote, unquote, urldefrag, urlencode, urljoin, urlsplit

import pytest
from lxml import html

from tests.portals.labelled.model import VN, YEAR, LabelledPortal
from tests.portals.labelled.text import ENGLISH_MONTHS
from tests.portals.nasty import Nasty, all_nasty, start_nasty
from tests.portals.nasty.ordered import MONTHS

CODES = [portal.school.code for portal in all_nasty()]

# Said once more by hand: posts in all, sure ones of 2021-2022, then 3.1 to 3.5 (p pass, f fail, s partial or fail).
BY_HAND = {
    "THE": (66, 40, "pppps"), "TAI": (76, 40, "spppp"), "CHI": (95, 45, "ppppp"), "BANG": (73, 41, "ppppp"),
    "KHUNG": (45, 14, "spfsf"), "PHIEN": (71, 42, "pppsp"), "VAN": (75, 39, "ppfpp"), "CU": (110, 41, "sppps"),
    "LUU": (96, 46, "ppppp"), "THANG": (60, 39, "ssfpp"), "BA": (71, 38, "psfsp"), "KHOI": (80, 44, "pspps"),
    "MDY": (165, 44, "ppppp"), "TUOI": (68, 40, "sppfp"), "CHUNG": (62, 40, "ppppp"), "HOA": (63, 40, "ppppp"),
}  # fmt: skip
LETTERS = {"p": {"pass"}, "f": {"fail"}, "s": {"partial", "fail"}}


def fold(text: str) -> str:
    """Letters without marks and case, spaces as one: how two spellings of a title are the same title."""
    plain = unicodedata.normalize("NFD", unescape(text).casefold().replace("đ", "d"))
    return " ".join("".join(ch for ch in plain if not unicodedata.combining(ch)).split())


def tidy(url: str) -> str:
    """An address without fragment and session, quoted one way."""
    url = re.sub(r"phien=[0-9a-f]+&", "", urldefrag(url)[0])
    return quote(unquote(url), safe=":/?&=;%~+")


class Web:
    """A client that sends names to the loopback server and follows redirects."""

    def __init__(self, nasty: Nasty) -> None:
        self.nasty = nasty
        self._open: dict[str, http.client.HTTPConnection] = {}

    def get(self, url: str) -> tuple[int, str, bytes]:
        """Status, final address and body."""
        for _ in range(5):
            parts = urlsplit(url)
            host = (parts.hostname or "").lower()
            if host not in self._open:
                self._open[host] = http.client.HTTPConnection(self.nasty.mappings[host], timeout=10)
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            self._open[host].request("GET", target, headers={"Host": host})
            response = self._open[host].getresponse()
            body = response.read()
            if response.status not in (301, 302):
                return response.status, url, body
            url = urljoin(url, response.headers["Location"])
        raise AssertionError(f"endless redirects at {url}")

    def tree(self, url: str) -> Any:
        """The parsed page; it must answer 200. lxml's stubs know too many things that an XPath may give."""
        status, _, body = self.get(url)
        assert status == 200, url
        return tree_of(body)

    def text(self, url: str) -> str:
        """The words of a page, folded."""
        return fold(str(self.tree(url).text_content()))


def tree_of(body: bytes) -> Any:
    """The parsed page, in the charset its meta says."""
    said = re.search(rb"charset=[\"']?([\w-]+)", body, re.I)
    return html.document_fromstring(body.decode(said[1].decode() if said else "utf-8"))


def leads(url: str, tree: Any) -> set[str]:
    """Where a visitor without JavaScript can go from a page: links, frames, rel=next, image maps, GET forms."""
    base = urljoin(url, next(iter(tree.xpath("//base/@href")), ""))
    found = set(tree.xpath("//a/@href | //area/@href | //frame/@src | //link[@rel='next']/@href"))
    for form in tree.xpath("//form[not(@method) or @method='get']"):
        fixed = [(field.get("name"), field.get("value")) for field in form.xpath(".//input[@type='hidden']")]
        for select in form.xpath(".//select[@name]"):
            for value in select.xpath("./option/@value"):
                found.add(f"{form.get('action')}?{urlencode([*fixed, (select.get('name'), value)])}")
    return {urljoin(base, where) for where in found if not where.startswith(("javascript:", "mailto:"))}


@pytest.fixture(scope="module")
def nasty() -> Iterator[Nasty]:
    with start_nasty() as running:
        yield running


@pytest.fixture(scope="module")
def web(nasty: Nasty) -> Web:
    return Web(nasty)


def test_the_set_is_large_varied_and_said_by_hand() -> None:
    portals = all_nasty()
    assert set(BY_HAND) == set(CODES)
    assert len({portal.make for portal in portals}) == 16
    assert sum(len(portal.truth.posts) for portal in portals) >= 1000
    for portal in portals:
        count, sure, letters = BY_HAND[portal.school.code]
        truth = portal.truth
        assert (len(truth.posts), truth.sure(YEAR), truth.possible(YEAR)) == (count, sure, sure), portal.school.code
        for rule, letter in zip(("3.1", "3.2", "3.3", "3.4", "3.5"), letters, strict=True):
            assert truth.expected[YEAR][rule] == LETTERS[letter], (portal.school.code, rule)
        assert len({post.key for post in truth.posts}) == len({post.path for post in truth.posts}) == count
        assert portal.enumerable


@pytest.mark.parametrize("seed", [1, 2])
def test_a_seed_gives_one_set_and_never_other_counts(seed: int) -> None:
    one, other = all_nasty(seed), all_nasty(seed)
    assert one == other
    assert one != all_nasty(seed + 10)
    for portal in one:
        assert (len(portal.truth.posts), portal.truth.sure(YEAR)) == BY_HAND[portal.school.code][:2]


@pytest.mark.parametrize("code", CODES)
def test_each_post_shows_its_title_and_its_date_at_each_of_its_addresses(code: str, nasty: Nasty, web: Web) -> None:
    portal = nasty.portal(code)
    posts = {post.key: post for post in portal.truth.posts}
    addresses = [(post.path, post.key) for post in portal.truth.posts] + list(portal.aliases.items())[::3]
    for path, key in addresses:
        status, _, body = web.get(portal.truth.url(path))
        assert status == 200, path
        tree = tree_of(body)
        assert fold(posts[key].title) in fold(tree.text_content()), path
        shown = portal.printed.get(key, "")
        assert bool(shown) == portal.dates_in_article
        assert fold(shown) in fold(tree.text_content()) or shown in tree.xpath("//time/@datetime"), (path, shown)


def test_what_is_printed_is_the_true_day() -> None:
    for portal in all_nasty():
        for post in portal.truth.posts:
            shown = portal.printed.get(post.key, "")
            if portal.school.code in ("THE", "TAI") or "truoc" in fold(shown) or "qua" in fold(shown):
                continue
            assert post.published is not None
            posted = next((part for part in shown.split("|") if "Đăng" in part), shown)
            numbers = {int(digits) for digits in re.findall(r"\d+", posted)}
            day = post.published
            assert day.day in numbers, shown
            assert {day.year, day.year % 100} & numbers, shown
            assert day.month in numbers or MONTHS[day.month - 1] in shown or ENGLISH_MONTHS[day.month - 1] in shown


@pytest.mark.parametrize("code", CODES)
def test_listings_to_their_end_hold_exactly_their_posts(code: str, nasty: Nasty, web: Web) -> None:
    portal = nasty.portal(code)
    key_of = {tidy(portal.truth.url(path)): key for path, key in portal.aliases.items()}
    key_of |= {tidy(portal.truth.url(post.path)): post.key for post in portal.truth.posts}
    listed: set[str] = set()
    for listing in portal.listings:
        seen: set[str] = set()
        for number, path in enumerate(listing.pages, 1):
            url = portal.truth.url(path)
            tree = web.tree(url)
            (main,) = tree.xpath(listing.main.replace("'DS'", "'ds'") + "|//div[@id='DS']")
            base = urljoin(url, next(iter(tree.xpath("//base/@href")), ""))
            found = {tidy(urljoin(base, href)) for href in main.xpath(".//a/@href")}
            assert found <= set(key_of), path
            assert found, path
            seen |= {key_of[link] for link in found}
            if number < len(listing.pages):
                onward = {tidy(web.get(to)[1]) for to in leads(url, tree) if "/den?" in to} | {
                    tidy(to) for to in leads(url, tree)
                }
                assert tidy(portal.truth.url(listing.pages[number])) in onward, f"{path} does not lead on"
        assert seen == set(listing.keys), listing.pages[0]
        listed |= seen
    assert listed == {post.key for post in portal.truth.posts}


@pytest.mark.parametrize("code", CODES)
def test_a_visitor_without_javascript_finds_all_and_never_walks_for_ever(code: str, nasty: Nasty, web: Web) -> None:
    portal = nasty.portal(code)
    host = urlsplit(portal.school.url).hostname
    scope = urlsplit(portal.school.url).path
    todo, seen = [portal.school.url], {tidy(portal.school.url)}
    words = web.text(portal.school.url)
    while todo:
        url = todo.pop()
        status, final, body = web.get(url)
        seen.add(tidy(final))
        assert status == 200, url
        if body.startswith(b"%PDF-"):
            continue
        if "/dau.htm" in url:
            words += web.text(url)
        for to in leads(final, tree_of(body)):
            parts = urlsplit(to)
            inside = parts.hostname == host and parts.path.startswith(scope) and parts.path != "/lich"
            if inside and tidy(to) not in seen:
                seen.add(tidy(to))
                todo.append(to)
        assert len(seen) < 900
    assert fold(portal.school.name) in words, "the home page names the school"
    key_of = {tidy(portal.truth.url(path)): key for path, key in portal.aliases.items()}
    key_of |= {tidy(portal.truth.url(post.path)): post.key for post in portal.truth.posts}
    assert {key_of[url] for url in seen if url in key_of} == {post.key for post in portal.truth.posts}
    for document in portal.truth.documents:
        assert tidy(portal.truth.url(document.path)) in seen
    for places in portal.truth.sections.values():
        assert all(tidy(portal.truth.url(place.path)) in seen for place in places)
    assert not {tidy(portal.truth.url(path)) for path in portal.foreign} & seen


@pytest.mark.parametrize("code", CODES)
def test_sections_are_hollow_where_the_truth_says_so(code: str, nasty: Nasty, web: Web) -> None:
    portal = nasty.portal(code)
    files = {document.path: document for document in portal.truth.documents}
    for key, places in portal.truth.sections.items():
        for place in places:
            tree = web.tree(portal.truth.url(place.path))
            assert fold(place.label) in fold(tree.text_content()), (key, place.path)
            here = [files[path] for path in tree.xpath("//a/@href") if path in files and files[path].section == key]
            if place.school_year or key in ("thu_tuc_bieu_mau",):
                assert bool(here) != place.empty, place.path
            if place.school_year and not place.empty:
                assert place.school_year in {document.school_year for document in here}
            if place.empty:
                assert "cap nhat" in fold(tree.text_content())
    for path in files:
        assert web.get(portal.truth.url(path))[2].startswith(b"%PDF-")


@pytest.mark.parametrize("code", CODES)
def test_the_parent_leads_to_the_school_where_the_truth_says_so(code: str, nasty: Nasty, web: Web) -> None:
    portal = nasty.portal(code)
    parent = portal.school.parent_url
    found: set[str] = set()
    for path in ("", "truong-truc-thuoc", "truong-truc-thuoc/2"):
        tree = web.tree(parent + path)
        targets = tree.xpath("//a/@href | //area/@href | //option/@value | //form/@action")
        targets += re.findall(r"window\.open\('([^']+)'", " ".join(tree.xpath("//@onclick")))
        for target in targets:
            _, final, body = web.get(urljoin(parent, target))
            onward = re.search(rb'url=([^"]+)"', body) if b"refresh" in body else None
            found.add((web.get(onward[1].decode())[1] if onward else final).lower())
    assert (portal.school.url in {url if url.endswith("/") else url + "/" for url in found}) == (
        portal.truth.parent_to_school
    )
    home = web.tree(portal.school.url)
    assert (parent in leads(portal.school.url, home)) == portal.truth.school_to_parent


def _listing(nasty: Nasty, code: str, n: int = 0) -> tuple[LabelledPortal, str]:
    portal = nasty.portal(code)
    return portal, portal.truth.url(portal.listings[0].pages[n])


def test_each_portal_is_nasty_in_its_own_way(nasty: Nasty, web: Web) -> None:
    raw = web.get(nasty.portal("BANG").school.url)[2]
    with pytest.raises(UnicodeDecodeError):
        raw.decode()
    _, url = _listing(nasty, "THE")
    assert web.tree(url).xpath("//a[@data-page]/@href")[0] == "#"
    assert [len(web.tree(url).xpath(f"//span[@class='{part}']")) for part in ("ngay", "thang", "nam")] == [9, 9, 9]
    assert set(web.tree(_listing(nasty, "TAI")[1]).xpath("//time/text()")) == set()
    assert not web.tree(_listing(nasty, "MDY")[1]).xpath("//div[@id='ds']//text()[contains(., 'AM')]")
    loud = web.get(_listing(nasty, "HOA")[1])[2].decode()
    assert unicodedata.normalize("NFC", loud) != loud
    assert set(web.tree(_listing(nasty, "CHI")[1]).xpath("//div[@id='ds']//a/text()")) == {"Chi tiết »"}
    assert web.tree(nasty.portal("KHUNG").school.url).xpath("//frame/@src") == ["dau.htm", "trai.htm", "chinh.htm"]


def test_listings_stand_in_the_order_their_make_gives_them(nasty: Nasty, web: Web) -> None:
    for code in ("VAN", "CU"):
        portal, url = _listing(nasty, code)
        posts = {fold(post.title): post for post in portal.truth.posts}
        shown = [posts[fold(text)] for text in web.tree(url).xpath("//div[@id='ds']//a/text()")]
        assert shown != sorted(shown, key=lambda post: str(post.published_at), reverse=True)
        if code == "CU":
            assert shown == sorted(shown, key=lambda post: str(post.published_at))
            wrong = web.tree(url).xpath("//div[@class='pages']/a/@href")[-1]
            assert "khong co bai viet" in web.text(portal.truth.url(wrong))


def test_days_in_pieces_are_the_true_days(nasty: Nasty, web: Web) -> None:
    portal = nasty.portal("THE")
    days = {post.path: post.published for post in portal.truth.posts}
    for listing in portal.listings:
        for path in listing.pages:
            for card in web.tree(portal.truth.url(path)).xpath("//a[contains(@class, 'card')]"):
                day, month, year = (
                    card.xpath(f".//span[@class='{part}']/text()")[0] for part in ("ngay", "thang", "nam")
                )
                assert days[card.get("href")] == date(int(year), int(month.removeprefix("Th")), int(day))
    portal = nasty.portal("THANG")
    days = {post.path: post.published for post in portal.truth.posts}
    for path in portal.listings[0].pages:
        for link in web.tree(portal.truth.url(path)).xpath("//dd/a"):
            month, year = re.findall(r"\d+", link.xpath("string(../../preceding-sibling::h3[1])"))
            day = link.xpath("string(../preceding-sibling::dt[1])")
            assert days[link.get("href")] == date(int(year), int(month), int(day))
    portal = nasty.portal("TAI")
    for post in portal.truth.posts:
        assert datetime.fromisoformat(portal.printed[post.key]).astimezone(VN).date() == post.published
    month_first = [re.findall(r"\d+", shown)[:2] for shown in nasty.portal("MDY").printed.values()]
    assert max(int(first) for first, _ in month_first) <= 12
    assert max(int(second) for _, second in month_first) > 12


def test_sessions_change_while_one_walks_and_old_ones_still_open(nasty: Nasty, web: Web) -> None:
    portal, url = _listing(nasty, "PHIEN")
    first = web.tree(url).xpath("//div[@id='ds']//a/@href")[0]
    for _ in range(13):
        again = web.tree(url).xpath("//div[@id='ds']//a/@href")[0]
    assert first != again
    assert tidy(first) == tidy(again)
    assert web.get(urljoin(url, first))[0] == 200
    assert "khong ton tai" in web.text(portal.truth.url("/cong.php?doc=999999"))


def test_the_neighbour_on_the_shared_host_is_another_school(nasty: Nasty, web: Web) -> None:
    portal = nasty.portal("CHUNG")
    assert len(portal.foreign) > 70
    assert fold("Trường Tiểu học An Bình 2") in web.text(portal.truth.url(portal.foreign[0]))
    assert "giao ban" in web.text(portal.truth.url(portal.foreign[-1]))


def test_only_the_wanted_portals_are_given() -> None:
    with start_nasty(["CU"], seed=5) as own:
        assert [portal.school.code for portal in own.portals] == ["CU"]
        assert Web(own).get("http://ththanhmy.test/")[0] == 200
        assert own.requests.count("ththanhmy.test") == 1
    with pytest.raises(KeyError, match="NOBODY"), start_nasty(["NOBODY"]):
        pass
