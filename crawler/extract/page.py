"""A page, parsed once: text decoded, tree built, regions marked, links collected with their place and menu path."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from crawler.extract.nodes import class_words, squeeze, text_of
from crawler.extract.regions import mark_regions
from crawler.extract.viewers import unwrapped
from reading.addresses import route_of, without_session
from reading.dates import read_date
from records.facts import Place

MOST_LINKS = 6_000
LONGEST_DATA_URI = 2_000
_LONG_LABEL = 40
_SHORT_TITLE = 8
_TITLE_WORDS = frozenset({"title", "heading", "headline", "caption", "name", "tieude", "tua", "ten", "subject"})
_DATA_URI = re.compile(rb"data:[a-z/+.-]{3,40};base64,[A-Za-z0-9+/=\s]{%d,}" % LONGEST_DATA_URI)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_\-]{3,30})", re.I)
_URL_IN_SCRIPT = re.compile(
    r"(?:location(?:\.href)?\s*=|window\.open\(|location\.(?:assign|replace)\(|\b\w*(?:down|open|view|go)\w*\()"
    r"[^'\"]{0,80}['\"]([^'\"]{2,500})['\"](?:\s*,\s*['\"]([^'\"]{2,500})['\"])?",
    re.I,
)
# Any other call with an address of the portal among its arguments: RefreshPageTo(event, "/Lists/…").
_QUOTED_ADDRESS = re.compile(r"\(\s*(?:[\w.]+\s*,\s*)?['\"]((?:https?:/)?/[^'\"\s]{1,500})['\"]")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_ADDRESS_ATTRIBUTES = ("data-href", "data-url", "data-link", "data-file")


@dataclass(slots=True)
class Link:
    """A link as it stands on a page: absolute address without fragment (a route of a front-end aside), the text a
    reader sees, where it stands."""

    url: str
    text: str
    place: Place
    path: tuple[str, ...]
    node: HtmlElement
    by_script: bool = False
    rel: str = ""


@dataclass(slots=True)
class Page:
    """A parsed page. `regions` maps elements that start a region to its place. `routes`: what stands behind a hash may
    name a page of its own, as only a page that a browser showed can mean it."""

    url: str
    tree: HtmlElement
    base: str
    title: str
    charset: str
    size: int
    links: list[Link] = field(default_factory=list)
    metas: dict[str, list[str]] = field(default_factory=dict)
    regions: dict[HtmlElement, Place] = field(default_factory=dict)
    routes: bool = False

    def place_of(self, node: HtmlElement) -> Place:
        """Where on the page `node` stands; MAIN unless an ancestor marks another region."""
        current: HtmlElement | None = node
        while current is not None:
            if (place := self.regions.get(current)) is not None:
                return place
            current = current.getparent()
        return Place.MAIN

    def meta(self, name: str) -> str:
        """The first content of the meta tag `name`, or an empty text."""
        return next(iter(self.metas.get(name, ())), "")


def decode(body: bytes, content_type: str = "") -> tuple[str, str]:
    """Return the text of a page and the charset it was read in.

    UTF-8 is tried first whatever the page claims, because wrong claims are common and UTF-8 does not fit by accident;
    then the claimed charset; then BeautifulSoup's detector, off the hot path.
    """
    for mark, name in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace"), name
    claimed = ""
    if match := re.search(r"charset\s*=\s*[\"']?([\w-]+)", content_type, re.I):
        claimed = match[1]
    elif tag := _CHARSET.search(body[:8192]):
        claimed = tag[1].decode("ascii")
    try:
        return body.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        # A page cut in the middle of a letter, or one stray byte in much UTF-8, is still UTF-8.
        if error.start > len(body) - 4 or _mostly_utf8(body):
            return body.decode("utf-8", "replace"), "utf-8"
    if claimed and claimed.lower().replace("-", "") not in ("utf8", "iso88591"):
        try:
            return body.decode(claimed, "replace"), claimed.lower()
        except (LookupError, UnicodeError):
            # An unknown charset, or one that is no charset of pages ("idna").
            pass
    # Loaded here: most portals are UTF-8 and never need it.
    from bs4.dammit import UnicodeDammit

    dammit = UnicodeDammit(body[:200_000], ["windows-1258"] if not claimed else [claimed], is_html=True)
    name = dammit.original_encoding or "windows-1252"
    return body.decode(name, "replace"), name


def _mostly_utf8(body: bytes) -> bool:
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    letters = sum(1 for char in text[:200_000] if "\u0080" <= char <= "\u1eff")
    return broken <= 3 or letters > 20 * broken


def parse_page(body: bytes, url: str, content_type: str = "", *, routes: bool = False) -> Page | None:
    """Parse a page, or None when its bytes hold no HTML element at all. Never raises on any bytes."""
    if len(body) > 100_000:
        body = _DATA_URI.sub(b"data:,", body)
    text, charset = decode(body, content_type)
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    data = text.replace("\x00", "").encode("utf-8", "replace")
    try:
        tree = lxml.html.document_fromstring(data, parser=parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None
    page = Page(url=url, tree=tree, base=_base(tree, url), title="", charset=charset, size=len(body), routes=routes)
    page.title = squeeze(tree.findtext(".//title") or "")[:500]
    _read_metas(page)
    page.regions = mark_regions(page.tree)
    _collect_links(page)
    return page


def _base(tree: HtmlElement, url: str) -> str:
    for node in tree.iterfind(".//base[@href]"):
        joined = _join(url, node.get("href", ""))
        return joined or url
    return url


def _join(base: str, href: str, *, routes: bool = False) -> str | None:
    href = href.strip().replace("\n", "").replace("\t", "")
    if not href or len(href) > 2_000:
        return None
    if "\\" in href:
        # Browsers read it as a slash, and on Windows it was written as one.
        path, mark, query = href.partition("?")
        href = path.replace("\\", "/") + mark + query
    try:
        absolute, fragment = urldefrag(urljoin(base, href))
        parts = urlsplit(absolute)
        parts.port  # noqa: B018 - raises on a malformed port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    address = without_session(absolute)
    return f"{address}#{fragment}" if routes and route_of(f"#{fragment}") else address


def absolute(page: Page, href: str) -> str | None:
    """The absolute http(s) address `href` means on `page`, without fragment; None for anything else."""
    return _join(page.base, href, routes=page.routes)


def _read_metas(page: Page) -> None:
    for node in page.tree.iter("meta"):
        name = (
            node.get("name") or node.get("property") or node.get("itemprop") or node.get("http-equiv") or ""
        ).lower()
        content = node.get("content")
        if name and content:
            page.metas.setdefault(name[:80], []).append(content[:1_000])


def _label(node: HtmlElement) -> str:
    """What a reader takes a link for: its text, or the alternative text of its picture, or its title."""
    text = text_of(node, 400)
    if text:
        return (title_within(node) if len(text) > _LONG_LABEL else _less_day(node, text)) or text
    for image in node.iter("img", "area"):
        for attribute in ("alt", "title"):
            if value := squeeze(image.get(attribute) or ""):
                return value[:400]
    for attribute in ("title", "aria-label", "alt"):
        if value := squeeze(node.get(attribute) or ""):
            return value[:400]
    return ""


def _less_day(node: HtmlElement, text: str) -> str:
    """The words of a short card less the day beside them ("26/04/2022"); empty where it has none."""
    for child in node.iter("h1", "h2", "h3", "h4", "h5", "h6", "time"):
        part = text_of(child, 400)
        rest = text.replace(part, " ", 1).strip() if part else ""
        title, day = (rest, part) if child.tag == "time" else (part, rest)
        if title and day and read_date(day) is not None:
            return title
    return ""


def title_within(node: HtmlElement) -> str:
    """The title of a card that is a link as a whole: its heading, or the part its class calls a title."""
    for child in node.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        if text := text_of(child, 400):
            return text
    for child in node.iter("div", "p", "span", "strong", "b"):
        if class_words(child) & _TITLE_WORDS and len(text := text_of(child, 400)) >= _SHORT_TITLE:
            return text
    blocks = [child for child in node.iter("div", "p") if child.find("./div") is None]
    texts = [text for child in blocks if len(text := text_of(child, 400)) >= _SHORT_TITLE]
    # The first line of words is the title; a badge before it is too short, what follows it is the excerpt.
    return next((text for text in texts if sum(word.isalpha() for word in text.split()) >= 3), "")


def _collect_links(page: Page) -> None:
    for node in page.tree.iter("a", "area", "option", "form", "button", "div", "span", "p", "tr", "td", "li"):
        if len(page.links) >= MOST_LINKS:
            return
        tag = node.tag
        if tag in ("a", "area"):
            found = _address_of_anchor(page, node)
        elif tag == "option":
            value = node.get("value") or ""
            found = (page_address, False) if "/" in value and (page_address := _join(page.base, value)) else None
        elif tag == "form":
            found = _address_of_form(page, node)
        else:
            found = _address_by_script(page, node)
        if found is None:
            continue
        url, by_script = found
        place = Place.SELECT if tag == "option" else page.place_of(node)
        path = _menu_path(node)
        page.links.append(
            Link(
                url=url,
                text=_label(node),
                place=place,
                path=path,
                node=node,
                by_script=by_script,
                rel=(node.get("rel") or "").lower(),
            )
        )


def _address_of_anchor(page: Page, node: HtmlElement) -> tuple[str, bool] | None:
    href = (node.get("href") or "").strip()
    lowered = href[:12].lower()
    in_page = href.startswith("#") and not (page.routes and route_of(href))
    if href and not in_page and not lowered.startswith(("javascript:", "mailto:", "tel:", "data:")):
        url = _join(page.base, unwrapped(href), routes=page.routes)
        return (url, False) if url else None
    return _address_by_script(page, node)


def _address_of_form(page: Page, node: HtmlElement) -> tuple[str, bool] | None:
    """A form without anything to fill in is a link drawn as a button."""
    if (node.get("method") or "get").lower() != "get" or not node.get("action"):
        return None
    fields = [
        field for field in node.iter("input", "select", "textarea") if field.get("type") not in ("submit", "image")
    ]
    url = None if fields else _join(page.base, node.get("action") or "")
    return (url, True) if url else None


def _address_by_script(page: Page, node: HtmlElement) -> tuple[str, bool] | None:
    # On a link it is where a script takes the address from; on a block it is a picture.
    attributes = (*_ADDRESS_ATTRIBUTES, "data-src") if node.tag == "a" else _ADDRESS_ATTRIBUTES
    for attribute in attributes:
        value = node.get(attribute)
        if value and "/" in value and (url := _join(page.base, value, routes=page.routes)):
            return url, True
    script = node.get("onclick") or ""
    href = node.get("href") or ""
    if not script and href.lower().startswith("javascript:"):
        script = href[11:]
    if script and len(script) < 2_000 and (match := _URL_IN_SCRIPT.search(script)):
        for value in (match[2], match[1]):
            if value and ("/" in value or "." in value) and (url := _join(page.base, _unescaped(value))):
                return url, True
    if script and len(script) < 2_000 and (match := _QUOTED_ADDRESS.search(script)):
        url = _join(page.base, _unescaped(match[1]))
        return (url, True) if url else None
    return None


def _unescaped(value: str) -> str:
    """A string of a script as text: ``\\u0026`` is an ampersand."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value).replace("\\/", "/")


def _menu_path(node: HtmlElement) -> tuple[str, ...]:
    """The labels of the list entries above a link, outermost first."""
    labels: list[str] = []
    own = _ancestor(node, "li")
    parent = own.getparent() if own is not None else None
    while parent is not None and len(labels) < 6:
        entry = _ancestor(parent, "li")
        if entry is None:
            break
        label = _entry_label(entry)
        if label:
            labels.append(label)
        parent = entry.getparent()
    return tuple(reversed(labels))


def _ancestor(node: HtmlElement, tag: str) -> HtmlElement | None:
    current: HtmlElement | None = node
    while current is not None and current.tag != tag:
        current = current.getparent()
    return current


def _entry_label(entry: HtmlElement) -> str:
    if entry.text and entry.text.strip():
        return squeeze(entry.text)[:200]
    for child in entry.iterchildren(etree.Element):
        if child.tag in ("ul", "ol"):
            break
        if text := text_of(child, 300):
            if child.find(".//li") is None:
                return text[:200]
            first = next(child.iter("a", "span"), None)
            return text_of(first, 200) if first is not None else ""
    return ""
