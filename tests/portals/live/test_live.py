"""The live portals are what their truth says: proved by plain HTTP, without a line of the crawler."""

from __future__ import annotations

import gzip
import io
import re
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import etree, html

from tests.portals.live.portal import LivePortal
from tests.portals.live.roster import LIVE, kind_of_run
from tests.portals.live.school import Kind
from tests.portals.wordpress.seed import run_seed

pytestmark = pytest.mark.live

VIETNAM = timezone(timedelta(hours=7))
ISO_TIME = re.compile(
    r'(?:datetime|class="published" title|article:published_time" content)="?(\d{4}-\d\d-\d\d(?:[T ][^">]+)?)[">]'
)
DAY_IN_WORDS = re.compile(r'(?:class="article-date"|<li)>\s*Ngày (\d\d) tháng (\d+) năm (\d{4})\s*<')
# Every make is drawn as one kind a run, and the other one in runs of the other parity.
CASES: list[tuple[str, Kind]] = [(name, kind_of_run(number)) for number, name in enumerate(LIVE)]
WITH_FEED = [case for case in CASES if LIVE[case[0]].feed is not None]
WITHOUT_FEED = [case for case in CASES if LIVE[case[0]].feed is None]
# Makes without a right time for machines: where a list's entry has its day (its link's block), and where a post's page.
PRINTED = {
    "lektor": ("self::div[@class='blog-post']", "//div[@class='blog-post']/p[@class='meta']"),
    "ablog": ("self::div[contains(@class, 'section')]", "//div[contains(@class, 'ablog__postcard')]/h2"),
    "ikiwiki": ("self::div[@class='archivepage']", "//no"),
    "dokuwiki": ("self::li", "//main//em"),
    "astro": ("self::li", "//div[@class='date']/time"),
    "mediawiki": ("self::li | self::tr", "//div[@class='mw-parser-output']/p[1]/i"),
}
WOULD_HANG_SECONDS = 180
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Answer:
    status: int
    url: str
    media_type: str
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def tree(self) -> html.HtmlElement:
        return html.document_fromstring(self.text)

    @property
    def words(self) -> str:
        """What a visitor reads."""
        return " ".join(self.tree.text_content().split())

    def links(self) -> set[str]:
        """Paths (with query, decoded) of this host that the page links to, or names as its next page."""
        hrefs = self.tree.xpath('//a/@href | //link[@rel="next"]/@href')
        found = (urlsplit(urljoin(self.url, href)) for href in hrefs)
        here = urlsplit(self.url).netloc
        return {decoded(part.path + (f"?{part.query}" if part.query else "")) for part in found if part.netloc == here}


def decoded(path: str) -> str:
    return unquote(path)


def get(url: str) -> Answer:
    try:
        with _opener.open(url, timeout=30) as answer:
            return Answer(answer.status, answer.url, answer.headers.get_content_type(), answer.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code, url, error.headers.get_content_type(), error.read())


@cache
def read(url: str) -> Answer:
    """What `get` gives, asked once a run: the portals do not change, and Mezzanine is slow."""
    return get(url)


@pytest.fixture(scope="module", params=CASES, ids="-".join)
def portal(request: pytest.FixtureRequest, started: list[str]) -> Iterator[LivePortal]:
    name: str
    kind: Kind
    name, kind = request.param
    reason = LIVE[name].why_not()
    if reason is not None:
        pytest.skip(f"no {name}: {reason}")
    with LIVE[name].start(run_seed(), kind) as running:
        truth = running.truth
        started.append(
            f"{name} {running.version} {kind}: fetched in {running.install_seconds:.0f} s, started in"
            f" {running.seconds:.1f} s, {len(truth.visible_posts)} posts, 2021-2022: {truth.sure('2021-2022')} sure"
        )
        yield running


@pytest.fixture
def name(request: pytest.FixtureRequest) -> str:
    chosen: str = request.node.callspec.params["portal"][0]
    return chosen


def test_it_starts_on_an_address_of_its_own(portal: LivePortal) -> None:
    assert portal.seconds < WOULD_HANG_SECONDS
    assert urlsplit(portal.base_url).hostname != "127.0.0.1"
    assert (urlsplit(portal.base_url).hostname or "").startswith("127.")


def test_the_home_page_names_the_school_and_shows_the_menu(portal: LivePortal) -> None:
    home = read(portal.base_url + "/")
    assert home.status == 200
    assert portal.truth.name in (home.tree.findtext(".//title") or "")
    assert portal.truth.name in home.words
    links = home.links()
    for page in portal.school.pages:
        if page.in_menu:
            assert decoded(portal.routes.page(page)) in links, page.title


def test_every_post_is_there_with_its_title_and_text(portal: LivePortal) -> None:
    bodies = {post.slug: post.paragraphs[0] for post in portal.school.posts}
    for post in portal.truth.posts:
        page = read(portal.truth.url(post.path))
        if not post.visible:
            # Nikola builds a draft and links to it nowhere (see listing and sitemap); Plone asks who wants to see it;
            # the others do not serve it.
            if portal.truth.family == "plone":
                assert urlsplit(page.url).path == "/login", post.path
                assert post.title not in page.words, post.path
                continue
            if portal.truth.family == "dokuwiki":
                # By default a page that nobody wrote is 200 and says so.
                assert "đề tài chưa tồn tại" in page.words, post.path
                assert bodies[post.slug] not in page.words, post.path
                continue
            assert page.status == (200 if portal.truth.family in ("nikola", "ablog") else 404), post.path
            continue
        assert page.status == 200, post.path
        assert " ".join(post.title.split()) in page.words, post.path
        assert bodies[post.slug] in page.words, post.path


def test_the_listing_leads_to_all_posts_and_to_no_others(portal: LivePortal) -> None:
    found: set[str] = set()
    seen: set[str] = set()
    to_do = [portal.routes.listing]
    while to_do:
        path = to_do.pop()
        seen.add(path)
        page = read(portal.base_url + path)
        assert page.status == 200, path
        links = page.links()
        found |= {link for link in links if portal.post_shape.match(link)}
        if portal.pager_shape is not None:
            to_do += [link for link in links if portal.pager_shape.match(link) and link not in {*seen, *to_do}]
    if portal.truth.family == "djangocms":
        # The blog's menu of all posts names drafts as well (its own doing); who follows such a link gets a 404.
        found -= {decoded(post.path) for post in portal.truth.posts if post.access == "draft"}
    assert found == {decoded(post.path) for post in portal.truth.visible_posts}
    assert (len(seen) > 1) == (portal.pager_shape is not None)


def test_posts_are_of_the_day_the_truth_says(portal: LivePortal) -> None:
    """By the machine-readable time of the post's page; where a CMS has none, by what it prints there or in a list."""
    if portal.truth.family in PRINTED:
        assert_days_as_printed(portal)
        return
    months: dict[tuple[int, int], set[str]] = {}
    tables = plone_tables(portal) if portal.truth.family == "plone" else {}
    for post in portal.truth.visible_posts:
        assert post.published is not None
        if portal.truth.family == "plone":
            # The day is printed once: on the post's page, or in the table of all news.
            days = read(portal.truth.url(post.path)).tree.xpath('//*[@class="documentPublished"]/span[2]/text()')
            assert [*days, *tables.get(decoded(post.path), [])] == [f"{post.published:%d/%m/%Y}"], post.path
            continue
        if portal.truth.family in ("wagtail-crx", "djangocms"):
            ((day, of_month, year),) = DAY_IN_WORDS.findall(read(portal.truth.url(post.path)).text)
            assert date(int(year), int(of_month), int(day)) == post.published, post.path
            continue
        if portal.truth.family != "mezzanine":
            times = ISO_TIME.findall(read(portal.truth.url(post.path)).text)
            assert times, post.path
            if portal.truth.family in ("mkdocs-material", "docusaurus"):
                # They say UTC of whatever time the clerk wrote; the day that they print is the one written.
                times = [times[0][:10]]
            assert local_day(times[0]) == post.published, post.path
            continue
        month = (post.published.year, post.published.month)
        if month not in months:
            months[month] = set()
            number, more = 1, True
            while more:
                page = read(f"{portal.base_url}/tin-tuc/archive/{month[0]}/{month[1]}/?page={number}")
                assert page.status == 200
                # The widget of the newest posts is on every page: only the middle column is the archive.
                middle = page.tree.xpath('//div[contains(@class, "middle")]//h2/a/@href')
                months[month] |= {decoded(href) for href in middle}
                number += 1
                more = bool(page.tree.xpath(f'//ul[@class="pagination"]//a[starts-with(@href, "?page={number}")]'))
        assert decoded(post.path) in months[month], post.path


def assert_days_as_printed(portal: LivePortal) -> None:
    """Each post's day stands on its page or in the list of all, in words or figures as the school set it."""
    seen: set[str] = set()
    to_do = [portal.routes.listing]
    days: dict[str, set[str]] = {}
    while to_do:
        path = to_do.pop()
        seen.add(path)
        lists = read(portal.base_url + path)
        to_do += [link for link in lists.links() - seen if portal.pager_shape and portal.pager_shape.match(link)]
        for link in lists.tree.xpath("//a[@href]"):
            address = urlsplit(urljoin(lists.url, link.get("href")))
            entry = decoded(address.path + (f"?{address.query}" if address.query else ""))
            if portal.post_shape.match(entry):
                block = next(
                    (node for node in link.iterancestors() if node.xpath(PRINTED[portal.truth.family][0])), link
                )
                days.setdefault(entry, set()).add(" ".join(block.text_content().split()))
    for post in portal.truth.visible_posts:
        assert post.published is not None
        page = read(portal.truth.url(post.path))
        shown = " | ".join(
            [
                *days.get(decoded(post.path), ()),
                *(" ".join(node.text_content().split()) for node in page.tree.xpath(PRINTED[portal.truth.family][1])),
            ]
        )
        assert any(form in shown for form in forms_of(post.published)), (post.path, shown)


def forms_of(day: date) -> list[str]:
    """A day in the ways that the makes here print it."""
    month = day.month
    return [
        f"{day:%d/%m/%Y}",
        f"{day:%Y-%m-%d}",
        f"{day.day} tháng {month}, {day.year}",
        f"{day:%b %d, %Y}",
        f"{day:%b} {day.day}, {day.year}",
        f"Ngày {day:%d} tháng {day:%m} năm {day.year}",
        f"{day:%b} {day.day:2d} ".replace("  ", " "),
    ]


def plone_tables(portal: LivePortal) -> dict[str, list[str]]:
    """The days that Plone's table of all news shows, by path; none where the news are no table."""
    found: dict[str, list[str]] = {}
    for start in range(0, len(portal.truth.posts), 30):
        page = read(f"{portal.base_url}{portal.routes.listing}?b_start:int={start}")
        for row in page.tree.xpath("//table/tbody/tr"):
            path = decoded(urlsplit(row.xpath(".//a/@href")[0]).path)
            found.setdefault(path, []).append(row.xpath("./td[3]")[0].text_content().split()[0])
    return found


def local_day(stamp: str) -> date:
    if "T" not in stamp:
        return date.fromisoformat(stamp)
    return datetime.fromisoformat(unescape(stamp)).astimezone(VIETNAM).date()


def test_sections_have_content_or_say_that_they_have_none(portal: LivePortal) -> None:
    for key, places in portal.truth.sections.items():
        for place in places:
            page = read(portal.truth.url(place.path))
            assert page.status == 200, place.path
            assert place.label in page.words, place
            of_it = [d for d in portal.truth.documents if d.section == key and d.school_year == place.school_year]
            linked = {decoded(document.path) for document in of_it} & page.links()
            if place.empty:
                assert "cập nhật" in page.words, place
                assert not linked, place
            elif place.school_year is not None or key in ("van_ban", "tuyen_sinh", "thu_tuc_bieu_mau"):
                assert linked == {decoded(document.path) for document in of_it}, place
                assert linked, place
            elif key == "tin_tuc":
                assert any(portal.post_shape.match(link) for link in page.links()), place
    contact = read(portal.truth.url(portal.truth.sections["lien_he"][0].path))
    assert portal.school.phone in contact.words
    if portal.truth.family != "hugo-doks":  # its script writes the address, and loses the last part of ".edu.vn"
        assert portal.school.email in contact.words


def test_documents_open(portal: LivePortal) -> None:
    for document in portal.truth.documents:
        answer = read(portal.truth.url(document.path))
        assert answer.status == 200, document.path
        if document.path.endswith(".docx"):
            with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
                assert archive.testzip() is None
                assert "word/document.xml" in archive.namelist()
        else:
            assert answer.media_type == document.media_type
            assert answer.body.startswith(b"%PDF-1.4")
            table = int(answer.body.rpartition(b"startxref\n")[2].split()[0])
            assert answer.body[table : table + 4] == b"xref", document.path


@pytest.mark.parametrize("portal", WITH_FEED, indirect=True, ids="-".join)
def test_the_feed_is_well_formed_and_holds_the_newest_post(portal: LivePortal, name: str) -> None:
    feed = read(f"{portal.base_url}{LIVE[name].feed}")
    assert feed.status == 200
    assert etree.fromstring(feed.body) is not None
    newest = max(portal.truth.visible_posts, key=lambda post: post.published_at or datetime.min)
    assert newest.path in decoded(feed.text) or decoded(newest.path) in decoded(feed.text)


@pytest.mark.parametrize("portal", WITHOUT_FEED, indirect=True, ids="-".join)
def test_where_there_is_no_feed_none_that_is_announced_holds_a_post(portal: LivePortal) -> None:
    """Wagtail CRX announces none; Plone the news' feeds, switched on or not, and the site's, which are empty;
    Eleventy's starter names its feeds in every head, built or not."""
    home = read(portal.base_url + "/")
    feeds = home.tree.xpath('//link[@rel="alternate"][contains(@type, "rss+xml") or contains(@type, "atom+xml")]/@href')
    assert bool(feeds) == (portal.truth.family in ("plone", "eleventy", "dokuwiki", "mediawiki"))
    for address in feeds:
        feed = read(urljoin(home.url, address))
        assert feed.status == 404 or not any(post.path in decoded(feed.text) for post in portal.truth.posts), address


def test_the_sitemap_lists_every_post(portal: LivePortal, name: str) -> None:
    sitemap = LIVE[name].sitemap
    if sitemap is None:
        assert read(portal.base_url + "/sitemap.xml").status == 404
        return
    answer = read(portal.base_url + sitemap)
    assert answer.status == 200
    body = gzip.decompress(answer.body) if answer.body.startswith(b"\x1f\x8b") else answer.body
    listed = {decoded(urlsplit((entry.text or "").strip()).path) for entry in etree.fromstring(body).iter("{*}loc")}
    assert {decoded(post.path) for post in portal.truth.visible_posts} <= listed
    assert not {decoded(post.path) for post in portal.truth.posts if not post.visible} & listed


def test_categories_are_those_of_the_truth(portal: LivePortal) -> None:
    """Each post's page names its categories; Jekyll's only in the address."""
    for post in portal.truth.visible_posts:
        page = read(portal.truth.url(post.path))
        for category in post.categories:
            if portal.routes.category is None:
                assert category.lower() in decoded(post.path)
            elif portal.truth.family not in ("nikola", "wagtail-crx", "eleventy", "ikiwiki", "dokuwiki"):
                assert category in page.words, post.path
    if portal.routes.category is not None:
        for chosen in portal.school.categories:
            page = read(portal.base_url + portal.routes.category(chosen))
            assert page.status == 200, chosen.name
            assert chosen.name in page.words, chosen.name
            if portal.truth.family == "wagtail-crx":
                of_it = {decoded(p.path) for p in portal.truth.visible_posts if chosen.name in p.categories}
                assert listed_under(portal, portal.routes.category(chosen)) == of_it, chosen.name


def listed_under(portal: LivePortal, path: str) -> set[str]:
    """The posts on all pages of a Wagtail CRX listing."""
    found: set[str] = set()
    while path:
        page = read(portal.base_url + path)
        found |= {link for link in page.links() if portal.post_shape.match(link)}
        onward = page.tree.xpath('//ul[contains(@class, "pagination")]//a[@aria-label="Next"]/@href')
        path = "" if not onward or onward[0] == "#" else path.partition("?")[0] + onward[0]
    return found


def test_a_killed_portal_answers_no_more(portal: LivePortal) -> None:
    """Last of all: it ends the portal."""
    portal.kill()
    with pytest.raises((urllib.error.URLError, ConnectionError)):
        get(portal.base_url + "/")
