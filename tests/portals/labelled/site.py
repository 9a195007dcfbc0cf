"""What every family's portal does alike: the truth from its input, files, and asking and answering.

A family draws its own pages. It gives `post_path`, `category_path`, `page_path`, `answer_page` and `listings`; this
base knows no markup except the pieces of a section's page, which editors type and which look alike everywhere.
"""
# ruff: noqa: E501 (markup stands on the lines on which a CMS prints it)

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html import escape as esc
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from tests.portals.labelled.model import VN, YEAR, Block, Doc, Item, LabelledPortal, ListingTruth, Menu, Page, SchoolRow
from tests.portals.labelled.text import GIF, dmy, pdf
from tests.portals.truth import (
    COUNTED_NATURES,
    DocumentTruth,
    PortalTruth,
    PostTruth,
    Provenance,
    SectionTruth,
    expected_outcomes,
    window_of,
)


@dataclass(frozen=True)
class Ask:
    """A request: decoded path, query (last value wins), the target as sent, the method, headers in lower case."""

    path: str
    query: Mapping[str, str]
    target: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """An answer."""

    body: bytes | str
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


def ask_of(target: str, method: str = "GET", headers: Mapping[str, str] | None = None) -> Ask:
    """The request that a request line's target and its headers say."""
    parts = urlsplit(target)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    return Ask(unquote(parts.path) or "/", query, target, method, headers or {})


def redirect(where: str, status: int = 302) -> Reply:
    """A redirect."""
    return Reply("", status, headers={"Location": where})


def xml(body: str, kind: str = "application/xml; charset=utf-8") -> Reply:
    """An XML answer."""
    return Reply('<?xml version="1.0" encoding="UTF-8"?>\n' + body, kind=kind)


@dataclass(frozen=True)
class Label:
    """What the roster says about a portal besides its content."""

    code: str
    name: str
    level: str
    host: str
    parent_url: str
    linked: bool | None
    provenance: Provenance
    family: str
    links_back: bool = False
    enumerable: bool = True
    why_not: str = ""
    outcomes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    notes: str = ""


class Site:
    """A portal on one host: its label, posts, pages, categories (key → label) and menu."""

    make = "site"
    dates_in_listing = True
    dates_in_article = True
    knows_dates = True
    section_of_category: Mapping[str, str] = {"tin": "tin_tuc", "vb": "van_ban"}

    def __init__(self, label: Label, items: tuple[Item, ...], pages: tuple[Page, ...], cats: Mapping[str, str],
                 menu: tuple[Menu, ...], prefix: str = "") -> None:  # fmt: skip
        self.prefix = prefix
        self.label, self.items, self.pages, self.cats, self.menu = label, items, pages, cats, menu
        self.now = datetime.now(VN)
        self.page_of = {page.key: page for page in pages}
        docs = [doc for page in pages for block in page.blocks for doc in block.docs]
        self.docs: dict[str, Doc] = {doc.path: doc for doc in docs}
        self.attached = {item.attachment: item for item in items if item.attachment}

    # ---- the family's part -------------------------------------------------------------------------------------

    def post_path(self, item: Item) -> str:
        """The canonical address of a post."""
        raise NotImplementedError

    def category_path(self, cat: str, n: int = 1) -> str:
        """The address of the n-th page (from 1) of a category."""
        raise NotImplementedError

    def page_path(self, page: Page) -> str:
        """The address of a section's page."""
        return f"{self.prefix}/{page.key}.html"

    def answer_page(self, ask: Ask) -> Reply | None:
        """The family's own pages; None for what it does not know."""
        raise NotImplementedError

    def not_found(self) -> Reply:
        """What the family says to an address it does not know."""
        return Reply("<html><head><title>404</title></head><body><h1>404 Not Found</h1></body></html>", 404)

    def listings(self) -> tuple[ListingTruth, ...]:
        """The listings, for the tests that prove the portal."""
        raise NotImplementedError

    def aliases(self) -> dict[str, str]:
        """Further addresses of posts → key."""
        return {}

    def printed(self, item: Item) -> str:
        """The date string that the post's page prints, empty when it prints none."""
        return "" if item.at is None else dmy(item.at)

    # ---- alike everywhere --------------------------------------------------------------------------------------

    @property
    def base_url(self) -> str:
        """The portal's address without a path."""
        return f"http://{self.label.host}"

    def key(self, item: Item) -> str:
        """The identity of a post in its CMS."""
        return str(item.number)

    def href(self, to: str) -> str:
        """The address a menu entry or link leads to."""
        if to == "home":
            return f"{self.prefix}/"
        kind, _, rest = to.partition(":")
        if kind == "p":
            return self.page_path(self.page_of[rest])
        if kind == "c":
            return self.category_path(rest)
        return rest if kind == "u" else "#"

    def listed(self, cat: str = "") -> list[Item]:
        """The posts of a category (all when empty), newest first."""
        return [item for item in self.items if not cat or cat in item.categories]

    def slice(self, items: list[Item], n: int, size: int) -> list[Item]:
        """The n-th page (from 1)."""
        return items[(n - 1) * size : n * size]

    def count(self, items: list[Item], size: int) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-len(items) // size))

    def files_html(self, docs: tuple[Doc, ...], style: str) -> str:
        """Links to files as an editor leaves them."""
        if style == "table":
            rows = "".join(
                f'<tr><td>{n}</td><td>{esc(d.label)}</td><td>{d.issued}</td><td><a href="{d.path}">Tải về</a></td></tr>'
                for n, d in enumerate(docs, 1)
            )
            return f"<table><tr><th>STT</th><th>Trích yếu</th><th>Ngày ban hành</th><th>Tệp</th></tr>{rows}</table>"
        if style == "onclick":
            return "".join(
                f"<p>{esc(d.label)} <a onclick=\"downloadFile('{n}a4','{d.path}')\" class=\"btn\">Tải xuống</a></p>"
                for n, d in enumerate(docs, 1)
            )
        if style == "iframe":
            return "".join(
                f'<h4>{esc(d.label)}</h4><iframe src="{d.path}" width="100%" height="800"></iframe>' for d in docs
            )
        return "<ul>" + "".join(f'<li><a href="{d.path}">{esc(d.label)}</a></li>' for d in docs) + "</ul>"

    def block_html(self, block: Block) -> str:
        """A piece of a section's page."""
        if block.kind == "p":
            return f"<p>{esc(block.text)}</p>"
        if block.kind == "h":
            return f"<h3>{esc(block.text)}</h3>"
        if block.kind == "links":
            return (
                "<ul>"
                + "".join(f'<li><a href="{self.href(to)}">{esc(text)}</a></li>' for text, to in block.links)
                + "</ul>"
            )
        if block.kind == "form":
            return '<form method="post" action="/gui-lien-he"><input name="hoten"><textarea name="noidung"></textarea><button>Gửi</button></form>'
        return self.files_html(block.docs, block.kind)

    def page_html(self, page: Page) -> str:
        """All pieces of a section's page, or the wall before it."""
        if page.wall == "login":
            return ('<form method="post" action="/dang-nhap"><p>Vui lòng đăng nhập để xem nội dung.</p><input name="user">'
                    '<input type="password" name="pass"><button>Đăng nhập</button></form>')  # fmt: skip
        if page.wall == "soft404":
            return "<h2>Không tìm thấy trang bạn yêu cầu</h2><p>Nội dung đã bị xóa hoặc không tồn tại.</p>"
        return "".join(self.block_html(block) for block in page.blocks)

    def body_html(self, item: Item) -> str:
        """A post's paragraphs, its source line and its attachment, as typed by an editor."""
        out = "".join(f"<p>{esc(text)}</p>" for text in item.body)
        if item.attachment:
            out += f'<p><a href="{item.attachment}">Tải tệp đính kèm</a></p>'
        if item.source:
            out += f'<p style="text-align: right"><strong>Nguồn: {esc(item.source)}</strong></p>'
        return out

    def clock(self) -> str:
        """Today's date as a header prints it on every page."""
        days = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
        now = datetime.now(VN)
        return f"{days[now.weekday()]}, {dmy(now)}"

    def answer(self, ask: Ask) -> Reply:
        """Answer a request; files first, then the family."""
        if ask.path in self.docs:
            doc = self.docs[ask.path]
            return Reply(pdf(doc.label), kind="application/pdf") if doc.opens else self.not_found()
        if ask.path in self.attached:
            return Reply(pdf(self.attached[ask.path].title), kind="application/pdf")
        if ask.path.lower().endswith((".jpg", ".png", ".gif", ".ico")):
            return Reply(GIF, kind="image/gif")
        if ask.path.lower().endswith((".css", ".js")):
            return Reply("/* */", kind="text/css" if ask.path.endswith("css") else "application/javascript")
        return self.answer_page(ask) or self.not_found()

    # ---- the truth ---------------------------------------------------------------------------------------------

    def _sections(self) -> dict[str, tuple[SectionTruth, ...]]:
        found: dict[str, list[SectionTruth]] = {}
        for cat, section in self.section_of_category.items():
            if cat in self.cats:
                empty = not self.listed(cat)
                found.setdefault(section, []).append(SectionTruth(self.cats[cat], self.category_path(cat), None, empty))
        for page in self.pages:
            if page.section is None:
                continue
            parts = page.years or ((None, page.empty),)
            for year, empty in parts:
                found.setdefault(page.section, []).append(SectionTruth(page.label, self.page_path(page), year, empty))
        return {key: tuple(found[key]) for key in found}

    def labelled(self) -> LabelledPortal:
        """The portal's row and truth, from its input alone."""
        label = self.label
        posts = tuple(
            PostTruth(
                key=self.key(item),
                path=self.post_path(item),
                slug=item.slug,
                title=item.title,
                published=item.at.date() if item.at and self.knows_dates else None,
                nature=item.nature,
                counted=item.nature in COUNTED_NATURES,
                categories=tuple(self.cats[cat] for cat in item.categories),
                published_at=item.at if self.knows_dates else None,
                modified_at=item.modified if self.knows_dates else None,
                traps=item.traps,
            )
            for item in self.items
        )
        sections = self._sections()
        documents = tuple(
            DocumentTruth(doc.path, doc.label, doc.section, doc.year, doc.item, doc.opens) for doc in self.docs.values()
        )
        forms = frozenset(doc.item for doc in self.docs.values() if doc.item and doc.item.startswith("bm_"))
        if any(not section.empty for section in sections.get("tuyen_sinh", ())):
            forms |= {"tuyen_sinh"}
        bare = PortalTruth(
            provenance=label.provenance, family=label.family, school_code=label.code, name=label.name, level=label.level,
            base_url=self.base_url, posts=posts, sections=sections, documents=documents, forms=forms,
            parent_to_school=label.linked, school_to_parent=label.links_back, parent_url=label.parent_url,
        )  # fmt: skip
        outcomes = expected_outcomes(level=label.level, sure=bare.sure(YEAR), possible=bare.possible(YEAR), sections=sections,
                                     forms=forms, parent_to_school=label.linked, school_year=YEAR)  # fmt: skip
        if label.linked is None:
            outcomes["3.2"] = frozenset({"unknown"})
        if not label.enumerable:
            outcomes["3.3"] = frozenset({"unknown"})
        outcomes |= dict(label.outcomes)
        truth = PortalTruth(**{**bare.__dict__, "expected": {YEAR: outcomes}})
        start, end = window_of(YEAR)
        window = Counter(p.nature for p in posts if p.published and start <= p.published <= end)
        return LabelledPortal(
            school=SchoolRow(label.code, label.name, label.level, self.base_url + self.prefix + "/", label.parent_url),
            truth=truth,
            make=self.make,
            enumerable=label.enumerable,
            why_not=label.why_not,
            window=dict(window),
            undated=sum(p.published is None for p in posts),
            dates_in_listing=self.dates_in_listing,
            dates_in_article=self.dates_in_article,
            listings=self.listings(),
            aliases=self.aliases(),
            printed={self.key(item): self.printed(item) for item in self.items if self.dates_in_article},
            foreign=self.foreign_paths(),
            notes=label.notes,
        )

    def foreign_paths(self) -> tuple[str, ...]:
        """Addresses of other tenants' posts that answer on this host."""
        return ()

    def listing_pages(
        self, cats: list[str], path: Callable[[str, int], str], size: int, main: str
    ) -> tuple[ListingTruth, ...]:
        """Listings of the given categories in pages of `size`, addressed by `path`."""
        found = []
        for cat in cats:
            items = self.listed(cat)
            pages = tuple(path(cat, n) for n in range(1, self.count(items, size) + 1))
            found.append(ListingTruth(pages, tuple(self.key(item) for item in items), main))
        return tuple(found)


def attr(text: str) -> str:
    """Text for an attribute's value."""
    return esc(text, quote=True)


def q(text: str) -> str:
    """Text for a query's value."""
    return quote(text, safe="")
