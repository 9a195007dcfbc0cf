"""The standing pages of a school portal with their files: giới thiệu, liên hệ, văn bản, công khai by year, forms."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime

from tests.portals.wordpress import words
from tests.portals.wordpress.spec import SCHOOL_YEARS, Front, Page, StoredFile

BEING_UPDATED = "<p>Nội dung đang được cập nhật.</p>"
MADE = datetime(2020, 8, 15, 8, 0)


class Numbers:
    """Ids in rising order, so that what WordPress will give each thing is known before it is filled."""

    def __init__(self, first: int) -> None:
        self._next = first

    def take(self) -> int:
        """The next id."""
        self._next += 1
        return self._next - 1


@dataclass(frozen=True)
class Plan:
    """What the pages of one school depend on. `missing` holds section keys that the school does not have."""

    name: str
    level: str
    place: str
    head: str
    good: bool
    missing: frozenset[str]
    front: Front
    audited: str


def link(file: StoredFile) -> str:
    """A list entry with the file's link."""
    return f'<li><a href="{file.url_path}">{file.label}</a></li>'


def build_pages(
    rng: random.Random, plan: Plan, numbers: Numbers
) -> tuple[tuple[Page, ...], tuple[StoredFile, ...], frozenset[str]]:
    """The pages, their files and the keys of the forms that a visitor can find."""
    pages: list[Page] = []
    files: list[StoredFile] = []
    host = words.slug(plan.name.replace("Trường ", "")).replace("-", "")

    def page(slug: str, title: str, body: str, **more: object) -> None:
        pages.append(Page(numbers.take(), slug, title, body, MADE, **more))  # type: ignore[arg-type]

    if plan.front == "page":
        page(
            "trang-chu",
            "Trang chủ",
            f"<h2>Chào mừng đến với {plan.name}</h2>\n"
            '<!-- wp:latest-posts {"postsToShow":6,"displayPostDate":true} /-->\n<p>Dạy tốt - Học tốt</p>',
        )
        page("ban-tin", "Bản tin", "")
    page(
        "gioi-thieu",
        "Giới thiệu",
        f"<p>{plan.name} được thành lập theo Quyết định số 45/QĐ-UB ngày 15/8/1986, đặt tại {plan.place}.</p>"
        f"<p>Trường có 32 lớp với 1.215 học sinh, đạt chuẩn quốc gia mức độ 1 năm 2016.</p>"
        f"<p>Hiệu trưởng: {plan.head}. Điện thoại: (0274) 3822 456. Email: c2{host[:12]}@example.edu.vn</p>"
        '<p><a href="%%page:co-cau-to-chuc%%">Cơ cấu tổ chức</a></p>',
        section="gioi_thieu",
    )
    page(
        "co-cau-to-chuc",
        "Cơ cấu tổ chức",
        f"<p>Ban giám hiệu: Hiệu trưởng {plan.head} và 02 phó hiệu trưởng. Chi bộ, Công đoàn, Đoàn - Đội, 06 tổ chuyên"
        " môn và tổ văn phòng.</p>",
        parent="gioi-thieu",
        section="co_cau",
    )
    page(
        "lien-he",
        "Liên hệ",
        f"<p>{plan.name}</p><p>Địa chỉ: {plan.place}</p><p>Điện thoại: (0274) 3822 456</p>"
        f'<p>Email: <a href="mailto:{host[:16]}@example.edu.vn">{host[:16]}@example.edu.vn</a></p>'
        f"<p>Hiệu trưởng: {plan.head}. Tiếp phụ huynh: thứ Năm hằng tuần, 8 giờ - 11 giờ.</p>",
        section="lien_he",
    )
    if "van_ban" not in plan.missing:
        made = [
            StoredFile(f"{year}/09/van-ban-{n}.pdf", title, "van_ban", (plan.name, title), attachment=None)
            for n, (year, title) in enumerate(
                (
                    (2020, "Quyết định số 12/QĐ ngày 03/9/2020 ban hành quy chế làm việc"),
                    (2021, "Kế hoạch số 25/KH ngày 10/9/2021 về ứng dụng công nghệ thông tin"),
                    (2022, "Quy chế số 07/QC ngày 05/01/2022 về chi tiêu nội bộ"),
                ),
                start=1,
            )
        ]
        files += made
        page("van-ban", "Văn bản", "<ul>" + "".join(map(link, made)) + "</ul>", section="van_ban")
    _cong_khai(rng, plan, numbers, pages, files)
    forms = _forms(plan, numbers, pages, files)
    if "tuyen_sinh" not in plan.missing:
        forms.add("tuyen_sinh")
    return tuple(pages), tuple(files), frozenset(forms)


def _cong_khai(rng: random.Random, plan: Plan, numbers: Numbers, pages: list[Page], files: list[StoredFile]) -> None:
    """Công khai: a page with one sub-page per school year; the weak school's audited year is an empty page."""
    years = SCHOOL_YEARS[1:4]
    first_form = 5 if plan.level == "TH" else 9
    # Another year's dead link: must not count against the audited one, and must not be taken for a document that opens.
    dead = rng.randrange(len(words.CONG_KHAI))
    listed = "".join(f'<li><a href="%%page:nam-hoc-{y}%%">Năm học {y}</a></li>' for y in reversed(years))
    top = Page(
        numbers.take(),
        "cong-khai",
        "Công khai",
        f"<p>Thực hiện công khai theo Thông tư số 36/2017/TT-BGDĐT ngày 28/12/2017.</p><ul>{listed}</ul>",
        MADE,
        section="cong_khai",
    )
    pages.append(top)
    for year in years:
        empty = year == plan.audited and not plan.good
        number = numbers.take()
        made: list[StoredFile] = []
        if not empty:
            for at, (item, pattern) in enumerate(words.CONG_KHAI):
                form = first_form + at
                label = f"Biểu mẫu {form:02d} - " + pattern.format(truong=plan.name, nam_hoc=year)
                made.append(
                    StoredFile(
                        path=f"{year[:4]}/09/bieu-mau-{form:02d}-{year}.pdf",
                        label=label,
                        section="cong_khai",
                        lines=(
                            plan.name.upper(),
                            f"Biểu mẫu {form:02d}",
                            label,
                            f"Thủ Dầu Một, ngày 05 tháng 9 năm {year[:4]}",
                        ),
                        school_year=year,
                        item=item,
                        opens=not (year == "2020-2021" and at == dead),
                        attachment=numbers.take() if at == 0 else None,
                    )
                )
            money = f"Công khai dự toán thu - chi ngân sách năm {year[5:]}"
            made.append(
                StoredFile(
                    path=f"{year[5:]}/01/cong-khai-du-toan-{year[5:]}.pdf",
                    label=money,
                    section="cong_khai",
                    lines=(plan.name.upper(), "Biểu số 2", money),
                    school_year=year,
                    item="ck_du_toan",
                )
            )
        files += made
        body = BEING_UPDATED if empty else "<ul>" + "".join(map(link, made)) + "</ul>"
        slug, title = f"nam-hoc-{year}", f"Công khai năm học {year}"
        pages.append(Page(number, slug, title, body, MADE, "cong-khai", "cong_khai", year, empty))


def _forms(plan: Plan, numbers: Numbers, pages: list[Page], files: list[StoredFile]) -> set[str]:
    """Thủ tục – Biểu mẫu: leave (DOCX), transfer (PDF), re-marking from THCS up (PDF); nothing in the weak school."""
    if not plan.good:
        body = BEING_UPDATED
        made: list[StoredFile] = []
    else:
        wanted = [
            ("bm_nghi_hoc", "Đơn xin phép nghỉ học", "docx"),
            ("bm_chuyen_truong", "Đơn xin chuyển trường", "pdf"),
        ]
        if plan.level != "TH":
            wanted.append(("bm_phuc_khao", "Đơn xin phúc khảo bài kiểm tra, bài thi", "pdf"))
        made = [
            StoredFile(
                path=f"2020/08/{words.slug(title)}.{ending}",
                label=f"Mẫu {title[0].lower()}{title[1:]}",
                section="thu_tuc_bieu_mau",
                lines=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", title.upper(),
                       f"Kính gửi: Ban giám hiệu {plan.name}", "Em tên là: ........ Lớp: ........"),
                item=key,
            )
            for key, title, ending in wanted
        ]  # fmt: skip
        body = "<p>Cha mẹ học sinh tải các mẫu đơn dưới đây:</p><ul>" + "".join(map(link, made)) + "</ul>"
    files += made
    pages.append(
        Page(
            numbers.take(), "thu-tuc-bieu-mau", "Thủ tục - Biểu mẫu", body, MADE,
            section="thu_tuc_bieu_mau", empty=not made,
        )
    )  # fmt: skip
    return {file.item for file in made if file.item is not None}
