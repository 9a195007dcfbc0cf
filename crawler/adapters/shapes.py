"""The make of an address: what tells a portal's posts from its pages and archives before any of them is opened."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# Archives by date, tag or author list posts that have addresses of their own.
ARCHIVE = re.compile(
    r"/(?:19|20)\d\d(?:/\d{1,2}){0,2}/?$|/(?:tags?|authors?|categor(?:y|ies)|label|tac-gia|the)/[^/]+/?$|/archives?/(?!\d+/?$)[^/]+/?$",
    re.I,
)
Shape = tuple[str, ...]


def address_shape(url: str) -> Shape:
    """What the last part of an address looks like, its ending, and the names of its parameters."""
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    last = segments[-1] if segments else ""
    stem, _, ending = last.partition(".") if "." in last[-6:] else (last, "", "")
    kind = (
        "number"
        if stem.isdigit()
        else "slug-number"
        if stem and stem.rsplit("-", 1)[-1].isdigit()
        else "number-slug"
        if stem and stem.split("-", 1)[0].isdigit()
        else "slug"
        if stem.count("-") >= 2
        else "word"
    )
    names = sorted(pair.split("=")[0] for pair in parts.query.split("&") if pair)
    return (kind, ending.lower(), *names)


def coarse_shape(url: str) -> Shape:
    """The make of an address, whether its title ends in a number or not ("… đợt 6")."""
    return _coarse(address_shape(url))


def place_of(url: str) -> Shape:
    """The make of an address together with the folder it lies in: what tells posts from pages in a sitemap."""
    segments = [segment for segment in urlsplit(url).path.split("/") if segment]
    folder = segments[0].lower() if len(segments) > 1 and not segments[0].isdigit() else ""
    return (folder, *address_shape(url))


def coarse_place(url: str) -> Shape:
    """`place_of`, whether the title ends in a number or not."""
    folder, *shape = place_of(url)
    return (folder, *_coarse(tuple(shape)))


def _coarse(shape: Shape) -> Shape:
    kind, *rest = shape
    return ("slug" if kind == "slug-number" else kind, *rest)
