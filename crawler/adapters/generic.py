"""Any server-rendered portal: posts are what its listings list, page after page, until the window's start is passed."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from crawler.adapters.base import NEWS, Enumeration, Section
from crawler.adapters.ends import check_ends
from crawler.adapters.shapes import ARCHIVE, address_shape, coarse_place, place_of
from crawler.adapters.sources import disagreement, read_feeds, read_sitemaps, sitemap_source, surely_before
from crawler.adapters.walk import Listing, ListingWalk, is_headline
from crawler.collect import Collector, address_identity
from crawler.extract.listing import Entry
from crawler.fetched import Fetched
from crawler.portal import Portal
from crawler.section_links import CATEGORY_WORDS
from reading.addresses import same_address
from reading.fold import fold
from reading.words import section_matcher
from records.facts import DateCandidate, Reason, SourceEnd

# Sections whose entries are not news: their lists are read as sections, not counted as posts.
_NOT_NEWS = frozenset(
    {
        "cong_khai",
        "thu_tuc_bieu_mau",
        "van_ban",
        "gioi_thieu",
        "lien_he",
        "co_cau",
        "thu_vien",
        "lich_cong_tac",
        "hoi_dap_gop_y",
        "so_do_trang",
        "dang_nhap",
        "tim_kiem",
        "quan_ly_truong_hoc",
        "xet_tuyen_truc_tuyen",
    }
)
_MOST_STRANGERS = 60
_MUCH_TEXT = 800
_HOME = "Trang chủ"


class Generic:
    """The adapter of last resort, which must do well alone; families with addresses of their own build on it."""

    name = "generic"

    def recognises(self, portal: Portal) -> bool:
        """Any portal will do."""
        return True

    def prepare(self, portal: Portal) -> None:
        """Nothing is known beforehand."""

    def identity_of(self, url: str) -> str | None:
        """What the family's addresses say about a post's identity; the generic one knows nothing."""
        return None

    async def enumerate_posts(self, portal: Portal, sections: list[Section], posts: Collector) -> Enumeration:
        """Walk every listing of the navigation and the lists of the home page."""
        walk = GenericWalk(portal, posts)
        return await walk.run(sections)


class GenericWalk:
    """One enumeration of one portal."""

    def __init__(
        self,
        portal: Portal,
        posts: Collector,
        date_of: Callable[[str], DateCandidate | None] = lambda url: None,
    ) -> None:
        self._portal = portal
        self._posts = posts
        self._matcher = section_matcher(portal.vocabulary)
        self._walk = ListingWalk(portal, posts, date_of)

    async def run(self, sections: list[Section]) -> Enumeration:
        """Gather the posts; say whether that was all of them."""
        # Some portals list every post in their menu: a dated article under a headline is no section.
        places = [section for section in sections if not self._is_post(section)]
        self._walk.navigation = {same_address(section.url) for section in places}
        self._walk.navigation |= {same_address(section.opened.url) for section in places if section.opened}
        self._walk.navigation.add(same_address(self._portal.home_url))
        candidates = sorted(
            (section for section in sections if section.opened is not None), key=lambda section: self._rank(section)
        )
        done: set[str] = set()
        for section in candidates:
            assert section.opened is not None
            address = same_address(section.opened.url)
            if address in done or self._is_no_news(section):
                continue
            if self._is_post(section):
                continue
            done.add(address)
            await self._walk.walk(Listing(label=section.label, first=section.opened, keys=section.keys))
        await self._home_lists()
        feed = await read_feeds(self._portal, self._posts, self._walk.navigation)
        if feed is not None:
            self._walk.end.sources.append(feed.source)
        witnesses = [await self._check_sitemap(sections)]
        if feed is not None and feed.oldest is not None and feed.oldest < self._portal.window.start:
            witnesses.append(feed.addresses)
        opened = [self._portal.opened_home(), *(section.opened for section in sections if section.opened is not None)]
        await check_ends(self._portal, self._posts, self._walk, opened, witnesses)
        await self._walk.settle()
        if feed is not None and feed.source.exhaustive:
            # The feed lists every post of the window: what the listings left out is there.
            return self._end_with(complete=True)
        for section in sections:
            if section.opened is None and self._matters(section):
                self._walk.end.fail(self._walk.reason_of(section.url), section.url)
        self._check_news_pages(candidates)
        if not any(listing.entries for listing in self._walk.listings):
            self._walk.end.fail(Reason.NO_LISTING, "không tìm thấy danh sách tin nào")
        return self._walk.end

    def _check_news_pages(self, sections: list[Section]) -> None:
        """A news section with much text and no list of posts: they stand on that page in a way nobody reads here."""
        read = {same_address(listing.first.url) for listing in self._walk.listings if listing.entries}
        for section in sections:
            if section.opened is None or not (section.keys and section.keys[0] in NEWS) or self._is_post(section):
                continue
            if len(fold(section.label).split()) > CATEGORY_WORDS:
                continue  # A post in a list of newest ones that has a category's word in its title.
            if same_address(section.opened.url) not in read and len(section.opened.content.text) > _MUCH_TEXT:
                self._walk.end.fail(Reason.NO_LISTING, section.label)

    def _end_with(self, *, complete: bool) -> Enumeration:
        return Enumeration(sources=self._walk.end.sources, complete=complete)

    async def _check_sitemap(self, sections: list[Section]) -> frozenset[str]:
        """Open addresses of the sitemap that look like posts and stand in no listing, unless surely too old.

        Answers the addresses (`same_address`) like those of posts that it lists, when all of them are accounted for.
        """
        known = [url for post in self._posts.posts.values() for url in post.urls]
        pages = {place_of(section.url) for section in sections}
        # A title that ends in a number ("… đợt 6") makes no other kind of post of it.
        places = {coarse_place(url) for url in known if place_of(url) not in pages}
        if not places:
            return frozenset()
        entries, fetched = await read_sitemaps(self._portal)
        if fetched is None:
            return frozenset()

        def is_like(url: str) -> bool:
            return coarse_place(url) in places and place_of(url) not in pages and not ARCHIVE.search(urlsplit(url).path)

        self._walk.end.sources.append(sitemap_source(entries, fetched, is_like))
        strangers = [
            entry
            for entry in entries
            if is_like(entry.url)
            and self._posts.find(entry.url) is None
            and same_address(entry.url) not in self._walk.navigation
            and address_identity(entry.url) not in self._posts.posts
            and not surely_before(entry, self._portal)
        ]
        if len(strangers) > _MOST_STRANGERS:
            self._walk.end.fail(*disagreement(len(strangers)))
            return frozenset()
        for entry in strangers:
            await self._add_stranger(entry.url, fetched)
        return frozenset(same_address(entry.url) for entry in entries if is_like(entry.url))

    async def _add_stranger(self, url: str, source: Fetched) -> None:
        answer = await self._portal.open_article(url, "")
        if answer is None:
            if self._walk.reason_of(url) not in (Reason.HTTP_4XX, Reason.LOGIN):
                self._walk.end.fail(self._walk.reason_of(url), url)
            return
        article, evidence, _ = answer
        if not article.looks_like_article or not article.title:
            return
        post = self._posts.add(url, article.title, evidence, dates=article.dates)
        post.opened = True
        post.take(article)

    def _is_post(self, section: Section) -> bool:
        opened = section.opened
        return opened is not None and opened.is_article and is_headline(section.label, self._matcher)

    def _rank(self, section: Section) -> int:
        return 0 if set(section.keys) & NEWS else 1 if section.keys else 2

    def _is_no_news(self, section: Section) -> bool:
        keys = tuple(self._matcher.part_of.get(key, key) for key in section.keys)
        if section.keys and section.keys[0] in NEWS:
            return False
        if keys and keys[0] in _NOT_NEWS:
            return True
        above = [self._matcher.best(label) for label in section.path]
        parts = {self._matcher.part_of.get(key, key) for key in above if key}
        return bool(parts & {"cong_khai", "thu_tuc_bieu_mau"}) or "cong_khai_part" in section.keys

    def _matters(self, section: Section) -> bool:
        """A section that could not be opened matters for the posts unless it is surely none with news."""
        if not self._portal.is_own(section.url) or self._is_no_news(section):
            return False
        return self._walk.reason_of(section.url) not in (Reason.HTTP_4XX, Reason.LOGIN, Reason.NOT_HTML)

    async def _home_lists(self) -> None:
        """Posts that the home page lists, page after page where it has a pager (as blogs do)."""
        portal = self._portal
        home = portal.opened_home()
        shapes = {address_shape(url) for post in self._posts.posts.values() for url in post.urls}

        def may_be_post(entry: Entry) -> bool:
            dated = bool(entry.dates or entry.time_tags)
            return dated or address_shape(entry.url) in shapes

        listing = Listing(label=_HOME, first=home, keys=(), accepts=may_be_post)
        if home.pager.next_url and await self._walk_home(listing):
            return
        for entry in self._walk.entries(home):
            if not may_be_post(entry) or self._posts.find(entry.url) is not None:
                continue
            known = len(self._posts)
            post = self._walk.gather(entry, home, listing)
            post.categories.remove(_HOME)
            if not (entry.dates or entry.time_tags) and not post.opened:
                is_article = await self._walk.open_post(post)
                if not is_article and len(self._posts) > known:
                    del self._posts.posts[post.identity]

    async def _walk_home(self, listing: Listing) -> bool:
        """Turn the pages of the home page; False when they are not those of a list of posts.

        A pager there may belong to a box of notices: what does not turn says nothing where other lists were read.
        """
        end, others = self._walk.end, bool(self._walk.listings)
        before = end.complete, end.reason, end.detail
        await self._walk.walk(listing)
        for post in self._posts.posts.values():
            post.categories = [label for label in post.categories if label != _HOME]
        if others and listing.ended is SourceEnd.UNREACHABLE_PAGES:
            end.complete, end.reason, end.detail = before
        return bool(listing.entries)
