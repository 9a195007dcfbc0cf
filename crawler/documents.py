"""Files that pages link to: written down, and those that decide a criterion opened far enough to know they open."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from crawler.extract.files import is_file_address
from crawler.fetched import Fetched
from crawler.order import Budget
from crawler.portal import Portal
from reading.addresses import same_address
from reading.fold import fold
from reading.school_years import school_years_in, school_years_in_file_name
from reading.sections import file_name, section_keys
from reading.words import holds_phrase, item_matcher, section_matcher
from records.facts import Aspect, Coverage, DocumentSeen, Evidence, Reason, Role, SectionSeen

_HEAD = 65_536
_LARGEST = 20 * 1024 * 1024
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"Rar!", "application/vnd.rar"),
    (b"7z\xbc\xaf", "application/x-7z-compressed"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG", "image/png"),
)
_NO_ACCESS = re.compile(
    r"\b(?:you need access|ban can (?:co )?quyen truy cap|request access|yeu cau quyen truy cap"
    r"|accounts google com|dang nhap|sign in)\b"
)
KnownDocuments = Callable[[DocumentSeen], DocumentSeen | None]
_DECIDING = ("cong_khai", "thu_tuc_bieu_mau", "tuyen_sinh")


class DocumentPass:
    """Collects the files of a visit and opens those that matter, within the budget."""

    def __init__(self, portal: Portal, budget: Budget, known: KnownDocuments = lambda document: None) -> None:
        """`known` answers a file as an earlier visit opened it, None where it has to be tried."""
        self._known = known
        self._portal = portal
        self._budget = budget
        self._matcher = section_matcher(portal.vocabulary)
        self._items = item_matcher(portal.vocabulary)
        self._found: dict[str, DocumentSeen] = {}

    def collect(self) -> None:
        """Write down every file of every section page seen so far."""
        for fact in list(self._portal.facts):
            if not isinstance(fact, SectionSeen) or fact.page is None:
                continue
            path = (*fact.path, fact.label)
            for item in fact.page.items:
                if item.is_file:
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
        keys = section_keys(document.path, self._matcher)
        item = self._items.best(document.link_text) or self._items.best(file_name(document.url))
        if not (set(keys) & set(_DECIDING)) and not (item or "").startswith("bm_"):
            return None
        texts = (document.link_text, *document.path)
        years = {year for text in texts for year in school_years_in(text)}
        years |= set(school_years_in_file_name(file_name(document.url)))
        if "thu_tuc_bieu_mau" in keys or (item or "").startswith("bm_"):
            return 0
        return 1 if self._portal.school_year in years else 2 if not years else 3

    async def open(self) -> Coverage:
        """Open the deciding documents; say whether all of them could be tried."""
        ranked = sorted(
            ((rank, key) for key, document in self._found.items() if (rank := self._urgency(document)) is not None),
        )
        tried = 0
        left = 0
        for rank, key in ranked:
            if rank >= 3:
                continue
            if tried >= self._budget.documents or self._portal.fetch.requests_left() <= 0:
                left += 1
                continue
            tried += 1
            self._found[key] = self._known(self._found[key]) or await self._tried(self._found[key])
        self._portal.facts.extend(self._found.values())
        unread = [document for document in self._found.values() if document.opens is None and document.problem]
        if left:
            return Coverage(
                aspect=Aspect.DOCUMENTS, complete=False, reason=Reason.BUDGET, detail=f"còn {left} tệp chưa thử mở"
            )
        if unread:
            return Coverage(aspect=Aspect.DOCUMENTS, complete=False, reason=Reason.NOT_LOOKED, detail=unread[0].problem)
        return Coverage(aspect=Aspect.DOCUMENTS, complete=True)

    async def _tried(self, document: DocumentSeen) -> DocumentSeen:
        before = len(self._portal.fetch.missing)
        fetched = await self._portal.fetch.get(
            document.url, Role.DOCUMENT, headers={"Range": f"bytes=0-{_HEAD - 1}"}, most_bytes=_LARGEST
        )
        # What could not be had is said by the document itself.
        del self._portal.fetch.missing[before:]
        opens, media_type, problem = self._verdict(fetched)
        return document.model_copy(
            update={
                "opens": opens,
                "media_type": media_type or fetched.content_type.split(";")[0][:80],
                "size": _size(fetched),
                "sha256": fetched.sha256 or None,
                "problem": problem,
                "last_verified": fetched.seen_at,
                "evidence": document.evidence.model_copy(update={"seen_at": fetched.seen_at}),
            }
        )

    def _verdict(self, fetched: Fetched) -> tuple[bool | None, str, str]:
        """(opens, media type, problem in Vietnamese); None when it could not be tried to the end."""
        if fetched.reason is Reason.HTTP_4XX:
            return False, "", f"tệp không còn trên cổng (HTTP {fetched.status})"
        if fetched.reason in (Reason.LOGIN, Reason.BLOCKED) and fetched.status in (401, 403):
            return False, "", "tệp không mở được công khai (đòi quyền truy cập)"
        if fetched.reason is not None:
            return None, "", f"chưa thử mở được tệp ({fetched.detail or fetched.reason})"
        if not fetched.body:
            return False, "", "tệp rỗng (0 byte)"
        for magic, media_type in _MAGIC:
            if magic in fetched.body[:1024] if magic == b"%PDF" else fetched.body.startswith(magic):
                return True, media_type, ""
        if fetched.is_html:
            text = fold(fetched.body[:20_000].decode("utf-8", "replace"))
            if _NO_ACCESS.search(text):
                return False, "text/html", "tệp không mở được công khai (đòi đăng nhập hoặc quyền truy cập)"
            if holds_phrase(text, self._portal.vocabulary.soft_404_words):
                return False, "text/html", "địa chỉ tệp dẫn tới trang báo không tìm thấy"
            return None, "text/html", "địa chỉ dẫn tới một trang web, chưa biết tệp có mở được không"
        if fetched.content_type.startswith("text/") or fetched.url.lower().endswith((".csv", ".txt")):
            return True, fetched.content_type.split(";")[0], ""
        return None, "", "không nhận ra loại tệp"


def _size(fetched: Fetched) -> int | None:
    total = fetched.headers.get("content-range", "").rpartition("/")[2]
    if total.isdigit():
        return int(total)
    return len(fetched.body) if fetched.status == 200 else None
