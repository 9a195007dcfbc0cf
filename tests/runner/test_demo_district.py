"""The demo district is what its truth says: asked with plain HTTP, read with plain patterns, no crawler involved."""

from __future__ import annotations

import csv
import html
import http.client
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

import pytest

from records.findings import Outcome
from runner.demo import District, start_district
from tests.runner.demo_reader import MAKES, Client, check_pdf, day_of, links, only_in, read_listing

pytestmark = pytest.mark.district

WINDOW = (date(2021, 8, 1), date(2022, 7, 31))


@pytest.fixture(scope="module")
def district() -> Iterator[District]:
    with start_district("2021-2022") as running:
        yield running


@pytest.fixture
def client(district: District) -> Client:
    return Client(district)


@pytest.mark.parametrize("code", MAKES)
def test_listings_lead_to_the_posts_of_the_truth(district: District, client: Client, code: str) -> None:
    truth, make = district.truth_of(code), MAKES[code]
    articles = read_listing(client, truth.host, make, make.listing, make.page)
    reposts = only_in(client, truth.host, make, make.reposts) if make.reposts else set()
    schedules = only_in(client, truth.host, make, make.schedules) if make.schedules else set()
    own = reposted = other = 0
    for identity, target in articles.items():
        page = client.get(truth.host, target).text
        if not WINDOW[0] <= day_of(make, page) <= WINDOW[1]:
            continue
        title = html.unescape(re.findall(r"<title>([^<]*)", page, re.IGNORECASE)[0])
        if "Thư ngỏ" in title:
            own += 1
        elif identity in reposts:
            reposted += 1
        elif identity in schedules or title.startswith("Mẫu đơn"):
            other += 1
        else:
            own += 1
    assert len(articles) == truth.articles
    assert (own, reposted, other) == (truth.posts, truth.reposts, truth.other)


@pytest.mark.parametrize("code", MAKES)
def test_days_stand_on_listings_only_where_the_make_prints_them(district: District, client: Client, code: str) -> None:
    host, make = district.truth_of(code).host, MAKES[code]
    page = client.get(host, make.listing).text
    # Not the clock: that shows the present year, the posts are of the seed year and its neighbours.
    shown = re.findall(r"\b\d{2}[/-]\d{2}[/-]20(?:19|2[0-3])\b|\d{2} [Tt]háng \d{1,2} (?:năm )?20(?:19|2[0-3])", page)
    assert bool(shown) is make.day_on_listing


def test_edges_of_the_window_are_there(district: District, client: Client) -> None:
    sitemap = client.get("thkimdong.demo.kiemcong.example", "/sitemap-vi.news.xml").text
    for edge in ("2021-07-31T", "2021-08-01T00:15:00+07:00", "2022-07-31T22:30:00+07:00", "2022-08-01T"):
        assert f"<lastmod>{edge}" in sitemap


@pytest.mark.parametrize("code", MAKES)
def test_home_names_the_school_and_leads_to_pages_that_exist(district: District, client: Client, code: str) -> None:
    row = next(row for row in csv.DictReader(io.StringIO(district.schools_csv)) if row["code"] == code)
    host = urlsplit(row["url"]).netloc
    answer = client.get(host, "/")
    page = answer.text
    shown = "TRƯỜNG TH HOA SEN" if code == "thhoasen" else row["name"]
    if answer.headers.get_content_charset() == "windows-1258":
        assert shown.encode("utf-8") not in answer.body
        page = unicodedata.normalize("NFC", page)
    assert shown in html.unescape(page)
    assert (row["name"] in html.unescape(page)) is (code != "thhoasen")
    assert "http://pgd.demo.kiemcong.example/" in page
    for link in set(links(host, "/", page)):
        if re.search(r"dang-nhap|/ctl/Login|/wp-json/", link):
            continue
        assert client.get(host, link, "HEAD").status == 200, link


def test_files_open(district: District, client: Client) -> None:
    checked = 0
    for code, portal in district.portals.items():
        host = district.truth_of(code).host
        for path, item in portal.files.items():
            answer = client.get(host, path)
            assert answer.status == 200, path
            if path.endswith(".docx"):
                with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
                    assert archive.testzip() is None
                    assert item.lines[0] in html.unescape(archive.read("word/document.xml").decode())
            else:
                assert answer.headers["Content-Type"] == "application/pdf"
                check_pdf(answer.body)
            checked += 1
    assert checked > 120


def test_cong_khai_sections_hold_the_years_that_the_truth_needs(district: District, client: Client) -> None:
    year_pages = {
        "thhoasen": "/cong-khai-nam-hoc-2021-2022",
        "thcsnguyendu": "/cong-khai.html",
        "thcstranquoctoan": "/cong-khai/cong-khai-nam-hoc-2021-2022/",
        "thkimdong": "/cong-khai/nam-hoc-2021-2022.html",
        "ththcsvothisau": "/trang/cong-khai-nam-hoc-2021-2022",
        "thphuongvy": "/tabid/62/nam/2021-2022/Default.aspx",
        "thcslytutrong": "/index.php/cong-khai/nam-hoc-2021-2022",
    }
    for truth in district.truth:
        passes = truth.of("3.4").outcome is Outcome.PASS
        assert passes is (truth.code in year_pages), truth.code
        if passes:
            page = client.get(truth.host, year_pages[truth.code]).text
            assert len(re.findall(r"[^\"']+2021-2022\.pdf", page)) >= 5
    # One school stopped a year earlier; one mixes all years; one has nothing.
    assert client.get("thlevantam.demo.kiemcong.example", "/cong-khai/cong-khai-nam-hoc-2021-2022/").status == 404
    assert client.get("thlevantam.demo.kiemcong.example", "/cong-khai/cong-khai-nam-hoc-2020-2021/").status == 200
    mixed = client.get("thcsphanchutrinh.demo.kiemcong.example", "/p/cong-khai").text
    assert "năm học 2021-2022</a>" in mixed
    assert "năm học 2020-2021</a>" in mixed
    empty = client.get("thanhduong.demo.kiemcong.example", "/pages/cong-khai.php").text
    assert "Nội dung đang được cập nhật" in empty
    assert ".pdf" not in empty


def test_rest_is_open_on_one_wordpress_and_closed_on_the_other(client: Client) -> None:
    opened, closed = "thcstranquoctoan.demo.kiemcong.example", "thlevantam.demo.kiemcong.example"
    for base in ("/wp-json/wp/v2/posts?", "/?rest_route=/wp/v2/posts&"):
        span = "after=2021-07-31T23:59:59&before=2022-08-01T00:00:00&per_page=50&_fields=id,date,link"
        answer = client.get(opened, base + span)
        assert (answer.headers["X-WP-Total"], answer.headers["X-WP-TotalPages"]) == ("67", "2")
        rows = json.loads(answer.body) + json.loads(client.get(opened, f"{base}{span}&page=2").body)
        assert len(rows) == len({row["id"] for row in rows}) == 67
        assert set(rows[0]) == {"id", "date", "link"}
        assert client.get(opened, f"{base}{span}&page=3").status == 400
        assert client.get(opened, f"{base}per_page=101").status == 400
        assert client.get(closed, base).status == 401
    assert "wp-sitemap-posts-post-1.xml" in client.get(closed, "/wp-sitemap.xml").text
    assert client.get(closed, "/wp-sitemap-posts-post-1.xml").text.count("<loc>") == 64


def test_nukeviet_serves_the_same_post_under_other_addresses(client: Client) -> None:
    host = "thkimdong.demo.kiemcong.example"
    feed = client.get(host, "/news/rss/").text
    assert feed.count("<item>") == 30
    target = urlsplit(re.findall(r"<link>(http://[^<]*\.html)</link>", feed)[0]).path
    category, name = target.split("/")[2:]
    other = "thong-bao" if category != "thong-bao" else "chuyen-mon"
    for address in (f"/news/{other}/{name}", f"/news/print/{category}/{name}"):
        assert client.get(host, address).status == 200
    missing = client.get(host, "/news/thong-bao/khong-co-99999.html")
    assert missing.status == 404
    assert 'http-equiv="refresh" content="3' in missing.text
    sitemap = client.get(host, "/sitemap-vi.news.xml").text
    summer = re.findall(r"/news/[^<\"]*sinh-hoat-he[^<\"]*\.html", sitemap)[0]
    check_pdf(client.get(host, f"{summer}?download=1&id=0").body)
    assert client.get(host, f"{summer}?download=1&id=1").status == 404


def test_feeds_lead_to_posts(client: Client) -> None:
    for host, target in (
        ("thcslytutrong.demo.kiemcong.example", "/index.php?format=feed&type=rss"),
        ("thlevantam.demo.kiemcong.example", "/feed/"),
    ):
        addresses = re.findall(r"<link>(http://[^<]*)</link>", client.get(host, target).text)[1:]
        assert len(addresses) == 10
        for address in addresses:
            assert urlsplit(address).netloc == host
            assert client.get(host, urlsplit(address).path, "HEAD").status == 200


def test_parent_links_as_it_should(district: District, client: Client) -> None:
    host = "pgd.demo.kiemcong.example"
    home, intro = client.get(host, "/").text, client.get(host, "/gioi-thieu.html").text
    directory = "/gioi-thieu/danh-sach-truong-truc-thuoc.html"
    assert directory not in home
    assert directory in intro
    members = client.get(host, directory).text
    table = members.split('<div class="right">')[0]
    linked = set(re.findall(r'href="(https?://[^"/]*)', table))
    by_list = {truth.host for truth in district.truth if f"http://{truth.host}" in linked}
    assert len(by_list) == 7
    assert "https://www.thlevantam.demo.kiemcong.example" in linked
    assert "http://c2tranquoctoan.truongcu.example" in linked
    assert re.search(r'<a href="http://thcsnguyendu[^"]*"><img src="[^"]*" width="200"></a>', home)
    assert '<option value="http://thcslytutrong.demo.kiemcong.example/">' in home
    assert "Trường Tiểu học Phượng Vỹ" in table
    assert "truonghoc.example" not in home + intro + members
    for truth in district.truth:
        named = truth.host in home + members or truth.code in ("thcstranquoctoan",)
        assert named is (truth.of("3.2").outcome is not Outcome.FAIL), truth.code


def test_old_and_www_addresses_redirect(client: Client) -> None:
    answer = client.get("c2tranquoctoan.truongcu.example", "/gioi-thieu/")
    assert answer.status == 301
    assert answer.headers["Location"] == "http://thcstranquoctoan.demo.kiemcong.example/gioi-thieu/"
    answer = client.get("www.thlevantam.demo.kiemcong.example", "/")
    assert answer.headers["Location"] == "http://thlevantam.demo.kiemcong.example/"


def test_what_does_not_exist_is_404_but_on_one_portal(district: District, client: Client) -> None:
    for code in MAKES:
        answer = client.get(district.truth_of(code).host, "/khong-co-trang-nay.html")
        if code == "thcsphanchutrinh":
            assert answer.status == 200
            assert "Không tìm thấy" in answer.text
        else:
            assert answer.status == 404, code


def test_robots(client: Client) -> None:
    assert "Disallow: /tim-kiem" in client.get("thhoasen.demo.kiemcong.example", "/robots.txt").text
    assert client.get("thcslytutrong.demo.kiemcong.example", "/robots.txt").status == 404
    assert client.get("thnguyenhue.demo.kiemcong.example", "/robots.txt").status == 503


def test_dead_and_parked_portals(client: Client) -> None:
    for target in ("/", "/gioi-thieu", "/sitemap.xml"):
        assert client.get("thnguyenhue.demo.kiemcong.example", target).status == 503
    parked = client.get("thsenhong.demo.kiemcong.example", "/")
    assert parked.status == 200
    assert "Nội thất Gia Phát" in parked.text
    assert "Sen Hồng" not in parked.text


def test_legacy_portal_speaks_windows_1258(client: Client) -> None:
    answer = client.get("thphuongvy.truonghoc.example", "/")
    assert answer.headers["Content-Type"] == "text/html; charset=windows-1258"
    assert b"<TABLE" in answer.body
    assert b"<FONT" in answer.body
    assert ">TUYEN SINH</A>" in answer.text
    with pytest.raises(UnicodeDecodeError):
        answer.body.decode("utf-8")


def test_a_page_past_the_end_repeats_the_last_one_on_the_classic_portal(client: Client) -> None:
    host = "thhoasen.demo.kiemcong.example"
    assert client.get(host, "/tin-tuc?page=13").text.count('class="sapo"') == 3
    far = client.get(host, "/tin-tuc?page=999999").text
    assert '<span class="current">13</span>' in far


def test_head_has_the_length_and_no_body_and_the_connection_stays(client: Client) -> None:
    host = "thhoasen.demo.kiemcong.example"
    client.get(host, "/lien-he")
    socket = client.connection.sock
    head = client.get(host, "/lien-he", "HEAD")
    assert head.body == b""
    assert int(head.headers["Content-Length"]) > 1000
    assert client.connection.sock is socket


def test_unknown_host_is_refused(client: Client) -> None:
    assert client.get("khac.example", "/").status == 421
    assert client.get("thhoasen.demo.kiemcong.example:80", "/").status == 200


def test_kill_resets_one_host_only_and_requests_are_counted() -> None:
    with start_district() as district:
        host, other = "thhoasen.demo.kiemcong.example", "thkimdong.demo.kiemcong.example"
        assert district.requests == {}
        district.kill(host, after=2)
        client = Client(district)
        assert [client.get(host, "/").status for _ in range(2)] == [200, 200]
        for _ in range(2):
            with pytest.raises(ConnectionResetError):
                Client(district).get(host, "/")
        assert Client(district).get(other, "/").status == 200
        district.revive(host)
        assert Client(district).get(host, "/").status == 200
        assert district.requests == {host: 5, other: 1}
        assert [asked.target for asked in district.log] == ["/"] * 6
        assert district.log[0].user_agent == "test-demo"
        with pytest.raises(KeyError):
            district.kill("khac.example")
        port = district.port
    with pytest.raises(ConnectionRefusedError):
        http.client.HTTPConnection("127.0.0.1", port, timeout=5).request("GET", "/")


def test_list_mappings_and_truth_agree(district: District) -> None:
    rows = list(csv.DictReader(io.StringIO(district.schools_csv)))
    assert list(rows[0]) == ["code", "name", "level", "url", "parent_url"]
    assert [row["code"] for row in rows] == [truth.code for truth in district.truth]
    mapped = dict(district.mappings)
    assert set(mapped.values()) == {f"127.0.0.1:{district.port}"}
    for row, truth in zip(rows, district.truth, strict=True):
        assert urlsplit(row["url"]).netloc == truth.host
        assert truth.host in mapped
        assert [expected.rule for expected in truth.expected] == ["3.1", "3.2", "3.3", "3.4", "3.5"]
        if truth.posts is not None:
            assert (truth.posts >= 40) is (truth.of("3.3").outcome is Outcome.PASS)
    assert len(rows) == 12


def test_another_year_shifts_all_days_and_the_same_year_gives_the_same_pages() -> None:
    with start_district("2023-2024") as later, start_district("2023-2024") as again:
        host = "thphuongvy.truonghoc.example"
        page = "/tabid/62/nam/2023-2024/Default.aspx"
        assert Client(later).get(host, page).status == 200
        assert Client(later).get(host, "/tabid/62/nam/2021-2022/Default.aspx").status == 404
        target = "/wp-json/wp/v2/posts?per_page=100"
        school = "thcstranquoctoan.demo.kiemcong.example"
        first = Client(later).get(school, target).body
        assert first == Client(again).get(school, target).body
        assert b"2024-07-31T22:30:00" in first
    for wrong in ("2021", "2021-2023", "hai mươi"):
        with pytest.raises(ValueError, match="school year"):
            start_district(wrong)
