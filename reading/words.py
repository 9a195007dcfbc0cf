"""Vocabulary at work: which term a text names, and whether a text holds a phrase. Always on the fold key."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from reading.fold import fold
from records.vocabulary import Term, Vocabulary

# "4. Minh bạch thông tin", "II. Công khai", "Biểu mẫu (8)": numbers of entries, not words of the label.
_NUMBERING = re.compile(r"^(?:\d{1,2}|[ivx]{1,4}|[a-h]) (?=\D)")
_VOCABULARIES = 8
_COUNT = re.compile(r"\s*[(\[]\s*\d{1,4}\s*[)\]]\s*$")


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A term ready for use. `any_pattern` finds whether one of `patterns` matches at all, in one go."""

    term: Term
    labels: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]
    any_pattern: re.Pattern[str] | None
    any_exclude: re.Pattern[str] | None


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns)) if patterns else None


class Matcher:
    """Compiled terms, in their order: the first keys are the more special ones where several match equally well."""

    def __init__(self, terms: tuple[Term, ...]) -> None:
        self._terms = [
            _Compiled(
                term=term,
                labels=frozenset(fold(label) for label in term.labels),
                patterns=tuple(re.compile(pattern) for pattern in term.patterns),
                any_pattern=_any_of(term.patterns),
                any_exclude=_any_of(term.exclude),
            )
            for term in terms
        ]
        self._bodies = [(term.key, [re.compile(pattern) for pattern in term.body]) for term in terms if term.body]
        self.titles = {term.key: term.title for term in terms}
        self.part_of = {term.key: term.part_of for term in terms if term.part_of}
        # One portal's labels and titles are asked about again and again.
        self._matches = lru_cache(maxsize=16_384)(self._match)

    def of_body(self, text: str) -> str | None:
        """The key of the term that the first words of a text (without diacritics, see `Term.body`) name."""
        return next((key for key, patterns in self._bodies if any(pattern.search(text) for pattern in patterns)), None)

    def matches(self, text: str) -> tuple[tuple[str, float], ...]:
        """Return (key, weight) of every term that `text` names, best first.

        The weight is 1.0 when the text is a label of the term, otherwise the share of the text that the match
        covers, between 0.3 and 0.95: "Công khai tài chính" says more about công khai than a headline that holds it.
        """
        return self._matches(fold(_COUNT.sub("", text))[:400])

    def _match(self, key_text: str) -> tuple[tuple[str, float], ...]:
        if not key_text:
            return ()
        bare = _NUMBERING.sub("", key_text)
        found: list[tuple[str, float]] = []
        for one in self._terms:
            is_label = key_text in one.labels or bare in one.labels
            if not is_label and (one.any_pattern is None or one.any_pattern.search(key_text) is None):
                continue
            if one.any_exclude is not None and one.any_exclude.search(key_text):
                continue
            if is_label and not one.term.generic:
                found.append((one.term.key, 1.0))
                continue
            spans = [match.end() - match.start() for pattern in one.patterns if (match := pattern.search(key_text))]
            if spans and one.term.generic:
                found.append((one.term.key, 0.2))
            elif spans:
                found.append((one.term.key, max(0.3, min(0.95, max(spans) / len(bare)))))
        found.sort(key=lambda pair: -pair[1])
        return tuple(found)

    def mentioned(self, text: str) -> frozenset[str]:
        """The keys of every term whose words stand anywhere in a text, however long; generic terms are left out."""
        key_text = fold(text)
        return frozenset(
            one.term.key
            for one in self._terms
            if not one.term.generic and one.any_pattern is not None and one.any_pattern.search(key_text)
        )

    def best(self, text: str) -> str | None:
        """Return the key that `text` names best, or None."""
        found = self.matches(text)
        return found[0][0] if found else None


class _OfVocabulary:
    """The matchers of the vocabularies last used, by identity: to compare whole vocabularies costs more than a page."""

    def __init__(self, terms_of: Callable[[Vocabulary], tuple[Term, ...]]) -> None:
        self._terms_of = terms_of
        self._known: list[tuple[Vocabulary, Matcher]] = []

    def __call__(self, vocabulary: Vocabulary) -> Matcher:
        for known, matcher in self._known:
            if known is vocabulary:
                return matcher
        matcher = Matcher(self._terms_of(vocabulary))
        # A new list: another thread may be walking the old one.
        self._known = [(vocabulary, matcher), *self._known[: _VOCABULARIES - 1]]
        return matcher


_sections = _OfVocabulary(lambda vocabulary: vocabulary.sections)
_items = _OfVocabulary(lambda vocabulary: vocabulary.items)
_natures = _OfVocabulary(lambda vocabulary: vocabulary.natures)


def section_matcher(vocabulary: Vocabulary) -> Matcher:
    """The matcher of section labels."""
    return _sections(vocabulary)


def item_matcher(vocabulary: Vocabulary) -> Matcher:
    """The matcher of document and form titles."""
    return _items(vocabulary)


def nature_matcher(vocabulary: Vocabulary) -> Matcher:
    """The matcher of post titles for natures."""
    return _natures(vocabulary)


# Addresses of some portals leave out what stands between two syllables.
_GLUED = re.compile(r"\b(?:(ba|3)?(cong)(khai)|(bieu)(mau)|(mau)(don)|(thu)(tuc)|(tuyen)(sinh))(?=\d|\b)")


def words_of_address(url: str) -> str:
    """The words an address' path is made of: ``/congkhai/tabid/70/nam/2021-2022/`` speaks of "cong khai"."""
    words = re.sub(r"[-_/.+]+", " ", unquote(urlsplit(url).path).lower())
    return _GLUED.sub(lambda match: " ".join(filter(None, match.groups())), words).strip()


@lru_cache(maxsize=64)
def _phrases(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(fold(phrase)) for phrase in phrases) + r")\b")


def holds_phrase(text: str, phrases: tuple[str, ...]) -> str | None:
    """Return the fold key of the first of `phrases` that stands in `text`, or None."""
    if not phrases:
        return None
    match = _phrases(phrases).search(fold(text))
    return match[0] if match else None
