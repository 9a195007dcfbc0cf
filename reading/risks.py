"""What a portal shows and should not: personal data of pupils. Told to the school; no criterion hangs on it."""

from __future__ import annotations

from reading.portal import DocumentRead, PortalReading
from records.base import Quote, Record
from records.facts import Evidence, SignalSeen

PUPILS_SIGNAL = "pupils-listed"


class PersonalData(Record):
    """A place where pupils are named with what is theirs: a page or file that lists them (`rows`), or a form that
    somebody filled in (`rows` is 0). No name is in here."""

    title: Quote
    url: str
    rows: int
    evidence: Evidence


def _is_form(document: DocumentRead) -> bool:
    says = document.file.says
    return (document.key or (says.item if says is not None else None) or "").startswith("bm_")


def personal_data(portal: PortalReading) -> tuple[PersonalData, ...]:
    """Where the portal shows personal data of pupils, files first."""
    found: dict[str, PersonalData] = {}
    for document in portal.documents:
        says = document.file.says
        if says is not None and (says.lists_pupils or (says.is_somebodys and _is_form(document))):
            rows = says.pupil_rows if says.lists_pupils else 0
            found[document.url] = PersonalData(
                title=document.title, url=document.url, rows=rows, evidence=document.evidence
            )
    for fact in portal.visit.facts:
        if isinstance(fact, SignalSeen) and fact.name == PUPILS_SIGNAL and fact.value.isdigit():
            place = fact.evidence
            found.setdefault(
                place.url,
                PersonalData(title=place.quote or place.url, url=place.url, rows=int(fact.value), evidence=place),
            )
    return tuple(found.values())
