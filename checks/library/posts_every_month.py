"""A post in every category of the news in every month: the month × category matrix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from checks.looking import distinct, is_complete, of_nobody_known, sources_read, why_incomplete
from checks.months import MonthNumber, SchoolMonths, month_of, school_months, shown
from checks.registry import PARTS, Phrase, Whole, check, fails, not_due, passes, review, unknown
from reading.fold import fold
from reading.portal import Counted, LedgerEntry, PortalReading
from reading.words import Matcher
from records.facts import Aspect, Evidence, PostSeen
from records.findings import Answer, Outcome, Part
from records.vocabulary import Term

_SHOWN = 10
_ABOVE = Matcher(
    (
        Term(
            key="above",
            title="",
            patterns=(
                r"\b(tin|thong bao|van ban)( tuc)?( su kien)? (tu|cua) (phong|so|bo|ubnd|nganh)\b",
                r"\btin (trong )?nganh\b",
            ),
        ),
    )
)
"""Categories of the authorities' own news are not the school's to fill."""


@check(
    PARTS,
    "filled",
    "cells",
    every_month=passes("Cả {rows} chuyên mục tin đều có ít nhất {minimum} bài mỗi tháng, từ {first} đến {last}."),
    gaps=fails("{empty} trên {cells} ô tháng–chuyên mục chưa có đủ {minimum} bài: {missing}."),
    unsure=review("{empty} ô tháng–chuyên mục chưa chắc: có {doubtful} bài chưa rõ ngày có thể lấp được ({missing})."),
    not_yet=not_due("Các tháng đã qua đều có bài; năm học còn tiếp tục đến {last}."),
    no_categories=review("Có {count} bài nhưng không bài nào cho biết thuộc chuyên mục nào; cần người xem."),
    no_posts=fails("Đã đọc hết tin bài, không có bài nào của nhà trường từ {first} đến {last}."),
    not_seen=unknown("Còn {empty} ô tháng–chuyên mục chưa thấy bài, nhưng tin bài chưa đọc được hết: {why}."),
    foreign_portal=unknown("Trang chủ không nêu tên trường nên không thể coi đây là cổng của trường."),
)
def posts_every_month(
    portal: PortalReading,
    *,
    first_month: MonthNumber = "09",
    last_month: MonthNumber = "05",
    minimum: Whole = 1,
    categories: tuple[Phrase, ...] = (),
) -> Answer:
    """Mỗi chuyên mục tin có bài trong từng tháng của năm học."""
    months = school_months(portal, first_month, last_month)
    values: dict[str, object] = {
        "minimum": minimum,
        "first": shown(months.all[0]),
        "last": shown(months.all[-1]),
        "empty": "mọi",
    }
    doubt = of_nobody_known(portal, Aspect.POSTS, **values)
    if doubt is not None:
        return doubt
    matrix, doubtful = _matrix(portal, months, categories)
    entries = [one for one in portal.ledger.entries if one.counted is Counted.YES]
    complete = is_complete(portal, Aspect.POSTS)
    values |= {"count": len(entries), "doubtful": len(doubtful), "why": why_incomplete(portal, Aspect.POSTS)}
    if not matrix:
        return _without_rows(portal, values, entries, complete=complete)
    gaps = {
        name: [month for month in months.due if row[month] < minimum]
        for name, row in matrix.items()
        if any(row[month] < minimum for month in months.due)
    }
    values |= {
        "rows": len(matrix),
        "cells": len(matrix) * len(months.due),
        "empty": sum(len(found) for found in gaps.values()),
        "filled": len(matrix) * len(months.due) - sum(len(found) for found in gaps.values()),
        "missing": [f"{name} ({', '.join(shown(month) for month in found)})" for name, found in gaps.items()],
        "due": months.due,
        "matrix": {name: {month: row[month] for month in months.all} for name, row in matrix.items()},
    }
    evidence = distinct((one.evidence for one in entries), _SHOWN)
    parts = _parts(matrix, gaps, complete=complete, doubtful=bool(doubtful))
    result = _result(gaps, months, complete=complete, doubtful=bool(doubtful))
    if result in ("gaps", "not-seen", "unsure"):
        evidence = distinct([*(one.evidence for one in doubtful[:_SHOWN]), *sources_read(portal), *evidence])
    return Answer(result=result, values=values, evidence=evidence, parts=parts)


def _without_rows(
    portal: PortalReading, values: dict[str, object], entries: Sequence[LedgerEntry], *, complete: bool
) -> Answer:
    """The answer where no category is known: no posts at all, or posts that do not say theirs."""
    looked: tuple[Evidence, ...] = sources_read(portal)
    if entries:
        places = distinct((one.evidence for one in entries), _SHOWN)
        return Answer(result="no-categories", values=values, evidence=places)
    if not complete or values["doubtful"]:
        return Answer(result="not-seen", values=values, evidence=looked)
    return Answer(result="no-posts", values=values, evidence=looked)


def _matrix(
    portal: PortalReading, months: SchoolMonths, wanted: tuple[str, ...]
) -> tuple[dict[str, Counter[str]], list[LedgerEntry]]:
    """Posts that surely count, by category and month, and those that may count on some day of the months."""
    paths = {fact.identity: fact.category_path for fact in portal.visit.facts if isinstance(fact, PostSeen)}
    rows: dict[str, Counter[str]] = {name: Counter() for name in wanted}
    folded = {fold(name): name for name in wanted}
    doubtful = []
    for entry in portal.ledger.entries:
        if entry.counted is Counted.MAYBE:
            doubtful.append(entry)
        if entry.counted is not Counted.YES or entry.published is None:
            continue
        month = month_of(entry.published)
        for label in dict.fromkeys(paths.get(entry.identity) or ((entry.category,) if entry.category else ())):
            name = folded.get(fold(label)) if wanted else label
            if name and month in months.all and (wanted or not _ABOVE.matches(label)):
                rows.setdefault(name, Counter())[month] += 1
    return dict(sorted(rows.items())), doubtful


def _result(gaps: dict[str, list[str]], months: SchoolMonths, *, complete: bool, doubtful: bool) -> str:
    if not gaps:
        return "every-month" if months.due == months.all else "not-yet"
    if not complete:
        return "not-seen"
    return "unsure" if doubtful else "gaps"


def _parts(
    matrix: dict[str, Counter[str]], gaps: dict[str, list[str]], *, complete: bool, doubtful: bool
) -> tuple[Part, ...]:
    parts = []
    for number, (name, row) in enumerate(matrix.items(), start=1):
        found = gaps.get(name)
        if not found:
            outcome, reason = Outcome.PASS, f"{row.total()} bài; tháng nào đã qua cũng có bài."
        else:
            outcome = Outcome.UNKNOWN if not complete else Outcome.REVIEW if doubtful else Outcome.FAIL
            reason = f"{row.total()} bài; chưa thấy bài của {', '.join(shown(month) for month in found)}."
        parts.append(Part(key=f"muc-{number}", title=name, result=outcome.value, outcome=outcome, reason=reason))
    return tuple(parts)
