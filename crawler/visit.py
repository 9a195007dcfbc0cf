"""A visit to one school, told as a story: home → sections → posts → documents → parents → done."""

from __future__ import annotations

import hashlib
import logging
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version

from crawler.adapters.base import NEWS, Adapter, Enumeration, Section
from crawler.adapters.drupal import Drupal
from crawler.adapters.generic import Generic
from crawler.adapters.joomla import Joomla
from crawler.adapters.nukeviet import NukeViet
from crawler.adapters.quangich import QuangIch
from crawler.adapters.vhv import Vhv
from crawler.adapters.vnpt import Vnpt
from crawler.adapters.wordpress import WordPress
from crawler.collect import Collector, Gathered
from crawler.document_opening import DocumentOpener
from crawler.documents import CarriedDocument, DocumentPass
from crawler.extract.duties import portal_duties
from crawler.extract.files import is_file_address
from crawler.extract.nodes import text_of
from crawler.extract.safety import page_safety
from crawler.fetch import Fetcher
from crawler.memory import Memory
from crawler.order import BatchOrder
from crawler.outgoing import write_outgoing
from crawler.parents import ParentMatch, ParentSeen
from crawler.portal import Portal
from crawler.reposts import look_for_reposts
from crawler.section_links import menu_files
from crawler.sections import SectionWalk
from crawler.showing import Showing
from reading.addresses import same_address, site_of
from reading.risks import PUPILS_SIGNAL
from reading.school_names import mentions
from reading.school_years import school_years_in
from reading.words import item_matcher, section_matcher
from records.facts import (
    Aspect,
    Coverage,
    DocumentSeen,
    Fact,
    Place,
    PostSeen,
    Reason,
    Route,
    SectionSeen,
    SourceEnd,
    Visit,
)
from records.school import Authority, School

logger = logging.getLogger(__name__)
ADAPTERS: tuple[Adapter, ...] = (
    WordPress(),
    NukeViet(),
    Joomla(),
    Drupal(),
    Vhv(),
    Vnpt(),
    QuangIch(),
    Generic(),
)
"""The families in the order they are asked; the generic one takes what is left."""
_MOST_POSTS_FOR_FILES = 16
_FEW_HEADLINES = 2
_HEADLINE_WORDS = 6
_LITTLE_TEXT = 400


def crawler_version() -> str:
    """The version of the crawler, as saved with each visit."""
    try:
        return version("kiemcong")
    except PackageNotFoundError:
        return "0"


def visit_id(code: str, started_at: datetime) -> str:
    """An id that names the school and the moment, safe as a file name."""
    safe = "".join(char if char.isascii() and char.isalnum() else "-" for char in code)[:40].strip("-") or "x"
    return f"{started_at:%Y%m%dT%H%M%S}-{safe}-{hashlib.sha256(code.encode()).hexdigest()[:6]}"


def _entries(school: School) -> tuple[str, ...]:
    """Other addresses at which the office knows the school's portal."""
    return tuple(f"http://{alias}/" for alias in school.aliases if "." in alias and " " not in alias)


class SchoolVisit:
    """One visit of one school; `fetcher` carries its budget, `opener` is the batch's."""

    def __init__(
        self,
        school: School,
        order: BatchOrder,
        fetcher: Fetcher,
        parents: list[ParentSeen],
        opener: DocumentOpener,
    ) -> None:
        self._school = school
        self._order = order
        self._fetcher = fetcher
        self._parents = parents
        self._opener = opener
        self._started_at = datetime.now(UTC)
        self.id = visit_id(school.code, self._started_at)
        self._carried_document: CarriedDocument = lambda document: None
        self._known_files: dict[str, DocumentSeen] = {}
        self._portal = Portal(
            school=school,
            window=order.window,
            school_year=order.school_year,
            vocabulary=order.vocabulary,
            fetch=fetcher,
            showing=Showing(fetcher.render if fetcher.renders_left() else None, fetcher.renders_left),
            entries=_entries(school) if order.route is Route.SECOND else (),
        )
        self._coverage: dict[Aspect, Coverage] = {}
        self._adapter: Adapter = Generic()

    async def run(self) -> Visit:
        """Visit the school. A failure inside one step costs that step only."""
        if await self._step(Aspect.HOME, self._home):
            await self._step(Aspect.SECTIONS, self._sections_and_posts)
        self._doubt_what_no_browser_showed()
        return await self._ended()

    async def _ended(self) -> Visit:
        await self._step(Aspect.PARENT, self._parent)
        return self._visit()

    def go_on_from(self, memory: Memory, new_in_frame: frozenset[str]) -> None:
        """Use what an earlier visit knows besides the answers that the fetcher recalls."""
        self._portal.new_in_frame = new_in_frame
        self._portal.earlier_answers = memory.older
        self._carried_document = memory.carried_document

    def know_files(self, last: Visit) -> None:
        """Do not parse again the files whose bytes are those that the last visit read."""
        self._known_files = {
            same_address(fact.url): fact
            for fact in last.facts
            if isinstance(fact, DocumentSeen) and fact.says is not None
        }

    async def carry_on(self, base: Visit) -> Visit:
        """The visit where nothing is otherwise than `base` found it: only the home page and the links from above are
        read."""
        if not await self._step(Aspect.HOME, self._home):
            return self._visit()
        self._portal.facts[:] = base.facts
        self._coverage = {one.aspect: one for one in base.coverage}
        return await self._ended()

    async def _step(self, aspect: Aspect, step: object) -> bool:
        try:
            await step()  # type: ignore[operator]
        except Exception as error:  # one step must not cost the visit; the reason is kept
            logger.exception("%s of %s failed", aspect, self._school.code)
            self._coverage[aspect] = Coverage(
                aspect=aspect, complete=False, reason=Reason.CRASHED, detail=f"{type(error).__name__}: {error}"
            )
        coverage = self._coverage.get(aspect)
        return coverage is not None and coverage.complete

    def _doubt_what_no_browser_showed(self) -> None:
        """Where a browser did not show all of the portal, nothing is known to be absent."""
        for aspect, url in self._portal.showing.doubts().items():
            if aspect in self._coverage:
                self._coverage[aspect] = Coverage(
                    aspect=aspect, complete=False, reason=Reason.NEEDS_BROWSER, detail=url
                )

    async def _show_empty_lists(self, walk: SectionWalk) -> None:
        """Lists of news that a script fetches are empty without a browser; the first one tells whether they are.

        Where another list of news came whole from the server, an empty one is just empty.
        """
        news = [section for section in walk.sections if section.opened is not None and set(section.keys) & NEWS]
        if any(section.opened is not None and section.opened.is_dated for section in news):
            return
        for section in news:
            opened = section.opened
            if opened is None or not opened.hollow:
                continue
            own = opened.content.without(walk.common())
            headlines = sum(len(item.title.split()) >= _HEADLINE_WORDS for item in own.items)
            if headlines > _FEW_HEADLINES or len(own.text) > _LITTLE_TEXT:
                continue
            if self._portal.showing.render is None:
                self._portal.showing.doubt(opened.url, Aspect.POSTS)
                return
            shown = await self._portal.open_in_browser(opened)
            if shown is None:
                return
            section.opened = shown

    async def _home(self) -> None:
        portal = self._portal
        seen = await portal.open_home()
        self._coverage[Aspect.HOME] = Coverage(
            aspect=Aspect.HOME, complete=seen, reason=None if seen else portal.home_missing or Reason.NOT_LOOKED
        )
        if portal.home is not None:
            self._say_whose()
        if seen:
            self._adapter = self._family()
            self._adapter.prepare(portal)

    def _family(self) -> Adapter:
        allowed = self._order.adapters
        return next(
            adapter
            for adapter in ADAPTERS
            if (allowed is None or adapter.name in (*allowed, "generic")) and adapter.recognises(self._portal)
        )

    def _say_whose(self) -> None:
        """Write down what the home page says of whose it is."""
        portal = self._portal
        home = portal.home
        assert home is not None
        portal.signal("home-title", home.title)
        for name in ("og:site_name", "og:title", "description", "author", "copyright"):
            if value := home.meta(name):
                portal.signal("home-site-name" if name.startswith("og:") else f"home-meta-{name}", value)
        for node, place in list(home.regions.items()):
            if place in (Place.HEADER, Place.FOOTER):
                text = text_of(node, 300)
                pictures = " ".join((image.get("alt") or "") for image in node.iter("img"))[:200]
                if text or pictures:
                    portal.signal(
                        "home-header" if place is Place.HEADER else "home-footer", f"{pictures} {text}".strip()
                    )
        for node in home.tree.iter("h1"):
            if text := text_of(node, 200):
                portal.signal("home-header", text)
        pictures = " | ".join(filter(None, (image.get("alt") or image.get("title") for image in home.tree.iter("img"))))
        for piece in mentions(f"{text_of(home.tree, 200_000)} | {pictures}", self._school):
            portal.signal("home-mention", piece)
        if generator := home.meta("generator"):
            portal.signal("generator", generator)
        portal.signal("charset", home.charset)
        for name, value in portal_duties(home).items():
            portal.signal(f"duty-{name}", value)
        portal.signal("duties-looked", "1")
        for name, value in page_safety(home).items():
            portal.signal(f"safety-{name}", value)
        portal.signal("safety-looked", "1")

    async def _sections_and_posts(self) -> None:
        portal = self._portal
        walk = SectionWalk(portal, self._order.hints.get(self._school.code, ()))
        try:
            await walk.walk()
            await self._show_empty_lists(walk)
        finally:
            walk.write()
            write_outgoing(portal, walk.sections)
            portal.frame = walk.frame() | portal.new_in_frame
            complete, reason, detail = walk.is_complete()
            self._coverage[Aspect.SECTIONS] = Coverage(
                aspect=Aspect.SECTIONS, complete=complete, reason=reason, detail=detail
            )
        await self._step(Aspect.POSTS, lambda: self._posts(walk.sections))
        await self._step(Aspect.DOCUMENTS, self._documents)

    async def _posts(self, sections: list[Section]) -> None:
        portal = self._portal
        adapter = self._adapter
        self.collector = Collector(adapter.identity_of)
        enumeration = Enumeration(complete=True)
        try:
            enumeration = await adapter.enumerate_posts(portal, sections, self.collector)
        except Exception as error:
            logger.exception("enumeration of %s failed", self._school.code)
            enumeration.fail(Reason.CRASHED, f"{type(error).__name__}: {error}")
        await look_for_reposts(portal, self.collector, self._order.posts_wanted)
        for source in enumeration.sources:
            if source.ended in (SourceEnd.MISSING, SourceEnd.BUDGET) and enumeration.complete:
                enumeration.fail(Reason.NOT_LOOKED, source.url)
        portal.facts.extend(enumeration.sources)
        self._coverage[Aspect.POSTS] = Coverage(
            aspect=Aspect.POSTS,
            complete=enumeration.complete,
            reason=None if enumeration.complete else enumeration.reason,
            detail=enumeration.detail,
        )

    async def _documents(self) -> None:
        portal = self._portal
        documents = DocumentPass(
            portal, self._order.budget, self._opener, carried=self._carried_document, known=self._known_files
        )
        documents.collect()
        home, evidence = portal.home, portal.home_evidence
        if home is not None and evidence is not None:
            for link in menu_files(portal, home.links):
                documents.add(link.url, link.text, portal.home_url, link.path, evidence)
        for post in self._posts_with_files():
            await self._files_of(post, documents)
        self._coverage[Aspect.DOCUMENTS] = await documents.open()
        self._portal.facts.extend(post.fact() for post in self.collector.posts.values() if self._is_known_post(post))

    def _is_known_post(self, post: Gathered) -> bool:
        """Among links without days that only a browser shows, posts are not told from categories by opening each."""
        if not self._portal.showing.by_browser or self.collector.day(post) is not None:
            return True
        self._portal.showing.doubt(post.url, Aspect.POSTS)
        return False

    def _posts_with_files(self) -> list[Gathered]:
        """Posts whose title speaks of a form or of công khai: those of the audited year and undated ones."""
        items = item_matcher(self._order.vocabulary)
        sections = section_matcher(self._order.vocabulary)
        found = []
        for post in self.collector.posts.values():
            key = items.best(post.title)
            if key is None:
                continue
            is_form = key.startswith("bm_") and "thu_tuc_bieu_mau" in {name for name, _ in sections.matches(post.title)}
            is_form = is_form or key in (
                "bm_nghi_hoc",
                "bm_phuc_khao",
                "bm_chuyen_truong",
                "bm_don_khac",
                "bm_xac_nhan",
            )
            years = school_years_in(post.title)
            is_cong_khai = key.startswith("ck_") and "cong khai" in " ".join(
                name.replace("_", " ") for name, _ in sections.matches(post.title)
            )
            choice = self.collector.day(post)
            in_window = choice is None or self._order.window.holds(choice.day)
            if is_form or (is_cong_khai and (self._order.school_year in years or (not years and in_window))):
                found.append(post)
        return found[:_MOST_POSTS_FOR_FILES]

    async def _files_of(self, post: Gathered, documents: DocumentPass) -> None:
        answer = await self._portal.open_article(post.url, post.title)
        if answer is None:
            return
        article, evidence, final = answer
        post.opened = True
        for url, text in article.files:
            if is_file_address(url):
                # Under the post's category, not its title: "Mẫu đơn …" as a headline is no section of forms.
                documents.add(
                    url, f"{post.title} – {text}" if text else post.title, final, tuple(post.categories[:1]), evidence
                )

    async def _parent(self) -> None:
        portal = self._portal
        own = [(site_of(self._school.portal), portal.scope)]
        own += [(site_of(alias), "/") for alias in self._school.aliases if "." in alias]
        if portal.site:
            own.append((portal.site, portal.scope))
        facts, coverage = await ParentMatch(portal, self._parents, own).run(self._fetcher)
        portal.facts.extend(facts)
        self._coverage[Aspect.PARENT] = coverage

    def _visit(self) -> Visit:
        for count, evidence in self._fetcher.pupils.values():
            self._portal.signal(PUPILS_SIGNAL, str(count), evidence)
        withheld = {evidence.sha256 for _, evidence in self._fetcher.pupils.values()}
        facts: list[Fact] = [*(_nameless(fact, withheld) for fact in self._portal.facts), *self._fetcher.missing]
        return Visit(
            id=self.id,
            subject=self._school,
            started_at=self._started_at,
            finished_at=datetime.now(UTC),
            adapter=self._adapter.name if self._portal.home is not None else "none",
            crawler_version=crawler_version(),
            window=self._order.window,
            coverage=tuple(
                self._coverage.get(aspect, Coverage(aspect=aspect, complete=False, reason=self._why_not_looked()))
                for aspect in Aspect
            ),
            facts=tuple(facts),
            requests=self._fetcher.tally.requests,
            bytes=self._fetcher.tally.bytes,
            route=self._order.route,
        )

    def _why_not_looked(self) -> Reason:
        if self._fetcher.stopped():
            return Reason.INTERRUPTED
        home = self._coverage.get(Aspect.HOME)
        return (home.reason if home and not home.complete else None) or Reason.NOT_LOOKED


def _nameless(fact: Fact, withheld: set[str | None]) -> Fact:
    """A fact of a page that lists pupils, with nothing of the page's words but its title."""
    if isinstance(fact, SectionSeen) and fact.page is not None and fact.page.evidence.sha256 in withheld:
        page = fact.page
        evidence = page.evidence.model_copy(update={"quote": page.title})
        nameless = page.model_copy(update={"text": "", "headings": page.headings[:1], "evidence": evidence})
        return fact.model_copy(update={"page": nameless})
    if isinstance(fact, PostSeen) and fact.evidence.sha256 in withheld:
        return fact.model_copy(update={"excerpt": ""})
    return fact


def authority_visit(
    authority: Authority, parent: ParentSeen, order: BatchOrder, fetcher: Fetcher, started_at: datetime
) -> Visit:
    """The visit of a portal above the schools, as a record of its own."""
    return Visit(
        id=visit_id(authority.id, started_at),
        subject=authority,
        started_at=started_at,
        finished_at=datetime.now(UTC),
        adapter="generic",
        crawler_version=crawler_version(),
        window=order.window,
        coverage=(
            Coverage(aspect=Aspect.PARENT, complete=parent.complete, reason=parent.reason, detail=parent.detail),
        ),
        facts=(*parent.facts, *fetcher.missing),
        requests=fetcher.tally.requests,
        bytes=fetcher.tally.bytes,
    )
