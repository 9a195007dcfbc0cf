"""What all these portals do alike: truth from their input, files, and asking and answering. Each draws its own pages."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape as esc

from tests.portals.labelled.model import VN, YEAR, LabelledPortal, ListingTruth, SchoolRow
from tests.portals.labelled.site import Ask, Reply
from tests.portals.labelled.text import GIF, dmy, pdf
from tests.portals.nasty.parts import Doc, Part
from tests.portals.nasty.posts import Plan, Post, make_posts
from tests.portals.truth import (
    COUNTED_NATURES,
    DocumentTruth,
    PortalTruth,
    PostTruth,
    SectionTruth,
    expected_outcomes,
    window_of,
)

PARENT = "http://pgd.vinhloc.test/"
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
CATS = {"tin": "Tin tức - Sự kiện", "tb": "Thông báo"}


@dataclass(frozen=True)
class Spec:
    """What the roster says of a school. `linked`: whether the portal above links to it; `back`: whether it links up."""

    code: str
    name: str
    level: str
    host: str
    plan: Plan
    parts: tuple[Part, ...]
    linked: bool
    cats: Mapping[str, str]
    back: bool = False
    prefix: str = ""
    notes: str = ""


class Portal:
    """One school's portal. A make gives `post_path`, `list_path`, `part_path`, `respond` and `listings`."""

    make = "portal"
    dates_in_listing = True
    dates_in_article = True
    size = 10

    def __init__(self, spec: Spec, seed: int) -> None:
        self.spec, self.cats, self.prefix, self.name = spec, spec.cats, spec.prefix, spec.name
        self.posts = make_posts(replace(spec.plan, level=spec.level), f"{seed}/{spec.code}")
        self.parts = {part.key: part for part in spec.parts}
        self.docs: dict[str, Doc] = {doc.path: doc for part in spec.parts for _, docs in part.groups for doc in docs}
        self.by_number = {post.number: post for post in self.posts}
        self.by_slug = {post.slug: post for post in self.posts}

    # ---- the make's part ---------------------------------------------------------------------------------------

    def post_path(self, post: Post) -> str:
        """The address of a post."""
        raise NotImplementedError

    def list_path(self, cat: str, n: int = 1) -> str:
        """The address of the n-th page (from 1) of a category; all posts where `cat` is empty."""
        raise NotImplementedError

    def part_path(self, key: str) -> str:
        """The address of a section's page."""
        return f"{self.prefix}/{key}.html"

    def respond(self, ask: Ask) -> Reply | None:
        """The make's own pages; None for what it does not know."""
        raise NotImplementedError

    def listings(self) -> tuple[ListingTruth, ...]:
        """The listings, for the test that proves the portal."""
        raise NotImplementedError

    def printed(self, post: Post) -> str:
        """The date as the post's own page prints it."""
        return dmy(post.at)

    def key(self, post: Post) -> str:
        """The identity of a post in its portal."""
        return str(post.number)

    def aliases(self) -> dict[str, str]:
        """Further addresses of posts → key."""
        return {}

    def foreign(self) -> tuple[str, ...]:
        """Addresses on the same host whose posts are not this school's."""
        return ()

    # ---- alike everywhere --------------------------------------------------------------------------------------

    def of(self, cat: str = "") -> list[Post]:
        """The posts of a category (all when empty), in the order in which this make lists them."""
        return [post for post in self.posts if not cat or post.category == cat]

    def pages(self, cat: str = "") -> int:
        """How many pages a category has, at least one."""
        return max(1, -(-len(self.of(cat)) // self.size))

    def on_page(self, cat: str, n: int) -> list[Post]:
        """What the n-th page (from 1) of a category shows."""
        return self.of(cat)[(n - 1) * self.size : n * self.size]

    def paged(self, main: str, cats: tuple[str, ...] = ()) -> tuple[ListingTruth, ...]:
        """Listings of categories that have posts, paged from 1 in pages of `size`."""
        return tuple(
            ListingTruth(
                tuple(self.list_path(cat, n) for n in range(1, self.pages(cat) + 1)),
                tuple(self.key(post) for post in self.of(cat)),
                main,
            )
            for cat in cats or tuple(self.cats)
            if self.of(cat)
        )

    def entries(self, *, cats: bool = True) -> list[tuple[str, str]]:
        """The menu, flat: label and address. What lies below another part is left to it."""
        nested = {key for part in self.parts.values() for key in part.below}
        shown = [(part.label, self.part_path(key)) for key, part in self.parts.items() if key not in nested]
        news = [(label, self.list_path(cat)) for cat, label in self.cats.items()] if cats else []
        up = [("Phòng GDĐT Vĩnh Lộc", PARENT)] if self.spec.back else []
        return [("Trang chủ", f"{self.prefix}/"), *shown[:1], *news, *shown[1:], *up]

    def files_html(self, docs: tuple[Doc, ...]) -> str:
        """Links to files as an editor leaves them; a table where days of issue are printed."""
        if any(doc.issued for doc in docs):
            rows = "".join(
                f'<tr><td>{n}</td><td><a href="{d.path}">{esc(d.label)}</a></td><td>{d.issued}</td></tr>'
                for n, d in enumerate(docs, 1)
            )
            return f"<table><tr><td>STT</td><td>Trích yếu</td><td>Ngày ban hành</td></tr>{rows}</table>"
        return "".join(f'<p>- <a href="{d.path}">{esc(d.label)}</a></p>' for d in docs)

    def part_html(self, part: Part) -> str:
        """What stands on a section's page."""
        out = "".join(f"<p>{esc(text)}</p>" for text in part.text)
        for heading, docs in part.groups:
            out += (f"<p><b>{esc(heading)}</b></p>" if heading else "") + self.files_html(docs)
        out += "".join(f'<p><a href="{self.part_path(key)}">{esc(self.parts[key].label)}</a></p>' for key in part.below)
        return out + "".join(f'<p><a href="{where}">{esc(label)}</a></p>' for label, where in part.out)

    def body_html(self, post: Post) -> str:
        """A post's paragraphs and where it was taken from."""
        out = "".join(f"<p>{esc(text)}</p>" for text in post.body)
        return out + (f"<p><i>Nguồn: {esc(post.source)}</i></p>" if post.source else "")

    def today(self) -> str:
        """Today, as a header prints it on every page."""
        now = datetime.now(VN)
        return f"{WEEKDAYS[now.weekday()]}, {dmy(now)}"

    def answer(self, ask: Ask) -> Reply:
        """Answer a request; files first, then the make."""
        if ask.path in self.docs:
            return Reply(pdf(self.docs[ask.path].label), kind="application/pdf")
        if ask.path.lower().endswith((".gif", ".jpg", ".png", ".ico")):
            return Reply(GIF, kind="image/gif")
        return self.respond(ask) or Reply("<title>404</title><h1>404 Not Found</h1>", 404)

    # ---- the truth ---------------------------------------------------------------------------------------------

    def _sections(self) -> dict[str, tuple[SectionTruth, ...]]:
        found = {"tin_tuc": [SectionTruth(self.cats["tin"], self.list_path("tin"))]}
        for key, part in self.parts.items():
            if part.section is not None:
                found.setdefault(part.section, []).extend(
                    SectionTruth(part.label, self.part_path(key), year, empty)
                    for year, empty in part.years or ((None, part.empty),)
                )
        return {key: tuple(places) for key, places in found.items()}

    def labelled(self) -> LabelledPortal:
        """The school's row and truth, from its input alone."""
        spec = self.spec
        posts = tuple(
            PostTruth(
                key=self.key(post),
                path=self.post_path(post),
                slug=post.slug,
                title=post.title,
                published=post.at.date(),
                nature=post.nature,
                counted=post.nature in COUNTED_NATURES,
                categories=(self.cats.get(post.category) or self.cats["tin"],),
                published_at=post.at,
                modified_at=post.updated,
                traps=post.traps,
            )
            for post in self.posts
        )
        sections = self._sections()
        forms = frozenset(doc.item for doc in self.docs.values() if doc.item and doc.item.startswith("bm_"))
        if any(not place.empty for place in sections.get("tuyen_sinh", ())):
            forms |= {"tuyen_sinh"}
        documents = tuple(DocumentTruth(d.path, d.label, d.section, d.year, d.item) for d in self.docs.values())
        base = f"http://{spec.host}"
        truth = PortalTruth(
            provenance="invented", family=self.make, school_code=spec.code, name=spec.name, level=spec.level, base_url=base,
            posts=posts, sections=sections, documents=documents, forms=forms, parent_to_school=spec.linked,
            school_to_parent=spec.back, parent_url=PARENT,
        )  # fmt: skip
        outcomes = expected_outcomes(level=spec.level, sure=truth.sure(YEAR), possible=truth.possible(YEAR), sections=sections,
                                     forms=forms, parent_to_school=spec.linked, school_year=YEAR)  # fmt: skip
        start, end = window_of(YEAR)
        return LabelledPortal(
            school=SchoolRow(spec.code, spec.name, spec.level, f"{base}{self.prefix}/", PARENT),
            truth=replace(truth, expected={YEAR: outcomes}),
            make=self.make,
            enumerable=True,
            why_not="",
            window=dict(Counter(p.nature for p in posts if p.published and start <= p.published <= end)),
            undated=0,
            dates_in_listing=self.dates_in_listing,
            dates_in_article=self.dates_in_article,
            listings=self.listings(),
            aliases=self.aliases(),
            printed={self.key(post): self.printed(post) for post in self.posts if self.dates_in_article},
            foreign=self.foreign(),
            notes=spec.notes,
        )
