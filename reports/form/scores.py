"""What a form is filled with: a school's findings, from a verdict of the store or a row of audit.json."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from records.findings import Finding, Outcome, Verdict
from records.rubric import Rubric
from reports.form.errors import FormError
from reports.typography import Plain

_EMPTY = Annotated[Plain, BeforeValidator(lambda value: value or "")]


class _Read(BaseModel):
    """A value read from a file that later versions may add fields to."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class SeenAt(_Read):
    """Where a human can look. `seen_at` is UTC."""

    url: Plain
    quote: Plain = ""
    seen_at: datetime
    sha256: Plain | None = None


class Limits(_Read):
    """The points still possible."""

    low: Decimal
    high: Decimal


class Told(_Read):
    """Who laid something down, when and why."""

    what: Plain
    who: Plain
    when: date
    why: Plain


class LaidDown(_Read):
    """How a criterion ends by a person's word."""

    outcome: Outcome
    points: Decimal | None = None
    range: Limits | None = None
    reason: _EMPTY = ""
    remarks: tuple[Told, ...] = ()


class PartScored(_Read):
    """One thing that a criterion asks about."""

    title: Plain
    outcome: Outcome
    evidence: tuple[SeenAt, ...] = ()


class Proposal(_Read):
    """What may serve as evidence where people score."""

    wanted: Plain
    title: Plain
    url: Plain
    day: date | None = None


class Scored(_Read):
    """A criterion as it was judged; `points` None: not judged."""

    rule: Plain
    title: Plain
    outcome: Outcome
    points: Decimal | None = None
    max_points: Decimal | None = None
    range: Limits | None = None
    reason: _EMPTY = ""
    evidence: tuple[SeenAt, ...] = ()
    parts: tuple[PartScored, ...] = ()
    human: LaidDown | None = None
    proposed: tuple[Proposal, ...] = ()


class SchoolScores(_Read):
    """A school and its findings."""

    code: Plain
    name: Plain = ""
    portal: Plain = ""
    findings: tuple[Scored, ...]


class ScoresHeader(_Read):
    """Under which rubric, and of which school year, the scores are."""

    school_year: Plain
    rubric: Plain
    rubric_version: Plain


def scores_of(verdict: Verdict, name: str = "", portal: str = "") -> SchoolScores:
    """What a form is filled with, from a verdict."""
    return SchoolScores(code=verdict.school, name=name, portal=portal, findings=tuple(map(_scored, verdict.findings)))


def _scored(finding: Finding) -> Scored:
    return Scored(
        rule=finding.rule,
        title=finding.title,
        outcome=finding.outcome,
        points=finding.points if finding.outcome.is_judged else None,
        max_points=finding.max_points,
        range=Limits.model_validate(finding.range.model_dump()) if finding.range else None,
        reason=finding.reason,
        evidence=tuple(SeenAt.model_validate(one.model_dump()) for one in finding.answer.evidence),
        parts=tuple(PartScored.model_validate(one.model_dump()) for one in finding.answer.parts),
        human=LaidDown.model_validate(finding.human.model_dump()) if finding.human else None,
        proposed=tuple(Proposal.model_validate(one) for one in finding.answer.values.get("proposed", ())),
    )


def header_of(verdict: Verdict) -> ScoresHeader:
    """Under which rubric a verdict is."""
    return ScoresHeader(school_year=verdict.school_year, rubric=verdict.rubric, rubric_version=verdict.rubric_version)


class AuditFile:
    """audit.json, read school by school: as `reports.audit` writes it a school is a line, so memory stays flat; written
    anew by another program it is read whole. Every method raises FormError for what is no audit.json."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._whole: dict[str, object] | None = None
        try:
            with path.open(encoding="utf-8-sig") as file:
                head = file.readline(1_000_000).rstrip()
            if head.endswith('"schools":['):
                self.header = ScoresHeader.model_validate_json(head + "]}")
            else:
                self._whole = json.loads(path.read_text(encoding="utf-8-sig"))
                self.header = ScoresHeader.model_validate(self._whole)
        except OSError as error:
            raise FormError(f"{path}: không đọc được tệp ({error.strerror or error}).") from error
        except (ValueError, RecursionError) as error:
            raise self._unusable() from error

    def _unusable(self) -> FormError:
        return FormError(f"{self._path}: không phải audit.json của KiểmCổng, hoặc tệp hỏng.")

    def schools(self) -> Iterator[SchoolScores]:
        """Every school, in the order of the file."""
        try:
            if self._whole is not None:
                rows = self._whole.get("schools")
                for row in rows if isinstance(rows, list) else ():
                    yield SchoolScores.model_validate(row)
                return
            with self._path.open(encoding="utf-8-sig") as file:
                next(file)
                for line in file:
                    if not line.startswith("{"):
                        return
                    yield SchoolScores.model_validate_json(line.rstrip().rstrip(","))
        except (ValueError, RecursionError, ValidationError) as error:
            raise self._unusable() from error

    def school(self, code: str) -> SchoolScores | None:
        """The school of a code, None when the file has none."""
        wanted = code.strip().casefold()
        return next((one for one in self.schools() if one.code.casefold() == wanted), None)


def check_rubric(header: ScoresHeader, rubric: Rubric) -> None:
    """Raise FormError when the scores are not under `rubric`."""
    if (header.rubric, header.rubric_version) != (rubric.id, rubric.version):
        raise FormError(
            f"Điểm đã chấm theo bộ tiêu chí “{header.rubric}” bản {header.rubric_version}, đang dùng “{rubric.id}” bản "
            f"{rubric.version}. Hãy chấm lại (kiemcong check) hoặc nêu đúng bộ bằng --rubric."
        )
