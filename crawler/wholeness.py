"""Whether a compressed answer came whole: a gzip stream cut on its way decompresses to half a page without a word."""

from __future__ import annotations

import zlib

from scrapy import Request
from scrapy.exceptions import ResponseDataLossError
from scrapy.http import Response

_MOST = 32 * 1024 * 1024
_CHUNK = 1024 * 1024


class WholenessMiddleware:
    """A Scrapy downloader middleware that sees answers before they are decompressed."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Refuse a gzip body whose stream does not end."""
        encoding = (response.headers.get(b"Content-Encoding") or b"").strip().lower()
        if encoding in (b"gzip", b"x-gzip") and response.body and not is_whole_gzip(response.body):
            raise ResponseDataLossError(f"gzip stream cut: {request.url}")
        return response


def is_whole_gzip(body: bytes) -> bool:
    """Tell whether a gzip stream reaches its end; one that grows past 32 MB is left to the size limit."""
    stream = zlib.decompressobj(16 + zlib.MAX_WBITS)
    rest, total = body, 0
    try:
        while rest and not stream.eof:
            total += len(stream.decompress(rest, _CHUNK))
            rest = stream.unconsumed_tail
            if total > _MOST:
                return True
    except zlib.error:
        return False
    return stream.eof
