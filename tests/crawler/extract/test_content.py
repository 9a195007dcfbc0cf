"""A page's own content: what remains when the portal's frame is taken away."""

# ruff: noqa: E501 - markup and data read best a case a line

from __future__ import annotations

import pytest

from crawler.extract.content import Content, extract_content
from crawler.extract.files import is_file_address
from crawler.extract.page import Page, parse_page
from crawler.extract.template import Template, learn_template

SITE = "http://th-a.edu.vn"
FRAME = (
    '<header class="header">Trường Tiểu học A</header><nav class="menu"><a href="/tin-tuc">Tin tức</a></nav>{body}'
    '<div class="box"><h3>Liên kết</h3><ul><li><a href="/lien-ket/mot">Trang thông tin điện tử một</a></li></ul>'
    "<p>Số lượt truy cập của trang</p></div><footer>Bản quyền</footer>"
)


def page_of(body: str, url: str = f"{SITE}/cong-khai") -> Page:
    text = f"<html><head><title>Trang</title></head><body>{FRAME.format(body=body)}</body></html>"
    page = parse_page(text.encode(), url, "text/html; charset=utf-8")
    assert page is not None
    return page


TEMPLATE = learn_template(page_of("<div class='main'><p>Không tìm thấy trang</p></div>", f"{SITE}/khong-co"))


def content_of(body: str, template: Template = TEMPLATE) -> Content:
    return extract_content(page_of(f"<div class='main'>{body}</div>"), template, f"{SITE}/")


def items_of(content: Content) -> list[tuple[str, str]]:
    return [(item.title, item.url.removeprefix(SITE)) for item in content.items]


def test_the_frame_is_not_the_pages_own() -> None:
    content = content_of("<h1>Công khai</h1><p>Nhà trường công khai các nội dung sau.</p>")
    assert content.text == "Công khai Nhà trường công khai các nội dung sau."
    assert content.headings == ["Công khai"]
    assert content.items == []


def test_without_a_template_boxes_are_kept_but_regions_are_not() -> None:
    content = content_of("<h1>Công khai</h1>", Template())
    assert items_of(content) == [("Trang thông tin điện tử một", "/lien-ket/mot")]
    assert "Bản quyền" not in content.text
    assert "Tin tức" not in content.text


def test_entries_stand_under_their_headings() -> None:
    content = content_of(
        "<h2>Năm học 2021-2022</h2><h3>Cơ sở vật chất</h3><ul><li><a href='/tep/a.pdf'>Biểu mẫu 07</a></li></ul>"
        "<h2>Năm học 2020-2021</h2><p><a href='/tep/b.pdf'>Biểu mẫu 05</a></p>"
    )
    assert [(item.title, item.under, item.is_file) for item in content.items] == [
        ("Biểu mẫu 07", ("Năm học 2021-2022", "Cơ sở vật chất"), True),
        ("Biểu mẫu 05", ("Năm học 2020-2021",), True),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "<h4>Năm học 2021-2022</h4>", "<p><strong>Năm học 2021-2022</strong></p>", "<p><b>Năm học 2021-2022</b></p>",
        "<table><tr><td>Năm học 2021-2022</td></tr></table>", "<details><summary>Năm học 2021-2022</summary></details>",
        "<div class='accordion-title'>Năm học 2021-2022</div>", "<table><caption>Năm học 2021-2022</caption></table>",
    ],
)  # fmt: skip
def test_what_people_write_as_a_heading(heading: str) -> None:
    content = content_of(f"{heading}<p><a href='/tep/a.pdf'>Biểu mẫu 07</a></p>")
    assert [item.under for item in content.items] == [("Năm học 2021-2022",)]


@pytest.mark.parametrize(
    ("row", "title"),
    [
        ("<tr><td>1</td><td>Cam kết chất lượng giáo dục</td><td>05/09/2021</td><td><a href='/tep/a.pdf'>Tải về</a></td></tr>", "Cam kết chất lượng giáo dục"),
        ("<tr><td>Cam kết chất lượng giáo dục</td><td><a href='/tep/a.pdf'><img alt='download'></a></td></tr>", "Cam kết chất lượng giáo dục"),
        ("<tr><td><a href='/tep/a.pdf'>Cam kết chất lượng giáo dục</a></td><td><a href='/tep/a.pdf'>Xem</a></td></tr>", "Cam kết chất lượng giáo dục"),
        ("<tr><td>Đơn xin nghỉ học</td><td><a href='/tep/a.pdf'>[PDF]</a></td></tr>", "Đơn xin nghỉ học"),
    ],
)  # fmt: skip
def test_a_download_link_takes_the_title_of_its_row(row: str, title: str) -> None:
    content = content_of(f"<table><tr><th>STT</th><th>Tên</th><th>Tệp</th></tr>{row}</table>").without(frozenset())
    assert [item.title for item in content.items if item.is_file] == [title]


def test_dates_beside_entries_are_kept() -> None:
    content = content_of(
        "<ul><li><a href='/vb/1'>Kế hoạch năm học</a> <span>05/09/2021</span></li><li><a href='/vb/2'>Báo cáo tổng kết</a></li></ul>"
    )
    assert [item.date_text for item in content.items] == ["05/09/2021", ""]


def test_what_is_no_entry() -> None:
    content = content_of(
        "<a href='/'>Trang chủ</a><a href='/cong-khai'>Công khai</a><a href='http://khac.vn/bai'>Trang khác</a>"
        "<a href='https://facebook.com/x.pdf'>Chia sẻ</a><a href='/x?page=2'>2</a><a href='/y'>Xem thêm</a>"
    )
    assert content.items == []


def test_files_elsewhere_are_entries() -> None:
    content = content_of(
        "<p><a href='https://drive.google.com/file/d/abc/view'>Biểu mẫu 05</a></p><p><a href='http://tep.vn/b.docx'>Biểu mẫu 06</a></p>"
    )
    assert [(item.title, item.is_file) for item in content.items] == [("Biểu mẫu 05", True), ("Biểu mẫu 06", True)]


def test_embeds_images_and_passwords() -> None:
    content = content_of(
        "<iframe src='https://docs.google.com/gview?url=http://th-a.edu.vn/a.pdf&embedded=true'></iframe>"
        "<iframe src='https://www.youtube.com/embed/x'></iframe><iframe src='https://maps.google.com/maps?x'></iframe>"
        "<img src='/anh/scan-1.jpg' width='800'><img src='/anh/icon.png'><img src='/anh/nho.jpg' width='40'>"
        "<form><input type='password' name='p'></form>"
    )
    assert content.embeds == ["http://th-a.edu.vn/a.pdf"]
    assert content.images == 1
    assert content.asks_password


def test_breadcrumb() -> None:
    content = content_of(
        "<div class='breadcrumb'><a href='/'>Trang chủ</a> » <span>Công khai</span></div><h1>Công khai</h1>"
    )
    assert content.breadcrumb == ["Trang chủ", "Công khai"]
    assert "Trang chủ" not in content.text


def test_what_many_pages_share_is_taken_away() -> None:
    one = content_of(
        "<p>Riêng của trang này.</p><p>Chung mọi trang.</p><ul><li><a href='/chung/bai'>Bài chung ở mọi trang</a></li></ul>"
    )
    other = content_of(
        "<p>Riêng của trang khác.</p><p>Chung mọi trang.</p><ul><li><a href='/chung/bai'>Bài chung ở mọi trang</a></li></ul>"
    )
    left = one.without(one.keys & other.keys)
    assert left.text == "Riêng của trang này."
    assert left.items == []


@pytest.mark.parametrize(
    "url",
    [
        "http://a.vn/x.pdf", "http://a.vn/X.DOCX", "http://a.vn/x.pdf?v=2", "http://a.vn/tai.php?download=3", "http://a.vn/x.aspx?dl=1",
        "https://drive.google.com/file/d/1/view", "https://1drv.ms/b/s!x", "http://a.vn/download/33", "http://a.vn/getfile?id=4", "http://a.vn/download?id=4",
        "http://a.vn/tai-ve?id=11", "http://a.vn/vi/download/down/?fid=3", "http://a.vn/bai-viet/7/download",
        "http://a.vn/Uploads/Bi%E1%BB%83u%20m%E1%BA%ABu.xls",
        "http://a.vn/lib/exe/fetch.php?media=cong-khai:bieu-mau-05.pdf", "http://a.vn/tai.aspx?id=4&path=/2022/ke-hoach.docx",
        "http://a.vn/index.php?tep=quy-che.doc&v=2",
    ],
)  # fmt: skip
def test_addresses_of_files(url: str) -> None:
    assert is_file_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://a.vn/",
        "http://a.vn/bai.html",
        "http://a.vn/tin-tuc",
        "http://a.vn/anh.jpg",
        "http://pdf.vn/",
        "http://a.vn/download-tai-lieu.html",
        "http://a.vn/vi/download/",
        "http://a.vn/vi/download/Bieu-mau/",
        "http://a.vn/download/bieu-mau?page=2",
        "http://a.vn/index.php?language=vi&nv=download&op=Bieu-mau",
        "http://a.vn/index.php?title=T%E1%BA%ADp_tin:Quy-che.pdf",
        "http://a.vn/tim-kiem?q=quy-che.pdf",
        "http://a.vn/xem.php?path=/2022/ke-hoach",
    ],
)
def test_addresses_of_pages(url: str) -> None:
    assert not is_file_address(url)


def test_an_entry_stands_under_the_control_that_shows_its_pane() -> None:
    content = content_of(
        "<ul><li><a data-toggle='tab' href='#n21'>Năm học 2021-2022</a></li><li><a href='#n20'>Năm học 2020-2021</a></li></ul>"
        "<div id='n21'><h3>Biểu mẫu</h3><a href='/a.pdf'>Biểu mẫu số năm</a></div><div id='n20'><a href='/b.pdf'>Biểu mẫu số sáu</a></div>"
    )
    under = {item.url.rsplit("/", 1)[-1]: item.under for item in content.items}
    assert under["a.pdf"][0] == "Năm học 2021-2022"
    assert under["b.pdf"][0] == "Năm học 2020-2021"


def test_an_arrow_in_the_last_cell_leads_to_the_file_of_its_row() -> None:
    content = content_of(
        "<table><tr><td>Đơn xin nghỉ học có phép</td><td><a href='/xem?ma=1'><i class='fa fa-download'></i></a></td></tr></table>"
    )
    assert [(item.title, item.is_file) for item in content.items] == [("Đơn xin nghỉ học có phép", True)]


@pytest.mark.parametrize("other", ["/index.php?title=Công_khai&oldid=12", "/doku.php?id=cong-khai&do=revisions"])
def test_a_wikis_other_view_of_the_page_is_no_entry_of_it(other: str) -> None:
    content = content_of(f"<h1>Công khai</h1><p>Đang cập nhật.</p><p>Lấy từ “<a href='{other}'>{SITE}{other}</a>”</p>")
    assert items_of(content) == []
    assert other not in content.text
