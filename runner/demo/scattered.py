"""Make 8: forms as news posts, công khai as one mixed list; many reposts; addresses that do not exist answer 200."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from records.findings import Outcome
from runner.demo import sections
from runner.demo.model import DOMAIN, FileItem, Nature, Post, Response, SchoolPlan, SchoolTruth, Section, expect
from runner.demo.portal import Portal
from runner.demo.writing import NOTICES, Draft, day_of

PLAN = SchoolPlan(
    name="Trường Trung học cơ sở Phan Chu Trinh",
    shown="Trường Trung học cơ sở Phan Chu Trinh",
    level="THCS",
    address="9 đường Ngô Gia Tự, phường Chánh Nghĩa, thành phố Bình Minh",
    months=(1, 4, 3, 4, 3, 1, 1, 3, 2, 3, 0, 0),
    before=8,
    after=6,
    reposts=18,
    truth=SchoolTruth(
        code="thcsphanchutrinh",
        host=f"thcsphanchutrinh.{DOMAIN}",
        posts=27,
        reposts=18,
        other=2,
        articles=64,
        # Scattered forms: the letter of 3.5 asks that they be posted, not where.
        expected=expect(
            "PPFFH",
            also=(
                ("3.3", (Outcome.REVIEW,)),
                ("3.4", (Outcome.PARTIAL, Outcome.REVIEW)),
                ("3.5", (Outcome.PASS, Outcome.REVIEW)),
            ),
        ),
        note="27 tin tự viết, 18 tin đăng lại của Phòng; biểu mẫu rải trong tin; công khai một danh sách lẫn các năm",
    ),
)


class ScatteredPortal(Portal):
    """Soft 404: what does not exist answers 200 and says so in words."""

    template = "scattered"
    per_page = 10

    def extra_posts(self) -> tuple[Draft, ...]:
        plan, year = self.plan, self.year
        absence, review = sections.absence_form(plan), sections.review_form(plan)
        text = ("Nhà trường gửi quý phụ huynh và học sinh biểu mẫu trong tệp đính kèm.",)
        return (
            Draft("Mẫu đơn xin nghỉ học dành cho học sinh", day_of(year, 9, 14), time(8, 40), (NOTICES,),
                  nature=Nature.OTHER, files=(absence,), paragraphs=text),
            Draft("Mẫu đơn xin phúc khảo bài kiểm tra học kỳ", day_of(year, 1, 11), time(15, 20), (NOTICES,),
                  nature=Nature.OTHER, files=(review,), paragraphs=text),
        )  # fmt: skip

    def build_sections(self) -> tuple[Section, ...]:
        plan, year = self.plan, self.year
        mixed = sections.cong_khai(plan, ())
        files = sections.cong_khai_files(plan, year) + sections.cong_khai_files(plan, year - 1)
        # One list, the years side by side: sorted by title, as the software of the portal does.
        mixed = replace(mixed, files=tuple(sorted(files, key=lambda item: item.title)))
        return (
            sections.intro(plan),
            self.news_menu("Tin tức & Sự kiện"),
            sections.documents(plan, year),
            mixed,
            sections.admission(plan, year),
            sections.contact(plan),
        )

    def section_url(self, section: Section) -> str:
        return f"/p/{section.slug}"

    def post_urls(self, post: Post) -> tuple[str, ...]:
        return (f"/p/{post.published:%Y/%m}/{post.slug}-{post.id}",)

    def list_url(self, category: str | None, page: int = 1) -> str:
        base = f"/c/{category}" if category else "/c/tin-tuc"
        return base if page == 1 else f"{base}?p={page}"

    def file_url(self, item: FileItem) -> str:
        return f"/storage/{item.name}"

    def missing(self) -> Response:
        return self.html("missing", 200)
