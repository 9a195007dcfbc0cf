"""Make 5: NukeViet 4.5 as its default theme prints it; exactly 40 posts, two of them on the window's edges."""

from __future__ import annotations

import re
from datetime import time

from runner.demo import sections
from runner.demo.model import DOMAIN, FileItem, Post, Request, Response, SchoolPlan, SchoolTruth, Section, expect
from runner.demo.portal import Portal
from runner.demo.writing import CATEGORY_LABELS, NOTICES, Draft, day_of

PLAN = SchoolPlan(
    name="Trường Tiểu học Kim Đồng",
    shown="Trường Tiểu học Kim Đồng",
    level="TH",
    address="5 đường Cách Mạng Tháng Tám, phường Hiệp Thành, thành phố Bình Minh",
    # One more post, with an attachment, is written out below: 37 + 1 + 2 on the edges.
    months=(2, 5, 4, 5, 4, 3, 2, 4, 4, 3, 0, 1),
    before=16,
    after=10,
    reposts=8,
    truth=SchoolTruth(
        code="thkimdong",
        host=f"thkimdong.{DOMAIN}",
        posts=40,
        reposts=8,
        articles=77,
        expected=expect("PPPPP"),
        note="vừa đúng 40 tin bài, hai bài nằm ngay mép 01/8 và 31/7; danh sách không có ngày",
    ),
)
HIDDEN = ("admin", "cache", "data", "includes", "install", "language", "logs", "modules", "sess", "tmp")
POST_NAME = re.compile(r"^/news/(?:print/|savefile/)?(?P<category>[a-z-]+)/[a-z0-9-]*-(?P<id>\d+)\.html$")


class NukeVietPortal(Portal):
    """Listings in the `viewcat_list` layout: titles without days. Sitemap and feed carry the exact times."""

    template = "nukeviet"
    per_page = 10
    robots = "User-agent: *\n" + "".join(f"Disallow: /{name}/\n" for name in HIDDEN)

    def extra_posts(self) -> tuple[Draft, ...]:
        plan = sections.file(self.plan, "Kế hoạch tổ chức sinh hoạt hè", "ke-hoach-sinh-hoat-he.pdf")
        text = ("Nhà trường thông báo lịch sinh hoạt hè của học sinh các khối.", "Chi tiết trong tệp đính kèm.")
        title = "Thông báo kế hoạch tổ chức sinh hoạt hè cho học sinh toàn trường"
        return (Draft(title, day_of(self.year, 6, 8), time(9, 0), (NOTICES,), files=(plan,), paragraphs=text),)

    def build_sections(self) -> tuple[Section, ...]:
        plan, year = self.plan, self.year
        return (
            sections.intro(plan),
            self.news_menu("Tin Tức"),
            sections.documents(plan, year),
            sections.cong_khai(plan, (year, year - 1), "Thông tin công khai"),
            sections.admission(plan, year),
            sections.forms(plan, year),
            sections.contact(plan),
        )

    def section_url(self, section: Section) -> str:
        modules = {"gioi-thieu": "about", "van-ban": "laws", "lien-he": "contact"}
        if section.slug in modules:
            return f"/{modules[section.slug]}/"
        if section.slug.startswith("cong-khai-"):
            return f"/cong-khai/{section.slug.removeprefix('cong-khai-')}.html"
        if section.slug in ("lich-su-hinh-thanh", "co-cau-to-chuc"):
            return f"/about/{section.slug}.html"
        return f"/{section.slug}/"

    def post_urls(self, post: Post) -> tuple[str, ...]:
        return tuple(f"/news/{category}/{post.slug}-{post.id}.html" for category in post.categories)

    def list_url(self, category: str | None, page: int = 1) -> str:
        base = f"/news/{category}/" if category else "/news/"
        return base if page == 1 else f"{base}page-{page}/"

    def file_url(self, item: FileItem) -> str:
        return f"/uploads/cong-khai/{self.year}_09/{item.name}"

    def respond(self, request: Request) -> Response | None:
        origin = f"http://{self.plan.host}"
        if request.path.endswith(".xml"):
            return self._sitemap(request.path, origin)
        if request.path == "/news/rss/" or request.path.startswith("/news/rss/"):
            category = request.path.removeprefix("/news/rss/").strip("/") or None
            if category is not None and category not in self.categories:
                return None
            text = self.stage.templates.get_template("feed.xml").render(
                title=self.plan.shown,
                origin=origin,
                generator="NukeViet v4.5",
                posts=self.listed(category)[:30],
                url=self.post_url,
                labels=CATEGORY_LABELS,
            )
            return Response(text.encode(), media_type="text/xml; charset=UTF-8")
        if request.path == "/feeds/":
            return self.html("section", section=Section("feeds", "Kênh RSS", ("Tin tức: /news/rss/",)), above=())
        match = POST_NAME.match(request.path)
        if match is None:
            return None
        # The number is the post; the category before it may be any that exists.
        post = next((post for post in self.posts if post.id == int(match["id"])), None)
        if post is None or match["category"] not in self.categories:
            return None
        if request.arg("download") == "1":
            number = request.arg("id")
            known = number.isdigit() and int(number) < len(post.files)
            return self.file(post.files[int(number)]) if known else self.missing()
        if request.path.startswith(("/news/print/", "/news/savefile/")):
            return self.html("print", post=post)
        return self.html("article", post=post, related=self.neighbours(post))

    def _sitemap(self, path: str, origin: str) -> Response | None:
        schema = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        below = {"/sitemap.xml": "sitemap-vi.xml", "/sitemap-vi.xml": "sitemap-vi.news.xml"}
        if path in below:
            body = f"<sitemapindex {schema}><sitemap><loc>{origin}/{below[path]}</loc></sitemap></sitemapindex>"
        elif path == "/sitemap-vi.news.xml":
            # NukeViet writes the time of publication into lastmod.
            rows = "".join(
                f"<url><loc>{origin}{self.post_url(post)}</loc>"
                f"<lastmod>{post.published:%Y-%m-%dT%H:%M:%S}+07:00</lastmod><priority>0.5</priority></url>"
                for post in self.posts
            )
            body = f"<urlset {schema}>{rows}</urlset>"
        else:
            return None
        text = f'<?xml version="1.0" encoding="UTF-8"?>\n{body}'
        return Response(text.encode(), media_type="application/xml; charset=UTF-8")
