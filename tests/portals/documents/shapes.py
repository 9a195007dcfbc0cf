"""Portals with every shape of link, and with files that cannot be fetched or opened."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

from html import escape as esc
from urllib.parse import quote

from tests.portals.documents import makes, papers
from tests.portals.documents.portal import BYTES, PDF, WORD, File, Portal
from tests.portals.documents.truths import Truth
from tests.portals.documents.workshop import Workshop
from tests.portals.labelled.site import Reply

YEAR = "2021-2022"


def nuke(t: Truth, w: Workshop) -> Portal:
    """NukeViet: addresses that say nothing, names in Content-Disposition."""
    form = lambda item: papers.form(item, t.level, t.name, YEAR)  # noqa: E731
    leave, transfer = "/vi/download/bieu-mau/don-xin-nghi-hoc-3/?download=1&id=0", "/vi/download/bieu-mau/don-xin-chuyen-truong-4/?download=1&id=0"  # fmt: skip
    first = "/vi/download/cong-khai/cam-ket-chat-luong-12/?download=1&id=0"
    rows = (
        ("Biểu mẫu 05: Thông báo cam kết chất lượng giáo dục năm học 2021-2022", first),
        ("Biểu mẫu 06", "/vi/download/1203"),
        ("Biểu mẫu 07: Công khai cơ sở vật chất năm học 2021-2022", "/vi/download/1204"),
        ("Biểu mẫu 08: Công khai đội ngũ nhà giáo năm học 2021-2022", "/index.php?nv=download&op=down&file=1205"),
        ("Công khai dự toán ngân sách năm 2022", "/uploads/van-ban/du%20toan%202022.pdf"),
    )
    table = "".join(
        f'<tr><td class="text-center">{n}</td><td>{esc(label)}</td><td><a title="{esc(label)}" href="{esc(to)}"><em class="fa fa-download">&nbsp;</em>Tải về</a></td></tr>'
        for n, (label, to) in enumerate(rows, 1)
    )
    forms = f'<div class="panel"><h3><a href="/vi/download/bieu-mau/don-xin-nghi-hoc-3/">Đơn xin nghỉ học</a></h3><a class="btn" href="{esc(leave)}">Tải tệp tin</a></div><div class="panel"><h3>Đơn xin chuyển trường</h3><a class="btn" href="{esc(transfer)}">Đơn xin chuyển trường</a></div>'
    pages = {
        "cong-khai": ("Công khai", f'<ul><li><a href="{makes.NUKEVIET.address("cong-khai-nam-hoc-2021-2022")}">Công khai năm học 2021-2022</a></li></ul>'),
        "cong-khai-nam-hoc-2021-2022": ("Công khai năm học 2021-2022", f'<table class="table table-bordered"><thead><tr><th>STT</th><th>Nội dung</th><th>Tệp</th></tr></thead><tbody>{table}</tbody></table>'),
        "bieu-mau": ("Thủ tục - Biểu mẫu", forms),
    }  # fmt: skip
    files = {
        first: File(w.docx("nuke-bm05.docx", form("ck_cam_ket")), BYTES, named="Biểu mẫu 05 - Cam kết chất lượng.docx"),
        "/vi/download/1203": File(w.webpdf("nuke-bm06.pdf", form("ck_chat_luong")), BYTES),
        "/vi/download/1204": File(w.pdf("nuke-bm07.pdf", form("ck_csvc")), PDF, named="Biểu mẫu 07 - Cơ sở vật chất.pdf", mojibake=True),
        "/index.php?nv=download&op=down&file=1205": File(w.office("nuke-bm08.doc", form("ck_doi_ngu")), WORD, headers={"Content-Disposition": 'attachment; filename="bieu mau 08.doc"'}),
        "/uploads/van-ban/du toan 2022.pdf": File(w.pdf("nuke-du-toan.pdf", papers.budget(t.name, 2022))),
        leave: File(w.docx("nuke-nghi-hoc.docx", papers.leave(t.name)), BYTES, named="don-xin-nghi-hoc.docx"),
        transfer: File(w.docx("nuke-chuyen-truong.docx", papers.transfer(t.name)), BYTES, named="don-xin-chuyen-truong.docx"),
    }  # fmt: skip
    details = {"/vi/download/bieu-mau/don-xin-nghi-hoc-3/": Reply(f'<html><head><meta charset="utf-8"><title>Đơn xin nghỉ học</title></head><body><h1>{esc(t.name)}</h1><h2>Đơn xin nghỉ học</h2><a href="{esc(leave)}">Tải tệp tin</a></body></html>')}  # fmt: skip
    return Portal(t, makes.NUKEVIET, w, pages, files, others=details)


def joom(t: Truth, w: Workshop) -> Portal:
    """Joomla: no file has a plain link."""
    form = lambda item: papers.form(item, t.level, t.name, YEAR)  # noqa: E731
    base, own = "/images/congkhai/2122/", f"http://{t.host}"
    word, letters = "/images/bieumau/don-xin-nghi-hoc.docx", "/images/bieumau/don-phuc-khao.pdf"
    main = (
        f'<h3>Biểu mẫu 09 - Cam kết chất lượng giáo dục năm học 2021-2022</h3><p><iframe src="{base}bm09.pdf" width="100%" height="700"></iframe></p>'
        f'<h3>Biểu mẫu 10 - Chất lượng giáo dục thực tế năm học 2021-2022</h3><object data="{base}bm10.pdf" type="application/pdf" width="100%" height="700"></object>'
        f'<h3>Biểu mẫu 11 - Cơ sở vật chất năm học 2021-2022</h3><iframe src="http://docs.google.com/viewer?url={quote(own + base + "bm11.pdf", safe="")}&amp;embedded=true" width="100%"></iframe>'
        f"<table><tr><td>Biểu mẫu 12 - Đội ngũ nhà giáo năm học 2021-2022</td><td><a href=\"javascript:void(0)\" onclick=\"downloadFile('bm12','{base}bm12.docx')\">Tải về</a></td></tr></table>"
        f'<h3>Công khai các khoản thu năm học 2021-2022</h3><iframe src="/pdfjs/web/viewer.html?file={quote(base + "cac-khoan-thu.pdf", safe="")}"></iframe>'
    )
    forms = (
        f'<h3>Đơn xin nghỉ học</h3><iframe src="http://view.officeapps.live.com/op/view.aspx?src={quote(own + word, safe="")}"></iframe>'
        f'<h3>Đơn xin phúc khảo bài kiểm tra</h3><embed src="{letters}" type="application/pdf" width="100%" height="600">'
        '<h3>Đơn xin chuyển trường</h3><a href="#" class="lazy-file" data-src="/images/bieumau/chuyen-truong.docx">Đơn xin chuyển trường</a>'
    )
    pages = {
        "cong-khai": ("Công khai", f'<p><a href="{makes.JOOMLA.address("nam-hoc-2021-2022")}">Năm học 2021-2022</a></p>'),
        "nam-hoc-2021-2022": ("Công khai năm học 2021-2022", main),
        "bieu-mau": ("Biểu mẫu", forms),
    }  # fmt: skip
    files = {
        f"{base}bm09.pdf": File(w.webpdf("joom-bm09.pdf", form("ck_cam_ket"))),
        f"{base}bm10.pdf": File(w.pdf("joom-bm10.pdf", form("ck_chat_luong"))),
        f"{base}bm11.pdf": File(w.pdf("joom-bm11.pdf", form("ck_csvc"))),
        f"{base}bm12.docx": File(w.docx("joom-bm12.docx", form("ck_doi_ngu"))),
        f"{base}cac-khoan-thu.pdf": File(w.pdf("joom-thu.pdf", papers.fees(t.name, YEAR))),
        word: File(w.docx("joom-nghi-hoc.docx", papers.leave(t.name))),
        letters: File(w.pdf("joom-phuc-khao.pdf", papers.remarking(t.name))),
        "/images/bieumau/chuyen-truong.docx": File(w.docx("joom-chuyen-truong.docx", papers.transfer(t.name))),
    }  # fmt: skip
    viewer = Reply('<!DOCTYPE html><html><head><title>PDF.js viewer</title></head><body><div id="viewer" class="pdfViewer"></div><script src="viewer.js"></script></body></html>')  # fmt: skip
    hosts = {
        "docs.google.com": {"/viewer": Reply("<html><head><title>Google Docs</title></head><body><div id=v></div></body></html>")},
        "view.officeapps.live.com": {"/op/view.aspx": Reply("<html><head><title>Office</title></head><body><iframe></iframe></body></html>")},
    }  # fmt: skip
    return Portal(t, makes.JOOMLA, w, pages, files, others={"/pdfjs/web/viewer.html": viewer}, hosts=hosts)


def hong(t: Truth, w: Workshop) -> Portal:
    """VNPT: every file of the year is broken for good."""
    form = lambda item: papers.form(item, t.level, t.name, YEAR)  # noqa: E731
    base = "/UploadFiles/CongKhai/2122/"
    whole = w.pdf("hong-bm07-nguyen.pdf", form("ck_csvc"))
    labels = ("Biểu mẫu 05 - Thông báo cam kết chất lượng giáo dục", "Biểu mẫu 06 - Chất lượng giáo dục thực tế",
              "Biểu mẫu 07 - Thông tin cơ sở vật chất", "Biểu mẫu 08 - Thông tin đội ngũ nhà giáo")  # fmt: skip
    names = ("BM05.pdf", "BM06.pdf", "BM07.pdf", "BM08.docx")
    rows = "".join(f'<p><img src="/icon/pdf.gif"> <a target="_blank" href="{base}{name}">{label} năm học 2021-2022</a></p>' for label, name in zip(labels, names, strict=True))  # fmt: skip
    rows += f'<p><a href="{base}DuToan2022.pdf">Công khai dự toán ngân sách năm 2022</a></p><p><a href="{base}KhoanThu.pdf">Công khai các khoản thu năm học 2021-2022</a></p>'
    pages = {
        "cong-khai": ("Công khai", f'<div class="list"><a href="{makes.VNPT.address("cong-khai-2021-2022")}">Công khai năm học 2021-2022</a></div>'),
        "cong-khai-2021-2022": ("Công khai năm học 2021-2022", rows),
        "bieu-mau": ("Biểu mẫu", '<p><a href="/UploadFiles/BieuMau/DonXinNghiHoc.doc">Đơn xin nghỉ học</a></p>'),
    }  # fmt: skip
    gone = "<html><head><meta charset=utf-8><title>Lỗi</title></head><body><h2>ErrorRequest</h2><p>Không tìm thấy tệp bạn yêu cầu hoặc tệp đã bị xóa khỏi hệ thống.</p></body></html>"
    files = {
        f"{base}BM05.pdf": File(w.raw("hong-bm05.html", gone.encode())),
        f"{base}BM06.pdf": File(w.raw("hong-bm06.pdf", b"")),
        f"{base}BM07.pdf": File(w.cut("hong-bm07.pdf", whole)),
        f"{base}BM08.docx": File(w.encrypted("hong-bm08.docx", form("ck_doi_ngu"))),
        f"{base}DuToan2022.pdf": File(w.encrypted("hong-du-toan.pdf", papers.budget(t.name, 2022))),
        f"{base}KhoanThu.pdf": File(
            w.raw("hong-thu.pdf", b"%PDF-1.7\n\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 20 + b"\n%%EOF\n")
        ),
    }
    return Portal(t, makes.VNPT, w, pages, files)


def loi(t: Truth, w: Workshop) -> Portal:
    """vnEdu: nothing of the year can be fetched tonight."""
    labels = ("Thông báo cam kết chất lượng giáo dục", "Thông báo công khai chất lượng giáo dục thực tế",
              "Thông báo công khai cơ sở vật chất", "Thông báo công khai đội ngũ nhà giáo")  # fmt: skip
    at = [f"/tai-lieu/bm{n:02}-2021-2022.pdf" for n in range(9, 13)]
    rows = "".join(f'<li><a href="{to}">{label} năm học 2021-2022</a></li>' for label, to in zip(labels, at, strict=True))  # fmt: skip
    pages = {
        "cong-khai": ("Công khai", f'<ul class="list-cat"><li><a href="{makes.VNEDU.address("cong-khai-2021-2022")}">Năm học 2021-2022</a></li></ul>'),
        "cong-khai-2021-2022": ("Công khai năm học 2021-2022", f"<ul>{rows}</ul>"),
        "bieu-mau": ("Biểu mẫu - Đơn từ", '<p><a href="/tai-lieu/don-xin-nghi-hoc.doc">Đơn xin nghỉ học</a></p><p><a href="/tai-lieu/don-phuc-khao.docx">Đơn xin phúc khảo</a></p>'),
    }  # fmt: skip
    files = {
        at[0]: File(status=500),
        at[1]: File(status=503, headers={"Retry-After": "1"}),
        at[2]: File(w.pdf("loi-bm11.pdf", papers.form("ck_csvc", t.level, t.name, YEAR)), wait=9.0),
        at[3]: File(status=429, headers={"Retry-After": "1"}),
        "/tai-lieu/don-xin-nghi-hoc.doc": File(status=500),
        "/tai-lieu/don-phuc-khao.docx": File(w.docx("loi-phuc-khao.docx", papers.remarking(t.name))),
    }
    return Portal(t, makes.VNEDU, w, pages, files)
