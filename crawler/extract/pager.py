"""The pager of a listing: where its next page is, how many pages or entries it claims, or that no GET follows it."""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import dataclass, field
from itertools import islice

from lxml.html import HtmlElement

from crawler.extract.choices import choices_of
from crawler.extract.nodes import class_words, dom_path, text_of
from crawler.extract.page import Link, Page, absolute
from crawler.extract.turning import counts, extends, fresh_part, is_paged, leads_on, stays
from reading.addresses import same_address, site_of
from reading.fold import plain

_CONTAINER = frozenset(
    {"pagination", "paging", "pager", "pagenavi", "paginate", "phantrang", "pagelist", "paginator", "pages"}
)
_CONTAINER_WORD = re.compile(r"(?:paging|pager|pagination|pagenav|phantrang)$")
_OLDER = (
    r"(?:cac |nhung )?(?:bai|tin|muc)(?: viet| tuc| bai)?(?: dang| da dang)? (?:cu(?: hon)?|truoc(?: (?:do|day|kia))?)"
    r"|(?:bai viet )?cu hon"
)
# Arrows as themes draw them: guillemets, angle brackets of every width, triangles, chevrons.
_ON = "»›>→⟩⟫〉》▶►▸❯⇒≫⟶"
_BACK = "«‹<←⟨⟪〈《◀◄◂❮⇐≪⟵"
_NEXT = re.compile(
    rf"^(?:[{_ON}{_BACK}|\s]*)(?:trang (?:sau|tiep|ke|ke tiep|tiep theo)|tiep(?: theo| tuc)?|sau|ke tiep"
    r"|next(?: page| posts?)?|older(?: posts| entries| articles)?|load more|more posts"
    rf"|(?:xem|tai) them(?: tin| bai(?: viet)?| tin bai)?|{_OLDER})(?:[{_ON}\s]*)$|^[{_ON}]{{1,2}}$"
)
_TURN = re.compile(
    rf"^[{_ON}{_BACK}|\s]*(?:(?:trang|page) (?:sau|truoc|dau|cuoi|tiep|ke|next|prev)|truoc|sau|dau|cuoi|tiep(?: theo)?"
    r"|(?:cac )?(?:tin|bai)(?: viet)?(?: dang)? moi hon|moi hon"
    r"|(?:newer|older|previous|next)(?: posts| entries| articles| page)?"
    rf"|{_OLDER})[{_ON}{_BACK}|\s]*$|^[{_ON}{_BACK}]{{1,2}}$"
)
# What brings more of a list below it, on the same page.
_MORE = re.compile(
    r"^(?:(?:xem|tai|hien thi) them(?: (?:cac )?(?:tin|bai|muc)(?: tuc| bai| viet| dang)?)?|load more|more posts)\W*$"
)
_MORE_ADDRESSES = ("data-url", "data-href", "data-link")
_WHOLE = re.compile(
    rf"^[{_ON}\[(\s]*(?:(?:xem |doc )?(?:tat ca|toan bo)(?: cac)?(?: tin(?: tuc| bai)?| bai(?: viet| dang)?"
    rf"| thong bao)*|(?:kho )?luu tru(?: tin(?: bai| tuc)?| bai viet)?|{_OLDER}"
    r"|(?:view |see |show )?all(?: posts| news| entries"
    rf"| articles)?|(?:posts? |news |blog )?archives?|older posts|older entries)[{_ON}\])\s.]*$"
)
_NUMBER = re.compile(r"^\W*(?:trang|page)?\s*(\d{1,4})\W*$")
_OF_PAGES = re.compile(r"\b(?:trang|page)\s*(\d{1,4})\s*(?:/|tren|trong|of|cua)\s*(\d{1,4})\b")
_TOTAL = re.compile(
    r"\b(?:tong (?:so|cong)|co tat ca|tat ca|trong (?:tong )?so|of|tren tong so)\s*:?\s*(\d{1,6})\s*"
    r"(?:bai|tin|muc|ket qua|items?|posts?|ban ghi|van ban|results?)"
)
_CONFIG = re.compile(r"decode64\(\s*['\"]([A-Za-z0-9+/=]{40,20000})['\"]\s*\)[^{]{0,20}\{[^}]{0,200}?\"id\":\"(\d+)\"")
_MOST_PAGES = 5_000
_MOST_ROWS = 60
_TITLE = 12
_NEAR = 12
_SEVERAL = 3
_AWAY = re.compile(r"(?:https?:)?//|javascript:|#|mailto:")


@dataclass(slots=True)
class Pager:
    """What a page's pager says. `numbers` maps page numbers to addresses; `unreadable` when a GET cannot follow it.

    `others` are controls of no known wording that lead back to the listing with further parameters: worth a try.
    `whole` are links whose words say that all entries, or the older ones, stand elsewhere ("Xem tất cả", "Lưu trữ").
    """

    next_url: str | None = None
    numbers: dict[int, str] = field(default_factory=dict)
    last: int | None = None
    claimed_total: int | None = None
    unreadable: bool = False
    others: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()


def extract_pager(
    page: Page, current: int, listing: str, entries: int, template: frozenset[str] = frozenset()
) -> Pager:
    """Read the pager of a listing whose first page is `listing`; `current` counts from 1, `entries` are on this page.

    `template` holds the places (`dom_path`) of controls that stand on every page and so belong to no listing.
    """
    pager = Pager()
    site = site_of(listing)
    here = same_address(page.url)
    nexts: list[str] = []
    titled = {
        same_address(link.url) for link in page.links if len(link.text) >= _TITLE and not _NEXT.match(plain(link.text))
    }
    groups: dict[HtmlElement, dict[int, str]] = {}
    rows = _rows_of_numbers(page)
    for link in page.links:
        if site_of(link.url) != site or (same_address(link.url) == here and page_number(link.text) is None):
            continue
        text = link.text.strip()
        number = page_number(text)
        if number is not None and not link.by_script and len(groups) < _MOST_ROWS:
            groups.setdefault(rows[link.node], {}).setdefault(number, link.url)
        elif "next" in link.rel.split() or (
            (_NEXT.match(plain(text)) or (len(text) < 20 and "next" in class_words(link.node)))
            and (
                extends(link.url, listing)
                or _in_pager(link.node)
                or (stays(link.url, listing) and same_address(link.url) not in titled)
                or _brings_more(link, listing)
            )
        ):
            nexts.append(link.url)
    for row, numbers in groups.items():
        if _is_row_of_pages(row, numbers, current, listing):
            for number, url in numbers.items():
                pager.numbers.setdefault(number, url)
        elif _in_pager(row) and not _in_calendar(row) and max(numbers) > current and dom_path(row) not in template:
            # Page numbers whose addresses make no sense to us: there is more, and it is not read.
            pager.unreadable = True
    for node in page.tree.iterfind(".//link[@rel='next']"):
        joined = absolute(page, node.get("href") or "")
        if joined and site_of(joined) == site and (joined in nexts or leads_on(joined, listing)):
            nexts.insert(0, joined)
    for number, url in _pages_by_form(page, listing).items():
        pager.numbers.setdefault(number, url)
    pager.next_url = pager.numbers.get(current + 1) or next((url for url in nexts if same_address(url) != here), None)
    pager.others = _others(page, listing, titled, template) if pager.next_url is None else ()
    pager.whole = _to_all(page, site) if pager.next_url is None else ()
    if pager.numbers:
        pager.last = max(pager.numbers)
    _read_claims(page, pager, current, entries, template)
    return pager


def _pages_by_form(page: Page, listing: str) -> dict[int, str]:
    """Page numbers in a GET form that leads back to the listing: an address written as fields.

    Only a choice among numbers 1, 2, 3 … with hidden fields beside it is one; nothing else is ever sent.
    """
    for choices in choices_of(page):
        values = [one.value for one in choices]
        if len(values) < 2 or values[:2] != ["1", "2"] or not all(value.isdigit() for value in values):
            continue
        pages = {int(one.value): one.url for one in choices}
        if all(stays(url, listing) for number, url in pages.items() if number != 1):
            return pages
    return {}


def _others(page: Page, listing: str, titled: set[str], template: frozenset[str]) -> tuple[str, ...]:
    here = same_address(page.url)
    found = [
        link.url
        for link in page.links
        if not link.by_script
        and link.text
        and len(link.text) < _TITLE * 2
        and stays(link.url, listing)
        and same_address(link.url) not in titled | {here}
        and dom_path(link.node) not in template
    ]
    return tuple(dict.fromkeys(found))[-2:]


def _to_all(page: Page, site: str) -> tuple[str, ...]:
    here = same_address(page.url)
    found = [
        link.url
        for link in page.links
        if not link.by_script and site_of(link.url) == site and same_address(link.url) != here and says_all(link.text)
    ]
    return tuple(dict.fromkeys(found))


def says_all(text: str) -> bool:
    """Tell whether a link's words lead to all entries of a list, or to its older ones, wherever they stand."""
    return bool(_WHOLE.match(plain(text)))


def page_number(text: str) -> int | None:
    """The page a link's words name: "3", "[3]", "Trang 3"; None for anything else."""
    match = _NUMBER.match(plain(text)) if len(text) < 16 else None
    number = int(match[1]) if match else 0
    # Four digits around 2000 are years: archives, not pages.
    return number if 0 < number <= _MOST_PAGES and not 1900 <= number <= 2100 else None


def says_turn(text: str) -> bool:
    """Tell whether a link's words turn pages: "3", "Trang sau", "Bài viết cũ hơn"."""
    return page_number(text) is not None or bool(_TURN.match(plain(text)))


def is_turning(text: str, node: HtmlElement) -> bool:
    """Tell whether a link turns pages rather than leading to an entry."""
    return says_turn(text) or _in_pager(node)


def _rows_of_numbers(page: Page) -> dict[HtmlElement, HtmlElement]:
    """For each link that names a page number: the element, at most four levels above, that holds another one."""
    numbered = [link.node for link in page.links if page_number(link.text) is not None]
    below: dict[HtmlElement, int] = {}
    for node in numbered:
        for ancestor in _few_ancestors(node):
            below[ancestor] = below.get(ancestor, 0) + 1
    rows: dict[HtmlElement, HtmlElement] = {}
    for node in numbered:
        row = node
        for ancestor in _few_ancestors(node):
            row = ancestor
            if below[ancestor] > 1:
                break
        rows[node] = row
    return rows


def _few_ancestors(node: HtmlElement) -> list[HtmlElement]:
    found: list[HtmlElement] = []
    parent = node.getparent()
    while parent is not None and len(found) < 4 and parent.tag not in ("body", "table", "main", "section"):
        found.append(parent)
        parent = parent.getparent()
    return found


def _is_container(words: frozenset[str]) -> bool:
    return bool(words & _CONTAINER) or any(_CONTAINER_WORD.search(word) for word in words)


def _in_pager(node: HtmlElement) -> bool:
    current: HtmlElement | None = node
    for _ in range(5):
        if current is None:
            return False
        if _is_container(class_words(current)):
            return True
        current = current.getparent()
    return False


def _is_row_of_pages(row: HtmlElement, numbers: dict[int, str], current: int, listing: str) -> bool:
    """Tell a pager from a calendar or a list of years: its addresses count with its numbers."""
    if _in_calendar(row) or len(numbers) > 40:
        return False
    fitting = sum(counts(url, number, listing) for number, url in numbers.items() if number != 1)
    others = sum(number != 1 for number in numbers)
    if others == 0:
        return current > 1 and _in_pager(row)
    if fitting < others:
        return False
    below = all(extends(url, listing) for number, url in numbers.items() if number != 1) or (
        others >= 2 and all(stays(url, listing) for number, url in numbers.items() if number != 1)
    )
    near = any(abs(number - current) <= 1 and number != current for number in numbers)
    paged = all(is_paged(url) for number, url in numbers.items() if number != 1)
    return below or (near and (_in_pager(row) or (paged and len(numbers) >= 2)))


def _in_calendar(node: HtmlElement) -> bool:
    current: HtmlElement | None = node
    for _ in range(8):
        if current is None:
            return False
        if {"calendar", "datepicker", "lich"} & class_words(current):
            return True
        current = current.getparent()
    return False


def _read_claims(page: Page, pager: Pager, current: int, entries: int, template: frozenset[str]) -> None:
    for node in page.tree.iter("div", "ul", "nav", "li", "span", "td", "p", "button", "a", "input"):
        if node.tag == "a" and not pager.unreadable and pager.next_url is None and _posts_back(node, current):
            pager.unreadable = dom_path(node) not in template
        if node.tag in ("button", "a", "input"):
            goes_on = _more_by_script(node, pager) or _posts_on(node, pager, current)
            if not pager.unreadable and goes_on and dom_path(node) not in template:
                pager.unreadable = True
            continue
        words = class_words(node)
        if not _is_container(words) and not (
            node.tag in ("td", "span", "p", "li") and _OF_PAGES.search(plain(text_of(node, 60)))
        ):
            continue
        text = plain(text_of(node, 400))
        if match := _OF_PAGES.search(text):
            pager.last = max(pager.last or 0, int(match[2]))
        if match := _TOTAL.search(text):
            pager.claimed_total = int(match[1])
        if (
            _is_container(words)
            and not pager.next_url
            and (pager.last is None or pager.last > current)
            and _numbered_by_script(node, current)
            and dom_path(node) not in template
        ):
            pager.unreadable = True
    if pager.last and pager.last > current and pager.next_url is None:
        pager.unreadable = True
    total = _configured_total(page)
    if total is not None and pager.next_url is None:
        pager.claimed_total = total
        pager.unreadable = total > entries


def _posts_back(node: HtmlElement, current: int) -> bool:
    """A page number that only a form sent back to the server turns to (ASP.NET)."""
    if "__dopostback" not in (node.get("href") or "").lower():
        return False
    number = page_number(text_of(node, 8))
    return number is not None and number > current and not _in_calendar(node)


def _brings_more(link: Link, listing: str) -> bool:
    """A "load more" control that says in its own attribute which part of this listing the server is asked for."""
    return (
        link.by_script
        and any(link.node.get(name) for name in _MORE_ADDRESSES)
        and bool(_MORE.match(plain(link.text)))
        and (fresh_part(link.url, listing) is not None or is_paged(link.url))
        and _below_entries(link.node)
    )


def _more_by_script(node: HtmlElement, pager: Pager) -> bool:
    """A "load more" control that has no address of its own."""
    if pager.next_url is not None:
        return False
    text = plain(text_of(node, 40) or node.get("value") or "")
    href = (node.get("href") or "").strip().lower()
    if href and not href.startswith(("#", "javascript:")):
        return False
    words = class_words(node)
    if not _MORE.match(text) or not _below_entries(node):
        return False
    acts = node.get("onclick") or href or any(node.get(name) for name in _MORE_ADDRESSES)
    return bool(words & {"load", "loadmore", "more", "ajax", "btn", "button"} or acts)


def _posts_on(node: HtmlElement, pager: Pager, current: int) -> bool:
    """A button that sends a form for the next page: nobody here sends one."""
    sends = node.get("type", "submit" if node.tag == "button" else "text").lower() in ("submit", "image")
    if node.tag not in ("input", "button") or not sends or pager.next_url is not None:
        return False
    form = next(node.iterancestors("form"), None)
    if form is None or (form.get("method") or "get").lower() != "post" or _in_calendar(node):
        return False
    words = text_of(node, 40) or node.get("value") or node.get("alt") or ""
    number = page_number(words)
    return (number > current if number is not None else bool(_NEXT.match(plain(words)))) and _below_entries(form)


def _below_entries(node: HtmlElement) -> bool:
    """Tell whether a control stands right below a list of entries of this portal, not in a box of other links."""
    current: HtmlElement | None = node
    for _ in range(3):
        if current is None or current.tag == "body":
            return False
        # A part of a list that the server gives to a script has no element around its entries.
        before = islice(current.itersiblings("div", "article", "li", "ul", "section", "table", preceding=True), _NEAR)
        if sum(map(_entries_in, before)) >= _SEVERAL:
            return True
        current = current.getparent()
        if current is not None and current.tag != "body" and _entries_in(current) >= _SEVERAL:
            return True
    return False


def _entries_in(node: HtmlElement) -> int:
    return sum(
        len(text_of(link, 40)) >= _TITLE and not _AWAY.match(href)
        for link in node.iter("a")
        if (href := link.get("href") or "")
    )


def _numbered_by_script(node: HtmlElement, current: int) -> bool:
    """Page numbers beyond the current one, or a lone "next", that only a script can turn to (postback, AJAX)."""
    controls = [(link, _words_of(link)) for link in node.iter("a", "button", "span", "li")]
    numbered = any(page_number(words) is not None for _, words in controls)
    for link, words in controls:
        number = page_number(words)
        is_next = not numbered and link.tag in ("a", "button") and _NEXT.match(plain(words))
        if (number is None or number <= current) and not is_next:
            continue
        href = (link.get("href") or "").strip().lower()
        if href.startswith(("javascript:", "#")) or link.get("onclick") or (link.tag == "button"):
            return True
    return False


def _words_of(control: HtmlElement) -> str:
    return text_of(control, 24) or next((image.get("alt") or "" for image in control.iter("img")), "")


def _configured_total(page: Page) -> int | None:
    """The total of a VHV listing: its pages come by AJAX into ``<div id="pagination23">``, and a script configures
    module 23 in base64 with the total. Other modules on the page (albums, most read) have configurations as well."""
    modules = {
        match[1]
        for node in page.tree.iter("div")
        if (match := re.fullmatch(r"pagination(\d+)", node.get("id") or "")) and not text_of(node, 20)
    }
    if not modules:
        return None
    for script in page.tree.iter("script"):
        for match in _CONFIG.finditer((script.text or "")[:400_000]):
            if match[2] not in modules:
                continue
            try:
                config = json.loads(base64.b64decode(match[1], validate=True))
            except (binascii.Error, ValueError):
                continue
            total = str(config.get("totalItems", "")) if isinstance(config, dict) else ""
            if total.isdigit():
                return int(total)
    return None
