"""Portals whose labels are right: files without contents, of other years, of other forms."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import docx

from tests.documents.letters import MOTTO, Letter
from tests.documents.pdf_files import write_reportlab
from tests.portals.documents import makes, papers
from tests.portals.documents import papers_real as real
from tests.portals.documents.files_real import write_sheets
from tests.portals.documents.portal import File, Portal
from tests.portals.documents.shapes_more import LABELS, YEAR, listed, year_pages
from tests.portals.documents.truths import Truth
from tests.portals.documents.workshop import Workshop

_MONEY = ("Công khai dự toán ngân sách năm 2022", "Công khai các khoản thu năm học 2021-2022")


def _empty_word(path: Path) -> None:
    docx.Document().save(str(path))


def nothing_inside(t: Truth, w: Workshop) -> Portal:
    """WordPress: every file opens, none says anything."""
    at, name = [document.at for document in t.documents], t.name.upper()
    filled = real.form36("ck_cam_ket", "TH", [name], YEAR)
    bare = replace(
        filled, table=(filled.table[0], *((row[0], row[1], *("" for _ in row[2:])) for row in filled.table[1:]))
    )
    soon = Letter(
        head=(name, "Biểu mẫu 06", "Công khai thông tin chất lượng giáo dục thực tế, năm học 2021-2022"),
        body=("Đang cập nhật...",),
    )
    heads = real.form36("ck_doi_ngu", "TH", [name], YEAR)
    heads = replace(heads, table=heads.table[:1])
    moved = Letter(
        head=("THÔNG BÁO",),
        body=("Văn bản này đã được di chuyển.", "Vui lòng liên hệ văn phòng nhà trường để được cung cấp."),
    )
    files = {
        at[0]: File(w.docx("cho-05.docx", bare)),
        at[1]: File(w.pdf("cho-06.pdf", soon)),
        at[2]: File(w.made("cho-07.pdf", lambda path: write_reportlab(path, blank=1))),
        at[3]: File(w.made("cho-08.xlsx", lambda path: write_sheets(path, {"BM08": heads}))),
        at[4]: File(w.made("cho-du-toan.docx", _empty_word)),
        at[5]: File(w.pdf("cho-thu.pdf", moved)),
        at[6]: File(w.pdf("cho-nghi.pdf", Letter(head=("ĐƠN XIN NGHỈ HỌC",)))),
    }
    main = listed(list(zip(LABELS["TH"], at, strict=False)), YEAR) + listed(list(zip(_MONEY, at[4:6], strict=True)))
    return Portal(
        t, makes.WORDPRESS, w, year_pages(makes.WORDPRESS, main, listed([("Đơn xin nghỉ học", at[6])])), files
    )


def other_years(t: Truth, w: Workshop) -> Portal:
    """vnEdu: years that do not fit their labels."""
    at = [document.at for document in t.documents]
    form = lambda item, year=YEAR: real.form36(item, "TH", [t.name.upper()], year)  # noqa: E731
    before = replace(
        form("ck_cam_ket", "2020-2021"),
        body=("Nội dung này là căn cứ để nhà trường xây dựng kế hoạch năm học 2021-2022.",),
    )
    no_year = form("ck_chat_luong")
    no_year = replace(
        no_year,
        head=tuple(line.partition(", năm học")[0].removesuffix("2021-2022") for line in no_year.head),
        end=papers.signed("ngày 20 tháng 6 năm 2019"),
    )
    spelt = form("ck_csvc")
    spelt = replace(
        spelt, head=(*[line for line in spelt.head if "2021-2022" not in line], "tiểu học", "NĂM HỌC: 2021 – 2022")
    )
    money = replace(
        real.settled(t.name, 2021, "ngày 22 tháng 4 năm 2022"),
        body=("Căn cứ Công văn số 411/PGDĐT ngày 12 tháng 3 năm 2018 của Phòng Giáo dục và Đào tạo.",),
    )
    files = {
        at[0]: File(w.pdf("nien-05.pdf", before)),
        at[1]: File(w.pdf("nien-06.pdf", no_year)),
        at[2]: File(w.pdf("nien-07.pdf", spelt)),
        at[3]: File(w.docx("nien-08.docx", form("ck_doi_ngu", "2021/2022"))),
        at[4]: File(w.pdf("nien-du-toan.pdf", real.given(t.name, 2020, "ngày 10 tháng 01 năm 2020"))),
        at[5]: File(w.pdf("nien-q1.pdf", real.carried_out(t.name, "quý I năm 2019", "ngày 05 tháng 4 năm 2019"))),
        at[6]: File(w.pdf("nien-qt.pdf", money)),
        at[7]: File(w.docx("nien-nghi.docx", papers.leave(t.name))),
    }  # fmt: skip
    main = listed(list(zip(LABELS["TH"], at, strict=False)), YEAR) + listed(
        [
            (_MONEY[0], at[4]),
            ("Công khai tình hình thực hiện dự toán quý I năm 2022", at[5]),
            ("Công khai quyết toán ngân sách năm 2021", at[6]),
        ]
    )
    return Portal(t, makes.VNEDU, w, year_pages(makes.VNEDU, main, listed([("Đơn xin nghỉ học", at[7])])), files)


def other_forms(t: Truth, w: Workshop) -> Portal:
    """SharePoint: right labels above other forms."""
    at = [document.at for document in t.documents]
    form = lambda item, level="THCS": real.form36(item, level, [t.name.upper()], YEAR)  # noqa: E731
    resigns = Letter(
        head=(*MOTTO, "ĐƠN XIN NGHỈ VIỆC", f"Kính gửi: Hiệu trưởng {t.name}"),
        body=(
            "Tôi tên là: ………………… Chức vụ: …………………",
            "Nay tôi làm đơn này xin được chấm dứt hợp đồng làm việc kể từ ngày …/…/……",
            "Lý do: …………………",
        ),
        end=("………, ngày …… tháng …… năm ………", "Người làm đơn"),
    )
    marked = Letter(
        head=(t.name.upper(), "KẾT QUẢ PHÚC KHẢO BÀI KIỂM TRA HỌC KỲ I", "Năm học 2021-2022"),
        table=(
            ("SBD", "Họ và tên", "Lớp", "Điểm cũ", "Điểm phúc khảo"),
            *((f"0{n}17", name, f"9A{n}", "6,5", "7,0") for n, name in enumerate(t.pupils, 1)),
        ),
    )
    files = {
        at[0]: File(w.pdf("don-09.pdf", form("ck_cam_ket"))),
        at[1]: File(w.pdf("don-10.pdf", form("ck_chat_luong", "TH"))),
        at[2]: File(w.pdf("don-11.pdf", form("ck_doi_ngu"))),
        at[3]: File(w.pdf("don-12.pdf", form("ck_doi_ngu"))),
        at[4]: File(w.docx("don-nghi.docx", resigns)),
        at[5]: File(w.pdf("don-phuc-khao.pdf", marked)),
    }
    main = listed(list(zip(LABELS["THCS"], at, strict=False)), YEAR)
    return Portal(
        t,
        makes.SHAREPOINT,
        w,
        year_pages(
            makes.SHAREPOINT, main, listed([("Đơn xin nghỉ học", at[4]), ("Đơn xin phúc khảo bài kiểm tra", at[5])])
        ),
        files,
    )


def commune(t: Truth, w: Workshop) -> Portal:
    """By hand, 2025-2026: under TT 09/2024 and a commune."""
    year, at = "2025-2026", [document.at for document in t.documents]
    above = ("ỦY BAN NHÂN DÂN XÃ PHÚ LỘC", t.name.upper(), *MOTTO)
    report = Letter(
        head=(
            *above,
            "BÁO CÁO THƯỜNG NIÊN",
            "Năm ………",
            "(Theo Phụ lục I ban hành kèm theo Thông tư số 09/2024/TT-BGDĐT)",
        ),
        body=(
            "I. THÔNG TIN CHUNG",
            "1. Tên cơ sở giáo dục: ………………",
            "2. Địa chỉ trụ sở chính: ………………",
            "II. ĐỘI NGŨ NHÀ GIÁO, CÁN BỘ QUẢN LÝ VÀ NHÂN VIÊN",
            "Số lượng: ……… Đạt chuẩn: ……… %",
            "III. CƠ SỞ VẬT CHẤT",
            "Diện tích: ……… m2/học sinh",
            "VI. KẾT QUẢ TÀI CHÍNH",
            "Tổng thu: ……… Tổng chi: ………",
        ),
        end=("………, ngày …… tháng …… năm ………", "Thủ trưởng đơn vị"),
    )
    rules = real.decision(
        t.name,
        "Về việc ban hành Quy chế chi tiêu nội bộ năm 2025",
        "12/QĐ-THSN",
        "ngày 15 tháng 01 năm 2025",
        ("Điều 1. Ban hành Quy chế chi tiêu nội bộ năm 2025.", "Điều 2. Chế độ công tác phí: 200.000 đồng một ngày."),
    )
    fees = replace(
        papers.fees(t.name, year), head=(*above, "THÔNG BÁO", f"Công khai các khoản thu, mức thu năm học {year}")
    )
    staff = Letter(
        head=(*above, "CÔNG KHAI ĐỘI NGŨ NHÀ GIÁO, CÁN BỘ QUẢN LÝ VÀ NHÂN VIÊN", "Năm học 2024-2025"),
        table=(("Vị trí", "Số lượng", "Đạt chuẩn"), ("Giáo viên", "31", "30"), ("Nhân viên", "5", "5")),
        end=papers.signed("ngày 10 tháng 6 năm 2025"),
    )
    rooms = Letter(
        head=(*above, "CÔNG KHAI CƠ SỞ VẬT CHẤT", "(Số liệu tính đến tháng 6 năm 2026)"),
        table=(
            ("Hạng mục", "Số lượng", "Yêu cầu tối thiểu"),
            ("Phòng học", "21", "21"),
            ("Sân chơi", "2.100 m2", "1.900 m2"),
        ),
        end=papers.signed("ngày 12 tháng 6 năm 2026"),
    )
    feast = Letter(
        head=(*above, "KẾ HOẠCH", "Tổ chức đêm hội Trung thu năm 2025"),
        body=(
            "Thời gian: 18 giờ ngày 05/10/2025. Địa điểm: sân trường.",
            "Mỗi lớp chuẩn bị một mâm quả và hai lồng đèn.",
        ),
        end=papers.signed("ngày 20 tháng 9 năm 2025"),
    )
    council = Letter(
        head=(
            "ỦY BAN NHÂN DÂN XÃ PHÚ LỘC",
            *MOTTO,
            "Số: 215/QĐ-UBND",
            "QUYẾT ĐỊNH",
            f"Về việc công nhận Hội đồng trường {t.name}, nhiệm kỳ 2025-2030",
        ),
        body=("Điều 1. Công nhận Hội đồng trường gồm 9 thành viên.",),
        end=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "(Đã ký)"),
    )
    decree = Letter(
        head=(
            "CHÍNH PHỦ",
            *MOTTO,
            "Số: 81/2021/NĐ-CP",
            "NGHỊ ĐỊNH",
            "Quy định về cơ chế thu, quản lý học phí và chính sách miễn, giảm học phí, hỗ trợ chi phí học tập",
        ),
        body=("Điều 15. Đối tượng được miễn học phí.", "Điều 16. Đối tượng được giảm học phí."),
        end=("TM. CHÍNH PHỦ", "(Đã ký)"),
    )
    standard = Letter(
        head=(
            "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
            *MOTTO,
            "DANH SÁCH TRƯỜNG TIỂU HỌC ĐẠT CHUẨN QUỐC GIA",
            "Tính đến tháng 12 năm 2025",
        ),
        table=(
            ("STT", "Trường", "Mức độ"),
            *((str(n), school, "1") for n, school in enumerate((*real.TEN[:4], t.name, *real.TEN[4:8]), 1)),
        ),
    )
    letters = (report, rules, fees, staff, rooms, feast, council, decree, standard)
    files = {
        one: File(w.docx(f"xa-{n}.docx", letter) if one.endswith("docx") else w.pdf(f"xa-{n}.pdf", real.broken(letter)))
        for n, (one, letter) in enumerate(zip(at, letters, strict=True))
    }
    labels = ("Báo cáo thường niên năm 2025", "Tình hình tài chính năm 2025", "Các khoản thu, mức thu năm học 2025-2026", "Đội ngũ nhà giáo năm học 2025-2026", "Cơ sở vật chất năm học 2025-2026", "Kế hoạch giáo dục năm học 2025-2026",
              "Thông tin chung, tổ chức bộ máy: Hội đồng trường năm học 2025-2026", "Chính sách miễn giảm học phí năm học 2025-2026", "Kiểm định chất lượng, chuẩn quốc gia năm 2025")  # fmt: skip
    pages = year_pages(
        makes.BYHAND, listed(list(zip(labels, at, strict=True))), "<p>Phụ huynh liên hệ văn phòng.</p>", year
    )
    return Portal(t, makes.BYHAND, w, pages, files)


def one_table(t: Truth, w: Workshop) -> Portal:
    """After Violet: a row an item, a column a year."""
    a1, a2, b1, c1, c2, d2, leave = (document.at for document in t.documents)
    form = lambda item, year=YEAR: real.form36(item, "TH", [t.name.upper()], year)  # noqa: E731
    before = "2020-2021"
    files = {
        a1: File(w.pdf("hang-a1.pdf", form("ck_cam_ket", before))),
        a2: File(w.pdf("hang-a2.pdf", form("ck_cam_ket"))),
        b1: File(w.pdf("hang-b1.pdf", form("ck_chat_luong", before))),
        c1: File(w.pdf("hang-c1.pdf", form("ck_csvc", before))),
        c2: File(w.pdf("hang-c2.pdf", form("ck_csvc"))),
        d2: File(w.pdf("hang-d2.pdf", form("ck_doi_ngu", "2019-2020"))),
        leave: File(w.docx("hang-nghi.docx", papers.leave(t.name))),
    }
    cell = lambda to: f"<td><a href='{to}'>Tải về</a></td>" if to else "<td>-</td>"  # noqa: E731
    rows = "".join(
        f"<tr><td>{label}</td>{cell(one)}{cell(two)}</tr>"
        for label, one, two in zip(LABELS["TH"], (a1, b1, c1, ""), (a2, "", c2, d2), strict=True)
    )
    pages = {
        "cong-khai": ("Công khai", f"<table border=1><tr><th>Nội dung</th><th>Năm học 2020-2021</th><th>Năm học 2021-2022</th></tr>{rows}</table>"),
        "bieu-mau": ("Biểu mẫu", f"<p>Nhấn vào hình để tải:</p><a href='{leave}'><img src='/anh/don.png' alt='Đơn xin nghỉ học'></a>"),
    }  # fmt: skip
    return Portal(t, makes.VIOLET, w, pages, files)
