"""The further rosters are what their truth says: asked by plain HTTP, read with nothing but lxml and json."""
# ruff: noqa: E501 (tables and page titles stand on a line each)

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import etree

from tests.portals.labelled import Labelled, all_portals, start_labelled
from tests.portals.labelled.dotnetnuke import NET_MONTHS
from tests.portals.labelled.injected import LOOKALIKES, SPAM
from tests.portals.labelled.model import VN, YEAR
from tests.portals.labelled.posts import Plan
from tests.portals.labelled.test_labelled import Web, _key_of, _links, _main_of, _reaches, _tree
from tests.portals.labelled.voices import PICTURE, TITLES, UNDECIDED, Teller, told
from tests.portals.truth import COUNTED_NATURES, PostTruth

PORTALS = all_portals("more")
CODES = [portal.school.code for portal in PORTALS]
TRUTH = {portal.school.code: portal for portal in PORTALS}

# Said once more by hand: sure and possible posts of 2021-2022, and the right outcomes of 3.3, 3.1, 3.2, 3.4, 3.5.
# p pass, f fail, s partial or fail, r review, u unknown; several letters joined by + where each of them is right.
SAID = {
    "DNNQ": (42, 42, "p p p p p"), "DNNP": (44, 44, "u p p p p"), "SPT": (43, 43, "p+u p p p p"), "BLG2": (40, 40, "p p p p p"),
    "GST": (0, 44, "r+u s p s s"), "WIX": (40, 40, "p p p p p"), "VIO2": (29, 29, "f s s s s"), "P39": (39, 39, "f p p p p"),
    "P40": (40, 40, "p p p p p"), "P41": (41, 41, "p p p p p"), "UTC40": (40, 40, "p p p p p"), "UTC39": (39, 39, "f p p p p"),
    "UNSURE": (38, 41, "r p p p p"), "MENU8": (37, 37, "f p p p p"), "REPOST": (0, 0, "f p p p p"), "INJ1": (34, 34, "f p p p p"),
    "INJ2": (43, 43, "p p p p p"), "NAT1": (41, 45, "p p p s+r p"), "NAT2": (34, 38, "f p p p p"), "NAT3": (38, 42, "r p p p p"),
}  # fmt: skip
LETTERS = {"p": {"pass"}, "f": {"fail"}, "s": {"partial", "fail"}, "r": {"review"}, "u": {"unknown"}}
WINDOW = {
    "MENU8": {"tin": 27, "thong_bao": 10, "thuc_don_lich": 8}, "REPOST": {"dang_lai": 45}, "INJ1": {"tin": 24, "thong_bao": 10, "rac": 24},
    "INJ2": {"tin": 31, "thong_bao": 12, "rac": 15},
}  # fmt: skip
NATURES = {"tin", "thong_bao", "dang_lai", "van_ban", "thuc_don_lich", "nhan_su", "cong_khai", "rac", "trong", "khac"}
SITEMAPS = {"WIX": "/blog-posts-sitemap.xml"}
SPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def labelled() -> Iterator[Labelled]:
    with start_labelled(which="more") as running:
        yield running


@pytest.fixture(scope="module")
def web(labelled: Labelled) -> Web:
    return Web(labelled)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _post(code: str, key: str) -> PostTruth:
    return next(post for post in TRUTH[code].truth.posts if post.key == key)


def _soft(url: str, body: bytes) -> list[str]:
    """The addresses of a page's links and of SharePoint's soft postbacks."""
    found = re.findall(r'RefreshPageTo\(event, "([^"]+)"\)', unescape(body.decode()))
    return _links(url, body) + [urljoin(url, address.replace("\\u0026", "&")) for address in found]


def test_counts_and_outcomes_are_those_written_by_hand() -> None:
    assert set(SAID) == set(CODES)
    for code, (sure, possible, letters) in SAID.items():
        portal = TRUTH[code]
        assert (portal.truth.sure(YEAR), portal.truth.possible(YEAR)) == (sure, possible), code
        for rule, several in zip(("3.3", "3.1", "3.2", "3.4", "3.5"), letters.split(), strict=True):
            right = set().union(*(LETTERS[letter] for letter in several.split("+")))
            assert portal.truth.expected[YEAR][rule] == right, (code, rule)
        assert WINDOW.get(code, portal.window) == portal.window


def test_every_post_has_an_identity_a_nature_and_a_judgement() -> None:
    seen = set()
    for portal in PORTALS:
        posts = portal.truth.posts
        assert len({post.key for post in posts}) == len({post.path for post in posts}) == len(posts), portal.school.code
        for post in posts:
            seen.add(post.nature)
            assert post.nature in NATURES
            assert post.published_at is None or post.published_at.astimezone(VN).date() == post.published
            if UNDECIDED in post.traps:
                assert post.counted is None
            else:
                assert post.counted is (post.nature in COUNTED_NATURES)
    assert seen == NATURES


def test_the_same_seed_gives_the_same_set_beside_the_first_24() -> None:
    assert all_portals("more") == PORTALS
    first = [portal.school.code for portal in all_portals()]
    assert len(first) == 24
    assert not set(first) & set(CODES)


@pytest.mark.parametrize("level", ["TH", "THCS"])
def test_any_seed_has_words_enough(level: str) -> None:
    for seed in range(20):
        many = dict.fromkeys((kind for kind in TITLES if kind != "thu"), 25) | {
            "tin": 60,
            "?": 6,
            "thu": 4,
            "dang_lai": 45,
        }
        items = told(Plan(seed, level, {"2021-2022": many}))
        assert len({item.slug for item in items}) == len(items) == sum(many.values())
        assert Teller(seed, level).title("tin", items[0].order.date())[0]


@pytest.mark.parametrize("code", CODES)
def test_every_post_answers_with_its_title_and_its_date(code: str, web: Web) -> None:
    portal = TRUTH[code]
    for post in portal.truth.posts:
        text = _plain(web.text(portal.truth.url(post.path)))
        assert _plain(post.title) in text, post.path
        shown = portal.printed.get(post.key, "")
        assert _plain(shown) in text
        assert bool(shown) == portal.dates_in_article, post.path


def test_what_is_printed_is_the_true_day() -> None:
    for portal in PORTALS:
        for post in portal.truth.posts:
            shown = portal.printed.get(post.key, "")
            if post.published is None or not shown:
                continue
            numbers = {int(digits) for digits in re.findall(r"\d+", shown)}
            assert {post.published.day, post.published.year} <= numbers, (portal.school.code, shown, post.published)
            named = NET_MONTHS[post.published.month - 1] in shown
            assert named or post.published.month in numbers or f"{post.published:%B}" in shown


@pytest.mark.parametrize("code", CODES)
def test_listings_paged_to_their_end_hold_exactly_their_posts(code: str, web: Web) -> None:
    portal = TRUTH[code]
    key_of = _key_of(portal)
    for listing in portal.listings:
        seen: set[str] = set()
        for number, path in enumerate(listing.pages, 1):
            url = portal.truth.url(path)
            status, _, body = web.get(url)
            assert status == 200, path
            found = {key_of[link] for link in _links(url, body, listing.main) if link in key_of}
            assert found, path
            seen |= found
            if number < len(listing.pages):
                assert portal.truth.url(listing.pages[number]) in _soft(url, body), f"{path} does not lead on"
        assert seen == set(listing.keys), listing.pages[0]


@pytest.mark.parametrize("code", CODES)
def test_get_reaches_all_posts_exactly_where_the_truth_says_so(code: str, web: Web) -> None:
    portal = TRUTH[code]
    reached = {key for listing in portal.listings for key in listing.keys}
    key_of = _key_of(portal)
    if code in SITEMAPS:
        root = etree.fromstring(web.get(portal.truth.url(SITEMAPS[code]))[2])
        reached |= {key_of[loc.text or ""] for loc in root.iterfind("s:url/s:loc", SPACES)}
    if code == "GST":
        tree = _tree(web.get(portal.truth.url("/view/thmyphuoc/thong-bao"))[2])
        reached |= {f"/view/thmyphuoc/thong-bao#{anchor}" for anchor in tree.xpath("//h3/@id")}
    assert (reached == {post.key for post in portal.truth.posts}) == portal.enumerable
    assert portal.enumerable or portal.why_not


@pytest.mark.parametrize("code", CODES)
def test_other_addresses_of_a_post_show_the_same_post(code: str, web: Web) -> None:
    portal = TRUTH[code]
    for path, key in list(portal.aliases.items())[::4]:
        assert _plain(_post(code, key).title) in _plain(web.text(portal.truth.url(path))), path


@pytest.mark.parametrize("code", CODES)
def test_dates_stand_on_listings_only_where_the_truth_says_so(code: str, web: Web) -> None:
    portal = TRUTH[code]
    listing = max(portal.listings, key=lambda one: len(one.keys))
    tree = _tree(web.get(portal.truth.url(listing.pages[-1]))[2])
    text = " ".join(_plain(text) for root in tree.xpath(listing.main) for text in root.itertext())
    for post in portal.truth.posts:
        text = text.replace(_plain(post.title), "")
    date = r"\b\d{1,2}([/.-])\d{1,2}\1\d{4}\b|\d thg \d|[Tt]háng \w+( \w+)?,? \d{4}|[Tt]háng [\w ]+\d\d, \d{4}"
    assert bool(re.search(date, text)) == portal.dates_in_listing, text[:300]


@pytest.mark.parametrize("code", CODES)
def test_sections_answer_and_are_hollow_where_the_truth_says_so(code: str, web: Web) -> None:
    portal = TRUTH[code]
    assert portal.school.name in web.text(portal.school.url), "the home page names the school"
    documents = {document.path: document for document in portal.truth.documents}
    for key, sections in portal.truth.sections.items():
        for section in sections:
            status, url, body = web.get(portal.truth.url(section.path))
            assert status == 200, (key, section.path)
            files = [path for path in documents if path.encode() in body]
            if section.school_year:
                assert bool(files) != section.empty, section.path
                assert section.empty or any(documents[path].school_year == section.school_year for path in files)
            if section.empty:
                assert not files, section.path
                assert (
                    not set(_links(url, body, _main_of(portal, section.path))) & set(_key_of(portal)) or code == "GST"
                )
    for document in portal.truth.documents:
        status, _, body = web.get(portal.truth.url(document.path))
        assert (status == 200 and body.startswith(b"%PDF-")) == document.opens, document.path


@pytest.mark.parametrize("code", CODES)
def test_the_links_between_parent_and_school_are_as_the_truth_says(code: str, web: Web) -> None:
    portal = TRUTH[code]
    assert _reaches(web, portal.school.parent_url, portal.school.url) == portal.truth.parent_to_school
    _, url, body = web.get(portal.school.url)
    assert (portal.school.parent_url in _links(url, body)) == portal.truth.school_to_parent


# ---- the families ----------------------------------------------------------------------------------------------------


def test_dnn_turns_pages_by_postback_on_one_portal_and_by_address_on_the_other(web: Web) -> None:
    pagers = {}
    for code in ("DNNP", "DNNQ"):
        listing = max(TRUTH[code].listings, key=lambda one: len(one.keys))
        body = web.get(TRUTH[code].truth.url(listing.pages[0]))[2]
        pagers[code] = _tree(body).xpath("//table[@class='PagingTable']//a/@href")
    assert pagers["DNNP"]
    assert all(re.fullmatch(r"javascript:__doPostBack\('[^']+','Page_\d+'\)", href) for href in pagers["DNNP"])
    assert all(re.search(r"/currentpage/\d+/", href) for href in pagers["DNNQ"])
    january = [post.key for post in TRUTH["DNNQ"].truth.posts if post.published and post.published.month == 1]
    assert all("Tháng Giêng" in TRUTH["DNNQ"].printed[key] for key in january)


def test_sharepoint_hides_the_next_page_in_a_script_and_prints_days_without_zeros(web: Web) -> None:
    portal = TRUTH["SPT"]
    listing = max(portal.listings, key=lambda one: len(one.keys))
    url = portal.truth.url(listing.pages[0])
    body = web.get(url)[2]
    assert not any("Paged=TRUE" in link for link in _links(url, body))
    assert re.search(r"Paged=TRUE\\u0026p_Ngay_x0020_dang=\d{8}%20[^&]*\\u0026p_ID=\d+", unescape(body.decode()))
    assert not any(shown.startswith("0") or "/0" in shown for shown in portal.printed.values())


def test_bloggers_feed_has_more_than_one_part_and_tells_every_post_to_the_minute(web: Web) -> None:
    portal = TRUTH["BLG2"]
    url, seen = portal.truth.url("/feeds/posts/default?max-results=500"), {}
    for _ in range(4):
        root = etree.fromstring(web.get(url)[2])
        for entry in root.iterfind("a:entry", SPACES):
            seen[(entry.findtext("a:id", "", SPACES)).rsplit("-", 1)[1]] = entry.findtext("a:published", "", SPACES)
        on = [link.get("href", "") for link in root.iterfind("a:link", SPACES) if link.get("rel") == "next"]
        if not on:
            break
        url = on[0]
    assert len(seen) == len(portal.truth.posts) > 150
    assert all(datetime.fromisoformat(at) == _post("BLG2", key).published_at for key, at in seen.items())


def test_wix_holds_its_first_posts_in_json_and_says_how_many_there_are(web: Web) -> None:
    portal = TRUTH["WIX"]
    tree = _tree(web.get(portal.truth.url("/blog"))[2])
    feed = next(iter(json.loads(tree.xpath("string(//script[@id='wix-warmup-data'])"))["appsWarmupData"].values()))
    posts = feed["feed-page"]["postFeedPage"]["posts"]
    assert posts["pagingMetaData"]["total"] == len(portal.truth.posts) > len(posts["posts"]) == 10
    for row in posts["posts"]:
        post = _post("WIX", row["id"])
        assert (row["title"], datetime.fromisoformat(row["firstPublishedDate"])) == (post.title, post.published_at)


def test_google_sites_has_no_day_that_is_a_posts(web: Web) -> None:
    portal = TRUTH["GST"]
    assert all(post.published is None and post.published_at is None for post in portal.truth.posts)
    on_page = [post for post in portal.truth.posts if "#" in post.path]
    assert len(on_page) == 18
    body = web.get(portal.truth.url("/view/thmyphuoc/thong-bao"))[2].decode()
    assert all(f'id="{post.path.split("#")[1]}"' in body for post in on_page)
    assert b"datetime" not in web.get(portal.truth.url(portal.truth.posts[0].path))[2]


# ---- the probes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "by_utc"), [("UTC40", 38), ("UTC39", 41)])
def test_machine_days_are_utc_and_would_give_another_count(code: str, by_utc: int, web: Web) -> None:
    portal, counted = TRUTH[code], 0
    for post in portal.truth.posts:
        (stamp,) = _tree(web.get(portal.truth.url(post.path))[2]).xpath("//time[@class='post-date']/@datetime")
        at = datetime.fromisoformat(stamp)
        assert stamp.endswith("Z")
        assert at == post.published_at
        counted += bool(post.counted) and "2021-08-01" <= f"{at:%Y-%m-%d}" <= "2022-07-31"
    assert counted == by_utc
    ends = sorted(f"{p.published_at:%d/%m %H:%M}" for p in portal.truth.posts if p.traps and p.published_at)
    assert {"31/07 23:59", "01/08 00:00"} <= set(ends)


def test_the_unsure_posts_print_a_month_or_an_edit_and_nothing_else(web: Web) -> None:
    portal = TRUTH["UNSURE"]
    unsure = [post for post in portal.truth.posts if post.published is None]
    assert sorted(portal.printed[p.key] for p in unsure) == [
        "Cập nhật lần cuối: 03/01/2022",
        "Cập nhật: 12/10/2021",
        "Tháng 8/2021",
    ]
    for post in unsure:
        body = web.get(portal.truth.url(post.path))[2].decode()
        assert "datetime" not in body
        head = web.text(portal.truth.url(post.path)).split(portal.printed[post.key])[0]
        assert not re.search(r"\d{1,2}/\d{1,2}/\d{4}", head)


def test_reposts_say_their_source_and_hold_the_parents_own_words(web: Web) -> None:
    portal = TRUTH["REPOST"]
    news = portal.school.parent_url.rstrip("/")
    parents: dict[str, str] = {}
    for link in _links(news, web.get(f"{news}/tin-tuc.html")[2]):
        if re.search(r"/tin-tuc/\d+\.html$", link):
            tree = _tree(web.get(link)[2])
            parents[tree.xpath("string(//h2)")] = " ".join(tree.xpath("//h2/following-sibling::p/text()"))
    copies = [post for post in portal.truth.posts if post.nature == "dang_lai"]
    assert len(copies) == 45
    for post in copies:
        tree = _tree(web.get(portal.truth.url(post.path))[2])
        assert "Nguồn: Phòng GD" in tree.text_content()
        assert " ".join(tree.xpath("//div[@class='post-content']/p[not(strong)]/text()")) == parents[post.title]
    for code in ("DNNP", "SPT", "P41", "NAT1"):
        copied = [post.title for post in TRUTH[code].truth.posts if post.nature == "dang_lai" and post.title in parents]
        assert len(copied) >= 4, code


# ---- what was broken into --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["INJ1", "INJ2"])
def test_hidden_links_are_on_every_page_and_spam_never_counts(code: str, web: Web) -> None:
    portal = TRUTH[code]
    spam = [post for post in portal.truth.posts if SPAM in post.traps]
    assert spam
    assert all(post.nature == "rac" and post.counted is False for post in spam)
    for path in ("/", portal.listings[0].pages[0], portal.truth.posts[0].path):
        tree = _tree(web.get(portal.truth.url(path))[2])
        hidden = tree.xpath("//div[contains(@style,'-9999px') or contains(@style,'display:none')]/a/@href")
        assert {urlsplit(href).hostname for href in hidden} >= {"ku8x99.test", "sunv79.test"}
    words = re.compile(r"nhà cái|cá cược|tài xỉu|nổ hũ|cá độ|nạp|tân thủ", re.IGNORECASE)
    for post in spam:
        assert words.search(web.text(portal.truth.url(post.path)))
    titles = {special.title for special in LOOKALIKES}
    true_news = [post for post in portal.truth.posts if post.title in titles]
    assert len(true_news) == 4
    assert all(post.counted and post.nature == "tin" for post in true_news)


def test_the_sitemap_is_flooded_within_one_day(web: Web) -> None:
    portal = TRUTH["INJ1"]
    root = etree.fromstring(web.get(portal.truth.url("/sitemap.xml"))[2])
    rows = {
        u.findtext("s:loc", "", SPACES): u.findtext("s:lastmod", "", SPACES) for u in root.iterfind("s:url", SPACES)
    }
    flood = {portal.truth.url(path) for path in portal.foreign}
    assert set(rows) == flood | {portal.truth.url(post.path) for post in portal.truth.posts}
    assert {rows[url] for url in flood} == {"2022-05-03"}
    assert len(flood) == 1500
    for path in portal.foreign[::150]:
        assert "tài xỉu" in web.text(portal.truth.url(path))
    news = etree.fromstring(web.get(TRUTH["INJ2"].truth.url("/sitemap-vi.news.xml"))[2])
    assert len(news.findall("s:url", SPACES)) == len(TRUTH["INJ2"].truth.posts)


# ---- natures ---------------------------------------------------------------------------------------------------------


def test_natures_have_listings_of_their_own_where_there_are_categories_for_them() -> None:
    portal = TRUTH["NAT1"]
    by_category: dict[str, set[str]] = {}
    for post in portal.truth.posts:
        by_category.setdefault(post.categories[0], set()).add(post.nature)
    assert by_category["Bếp ăn bán trú"] == by_category["Lịch công tác"] == {"thuc_don_lich"}
    assert by_category["Kế hoạch"] == by_category["Công văn đi - đến"] == {"van_ban"}
    assert by_category["Công khai tài chính"] == {"cong_khai"}
    assert by_category["Đội ngũ thầy cô"] == {"nhan_su"}
    assert len(portal.listings) == len(by_category) == 9
    assert {post.categories for post in TRUTH["NAT2"].truth.posts} == {("Tin tức - Sự kiện",)}
    assert len({post.nature for post in TRUTH["NAT2"].truth.posts}) == 10


@pytest.mark.parametrize("code", ["NAT1", "NAT2", "NAT3", "BLG2", "WIX"])
def test_empty_posts_are_empty_and_pictures_are_pictures(code: str, web: Web) -> None:
    portal = TRUTH[code]
    boxes = "//div[@class='post-content'] | //div[@id='news-bodyhtml'] | //section[@data-hook='post-description'] | //div[contains(@class,'post-body')]"
    looked = 0
    for post in portal.truth.posts:
        if post.nature != "trong" and PICTURE not in post.traps:
            continue
        (box,) = _tree(web.get(portal.truth.url(post.path))[2]).xpath(boxes)
        text = _plain(box.text_content())
        assert len(text) < 40
        assert bool(box.xpath(".//img")) == (PICTURE in post.traps)
        looked += 1
    assert looked >= 2


def test_titles_are_shouted_and_natures_are_not_given_away_by_the_usual_words() -> None:
    posts = [post for code in ("NAT1", "NAT2", "NAT3") for post in TRUTH[code].truth.posts]
    shouted = sum(post.title.isupper() for post in posts)
    assert shouted > 30
    menus = [post for post in posts if post.nature == "thuc_don_lich"]
    assert not any("thực đơn" in post.title.lower() for post in menus)
    notices = [post for post in posts if post.nature == "thong_bao"]
    assert not any(post.title.lower().startswith("thông báo") for post in notices)
