"""Draws schools from a seed: one that meets section 3 and one that does not, for any CMS."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from tests.portals.live.pages import Plan, build_pages
from tests.portals.live.school import AUDITED, SCHOOL_YEARS, Category, Kind, Post, School
from tests.portals.truth import Access, window_of
from tests.portals.wordpress import words

NEWS, NOTICES, YOUTH, PROFESSION = "tin-tuc-su-kien", "thong-bao", "doan-doi", "chuyen-mon"
BOARDING, FROM_ABOVE = "ban-tru", "tin-tu-phong"
CATEGORIES = (
    Category(NEWS, "Tin tức - Sự kiện", "tin_tuc"),
    Category(NOTICES, "Thông báo"),
    Category(YOUTH, "Hoạt động Đoàn - Đội"),
    Category(PROFESSION, "Hoạt động chuyên môn"),
    Category(BOARDING, "Bán trú"),
    Category(FROM_ABOVE, "Tin từ Phòng"),
)
LESSONS = (
    "Tổ {mon} thao giảng cấp trường lần {so}",
    "Chuyên đề ứng dụng công nghệ thông tin trong dạy học {mon} khối {khoi}",
    "Bồi dưỡng học sinh giỏi môn {mon}: kết quả vòng {so}",
    "Dự giờ lớp {lop} theo hướng nghiên cứu bài học",
)
DISHES = (
    "Thịt kho trứng", "Canh bí đỏ", "Cá lóc kho tộ", "Canh chua", "Tép rang thịt", "Canh mồng tơi", "Sữa chua",
    "Chuối cau", "Bún bò", "Cháo thịt bằm",
)  # fmt: skip
WEEK_MENU = "Thực đơn tuần {so} (từ {tu} đến {den})"
NOT_COUNTED_IN_AUDITED_YEAR = 9
"""Menus and reposts together: with them a weak school would reach 40, so whoever counts them is caught."""

Drawn = tuple[str, datetime, tuple[str, ...], str, tuple[str, ...]]


def draw_school(seed: int, kind: Kind, cms: str) -> School:
    """The school of this seed for this CMS. ``good``: 42–54 sure posts in 2021-2022, all sections, công khai of each
    year with PDFs, forms. ``weak``: 32–38 of them, sections missing or empty. Never above 110 posts in all."""
    rng = random.Random(f"live:{cms}:{kind}:{seed}")
    level = rng.choice(("TH", "THCS"))
    hero, ward = rng.choice(words.HEROES), rng.choice(words.WARDS)
    name = f"Trường {'Tiểu học' if level == 'TH' else 'THCS'} {hero}"
    good = kind == "good"
    lacking = {} if good else {key: rng.choice(("missing", "empty"))
                               for key in rng.sample(("van_ban", "tuyen_sinh"), rng.choice((1, 2)))}  # fmt: skip
    mailbox = words.slug(hero).replace("-", "")
    plan = Plan(
        name=name,
        level=level,
        place=f"phường {ward}, thành phố Thủ Dầu Một, tỉnh Bình Dương",
        head=rng.choice(words.PEOPLE),
        phone=f"0274 38{rng.randint(10, 99)} {rng.randint(100, 999)}",
        email=f"{level.lower()}{mailbox}@example.edu.vn",
        lacking=lacking,
        years_as_headings=rng.random() < 0.5,
        audited_year="full" if good else rng.choice(("empty", "absent")),
        forms="full" if good else rng.choice(("empty", "missing")),
    )
    pages, files, forms = build_pages(rng, plan)
    sure = {"2020-2021": rng.randint(14, 20), AUDITED: rng.randint(42, 54), "2022-2023": rng.randint(10, 16)}
    if not good:
        sure = {"2020-2021": rng.randint(16, 22), AUDITED: rng.randint(32, 38), "2022-2023": rng.randint(18, 26)}
    return School(
        seed=seed,
        kind=kind,
        code=f"7572{rng.randint(1000, 9999)}",
        name=name,
        level=level,
        place=plan.place,
        phone=plan.phone,
        email=plan.email,
        categories=CATEGORIES,
        posts=_posts(rng, sure, level, with_admission="tuyen_sinh" not in lacking),
        pages=pages,
        files=files,
        forms=forms,
    )


def _posts(rng: random.Random, sure: dict[str, int], level: str, with_admission: bool) -> tuple[Post, ...]:
    drawn = _traps(level, with_admission)
    titles = {title for title, *_ in drawn}
    others: list[Drawn] = []
    for year in SCHOOL_YEARS:
        start, end = window_of(year)
        have = sum(start <= when.date() <= end for _, when, *_ in drawn)
        while have < sure[year]:
            pattern, category, nature = _draw_kind(rng)
            title = _fill(rng, pattern, level, year)
            if title not in titles:
                titles.add(title)
                drawn.append((title, _moment(rng, year), (category,), nature, ()))
                have += 1
        menus = 5 if year == AUDITED else 2
        others += _menus(rng, year, menus)
        reposts = NOT_COUNTED_IN_AUDITED_YEAR - menus if year == AUDITED else 1
        while reposts:
            title = _fill(rng, rng.choice(words.FROM_ABOVE), level, year)
            if title not in titles:
                titles.add(title)
                others.append((title, _moment(rng, year), (FROM_ABOVE,), "tin_cap_tren", ()))
                reposts -= 1
    taken: set[str] = set()
    posts = [_post(rng, taken, *entry) for entry in sorted(drawn + others, key=lambda entry: entry[1])]
    hidden = ("Bản thảo chưa đăng về chuyến tham quan", datetime(2022, 2, 16, 9), (NEWS,), "tin", ())
    return (*posts, _post(rng, taken, *hidden, access="draft"))


def _draw_kind(rng: random.Random) -> tuple[str, str, str]:
    kind = rng.random()
    if kind < 0.45:
        return rng.choice(words.NEWS), NEWS, "tin"
    if kind < 0.6:
        return rng.choice(words.YOUTH), YOUTH, "tin"
    if kind < 0.75:
        return rng.choice(LESSONS), PROFESSION, "tin"
    return rng.choice(words.NOTICES), NOTICES, "thong_bao"


def _fill(rng: random.Random, pattern: str, level: str, year: str) -> str:
    grade = rng.randint(1, 5) if level == "TH" else rng.randint(6, 9)
    first = int(year[:4])
    return pattern.format(
        khoi=grade,
        lop=f"{grade}A{rng.randint(1, 9)}",
        mon=rng.choice(words.SUBJECTS),
        so=rng.randint(2, 30),
        hoc_ky=rng.choice(("I", "II")),
        dau_cap=1 if level == "TH" else 6,
        nam_hoc_toi=f"{first + 1}-{first + 2}",
    )


def _moment(rng: random.Random, year: str) -> datetime:
    start, end = window_of(year)
    day = start + timedelta(days=rng.randint(1, (end - start).days - 1))
    # Before 7 in the morning it is still the day before in UTC: drawn often on purpose.
    return datetime.combine(day, time(rng.choice((0, 5, 6, 7, 8, 9, 10, 14, 15, 16, 20, 23)), rng.randint(0, 59)))


def _menus(rng: random.Random, year: str, how_many: int) -> list[Drawn]:
    start, _ = window_of(year)
    menus: list[Drawn] = []
    for week in sorted(rng.sample(range(6, 42), how_many)):
        monday = start + timedelta(days=7 * week - start.weekday())
        title = WEEK_MENU.format(so=week - 4, tu=f"{monday:%d/%m}", den=f"{monday + timedelta(4):%d/%m/%Y}")
        when = datetime.combine(monday - timedelta(3), time(15, rng.randint(0, 59)))
        menus.append((title, when, (BOARDING,), "thuc_don", ()))
    return menus


def _traps(level: str, with_admission: bool) -> list[Drawn]:
    """Posts on which a careless reader stumbles; all of them count on their own day."""
    at = datetime
    traps: list[Drawn] = [
        ("Bế giảng lớp bơi hè dành cho học sinh", at(2021, 7, 31, 23, 59), (NEWS,), "tin", ("last-minute-before",)),
        ("Tựu trường sớm đối với các lớp đầu cấp", at(2021, 8, 1, 0, 0), (NEWS,), "tin", ("first-minute",)),
        ("Tổng vệ sinh trường lớp dịp hè", at(2022, 7, 31, 23, 59), (NEWS,), "tin", ("last-minute",)),
        ("Giáo viên tập huấn hè đợt một", at(2022, 8, 1, 0, 0), (PROFESSION,), "tin", ("first-minute-after",)),
        ("Kỷ niệm 39 năm Ngày Nhà giáo Việt Nam (20/11/1982 - 20/11/2021)", at(2021, 11, 19, 8, 5), (NEWS,), "tin",
         ("date-in-title",)),
        ("Kỷ niệm 40 năm Ngày Nhà giáo Việt Nam (20/11/1982 - 20/11/2022)", at(2022, 11, 18, 9), (NEWS,), "tin",
         ("date-in-title",)),
        ("Nhìn lại phong trào thi đua năm học 2020-2021", at(2021, 8, 10, 9), (NEWS,), "tin", ("other-year-in-title",)),
        ("Sẵn sàng cho năm học 2022-2023", at(2022, 7, 20, 15, 30), (NEWS,), "tin", ("other-year-in-title",)),
        ("Lễ tổng kết năm học 2021-2022", at(2022, 8, 5, 7, 30), (NEWS,), "tin", ("other-year-in-title",)),
        ("Kế hoạch tháng 6/2022 của Liên đội", at(2022, 5, 31, 6, 15), (YOUTH,), "thong_bao", ("date-in-title",)),
        ("Thông báo về việc nghỉ lễ", at(2021, 8, 31, 10), (NOTICES,), "thong_bao", ("same-title",)),
        ("Thông báo về việc nghỉ lễ", at(2022, 4, 26, 10), (NOTICES,), "thong_bao", ("same-title",)),
        ("Thông báo về việc nghỉ lễ", at(2022, 12, 29, 10), (NOTICES,), "thong_bao", ("same-title",)),
        ("Đoàn viên, đội viên hiến kế xây dựng trường học hạnh phúc", at(2021, 10, 15, 6, 45), (YOUTH, NOTICES), "tin",
         ("two-categories",)),
        ('Nhà trường & Công an phường ký kết "Cổng trường an toàn"', at(2021, 9, 24, 14), (NEWS,), "tin",
         ("ampersand",)),
        ("Thư ngỏ của Hiệu trưởng gửi cha mẹ học sinh", at(2020, 9, 1, 7), (NEWS,), "thong_bao", ("sticky-old",)),
    ]  # fmt: skip
    if with_admission:
        for year in (2021, 2022):
            title = words.ADMISSION.format(dau_cap=1 if level == "TH" else 6, nam_hoc_toi=f"{year}-{year + 1}")
            traps.append((title, at(year, 6, 14, 9, 30), (NOTICES,), "thong_bao", ("other-year-in-title",)))
    return traps


def _post(
    rng: random.Random,
    taken: set[str],
    title: str,
    published: datetime,
    categories: tuple[str, ...],
    nature: str,
    traps: Sequence[str],
    access: Access = "public",
) -> Post:
    slug = base = words.slug(title)
    again = 2
    while slug in taken:
        slug, again = f"{base}-{again}", again + 1
    taken.add(slug)
    if nature == "thuc_don":
        paragraphs = [f"Thứ {day}: " + ", ".join(rng.sample(DISHES, 3)) + "." for day in ("Hai", "Ba", "Tư", "Năm")]
    else:
        paragraphs = rng.sample(words.SENTENCES, rng.randint(2, 4))
    if nature == "tin_cap_tren":
        paragraphs.append("Nguồn: Phòng Giáo dục và Đào tạo thành phố Thủ Dầu Một")
    return Post(
        slug=slug,
        title=title,
        paragraphs=tuple(paragraphs),
        published=published,
        categories=categories,
        nature=nature,
        counted=nature in ("tin", "thong_bao"),
        access=access,
        sticky="sticky-old" in traps,
        traps=tuple(traps),
    )
