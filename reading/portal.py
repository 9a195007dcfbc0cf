"""What a visit means: the values that checks judge and reports show."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from records.base import Quote, Record
from records.facts import Evidence, Visit, Window
from records.files import FileProblem, FileSays
from records.school import School
from records.vocabulary import LegalDocument


class Precision(StrEnum):
    """How exactly a post's date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    NONE = "none"


class Counted(StrEnum):
    """Whether a post counts towards the number the rubric asks for."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


class LedgerEntry(Record):
    """One post and why it counts or not. `published` is a local day (Asia/Ho_Chi_Minh) or None; `why` is Vietnamese;
    `about` is the vocabulary item that its title names."""

    identity: str
    url: str
    title: Quote
    published: date | None
    precision: Precision
    date_text: Quote = ""
    nature: str
    category: Quote = ""
    about: str | None = None
    counted: Counted
    why: str
    evidence: Evidence


class Ledger(Record):
    """All posts seen. `possible` counts the sure ones too; None when posts coverage is incomplete for the window."""

    entries: tuple[LedgerEntry, ...]
    sure: int
    possible: int | None


class SectionState(StrEnum):
    """What is behind a section's link, from nothing to content."""

    NOT_OPENED = "not-opened"
    MISSING = "missing"
    LOGIN = "login"
    SOFT_404 = "soft-404"
    FOREIGN = "foreign"
    EMPTY = "empty"
    CONTENT = "content"


class FileState(Record):
    """A file as it was found: whether it opens for anyone (None when nobody tried or could tell), what is wrong with it
    (`problem` for people), how many pages it has, what it says (None when it was not read), and the vocabulary items
    that the names in an archive tell of (`holds`). `ocr`: its text was read from pictures."""

    opens: bool | None = None
    problem: str = ""
    problems: tuple[FileProblem, ...] = ()
    pages: int | None = None
    says: FileSays | None = None
    holds: tuple[str, ...] = ()
    ocr: bool = False


class ItemRead(Record):
    """An entry of a section with what it is about. `school_year` is ``"2021-2022"`` or None; `key` a vocabulary item
    (``bm_nghi_hoc``, ``ck_cam_ket`` …) or None; `file` is the file behind it or on its page, None
    where there is none; `hollow`: its page was opened and holds nothing."""

    title: Quote
    url: str
    key: str | None = None
    school_year: str | None = None
    year_from: str = ""
    is_file: bool = False
    file: FileState | None = None
    hollow: bool = False
    evidence: Evidence

    @property
    def opens(self) -> bool | None:
        """Whether its file opens for anyone."""
        return self.file.opens if self.file is not None else None


class SectionRead(Record):
    """A section recognised by meaning. `key` is a vocabulary section key; `school_year` is set for a part that is
    kept for one school year only; `confidence` is between 0 and 1; `rung` is the evidence ladder 0–5; `mentions` are
    the vocabulary items that the words of a page without files name, `written`: it says something of each; `pictured`
    are those that a page with pictures names in a heading."""

    key: str
    label: Quote
    path: tuple[Quote, ...] = ()
    url: str
    state: SectionState
    rung: int
    school_year: str | None = None
    confidence: float = 1.0
    items: tuple[ItemRead, ...] = ()
    mentions: tuple[str, ...] = ()
    written: bool = False
    pictured: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class DocumentRead(Record):
    """A document with what it is about; `section` is the key of the section it stood in, None for a loose one."""

    url: str
    title: Quote
    section: str | None = None
    school_year: str | None = None
    key: str | None = None
    file: FileState
    found_on: str
    evidence: Evidence

    @property
    def opens(self) -> bool | None:
        """Whether it opens for anyone."""
        return self.file.opens


class LinkState(StrEnum):
    """How two portals are linked."""

    LINKED = "linked"
    REDIRECTED = "redirected"
    UNDER_OTHER_NAME = "under-other-name"
    OTHER_PORTAL = "other-portal"
    SILENT = "silent"
    SAME_DOMAIN = "same-domain"
    ELSEWHERE = "elsewhere"
    NOT_LINKED = "not-linked"
    NOT_SEEN = "not-seen"
    NO_PARENT = "no-parent"


class LinksRead(Record):
    """The links between the school's portal and those above it. True, false, or None for not looked."""

    parent_to_school: bool | None
    state: LinkState
    school_to_parent: bool | None
    evidence: tuple[Evidence, ...] = ()
    back_evidence: tuple[Evidence, ...] = ()


class PortalReading(Record):
    """A visit, understood for one school year: all that a check may ask about.

    `is_the_schools` is True when the home page names the school, False when it was read and does not, None when the
    home page could not be read; unless it is True nothing else may be judged. `today` is the local day of the visit;
    `as_of` closes the window early when the office gives it. `law` are the documents that bind the school year, of one
    kind the newest first.
    """

    visit: Visit
    school: School
    school_year: str
    window: Window
    today: date
    as_of: date | None = None
    is_the_schools: bool | None
    identity_evidence: tuple[Evidence, ...] = ()
    ledger: Ledger
    sections: tuple[SectionRead, ...]
    documents: tuple[DocumentRead, ...]
    links: LinksRead
    law: tuple[LegalDocument, ...] = ()

    @property
    def begins_too_late(self) -> bool:
        """Tell whether the visit looked for posts only from a later day on than the window's first."""
        return self.visit.window.start > self.window.start

    def sections_of(self, key: str) -> tuple[SectionRead, ...]:
        """The sections recognised as `key`, best rung first."""
        found = [section for section in self.sections if section.key == key]
        return tuple(sorted(found, key=lambda section: -section.rung))
