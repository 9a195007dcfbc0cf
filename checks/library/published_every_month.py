"""Something that has to be published anew each month: minutes of a self-check, for one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import Field

from checks.looking import distinct, is_complete, looked_through, of_nobody_known, sources_read, why_incomplete
from checks.months import MonthNumber, month_of, school_months, shown
from checks.registry import PARTS, Phrase, check, fails, not_due, passes, review, unknown
from reading.fold import fold
from reading.portal import PortalReading
from records.facts import Aspect, Evidence, Role
from records.findings import Answer, Outcome, Part

_MONTH = re.compile(r"\b(?:thang|t) ?(\d{1,2})(?: (?:nam )?(20\d\d))?\b")
_SHOWN = 20


@check(
    PARTS,
    "filled",
    "months",
    every_month=passes("Có “{what}” của từng tháng, từ {first} đến {last}."),
    gaps=fails("Chưa thấy “{what}” của {missing}; đã có: {present}."),
    none_seen=fails("Đã đọc hết tin bài và chuyên mục, không thấy “{what}” nào được đăng."),
    unsure=review("Chưa thấy “{what}” của {missing}, nhưng có {unclear} mục chưa rõ của tháng nào."),
    not_yet=not_due("Các tháng đã qua đều có “{what}”; năm học còn tiếp tục đến {last}."),
    not_seen=unknown("Chưa thấy “{what}” của {missing}, nhưng cổng chưa đọc được hết: {why}."),
    foreign_portal=unknown("Trang chủ không nêu tên trường nên không thể coi đây là cổng của trường."),
)
def published_every_month(
    portal: PortalReading,
    *,
    what: str,
    words: Annotated[tuple[Phrase, ...], Field(min_length=1)],
    first_month: MonthNumber = "09",
    last_month: MonthNumber = "05",
) -> Answer:
    """Nội dung phải đăng hằng tháng được đăng trong từng tháng."""
    months = school_months(portal, first_month, last_month)
    base: dict[str, object] = {"what": what, "first": shown(months.all[0]), "last": shown(months.all[-1])}
    doubt = of_nobody_known(portal, Aspect.POSTS, **base, missing="mọi tháng")
    if doubt is not None:
        return doubt
    found: dict[str, list[Evidence]] = {}
    unclear: list[Evidence] = []
    phrases = [f" {fold(one)} " for one in words]
    for title, day, place in _published(portal):
        key = f" {fold(title)} "
        if not any(phrase in key for phrase in phrases):
            continue
        month = _month_named(key, portal.school_year) or (month_of(day) if day else None)
        if month in months.all:
            found.setdefault(str(month), []).append(place)
        elif month is None:
            unclear.append(place)
    missing = [month for month in months.due if month not in found]
    values = {
        **base,
        "missing": [shown(month) for month in missing],
        "present": [shown(month) for month in sorted(found)],
        "unclear": len(unclear),
        "filled": len(months.due) - len(missing),
        "months": len(months.due),
        "why": why_incomplete(portal, Aspect.POSTS, Aspect.SECTIONS),
    }
    complete = is_complete(portal, Aspect.POSTS) and is_complete(portal, Aspect.SECTIONS)
    proof = distinct((place for month in sorted(found) for place in found[month][:1]), _SHOWN)
    parts = tuple(_part(month, found.get(month, []), complete=complete, unclear=bool(unclear)) for month in months.due)
    if not missing:
        result = "every-month" if months.due == months.all else "not-yet"
        return Answer(result=result, values=values, evidence=proof, parts=parts)
    if not complete:
        result = "not-seen"
    elif unclear:
        result = "unsure"
    else:
        result = "gaps" if found else "none-seen"
    looked = [*sources_read(portal), *looked_through(portal, Role.SECTION)]
    return Answer(result=result, values=values, evidence=distinct([*proof, *unclear, *looked]), parts=parts)


def _published(portal: PortalReading) -> Iterator[tuple[str, date | None, Evidence]]:
    """Everything with a title that stands on the portal, its day where it has one, and its place."""
    for entry in portal.ledger.entries:
        if entry.nature != "rac":
            yield entry.title, entry.published, entry.evidence
    for section in portal.sections:
        for item in section.items:
            yield item.title, None, item.evidence
    for document in portal.documents:
        yield document.title, None, document.evidence


def _month_named(key: str, year: str) -> str | None:
    """The month that a folded title names, in the audited school year unless it names its own year."""
    match = _MONTH.search(key)
    if match is None or not 1 <= int(match[1]) <= 12:
        return None
    number = int(match[1])
    named = int(match[2]) if match[2] else int(year[:4] if number >= 8 else year[5:])
    return f"{named}-{number:02d}"


def _part(month: str, places: list[Evidence], *, complete: bool, unclear: bool) -> Part:
    if places:
        outcome, reason = Outcome.PASS, "Có."
    elif not complete:
        outcome, reason = Outcome.UNKNOWN, "Chưa thấy; cổng chưa đọc hết."
    elif unclear:
        outcome, reason = Outcome.REVIEW, "Chưa thấy; có mục chưa rõ của tháng nào."
    else:
        outcome, reason = Outcome.FAIL, "Không thấy."
    return Part(
        key=month,
        title=f"Tháng {shown(month)}",
        result=outcome.value,
        outcome=outcome,
        reason=reason,
        evidence=tuple(places[:3]),
    )
