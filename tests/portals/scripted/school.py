"""What these portals do alike: truth from their input, the empty frame, their script and their files.

A make gives `api`, which answers in its vendor's dialect, and a script in ``fronts/`` that asks it and draws the pages.
"""
# ruff: noqa: E501 (answers and markup stand as their vendor would send them)

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tests.portals.labelled.model import LabelledPortal, ListingTruth
from tests.portals.labelled.site import Ask, Reply
from tests.portals.labelled.text import GIF, pdf
from tests.portals.nasty.parts import Part
from tests.portals.nasty.portal import Portal, Spec
from tests.portals.nasty.posts import Post
from tests.portals.scripted.web import Call
from tests.portals.truth import PostTruth

PARENT = "http://pgd.tanhoa.test/"
FRONTS = Path(__file__).parent / "fronts"
DRAFT, OTHERS = "draft", "of another unit"
"""Traps of posts that an interface gives and its page leaves out."""


class Scripted(Portal):
    """One school's portal of empty frames.

    `front` names its script. With `hashed` all pages stand behind ``/#`` and other addresses are real 404s; else the
    server gives the frame for every address. `routes` are the paths of listing, post and page. `expected` tells
    whether an honest crawler can read its interface wholly; `why_not` says why it cannot.
    """

    front = ""
    hashed = False
    routes = ("/tin-tuc", "/tin-tuc/{}", "/{}")
    expected = True
    why_not = ""
    robots: str | None = None
    root = '<div id="app"></div>'
    head = ""

    def __init__(self, spec: Spec, seed: int) -> None:
        super().__init__(spec, seed)
        self.drafts = tuple(post for post in self.posts if DRAFT in post.traps)
        self.strangers = tuple(post for post in self.posts if OTHERS in post.traps)
        self.given = self.posts
        self.posts = tuple(p for p in self.posts if p not in self.drafts and p not in self.strangers)

    def api(self, ask: Call) -> Reply | None:
        """The interface's answer; None for addresses that are not its own."""
        raise NotImplementedError

    # ---- addresses ---------------------------------------------------------------------------------------------

    def name_of(self, post: Post) -> str:
        """What stands for a post in its address."""
        return str(post.number)

    def _at(self, path: str) -> str:
        return f"/#{path}" if self.hashed else path

    def post_path(self, post: Post) -> str:
        return self._at(self.routes[1].format(self.name_of(post)))

    def list_path(self, cat: str, n: int = 1) -> str:
        return self._at(self.routes[0].format(cat))

    def part_path(self, key: str) -> str:
        return self._at(self.routes[2].format(key))

    def listings(self) -> tuple[ListingTruth, ...]:
        return ()

    def menu(self) -> list[tuple[str, str]]:
        """Label and address of each entry but the home page."""
        return self.entries()[1:]

    # ---- what interfaces are made of ---------------------------------------------------------------------------

    def find(self, name: str) -> Post | None:
        """The post of this name."""
        return next((post for post in self.posts if self.name_of(post) == name), None)

    def page_of(self, key: str) -> tuple[Part, str] | None:
        """A section's page and its markup."""
        part = self.parts.get(key)
        return (part, self.part_html(part)) if part else None

    # ---- answering ---------------------------------------------------------------------------------------------

    def frame(self) -> Reply:
        """The frame that holds nothing."""
        return Reply(
            '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
            f"<title>Cổng thông tin điện tử</title>{self.head}</head><body>{self.root}"
            "<noscript>Trang này cần JavaScript. Vui lòng bật JavaScript trong trình duyệt.</noscript>"
            f'<script src="/static/{self.front}.js"></script></body></html>'
        )

    def answer(self, ask: Ask) -> Reply:
        """Answer a request: files, the script, the interface, and the frame for all that is left."""
        assert isinstance(ask, Call)
        if ask.path in self.docs:
            return Reply(pdf(self.docs[ask.path].label), kind="application/pdf")
        if ask.path.endswith((".gif", ".jpg", ".png", ".ico")):
            return Reply(GIF, kind="image/gif")
        if ask.path == f"/static/{self.front}.js":
            script = "".join((FRONTS / name).read_text(encoding="utf-8") for name in ("core.js", f"{self.front}.js"))
            return Reply(script, kind="text/javascript; charset=utf-8")
        if ask.path == "/robots.txt" and self.robots is not None:
            return Reply(self.robots, kind="text/plain")
        found = self.api(ask)
        if found is not None:
            return found
        if self.hashed and ask.path not in ("/", "/index.html"):
            return Reply("<title>404</title><h1>404 Not Found</h1>", 404)
        return self.frame()

    def labelled(self) -> LabelledPortal:
        """The school's row and truth; posts that only the interface's database knows are drafts there."""
        portal = super().labelled()
        drafts = tuple(
            PostTruth(
                key=self.key(post), path=self.post_path(post), slug=post.slug, title=post.title, published=post.at.date(),
                nature=post.nature, counted=False, categories=(self.cats["tin"],), access="draft", traps=post.traps,
            )
            for post in self.drafts
        )  # fmt: skip
        truth = replace(portal.truth, posts=(*portal.truth.posts, *drafts), parent_url=PARENT)
        school = replace(portal.school, parent_url=PARENT)
        return replace(portal, school=school, truth=truth, enumerable=self.expected, why_not=self.why_not)


def cut(posts: Sequence[Post], start: int, count: int) -> Sequence[Post]:
    """`count` posts from the one at `start`."""
    return posts[max(start, 0) : max(start, 0) + count]


def milliseconds(at: datetime) -> int:
    """A moment as JavaScript and .NET count it."""
    return int(at.timestamp()) * 1000


def zulu(at: datetime) -> str:
    """A moment as JavaScript prints it: UTC, with milliseconds."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z"


def naive(at: datetime) -> str:
    """Local time without a zone, as .NET and Java print it."""
    return f"{at:%Y-%m-%dT%H:%M:%S}"
