"""More shapes: other hosts, archives, careless addresses, files too large, slow, forbidden, and what robots.txt forbids."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

from html import escape as esc

from tests.portals.documents import makes, papers
from tests.portals.documents.elsewhere import Google, microsoft, shortener
from tests.portals.documents.portal import File, Page, Portal
from tests.portals.documents.truths import Truth
from tests.portals.documents.workshop import Workshop
from tests.portals.labelled.site import Ask, Reply, redirect

YEAR = "2021-2022"
LABELS = {
    "TH": ("Biểu mẫu 05. Cam kết chất lượng giáo dục", "Biểu mẫu 06. Chất lượng giáo dục thực tế",
           "Biểu mẫu 07. Cơ sở vật chất", "Biểu mẫu 08. Đội ngũ nhà giáo, cán bộ quản lý và nhân viên"),
    "THCS": ("Biểu mẫu 09. Cam kết chất lượng giáo dục", "Biểu mẫu 10. Chất lượng giáo dục thực tế",
             "Biểu mẫu 11. Cơ sở vật chất", "Biểu mẫu 12. Đội ngũ nhà giáo, cán bộ quản lý và nhân viên"),
}  # fmt: skip


def year_pages(make: makes.Make, main: str, forms: str, year: str = YEAR) -> dict[str, Page]:
    """Công khai with one page for a year, and a page of forms."""
    key = f"cong-khai-{year}"
    return {
        "cong-khai": ("Công khai", f'<p><a href="{make.address(key)}">Công khai năm học {year}</a></p>'),
        key: (f"Công khai năm học {year}", main),
        "bieu-mau": ("Biểu mẫu", forms),
    }


def listed(rows: list[tuple[str, str]], year: str = "") -> str:
    """A plain list of links."""
    tail = f" năm học {year}" if year else ""
    return "<ul>" + "".join(f'<li><a href="{esc(to)}">{esc(label)}{tail}</a></li>' for label, to in rows) + "</ul>"


def drive(t: Truth, w: Workshop) -> Portal:
    """By hand: everything lies elsewhere."""
    at = [document.at for document in t.documents]
    google = Google(w)
    cam_ket = w.pdf("drive-bm09.pdf", papers.form("ck_cam_ket", t.level, t.name, YEAR))
    doi_ngu = w.pdf("drive-bm12.pdf", papers.form("ck_doi_ngu", t.level, t.name, YEAR))
    fees, leave = papers.fees(t.name, YEAR), papers.leave(t.name)
    google.file("1BM09congkhaiTanVinh2122aaaaaaaaa", cam_ket, "BM09 2021-2022.pdf")
    google.asks("1BM10khongchiaseTanVinh2122bbbbbb")
    google.file("1BM12lonquaTanVinh2122ccccccccccc", doi_ngu, "BM12 2021-2022.pdf", unscanned=True)
    google.document("1KhoanThuTanVinh2122ddddddddddddd", "Các khoản thu năm học 2021-2022", pdf=w.pdf("drive-thu.pdf", fees), docx=w.docx("drive-thu.docx", fees))  # fmt: skip
    google.folder("1ThuMucDuToanTanVinheeeeeeeeeeee", "Dự toán 2022")
    google.document("1DonNghiHocTanVinhffffffffffffffff", "Đơn xin nghỉ học", pdf=w.pdf("drive-nghi.pdf", leave), docx=w.docx("drive-nghi.docx", leave))  # fmt: skip
    hosts = {**google.hosts, **microsoft("/b/s!AquyettoanTanVinh"), **shortener("/3bm11tv", f"http://{t.host}/tep/bm11.pdf")}  # fmt: skip
    rows = [*zip(LABELS["THCS"], at[:4], strict=True), ("Công khai các khoản thu", at[4])]
    main = listed(rows, YEAR) + listed([("Công khai dự toán ngân sách năm 2022", at[5]), ("Công khai quyết toán ngân sách năm 2021", at[6])])  # fmt: skip
    forms = listed([("Đơn xin nghỉ học", at[7]), ("Đơn xin phúc khảo bài kiểm tra", at[8])])
    files = {"/tep/bm11.pdf": File(w.pdf("drive-bm11.pdf", papers.form("ck_csvc", t.level, t.name, YEAR)))}
    return Portal(t, makes.BYHAND, w, year_pages(makes.BYHAND, main, forms), files, hosts=hosts)


def packed(t: Truth, w: Workshop) -> Portal:
    """SharePoint: archives."""
    all_four = {f"Cong khai 2021-2022/Bieu mau {n:02}.pdf": w.pdf(f"zip-bm{n:02}.pdf", papers.form(item, t.level, t.name, YEAR))
                for n, item in enumerate(papers.TT36, 5)}  # fmt: skip
    one = "Cong khai 2021-2022/Bieu mau 05.pdf"
    two = "Cong khai 2021-2022/Bieu mau 06.pdf"
    parents = {"Don xin nghi hoc.docx": w.docx("zip-nghi-hoc.docx", papers.leave(t.name)),
               "Don xin chuyen truong.docx": w.docx("zip-chuyen-truong.docx", papers.transfer(t.name))}  # fmt: skip
    base = "/congkhai/Documents/"
    main = listed([(LABELS["TH"][0], f"{base}BM05_2122.zip"), (LABELS["TH"][1], f"{base}BM06_2122.zip"), ("Công khai cơ sở vật chất, đội ngũ (Biểu mẫu 05, 06, 07, 08)", f"{base}CongKhai_2122.zip")], YEAR)  # fmt: skip
    forms = listed([("Đơn xin nghỉ học, đơn xin chuyển trường (tệp nén)", "/bieumau/Documents/DonXin.rar")])
    files = {
        f"{base}BM05_2122.zip": File(w.zipped("zip-bm05.zip", {one: all_four[one]})),
        f"{base}BM06_2122.zip": File(w.zipped("zip-bm06.zip", {two: all_four[two]}), "application/x-zip-compressed"),
        f"{base}CongKhai_2122.zip": File(w.zipped("zip-tat-ca.zip", all_four)),
        "/bieumau/Documents/DonXin.rar": File(w.rar("zip-don.rar", parents)),
    }
    return Portal(t, makes.SHAREPOINT, w, year_pages(makes.SHAREPOINT, main, forms), files)


def careless(t: Truth, w: Workshop) -> Portal:
    """After Violet: right files behind careless addresses."""
    form = lambda item: papers.form(item, t.level, t.name, YEAR)  # noqa: E731
    labels = [f"{label} năm học 2021-2022" for label in LABELS["THCS"]]
    main = (
        f"- <a href=\"javascript:window.open('/tep/bm09.pdf')\">{labels[0]}</a><br>"
        f"- <a href='\\tep\\BM10.PDF '>{labels[1]}</a><br>"
        f"- <a href='/Handlers/TaiVe.ashx?ma=11'>{labels[2]}</a><br>"
        f"- {labels[3]} <button type='button' onclick=\"window.location.href='/tep/bm12.docx'\">Xem</button><br>"
        "- <a href='/tep/du-toan-2022.pdf#page=1'>Công khai dự toán ngân sách năm 2022</a><br>"
        "- <a href='/xem.asp?id=7'>Công khai quyết toán ngân sách năm 2021</a><br>"
        "<p>Công khai các khoản thu năm học 2021-2022</p><object classid='clsid:CA8A9780-280D-11CF-A24D-444553540000' width='700' height='900'><param name='src' value='/tep/khoan-thu.pdf'></object>"
    )
    forms = '<p class="tai" data-href="/tep/don-nghi-hoc.odt">Đơn xin nghỉ học</p><p><a href="/tep/don-phuc-khao.rtf">Đơn xin phúc khảo bài kiểm tra</a></p>'
    files = {
        "/tep/bm09.pdf": File(w.pdf("lach-bm09.pdf", form("ck_cam_ket"))),
        "/tep/BM10.PDF": File(w.pdf("lach-bm10.pdf", form("ck_chat_luong"))),
        "/tep/kho/11.pdf": File(w.webpdf("lach-bm11.pdf", form("ck_csvc"))),
        "/tep/bm12.docx": File(w.docx("lach-bm12.docx", form("ck_doi_ngu"))),
        "/tep/du-toan-2022.pdf": File(w.pdf("lach-du-toan.pdf", papers.budget(t.name, 2022))),
        "/tep/quyet-toan-2021.pdf": File(w.pdf("lach-quyet-toan.pdf", papers.accounts(t.name, 2021))),
        "/tep/khoan-thu.pdf": File(w.pdf("lach-khoan-thu.pdf", papers.fees(t.name, YEAR))),
        "/tep/don-nghi-hoc.odt": File(w.office("lach-nghi-hoc.odt", papers.leave(t.name))),
        "/tep/don-phuc-khao.rtf": File(w.office("lach-phuc-khao.rtf", papers.remarking(t.name))),
    }

    def show(ask: Ask) -> Reply:
        return Reply("<html><head><meta charset='utf-8'><meta http-equiv='refresh' content=\"0;url='/tep/quyet-toan-2021.pdf'\"><title>Xem tệp</title></head><body>Đang mở tệp...</body></html>")  # fmt: skip

    others = {"/Handlers/TaiVe.ashx?ma=11": redirect("/tep/kho/11.pdf"), "/xem.asp?id=7": show}
    return Portal(t, makes.VIOLET, w, year_pages(makes.VIOLET, main, forms), files, others=others)


def heavy(t: Truth, w: Workshop) -> Portal:
    """vnEdu: too large, slow, 401, 403, a video."""
    form = lambda item: papers.form(item, t.level, t.name, YEAR)  # noqa: E731
    at = [document.at for document in t.documents]
    main = listed(list(zip(LABELS["TH"], at, strict=False)), YEAR)
    main += '<p><a href="/upload/le-khai-giang.mp4">Video lễ khai giảng</a></p><video src="/upload/le-khai-giang.mp4" controls></video>'
    files = {
        at[0]: File(w.large("to-bm05.pdf", form("ck_cam_ket"), 25)),
        at[1]: File(w.pdf("to-bm06.pdf", form("ck_chat_luong")), wait=2.5),
        at[2]: File(status=401, headers={"WWW-Authenticate": 'Basic realm="noi bo"'}),
        at[3]: File(status=403),
        at[4]: File(w.office("to-nghi-hoc.rtf", papers.leave(t.name))),
        "/upload/le-khai-giang.mp4": File(w.raw("to-video.mp4", b"\0\0\0\x18ftypmp42" + bytes(3_000_000))),
    }
    return Portal(t, makes.VNEDU, w, year_pages(makes.VNEDU, main, listed([("Đơn xin nghỉ học", at[4])])), files)


def forbidden(t: Truth, w: Workshop) -> Portal:
    """NukeViet: robots.txt forbids the folder of files."""
    at = [document.at for document in t.documents]
    letters = [papers.form(item, t.level, t.name, YEAR) for item in papers.TT36]
    files = {one: File(w.pdf(f"cam-{n}.pdf", letter)) for n, (one, letter) in enumerate(zip(at, letters, strict=False))}
    files[at[4]] = File(w.docx("cam-nghi-hoc.docx", papers.leave(t.name)))
    main = listed(list(zip(LABELS["TH"], at, strict=False)), YEAR)
    pages = year_pages(makes.NUKEVIET, main, listed([("Đơn xin nghỉ học", at[4])]))
    return Portal(t, makes.NUKEVIET, w, pages, files, robots="User-agent: *\nDisallow: /admin/\nDisallow: /uploads/\n")


def down(t: Truth, w: Workshop) -> Portal:
    """SharePoint, 2024-2025: faults, and a folder that robots.txt forbids."""
    at = [document.at for document in t.documents]
    labels = ("Báo cáo thường niên năm 2024", "Kế hoạch giáo dục năm học 2024-2025", "Đội ngũ nhà giáo năm học 2024-2025", "Cơ sở vật chất năm học 2024-2025")  # fmt: skip
    files = {
        at[0]: File(status=503, headers={"Retry-After": "1"}),
        at[1]: File(w.pdf("dong-ke-hoach.pdf", papers.plan(t.name, "2024-2025")), wait=9.0),
        at[2]: File(w.raw("dong-doi-ngu.pdf", b"%PDF-1.4 nobody may ask for this")),
        at[3]: File(status=502),
    }
    main = listed(list(zip(labels, at, strict=True)))
    pages = year_pages(makes.SHAREPOINT, main, "<p>Phụ huynh liên hệ văn phòng.</p>", "2024-2025")
    return Portal(t, makes.SHAREPOINT, w, pages, files, robots="User-agent: *\nDisallow: /kin/\n")
