"""What the number of posts is made of, and whether it hangs on the choice of days. Explains 3.3, scores nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from checks.looking import distinct
from reading.natures import NATURE_TITLES
from reading.portal import Counted, LedgerEntry, PortalReading
from records.findings import Outcome, Part

_STRICT = ((9, 5), (5, 31))
"""The school year from its opening to the end of lessons: who counts strictly counts these days only."""


def counting_parts(portal: PortalReading, minimum: int) -> tuple[Part, ...]:
    """The count in the strict school year beside the rubric's; the posts of the window by nature, counted or not."""
    inside = [
        entry
        for entry in portal.ledger.entries
        if entry.counted is not Counted.NO or (entry.published is not None and portal.window.holds(entry.published))
    ]
    natures = sorted(Counter(entry.nature for entry in inside).items(), key=lambda pair: (-pair[1], pair[0]))
    return (_strict(portal, minimum), *(_of_nature(nature, inside) for nature, _ in natures))


def _strict(portal: PortalReading, minimum: int) -> Part:
    first, last = int(portal.school_year[:4]), int(portal.school_year[5:])
    start, end = date(first, *_STRICT[0]), date(last, *_STRICT[1])
    sure = [entry for entry in portal.ledger.entries if entry.counted is Counted.YES]
    strict = [entry for entry in sure if entry.published is not None and start <= entry.published <= end]
    said = f"Từ {start:%d/%m/%Y} đến {end:%d/%m/%Y} có {len(strict)} bài chắc chắn được tính"
    if len(strict) >= minimum or len(sure) < minimum:
        return Part(
            key="strict",
            title="Tính chặt theo khung năm học",
            result="agrees",
            outcome=Outcome.PASS if len(strict) >= minimum else Outcome.NOT_APPLICABLE,
            reason=f"{said}; kết luận không tùy vào mốc thời gian.",
        )
    return Part(
        key="strict",
        title="Tính chặt theo khung năm học",
        result="sensitive",
        outcome=Outcome.REVIEW,
        reason=f"{said} (cần {minimum}): kết luận nhạy với mốc thời gian.",
    )


def _of_nature(nature: str, inside: Sequence[LedgerEntry]) -> Part:
    own = [entry for entry in inside if entry.nature == nature]
    counts = Counter(entry.counted for entry in own)
    pieces = [
        f"{counts[kind]} {words}"
        for kind, words in (
            (Counted.YES, "được tính"),
            (Counted.MAYBE, "chưa chắc"),
            (Counted.NO, "không tính"),
        )
        if counts[kind]
    ]
    unsure = Outcome.REVIEW if counts[Counted.MAYBE] else Outcome.NOT_APPLICABLE
    title = NATURE_TITLES.get(nature, nature)
    return Part(
        key=nature,
        title=title[:1].upper() + title[1:],
        result="counted" if counts[Counted.YES] else "doubtful" if counts[Counted.MAYBE] else "not-counted",
        outcome=Outcome.PASS if counts[Counted.YES] else unsure,
        reason=f"{len(own)} bài trong thời gian tính: {', '.join(pieces)}.",
        evidence=distinct(entry.evidence for entry in own[:3]),
    )
