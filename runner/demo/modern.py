"""Make 6: a card theme, days as "Ngày đăng"; every post under two addresses; công khai by year."""

from __future__ import annotations

from runner.demo import sections
from runner.demo.model import DOMAIN, FileItem, Post, SchoolPlan, SchoolTruth, Section, expect
from runner.demo.portal import Portal

PLAN = SchoolPlan(
    name="Trường Tiểu học và Trung học cơ sở Võ Thị Sáu",
    shown="Trường Tiểu học và Trung học cơ sở Võ Thị Sáu",
    level="TH&THCS",
    address="ấp 3, xã An Bình, thành phố Bình Minh",
    months=(4, 8, 8, 9, 6, 5, 4, 7, 7, 8, 3, 1),
    before=22,
    after=14,
    reposts=4,
    schedules=12,
    truth=SchoolTruth(
        code="ththcsvothisau",
        host=f"ththcsvothisau.{DOMAIN}",
        posts=72,
        reposts=4,
        other=12,
        articles=127,
        expected=expect("PPPPP"),
        note="công khai riêng từng năm, đủ biểu mẫu hai cấp học; lịch công tác tuần đăng như tin",
    ),
)


class ModernPortal(Portal):
    """The print view of each post is a second address with a canonical link."""

    template = "modern"
    per_page = 9
    robots = "User-agent: *\nDisallow: /account/\nSitemap: http://ththcsvothisau.demo.kiemcong.example/sitemap.xml\n"

    def build_sections(self) -> tuple[Section, ...]:
        plan, year = self.plan, self.year
        return (
            sections.intro(plan),
            self.news_menu("Tin tức – Sự kiện"),
            sections.cong_khai(plan, (year, year - 1), "Công khai giáo dục"),
            sections.documents(plan, year),
            sections.admission(plan, year),
            sections.forms(plan, year),
            sections.contact(plan),
        )

    def section_url(self, section: Section) -> str:
        return f"/trang/{section.slug}"

    def post_urls(self, post: Post) -> tuple[str, ...]:
        tail = f"{post.slug[:60]}/ct/{post.id}"
        return (f"/{post.categories[0]}/{tail}", f"/{post.categories[0]}/{post.slug[:60]}/ctmb/{post.id}")

    def list_url(self, category: str | None, page: int = 1) -> str:
        base = f"/chuyen-muc/{category}" if category else "/chuyen-muc/tat-ca"
        return base if page == 1 else f"{base}/{page}"

    def file_url(self, item: FileItem) -> str:
        return f"/UploadImages/{self.plan.code}/{self.year}_9/{item.name}"
