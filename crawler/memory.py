"""What a visit remembers: the answers of the visit before, and those of tonight for the visit after.

A visit that goes on from an earlier one is told as the same story. Only where its answers come from differs: an address
that the earlier visit asked is answered from memory, unless it was asked anew tonight or what it said is no longer
believed. So a warm visit cannot read a page otherwise than a cold one; what it may get wrong is what nobody looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urldefrag

from crawler.archive import VisitArchive
from crawler.fetched import Fetched
from reading.addresses import same_address
from records.facts import AnswerSeen, DocumentSeen, Reason, Role, Visit

LASTING = (None, Reason.HTTP_4XX, Reason.LOGIN)
"""How an answer may end and still say something of the portal; everything else is a fault of the night."""
MOST_OLDER = 20
_KEPT_HEADERS = ("content-type", "etag", "last-modified", "x-wp-total", "x-wp-totalpages")
_VALIDATORS = (("etag", "If-None-Match"), ("last-modified", "If-Modified-Since"))
_TEXT = ("text/", "html", "xml", "json")


@dataclass(slots=True)
class Memory:
    """The answers that one visit knows, by address.

    `known` are believed; `doubted` are those that have to be asked anew, and answer only where the portal does not;
    `used` is what this visit asked or took from memory; `unverified` holds what could not be verified tonight.
    `whole`: these answers tell all of the portal, a browser was not needed; `patched`: some of them had to fill in for
    pages that failed.
    """

    archive: VisitArchive
    visit: str
    base: Visit | None = None
    known: dict[str, AnswerSeen] = field(default_factory=dict)
    doubted: dict[str, AnswerSeen] = field(default_factory=dict)
    used: dict[str, AnswerSeen] = field(default_factory=dict)
    unverified: dict[str, Fetched] = field(default_factory=dict)
    documents: dict[str, DocumentSeen] = field(default_factory=dict)
    whole: bool = True
    patched: bool = False
    _read_tonight: set[str] = field(default_factory=set)
    _bodies: dict[str, bytes] = field(default_factory=dict)
    _parts: dict[str, str] = field(default_factory=dict)

    def believe(self, base: Visit) -> None:
        """Go on from an earlier visit."""
        self.base = base
        self.known = {key_of(answer.url): answer for answer in base.answers}
        for fact in base.facts:
            if isinstance(fact, DocumentSeen) and fact.opens is not None:
                self.documents[same_address(fact.url)] = fact
        self.know_places(base)

    def know_places(self, base: Visit) -> None:
        """Learn where the archive keeps the pages of an earlier visit, whether or not they are believed."""
        for answer in base.answers:
            for one in (answer, *answer.older):
                if one.part:
                    self._parts[one.sha256] = one.part

    def forget_all(self) -> None:
        """Believe nothing of the earlier visit: this is another portal now."""
        self.known.clear()
        self.doubted.clear()
        self.documents.clear()
        self.unverified.clear()
        self.used.clear()
        self.base = None

    def doubt(self, keys: Iterable[str]) -> None:
        """Ask these addresses anew when the visit comes to them; what was read tonight is believed."""
        for key in list(keys):
            answer = self.known.get(key)
            if answer is not None and answer.seen_in != self.visit and key not in self._read_tonight:
                self.doubted[key] = self.known.pop(key)

    def forget_older(self) -> None:
        """Need no earlier readings of first pages: the pages behind them are read anew."""
        for key, answer in self.known.items():
            if answer.older:
                self.known[key] = answer.model_copy(update={"older": ()})

    def recall(self, url: str, role: Role) -> Fetched | None:
        """What an address answered, None where it has to be asked."""
        answer = self.known.get(key_of(url))
        fetched = self.answer(answer, role) if answer is not None else None
        if answer is not None and fetched is not None:
            self.used[key_of(url)] = answer
        return fetched

    def instead(self, failed: Fetched) -> Fetched | None:
        """What stood at an address that fails tonight, where an earlier visit knew it; noted as not verified."""
        key = key_of(failed.requested_url)
        answer = self.doubted.get(key)
        fetched = self.answer(answer, failed.role) if answer is not None else None
        if answer is not None and fetched is not None:
            self.unverified[key] = failed
            self.used[key] = answer
            self.patched = True
        return fetched

    def answer(self, answer: AnswerSeen, role: Role | None = None) -> Fetched | None:
        """An answer with its bytes; None where the archive has lost them."""
        body = self._body(answer)
        if body is None:
            return None
        return Fetched(
            url=answer.final,
            requested_url=answer.url,
            redirects=answer.redirects,
            status=answer.status,
            body=body,
            content_type=answer.headers.get("content-type", ""),
            headers=dict(answer.headers),
            seen_at=answer.seen_at,
            sha256=answer.sha256,
            role=role or answer.role,
            reason=answer.reason,
            detail="" if answer.status < 400 else f"HTTP {answer.status}",
            tls_problem=answer.tls_problem,
        )

    def _body(self, answer: AnswerSeen) -> bytes | None:
        if not answer.size:
            return b""
        if answer.sha256 in self._bodies:
            return self._bodies[answer.sha256]
        kind = answer.headers.get("content-type", "")
        if kind and not any(part in kind for part in _TEXT):
            # Files are not archived, and a page that is a file is told by its kind alone.
            return b"" if "octet-stream" not in kind else None
        return self.archive.read_page(answer.sha256, answer.part)

    def keep(self, fetched: Fetched, cost: int, accept: str = "", older: tuple[AnswerSeen, ...] = ()) -> None:
        """Remember what an address answered tonight."""
        if fetched.role is Role.DOCUMENT or fetched.reason not in LASTING:
            return
        key = key_of(fetched.requested_url)
        answer = AnswerSeen(
            url=fetched.requested_url,
            final=fetched.url,
            redirects=fetched.redirects,
            role=fetched.role,
            status=fetched.status,
            reason=fetched.reason,
            headers={name: fetched.headers[name] for name in _KEPT_HEADERS if name in fetched.headers},
            accept=accept,
            sha256=fetched.sha256,
            size=len(fetched.body),
            part=self._parts.get(fetched.sha256) or self.archive.part(),
            tls_problem=fetched.tls_problem,
            cost=max(1, cost),
            seen_at=fetched.seen_at,
            seen_in=self.visit,
            verified_at=fetched.seen_at,
            older=older[:MOST_OLDER],
        )
        self.used[key] = answer
        self.doubted.pop(key, None)
        self.unverified.pop(key, None)
        if self.base is not None:
            # Several readers may ask for one sitemap.
            self.known[key] = answer
            self._bodies[fetched.sha256] = fetched.body

    def learn(self, fetched: Fetched, older: tuple[AnswerSeen, ...] = ()) -> None:
        """Take what a known address answers tonight in place of what it answered before."""
        key = key_of(fetched.requested_url)
        before = self.known[key]
        self.keep(fetched, before.cost, before.accept, older)
        del self.used[key]

    def verify(self, key: str, now: datetime, *, read: bool) -> None:
        """Note that an address still answers what it answered before; `read`: in full, not by the server's word."""
        self.known[key] = self.known[key].model_copy(update={"verified_at": now})
        if read:
            self._read_tonight.add(key)

    def older(self, url: str) -> list[Fetched]:
        """Earlier answers of the first page of a list whose tail is still needed, newest first."""
        answer = self.known.get(key_of(url)) or self.by_final().get(same_address(url))
        found = [self.answer(one) for one in answer.older] if answer is not None else []
        return [one for one in found if one is not None]

    def by_final(self) -> dict[str, AnswerSeen]:
        """The believed answers by the address they led to (`same_address`)."""
        return {same_address(answer.final): answer for answer in self.known.values()}

    def carried_document(self, document: DocumentSeen) -> DocumentSeen | None:
        """A file as an earlier visit opened it, met tonight where `document` says; None where it has to be tried."""
        known = self.documents.get(same_address(document.url))
        if known is None or self.base is None:
            return None
        place = {name: getattr(document, name) for name in ("url", "link_text", "found_on", "path", "evidence")}
        seen_at = known.last_verified or known.evidence.seen_at
        place["evidence"] = document.evidence.model_copy(update={"seen_at": known.evidence.seen_at})
        carried = {"carried_from": known.carried_from or self.base.id, "last_verified": seen_at}
        return known.model_copy(update={**place, **carried})

    def answers(self) -> tuple[AnswerSeen, ...]:
        """What the next visit may go on from."""
        return tuple(self.used.values()) if self.whole else ()


def key_of(url: str) -> str:
    """An address as memory knows it."""
    return urldefrag(url).url


def validators(answer: AnswerSeen) -> dict[str, str]:
    """The headers that ask a server for its answer only where it changed."""
    return {asks: answer.headers[name] for name, asks in _VALIDATORS if answer.headers.get(name)}
