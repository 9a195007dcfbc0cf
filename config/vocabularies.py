"""The word lists of config/vocabulary/, read into one `Vocabulary`."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Annotated

from pydantic import Field

from config.errors import ConfigError, config_error
from config.files import find_file, read_bytes
from config.rubric_rules import is_school_year
from config.yaml_files import Loc, YamlFile, build_record, parse_yaml
from records.base import Record
from records.vocabulary import Citation, Duty, LegalDocument, Term, Vocabulary

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_NAMES = ("sections", "items", "natures", "phrases", "law")
_MONTH_DAY = re.compile(r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


class _TermEntry(Record):
    title: str
    labels: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    part_of: str | None = None
    generic: bool = False


Version = Annotated[str, Field(min_length=1)]


class _TermFile(Record):
    version: Version
    terms: dict[str, _TermEntry]


class _PhraseFile(Record):
    version: Version
    empty_words: tuple[str, ...] = ()
    login_words: tuple[str, ...] = ()
    soft_404_words: tuple[str, ...] = ()
    spam_words: tuple[str, ...] = ()


class _LawFile(Record):
    version: Version
    documents: tuple[LegalDocument, ...]
    citations: tuple[Citation, ...] = ()


def load_vocabulary(home: Path | None = None) -> Vocabulary:
    """Load sections, items, natures, phrases and law; a file of ``<home>/vocabulary`` replaces the shipped one whole.

    The version joins the five files' versions and a short SHA-256 of their bytes, so that two verdicts made with
    different words never carry the same version. Raises `ConfigError`.
    """
    digest = hashlib.sha256()
    files: dict[str, YamlFile] = {}
    for name in _NAMES:
        source = find_file("vocabulary", f"{name}.yaml", home)
        if source is None:
            raise ConfigError(f"vocabulary/{name}.yaml: không tìm thấy tệp từ vựng này.")
        content = read_bytes(source)
        digest.update(hashlib.sha256(content).digest())
        files[name] = parse_yaml(str(source), content)
    term_files = {name: build_record(_TermFile, files[name]) for name in _NAMES[:3]}
    phrases = build_record(_PhraseFile, files["phrases"])
    section_keys = set(term_files["sections"].terms)
    problems = [
        problem for name, terms in term_files.items() for problem in _term_problems(files[name], terms, section_keys)
    ]
    problems += _phrase_problems(files["phrases"], phrases)
    law = build_record(_LawFile, files["law"])
    keys = {"sections": section_keys, "items": set(term_files["items"].terms)}
    problems += [
        problem
        for index, document in enumerate(law.documents)
        for problem in _law_problems(files["law"], ("documents", index), document, keys)
    ]
    problems += _citation_problems(files["law"], law)
    if problems:
        raise config_error(problems)
    versions = [*(terms.version for terms in term_files.values()), phrases.version, law.version]
    return Vocabulary(
        version=f"{'.'.join(versions)}+{digest.hexdigest()[:12]}",
        sections=_terms(term_files["sections"]),
        items=_terms(term_files["items"]),
        natures=_terms(term_files["natures"]),
        law=law.documents,
        citations=law.citations,
        **phrases.model_dump(exclude={"version"}),
    )


def _citation_problems(file: YamlFile, law: _LawFile) -> list[str]:
    problems = []
    seen: set[str] = set()
    for index, cited in enumerate(law.citations):
        here: Loc = ("citations", index)
        if cited.id in seen:
            problems.append(file.told((*here, "id"), f"văn bản “{cited.id}” đã nêu ở trên."))
        seen.add(cited.id)
        if cited.in_force and cited.ended and cited.ended <= cited.in_force:
            problems.append(file.told((*here, "ended"), "phải sau ngày có hiệu lực."))
    return problems


def _terms(file: _TermFile) -> tuple[Term, ...]:
    return tuple(Term(key=key, **entry.model_dump()) for key, entry in file.terms.items())


def _term_problems(file: YamlFile, terms: _TermFile, section_keys: set[str]) -> list[str]:
    problems = []
    if not terms.terms:
        problems.append(file.told(("terms",), "danh sách từ rỗng."))
    for key, entry in terms.terms.items():
        base: Loc = ("terms", key)
        if not _KEY.fullmatch(key):
            problems.append(file.told(base, "khóa chỉ gồm chữ thường không dấu, chữ số và dấu gạch dưới."))
        if not entry.title.strip():
            problems.append(file.told((*base, "title"), "không được để trống."))
        problems += [
            file.told((*base, "labels", index), "không được để trống.")
            for index, label in enumerate(entry.labels)
            if not label.strip()
        ]
        for field in ("patterns", "exclude", "body"):
            problems += _pattern_problems(file, (*base, field), getattr(entry, field))
        problems += _parent_problems(file, base, key, terms, section_keys)
    return problems


def _pattern_problems(file: YamlFile, base: Loc, patterns: tuple[str, ...]) -> list[str]:
    problems = []
    for index, pattern in enumerate(patterns):
        try:
            # A pattern that matches nothing at all would match every label.
            if re.compile(pattern).match("") is not None:
                problems.append(file.told((*base, index), "biểu thức này khớp cả chuỗi rỗng, tức là khớp mọi nhãn."))
        except (re.error, RecursionError, OverflowError) as error:
            problems.append(file.told((*base, index), f"biểu thức chính quy sai ({error})."))
    return problems


def _parent_problems(file: YamlFile, base: Loc, key: str, terms: _TermFile, section_keys: set[str]) -> list[str]:
    parent = terms.terms[key].part_of
    if parent is None:
        return []
    if parent not in terms.terms and parent not in section_keys:
        return [file.told((*base, "part_of"), f"không có khóa nào tên “{parent[:60]}”.")]
    passed = {key}
    while parent is not None and parent in terms.terms:
        if parent in passed:
            return [file.told((*base, "part_of"), f"“{key}” rốt cuộc lại thuộc chính nó.")]
        passed.add(parent)
        parent = terms.terms[parent].part_of
    return []


def _phrase_problems(file: YamlFile, phrases: _PhraseFile) -> list[str]:
    return [
        file.told((name, index), "không được để trống.")
        for name, words in phrases.model_dump(exclude={"version"}).items()
        for index, word in enumerate(words)
        if not word.strip()
    ]


def _law_problems(file: YamlFile, base: Loc, document: LegalDocument, keys: dict[str, set[str]]) -> list[str]:
    years = {"first": document.first, "last": document.last, "lapsed": document.lapsed}
    problems = [
        file.told((*base, name), f"“{year[:20]}” không phải là năm học; hãy viết như 2021-2022.")
        for name, year in years.items()
        if year is not None and not is_school_year(year)
    ]
    seen: set[str] = set()
    for index, duty in enumerate(document.duties):
        problems += _duty_problems(file, (*base, "duties", index), duty, keys)
        if duty.key in seen:
            problems.append(file.told((*base, "duties", index, "key"), f"trùng khóa “{duty.key[:60]}”."))
        seen.add(duty.key)
    return problems


def _duty_problems(file: YamlFile, base: Loc, duty: Duty, keys: dict[str, set[str]]) -> list[str]:
    problems = []
    if not (duty.sections or duty.items or duty.signal):
        problems.append(file.told(base, "phải có ít nhất một trong sections, items, signal."))
    for name, given in (("sections", duty.sections), ("items", duty.items)):
        problems += [
            file.told((*base, name, index), f"không có khóa nào tên “{key[:60]}”.")
            for index, key in enumerate(given)
            if key not in keys[name]
        ]
    if duty.due is not None and not _MONTH_DAY.fullmatch(duty.due):
        problems.append(file.told((*base, "due"), "phải là tháng-ngày, ví dụ 06-30."))
    if duty.due_year not in (1, 2):
        problems.append(file.told((*base, "due_year"), "chỉ là 1 hoặc 2."))
    return problems
