"""A drawn school as its portal's database holds it: numbered posts in listing order, pages, a menu."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from tests.portals.live.school import Block, Category, Page, Post, Routes, School, as_html

VIETNAM = timezone(timedelta(hours=7))
SUMMARY_LENGTH = 140


@dataclass(frozen=True)
class Entry:
    """A published post with its number."""

    number: int
    post: Post

    @property
    def moment(self) -> datetime:
        """When it was published, with its zone."""
        return self.post.published.replace(tzinfo=VIETNAM)

    @property
    def milliseconds(self) -> int:
        """The same as JavaScript and .NET count it."""
        return int(self.moment.timestamp()) * 1000

    @property
    def summary(self) -> str:
        """The beginning of the text."""
        text = self.post.paragraphs[0]
        return text if len(text) <= SUMMARY_LENGTH else text[:SUMMARY_LENGTH].rpartition(" ")[0] + "..."


def numbers(school: School, first: int) -> dict[str, int]:
    """Slug → number in the portal's database, in the order in which the posts were written; drafts have one too."""
    return {post.slug: first + 3 * place for place, post in enumerate(school.posts)}


@dataclass(frozen=True)
class Content:
    """What a portal's server reads from. `routes` say where the front-end shows a thing."""

    school: School
    routes: Routes
    numbers: dict[str, int]

    def entries(self, category: str = "", *, pinned_first: bool = False) -> list[Entry]:
        """Published posts, newest first, of one category (by slug) or of all."""
        found = [
            Entry(self.numbers[post.slug], post)
            for post in self.school.shown
            if not category or category in post.categories
        ]
        found.sort(key=lambda entry: entry.post.published, reverse=True)
        if pinned_first:
            found.sort(key=lambda entry: not entry.post.sticky)
        return found

    def by_slug(self, slug: str) -> Entry | None:
        """The published post with this slug."""
        return next((entry for entry in self.entries() if entry.post.slug == slug), None)

    def by_number(self, number: str) -> Entry | None:
        """The published post with this number."""
        return next((entry for entry in self.entries() if str(entry.number) == number), None)

    def page(self, slug: str) -> Page | None:
        """The standing page with this slug."""
        return next((page for page in self.school.pages if page.slug == slug), None)

    def categories(self, post: Post) -> list[Category]:
        """The categories of a post."""
        return [self.school.category(slug) for slug in post.categories]

    def menu(self) -> list[tuple[str, str]]:
        """Label and address of each entry of the menu but the home page."""
        pages = [(page.title, self.routes.page(page)) for page in self.school.pages if page.in_menu]
        return [(self.routes.listing_label, self.routes.listing), *pages]

    def category_path(self, category: Category) -> str:
        """Where the front-end lists a category."""
        assert self.routes.category is not None
        return self.routes.category(category)

    def page_html(self, page: Page) -> str:
        """The text of a page as an editor stored it."""
        return as_html(page.blocks, self.school, self.routes)

    def post_html(self, post: Post) -> str:
        """The text of a post as an editor stored it."""
        return as_html([Block("text", text) for text in post.paragraphs], self.school, self.routes)

    def blocks(self, blocks: Iterable[Block]) -> list[dict[str, object]]:
        """The text of a page or a post in pieces, for services that keep no HTML."""
        return [self._block(block) for block in blocks]

    def _block(self, block: Block) -> dict[str, object]:
        if block.kind not in ("files", "pages"):
            return {"type": block.kind, "text": block.text}
        links = [{"label": file.label, "url": self.routes.file(file)} for file in block.files]
        for slug in block.slugs:
            page = self.school.page(slug)
            links.append({"label": page.title, "url": self.routes.page(page)})
        return {"type": "links", "links": links}


def part(entries: Sequence[Entry], page: int, size: int) -> Sequence[Entry]:
    """The page (from 1) of so many entries."""
    return entries[max(page - 1, 0) * size : max(page, 1) * size] if page else []


def pages(entries: Sequence[Entry], size: int) -> int:
    """How many pages of so many entries there are."""
    return -(-len(entries) // size)
