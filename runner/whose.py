"""Which school is meant: a code alone does not say it. A list gives a code to another school, two lists use the same
codes, a school moves to another portal; what was seen of one must never stand as the result of the other."""

from __future__ import annotations

import unicodedata

from reading.addresses import same_address
from records.school import Authority, School


def whose(subject: School | Authority) -> str | None:
    """A text that is the same as long as a list means the same school on the same portal; None for authorities."""
    if isinstance(subject, Authority):
        return None
    name = " ".join(unicodedata.normalize("NFC", subject.name).casefold().split())
    return f"{same_address(subject.portal)} {name}"
