"""Files that pages link to: written down, and those that decide a criterion opened and read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from crawler.document_opening import DocumentOpener
from crawler.extract.files import is_file_address, is_media
from crawler.order import Budget
from crawler.portal import Portal
from reading.addresses import same_address
from reading.school_years import school_years_in, school_years_in_file_name
from reading.sections import file_name, section_keys
from reading.words import item_matcher, section_matcher
from records.facts import Aspect, Coverage, DocumentSeen, Evidence, Reason, SectionSeen

CarriedDocument = Callable[[DocumentSeen], DocumentSeen | None]
"""A file as an earlier visit opened it, believed without asking; None where it has to be tried."""
_OTHER_YEARS = 3
_DECIDING = ("cong_khai", "thu_tuc_bieu_mau", "tuyen_sinh")


class DocumentPass:
    """Collects the files of a visit and opens those that matter, within the budget.

    What `carried` answers is believed without asking; `known` are files as the last visit read them, by `same_address`:
    they are asked for again, and read again where they changed.
    """

    def __init__(
        self,
        portal: Portal,
        budget: Budget,
        opener: DocumentOpener,
        *,
        carried: CarriedDocument = lambda document: None,
        known: Mapping[str, DocumentSeen] | None = None,
    ) -> None:
        self._portal = portal
        self._budget = budget
        self._opener = opener
        self._carried = carried
        self._known = known or {}
        self._bytes = budget.all_file_bytes
        self._scans = 0
        self._matcher = section_matcher(portal.vocabulary)
        self._items = item_matcher(portal.vocabulary)
        self._found: dict[str, DocumentSeen] = {}

    def collect(self) -> None:
        """Write down every file of every section page seen so far."""
        no_pages = self._portal.came_as_files()
        for fact in list(self._portal.facts):
            if not isinstance(fact, SectionSeen) or fact.page is None:
                continue
            path = (*fact.path, fact.label)
            for item in fact.page.items:
                if item.is_file or same_address(item.url) in no_pages:
                    self.add(item.url, item.title, fact.page.url, (*path, *item.under[-1:]), fact.page.evidence)
            for url in fact.page.embeds:
                if is_file_address(url) or urlsplit(url).path.lower().endswith(".pdf"):
                    self.add(url, fact.label, fact.page.url, path, fact.page.evidence)

    def add(self, url: str, text: str, found_on: str, path: tuple[str, ...], evidence: Evidence) -> None:
        """Write down one file, once for each address."""
        self._found.setdefault(
            same_address(url),
            DocumentSeen(
                url=url,
                link_text=text,
                found_on=found_on,
                path=path[-6:],
                evidence=evidence.model_copy(update={"quote": text or url}),
            ),
        )

    def _urgency(self, document: DocumentSeen) -> int | None:
        """How much a document decides: those of the audited year first; None when it decides nothing."""
        if is_media(document.url):
            return None
        keys = section_keys(document.path, self._matcher)
        item = self._items.best(document.link_text) or self._items.best(file_name(document.url))
        if not (set(keys) & set(_DECIDING)) and not (item or "").startswith("bm_"):
            return None
        texts = (document.link_text, *document.path)
        years = {year for text in texts for year in school_years_in(text)}
        years |= set(school_years_in_file_name(file_name(document.url)))
        if "thu_tuc_bieu_mau" in keys or (item or "").startswith("bm_"):
            return 0
        return 1 if self._portal.school_year in years else 2 if not years else _OTHER_YEARS

    async def open(self) -> Coverage:
        """Open the deciding documents; say whether all of them could be tried."""
        ranked = self._ranked()
        tried = left = 0
        for rank, key in ranked:
            if rank >= _OTHER_YEARS:
                continue
            if tried >= self._budget.documents or self._bytes <= 0 or self._portal.fetch.requests_left() <= 0:
                left += 1
                continue
            tried += 1
            self._found[key] = self._carried(self._found[key]) or await self._opened(self._found[key])
        self._portal.facts.extend(self._found.values())
        unread = [document for document in self._found.values() if document.opens is None and document.problem]
        if left:
            return Coverage(
                aspect=Aspect.DOCUMENTS, complete=False, reason=Reason.BUDGET, detail=f"còn {left} tệp chưa thử mở"
            )
        if unread:
            return Coverage(aspect=Aspect.DOCUMENTS, complete=False, reason=Reason.NOT_LOOKED, detail=unread[0].problem)
        return Coverage(aspect=Aspect.DOCUMENTS, complete=True)

    def _ranked(self) -> list[tuple[int, str]]:
        """(urgency, address) of the deciding files, the first of each matter before the second of any: a long list of
        one must not leave another unseen."""
        of_matter: Counter[tuple[int, str | None]] = Counter()
        ranked = []
        for key, document in self._found.items():
            rank = self._urgency(document)
            if rank is None:
                continue
            matter = (rank, self._items.best(document.link_text) or self._items.best(file_name(document.url)))
            ranked.append(((rank >= _OTHER_YEARS, of_matter[matter], rank, key), rank))
            of_matter[matter] += 1
        return [(rank, order[-1]) for order, rank in sorted(ranked)]

    async def _opened(self, document: DocumentSeen) -> DocumentSeen:
        portal = self._portal
        opened = await self._opener.open(
            document,
            portal.school,
            portal.vocabulary,
            portal.fetch,
            most_bytes=min(self._budget.file_bytes, self._bytes),
            own=portal.is_own,
            known=self._known.get(same_address(document.url)),
            ocr=self._scans < self._budget.ocr_documents,
        )
        self._bytes -= opened.size or 0
        self._scans += bool(opened.ocr)
        return opened
