"""Criterion 3.4: a part of its own for the công khai of the audited school year."""

from __future__ import annotations

from checks.items import item_parts
from checks.looking import (
    UNOPENED,
    distinct,
    home_doubt,
    is_complete,
    is_walled_off,
    looked_through,
    of_sections,
    pages_missing,
    why_incomplete,
)
from checks.registry import PARTS, Rung, check, fails, passes, review, unknown
from reading.forms import form_levels
from reading.portal import PortalReading, SectionRead, SectionState
from reading.proofs import PROOF_DOUBTS, Proof
from reading.published import FILE_ONLY, KEY, NO_YEAR, OWN_PART, Published, published_in
from reading.school_years import calendar_years_in, spans_years
from records.facts import Aspect, Evidence, Role
from records.findings import Answer


@check(
    PARTS,
    own_part=passes("Có phần công khai riêng của năm học {school_year} ({where}), gồm {count} mục."),
    below_rung=review(
        "Có phần công khai riêng của năm học {school_year} ({where}), nhưng chưa mục nào đạt bậc {least_rung} của "
        "thang minh chứng: {entries}."
    ),
    scan_unread=review(
        "Có phần công khai riêng của năm học {school_year} ({where}), nhưng các tệp là bản quét hoặc ảnh, chưa đọc "
        "được: {entries}."
    ),
    wrong_level=review(
        "Phần công khai của năm học {school_year} ({where}) chỉ có biểu mẫu của cấp học khác: {entries}."
    ),
    mixed_list=review(
        "Có {count} mục công khai của năm học {school_year}, nhưng nằm chung trong một danh sách, không có phần riêng."
    ),
    file_names_only=review("Năm học {school_year} chỉ thấy trong tên tệp hoặc thư mục của {count} mục: {entries}."),
    other_years_only=fails("Mục công khai chỉ có nội dung của năm học khác ({years}), không có {school_year}."),
    overwritten=fails(
        "Mục công khai chỉ có nội dung của năm học sau ({years}): nội dung năm học {school_year} đã bị thay hoặc gỡ."
    ),
    empty=fails("Có chuyên mục công khai nhưng bên trong chưa có nội dung."),
    absent=fails("Đã đọc hết các chuyên mục của cổng, không thấy chuyên mục công khai."),
    not_opened=unknown("Có liên kết tới mục công khai nhưng {unopened} trên {total} liên kết chưa mở được."),
    files_not_seen=unknown(
        "Có phần công khai riêng của năm học {school_year} ({where}), nhưng chưa mở được tệp nào để xem: {entries}."
    ),
    not_seen=unknown(
        "Chưa thấy công khai của năm học {school_year}, nhưng các chuyên mục của cổng chưa đọc được hết: {why}."
    ),
    unsure=review("Mục công khai có nội dung nhưng chưa rõ có phải của năm học {school_year} không: {doubts}."),
    foreign_portal=unknown("Trang chủ không nêu tên trường nên không thể coi đây là cổng của trường."),
)
def cong_khai_by_year(portal: PortalReading, *, least_rung: Rung = 3) -> Answer:
    """Có phần công khai riêng cho năm học được kiểm tra, có nội dung."""
    year = portal.school_year
    if portal.is_the_schools is False:
        return Answer(result="foreign-portal", values={"school_year": year}, evidence=portal.identity_evidence)
    if portal.is_the_schools is None:
        values = {"school_year": year, "why": why_incomplete(portal, Aspect.HOME, Aspect.SECTIONS)}
        return Answer(result="not-seen", values=values, evidence=home_doubt(portal))
    sections = [one for one in portal.sections_of(KEY) if one.state is not SectionState.FOREIGN]
    entries = published_in(portal, sections)
    answer = _of_year(portal, sections, entries, least_rung) or _without_year(portal, sections, entries)
    return answer.model_copy(update={"parts": item_parts(portal, sections, entries)})


def _of_year(
    portal: PortalReading, sections: list[SectionRead], entries: list[Published], least_rung: int
) -> Answer | None:
    """The answer when something of the audited school year was found, else None."""
    year = portal.school_year
    ours = [one for one in entries if one.year == year and one.counts]
    ours = [one for one in ours if not one.is_only_about]
    own = [one for one in ours if one.year_from in OWN_PART]
    told = [one for one in entries if one.year == year and one.year_from in OWN_PART and not one.is_only_about]
    forms = [one for one in told if form_levels(one.title)]
    # A budget beside them does not make another level's forms the school's; a paper on the same matter is its own.
    if own and _of_other_level(portal, told) and not {one.key for one in own if one not in forms} & _matters(forms):
        return _answer("wrong-level", portal, told, (), where=own[0].part)
    if own and all(one.proof is Proof.UNREAD for one in own):
        return _answer("scan-unread", portal, own, (), where=own[0].part)
    if own and all(one.rung < least_rung for one in own):
        return _answer("below-rung", portal, own, (), where=own[0].part, least_rung=least_rung)
    if own:
        return _answer("own-part", portal, own, (), where=own[0].part)
    unseen = [one for one in entries if one.year == year and one.year_from in OWN_PART and one.proof is Proof.UNSEEN]
    if unseen:
        return _answer("files-not-seen", portal, unseen, (), where=unseen[0].part)
    if any(one.school_year == year and one.state in UNOPENED for one in sections):
        return None  # The part that would be the own one is there and was not read: what else was found cannot tell.
    listed = [one for one in ours if one.year_from not in (*FILE_ONLY, *NO_YEAR)]
    if listed:
        return _answer("mixed-list", portal, listed, of_sections(sections[:1]))
    named = [one for one in ours if one.year_from in FILE_ONLY]
    return _answer("file-names-only", portal, named, of_sections(sections[:1])) if named else None


def _matters(forms: list[Published]) -> set[str]:
    return {one.key for one in forms if one.key is not None}


def _of_other_level(portal: PortalReading, entries: list[Published]) -> bool:
    """Tell whether all numbered forms are another level's: copied from another school, or the numbers are misread."""
    named = [levels for one in entries if (levels := form_levels(one.title))]
    return bool(named) and not any(levels & set(portal.school.levels) for levels in named)


def _without_year(portal: PortalReading, sections: list[SectionRead], entries: list[Published]) -> Answer:
    """The answer when nothing of the audited school year was found: what is there instead, or what was not read."""
    unopened = [one for one in sections if one.state in UNOPENED]
    seen = distinct([*of_sections(sections), *looked_through(portal, Role.HOME, Role.SECTION)])
    if unopened:
        tried = distinct([*of_sections(unopened), *pages_missing(portal, Role.SECTION)])
        return _answer("not-opened", portal, [], tried, unopened=len(unopened), total=len(sections))
    walled = any(one.state is SectionState.LOGIN for one in sections) and is_walled_off(portal, Aspect.SECTIONS)
    if not is_complete(portal, Aspect.SECTIONS) and not walled:
        tried = distinct([*pages_missing(portal, Role.HOME, Role.SECTION), *seen])
        return _answer("not-seen", portal, [], tried, why=why_incomplete(portal, Aspect.SECTIONS))
    doubts = _doubts(portal.school_year, sections, entries)
    if doubts:
        places = [one.evidence for one in entries if _is_doubtful(one, portal.school_year)]
        return _answer("unsure", portal, [], distinct([*places, *seen]), doubts=doubts)
    if entries:
        years = sorted({one.year for one in entries if one.year})
        return _answer(_of_other_years(portal.school_year, years), portal, [], seen, years=years)
    # A part kept for another year is content of that year even when its text holds no entries.
    kept = sorted({one.school_year for one in sections if one.state is SectionState.CONTENT and one.school_year})
    if kept:
        return _answer(_of_other_years(portal.school_year, kept), portal, [], seen, years=kept)
    return _answer("empty" if sections else "absent", portal, [], seen)


def _of_other_years(year: str, years: list[str]) -> str:
    """One later year alone stands in the place of the audited one: it was written over (it has to stay five years)."""
    return "overwritten" if len(years) == 1 and years[0] > year else "other-years-only"


def _is_doubtful(entry: Published, year: str) -> bool:
    """Tell whether an entry may be of the audited year without showing it, or is of it and does not open."""
    if entry.year is None or entry.year_from in NO_YEAR:
        return not _is_of_other_time(entry.title, year)
    return entry.year == year and (not entry.counts or entry.is_only_about)


def _is_of_other_time(title: str, year: str) -> bool:
    """Tell whether a title names calendar years outside the school year, or a period of several: no year's part."""
    years = calendar_years_in(title)
    return spans_years(title) or (bool(years) and not {int(year[:4]), int(year[5:])} & set(years))


def _doubts(year: str, sections: list[SectionRead], entries: list[Published]) -> list[str]:
    """What a human has to look at, in Vietnamese words."""
    doubts = [f"“{one.label}” đòi đăng nhập" for one in sections if one.state is SectionState.LOGIN]
    doubts += [
        f"“{one.label}” không có mục nào đọc được"
        for one in sections
        if one.state is SectionState.CONTENT and not one.items and one.school_year in (None, year)
    ]
    return doubts + [f"“{one.title}” {_doubt(one, year)}" for one in entries if _is_doubtful(one, year)]


def _doubt(entry: Published, year: str) -> str:
    if entry.year != year:
        return "không rõ năm học"
    return "chỉ nói về việc công khai" if entry.counts else PROOF_DOUBTS[entry.proof]


def _answer(
    result: str, portal: PortalReading, entries: list[Published], places: tuple[Evidence, ...], **more: object
) -> Answer:
    values = {
        "school_year": portal.school_year,
        "count": len(entries),
        "entries": [one.title for one in entries],
        **more,
    }
    return Answer(result=result, values=values, evidence=distinct([*places, *(one.evidence for one in entries)]))
