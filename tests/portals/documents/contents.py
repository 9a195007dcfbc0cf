"""Portals whose files open and say something else than their labels, or say it in ways that are hard to read."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

from tests.portals.documents import makes, papers
from tests.portals.documents.portal import File, Portal
from tests.portals.documents.truths import Truth
from tests.portals.documents.workshop import Workshop

YEAR, BEFORE = "2021-2022", "2020-2021"


def copy(t: Truth, w: Workshop) -> Portal:
    """WordPress: four labels that are right above four files that are not."""
    up = "/wp-content/uploads/2021/09/"
    named = (
        ("bieu-mau-05-2021-2022.pdf", "Biểu mẫu 05 – Cam kết chất lượng giáo dục năm học 2021-2022"),
        ("bieu-mau-06-2021-2022.docx", "Biểu mẫu 06 – Chất lượng giáo dục thực tế năm học 2021-2022"),
        ("bieu-mau-07-2021-2022.pdf", "Biểu mẫu 07 – Cơ sở vật chất năm học 2021-2022"),
        ("bieu-mau-08-2021-2022.docx", "Biểu mẫu 08 – Đội ngũ nhà giáo năm học 2021-2022"),
    )

    def block(name: str, label: str) -> str:
        return f'<div class="wp-block-file"><a id="wp-block-file--media-1" href="{up}{name}">{label}</a><a href="{up}{name}" class="wp-block-file__button wp-element-button" download aria-describedby="wp-block-file--media-1">Tải về</a></div>'

    pages = {
        "cong-khai": ("Công khai", f'<ul><li><a href="{makes.WORDPRESS.address("cong-khai-nam-hoc-2021-2022")}">Công khai năm học 2021-2022</a></li></ul>'),
        "cong-khai-nam-hoc-2021-2022": ("Công khai năm học 2021-2022", "".join(block(*one) for one in named)),
        "bieu-mau": ("Biểu mẫu", block("don-xin-nghi-hoc.docx", "Đơn xin nghỉ học")),
    }  # fmt: skip
    files = {
        up + named[0][0]: File(w.pdf("copy-bm05.pdf", papers.form("ck_cam_ket", "TH", t.name, BEFORE))),
        up + named[1][0]: File(w.docx("copy-bm06.docx", papers.form("ck_chat_luong", "TH", "Trường Tiểu học Long Hòa", YEAR))),
        up + named[2][0]: File(w.pdf("copy-bm03.pdf", papers.form("ck_csvc", "MN", t.name, YEAR))),
        up + named[3][0]: File(w.docx("copy-bm08.docx", papers.empty_form("ck_doi_ngu", "TH"))),
        up + "don-xin-nghi-hoc.docx": File(w.docx("copy-nghi-hoc.docx", papers.leave(t.name))),
    }  # fmt: skip
    return Portal(t, makes.WORDPRESS, w, pages, files)


def hs(t: Truth, w: Workshop) -> Portal:
    """After Violet: lists of pupils among the files of the year."""
    form = lambda item: papers.form(item, t.level, t.name, YEAR)  # noqa: E731
    named = (
        ("bm05.pdf", "Biểu mẫu 05. Cam kết chất lượng giáo dục năm học 2021-2022"),
        ("bm06.xlsx", "Biểu mẫu 06. Chất lượng giáo dục thực tế năm học 2021-2022"),
        ("bm07.pdf", "Biểu mẫu 07. Cơ sở vật chất năm học 2021-2022"),
        ("bm08.doc", "Biểu mẫu 08. Đội ngũ nhà giáo năm học 2021-2022"),
        ("danh-sach-lop-1.xls", "Danh sách học sinh lớp 1 năm học 2021-2022"),
        ("danh-sach-ban-tru.pdf", "Danh sách học sinh bán trú năm học 2021-2022"),
    )
    rows = "".join(f"- <a href='/tep/2122/{name}'>{label}</a><br>" for name, label in named)
    shown = papers.pupils(t.name, "", t.pupils[8:11]).table
    table = "<table border=1>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in shown) + "</table>"  # fmt: skip
    pages = {
        "cong-khai": ("Công khai", f"<a href='{makes.VIOLET.address('congkhai2122')}'>Công khai năm học 2021-2022</a>"),
        "congkhai2122": ("Công khai năm học 2021-2022", rows + f"<br><a href='{makes.VIOLET.address('hotro')}'>Danh sách học sinh được hỗ trợ năm học 2021-2022</a>"),
        "hotro": ("Danh sách học sinh được hỗ trợ năm học 2021-2022", table),
        "bieu-mau": ("Biểu mẫu", "<a href='/tep/don-xin-nghi-hoc.docx'>Đơn xin nghỉ học</a>"),
    }  # fmt: skip
    files = {
        "/tep/2122/bm05.pdf": File(w.pdf("hs-bm05.pdf", form("ck_cam_ket"))),
        "/tep/2122/bm06.xlsx": File(w.xlsx("hs-bm06.xlsx", form("ck_chat_luong"))),
        "/tep/2122/bm07.pdf": File(w.webpdf("hs-bm07.pdf", form("ck_csvc"))),
        "/tep/2122/bm08.doc": File(w.office("hs-bm08.doc", form("ck_doi_ngu"))),
        "/tep/2122/danh-sach-lop-1.xls": File(w.office("hs-lop1.xls", papers.pupils(t.name, "DANH SÁCH HỌC SINH LỚP 1A2", t.pupils[:5]))),
        "/tep/2122/danh-sach-ban-tru.pdf": File(w.pdf("hs-bantru.pdf", papers.pupils(t.name, "DANH SÁCH HỌC SINH BÁN TRÚ", t.pupils[4:8]))),
        "/tep/don-xin-nghi-hoc.docx": File(w.docx("hs-nghi-hoc.docx", papers.filled_leave(t.name, "Ông Thái Quang", t.pupils[11]))),
    }  # fmt: skip
    return Portal(t, makes.VIOLET, w, pages, files)
