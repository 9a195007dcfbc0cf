"""Portals whose servers have habits: right files that want to be asked in a certain way, and answers that are no files."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

import gzip

from tests.portals.documents import makes, papers
from tests.portals.documents import papers_real as real
from tests.portals.documents.portal import BYTES, PDF, File, Portal
from tests.portals.documents.shapes_more import LABELS, YEAR, listed, year_pages
from tests.portals.documents.truths import Truth
from tests.portals.documents.workshop import Workshop
from tests.portals.labelled.site import Ask, Reply, redirect

_MONEY = [
    ("Công khai dự toán ngân sách năm 2022", "du_toan"),
    ("Công khai các khoản thu năm học 2021-2022", "khoan_thu"),
]


def habits(t: Truth, w: Workshop) -> Portal:
    """Joomla: everything right for a visitor with a browser."""
    at = [document.at for document in t.documents]
    orders = [
        w.pdf(f"sev-{n}.pdf", real.form36(item, "TH", [t.name.upper()], YEAR)) for n, item in enumerate(real.TT36[:3])
    ]
    word = w.docx("sev-bm08.docx", real.form36("ck_doi_ngu", "TH", [t.name.upper()], YEAR))
    money, fees, leave = (
        w.pdf("sev-du-toan.pdf", real.given(t.name, 2022, "ngày 12 tháng 01 năm 2022")),
        w.pdf("sev-thu.pdf", papers.fees(t.name, YEAR)),
        w.pdf("sev-nghi.pdf", papers.leave(t.name)),
    )

    def referred(ask: Ask) -> Reply:
        return Reply(w.bytes_of(orders[0]), kind=PDF) if t.host in ask.headers.get("referer", "") else redirect("/")

    def with_cookie(ask: Ask) -> Reply:
        if "phien=" in ask.headers.get("cookie", ""):
            return Reply(w.bytes_of(orders[1]), kind=PDF)
        if "thu" in ask.query:
            return Reply(
                "<html><head><meta charset='utf-8'><title>Cookie</title></head><body><p>Trình duyệt của bạn chưa bật cookie. Vui lòng bật cookie và thử lại.</p></body></html>"
            )
        return Reply("", 302, headers={"Location": f"{ask.path}?thu=1", "Set-Cookie": "phien=a81c; path=/"})

    def zipped(ask: Ask) -> Reply:
        if ask.method == "HEAD":
            return Reply("", 405, headers={"Allow": "GET"})
        return Reply(
            gzip.compress(w.bytes_of(word)),
            kind=BYTES,
            headers={"Content-Encoding": "gzip", "Content-Disposition": 'attachment; filename="BM08.docx"'},
        )

    def in_part(ask: Ask) -> Reply:
        body = w.bytes_of(money)
        return Reply(body, 206, PDF, {"Content-Range": f"bytes 0-{len(body) - 1}/{len(body)}", "ETag": '"1"'})

    others = {
        at[0]: referred,
        at[1]: with_cookie,
        at[2]: lambda ask: Reply(w.bytes_of(orders[2]), kind=BYTES, headers={"Transfer-Encoding": "chunked", "Content-Disposition": "inline", "ETag": '"1"'}),
        at[3]: zipped,
        at[4]: in_part,
        "/chuyen-huong": lambda ask: redirect(ask.query.get("url", "/")),
        at[6]: lambda ask: Reply(w.bytes_of(leave), headers={"Content-Disposition": 'attachment; filename="don xin nghi hoc.pdf"'}),
    }  # fmt: skip
    main = listed(list(zip(LABELS["TH"], at, strict=False)), YEAR) + listed(
        [(_MONEY[0][0], at[4]), (_MONEY[1][0], at[5])]
    )
    pages = year_pages(makes.JOOMLA, main, listed([("Đơn xin nghỉ học", at[6])]))
    return Portal(t, makes.JOOMLA, w, pages, {"/images/ck/khoan-thu.pdf": File(fees)}, others=others)


def nothing_there(t: Truth, w: Workshop) -> Portal:
    """By hand: 200 for everything, and no file."""
    at = [document.at for document in t.documents]

    def whole(title: str, body: str) -> str:
        return f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title></head><body>{body}</body></html>'

    login = Reply(
        whole(
            "Đăng nhập",
            '<h2>Đăng nhập hệ thống</h2><form method="post" action="/dang-nhap"><input name="ten"><input type="password" name="mat_khau"><button>Đăng nhập</button></form>',
        )
    )
    wall = Reply(
        whole(
            "Just a moment...",
            '<noscript>Enable JavaScript and cookies to continue</noscript><script src="/cdn-cgi/challenge-platform/h/b/orchestrate/jsch/v1?ray=6a1"></script>',
        ),
        headers={"cf-mitigated": "challenge", "Server": "cloudflare"},
    )
    others = {
        at[0]: redirect("/"),
        at[1]: Reply("<html><meta charset=utf-8>Tệp không tồn tại</html>"),
        at[2]: login,
        at[3]: wall,
        at[4]: Reply('{"success":false,"message":"Không tìm thấy tệp tin"}', kind="application/json; charset=utf-8"),
        at[5]: Reply(whole("Thông báo", "<script>alert('Phiên làm việc đã hết hạn');history.back();</script>"), kind=PDF),
        at[6]: redirect("/dang-nhap?tiep=%2Ftep%2Fdon-nghi-hoc.docx"),
        "/dang-nhap": login,
    }  # fmt: skip
    main = listed(list(zip(LABELS["TH"], at, strict=False)), YEAR) + listed(
        [(_MONEY[0][0], at[4]), (_MONEY[1][0], at[5])]
    )
    return Portal(
        t, makes.BYHAND, w, year_pages(makes.BYHAND, main, listed([("Đơn xin nghỉ học", at[6])])), {}, others=others
    )
