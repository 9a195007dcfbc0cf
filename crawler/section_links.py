"""Which links of a home page may lead to sections, and the keys their words name: menus, blocks and footers alike."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.adapters.base import NEWS
from crawler.collect import is_variant
from crawler.extract.files import has_file_ending
from crawler.extract.nodes import text_of
from crawler.extract.page import Link
from crawler.extract.pager import says_turn
from crawler.extract.viewers import is_shared_folder
from crawler.portal import Portal
from reading.addresses import same_address
from reading.fold import fold
from reading.school_years import school_years_in, without_school_year
from reading.words import Matcher, section_matcher, words_of_address
from records.facts import Place

CATEGORY_WORDS = 6
"""The most words of a label that names a category; what is longer is a headline."""
_LONGEST_LABEL = 14
_NEAR = 4
_CLEARLY = 0.5
_LONGEST_HEADING = 60
_ONLY_NUMBER = re.compile(r"^(?:bieu mau|mau|bieu|bm)(?: so)? \d{1,2}$")
_FEWEST_OF_MENU = 3
_NEVER = re.compile(
    r"(?:^|/)(?:admin|quantri|quan-tri|wp-admin|wp-login|login|dang-nhap|logout|register|dang-ky-thanh-vien|administrator"
    r"|user/login|feed|rss|cart|gio-hang)(?:[/.?]|$)|(?:^|/)(?:search|tim-kiem)(?:\.\w+)?/?$"
    r"|[?&](?:page=(?:login|home)|nv=users|op=login|option=com_users|replytocom=)",
    re.I,
)
NO_SECTION = frozenset({"dang_nhap", "tim_kiem", "trang_chu", "so_do_trang"})
_FIRST = ("cong_khai", "thu_tuc_bieu_mau", "tin_tuc", "thong_bao", "tuyen_sinh", "van_ban", "gioi_thieu", "lien_he")
WITH_PARTS = frozenset({"cong_khai", "thu_tuc_bieu_mau", "tuyen_sinh"})
"""Sections that keep parts of their own: years, forms, notices."""
Candidate = tuple[Link, tuple[str, ...]]


def section_links(portal: Portal, links: Iterable[Link]) -> list[Candidate]:
    """The links that may lead to sections with the keys their labels name, most telling first; each address once."""
    matcher = section_matcher(portal.vocabulary)
    home = same_address(portal.home_url)
    found: dict[tuple[str, str], Candidate] = {}
    links = list(links)
    side_menu = _side_menu(links, matcher)
    for link in links:
        label = link.text.strip()
        words = len(fold(label).split())
        if not words or words > _LONGEST_LABEL or same_address(link.url) == home:
            continue
        if (
            (has_file_ending(link.url) and not is_shared_folder(link.url))
            or is_variant(link.url)
            or leads_nowhere(link.url)
        ):
            continue
        if says_turn(label) and link.place is not Place.MENU:
            continue
        keys = _keys_of(link, matcher)
        if not link.path and _says_only_part(label) and (above := _heading_above(link, matcher)):
            # A box "Ba công khai" that lists school years: they hang below its heading as below a menu's entry.
            link = replace(link, path=(above,))
            keys = keys or tuple(key for key, _ in matcher.matches(above))
        if keys and keys[0] in NO_SECTION:
            continue
        in_menu = link.place in (Place.MENU, Place.SELECT) or _in_list_of_header(link) or link.node in side_menu
        if not in_menu and not (keys and (words <= 8 or link.place is not Place.MAIN)):
            continue
        if not in_menu and link.place is Place.MAIN and words > 6 and _is_headline(label, matcher):
            continue
        if in_menu and not keys and words > CATEGORY_WORDS and _under_news(link, matcher):
            # A menu that unfolds to every post of a category: posts are found in listings.
            continue
        if not portal.is_own(link.url) and (not keys or link.place is Place.SELECT):
            continue
        # One page may answer to two labels: "Liên hệ" and "Góp ý", "Giới thiệu" and "Kế hoạch".
        place = (same_address(link.url), matcher.part_of.get(keys[0], keys[0]) if keys else "")
        known = found.get(place)
        if known is None or _better((link, keys), known):
            found[place] = (link, keys)
    named = {address for address, key in found if key}
    kept = [candidate for (address, key), candidate in found.items() if key or address not in named]
    return sorted(kept, key=lambda candidate: _rank(candidate, matcher))


def menu_files(portal: Portal, links: Iterable[Link]) -> list[Link]:
    """Files that hang in a menu themselves: "Công khai" → "Công khai năm học 2021-2022" as a PDF. What lies with a
    sharing service is the school's where it hangs under a section's name."""
    matcher = section_matcher(portal.vocabulary)
    files = [link for link in links if link.place is Place.MENU and link.text and has_file_ending(link.url)]
    own = [
        link
        for link in files
        if portal.is_own(link.url)
        or (not is_shared_folder(link.url) and any(map(matcher.matches, (link.text, *link.path))))
    ]
    return list({same_address(link.url): link for link in own}.values())


def leads_nowhere(url: str) -> bool:
    """Tell whether an address is that of a login, a feed, a search: never opened as a section."""
    parts = urlsplit(url)
    return bool(_NEVER.search(f"{parts.path}?{parts.query}" if parts.query else parts.path))


def _keys_of(link: Link, matcher: Matcher) -> tuple[str, ...]:
    """The section keys of a link's label; of its address where the label is only a school year."""
    keys = tuple(key for key, weight in matcher.matches(link.text) if weight >= 0.3)
    if keys or not school_years_in(link.text):
        return keys
    return tuple(key for key, _ in matcher.matches(words_of_address(link.url)) if key in WITH_PARTS)


def _says_only_part(label: str) -> bool:
    """Tell whether a label is only a school year, or only a form's number: of what, the words above it say."""
    rest = fold(without_school_year(label))
    return rest in ("", "nam hoc") or bool(_ONLY_NUMBER.match(rest))


def _heading_above(link: Link, matcher: Matcher) -> str:
    """The words right above the list a link stands in, where they name a section that keeps parts."""
    node = link.node
    for _ in range(_NEAR):
        before = node.getprevious() if node is not None else None
        text = text_of(before, _LONGEST_HEADING + 1) if before is not None and isinstance(before.tag, str) else ""
        if text and len(text) <= _LONGEST_HEADING:
            best = matcher.matches(without_school_year(text))
            if best and best[0][1] >= _CLEARLY and matcher.part_of.get(best[0][0], best[0][0]) in WITH_PARTS:
                return text
        node = node.getparent() if node is not None else None
        if node is None or node.tag == "body":
            return ""
    return ""


def _under_news(link: Link, matcher: Matcher) -> bool:
    return any(key in NEWS for label in link.path for key, _ in matcher.matches(label))


def _is_headline(label: str, matcher: Matcher) -> bool:
    best = matcher.matches(label)
    return not best or best[0][1] < 0.5


def _rank(candidate: Candidate, matcher: Matcher) -> tuple[int, int]:
    link, keys = candidate
    keys = tuple(matcher.part_of.get(key, key) for key in keys)
    first = min((_FIRST.index(key) for key in keys if key in _FIRST), default=len(_FIRST) + (not keys))
    return (first, 0 if link.place is Place.MENU else 1)


def _side_menu(links: Iterable[Link], matcher: Matcher) -> frozenset[HtmlElement]:
    """The links of the list in a sidebar that is a portal's only menu: it names several sections, no menu does."""
    lists: dict[HtmlElement, list[Link]] = defaultdict(list)
    for link in links:
        if link.place is Place.MENU and _names_section(link, matcher):
            return frozenset()
        around = next(link.node.iterancestors("ul", "ol", "table"), None)
        if link.place is Place.SIDEBAR and around is not None:
            lists[around].append(link)
    return frozenset(
        link.node
        for inside in lists.values()
        if sum(_names_section(link, matcher) for link in inside) >= _FEWEST_OF_MENU
        for link in inside
    )


def _names_section(link: Link, matcher: Matcher) -> bool:
    keys = _keys_of(link, matcher)
    return bool(keys) and keys[0] not in NO_SECTION and len(fold(link.text).split()) <= CATEGORY_WORDS


def _in_list_of_header(link: Link) -> bool:
    """A list in the page's header is a menu, whatever it is called."""
    if link.place is not Place.HEADER:
        return False
    node, above = link.node, 0
    while node is not None and above < _NEAR:
        if node.tag == "li":
            return True
        node, above = node.getparent(), above + 1
    return False


def _better(candidate: Candidate, known: Candidate) -> bool:
    (link, keys), (other, other_keys) = candidate, known
    return (bool(keys), link.place is Place.MENU, len(link.path)) > (
        bool(other_keys),
        other.place is Place.MENU,
        len(other.path),
    )
