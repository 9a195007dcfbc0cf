"""A visit that goes on from an earlier one: look round, then carry on, tell the story again from memory, or visit cold.

Whichever way, the visit is whole: what was not read tonight is in it with the visit that read it (`carried_from`) and
the time when the portal last bore it out (`last_verified`).
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator
from datetime import datetime

from crawler.document_opening import DocumentOpener
from crawler.fetch import Fetcher
from crawler.looking import Found, LookRound, doubt_posts, is_sound, lacks_nothing
from crawler.memory import Memory
from crawler.order import BatchOrder
from crawler.parents import ParentSeen
from crawler.visit import SchoolVisit, crawler_version
from reading.addresses import same_address
from records.facts import (
    AnswerSeen,
    Aspect,
    Coverage,
    DocumentSeen,
    Fact,
    LinkSeen,
    PageMissing,
    PageSeen,
    Reason,
    Relation,
    Role,
    SectionSeen,
    SignalSeen,
    SourceSeen,
    Visit,
)
from records.school import School

logger = logging.getLogger(__name__)
_OF_PARENTS = (Relation.PARENT_TO_SCHOOL, Relation.SCHOOL_TO_PARENT)


def terms_of(order: BatchOrder) -> str:
    """A hash of all that every visit of an order hangs on besides its portal and school; once a batch."""
    fields = {"window", "school_year", "posts_wanted", "adapters", "vocabulary", "budget"}
    return _hash(crawler_version(), order.model_dump_json(include=fields))


def _hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


class WarmVisit:
    """The visit of one school, with what is known of it."""

    def __init__(
        self,
        school: School,
        order: BatchOrder,
        fetcher: Fetcher,
        parents: list[ParentSeen],
        opener: DocumentOpener,
        base: Visit | None,
        terms: str,
    ) -> None:
        """`base` is the last visit, `terms` what the order asks (`terms_of`)."""
        self._visit = SchoolVisit(school, order, fetcher, parents, opener)
        self._school, self._order, self._fetcher, self._parents = school, order, fetcher, parents
        hints = (hint.model_dump_json() for hint in order.hints.get(school.code, ()))
        self._terms = _hash(terms, school.model_dump_json(), *hints)
        self._memory = Memory(fetcher.archive, self._visit.id)
        fetcher.memory = self._memory
        if base is not None:
            self._memory.know_places(base)
            if base.subject == school and base.terms == self._terms:
                self._visit.know_files(base)
        self._base = base if base is not None and base.subject == school and school.code not in order.deep else None
        self._last = base
        self._frame: frozenset[str] = frozenset()

    async def run(self) -> Visit:
        """Visit the school."""
        found = await self._look()
        if found is Found.QUIET and self._base is not None:
            visit = await self._visit.carry_on(without_parents(self._base))
            self._memory.used = {**self._memory.known, **self._memory.used}
        else:
            self._visit.go_on_from(self._memory, self._frame)
            visit = await self._visit.run()
        return self._whole(visit, found)

    async def _look(self) -> Found:
        base = self._base
        if base is None or not base.answers:
            self._base = None
            return Found.ANOTHER
        self._memory.believe(base)
        looking = LookRound(self._fetcher, self._memory, base)
        try:
            found = await looking.run()
        except Exception:  # a page that cannot be compared must not cost the visit: all is read then
            logger.exception("the first look at %s failed", self._school.code)
            found = Found.ANOTHER
        if found is Found.ANOTHER:
            self._memory.forget_all()
            self._fetcher.missing.clear()
            self._base = None
            return found
        self._frame = looking.frame
        if base.window != self._order.window or not base.lists_fit:
            # What was pushed from page to page, or gone from between them, would be lost where they are joined.
            doubt_posts(self._memory, base)
        if base.terms != self._terms or not lacks_nothing(base) or self._memory.doubted:
            return Found.CHANGED
        return found

    def _whole(self, visit: Visit, found: Found) -> Visit:
        """The visit with the age of every fact, what could not be verified, and what the next visit may go on from."""
        last, answers = self._last, self._memory.answers()
        fit = is_sound(visit, Aspect.POSTS) and not self._memory.patched
        if found is Found.QUIET and self._base is not None:
            fit = self._base.lists_fit
        cut = self._fetcher.stopped() or any(one.reason is Reason.INTERRUPTED for one in visit.coverage)
        home = visit.covered(Aspect.HOME)
        if not home.complete and last is not None and last.answers and last.subject == self._school:
            # The portal did not answer: what it showed last stays, and nothing of it is verified.
            visit, answers, fit = _kept(visit, last), last.answers, last.lists_fit
        elif cut:
            # A visit that was cut short knows a part of two nights: the next one goes on from where this one did.
            known = last is not None and last.subject == self._school
            answers, fit = (last.answers, last.lists_fit) if last is not None and known else ((), False)
        elif not home.complete:
            answers = ()
        else:
            facts = tuple(_aged(visit.facts, self._memory, visit.id)) if self._base is not None else visit.facts
            visit = visit.model_copy(update={"facts": facts})
        coverage = tuple(self._doubted(one) for one in visit.coverage)
        whole_at = self._base.read_whole_at if self._base is not None else visit.started_at
        return visit.model_copy(
            update={
                "coverage": coverage,
                "based_on": self._base.id if self._base is not None else None,
                "read_whole_at": whole_at if home.complete and not cut else last.read_whole_at if last else None,
                "terms": self._terms,
                "answers": answers,
                "lists_fit": fit,
            }
        )

    def _doubted(self, coverage: Coverage) -> Coverage:
        """An aspect of which something could not be verified tonight is not complete."""
        if not coverage.complete or self._base is None:
            return coverage
        lists = {same_address(fact.url) for fact in self._base.facts if isinstance(fact, SourceSeen)}
        for key, failed in self._memory.unverified.items():
            answer = self._memory.used.get(key)
            if answer is None:
                continue
            is_list = answer.role in (Role.LISTING, Role.SOURCE, Role.ARTICLE) or same_address(answer.final) in lists
            concerned = {Aspect.POSTS} if is_list else set()
            concerned |= {Aspect.SECTIONS} if answer.role is Role.SECTION else set()
            concerned |= {Aspect.PARENT} if answer.role is Role.PARENT else set()
            if coverage.aspect in concerned:
                day = answer.verified_at.strftime("%d/%m/%Y")
                detail = f"chưa xem lại được đêm nay, còn như ngày {day}: {answer.url}"
                return Coverage(aspect=coverage.aspect, complete=False, reason=failed.reason, detail=detail)
        return coverage


def without_parents(base: Visit) -> Visit:
    """An earlier visit less what the portals above the school said: they are read anew each night."""
    return base.model_copy(update={"facts": tuple(fact for fact in base.facts if not _is_of_parents(fact))})


def _is_of_parents(fact: Fact) -> bool:
    if isinstance(fact, LinkSeen):
        return fact.relation in _OF_PARENTS
    if isinstance(fact, SignalSeen):
        return fact.name == "same-domain-as-parent"
    return isinstance(fact, PageSeen | PageMissing) and fact.role is Role.PARENT


def _kept(visit: Visit, last: Visit) -> Visit:
    """The facts of the last visit beside tonight's: nothing is lost because a portal is down."""
    facts = [
        _of(fact, fact.carried_from or last.id, fact.last_verified or fact.evidence.seen_at)
        for fact in last.facts
        if not _is_of_parents(fact) and not isinstance(fact, PageMissing)
    ]
    return visit.model_copy(update={"facts": (*facts, *visit.facts), "adapter": last.adapter})


def _aged(facts: Iterable[Fact], memory: Memory, visit: str) -> Iterator[Fact]:
    """Facts with the visit that read them and the time when that was last borne out."""
    known: dict[tuple[str, str], AnswerSeen] = {}
    for answer in memory.used.values():
        for one in (*answer.older, answer):
            known[same_address(one.final), one.sha256] = one
    base = memory.base
    assert base is not None
    for fact in facts:
        evidence = fact.page.evidence if isinstance(fact, SectionSeen) and fact.page is not None else fact.evidence
        source = known.get((same_address(evidence.url), evidence.sha256 or ""))
        if isinstance(fact, DocumentSeen) and fact.opens is not None:
            # The page that links to it may have been read tonight; the file itself was not.
            tried = fact.last_verified or evidence.seen_at
            yield _of(fact, fact.carried_from or (base.id if tried <= base.finished_at else None), tried)
        elif source is not None:
            yield fact if source.seen_in == visit else _of(fact, source.seen_in, source.verified_at)
        elif fact.carried_from is not None or evidence.seen_at <= base.finished_at:
            yield _of(fact, fact.carried_from or base.id, fact.last_verified or evidence.seen_at)
        else:
            yield fact


def _of(fact: Fact, carried_from: str | None, last_verified: datetime) -> Fact:
    """A fact that `carried_from` read and that was last borne out at `last_verified`; so was what it cites."""
    update: dict[str, object] = {"carried_from": carried_from, "last_verified": last_verified}
    if carried_from is not None:
        update["evidence"] = fact.evidence.model_copy(update={"last_verified": last_verified})
        if isinstance(fact, SectionSeen) and fact.page is not None:
            evidence = fact.page.evidence.model_copy(update={"last_verified": last_verified})
            update["page"] = fact.page.model_copy(update={"evidence": evidence})
    return fact.model_copy(update=update)
