"""Listings of many makes: every entry with its address, title and date; labels, menus and pagers are none."""

# ruff: noqa: E501 - markup and data read best a case a line

from __future__ import annotations

import pytest

from crawler.extract.listing import Entry, block_dates, extract_groups, link_key, read_date_like
from crawler.extract.page import Page, parse_page

SITE = "http://th-a.edu.vn"
TITLES = (
    "Lễ khai giảng năm học mới",
    "Hội khỏe Phù Đổng cấp trường",
    "Họp cha mẹ học sinh đầu năm",
    "Ngày hội đọc sách thứ ba",
)
DAYS = ("05/09/2021", "12/10/2021", "03/11/2021", "21/04/2022")
Wanted = list[tuple[str, str, str]]
PATHS = ("/bai/le-khai-giang", "/bai/hoi-khoe", "/bai/hop-cha-me", "/bai/doc-sach")


def repeat(pattern: str) -> str:
    """The pattern once an entry: {t} title, {u} address, {d} day, {dd} {mm} {yyyy} its parts, {n} its number."""
    pieces = []
    for number, (title, path, day) in enumerate(zip(TITLES, PATHS, DAYS, strict=True), start=1):
        dd, mm, yyyy = day.split("/")
        pieces.append(pattern.format(t=title, u=path, d=day, dd=dd, mm=mm, yyyy=yyyy, n=number))
    return "".join(pieces)


def page_of(body: str, url: str = f"{SITE}/tin-tuc") -> Page:
    menu = '<nav class="menu"><ul><li><a href="/gioi-thieu">Giới thiệu nhà trường</a></li><li><a href="/tin-tuc">Tin tức sự kiện</a></li></ul></nav>'
    text = f"<html><head><title>Tin tức</title></head><body>{menu}<main>{body}</main></body></html>"
    page = parse_page(text.encode(), url, "text/html; charset=utf-8")
    assert page is not None
    return page


def entries_of(page: Page) -> list[Entry]:
    return [entry for group in extract_groups(page) for entry in group.entries]


def shown(entries: list[Entry]) -> Wanted:
    """(title, path, first date as printed or as machine date), each address once."""
    found: dict[str, tuple[str, str, str]] = {}
    for entry in entries:
        path = entry.url.removeprefix(SITE)
        date = (entry.dates or entry.time_tags or [""])[0]
        known = found.get(path)
        if known is None or (date and not known[2]) or len(entry.title) > len(known[0]):
            found[path] = (entry.title, path, date or (known[2] if known else ""))
    return list(found.values())


def plain_entries(date: str = "{d}") -> Wanted:
    return [
        (title, path, date.format(d=day, dd=day[:2], mm=day[3:5], yyyy=day[6:], t=title) if date else "")
        for title, path, day in zip(TITLES, PATHS, DAYS, strict=True)
    ]


# Markup of each make, and how the date of an entry is printed in it ("" for none).
MAKES: dict[str, tuple[str, str]] = {
    "ul of titles": ("<ul>" + repeat('<li><a href="{u}">{t}</a></li>') + "</ul>", ""),
    "ul with a date beside": ("<ul>" + repeat('<li><a href="{u}">{t}</a> <span class="date">{d}</span></li>') + "</ul>", "{d}"),
    "ul with a date in brackets": ("<ul>" + repeat('<li><a href="{u}">{t}</a> <i>({d})</i></li>') + "</ul>", "({d})"),
    "ul with a date before": ("<ul>" + repeat('<li><span>{d}</span> <a href="{u}">{t}</a></li>') + "</ul>", "{d}"),
    "ol": ("<ol>" + repeat('<li><p><a href="{u}">{t}</a></p><p>{d}</p></li>') + "</ol>", "{d}"),
    "table of two columns": ("<table>" + repeat('<tr><td>{d}</td><td><a href="{u}">{t}</a></td></tr>') + "</table>", "{d}"),
    "table with head and number": ("<table><tr><th>STT</th><th>Tiêu đề</th><th>Ngày</th></tr>" + repeat('<tr><td>{n}</td><td><a href="{u}">{t}</a></td><td>{d}</td></tr>') + "</table>", "{d}"),
    "tables in tables": ("<table>" + repeat('<tr><td><table><tr><td><a href="{u}"><b>{t}</b></a></td></tr><tr><td>Ngày đăng: {d}</td></tr></table></td></tr>') + "</table>", "Ngày đăng: {d}"),
    "cards": (repeat('<div class="card"><a href="{u}"><img src="{n}.jpg"></a><h3><a href="{u}">{t}</a></h3><div class="meta">{d}</div><p>Tóm tắt bài viết.</p></div>'), "{d}"),
    "cards with read more": (repeat('<div class="card"><h4><a href="{u}">{t}</a></h4><small>{d}</small><a class="btn" href="{u}">Xem chi tiết</a></div>'), "{d}"),
    "one link around the card": (repeat('<div class="item"><h3><a href="{u}">{t}</a></h3><time datetime="{yyyy}-{mm}-{dd}">ngày {d}</time></div>'), "{yyyy}-{mm}-{dd}"),
    "articles": (repeat('<article><header><h2 class="entry-title"><a href="{u}">{t}</a></h2></header><time datetime="{yyyy}-{mm}-{dd}T07:30:00+07:00">{d}</time></article>'), "{yyyy}-{mm}-{dd}T07:30:00+07:00"),
    "articles updated later": (repeat('<article><h2><a href="{u}">{t}</a></h2><time class="entry-date published" datetime="{yyyy}-{mm}-{dd}">x</time><time class="updated" datetime="2024-01-01">y</time></article>'), "{yyyy}-{mm}-{dd}"),
    "badge split over spans": (repeat('<div class="news"><div class="badge"><span>{dd}</span><span>Th{mm}</span><span>{yyyy}</span></div><h3><a href="{u}">{t}</a></h3></div>'), "{dd} Th{mm} {yyyy}"),
    "badge split over divs": (repeat('<li><div class="cal"><div>{dd}/{mm}</div><div>{yyyy}</div></div><a href="{u}">{t}</a></li>'), "{dd}/{mm} {yyyy}"),
    "a date in several pieces": (repeat('<div class="n"><h3><a href="{u}">{t}</a></h3><p><b>Ngày đăng:</b> {d} <i>|</i> 07:30</p></div>'), "{d}"),
    "a counter beside the date": (repeat('<div class="n"><h3><a href="{u}">{t}</a></h3><span>{d} - Lượt xem: 123</span></div>'), "{d} - Lượt xem: 123"),
    "the month in words": (repeat('<div class="n"><h3><a href="{u}">{t}</a></h3><span>{dd} Tháng {mm}, {yyyy}</span></div>'), "{dd} Tháng {mm}, {yyyy}"),
    "grid of rows": ('<div class="row">' + repeat('<div class="col-{n}"><div class="box"><h5><a href="{u}">{t}</a></h5><span>{d}</span></div></div>') + "</div>", "{d}"),
    "classes that alternate": ("".join(f'<div class="row{n % 2}">{piece}</div>' for n, piece in enumerate(repeat('<h3><a href="{u}">{t}</a></h3><em>{d}</em>|').split("|")[:-1])), "{d}"),
    "a label in every entry": (repeat('<div class="post"><a class="cat" href="/chuyen-muc/hoat-dong-{n}">Hoạt động</a><h3><a href="{u}">{t}</a></h3><span>{d}</span></div>'), "{d}"),
    "an author in every entry": (repeat('<div class="post"><h3><a href="{u}">{t}</a></h3><a rel="author" href="/tac-gia/co-{n}">Cô giáo số {n}</a> <span>{d}</span></div>'), "{d}"),
    "a date that is a link": (repeat('<div class="post"><h3><a href="{u}">{t}</a></h3><a href="{u}">{d}</a></div>'), "{d}"),
    "old fonts": (repeat('<p><font size="2"><a href="{u}"><font color="red">{t}</font></a></font> <font size="1">({d})</font></p>'), "({d})"),
}  # fmt: skip
# Here no element holds an entry with its date: the date may be left to the article's page, but must not be another's.
LOOSE = {
    "only paragraphs": repeat('<p><a href="{u}">{t}</a></p><p>{d}</p>'),
    "definition list": "<dl>" + repeat('<dt><a href="{u}">{t}</a></dt><dd>{d}</dd>') + "</dl>",
    "rows in turn": "<table>" + repeat('<tr><td><a href="{u}">{t}</a></td></tr><tr><td>{d}</td></tr>') + "</table>",
    "line breaks": "<div>" + repeat('<a href="{u}">{t}</a> {d}<br>') + "</div>",
}


def test_there_are_enough_makes() -> None:
    assert len(MAKES) >= 12


@pytest.mark.parametrize("make", MAKES)
def test_make(make: str) -> None:
    markup, date = MAKES[make]
    assert shown(entries_of(page_of(markup))) == plain_entries(date)


@pytest.mark.parametrize("make", LOOSE)
def test_dates_between_entries_are_nobodys_or_the_right_ones(make: str) -> None:
    found = shown(entries_of(page_of(LOOSE[make])))
    assert [(title, path) for title, path, _ in found] == [(title, path) for title, path, _ in plain_entries("")]
    for (_, _, date), day in zip(found, DAYS, strict=True):
        assert date in ("", day)


def test_a_featured_first_entry_is_found_too() -> None:
    first = '<div class="featured"><h2><a href="/bai/noi-bat">Chào mừng ngày Nhà giáo Việt Nam</a></h2><span>19/11/2021</span></div>'
    rest = "<ul>" + repeat('<li><a href="{u}">{t}</a> <span>{d}</span></li>') + "</ul>"
    found = shown(entries_of(page_of(first + rest)))
    assert found == [("Chào mừng ngày Nhà giáo Việt Nam", "/bai/noi-bat", "19/11/2021"), *plain_entries("{d}")]


def test_two_lists_on_a_page_are_two_groups() -> None:
    other = "".join(
        f'<div class="vb"><b><a href="/van-ban/{n}">Công văn số {n}/CV-TH của nhà trường</a></b></div>'
        for n in range(3)
    )
    groups = extract_groups(page_of("<ul>" + repeat('<li><a href="{u}">{t}</a></li>') + "</ul>" + other))
    assert sorted(len(group.entries) for group in groups) == [3, 4]


def test_menus_pagers_and_more_links_are_no_entries() -> None:
    noise = (
        '<a href="/tin-tuc?page=2">2</a><a href="/tin-tuc?page=2">Trang sau</a><p><a href="/tat-ca">Xem tất cả</a></p>'
        '<select><option value="/lien-ket/so">Sở Giáo dục và Đào tạo</option></select>'
    )
    found = shown(entries_of(page_of("<ul>" + repeat('<li><a href="{u}">{t}</a></li>') + "</ul>" + noise)))
    assert found == plain_entries("")


def test_what_the_template_holds_is_left_out() -> None:
    page = page_of("<ul>" + repeat('<li><a href="{u}">{t}</a></li>') + "</ul>")
    template = frozenset(link_key(link) for link in page.links if link.url.endswith(PATHS[0]))
    found = [entry.title for group in extract_groups(page, template) for entry in group.entries]
    assert found == list(TITLES[1:])


def test_a_date_in_the_title_or_the_text_is_not_the_entrys_date() -> None:
    markup = "".join(
        f'<div class="n"><h3><a href="/bai/{n}">Thông báo nghỉ lễ ngày 30/04/202{n} của trường</a></h3>'
        f"<p>Căn cứ kế hoạch ngày 12/08/2019, nhà trường thông báo lịch nghỉ cho toàn thể học sinh.</p></div>"
        for n in range(3)
    )
    assert [date for _, _, date in shown(entries_of(page_of(markup)))] == ["", "", ""]


def test_an_update_is_not_the_machine_date() -> None:
    page = page_of(
        '<div id="x"><a href="/a">Bài viết đầu tiên</a><time class="updated" datetime="2024-02-02">x</time></div>'
    )
    block = page.tree.get_element_by_id("x")
    assert block_dates(block, "Bài viết đầu tiên") == ([], [])


@pytest.mark.parametrize(
    "text",
    ["05/09/2021", "5-9-2021", "05.09.2021", "Ngày đăng: 05/09/2021", "Thứ hai, 05/09/2021 07:30", "05 Th9 2021", "2021-09-05", "2 ngày trước",
     "Hôm qua", "5 tháng 9, 2021", "(05/09/2021)", "September 5, 2021"],
)  # fmt: skip
def test_what_is_a_date(text: str) -> None:
    assert read_date_like(text)


@pytest.mark.parametrize(
    "text",
    ["", "Lượt xem: 12", "0274 3822 111", "Hôm nay: 38", "Số 12/KH-TH", "31/02/2021", "99/99/9999", "2021", "Năm học 2021-2022", "Lớp 5/2",
     "Kế hoạch ngày 05/09/2021 của nhà trường", "1.2.3.4"],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert not read_date_like(text)


def test_each_entrys_label_beside_its_title_is_no_entry() -> None:
    """Eleventy: title and category are links side by side, of one make but for their classes."""
    rows = repeat(
        '<li><a href="{u}" class="post-title">{t}</a> <time datetime="{yyyy}-{mm}-{dd}">{d}</time>'
        '<a href="/tags/thong-bao" class="post-tag">Thông báo chung</a></li>'
    )
    groups = extract_groups(page_of(f"<ol>{rows}</ol>"))
    titles = next(group for group in groups if group.entries[0].title == TITLES[0])
    assert [entry.title for entry in titles.entries] == list(TITLES)
    assert titles.dated == len(TITLES)


def test_a_link_to_the_page_itself_is_no_entry() -> None:
    rows = repeat('<li><a href="{u}">{t}</a> <span>{d}</span> <a href="/tin-tuc">Tin tức sự kiện</a></li>')
    assert [entry.title for entry in entries_of(page_of(f"<ul>{rows}</ul>"))] == list(TITLES)
