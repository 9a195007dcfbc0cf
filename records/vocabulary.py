"""The words by which sections, documents and natures are known, as a value; the data is in config/vocabulary/."""

from __future__ import annotations

from records.base import Record


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


class Vocabulary(Record):
    """All word lists. `sections` are looked up for menu labels, `items` for documents and their titles,
    `natures` for kinds of posts; `empty_words`, `login_words`, `soft_404_words`, `spam_words` are phrases."""

    version: str
    sections: tuple[Term, ...]
    items: tuple[Term, ...]
    natures: tuple[Term, ...]
    empty_words: tuple[str, ...] = ()
    login_words: tuple[str, ...] = ()
    soft_404_words: tuple[str, ...] = ()
    spam_words: tuple[str, ...] = ()
