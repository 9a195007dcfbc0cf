"""Lists of pupils on a page: recognised by its bytes before anything of it is kept."""

from __future__ import annotations

import html
import re

from crawler.extract.page import decode
from reading.document_text import people

_DATES = re.compile(rb"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*(?:19|20)\d\d")
_NAMES = re.compile("h(?:ọ|Ọ)[^<]{0,6} t(?:ên|ÊN)|danh s(?:ách|ÁCH) (?:h|t)".encode(), re.I)
_FEW = 2
_MOST_BYTES = 2 * 1024 * 1024
_UNSEEN = re.compile(r"<(script|style|head)\b.*?</\1\s*>", re.I | re.S)
_ROW = re.compile(r"</?(?:tr|p|div|li|h\d|ul|ol|table)\b[^>]{0,500}>|<br\b[^>]{0,100}>", re.I)
_TAG = re.compile(r"<[^>]{0,2000}>")


def pupils_listed(body: bytes, content_type: str = "") -> int:
    """How many rows of a page name a child with its date of birth; nearly every page costs one search and has none."""
    head = body[:_MOST_BYTES]
    dated = sum(1 for _, _ in zip(_DATES.finditer(head), range(_FEW), strict=False)) >= _FEW
    if not dated and _NAMES.search(head) is None:
        return 0
    text = _UNSEEN.sub(" ", decode(head, content_type)[0])
    text = html.unescape(_TAG.sub("\t", _ROW.sub("\n", text)))
    return people("\n".join(" ".join(line.split()) for line in text.split("\n"))).pupils
