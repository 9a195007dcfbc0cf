"""Sections by meaning: which section a link leads to, what is behind it, and for which school year."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from reading.addresses import same_address
from reading.dates import read_date
from reading.duties import LEADER
from reading.fold import fold, plain
from reading.portal import FileState, ItemRead, SectionRead, SectionState
from reading.school_years import school_year_of, school_years_in, school_years_in_file_name
from reading.words import Matcher, holds_phrase, item_matcher, section_matcher, words_of_address
from records.facts import (
    DocumentSeen,
    PageMissing,
    Place,
    Reason,
    SectionItem,
    SectionPage,
    SectionSeen,
    Visit,
)
from records.vocabulary import Vocabulary

# A section without entries still holds content when its own text says something; shorter texts are titles and notes.
SUBSTANTIVE_TEXT = 160
_PLACE_WEIGHT = {
    Place.MENU: 1.0,
    Place.SELECT: 0.8,
    Place.HEADING: 0.9,
    Place.HEADER: 0.9,
    Place.FOOTER: 0.8,
    Place.SIDEBAR: 0.8,
    Place.IMAGE: 0.7,
    Place.MAIN: 0.6,
}
# A contact page is short by nature: a telephone number, an e-mail address or a street is its content.
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.\w+|(?:\+84|\b0)[\d .()-]{8,14}\d|(?:địa chỉ|Địa chỉ|ĐỊA CHỈ)\s*:\s*\S{2,}")
# What vendors put where the school's own words belong.
_PLACEHOLDER = re.compile(r"\byour(?:name|email)@|\b123 [Đđ]ường ABC\b|\blorem ipsum\b", re.I)
_LEFTOVER = 600
# Below its heading a page says something from about a sentence on; words that only promise are told by themselves.
_FEWEST_WORDS = 70
_INHERITED = ("cong_khai", "thu_tuc_bieu_mau", "tuyen_sinh")
_HEADINGS = ("gioi_thieu", "lien_he", "van_ban", "tin_tuc")
_LONG_LABEL = 12
_FILES_OF_ENTRY = 3
# A page that says something of each thing it names has about a sentence or a row of numbers for it.
_WRITTEN = 150
# A section leads to its years, a year to its page in a frame.
_DEPTH = 2


class SectionReader:
    """Reads the section facts of one visit; compiled words and the files' state are shared between them."""

    def __init__(self, visit: Visit, vocabulary: Vocabulary) -> None:
        self._visit = visit
        self._vocabulary = vocabulary
        self._sections = section_matcher(vocabulary)
        self._items = item_matcher(vocabulary)
        self._documents = {same_address(fact.url): fact for fact in visit.facts if isinstance(fact, DocumentSeen)}
        self._hollow = self._hollow_pages()
        self._found_on: dict[str, list[DocumentSeen]] = {}
        for fact in self._documents.values():
            self._found_on.setdefault(same_address(fact.found_on), []).append(fact)
        self._listed = self._listed_in_sections()
        self._missing = {same_address(fact.url): fact for fact in visit.facts if isinstance(fact, PageMissing)}

    def _hollow_pages(self) -> set[str]:
        """The addresses of pages that hold nothing, and of those that lead to nothing else."""
        pages = [fact.page for fact in self._visit.facts if isinstance(fact, SectionSeen) and fact.page is not None]
        hollow = {same_address(page.url) for page in pages if not self._holds_anything(page)}
        for _ in range(_DEPTH):
            hollow |= {same_address(page.url) for page in pages if self._leads_to_nothing(page, hollow)}
        return hollow

    def _listed_in_sections(self) -> dict[str, str]:
        """Addresses that a công khai or forms page lists, by section key: parts may hang in a flat menu."""
        listed: dict[str, str] = {}
        for fact in self._visit.facts:
            if not isinstance(fact, SectionSeen) or fact.page is None:
                continue
            keys = [self._sections.part_of.get(key, key) for key, _ in self._sections.matches(fact.label)]
            key = next((key for key in keys if key in _INHERITED), None)
            if key is not None:
                for item in fact.page.items:
                    listed.setdefault(same_address(item.url), key)
        return listed

    def read(self) -> tuple[SectionRead, ...]:
        """All sections recognised in the visit, one for each key that a link's label or page names."""
        found: dict[tuple[str, str], SectionRead] = {}
        for fact in self._visit.facts:
            if not isinstance(fact, SectionSeen):
                continue
            keys = self.keys_of(fact)
            # What is behind the link is the same whatever the link is taken for.
            items = self._items_behind(fact) if keys else ()
            # Only of sections that keep papers it is asked what their words name.
            mentions = self._mentions(fact) if any(key in _INHERITED for key, _ in keys) else ()
            for key, confidence in keys:
                section = self._read_one(fact, key, confidence, items, mentions)
                known = found.get((key, same_address(fact.url)))
                if known is None or (section.rung, section.confidence) > (known.rung, known.confidence):
                    found[key, same_address(fact.url)] = section
        return tuple(found.values())

    def keys_of(self, fact: SectionSeen) -> tuple[tuple[str, float], ...]:
        """The section keys a fact stands for, with the confidence of each."""
        weight = _PLACE_WEIGHT.get(fact.place, 0.6)
        keys = dict(self._of_label(fact.label, weight))
        inherited = self._inherited(fact)
        if inherited:
            # "Công khai › Đội ngũ" is a part of công khai, whatever else its own label names.
            keys.setdefault(inherited, 0.8 * weight)
        if fact.place is Place.MENU and fact.path:
            # The entry above may be a mere heading of the menu ("#"): what hangs below it is that section.
            for key, _ in self._sections.matches(fact.path[-1]):
                if key in _HEADINGS:
                    keys.setdefault(key, 0.5 * weight)
        if not keys and (listed := self._listed.get(same_address(fact.url))):
            keys[listed] = 0.8 * weight
        if not keys and school_years_in(fact.label):
            # "Năm học 2021-2022" → /cong-khai-2021-2022/: the address says what the label leaves out.
            keys = dict(self._of_label(words_of_address(fact.url), weight * 0.6))
        if not keys and fact.page is not None:
            for text in (*fact.page.headings[:1], fact.page.title.split("|")[0].split(" - ")[0]):
                keys = dict(self._of_label(text, weight * 0.7))
                if keys:
                    break
        if "gioi_thieu" in keys and fact.page is not None and LEADER.search(plain(fact.page.text)):
            # Many an introduction says on its own page who leads the school.
            keys.setdefault("co_cau", 0.5 * weight)
        return tuple(keys.items())

    def _of_label(self, label: str, weight: float) -> list[tuple[str, float]]:
        words = len(fold(label).split())
        return [
            (key, score * weight)
            for key, score in self._sections.matches(label)
            # A long text that merely holds the word is a headline, not the name of a section.
            if words <= _LONG_LABEL or score >= 0.5
        ]

    def _inherited(self, fact: SectionSeen) -> str | None:
        """The key of the nearest menu entry above that keeps its parts together (công khai and its years)."""
        for label in reversed(fact.path):
            for key, _ in self._sections.matches(label):
                key = self._sections.part_of.get(key, key)
                if key in _INHERITED:
                    return key
        return None

    def _items_behind(self, fact: SectionSeen) -> tuple[ItemRead, ...]:
        year = self._year(fact)
        entries = list(fact.page.items) if fact.page else []
        if fact.page is not None:
            # A file shown in a frame is an entry without a link of its own.
            shown = [SectionItem(title=fact.label, url=url, is_file=True) for url in fact.page.embeds]
            entries += [item for item in shown if item.url not in {entry.url for entry in entries}]
        return tuple(self.read_item(item, fact, year) for item in entries)

    def _read_one(
        self, fact: SectionSeen, key: str, confidence: float, items: tuple[ItemRead, ...], mentions: tuple[str, ...]
    ) -> SectionRead:
        state = self._state(fact, key)
        year = self._year(fact)
        evidence = (fact.evidence,) if fact.page is None else (fact.evidence, fact.page.evidence)
        return SectionRead(
            key=key,
            label=fact.label,
            path=fact.path,
            url=fact.page.url if fact.page else fact.url,
            state=state,
            rung=_rung(state, items, year),
            school_year=year,
            confidence=min(1.0, confidence),
            items=items if state is SectionState.CONTENT else (),
            mentions=mentions if state is SectionState.CONTENT else (),
            pictured=self._pictured(fact) if state is SectionState.CONTENT and key in _INHERITED else (),
            written=fact.page is not None and fact.page.text_length >= _WRITTEN * (1 + len(mentions)),
            evidence=evidence,
        )

    def _state(self, fact: SectionSeen, key: str) -> SectionState:
        page = fact.page
        if page is None:
            missing = self._missing.get(same_address(fact.url))
            if missing is None:
                return SectionState.NOT_OPENED
            if missing.reason is Reason.LOGIN:
                return SectionState.LOGIN
            if missing.reason is Reason.HTTP_4XX and missing.status in (404, 410):
                return SectionState.SOFT_404
            return SectionState.FOREIGN if missing.reason is Reason.FOREIGN else SectionState.MISSING
        if page.asks_password and page.text_length < 2 * SUBSTANTIVE_TEXT and not page.items:
            return SectionState.LOGIN
        if key == "lien_he" and not _PLACEHOLDER.search(page.text) and _CONTACT.search(page.text):
            return SectionState.CONTENT
        if page.text_length < _LEFTOVER and _PLACEHOLDER.search(page.text) and not page.embeds:
            return SectionState.EMPTY
        state = self._state_of_page(page)
        return (
            SectionState.EMPTY
            if state is SectionState.CONTENT and self._leads_to_nothing(page, self._hollow)
            else state
        )

    def _leads_to_nothing(self, page: SectionPage, hollow: set[str]) -> bool:
        """Tell whether all that a page lists or frames are pages of the portal that were opened and hold nothing."""
        entries = [*(item.url for item in page.items), *page.embeds]
        if not entries or page.images or any(item.is_file for item in page.items):
            return False
        heading = page.headings[0] if page.headings else ""
        own = page.text_length - len(heading) - sum(len(item.title) for item in page.items)
        return own < _FEWEST_WORDS and all(same_address(url) in hollow for url in entries)

    def _holds_anything(self, page: SectionPage) -> bool:
        return self._state_of_page(page) is SectionState.CONTENT

    def _state_of_page(self, page: SectionPage) -> SectionState:
        if page.items or page.embeds:
            return SectionState.CONTENT
        if page.text_length < 1500:
            if holds_phrase(page.text, self._vocabulary.login_words):
                return SectionState.LOGIN
            if holds_phrase(f"{page.title} {page.text}", self._vocabulary.soft_404_words):
                return SectionState.SOFT_404
        if page.text_length < 4 * SUBSTANTIVE_TEXT and holds_phrase(page.text, self._vocabulary.empty_words):
            return SectionState.EMPTY
        own = page.text_length - len(page.headings[0] if page.headings else "")
        if own >= _FEWEST_WORDS or page.images or page.asks_message:
            return SectionState.CONTENT
        return SectionState.EMPTY

    def _year(self, fact: SectionSeen) -> str | None:
        """The one school year a section is kept for: from its label, its page's title, or the menu entry above."""
        texts = [fact.label]
        if fact.page is not None:
            texts += [fact.page.headings[0] if fact.page.headings else "", fact.page.title]
        texts += list(reversed(fact.path))
        for text in texts:
            years = school_years_in(text)
            if years:
                return years[0] if len(years) == 1 else None
        return None

    def read_item(self, item: SectionItem, fact: SectionSeen, section_year: str | None) -> ItemRead:
        """An entry of a section: what it is about, for which school year, and on what that rests."""
        year, year_from = self._item_year(item, section_year)
        hangs = any(school_years_in(label) == (year,) for label in fact.path)
        if year_from in ("section", "heading") and not hangs and self._is_one_document(fact) and self._own_year(fact):
            # The page of one document that names its year is an entry of the list it hangs in, not a part of its own.
            year_from = "title"
        return ItemRead(
            title=item.title,
            url=item.url,
            key=self.item_key(item.title, item.url),
            school_year=year,
            year_from=year_from,
            is_file=item.is_file,
            file=self._file_of(item),
            hollow=not item.is_file and same_address(item.url) in self._hollow,
            evidence=fact.page.evidence if fact.page else fact.evidence,
        )

    def _file_of(self, item: SectionItem) -> FileState | None:
        """The file that an entry is, or the best of the few on its page; a page of many is a list of its own."""
        document = self._documents.get(same_address(item.url))
        if document is not None:
            return self.file_state(document)
        on_page = [] if item.is_file else self._found_on.get(same_address(item.url), [])
        if not 0 < len(on_page) <= _FILES_OF_ENTRY:
            return None
        states = [self.file_state(one) for one in on_page]
        return max(states, key=lambda one: (one.says is not None and not one.says.is_copied, one.opens is True))

    def file_state(self, document: DocumentSeen) -> FileState:
        """A file's state as its fact tells it."""
        inside = (self._items.best(file_name(name).rsplit(".", 1)[0]) for name in document.members)
        return FileState(
            opens=document.opens,
            problem=document.problem,
            problems=document.problems,
            pages=document.pages,
            says=document.says,
            ocr=bool(document.ocr),
            holds=tuple(dict.fromkeys(key for key in inside if key is not None)),
        )

    def _mentions(self, fact: SectionSeen) -> tuple[str, ...]:
        page = fact.page
        if page is None or any(item.is_file for item in page.items):
            return ()
        return tuple(sorted(self._items.mentioned(" | ".join((*page.headings, page.text)))))

    def _pictured(self, fact: SectionSeen) -> tuple[str, ...]:
        """What the headings of a page with pictures name: a photographed paper has no words of its own."""
        page = fact.page
        if page is None or not page.images:
            return ()
        named = (self._items.best(heading) for heading in page.headings)
        return tuple(dict.fromkeys(key for key in named if key is not None))

    def _own_year(self, fact: SectionSeen) -> bool:
        """Tell whether a page says its school year itself; else it has it from the part it hangs in."""
        page = fact.page
        own = (fact.label, *((page.title, *page.headings[:1]) if page else ()))
        return any(school_years_in(text) for text in own)

    def _is_one_document(self, fact: SectionSeen) -> bool:
        named = self._items.best(fact.label)
        return named is not None and named != "ck_chung" and fact.page is not None and len(fact.page.items) <= 1

    def _item_year(self, item: SectionItem, section_year: str | None) -> tuple[str | None, str]:
        own = school_years_in(item.title)
        # In a list of headlines each entry stands under its own title.
        above = [text for text in item.under if fold(text) != fold(item.title)]
        under = next((years for text in reversed(above) if (years := school_years_in(text))), ())
        outer, outer_from = (under[0], "heading") if under else (section_year, "section")
        if own and outer in own:
            return outer, outer_from
        if own:
            return own[0], "title"
        if outer:
            return outer, outer_from
        name = file_name(item.url)
        if years := school_years_in_file_name(name):
            return years[0], "file"
        if years := school_years_in(urlsplit(item.url).path.replace("-", " ")):
            return years[0], "folder"
        if item.date_text and (read := read_date(item.date_text)):
            return school_year_of(read.day), "date"
        return None, ""

    def item_key(self, title: str, url: str) -> str | None:
        """The vocabulary item that a title names, or else a file's name."""
        return self._items.best(title) or self._items.best(file_name(url).rsplit(".", 1)[0])


def _rung(state: SectionState, items: tuple[ItemRead, ...], year: str | None) -> int:
    if state is not SectionState.CONTENT:
        return 2 if state is SectionState.EMPTY else 1
    if any(item.opens for item in items):
        return 4
    return 3 if year or any(item.school_year for item in items) or items else 2


def file_name(url: str) -> str:
    """The last part of an address' path, unquoted."""
    return re.sub(r"[_+]", " ", unquote(urlsplit(url).path.rsplit("/", 1)[-1]))


def section_keys(labels: tuple[str, ...], sections: Matcher) -> tuple[str, ...]:
    """The section keys named by a path of labels, the innermost first."""
    keys = [key for label in reversed(labels) for key, _ in sections.matches(label)]
    return tuple(dict.fromkeys(sections.part_of.get(key, key) for key in keys))
