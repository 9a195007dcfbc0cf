"""Portals of other levels under TT 36/2017: upper secondary, continuing education, kindergartens."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

from tests.documents.letters import MOTTO, Letter
from tests.portals.documents import makes, papers
from tests.portals.documents import papers_real as real
from tests.portals.documents.files_real import write_sheets
from tests.portals.documents.portal import File, Portal
from tests.portals.documents.shapes_more import YEAR, listed, year_pages
from tests.portals.documents.truths import Truth
from tests.portals.documents.workshop import Workshop


def upper_secondary(t: Truth, w: Workshop) -> Portal:
    """SharePoint: one workbook, budget papers by quarter, forms in a drop-down list."""
    at = [document.at for document in t.documents]
    sheets = {
        f"BM{real.number_of(item, 'THPT'):02}": real.form36(
            item, "THPT", [t.name.upper()], YEAR, "SỞ GIÁO DỤC VÀ ĐÀO TẠO"
        )
        for item in real.TT36
    }
    files = {
        at[0]: File(w.made("pt-3ck.xlsx", lambda path: write_sheets(path, sheets))),
        at[1]: File(w.pdf("pt-du-toan.pdf", real.given(t.name, 2022, "ngày 14 tháng 01 năm 2022"))),
        at[2]: File(w.pdf("pt-q3.pdf", real.carried_out(t.name, "quý III năm 2021", "ngày 08 tháng 10 năm 2021"))),
        at[3]: File(w.pdf("pt-6t.pdf", real.carried_out(t.name, "6 tháng đầu năm 2022", "ngày 06 tháng 7 năm 2022"))),
        at[4]: File(w.pdf("pt-quyet-toan.pdf", real.settled(t.name, 2020, "ngày 10 tháng 9 năm 2021"))),
        at[5]: File(w.office("pt-nghi-hoc.doc", papers.leave(t.name))),
        at[6]: File(w.pdf("pt-phuc-khao.pdf", papers.remarking(t.name))),
    }  # fmt: skip
    main = listed(
        [
            ("3 công khai theo TT 36 năm học 2021-2022 (Biểu mẫu 09, 10, 11, 12)", at[0]),
            ("Công khai dự toán ngân sách năm 2022", at[1]),
            ("Công khai tình hình thực hiện dự toán quý III năm 2021", at[2]),
            ("Công khai tình hình thực hiện dự toán 6 tháng đầu năm 2022", at[3]),
            ("Công khai quyết toán ngân sách năm 2020", at[4]),
        ]
    )
    forms = f'<p>Chọn biểu mẫu cần tải:</p><select onchange="if(this.value) window.location.href=this.value"><option value="">-- Chọn biểu mẫu --</option><option value="{at[5]}">Đơn xin nghỉ học</option><option value="{at[6]}">Đơn xin phúc khảo bài kiểm tra</option></select>'
    return Portal(t, makes.SHAREPOINT, w, year_pages(makes.SHAREPOINT, main, forms), files)


def continuing(t: Truth, w: Workshop) -> Portal:
    """VNPT: a centre of continuing education."""
    at = [document.at for document in t.documents]

    def form(item: str, *school: str, level: str = "GDTX") -> Letter:
        return real.form36(item, level, school, YEAR, "SỞ GIÁO DỤC VÀ ĐÀO TẠO THÀNH PHỐ HỒ CHÍ MINH")

    leave = Letter(
        head=(*MOTTO, "ĐƠN XIN NGHỈ HỌC", "Kính gửi: Ban Giám đốc Trung tâm GDNN-GDTX Quận Tân Bình"),
        body=(
            "Tôi tên là: ……………………………",
            "Phụ huynh của học viên: …………………… Lớp: ………",
            "Xin cho con tôi được nghỉ học từ ngày …/…/…… đến ngày …/…/……",
            "Lý do: ……………………………",
        ),
        end=("………, ngày …… tháng …… năm ………", "Người làm đơn"),
    )
    files = {
        at[0]: File(
            w.pdf(
                "gtx-13.pdf",
                form("ck_cam_ket", "TRUNG TÂM GIÁO DỤC NGHỀ NGHIỆP -", "GIÁO DỤC THƯỜNG XUYÊN QUẬN TÂN BÌNH"),
            )
        ),
        at[1]: File(w.docx("gtx-14.docx", form("ck_chat_luong", "TRUNG TÂM GDNN - GDTX QUẬN TÂN BÌNH"))),
        at[2]: File(w.pdf("gtx-15.pdf", form("ck_csvc", "TRUNG TÂM GDNN-GDTX QUẬN TÂN PHÚ"))),
        at[3]: File(w.pdf("gtx-12.pdf", form("ck_doi_ngu", "TRUNG TÂM GDNN-GDTX QUẬN TÂN BÌNH", level="THPT"))),
        at[4]: File(w.office("gtx-nghi-hoc.doc", leave)),
        at[5]: File(w.docx("gtx-phuc-khao.docx", papers.remarking("Trung tâm"))),
    }
    labels = (
        "Biểu mẫu 13: Cam kết chất lượng đào tạo",
        "Biểu mẫu 14: Chất lượng đào tạo thực tế",
        "Biểu mẫu 15: Cơ sở vật chất",
        "Biểu mẫu 16: Đội ngũ nhà giáo",
    )
    rows = "".join(
        f'<tr><td>{n}</td><td>{label}</td><td><a href="{to}">Tải về</a></td></tr>'
        for n, (label, to) in enumerate((("Đơn xin nghỉ học", at[4]), ("Đơn xin phúc khảo bài kiểm tra", at[5])), 1)
    )
    forms = f'<div class="accordion"><div class="card"><div class="card-header"><button data-toggle="collapse" data-target="#c1">Biểu mẫu dành cho học viên</button></div><div id="c1" class="collapse"><table><tr><th>STT</th><th>Tên biểu mẫu</th><th>Tải về</th></tr>{rows}</table></div></div></div>'
    return Portal(
        t, makes.VNPT, w, year_pages(makes.VNPT, listed(list(zip(labels, at, strict=False)), YEAR), forms), files
    )


def kindergarten36(t: Truth, w: Workshop) -> Portal:
    """vnEdu: a kindergarten in the year of transition."""
    year, at = "2024-2025", [document.at for document in t.documents]
    form = lambda item: real.form36(item, "MN", [t.name.upper()], year)  # noqa: E731
    staff = Letter(
        head=("PHÒNG GD&ĐT HUYỆN PHÚ LỘC", t.name.upper(), "DANH SÁCH CÁN BỘ, GIÁO VIÊN, NHÂN VIÊN", f"Năm học {year}"),
        table=(("STT", "Họ và tên", "Ngày sinh", "Chức vụ", "Trình độ", "Điện thoại"),
               *((str(n), name, f"{n + 9:02}/{n + 2:02}/19{78 + n}", duty, "Đại học", f"0903 44 55 {60 + n}") for n, (name, duty) in enumerate((
                   ("Lê Thị Hồng Vân", "Hiệu trưởng"), ("Đỗ Thị Kim Cúc", "Phó Hiệu trưởng"), ("Phạm Thị Lụa", "Giáo viên lớp Lá"), ("Trương Thị Bé", "Giáo viên lớp Chồi"), ("Ngô Thị Sương", "Cấp dưỡng")), 1))),
        end=papers.signed("ngày 10 tháng 9 năm 2024"),
    )  # fmt: skip
    report = papers.article(
        t.name,
        "Báo cáo thường niên năm học 2024-2025",
        "Điều 14",
        ("Báo cáo gồm thông tin chung, đội ngũ, cơ sở vật chất, kết quả nuôi dưỡng và tài chính.",),
        day="ngày 25 tháng 6 năm 2025",
    )
    files = {
        at[0]: File(w.pdf("mg-01.pdf", form("ck_cam_ket"))),
        at[1]: File(w.webpdf("mg-02.pdf", form("ck_chat_luong"))),
        at[2]: File(w.docx("mg-03.docx", form("ck_csvc"))),
        at[3]: File(w.made("mg-doi-ngu.xlsx", lambda path: write_sheets(path, {"Sheet1": staff}))),
        at[4]: File(w.pdf("mg-q1.pdf", real.carried_out(t.name, "quý I năm 2025", "ngày 07 tháng 4 năm 2025"))),
        at[5]: File(w.pdf("mg-bctn.pdf", report)),
    }  # fmt: skip
    labels = ("Biểu mẫu 01. Cam kết chất lượng giáo dục năm học 2024-2025", "Biểu mẫu 02. Chất lượng giáo dục thực tế năm học 2024-2025", "Biểu mẫu 03. Cơ sở vật chất năm học 2024-2025",
              "Biểu mẫu 04. Đội ngũ nhà giáo năm học 2024-2025", "Biểu số 3. Thực hiện dự toán quý I năm 2025", "Báo cáo thường niên năm học 2024-2025")  # fmt: skip
    pages = year_pages(
        makes.VNEDU, listed(list(zip(labels, at, strict=True))), "<p>Phụ huynh liên hệ văn phòng.</p>", year
    )
    return Portal(t, makes.VNEDU, w, pages, files)
