"""What a portal makes public in its công khai, each thing once: entries of the section and documents outside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reading.addresses import same_address
from reading.fold import fold
from reading.forms import form_numbers
from reading.portal import DocumentRead, FileState, ItemRead, PortalReading, SectionRead, SectionState
from reading.proofs import Proof, proof_of
from reading.school_years import calendar_years_in
from records.base import Record
from records.facts import Evidence
from records.files import FileSays
from records.vocabulary import Duty

KEY = "cong_khai"
OWN_PART = ("section", "heading")
"""What tells the year of an entry that stands in a part of its own for that year."""
FILE_ONLY = ("file", "folder")
"""What tells the year of an entry whose words do not."""
IN_FILE = "content"
"""What tells the year of an entry that only its file names."""
NO_YEAR = ("date", "")
"""A publication date, or nothing at all, does not say for which school year a thing is made public."""


WHOLE = (None, "ck_chung")
"""What is said of a thing whose words name no single item."""
_FEWEST_TOLD = 2
_ABOUT = re.compile(
    r"\b(?:ke hoach|quy che|bien ban|thong tu|huong dan|cong van|to trinh|thanh lap (?:ban|to))\b.*\bcong khai\b"
)
# So many pages of a file are read from its front.
_PAGES_READ = 10


class Published(Record):
    """One thing made public: what it is about (`key`, a vocabulary item or None), its school year (None when it cannot
    be told), what says so (`year_from`), and the label of the part it stands in. `proof` is what opening it showed,
    `says` what its file says where it was read, `whole` that all of its text was, `holds` what the names in an archive
    tell of."""

    key: str | None
    title: str
    url: str
    year: str | None
    year_from: str
    part: str
    proof: Proof = Proof.UNTRIED
    says: FileSays | None = None
    whole: bool = False
    holds: tuple[str, ...] = ()
    evidence: Evidence

    @property
    def counts(self) -> bool:
        """Tell whether it may be taken for what it is called."""
        return self.proof.counts

    @property
    def rung(self) -> int:
        """Its step of the evidence ladder, for the year it is of."""
        return self.proof.rung

    @property
    def is_only_about(self) -> bool:
        """Tell whether it is a paper about making public (a plan, a rule, minutes) and nothing made public itself."""
        return self.key in (*WHOLE, "ck_ke_hoach") and bool(_ABOUT.search(fold(self.title)))

    @property
    def is_unnamed(self) -> bool:
        """Tell whether its words do not say what of công khai it is."""
        return self.key in WHOLE and not form_numbers(self.title)

    def is_about(self, duty: Duty) -> bool:
        """Tell whether this is what `duty` asks for: one of its items, or a form with one of its numbers. What its
        words leave out its file may say."""
        if self.key in duty.items or (bool(duty.forms) and bool(form_numbers(self.title) & set(duty.forms))):
            return True
        if not self.is_unnamed:
            return False
        items, forms = (self.says.items, self.says.forms) if self.says is not None else ((), ())
        return bool({*items, *self.holds} & set(duty.items) or set(forms) & set(duty.forms))

    def may_hold(self, duty: Duty) -> bool:
        """Tell whether a thing that does not say what it is may hold what `duty` asks for, as far as it was read."""
        if not self.is_unnamed or not self.counts:
            return False
        return self.says is None or not self.whole or bool(set(self.says.speaks_of) & set(duty.items))

    def is_of(self, year: str, duty: Duty) -> bool:
        """Tell whether this was made public for a school year (``"2021-2022"``) as far as `duty` goes."""
        if self.year == year and self.year_from not in NO_YEAR:
            return True
        if not duty.calendar:
            return False
        # Budgets and annual reports are kept by calendar years: those of 2021 and of 2022 both fall in 2021-2022.
        named = {*calendar_years_in(self.title), *(self.says.calendar_years if self.says is not None else ())}
        return bool({int(year[:4]), int(year[5:])} & named)


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
            address, entry = same_address(item.url), _of_item(item, section, portal)
            if address in found and entry.key not in (*WHOLE, found[address].key):
                # One file under several names is what each of them says, if it is.
                address = f"{address}#{entry.key}"
            if home is not section and entry.year == home.school_year:
                entry = entry.model_copy(update={"year_from": "section", "part": home.label})
            known = found.get(address)
            # The same file linked from a mixed list and from its year's part stands in the part.
            better = known is None or (known.year_from not in OWN_PART and entry.year_from in OWN_PART)
            if better and same_address(item.url) not in parts and not item.hollow:
                found[address] = entry
        for number, entry in enumerate(_of_text(section)):
            # The year's content is written on the page itself.
            found.setdefault(f"{same_address(section.url)}#{number}", entry)
    for document in portal.documents:
        if document.section == KEY:
            found.setdefault(same_address(document.url), _of_document(document, portal))
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


def _of_text(section: SectionRead) -> Iterator[Published]:
    """What the page of a school year's part says itself, by what it is about: the law does not ask for files."""
    told = [key for key in section.mentions if key.startswith("ck_")]
    if section.school_year is None or not section.written or len(told) < _FEWEST_TOLD:
        return
    for key in told:
        yield Published(
            key=key,
            title=section.label,
            url=section.url,
            year=section.school_year,
            year_from="section",
            part=section.label,
            evidence=section.evidence[-1],
        )


def _of_item(item: ItemRead, section: SectionRead, portal: PortalReading) -> Published:
    year, year_from = item.school_year, item.year_from
    if year is None and section.school_year is not None:
        year, year_from = section.school_year, "section"
    return _published(item, item.file, year, year_from, section.label, portal, section.school_year)


def _of_document(document: DocumentRead, portal: PortalReading) -> Published:
    year = document.school_year
    # A loose document keeps no record of what told its year: its words do if they hold the year's number.
    told = "title" if year and year[2:4] in document.title else "file"
    return _published(document, document.file, year, told if year else "", "", portal)


def _published(
    one: ItemRead | DocumentRead,
    file: FileState | None,
    year: str | None,
    year_from: str,
    part: str,
    portal: PortalReading,
    part_year: str | None = None,
) -> Published:
    says = file.says if file is not None and file.says is not None and file.says.readable else None
    if says is not None and says.years_in_title:
        audited = says.school_years == (portal.school_year,)
        if year is None or year_from in (*FILE_ONLY, *NO_YEAR):
            # What a file says in its head weighs more than its name, its folder or the day it was put there.
            year = portal.school_year if portal.school_year in says.school_years else says.school_years[0]
            year_from = IN_FILE
        elif audited and year != portal.school_year:
            # A label with a slip of the pen: the file, and perhaps the part it stands in, know better.
            year, year_from = portal.school_year, "section" if part_year == portal.school_year else IN_FILE
    return Published(
        key=one.key,
        title=one.title,
        url=one.url,
        year=year,
        year_from=year_from,
        part=part,
        proof=proof_of(file, key=one.key, title=one.title, year=year, levels=portal.school.levels),
        says=says,
        holds=file.holds if file is not None else (),
        whole=file is not None and (file.pages or 0) <= _PAGES_READ,
        evidence=one.evidence,
    )
