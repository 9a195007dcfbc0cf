"""What the product says of rungs, outcomes and documents, read from its records; the one place that knows their shape.

Written before documents were read whole: where records grow a word for what a document is, `said_of` takes it in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reading.addresses import same_address
from reading.portal import DocumentRead, PortalReading, SectionState
from reading.proofs import Proof, proof_of
from reading.published import KEY, published_in
from records.facts import DocumentSeen, Visit
from records.files import FileKind, FileProblem
from records.findings import Verdict
from tests.portals.documents.truths import SAME_KIND, DocumentTruth

CRITERIA: Mapping[str, Mapping[str, str]] = {
    "tdm-2021-2022": {"3.4": "3.4", "3.5": "3.5"},
    "hcm-thcs-thpt": {"3.4": "3.4", "3.5": "3.5"},
    "hcm-gdtx": {"3.4": "3.4", "3.5": "3.5"},
    # The national pack has the same question about công khai under another number, and none about forms.
    "quoc-gia": {"3.4": "2.1"},
}


def items_said(verdict: Verdict, pack: str) -> dict[str, tuple[int | None, str, str]]:
    """Vocabulary item → rung (None where none is said), outcome and reason, from the parts of the two criteria."""
    rules = set(CRITERIA[pack].values())
    return {
        part.key: (part.rung, part.outcome.value, part.reason)
        for finding in verdict.findings
        if finding.rule in rules
        for part in finding.answer.parts
    }


def outcomes_said(verdict: Verdict, pack: str) -> dict[str, tuple[str, str]]:
    """Criterion of the truths ("3.4", "3.5") → outcome and result of the pack's rule."""
    by_rule = {finding.rule: finding for finding in verdict.findings}
    return {
        asked: (by_rule[rule].outcome.value, by_rule[rule].answer.result)
        for asked, rule in CRITERIA[pack].items()
        if rule in by_rule
    }


@dataclass(frozen=True)
class Said:
    """What is said of a document: found at all, whether it opens, its problem in words, its kind (a word of the truths
    or None)."""

    found: bool = False
    opens: bool | None = None
    problem: str = ""
    kind: str | None = None

    def judge(self, truth: DocumentTruth) -> str:
        """How it stands to the truth: kinds are only held against it where one is said."""
        if not self.found:
            return "not found"
        if truth.opens is not True and self.opens is True:
            return "opens too high"
        if self.opens is None and truth.opens is not None and not (truth.kind == "too-large" and self.problem):
            return "not opened"
        if truth.opens is True and self.opens is False:
            return "opens too low"
        if truth.opens is None and self.opens is False:
            return "fault taken for broken"
        same = SAME_KIND.get(truth.kind, frozenset({truth.kind}))
        # What was not fetched is told right by telling why.
        told_why = self.opens is None and self.problem != "" and truth.kind in ("fault", "robots", "too-large")
        if truth.kind == "left-open" or self.kind in same or told_why:
            return "right"
        return "kind not told" if self.kind is None else "kind wrong"


def _place(url: str) -> str:
    """An address as a browser takes it: backslashes are slashes, a place on the page is none."""
    return same_address(re.sub(r"(?<!:)[\\/]+", "/", url).partition("#")[0])


def said_of(visit: Visit, reading: PortalReading, url: str) -> Said:
    """The strongest that the records say of the document at an address."""
    own = _place(url)
    seen = [fact for fact in visit.facts if isinstance(fact, DocumentSeen) and _place(fact.url) == own]
    read = [document for document in reading.documents if _place(document.url) == own]
    items = [item for section in reading.sections for item in section.items if _place(item.url) == own]
    if not (seen or read or items):
        return Said()
    states = [document.file for document in read] + [item.file for item in items if item.file is not None]
    words = [(one.opens, one.problem) for one in (*seen, *states)]
    opens = next((value for value, _ in words if value is not None), None)
    problem = next((text for _, text in words if text), "")
    return Said(True, opens, problem, _kind(own, seen, read, reading))


def _kind(own: str, seen: list[DocumentSeen], read: list[DocumentRead], reading: PortalReading) -> str | None:
    """A word of the truths for what was proved of a file, the telling ones first."""
    if any(one.says is not None and one.says.lists_pupils for one in seen):
        return "personal-data"
    if any(FileProblem.TOO_LARGE in one.problems for one in seen):
        return "too-large"
    if any(one.format is FileKind.ARCHIVE for one in seen):
        return "archive"
    sections = [one for one in reading.sections_of(KEY) if one.state is not SectionState.FOREIGN]
    proofs = [one.proof for one in published_in(reading, sections) if same_address(one.url) == own]
    proofs = proofs or [proof_of(one.file, key=one.key, title=one.title) for one in read]
    proof = max(proofs, key=lambda one: (one.counts, one.rung), default=Proof.UNTRIED)
    if proof is Proof.UNREAD and any(FileProblem.GARBLED_TEXT in one.problems for one in seen):
        return "garbled"
    return _KINDS.get(proof)


_KINDS = {
    Proof.SAYS: "right",
    Proof.CLOSED: "not-openable",
    Proof.UNREAD: "scan-unread",
    Proof.OTHER_SCHOOL: "other-school",
    Proof.OTHER_YEAR: "other-year",
    Proof.OTHER_LEVEL: "wrong-level",
    Proof.OTHER_MATTER: "other-content",
    Proof.SOMEBODYS: "filled-form",
    Proof.BLANK_FORM: "empty-template",
}
