"""Portals about papers: decisions with annexes, pages on their side, forms to fill in on the screen, two years in one paper."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

from dataclasses import replace

from tests.documents.letters import MOTTO, Letter
from tests.portals.documents import files_real, makes, papers
from tests.portals.documents import papers_real as real
from tests.portals.documents.portal import File, Portal
from tests.portals.documents.shapes_more import LABELS, YEAR, listed, year_pages
from tests.portals.documents.truths import Truth
from tests.portals.documents.workshop import Workshop

BEFORE = "2020-2021"


def annexes(t: Truth, w: Workshop) -> Portal:
    """NukeViet: what hides how a paper is made."""
    at = [document.at for document in t.documents]
    first = real.decision(
        t.name,
        "Về việc công bố công khai năm học 2021-2022",
        "61/QĐ-THCSGH",
        "ngày 20 tháng 9 năm 2021",
        (
            "Điều 1. Công bố công khai các nội dung theo phụ lục đính kèm quyết định này.",
            "Điều 2. Quyết định có hiệu lực kể từ ngày ký.",
        ),
    )
    forms = [real.form36(item, "THCS", [t.name.upper()], YEAR) for item in real.TT36]
    mixed = Letter(
        head=("PHÒNG GD&ĐT HUYỆN PHÚ LỘC   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TRƯỜNG THCS   Độc lập - Tự do - Hạnh phúc", "GIA HỘI   Phú Lộc, ngày 15 tháng 9 năm 2021", "THÔNG BÁO", "Công khai các khoản thu năm học 2021-2022"),
        body=("Học phí: 60.000 đồng một tháng. Gửi xe: 10.000 đồng một tháng.",), end=("HIỆU TRƯỞNG", "(Đã ký)", "Lê Thị Hồng Vân"),
    )  # fmt: skip
    help_ = Letter(
        head=(t.name.upper(), "THÔNG BÁO", "Chính sách miễn giảm học phí, trợ cấp, học bổng năm học 2021-2022"),
        body=("Miễn học phí cho 14 học sinh, giảm cho 22 học sinh.",),
        end=papers.signed("ngày 20 tháng 9 năm 2021"),
    )
    judged = Letter(
        head=(
            "PHÒNG GD&ĐT HUYỆN PHÚ LỘC",
            t.name.upper(),
            "BÁO CÁO TỰ ĐÁNH GIÁ",
            "Kiểm định chất lượng giáo dục",
            "Năm học 2021-2022",
        ),
        body=("Trường đạt cấp độ 2, đạt chuẩn quốc gia mức độ 1.",),
        end=papers.signed("ngày 20 tháng 5 năm 2022"),
    )
    empty = {
        "Họ và tên phụ huynh:": "",
        "Họ và tên học sinh:": "",
        "Lớp:": "",
        "Nghỉ từ ngày:": "",
        "Đến ngày:": "",
        "Lý do:": "",
    }
    filled = {
        "Họ và tên học sinh:": t.pupils[0],
        "Lớp:": "9A3",
        "Số báo danh:": "090117",
        "Môn:": "Ngữ văn",
        "Điểm đã công bố:": "6,25",
        "Lý do:": "Em tính lại thấy thiếu 0,5 điểm",
    }
    files = {
        at[0]: File(w.made("qdp-qd.pdf", lambda path: files_real.write_decision(path, first, *forms))),
        at[1]: File(w.made("qdp-du-toan.pdf", lambda path: files_real.write_turned(path, real.given(t.name, 2022, "ngày 12 tháng 01 năm 2022")))),
        at[2]: File(w.pdf("qdp-thu.pdf", mixed)),
        at[3]: File(w.made("qdp-quyet-toan.pdf", lambda path: files_real.write_protected(path, real.settled(t.name, 2021, "ngày 20 tháng 4 năm 2022")))),
        at[4]: File(w.made("qdp-chinh-sach.pdf", lambda path: files_real.write_portfolio(path, ("Để xem các tệp trong danh mục này, hãy mở bằng Adobe Reader.",), {"chinh-sach-2021-2022.pdf": help_}))),
        at[5]: File(w.made("qdp-kiem-dinh.pdf", lambda path: files_real.write_nonsense_over_scan(path, judged))),
        at[6]: File(w.made("qdp-nghi.pdf", lambda path: files_real.write_fields(path, (*MOTTO, "ĐƠN XIN NGHỈ HỌC", f"Kính gửi: Ban Giám hiệu {t.name}"), empty))),
        at[7]: File(w.made("qdp-phuc-khao.pdf", lambda path: files_real.write_fields(path, (*MOTTO, "ĐƠN XIN PHÚC KHẢO BÀI KIỂM TRA", f"Kính gửi: Hiệu trưởng {t.name}"), filled))),
    }  # fmt: skip
    rows = [
        ("Quyết định về việc công bố công khai năm học 2021-2022", at[0]),
        ("Công khai dự toán ngân sách năm 2022", at[1]),
        ("Công khai các khoản thu năm học 2021-2022", at[2]),
        ("Công khai quyết toán ngân sách năm 2021", at[3]),
        ("Chính sách miễn giảm học phí, trợ cấp năm học 2021-2022", at[4]),
        ("Kết quả tự đánh giá, kiểm định chất lượng năm học 2021-2022", at[5]),
    ]
    pages = year_pages(
        makes.NUKEVIET, listed(rows), listed([("Đơn xin nghỉ học", at[6]), ("Đơn xin phúc khảo bài kiểm tra", at[7])])
    )
    return Portal(t, makes.NUKEVIET, w, pages, files)


def two_years(t: Truth, w: Workshop) -> Portal:
    """SharePoint: two school years on most papers."""
    at = [document.at for document in t.documents]
    form = lambda item, year=YEAR: real.form36(item, "TH", [t.name.upper()], year)  # noqa: E731
    late = replace(form("ck_csvc"), end=papers.signed("ngày 20 tháng 9 năm 2020"))
    compared = replace(
        form("ck_doi_ngu"),
        table=(
            ("Nội dung", "Năm học 2020-2021", "Năm học 2021-2022"),
            ("Giáo viên", "37", "39"),
            ("Cán bộ quản lý", "3", "3"),
            ("Nhân viên", "6", "6"),
        ),
    )
    fees = replace(
        papers.fees(t.name, YEAR),
        head=(
            t.name.upper(),
            "THÔNG BÁO",
            "Công khai học phí và các khoản thu năm học 2021-2022",
            "và dự kiến 2 năm học tiếp theo 2022-2023, 2023-2024",
        ),
    )
    report = Letter(
        head=(
            t.name.upper(),
            *MOTTO,
            "BÁO CÁO",
            "Tổng kết năm học 2020-2021 và phương hướng nhiệm vụ năm học 2021-2022",
        ),
        body=(
            "Năm học 2020-2021 nhà trường có 23 lớp với 731 học sinh.",
            "Năm học 2021-2022 nhà trường phấn đấu 100% học sinh hoàn thành chương trình lớp học.",
        ),
        end=papers.signed("ngày 15 tháng 8 năm 2021"),
    )
    old_rooms = form("ck_csvc", BEFORE)
    head = old_rooms.head[:-1] if old_rooms.head[-1].startswith("học") else old_rooms.head
    old_rooms = replace(
        old_rooms, head=(*[line for line in head if "2020-2021" not in line], "tiểu học, năm học 2020-", "2021")
    )
    leave = papers.leave(t.name)
    leave = replace(leave, head=("Năm học 20… – 20…", *leave.head))
    results = replace(form("ck_chat_luong", BEFORE), end=papers.signed("ngày 14 tháng 9 năm 2021"))
    files = {
        at[0]: File(w.pdf("hai-05.pdf", form("ck_cam_ket", "2021 -2022"))),
        at[1]: File(w.docx("hai-05-mau.docx", real.template36("ck_cam_ket", "TH"))),
        at[2]: File(w.pdf("hai-06.pdf", results)),
        at[3]: File(w.pdf("hai-07.pdf", late)),
        at[4]: File(w.docx("hai-08.docx", compared)),
        at[5]: File(w.pdf("hai-thu.pdf", fees)),
        at[6]: File(w.pdf("hai-qt.pdf", real.settled(t.name, 2019, "ngày 20 tháng 4 năm 2020"))),
        at[7]: File(w.pdf("hai-tong-ket.pdf", report)),
        at[8]: File(w.pdf("hai-05-truoc.pdf", form("ck_cam_ket", BEFORE))),
        at[9]: File(w.pdf("hai-07-truoc.pdf", old_rooms)),
        at[10]: File(w.pdf("hai-08-truoc.pdf", form("ck_doi_ngu"))),
        at[11]: File(w.docx("hai-nghi-hoc.docx", leave)),
    }  # fmt: skip
    th = LABELS["TH"]
    rows = [
        (f"{th[0]} năm học 2021-2022", at[0]),
        ("Biểu mẫu 05 (mẫu trắng để các lớp tham khảo)", at[1]),
        (f"{th[1]} năm học 2020-2021 (công bố tháng 9/2021)", at[2]),
        (f"{th[2]} năm học 2021-2022", at[3]),
        (f"{th[3]} năm học 2021-2022", at[4]),
        ("Học phí và các khoản thu năm học 2021-2022", at[5]),
        ("Công khai quyết toán ngân sách năm 2021", at[6]),
        ("Báo cáo tổng kết năm học 2020-2021, phương hướng nhiệm vụ năm học 2021-2022", at[7]),
    ]
    pages = year_pages(makes.SHAREPOINT, listed(rows), listed([("Đơn xin nghỉ học", at[11])]))
    key = f"cong-khai-{BEFORE}"
    pages["cong-khai"] = (
        "Công khai",
        pages["cong-khai"][1] + f'<p><a href="{makes.SHAREPOINT.address(key)}">Công khai năm học {BEFORE}</a></p>',
    )
    pages[key] = (f"Công khai năm học {BEFORE}", listed([(th[0], at[8]), (th[2], at[9]), (th[3], at[10])], BEFORE))
    return Portal(t, makes.SHAREPOINT, w, pages, files)
