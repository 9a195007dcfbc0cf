"""Addresses of a listing's pages: what one has beyond the listing's own, and whether that turns a page."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from reading.addresses import site_of

_PAGED = re.compile(
    r"(?:^|[/?&;._-])(?:page|paged|trang|p|pg|start|limitstart|offset|pageindex|pageno|pagenumber|pi|cp|tp|from|skip"
    r"|updated-max|cursor|pid|pn)(?:[/=_.-]|\b)[^/&]{0,40}",
    re.I,
)
_FILE = re.compile(r"(?:index|default)?\.(?:html?|php|aspx?|jsp)$", re.I)
_MOST_CHANGED = 6


def extends(url: str, listing: str) -> bool:
    """Tell whether `url` is `listing` with a page number or a page parameter of a known name behind it."""
    fresh = fresh_part(url, listing)
    return fresh is not None and bool(_PAGED.search("/" + fresh) or re.fullmatch(r"/?\d{1,4}/?(?:\.\w+)?", fresh))


def stays(url: str, listing: str) -> bool:
    """Tell whether `url` is the listing itself with further parameters, whatever their names: ``/tin?cu=18``.

    A parameter of the listing that changes must be a number on both sides: ``?muc=tin`` is not ``?xem=12``.
    """
    (path, ours), (other, theirs) = _address(listing), _address(url)
    if path != other or site_of(listing) != site_of(url):
        return False
    changed = {name: value for name, value in theirs.items() if ours.get(name) != value}
    kept = all(name in theirs and (name not in changed or _numeric(value)) for name, value in ours.items())
    numeric = all(_numeric(value) for name, value in changed.items() if name in ours)
    return kept and numeric and 0 < len(changed) <= _MOST_CHANGED


def leads_on(url: str, listing: str) -> bool:
    """Tell whether what a page's head calls its next one may be a page of the listing: handbooks name the next entry
    of their menu that way."""
    if is_paged(url) or extends(url, listing) or stays(url, listing):
        return True
    (path, _), (other, _) = _address(listing), _address(url)
    return bool(path) and other.startswith(path + "/")


def is_paged(url: str) -> bool:
    """Tell whether an address has anything of a page number or a page parameter of a known name."""
    parts = urlsplit(url)
    return bool(_PAGED.search(f"{parts.path}?{parts.query}"))


def _numeric(value: str) -> bool:
    return value.isdigit()


def _address(url: str) -> tuple[str, dict[str, str]]:
    """Path and parameters; those behind semicolons (``/tin;trang=2``) are parameters, too."""
    parts = urlsplit(url)
    path, _, matrix = parts.path.partition(";")
    pairs = parse_qsl(matrix.replace(";", "&"), keep_blank_values=True)
    pairs += parse_qsl(parts.query, keep_blank_values=True)
    return _FILE.sub("", path).rstrip("/").lower(), dict(pairs)


def counts(url: str, number: int, listing: str) -> bool:
    """Tell whether an address holds a number that grows with the page: the number, one less, or a multiple of that."""
    fresh = fresh_part(url, listing)
    text = fresh if fresh is not None else urlsplit(url).path + "?" + urlsplit(url).query
    values = [int(value) for value in re.findall(r"(?<!\d)\d{1,6}(?!\d)", text)]
    return any(value in (number, number - 1) or (value and value % (number - 1) == 0) for value in values)


def fresh_part(url: str, listing: str) -> str | None:
    """What `url` has beyond `listing`: path rest and changed parameters; None when it is not below the same path."""
    ours, theirs = urlsplit(listing), urlsplit(url)
    base = re.sub(r"(?:index)?\.(?:html?|php|aspx)$", "", ours.path).rstrip("/")
    path = re.sub(r"\.(?:html?|php|aspx)$", "", theirs.path).rstrip("/")
    if not path.lower().startswith(base.lower()):
        # "/tin-tuc-2.html" of "/tin-tuc-1.html", "/tin-tuc/trang-2" of "/tin-tuc/trang-1"
        stem = re.sub(r"\d+$", "", base)
        if stem == base or not path.lower().startswith(stem.lower()):
            return None
        base = stem
    rest = path[len(base) :]
    known = set(parse_qsl(ours.query, keep_blank_values=True))
    changed = [
        f"{name}={value}"
        for name, value in parse_qsl(theirs.query, keep_blank_values=True)
        if (name, value) not in known
    ]
    if rest.count("/") > 3 or len(changed) > 3:
        return None
    return "&".join([rest.lstrip("/"), *changed]).strip("&")
