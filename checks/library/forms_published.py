"""Criterion 3.5: the forms that pupils and parents need."""

from __future__ import annotations

from collections.abc import Iterable

from checks.looking import (
    UNOPENED,
    distinct,
    home_doubt,
    is_complete,
    is_cut_short,
    is_walled_off,
    looked_through,
    of_sections,
    pages_missing,
    why_incomplete,
)
from checks.registry import PARTS, FormKey, Rung, check, fails, not_applicable, partly, passes, review, unknown
from reading.portal import DocumentRead, ItemRead, PortalReading, SectionRead, SectionState
from reading.proofs import PROOF_DOUBTS, Proof, proof_of
from records.base import Record
from records.facts import Aspect, Evidence, Role
from records.findings import Answer, Outcome, Part
from records.school import Level

_OWN = "thu_tuc_bieu_mau"
_ADMISSION = "tuyen_sinh"
_ADMISSION_PORTAL = "xet_tuyen_truc_tuyen"
# Admission is news and rules as much as a form: any of these is it, and it may well stand in a section of its own.
_ADMISSION_KEYS = (_ADMISSION, "bm_tuyen_sinh")


# With these a form is there; a scan that nobody could read may be one.
_TAKEN = (Proof.UNTRIED, Proof.OPENS, Proof.SAYS)
_RESULTS = {Proof.CLOSED: "does-not-open", Proof.UNREAD: "scan-unread", Proof.UNSEEN: "not-opened"}


class _Hit(Record):
    """One place where a wanted form was found."""

    in_own_section: bool
    title: str = ""
    proof: Proof = Proof.UNTRIED
    evidence: Evidence


@check(
    PARTS,
    all_forms=passes("Mục biểu mẫu có đủ: {found}."),
    forms_scattered=passes("Có đủ {found}, nhưng chưa gom vào một mục biểu mẫu (nằm rải rác: {scattered})."),
    not_in_own_section=fails(
        "Có đủ {found}, nhưng {scattered} không nằm trong một chuyên mục biểu mẫu riêng.", own_section=True
    ),
    below_rung=review("Có đủ {found}, nhưng {unproven} chưa đạt bậc {least_rung} của thang minh chứng."),
    doubtful_files=review("Có đủ biểu mẫu, nhưng cần người xem tệp: {doubts}."),
    some_forms=partly("Đã có {found}; còn thiếu {missing}; tệp không mở được: {broken}; tệp cần người xem: {doubts}."),
    empty=fails("Có chuyên mục biểu mẫu nhưng bên trong chưa có gì; còn thiếu {missing}."),
    absent=fails("Đã đọc hết các chuyên mục của cổng, không thấy biểu mẫu nào phải có: {missing}."),
    files_not_seen=unknown("Có liên kết tới đủ biểu mẫu, nhưng chưa mở được tệp để xem: {unseen}."),
    not_seen=unknown("Chưa thấy {missing}, nhưng các chuyên mục của cổng chưa đọc được hết: {why}."),
    unsure=review(
        "Cần người xem: biểu mẫu có liên kết nhưng tệp không mở được: {broken}; mục đòi đăng nhập: {hidden}; "
        "chưa thấy tệp: {missing}; tệp không khớp tên gọi hoặc chưa đọc được: {doubts}."
    ),
    no_forms_wanted=not_applicable("Bộ tiêu chí không đòi biểu mẫu nào ở cấp học của trường."),
    foreign_portal=unknown("Trang chủ không nêu tên trường nên không thể coi đây là cổng của trường."),
)
def forms_published(
    portal: PortalReading,
    *,
    forms: dict[FormKey, tuple[Level, ...]],
    own_section: bool = False,
    least_rung: Rung = 3,
) -> Answer:
    """Cổng đăng đủ các mẫu đơn và thông tin xét tuyển đầu cấp."""
    answer = _answer(portal, forms, own_section=own_section, least_rung=least_rung)
    if not portal.is_the_schools:
        return answer
    parts = (*(_part(portal, key, levels) for key, levels in forms.items()), _admission_portal(portal))
    return answer.model_copy(update={"parts": parts})


def _answer(
    portal: PortalReading, forms: dict[FormKey, tuple[Level, ...]], *, own_section: bool, least_rung: int
) -> Answer:
    if portal.is_the_schools is False:
        return Answer(result="foreign-portal", evidence=portal.identity_evidence)
    wanted = [key for key, levels in forms.items() if set(levels) & set(portal.school.levels)]
    if not wanted:
        return Answer(result="no-forms-wanted", values={"levels": portal.school.levels})
    if portal.is_the_schools is None:
        unseen = {"missing": wanted, "why": why_incomplete(portal, Aspect.HOME, Aspect.SECTIONS)}
        return Answer(result="not-seen", values=unseen, evidence=home_doubt(portal))
    hits = {key: _hits(portal, key) for key in wanted}
    good = {key: [one for one in found if one.proof.counts] for key, found in hits.items()}
    doubted = [key for key in wanted if hits[key] and not any(one.proof in _TAKEN for one in hits[key])]
    sections = [
        one for key in (_OWN, _ADMISSION) for one in portal.sections_of(key) if one.state is not SectionState.FOREIGN
    ]
    hidden = [one.label for one in sections if one.state is SectionState.LOGIN]
    values: dict[str, object] = {
        "found": [key for key in wanted if good[key] and key not in doubted],
        "missing": [key for key in wanted if not hits[key]],
        "broken": [key for key in doubted if all(one.proof is Proof.CLOSED for one in hits[key])],
        "unseen": [key for key in doubted if any(one.proof is Proof.UNSEEN for one in hits[key])],
        "doubts": [
            f"“{one.title}” {PROOF_DOUBTS[one.proof]}"
            for key in doubted
            for one in hits[key]
            if one.proof is not Proof.CLOSED
        ],
        "scattered": [
            key
            for key in wanted
            if good[key] and key not in _ADMISSION_KEYS and not any(one.in_own_section for one in good[key])
        ],
        "unproven": [
            key
            for key in wanted
            if good[key] and key not in _ADMISSION_KEYS and all(one.proof.rung < least_rung for one in good[key])
        ],
        "least_rung": least_rung,
        "hidden": hidden,
        "why": why_incomplete(portal, Aspect.SECTIONS, Aspect.POSTS),
    }
    places = distinct(one.evidence for key in wanted for one in (good[key] or hits[key])[:3])
    if not values["missing"] and not doubted:
        return _all_found(portal, sections, values, places, own_section=own_section)
    result = _lacking(portal, sections, values)
    seen = distinct([*places, *of_sections(sections), *looked_through(portal, Role.HOME, Role.SECTION)])
    if result == "not-seen":
        seen = distinct([*places, *pages_missing(portal, Role.HOME, Role.SECTION), *seen])
    return Answer(result=result, values=values, evidence=seen)


def _all_found(
    portal: PortalReading,
    sections: list[SectionRead],
    values: dict[str, object],
    places: tuple[Evidence, ...],
    *,
    own_section: bool,
) -> Answer:
    if values["unproven"]:
        return Answer(result="below-rung", values=values, evidence=places)
    if not values["scattered"]:
        return Answer(result="all-forms", values=values, evidence=places)
    if not own_section:
        return Answer(result="forms-scattered", values=values, evidence=places)
    # The own section is what is missing here, and the law of absences holds for it too.
    seen = distinct([*places, *looked_through(portal, Role.HOME, Role.SECTION)])
    if any(one.state is SectionState.LOGIN for one in sections):
        return Answer(result="unsure", values=values, evidence=seen)
    is_open = any(one.state in UNOPENED for one in sections) or not is_complete(portal, Aspect.SECTIONS)
    if is_open:
        return Answer(result="not-seen", values={**values, "missing": [_OWN]}, evidence=seen)
    return Answer(result="not-in-own-section", values=values, evidence=seen)


def _lacking(portal: PortalReading, sections: list[SectionRead], values: dict[str, object]) -> str:
    """The result slug when something wanted was not found, or was found and does not open or not fit."""
    if not values["missing"]:
        return "files-not-seen" if values["unseen"] else "unsure" if values["broken"] else "doubtful-files"
    walled = bool(values["hidden"]) and is_walled_off(portal, Aspect.SECTIONS)
    if any(one.state in UNOPENED for one in sections):
        return "not-seen"
    if not is_complete(portal, Aspect.SECTIONS) and not walled:
        return "not-seen"
    if is_cut_short(portal, Aspect.POSTS):
        # Forms may hang in the news that was not read.
        return "not-seen"
    if _may_be_hidden(sections, values["missing"]) or _may_be_written(sections, values["missing"]):
        return "unsure"
    if values["found"]:
        return "some-forms"
    if values["unseen"]:
        return "not-seen"
    if values["broken"] or values["doubts"]:
        return "unsure"
    own = [one for one in sections if one.key == _OWN]
    has_content = any(one.state is SectionState.CONTENT for one in own)
    return "empty" if own and not has_content else "absent"


def _may_be_hidden(sections: list[SectionRead], missing: object) -> bool:
    """Tell whether all that is missing may stand behind a login: forms behind the wall of their own section, behind
    that of admissions only what is about admission."""
    walls = {one.key for one in sections if one.state is SectionState.LOGIN}
    assert isinstance(missing, list)
    return bool(walls) and (_OWN in walls or all(key in _ADMISSION_KEYS for key in missing))


def _may_be_written(sections: list[SectionRead], missing: object) -> bool:
    """Tell whether all that is missing is named by the words of the forms' own page: a form typed out is no file."""
    named = {key for one in sections if one.key == _OWN and one.written for key in one.mentions}
    assert isinstance(missing, list)
    return bool(named) and all(key in named or (key in _ADMISSION_KEYS and "bm_tuyen_sinh" in named) for key in missing)


def _hits(portal: PortalReading, key: str) -> list[_Hit]:
    """Where a form was found: entries of the school's sections, documents, and for admission its own section."""
    keys = _ADMISSION_KEYS if key in _ADMISSION_KEYS else (key,)
    found: list[_Hit] = []
    for section in portal.sections:
        if section.state is not SectionState.CONTENT:
            continue
        if key in _ADMISSION_KEYS and section.key == _ADMISSION and section.evidence:
            found.append(_Hit(in_own_section=False, evidence=section.evidence[-1]))
        found += [
            _hit(item, key, in_own_section=section.key == _OWN)
            for item in section.items
            if not item.hollow and (item.key in keys or set(keys) & _told_inside(item))
        ]
    if key in _ADMISSION_KEYS:
        # What is said about admission is news as often as a section.
        found += [
            _Hit(in_own_section=False, evidence=entry.evidence)
            for entry in portal.ledger.entries
            if entry.about in keys and entry.published is not None and portal.window.holds(entry.published)
        ]
    return found + [
        _hit(one, key, in_own_section=one.section == _OWN)
        for one in portal.documents
        if one.key in keys or set(keys) & _told_inside(one) or (key in _ADMISSION_KEYS and one.section == _ADMISSION)
    ]


def _hit(one: ItemRead | DocumentRead, key: str, *, in_own_section: bool) -> _Hit:
    # Admission is news as often as a form: any paper about it that opens will do.
    proof = proof_of(one.file, key=None if key in _ADMISSION_KEYS else key, title=one.title)
    return _Hit(in_own_section=in_own_section, title=one.title, proof=proof, evidence=one.evidence)


def _told_inside(one: ItemRead | DocumentRead) -> set[str]:
    """The forms that a file itself tells of where its link names none: by its head, or by the names in an archive."""
    if one.file is None or one.key not in (None, "bm_don_khac"):
        return set()
    says = one.file.says
    return {*one.file.holds, *(says.items if says is not None else ())}


def _part(portal: PortalReading, key: str, levels: tuple[Level, ...]) -> Part:
    """One form by itself; the vocabulary knows its title."""
    if not set(levels) & set(portal.school.levels):
        return _told(key, "not-wanted", Outcome.NOT_APPLICABLE, "Cấp học của trường không cần mục này.")
    hits = _hits(portal, key)
    taken = [one for one in hits if one.proof in _TAKEN]
    if taken:
        best = max(taken, key=lambda one: (one.in_own_section, one.proof.rung))
        where = "trong mục biểu mẫu" if best.in_own_section or key in _ADMISSION_KEYS else "ngoài mục biểu mẫu"
        return _told(key, "published", Outcome.PASS, f"Có, {where}.", [best.evidence], rung=best.proof.rung)
    if hits:
        best = max(hits, key=lambda one: one.proof.rung)
        unseen = any(one.proof is Proof.UNSEEN for one in hits)
        proof = Proof.UNSEEN if unseen else best.proof
        result = _RESULTS.get(proof, "doubtful")
        outcome = Outcome.UNKNOWN if unseen else Outcome.REVIEW
        reason = f"Có liên kết nhưng tệp {PROOF_DOUBTS[proof]}."
        return _told(key, result, outcome, reason, [one.evidence for one in hits], rung=best.proof.rung)
    if not is_complete(portal, Aspect.SECTIONS) or is_cut_short(portal, Aspect.POSTS):
        return _told(key, "not-seen", Outcome.UNKNOWN, "Chưa thấy; cổng chưa đọc được hết.")
    seen = looked_through(portal, Role.HOME, Role.SECTION)
    return _told(key, "absent", Outcome.FAIL, "Không thấy trên các trang đã đọc.", seen, rung=0)


def _admission_portal(portal: PortalReading) -> Part:
    """The link to the online admission portal, which may be anybody's."""
    links = portal.sections_of(_ADMISSION_PORTAL)
    if links:
        return _told(_ADMISSION_PORTAL, "linked", Outcome.PASS, f"Có: “{links[0].label}”.", links[0].evidence, rung=1)
    if not is_complete(portal, Aspect.SECTIONS):
        return _told(_ADMISSION_PORTAL, "not-seen", Outcome.UNKNOWN, "Chưa thấy; cổng chưa đọc được hết.")
    seen = looked_through(portal, Role.HOME, Role.SECTION)
    return _told(_ADMISSION_PORTAL, "absent", Outcome.FAIL, "Không thấy liên kết tới cổng tuyển sinh.", seen, rung=0)


def _told(
    key: str, result: str, outcome: Outcome, reason: str, evidence: Iterable[Evidence] = (), *, rung: int | None = None
) -> Part:
    return Part(
        key=key,
        title="",
        result=result,
        outcome=outcome,
        rung=rung,
        reason=reason,
        evidence=distinct(evidence, limit=3),
    )
