"""Dates of article pages, ours beside htmldate's: ``python -m tests.portals.dates_beside`` (part of ``make accuracy``).

Both get the same bytes of the same pages of the labelled portals, articles alone, without listing, feed or sitemap.
"""

from __future__ import annotations

import http.client
import logging
from collections import Counter
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from htmldate import find_date

from crawler.extract.article import extract_article
from crawler.extract.page import parse_page
from crawler.extract.template import Template, learn_template
from reading.dates import Order
from reading.portal import Precision
from reading.posts import choose_date
from tests.portals.labelled import start_labelled

_MOST_PER_PORTAL = 25


def _get(target: str, host: str, path: str) -> bytes | None:
    connection = http.client.HTTPConnection(target, timeout=20)
    try:
        connection.request("GET", path, headers={"Host": host})
        answer = connection.getresponse()
        body = answer.read()
        return body if answer.status == 200 else None
    finally:
        connection.close()


def _ours(body: bytes, url: str, title: str, template: Template) -> date | None:
    page = parse_page(body, url)
    if page is None:
        return None
    choice = choose_date(extract_article(page, template, title).dates, Order.DAY_FIRST, datetime.now(UTC))
    return choice.day if choice and choice.precision is Precision.DAY else None


def _theirs(body: bytes) -> date | None:
    found = find_date(body.decode("utf-8", "replace"), original_date=True, extensive_search=True)
    return date.fromisoformat(found) if found else None


def compare() -> tuple[Counter[str], Counter[str]]:
    """Count right, wrong and undated articles: (ours, htmldate's). Pages without any date count as right undated."""
    ours: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    logging.disable(logging.WARNING)
    with start_labelled(None) as labelled:
        for portal in labelled.portals:
            host = urlsplit(portal.truth.base_url).netloc
            target = labelled.mappings[host]
            empty = _get(target, host, "/lien-he") or _get(target, host, "/")
            frame = parse_page(empty or b"<p>", portal.truth.base_url)
            template = learn_template(frame) if frame is not None else Template()
            for post in portal.truth.visible_posts[:_MOST_PER_PORTAL]:
                body = _get(target, host, post.path)
                if body is None:
                    continue
                url = portal.truth.url(post.path)
                ours[_word(_ours(body, url, post.title, template), post.published)] += 1
                theirs[_word(_theirs(body), post.published)] += 1
    return ours, theirs


def _word(found: date | None, truth: date | None) -> str:
    if found == truth:
        return "right"
    return "undated" if found is None else "wrong"


def main() -> None:
    """Print both lines."""
    ours, theirs = compare()
    for name, count in (("ours", ours), ("htmldate", theirs)):
        print(
            f"{name:9} articles {sum(count.values())}: right {count['right']}, wrong {count['wrong']}, "
            f"undated {count['undated']}"
        )


if __name__ == "__main__":
    main()
