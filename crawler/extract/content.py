"""What a page itself holds once the portal's template is taken away: headings, text, entries, files, pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from crawler.extract.choices import choices_of
from crawler.extract.files import is_file_address, is_media, is_picture, is_shown_as_file
from crawler.extract.listing import block_dates, link_key, read_date_like
from crawler.extract.nodes import class_words, dom_path, text_of
from crawler.extract.page import Link, Page, absolute
from crawler.extract.template import Template, pieces_of
from crawler.extract.viewers import is_short_link, unwrapped
from crawler.extract.views import is_other_view
from reading.addresses import same_address, site_of
from reading.fold import fold, plain
from reading.school_years import school_years_in
from records.base import clip
from records.facts import Place, SectionItem

_PANE_ATTRIBUTES = ("data-target", "data-bs-target", "aria-controls")
_MOST_PANES = 60
# Fields of spam traps and comments: nobody writes to the school there.
_NO_MESSAGE = frozenset({"g-recaptcha-response", "h-captcha-response", "comment"})
_COMMENT_FORM = frozenset({"comment", "commentform", "comments"})
_SOCIAL = re.compile(
    r"(?:^|\.)(?:facebook\.com|fb\.com|twitter\.com|x\.com|zalo\.me|youtube\.com|youtu\.be|linkedin\.com|pinterest\.com"
    r"|instagram\.com|tiktok\.com|plus\.google\.com|t\.me)$"
)
_GENERIC = re.compile(
    r"^(?:tai (?:ve|xuong|file|tep|day)(?: tai day| may| file)?|xem(?: truoc| file| chi tiet| online| tai day"
    r"| them| tiep)?|chi tiet"
    r"|download(?: file)?|click(?: vao day| here)?|tai day|link|view|file|(?:file|tep|tap tin) dinh kem"
    r"|dinh kem|doc tiep|doc them"
    r"|read more|\[?pdf\]?|\[?docx?\]?|xem/tai|preview|in|here|day|day la|mo)?[.:…\s]*$"
)
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "summary": 6, "caption": 6, "dt": 7, "legend": 6}
_PAPER = re.compile(r"(?:mau )?(?:don|giay|phieu|bieu mau|bm|cong khai|ban cam ket|thong bao cong khai)\b(?: \w+){1,}")
_SHOWN_BY = ("src", "filename", "url")
MOST_ITEMS = 400


@dataclass(slots=True)
class Content:
    """The page's own content. Each piece of text and each entry carries a key that is equal where the same stands at
    the same place of another page."""

    headings: list[str] = field(default_factory=list)
    breadcrumb: list[str] = field(default_factory=list)
    pieces: list[tuple[str, str]] = field(default_factory=list)
    items: list[SectionItem] = field(default_factory=list)
    item_keys: list[str] = field(default_factory=list)
    embeds: list[str] = field(default_factory=list)
    images: int = 0
    asks_password: bool = False
    asks_message: bool = False

    @property
    def text(self) -> str:
        """What a reader sees, entries included."""
        return " ".join(text for _, text in self.pieces)[:20_000]

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all pieces and entries."""
        return frozenset([*(key for key, _ in self.pieces), *self.item_keys])

    def without(self, common: frozenset[str]) -> Content:
        """The content less what other pages show at the same place too."""
        kept: dict[str, tuple[SectionItem, str]] = {}
        for item, key in zip(self.items, self.item_keys, strict=True):
            if key in common:
                continue
            address = same_address(item.url)
            known = kept.get(address)
            # An address often stands twice, by a picture and by its words: the better title stays.
            if known is None or (_GENERIC.match(plain(known[0].title)) and not _GENERIC.match(plain(item.title))):
                kept[address] = (item, key)
        return replace(
            self,
            pieces=[(key, text) for key, text in self.pieces if key not in common],
            items=[item for item, _ in kept.values()],
            item_keys=[key for _, key in kept.values()],
        )

    def less(self, addresses: frozenset[str], labels: frozenset[str]) -> Content:
        """The content less links to `addresses` (`same_address`) and pieces that are just one of `labels` (folded)."""
        kept = [
            (item, key)
            for item, key in zip(self.items, self.item_keys, strict=True)
            if same_address(item.url) not in addresses
        ]
        return replace(
            self,
            pieces=[(key, text) for key, text in self.pieces if fold(text) not in labels],
            items=[item for item, _ in kept],
            item_keys=[key for _, key in kept],
        )


def extract_content(page: Page, template: Template, home: str) -> Content:
    """Read what `page` itself holds; `home` is the portal's address, links to it are no content."""
    content = Content()
    skipped = _skipped_regions(page)
    stack: list[tuple[int, str]] = []
    not_content = {same_address(page.url), same_address(home)}
    by_node: dict[HtmlElement, Link] = {link.node: link for link in page.links}
    panes = _panes(page)
    for node in page.tree.iter(etree.Element):
        if node.tag in ("script", "style", "noscript", "head", "template", "title"):
            continue
        if node.tag == "option" and (link := by_node.get(node)) is not None and is_file_address(link.url):
            # A list to choose a file from stands for as many links.
            _add_item(page, link, content, tuple(text for _, text in stack), not_content)
            continue
        region = _region(node, skipped)
        if region is Place.HEAD:
            if "breadcrumb" in " ".join(class_words(node)) and not content.breadcrumb:
                content.breadcrumb = [
                    text_of(link, 120) for link in node.iter("a", "span", "li") if text_of(link, 120)
                ][:8]
            continue
        link = by_node.get(node)
        if link is not None and is_other_view(link.url):
            continue  # "Permanent link", "History": they lead to this page, not to anything it holds.
        level = _HEADINGS.get(str(node.tag)) or _pseudo_heading(node)
        if level:
            text = clip(text_of(node, 300))
            key = f"{dom_path(node)}|{fold(text)[:200]}"
            if text and key not in template.texts and fold(text):
                while stack and stack[-1][0] >= level:
                    stack.pop()
                stack.append((level, text))
                if level <= 6 and str(node.tag) in _HEADINGS:
                    content.headings.append(text)
        own = " ".join(" ".join([node.text or "", *(child.tail or "" for child in node.iterchildren())]).split())
        if own and node.tag not in ("option", "button", "select"):
            key = f"{dom_path(node)}|{fold(own)[:200]}"
            if key not in template.texts and len(content.pieces) < 4_000:
                content.pieces.append((key, own))
        if node.tag in ("iframe", "embed", "object"):
            _add_embed(page, node, content, stack[-1][1] if stack and stack[-1][0] > 1 else "")
        elif node.tag == "img":
            content.images += _is_content_image(node)
            _add_pictured_paper(page, node, content)
        elif node.tag == "input" and (node.get("type") or "").lower() == "password":
            content.asks_password = True
        elif node.tag == "textarea" and (node.get("name") or "").lower() not in _NO_MESSAGE:
            content.asks_message = content.asks_message or not _COMMENT_FORM & class_words(_form_of(node))
        if link is not None and link_key(link) not in template.links and len(content.items) < MOST_ITEMS:
            under = (*_pane_labels(node, panes), *(text for _, text in stack))
            _add_item(page, link, content, under, not_content)
    _add_chosen_years(page, content)
    content.headings = content.headings[:40]
    return content


def _add_chosen_years(page: Page, content: Content) -> None:
    """School years that a form lets a reader choose are as many links."""
    for choices in choices_of(page):
        for one in choices:
            if school_years_in(one.label) and len(content.items) < MOST_ITEMS:
                content.item_keys.append(f"{dom_path(one.node)}|{same_address(one.url)}")
                content.items.append(SectionItem(title=clip(one.label), url=one.url))


def _panes(page: Page) -> dict[str, str]:
    """The id of each tab's or accordion's pane, with the words of the control that shows it ("Năm học 2021-2022")."""
    found: dict[str, str] = {}
    for node in page.tree.iter("a", "button", "li", "div"):
        target = next((value for name in _PANE_ATTRIBUTES if (value := node.get(name))), node.get("href") or "")
        if node.tag not in ("a", "button") and not target:
            continue
        name = target.removeprefix("#")
        if (target.startswith("#") or node.get("aria-controls") == target) and name and len(found) < _MOST_PANES:
            text = text_of(node, 160)
            if 3 < len(text) <= 120:
                found.setdefault(name, clip(text))
    return found


def _pane_labels(node: HtmlElement, panes: dict[str, str]) -> tuple[str, ...]:
    """The words of the controls of all panes a node stands in, outermost first."""
    if not panes:
        return ()
    labels = [panes[name] for parent in node.iterancestors() if (name := parent.get("id")) in panes]
    return tuple(reversed(labels))


def _form_of(node: HtmlElement) -> HtmlElement:
    """The form a field stands in, or the field itself."""
    return next(node.iterancestors("form"), node)


def _skipped_regions(page: Page) -> dict[HtmlElement, bool]:
    """Elements whose inside is not the page's own content: menus, headers, footers, sidebars, breadcrumbs, pagers."""
    skipped: dict[HtmlElement, bool] = {}
    for node, place in page.regions.items():
        if place in (Place.MENU, Place.HEADER, Place.FOOTER, Place.SIDEBAR, Place.SELECT):
            skipped[node] = True
    for node in page.tree.iter("div", "ul", "ol", "nav", "p"):
        words = class_words(node)
        if words & {
            "breadcrumb",
            "breadcrumbs",
            "pagination",
            "pager",
            "paging",
            "pagenavi",
            "phantrang",
            "share",
            "social",
            "addthis",
            "related",
            "lienquan",
        }:
            skipped[node] = True
    return skipped


def _region(node: HtmlElement, skipped: dict[HtmlElement, bool]) -> Place:
    current: HtmlElement | None = node
    while current is not None:
        if current in skipped:
            return Place.HEAD
        current = current.getparent()
    return Place.MAIN


def _pseudo_heading(node: HtmlElement) -> int | None:
    """A short bold paragraph, a one-cell table row or an accordion button heads what follows, as people write it."""
    if node.tag in ("p", "div", "center"):
        children = list(node.iterchildren(etree.Element))
        if len(children) == 1 and children[0].tag in ("strong", "b", "u") and not (node.text or "").strip():
            text = text_of(node, 160)
            if 3 < len(text) <= 120 and text == text_of(children[0], 160) and node.find(".//a") is None:
                return 7
        if class_words(node) & {"accordion", "panel", "toggle", "tab"} and class_words(node) & {
            "title",
            "heading",
            "header",
        }:
            return 7
    if node.tag == "tr":
        cells = list(node.iterchildren("td", "th"))
        if len(cells) == 1 and node.find(".//a") is None and 3 < len(text_of(node, 160)) <= 120:
            return 7
    return None


def _add_embed(page: Page, node: HtmlElement, content: Content, heading: str) -> None:
    """Take what a frame shows; under a heading of its own it is what that heading says."""
    for value in (node.get("src"), node.get("data-src"), node.get("data"), _parameter(node)):
        if value and (url := absolute(page, unwrapped(value))):
            host = urlsplit(url).hostname or ""
            if not _SOCIAL.search(host) and "maps" not in url and len(content.embeds) < 40:
                content.embeds.append(url)
                if heading and is_file_address(url) and len(content.items) < MOST_ITEMS:
                    content.item_keys.append(f"{dom_path(node)}|{same_address(url)}")
                    content.items.append(SectionItem(title=heading, url=url, is_file=True))
            return


def _parameter(node: HtmlElement) -> str | None:
    """What an `object` is told to show by its parameters, as old editors wrote it."""
    return next((one.get("value") for one in node.iter("param") if (one.get("name") or "").lower() in _SHOWN_BY), None)


def _add_pictured_paper(page: Page, node: HtmlElement, content: Content) -> None:
    """A photographed paper that stands on the page itself: its alternative text names a form or something published."""
    title = clip(node.get("alt") or node.get("title") or "")
    if not _PAPER.match(fold(title)) or not _is_content_image(node) or next(node.iterancestors("a"), None) is not None:
        return
    url = absolute(page, node.get("src") or node.get("data-src") or "")
    if url and len(content.items) < MOST_ITEMS:
        content.item_keys.append(f"{dom_path(node)}|{same_address(url)}")
        content.items.append(SectionItem(title=title, url=url, is_file=True))


def _is_content_image(node: HtmlElement) -> bool:
    """Scans of pages are large; icons and spacers are not content."""
    for attribute in ("width", "height"):
        value = re.match(r"\d+", node.get(attribute) or "")
        if value and int(value[0]) < 150:
            return False
    source = (node.get("src") or node.get("data-src") or "").lower()
    return bool(source) and not re.search(
        r"icon|logo|banner|spacer|blank|loading|avatar|emoji|pixel|button|\.gif|data:", source
    )


def _add_item(page: Page, link: Link, content: Content, under: tuple[str, ...], own: set[str]) -> None:
    address = same_address(link.url)
    if address in own or _SOCIAL.search(urlsplit(link.url).hostname or ""):
        return
    is_file = is_file_address(link.url) or is_short_link(link.url) or is_media(link.url) or _is_picture_of_paper(link)
    generic = bool(_GENERIC.match(plain(link.text)))
    if not is_file and site_of(link.url) != site_of(page.url):
        return
    title = link.text
    block = _row(link.node)
    if generic:
        is_file = is_file or (site_of(link.url) == site_of(page.url) and is_shown_as_file(link))
        if not is_file and not link.by_script:
            return
        title = _row_title(block, link) or title or link.url.rsplit("/", 1)[-1]
    if not title or (link.text.strip().isdigit() and not is_file):
        return
    dates, machine = block_dates(block, title) if block is not link.node else ([], [])
    content.item_keys.append(link_key(link))
    content.items.append(
        SectionItem(
            title=title,
            url=link.url,
            under=under[-3:],
            date_text=(dates or machine or [""])[0],
            is_file=is_file
            or (link.by_script and site_of(link.url) == site_of(page.url) and "/upload" in link.url.lower()),
        )
    )


def _is_picture_of_paper(link: Link) -> bool:
    """A link in words to a picture: a photographed paper. A picture that leads to itself only larger is a picture."""
    return bool(link.text) and is_picture(link.url) and link.node.find(".//img") is None


def _row(node: HtmlElement) -> HtmlElement:
    """The row, entry or paragraph a link stands in."""
    current = node
    for _ in range(6):
        parent = current.getparent()
        if parent is None or parent.tag in ("body", "main", "table", "tbody", "ul", "ol", "section"):
            return current
        if parent.tag in ("tr", "li", "p", "dd", "article"):
            return parent
        if len({link.get("href") for link in parent.iter("a")}) > 3:
            return current
        current = parent
    return current


def _row_title(block: HtmlElement, link: Link) -> str:
    """The longest text of a row that is not the link's own words, a date or a number."""
    texts = [text for _, text in pieces_of(block) if not _GENERIC.match(plain(text)) and not read_date_like(text)]
    texts = [text for text in texts if len(fold(text)) > 3 and not fold(text).isdigit()]
    return max(texts, key=len)[:300] if texts else ""
