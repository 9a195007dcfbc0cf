"""Where rendering enters Scrapy: behind robots.txt and politeness, in the downloader's place."""

from __future__ import annotations

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.browser.browser import BROWSER, Browser
from crawler.browser.visit import VISIT, PageVisit


class BrowserMiddleware:
    """A Scrapy downloader middleware, the last before the downloader.

    A request that carries a `PageVisit` has passed robots.txt and holds its host's and its platform's gates. It is
    loaded by the browser instead of the downloader. All that the page loads shares this one passage, in a burst, as
    with any visitor's browser; the gates are left when the page is closed.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> BrowserMiddleware:
        """Called by Scrapy."""
        return cls(crawler)

    async def process_request(self, request: Request) -> Response | None:
        """Render what asks for it; everything else goes on to the downloader."""
        browser, visit = request.meta.get(BROWSER), request.meta.get(VISIT)
        if not isinstance(browser, Browser) or not isinstance(visit, PageVisit):
            return None
        await browser.load(visit, request, self._crawler)
        # The page itself is in the visit. Politeness reads the status, and a wish to be left alone.
        asked = visit.headers.get("retry-after")
        return Response(request.url, status=visit.status or 200, headers={"Retry-After": asked} if asked else None)
