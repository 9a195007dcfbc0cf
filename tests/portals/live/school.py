"""What a school puts on its portal, whatever the CMS, and the truth that follows from it once a CMS's routes are known.

A `School` is drawn before any CMS is started (`draw.py`); a CMS says by its `Routes` where it serves what; `truth`
joins both. Nothing here looks at a built site.
"""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from tests.portals.truth import Access, DocumentTruth, PortalTruth, PostTruth, SectionTruth, expected_outcomes
from tests.portals.wordpress.spec import StoredFile

AUDITED = "2021-2022"
SCHOOL_YEARS = ("2020-2021", "2021-2022", "2022-2023")

Kind = Literal["good", "weak"]
BlockKind = Literal["text", "heading", "mail", "files", "pages"]


@dataclass(frozen=True)
class Category:
    """A category; `section` is a vocabulary key or None."""

    slug: str
    name: str
    section: str | None = None


@dataclass(frozen=True)
class Post:
    """A post. `published` is local (Asia/Ho_Chi_Minh) and naive; `paragraphs` are plain text; `categories` slugs."""

    slug: str
    title: str
    paragraphs: tuple[str, ...]
    published: datetime
    categories: tuple[str, ...]
    nature: str
    counted: bool = True
    access: Access = "public"
    sticky: bool = False
    traps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """A piece of a page: text, a heading, an e-mail address, links to files, links to pages (by slug)."""

    kind: BlockKind
    text: str = ""
    files: tuple[StoredFile, ...] = ()
    slugs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """A standing page. `in_menu` is False for those that only their `parent` links to.

    `parts` holds (school year, label, empty) for years that are headings on this page and no page of their own.
    """

    slug: str
    title: str
    blocks: tuple[Block, ...]
    section: str | None = None
    parent: str | None = None
    school_year: str | None = None
    empty: bool = False
    in_menu: bool = True
    parts: tuple[tuple[str, str, bool], ...] = ()


@dataclass(frozen=True)
class School:
    """One school's content; `name` stands in the header and in every title."""

    seed: int
    kind: Kind
    code: str
    name: str
    level: str
    place: str
    phone: str
    email: str
    categories: tuple[Category, ...]
    posts: tuple[Post, ...]
    pages: tuple[Page, ...]
    files: tuple[StoredFile, ...]
    forms: frozenset[str]

    @property
    def shown(self) -> tuple[Post, ...]:
        """The posts that the CMS publishes, oldest first."""
        return tuple(post for post in self.posts if post.access == "public")

    def page(self, slug: str) -> Page:
        """The page with this slug; KeyError when the school has none."""
        for page in self.pages:
            if page.slug == slug:
                return page
        raise KeyError(slug)

    def category(self, slug: str) -> Category:
        """The category with this slug; KeyError when the school has none."""
        for category in self.categories:
            if category.slug == slug:
                return category
        raise KeyError(slug)


@dataclass(frozen=True)
class Routes:
    """Where a CMS serves a school's things, as paths below the portal.

    `category` is None where the theme has no category pages: then the news section is the page `listing`. `shelves`
    tells how many categories one post can have there (None: any number).
    """

    family: str
    post: Callable[[Post], str]
    page: Callable[[Page], str]
    category: Callable[[Category], str] | None
    files: str
    listing: str = "/"
    listing_label: str = "Tin tức"
    shelves: int | None = None

    def file(self, file: StoredFile) -> str:
        """The address of a file."""
        return self.files + file.path


def truth(school: School, routes: Routes, base_url: str) -> PortalTruth:
    """What is so about `school` when a CMS with these `routes` serves it at `base_url`."""
    sections: dict[str, list[SectionTruth]] = defaultdict(list)
    for page in school.pages:
        if page.section is not None:
            path = routes.page(page)
            sections[page.section].append(SectionTruth(page.title, path, page.school_year, page.empty))
            sections[page.section] += [SectionTruth(label, path, year, bare) for year, label, bare in page.parts]
    for category in school.categories:
        if category.section is not None and routes.category is not None:
            sections[category.section].append(SectionTruth(category.name, routes.category(category)))
    if routes.category is None:
        sections["tin_tuc"].append(SectionTruth(routes.listing_label, routes.listing))
    kept = {key: tuple(found) for key, found in sections.items()}
    bare_truth = PortalTruth(
        provenance="real",
        family=routes.family,
        school_code=school.code,
        name=school.name,
        level=school.level,
        base_url=base_url,
        posts=tuple(_post_truth(school, routes, post) for post in school.posts),
        sections=kept,
        documents=tuple(
            DocumentTruth(routes.file(f), f.label, f.section, f.school_year, f.item, f.opens, f.media_type)
            for f in school.files
        ),
        forms=school.forms,
    )
    expected = {
        year: expected_outcomes(
            level=school.level,
            sure=bare_truth.sure(year),
            possible=bare_truth.possible(year),
            sections=kept,
            forms=school.forms,
            parent_to_school=None,
            school_year=year,
        )
        for year in SCHOOL_YEARS
    }
    return replace(bare_truth, expected=expected)


def _post_truth(school: School, routes: Routes, post: Post) -> PostTruth:
    return PostTruth(
        key=post.slug,
        path=routes.post(post),
        slug=post.slug,
        title=post.title,
        published=post.published.date(),
        nature=post.nature,
        counted=post.counted,
        categories=tuple(school.category(slug).name for slug in post.categories[: routes.shelves]),
        access=post.access,
        published_at=post.published,
        traps=post.traps,
    )


def markdown(blocks: Sequence[Block], school: School, routes: Routes) -> str:
    """The blocks as Markdown, as a school's clerk would type it into a static site generator."""
    out: list[str] = []
    for block in blocks:
        if block.kind == "text":
            out.append(block.text)
        elif block.kind == "heading":
            out.append(f"## {block.text}")
        elif block.kind == "mail":
            out.append(f"Email: <{block.text}>")
        else:
            out.append("\n".join(f"- [{label}]({path})" for label, path in _links(block, school, routes)))
    return "\n\n".join(out) + "\n"


def as_html(blocks: Sequence[Block], school: School, routes: Routes) -> str:
    """The blocks as HTML, as a database CMS's editor would store it."""
    out: list[str] = []
    for block in blocks:
        text = html.escape(block.text, quote=False)
        if block.kind == "text":
            out.append(f"<p>{text}</p>")
        elif block.kind == "heading":
            out.append(f"<h3>{text}</h3>")
        elif block.kind == "mail":
            out.append(f'<p>Email: <a href="mailto:{text}">{text}</a></p>')
        else:
            links = _links(block, school, routes)
            out.append("<ul>" + "".join(f'<li><a href="{path}">{label}</a></li>' for label, path in links) + "</ul>")
    return "\n".join(out)


def _links(block: Block, school: School, routes: Routes) -> list[tuple[str, str]]:
    files = [(file.label, routes.file(file)) for file in block.files]
    return files + [(school.page(slug).title, routes.page(school.page(slug))) for slug in block.slugs]
