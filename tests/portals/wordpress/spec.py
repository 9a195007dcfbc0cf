"""What a WordPress portal is to be filled with, and the truth that follows from it before anything is filled."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from tests.portals.truth import Access, DocumentTruth, PortalTruth, PostTruth, SectionTruth, expected_outcomes

UPLOADS = "/wp-content/uploads/"
PLAIN = ""
POST_NAME = "/%postname%/"
MONTH_AND_NAME = "/%year%/%monthnum%/%postname%/"
NUMBER_HTML = "/tin/%post_id%.html"
PERMALINKS = (PLAIN, POST_NAME, MONTH_AND_NAME, NUMBER_HTML)
BLOCK_THEME = "twentytwentythree"
CLASSIC_THEME = "twentytwentyone"
DATE_FORMATS = ("d/m/Y", "j F, Y", "F j, Y", "d/m/Y H:i", "j F, Y - H:i", "F j, Y, g:i a")
SCHOOL_YEARS = ("2019-2020", "2020-2021", "2021-2022", "2022-2023", "2023-2024")

Front = Literal["posts", "page"]

STATUSES: dict[Access, str] = {
    "public": "publish",
    "password": "publish",
    "private": "private",
    "draft": "draft",
    "scheduled": "future",
}


@dataclass(frozen=True)
class Category:
    """A category; `number` is its term id, which the fill script insists on. `section` is a vocabulary key or None."""

    number: int
    slug: str
    name: str
    parent: str | None = None
    section: str | None = None


@dataclass(frozen=True)
class Post:
    """A post. Times are local (Asia/Ho_Chi_Minh) and naive; `body` is HTML or blocks; `number` is its id."""

    number: int
    slug: str
    title: str
    body: str
    published: datetime
    categories: tuple[str, ...]
    nature: str
    counted: bool | None = True
    access: Access = "public"
    excerpt: str = ""
    modified: datetime | None = None
    sticky: bool = False
    comments: tuple[tuple[str, datetime, str], ...] = ()
    traps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """A page; ``%%page:slug%%`` in its body becomes that page's address in whatever mode the portal is."""

    number: int
    slug: str
    title: str
    body: str
    published: datetime
    parent: str | None = None
    section: str | None = None
    school_year: str | None = None
    empty: bool = False


@dataclass(frozen=True)
class StoredFile:
    """A file under uploads. `attachment` is the id of its attachment page, None when there is none.

    A file with ``opens=False`` is linked and not there.
    """

    path: str
    label: str
    section: str
    lines: tuple[str, ...]
    school_year: str | None = None
    item: str | None = None
    opens: bool = True
    attachment: int | None = None

    @property
    def media_type(self) -> str:
        """Its media type by its name."""
        if self.path.endswith(".docx"):
            return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        return "application/pdf"

    @property
    def url_path(self) -> str:
        """Its address below the portal."""
        return UPLOADS + self.path


@dataclass(frozen=True)
class MenuItem:
    """A menu entry. `target` is ``home``, ``page:slug``, ``category:slug`` or an address."""

    label: str
    target: str
    children: tuple[MenuItem, ...] = ()


@dataclass(frozen=True)
class WordPressSpec:
    """One portal. `permalinks` is a WordPress structure, empty for plain; `front` says what the home page shows:
    the newest posts, or a page of its own with the posts on another; `parent_in` where the parent portal is linked."""

    seed: int
    kind: str
    code: str
    name: str
    short_name: str
    level: str
    place: str
    categories: tuple[Category, ...]
    posts: tuple[Post, ...]
    pages: tuple[Page, ...]
    files: tuple[StoredFile, ...]
    menu: tuple[MenuItem, ...]
    forms: frozenset[str]
    theme: str = BLOCK_THEME
    permalinks: str = POST_NAME
    rest: bool = True
    sitemaps: bool = True
    feed: bool = True
    per_page: int = 8
    date_format: str = "d/m/Y"
    time_format: str = "H:i"
    front: Front = "posts"
    posts_page: str | None = None
    front_page: str | None = None
    parent_url: str | None = None
    parent_in: Literal["menu", "footer", "nowhere"] = "nowhere"
    parent_to_school: bool | None = None

    def post_path(self, post: Post, permalinks: str) -> str:
        """Where WordPress serves `post` when its structure is `permalinks`."""
        if permalinks == PLAIN:
            return f"/?p={post.number}"
        path = permalinks.replace("%postname%", post.slug).replace("%post_id%", str(post.number))
        return path.replace("%year%", f"{post.published:%Y}").replace("%monthnum%", f"{post.published:%m}")

    def page_path(self, page: Page, permalinks: str) -> str:
        """Where WordPress serves `page`; pages know nothing of the posts' structure but its last slash."""
        if page.slug == self.front_page:
            return "/"
        if permalinks == PLAIN:
            return f"/?page_id={page.number}"
        slugs, parent = [page.slug], page.parent
        by_slug = {other.slug: other for other in self.pages}
        while parent is not None:
            slugs.insert(0, parent)
            parent = by_slug[parent].parent
        return "/" + "/".join(slugs) + ("/" if permalinks.endswith("/") else "")

    def category_path(self, category: Category, permalinks: str) -> str:
        """Where WordPress serves `category`; what stands before the structure's first tag stands before it too."""
        if permalinks == PLAIN:
            return f"/?cat={category.number}"
        parents = {other.slug: other.parent for other in self.categories}
        slugs, parent = [category.slug], category.parent
        while parent is not None:
            slugs.insert(0, parent)
            parent = parents[parent]
        before = permalinks[: permalinks.index("%")]
        return f"{before}category/" + "/".join(slugs) + ("/" if permalinks.endswith("/") else "")

    def truth(self, base_url: str, permalinks: str | None = None) -> PortalTruth:
        """The truth of the portal served at `base_url` with the structure `permalinks` (default: the spec's own)."""
        mode = self.permalinks if permalinks is None else permalinks
        names = {category.slug: category.name for category in self.categories}
        posts = tuple(
            PostTruth(
                key=str(post.number),
                path=self.post_path(post, mode),
                slug=post.slug,
                title=post.title,
                published=post.published.date(),
                nature=post.nature,
                counted=post.counted,
                categories=tuple(names[slug] for slug in post.categories),
                access=post.access,
                published_at=post.published,
                modified_at=post.modified,
                traps=post.traps,
            )
            for post in self.posts
        )
        sections: dict[str, list[SectionTruth]] = defaultdict(list)
        for page in self.pages:
            if page.section is not None:
                path = self.page_path(page, mode)
                sections[page.section].append(SectionTruth(page.title, path, page.school_year, page.empty))
        for category in self.categories:
            if category.section is not None:
                family = self._with_children(category.slug)
                empty = not any(post.access == "public" and family & set(post.categories) for post in self.posts)
                path = self.category_path(category, mode)
                sections[category.section].append(SectionTruth(category.name, path, None, empty))
        kept = {key: tuple(found) for key, found in sections.items()}
        bare = PortalTruth(
            provenance="real",
            family="wordpress",
            school_code=self.code,
            name=self.name,
            level=self.level,
            base_url=base_url,
            posts=posts,
            sections=kept,
            documents=tuple(
                DocumentTruth(f.url_path, f.label, f.section, f.school_year, f.item, f.opens, f.media_type)
                for f in self.files
            ),
            forms=self.forms,
            parent_to_school=self.parent_to_school,
            school_to_parent=None if self.parent_url is None else self.parent_in != "nowhere",
            parent_url=self.parent_url,
        )
        expected = {
            year: expected_outcomes(
                level=self.level,
                sure=bare.sure(year),
                possible=bare.possible(year),
                sections=kept,
                forms=self.forms,
                parent_to_school=self.parent_to_school,
                school_year=year,
            )
            for year in SCHOOL_YEARS
        }
        return replace(bare, expected=expected)

    def _with_children(self, slug: str) -> set[str]:
        family = {slug}
        for category in self.categories:
            if category.parent in family:
                family.add(category.slug)
        return family
