"""Make 2: a theme without days on its listings; the day stands in the article only. Công khai is one page by years."""

from __future__ import annotations

from dataclasses import replace

from records.findings import Outcome
from runner.demo import sections
from runner.demo.model import DOMAIN, FileItem, Post, SchoolPlan, SchoolTruth, Section, expect
from runner.demo.portal import Portal

PLAN = SchoolPlan(
    name="Trường Trung học cơ sở Nguyễn Du",
    shown="Trường Trung học cơ sở Nguyễn Du",
    level="THCS",
    address="45 đường Bạch Đằng, phường Phú Thọ, thành phố Bình Minh",
    months=(2, 6, 5, 6, 4, 3, 3, 5, 4, 5, 1, 0),
    before=14,
    after=9,
    reposts=5,
    truth=SchoolTruth(
        code="thcsnguyendu",
        host=f"thcsnguyendu.{DOMAIN}",
        posts=46,
        reposts=5,
        articles=77,
        expected=expect("PPPPF", also=(("3.5", (Outcome.PARTIAL,)),)),
        note="ngày chỉ có trong bài; công khai một trang chia theo năm; không có biểu mẫu nào, chỉ có tin tuyển sinh",
    ),
)


class PlainPortal(Portal):
    """Công khai: the years are headings of one page, not pages of their own."""

    template = "plain"
    per_page = 12

    def build_sections(self) -> tuple[Section, ...]:
        plan, year = self.plan, self.year
        introduction = sections.intro(plan)
        timetable = Section("thoi-khoa-bieu", "Thời khóa biểu", ("Thời khóa biểu được gửi qua sổ liên lạc điện tử.",))
        return (
            replace(introduction, children=()),
            introduction.children[1],
            self.news_menu("Tin tức"),
            sections.documents(plan, year),
            # The years are shown as blocks of this page; nothing links to addresses of their own.
            sections.cong_khai(plan, (year, year - 1), "Ba công khai"),
            sections.admission(plan, year),
            timetable,
            sections.contact(plan),
        )

    def section_url(self, section: Section) -> str:
        if section.slug.startswith("cong-khai-nam-hoc"):
            return f"/cong-khai.html#{section.slug}"
        return f"/{section.slug}.html"

    def post_urls(self, post: Post) -> tuple[str, ...]:
        return (f"/{post.categories[0]}/{post.slug}.html",)

    def list_url(self, category: str | None, page: int = 1) -> str:
        base = f"/{category}" if category else "/tin-tuc"
        return f"{base}.html" if page == 1 else f"{base}/trang-{page}.html"

    def file_url(self, item: FileItem) -> str:
        return f"/data/tailieu/{self.year}/{item.name}"
