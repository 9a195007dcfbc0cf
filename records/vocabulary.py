"""The words by which sections, documents and natures are known, as a value; the data is in config/vocabulary/."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from records.base import Record
from records.school import Level


class Term(Record):
    """A canonical key and the words that mean it.

    `labels` are phrases compared on the fold key as whole words; `patterns` are regular expressions on the fold key;
    `exclude` are patterns that forbid the match. `part_of` names the section this one belongs to; a `generic`
    term gives way to any other that matches. `body` are patterns on the first words of a text below its title, without
    diacritics but with their punctuation: "Thứ hai:" begins a weekly plan, "Thứ Hai, ngày …" a report.
    """

    key: str
    title: str
    labels: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    part_of: str | None = None
    generic: bool = False


class LawAbout(StrEnum):
    """What a legal document of the vocabulary speaks of."""

    PORTAL = "portal"
    CONG_KHAI = "cong_khai"


class Duty(Record):
    """One thing a legal document wants on a school's portal; `place` is its article.

    It is answered by any of `sections` (section keys), any of `items` (item keys), or the crawler's `signal`. `levels`
    are those it binds, empty for all; `forms` are the numbers of its forms, one a level. `due` is the month-day by
    which it has to stand there, in the first or second calendar year of the school year (`due_year`), None when the
    document names none. `calendar`: it is kept by calendar years rather than school years. `optional`: only where there
    is such a thing.
    """

    key: str
    title: str
    place: str = ""
    sections: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    signal: str | None = None
    levels: tuple[Level, ...] = ()
    forms: tuple[int, ...] = ()
    due: str | None = None
    due_year: int = 2
    calendar: bool = False
    optional: bool = False


class LegalDocument(Record):
    """A document and the school years it binds, first to last; from the school year `lapsed` on citing it is warned of,
    though it is accepted until `last`."""

    id: str
    about: LawAbout
    title: str
    first: str
    last: str | None = None
    lapsed: str | None = None
    duties: tuple[Duty, ...]

    def binds(self, school_year: str) -> bool:
        """Tell whether the document counts in a school year (``"2021-2022"``)."""
        return self.first <= school_year and (self.last is None or school_year <= self.last)


class Citation(Record):
    """A legal document as rubrics cite it, and from when until when it was in force (`ended` is the first day it no
    longer was); None where it is not known or still is."""

    id: str
    title: str
    in_force: date | None = None
    ended: date | None = None
    replaced_by: str = ""


class Vocabulary(Record):
    """All word lists, what the law asks for, and the documents that rubrics cite.

    `sections` are looked up for menu labels, `items` for documents and their titles, `natures` for kinds of posts;
    `empty_words`, `login_words`, `soft_404_words` and `spam_words` are phrases.
    """

    version: str
    sections: tuple[Term, ...]
    items: tuple[Term, ...]
    natures: tuple[Term, ...]
    empty_words: tuple[str, ...] = ()
    login_words: tuple[str, ...] = ()
    soft_404_words: tuple[str, ...] = ()
    spam_words: tuple[str, ...] = ()
    law: tuple[LegalDocument, ...] = ()
    citations: tuple[Citation, ...] = ()

    def law_of(self, about: LawAbout, school_year: str) -> tuple[LegalDocument, ...]:
        """The documents of one kind that bind a school year, the newest first."""
        binding = [one for one in self.law if one.about is about and one.binds(school_year)]
        return tuple(sorted(binding, key=lambda one: one.first, reverse=True))
