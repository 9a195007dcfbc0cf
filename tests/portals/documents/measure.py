"""How right the product is about documents: ``python -m tests.portals.documents.measure [CODE …]``.

Every portal is visited once; the visit is judged for each school year of its truth, and every rung, document and
outcome is held against it. Too high is the sin; too low is counted; what the product does not say is counted apart.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import sys
import tempfile
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from checks.judge import judge_and_read, window_of
from config.loader import load_rubric, load_vocabulary
from crawler.order import BatchOrder, Budget, Politeness
from crawler.order import Mapping as Resolved
from reading.portal import PortalReading
from records.facts import Visit
from records.findings import Verdict
from records.school import School
from reports.audit import audit_school
from reports.docx import render_school_docx
from reports.html import render_school_html
from reports.report import build_school_report
from tests.portals.documents import Served, start_document_portals
from tests.portals.documents.said import items_said, outcomes_said, said_of
from tests.portals.documents.truths import UNLISTED_MOST, Rung, Truth, YearTruth, load_truths
from tests.portals.visiting import as_mapping, as_school, run_order

_SECONDS = 600.0
_MARKS = re.compile("[\u0300-\u036f]")
# Shorter than the pause of a file that does not come, longer than that of one that is slow.
_TIMEOUT = 4.0


@dataclass(frozen=True)
class Judged:
    """A visit judged for one school year."""

    verdict: Verdict
    reading: PortalReading
    pages: tuple[str, ...]


@dataclass(frozen=True)
class Measured:
    """One portal: its truth, the judgements by school year, what was asked of its host, all bytes that were kept."""

    truth: Truth
    visit: Visit
    years: Mapping[str, Judged]
    targets: tuple[str, ...]
    kept: Mapping[str, bytes]


@dataclass
class Score:
    """Right, too high, too low for rungs; what came of documents and outcomes; in words: what was too high,
    falsely decided, kept or asked for against the rules, and what fell short."""

    rungs: Counter[str] = field(default_factory=Counter)
    documents: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    high: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    short: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Count another portal in."""
        self.rungs.update(other.rungs)
        self.documents.update(other.documents)
        self.outcomes.update(other.outcomes)
        self.high += other.high
        self.false += other.false
        self.kept += other.kept
        self.short += other.short


def visit_all(served: Served, folder: Path) -> dict[str, Measured]:
    """Visit the portals, one crawler process a school year and pack, each school with an archive of its own."""
    measured: dict[str, Measured] = {}
    batches: dict[tuple[str, str], list[Truth]] = {}
    for portal in served.portals:
        batches.setdefault((portal.truth.pack, portal.truth.first_year), []).append(portal.truth)
    vocabulary = load_vocabulary()
    for (pack, year), truths in batches.items():
        archive = folder / f"{pack}-{year}" / "archive"
        order = BatchOrder(
            schools=tuple(map(_school, truths)),
            window=window_of(load_rubric(pack), year),
            school_year=year,
            vocabulary=vocabulary,
            archive=archive,
            user_agent="KiemCong/test (+mailto:test@kiemcong.example)",
            budget=Budget(timeout_seconds=_TIMEOUT),
            # One address stands for all hosts here: nobody needs to be spared.
            politeness=Politeness(host_delay=0.0, platform_delay=0.0, platform_at_once=16, retry_after_longest=2.0),
            mappings=_mappings(served),
            allow_private=True,
        )
        visits = run_order(order, _SECONDS)
        kept = dict(files_of(archive.parent))
        for truth in truths:
            if truth.code not in visits:
                continue
            visit = visits[truth.code]
            years = {one: _judge(visit, pack, one) for one in truth.years}
            targets = tuple(served.requests.targets(truth.host))
            measured[truth.code] = Measured(truth, visit, years, targets, kept)
    return measured


def _school(truth: Truth) -> School:
    school = as_school(truth.code, truth.name, truth.level, f"http://{truth.host}/", None)
    return school.model_copy(update={"aliases": truth.aliases})


def _mappings(served: Served) -> tuple[Resolved, ...]:
    secure = (as_mapping(host, target).model_copy(update={"port": 443}) for host, target in served.secure.items())
    return (*secure, *(as_mapping(host, target) for host, target in served.mappings.items()))


def _judge(visit: Visit, pack: str, year: str) -> Judged:
    """Judge a visit and write every report that shows a school: JSON, HTML, Word."""
    rubric, vocabulary = load_rubric(pack), load_vocabulary()
    verdict, reading = judge_and_read(visit, rubric, vocabulary, school_year=year)
    report = build_school_report(verdict, reading, rubric, vocabulary)
    pages = (
        verdict.model_dump_json(),
        json.dumps(audit_school(verdict, reading).model_dump(mode="json"), ensure_ascii=False),
        render_school_html(report),
        _words_of_docx(render_school_docx(report)),
    )
    return Judged(verdict, reading, pages)


def _words_of_docx(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("word/document.xml").decode()


def files_of(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Everything a folder holds, unpacked; a file that is no whole gzip is taken as it is."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            if path.suffix == ".gz":
                with suppress(OSError, EOFError, zlib.error):
                    content = gzip.decompress(content)
            yield str(path.relative_to(folder)), content


def plain_of(text: str) -> str:
    """Letters without marks and case, by other means than the product's."""
    apart = unicodedata.normalize("NFD", text).casefold().replace("đ", "d")
    return " ".join(_MARKS.sub("", apart).split())


def names_kept(measured: Measured) -> list[str]:
    """Where names of pupils are kept: in the archive, in a fact, in a report. Empty is right.

    Names are looked for without marks and case: a name that was folded for matching is a name that was kept.
    """
    if not measured.truth.pupils:
        return []
    places = {name: content.decode("utf-8", "replace") for name, content in measured.kept.items()}
    for year, judged in measured.years.items():
        kinds = ("verdict", "audit.json", "html", "docx")
        places |= {f"{year} {kind}": page for kind, page in zip(kinds, judged.pages, strict=True)}
        places[f"{year} reading"] = judged.reading.model_dump_json()
    code, names = measured.truth.code, {name: plain_of(name) for name in measured.truth.pupils}
    plain = {place: plain_of(text) for place, text in places.items()}
    return [f"{code}: {name} in {place}" for place, text in plain.items() for name, key in names.items() if key in text]


def score(measured: Measured) -> Score:
    """Hold one portal against its truth."""
    result = Score()
    truth = measured.truth
    for year, judged in measured.years.items():
        wanted = truth.years[year]
        _score_rungs(result, truth, year, wanted, judged)
        _score_outcomes(result, truth, year, wanted, judged)
    _score_documents(result, truth, measured)
    for target in truth.unasked:
        if any(asked.endswith(f" {target}") and asked.startswith("GET") for asked in measured.targets):
            result.kept.append(f"{truth.code}: asked for {target}")
    result.kept += names_kept(measured)
    return result


def _score_rungs(result: Score, truth: Truth, year: str, wanted: YearTruth, judged: Judged) -> None:
    said = items_said(judged.verdict, truth.pack)
    listed = {**wanted.items, **(wanted.forms if year == truth.first_year else {})}
    unlisted = Rung(right=0, least=0, most=UNLISTED_MOST, why="not in the truth: absent")
    for key in sorted({*said, *listed}):
        if key not in listed and not key.startswith("ck_"):
            continue
        rung = listed.get(key, unlisted)
        told, outcome, reason = said.get(key, (None, "none", ""))
        if rung.is_false(outcome):
            result.outcomes[f"item false {outcome}"] += 1
            result.false.append(f"{truth.code} {year} {key}: {outcome} ({reason}), right rung {rung.right}; {rung.why}")
        if told is None and rung.least == 0:
            result.rungs["right"] += key in listed
            continue
        if told is None:
            result.rungs["not told"] += 1
            result.short.append(f"{truth.code} {year} {key}: nothing said, right {rung.right}")
            continue
        word = rung.judge(told)
        result.rungs[word if key in listed else f"{word} (absent item)"] += 1
        if word != "right":
            line = (
                f"{truth.code} {year} {key}: rung {told}, right {rung.right} ({rung.why or 'everything right'}): {word}"
            )
            (result.high if word == "too high" else result.short).append(line)


def _score_outcomes(result: Score, truth: Truth, year: str, wanted: YearTruth, judged: Judged) -> None:
    said = outcomes_said(judged.verdict, truth.pack)
    for rule, outcomes in wanted.criteria.items():
        outcome, slug = said.get(rule, ("none", ""))
        if outcome in outcomes:
            result.outcomes["right"] += 1
            continue
        false = outcome in ("pass", "partial", "fail")
        result.outcomes[f"false {outcome}" if false else "not decided"] += 1
        line = f"{truth.code} {year} {rule}: {outcome} ({slug}), right {'|'.join(outcomes)}; {wanted.why.get(rule, '')}"
        (result.false if false else result.short).append(line)


def _score_documents(result: Score, truth: Truth, measured: Measured) -> None:
    reading = measured.years[truth.first_year].reading
    for document in truth.documents:
        told = said_of(measured.visit, reading, truth.url(document.at))
        word = told.judge(document)
        result.documents[word] += 1
        line = f"{truth.code} {document.at}: {told}, right opens={document.opens} {document.kind}: {word}"
        if word == "opens too high":
            result.high.append(line)
        elif word != "right":
            result.short.append(line)


def main(names: Sequence[str]) -> int:
    """Visit, score, print a table; 1 when anything was too high, falsely decided or kept."""
    unknown = set(names) - set(load_truths())
    if unknown:
        print(f"no such portal: {', '.join(sorted(unknown))}; there are {', '.join(load_truths())}")
        return 2
    total = Score()
    with tempfile.TemporaryDirectory(prefix="kiemcong-documents-") as folder:
        with start_document_portals(Path(folder) / "files", names) as served:
            measured = visit_all(served, Path(folder) / "visits")
        print(f"{'portal':8} {'rungs: right':>12} {'too high':>9} {'too low':>8} {'absent':>7} {'not told':>9}  "
              f"{'outcomes':22} documents")  # fmt: skip
        for portal in served.portals:
            code = portal.truth.code
            if code not in measured:
                total.false.append(f"{code}: no visit")
                continue
            one = score(measured[code])
            _print(code, one)
            total.add(one)
    _print("all", total)
    for what, lines in (("too high", total.high), ("falsely decided", total.false), ("kept or asked for", total.kept),
                        ("too low, undecided or not told", total.short)):  # fmt: skip
        print(f"\n{len(lines)} {what}", *(f"  {line}" for line in lines), sep="\n")
    known = known_faults()
    new = [
        line
        for kind, lines in (("too_high", total.high), ("falsely_decided", total.false), ("kept", total.kept))
        for line in lines
        if fault_of(line) not in known[kind]
    ]
    print(f"\n{len(new)} of these not in known.yaml", *(f"  {line}" for line in new), sep="\n")
    return 1 if new else 0


@cache
def known_faults() -> dict[str, list[str]]:
    """What is known to be wrong, by kind: ``too_high``, ``falsely_decided``, ``kept``."""
    told: dict[str, list[str]] = YAML(typ="safe").load(Path(__file__).with_name("known.yaml"))
    return told


def fault_of(line: str) -> str:
    """A line of the scores as known.yaml names it: portal, year and item, or the portal alone where names are kept."""
    words = line.split(": ", 1)[0].split()
    return " ".join(words[:3])


def _print(name: str, one: Score) -> None:
    high = one.rungs["too high"] + one.rungs["too high (absent item)"]
    outcomes = ", ".join(f"{word} {count}" for word, count in sorted(one.outcomes.items()))
    documents = ", ".join(f"{word} {count}" for word, count in sorted(one.documents.items()))
    print(f"{name:8} {one.rungs['right']:12} {high:9} {one.rungs['too low']:8} {one.rungs['right (absent item)']:7} "
          f"{one.rungs['not told']:9}  {outcomes:22} {documents}")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
