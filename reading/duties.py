"""The technical duties of a portal that can be seen from outside (TT 37/2020 Điều 9.1, 9.6 and Điều 12)."""

from __future__ import annotations

import re

from reading.fold import plain
from reading.portal import PortalReading
from records.facts import Aspect, Evidence, SectionSeen, SignalSeen

LEADER = re.compile(r"\b(?:hieu truong|hieu pho|giam doc|ban giam hieu|chu nhom)\b")
"""Who leads a school, as `plain` words."""
_PHONE = re.compile(r"(?:\+84|\b0)[\d .()-]{7,14}\d\b")
_MAIL = re.compile(r"[\w.+-]+(?:@|\s?\(at\)\s?|\s?\[at\]\s?)[\w-]+(?:\.[\w-]+)+")
_NEAR = 400
_LEGACY = frozenset({"windows-1258", "tcvn", "tcvn3", "vni", "viscii", "windows-1252", "iso-8859-1"})


def duty_shown(portal: PortalReading, name: str) -> tuple[bool | None, tuple[Evidence, ...]]:
    """Whether a duty is seen to be fulfilled, and where; None when that could not be looked at.

    `name` is ``leaders``, ``unicode``, or a signal that the crawler wrote down (``mobile``, ``search`` …).
    """
    if not portal.visit.covered(Aspect.HOME).complete:
        return None, ()
    if name == "leaders":
        return _leaders(portal)
    signals = [fact for fact in portal.visit.facts if isinstance(fact, SignalSeen)]
    if name == "unicode":
        charset = next((signal for signal in signals if signal.name == "charset"), None)
        if charset is None:
            return None, ()
        return charset.value.lower() not in _LEGACY, (charset.evidence,)
    found = [signal for signal in signals if signal.name == f"duty-{name}"]
    looked = any(signal.name.startswith("duties-") for signal in signals)
    if found:
        return True, (found[0].evidence.model_copy(update={"quote": found[0].value}),)
    # Visits of a crawler that did not look say nothing.
    return (False if looked else None), ()


def _leaders(portal: PortalReading) -> tuple[bool | None, tuple[Evidence, ...]]:
    """A telephone number and an e-mail address near the head teacher's title, on one page."""
    texts = [
        (fact.page.text, fact.page.evidence)
        for fact in portal.visit.facts
        if isinstance(fact, SectionSeen) and fact.page is not None
    ]
    texts += [
        (fact.value, fact.evidence)
        for fact in portal.visit.facts
        if isinstance(fact, SignalSeen) and fact.name in ("home-footer", "home-header")
    ]
    for text, evidence in texts:
        bare = plain(text)
        for title in LEADER.finditer(bare):
            near = bare[max(0, title.start() - _NEAR) : title.end() + _NEAR]
            if (phone := _PHONE.search(near)) and _MAIL.search(near):
                return True, (evidence.model_copy(update={"quote": f"{title[0]} … {phone[0]}"}),)
    return (False if portal.visit.covered(Aspect.SECTIONS).complete else None), ()
