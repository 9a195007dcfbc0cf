"""Makes 3 and 4: WordPress with a classic theme; REST closed on one school's portal, open on the other's."""

from __future__ import annotations

from records.findings import Outcome
from runner.demo import sections
from runner.demo.model import DOMAIN, FileItem, Post, Request, Response, SchoolPlan, SchoolTruth, Section, expect
from runner.demo.portal import Portal, Stage
from runner.demo.wordpress_api import WordPressApi
from runner.demo.writing import CATEGORY_LABELS

CLOSED_PLAN = SchoolPlan(
    name="Trường Tiểu học Lê Văn Tám",
    shown="Trường Tiểu học Lê Văn Tám",
    level="TH",
    address="201 đường Lê Hồng Phong, phường Phú Hòa, thành phố Bình Minh",
    months=(2, 5, 5, 6, 4, 3, 2, 5, 4, 4, 1, 0),
    before=10,
    after=8,
    truth=SchoolTruth(
        code="thlevantam",
        host=f"thlevantam.{DOMAIN}",
        posts=43,
        articles=64,
        expected=expect("PPPFP", also=(("3.4", (Outcome.PARTIAL,)),)),
        note="WordPress, REST đóng; công khai chỉ có hai năm học trước",
    ),
)
OPEN_PLAN = SchoolPlan(
    name="Trường Trung học cơ sở Trần Quốc Toản",
    shown="Trường Trung học cơ sở Trần Quốc Toản",
    level="THCS",
    address="33 đường Huỳnh Văn Lũy, phường Phú Mỹ, thành phố Bình Minh",
    months=(3, 7, 7, 8, 5, 5, 3, 6, 5, 6, 3, 1),
    before=25,
    after=15,
    reposts=6,
    truth=SchoolTruth(
        code="thcstranquoctoan",
        host=f"thcstranquoctoan.{DOMAIN}",
        posts=61,
        reposts=6,
        articles=110,
        expected=expect("PPPPP"),
        note="WordPress, REST mở; cổng cấp trên trỏ tới địa chỉ cũ, địa chỉ cũ chuyển hướng",
    ),
)


class WordPressPortal(Portal):
    """A WordPress with pretty permalinks. `rest_open` decides whether strangers may ask its API."""

    template = "wordpress"
    per_page = 10

    def __init__(self, plan: SchoolPlan, stage: Stage, *, rest_open: bool) -> None:
        self.rest_open = rest_open
        self.origin = f"http://{plan.host}"
        self.robots = (
            "User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n\n"
            f"Sitemap: {self.origin}/wp-sitemap.xml\n"
        )
        super().__init__(plan, stage)
        self.api = WordPressApi(self.origin, plan.shown, self.posts, self.post_url, self.categories)

    def build_sections(self) -> tuple[Section, ...]:
        plan, year = self.plan, self.year
        # The portal with closed REST has nothing for the audited year: its newest part is a year old.
        years = (year, year - 1) if self.rest_open else (year - 1, year - 2)
        return (
            sections.intro(plan),
            self.news_menu("Tin tức – Sự kiện"),
            sections.documents(plan, year),
            sections.cong_khai(plan, years, "Công khai"),
            sections.admission(plan, year),
            sections.forms(plan, year),
            sections.contact(plan),
        )

    def _path(self, section: Section) -> str:
        above = next(parents for found, parents in self.walk() if found is section)
        return "/" + "".join(f"{part.slug}/" for part in (*above, section))

    def section_url(self, section: Section) -> str:
        # WordPress prints absolute addresses; the table of pages is filled with paths (see _fill).
        return self._path(section)

    def post_urls(self, post: Post) -> tuple[str, ...]:
        if self.rest_open:
            return (f"/{post.slug}/",)
        return (f"/{post.published:%Y/%m}/{post.slug}/",)

    def list_url(self, category: str | None, page: int = 1) -> str:
        base = f"/category/tin-tuc/{category}/" if category else "/category/tin-tuc/"
        return base if page == 1 else f"{base}page/{page}/"

    def file_url(self, item: FileItem) -> str:
        return f"/wp-content/uploads/{self.year}/09/{item.name}"

    def respond(self, request: Request) -> Response | None:
        route = request.arg("rest_route")
        if not route and request.path.startswith("/wp-json"):
            route = request.path.removeprefix("/wp-json") or "/"
        if route:
            return self.api.answer(route, request) if self.rest_open else self.api.refuse()
        if request.path == "/" and request.arg("p").isdigit():
            return self._short_link(int(request.arg("p")))
        if request.path.startswith("/wp-sitemap") and request.path.endswith(".xml"):
            return self._sitemap(request.path)
        if request.path in ("/feed/", "/category/tin-tuc/feed/"):
            return self._feed()
        if f"{request.path}/" in self.pages:
            return Response(b"", 301, headers=(("Location", f"{self.origin}{request.path}/"),))
        return None

    def _short_link(self, number: int) -> Response:
        post = next((post for post in self.posts if post.id == number), None)
        if post is None:
            return self.missing()
        return Response(b"", 301, headers=(("Location", self.origin + self.post_url(post)),))

    def _sitemap(self, path: str) -> Response:
        head = '<?xml version="1.0" encoding="UTF-8"?>\n'
        schema = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        if path == "/wp-sitemap.xml":
            names = ("posts-post-1", "posts-page-1", "taxonomies-category-1")
            rows = "".join(f"<sitemap><loc>{self.origin}/wp-sitemap-{name}.xml</loc></sitemap>" for name in names)
            return _xml(f"{head}<sitemapindex {schema}>{rows}</sitemapindex>")
        if path == "/wp-sitemap-posts-post-1.xml":
            # WordPress writes the day of the last change here, which is this import for every post.
            changed = f"{self.year + 2}-03-11T02:15:00+00:00"
            urls = [(self.post_url(post), changed) for post in self.posts]
        elif path == "/wp-sitemap-posts-page-1.xml":
            urls = [("/", "")] + [(self._path(section), "") for section, _ in self.walk() if not section.listing]
        elif path == "/wp-sitemap-taxonomies-category-1.xml":
            urls = [(self.list_url(category), "") for category in (None, *self.categories)]
        else:
            return self.missing()
        rows = "".join(
            f"<url><loc>{self.origin}{url}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>" for url, day in urls
        )
        return _xml(f"{head}<urlset {schema}>{rows}</urlset>")

    def _feed(self) -> Response:
        text = self.stage.templates.get_template("feed.xml").render(
            title=self.plan.shown,
            origin=self.origin,
            generator="https://wordpress.org/?v=6.4.3",
            posts=self.listed(None)[:10],
            url=self.post_url,
            labels=CATEGORY_LABELS,
        )
        return Response(text.encode(), media_type="application/rss+xml; charset=UTF-8")


def _xml(text: str) -> Response:
    return Response(text.encode(), media_type="application/xml; charset=UTF-8")
