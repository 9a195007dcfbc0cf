"""What can be seen from outside of a portal's information safety."""

from __future__ import annotations

from checks.looking import distinct, home_address, is_complete, looked_through, of_nobody_known
from checks.registry import PARTS, check, fails, partly, passes, unknown
from reading.portal import PortalReading
from records.facts import Aspect, Evidence, Role, SignalSeen
from records.findings import Answer, Outcome, Part

_SPAM = "rac"
_GRAVE = ("certificate", "spam")


@check(
    PARTS,
    sound=passes("Các dấu hiệu an toàn nhìn thấy từ bên ngoài đều tốt: {good}."),
    weak=partly("Còn dấu hiệu chưa tốt: {bad}; đã tốt: {good}."),
    unsafe=fails("Có dấu hiệu mất an toàn: {bad}."),
    not_seen=unknown("Chưa xem được đủ dấu hiệu an toàn (chưa rõ: {unclear}): {why}."),
    foreign_portal=unknown("Trang chủ không nêu tên trường nên không thể coi đây là cổng của trường."),
)
def safety_signals(portal: PortalReading) -> Answer:
    """Cổng không có dấu hiệu mất an toàn thông tin nhìn thấy từ bên ngoài."""
    doubt = of_nobody_known(portal, Aspect.POSTS, unclear=["mọi dấu hiệu"])
    if doubt is not None:
        return doubt
    parts = (_https(portal), _certificate(portal), _mixed(portal), _password(portal), _spam(portal))
    told = {outcome: [part.title for part in parts if part.outcome is outcome] for outcome in Outcome}
    values = {
        "good": told[Outcome.PASS],
        "bad": told[Outcome.FAIL],
        "unclear": told[Outcome.UNKNOWN],
        "why": "phần tương ứng của cổng chưa đọc hết hoặc lượt xem cũ chưa ghi",
    }
    bad = [part for part in parts if part.outcome is Outcome.FAIL]
    evidence = distinct(place for part in bad or parts for place in part.evidence)
    if any(part.key in _GRAVE for part in bad):
        return Answer(result="unsafe", values=values, evidence=evidence, parts=parts)
    if told[Outcome.UNKNOWN]:
        return Answer(result="not-seen", values=values, evidence=evidence, parts=parts)
    return Answer(result="weak" if bad else "sound", values=values, evidence=evidence, parts=parts)


def _signal(portal: PortalReading, name: str) -> SignalSeen | None:
    signals = (fact for fact in portal.visit.facts if isinstance(fact, SignalSeen))
    return next((signal for signal in signals if signal.name == name), None)


def _home(portal: PortalReading) -> tuple[Evidence, ...]:
    return looked_through(portal, Role.HOME)[:1]


def _https(portal: PortalReading) -> Part:
    address = home_address(portal) or ""
    if address.lower().startswith("https:"):
        return _part("https", "Dùng https", Outcome.PASS, "Trang chủ mở bằng https.", _home(portal))
    reason = "Trang chủ mở bằng http và không chuyển sang https."
    return _part("https", "Dùng https", Outcome.FAIL, reason, _home(portal))


def _certificate(portal: PortalReading) -> Part:
    title = "Chứng thư https"
    problem = _signal(portal, "tls")
    if problem is not None:
        return _part("certificate", title, Outcome.FAIL, f"Có lỗi: {problem.value}.", (problem.evidence,))
    if not (home_address(portal) or "").lower().startswith("https:"):
        return _part("certificate", title, Outcome.NOT_APPLICABLE, "Trang chủ không dùng https.", ())
    return _part("certificate", title, Outcome.PASS, "Không thấy lỗi.", _home(portal))


def _mixed(portal: PortalReading) -> Part:
    title = "Nội dung tải kèm"
    if (found := _signal(portal, "safety-mixed")) is not None:
        return _part("mixed", title, Outcome.FAIL, f"Trang https tải {found.value} qua http.", (found.evidence,))
    return _looked(portal, "mixed", title, "Trang chủ không tải nội dung qua http.")


def _password(portal: PortalReading) -> Part:
    title = "Ô mật khẩu"
    if (found := _signal(portal, "safety-open-password")) is not None:
        reason = f"Mật khẩu nhập trên trang chủ được gửi qua http tới {found.value}."
        return _part("password", title, Outcome.FAIL, reason, (found.evidence,))
    return _looked(portal, "password", title, "Trang chủ không gửi mật khẩu qua http.")


def _looked(portal: PortalReading, key: str, title: str, good: str) -> Part:
    # Visits of a crawler that did not look say nothing.
    if _signal(portal, "safety-looked") is None:
        return _part(key, title, Outcome.UNKNOWN, "Lượt xem này chưa ghi dấu hiệu ấy.", ())
    return _part(key, title, Outcome.PASS, good, _home(portal))


def _spam(portal: PortalReading) -> Part:
    title = "Nội dung rác bị chèn"
    spam = [entry for entry in portal.ledger.entries if entry.nature == _SPAM]
    if spam:
        reason = f"Có {len(spam)} bài rác hoặc quảng cáo, ví dụ “{spam[0].title}”."
        return _part("spam", title, Outcome.FAIL, reason, tuple(entry.evidence for entry in spam[:3]))
    if not is_complete(portal, Aspect.POSTS):
        return _part("spam", title, Outcome.UNKNOWN, "Không thấy trong các bài đã đọc; tin bài chưa đọc hết.", ())
    return _part("spam", title, Outcome.PASS, "Không thấy trong các bài đã đọc.", _home(portal))


def _part(key: str, title: str, outcome: Outcome, reason: str, evidence: tuple[Evidence, ...]) -> Part:
    return Part(key=key, title=title, result=outcome.value, outcome=outcome, reason=reason, evidence=evidence)
