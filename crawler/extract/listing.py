"""Lists of entries on a page: repeated blocks that each lead somewhere, and the pager below them.

No CMS is assumed. Two links belong to one list when their elements are made alike and stand in sibling blocks; the
block is the largest element that holds that link and no other link of the list.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from lxml import etree
from lxml.html import HtmlElement

from crawler.extract.nodes import dom_path, text_of
from crawler.extract.page import Link, Page, title_within
from crawler.extract.pager import is_turning
from reading.addresses import same_address
from reading.dates import read_date
from reading.fold import fold, plain
from records.facts import Place

SHORTEST_TITLE = 8
_FLAT_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_FLAT_REACH = 4
_FEWEST_UNTITLED = 2
_AGAIN = 2
_MORE = re.compile(
    r"^(?:xem (?:tiep|them|chi tiet|thong tin|tat ca|ngay)?|chi tiet|doc (?:tiep|them)|tiep tuc doc|read more"
    r"|continue reading|"
    r"more|details?|tai ve|download|tai xuong|xem|in trang|binh luan|phan hoi|comments?|\d+|tiep theo"
    r"|chia se)\b.{0,12}$"
)
# "Continue reading <title>" repeats the title for screen readers.
_READ_ON = re.compile(r"^(?:continue reading|read more|doc tiep|doc them|xem tiep|xem them|xem chi tiet|chi tiet)\b")
# "An trong <title>": a link to a comment carries the comment's date, not the post's.
_COMMENT = re.compile(r"^(?:comment|respond|reply|disqus|binh-?luan|phan-?hoi|c\d{6,}$)", re.I)
# Relative dates are only recognised here; what they mean needs the time the page was seen.
_ANY_TIME = datetime(2030, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Entry:
    """One entry of a list: where it leads, its title, the dates printed in its block, and its text."""

    url: str
    title: str
    dates: list[str] = field(default_factory=list)
    time_tags: list[str] = field(default_factory=list)
    excerpt: str = ""
    place: Place = Place.MAIN
    path: str = ""
    node: HtmlElement | None = None
    labels: tuple[str, ...] = ()


@dataclass(slots=True)
class Group:
    """Entries of one make on a page."""

    entries: list[Entry]
    place: Place
    path: str

    @property
    def dated(self) -> int:
        """How many entries have a date of their own."""
        return sum(bool(entry.dates or entry.time_tags) for entry in self.entries)


def extract_groups(page: Page, template: frozenset[str] = frozenset()) -> list[Group]:
    """Return the lists on a page, in the page's order; links in menus are no entries.

    `template` holds the keys (see `link_key`) of links that stand on every page of the portal; they are left out.
    """
    here = same_address(page.url)
    candidates = [
        link
        for link in page.links
        if _may_be_entry(link) and link_key(link) not in template and same_address(link.url) != here
    ]
    titled = _titled(candidates)
    titled += _untitled(candidates, {link.url for link in titled})
    by_make: dict[str, list[Link]] = defaultdict(list)
    for link in titled:
        by_make[_make(link.node)].append(link)
    groups: list[Group] = []
    for links in by_make.values():
        for cluster in _clusters(links):
            sole = _sole_addresses(cluster)
            several = None in sole.values()
            entries = [_entry(link, sole, several) for link in cluster]
            _date_from_siblings(entries)
            groups.append(Group(entries=entries, place=cluster[0].place, path=dom_path(cluster[0].node)))
    groups = _without_labels(groups)
    order = {link.url: index for index, link in enumerate(titled)}
    groups.sort(key=lambda group: order.get(group.entries[0].url, 0))
    return groups


def _without_labels(groups: list[Group]) -> list[Group]:
    """Drop the lists of labels inside another list's entries: the category, the author, the tags of each post."""
    kept: list[Group] = []
    for group in groups:
        blocks = {entry.node for entry in group.entries if entry.node is not None}
        if not any(other is not group and _labels(group, blocks, other) for other in groups):
            kept.append(group)
    return kept


def _labels(group: Group, blocks: set[HtmlElement], other: Group) -> bool:
    """Tell whether `group` stands in the blocks of `other` and is titled worse."""
    theirs = {entry.node for entry in other.entries if entry.node is not None}
    inside = sum(block in theirs or any(parent in theirs for parent in block.iterancestors()) for block in blocks)
    if inside < 0.5 * len(blocks) or {entry.url for entry in group.entries} <= {entry.url for entry in other.entries}:
        return False
    return _title_weight(other) > 1.2 * _title_weight(group)


def _title_weight(group: Group) -> float:
    heading = any(
        f">{tag}." in group.path or group.path.startswith(f"{tag}.") for tag in ("h1", "h2", "h3", "h4", "h5")
    )
    return sum(len(entry.title) for entry in group.entries) / len(group.entries) * (2.0 if heading else 1.0)


def link_key(link: Link) -> str:
    """A key that is equal for the same link at the same place of the template on two pages of a portal."""
    return f"{dom_path(link.node)}|{link.url}"


def _may_be_entry(link: Link) -> bool:
    if {"tag", "category", "author", "nofollow ugc"} & set(link.rel.split()):
        return False
    _, _, fragment = (link.node.get("href") or "").partition("#")
    if _COMMENT.match(fragment):
        return False
    return link.place not in (Place.MENU, Place.SELECT, Place.FOOTER) and bool(link.url)


def _titled(links: list[Link]) -> list[Link]:
    """One link for each address and block: the one whose text is a title, not the picture or "Xem tiếp" beside it."""
    chosen: list[Link] = []
    for link in links:
        text = link.text
        if len(text) < SHORTEST_TITLE and not _is_heading(link.node):
            continue
        if (
            not text
            or _MORE.match(plain(text))
            or _READ_ON.match(plain(text))
            or text_of(link.node, 30) == ""
            or is_turning(text, link.node)
        ):
            continue
        if len(text) <= 60 and read_date_like(text):
            # Block themes link the date of a post to the post.
            continue
        chosen.append(link)
    return chosen


def _untitled(links: list[Link], known: set[str]) -> list[Link]:
    """Where the titles of a list are no links and only "Chi tiết" leads on: those links with their blocks' titles."""
    by_make: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        if link.url not in known and _READ_ON.match(plain(link.text)) and not is_turning(link.text, link.node):
            by_make[_shape(link.node)].append(link)
    found: list[Link] = []
    for alike in by_make.values():
        sole = _sole_addresses(alike)
        if len(alike) < _FEWEST_UNTITLED or None not in sole.values():
            continue
        for link in alike:
            title = title_within(_block(link, sole))
            if title and not _MORE.match(plain(title)):
                found.append(replace(link, text=title))
    return found


def _is_heading(node: HtmlElement) -> bool:
    parent = node.getparent()
    return parent is not None and parent.tag in ("h1", "h2", "h3", "h4", "h5")


def _make(node: HtmlElement) -> str:
    """The tags from an element up to the body: what two entries of one list share."""
    tags: list[str] = []
    current: HtmlElement | None = node
    while current is not None and current.tag != "body":
        tags.append(current.tag)
        current = current.getparent()
    return "/".join(tags)


def _clusters(links: list[Link]) -> list[list[Link]]:
    """Split links of one make where their common ancestor is the page itself rather than a list.

    Links whose nearest differing ancestors are alike in class belong together; a grid of rows stays one list.
    """
    by_shape: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        by_shape[_shape(link.node)].append(link)
    return [part for alike in by_shape.values() for part in _apart_from_labels(alike)]


def _apart_from_labels(links: list[Link]) -> list[list[Link]]:
    """Split off links of a class of their own that come again and again: each entry's category, beside its title."""
    by_class: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        by_class[" ".join(sorted((link.node.get("class") or "").split()))].append(link)
    labels = {name for name, alike in by_class.items() if len({link.url for link in alike}) <= len(alike) / _AGAIN}
    if len(by_class) < 2 or not labels or len(labels) == len(by_class):
        return [links]
    titles = [link for name, alike in by_class.items() if name not in labels for link in alike]
    return [titles, *(by_class[name] for name in sorted(labels))]


def _shape(node: HtmlElement) -> str:
    """Tags and the stable part of classes up to the body; classes that count or alternate are dropped."""
    parts: list[str] = []
    current: HtmlElement | None = node
    depth = 0
    while current is not None and current.tag != "body":
        if depth < 2:
            parts.append(current.tag)
        else:
            identifier = re.sub(r"\d+", "", current.get("id") or "")
            classes = [
                word
                for word in (current.get("class") or "").split()
                if not re.search(
                    r"\d|^(?:odd|even|first|last|active|current|sticky|clear(?:fix)?|col\w*|tag-.*|category-.*"
                    r"|status-.*|format-.*|has-.*|type-.*|hentry|post|item)$",
                    word,
                )
            ]
            parts.append(f"{current.tag}#{identifier}.{'.'.join(sorted(classes)[:2])}" if depth > 3 else current.tag)
        current = current.getparent()
        depth += 1
    return "/".join(parts)


def _entry(link: Link, sole: dict[HtmlElement, str | None], several: bool) -> Entry:
    block = _block(link, sole) if several else _lone_block(link.node)
    entry = Entry(url=link.url, title=link.text, place=link.place, path=dom_path(link.node), node=block)
    entry.dates, entry.time_tags = block_dates(block, link.text)
    entry.excerpt = text_of(block, 600)
    return entry


def _sole_addresses(cluster: list[Link]) -> dict[HtmlElement, str | None]:
    """For every element around links of a list: the one address below it, or None when there are several."""
    sole: dict[HtmlElement, str | None] = {}
    for link in cluster:
        current: HtmlElement | None = link.node
        while current is not None:
            known = sole.setdefault(current, link.url)
            if known is None:
                break
            if known != link.url:
                sole[current] = None
            current = current.getparent()
    return sole


def _block(link: Link, sole: dict[HtmlElement, str | None]) -> HtmlElement:
    """The largest element around a link that holds no other address of the list."""
    block = link.node
    parent = block.getparent()
    while parent is not None and sole.get(parent) == link.url and parent.tag not in ("body", "main"):
        block = parent
        parent = block.getparent()
    return block


def _date_from_siblings(entries: list[Entry]) -> None:
    """Where entries have no element of their own (title, date and text follow each other), what stands between two
    titles belongs to the first."""
    if len(entries) < 2 or any(entry.dates or entry.time_tags for entry in entries):
        return
    blocks = {entry.node for entry in entries}
    for entry in entries:
        if entry.node is None or entry.node.tag not in _FLAT_TAGS:
            continue
        for number, sibling in enumerate(entry.node.itersiblings(etree.Element)):
            if number >= _FLAT_REACH or sibling in blocks or any(node in blocks for node in sibling.iter(*_FLAT_TAGS)):
                break
            dates, times = block_dates(sibling, entry.title)
            if dates or times:
                entry.dates, entry.time_tags = dates, times
                break


def _lone_block(node: HtmlElement) -> HtmlElement:
    """For a link that stands alone in its make: the nearest element that looks like an entry of its own."""
    current = node
    for _ in range(5):
        parent = current.getparent()
        if parent is None or parent.tag in ("body", "main", "ul", "tbody", "table", "form"):
            break
        if sum(1 for _ in parent.iter("a")) > (4 if parent.tag == "section" else 8):
            break
        current = parent
        if current.tag in ("article", "li", "tr", "section"):
            break
    return current


def block_dates(block: HtmlElement, title: str) -> tuple[list[str], list[str]]:
    """The date strings printed in an entry's block, and the machine dates of its time tags.

    Dates inside the title or the running text are not looked at: only text that stands by itself.
    """
    printed: list[str] = []
    machine: list[str] = []
    title_key = fold(title)
    for node in block.iter(etree.Element):
        if node.tag == "time":
            if (value := node.get("datetime")) and not _is_update(node):
                machine.append(value[:64])
            elif not _is_update(node) and (text := text_of(node, 120)):
                printed.append(text)
            continue
        if node.tag in ("script", "style", "a") and not (node.tag == "a" and len(text_of(node, 60)) <= 48):
            continue
        printed += [
            text for text in _own_texts(node) if len(text) <= 120 and fold(text) != title_key and read_date_like(text)
        ]
    if not printed and not machine:
        printed = _joined_dates(block, title_key)
    return list(dict.fromkeys(printed))[:4], list(dict.fromkeys(machine))[:3]


def _is_update(node: HtmlElement) -> bool:
    return "updated" in (node.get("class") or "").lower() and "published" not in (node.get("class") or "").lower()


def _own_texts(node: HtmlElement) -> list[str]:
    texts = [node.text or ""]
    texts += [child.tail or "" for child in node.iterchildren()]
    found = [" ".join(text.split()) for text in texts]
    if len(found) > 1 and sum(bool(text) for text in found) > 1:
        # "<b>Ngày đăng:</b> 05/09/2022 <i>|</i> 07:30" is one date in several pieces.
        whole = text_of(node, 160)
        if len(whole) <= 120:
            found.append(whole)
    return [
        text
        for text in found
        if (text and any(char.isdigit() for char in text)) or "trước" in text or "hôm" in text.lower()
    ]


def _joined_dates(block: HtmlElement, title_key: str) -> list[str]:
    """Dates split over elements, like the badge ``<span>05</span><span>Th9</span><span>2022</span>``."""
    found = []
    for node in block.iter("div", "span", "p", "td", "li", "small", "em", "i"):
        if sum(1 for _ in node.iterchildren(etree.Element)) < 1:
            continue
        text = text_of(node, 100)
        if text and len(text) <= 60 and fold(text) != title_key and read_date_like(text):
            found.append(text)
    return found


_SOME_DATE = re.compile(r"\d{1,2}\s*[/.\-–]\s*\d{1,2}|\b(?:thang|thg|th)\b|\d{4}|truoc|hom (?:nay|qua)|ago|vua xong")


def read_date_like(text: str) -> bool:
    """Tell whether a text is a date as `reading.dates` reads it, relative ones included."""
    bare = plain(text)
    if not _SOME_DATE.search(bare):
        return False
    return read_date(text, seen_at=_ANY_TIME) is not None
