"""Opening one linked file as a visitor without an account would, and writing down what it is and says.

A file streams to a temporary place within a bound, is read there in a child process that may die of it, and is deleted.
What stays are its hash, its size, its title lines and what they say.
"""

from __future__ import annotations

import asyncio
import dataclasses
import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlencode, urljoin, urlsplit

from crawler.extract.files import is_file_address
from crawler.extract.moved import moves_to
from crawler.extract.nodes import text_of
from crawler.extract.page import Page, absolute, parse_page
from crawler.extract.viewers import download_address, name_in_disposition, unwrapped
from crawler.fetched import Fetch, Fetched
from crawler.files.reader import FileReader, FileRequest
from crawler.files.sniff import kind_of_extension, sniff_head
from crawler.media import MEDIA
from reading.addresses import same_address, site_of
from reading.documents import understand_document
from reading.fold import fold
from reading.forms import form_numbers
from reading.school_names import naming
from reading.school_years import school_years_in
from reading.words import holds_phrase
from records.base import clip
from records.facts import DocumentSeen, Place, Reason, Role
from records.files import FileKind, FileProblem, FileRead, FileSays
from records.school import Naming, School
from records.vocabulary import Vocabulary

_HEAD_BYTES = 65_536
_AT_ONCE = 2
_MOST_HOPS = 3
_MOST_SHARED = 500
_QUOTES = 4
_MEMBERS = 40
_LITTLE_TEXT = 1_500
_DETAIL_LINKS = 3
_LOGIN_HOSTS = re.compile(r"^(?:accounts\.google\.com|login\.(?:microsoftonline|live)\.com)$")
_SHARED_PLACE = re.compile(
    r"(?:^|\.)(?:google\.com|googleusercontent\.com|1drv\.ms|live\.com|sharepoint\.com|dropbox\.com)$"
)
_NO_ACCESS = re.compile(
    r"\b(?:you need (?:access|permission)|ban can (?:co )?quyen truy cap|request access|yeu cau quyen truy cap"
    r"|accounts google com|access denied|truy cap bi tu choi|khong co quyen truy cap|sign in to continue)\b"
)
_GONE = re.compile(r"\b(?:file you have requested does not exist|tep ban yeu cau khong ton tai|in owner s trash)\b")
_LATER = re.compile(r"\b(?:quota exceeded|too many users have viewed or downloaded|vuot qua han muc)\b")
_PAGES = frozenset({FileKind.HTML, FileKind.DOC, FileKind.XLS, FileKind.TEXT})

MISSING = "Tệp không còn trên cổng (HTTP {status})."
FORBIDDEN = "Tệp không mở được công khai (đòi đăng nhập hoặc quyền truy cập)."
NOT_FOUND_PAGE = "Địa chỉ tệp dẫn tới trang báo không tìm thấy."
A_PAGE = "Địa chỉ dẫn tới một trang web, chưa biết tệp có mở được không."
A_PAGE_INSTEAD = "Địa chỉ của tệp trả về một trang web thay cho tệp."
UNTRIED = "Chưa thử mở được tệp ({why})."
A_FILM = "Tệp âm thanh hoặc phim, không tải về để đọc."


class DocumentOpener:
    """Opens the files that the visits of one batch ask for. Files from elsewhere that many schools link to are fetched
    once; the same bytes are parsed once (`FileReader.known`). `ocr_seconds` bounds what is spent on reading scans."""

    def __init__(self, reader: FileReader, ocr_seconds: float = 0.0, folder: Path | None = None) -> None:
        """Files lie in `folder` while they are read, or in the system's temporary one."""
        self._reader = reader
        self._ocr_seconds = ocr_seconds
        self._folder = folder
        self._turns = asyncio.Semaphore(_AT_ONCE)
        self._shared: dict[str, tuple[Fetched, FileRead]] = {}

    async def open(
        self,
        document: DocumentSeen,
        school: School,
        vocabulary: Vocabulary,
        fetch: Fetch,
        *,
        most_bytes: int,
        own: Callable[[str], bool],
        known: DocumentSeen | None = None,
        ocr: bool = False,
    ) -> DocumentSeen:
        """Return `document` with what opening it showed; `own` tells the portal's own addresses, `known` is the
        file as the last visit read it. Never raises for what the network or the file does."""
        before = len(fetch.missing)
        try:
            async with self._turns:
                return await self._open(document, school, vocabulary, fetch, most_bytes, own, known, ocr)
        finally:
            # What could not be had is said by the document itself.
            del fetch.missing[before:]

    async def _open(
        self,
        document: DocumentSeen,
        school: School,
        vocabulary: Vocabulary,
        fetch: Fetch,
        most_bytes: int,
        own: Callable[[str], bool],
        known: DocumentSeen | None,
        ocr: bool,
    ) -> DocumentSeen:
        shared = self._shared.get(same_address(document.url))
        if shared is not None:
            return _seen(document, shared[0], shared[1], school, vocabulary)
        fetched, page = await self._fetched(document.url, document.found_on, fetch, most_bytes)
        if known is not None and _is_unchanged(fetched, known):
            return _unchanged(document, fetched, known)
        refused = await self._refused(document.url, fetched, page, fetch, vocabulary)
        if refused is not None:
            opens, media_type, problem = refused
            return _told(document, fetched, opens=opens, media_type=media_type, problem=problem)
        read = await self._read(fetched, ocr)
        if not own(document.url) and len(self._shared) < _MOST_SHARED:
            self._shared[same_address(document.url)] = (dataclasses.replace(fetched, body=b""), read)
        return _seen(document, fetched, read, school, vocabulary)

    async def _fetched(self, url: str, came_from: str, fetch: Fetch, most_bytes: int) -> tuple[Fetched, Page | None]:
        """The answer behind a link, through viewers, sharing services, pages of one file; parsed where it is a page."""
        target = download_address(unwrapped(url))
        # Some servers hand a file only to who comes from the page that links to it.
        fetched = await fetch.get(target, Role.DOCUMENT, headers={"Referer": came_from}, most_bytes=most_bytes)
        page = _page_of(fetched)
        seen = {target, fetched.url}
        for _ in range(_MOST_HOPS):
            further = _leads_on(fetched, page)
            if further is None or further in seen or fetch.requests_left() <= 0:
                break
            fetched = await fetch.get(further, Role.DOCUMENT, most_bytes=most_bytes)
            page = _page_of(fetched)
            seen |= {further, fetched.url}
        return fetched, page

    async def _refused(
        self, url: str, fetched: Fetched, page: Page | None, fetch: Fetch, vocabulary: Vocabulary
    ) -> tuple[bool | None, str, str] | None:
        """(opens, media type, problem) of an answer that is no file to read; None for one that is."""
        if fetched.reason is Reason.HTTP_4XX:
            return False, "", MISSING.format(status=fetched.status)
        if fetched.reason in (Reason.LOGIN, Reason.BLOCKED) and fetched.status in (401, 403):
            return False, "", FORBIDDEN
        if fetched.reason is Reason.TOO_LARGE:
            return await self._too_large(fetched.requested_url, fetch)
        if fetched.reason is not None:
            return None, "", UNTRIED.format(why=fetched.detail or fetched.reason)
        if fetched.content_type.lower().startswith(MEDIA):
            return None, fetched.content_type.partition(";")[0][:80], A_FILM
        if "json" in fetched.content_type.lower() and len(fetched.body) < _HEAD_BYTES:
            said = fold(fetched.body.decode("utf-8", "replace"))
            gone = holds_phrase(said, vocabulary.soft_404_words)
            return (False if gone else None), "application/json", NOT_FOUND_PAGE if gone else A_PAGE
        if fetched.is_html:
            return _of_page(url, fetched, page, vocabulary)
        return None

    async def _too_large(self, url: str, fetch: Fetch) -> tuple[bool | None, str, str]:
        """A file over the bound is not read, but its beginning tells that it is there."""
        problem = FileRead(sha256="", size=0, problems=(FileProblem.TOO_LARGE,)).sentences[0]
        head = await fetch.get(
            url, Role.DOCUMENT, headers={"Range": f"bytes=0-{_HEAD_BYTES - 1}"}, most_bytes=2 * _HEAD_BYTES
        )
        if head.reason is not None or head.status != 206:
            return None, "", problem
        kind, media_type = sniff_head(head.body)
        opens = kind not in (FileKind.UNKNOWN, FileKind.HTML) or media_type == "application/x-ole-storage"
        return opens or None, media_type, problem

    async def _read(self, fetched: Fetched, ocr: bool) -> FileRead:
        with tempfile.NamedTemporaryFile(prefix="kiemcong-", delete=False, dir=self._folder) as file:
            file.write(fetched.body)
            path = Path(file.name)
        request = FileRequest(
            path=path,
            url=fetched.url,
            declared_type=fetched.content_type,
            name=name_in_disposition(fetched.headers.get("content-disposition", "")),
            ocr=ocr and self._ocr_seconds > 0,
        )
        began = time.monotonic()
        try:
            read = await self._reader.read_async(request)
        finally:
            path.unlink(missing_ok=True)
        if read.ocr or (request.ocr and FileProblem.SCAN in read.problems):
            self._ocr_seconds -= time.monotonic() - began
        return read


def _is_unchanged(fetched: Fetched, known: DocumentSeen) -> bool:
    return fetched.reason is None and known.says is not None and fetched.sha256 == known.sha256


def _unchanged(document: DocumentSeen, fetched: Fetched, known: DocumentSeen) -> DocumentSeen:
    """A file whose bytes are those of the last visit: what was read of them then stands."""
    place = {name: getattr(document, name) for name in ("url", "link_text", "found_on", "path")}
    evidence = document.evidence.model_copy(update={"sha256": known.sha256, "seen_at": fetched.seen_at})
    return known.model_copy(
        update={**place, "evidence": evidence, "carried_from": None, "last_verified": fetched.seen_at}
    )


def _page_of(fetched: Fetched) -> Page | None:
    if fetched.reason is not None or not fetched.is_html:
        return None
    return parse_page(fetched.body, fetched.url, fetched.content_type)


def _leads_on(fetched: Fetched, page: Page | None) -> str | None:
    """Where the page that came instead of a file says the file is; None when it does not."""
    if fetched.reason is not None or not fetched.is_html:
        return None
    behind = download_address(unwrapped(fetched.url))
    if behind != fetched.url:
        return behind
    if page is None:
        return None
    if _SHARED_PLACE.search(urlsplit(fetched.url).hostname or ""):
        return _confirmed(page)
    if is_file_address(target := moves_to(page) or ""):
        return target
    return _file_of(page, fetched) if is_file_address(fetched.requested_url) else None


def _file_of(page: Page, fetched: Fetched) -> str | None:
    """The file that the page of one file shows, perhaps by several links; a page of many files is a list."""
    files = [link.url for link in page.links if link.place is Place.MAIN]
    for node in page.tree.iter("iframe", "embed", "object"):
        address = node.get("src") or node.get("data-src") or node.get("data") or ""
        files.append(absolute(page, unwrapped(address)) or "")
    own = {url: None for url in files if is_file_address(url) and site_of(url) == site_of(fetched.url)}
    return next(iter(own)) if 0 < len(own) <= _DETAIL_LINKS else None


def _confirmed(page: Page) -> str | None:
    """Where the page on which a sharing service asks whether one really wants a large file leads."""
    for form in page.tree.iter("form"):
        fields = {field.get("name"): field.get("value") or "" for field in form.iter("input") if field.get("name")}
        if form.get("action") and "confirm" in fields and "id" in fields:
            return f"{urljoin(page.base, form.get('action'))}?{urlencode(fields)}"
    return None


def _of_page(
    url: str, fetched: Fetched, page: Page | None, vocabulary: Vocabulary
) -> tuple[bool | None, str, str] | None:
    """What a web page in the place of a file says of it; None where the page is the file, as old Word files are."""
    host = (urlsplit(fetched.url).hostname or "").lower()
    if _LOGIN_HOSTS.match(host):
        return False, "text/html", FORBIDDEN
    text = text_of(page.tree, 20_000) if page is not None else ""
    key = fold(f"{page.title if page is not None else ''} {text}")
    shared = bool(_SHARED_PLACE.search(host))
    if shared and _LATER.search(key):
        return None, "text/html", UNTRIED.format(why="dịch vụ chia sẻ đang hạn chế lượt tải")
    if shared and _GONE.search(key):
        return False, "text/html", NOT_FOUND_PAGE
    if (shared or len(key) < _LITTLE_TEXT) and _NO_ACCESS.search(key):
        return False, "text/html", FORBIDDEN
    asks_password = page is not None and any(field.get("type") == "password" for field in page.tree.iter("input"))
    if len(key) < _LITTLE_TEXT and (asks_password or holds_phrase(key, vocabulary.login_words)):
        return False, "text/html", FORBIDDEN
    title = fold(page.title) if page is not None else ""
    if holds_phrase(title if len(key) >= _LITTLE_TEXT else key, vocabulary.soft_404_words):
        return False, "text/html", NOT_FOUND_PAGE
    name = name_in_disposition(fetched.headers.get("content-disposition", "")) or unquote(urlsplit(url).path)
    promised = kind_of_extension(PurePosixPath(name).suffix.lower().lstrip("."))
    if promised in _PAGES and "html" not in fetched.content_type:
        return None
    if promised is not None and promised not in _PAGES and not shared:
        return False, "text/html", A_PAGE_INSTEAD
    return None, "text/html", A_PAGE


def _told(
    document: DocumentSeen, fetched: Fetched, *, opens: bool | None, media_type: str, problem: str
) -> DocumentSeen:
    return document.model_copy(
        update={
            "opens": opens,
            "media_type": media_type or fetched.content_type.partition(";")[0][:80],
            "size": len(fetched.body) if fetched.status == 200 else None,
            "sha256": fetched.sha256 or None,
            "problem": clip(problem),
            "last_verified": fetched.seen_at,
            "evidence": document.evidence.model_copy(update={"seen_at": fetched.seen_at}),
        }
    )


def _seen(
    document: DocumentSeen, fetched: Fetched, read: FileRead, school: School, vocabulary: Vocabulary
) -> DocumentSeen:
    says = understand_document(read, school, vocabulary)
    return document.model_copy(
        update={
            "format": read.kind,
            "media_type": read.media_type or fetched.content_type.partition(";")[0][:80],
            "size": read.size,
            "sha256": read.sha256,
            "opens": read.opens,
            "problem": clip(" ".join(read.sentences)),
            "problems": read.problems,
            "pages": read.pages,
            "text_layer": read.text_layer,
            "ocr": read.ocr,
            "title_lines": read.title_lines,
            "mentions": _quotes(read, says, school),
            "says": says,
            "members": read.members[:_MEMBERS],
            "last_verified": fetched.seen_at,
            "evidence": document.evidence.model_copy(update={"seen_at": fetched.seen_at, "sha256": read.sha256}),
        }
    )


def _quotes(read: FileRead, says: FileSays, school: School) -> tuple[str, ...]:
    """The title lines on which the rest hangs: whose it is, of which year, which form. No other line is kept."""
    lines = [says.other_school] if says.other_school else []
    lines += [
        line
        for line in read.title_lines
        if naming(line, school) is Naming.NAMED or school_years_in(line) or form_numbers(line)
    ]
    return tuple(dict.fromkeys(map(clip, lines)))[:_QUOTES]
