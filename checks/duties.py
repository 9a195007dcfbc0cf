"""A portal's duties one by one (TT 37/2020 Điều 9 and 12), each answered by itself. Explains 3.1, scores nothing."""

from __future__ import annotations

from checks.looking import UNOPENED, is_complete, looked_through
from reading.duties import duty_shown
from reading.portal import PortalReading, SectionState
from records.facts import Aspect, Evidence, Role
from records.findings import Outcome, Part
from records.vocabulary import Duty, LawAbout


def duty_parts(portal: PortalReading) -> tuple[Part, ...]:
    """What became of each duty of the document that binds portals in the school year."""
    documents = [one for one in portal.law if one.about is LawAbout.PORTAL]
    return tuple(_part(portal, duty) for document in documents[:1] for duty in document.duties)


def _part(portal: PortalReading, duty: Duty) -> Part:
    if duty.signal:
        shown, places = duty_shown(portal, duty.signal)
        if shown is None:
            return _said(duty, "not-seen", Outcome.UNKNOWN, "Chưa xem được.", ())
        if shown:
            return _said(duty, "present", Outcome.PASS, "Có.", places)
        places = places or looked_through(portal, Role.HOME)
        return _said(duty, "absent", Outcome.FAIL, "Không thấy trên các trang đã đọc.", places, rung=0)
    own = [one for key in duty.sections for one in portal.sections_of(key) if one.state is not SectionState.FOREIGN]
    filled = [one for one in own if one.state is SectionState.CONTENT]
    if filled:
        best = max(filled, key=lambda one: one.rung)
        return _said(duty, "present", Outcome.PASS, f"Có: “{best.label}”.", best.evidence, rung=best.rung)
    if "tin_tuc" in duty.sections and portal.ledger.entries:
        return _said(duty, "present", Outcome.PASS, "Có tin bài.", (portal.ledger.entries[0].evidence,), rung=3)
    if any(one.state in UNOPENED for one in own) or not is_complete(portal, Aspect.SECTIONS):
        return _said(duty, "not-seen", Outcome.UNKNOWN, "Chưa thấy; các chuyên mục chưa đọc được hết.", ())
    if any(one.state is SectionState.LOGIN for one in own):
        return _said(duty, "login", Outcome.REVIEW, "Có chuyên mục nhưng phải đăng nhập.", own[0].evidence, rung=1)
    if duty.optional:
        return _said(duty, "absent", Outcome.NOT_APPLICABLE, "Không thấy; chỉ cần khi nhà trường có.", (), rung=0)
    if own:
        return _said(duty, "empty", Outcome.FAIL, f"Chuyên mục “{own[0].label}” trống.", own[0].evidence, rung=2)
    seen = looked_through(portal, Role.HOME, Role.SECTION)
    return _said(duty, "absent", Outcome.FAIL, "Không thấy trên các trang đã đọc.", seen, rung=0)


def _said(
    duty: Duty, result: str, outcome: Outcome, reason: str, evidence: tuple[Evidence, ...], *, rung: int | None = None
) -> Part:
    title = f"{duty.title} ({duty.place})" if duty.place else duty.title
    return Part(key=duty.key, title=title, result=result, outcome=outcome, rung=rung, reason=reason, evidence=evidence)
