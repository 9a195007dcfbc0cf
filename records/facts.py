"""What a visit saw. Facts are past participles and hold no opinion; each carries where a human can look.

A fact holds signals (labels, texts, date strings as printed). What they mean is read from them when a visit is
judged, so a year of saved visits gains from a better reader without touching one portal.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from records.base import Excerpt, Quote, Record
from records.files import FileKind, FileProblem, FileSays
from records.school import Authority, School


class Place(StrEnum):
    """Where on a page something stood."""

    MENU = "menu"
    HEADING = "heading"
    MAIN = "main"
    SIDEBAR = "sidebar"
    FOOTER = "footer"
    HEADER = "header"
    HEAD = "head"
    LISTING = "listing"
    ARTICLE = "article"
    SELECT = "select"
    IMAGE = "image"
    API = "api"
    SITEMAP = "sitemap"
    FEED = "feed"
    HTTP = "http"


class Role(StrEnum):
    """Why a page was asked for."""

    HOME = "home"
    SECTION = "section"
    LISTING = "listing"
    ARTICLE = "article"
    SOURCE = "source"
    DOCUMENT = "document"
    PARENT = "parent"
    ROBOTS = "robots"


class Aspect(StrEnum):
    """What a visit can be complete or incomplete about."""

    HOME = "home"
    SECTIONS = "sections"
    POSTS = "posts"
    DOCUMENTS = "documents"
    PARENT = "parent"


class Reason(StrEnum):
    """Why something could not be seen. None of these ever costs a school a point."""

    TIMEOUT = "timeout"
    DNS = "dns"
    REFUSED = "refused"
    RESET = "reset"
    TLS = "tls"
    HTTP_4XX = "http-4xx"
    HTTP_5XX = "http-5xx"
    BLOCKED = "blocked"
    ROBOTS = "robots"
    ROBOTS_UNAVAILABLE = "robots-unavailable"
    BUDGET = "budget"
    LOGIN = "login"
    PRIVATE_ADDRESS = "private-address"
    TOO_LARGE = "too-large"
    TRUNCATED = "truncated"
    REDIRECTS = "redirects"
    BAD_URL = "bad-url"
    NOT_HTML = "not-html"
    NEEDS_BROWSER = "needs-browser"
    PAGINATION = "pagination"
    FOREIGN = "foreign"
    NO_LISTING = "no-listing"
    SOURCES_DISAGREE = "sources-disagree"
    NO_ADDRESS = "no-address"
    NOT_LOOKED = "not-looked"
    INTERRUPTED = "interrupted"
    CRASHED = "crashed"


class Route(StrEnum):
    """The way a visit took. The second one reads pages only, past caches, from another address where one is known."""

    MAIN = "main"
    SECOND = "second"


class Evidence(Record):
    """Where a human can look: the address, the moment (UTC), the SHA-256 of the bytes, and a short quote.

    `last_verified` is when the portal last bore these bytes out, None where that is the moment they were read.
    """

    url: str
    seen_at: datetime
    sha256: str | None = None
    place: Place = Place.MAIN
    quote: Quote = ""
    last_verified: datetime | None = None


class _Fact(Record):
    evidence: Evidence
    carried_from: str | None = None
    last_verified: datetime | None = None


class PageSeen(_Fact):
    """A page that answered 2xx. `redirects` are the addresses passed through, first to last."""

    kind: Literal["page"] = "page"
    url: str
    role: Role
    requested_url: str
    redirects: tuple[str, ...] = ()
    status: int
    title: Quote = ""
    media_type: str = ""
    size: int = 0


class SectionItem(Record):
    """One entry of a section's page: a post, a document or a sub-page, as printed there.

    `under` are the headings it stands under on that page, outermost first; `date_text` is any date printed beside
    it; `is_file` tells that its address is a file rather than a page.
    """

    title: Quote
    url: str
    under: tuple[Quote, ...] = ()
    date_text: Quote = ""
    is_file: bool = False


class SectionPage(Record):
    """What stood behind a section's link when it was opened. `asks_message`: it has a form to write to the school."""

    url: str
    status: int
    title: Quote = ""
    headings: tuple[Quote, ...] = ()
    breadcrumb: tuple[Quote, ...] = ()
    text: Excerpt = ""
    text_length: int = 0
    items: tuple[SectionItem, ...] = ()
    embeds: tuple[str, ...] = ()
    images: int = 0
    asks_password: bool = False
    asks_message: bool = False
    pages_read: int = 1
    pages_left: bool = False
    evidence: Evidence


class SectionSeen(_Fact):
    """A link that may lead to a section, and what was behind it; `page` is None when it was not opened.

    `path` holds the labels of the menu entries above it, outermost first. `hinted`: nobody but the office's file names
    this address.
    """

    kind: Literal["section"] = "section"
    label: Quote
    path: tuple[Quote, ...] = ()
    url: str
    linked_from: str
    place: Place
    page: SectionPage | None = None
    hinted: bool = False


class DateSource(StrEnum):
    """Where a date string of a post stood; the order of trust is reading's business, not this list's."""

    API = "api"
    VISIBLE = "visible"
    TIME_TAG = "time-tag"
    LISTING = "listing"
    LISTING_TIME = "listing-time"
    SITEMAP_PUBLISHED = "sitemap-published"
    SITEMAP_LASTMOD = "sitemap-lastmod"
    FEED = "feed"
    META = "meta"
    JSON_LD = "json-ld"
    URL = "url"
    FILE_PATH = "file-path"
    OBJECT_ID = "object-id"
    ORDER = "order"
    MODIFIED = "modified"


class DateCandidate(Record):
    """A date string that stood with a post, as printed, and where. Reading decides what it means and which wins."""

    text: Quote
    source: DateSource


class PostSeen(_Fact):
    """A post: one identity, whatever the addresses under which it was met.

    `category_path` are the labels of the listings it was found in; `source_line` is a printed "Nguồn:" or author
    line; `tenant` names the owner of its files on a shared platform; `length` counts the characters of its text,
    None when its page was not opened; `fingerprint` is a hash of that text. `listed_only` tells that the post was
    seen in a listing, feed, sitemap or API and its own page was not opened.
    """

    kind: Literal["post"] = "post"
    identity: str
    url: str
    urls: tuple[str, ...] = ()
    title: Quote
    dates: tuple[DateCandidate, ...] = ()
    category_path: tuple[Quote, ...] = ()
    excerpt: Quote = ""
    source_line: Quote = ""
    tenant: str | None = None
    length: int | None = None
    fingerprint: str | None = None
    listed_only: bool = True
    unsure: Quote = ""


class DocumentSeen(_Fact):
    """A file that a page links to. `opens` is for an anonymous visitor, None when nobody tried or it could not be told.

    `problem` says in plain Vietnamese what is wrong with it, `problems` by name, the gravest first. `pages`,
    `text_layer` and `title_lines` are what opening it showed, `ocr` whether its pages were read from pictures; `says`
    is what its text says, None when it was not opened whole; `mentions` are short quotes that say so. `members` are
    the names in an archive.
    """

    kind: Literal["document"] = "document"
    url: str
    link_text: Quote = ""
    found_on: str
    path: tuple[Quote, ...] = ()
    format: FileKind | None = None
    media_type: str = ""
    size: int | None = None
    sha256: str | None = None
    opens: bool | None = None
    problem: Quote = ""
    problems: tuple[FileProblem, ...] = ()
    pages: int | None = None
    text_layer: bool | None = None
    ocr: bool | None = None
    title_lines: tuple[Quote, ...] = ()
    mentions: tuple[Quote, ...] = ()
    says: FileSays | None = None
    members: tuple[Quote, ...] = ()


class Relation(StrEnum):
    """What kind of link a `LinkSeen` is."""

    PARENT_TO_SCHOOL = "parent-to-school"
    SCHOOL_TO_PARENT = "school-to-parent"
    SCHOOL_TO_SYSTEM = "school-to-system"


class LinkSeen(_Fact):
    """A link between portals. `resolved` is where it led when followed, None when it was not followed or led nowhere.

    `named`: its words, or those of the row it stands in, are the school's name. `names_other`: they name another
    school. `reached_names`: the page it led to names the school; None when there was none to read. `silent`: where it
    leads did not answer when it was followed, which may be for a while.
    """

    kind: Literal["link"] = "link"
    relation: Relation
    source: str
    target: str
    place: Place
    text: Quote = ""
    resolved: str | None = None
    named: bool = False
    names_other: bool = False
    reached_names: bool | None = None
    silent: bool = False


class SourceKind(StrEnum):
    """Ways in which a portal's posts were enumerated."""

    API = "api"
    SITEMAP = "sitemap"
    FEED = "feed"
    LISTING = "listing"


class SourceEnd(StrEnum):
    """Why reading a source stopped."""

    LAST_PAGE = "last-page"
    PAST_WINDOW = "past-window"
    TOTAL_REACHED = "total-reached"
    REPEATED = "repeated"
    BUDGET = "budget"
    MISSING = "missing"
    UNREACHABLE_PAGES = "unreachable-pages"


class SourceSeen(_Fact):
    """A source of posts that was read: whether it lists all of them, what it claims to hold, what was seen of it."""

    kind: Literal["source"] = "source"
    url: str
    source: SourceKind
    label: Quote = ""
    exhaustive: bool
    claimed_total: int | None = None
    seen: int
    pages: int = 1
    ended: SourceEnd


class SignalSeen(_Fact):
    """Anything else worth knowing, by name: ``generator``, ``names-school``, ``charset``, ``search``, ``feed`` …"""

    kind: Literal["signal"] = "signal"
    name: str
    value: Quote = ""


class PageMissing(_Fact):
    """A page that could not be seen, and why. Never a zero."""

    kind: Literal["missing"] = "missing"
    url: str
    role: Role
    reason: Reason
    status: int | None = None
    detail: Quote = ""


Fact = Annotated[
    PageSeen | SectionSeen | PostSeen | DocumentSeen | LinkSeen | SourceSeen | SignalSeen | PageMissing,
    Field(discriminator="kind"),
]


class AnswerSeen(Record):
    """What an address answered when it was last asked: what a later visit needs in order not to ask for all again.

    `url` is the address as asked, `final` where it led. `seen_at` and `seen_in` (a visit id) tell when these bytes were
    read, `verified_at` when the portal last said or showed that they are still so. `part` is where the archive keeps
    them, `cost` the requests it took. `older` are earlier answers of the first page of a list, newest first: what fell
    off that page since the list was last read whole stands there.
    """

    url: str
    final: str
    redirects: tuple[str, ...] = ()
    role: Role
    status: int
    reason: Reason | None = None
    headers: dict[str, str] = Field(default_factory=dict)
    accept: str = ""
    sha256: str
    size: int = 0
    part: str = ""
    tls_problem: Quote = ""
    cost: int = 1
    seen_at: datetime
    seen_in: str
    verified_at: datetime
    older: tuple[AnswerSeen, ...] = ()


class Coverage(Record):
    """Whether all that an aspect needs was read to its own end; if not, why (`reason`) and what exactly (`detail`)."""

    aspect: Aspect
    complete: bool
    reason: Reason | None = None
    detail: Quote = ""


class Window(Record):
    """A stretch of local days, both ends included, and on what it rests."""

    start: date
    end: date
    basis: str = ""

    def holds(self, day: date) -> bool:
        """Tell whether `day` lies in the window."""
        return self.start <= day <= self.end


class Visit(Record):
    """A full snapshot of what was seen of one subject in one go.

    `window` is the stretch of days for which posts were looked for: a rubric that asks for earlier days cannot call
    the posts complete. `bytes` counts what came over the wire, `requests` every request sent, robots and redirects
    included. `based_on` is the visit whose answers this one went on from, None when all was read cold; `read_whole_at`
    is when all was last read cold. `terms` is a hash of what else was asked for (year, hints, words …): only visits of
    equal terms may be carried on unread. `answers` is what the next visit may go on from; `lists_fit` tells that the
    pages of lists among them were all read, and belong together.
    """

    id: str
    subject: School | Authority
    started_at: datetime
    finished_at: datetime
    adapter: str
    crawler_version: str
    window: Window
    coverage: tuple[Coverage, ...]
    facts: tuple[Fact, ...]
    requests: int = 0
    bytes: int = 0
    based_on: str | None = None
    read_whole_at: datetime | None = None
    terms: str = ""
    answers: tuple[AnswerSeen, ...] = ()
    lists_fit: bool = False
    route: Route = Route.MAIN

    def covered(self, aspect: Aspect) -> Coverage:
        """The coverage of `aspect`; an aspect nobody reported on counts as not looked at."""
        for coverage in self.coverage:
            if coverage.aspect is aspect:
                return coverage
        return Coverage(aspect=aspect, complete=False, reason=Reason.NOT_LOOKED)
