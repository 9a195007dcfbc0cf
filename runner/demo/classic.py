"""Make 1: a classic custom theme. Listings carry the day beside each title; `/tin-tuc?page=2`."""

from __future__ import annotations

from runner.demo import sections
from runner.demo.model import DOMAIN, FileItem, Post, Request, Response, SchoolPlan, SchoolTruth, Section, expect
from runner.demo.portal import Portal

PLAN = SchoolPlan(
    name="Trường Tiểu học Hoa Sen",
    # Its own pages only know the short form, in capitals.
    shown="TRƯỜNG TH HOA SEN",
    level="TH",
    address="12 đường Yersin, phường Phú Cường, thành phố Bình Minh",
    months=(3, 7, 6, 8, 5, 4, 3, 6, 5, 6, 2, 1),
    before=20,
    after=12,
    reposts=7,
    truth=SchoolTruth(
        code="thhoasen",
        host=f"thhoasen.{DOMAIN}",
        posts=58,
        reposts=7,
        articles=100,
        expected=expect("PPPPP"),
        note="đầy đủ; trang chủ chỉ ghi tên viết tắt; ngày có trên trang danh sách",
    ),
)


class ClassicPortal(Portal):
    """Pages beyond the last show the last one again; searching is closed to robots."""

    template = "classic"
    per_page = 8
    robots = "User-agent: *\nDisallow: /tim-kiem\nDisallow: /quan-tri\n"

    def build_sections(self) -> tuple[Section, ...]:
        plan, year = self.plan, self.year
        return (
            sections.intro(plan),
            self.news_menu(),
            sections.documents(plan, year),
            sections.cong_khai(plan, (year, year - 1), "Công khai theo TT 36/2017"),
            sections.admission(plan, year),
            sections.forms(plan, year),
            sections.feedback(),
            sections.contact(plan),
        )

    def section_url(self, section: Section) -> str:
        return f"/{section.slug}"

    def post_urls(self, post: Post) -> tuple[str, ...]:
        return (f"/bai-viet/{post.slug}-{post.id}.html",)

    def list_url(self, category: str | None, page: int = 1) -> str:
        base = f"/tin-tuc/{category}" if category else "/tin-tuc"
        return base if page == 1 else f"{base}?page={page}"

    def file_url(self, item: FileItem) -> str:
        return f"/upload/files/{item.name}"

    def respond(self, request: Request) -> Response | None:
        if request.path == "/tim-kiem":
            return self.html("list", category=None, label="Kết quả tìm kiếm", posts=(), page=1, pages=1)
        number = request.arg("page")
        if request.target in self.pages or not (number.isdigit() and request.path.startswith("/tin-tuc")):
            return None
        category = request.path.removeprefix("/tin-tuc").strip("/") or None
        if category is not None and category not in self.categories:
            return None
        page = min(max(int(number[:9]), 1), self.page_count(category))
        return self.html("list", **self.list_values(category, page))
