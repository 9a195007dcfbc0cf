"""Portals of 2024-2025, under TT 09/2024: everything right, and a kindergarten with much that is not."""
# ruff: noqa: E501 (Vietnamese sentences stand whole)

from __future__ import annotations

from functools import partial

from tests.portals.documents import makes, papers
from tests.portals.documents.portal import File, Portal
from tests.portals.documents.shapes_more import listed, year_pages
from tests.portals.documents.truths import Truth
from tests.portals.documents.workshop import Workshop

YEAR = "2024-2025"
_STAFF = (("Vị trí", "Số lượng", "Đạt chuẩn"), ("Giáo viên", "36", "35"), ("Nhân viên", "6", "6"))
_ROOMS = (
    ("Hạng mục", "Số lượng", "Yêu cầu tối thiểu"),
    ("Phòng học", "24", "24"),
    ("Sân chơi", "2.900 m2", "2.400 m2"),
)


def all_right(t: Truth, w: Workshop) -> Portal:
    """WordPress: every item of TT 09/2024, and two forms of TT 36/2017."""
    paper = partial(papers.article, t.name)
    at = [document.at for document in t.documents]
    accounts = papers.accounts(t.name, 2024)
    letters = [
        paper("Thông tin chung, tổ chức bộ máy", "Điều 4", ("Tên trường: " + t.name + ". Loại hình: công lập.", "Sứ mạng: môi trường học tập thân thiện. Tầm nhìn: trường chuẩn mức độ 2.", "Người đại diện: bà Lê Thị Hồng Vân, Hiệu trưởng. Hội đồng trường gồm 9 thành viên. Năm học 2024-2025.")),
        accounts,
        papers.fees(t.name, YEAR),
        paper("Chính sách trợ cấp, miễn giảm học phí, học bổng năm học 2024-2025", "khoản 3 Điều 5", ("Có 14 học sinh được hỗ trợ chi phí học tập, 6 học sinh được nhận học bổng của hội khuyến học.",)),
        paper("Số dư các quỹ đến ngày 31/12/2024", "khoản 4 Điều 5", ("Quỹ phát triển hoạt động sự nghiệp: 42.000.000 đồng. Quỹ phúc lợi: 11.500.000 đồng.",)),
        paper("Công khai đội ngũ nhà giáo, cán bộ quản lý và nhân viên năm học 2024-2025", "Điều 8", ("Số liệu đến tháng 6 năm 2025.",), _STAFF),
        paper("Công khai cơ sở vật chất năm học 2024-2025", "Điều 8", ("Số liệu đến tháng 6 năm 2025.",), _ROOMS),
        paper("Kết quả tự đánh giá, kiểm định chất lượng giáo dục năm 2024", "Điều 8", ("Trường đạt kiểm định cấp độ 2 và chuẩn quốc gia mức độ 1 năm 2024.",)),
        papers.plan(t.name, YEAR),
        paper("Kết quả giáo dục năm học 2023-2024", "Điều 9", ("Số học sinh: 846. Hoàn thành chương trình lớp học: 99,2%. Hoàn thành chương trình tiểu học: 100%.",)),
        paper("Báo cáo thường niên năm 2024", "Điều 14", ("Báo cáo gồm thông tin chung, đội ngũ, cơ sở vật chất, kết quả giáo dục và tài chính đến ngày 31/12/2024.",), _STAFF),
        papers.form("ck_cam_ket", "TH", t.name, YEAR),
        papers.form("ck_chat_luong", "TH", t.name, YEAR),
    ]  # fmt: skip
    labels = (
        "Thông tin chung, tổ chức bộ máy năm học 2024-2025", "Công khai quyết toán thu chi tài chính năm 2024", "Các khoản thu, mức thu năm học 2024-2025",
        "Chính sách trợ cấp, miễn giảm, học bổng năm học 2024-2025", "Số dư các quỹ năm 2024", "Đội ngũ nhà giáo năm học 2024-2025", "Cơ sở vật chất năm học 2024-2025",
        "Tự đánh giá, kiểm định chất lượng năm 2024", "Kế hoạch giáo dục năm học 2024-2025", "Kết quả giáo dục năm học trước (2023-2024)", "Báo cáo thường niên năm 2024",
        "Biểu mẫu 05 năm học 2024-2025", "Biểu mẫu 06 năm học 2024-2025",
    )  # fmt: skip
    files = {
        one: File(w.docx(f"tt09-{n}.docx", letter) if one.endswith("docx") else w.pdf(f"tt09-{n}.pdf", letter))
        for n, (one, letter) in enumerate(zip(at, letters, strict=True))
    }
    main = listed(list(zip(labels, at, strict=True)))
    return Portal(t, makes.WORDPRESS, w, year_pages(makes.WORDPRESS, main, "<p>Phụ huynh liên hệ văn phòng.</p>", YEAR), files)  # fmt: skip


def kindergarten(t: Truth, w: Workshop) -> Portal:
    """After Violet: a kindergarten, half of whose files are not what they say."""
    at = [document.at for document in t.documents]
    empty = papers.article("(Tên cơ sở giáo dục)", "Kết quả tự đánh giá năm học ………", "Điều 6", ("Tiêu chuẩn 1: ……… Tiêu chuẩn 2: ……… Tiêu chuẩn 3: ………",), (("Nội dung", "Kết quả"), ("Mức độ đạt", "………"), ("Kế hoạch cải tiến", "………")), "ngày … tháng … năm ……")  # fmt: skip
    files = {
        at[0]: File(w.docx("mam-ke-hoach.docx", papers.plan(t.name, YEAR))),
        at[1]: File(w.pdf("mam-khoan-thu.pdf", papers.fees(t.name, YEAR))),
        at[2]: File(w.pdf("mam-doi-ngu.pdf", papers.article(t.name, "Công khai đội ngũ nhà giáo năm học 2024-2025", "Điều 6", ("Số liệu đến tháng 6 năm 2025.",), _STAFF))),
        at[3]: File(w.pdf("mam-bctn.pdf", papers.article(t.name, "Báo cáo thường niên năm 2021", "Điều 14", ("Số liệu tính đến ngày 31/12/2021.",), _STAFF, "ngày 28 tháng 6 năm 2022"))),
        at[4]: File(w.pdf("mam-quyet-toan.pdf", papers.accounts("Trường Mầm non Sao Mai", 2024))),
        at[5]: File(w.docx("mam-csvc.docx", papers.form("ck_csvc", "TH", t.name, YEAR))),
        at[6]: File(w.docx("mam-tu-danh-gia.docx", empty)),
        at[7]: File(w.xlsx("mam-danh-sach.xlsx", papers.pupils(t.name, "DANH SÁCH TRẺ ĂN BÁN TRÚ", t.pupils))),
    }  # fmt: skip
    labels = ("Kế hoạch giáo dục năm học 2024-2025", "Các khoản thu, mức thu năm học 2024-2025", "Đội ngũ nhà giáo năm học 2024-2025", "Báo cáo thường niên năm 2024", "Công khai quyết toán năm 2024",
              "Cơ sở vật chất năm học 2024-2025", "Tự đánh giá, kiểm định chất lượng năm học 2024-2025", "Danh sách trẻ ăn bán trú năm học 2024-2025")  # fmt: skip
    main = listed(list(zip(labels, at, strict=True)))
    return Portal(t, makes.VIOLET, w, year_pages(makes.VIOLET, main, "<p>Phụ huynh liên hệ văn phòng.</p>", YEAR), files)  # fmt: skip
