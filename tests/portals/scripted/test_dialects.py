"""Each interface is hard in its own way, asked by plain HTTP without a line of the front-ends."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.portals.labelled.model import VN, YEAR
from tests.portals.scripted import Running, start_scripted
from tests.portals.truth import PortalTruth, window_of

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with start_scripted() as started:
        yield started


class Asked:
    """One answer of an interface: its status, headers and JSON."""

    def __init__(self, running: Running, host: str, target: str, body: str | None = None,
                 headers: Mapping[str, str] | None = None) -> None:  # fmt: skip
        connection = http.client.HTTPConnection(running.mappings[host], timeout=10)
        sent = {"Host": host, **(headers or {})}
        connection.request("GET" if body is None else "POST", target, body.encode() if body is not None else None, sent)
        answer = connection.getresponse()
        self.status, self.headers = answer.status, answer.headers
        raw = answer.read().decode()
        self.data: Any = json.loads(raw) if answer.headers.get_content_type() == "application/json" else raw


def host_of(truth: PortalTruth) -> str:
    return truth.base_url.removeprefix("http://")


def in_year(day: date) -> bool:
    start, end = window_of(YEAR)
    return start <= day <= end


def days(truth: PortalTruth) -> list[date]:
    return sorted(post.published for post in truth.visible_posts if post.published)


def test_spring_tells_three_times_and_only_one_gives_the_count(running: Running) -> None:
    truth = running.portal("SPRING").truth
    got = Asked(running, host_of(truth), "/api/v1/public/posts?page=0&size=100").data
    assert got["totalElements"] == len(got["content"]) == 76
    assert Asked(running, host_of(truth), "/api/v1/public/posts?page=8&size=10").data["empty"] is True

    def count(field: str) -> int:
        return sum(in_year(datetime.fromisoformat(row[field]).astimezone(VN).date()) for row in got["content"])

    assert count("publishedAt") == truth.sure(YEAR) == 40
    assert count("createdAt") != 40
    assert count("updatedAt") != 40
    assert (
        sum(in_year(datetime.fromisoformat(row["publishedAt"]).astimezone(UTC).date()) for row in got["content"]) != 40
    )


def test_laravel_refuses_strangers_and_pages_each_category(running: Running) -> None:
    host = host_of(running.portal("LARAVEL").truth)
    assert Asked(running, host, "/api/bai-viet?page=1").status == 401
    known = {"X-Requested-With": "XMLHttpRequest"}
    first = Asked(running, host, "/api/bai-viet?chuyen_muc=tin&page=1", headers=known).data
    last = Asked(running, host, f"/api/bai-viet?chuyen_muc=tin&page={first['meta']['last_page']}", headers=known).data
    assert first["next_page_url"].endswith("page=2")
    assert last["next_page_url"] is None
    assert first["meta"]["total"] < 62 == Asked(running, host, "/api/bai-viet", headers=known).data["meta"]["total"]


def test_offset_gives_twenty_where_more_are_asked_for(running: Running) -> None:
    got = Asked(running, host_of(running.portal("OFFSET").truth), "/_services/news?offset=0&limit=500")
    assert (len(got.data), got.headers["X-Total-Count"]) == (20, "81")


def test_cursor_blocks_who_hurries(running: Running) -> None:
    host = host_of(running.portal("CURSOR").truth)
    answers = [Asked(running, host, "/portal/feed?take=1") for _ in range(9)]
    assert [answer.status for answer in answers] == [200] * 8 + [429]
    assert answers[-1].headers["Retry-After"] == "3"
    assert isinstance(answers[0].data["items"][0]["ts"], int)
    assert "total" not in json.dumps(answers[0].data)


def test_graphql_wants_its_token(running: Running) -> None:
    host = host_of(running.portal("GRAPHQL").truth)
    asked = json.dumps({"operationName": "Articles", "variables": {"category": None, "first": 30, "after": None}})
    assert Asked(running, host, "/graphql", asked, JSON).status == 419
    frame = Asked(running, host, "/").data
    assert 'name="csrf-token" content="kQ7x1vT0pZ"' in frame
    got = Asked(running, host, "/graphql", asked, {**JSON, "X-CSRF-Token": "kQ7x1vT0pZ"}).data["data"]["articles"]
    assert (got["totalCount"], len(got["edges"]), got["pageInfo"]["hasNextPage"]) == (75, 30, True)


def test_page_methods_give_another_units_posts_too(running: Running) -> None:
    truth = running.portal("ASMX").truth
    rows: list[dict[str, Any]] = []
    for page in (1, 2, 3):
        body = json.dumps({"trang": page, "soDong": 50})
        got = json.loads(Asked(running, host_of(truth), "/Default.aspx/LayTinTuc", body, JSON).data["d"])
        rows += got["Rows"]
    of_the_year = [r for r in rows if in_year(datetime.fromtimestamp(int(r["NgayDang"][6:-2]) / 1000, VN).date())]
    assert got["Tong"] == len(rows) == 78
    assert len(of_the_year) == 46
    assert sum(row["MaDonVi"] == "DV0214" for row in of_the_year) == truth.sure(YEAR) == 38


def test_odata_is_on_another_host_and_links_onward(running: Running) -> None:
    host = host_of(running.portal("ODATA").truth)
    assert isinstance(Asked(running, host, "/odata/BaiViet").data, str)
    got = Asked(running, f"api.{host}", "/odata/BaiViet?$skip=0&$top=50")
    assert (len(got.data["value"]), got.headers["Access-Control-Allow-Origin"]) == (10, "*")
    assert got.data["@odata.nextLink"].startswith(f"http://api.{host}/odata/BaiViet?")


def test_strapi_counts_wrongly_by_any_field_but_the_pages(running: Running) -> None:
    truth = running.portal("STRAPI").truth
    rows = Asked(running, host_of(truth), "/cms/api/bai-viets?pagination[page]=1&pagination[pageSize]=100").data["data"]
    shown = [row["attributes"] for row in rows if row["attributes"]["trangThai"] == 1]
    assert sum(in_year(date.fromisoformat(row["ngayDang"])) for row in shown) == truth.sure(YEAR) == 39
    assert sum(in_year(date.fromisoformat(row["attributes"]["ngayDang"])) for row in rows) == 44
    assert sum(in_year(date.fromisoformat(row["publishedAt"][:10])) for row in shown) > 44


def test_datatables_answers_forms_with_arrays(running: Running) -> None:
    host = host_of(running.portal("BANGTIN").truth)
    got = Asked(running, host, "/ajax/ds-tin", "draw=4&start=70&length=10", FORM).data
    assert (got["draw"], got["recordsTotal"], len(got["data"])) == (4, 75, 5)
    assert got["data"][0][1].startswith('<a href="/xem/')


def test_the_tree_lists_posts_twice_and_says_days_in_pieces(running: Running) -> None:
    truth = running.portal("CAY").truth
    seen: list[int] = []
    for number in (13, 14, 15, 16):
        page, more = 0, True
        while more:
            got = Asked(running, host_of(truth), f"/dv/danh-muc/{number}/{page}").data
            seen += [row["ma"] for row in got["ds"]]
            page, more = page + 1, got["con"]
            assert {"ngay", "thang", "nam"} <= set(got["ds"][0])
    assert len(set(seen)) == len(truth.visible_posts) < len(seen)


def test_the_array_holds_hidden_posts(running: Running) -> None:
    truth = running.portal("MANG").truth
    rows = Asked(running, host_of(truth), "/data/tin.json").data
    assert (len(rows), sum(row["an"] for row in rows)) == (405, 5)
    open_days = sorted(datetime.fromtimestamp(row["d"], VN).date() for row in rows if not row["an"])
    assert open_days == days(truth)


def test_fragments_are_markup_for_a_token(running: Running) -> None:
    host = host_of(running.portal("MANH").truth)
    assert Asked(running, host, "/load-more", "page=0", FORM).status == 419
    got = Asked(running, host, "/load-more", "page=7&_token=f3b9-77aa", FORM).data
    assert (got["html"].count("<li"), got["more"]) == (3, False)


def test_days_are_in_details_alone_and_for_a_token(running: Running) -> None:
    truth = running.portal("CHITIET").truth
    host = host_of(truth)
    assert Asked(running, host, "/v3/tin?trang=1").status == 401
    known = {"Authorization": "Bearer " + Asked(running, host, "/v3/khach", "{}", JSON).data["token"]}
    rows = Asked(running, host, "/v3/tin?trang=1", headers=known).data["ketQua"]
    assert set(rows[0]) == {"ma", "tieuDe"}
    typed = published = 0
    for post in truth.visible_posts:
        got = Asked(running, host, f"/v3/tin/{post.key}", headers=known).data
        published += in_year(date.fromisoformat(got["ngayDang"][:10]))
        typed += in_year(date.fromisoformat(got["ngayNhap"][:10]))
    assert published == truth.sure(YEAR) == 41
    assert typed != 41


def test_the_last_page_comes_for_ever(running: Running) -> None:
    host = host_of(running.portal("CUOI").truth)
    last, beyond = (Asked(running, host, f"/api/list?p={page}").data for page in (6, 999))
    assert last == beyond
    assert len(last["rows"]) == 12


def test_totals_lie(running: Running) -> None:
    low = host_of(running.portal("IT").truth)
    asked = [json.dumps({"pageIndex": n, "pageSize": 20}) for n in range(1, 7)]
    got = [Asked(running, low, "/gateway/news/search", body, JSON).data["result"] for body in asked]
    assert {page["totalCount"] for page in got} == {30}
    assert [len(page["items"]) for page in got] == [20, 20, 20, 20, 8, 0]
    high = host_of(running.portal("NHIEU").truth)
    pages = [Asked(running, high, f"/ws/tin?trang={n}").data for n in (1, 7, 8, 40)]
    assert [(page["tongSo"], len(page["danhSach"])) for page in pages] == [(400, 10), (400, 3), (400, 0), (400, 0)]


def test_other_lists_look_like_posts_of_the_year(running: Running) -> None:
    truth = running.portal("DONG").truth
    got = Asked(running, host_of(truth), "/api/articles?page=1").data
    assert {name: len(rows) for name, rows in got["widgets"].items()} == {
        "banners": 4, "staff": 24, "documents": 30, "related": 3,
    }  # fmt: skip
    assert set(got["widgets"]["documents"][0]) == set(got["articles"]["items"][0])
    like = [row for name in ("staff", "documents", "banners") for row in got["widgets"][name]]
    assert sum(in_year(date.fromisoformat(row["publishedAt"][:10])) for row in like) >= 10


def test_robots_forbids_what_a_page_cannot_do_without(running: Running) -> None:
    host = host_of(running.portal("CAM").truth)
    assert Asked(running, host, "/robots.txt").data == "User-agent: *\nDisallow: /api/\n"
    assert Asked(running, host, "/api/list?p=1").status == 200


def test_skins_hide_what_their_service_has(running: Running) -> None:
    def svc(code: str, target: str) -> Asked:
        return Asked(running, host_of(running.portal(code).truth), f"/svc/{target}")

    assert [svc("NGHEN", f"bai?tu={at}").status for at in (0, 10, 20)] == [200, 200, 503]
    by_year = svc("NAM", "bai").data
    assert (by_year["dangXem"], by_year["tong"], YEAR in by_year["nienKhoa"]) == ("2022-2023", 42, True)
    assert svc("NAM", f"bai?nam={YEAR}").data["tong"] == running.portal("NAM").truth.sure(YEAR) == 40
    read = svc("DOCNHIEU", "bai?xep=xem&tu=0&so=50").data["bai"]
    assert [row["xem"] for row in read] == sorted((row["xem"] for row in read), reverse=True)
    assert [row["luc"] for row in read] != sorted((row["luc"] for row in read), reverse=True)
    truth = running.portal("CAPNHAT").truth
    rows = svc("CAPNHAT", "bai?tu=0&so=50").data["bai"] + svc("CAPNHAT", "bai?tu=50&so=50").data["bai"]
    assert sum(in_year(date.fromisoformat(row["luc"][:10])) for row in rows) == truth.sure(YEAR) == 38
    assert sum(in_year(date.fromisoformat(row["capNhat"][:10])) for row in rows) == 41
    tabs = running.portal("TAB").truth
    news = svc("TAB", "bai?muc=tin&so=50").data["bai"]
    assert sum(in_year(date.fromisoformat(row["luc"][:10])) for row in news) == 26 < tabs.sure(YEAR) == 42
    assert "/uploads/" not in json.dumps(svc("GAP", "trang/cong-khai").data)
    assert "/uploads/" in svc("GAP", "nhom/cong-khai/0").data["noiDung"]
    assert svc("CKNAM", "trang/cong-khai").data["nam"][0]["ten"] == "Năm học 2022-2023"
    assert svc("HONG", "trang/cong-khai").status == 500
