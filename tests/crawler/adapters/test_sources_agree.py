"""What the home page, the sitemap and the feed add to the listings, and what they bear out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.crawler.adapters.site import (
    NAME,
    NEWEST,
    SITE,
    Post,
    Site,
    article,
    entry,
    falling,
    lone_listing,
    page,
    site,
    walked,
    with_section,
)


def blog(posts: list[Post], size: int = 10) -> Site:
    """A portal whose home page is the list of all posts, with older ones on pages of its own; one category in the
    menu holds every third."""
    served = site(posts[::3], size=100, dated=True)
    count = -(-len(posts) // size)
    for number in range(1, count + 1):
        shown = posts[(number - 1) * size : number * size]
        older = f'<ul class="pager"><li><a href="/index-{count - number}.html">Bài viết trước đây</a></li></ul>'
        body = "".join(entry(post, dated=True) for post in shown) + (older if number < count else "")
        served.pages["/" if number == 1 else f"/index-{count - number + 1}.html"] = page(body)
    served.pages |= {post.path: article(post) for post in posts}
    return served


def test_a_home_page_that_turns_is_a_listing() -> None:
    seen = walked(blog(falling(50)))
    assert seen.end.complete
    assert (seen.ledger.sure, seen.ledger.possible) == (50, 50)
    assert not any("Trang chủ" in post.category for post in seen.ledger.entries)


def test_a_box_on_the_home_page_that_does_not_turn_opens_nothing() -> None:
    served = site(falling(30), dated=True)
    box = "".join(entry(post, dated=True) for post in falling(6))
    served.pages["/"] = page(f'{box}<div class="pagination"><a rel="next" href="/?hop=2">Trang sau</a></div>')
    served.pages["/?hop=2"] = served.pages["/"]
    seen = walked(served)
    assert seen.end.complete
    assert seen.ledger.possible == 30


def sitemap(paths: list[str]) -> str:
    places = "".join(f"<url><loc>{SITE}{path}</loc></url>" for path in paths)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>'


def feed(posts: list[Post]) -> str:
    items = "".join(
        f"<item><title>{post.title}</title><link>{SITE}{post.path}</link><guid>{SITE}{post.path}</guid>"
        f"<pubDate>{post.day:%a, %d %b %Y} 08:00:00 +0700</pubDate></item>"
        for post in posts
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{NAME}</title>{items}</channel></rss>'


def test_a_number_at_the_end_of_a_title_makes_no_other_kind_of_post() -> None:
    """No listed post has an address that ends in a number; those that only the sitemap knows do."""
    served = site([], dated=True)
    listed = [f"/tin/bai-viet-ve-lop-{word}/" for word in ("mot", "hai", "ba", "tu", "nam")]
    unlisted = [f"/tin/hoi-thi-vui-khoe-lan-{number}/" for number in range(1, 8)]
    for number, path in enumerate([*listed, *unlisted]):
        html = article(Post(number, NEWEST - timedelta(days=20 * number)))
        served.pages[path] = html.replace(f" {number} vui", f" {path.strip('/').rsplit('-', 2)[-1]} {number} vui")
    served.pages["/tin-tuc"] = page(
        "<h1>Tin tức</h1>"
        + "".join(
            f'<div class="tin"><h3><a href="{path}">Bài viết về các em học sinh lớp {number}</a></h3>'
            f"<span>{NEWEST - timedelta(days=20 * number):%d/%m/%Y}</span></div>"
            for number, path in enumerate(listed)
        )
    )
    served.pages["/sitemap.xml"] = sitemap([*listed, *unlisted, "/gioi-thieu", "/lien-he"])
    assert walked(served).ledger.sure == len(listed) + len(unlisted)


def equal_lists(posts: list[Post]) -> Site:
    """Two categories that show eight posts each and no way on."""
    served = site([], dated=True)
    served.pages["/tin-tuc"] = lone_listing(posts[:8])
    with_section(served, "/thong-bao", "Thông báo", lone_listing(posts[8:16]))
    served.pages |= {post.path: article(post) for post in posts}
    return served


def with_feed(served: Site, html: str) -> None:
    served.pages["/feed.xml"] = html
    link = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    served.pages["/"] = served.pages["/"].replace("<head>", f"<head>{link}")


OLD = Post(99, date(2021, 3, 1))


@pytest.mark.parametrize(
    ("told", "complete"),
    [
        (lambda posts: [*posts, OLD], True),
        (lambda posts: posts, False),
        (lambda posts: [*posts[:8], OLD], False),
        (lambda posts: [], False),
    ],
    ids=["a feed back beyond the window", "a feed that ends in it", "a feed of one category", "no feed"],
)
def test_a_feed_of_everything_bears_out_lists_of_one_length(
    told: Callable[[list[Post]], list[Post]], complete: bool
) -> None:
    posts = falling(16)
    served = equal_lists(posts)
    if told(posts):
        with_feed(served, feed(told(posts)))
    assert walked(served).end.complete is complete


def test_a_sitemap_of_everything_bears_out_lists_of_one_length() -> None:
    posts = falling(16)
    served = equal_lists(posts)
    served.pages["/sitemap.xml"] = sitemap([post.path for post in posts])
    assert walked(served).end.complete


def test_a_sitemap_that_lacks_listed_posts_bears_out_nothing() -> None:
    posts = falling(16)
    served = equal_lists(posts)
    served.pages["/sitemap.xml"] = sitemap([post.path for post in posts[:8]])
    assert not walked(served).end.complete
