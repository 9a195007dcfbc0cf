"""What goes into which cell of a form for one school, or why nothing may: pure, the same for Word and for Excel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from records.findings import OUTCOME_LABELS, Outcome
from reports.criteria import Link, link_to
from reports.form.columns import Role
from reports.form.errors import FormError
from reports.form.grid import Cell, Grid
from reports.form.plan import Plan, RuleRow, TotalRow
from reports.form.scores import SchoolScores, Scored
from reports.typography import format_day, format_number, local_time

OPEN_MARK, SELF_MARK, NOT_APPLICABLE_MARK = "(*)", "(**)", "(***)"
"""Stand in cells of rows that were not judged; what they mean is said at the end of the form."""
_LONGEST_REASON = 240
_LONGEST_TOLD = 160


@dataclass(frozen=True)
class Score:
    """A score, points or a word, into an empty cell."""

    cell: Cell
    value: Decimal | str


@dataclass(frozen=True)
class Mark:
    """A mark into a cell that stays without a score."""

    cell: Cell
    text: str


@dataclass(frozen=True)
class EvidenceLine:
    """A line of evidence: text, then a link where there is one, then text. `rule` is the criterion of the link."""

    text: str
    link: Link | None = None
    after: str = ""
    rule: str = ""


@dataclass
class EvidenceText:
    """Lines of evidence below what an evidence cell says already."""

    cell: Cell
    lines: list[EvidenceLine] = field(default_factory=list)


Write = Score | Mark | EvidenceText


@dataclass(frozen=True)
class Filling:
    """All that is written into a form, by table, and what is said at its end."""

    writes: tuple[tuple[Grid, Write], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _End:
    """How a criterion ends in the column that is filled."""

    outcome: Outcome
    points: Decimal | None
    low: Decimal | None
    high: Decimal | None
    reason: str


def _end(one: Scored, column: Role | None) -> _End:
    """The machine's own end in the machine's column; everywhere else what a person laid down stands above it."""
    if one.human is not None and column is not Role.MACHINE:
        limits, reason = one.human.range, one.human.reason or one.reason
        outcome, points = one.human.outcome, one.human.points
        who = next((remark.who for remark in one.human.remarks), "")
        reason = f"{reason} (theo quyết định của {who})" if who else reason
    else:
        outcome, points, limits, reason = one.outcome, one.points, one.range, one.reason
    return _End(
        outcome=outcome,
        points=points if outcome.is_judged else None,
        low=limits.low if limits else None,
        high=limits.high if limits else None,
        reason=_cut(reason, _LONGEST_REASON),
    )


def _cut(text: str, length: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def fill_plan(name: str, plan: Plan, school: SchoolScores) -> Filling:
    """Decide what goes where. Raises FormError when a cell that is to take a score already holds something else, is a
    formula, or when not one criterion of the form has a finding."""
    found = {one.rule: one for one in school.findings}
    if not any(row.rule in found for row in plan.rows):
        raise FormError(f"{name}: kết quả của trường {school.code} không có tiêu chí nào trong biểu.")
    return _Filler(name, plan, found).filling()


class _Filler:
    def __init__(self, name: str, plan: Plan, found: dict[str, Scored]) -> None:
        self._name, self._plan, self._found = name, plan, found
        self._writes: list[tuple[Grid, Write]] = []
        self._evidence: dict[int, EvidenceText] = {}
        self._sharing = {
            id(row.evidence): sum(one.evidence is row.evidence for one in plan.rows)
            for row in plan.rows
            if row.evidence is not None
        }
        self._scores: dict[str, Decimal | None] = {}
        self._open: list[str] = []
        self._self: list[str] = []
        self._not_applicable: list[str] = []
        self._split: list[str] = []

    def filling(self) -> Filling:
        for row in self._plan.rows:
            one = self._found.get(row.rule)
            if one is not None:
                self._row(row, one, _end(one, self._plan.column))
        open_total = False
        for total in self._plan.totals:
            open_total = self._total(total) or open_total
        return Filling(tuple(self._writes), tuple(self._notes(open_total)))

    def _row(self, row: RuleRow, one: Scored, end: _End) -> None:
        cell = row.score
        already = cell.points if cell is not None and not cell.is_empty else None
        if not end.outcome.is_judged or row.split:
            self._scores[row.rule] = already
            # What somebody has written there stays, and is no open row.
            if cell is not None and not cell.is_empty:
                return
            self._mark(row, self._left_open(row, one, end))
            return
        if cell is not None:
            value = self._value(one, end)
            if value is None:
                self._open.append(f"{row.rule} (không có điểm)")
                self._mark(row, OPEN_MARK)
                return
            if isinstance(value, Decimal):
                self._scores[row.rule] = value
            cell = next((place for points, place in row.levels if points == value), cell)
            self._score(row, cell, value)
        if row.evidence is not None:
            self._tell(row, one, end)

    def _value(self, one: Scored, end: _End) -> Decimal | str | None:
        """Points; where the rubric has none, the word that says how the criterion ended."""
        if end.points is not None:
            return end.points
        if one.max_points is None:
            return OUTCOME_LABELS[end.outcome].capitalize()
        return None

    def _score(self, row: RuleRow, cell: Cell, value: Decimal | str) -> None:
        if cell.formula:
            raise FormError(f"{self._name}: ô điểm của tiêu chí {row.rule} là công thức, không ghi đè.")
        if cell.is_empty:
            self._writes.append((row.grid, Score(cell, value)))
        elif cell.points != value:
            raise FormError(
                f"{self._name}: ô điểm của tiêu chí {row.rule} đã có nội dung “{cell.text.strip()[:40]}”, máy chấm "
                f"{value if isinstance(value, str) else format_number(value)}. Hãy dùng biểu còn trống."
            )

    def _left_open(self, row: RuleRow, one: Scored, end: _End) -> str:
        if row.split and end.points is not None:
            worth = format_number(end.points)
            self._split.append(f"{row.rule} (cả tiêu chí được {worth} điểm)")
            return OPEN_MARK
        if end.outcome is Outcome.SELF:
            self._self.append(row.rule)
            return SELF_MARK
        if end.outcome is Outcome.NOT_APPLICABLE:
            self._not_applicable.append(row.rule)
            return NOT_APPLICABLE_MARK
        told = OUTCOME_LABELS[end.outcome]
        if end.low is not None and end.high is not None and end.high > 0:
            told += f", được từ {format_number(end.low)} đến {format_number(end.high)} điểm"
        reason = _cut(end.reason, _LONGEST_TOLD)
        self._open.append(f"{row.rule}: {told}" + (f" ({reason.rstrip('.')})" if reason else ""))
        return OPEN_MARK

    def _mark(self, row: RuleRow, mark: str) -> None:
        if row.score is not None and not row.score.formula:
            self._writes.append((row.grid, Mark(row.score, mark)))
        elif row.score is None and row.evidence is not None and self._sharing[id(row.evidence)] == 1:
            self._lines(row).append(EvidenceLine(mark))

    def _tell(self, row: RuleRow, one: Scored, end: _End) -> None:
        lines = self._lines(row)
        before = f"{row.rule}: " if self._sharing[id(row.evidence)] > 1 else ""
        worded = row.score is None and one.max_points is None
        reason = f"{OUTCOME_LABELS[end.outcome].capitalize()}. {end.reason}" if worded else end.reason
        lines.append(EvidenceLine(f"{before}{reason or OUTCOME_LABELS[end.outcome].capitalize()}".strip()))
        if one.evidence:
            seen = one.evidence[0]
            more = len({place.url for place in one.evidence}) - 1
            after = f" (xem ngày {format_day(local_time(seen.seen_at).date())}"
            after += f", còn {more} minh chứng ở phụ lục)" if more else ")"
            lines.append(EvidenceLine("", link_to(seen.url), after, row.rule))

    def _lines(self, row: RuleRow) -> list[EvidenceLine]:
        cell = row.evidence
        if cell is None:
            return []
        if cell.formula:
            raise FormError(f"{self._name}: ô minh chứng của tiêu chí {row.rule} là công thức, không ghi đè.")
        if id(cell) not in self._evidence:
            self._evidence[id(cell)] = EvidenceText(cell)
            self._writes.append((row.grid, self._evidence[id(cell)]))
        return self._evidence[id(cell)].lines

    def _total(self, total: TotalRow) -> bool:
        """Write a sum where all that it sums up is there; tell whether it was left open."""
        if total.score.formula or not total.score.is_empty:
            return False
        values = [self._scores.get(rule) for rule in total.rules or ()]
        known = [one for one in values if one is not None]
        whole = bool(known) and len(known) == len(values)
        write: Write = Score(total.score, sum(known, Decimal(0))) if whole else Mark(total.score, OPEN_MARK)
        self._writes.append((total.grid, write))
        return not whole

    def _notes(self, open_total: bool) -> Iterator[str]:
        if self._open:
            yield f"{OPEN_MARK} Chưa có điểm, không phải 0 điểm. {'; '.join(self._open)}."
        if self._split:
            yield f"{OPEN_MARK} Biểu chia điểm theo từng ý, máy chỉ chấm cả tiêu chí: {'; '.join(self._split)}."
        if open_total:
            yield f"{OPEN_MARK} ở ô tổng: tổng để trống vì còn tiêu chí chưa có điểm."
        if self._self:
            yield f"{SELF_MARK} Nhà trường tự chấm: {', '.join(self._self)}."
        if self._not_applicable:
            yield f"{NOT_APPLICABLE_MARK} Không áp dụng cho trường: {', '.join(self._not_applicable)}."
        if self._plan.strange:
            yield f"Bộ tiêu chí không có, để trống: {', '.join(self._plan.strange[:20])}."
        if self._open or self._self or self._split:
            formulas = any(total.score.formula for total in self._plan.totals)
            if formulas:
                yield "Ô tổng có công thức chỉ cộng những ô đã có điểm."

    # The strings of a portal in all this are harmless already: `Plain` and `link_to` saw to that.


NOTES_TITLE = "Ghi chú (KiểmCổng"
"""How the notes of a filled form begin."""


def titled(notes: tuple[str, ...], school_year: str) -> tuple[str, ...]:
    """The notes with a line above them that tells whose they are; none when there are none."""
    return (f"{NOTES_TITLE}, năm học {school_year}):", *notes) if notes else ()


__all__ = ["EvidenceLine", "EvidenceText", "Filling", "Mark", "Score", "Write", "fill_plan", "titled"]
