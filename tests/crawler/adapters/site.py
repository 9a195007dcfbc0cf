"""A school's portal in memory for tests of enumeration: listings made from posts, every request counted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from crawler.adapters.base import Enumeration
from crawler.adapters.generic import GenericWalk
from crawler.collect import Collector
from crawler.fetched import Fetched
from crawler.portal import Portal
from crawler.sections import SectionWalk
from crawler.tally import Tally
from reading.portal import Ledger
from reading.posts import read_posts
from records.facts import Aspect, Coverage, PageMissing, Reason, Role, Visit, Window
from records.school import Level, School
from tests.reading.building import vocabulary

SITE = "http://th-a.edu.vn"
NAME = "Trường Tiểu học Hoa Mai"
WINDOW = Window(start=date(2021, 8, 1), end=date(2022, 7, 31))
SEEN = datetime(2022, 11, 20, 8, tzinfo=UTC)
_WORDS = ("Học sinh lớp", "Cô giáo khối", "Lễ hội tổ", "Ngày hội chi đội", "Hội thi lớp", "Phụ huynh khối")


@dataclass(frozen=True)
class Post:
    """A post of the portal; its title and address follow from its number."""

    number: int
    day: date

    @property
    def title(self) -> str:
        return f"{_WORDS[self.number % len(_WORDS)]} {self.number} vui cùng nhà trường"

    @property
    def path(self) -> str:
        return f"/tin-tuc/bai-viet-ve-nha-truong-{self.number}.html"


@dataclass
class Site:
    """Serves ``path → html``; whatever is not there answers 404. It is what the crawler calls a `Fetch`."""

    pages: dict[str, str]
    requests: int = 300
    missing: list[PageMissing] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    asked: list[str] = field(default_factory=list)

    async def get(
        self, url: str, role: Role, *, headers: dict[str, str] | None = None, most_bytes: int | None = None
    ) -> Fetched:
        self.tally.requests += 1
        self.asked.append(url)
        html = self.pages.get(url.removeprefix(SITE) or "/")
        reason = Reason.BUDGET if self.tally.requests > self.requests else Reason.HTTP_4XX if html is None else None
        fetched = Fetched(
            url=url,
            requested_url=url,
            redirects=(),
            status=404 if html is None else 200,
            body=(html or "<html><body><p>Không có trang này</p></body></html>").encode(),
            content_type="text/html; charset=utf-8",
            headers={},
            seen_at=SEEN,
            sha256="",
            role=role,
            reason=reason,
        )
        if reason is not None:
            self.missing.append(PageMissing(url=url, role=role, reason=reason, evidence=fetched.evidence()))
        return fetched

    def seconds_left(self) -> float:
        return 600.0

    def requests_left(self) -> int:
        return self.requests - self.tally.requests

    def sitemaps(self, site: str) -> tuple[str, ...]:
        return ()


def page(body: str, aside: str = "") -> str:
    """A page of the portal in its frame."""
    return (
        f"<html><head><title>{NAME}</title></head><body><header><h1>{NAME}</h1></header>"
        '<nav class="menu"><ul><li><a href="/">Trang chủ</a></li><li><a href="/gioi-thieu">Giới thiệu</a></li>'
        '<li><a href="/tin-tuc">Tin tức</a></li><li><a href="/lien-he">Liên hệ</a></li></ul></nav>'
        f"<main>{body}</main><div class='widget'>{aside}</div><footer>Điện thoại 0274 3822 123</footer></body></html>"
    )


def entry(post: Post, dated: bool) -> str:
    """A post in a listing."""
    day = f'<span class="ngay">{post.day:%d/%m/%Y}</span>' if dated else ""
    return f'<div class="tin"><h3><a href="{post.path}">{post.title}</a></h3>{day}<p>Bài viết của nhà trường.</p></div>'


def article(post: Post, dated: bool = True) -> str:
    """A post's own page."""
    day = f'<p class="ngay">Ngày đăng: {post.day:%d/%m/%Y}</p>' if dated else ""
    return page(f"<article><h1>{post.title}</h1>{day}<p>{'Thầy và trò cùng tham gia. ' * 20}</p></article>")


def site(
    posts: list[Post],
    *,
    size: int = 10,
    dated: bool = False,
    pinned: int = 0,
    aside: str = "",
    home: str = "",
    dated_article: Callable[[Post], bool] = lambda post: True,
    requests: int = 300,
) -> Site:
    """The portal whose listing shows `posts` in the given order, `size` a page, the first `pinned` on every page."""
    pages = {
        "/": page(f"<p>Chào mừng đến với {NAME}</p>{home}"),
        "/gioi-thieu": page(f"<h1>Giới thiệu</h1><p>{'Trường được thành lập năm 1995. ' * 12}</p>"),
        "/lien-he": page("<h1>Liên hệ</h1><p>Địa chỉ: 12 đường Hoa Mai, điện thoại 0274 3822 123.</p>"),
    }
    top, rest = posts[:pinned], posts[pinned:]
    count = max(1, -(-len(rest) // size))
    for number in range(1, count + 1):
        shown = top + rest[(number - 1) * size : number * size]
        turning = "".join(f'<a href="{_listing(other)}">{other}</a> ' for other in range(1, count + 1))
        later = f'<a rel="next" href="{_listing(number + 1)}">Trang sau</a>' if number < count else ""
        body = "".join(entry(post, dated) for post in shown)
        pages[_listing(number)] = page(f"<h1>Tin tức</h1>{body}<div class='pagination'>{turning}{later}</div>", aside)
    pages.update({post.path: article(post, dated_article(post)) for post in posts})
    return Site(pages, requests)


def lone_listing(posts: list[Post], dated: bool = True, below: str = "") -> str:
    """A page that shows some posts and has no pager; `below` stands under them."""
    return page(f"<h1>Tin tức</h1>{''.join(entry(post, dated) for post in posts)}{below}")


def with_section(served: Site, path: str, label: str, html: str) -> None:
    """Hang a further page into the portal's menu."""
    last = '<li><a href="/lien-he">Liên hệ</a></li>'
    item = f'<li><a href="{path}">{label}</a></li>'
    served.pages[path] = html
    for known, text in served.pages.items():
        served.pages[known] = text.replace(last, item + last)


def _listing(number: int) -> str:
    return "/tin-tuc" if number == 1 else f"/tin-tuc?page={number}"


@dataclass(frozen=True)
class Walked:
    """What came of an enumeration: how it ended, the ledger as 3.3 reads it, the number of requests."""

    end: Enumeration
    ledger: Ledger
    requests: int


SCHOOL = School(code="A", name=NAME, levels=(Level.TH,), portal=SITE + "/")


async def portal_of(served: Site) -> Portal:
    """A portal of which the home page was read."""
    portal = Portal(school=SCHOOL, window=WINDOW, school_year="2021-2022", vocabulary=vocabulary(), fetch=served)
    assert await portal.open_home()
    return portal


async def walk(served: Site) -> Walked:
    """Enumerate a portal with the generic adapter."""
    portal = await portal_of(served)
    sections = SectionWalk(portal)
    await sections.walk()
    portal.frame = sections.frame()
    posts = Collector()
    end = await GenericWalk(portal, posts).run(sections.sections)
    visit = Visit(
        id="a",
        subject=SCHOOL,
        started_at=SEEN,
        finished_at=SEEN,
        adapter="generic",
        crawler_version="0",
        window=WINDOW,
        coverage=(Coverage(aspect=Aspect.POSTS, complete=end.complete, reason=end.reason),),
        facts=tuple(post.fact() for post in posts.posts.values()),
        requests=served.tally.requests,
        bytes=0,
    )
    ledger = read_posts(visit, SCHOOL, WINDOW, ("tin", "thong_bao", "khac"), portal.vocabulary)
    return Walked(end, ledger, served.tally.requests)


NEWEST = date(2022, 7, 20)


def falling(count: int, *, every: int = 5, first: int = 0) -> list[Post]:
    """Posts from the newest to the oldest, the newest near the window's end."""
    return [Post(first + count - number, NEWEST - timedelta(days=every * number)) for number in range(count)]


def walked(served: Site) -> Walked:
    """Enumerate a portal, waiting for it."""
    return asyncio.run(walk(served))
