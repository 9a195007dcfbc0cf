"""Make 12: Joomla 3 in its default template; no văn bản section; robots.txt does not exist."""

from __future__ import annotations

from records.findings import Outcome
from runner.demo import sections
from runner.demo.model import DOMAIN, FileItem, Post, Request, Response, SchoolPlan, SchoolTruth, Section, expect
from runner.demo.portal import Portal
from runner.demo.writing import CATEGORY_LABELS

PLAN = SchoolPlan(
    name="Trường Trung học cơ sở Lý Tự Trọng",
    shown="Trường Trung học cơ sở Lý Tự Trọng",
    level="THCS",
    address="160 đường Thích Quảng Đức, phường Phú Cường, thành phố Bình Minh",
    months=(2, 6, 6, 7, 4, 4, 3, 5, 5, 6, 1, 1),
    before=18,
    after=10,
    truth=SchoolTruth(
        code="thcslytutrong",
        host=f"thcslytutrong.{DOMAIN}",
        posts=52,
        articles=83,
        expected=expect("FPPPP", also=(("3.1", (Outcome.PARTIAL,)),)),
        note="Joomla; thiếu mục văn bản; cổng cấp trên chỉ liên kết trong ô chọn ở chân trang; không có robots.txt",
    ),
)


class JoomlaPortal(Portal):
    """A blog layout of 6 a page (`?start=6`); past the end it shows an empty page, as Joomla does."""

    template = "joomla"
    per_page = 6
    robots = None

    def build_sections(self) -> tuple[Section, ...]:
        plan, year = self.plan, self.year
        return (
            sections.intro(plan),
            self.news_menu("Tin tức"),
            sections.cong_khai(plan, (year, year - 1), "Công khai theo TT36"),
            sections.admission(plan, year),
            sections.forms(plan, year),
            sections.contact(plan),
        )

    def section_url(self, section: Section) -> str:
        if section.slug.startswith("cong-khai-"):
            return f"/index.php/cong-khai/{section.slug.removeprefix('cong-khai-')}"
        return f"/index.php/{section.slug}"

    def post_urls(self, post: Post) -> tuple[str, ...]:
        main = f"/index.php/tin-tuc/{post.categories[0]}/{post.id}-{post.slug}"
        return (main, f"{main}?tmpl=component&print=1&page=")

    def list_url(self, category: str | None, page: int = 1) -> str:
        base = f"/index.php/tin-tuc/{category}" if category else "/index.php/tin-tuc"
        return base if page == 1 else f"{base}?start={(page - 1) * self.per_page}"

    def file_url(self, item: FileItem) -> str:
        return f"/images/tailieu/{item.name}"

    def respond(self, request: Request) -> Response | None:
        start = request.arg("start")
        if request.target == "/index.php":
            return self.html("home", latest=self.listed(None)[: self.per_page])
        if request.arg("format") == "feed":
            text = self.stage.templates.get_template("feed.xml").render(
                title=self.plan.shown,
                origin=f"http://{self.plan.host}",
                generator="Joomla! - Open Source Content Management",
                posts=self.listed(None)[:10],
                url=self.post_url,
                labels=CATEGORY_LABELS,
            )
            return Response(text.encode(), media_type="application/rss+xml; charset=utf-8")
        if start.isdigit() and request.target not in self.pages and request.path in self.pages:
            view, values = self.pages[request.path]
            if view == "list":
                return self.html("list", **{**values, "posts": (), "page": values["pages"]})
        return None
