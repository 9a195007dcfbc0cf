"""Films and recordings are never downloaded: an answer that says it is one is left at its headers."""

from __future__ import annotations

from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import StopDownload
from scrapy.http import Headers

MEDIA = ("video/", "audio/")


def refuse_media(crawler: Crawler) -> None:
    """Stop every download of `crawler` whose type is a film's or a recording's; its answer has no body then."""
    # The dispatcher holds its receivers weakly; a function of the module stays.
    crawler.signals.connect(_on_headers, signals.headers_received)


def _on_headers(headers: Headers, body_length: int, request: Request, spider: Any = None) -> None:
    kind = (headers.get(b"Content-Type") or b"").decode("latin-1").strip().lower()
    if kind.startswith(MEDIA):
        raise StopDownload(fail=False)
