"""Portals about names: abbreviated, of many lines, changed, the authority's, nearly the neighbour's."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

from dataclasses import replace

from tests.documents.letters import MOTTO, Letter
from tests.portals.documents import makes, papers
from tests.portals.documents import papers_real as real
from tests.portals.documents.files_real import write_handwritten_year, write_sheets, write_upright
from tests.portals.documents.portal import File, Portal
from tests.portals.documents.shapes_more import YEAR, listed, year_pages
from tests.portals.documents.truths import Truth
from tests.portals.documents.workshop import Workshop


def abbreviated(t: Truth, w: Workshop) -> Portal:
    """By hand: capitals, no marks, short words, odd addresses."""
    at = [document.at for document in t.documents]
    form = lambda item, school, year: real.form36(item, "TH", school, year)  # noqa: E731
    budget = replace(papers.budget("TH HOA SEN", 2022), head=("PHONG GD&DT HUYEN PHU LOC", "TRUONG TH HOA SEN", "QUYET DINH", "V/v giao du toan thu, chi ngan sach nha nuoc nam 2022"))  # fmt: skip
    files = {
        "/tai lieu/Năm học 21-22/BM5-CKCL.pdf": File(w.pdf("tat-bm05.pdf", form("ck_cam_ket", ["TRƯỜNG TH HOA SEN"], "2021-2022"))),
        "/tep/B%E1%BA%A2NG%2006.pdf": File(w.pdf("tat-bm06.pdf", form("ck_chat_luong", ["TRƯỜNG TIỂU HỌC HOA SEN"], "2021-2022"))),
        at[2]: File(w.pdf("tat-bm07.pdf", form("ck_csvc", ["TRƯỜNG TIỂU HỌC", "HOA SEN"], "2021 - 2022"))),
        "/tep/bieu 8 DNGV.docx": File(w.docx("tat-bm08.docx", form("ck_doi_ngu", ["Trường TiH Hoa Sen"], "2021-2022"))),
        at[4]: File(w.pdf("tat-du-toan.pdf", budget)),
        at[5]: File(w.docx("tat-nghi-hoc.docx", papers.leave("trường TH Hoa Sen"))),
    }  # fmt: skip
    rows = (
        ("BM5 NH 21-22", "tai lieu/Năm học 21-22/BM5-CKCL.pdf"),
        ("B.MẪU 06", at[1]),
        ("BIEU 7 CSVC", at[2]),
        ("BIEU 8 DNGV", "tep/bieu 8 DNGV.docx"),
        ("QD GIAO DU TOAN 2022", at[4]),
    )
    main = '<table border="1"><tr><td>TT</td><td>NOI DUNG</td></tr>' + "".join(f'<tr><td>{n}</td><td><a href="{to}">{label}</a></td></tr>' for n, (label, to) in enumerate(rows, 1)) + "</table>"  # fmt: skip
    pages = year_pages(makes.BYHAND, main, f'<p><a href="{at[5]}">MAU DON XIN NGHI HOC</a></p>')
    return Portal(t, makes.BYHAND, w, pages, files)


def renamed(t: Truth, w: Workshop) -> Portal:
    """NukeViet: the school had another name until August 2021."""
    at = [document.at for document in t.documents]
    form = lambda item, *school: real.form36(item, "TH", school, YEAR)  # noqa: E731
    old = t.aliases[0]
    files = {
        at[0]: File(w.pdf("doi-bm05.pdf", form("ck_cam_ket", old.upper()))),
        at[1]: File(w.docx("doi-bm06.docx", form("ck_chat_luong", f"{t.name} (trước đây là {old})"))),
        at[2]: File(w.pdf("doi-bm07.pdf", form("ck_csvc", "TRƯỜNG TIỂU HỌC TÂN PHƯỚC B"))),
        at[3]: File(w.webpdf("doi-bm08.pdf", form("ck_doi_ngu", "TRƯỜNG TIỂU HỌC", "KIM ĐỒNG"))),
        at[4]: File(w.pdf("doi-quyet-toan.pdf", real.settled(old, 2021, "ngày 18 tháng 4 năm 2022"))),
        at[5]: File(w.docx("doi-nghi-hoc.docx", papers.leave(old))),
    }
    labels = (
        "Biểu mẫu 05: Cam kết chất lượng giáo dục",
        "Biểu mẫu 06: Chất lượng giáo dục thực tế",
        "Biểu mẫu 07: Cơ sở vật chất",
        "Biểu mẫu 08: Đội ngũ nhà giáo",
    )
    main = listed(list(zip(labels, at, strict=False)), YEAR) + listed(
        [("Công khai quyết toán ngân sách năm 2021", at[4])]
    )
    pages = year_pages(makes.NUKEVIET, main, listed([("Mẫu đơn xin nghỉ học", at[5])]))
    pages["gioi-thieu"] = (
        "Giới thiệu",
        f"<p>{t.name} được thành lập tháng 8 năm 2021 trên cơ sở đổi tên {old} và sáp nhập Trường Tiểu học Tân Phước B theo Quyết định số 2210/QĐ-UBND. Hiệu trưởng: bà Lê Thị Hồng Vân, điện thoại 0276 3812 455, thư điện tử hieutruong@truong.test.</p>",
    )
    return Portal(t, makes.NUKEVIET, w, pages, files)


def of_the_authority(t: Truth, w: Workshop) -> Portal:
    """VNPT: what the authority wrote stands for what the school should write."""
    at = [document.at for document in t.documents]
    sheet = lambda name, letter: w.made(name, lambda path: write_sheets(path, {"Sheet1": letter}))  # noqa: E731
    ours = (*real.TEN[:6], t.name, *real.TEN[6:9])
    files = {
        at[0]: File(w.pdf("phong-bm05.pdf", real.form36("ck_cam_ket", "TH", [t.name.upper()], YEAR))),
        at[1]: File(sheet("phong-bm06.xlsx", real.of_authority("BẢNG TỔNG HỢP CHẤT LƯỢNG GIÁO DỤC THỰC TẾ CÁC TRƯỜNG TIỂU HỌC NĂM HỌC 2021-2022", real.TEN, ("Số học sinh", "Lên lớp")))),
        at[2]: File(w.pdf("phong-bm07.pdf", real.of_authority("V/v công khai thông tin cơ sở vật chất năm học 2021-2022", (), (), ("Kính gửi: Hiệu trưởng các trường tiểu học trực thuộc.", "Phòng Giáo dục và Đào tạo đề nghị các trường công khai thông tin cơ sở vật chất theo Biểu mẫu 07 của Thông tư số 36/2017/TT-BGDĐT trước ngày 30 tháng 9 năm 2021."), "ngày 10 tháng 9 năm 2021"))),
        at[3]: File(sheet("phong-bm08.xlsx", real.of_authority("BẢNG TỔNG HỢP ĐỘI NGŨ NHÀ GIÁO CÁC TRƯỜNG TIỂU HỌC NĂM HỌC 2021-2022", ours, ("Cán bộ quản lý", "Giáo viên", "Nhân viên")))),
        at[4]: File(w.pdf("phong-du-toan.pdf", real.of_authority("QUYẾT ĐỊNH Về việc giao dự toán thu, chi ngân sách nhà nước năm 2022 cho các trường tiểu học", ours, ("Dự toán năm 2022",)))),
        at[5]: File(w.pdf("phong-thu.pdf", real.of_authority("V/v hướng dẫn các khoản thu năm học 2021-2022", (), (), ("Kính gửi: Hiệu trưởng các trường tiểu học trực thuộc.", "Các khoản thu thực hiện theo nghị quyết của Hội đồng nhân dân tỉnh; các trường công khai mức thu trước khi thu."), "ngày 10 tháng 9 năm 2021"))),
        at[6]: File(w.pdf("phong-nghi.pdf", real.of_authority("V/v quản lý việc nghỉ học của học sinh tiểu học", (), (), ("Kính gửi: Hiệu trưởng các trường tiểu học trực thuộc.", "Học sinh nghỉ học phải có đơn xin nghỉ học của cha mẹ; trường hợp nghỉ học dài ngày nhà trường báo cáo về Phòng Giáo dục và Đào tạo."), "ngày 04 tháng 10 năm 2021"))),
    }  # fmt: skip
    labels = (
        "Biểu mẫu 05 - Cam kết chất lượng giáo dục",
        "Biểu mẫu 06 - Chất lượng giáo dục thực tế",
        "Biểu mẫu 07 - Cơ sở vật chất",
        "Biểu mẫu 08 - Đội ngũ nhà giáo",
    )
    main = listed(list(zip(labels, at, strict=False)), YEAR) + listed(
        [("Quyết định giao dự toán ngân sách năm 2022", at[4]), ("Các khoản thu năm học 2021-2022", at[5])]
    )
    pages = year_pages(makes.VNPT, main, listed([("Đơn xin nghỉ học của học sinh", at[6])]))
    return Portal(t, makes.VNPT, w, pages, files)


def neighbours(t: Truth, w: Workshop) -> Portal:
    """WordPress: schools whose names begin with the school's."""
    at = [document.at for document in t.documents]
    form = lambda item, *school, above="PHÒNG GD&ĐT HUYỆN PHÚ LỘC": real.form36(item, "TH", school, YEAR, above)  # noqa: E731
    copied = replace(
        form("ck_doi_ngu", t.name.upper()),
        body=(
            "Trường Tiểu học Bình Hưng có 48 cán bộ, giáo viên, nhân viên.",
            "Đội ngũ của Trường Tiểu học Bình Hưng đạt chuẩn trình độ đào tạo.",
        ),
    )
    files = {
        at[0]: File(w.pdf("duoi-bm05.pdf", form("ck_cam_ket", "TRƯỜNG TIỂU HỌC TÂN PHÚ ĐÔNG"))),
        at[1]: File(w.docx("duoi-bm06.docx", form("ck_chat_luong", "TRƯỜNG TIỂU HỌC", "TÂN PHÚ TRUNG"))),
        at[2]: File(
            w.pdf("duoi-bm07.pdf", form("ck_csvc", "TRƯỜNG TIỂU HỌC TÂN PHÚ", above="PHÒNG GD&ĐT HUYỆN CỦ CHI"))
        ),
        at[3]: File(w.docx("duoi-bm08.docx", copied)),
        at[4]: File(w.docx("duoi-nghi-hoc.docx", papers.leave("Trường Tiểu học Tân Phú Đông"))),
    }
    labels = (
        "Biểu mẫu 05: Cam kết chất lượng giáo dục",
        "Biểu mẫu 06: Chất lượng giáo dục thực tế",
        "Biểu mẫu 07: Cơ sở vật chất",
        "Biểu mẫu 08: Đội ngũ nhà giáo",
    )
    pages = year_pages(
        makes.WORDPRESS, listed(list(zip(labels, at, strict=False)), YEAR), listed([("Đơn xin nghỉ học", at[4])])
    )
    return Portal(t, makes.WORDPRESS, w, pages, files)


def words_behind(t: Truth, w: Workshop) -> Portal:
    """NukeViet: right papers that are near to wrong ones."""
    at, name = [document.at for document in t.documents], t.name.upper()
    form = lambda item, *school: real.form36(item, "TH", school, YEAR)  # noqa: E731
    promise = form("ck_cam_ket", f"{name} CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    results = form("ck_chat_luong", f"{t.name} Năm học 2021-2022")
    results = replace(
        results,
        table=(
            results.table[0],
            ("I", "Số học sinh chia theo phẩm chất", "96", ""),
            ("1", "Cần cố gắng", "0", "-"),
            ("2", "Chưa đạt", "-", ""),
            ("II", "Học sinh khuyết tật", "0", ""),
            ("III", "Hoàn thành chương trình lớp học", "95", "98,9%"),
        ),
    )
    rooms = form("ck_csvc", f"{name} THÔNG BÁO")
    staff = form("ck_doi_ngu", f"{name} - HUYỆN PHÚ LỘC")
    money = replace(
        real.given(t.name, 2022, "ngày 12 tháng 01 năm 2022"),
        body=("So với năm 2020 dự toán tăng 6,2%, so với năm 2021 tăng 2,0%.",),
    )
    fees = Letter(
        head=(name, "THÔNG BÁO", "Các khoản thu năm học 2021-2022"),
        body=("Năm học 2021-2022 nhà trường không tổ chức thu khoản nào ngoài quy định.",),
        end=papers.signed("ngày 10 tháng 9 năm 2021"),
    )
    policy = real.decision(
        t.name,
        "Về việc miễn, giảm học phí và trợ cấp cho học sinh năm học 2021-2022",
        "52/QĐ-THLA",
        "ngày 01 tháng 10 năm 2021",
        (
            "Căn cứ Nghị định số 81/2021/NĐ-CP ngày 27 tháng 8 năm 2021 của Chính phủ;",
            "Điều 1. Miễn học phí cho 12 học sinh, giảm học phí cho 09 học sinh.",
        ),
    )
    leave = Letter(
        head=(*MOTTO, "ĐƠN XIN NGHỈ PHÉP", f"Kính gửi: - Ban Giám hiệu {t.name};", "- Giáo viên chủ nhiệm lớp ………"),
        body=(
            "Tôi tên là: …………………………, phụ huynh em: …………………………",
            "Xin phép nhà trường và giáo viên chủ nhiệm cho con tôi nghỉ học … ngày, từ ngày …/…/……",
            "Lý do: …………………………",
        ),
        end=("………, ngày …… tháng …… năm ………", "Phụ huynh học sinh"),
    )
    letters = (promise, results, rooms, staff, money, fees, policy, leave)
    files = {
        one: File(w.docx(f"sau-{n}.docx", letter) if one.endswith("docx") else w.pdf(f"sau-{n}.pdf", letter))
        for n, (one, letter) in enumerate(zip(at, letters, strict=True))
    }
    labels = (
        "Biểu mẫu 05: Cam kết chất lượng giáo dục",
        "Biểu mẫu 06: Chất lượng giáo dục thực tế",
        "Biểu mẫu 07: Cơ sở vật chất",
        "Biểu mẫu 08: Đội ngũ nhà giáo",
    )
    main = listed(list(zip(labels, at, strict=False)), YEAR) + listed(
        [
            ("Công khai dự toán ngân sách năm 2022", at[4]),
            ("Các khoản thu năm học 2021-2022", at[5]),
            ("Chính sách miễn giảm học phí, trợ cấp năm học 2021-2022", at[6]),
        ]
    )
    return Portal(
        t,
        makes.NUKEVIET,
        w,
        year_pages(makes.NUKEVIET, main, listed([("Đơn xin nghỉ phép cho học sinh", at[7])])),
        files,
    )


def two_in_one(t: Truth, w: Workshop) -> Portal:
    """Joomla: a school of two levels under many names."""
    at = [document.at for document in t.documents]
    form = lambda item, level, *school: real.form36(item, level, school, YEAR)  # noqa: E731
    own, hidden = t.name.upper(), []
    for item_level in ("TH", "THCS"):
        letter = form("ck_doi_ngu", item_level, "@")
        hidden.append(replace(letter, head=tuple(line for line in letter.head if line != "@")))
    rooms = real.form36("ck_csvc", "TH", [own], "20")
    rooms = replace(
        rooms,
        head=(
            *[line for line in rooms.head if "năm học" not in line and line != "20"],
            "Biểu mẫu 11",
            "Công khai thông tin cơ sở vật chất",
            "năm học 20 …… - 20 ……",
        ),
    )
    files = {
        at[0]: File(w.pdf("lien-05.pdf", form("ck_cam_ket", "TH", "TRƯỜNG TIỂU HỌC VÀ TRUNG HỌC CƠ SỞ PHÚ THỊNH"))),
        at[1]: File(w.docx("lien-09.docx", form("ck_cam_ket", "THCS", "TRƯỜNG TH - THCS PHÚ THỊNH"))),
        at[2]: File(w.pdf("lien-06.pdf", form("ck_chat_luong", "TH", "TRƯỜNG TIỂU HỌC PHÚ THỊNH"))),
        at[3]: File(w.pdf("lien-10.pdf", form("ck_chat_luong", "THCS", "TRƯỜNG THCS PHÚ THỊNH"))),
        at[4]: File(w.made("lien-07.pdf", lambda path: write_handwritten_year(path, rooms, ("21", "22")))),
        at[5]: File(w.made("lien-08.pdf", lambda path: write_upright(path, ("PHÒNG GD&ĐT HUYỆN PHÚ LỘC", own), *hidden))),
        at[6]: File(w.docx("lien-nghi.docx", papers.leave(t.name))),
        at[7]: File(w.docx("lien-phuc-khao.docx", papers.remarking("Trường TH và THCS Phú Thịnh"))),
    }  # fmt: skip
    labels = (
        "Biểu mẫu 05. Cam kết chất lượng giáo dục",
        "Biểu mẫu 09. Cam kết chất lượng giáo dục",
        "Biểu mẫu 06. Chất lượng giáo dục thực tế",
        "Biểu mẫu 10. Chất lượng giáo dục thực tế",
        "Biểu mẫu 07, 11. Cơ sở vật chất",
        "Biểu mẫu 08, 12. Đội ngũ nhà giáo",
    )
    main = listed(list(zip(labels, at, strict=False)), YEAR)
    return Portal(
        t,
        makes.JOOMLA,
        w,
        year_pages(
            makes.JOOMLA, main, listed([("Đơn xin nghỉ học", at[6]), ("Đơn xin phúc khảo bài kiểm tra", at[7])])
        ),
        files,
    )
