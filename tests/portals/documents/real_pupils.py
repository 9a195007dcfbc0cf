"""Pupils in shapes that are no table with birthdays."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

from tests.documents.letters import Letter
from tests.portals.documents import makes, papers
from tests.portals.documents import papers_real as real
from tests.portals.documents.files_real import write_sheets
from tests.portals.documents.portal import File, Portal
from tests.portals.documents.shapes_more import LABELS, YEAR, listed, year_pages
from tests.portals.documents.truths import Truth
from tests.portals.documents.workshop import Workshop


def other_shapes(t: Truth, w: Workshop) -> Portal:
    """NukeViet: boxes, typed columns, three columns, capitals, homes, prizes, an annex."""
    at, names = [document.at for document in t.documents], t.pupils
    form = lambda item: real.form36(item, "TH", [t.name.upper()], YEAR)  # noqa: E731
    parted = Letter(
        head=(t.name.upper(), "DANH SÁCH LỚP 1/3", "Năm học 2021-2022"),
        table=(
            ("STT", "Họ và tên", "Ngày", "Tháng", "Năm"),
            *((str(n), name, str(n + 3), str(n + 6), "2015") for n, name in enumerate(names[10:15], 1)),
        ),
    )
    vaccinated = Letter(
        head=(t.name.upper(), "DANH SÁCH TIÊM CHỦNG", "Đợt tháng 4 năm 2022"),
        table=(
            ("TT", "HỌ TÊN", "SINH NGÀY", "LỚP"),
            *((str(n), name, f"{n + 11}.0{n + 2}.15", f"1/{n}") for n, name in enumerate(names[20:25], 1)),
        ),
    )
    driven = Letter(
        head=("DS ĐƯA RƯỚC NĂM HỌC 2021-2022",),
        table=(
            ("STT", "Tên học sinh", "Địa chỉ", "ĐT"),
            *((str(n), name, f"Hẻm {n}, ấp Trâm Vàng", f"0977 10 20 3{n}") for n, name in enumerate(names[15:20], 1)),
        ),
    )
    disabled = Letter(
        head=("PHỤ LỤC", "Danh sách học sinh khuyết tật học hòa nhập"),
        table=(
            ("STT", "Họ và tên", "Lớp", "Dạng khuyết tật"),
            *((str(n), name, f"2/{n}", "Trí tuệ") for n, name in enumerate(names[30:35], 1)),
        ),
    )
    files = {
        at[0]: File(w.pdf("dan-05.pdf", form("ck_cam_ket"))),
        at[1]: File(w.pdf("dan-06.pdf", form("ck_chat_luong"), disabled)),
        at[2]: File(w.pdf("dan-07.pdf", form("ck_csvc"))),
        at[3]: File(w.pdf("dan-08.pdf", form("ck_doi_ngu"))),
        at[4]: File(w.docx("dan-lop.docx", parted)),
        at[5]: File(w.pdf("dan-tiem.pdf", vaccinated)),
        at[6]: File(w.made("dan-xe.xlsx", lambda path: write_sheets(path, {"Sheet1": driven}))),
        at[7]: File(w.docx("dan-nghi.docx", papers.leave(t.name))),
    }
    address = makes.NUKEVIET.address
    main = listed(list(zip(LABELS["TH"], at, strict=False)), YEAR) + listed(
        [
            ("Danh sách lớp 1/3", at[4]),
            ("Danh sách tiêm chủng", at[5]),
            ("Danh sách đưa rước", at[6]),
            ("Đội tuyển Trạng nguyên nhỏ tuổi", address("doi-tuyen")),
            ("Học sinh bơi lội", address("boi-loi")),
        ],
        YEAR,
    )
    pages = year_pages(makes.NUKEVIET, main, listed([("Đơn xin nghỉ học", at[7])]))
    pages["doi-tuyen"] = (
        "Đội tuyển Trạng nguyên nhỏ tuổi",
        '<div class="row">'
        + "".join(
            f'<div class="col-md-3 hoc-sinh"><img src="/anh/{n}.jpg"><h4>{name}</h4><p>Sinh năm 2013 - Lớp 3/{n}</p></div>'
            for n, name in enumerate(names[:5], 1)
        )
        + "</div>",
    )
    pages["boi-loi"] = (
        "Học sinh bơi lội",
        "<pre>STT\tHọ và tên\t\tNgày sinh\tLớp\n"
        + "\n".join(f"{n}\t{name}\t{n + 4:02}/{n + 3:02}/2014\t2/{n}" for n, name in enumerate(names[5:10], 1))
        + "</pre>",
    )
    prize = (
        "Trao học bổng cho học sinh vượt khó",
        "<p>Ngày đăng: 14/01/2022</p><p>Nhà trường công bố danh sách học sinh nhận học bổng:</p><ul>"
        + "".join(
            f"<li>Em {name}, lớp 4/{n}, con ông Hai Lúa {n}, ngụ ấp Bến Mương</li>"
            for n, name in enumerate(names[25:30], 1)
        )
        + "</ul>",
    )
    pages["hoc-bong"] = prize
    portal = Portal(t, makes.NUKEVIET, w, pages, files)
    for key in ("", "tin-tuc"):
        title, body = portal.pages[key]
        portal.pages[key] = (
            title,
            f'<div class="tin"><a href="{address("hoc-bong")}">{prize[0]}</a> <span class="ngay">14/01/2022</span></div>'
            + body,
        )
    return portal
