"""What all makes of school portals share: a table of addresses, listings in pages, files, robots.txt, a 404."""

from __future__ import annotations

import base64
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any, Protocol

from jinja2 import Environment, PackageLoader, StrictUndefined

from runner.demo.files import make_docx, make_pdf
from runner.demo.model import (
    ADMISSION_URL,
    PARENT_NAME,
    PARENT_URL,
    FileItem,
    Post,
    Request,
    Response,
    SchoolPlan,
    Section,
)
from runner.demo.writing import CATEGORY_LABELS, Draft, write_posts

LOCAL = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
PIXEL = base64.b64decode("R0lGODlhAQABAIAAAMLCwgAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==")
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "css": "text/css",
    "js": "application/javascript",
    "gif": "image/gif",
    "jpg": "image/gif",
    "png": "image/gif",
    "ico": "image/gif",
}


class Site(Protocol):
    """Anything that answers for a host."""

    def answer(self, request: Request) -> Response:
        """Return the response to `request`."""


@dataclass
class Stage:
    """What the whole district shares: the year its school year begins in, and the templates."""

    year: int
    templates: Environment = field(
        default_factory=lambda: Environment(
            loader=PackageLoader("runner.demo", "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
    )


def weekday(moment: datetime) -> str:
    """The day of the week, e.g. ``Thứ hai``."""
    return WEEKDAYS[moment.weekday()]


def now() -> datetime:
    """The wall clock of the portals, for the clock that they print on every page."""
    return datetime.now(LOCAL)


class Portal:
    """A school's portal of some make: a make says how its addresses look, and its template how its pages do."""

    template = ""
    charset = "UTF-8"
    per_page = 10
    robots: str | None = "User-agent: *\nDisallow: /admin/\n"

    def __init__(self, plan: SchoolPlan, stage: Stage) -> None:
        self.plan = plan
        self.stage = stage
        self.year = stage.year
        self.hits = 120_000 + len(plan.name) * 1_731
        self.posts = write_posts(plan, stage.year, self.extra_posts())
        self.sections = self.build_sections()
        self.categories = tuple(slug for slug in CATEGORY_LABELS if any(slug in post.categories for post in self.posts))
        self.pinned = next(post for post in self.posts if post.pinned)
        self.featured = self._featured()
        self.files: dict[str, FileItem] = {}
        self.pages: dict[str, tuple[str, dict[str, Any]]] = {}
        self._fill()

    # What a make says.

    def extra_posts(self) -> tuple[Draft, ...]:
        """Posts beyond the plan."""
        return ()

    def build_sections(self) -> tuple[Section, ...]:
        """The menu, without the home page."""
        raise NotImplementedError

    def section_url(self, section: Section) -> str:
        """The address of a section that is not a listing."""
        raise NotImplementedError

    def post_urls(self, post: Post) -> tuple[str, ...]:
        """All addresses of a post, the main one first."""
        raise NotImplementedError

    def list_url(self, category: str | None, page: int = 1) -> str:
        """The address of page `page` of the listing of a category, or of all posts."""
        raise NotImplementedError

    def file_url(self, item: FileItem) -> str:
        """The address of a file."""
        raise NotImplementedError

    def respond(self, request: Request) -> Response | None:
        """Answer what the table of addresses does not hold; None for 404."""
        return None

    # What all makes do.

    def answer(self, request: Request) -> Response:
        """Return the response to `request`: a page, a file, or a 404."""
        self.hits += 1
        if request.path == "/robots.txt":
            if self.robots is None:
                return self.missing()
            return Response(self.robots.encode(), media_type="text/plain; charset=utf-8")
        special = self.respond(request)
        if special is not None:
            return special
        page = self.pages.get(request.target) or self.pages.get(request.path)
        if page is not None:
            return self.html(page[0], **page[1])
        item = self.files.get(request.path)
        if item is not None:
            return self.file(item)
        ending = request.path.rpartition(".")[2].lower()
        if ending in ("css", "js"):
            return Response(b"/* theme */\n", media_type=MEDIA_TYPES[ending])
        if ending in ("gif", "jpg", "png", "ico"):
            return Response(PIXEL, media_type="image/gif")
        return self.missing()

    def html(self, view: str, status: int = 200, **values: Any) -> Response:
        """Render the make's template for `view`: home, list, article, section or missing."""
        moment = now()
        text = self.stage.templates.get_template(f"{self.template}.html").render(
            view=view,
            portal=self,
            plan=self.plan,
            menu=self.sections,
            clock=f"{weekday(moment)}, {moment:%d/%m/%Y}",
            weekday=weekday,
            parent_url=PARENT_URL,
            parent_name=PARENT_NAME,
            admission_url=ADMISSION_URL,
            labels=CATEGORY_LABELS,
            **values,
        )
        return Response(self.encode(text), status, f"text/html; charset={self.charset}")

    def encode(self, text: str) -> bytes:
        """The bytes of a page in the portal's charset."""
        return text.encode("utf-8")

    def missing(self) -> Response:
        """The page for an address that does not exist."""
        return self.html("missing", 404)

    def file(self, item: FileItem) -> Response:
        """The file's bytes."""
        kind = item.name.rpartition(".")[2]
        body = make_docx(item.lines) if kind == "docx" else make_pdf(item.lines)
        return Response(body, media_type=MEDIA_TYPES[kind], headers=(("Accept-Ranges", "none"),))

    def url(self, section: Section) -> str:
        """The address of a menu entry."""
        if section.listing:
            return self.list_url(section.slug if section.slug in CATEGORY_LABELS else None)
        return self.section_url(section)

    def post_url(self, post: Post) -> str:
        """The main address of a post."""
        return self.post_urls(post)[0]

    def listed(self, category: str | None) -> tuple[Post, ...]:
        """The posts of a category, or all, newest first, without the pinned one."""
        return tuple(p for p in self.posts if not p.pinned and (category is None or category in p.categories))

    def page_count(self, category: str | None) -> int:
        """The number of pages of a listing, at least 1."""
        return max(1, math.ceil(len(self.listed(category)) / self.per_page))

    def list_values(self, category: str | None, page: int) -> dict[str, Any]:
        """What the template needs to show a page of a listing."""
        posts = self.listed(category)[(page - 1) * self.per_page : page * self.per_page]
        return {
            "category": category,
            "label": self.list_label(category),
            "posts": posts,
            "page": page,
            "pages": self.page_count(category),
        }

    def list_label(self, category: str | None) -> str:
        """The heading of a listing."""
        return CATEGORY_LABELS[category] if category else "Tin tức - Sự kiện"

    def news_menu(self, label: str = "Tin tức - Sự kiện") -> Section:
        """The menu entry of all news, with an entry for each category below it."""
        slugs = [slug for slug in CATEGORY_LABELS if any(slug in post.categories for post in self.posts)]
        children = tuple(Section(slug, CATEGORY_LABELS[slug], listing=True) for slug in slugs)
        return Section("tin-tuc", label, children=children, listing=True)

    def walk(self, sections: tuple[Section, ...] | None = None) -> Iterator[tuple[Section, tuple[Section, ...]]]:
        """Each section with those above it, outermost first."""
        stack: list[tuple[Section, tuple[Section, ...]]] = [
            (section, ()) for section in reversed(self.sections if sections is None else sections)
        ]
        while stack:
            section, above = stack.pop()
            yield section, above
            stack += [(child, (*above, section)) for child in reversed(section.children)]

    def neighbours(self, post: Post) -> tuple[Post, ...]:
        """A few other posts, older ones first among them, for the box below an article."""
        place = self.posts.index(post)
        return self.posts[place + 1 : place + 5] or self.posts[:4]

    def _featured(self) -> tuple[Post, ...]:
        rng = random.Random(self.plan.code)  # noqa: S311 - the same widget on every start, no secret
        return (self.pinned, *rng.sample([p for p in self.posts if not p.pinned], 3))

    def _fill(self) -> None:
        """Write the table of addresses: what is not in it does not exist."""
        self.pages["/"] = ("home", {"latest": self.listed(None)[:6]})
        for category in (None, *self.categories):
            for page in range(1, self.page_count(category) + 1):
                self.pages[self.list_url(category, page)] = ("list", self.list_values(category, page))
        for post in self.posts:
            values = {"post": post, "related": self.neighbours(post)}
            for url in self.post_urls(post):
                if url in self.pages:
                    raise ValueError(f"two pages at {self.plan.host}{url}")
                self.pages[url] = ("article", values)
            self._keep(post.files)
        for section, above in self.walk():
            if not section.listing:
                self.pages[self.section_url(section)] = ("section", {"section": section, "above": above})
                self._keep(section.files)

    def _keep(self, items: tuple[FileItem, ...]) -> None:
        for item in items:
            self.files[self.file_url(item)] = item
