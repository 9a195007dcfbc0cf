"""Portals about words that look alike and about shapes of pages: no leave form among much leave, no công khai among its words."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

from tests.documents.letters import MOTTO, Letter
from tests.portals.documents import makes, papers
from tests.portals.documents import papers_real as real
from tests.portals.documents.files_real import write_sheets
from tests.portals.documents.portal import File, Portal
from tests.portals.documents.shapes_more import LABELS, YEAR, listed, year_pages
from tests.portals.documents.truths import Truth
from tests.portals.documents.workshop import Workshop
from tests.portals.labelled.site import Reply


def leave_of_others(t: Truth, w: Workshop) -> Portal:
    """WordPress: leave of teachers, of those who drop out, of all at Tết."""
    at = [document.at for document in t.documents]
    form = lambda item: real.form36(item, "THCS", [t.name.upper()], YEAR)  # noqa: E731
    watched = Letter(
        head=(t.name.upper(), "Biểu mẫu 09", "PHIẾU DỰ GIỜ", "Năm học 2021-2022"),
        table=(
            ("Tiêu chí", "Điểm tối đa", "Điểm đạt"),
            ("Chuẩn bị bài", "4", ""),
            ("Phương pháp", "6", ""),
            ("Hiệu quả", "10", ""),
        ),
        end=("Người dự giờ", "Người dạy"),
    )
    minute = Letter(
        head=(t.name.upper(), *MOTTO, "Biểu mẫu 11", "BIÊN BẢN SINH HOẠT TỔ CHUYÊN MÔN", "Năm học 2021-2022"),
        body=("Thời gian: ……… Địa điểm: ………", "Thành phần: ………"),
        end=("Thư ký", "Tổ trưởng"),
    )
    teacher = Letter(
        head=(*MOTTO, "ĐƠN XIN NGHỈ PHÉP", f"Kính gửi: Hiệu trưởng {t.name}"),
        body=(
            "Tôi tên là: ………………… Chức vụ: Giáo viên. Tổ chuyên môn: ………",
            "Xin được nghỉ phép năm từ ngày …/…/…… đến ngày …/…/……",
            "Trong thời gian nghỉ, công việc giảng dạy được bàn giao cho đồng nghiệp: ………",
        ),
        end=("………, ngày …… tháng …… năm ………", "Người làm đơn"),
    )
    granted = real.decision(
        t.name,
        "Về việc cho viên chức nghỉ phép năm",
        "75/QĐ-THCSCS",
        "ngày 10 tháng 11 năm 2021",
        ("Điều 1. Cho bà Trần Thị Tý, giáo viên Toán, nghỉ phép năm 05 ngày.",),
    )
    files = {
        at[0]: File(w.docx("ngh-09.docx", watched)),
        at[1]: File(w.pdf("ngh-10.pdf", form("ck_chat_luong"))),
        at[2]: File(w.docx("ngh-11.docx", minute)),
        at[3]: File(w.pdf("ngh-12.pdf", form("ck_doi_ngu"))),
        at[4]: File(w.docx("ngh-nghi-phep.docx", teacher)),
        at[5]: File(w.pdf("ngh-qd.pdf", granted)),
        at[6]: File(w.docx("ngh-phuc-khao.docx", papers.remarking(t.name))),
    }  # fmt: skip
    main = listed(
        [("Biểu mẫu 09", at[0]), (LABELS["THCS"][1], at[1]), ("Biểu mẫu 11", at[2]), (LABELS["THCS"][3], at[3])], YEAR
    )
    forms = listed(
        [
            ("Đơn xin nghỉ phép (dành cho giáo viên, nhân viên)", at[4]),
            ("Quyết định cho giáo viên nghỉ phép", at[5]),
            ("Đơn xin phúc khảo bài kiểm tra", at[6]),
            ("Thông báo lịch nghỉ Tết Nguyên đán năm 2022", makes.WORDPRESS.address("nghi-tet")),
        ]
    )
    pages = year_pages(makes.WORDPRESS, main, forms)
    pages["nghi-tet"] = (
        "Thông báo lịch nghỉ Tết Nguyên đán năm 2022",
        "<p>Học sinh nghỉ học từ ngày 27/01/2022 đến hết ngày 09/02/2022.</p>",
    )
    pages["bai-nghi-hoc"] = (
        "Những lá đơn xin nghỉ học và chuyến đi vận động học trò trở lại trường",
        "<p>Ngày đăng: 12/10/2021</p><p>Sau đợt dịch, ba lá đơn xin nghỉ học được gửi đến cô chủ nhiệm lớp 8A1. Các thầy cô đã vượt mười hai cây số đường đồi để đến từng nhà, trò chuyện với phụ huynh, và cả ba em đã trở lại lớp.</p>",
    )
    home = f'<div class="tin"><a href="{makes.WORDPRESS.address("bai-nghi-hoc")}">{pages["bai-nghi-hoc"][0]}</a> <span class="ngay">12/10/2021</span></div>'
    portal = Portal(t, makes.WORDPRESS, w, pages, files)
    for key in ("", "tin-tuc"):
        title, body = portal.pages[key]
        portal.pages[key] = (title, home + body)
    return portal


def words_alike(t: Truth, w: Workshop) -> Portal:
    """After Violet: the words of công khai on papers that are something else."""
    at = [document.at for document in t.documents]
    head = (t.name.upper(), *MOTTO)
    promise = Letter(
        head=(
            *head,
            "BẢN CAM KẾT CHẤT LƯỢNG GIÁO DỤC LỚP 4A",
            "Năm học 2021-2022",
            f"Kính gửi: Ban Giám hiệu {t.name}",
        ),
        body=(
            "Tôi tên là Phan Thị Hường, giáo viên chủ nhiệm lớp 4A.",
            "Tôi cam kết cuối năm lớp có 98% học sinh hoàn thành chương trình lớp học.",
        ),
        end=("Bình Khánh, ngày 20 tháng 9 năm 2021", "Người cam kết", "Phan Thị Hường"),
    )
    raised = Letter(
        head=(*head, "KẾ HOẠCH", "Nâng cao chất lượng giáo dục học sinh yếu năm học 2021-2022"),
        body=("Phụ đạo hai buổi một tuần cho học sinh chưa hoàn thành môn Toán, Tiếng Việt.",),
        end=papers.signed("ngày 02 tháng 10 năm 2021"),
    )
    mended = Letter(
        head=(*head, "BÁO CÁO", "Kết quả sửa chữa cơ sở vật chất hè năm 2021, chuẩn bị năm học 2021-2022"),
        body=("Đã sơn lại dãy phòng học A, thay 12 bóng đèn, sửa mái hiên nhà xe.",),
        end=papers.signed("ngày 25 tháng 8 năm 2021"),
    )
    prizes = real.decision(
        t.name,
        "Về việc khen thưởng đội ngũ nhà giáo năm học 2021-2022",
        "44/QĐ-THBK",
        "ngày 18 tháng 11 năm 2021",
        ("Điều 1. Tặng giấy khen cho 06 giáo viên đạt danh hiệu giáo viên dạy giỏi cấp trường.",),
    )
    toilet = Letter(
        head=(t.name.upper(), "BẢNG DỰ TOÁN KINH PHÍ SỬA CHỮA NHÀ VỆ SINH HỌC SINH", "Năm 2022"),
        table=(
            ("STT", "Hạng mục", "Thành tiền"),
            ("1", "Gạch ốp tường", "14200"),
            ("2", "Thiết bị vệ sinh", "26800"),
            ("3", "Nhân công", "19500"),
        ),
        end=("Người lập bảng", "Lê Văn Tư"),
    )
    files = {
        at[0]: File(w.docx("nha-05.docx", promise)),
        at[1]: File(w.pdf("nha-06.pdf", raised)),
        at[2]: File(w.pdf("nha-07.pdf", mended)),
        at[3]: File(w.pdf("nha-08.pdf", prizes)),
        at[4]: File(w.made("nha-du-toan.xlsx", lambda path: write_sheets(path, {"Sheet1": toilet}))),
        at[5]: File(w.pdf("nha-q1.pdf", real.carried_out(t.name, "quý I năm 2022", "ngày 06 tháng 4 năm 2022"))),
        at[6]: File(w.picture("nha-nghi.jpg", papers.leave(t.name))),
    }  # fmt: skip
    labels = (
        "Bản cam kết chất lượng giáo dục năm học 2021-2022",
        "Nâng cao chất lượng giáo dục năm học 2021-2022",
        "Cơ sở vật chất năm học 2021-2022",
        "Khen thưởng đội ngũ nhà giáo năm học 2021-2022",
        "Dự toán kinh phí sửa chữa năm 2022",
        "Biểu số 3 - Thực hiện dự toán quý I năm 2022",
    )
    forms = f"<p>Đơn xin nghỉ học (phụ huynh in ra và điền):</p><img src='{at[6]}' alt='Đơn xin nghỉ học' width='600'>"
    return Portal(
        t, makes.VIOLET, w, year_pages(makes.VIOLET, listed(list(zip(labels, at, strict=False))), forms), files
    )


def page_shapes(t: Truth, w: Workshop) -> Portal:
    """By hand: right papers in folded, hidden, drawn and published shapes."""
    at = [document.at for document in t.documents]
    form = lambda item: real.form36(item, "THCS", [t.name.upper()], YEAR)  # noqa: E731
    shown = form("ck_csvc")
    rows = "".join(f"<tr><td colspan=4>{line}</td></tr>" for line in shown.head) + "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in shown.table
    )
    sheet = Reply(
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>BM11 2021-2022 - Google Drive</title></head><body class="docs-gm"><div id="doc-title"><span class="name">BM11 2021-2022</span></div><div id="sheets-viewport"><div class="ritz grid-container"><table class="waffle"><tbody>{rows}</tbody></table></div></div><div id="footer">Được xuất bản bằng Google Trang tính - Báo cáo lạm dụng</div></body></html>'
    )
    slides = Reply(
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>BM12 2021-2022 - Google Trang trình bày</title></head><body><div class="punch-full-window-overlay"></div><script>viewerData = {}</script></body></html>'
    )
    hosts = {"docs.google.com": {at[2].removeprefix("https://docs.google.com").partition("?")[0]: sheet, at[3].removeprefix("https://docs.google.com").partition("?")[0]: slides,
             "/forms/d/e/1FAIpQLSMyLoi/viewform": Reply("<html><head><title>Đăng ký tuyển sinh lớp 6</title></head><body><form action='formResponse' method='post'><input name='entry.1'></form></body></html>")}}  # fmt: skip
    files = {
        at[0]: File(w.pdf("khu-09.pdf", form("ck_cam_ket"))),
        at[1]: File(w.pdf("khu-10.pdf", form("ck_chat_luong"))),
        at[4]: File(w.pdf("khu-nghi.pdf", papers.leave(t.name))),
        at[5]: File(w.docx("khu-phuc-khao.docx", papers.remarking(t.name))),
    }
    one, two, three, four = (f"{label} năm học 2021-2022" for label in LABELS["THCS"])
    main = (
        f'<details><summary>{one}</summary><p>Ban hành ngày 20/9/2021. <a href="{at[0]}">Xem tệp</a></p></details>'
        f'<h4 class="panel-title"><a role="button" data-toggle="collapse" href="#p10">{two}</a></h4><div id="p10" class="panel-collapse collapse"><div class="panel-body"><a class="btn" href="{at[1]}">Tải về</a></div></div>'
        f'<h4>{three}</h4><iframe src="{at[2]}" width="100%" height="600"></iframe>'
        f'<h4>{four}</h4><iframe src="{at[3]}" allowfullscreen="true" width="960" height="569"></iframe>'
    )
    forms = (
        f'<img src="/anh/bieu-mau.png" usemap="#mau" alt="Các biểu mẫu"><map name="mau"><area shape="rect" coords="0,0,200,80" href="{at[4]}" alt="Đơn xin nghỉ học" title="Đơn xin nghỉ học"></map>'
        f'<table class="table"><thead><tr><th>Tên biểu mẫu</th><th>Tải về</th></tr></thead><tbody><tr><td>Đơn xin phúc khảo bài kiểm tra</td><td><a href="{at[5]}"><i class="fa fa-download"></i></a></td></tr></tbody></table>'
        '<p><a href="https://docs.google.com/forms/d/e/1FAIpQLSMyLoi/viewform">Phiếu đăng ký dự tuyển lớp 6 trực tuyến</a></p>'
    )
    return Portal(t, makes.BYHAND, w, year_pages(makes.BYHAND, main, forms), files, hosts=hosts)


def pupils_otherwise(t: Truth, w: Workshop) -> Portal:
    """Joomla: lists of pupils without birthdays, beside a list of teachers with them."""
    at, names = [document.at for document in t.documents], t.pupils
    form = lambda item: real.form36(item, "TH", [t.name.upper()], YEAR)  # noqa: E731
    called = Letter(
        head=(t.name.upper(), "DANH SÁCH LIÊN LẠC LỚP 5A2"),
        table=(
            ("STT", "Họ và tên học sinh", "Họ tên phụ huynh", "Số điện thoại"),
            *(
                (str(n), name, f"Ông {name.split()[0]} Văn Út", f"0918 22 33 {40 + n}")
                for n, name in enumerate(names[:5], 1)
            ),
        ),
    )
    praised = Letter(
        head=("DANH SÁCH HỌC SINH ĐƯỢC KHEN THƯỞNG", "(Kèm theo Quyết định số 88/QĐ-THHP ngày 20 tháng 5 năm 2022)"),
        table=(
            ("TT", "Họ và tên", "Lớp", "Danh hiệu"),
            *((str(n), name, f"4A{n}", "Học sinh xuất sắc") for n, name in enumerate(names[5:10], 1)),
        ),
    )
    award = real.decision(
        t.name,
        "Về việc khen thưởng học sinh năm học 2021-2022",
        "88/QĐ-THHP",
        "ngày 20 tháng 5 năm 2022",
        ("Điều 1. Khen thưởng 05 học sinh có thành tích xuất sắc (danh sách kèm theo).",),
    )
    first_class = Letter(
        head=(t.name.upper(), "DANH SÁCH HỌC SINH LỚP 1/2", "Năm học 2021-2022"),
        table=(
            ("STT", "Họ và tên", "Ngày sinh"),
            *((str(n), name, f"{n + 10}/0{n}/2015") for n, name in enumerate(names[10:15], 1)),
        ),
    )
    staff = Letter(
        head=(t.name.upper(), "DANH SÁCH GIÁO VIÊN CHỦ NHIỆM", "Năm học 2021-2022"),
        table=(
            ("STT", "Họ và tên", "Năm sinh", "Lớp", "Điện thoại"),
            ("1", "Phan Thị Hường", "1984", "1A1", "0903 111 222"),
            ("2", "Lê Văn Tư", "1979", "2A1", "0903 111 333"),
            ("3", "Đỗ Thị Kim Cúc", "1990", "3A1", "0903 111 444"),
        ),
    )
    marks = "".join(
        f"<tr><td>{101 + n}</td><td>{name}</td><td>{7 + n / 2}</td><td>{8 - n / 2}</td></tr>"
        for n, name in enumerate(names[15:20])
    )
    lines = "<br>".join(
        f"{n}. {name} - {n + 2:02}/{n + 6:02}/2015 - Tổ {n}, ấp Chợ" for n, name in enumerate(names[20:25], 1)
    )
    files = {
        **{at[n]: File(w.pdf(f"ban-{n}.pdf", form(item))) for n, item in enumerate(real.TT36)},
        at[4]: File(w.made("ban-lien-lac.xlsx", lambda path: write_sheets(path, {"5A2": called}))),
        at[5]: File(w.pdf("ban-khen.pdf", award, praised)),
        at[6]: File(w.scan("ban-lop.pdf", first_class)),
        at[7]: File(w.made("ban-gv.xlsx", lambda path: write_sheets(path, {"GVCN": staff}))),
        at[8]: File(w.docx("ban-nghi.docx", papers.filled_leave(t.name, "Ông Hai Thành", names[25]))),
    }  # fmt: skip
    main = listed(list(zip(LABELS["TH"], at, strict=False)), YEAR) + listed(
        [
            ("Danh sách liên lạc lớp 5A2", at[4]),
            ("Quyết định khen thưởng học sinh cuối năm", at[5]),
            ("Lớp 1/2", at[6]),
            ("Danh sách giáo viên chủ nhiệm", at[7]),
        ],
        YEAR,
    )
    address = makes.JOOMLA.address
    main += f'<p><a href="{address("ket-qua-thi")}">Kết quả thi học sinh giỏi năm học 2021-2022</a></p><p><a href="{address("ho-tro")}">Học sinh nhận quà Tết năm học 2021-2022</a></p>'
    pages = year_pages(makes.JOOMLA, main, listed([("Đơn xin nghỉ học", at[8])]))
    pages["ket-qua-thi"] = (
        "Kết quả thi học sinh giỏi năm học 2021-2022",
        f"<table border='1'><tr><th>SBD</th><th>Họ và tên</th><th>Toán</th><th>Tiếng Việt</th></tr>{marks}</table>",
    )
    pages["ho-tro"] = (
        "Học sinh nhận quà Tết năm học 2021-2022",
        f"<p>Danh sách học sinh có hoàn cảnh khó khăn:<br>{lines}</p>",
    )
    return Portal(t, makes.JOOMLA, w, pages, files)
