"""The interface behind a list: which call brought it, what its fields mean, how it goes on. Every vendor's own way."""

from __future__ import annotations

import json
from typing import Any

import pytest

from crawler.browser.rendered import Call
from crawler.extract.answers import tables_of
from crawler.extract.asking import Ask, Turn, claims_of, following, learn_turn, parameters_of
from crawler.extract.interface import Interface
from crawler.extract.learning import learn_interfaces
from crawler.extract.page import Page, parse_page
from records.facts import DateSource

HOST = "http://th-mau.edu.vn"
TITLES = [
    "Lễ khai giảng năm học mới",
    "Thông báo họp phụ huynh đầu năm",
    "Hội thi giáo viên dạy giỏi",
    "Ngày hội đọc sách của học sinh",
    "Kết quả thi học sinh giỏi cấp thành phố",
    "Tập huấn phòng cháy chữa cháy",
]
DAYS = ["05/10/2021", "01/10/2021", "28/09/2021", "20/09/2021", "11/09/2021", "05/09/2021"]


def call(answer: Any, url: str = "/api/tin?page=1", **more: Any) -> Call:
    """A call of a page and its answer."""
    body = answer if isinstance(answer, bytes) else json.dumps(answer, ensure_ascii=False).encode()
    kind = more.pop("content_type", "application/json")
    return Call(more.pop("method", "GET"), HOST + url, {}, status=200, content_type=kind, body=body, whole=True, **more)


def page(entries: list[tuple[str, str, str]], more: str = "") -> Page:
    """A rendered page: (address, title, printed day) of each entry."""
    items = "".join(
        f"<li><a href='{url}'>{title}</a><span>{day}</span></li>" if url else f"<li><b>{title}</b><i>{day}</i></li>"
        for url, title, day in entries
    )
    html = (
        f"<html><body><nav><a href='/'>Trang chủ</a></nav><main><ul class=tin>{items}</ul>{more}</main></body></html>"
    )
    parsed = parse_page(html.encode(), HOST + "/tin-tuc", "text/html; charset=utf-8", routes=True)
    assert parsed is not None
    return parsed


def shown(count: int = 3, url: str = "/tin-tuc/{}") -> list[tuple[str, str, str]]:
    return [(url.format(number + 11) if url else "", TITLES[number], DAYS[number]) for number in range(count)]


def iso(day: str) -> str:
    return "-".join(reversed(day.split("/")))


def rows(count: int = 3, **more: Any) -> list[dict[str, Any]]:
    return [{"id": number + 11, "title": TITLES[number], "date": iso(DAYS[number]), **more} for number in range(count)]


def learn(found: Page, *calls: Call) -> Interface:
    interfaces = learn_interfaces(found, calls)
    assert interfaces, "nothing was learnt"
    return interfaces[0]


@pytest.mark.parametrize(
    ("answer", "at"),
    [
        (rows(), ()),
        ({"data": rows(), "meta": {"total": 45}}, ("data",)),
        ({"code": 0, "data": {"items": rows(), "total": 45}}, ("data", "items")),
        ({"d": json.dumps({"rows": rows()})}, ("d", "rows")),
        ({"d": json.dumps(rows())}, ("d",)),
        ({"value": rows(), "@odata.nextLink": "/x"}, ("value",)),
        ({"data": {"posts": {"edges": [{"node": row} for row in rows()]}}}, ("data", "posts", "edges")),
        ({"data": [{"id": row["id"], "attributes": row} for row in rows()]}, ("data",)),
        ({"items": {str(row["id"]): row for row in rows()}}, ("items",)),
        ({"aaData": [[row["id"], row["title"], row["date"]] for row in rows()], "iTotalRecords": 45}, ("aaData",)),
    ],
)
def test_the_list_is_found_however_the_answer_wraps_it(answer: Any, at: tuple[str, ...]) -> None:
    interface = learn(page(shown()), call(answer))
    assert interface.at == at
    read = interface.rows(interface.calls[0])
    assert read is not None
    assert [(row.title, row.url) for row in read] == [
        (TITLES[number], f"{HOST}/tin-tuc/{number + 11}") for number in range(3)
    ]
    assert [row.dates[0].text for row in read] == [iso(day) for day in DAYS[:3]]


def test_a_piece_of_html_in_an_answer_is_a_list_as_well() -> None:
    piece = "".join(
        f"<li><a href='/ChiTiet.aspx?id={number}'>{TITLES[number]}</a><em>{DAYS[number]}</em></li>"
        for number in range(3)
    )
    entries = [(f"/ChiTiet.aspx?id={number}", TITLES[number], DAYS[number]) for number in range(3)]
    for body, kind in (
        ({"Success": True, "Html": f"<ul>{piece}</ul>"}, "text/plain"),
        (f"<ul>{piece}</ul>".encode(), "text/html"),
    ):
        interface = learn(page(entries), call(body, content_type=kind))
        read = interface.rows(interface.calls[0])
        assert read is not None
        assert [row.url for row in read] == [f"{HOST}/ChiTiet.aspx?id={number}" for number in range(3)]
        assert [row.dates[0].text for row in read] == DAYS[:3]


def test_the_day_is_the_field_that_the_page_prints() -> None:
    answer = rows()
    for number, row in enumerate(answer):
        row |= {"createdAt": f"2021-08-{number + 10}T01:00:00Z", "ngay": iso(DAYS[number]), "updatedAt": "2024-01-02"}
        del row["date"]
    interface = learn(page(shown()), call(answer))
    assert (interface.date, interface.date_source) == ("ngay", DateSource.API)


@pytest.mark.parametrize(
    ("fields", "expected", "source"),
    [
        ({"publishedAt": "2021-10-05T01:00:00Z", "createdAt": "2021-10-03T01:00:00Z"}, "publishedAt", DateSource.API),
        ({"createTime": 1633395600000, "updateTime": 1710208800000}, "createTime", DateSource.META),
        ({"NgayDang": "/Date(1633395600000)/", "NgayTao": "/Date(1633395600000)/"}, "NgayDang", DateSource.API),
        ({"updated_at": "2021-10-05 08:00:00"}, "updated_at", DateSource.MODIFIED),
        ({"ngay": 5, "thang": 10, "nam": 2021}, "ngay|thang|nam", DateSource.API),
        ({"viewed": 1633395600, "date": "05/10/2021 07:30"}, "date", DateSource.API),
        ({"id": 1633395600, "date": "2021-10-05"}, "date", DateSource.API),
        ({"expiredAt": "2021-12-05"}, "", DateSource.API),
    ],
)
def test_where_the_page_prints_no_day_the_name_of_the_field_decides(
    fields: dict[str, Any], expected: str, source: DateSource
) -> None:
    answer = [{"id": number + 11, "title": TITLES[number], **fields} for number in range(3)]
    interface = learn(page([(url, title, "") for url, title, _ in shown()]), call(answer))
    assert (interface.date, interface.date_source) == (expected, source)


def test_days_that_no_field_holds_are_not_made_up() -> None:
    answer = [{"id": number + 11, "title": TITLES[number], "date": "2019-01-01"} for number in range(3)]
    assert not learn(page(shown()), call(answer)).dated


@pytest.mark.parametrize(
    ("url", "field"),
    [("/bai/{slug}", "slug"), ("/bai/{slug}-{id}.html", "slug"), ("/#/tin/{id}", "id"), ("/x.aspx?id={id}&l=vi", "id")],
)
def test_addresses_are_made_of_the_rows_values(url: str, field: str) -> None:
    answer = [{**row, "slug": f"bai-so-{row['id']}-cua-truong"} for row in rows(4)]
    entries = [(url.format(**row), row["title"], DAYS[number]) for number, row in enumerate(answer[:3])]
    interface = learn(page(entries), call(answer, "/api/tin"))
    assert field in dict(interface.address)
    read = interface.rows(interface.calls[0])
    assert read is not None
    assert read[3].url == HOST + url.format(**answer[3])


def test_a_list_without_addresses_has_none() -> None:
    interface = learn(page(shown(url="")), call(rows()))
    assert interface.address == ()
    read = interface.rows(interface.calls[0])
    assert read is not None
    assert [(row.key, row.url) for row in read] == [("11", None), ("12", None), ("13", None)]


def test_what_the_page_keeps_back_is_told_by_what_sets_it_apart() -> None:
    answer = rows(6)
    for number, row in enumerate(answer):
        row["status"] = 0 if number in (1, 4) else 1
    entries = [one for number, one in enumerate(shown(6)) if number not in (1, 4)]
    interface = learn(page(entries), call(answer))
    assert interface.only == (("status", frozenset({"1"})),)
    read = interface.rows(interface.calls[0])
    assert read is not None
    assert [row.key for row in read] == ["11", "13", "14", "16"]


def test_what_is_kept_back_for_no_visible_reason_teaches_nothing() -> None:
    entries = [one for number, one in enumerate(shown(6)) if number not in (1, 4)]
    interface = learn(page(entries), call(rows(6)))
    assert interface.unlike
    assert not interface.is_list_of_posts


def test_the_first_of_many_things_is_a_list_that_the_page_cuts_itself() -> None:
    interface = learn(page(shown(3)), call(rows(6), "/api/tin"))
    assert interface.sliced
    assert interface.held(interface.calls[0]) == 6


def test_a_page_that_asks_for_more_and_shows_less_than_it_got_teaches_nothing() -> None:
    assert learn(page(shown(3)), call(rows(6), "/api/tin?page=1")).unlike


def test_a_list_that_the_server_began_is_learnt_from_its_second_page() -> None:
    begun = page(shown(3))
    turned = call(
        [{"id": number + 11, "title": TITLES[number], "date": iso(DAYS[number])} for number in range(3, 6)],
        "/api/tin?page=2",
        turned=True,
    )
    assert learn_interfaces(begun, [turned]) == []
    (interface,) = learn_interfaces(page(shown(6)[3:]), [turned], turned=True)
    assert interface.turn == Turn(steps={"q:page": 1})


def test_a_list_that_another_box_shows_is_not_the_page_s_own() -> None:
    menu = [
        {"id": 1, "title": "Giới thiệu nhà trường", "url": "/gioi-thieu"},
        {"id": 2, "title": "Liên hệ với nhà trường"},
    ]
    links = "".join(f"<a href='/{number}'>{one['title']}</a>" for number, one in enumerate(menu))
    box = f"<aside class=sidebar>{links}</aside>"
    interface = learn(page(shown(), box), call(menu, "/api/menu"), call(rows()))
    assert interface.title == "title"
    assert interface.calls[0].url.endswith("/api/tin?page=1")


@pytest.mark.parametrize(
    ("first", "second", "turn"),
    [
        ("/a?page=1&size=10", "/a?page=2&size=10", Turn(steps={"q:page": 1})),
        ("/a?offset=0&limit=8", "/a?offset=8&limit=8", Turn(steps={"q:offset": 8})),
        ("/a/1", "/a/2", Turn(steps={"p:2": 1})),
        ("/a?x=0&_=1700000000000", "/a?x=1&_=1700000004321", Turn(steps={"q:x": 1})),
        ("/a?draw=1&start=0", "/a?draw=2&start=10", Turn(steps={"q:draw": 1, "q:start": 10})),
        ("/a?cat=1", "/a?cat=thong-bao", None),
    ],
)
def test_two_calls_tell_how_the_list_goes_on(first: str, second: str, turn: Turn | None) -> None:
    assert learn_turn([call(rows(), first), call(rows(), second)], 3) == turn


def test_a_cursor_is_carried_from_answer_to_request() -> None:
    first = call({"list": rows(), "nextCursor": "YWZ0ZXI6MTQ="}, "/a?size=3")
    second = call({"list": [], "nextCursor": None}, "/a?size=3&cursor=YWZ0ZXI6MTQ%3D")
    turn = learn_turn([first, second], 3)
    assert turn == Turn(carried={"q:cursor": ("nextCursor",)})
    assert following(first, turn) == Ask(HOST + "/a?size=3&cursor=YWZ0ZXI6MTQ%3D")
    assert following(second, turn) is None


def test_a_query_that_is_posted_goes_on_by_its_variables() -> None:
    posted = {"query": "query($after: String) { posts(after: $after) }", "variables": {"after": None, "first": 10}}
    answer = {
        "data": {
            "posts": {"edges": [{"node": row} for row in rows()], "pageInfo": {"hasNextPage": True, "endCursor": "c3"}}
        }
    }
    asked = call(answer, "/graphql", method="POST", post=json.dumps(posted))
    turn = learn_turn([asked], 3)
    assert turn is not None
    ask = following(asked, turn)
    assert ask is not None
    assert json.loads(ask.body)["variables"] == {"after": "c3", "first": 10}
    answer["data"]["posts"]["pageInfo"]["hasNextPage"] = False  # type: ignore[index]
    assert following(call(answer, "/graphql", method="POST", post=json.dumps(posted)), turn) is None


@pytest.mark.parametrize(
    ("answer", "url", "following_url"),
    [
        ({"data": rows(), "links": {"next": HOST + "/a?page=2"}}, "/a", "/a?page=2"),
        ({"data": rows(), "next_page_url": "/a?page=2"}, "/a", "/a?page=2"),
        ({"value": rows(), "@odata.nextLink": HOST + "/a?$skip=3"}, "/a", "/a?$skip=3"),
        ({"content": rows(), "totalElements": 40}, "/a?page=0&size=3", "/a?page=1&size=3"),
        ({"Data": rows()}, "/a?pageIndex=4", "/a?pageIndex=5"),
        ({"data": rows()}, "/a?trang=1&soDong=3", "/a?trang=2&soDong=3"),
        ({"data": rows()}, "/a?skip=6&take=3", "/a?skip=9&take=3"),
    ],
)
def test_one_call_tells_by_its_names(answer: Any, url: str, following_url: str) -> None:
    asked = call(answer, url)
    turn = learn_turn([asked], 3)
    assert turn is not None
    ask = following(asked, turn)
    assert ask is not None
    assert ask.url == HOST + following_url


def test_a_form_is_filled_anew() -> None:
    asked = call(rows(), "/News.ashx", method="POST", post="action=list&cm=0&page=1&size=10")
    ask = following(asked, Turn(steps={"f:page": 1}))
    assert ask is not None
    assert (ask.method, ask.body) == ("POST", b"action=list&cm=0&page=2&size=10")


def test_nothing_tells_how_a_whole_list_goes_on() -> None:
    assert learn_turn([call(rows(), "/api/posts")], 3) is None


def test_what_an_answer_claims_to_hold() -> None:
    answer = {"data": rows(), "meta": {"pagination": {"page": 1, "pageSize": 10, "pageCount": 5, "total": 45}}}
    assert claims_of(call(answer)) == [45]
    assert claims_of(call(rows()), {"x-total-count": "120"}) == [120]
    assert claims_of(call({"danhSach": rows(), "tongSo": 41, "tongSoTrang": 5})) == [41]
    assert claims_of(call({"data": rows(), "recordsTotal": 50, "recordsFiltered": 41, "views": 7})) == [50, 41]


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b"{", b"[" * 5000, b"<a href=/x>", b'"' + b"a" * 300, b"\xff\xfe\x00", b"[1,2,3]"]
)
def test_answers_of_any_kind_break_nothing(body: bytes) -> None:
    found = call(body)
    assert all(table.rows for table in tables_of(body, "application/json", found.url))
    assert learn_interfaces(page(shown()), [found]) == []
    assert isinstance(parameters_of(found), dict)
