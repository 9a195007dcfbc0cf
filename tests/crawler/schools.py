"""Minimal school portals for the fault server: each whole and good, so that one fault is all that is wrong.

The good portal has every required section, 45 posts of 2021–2022 in five listing pages, công khai by year with files
that open, and forms. What the verdict must be on it is written here by hand.
"""

# ruff: noqa: E501 - markup and data read best a case a line

from __future__ import annotations

from datetime import date, timedelta

from records.school import Level, School
from runner.demo.files import make_docx, make_pdf
from tests.crawler.faults import Answer, Site, reply

YEAR = "2021-2022"
NAMES = (
    "Hoa Sen", "Bình Minh", "Kim Đồng", "Nguyễn Du", "Lê Lợi", "Trần Phú", "Phù Đổng", "Võ Thị Sáu", "Ánh Dương",
    "Họa Mi", "Hòa Bình", "Thăng Long", "Quang Trung", "Chu Văn An", "Lý Tự Trọng", "Hùng Vương", "Đoàn Kết", "Tân An",
)  # fmt: skip
POSTS = 45
PER_PAGE = 10
MENU = (
    ("/gioi-thieu", "Giới thiệu"),
    ("/tin-tuc", "Tin tức"),
    ("/van-ban", "Văn bản"),
    ("/cong-khai", "Công khai"),
    ("/tuyen-sinh", "Tuyển sinh"),
    ("/thu-tuc", "Thủ tục - Biểu mẫu"),
    ("/lien-he", "Liên hệ"),
)
_MADE_PUBLIC = (
    ("cam-ket", "Cam kết chất lượng giáo dục (Biểu mẫu 05)"),
    ("chat-luong", "Công khai chất lượng giáo dục thực tế (Biểu mẫu 06)"),
    ("co-so", "Công khai cơ sở vật chất (Biểu mẫu 07)"),
    ("doi-ngu", "Công khai đội ngũ nhà giáo (Biểu mẫu 08)"),
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SUBJECTS = ("Lễ khai giảng", "Hội khỏe Phù Đổng", "Ngày hội đọc sách", "Sơ kết học kỳ", "Hội thi giáo viên giỏi")
_LONG = (
    "Trường được thành lập từ năm 1995, hiện có 24 lớp với hơn chín trăm học sinh, đội ngũ giáo viên tận tâm và cơ sở "
    "vật chất khang trang, nhiều năm liền đạt danh hiệu tập thể lao động xuất sắc. "
) * 2


def school_name(number: int) -> str:
    """A name no other number has."""
    turn = number // len(NAMES)
    return f"Trường Tiểu học {NAMES[number % len(NAMES)]}" + (f" {turn + 10}" if turn else "")


def page(name: str, title: str, body: str) -> str:
    """A page in the frame that every page of the portal has."""
    menu = "".join(f'<li><a href="{url}">{label}</a></li>' for url, label in MENU)
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title></head><body>'
        f'<header class="header"><div class="logo">{name}</div></header><nav class="menu"><ul>{menu}</ul></nav>'
        f'<main class="content"><h1>{title}</h1>{body}</main>'
        f'<footer class="footer">Bản quyền thuộc {name}</footer></body></html>'
    )


def posts(count: int = POSTS) -> list[tuple[str, str, date]]:
    """(path, title, day) of the posts, newest first: one every seven days from 2022-07-20 back to September 2021."""
    newest = date(2022, 7, 20)
    return [
        (f"/bai-viet/{_SLUGS[number % 5]}-lan-thu-{count - number}", f"{_SUBJECTS[number % 5]} lần thứ {count - number} của nhà trường",
         newest - timedelta(days=7 * number))
        for number in range(count)
    ]  # fmt: skip


_SLUGS = ("le-khai-giang", "hoi-khoe-phu-dong", "ngay-hoi-doc-sach", "so-ket-hoc-ky", "hoi-thi-giao-vien-gioi")


def listing(name: str, number: int, count: int = POSTS) -> str:
    """Page `number` (from 1) of the news listing."""
    shown = posts(count)[(number - 1) * PER_PAGE : number * PER_PAGE]
    entries = "".join(
        f'<div class="item"><h3><a href="{path}">{title}</a></h3><span class="date">{day:%d/%m/%Y}</span>'
        f"<p>Sáng nay thầy và trò nhà trường đã tham gia hoạt động này.</p></div>"
        for path, title, day in shown
    )
    last = -(-count // PER_PAGE)
    pager = "".join(
        f'<li><a href="/tin-tuc?trang={page_number}">{page_number}</a></li>' for page_number in range(1, last + 1)
    )
    return page(name, f"Tin tức - {name}", f'<div class="list">{entries}</div><ul class="pagination">{pager}</ul>')


def good_site(
    name: str, changes: dict[str, Answer] | None = None, count: int = POSTS, dies_after: int | None = None
) -> Site:
    """A good portal; `changes` puts other answers on some paths."""
    hello = f"<p>Chào mừng quý vị đến với cổng thông tin của {name}, phường Phú Cường.</p>"
    body = f"<p>{_LONG}</p>"
    links = "".join(
        f'<li><a href="/tep/{slug}.pdf">{title} năm học 2021-2022</a></li>'
        for slug, title in _MADE_PUBLIC
    )
    forms = (
        '<li><a href="/tep/don-nghi-hoc.docx">Đơn xin nghỉ học</a></li>'
        '<li><a href="/tep/don-chuyen-truong.docx">Đơn xin chuyển trường</a></li>'
        '<li><a href="/tep/don-phuc-khao.docx">Đơn xin phúc khảo bài kiểm tra</a></li>'
    )
    pages: dict[str, Answer] = {
        "/": reply(page(name, name, hello + body)),
        "/robots.txt": reply("User-agent: *\nDisallow: /quan-tri/\n", kind="text/plain"),
        "/gioi-thieu": reply(page(name, f"Giới thiệu - {name}", body)),
        "/van-ban": reply(page(name, f"Văn bản - {name}", '<ul><li><a href="/tep/ke-hoach.pdf">Kế hoạch số 12/KH-TH năm học 2021-2022</a></li></ul>')),
        "/cong-khai": reply(page(name, f"Công khai - {name}", '<ul><li><a href="/cong-khai/2021-2022">Công khai năm học 2021-2022</a></li><li><a href="/cong-khai/2020-2021">Công khai năm học 2020-2021</a></li></ul>')),
        "/cong-khai/2021-2022": reply(page(name, f"Công khai năm học 2021-2022 - {name}", f"<ul>{links}</ul>")),
        "/cong-khai/2020-2021": reply(page(name, f"Công khai năm học 2020-2021 - {name}", f"<ul>{links.replace('2021-2022', '2020-2021').replace('/tep/', '/tep/cu/')}</ul>")),
        "/tuyen-sinh": reply(page(name, f"Tuyển sinh - {name}", f"<p>Tuyển sinh vào lớp Một. {_LONG}</p>")),
        "/thu-tuc": reply(page(name, f"Thủ tục - Biểu mẫu - {name}", f"<ul>{forms}</ul>")),
        "/lien-he": reply(page(name, f"Liên hệ - {name}", "<p>Địa chỉ: 12 đường Hoa Mai. Điện thoại: 0274 3822 111. Email: lienhe@truong.test</p>")),
        "/tin-tuc": reply(listing(name, 1, count)),
        "/tep/*": reply(make_pdf((name, "Kế hoạch năm học 2021-2022")), kind="application/pdf"),
        "/tep/don-nghi-hoc.docx": reply(make_docx(("Đơn xin nghỉ học", f"Kính gửi: {name}")), kind=_WORD),
        "/tep/don-chuyen-truong.docx": reply(make_docx(("Đơn xin chuyển trường", f"Kính gửi: {name}")), kind=_WORD),
        "/tep/don-phuc-khao.docx": reply(make_docx(("Đơn xin phúc khảo", f"Kính gửi: {name}")), kind=_WORD),
    }  # fmt: skip
    for slug, title in _MADE_PUBLIC:
        for year, path in (("2021-2022", f"/tep/{slug}.pdf"), ("2020-2021", f"/tep/cu/{slug}.pdf")):
            pages[path] = reply(make_pdf((name, title, f"Năm học {year}")), kind="application/pdf")
    for number in range(1, -(-count // PER_PAGE) + 1):
        pages[f"/tin-tuc?trang={number}"] = reply(listing(name, number, count))
    for path, title, day in posts(count):
        pages[path] = reply(page(name, title, f'<div class="date">{day:%d/%m/%Y}</div><p>{_LONG}</p>'))
    changes = changes or {}
    # A change for a whole part of the portal also takes the place of the pages listed above.
    parts = tuple(path[:-1] for path in changes if path.endswith("*"))
    kept = {path: answer for path, answer in pages.items() if not (parts and path.startswith(parts))}
    return Site(pages={**kept, **changes}, dies_after=dies_after)


def parent_site(hosts: dict[str, str]) -> Site:
    """The office's portal: `hosts` maps each school's host to its name."""
    rows = "".join(f'<li><a href="http://{host}/">{name}</a></li>' for host, name in hosts.items())
    body = f'<h2>Các trường trực thuộc</h2><ul class="schools">{rows}</ul>'
    return Site(pages={"/": reply(page("Phòng Giáo dục và Đào tạo", "Phòng Giáo dục và Đào tạo", body))})


def school(number: int, host: str, parent: str | None = None, portal: str | None = None) -> School:
    """The row of the list for a host."""
    return School(
        code=host.split(".")[0],
        name=school_name(number),
        levels=(Level.TH,),
        portal=portal or f"http://{host}/",
        parents=(f"http://{parent}/",) if parent else (),
    )
