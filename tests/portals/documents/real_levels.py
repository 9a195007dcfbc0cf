"""Portals of other levels under TT 36/2017: upper secondary, continuing education, kindergartens."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

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
    sheets = {f"BM{real.number_of(item, 'THPT'):02}": real.form36(item, "THPT", [t.name.upper()], YEAR, "SỞ GIÁO DỤC VÀ ĐÀO TẠO") for item in real.TT36}
    files = {
        at[0]: File(w.made("pt-3ck.xlsx", lambda path: write_sheets(path, sheets))),
        at[1]: File(w.pdf("pt-du-toan.pdf", real.given(t.name, 2022, "ngày 14 tháng 01 năm 2022"))),
        at[2]: File(w.pdf("pt-q3.pdf", real.carried_out(t.name, "quý III năm 2021", "ngày 08 tháng 10 năm 2021"))),
        at[3]: File(w.pdf("pt-6t.pdf", real.carried_out(t.name, "6 tháng đầu năm 2022", "ngày 06 tháng 7 năm 2022"))),
        at[4]: File(w.pdf("pt-quyet-toan.pdf", real.settled(t.name, 2020, "ngày 10 tháng 9 năm 2021"))),
        at[5]: File(w.office("pt-nghi-hoc.doc", papers.leave(t.name))),
        at[6]: File(w.pdf("pt-phuc-khao.pdf", papers.remarking(t.name))),
    }  # fmt: skip
    main = listed([("3 công khai theo TT 36 năm học 2021-2022 (Biểu mẫu 09, 10, 11, 12)", at[0]), ("Công khai dự toán ngân sách năm 2022", at[1]), ("Công khai tình hình thực hiện dự toán quý III năm 2021", at[2]), ("Công khai tình hình thực hiện dự toán 6 tháng đầu năm 2022", at[3]), ("Công khai quyết toán ngân sách năm 2020", at[4])])
    forms = f'<p>Chọn biểu mẫu cần tải:</p><select onchange="if(this.value) window.location.href=this.value"><option value="">-- Chọn biểu mẫu --</option><option value="{at[5]}">Đơn xin nghỉ học</option><option value="{at[6]}">Đơn xin phúc khảo bài kiểm tra</option></select>'
    return Portal(t, makes.SHAREPOINT, w, year_pages(makes.SHAREPOINT, main, forms), files)
