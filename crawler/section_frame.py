"""What the opened pages of a portal have in common, and a section's page without it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from crawler.extract.content import Content
from crawler.portal import Opened, Portal
from reading.addresses import same_address
from reading.document_text import without_people
from reading.fold import fold
from reading.sections import SUBSTANTIVE_TEXT
from reading.words import holds_phrase
from records.facts import Place, SectionPage

_FEWEST_FOR_COMMON = 4
_COMMON_SHARE = 0.4
_OFTEN = 0.6
_LONGEST_OF_MENU = 120
_PROMISE = 4 * SUBSTANTIVE_TEXT


class SectionFrame:
    """Counts what stands on the pages behind one portal's navigation, each page once."""

    def __init__(self, portal: Portal) -> None:
        self._portal = portal
        self._counted: set[str] = set()
        self._keys: Counter[str] = Counter()
        self._addresses: Counter[str] = Counter()
        self._texts: Counter[str] = Counter()
        self._menu: tuple[frozenset[str], frozenset[str]] | None = None

    def add(self, opened: Opened) -> None:
        """Count a page that was opened."""
        address = same_address(opened.url)
        if address not in self._counted:
            self._counted.add(address)
            self._keys.update(opened.content.keys)
            self._addresses.update({same_address(item.url) for item in opened.content.items})
            self._texts.update({fold(text) for _, text in opened.content.pieces if len(text) <= _LONGEST_OF_MENU})

    def common(self) -> frozenset[str]:
        """What stands at the same place of many of the opened pages: the portal's frame."""
        pages = len(self._counted)
        if pages < _FEWEST_FOR_COMMON:
            return frozenset()
        often = max(3, _COMMON_SHARE * pages)
        return frozenset(key for key, count in self._keys.items() if count >= often) | self._portal.new_in_frame

    def is_often(self, address: str) -> bool:
        """Tell whether an address stands on so many of the opened pages that it is the menu's."""
        return self._addresses[address] >= self._often()

    def less_menu(self, content: Content) -> Content:
        """What a page holds that promises content and has none: its copies of the menu (side lists, cards to the page
        before and after) are not entries of its own. Asked once all pages are counted."""
        home = self._portal.home
        assert home is not None
        if self._menu is None:
            links = [link for link in home.links if link.place in (Place.MENU, Place.SELECT)]
            often = self._often()
            self._menu = (
                frozenset(same_address(link.url) for link in links) | _frequent(self._addresses, often),
                frozenset(fold(link.text) for link in links) | _frequent(self._texts, often),
            )
        slim = content.less(*self._menu)
        promises = holds_phrase(slim.text, self._portal.vocabulary.empty_words)
        return slim if promises and not slim.items and len(slim.text) < _PROMISE else content

    def _often(self) -> float:
        return max(_FEWEST_FOR_COMMON, _OFTEN * len(self._counted))


def _frequent(counter: Counter[str], often: float) -> frozenset[str]:
    return frozenset(key for key, count in counter.items() if count >= often)


def section_page(
    opened: Opened,
    content: Content,
    common: frozenset[str],
    *,
    further: Iterable[Opened] = (),
    pages_left: bool = False,
    items: bool = True,
) -> SectionPage:
    """An opened page as a section's page: its own `content`, and the entries of the `further` pages of its list, less
    what is `common` to all pages."""
    further = list(further)
    text = content.text
    # Whatever else a page is for, names of children on it are not kept.
    kept = without_people(text)
    entries = [*content.items, *(item for page in further for item in page.content.without(common).items)]
    quote = kept[:280] if len(text) < 2 * SUBSTANTIVE_TEXT else opened.title
    return SectionPage(
        url=opened.url,
        status=opened.status,
        title=opened.title,
        headings=tuple(content.headings[:12]),
        breadcrumb=tuple(content.breadcrumb),
        text=kept,
        text_length=len(text),
        items=tuple(entries[:400]) if items else (),
        embeds=tuple(content.embeds[:20]) if items else (),
        images=content.images if items else 0,
        asks_password=content.asks_password,
        asks_message=content.asks_message,
        pages_read=1 + len(further),
        pages_left=pages_left,
        evidence=opened.fetched.model_copy(update={"quote": quote or opened.title, "place": Place.MAIN}),
    )
