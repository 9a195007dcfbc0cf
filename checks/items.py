"""Công khai item by item: each thing the circular in force wants, answered by itself. Explains 3.4, scores nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from checks.looking import UNOPENED, is_complete, looked_through
from reading.forms import form_levels
from reading.portal import PortalReading, SectionRead, SectionState
from reading.proofs import PROOF_DOUBTS, Proof
from reading.published import KEY, NO_YEAR, Published
from records.facts import Aspect, Evidence, Role
from records.findings import Outcome, Part
from records.school import Level
from records.vocabulary import Duty, LawAbout, LegalDocument

_SAYS: dict[str, tuple[Outcome, str]] = {
    "published": (Outcome.PASS, "Có: {what}."),
    "wrong-level": (Outcome.REVIEW, "Chỉ thấy biểu mẫu của cấp học khác: {what}."),
    "outdated-form": (Outcome.REVIEW, "Đăng theo biểu mẫu của văn bản đã hết hiệu lực: {what}."),
    "does-not-open": (Outcome.REVIEW, "Có liên kết nhưng tệp không mở được: {what}."),
    "scan-unread": (Outcome.REVIEW, "Có tệp, là bản quét hoặc ảnh, chưa đọc được: {what}."),
    "not-opened": (Outcome.UNKNOWN, "Có liên kết nhưng chưa mở được tệp để xem: {what}."),
    "doubtful": (Outcome.REVIEW, "Có tệp nhưng cần người xem: {what}."),
    "year-unclear": (Outcome.REVIEW, "Có nhưng chưa rõ năm học: {what}."),
    "maybe-inside": (Outcome.REVIEW, "Chưa tách được từng mục; có thể nằm trong: {what}."),
    "other-years": (Outcome.FAIL, "Chỉ có của năm học khác: {what}."),
    "absent": (Outcome.FAIL, "Không thấy trong phần công khai đã đọc."),
    "not-due": (Outcome.NOT_DUE, "Chưa thấy; hạn đăng là {due}."),
    "not-seen": (Outcome.UNKNOWN, "Chưa thấy, nhưng chưa đọc hết các chuyên mục của cổng."),
}


def item_parts(
    portal: PortalReading, sections: Sequence[SectionRead], entries: Sequence[Published]
) -> tuple[Part, ...]:
    """What became of each item of the circular in force for the school's levels.

    Where two circulars count for the school year (2024–2025), the one that more of the portal follows is taken, and
    that an old one is followed is said.
    """
    readings = [
        (document, _parts_of(document, portal, sections, entries))
        for document in portal.law
        if document.about is LawAbout.CONG_KHAI
    ]
    if not readings:
        return ()
    # The first of equals is the newest document.
    document, parts = max(readings, key=lambda pair: sum(part.result == "published" for part in pair[1]))
    return (*_old_law(document, portal, parts), *parts)


def _old_law(document: LegalDocument, portal: PortalReading, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    if document.lapsed is None or portal.school_year < document.lapsed:
        return ()
    if not any(part.result == "published" for part in parts):
        return ()
    return (
        Part(
            key=document.id,
            title="Văn bản áp dụng",
            result="lapsed",
            outcome=Outcome.REVIEW,
            reason=f"Công khai theo {document.title} đã hết hiệu lực; năm học chuyển tiếp vẫn được chấp nhận.",
            note=True,
        ),
    )


def _parts_of(
    document: LegalDocument, portal: PortalReading, sections: Sequence[SectionRead], entries: Sequence[Published]
) -> tuple[Part, ...]:
    levels = set(portal.school.levels)
    return tuple(
        _part(duty, portal, sections, entries)
        for duty in document.duties
        if not duty.levels or set(duty.levels) & levels
    )


def _part(duty: Duty, portal: PortalReading, sections: Sequence[SectionRead], entries: Sequence[Published]) -> Part:
    about = [one for one in entries if one.is_about(duty)]
    ours = [one for one in about if one.is_of(portal.school_year, duty)]
    counting = [one for one in ours if one.counts]
    fitting = [one for one in counting if _fits(one, duty, portal.school.levels)]
    if read := [one for one in fitting if one.proof is not Proof.UNREAD]:
        return _told(duty, "published", read, rung=max(one.rung for one in read))
    if fitting:
        return _told(duty, "scan-unread", fitting, rung=max(one.rung for one in fitting))
    if counting:
        return _told(duty, "wrong-level" if duty.forms else "outdated-form", counting, rung=3)
    if ours:
        best = max(one.rung for one in ours)
        return _told(duty, _why_none_counts(ours), ours, rung=best)
    unclear = [one for one in about if one.year is None or one.year_from in NO_YEAR]
    if unclear:
        return _told(duty, "year-unclear", unclear, rung=3)
    if whole := _may_hold(duty, portal, sections, entries):
        return _told(duty, "maybe-inside", whole)
    if any(one.state in UNOPENED for one in sections) or not is_complete(portal, Aspect.SECTIONS):
        return _told(duty, "not-seen", ())
    if (due := _due(duty, portal.school_year)) and (portal.as_of or portal.today) < due:
        return _told(duty, "not-due", (), due=due)
    if about and not duty.optional:
        return _told(duty, "other-years", about, rung=1)
    if duty.optional:
        return _nothing(duty, portal, Outcome.NOT_APPLICABLE, "Không thấy; chỉ cần đăng nếu nhà trường có.")
    return _nothing(duty, portal, *_SAYS["absent"])


def _why_none_counts(entries: Sequence[Published]) -> str:
    if any(one.proof is Proof.UNSEEN for one in entries):
        return "not-opened"
    return "does-not-open" if all(one.proof is Proof.CLOSED for one in entries) else "doubtful"


def _fits(entry: Published, duty: Duty, levels: Iterable[Level]) -> bool:
    """A numbered form must be one of the school's levels; where the law has no forms, a numbered one is an old one."""
    named = form_levels(entry.title)
    if not named:
        return True
    return bool(duty.forms) and bool(named & set(levels))


def _may_hold(
    duty: Duty, portal: PortalReading, sections: Sequence[SectionRead], entries: Sequence[Published]
) -> list[Published | SectionRead]:
    """Things of the audited year that do not say what they are about and may hold it: a long file, a page of text."""
    year = portal.school_year
    texts: list[Published | SectionRead] = [
        one
        for one in sections
        if one.key == KEY and one.state is SectionState.CONTENT and not one.items and one.school_year in (None, year)
    ]
    pictures = [
        one for one in sections if one not in texts and one.school_year == year and set(one.pictured) & set(duty.items)
    ]
    return [*texts, *pictures, *(one for one in entries if one.may_hold(duty) and one.year in (year, None))]


def _due(duty: Duty, year: str) -> date | None:
    if duty.due is None:
        return None
    return date.fromisoformat(f"{year[:4] if duty.due_year == 1 else year[5:]}-{duty.due}")


def _told(
    duty: Duty,
    result: str,
    shown: Sequence[Published | SectionRead],
    *,
    rung: int | None = None,
    due: date | None = None,
) -> Part:
    outcome, sentence = _SAYS[result]
    titles = [_named(one, with_doubt=result == "doubtful") for one in shown[:2]]
    places = [one.evidence if isinstance(one, Published) else one.evidence[-1] for one in shown if one.evidence]
    return Part(
        key=duty.key,
        title=duty.title,
        result=result,
        outcome=outcome,
        rung=rung,
        # Titles of a portal are inserted last: they are never read as a template.
        reason=sentence.replace("{due}", f"{due:%d/%m/%Y}" if due else "").replace("{what}", ", ".join(titles)),
        evidence=tuple(places),
    )


def _named(one: Published | SectionRead, *, with_doubt: bool) -> str:
    if isinstance(one, SectionRead):
        return f"“{one.label}”"
    doubt = PROOF_DOUBTS.get(one.proof) if with_doubt else None
    return f"“{one.title}” {doubt}" if doubt else f"“{one.title}”"


def _nothing(duty: Duty, portal: PortalReading, outcome: Outcome, reason: str) -> Part:
    seen: tuple[Evidence, ...] = looked_through(portal, Role.HOME, Role.SECTION)
    return Part(key=duty.key, title=duty.title, result="absent", outcome=outcome, rung=0, reason=reason, evidence=seen)
