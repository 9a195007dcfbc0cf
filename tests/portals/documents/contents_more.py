"""More contents: pictures, fonts of before Unicode, several forms in one file, years that contradict, words on pages."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

from html import escape as esc

from tests.documents.letters import Letter
from tests.portals.documents import makes, papers
from tests.portals.documents.portal import File, Portal
from tests.portals.documents.shapes_more import LABELS, YEAR, listed, year_pages
from tests.portals.documents.truths import Truth
from tests.portals.documents.workshop import Workshop

BEFORE = "2020-2021"


def scanned(t: Truth, w: Workshop) -> Portal:
    """VNPT: pictures of papers."""
    form = lambda item: papers.form(item, t.level, t.name, YEAR)  # noqa: E731
    at = [document.at for document in t.documents]
    main = listed(list(zip(LABELS["TH"], at, strict=False)), YEAR)
    main += f'<h3>Công khai dự toán ngân sách năm 2022</h3><p><img src="{at[4]}" width="800" alt=""></p>'
    signed = ("Ký bởi: Trường Tiểu học An Bình", "Thời gian ký: 15/09/2021 08:30:12 +07:00")
    files = {
        at[0]: File(w.scan("quet-bm05.pdf", form("ck_cam_ket"))),
        at[1]: File(w.picture("quet-bm06.jpg", form("ck_chat_luong"), photo=True)),
        at[2]: File(w.scan("quet-bm07.pdf", form("ck_csvc"), readable=False)),
        at[3]: File(w.stamped_scan("quet-bm08.pdf", form("ck_doi_ngu"), signed)),
        at[4]: File(w.picture("quet-du-toan.jpg", papers.budget(t.name, 2022))),
        at[5]: File(w.scan("quet-nghi-hoc.pdf", papers.leave(t.name), dpi=150)),
    }
    return Portal(t, makes.VNPT, w, year_pages(makes.VNPT, main, listed([("Đơn xin nghỉ học", at[5])])), files)


def fonts(t: Truth, w: Workshop) -> Portal:
    """Joomla: right papers in old fonts and under wrong endings."""
    form = lambda item: papers.form(item, t.level, t.name, YEAR)  # noqa: E731
    at = [document.at for document in t.documents]
    main = listed(list(zip(LABELS["TH"], at, strict=False)), YEAR) + listed([("Công khai dự toán ngân sách năm 2022", at[4])])  # fmt: skip
    files = {
        at[0]: File(w.tcvn3("font-bm05.pdf", form("ck_cam_ket"))),
        at[1]: File(w.vni("font-bm06.pdf", form("ck_chat_luong"))),
        at[2]: File(w.without_unicode("font-bm07.pdf", form("ck_csvc"))),
        at[3]: File(w.docx("font-bm08.docx", form("ck_doi_ngu")), "application/msword"),
        at[4]: File(w.picture("font-du-toan.jpg", papers.budget(t.name, 2022)), "application/pdf"),
        at[5]: File(w.old_word("font-nghi-hoc.doc", papers.leave(t.name))),
    }
    return Portal(t, makes.JOOMLA, w, year_pages(makes.JOOMLA, main, listed([("Đơn xin nghỉ học", at[5])])), files)


def together(t: Truth, w: Workshop) -> Portal:
    """WordPress: one file for a year."""
    one, leave = (document.at for document in t.documents)
    main = f'<div class="wp-block-file"><a href="{one}">Công khai theo Thông tư 36 năm học 2021-2022 (Biểu mẫu 05, 06, 07, 08)</a><a href="{one}" class="wp-block-file__button" download>Tải về</a></div>'
    pages = year_pages(makes.WORDPRESS, main, listed([("Đơn xin nghỉ học", leave)]))
    files = {
        one: File(w.pdf("gop-tat-ca.pdf", *papers.all_forms(t.level, t.name, YEAR))),
        leave: File(w.docx("gop-nghi-hoc.docx", papers.leave(t.name))),
    }
    return Portal(t, makes.WORDPRESS, w, pages, files)


def years(t: Truth, w: Workshop) -> Portal:
    """By hand: labels, addresses and files that disagree about the year."""
    form = lambda item, year: papers.form(item, t.level, t.name, year)  # noqa: E731
    at = [document.at for document in t.documents]
    bm = LABELS["THCS"]
    main = listed([(bm[0], at[0]), (f"{bm[1]} năm học 2021-2022", at[1]), (f"{bm[2]} năm học 2020-2021", at[2]), (f"{bm[3]} năm học 2021-2022", at[3])])  # fmt: skip
    pages = year_pages(makes.BYHAND, main, listed([("Đơn xin nghỉ học", at[7]), ("Đơn xin phúc khảo bài kiểm tra", at[8])]))  # fmt: skip
    title, top = pages["cong-khai"]
    pages["cong-khai"] = (title, f'{top}<p><a href="{makes.BYHAND.address("cong-khai-2020-2021")}">Công khai năm học 2020-2021</a></p>')  # fmt: skip
    pages["cong-khai-2020-2021"] = ("Công khai năm học 2020-2021", listed([(bm[0], at[4]), (bm[1], at[5]), (bm[3], at[6])], BEFORE))  # fmt: skip
    files = {
        at[0]: File(w.pdf("nam-bm09.pdf", form("ck_cam_ket", YEAR))),
        at[1]: File(w.pdf("nam-bm10.pdf", form("ck_chat_luong", "2019-2020"))),
        at[2]: File(w.docx("nam-bm11.docx", form("ck_csvc", YEAR))),
        at[3]: File(w.pdf("nam-bm12.pdf", form("ck_doi_ngu", YEAR))),
        at[4]: File(w.pdf("nam-truoc-bm09.pdf", form("ck_cam_ket", BEFORE))),
        at[5]: File(w.pdf("nam-truoc-bm10.pdf", form("ck_chat_luong", BEFORE))),
        at[6]: File(w.pdf("nam-truoc-bm12.pdf", form("ck_doi_ngu", BEFORE))),
        at[7]: File(w.docx("nam-nghi-hoc.docx", papers.leave(t.name))),
        at[8]: File(w.docx("nam-phuc-khao.docx", papers.remarking(t.name))),
    }
    return Portal(t, makes.BYHAND, w, pages, files)


def on_page(letter: Letter) -> str:
    """A paper as an editor pastes it into a page."""
    rows = "".join("<tr>" + "".join(f"<td>{esc(cell)}</td>" for cell in row) + "</tr>" for row in letter.table)
    lines = "".join(f'<p style="text-align:center"><strong>{esc(line)}</strong></p>' for line in letter.head)
    body = "".join(f"<p>{esc(line)}</p>" for line in letter.body)
    table = f'<table border="1" style="border-collapse:collapse">{rows}</table>' if rows else ""
    return lines + body + table + "".join(f"<p>{esc(line)}</p>" for line in letter.end)


def words(t: Truth, w: Workshop) -> Portal:
    """By hand: papers as pages."""
    form = lambda item: papers.form(item, t.level, t.name, YEAR)  # noqa: E731
    place = form("ck_csvc")
    flat = Letter(head=place.head, body=tuple(": ".join(row[1:3]) + "." for row in place.table[1:]), end=place.end)
    main = on_page(form("ck_cam_ket")) + "<hr>" + on_page(form("ck_chat_luong")) + "<hr>" + on_page(flat)
    main += f'<p><a href="{makes.BYHAND.address("bieu-mau-08-2021-2022")}">{LABELS["TH"][3]} năm học 2021-2022</a></p>'
    pages = year_pages(makes.BYHAND, main, "<h3>Đơn xin nghỉ học</h3>" + on_page(papers.leave(t.name)))
    pages["bieu-mau-08-2021-2022"] = (f"{LABELS['TH'][3]} năm học 2021-2022", on_page(form("ck_doi_ngu")))
    return Portal(t, makes.BYHAND, w, pages, {})


def hollow(t: Truth, w: Workshop) -> Portal:
    """Joomla: labels and nothing behind them."""
    soon = "<p>Nội dung đang được cập nhật.</p>"
    doi_ngu, phuc_khao = makes.JOOMLA.address("doi-ngu-2021-2022"), makes.JOOMLA.address("don-phuc-khao")
    pages = year_pages(makes.JOOMLA, soon, f'<ul><li><a href="#">Đơn xin nghỉ học</a></li><li><a href="{phuc_khao}">Đơn xin phúc khảo</a></li></ul>')  # fmt: skip
    title, top = pages["cong-khai"]
    pages["cong-khai"] = (title, f'{top}<ul><li><a href="#">Cam kết chất lượng giáo dục năm học 2021-2022</a></li><li><a href="{doi_ngu}">Đội ngũ nhà giáo năm học 2021-2022</a></li></ul>')  # fmt: skip
    pages["doi-ngu-2021-2022"] = ("Đội ngũ nhà giáo năm học 2021-2022", soon)
    pages["don-phuc-khao"] = ("Đơn xin phúc khảo", soon)
    return Portal(t, makes.JOOMLA, w, pages, {})


def titles(t: Truth, w: Workshop) -> Portal:
    """SharePoint: titles without anything behind them."""
    main = "".join(f"<p>{n}. {label} năm học 2021-2022</p>" for n, label in enumerate(LABELS["TH"], 1))
    pages = year_pages(makes.SHAREPOINT, main, "<p>- Đơn xin nghỉ học</p><p>- Đơn xin chuyển trường</p>")
    return Portal(t, makes.SHAREPOINT, w, pages, {})


def mixed(t: Truth, w: Workshop) -> Portal:
    """VNPT: half right, half copied."""
    other = "Trường THCS Cầu Khởi"
    form = lambda item, school=t.name, year=YEAR: papers.form(item, "THCS", school, year)  # noqa: E731
    at = [document.at for document in t.documents]
    files = {
        at[0]: File(w.docx("tron-bm09.docx", form("ck_cam_ket"))),
        at[1]: File(w.office("tron-bm10.xls", form("ck_chat_luong"))),
        at[2]: File(w.pdf("tron-bm11.pdf", form("ck_csvc", other))),
        at[3]: File(w.pdf("tron-bm12.pdf", form("ck_doi_ngu", t.name, BEFORE))),
        at[4]: File(w.docx("tron-nghi-hoc.docx", papers.leave(other))),
        at[5]: File(w.pdf("tron-phuc-khao.pdf", papers.remarking(t.name))),
    }
    main = listed(list(zip(LABELS["THCS"], at, strict=False)), YEAR)
    forms = listed([("Đơn xin nghỉ học", at[4]), ("Đơn xin phúc khảo bài kiểm tra", at[5])])
    return Portal(t, makes.VNPT, w, year_pages(makes.VNPT, main, forms), files)
