"""Contents with more in them than the label says: other schools and years in passing, pupils in an annex, two levels."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

from dataclasses import replace

from tests.documents.letters import MOTTO, Letter
from tests.portals.documents import makes, papers
from tests.portals.documents.portal import File, Portal
from tests.portals.documents.shapes_more import LABELS, YEAR, listed, year_pages
from tests.portals.documents.truths import Truth
from tests.portals.documents.workshop import Workshop


def passing(t: Truth, w: Workshop) -> Portal:
    """SharePoint: right papers that name others in passing."""
    form = lambda item, year=YEAR: papers.form(item, "THCS", t.name, year)  # noqa: E731
    at = [document.at for document in t.documents]
    promise = form("ck_cam_ket")
    promise = replace(promise, body=("Nguồn tuyển sinh: học sinh hoàn thành chương trình của Trường Tiểu học Kim Đồng và Trường Tiểu học Lê Hồng Phong.",))  # fmt: skip
    results = form("ck_chat_luong", "2020-2021")
    results = replace(results, end=papers.signed("ngày 14 tháng 9 năm 2021"))
    rooms = replace(form("ck_csvc"), table=(("Nội dung", "2019-2020", "2020-2021", "2021-2022"), ("Số phòng học", "22", "24", "26"), ("Phòng thiết bị", "1", "1", "2")))  # fmt: skip
    money = replace(papers.budget(t.name, 2022), body=("So với năm 2021 dự toán tăng 4,1%. Nơi nhận: Phòng Tài chính - Kế hoạch; lưu: Trường THCS Chu Văn An.",))  # fmt: skip
    letter = Letter(
        head=("ỦY BAN NHÂN DÂN THÀNH PHỐ", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO PHÚ LỘC", *MOTTO, "Số: 1120/PGDĐT-KHTC",
              "V/v hướng dẫn các khoản thu năm học 2021-2022"),
        body=("Kính gửi: Hiệu trưởng các trường mầm non, tiểu học, trung học cơ sở.",
              "Phòng Giáo dục và Đào tạo yêu cầu các đơn vị thực hiện công khai các khoản thu theo quy định."),
        end=("TRƯỞNG PHÒNG", "(Đã ký)", "Ngô Văn Thành"),
    )  # fmt: skip
    cover = Letter(head=("BÌA HỒ SƠ", "Lưu hành nội bộ"))
    again = replace(papers.remarking(t.name), head=(*MOTTO, "ĐƠN XIN PHÚC KHẢO BÀI THI", "Kính gửi: Hội đồng chấm thi"))
    files = {
        at[0]: File(w.pdf("nhieu-bm09.pdf", promise)),
        at[1]: File(w.pdf("nhieu-bm10.pdf", results)),
        at[2]: File(w.docx("nhieu-bm11.docx", rooms)),
        at[3]: File(w.xlsx("nhieu-bm12.xlsx", cover, form("ck_doi_ngu"))),
        at[4]: File(w.pdf("nhieu-du-toan.pdf", money)),
        at[5]: File(w.pdf("nhieu-thu.pdf", letter)),
        at[6]: File(w.docx("nhieu-nghi-hoc.docx", papers.leave(t.name))),
        at[7]: File(w.docx("nhieu-phuc-khao.docx", again)),
    }
    main = listed(list(zip(LABELS["THCS"], at, strict=False)), YEAR)
    main += listed(
        [("Công khai dự toán ngân sách năm 2022", at[4]), ("Công khai các khoản thu năm học 2021-2022", at[5])]
    )
    forms = listed([("Đơn xin nghỉ học", at[6]), ("Đơn xin phúc khảo bài thi", at[7])])
    return Portal(t, makes.SHAREPOINT, w, year_pages(makes.SHAREPOINT, main, forms), files)


def lists(t: Truth, w: Workshop) -> Portal:
    """By hand: pupils where nobody looks for them."""
    form = lambda item: papers.form(item, t.level, t.name, YEAR)  # noqa: E731
    at, names = [document.at for document in t.documents], t.pupils
    marks = Letter(
        head=(t.name.upper(), "BẢNG TỔNG HỢP KẾT QUẢ HỌC TẬP LỚP 2A3", "Năm học 2021-2022"),
        table=(("STT", "Họ và tên", "Lớp", "Ngày tháng năm sinh", "Nơi ở", ), *((str(n), name, "2A3", f"{n + 4}/{n}/2014", f"Hẻm {n}, khu phố 2") for n, name in enumerate(names[:4], 1))),
    )  # fmt: skip
    annex = papers.pupils(t.name, "PHỤ LỤC: HỌC SINH ĐƯỢC CẤP TỦ ĐỒ DÙNG", names[11:13])
    praised = Letter(
        head=(t.name.upper(), "DANH SÁCH HỌC SINH ĐƯỢC KHEN THƯỞNG", "Học kỳ I năm học 2021-2022"),
        table=(("TT", "Họ và tên đệm", "Tên", "Sinh ngày", "Lớp"), *((str(n), first, name.removeprefix(first).strip(), f"{n:02}-{n + 5:02}-2013", "3A1") for n, (name, first) in enumerate(zip(names[4:10:2], names[5:10:2], strict=True), 1))),
    )  # fmt: skip
    rows = "\n".join(["STT;Họ tên;Ngày sinh;Địa chỉ", *(f"{n};{name};1{n}/0{n}/2015;Ấp {n}, xã Phú Lộc" for n, name in enumerate((names[10], *names[13:15]), 1))])  # fmt: skip
    admitted = papers.pupils(t.name, "", names[15:17]).table
    table = "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in admitted) + "</table>"  # fmt: skip
    files = {
        at[0]: File(w.pdf("ds-bm05.pdf", form("ck_cam_ket"))),
        at[1]: File(w.xlsx("ds-bm06.xlsx", marks)),
        at[2]: File(w.pdf("ds-bm07.pdf", form("ck_csvc"), annex)),
        at[3]: File(w.docx("ds-bm08.docx", form("ck_doi_ngu"))),
        at[4]: File(w.docx("ds-khen.docx", praised)),
        at[5]: File(w.raw("ds-lop.csv", rows.encode("utf-8-sig")), "text/csv"),
        at[6]: File(w.docx("ds-nghi-hoc.docx", papers.leave(t.name))),
    }
    main = listed(list(zip(LABELS["TH"], at, strict=False)), YEAR)
    main += listed([("Danh sách học sinh được khen thưởng học kỳ I", at[4]), ("Danh sách lớp 1/3", at[5])], YEAR)
    pages = year_pages(makes.BYHAND, main, listed([("Đơn xin nghỉ học", at[6])]))
    title = "Danh sách học sinh trúng tuyển lớp 1 năm học 2021-2022"
    pages["cong-khai"] = ("Công khai", pages["cong-khai"][1] + f'<p><a href="{makes.BYHAND.address("trung-tuyen")}">{title}</a></p>')  # fmt: skip
    pages["trung-tuyen"] = (title, f"<p>Ngày đăng: 20/07/2021</p>{table}")
    return Portal(t, makes.BYHAND, w, pages, files)


def two_levels(t: Truth, w: Workshop) -> Portal:
    """Joomla: the forms of both levels."""
    form = lambda item, level: papers.form(item, level, t.name, YEAR)  # noqa: E731
    at = [document.at for document in t.documents]
    th, thcs = LABELS["TH"], LABELS["THCS"]
    labels = (th[0], thcs[0], th[1], thcs[1], "Biểu mẫu 07, Biểu mẫu 11. Cơ sở vật chất", th[3], thcs[3])
    files = {
        at[0]: File(w.pdf("cap-bm05.pdf", form("ck_cam_ket", "TH"))),
        at[1]: File(w.pdf("cap-bm09.pdf", form("ck_cam_ket", "THCS"))),
        at[2]: File(w.pdf("cap-bm06.pdf", form("ck_chat_luong", "TH"))),
        at[3]: File(w.docx("cap-bm10.docx", form("ck_chat_luong", "THCS"))),
        at[4]: File(w.pdf("cap-bm07-11.pdf", form("ck_csvc", "TH"), form("ck_csvc", "THCS"))),
        at[5]: File(w.pdf("cap-bm08.pdf", form("ck_doi_ngu", "TH"))),
        at[6]: File(w.pdf("cap-bm12.pdf", form("ck_doi_ngu", "THCS"))),
        at[7]: File(w.docx("cap-nghi-hoc.docx", papers.leave(t.name))),
        at[8]: File(w.docx("cap-phuc-khao.docx", papers.remarking(t.name))),
    }
    forms = listed([("Đơn xin nghỉ học", at[7]), ("Đơn xin phúc khảo bài kiểm tra", at[8])])
    main = listed(list(zip(labels, at, strict=False)), YEAR)
    return Portal(t, makes.JOOMLA, w, year_pages(makes.JOOMLA, main, forms), files)
