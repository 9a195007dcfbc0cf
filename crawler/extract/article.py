"""An article page: whether it is one, and every string on it that may be its posting date."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from crawler.extract.files import is_file_address
from crawler.extract.listing import link_key, read_date_like
from crawler.extract.nodes import class_words, dom_path, text_of
from crawler.extract.page import Page, absolute
from crawler.extract.template import Template
from crawler.extract.views import is_other_view
from reading.addresses import same_address
from reading.dates import has_posting_label
from reading.fold import fold, plain
from records.facts import DateCandidate, DateSource, Place

_PUBLISHED_METAS = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "publishdate",
    "pubdate",
    "date",
    "article:published",
    "og:published_time",
)
_SOURCE = re.compile(r"^\(?\s*(?:nguon(?: tin| bai)?|theo|source)\s*[:\-–]?\s*\S")
_FRAME = (Place.MENU, Place.HEADER, Place.FOOTER, Place.SELECT)
_SHORT_DATE = 120
_NEAR_TITLE = 60
_OPENING = 600
_MOST_FILES = 60
_MOST_CATEGORIES = 5
_CATEGORY_WORDS = frozenset({"category", "categories", "cat", "cats", "chuyenmuc", "danhmuc", "tag", "tags", "tagged"})
_COMMENT_WORDS = frozenset({"comment", "comments", "commentlist", "commentmetadata", "binhluan", "disqus"})
_COMMENT_LINK = re.compile(r"#(?:comment|respond|binh-?luan)", re.I)
_COMMENT_DEPTH = 8
_DATE_WORDS = frozenset(
    {
        "date",
        "time",
        "ngay",
        "ngaydang",
        "publish",
        "published",
        "posted",
        "post",
        "meta",
        "info",
        "created",
        "createdate",
        "timer",
    }
)


@dataclass(slots=True)
class Article:
    """What an article page shows. `length` counts the characters of its own text, `opening` is its beginning; `files`
    are attachment addresses."""

    title: str = ""
    dates: list[DateCandidate] = field(default_factory=list)
    length: int = 0
    fingerprint: str = ""
    opening: str = ""
    source_line: str = ""
    canonical: str = ""
    files: list[tuple[str, str]] = field(default_factory=list)
    looks_like_article: bool = False
    categories: list[str] = field(default_factory=list)


def extract_article(page: Page, template: Template, title_hint: str = "") -> Article:
    """Read an article page; `title_hint` is the title under which a listing linked it."""
    article = Article()
    nodes = [node for node in page.tree.iter(etree.Element) if node.tag not in ("script", "style", "head")]
    heading = _heading(page, nodes, title_hint, template)
    article.title = (
        text_of(heading, 400) if heading is not None else (title_hint or page.meta("og:title") or page.title)
    )
    article.dates += _visible(page, nodes, heading, template)
    article.dates += _machine(page)
    article.dates.append(DateCandidate(text=page.url[:300], source=DateSource.URL))
    _read_body(page, article, nodes, heading, template)
    article.canonical = _canonical(page)
    article.categories = _categories(page, template)
    direct = {DateSource.VISIBLE, DateSource.TIME_TAG, DateSource.META, DateSource.JSON_LD}
    article.looks_like_article = (
        any(candidate.source in direct for candidate in article.dates) or page.meta("og:type").lower() == "article"
    )
    return article


def _categories(page: Page, template: Template) -> list[str]:
    """The categories an article names itself: its own category links and the middle of its breadcrumb."""
    found: list[str] = []
    for link in page.links:
        if not link.text or len(link.text) > 60 or link.place is not Place.MAIN:
            continue
        if link_key(link) in template.links:
            continue
        parent = link.node.getparent()
        words = class_words(link.node) | (class_words(parent) if parent is not None else frozenset())
        if {"category", "tag"} & set(link.rel.split()) or words & _CATEGORY_WORDS or _inside_breadcrumb(link.node):
            found.append(link.text)
    # An article has a few categories; a long list is the portal's index of all of them.
    labels = list(dict.fromkeys(found))
    return labels if len(labels) <= _MOST_CATEGORIES else []


def _canonical(page: Page) -> str:
    for node in page.tree.iterfind(".//link[@rel='canonical']"):
        return absolute(page, node.get("href") or "") or ""
    return ""


def _heading(page: Page, nodes: list[HtmlElement], hint: str, template: Template) -> HtmlElement | None:
    """The element that shows the article's title: the one whose words are the hint's, else the page's main heading."""
    wanted = fold(hint)
    titled = fold(page.title)
    best: HtmlElement | None = None
    for node in nodes:
        if node.tag not in ("h1", "h2", "h3", "h4", "div", "span", "p", "a", "td", "strong", "b", "font"):
            continue
        if page.place_of(node) in (Place.MENU, Place.FOOTER, Place.SIDEBAR, Place.SELECT):
            continue
        is_heading = node.tag in ("h1", "h2", "h3", "h4")
        if not is_heading and len(node) > 3:
            continue
        text = text_of(node, 400)
        key = fold(text)
        if len(key) < 6 or (_inside_breadcrumb(node)):
            continue
        if wanted and (key == wanted or (len(wanted) > 30 and key.startswith(wanted[: len(wanted) - 4]))):
            if is_heading:
                return node
            best = best if best is not None else node
        elif (
            not wanted
            and is_heading
            and titled.startswith(key[:60])
            and f"{dom_path(node)}|{key[:200]}" not in template.texts
        ):
            return node
    if best is not None:
        return best
    for tag in ("h1", "h2"):
        for node in nodes:
            if (
                node.tag == tag
                and page.place_of(node) is Place.MAIN
                and len(fold(text_of(node, 300))) >= 6
                and f"{dom_path(node)}|{fold(text_of(node, 300))[:200]}" not in template.texts
            ):
                return node
    return None


def _inside_breadcrumb(node: HtmlElement) -> bool:
    current: HtmlElement | None = node
    for _ in range(6):
        if current is None:
            return False
        if class_words(current) & {"breadcrumb", "breadcrumbs"}:
            return True
        current = current.getparent()
    return False


def _visible(
    page: Page, nodes: list[HtmlElement], heading: HtmlElement | None, template: Template
) -> list[DateCandidate]:
    """The date a reader sees at the title: the nearest string that is just a date and belongs to no other entry.

    Header clocks and sidebars are told by their place and by standing on the portal's empty page too.
    """
    position = nodes.index(heading) if heading is not None else None
    found: list[tuple[float, DateCandidate]] = []
    around = _Around(page, heading)
    for index, node in enumerate(nodes):
        if node.tag in ("a", "option", "select", "input", "button", "h1", "h2") and node.tag != "a":
            continue
        texts = _date_texts(node)
        if not texts:
            continue
        if page.place_of(node) in (Place.MENU, Place.HEADER, Place.FOOTER, Place.SIDEBAR, Place.SELECT):
            continue
        path = dom_path(node)
        if path in template.dates or around.is_other_entry(node) or around.is_comment(node):
            continue
        if any(f"{path}|{text}" in template.clocks for text in texts):
            continue
        distance = float(index if position is None else index - position)
        # A date above the title counts as farther than one below it at the same distance.
        rank = distance if distance >= 0 else -distance * 1.5
        if not (
            class_words(node) & _DATE_WORDS
            or (node.getparent() is not None and class_words(node.getparent()) & _DATE_WORDS)
        ):
            rank += 15
        if any(has_posting_label(text) for text in texts):
            rank = min(rank, _NEAR_TITLE / 2)
        if position is not None and rank > _NEAR_TITLE * (3 if class_words(node) & _DATE_WORDS else 1):
            continue
        if node.tag == "time" and (value := node.get("datetime")):
            updated = "updated" in (node.get("class") or "") and "published" not in (node.get("class") or "")
            source = DateSource.MODIFIED if updated else DateSource.TIME_TAG
            found.append((rank + (20 if updated else 0), DateCandidate(text=value[:64], source=source)))
            continue
        found += [(rank, DateCandidate(text=text, source=DateSource.VISIBLE)) for text in texts]
    found.sort(key=lambda pair: pair[0])
    chosen: list[DateCandidate] = []
    for source in (DateSource.TIME_TAG, DateSource.VISIBLE, DateSource.MODIFIED):
        chosen += [candidate for _, candidate in found if candidate.source is source][:1]
    return chosen


def _date_texts(node: HtmlElement) -> list[str]:
    if node.tag == "time":
        return [text_of(node, _SHORT_DATE) or (node.get("datetime") or "")]
    own = " ".join(" ".join([node.text or "", *(child.tail or "" for child in node.iterchildren())]).split())
    candidates = [own] if own else []
    pieces = [node.text or "", *(child.tail or "" for child in node.iterchildren())]
    if sum(bool(piece.strip()) for piece in pieces) > 1:
        # Lines parted by <br>: "Lượt xem: 12<br>Ngày gửi: 10h:30' 07-03-2023".
        candidates += [" ".join(piece.split()) for piece in pieces if piece.strip()]
    if own and len(node) <= 8:
        whole = text_of(node, _SHORT_DATE + 1)
        if whole != own:
            candidates.append(whole)
    elif not own and 1 < len(node) <= 8 and node.tag in ("div", "p", "span", "ul", "li", "td", "small"):
        candidates.append(text_of(node, _SHORT_DATE + 1))
    return [text for text in candidates if text and len(text) <= _SHORT_DATE and read_date_like(text)][:1]


class _Around:
    """What stands around the dates of one page; a block with thousands of them is looked through once."""

    def __init__(self, page: Page, heading: HtmlElement | None) -> None:
        self._page = page
        self._here = same_address(page.url)
        self._heading = heading
        self._titled: dict[HtmlElement, bool] = {}
        self._commented: dict[HtmlElement, bool] = {}

    def is_other_entry(self, node: HtmlElement) -> bool:
        """Tell whether a date stands in the block of another entry: related posts, newest posts."""
        current: HtmlElement | None = node
        for _ in range(4):
            if current is None or current.tag in ("body", "main", "article", "section"):
                return False
            if current not in self._titled:
                self._titled[current] = any(map(self._is_title, current.iter("a")))
            if self._titled[current]:
                # A wide block that also holds the article's text is no entry.
                return len(text_of(current, 1_200)) < 600
            current = current.getparent()
        return False

    def _is_title(self, link: HtmlElement) -> bool:
        if len(text_of(link, 60)) < 18 or not (url := absolute(self._page, link.get("href") or "")):
            return False
        # The menu within a wrapper of the whole page makes no entry of it.
        if self._page.place_of(link) in _FRAME or is_file_address(url) or is_other_view(url):
            return False
        return same_address(url) != self._here

    def is_comment(self, node: HtmlElement) -> bool:
        """Tell whether a date stands in a comment, or beside a link to one (a widget of the newest comments)."""
        current: HtmlElement | None = node
        for _ in range(_COMMENT_DEPTH):
            if current is None or current.tag in ("body", "main", "article"):
                return False
            if class_words(current) & _COMMENT_WORDS:
                # A wrapper of the whole post may speak of its comments as well.
                heading = self._heading
                return heading is None or not any(parent is current for parent in heading.iterancestors())
            parent = current.getparent()
            block = parent if parent is not None else current
            if block not in self._commented:
                self._commented[block] = _links_to_comment(block)
            if self._commented[block]:
                return True
            current = parent
        return False


def _links_to_comment(block: HtmlElement) -> bool:
    """Tell whether a block is little more than a link to a comment."""
    length: int | None = None
    for link in block.iter("a"):
        if _COMMENT_LINK.search(link.get("href") or ""):
            length = len(text_of(block, 600)) if length is None else length
            if len(text_of(link, 200)) + _SHORT_DATE > length:
                return True
    return False


def _machine(page: Page) -> list[DateCandidate]:
    found: list[DateCandidate] = []
    for name in _PUBLISHED_METAS:
        if value := page.meta(name):
            found.append(DateCandidate(text=value[:64], source=DateSource.META))
            break
    for name in ("article:modified_time", "og:updated_time", "datemodified"):
        if value := page.meta(name):
            found.append(DateCandidate(text=value[:64], source=DateSource.MODIFIED))
            break
    for script in page.tree.iter("script"):
        if "ld+json" in (script.get("type") or "") and (published := _published_in(script.text or "")):
            found.append(DateCandidate(text=published[:64], source=DateSource.JSON_LD))
            break
    return found


def _published_in(text: str) -> str | None:
    try:
        data = json.loads(text[:200_000])
    except (ValueError, RecursionError):
        match = re.search(r'"datePublished"\s*:\s*"([^"]{8,40})"', text[:200_000])
        return match[1] if match else None
    return _walk(data, 0)


def _walk(data: object, depth: int) -> str | None:
    if depth > 6:
        return None
    if isinstance(data, dict):
        kind = str(data.get("@type", ""))
        value = data.get("datePublished")
        if isinstance(value, str) and ("Article" in kind or "Posting" in kind or "WebPage" in kind or not kind):
            return value
        children = list(data.values())
    elif isinstance(data, list):
        children = data
    else:
        return None
    for child in children[:200]:
        if found := _walk(child, depth + 1):
            return found
    return None


def _read_body(
    page: Page, article: Article, nodes: list[HtmlElement], heading: HtmlElement | None, template: Template
) -> None:
    start = nodes.index(heading) if heading is not None else 0
    pieces: list[str] = []
    for node in nodes[start:]:
        if page.place_of(node) in (Place.MENU, Place.HEADER, Place.FOOTER, Place.SIDEBAR, Place.SELECT):
            continue
        own = " ".join(" ".join([node.text or "", *(child.tail or "" for child in node.iterchildren())]).split())
        if (
            own
            and node.tag not in ("a", "option", "button")
            and f"{dom_path(node)}|{fold(own)[:200]}" not in template.texts
        ):
            pieces.append(own)
            if not article.source_line and len(own) < 160 and _SOURCE.match(plain(own)):
                article.source_line = text_of(node, 200)
    text = " ".join(pieces)
    article.length = len(text)
    article.opening = text[:_OPENING]
    key = fold(text[:20_000])
    article.fingerprint = hashlib.sha256(key.encode()).hexdigest()[:32] if len(key) > 80 else ""
    article.files = [
        (link.url, link.text)
        for link in page.links
        if is_file_address(link.url) and page.place_of(link.node) is Place.MAIN and link_key(link) not in template.links
    ][:_MOST_FILES]
    for node in page.tree.iter("iframe", "embed", "object"):
        value = node.get("src") or node.get("data-src") or node.get("data") or ""
        url = absolute(page, value)
        if url and is_file_address(url) and urlsplit(url).path.lower().endswith(".pdf"):
            article.files.append((url, ""))
