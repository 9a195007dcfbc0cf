"""The two presets: a school that meets section 3 and one that does not; all drawn from a seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from tests.portals.truth import COUNTED_NATURES, window_of
from tests.portals.wordpress import words
from tests.portals.wordpress.pages import Numbers, Plan, build_pages
from tests.portals.wordpress.spec import (
    BLOCK_THEME,
    DATE_FORMATS,
    PERMALINKS,
    SCHOOL_YEARS,
    Category,
    Front,
    MenuItem,
    Post,
    WordPressSpec,
)

AUDITED = "2021-2022"


def good_school(seed: int, *, today: date | None = None, **changes: Any) -> WordPressSpec:
    """A school with 44–60 sure posts in 2021-2022, công khai of each year with PDFs, complete forms.

    What the seed leaves open (permalinks, date format, level …) may be fixed by `changes`, fields of `WordPressSpec`;
    ``level`` ("TH" or "THCS") is drawn otherwise. `today` (default: now) only dates the scheduled post.
    """
    return _school(seed, "good", today or date.today(), changes)


def weak_school(seed: int, *, today: date | None = None, **changes: Any) -> WordPressSpec:
    """A school with 17–38 sure posts in 2021-2022, an empty công khai part for that year, an empty forms page, and one
    or two of văn bản and tuyển sinh missing; many posts in other years. Arguments as in `good_school`."""
    return _school(seed, "weak", today or date.today(), changes)


def _school(seed: int, kind: str, today: date, changes: dict[str, Any]) -> WordPressSpec:
    rng = random.Random(f"{kind}:{seed}")
    level = changes.pop("level", None) or rng.choice(("TH", "THCS"))
    hero, ward = rng.choice(words.HEROES), rng.choice(words.WARDS)
    name = f"Trường {'Tiểu học' if level == 'TH' else 'Trung học cơ sở'} {hero}"
    short_name = f"{level} {hero}"
    good = kind == "good"
    missing = set() if good else set(rng.sample(("van_ban", "tuyen_sinh"), rng.choice((1, 2))))
    numbers = Numbers(10)
    fronts: tuple[Front, Front] = ("posts", "page")
    front = rng.choice(fronts)
    plan = Plan(
        name=name,
        level=level,
        place=f"phường {ward}, thành phố Thủ Dầu Một, tỉnh Bình Dương",
        head=rng.choice(words.PEOPLE),
        good=good,
        missing=frozenset(missing),
        front=changes.get("front", front),
        audited=AUDITED,
    )
    pages, files, forms = build_pages(rng, plan, numbers)
    categories = _categories("tuyen_sinh" not in missing)
    per_year = (
        {"2019-2020": 6, "2020-2021": 18, AUDITED: rng.randint(44, 60), "2022-2023": 20, "2023-2024": 4}
        if good
        else {"2019-2020": 3, "2020-2021": 41, AUDITED: rng.randint(17, 38), "2022-2023": 44, "2023-2024": 5}
    )
    posts = _posts(rng, per_year, level, numbers, categories, today)
    spec = WordPressSpec(
        seed=seed,
        kind=kind,
        code=f"7571{rng.randint(1000, 9999)}",
        name=name,
        short_name=short_name,
        level=level,
        place=plan.place,
        categories=categories,
        posts=posts,
        pages=pages,
        files=files,
        menu=_menu(plan, categories),
        forms=forms,
        theme=BLOCK_THEME,
        permalinks=rng.choice(PERMALINKS[1:]),
        per_page=rng.randint(5, 10),
        date_format=rng.choice(DATE_FORMATS),
        front=plan.front,
        posts_page="ban-tin" if plan.front == "page" else None,
        front_page="trang-chu" if plan.front == "page" else None,
        parent_to_school=True if good else None,
    )
    spec = replace(spec, **changes)
    sure = spec.truth("http://127.0.0.1").sure(AUDITED)
    if sure != per_year[AUDITED]:
        raise AssertionError(f"the preset drew {per_year[AUDITED]} posts and made {sure}")
    return spec


def _categories(with_admission: bool) -> tuple[Category, ...]:
    listed = [
        Category(1, "tin-tuc-su-kien", "Tin tức - Sự kiện", None, "tin_tuc"),
        Category(2, "hoat-dong-doan-doi", "Hoạt động Đoàn - Đội", "tin-tuc-su-kien"),
        Category(3, "thong-bao", "Thông báo"),
        Category(4, "lich-cong-tac", "Lịch công tác"),
        Category(5, "tin-tu-phong", "Tin tức từ Phòng"),
    ]
    if with_admission:
        listed.append(Category(6, "tuyen-sinh", "Tuyển sinh", None, "tuyen_sinh"))
    return tuple(listed)


def _menu(plan: Plan, categories: Sequence[Category]) -> tuple[MenuItem, ...]:
    news = tuple(MenuItem(c.name, f"category:{c.slug}") for c in categories[1:5])
    years = tuple(MenuItem(f"Năm học {y}", f"page:nam-hoc-{y}") for y in SCHOOL_YEARS[1:4])
    menu = [
        MenuItem("Trang chủ", "home"),
        MenuItem("Giới thiệu", "page:gioi-thieu", (MenuItem("Cơ cấu tổ chức", "page:co-cau-to-chuc"),)),
        MenuItem("Tin tức - Sự kiện", "category:tin-tuc-su-kien", news),
        MenuItem("Công khai", "page:cong-khai", years),
        MenuItem("Thủ tục - Biểu mẫu", "page:thu-tuc-bieu-mau"),
    ]
    if "van_ban" not in plan.missing:
        menu.append(MenuItem("Văn bản", "page:van-ban"))
    if "tuyen_sinh" not in plan.missing:
        menu.append(MenuItem("Tuyển sinh", "category:tuyen-sinh"))
    if plan.front == "page":
        menu.append(MenuItem("Bản tin", "page:ban-tin"))
    menu.append(MenuItem("Liên hệ", "page:lien-he"))
    return tuple(menu)


def _posts(
    rng: random.Random,
    per_year: dict[str, int],
    level: str,
    numbers: Numbers,
    categories: Sequence[Category],
    today: date,
) -> tuple[Post, ...]:
    """The traps first, then ordinary posts until each year holds as many sure posts as `per_year` says."""
    drawn = _traps(level, today, any(c.slug == "tuyen-sinh" for c in categories))
    titles = {title for title, *_ in drawn}
    for year, wanted in per_year.items():
        start, end = window_of(year)
        sure = sum(
            start <= when.date() <= end and more.get("counted", True) and more.get("access", "public") == "public"
            for _, when, _, _, more in drawn
            if more.get("counted", True) is not None
        )
        while sure < wanted:
            pattern, category, nature = _draw_kind(rng)
            title = _fill(rng, pattern, level, year)
            if title in titles:
                continue
            titles.add(title)
            drawn.append((title, _moment(rng, year), (category,), nature, {}))
            sure += 1
        for _ in range(rng.randint(1, 3)):
            monday = start + timedelta(days=7 * rng.randint(5, 40) - start.weekday())
            when = datetime.combine(monday, time(6, rng.randint(0, 59)))
            title = words.WEEK_PLAN.format(
                so=(monday - start).days // 7, tu=f"{monday:%d/%m}", den=f"{monday + timedelta(5):%d/%m/%Y}"
            )
            drawn.append((title, when, ("lich-cong-tac",), "lich_cong_tac", {"counted": False}))
        for pattern in rng.sample(words.FROM_ABOVE, 2):
            title = _fill(rng, pattern, level, year)
            more = {"counted": False, "source": True}
            drawn.append((title, _moment(rng, year), ("tin-tu-phong",), "tin_cap_tren", more))
    drawn.sort(key=lambda post: post[1])
    taken: set[str] = set()
    return tuple(_post(rng, numbers, taken, *post) for post in drawn)


def _draw_kind(rng: random.Random) -> tuple[str, str, str]:
    kind = rng.random()
    if kind < 0.55:
        return rng.choice(words.NEWS), "tin-tuc-su-kien", "tin"
    if kind < 0.75:
        return rng.choice(words.YOUTH), "hoat-dong-doan-doi", "tin"
    return rng.choice(words.NOTICES), "thong-bao", "thong_bao"


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
    hour = rng.choice((0, 5, 6, 7, 8, 9, 10, 14, 15, 16, 17, 20, 22, 23))
    return datetime.combine(day, time(hour, rng.randint(0, 59), rng.randint(0, 59)))


Drawn = tuple[str, datetime, tuple[str, ...], str, dict[str, Any]]


def _traps(level: str, today: date, with_admission: bool) -> list[Drawn]:
    """Posts on which a careless reader stumbles; the dates are in the text, so that a human can check them."""
    news, notice, youth = ("tin-tuc-su-kien",), ("thong-bao",), ("hoat-dong-doan-doi",)
    at = datetime

    def trap(name: str, **more: Any) -> dict[str, Any]:
        return {"traps": (name,), **more}

    other_year, same, dated = trap("other-year-in-title"), trap("same-title"), trap("date-in-title")
    soon = datetime.combine(today + timedelta(30), time(7, 0))
    traps: list[Drawn] = [
        ("Bế giảng lớp bơi hè dành cho học sinh", at(2021, 7, 31, 23, 59), news, "tin", trap("last-minute-before")),
        ("Tựu trường sớm đối với các lớp đầu cấp", at(2021, 8, 1, 0, 0), news, "tin", trap("first-minute")),
        ("Tổng vệ sinh trường lớp dịp hè", at(2022, 7, 31, 23, 59, 59), news, "tin", trap("last-minute")),
        ("Giáo viên tập huấn hè đợt một", at(2022, 8, 1, 0, 0), news, "tin", trap("first-minute-after")),
        ("Kỷ niệm 39 năm Ngày Nhà giáo Việt Nam (20/11/1982 - 20/11/2021)", at(2021, 11, 19, 8, 5), news, "tin",
         trap("date-in-title", excerpt="Sáng 19/11, nhà trường tổ chức lễ kỷ niệm.")),
        ("Kỷ niệm 40 năm Ngày Nhà giáo Việt Nam (20/11/1982 - 20/11/2022)", at(2022, 11, 18, 9), news, "tin", dated),
        ("Nhìn lại phong trào thi đua năm học 2020-2021", at(2021, 8, 10, 9, 0), news, "tin", other_year),
        ("Sẵn sàng cho năm học 2022-2023", at(2022, 7, 20, 15, 30), news, "tin", other_year),
        ("Lễ tổng kết năm học 2021-2022", at(2022, 8, 5, 7, 30), news, "tin", other_year),
        ("Thông báo về việc nghỉ lễ", at(2021, 8, 31, 10, 0), notice, "thong_bao", same),
        ("Thông báo về việc nghỉ lễ", at(2022, 4, 26, 10, 0), notice, "thong_bao", same),
        ("Thông báo về việc nghỉ lễ", at(2022, 12, 29, 10, 0), notice, "thong_bao", same),
        ("Đoàn viên, đội viên hiến kế xây dựng trường học hạnh phúc", at(2021, 10, 15, 6, 45), youth + notice, "tin",
         trap("two-categories")),
        ("Thư ngỏ của Hiệu trưởng gửi cha mẹ học sinh", at(2020, 9, 1, 7, 0), news, "tin",
         trap("sticky-old", sticky=True)),
        ("Cuộc thi vẽ tranh chiếc ô tô mơ ước", at(2021, 3, 12, 8, 0), news, "tin",
         trap("edited-later", modified=at(2022, 3, 10, 16, 20))),
        ("Ngày hội STEM của học sinh toàn trường", at(2022, 3, 4, 8, 0), news, "tin",
         trap("edited-later", modified=at(2023, 9, 14, 8, 30))),
        ("Hội thao giáo viên chào mừng ngày thành lập Đoàn", at(2022, 3, 26, 5, 30), youth, "tin",
         trap("more-tag", more=True)),
        ("Bản thảo chưa đăng về chuyến tham quan", at(2022, 2, 16, 9, 0), news, "tin", {"access": "draft"}),
        ("Biên bản họp nội bộ của Ban giám hiệu", at(2021, 12, 8, 9, 0), notice, "thong_bao", {"access": "private"}),
        ("Thông tin dành riêng cho cha mẹ học sinh", at(2022, 1, 11, 9, 0), notice, "thong_bao",
         {"access": "password", "counted": None}),
        ("Bài hẹn giờ: chào đón học kỳ mới", soon, news, "tin", {"access": "scheduled"}),
    ]  # fmt: skip
    if with_admission:
        for year in (2020, 2021, 2022):
            title = words.ADMISSION.format(dau_cap=1 if level == "TH" else 6, nam_hoc_toi=f"{year}-{year + 1}")
            traps.append((title, at(year, 6, 14, 9, 30), ("tuyen-sinh",), "thong_bao", other_year))
    return traps


def _post(
    rng: random.Random,
    numbers: Numbers,
    taken: set[str],
    title: str,
    published: datetime,
    categories: tuple[str, ...],
    nature: str,
    more: dict[str, Any],
) -> Post:
    slug = base = words.slug(title)
    again = 2
    while slug in taken:
        slug, again = f"{base}-{again}", again + 1
    taken.add(slug)
    paragraphs = rng.sample(words.SENTENCES, rng.randint(2, 5))
    if rng.random() < 0.5:
        body = "\n\n".join(f"<!-- wp:paragraph -->\n<p>{p}</p>\n<!-- /wp:paragraph -->" for p in paragraphs)
    else:
        body = "\n\n".join(paragraphs)
    if more.get("more"):
        body = body.replace("\n\n", "\n\n<!--more-->\n\n", 1)
    if more.get("source"):
        body += "\n\n<p><em>Nguồn: Phòng Giáo dục và Đào tạo thành phố Thủ Dầu Một</em></p>"
    comments: tuple[tuple[str, datetime, str], ...] = ()
    access = more.get("access", "public")
    if access == "public" and rng.random() < 0.08:
        said = published + timedelta(days=rng.randint(1, 500), hours=3)
        comments = ((rng.choice(words.COMMENTERS), said, "Bài viết rất hay, cảm ơn nhà trường ngày 15/3/2020!"),)
    counted = more.get("counted", nature in COUNTED_NATURES)
    return Post(
        number=numbers.take(),
        slug=slug,
        title=title,
        body=body,
        published=published,
        categories=categories,
        nature=nature,
        counted=counted,
        access=access,
        excerpt=more.get("excerpt", ""),
        modified=more.get("modified"),
        sticky=more.get("sticky", False),
        comments=comments,
        traps=more.get("traps", ()),
    )
