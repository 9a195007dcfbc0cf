"""The portals above the schools: read once, the links on them kept, then matched to each school."""

from __future__ import annotations

import heapq
import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from crawler.browser.shell import is_hollow, is_script_shell, turns_by_script
from crawler.extract.files import is_file_address
from crawler.extract.moved import moves_to
from crawler.extract.nodes import text_of
from crawler.extract.page import Link, Page, absolute, parse_page
from crawler.extract.pager import extract_pager
from crawler.fetched import Fetch, Fetched
from crawler.politeness import registrable_domain
from crawler.portal import Portal
from crawler.showing import Render, page_shown
from reading.addresses import same_address, site_of, within
from reading.fold import fold
from reading.school_names import is_name_of, names_other_school, naming
from records.facts import (
    Aspect,
    Coverage,
    Evidence,
    Fact,
    LinkSeen,
    PageSeen,
    Place,
    Reason,
    Relation,
    Role,
    SignalSeen,
)
from records.school import Naming, School

MOST_PAGES = 40
_DEPTH = 3
_MOST_FOLLOWED = 3
_FEW_SITES = 2
_DIRECTORY = re.compile(
    r"\b(?:(?:cac |danh sach |he thong )?(?:truong|don vi)(?: hoc| truc thuoc| thanh vien| thanh phan)?"
    r"|cong thanh (?:phan|vien)"
    r"|trang thanh (?:phan|vien)|website (?:truong|don vi|cac)|lien ket(?: website| web| truong)?|mam non"
    r"|mau giao|tieu hoc|thcs|thpt"
    r"|trung hoc(?: co so| pho thong)?|danh ba|co so giao duc|so do (?:trang|web|cong)|site ?map"
    r"|khoi (?:mam non|tieu hoc|thcs|thpt|mn|th))\b"
)
_NO_DIRECTORY = re.compile(
    r"\b(?:tin|thong bao|cong van|van ban|tuyen sinh|ket qua|ke hoach|hoi thi|ngay|nam hoc|le)\b"
)


_LEADS_ON = re.compile(
    r"\b(?:gioi thieu|co cau|to chuc|bo may|lien ket|lien he|tong quan|he thong|website|cong|dia chi|giao duc)\b"
)


@dataclass(slots=True)
class ParentLink:
    """A link on a parent's page: where it leads, its words, where it stands."""

    url: str
    text: str
    place: Place
    evidence: Evidence
    context: str = ""


@dataclass(slots=True)
class ParentSeen:
    """What was seen of one portal above the schools."""

    url: str
    site: str
    links: list[ParentLink] = field(default_factory=list)
    pages: list[PageSeen] = field(default_factory=list)
    complete: bool = False
    reason: Reason | None = None
    detail: str = ""

    @property
    def facts(self) -> list[Fact]:
        """The pages as facts."""
        return list(self.pages)


class _Step(NamedTuple):
    """A page to read: how likely it leads to schools, when it was found, its depth, and its place in a list."""

    rank: int
    order: int
    depth: int
    url: str
    listing: str
    number: int


async def visit_parent(
    url: str, fetch: Fetch, directories: tuple[str, ...] = (), render: Render | None = None
) -> ParentSeen:
    """Read a parent portal: its home, and the pages that list schools, two levels deep.

    `render` shows a page that scripts fill to a browser; without one such a page is missing, never one without links.
    """
    parent = ParentSeen(url=url, site=site_of(url))
    # Pages that speak of schools come before pages that may lead to them; the next page of a list is no deeper than it.
    queue = [_Step(0, 0, 0, url, url, 1)]
    queue += [_Step(0, index, 1, page, page, 1) for index, page in enumerate(directories, start=1)]
    heapq.heapify(queue)
    found = len(queue)
    done: set[str] = set()
    left = 0
    while queue:
        step = heapq.heappop(queue)
        depth, address = step.depth, step.url
        if same_address(address) in done:
            continue
        if len(done) >= MOST_PAGES:
            left += 1
            continue
        done.add(same_address(address))
        fetched = await fetch.get(address, Role.PARENT)
        if fetched.reason is not None:
            if fetched.reason not in (Reason.HTTP_4XX, Reason.LOGIN) or depth == 0:
                parent.reason, parent.detail = parent.reason or fetched.reason, address
            continue
        page = parse_page(fetched.body, fetched.url, fetched.content_type) if fetched.is_html else None
        if page is None:
            if depth == 0:
                parent.reason, parent.detail = Reason.NOT_HTML, address
            continue
        if depth == 0:
            parent.site = site_of(fetched.url)
        if is_script_shell(page) or (depth and step.rank == 0 and _is_unfilled(page, parent)):
            shown = await render(fetched.url, Role.PARENT) if render is not None else None
            filled = page_shown(shown) if shown is not None else None
            if shown is None or filled is None or shown.lacks or shown.goes_on or turns_by_script(filled):
                parent.reason, parent.detail = parent.reason or Reason.NEEDS_BROWSER, address
            if shown is not None and filled is not None:
                fetched, page = replace(shown, requested_url=address, redirects=fetched.redirects), filled
        _keep(parent, page, fetched, address)
        if depth >= _DEPTH:
            continue
        onward = [(rank, link.url) for link in page.links if (rank := _rank(link, parent.site, depth)) is not None]
        onward += [(0, frame) for frame in _frames(page, parent.site)]
        steps = [_Step(rank, 0, depth + 1, target, target, 1) for rank, target in onward]
        pager = extract_pager(page, step.number, step.listing, 0) if depth else None
        if pager is not None and pager.next_url and site_of(pager.next_url) == parent.site:
            steps.append(_Step(0, 0, depth, pager.next_url, step.listing, step.number + 1))
        elif pager is not None and pager.unreadable and parent.reason is None:
            parent.reason, parent.detail = Reason.PAGINATION, address
        for following in steps:
            if same_address(following.url) not in done:
                found += 1
                heapq.heappush(queue, following._replace(order=found))
    if left and parent.reason is None:
        parent.reason, parent.detail = Reason.BUDGET, f"còn {left} trang chưa đọc"
    parent.complete = bool(parent.pages) and parent.reason is None
    return parent


def _is_unfilled(page: Page, parent: ParentSeen) -> bool:
    """Tell whether a page that should list schools leads to none, and has a place that a script may fill."""
    known = {site_of(link.url) for link in parent.links} | {parent.site}
    further = {site_of(link.url) for link in page.links} - known
    return len(further) < _FEW_SITES and is_hollow(page)


def _frames(page: Page, site: str) -> list[str]:
    urls = [absolute(page, node.get("src") or "") for node in page.tree.iter("iframe", "frame")]
    return [url for url in urls if url and site_of(url) == site]


def _rank(link: Link, site: str, depth: int) -> int | None:
    """How likely a link of the parent leads to a list of its schools: 0 likely, 1 perhaps, None no."""
    if site_of(link.url) != site or is_file_address(link.url):
        return None
    key = fold(link.text)
    if not key or len(key.split()) > 10 or _NO_DIRECTORY.search(key):
        return None
    if _DIRECTORY.search(key):
        return 0
    # "Giới thiệu", "Cơ cấu tổ chức", "Liên kết": the list often hangs one page behind.
    return (
        1 if depth == 0 and link.place is not Place.MAIN and len(key.split()) <= 5 and _LEADS_ON.search(key) else None
    )


def _keep(parent: ParentSeen, page: Page, fetched: Fetched, asked: str) -> None:
    evidence = fetched.evidence(page.title, Place.HEAD)
    parent.pages.append(
        PageSeen(
            url=fetched.url,
            role=Role.PARENT,
            requested_url=asked,
            redirects=fetched.redirects,
            status=fetched.status,
            title=page.title,
            media_type=fetched.content_type,
            size=len(fetched.body),
            evidence=evidence,
        )
    )
    for link in page.links:
        row = _row_text(link)
        parent.links.append(
            ParentLink(
                url=link.url,
                text=link.text or row,
                place=Place.IMAGE if not link.text else link.place,
                evidence=evidence.model_copy(update={"quote": link.text or row or link.url, "place": link.place}),
                context=row,
            )
        )


def _row_text(link: Link) -> str:
    """The row or entry a link stands in: member tables print the name in one cell and the address in another."""
    node = link.node
    for _ in range(4):
        parent = node.getparent()
        if parent is None or parent.tag in ("body", "table", "tbody", "ul", "ol", "main", "section"):
            break
        node = parent
        if node.tag in ("tr", "li"):
            return text_of(node, 240)
    return ""


class ParentMatch:
    """Finds one school among the links of the portals above it."""

    def __init__(self, portal: Portal, parents: list[ParentSeen], own: list[tuple[str, str]]) -> None:
        self._portal = portal
        self._parents = parents
        self._own = own
        self._unfollowed: Reason | None = None

    async def run(self, fetch: Fetch) -> tuple[list[Fact], Coverage]:
        """The link facts of the school, and whether the parents were read to the end."""
        school = self._portal.school
        facts: list[Fact] = []
        for parent in self._parents:
            facts += parent.facts
            direct = [link for link in parent.links if self._is_own(link.url)]
            facts += [self._fact(parent, link) for link in _unique(direct)[:6]]
            if all(self._names_other(link) for link in direct):
                facts += await self._by_name(parent, fetch)
            if _same_domain(parent.site, self._portal.site or site_of(school.portal)) and parent.pages:
                facts.append(
                    SignalSeen(
                        name="same-domain-as-parent",
                        value=registrable_domain(parent.site.split(":")[0]),
                        evidence=parent.pages[0].evidence,
                    )
                )
        facts += self._back()
        coverage = _coverage(school, self._parents)
        if coverage.complete and self._unfollowed is not None:
            coverage = Coverage(aspect=Aspect.PARENT, complete=False, reason=self._unfollowed)
        return facts, coverage

    def _is_own(self, url: str) -> bool:
        return any(within(url, site, scope) for site, scope in self._own)

    async def _by_name(self, parent: ParentSeen, fetch: Fetch) -> list[Fact]:
        """Links that carry the school's name but another address: follow them, they may redirect to the school."""
        facts: list[Fact] = []
        named = [link for link in parent.links if self._is_named(link) and not self._is_own(link.url)]
        for link in _unique(named)[:_MOST_FOLLOWED]:
            before = len(fetch.missing)
            fetched = await fetch.get(link.url, Role.PARENT)
            del fetch.missing[before:]
            reached = fetched.url if fetched.reason is None else None
            silent = fetched.reason not in (None, Reason.HTTP_4XX, Reason.DNS, Reason.PRIVATE_ADDRESS)
            if silent and site_of(link.url) == parent.site:
                # A doorway of the parent that did not open may lead to the school.
                self._unfollowed = self._unfollowed or fetched.reason
            page = parse_page(fetched.body, fetched.url, fetched.content_type) if fetched.is_html else None
            doorway = moves_to(page) if page is not None else None
            moved = [url for url in (*fetched.redirects, fetched.url, doorway or "") if self._is_own(url)]
            names = None
            if reached is not None and page is not None:
                words = f"{page.title} | {text_of(page.tree, 20_000)}"
                names = naming(words, self._portal.school) is Naming.NAMED
            fact = self._fact(parent, link, moved[0] if moved else reached, names)
            facts.append(fact.model_copy(update={"silent": silent}))
        return facts

    def _is_named(self, link: ParentLink) -> bool:
        return Naming.NAMED in (naming(link.text, self._portal.school), naming(link.context, self._portal.school))

    def _names_other(self, link: ParentLink) -> bool:
        return not self._is_named(link) and names_other_school(link.text, self._portal.school)

    def _fact(
        self, parent: ParentSeen, link: ParentLink, resolved: str | None = None, names: bool | None = None
    ) -> LinkSeen:
        school = self._portal.school
        return LinkSeen(
            relation=Relation.PARENT_TO_SCHOOL,
            source=link.evidence.url,
            target=link.url,
            place=link.place,
            text=link.text,
            resolved=resolved,
            named=is_name_of(link.text, school) or is_name_of(link.context, school),
            names_other=self._names_other(link),
            reached_names=names,
            evidence=link.evidence,
        )

    def _back(self) -> list[Fact]:
        """Links from the school's home page to the portals above it."""
        home = self._portal.home
        if home is None or self._portal.home_evidence is None:
            return []
        sites = {parent.site for parent in self._parents} | {site_of(url) for url in self._portal.school.parents}
        links = [link for link in home.links if site_of(link.url) in sites and not self._is_own(link.url)]
        return [
            LinkSeen(
                relation=Relation.SCHOOL_TO_PARENT,
                source=self._portal.home_url,
                target=link.url,
                place=link.place if link.text else Place.IMAGE,
                text=link.text,
                evidence=self._portal.home_evidence.model_copy(
                    update={"quote": link.text or link.url, "place": link.place}
                ),
            )
            for link in links[:5]
        ]


def _unique(links: list[ParentLink]) -> list[ParentLink]:
    return list({same_address(link.url): link for link in reversed(links)}.values())[::-1]


def _same_domain(first: str, second: str) -> bool:
    one, other = registrable_domain(first.split(":")[0]), registrable_domain(second.split(":")[0])
    return bool(one) and one == other and not one.replace(".", "").isdigit() and one != "localhost"


def _coverage(school: School, parents: list[ParentSeen]) -> Coverage:
    if not school.parents:
        return Coverage(aspect=Aspect.PARENT, complete=False, reason=Reason.NO_ADDRESS)
    for parent in parents:
        if not parent.complete:
            return Coverage(aspect=Aspect.PARENT, complete=False, reason=parent.reason, detail=parent.detail)
    return Coverage(aspect=Aspect.PARENT, complete=bool(parents), reason=None if parents else Reason.NOT_LOOKED)
