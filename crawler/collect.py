"""Posts gathered during a visit: one entry for each identity, whatever the addresses under which it is met."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.extract.article import Article
from crawler.extract.views import is_other_view
from reading.addresses import same_address
from reading.dates import Order, proven_order
from reading.document_text import without_people
from reading.fold import fold
from reading.posts import DateChoice, choose_date
from records.facts import DateCandidate, DateSource, Evidence, PostSeen

_VARIANT = re.compile(
    r"(?:^|[/?&])(?:print|in-trang|printer|amp|pdf|sendmail|savefile|mobile|tmpl=component|format=pdf|outputtype=amp)(?:[/=&]|$)"
    r"|[?&](?:m=1|share=|pdf=|print=|download=|replytocom=|outputType=)",
    re.I,
)
_PROTECTED = re.compile(r"^\s*(?:Protected|Bảo vệ|Được bảo vệ|Bảo mật|Được bảo mật)\s*:\s*", re.I)
_ID_NAMES = frozenset({"id", "p", "nid", "itemid", "newsid", "articleid", "aid", "postid", "news_id", "post"})
_SHORT_EXCERPT = 60
_SAME_TITLE = 25
_SLUG = re.compile(r"^(?=(?:[^-_]*[-_]){2})[\w%.~-]{12,}$")


def is_variant(url: str) -> bool:
    """Tell whether an address is a print, PDF, AMP, mail or download variant of a post's page, or a wiki's other view
    of a page."""
    return bool(_VARIANT.search(url) or is_other_view(url))


def address_identity(url: str) -> str:
    """The identity an address gives a post: its long slug, wherever the slug hangs, else the whole address.

    The same slug under two categories is one post on every CMS that was looked at; a short last part ("123",
    "chi-tiet") says nothing alone.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return "url:" + url.lower()
    last = unquote(parts.path.rstrip("/").rsplit("/", 1)[-1])
    if _SLUG.match(last) and not parse_qsl(parts.query):
        return "slug:" + last.lower()
    return "url:" + same_address(url).lower()


def _numbers(url: str) -> set[str]:
    """The numbers of an address that may be a post's own: the last two of its path, and those of its parameters."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return set()
    found = re.findall(r"(?<![\w])(\d{2,12})(?=[/.]|$)", parts.path)[-1:] + re.findall(
        r"-(\d{2,12})(?:\.\w+)?/?$", parts.path
    )
    found += [value for name, value in parse_qsl(parts.query) if value.isdigit() and name.lower() in _ID_NAMES]
    return {number.lstrip("0") for number in found if not re.fullmatch(r"(?:19|20)\d\d", number)} - {""}


@dataclass(slots=True)
class Gathered:
    """A post in the making."""

    identity: str
    url: str
    title: str
    evidence: Evidence
    urls: list[str] = field(default_factory=list)
    dates: list[DateCandidate] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    excerpt: str = ""
    source_line: str = ""
    tenant: str | None = None
    length: int | None = None
    fingerprint: str | None = None
    opened: bool = False
    unsure: str = ""
    order: int = 0

    def take(self, article: Article) -> None:
        """Take over what the post's own page says beside its dates."""
        self.length = article.length
        self.fingerprint = article.fingerprint or None
        # A listing often shows no more than title and date: the page's own words say more.
        if len(self.excerpt) < len(self.title) + _SHORT_EXCERPT:
            self.excerpt = article.opening
        self.source_line = article.source_line
        self.categories += [label for label in article.categories if label not in self.categories]

    def fact(self) -> PostSeen:
        """The post as a fact."""
        return PostSeen(
            identity=self.identity,
            url=self.url,
            urls=tuple(url for url in self.urls if url != self.url)[:12],
            title=self.title,
            dates=tuple(self.dates[:16]),
            category_path=tuple(self.categories[:8]),
            excerpt=without_people(self.excerpt),
            source_line=self.source_line,
            tenant=self.tenant,
            length=self.length,
            fingerprint=self.fingerprint,
            listed_only=not self.opened,
            unsure=self.unsure,
            evidence=self.evidence,
        )


class Collector:
    """Gathers posts by identity and knows the day of each as far as it is known so far.

    `identity_of` is the family's: the number or name by which its addresses tell posts apart, None where it cannot say.
    """

    def __init__(self, identity_of: Callable[[str], str | None] = lambda url: None) -> None:
        self._identity_of = identity_of
        self.posts: dict[str, Gathered] = {}
        self._by_address: dict[str, str] = {}
        self._by_title: dict[str, list[str]] = {}
        self._shown: dict[str, None] = {}
        self._order: Order | None = None

    def __len__(self) -> int:
        return len(self.posts)

    def find(self, url: str) -> Gathered | None:
        """The post that was already met under an address."""
        identity = self._by_address.get(same_address(url))
        return self.posts.get(identity) if identity else None

    def add(
        self,
        url: str,
        title: str,
        evidence: Evidence,
        *,
        dates: list[DateCandidate],
        category: str = "",
        identity: str | None = None,
        excerpt: str = "",
        unsure: str = "",
    ) -> Gathered:
        """Add a post, or what a further sighting says of one that is known."""
        if match := _PROTECTED.match(title):
            title = title[match.end() :]
            unsure = "bài đặt mật khẩu, người ngoài không đọc được"
        known = self.find(url)
        identity = identity or (known.identity if known else self._identity_of(url))
        key = identity or address_identity(url)
        if known is None and identity is None and key not in self.posts:
            key = self._under_other_address(url, title) or key
        known = self.posts.get(key)
        if known is not None and identity is None and not self._same_post(known, url, title, dates, evidence.seen_at):
            key = self._under_other_address(url, title) or "url:" + same_address(url).lower()
            known = self.posts.get(key)
        if known is None:
            known = self.posts[key] = Gathered(
                identity=key, url=url, title=title, evidence=evidence, order=len(self.posts)
            )
            self._by_title.setdefault(fold(title), []).append(key)
        self._by_address[same_address(url)] = key
        if url not in known.urls:
            known.urls.append(url)
        self.add_dates(known, dates)
        if category and category not in known.categories:
            known.categories.append(category)
        if len(title) > len(known.title) and fold(title).startswith(fold(known.title).rstrip(" .…")[:40]):
            known.title = title
        known.excerpt = known.excerpt or excerpt
        known.unsure = known.unsure or unsure
        return known

    def _under_other_address(self, url: str, title: str) -> str | None:
        """A known post with the same title whose address carries the same number: another address of that post."""
        key, numbers = fold(title), _numbers(url)
        if len(key) < 10 or not numbers:
            return None
        for identity in self._by_title.get(key, ()):
            known = self.posts.get(identity)
            if known is not None and any(numbers & _numbers(other) for other in known.urls):
                return identity
        return None

    def _same_post(self, known: Gathered, url: str, title: str, dates: list[DateCandidate], seen_at: datetime) -> bool:
        """Two sightings of one slug are one post unless their dates or titles say otherwise.

        A date of change says nothing: one listing may show when a post was published, another when it was edited.
        """
        ours, theirs = self.day(known), choose_date(dates, self.order(), seen_at)
        first, second = fold(known.title), fold(title)
        if first and second and not first.startswith(second) and not second.startswith(first):
            # A slug cut short is that of two posts of one day as well; their numbers tell them apart.
            numbers = _numbers(url)
            if numbers and all(others and not numbers & others for others in map(_numbers, known.urls)):
                return False
        if ours and theirs and (ours.updated or theirs.updated):
            return first[:_SAME_TITLE] == second[:_SAME_TITLE]
        if ours and theirs and ours.source in _SHOWN and theirs.source in _SHOWN:
            return abs((ours.day - theirs.day).days) <= 2
        return not first or not second or first[:_SAME_TITLE] == second[:_SAME_TITLE]

    def add_dates(self, post: Gathered, dates: Iterable[DateCandidate]) -> None:
        """Add what a further page says of a post's date."""
        for candidate in dates:
            if candidate in post.dates:
                continue
            post.dates.append(candidate)
            if candidate.source in (DateSource.VISIBLE, DateSource.LISTING) and candidate.text not in self._shown:
                self._shown[candidate.text] = None
                self._order = None

    def order(self) -> Order:
        """The portal's day/month order as far as its dates show it."""
        if self._order is None:
            self._order = proven_order(list(self._shown))
        return self._order

    def day(self, post: Gathered) -> DateChoice | None:
        """The date of a post as far as it is known."""
        return choose_date(post.dates, self.order(), post.evidence.seen_at)

    def alias(self, url: str, post: Gathered) -> None:
        """Remember a further address of a post."""
        self._by_address.setdefault(same_address(url), post.identity)
        if url not in post.urls:
            post.urls.append(url)


_SHOWN = (
    DateSource.VISIBLE,
    DateSource.LISTING,
    DateSource.LISTING_TIME,
    DateSource.TIME_TAG,
    DateSource.API,
    DateSource.FEED,
)
