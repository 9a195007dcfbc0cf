"""What a portal makes public in its công khai, each thing once: entries of the section and documents outside it."""

from __future__ import annotations

from collections.abc import Iterable

from reading.addresses import same_address
from reading.forms import form_numbers
from reading.portal import DocumentRead, ItemRead, PortalReading, SectionRead, SectionState
from reading.school_years import calendar_years_in
from records.base import Record
from records.facts import Evidence
from records.vocabulary import Duty

KEY = "cong_khai"
OWN_PART = ("section", "heading")
"""What tells the year of an entry that stands in a part of its own for that year."""
FILE_ONLY = ("file", "folder")
"""What tells the year of an entry whose words do not."""
NO_YEAR = ("date", "")
"""A publication date, or nothing at all, does not say for which school year a thing is made public."""


_FEWEST_TOLD = 2


class Published(Record):
    """One thing made public: what it is about (`key`, a vocabulary item or None), its school year (None when it cannot
    be told), what says so (`year_from`), and the label of the part it stands in. `opens` is None when nobody tried."""

    key: str | None
    title: str
    url: str
    year: str | None
    year_from: str
    part: str
    opens: bool | None
    evidence: Evidence

    @property
    def rung(self) -> int:
        """Its step of the evidence ladder: 4 when its file opens, 3 when it is there, 2 when it does not open."""
        return {True: 4, None: 3, False: 2}[self.opens]

    def is_about(self, duty: Duty) -> bool:
        """Tell whether this is what `duty` asks for: one of its items, or a form with one of its numbers."""
        return self.key in duty.items or (bool(duty.forms) and bool(form_numbers(self.title) & set(duty.forms)))

    def is_of(self, year: str, duty: Duty) -> bool:
        """Tell whether this was made public for a school year (``"2021-2022"``) as far as `duty` goes."""
        if self.year == year and self.year_from not in NO_YEAR:
            return True
        if not duty.calendar:
            return False
        # Budgets and annual reports are kept by calendar years: those of 2021 and of 2022 both fall in 2021-2022.
        return bool({int(year[:4]), int(year[5:])} & set(calendar_years_in(self.title)))


def published_in(portal: PortalReading, sections: Iterable[SectionRead]) -> list[Published]:
    """Everything of the công khai `sections`, then documents of công khai that stand in none of them."""
    sections = list(sections)
    found: dict[str, Published] = {}
    # A link from the section's page to one of its parts is the way to content, not content.
    parts = {same_address(one.url) for one in sections}
    listed = _listed_by_year(sections)
    for section in sections:
        # The page of one document may be met first in the list of all years: it stands in the part that lists it, too.
        home = listed.get((same_address(section.url), section.school_year), section)
        for item in section.items if section.state is SectionState.CONTENT else ():
            address, entry = same_address(item.url), _of_item(item, section)
            if home is not section and entry.year == home.school_year:
                entry = entry.model_copy(update={"year_from": "section", "part": home.label})
            known = found.get(address)
            # The same file linked from a mixed list and from its year's part stands in the part.
            better = known is None or (known.year_from not in OWN_PART and entry.year_from in OWN_PART)
            if better and address not in parts:
                found[address] = entry
        if not section.items and section.school_year and _tells(section):
            # The year's content is written on the page itself.
            found.setdefault(same_address(section.url), _of_text(section))
    for document in portal.documents:
        if document.section == KEY:
            found.setdefault(same_address(document.url), _of_document(document))
    return list(found.values())


def _listed_by_year(sections: list[SectionRead]) -> dict[tuple[str, str | None], SectionRead]:
    """The parts kept for one school year, by the address and year of each entry that they list."""
    return {
        (same_address(item.url), section.school_year): section
        for section in sections
        if section.school_year is not None and section.state is SectionState.CONTENT
        for item in section.items
        if item.year_from in OWN_PART and item.school_year == section.school_year
    }


def _tells(section: SectionRead) -> bool:
    return sum(key.startswith("ck_") for key in section.mentions) >= _FEWEST_TOLD


def _of_text(section: SectionRead) -> Published:
    return Published(
        key=None,
        title=section.label,
        url=section.url,
        year=section.school_year,
        year_from="section",
        part=section.label,
        opens=None,
        evidence=section.evidence[-1],
    )


def _of_item(item: ItemRead, section: SectionRead) -> Published:
    year, year_from = item.school_year, item.year_from
    if year is None and section.school_year is not None:
        year, year_from = section.school_year, "section"
    return Published(
        key=item.key,
        title=item.title,
        url=item.url,
        year=year,
        year_from=year_from,
        part=section.label,
        opens=item.opens,
        evidence=item.evidence,
    )


def _of_document(document: DocumentRead) -> Published:
    year = document.school_year
    # A loose document keeps no record of what told its year: its words do if they hold the year's number.
    told = "title" if year and year[2:4] in document.title else "file"
    return Published(
        key=document.key,
        title=document.title,
        url=document.url,
        year=year,
        year_from=told if year else "",
        part="",
        opens=document.opens,
        evidence=document.evidence,
    )
