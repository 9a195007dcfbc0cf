"""The crawler as a process: ``python -m crawler.process ORDER.json``; events go to standard output, a JSON a line.

Scrapy's reactor cannot start twice in one process, and a crashed parser must not cost the office its night: so a
batch of schools is a process. SIGINT or SIGTERM ends it softly: visits under way are closed with what they have.
Where the order asks for it and its starter is gone (the end of standard input tells), it ends at once: two processes
must not visit one portal.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import sys
import threading
from pathlib import Path
from types import FrameType

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from crawler import settings as defaults
from crawler.archive import FolderArchive
from crawler.browser.browser import Browser
from crawler.browser.chromium import ENVIRONMENT
from crawler.document_opening import DocumentOpener
from crawler.files.known import KnownReads
from crawler.files.reader import FileReader
from crawler.guard import Guard
from crawler.logs import JsonLines
from crawler.media import refuse_media
from crawler.order import BatchOrder, Event
from crawler.spiders.school import SchoolSpider
from records.facts import Route


def scrapy_settings(order: BatchOrder, guard: Guard) -> Settings:
    """Scrapy's settings for one order."""
    settings = Settings()
    settings.setmodule(defaults, priority="project")
    if order.route is Route.SECOND:
        # Past what stands between the portal and us: a stale or broken copy is no second witness.
        headers = {**settings.getdict("DEFAULT_REQUEST_HEADERS"), "Cache-Control": "no-cache", "Pragma": "no-cache"}
        settings.set("DEFAULT_REQUEST_HEADERS", headers, priority="cmdline")
    settings.setdict(
        {
            "USER_AGENT": order.user_agent,
            "REDIRECT_MAX_TIMES": order.budget.redirects,
            "DOWNLOAD_TIMEOUT": order.budget.timeout_seconds,
            "DOWNLOAD_MAXSIZE": order.budget.page_bytes,
            "KIEMCONG_GUARD": guard,
            "KIEMCONG_POLITENESS": order.politeness,
            "KIEMCONG_PACES": order.paces,
        },
        priority="cmdline",
    )
    return settings


def run(order: BatchOrder) -> None:
    """Visit the schools of an order; returns when all are done or the process was asked to stop."""
    guard = Guard(order.mappings, order.allow_private)
    browser = Browser(guard, order.user_agent, os.environ.get(ENVIRONMENT, ""))
    reader = FileReader(known=KnownReads(order.reads))
    opener = DocumentOpener(reader, order.ocr_seconds, order.temporary)
    with FolderArchive(order.archive) as archive, reader:
        process = AsyncCrawlerProcess(scrapy_settings(order, guard))
        crawler = process.create_crawler(SchoolSpider)
        refuse_media(crawler)
        process.crawl(crawler, order=order, archive=archive, guard=guard, browser=browser, opener=opener, tell=_tell)

        def stop(number: int, frame: FrameType | None) -> None:
            spider = crawler.spider
            if isinstance(spider, SchoolSpider):
                spider.stopping = True
            # A scan may take minutes; who was asked to stop does not wait for it.
            reader.stop()

        if order.ends_with_starter:
            threading.Thread(target=_die_with_parent, args=(browser, reader), name="starter", daemon=True).start()
        for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), stop)
        try:
            process.start(install_signal_handlers=False)
        finally:
            browser.kill()


def _die_with_parent(browser: Browser, reader: FileReader) -> None:
    """Wait for the end of standard input, which the starter never writes to; then end all that this process began."""
    with contextlib.suppress(OSError, ValueError):
        while os.read(0, 4096):
            pass
    # Children that read files have sessions of their own.
    reader.stop()
    browser.kill()
    if hasattr(os, "killpg") and os.getpgid(0) == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(3)


def _tell(event: Event) -> None:
    sys.stdout.write(event.model_dump_json() + "\n")
    sys.stdout.flush()


def main() -> int:
    """Read the order named on the command line and carry it out."""
    handler = logging.StreamHandler(sys.stderr)
    # The level stands on the handler: Scrapy opens the root logger for its own.
    handler.setLevel(logging.WARNING)
    order = BatchOrder.model_validate_json(Path(sys.argv[1]).read_bytes())
    handler.setFormatter(JsonLines(run=order.run))
    logging.getLogger().addHandler(handler)
    run(order)
    return 0


if __name__ == "__main__":
    sys.exit(main())
