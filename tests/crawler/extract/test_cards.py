"""Entries whose title is no plain link: whole cards, "Chi tiết" alone, buttons, rows that a script opens; comments."""

# ruff: noqa: E501 - markup and data read best a case a line

from __future__ import annotations

import pytest

from crawler.extract.listing import Entry, extract_groups
from crawler.extract.nodes import text_of
from crawler.extract.page import Page, parse_page

SITE = "http://th-a.edu.vn"
TITLE = "Lễ khai giảng năm học mới"
EXCERPT = "Sáng nay thầy và trò nhà trường long trọng tổ chức buổi lễ. Dự lễ có các đại biểu."
TITLES = (TITLE, "Hội khỏe Phù Đổng cấp trường", "Họp cha mẹ học sinh đầu năm")


def parsed(body: str, path: str = "/tin-tuc") -> Page:
    page = parse_page(f"<html><body><main>{body}</main></body></html>".encode(), SITE + path, "text/html")
    assert page is not None
    return page


def entries(body: str) -> list[Entry]:
    return [entry for group in extract_groups(parsed(body)) for entry in group.entries]


def listed(pattern: str) -> list[tuple[str, str]]:
    """(title, path) of the entries of a list that draws each post by `pattern`: {t} title, {n} number."""
    body = "".join(pattern.format(t=title, n=number) for number, title in enumerate(TITLES))
    return [(entry.title, entry.url.removeprefix(SITE)) for entry in entries(body)]


WANTED = [(title, f"/bai/{number}") for number, title in enumerate(TITLES)]

CARDS = {
    "heading": f"<h3>{TITLE}</h3><p>{EXCERPT}</p>",
    "heading below a date": f"<div>05/09/2021</div><h4>{TITLE}</h4><p>{EXCERPT}</p>",
    "heading without text before one with": f"<h2><img src='a.jpg'></h2><h3>{TITLE}</h3><p>{EXCERPT}</p>",
    "class title": f"<span class='nhan'>Mới</span><span class='news-title'>{TITLE}</span><span>{EXCERPT}</span>",
    "class in camel case": f"<div class='postTitle'>{TITLE}</div><div>{EXCERPT}</div>",
    "class title of a badge alone": f"<span class='title'>Mới</span><div>{TITLE}</div><div>{EXCERPT}</div>",
    "first line of words": f"<div>TIN</div><div>05/09/2021</div><div>{TITLE}</div><div>{EXCERPT}</div>",
    "boxes in boxes": f"<div><div><div>Hoạt động</div><div>{TITLE}</div></div><div>{EXCERPT}</div></div>",
}


@pytest.mark.parametrize("card", CARDS)
def test_a_card_that_is_a_link_is_called_by_its_title(card: str) -> None:
    assert [link.text for link in parsed(f'<a href="/bai/1">{CARDS[card]}</a>').links] == [TITLE]


def test_a_long_link_without_parts_keeps_its_words() -> None:
    assert [link.text for link in parsed(f'<a href="/bai/1">{EXCERPT}</a>').links] == [EXCERPT]


def test_a_short_link_is_not_cut_to_a_part_of_it() -> None:
    assert [link.text for link in parsed('<a href="/bai/1">Lớp 5A: <b class="title">Hội thi vẽ</b></a>').links] == [
        "Lớp 5A: Hội thi vẽ"
    ]


@pytest.mark.parametrize(
    ("card", "wanted"),
    [
        ("<h4>Nghỉ lễ 30/4</h4><p><time>Apr 26, 2022</time></p>", "Nghỉ lễ 30/4"),
        ("<h4>Nghỉ lễ 30/4</h4><p>26/04/2022</p>", "Nghỉ lễ 30/4"),
        ("<time>26/04/2022</time> Nghỉ lễ 30/4", "Nghỉ lễ 30/4"),
        ("<h4>Công khai</h4><p>Năm học 2021-2022</p>", "Công khai Năm học 2021-2022"),
        ("<h4>Lịch tuần</h4><time>tuần 5</time>", "Lịch tuần tuần 5"),
    ],
)
def test_the_day_on_a_short_card_is_no_part_of_its_title(card: str, wanted: str) -> None:
    assert [link.text for link in parsed(f'<a href="/bai/1">{card}</a>').links] == [wanted]


def test_a_list_of_cards_gives_titles_and_dates() -> None:
    pattern = f'<a href="/bai/{{n}}" class="the"><div>0{{n}}/09/2021</div><h3>{{t}}</h3><p>{EXCERPT}</p></a>'
    assert listed(pattern) == WANTED
    body = "".join(pattern.format(t=title, n=number + 1) for number, title in enumerate(TITLES))
    assert [entry.dates[:1] for entry in entries(body)] == [["01/09/2021"], ["02/09/2021"], ["03/09/2021"]]


@pytest.mark.parametrize("words", ["Chi tiết", "Xem chi tiết »", "Đọc tiếp", "Read more"])
def test_titles_that_are_no_links_are_found_beside_details(words: str) -> None:
    assert listed(f'<div class="tin"><h3>{{t}}</h3><p>{EXCERPT}</p><a href="/bai/{{n}}">{words}</a></div>') == WANTED


def test_a_titled_link_beside_details_is_one_entry() -> None:
    assert (
        listed('<div class="tin"><h3><a href="/bai/{n}">{t}</a></h3><p><a href="/bai/{n}">Chi tiết</a></p></div>')
        == WANTED
    )


def test_one_details_link_is_no_list() -> None:
    assert entries(f'<div class="tin"><h3>{TITLE}</h3><p>{EXCERPT}</p><a href="/bai/0">Chi tiết</a></div>') == []


def test_details_that_all_lead_to_one_place_are_no_list() -> None:
    assert entries(f'<div class="tin"><h3>{TITLE}</h3><a href="/tuyen-sinh">Chi tiết</a></div>' * 3) == []


@pytest.mark.parametrize(
    "fragment", ["comment-12", "comments", "respond", "disqus_thread", "binh-luan-3", "c1234567890"]
)
def test_a_link_to_a_comment_is_no_entry(fragment: str) -> None:
    assert entries(f'<p>An trong <a href="/bai/1#{fragment}">{TITLE}</a> 12/10/2022</p>') == []


@pytest.mark.parametrize("fragment", ["noi-dung", "top", "c12", "phan-1"])
def test_another_fragment_leads_to_the_post(fragment: str) -> None:
    assert [entry.url for entry in entries(f'<p><a href="/bai/1#{fragment}">{TITLE}</a></p>')] == [f"{SITE}/bai/1"]


def test_white_space_between_tags_uses_up_no_limit() -> None:
    gap = "\n" + " " * 300
    page = parsed(f"<div>{gap}<span>{gap}Lễ</span>{gap}<b>khai{gap}giảng</b>{gap}</div>")
    assert text_of(page.tree, 14) == "Lễ khai giảng"


def test_a_text_is_cut_at_its_limit() -> None:
    assert text_of(parsed("<p>Lễ khai giảng</p><p>năm học mới</p>").tree, 6) == "Lễ kha"


SCRIPTED = {
    "an address among the arguments": (r"""<a href="#" onclick="RefreshPageTo(event, '/Lists/Tin/AllItems.aspx?Paged=TRUE\u0026p_ID=20')">Tiếp</a>""", "/Lists/Tin/AllItems.aspx?Paged=TRUE&p_ID=20"),
    "an address in double quotes": (r"""<a href='javascript:RefreshPageTo(event, "/Lists/Tin.aspx?a=1\u0026b=2");'>Tiếp</a>""", "/Lists/Tin.aspx?a=1&b=2"),
    "the only argument": ("""<tr onclick="chuyen('/bai/7')"><td>Bài bảy</td></tr>""", "/bai/7"),
    "escaped slashes": (r"""<button onclick="location.href='http:\/\/th-a.edu.vn\/bai\/8'">Xem</button>""", "/bai/8"),
    "a form without fields": ('<form action="/bai/9"><input type="submit" value="Xem"></form>', "/bai/9"),
    "a form with a button": ('<form action="/bai/9" method="GET"><button>Xem bài</button></form>', "/bai/9"),
}  # fmt: skip


@pytest.mark.parametrize("case", SCRIPTED)
def test_addresses_that_scripts_and_buttons_lead_to(case: str) -> None:
    markup, path = SCRIPTED[case]
    table = f"<table>{markup}</table>" if markup.startswith("<tr") else markup
    assert {(link.url, link.by_script) for link in parsed(table).links} == {(SITE + path, True)}


@pytest.mark.parametrize(
    "markup",
    [
        '<form action="/tim-kiem"><input name="q"></form>',
        '<form action="/dang-nhap"><input type="hidden" name="ma" value="1"><button>Vào</button></form>',
        '<form action="/xoa/9" method="post"><button>Xóa</button></form>',
        '<form action="/loc"><select name="nam"><option>2021</option></select></form>',
        "<form><button>Gửi</button></form>",
        """<a href="#" onclick="hien('bai 9')">Mở</a>""",
        """<a href="#" onclick="dem(event, 'tin', '3')">Mở</a>""",
    ],
)
def test_what_is_filled_in_or_sent_is_no_link(markup: str) -> None:
    assert parsed(markup).links == []
