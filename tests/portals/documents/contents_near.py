"""Contents that come near: one file under many labels, posts with files, names nearly the school's, the law itself."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

from dataclasses import replace

from tests.documents.letters import MOTTO, Letter
from tests.portals.documents import makes, papers
from tests.portals.documents.portal import File, Portal
from tests.portals.documents.shapes_more import LABELS, YEAR, listed, year_pages
from tests.portals.documents.truths import Truth
from tests.portals.documents.workshop import Workshop

BEFORE = "2020-2021"


def three_labels(t: Truth, w: Workshop) -> Portal:
    """vnEdu: one file under three labels, a plan under the fourth."""
    three, seven, leave = (document.at for document in t.documents)
    main = listed(list(zip(LABELS["TH"], (three, three, seven, three), strict=True)), YEAR)
    files = {
        three: File(w.pdf("ba-bm05.pdf", papers.form("ck_cam_ket", t.level, t.name, YEAR))),
        seven: File(w.docx("ba-bm07.docx", papers.plan(t.name, YEAR))),
        leave: File(w.docx("ba-nghi-hoc.docx", papers.leave(t.name))),
    }
    return Portal(t, makes.VNEDU, w, year_pages(makes.VNEDU, main, listed([("Đơn xin nghỉ học", leave)])), files)


def posts(t: Truth, w: Workshop) -> Portal:
    """WordPress: công khai is a category of posts."""
    one, two, three, old, leave = (document.at for document in t.documents)
    button = '<div class="wp-block-file"><a href="{0}">Tệp đính kèm</a><a href="{0}" class="wp-block-file__button" download>Tải về</a></div>'
    told = "<p>Nhà trường đăng tải nội dung này để cha mẹ học sinh và nhân dân cùng theo dõi, góp ý.</p>"
    entries = (
        ("ck-1", "Công khai đội ngũ nhà giáo năm học 2021-2022", "22/09/2021", told + "<p>Xem tệp đính kèm.</p>"),
        ("ck-2", "Công khai cơ sở vật chất năm học 2021-2022", "22/09/2021", f'{told}<iframe src="{three}" width="100%" height="800"></iframe>'),
        ("ck-3", "Công khai chất lượng giáo dục thực tế năm học 2021-2022", "21/09/2021", told + button.format(two)),
        ("ck-4", "Công khai cam kết chất lượng giáo dục năm học 2021-2022", "21/09/2021", told + button.format(one)),
        ("ck-5", "Công khai cam kết chất lượng giáo dục năm học 2020-2021", "18/09/2020", told + button.format(old)),
    )  # fmt: skip
    address = makes.WORDPRESS.address

    def card(key: str, title: str, day: str) -> str:
        return f'<article class="post"><h2 class="entry-title"><a href="{address(key)}" rel="bookmark">{title}</a></h2><time class="entry-date">{day}</time></article>'

    pages = {
        "cong-khai": ("Công khai", "".join(card(key, title, day) for key, title, day, _ in entries)),
        **{key: (title, f"<p>Ngày đăng: {day}</p>{body}") for key, title, day, body in entries},
        "bieu-mau": ("Biểu mẫu", card("mau-don-nghi-hoc", "Mẫu đơn xin nghỉ học", "04/10/2021")),
        "mau-don-nghi-hoc": ("Mẫu đơn xin nghỉ học", "<p>Ngày đăng: 04/10/2021</p><p>Phụ huynh tải mẫu đơn, điền và nộp cho giáo viên chủ nhiệm.</p>" + button.format(leave)),
    }  # fmt: skip
    files = {
        one: File(w.pdf("bai-bm05.pdf", papers.form("ck_cam_ket", t.level, t.name, YEAR))),
        two: File(w.docx("bai-bm06.docx", papers.form("ck_chat_luong", t.level, "Trường Tiểu học Trường Tây", YEAR))),
        three: File(w.pdf("bai-bm07.pdf", papers.form("ck_csvc", t.level, t.name, YEAR))),
        old: File(w.pdf("bai-bm05-truoc.pdf", papers.form("ck_cam_ket", t.level, t.name, BEFORE))),
        leave: File(w.docx("bai-nghi-hoc.docx", papers.leave(t.name))),
    }
    return Portal(t, makes.WORDPRESS, w, pages, files)


def names(t: Truth, w: Workshop) -> Portal:
    """NukeViet: names that are nearly the school's."""
    form = lambda item, school=t.name: papers.form(item, t.level, school, YEAR)  # noqa: E731
    at = [document.at for document in t.documents]
    short = form("ck_cam_ket", "Trường TH Phú Lợi")
    short = replace(short, head=tuple(line.replace("2021-2022", "2021 – 2022") for line in short.head))
    nobody = form("ck_doi_ngu")
    nobody = replace(nobody, head=nobody.head[2:])
    files = {
        at[0]: File(w.pdf("gan-bm05.pdf", short)),
        at[1]: File(w.docx("gan-bm06.docx", form("ck_chat_luong", "Trường Tiểu học Phú Lợi 2"))),
        at[2]: File(w.pdf("gan-bm07.pdf", form("ck_csvc", "Trường THCS Phú Lợi"))),
        at[3]: File(w.pdf("gan-bm08.pdf", nobody)),
        at[4]: File(w.pdf("gan-du-toan.pdf", papers.budget("TRUONG TIEU HOC PHU LOI", 2022))),
        at[5]: File(w.docx("gan-nghi-hoc.docx", papers.leave("nhà trường"))),
    }
    main = listed(list(zip(LABELS["TH"], at, strict=False)), YEAR) + listed([("Công khai dự toán ngân sách năm 2022", at[4])])  # fmt: skip
    return Portal(t, makes.NUKEVIET, w, year_pages(makes.NUKEVIET, main, listed([("Đơn xin nghỉ học", at[5])])), files)


def law(t: Truth, w: Workshop) -> Portal:
    """By hand: the circular, its templates and a plan in place of what is to be published."""
    circular, templates, plan, leave = (document.at for document in t.documents)
    text = Letter(
        head=("BỘ GIÁO DỤC VÀ ĐÀO TẠO", *MOTTO, "Số: 36/2017/TT-BGDĐT", "THÔNG TƯ",
              "Ban hành Quy chế thực hiện công khai đối với cơ sở giáo dục và đào tạo thuộc hệ thống giáo dục quốc dân"),
        body=("Điều 5. Nội dung công khai đối với cơ sở giáo dục phổ thông",
              "Cam kết chất lượng giáo dục và chất lượng giáo dục thực tế; cơ sở vật chất; đội ngũ nhà giáo, cán bộ quản lý và nhân viên (theo các Biểu mẫu 05, 06, 07, 08)."),
    )  # fmt: skip
    empties = [papers.empty_form(item, "TH") for item in papers.TT36]
    promises = Letter(
        head=(t.name.upper(), "KẾ HOẠCH", "Thực hiện công khai năm học 2021-2022"),
        body=tuple(f"Công khai theo {label} trước ngày 30/9/2021, người thực hiện: văn thư." for label in LABELS["TH"]),
        end=papers.signed("ngày 01 tháng 9 năm 2021"),
    )
    together = Letter(head=tuple(line for one in empties for line in one.lines))
    files = {
        circular: File(w.pdf("luat-tt36.pdf", text, *empties)),
        templates: File(w.docx("luat-mau.docx", together)),
        plan: File(w.pdf("luat-ke-hoach.pdf", promises)),
        leave: File(w.docx("luat-nghi-hoc.docx", papers.leave(t.name))),
    }
    main = listed([("Thông tư 36/2017/TT-BGDĐT về công khai đối với cơ sở giáo dục", circular), ("Biểu mẫu công khai (Biểu mẫu 05, 06, 07, 08) năm học 2021-2022", templates), ("Kế hoạch công khai năm học 2021-2022", plan)])  # fmt: skip
    return Portal(t, makes.BYHAND, w, year_pages(makes.BYHAND, main, listed([("Đơn xin nghỉ học", leave)])), files)
