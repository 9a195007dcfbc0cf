"""What stands behind a school's menu: introduction, contact, documents, công khai by year, forms, admission."""

from __future__ import annotations

from runner.demo.model import DOMAIN, PARENT_NAME, FileItem, SchoolPlan, Section
from runner.demo.writing import slug_of

FORM_KINDS = {
    "TH": ("trường tiểu học", ("05", "06", "07", "08")),
    "THCS": ("trường trung học cơ sở", ("09", "10", "11", "12")),
}
UPDATING = "Nội dung đang được cập nhật"


def intro(plan: SchoolPlan) -> Section:
    """Giới thiệu, with the history, the people in charge and how to reach them."""
    mail = f"{plan.code}@{DOMAIN}"
    history = (
        f"{plan.shown} được thành lập năm 1998 theo quyết định của Ủy ban nhân dân thành phố Bình Minh, "
        f"tọa lạc tại {plan.address}.",
        f"Trường hiện có {4 * len(plan.grades) + 2} lớp; đội ngũ cán bộ, giáo viên, nhân viên đều đạt chuẩn.",
        "Chức năng, nhiệm vụ, quyền hạn của nhà trường thực hiện theo Điều lệ trường học hiện hành.",
    )
    people = (
        f"Hiệu trưởng: Trần Thị Kim Dung – Điện thoại: 0274 3822 1{len(plan.code):02d} – Email: hieutruong.{mail} "
        "– phụ trách chung, công tác tổ chức và tài chính.",
        f"Phó Hiệu trưởng: Lê Hoàng Sơn – Điện thoại: 0274 3822 2{len(plan.code):02d} – Email: phohieutruong.{mail} "
        "– phụ trách chuyên môn.",
        "Sơ đồ tổ chức: Chi bộ, Ban giám hiệu, Công đoàn, các tổ chuyên môn, tổ văn phòng, Liên đội.",
    )
    return Section(
        "gioi-thieu",
        "Giới thiệu",
        history,
        children=(
            Section("lich-su-hinh-thanh", "Lịch sử hình thành", history[:2]),
            Section("co-cau-to-chuc", "Cơ cấu tổ chức", people),
        ),
    )


def contact(plan: SchoolPlan) -> Section:
    """Liên hệ."""
    return Section(
        "lien-he",
        "Liên hệ",
        (
            f"{plan.shown} – Địa chỉ: {plan.address}.",
            f"Điện thoại: 0274 3822 199 – Email: {plan.code}@{DOMAIN}",
            "Thắc mắc, góp ý xin gửi về địa chỉ thư điện tử trên, nhà trường giải đáp trong giờ hành chính.",
        ),
    )


def documents(plan: SchoolPlan, start: int) -> Section:
    """Văn bản: circulars, plans and letters with number, day and file."""
    rows = (
        ("37/2020/TT-BGDĐT", "05/10/2020", "Quy định về hoạt động của cổng thông tin điện tử trong ngành giáo dục"),
        (f"15/KH-{plan.code.upper()}", f"10/9/{start}", f"Kế hoạch nhiệm vụ năm học {start}-{start + 1}"),
        (
            f"27/QĐ-{plan.code.upper()}",
            f"15/9/{start}",
            "Quyết định ban hành quy chế hoạt động cổng thông tin điện tử",
        ),
        (f"112/PGDĐT-GDTH-{start}", f"04/10/{start}", "Công văn hướng dẫn tổ chức dạy học trong tình hình mới"),
        (f"08/KH-{plan.code.upper()}-{start + 1}", f"12/01/{start + 1}", "Kế hoạch tổ chức các hoạt động mừng xuân"),
    )
    files = tuple(
        file(plan, title, f"van-ban-{index}-{slug_of(number)}.pdf", (f"Số: {number}",), number, dated)
        for index, (number, dated, title) in enumerate(rows, start=1)
    )
    return Section("van-ban", "Văn bản - Công văn", files=files)


def admission(plan: SchoolPlan, start: int) -> Section:
    """Tuyển sinh: the plan and the notice for the next intake."""
    grade = plan.grades[0]
    year = f"{start + 1}-{start + 2}"
    return Section(
        "tuyen-sinh",
        "Tuyển sinh",
        (
            f"Thông tin xét tuyển học sinh đầu cấp: nhà trường tuyển sinh lớp {grade} năm học {year} với chỉ tiêu "
            f"{35 * 4} học sinh trên địa bàn được phân tuyến.",
            "Hồ sơ gồm đơn đăng ký, bản sao giấy khai sinh; nhận hồ sơ trực tuyến và trực tiếp trong tháng 7.",
            f"Đăng ký trên cổng tuyển sinh trực tuyến: http://tuyensinh.{DOMAIN}/",
        ),
        files=(
            file(plan, f"Kế hoạch tuyển sinh lớp {grade} năm học {year}", f"ke-hoach-tuyen-sinh-{year}.pdf"),
            file(plan, f"Thông báo tuyển sinh lớp {grade} năm học {year}", f"thong-bao-tuyen-sinh-{year}.pdf"),
        ),
    )


def absence_form(plan: SchoolPlan) -> FileItem:
    """Đơn xin nghỉ học."""
    lines = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "ĐƠN XIN NGHỈ HỌC", "Tên em là: ........", "Lý do: ........")
    return file(plan, "Mẫu đơn xin nghỉ học", "mau-don-xin-nghi-hoc.docx", lines)


def review_form(plan: SchoolPlan) -> FileItem:
    """Đơn phúc khảo."""
    lines = ("ĐƠN XIN PHÚC KHẢO BÀI KIỂM TRA", "Môn: ........", "Điểm đã công bố: ........")
    return file(plan, "Mẫu đơn xin phúc khảo bài kiểm tra, bài thi", "mau-don-xin-phuc-khao.docx", lines)


def forms(plan: SchoolPlan, start: int) -> Section:
    """Thủ tục – Biểu mẫu with everything criterion 3.5 names."""
    grade = plan.grades[0]
    year = f"{start + 1}-{start + 2}"
    return Section(
        "thu-tuc-bieu-mau",
        "Thủ tục - Biểu mẫu",
        ("Phụ huynh tải biểu mẫu, điền thông tin và gửi lại giáo viên chủ nhiệm hoặc văn phòng nhà trường.",),
        files=(
            absence_form(plan),
            review_form(plan),
            file(plan, "Mẫu đơn xin chuyển trường", "mau-don-xin-chuyen-truong.docx", ("ĐƠN XIN CHUYỂN TRƯỜNG",)),
            file(plan, f"Mẫu đơn đăng ký xét tuyển vào lớp {grade} năm học {year}", f"don-xet-tuyen-lop-{grade}.pdf"),
            file(plan, "Quy trình, thủ tục cấp bản sao học bạ", "thu-tuc-cap-ban-sao-hoc-ba.pdf"),
        ),
    )


def cong_khai_files(plan: SchoolPlan, year: int) -> tuple[FileItem, ...]:
    """The forms of TT 36/2017 and the budget papers of the school year that begins in `year`."""
    span = f"{year}-{year + 1}"
    files = []
    for level in plan.level.split("&"):
        kind, numbers = FORM_KINDS[level]
        subjects = (
            f"Thông báo cam kết chất lượng giáo dục của {kind}",
            f"Thông báo công khai thông tin chất lượng giáo dục thực tế của {kind}",
            f"Thông báo công khai thông tin cơ sở vật chất của {kind}",
            f"Thông báo công khai thông tin về đội ngũ nhà giáo, cán bộ quản lý và nhân viên của {kind}",
        )
        for number, subject in zip(numbers, subjects, strict=True):
            title = f"Biểu mẫu {number} - {subject}, năm học {span}"
            lines = (
                f"Biểu mẫu {number}",
                "(Kèm theo Thông tư số 36/2017/TT-BGDĐT)",
                "STT | Nội dung | Chia theo khối lớp",
            )
            files.append(file(plan, title, f"bieu-mau-{number}-{span}.pdf", lines))
    files.append(file(plan, f"Công khai dự toán ngân sách năm {year + 1}", f"cong-khai-du-toan-{year + 1}.pdf"))
    files.append(file(plan, f"Công khai quyết toán ngân sách năm {year}", f"cong-khai-quyet-toan-{year}.pdf"))
    files.append(file(plan, f"Công khai các khoản thu năm học {span}", f"cong-khai-khoan-thu-{span}.pdf"))
    return tuple(files)


def cong_khai(plan: SchoolPlan, years: tuple[int, ...], label: str = "Công khai") -> Section:
    """Công khai with a part of its own for each of `years`."""
    parts = tuple(
        Section(f"cong-khai-nam-hoc-{year}-{year + 1}", f"Năm học {year}-{year + 1}", files=cong_khai_files(plan, year))
        for year in years
    )
    basis = "Thực hiện công khai theo Thông tư số 36/2017/TT-BGDĐT ngày 28/12/2017 của Bộ Giáo dục và Đào tạo."
    return Section("cong-khai", label, (basis,), children=parts)


def empty(slug: str, label: str, note: str = UPDATING) -> Section:
    """A menu entry with nothing behind it."""
    return Section(slug, label, note=note)


def feedback() -> Section:
    """Góp ý: where to send opinions."""
    return Section("gop-y", "Hỏi đáp - Góp ý", ("Mọi góp ý về dự thảo quy chế xin gửi trước ngày 30 hằng tháng.",))


def file(
    plan: SchoolPlan, title: str, name: str, lines: tuple[str, ...] = (), number: str = "", dated: str = ""
) -> FileItem:
    """A file of the school, with the head and the signature such papers have around `lines`."""
    head = (PARENT_NAME.upper(), plan.shown.upper(), "")
    tail = ("", "Bình Minh, ngày 15 tháng 9", "HIỆU TRƯỞNG", "(đã ký)")
    return FileItem(title, name, (*head, title, *lines, *tail), number, dated)
