"""One school's portal as the crawler knows it while it visits: its home, its template, the pages opened so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from crawler.browser.shell import is_hollow, is_script_shell
from crawler.extract.article import Article, extract_article
from crawler.extract.content import Content, extract_content
from crawler.extract.files import is_file_address
from crawler.extract.interface import Interface
from crawler.extract.listing import Group, extract_groups
from crawler.extract.moved import is_shut, moved_to, moves_to
from crawler.extract.page import Link, Page, parse_page
from crawler.extract.pager import Pager, extract_pager
from crawler.extract.template import Template, learn_template, with_clocks
from crawler.fetched import Fetch, Fetched
from crawler.showing import Showing, interfaces_of
from reading.addresses import same_address, site_of, within
from reading.dates import LOCAL
from reading.fold import fold
from reading.words import section_matcher
from records.facts import Aspect, Evidence, Fact, PageMissing, PageSeen, Place, Reason, Role, SignalSeen, Window
from records.school import School
from records.vocabulary import Vocabulary

_NO_SUCH_PAGE = "kiemcong-trang-khong-ton-tai-4f7a91"
_DATED_LIST = 3


@dataclass(slots=True)
class Opened:
    """A page of the portal, read: its content, its lists, its pager. The tree itself is not kept.

    `hollow`: there is a place on it that a script may fill. `interfaces` brought the lists that a browser showed on it.
    """

    url: str
    fetched: Evidence
    status: int
    title: str
    content: Content
    groups: list[Group]
    pager: Pager
    links: list[Link]
    is_article: bool = False
    hollow: bool = False
    interfaces: tuple[Interface, ...] = ()

    @property
    def is_dated(self) -> bool:
        """Tell whether it shows a list of dated entries."""
        return any(group.dated >= _DATED_LIST for group in self.groups if group.place is Place.MAIN)


@dataclass(slots=True)
class Portal:
    """The state of one visit. `site` and `scope` say which addresses are the school's own.

    `showing` is its use of the browser. `new_in_frame` holds the keys (see `Content`) of what came into the frame since
    an earlier visit read most of the pages, `earlier_answers` what that visit knows of a list's first page.
    `entries` are addresses to be tried before the school's own.
    """

    school: School
    window: Window
    school_year: str
    vocabulary: Vocabulary
    fetch: Fetch
    facts: list[Fact] = field(default_factory=list)
    home_url: str = ""
    site: str = ""
    scope: str = "/"
    template: Template = field(default_factory=Template)
    home: Page | None = None
    home_evidence: Evidence | None = None
    home_missing: Reason | None = None
    soft_404: str = ""
    frame: frozenset[str] = frozenset()
    showing: Showing = field(default_factory=Showing)
    entries: tuple[str, ...] = ()
    of_other_tenant: Callable[[str], bool] = field(default=lambda url: False)
    new_in_frame: frozenset[str] = frozenset()
    earlier_answers: Callable[[str], list[Fetched]] = field(default=lambda url: [])
    _opened: dict[str, Opened | None] = field(default_factory=dict)
    _articles: dict[str, tuple[Article, Evidence, str] | None] = field(default_factory=dict)

    def is_own(self, url: str) -> bool:
        """Tell whether an address lies on the school's own portal."""
        return within(url, self.site, self.scope) and not self.of_other_tenant(url)

    async def open_home(self) -> bool:
        """Find and read the home page; learn the template. False when the portal cannot be read."""
        fetched = await self._home_answer(self.school.portal)
        if fetched is None:
            return False
        page = parse_page(fetched.body, fetched.url, fetched.content_type) if fetched.is_html else None
        for _ in range(3):
            target = (moves_to(page) or moved_to(page)) if page is not None else None
            if target is None or same_address(target) == same_address(fetched.url):
                break
            again = await self.fetch.get(target, Role.HOME)
            if again.reason is not None:
                break
            fetched, page = again, parse_page(again.body, again.url, again.content_type)
        if page is None:
            self._missing(fetched, Reason.NOT_HTML)
            return False
        if is_shut(page):
            self._missing(fetched, Reason.HTTP_5XX)
            return False
        if is_script_shell(page):
            matcher = section_matcher(self.vocabulary)
            fetched, page = await self.showing.home_page(self.fetch, fetched, page, matcher)
        self.home, self.home_url = page, fetched.url
        self.site = site_of(fetched.url)
        self.scope = _scope(page, self.school.portal)
        self.home_evidence = fetched.evidence(page.title, Place.HEAD)
        self.facts.append(
            PageSeen(
                url=fetched.url,
                role=Role.HOME,
                requested_url=self.school.portal,
                redirects=fetched.redirects,
                status=fetched.status,
                title=page.title,
                media_type=fetched.content_type,
                size=len(fetched.body),
                evidence=self.home_evidence,
            )
        )
        if fetched.tls_problem:
            self.signal("tls", fetched.tls_problem)
        if self.scope != "/":
            self.signal("scope", self.scope)
        if is_script_shell(page):
            self._missing(fetched, Reason.NEEDS_BROWSER)
            return False
        await self._learn_template()
        self.template = with_clocks(self.template, page, fetched.seen_at.astimezone(LOCAL).date())
        return True

    async def _get(self, url: str, role: Role) -> Fetched:
        """Fetch a page; where it comes as the empty frame that the home page was, show it to a browser."""
        if self.is_own(url) and self.showing.is_for_browser(url):
            return await self.showing.page(url, role)
        fetched = await self.fetch.get(url, role)
        return await self.showing.filled(fetched) if self.is_own(fetched.url) else fetched

    async def open_in_browser(self, hollow: Opened) -> Opened | None:
        """A page whose list scripts fill or turn, as a browser shows it; None where that is no list either."""
        found = await self.showing.list_of(self.fetch, hollow.url) if self.is_own(hollow.url) else None
        if found is None:
            return None
        shown, page = found
        evidence = shown.evidence(page.title, Place.HEAD)
        opened = self._read(page, evidence, shown.status, hollow.url, 1, whole=not shown.lacks, shown=shown)
        if not opened.is_dated and not opened.interfaces:
            return None
        # Further pages of a list that a script fetches have no address.
        self.showing.unturned[opened.url] = (Aspect.POSTS,)
        for key, known in list(self._opened.items()):
            if known is hollow:
                self._opened[key] = opened
        return opened

    async def _home_answer(self, url: str) -> Fetched | None:
        """Fetch the home page, trying the other scheme and the other www where the given one does not answer."""
        for entry in self.entries:
            answer = await self.fetch.get(entry, Role.HOME)
            if answer.reason is None:
                return answer
            self.fetch.missing[:] = [known for known in self.fetch.missing if known.role is not Role.HOME]
        first = await self.fetch.get(url, Role.HOME)
        if first.reason is None:
            return first
        tried = [first]
        for other in _other_addresses(url, first.reason):
            answer = await self.fetch.get(other, Role.HOME)
            if answer.reason is None:
                # The school's address answers after all, only spelt differently: nothing is missing.
                self.fetch.missing[:] = [known for known in self.fetch.missing if known.role is not Role.HOME]
                return answer
            tried.append(answer)
        self.home_missing = first.reason
        return None

    async def _learn_template(self) -> None:
        """Ask for an address that cannot exist: what comes back is the template, or shows that 404s are soft."""
        base = urljoin(self.home_url, self.scope if self.scope != "/" else "/")
        before = len(self.fetch.missing)
        fetched = await self._get(urljoin(base.rstrip("/") + "/", _NO_SUCH_PAGE), Role.SOURCE)
        del self.fetch.missing[before:]
        if not fetched.body or not fetched.is_html:
            return
        page = parse_page(fetched.body, fetched.url, fetched.content_type)
        assert self.home is not None
        if page is None:
            return
        if fetched.reason is None and same_address(fetched.url) == same_address(self.home_url):
            # Unknown addresses lead home: that page has content of its own and teaches nothing.
            self.signal("soft-404", "home")
            return
        menu = {link.url for link in self.home.links if link.place is Place.MENU}
        shared = menu & {link.url for link in page.links}
        if fetched.reason is None:
            self.soft_404 = fold(page.title)
            self.signal("soft-404", page.title)
            if fold(self.home.title) == fold(page.title) and len(page.links) > 0.9 * len(self.home.links):
                return
        if len(shared) >= 0.5 * len(menu) and shared:
            self.template = learn_template(page)

    def signal(self, name: str, value: str, evidence: Evidence | None = None) -> None:
        """Write down a signal."""
        evidence = evidence or self.home_evidence
        if evidence is not None:
            self.facts.append(SignalSeen(name=name, value=value, evidence=evidence))

    def _missing(self, fetched: Fetched, reason: Reason) -> None:
        self.home_missing = reason
        self.fetch.missing.append(
            PageMissing(
                url=fetched.url,
                role=Role.HOME,
                reason=reason,
                status=fetched.status or None,
                evidence=fetched.evidence(place=Place.HTTP),
            )
        )

    async def open_page(self, url: str, role: Role, listing: str | None = None, number: int = 1) -> Opened | None:
        """Open a page of the portal once; None when it is missing (the reason is in the fetcher's list).

        For a later page of a listing, `listing` is the address of its first page and `number` counts from 1.
        """
        key = same_address(url)
        if key in self._opened:
            return self._opened[key]
        opened = await self._open(url, role, listing or url, number)
        self._opened[key] = opened
        if opened is not None:
            self._opened.setdefault(same_address(opened.url), opened)
        return opened

    async def _open(self, url: str, role: Role, listing: str, number: int) -> Opened | None:
        fetched = await self._get(url, role)
        if fetched.reason is not None:
            return None
        if not fetched.is_html:
            self._not_html(fetched, url, role)
            return None
        page = parse_page(fetched.body, fetched.url, fetched.content_type, routes=self.showing.by_browser)
        if page is None or is_file_address(moves_to(page) or ""):
            # What only sends its visitor on to a file is that file.
            self._not_html(fetched, url, role)
            return None
        evidence = fetched.evidence(page.title, Place.HEAD)
        self.facts.append(
            PageSeen(
                url=fetched.url,
                role=role,
                requested_url=url,
                redirects=fetched.redirects,
                status=fetched.status,
                title=page.title,
                media_type=fetched.content_type,
                size=len(fetched.body),
                evidence=evidence,
            )
        )
        self.showing.look_at(page)
        return self._read(page, evidence, fetched.status, listing, number, whole=not fetched.lacks, shown=fetched)

    def earlier(self, first: Opened) -> Iterator[Opened]:
        """The first page of a list as earlier visits read it, newest first, where the tail of it is still needed."""
        for fetched in self.earlier_answers(first.url):
            page = parse_page(fetched.body, fetched.url, fetched.content_type)
            if page is not None:
                yield self._read(page, fetched.evidence(page.title, Place.HEAD), fetched.status, first.url, 1)

    def opened_home(self) -> Opened:
        """The home page as a page with lists; it is not fetched again."""
        assert self.home is not None
        assert self.home_evidence is not None
        key = same_address(self.home_url)
        whole = self.showing.unshown.get(Aspect.POSTS) != self.home_url
        opened = self._opened.get(key) or self._read(
            self.home, self.home_evidence, 200, self.home_url, 1, whole=whole, shown=self.showing.home
        )
        self._opened[key] = opened
        return opened

    def _read(
        self,
        page: Page,
        evidence: Evidence,
        status: int,
        listing: str,
        number: int,
        *,
        whole: bool = True,
        shown: Fetched | None = None,
    ) -> Opened:
        groups = extract_groups(page, self.template.links)
        if not whole:
            # Where a list could not be fetched, the next best row of links is not that list.
            groups = [group for group in groups if group.dated]
        opened = Opened(
            url=page.url,
            fetched=evidence,
            status=status,
            title=page.title,
            content=extract_content(page, self.template, self.home_url),
            groups=groups,
            pager=extract_pager(page, number, listing, _largest(groups), self.template.controls),
            links=[_without_node(link) for link in page.links],
            is_article=not any(group.dated >= _DATED_LIST for group in groups if group.place is Place.MAIN)
            and extract_article(page, self.template).looks_like_article,
            hollow=is_hollow(page),
            interfaces=interfaces_of(page, shown) if shown is not None else (),
        )
        if page is not self.home and any(one.unlike and one.dated and one.in_main for one in opened.interfaces):
            # The page shows some of what its script got, and nothing tells which: more may be seen than was taken down.
            self.showing.unturned.setdefault(page.url, (Aspect.POSTS,))
        for group in groups:
            for entry in group.entries:
                entry.node = None
        return opened

    def came_as_files(self) -> frozenset[str]:
        """The addresses that were opened as pages and came as something else: files behind addresses that do not say
        so."""
        return frozenset(same_address(one.url) for one in self.fetch.missing if one.reason is Reason.NOT_HTML)

    def _not_html(self, fetched: Fetched, url: str, role: Role) -> None:
        self.fetch.missing.append(
            PageMissing(
                url=url,
                role=role,
                reason=Reason.NOT_HTML,
                status=fetched.status,
                detail=fetched.content_type or "trang rỗng",
                evidence=fetched.evidence(place=Place.HTTP),
            )
        )

    async def open_article(self, url: str, title_hint: str) -> tuple[Article, Evidence, str] | None:
        """Open an article page once: what it shows, where that can be seen, and its final address."""
        key = same_address(url)
        if key not in self._articles:
            self._articles[key] = await self._open_article(url, title_hint)
        return self._articles[key]

    async def _open_article(self, url: str, title_hint: str) -> tuple[Article, Evidence, str] | None:
        fetched = await self._get(url, Role.ARTICLE)
        if fetched.reason is not None or not fetched.is_html:
            return None
        page = parse_page(fetched.body, fetched.url, fetched.content_type)
        if page is None:
            return None
        article = extract_article(page, self.template, title_hint)
        return article, fetched.evidence(article.title, Place.ARTICLE), fetched.url


def _without_node(link: Link) -> Link:
    # Links outlive their page; the tree must not.
    return Link(
        url=link.url,
        text=link.text,
        place=link.place,
        path=link.path,
        node=_NO_NODE,
        by_script=link.by_script,
        rel=link.rel,
    )


_NO_NODE = parse_page(b"<p>.</p>", "http://none.invalid/").tree  # type: ignore[union-attr]


def _largest(groups: list[Group]) -> int:
    return max((len(group.entries) for group in groups), default=0)


def _other_addresses(url: str, reason: Reason) -> list[str]:
    """The same portal under the other scheme or the other www."""
    if reason not in (Reason.DNS, Reason.REFUSED, Reason.TLS, Reason.RESET, Reason.TIMEOUT):
        return []
    parts = urlsplit(url)
    if parts.port is not None:
        return []
    host = parts.hostname or ""
    others: list[str] = []
    if reason is not Reason.DNS:
        others.append(parts._replace(scheme="https" if parts.scheme == "http" else "http").geturl())
    if reason is Reason.DNS and not host.replace(".", "").isdigit():
        other = host.removeprefix("www.") if host.startswith("www.") else "www." + host
        others.append(parts._replace(netloc=other).geturl())
    return others


def _scope(page: Page, given: str) -> str:
    """The path a school lives under, when its portal is a part of another one (``pgd.edu.vn/truong-th-abc/``)."""
    path = urlsplit(page.url).path if urlsplit(given).path in ("", "/") else urlsplit(given).path
    parts = path.strip("/").split("/")
    first = parts[0] if parts else ""
    if not first or "." in first:
        return "/"
    own = [link.url for link in page.links if site_of(link.url) == site_of(page.url)]
    scope = f"/{first}/"
    below = sum(within(url, site_of(page.url), scope) for url in own)
    return scope if own and below >= 0.5 * len(own) and below >= 3 else "/"
