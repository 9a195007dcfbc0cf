"""The standing pages of a school with their files: giới thiệu, liên hệ, văn bản, công khai, biểu mẫu, tuyển sinh."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

from tests.portals.live.school import AUDITED, SCHOOL_YEARS, Block, Page
from tests.portals.wordpress import words
from tests.portals.wordpress.spec import StoredFile

BEING_UPDATED = ("Đang cập nhật", "Nội dung đang được cập nhật.", "Đang cập nhật...")


@dataclass(frozen=True)
class Plan:
    """What the pages of one school depend on.

    `lacking`: section key → ``missing`` or ``empty``. `audited_year`: the part for the audited year is ``full``,
    ``empty`` or ``absent``. `forms`: the forms page is ``full``, ``empty`` or ``missing``.
    """

    name: str
    level: str
    place: str
    head: str
    phone: str
    email: str
    lacking: Mapping[str, str]
    years_as_headings: bool
    audited_year: str
    forms: str


def text(words_of: str) -> Block:
    """A paragraph."""
    return Block("text", words_of)


def build_pages(rng: random.Random, plan: Plan) -> tuple[tuple[Page, ...], tuple[StoredFile, ...], frozenset[str]]:
    """The pages in the menu's order, their files, and the keys of the forms that a visitor can find."""
    pages = [_introduction(plan)]
    files: list[StoredFile] = []
    made, found = _cong_khai(rng, plan)
    pages += made
    files += found
    forms: set[str] = set()
    if plan.forms != "missing":
        found = _form_files(plan) if plan.forms == "full" else []
        files += found
        forms |= {file.item for file in found if file.item is not None}
        intro = text("Cha mẹ học sinh tải các mẫu đơn dưới đây, điền đầy đủ và nộp tại văn phòng nhà trường:")
        blocks: tuple[Block, ...] = (intro, Block("files", files=tuple(found)))
        if not found:
            blocks = (text(rng.choice(BEING_UPDATED)),)
        title = "Thủ tục - Biểu mẫu"
        pages.append(Page("thu-tuc-bieu-mau", title, blocks, "thu_tuc_bieu_mau", empty=not found))
    for key, slug, title in (("van_ban", "van-ban", "Văn bản"), ("tuyen_sinh", "tuyen-sinh", "Tuyển sinh")):
        state = plan.lacking.get(key, "full")
        if state == "empty":
            pages.append(Page(slug, title, (text(rng.choice(BEING_UPDATED)),), key, empty=True))
        elif state == "full":
            found, blocks = _documents(plan) if key == "van_ban" else _admission(plan)
            files += found
            pages.append(Page(slug, title, blocks, key))
            forms |= {"tuyen_sinh"} if key == "tuyen_sinh" else set()
    pages.append(_contact(plan))
    return tuple(pages), tuple(files), frozenset(forms)


def _introduction(plan: Plan) -> Page:
    blocks = (
        text(f"{plan.name} được thành lập theo Quyết định số 45/QĐ-UB ngày 15/8/1986, đặt tại {plan.place}."),
        text("Trường có 32 lớp với 1.215 học sinh, đạt chuẩn quốc gia mức độ 1 năm 2016."),
        Block("heading", "Ban giám hiệu"),
        text(f"Hiệu trưởng: {plan.head}. Điện thoại: {plan.phone}. Phó Hiệu trưởng: {words.PEOPLE[0]}."),
    )
    return Page("gioi-thieu", "Giới thiệu", blocks, "gioi_thieu")


def _contact(plan: Plan) -> Page:
    blocks = (
        text(f"{plan.name}, {plan.place}."),
        text(f"Điện thoại: {plan.phone}"),
        Block("mail", plan.email),
        text(f"Hiệu trưởng: {plan.head}. Tiếp phụ huynh: thứ Năm hằng tuần, 8 giờ - 11 giờ."),
    )
    return Page("lien-he", "Liên hệ", blocks, "lien_he")


def _documents(plan: Plan) -> tuple[list[StoredFile], tuple[Block, ...]]:
    titles = (
        (2020, "Quyết định số 12/QĐ ngày 03/9/2020 ban hành quy chế làm việc"),
        (2021, "Kế hoạch số 25/KH ngày 10/9/2021 về ứng dụng công nghệ thông tin"),
        (2022, "Quy chế số 07/QC ngày 05/01/2022 về chi tiêu nội bộ"),
    )
    made = [
        StoredFile(f"van-ban/{year}-{n}.pdf", title, "van_ban", (plan.name.upper(), title))
        for n, (year, title) in enumerate(titles, start=1)
    ]
    return made, (text("Văn bản do nhà trường ban hành:"), Block("files", files=tuple(made)))


def _admission(plan: Plan) -> tuple[list[StoredFile], tuple[Block, ...]]:
    grade = 1 if plan.level == "TH" else 6
    title = f"Kế hoạch tuyển sinh lớp {grade} năm học 2022-2023"
    made = [StoredFile("tuyen-sinh/ke-hoach-2022-2023.pdf", title, "tuyen_sinh", (plan.name.upper(), title))]
    blocks = (
        text(f"Nhà trường nhận hồ sơ tuyển sinh lớp {grade} từ ngày 15/6 đến ngày 30/6 tại văn phòng, trong giờ hành"
             " chính. Hồ sơ gồm đơn đăng ký, bản sao giấy khai sinh và thông báo số định danh cá nhân."),
        Block("files", files=tuple(made)),
    )  # fmt: skip
    return made, blocks


def _cong_khai(rng: random.Random, plan: Plan) -> tuple[list[Page], list[StoredFile]]:
    """Công khai with its years, newest first: as headings of one page or as pages of their own."""
    blocks = [text("Thực hiện công khai theo Thông tư số 36/2017/TT-BGDĐT ngày 28/12/2017.")]
    parts: list[tuple[str, str, bool]] = []
    years: list[Page] = []
    files: list[StoredFile] = []
    for year in reversed(SCHOOL_YEARS):
        state = plan.audited_year if year == AUDITED else "full"
        if state == "absent":
            continue
        made = _cong_khai_files(plan, year) if state == "full" else []
        files += made
        body = Block("files", files=tuple(made)) if made else text(rng.choice(BEING_UPDATED))
        if plan.years_as_headings:
            label = f"Năm học {year}"
            blocks += [Block("heading", label), body]
            parts.append((year, label, not made))
        else:
            title = f"Công khai năm học {year}"
            years.append(Page(
                f"cong-khai-{year}", title, (body,), "cong_khai", "cong-khai", year, empty=not made, in_menu=False
            ))  # fmt: skip
    if years:
        blocks.append(Block("pages", slugs=tuple(page.slug for page in years)))
    top = Page("cong-khai", "Công khai", tuple(blocks), "cong_khai", parts=tuple(parts))
    return [top, *years], files


def _cong_khai_files(plan: Plan, year: str) -> list[StoredFile]:
    first = 5 if plan.level == "TH" else 9
    made = []
    for number, (item, pattern) in enumerate(words.CONG_KHAI, start=first):
        label = f"Biểu mẫu {number:02d} - " + pattern.format(truong=plan.name, nam_hoc=year)
        made.append(
            StoredFile(
                path=f"cong-khai/{year}/bieu-mau-{number:02d}.pdf",
                label=label,
                section="cong_khai",
                lines=(plan.name.upper(), f"Biểu mẫu {number:02d}", label, f"Ngày 05 tháng 9 năm {year[:4]}"),
                school_year=year,
                item=item,
            )
        )
    money = f"Công khai dự toán thu - chi ngân sách năm {year[5:]}"
    made.append(
        StoredFile(f"cong-khai/{year}/du-toan-{year[5:]}.pdf", money, "cong_khai", (plan.name.upper(), money), year,
                   "ck_du_toan")
    )  # fmt: skip
    return made


def _form_files(plan: Plan) -> list[StoredFile]:
    wanted = [("bm_nghi_hoc", "Đơn xin phép nghỉ học", "docx"), ("bm_chuyen_truong", "Đơn xin chuyển trường", "pdf")]
    if plan.level != "TH":
        wanted.append(("bm_phuc_khao", "Đơn xin phúc khảo bài kiểm tra, bài thi", "pdf"))
    return [
        StoredFile(
            path=f"bieu-mau/{words.slug(title)}.{ending}",
            label=f"Mẫu {title[0].lower()}{title[1:]}",
            section="thu_tuc_bieu_mau",
            lines=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", title.upper(), f"Kính gửi: Ban giám hiệu {plan.name}",
                   "Em tên là: ........ Lớp: ........"),
            item=key,
        )
        for key, title, ending in wanted
    ]  # fmt: skip
