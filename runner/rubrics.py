"""``kiemcong rubric``: what rubrics there are, whether one can be used, and what changing to another would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from config.loader import list_rubrics
from crawler.archive import ArchiveError
from records.base import Record
from records.findings import OUTCOME_LABELS, Finding, Outcome, PointRange, Verdict
from reports.typography import format_number
from runner.asking import read_judge, read_rubric
from runner.errors import ExitStatus
from runner.home import Home
from runner.judging import Judge
from runner.saved import find_visits
from runner.screen import Screen
from runner.tables import cell, new_table

_NOTHING = "—"


def show_list(home: Home, screen: Screen) -> ExitStatus:
    """Show every rubric that can be asked for by id."""
    table = new_table("Bộ tiêu chí", "Mã", "Bản", "Cấp học", "Năm học", "Của", "Tên hoặc lỗi")
    for one in list_rubrics(home.path):
        table.add_row(
            cell(one.id, 80),
            cell(one.version),
            ", ".join(one.levels),
            ", ".join(one.school_years) or ("" if one.problem else "mọi năm"),
            "chương trình" if one.shipped else "đơn vị",
            cell(one.problem or one.title, 300),
        )
    screen.out.print(table)
    return ExitStatus.OK


def check(home: Home, screen: Screen, asked: str) -> ExitStatus:
    """Tell that a rubric can be used and what is in it. Raises InputError with all that is wrong."""
    rubric, _ = read_rubric(home, asked)
    rules = rubric.rules
    judged = [rule for rule in rules if rule.check is not None]
    searched = [rule for rule in rules if rule.check is None and rule.search]
    extends = f" (dựa trên {rubric.based_on})" if rubric.based_on else ""
    screen.show(f"Bộ tiêu chí “{rubric.id}” bản {rubric.version}{extends} dùng được.")
    screen.show(
        f"{len(rules)} tiêu chí: {len(judged)} máy chấm, {len(searched)} máy đề xuất minh chứng, "
        f"{len(rules) - len(judged) - len(searched)} nhà trường tự chấm; "
        + (f"tổng {format_number(rubric.max_points)} điểm." if rubric.max_points is not None else "không có tổng điểm.")
    )
    return ExitStatus.OK


@dataclass(frozen=True)
class DiffAsked:
    """The arguments of ``kiemcong rubric diff``, as typed."""

    old: str
    new: str
    visits: Path
    school_year: str | None = None
    as_of: str | None = None
    codes: tuple[str, ...] = ()


class Change(Record):
    """What one criterion is to one school under two rubrics; None on the side that has no such criterion."""

    code: str
    name: str
    rule: str
    old: Finding | None
    new: Finding | None

    @property
    def gained(self) -> Decimal:
        """Points won (or lost, below zero) by the change; a criterion without points gains none."""
        return _points(self.new) - _points(self.old)


def _points(finding: Finding | None) -> Decimal:
    return finding.points if finding is not None and finding.points is not None else Decimal(0)


def changes_between(code: str, name: str, old: Verdict, new: Verdict) -> Iterator[Change]:
    """Yield the criteria that end otherwise, in the new rubric's order, then those that are gone."""
    before = {finding.rule: finding for finding in old.findings}
    after = {finding.rule: finding for finding in new.findings}
    for rule in [*after, *(rule for rule in before if rule not in after)]:
        one, other = before.get(rule), after.get(rule)
        if one is None or other is None or _end(one) != _end(other):
            yield Change(code=code, name=name, rule=rule, old=one, new=other)


def _end(finding: Finding) -> tuple[Outcome, Decimal | None, Decimal | None, PointRange | None]:
    return finding.outcome, finding.points, finding.max_points, finding.range


def diff(home: Home, screen: Screen, asked: DiffAsked) -> ExitStatus:
    """List which schools gain or lose what, and why, from saved visits. Raises InputError."""
    old = read_judge(home, asked.old, asked.school_year, asked.as_of, hear_people=False)
    # One year for both: the years that a rubric names are those of its letter.
    new = read_judge(home, asked.new, old.school_year, asked.as_of, hear_people=False)
    # The same words, so that they are made ready once.
    new = replace(new, vocabulary=old.vocabulary)
    saved = find_visits(asked.visits, asked.codes)
    for problem in saved.damaged:
        screen.say(problem)
    table = new_table(
        f"{_named(old)} → {_named(new)}, năm học {old.school_year}",
        *("Mã", "Trường", "Tiêu chí", "Cũ", "Mới", "Thêm/bớt", "Vì sao"),
        numbers=("Thêm/bớt",),
    )
    changed: Counter[str] = Counter()
    sums: list[Decimal] = []
    judged = 0
    for one in saved.visits:
        try:
            visit = one.load()
        except ArchiveError as error:
            screen.say(str(error))
            continue
        judged += 1
        before, after = old.judge(visit)[0], new.judge(visit)[0]
        if _is_for_nobody(before) != _is_for_nobody(after):
            # One line says it: the pack is not for the school's levels at all.
            changed[one.school.code] += 1
            sums.append(after.points - before.points)
            which = "mới" if _is_for_nobody(after) else "cũ"
            why = f"Bộ {which} không dành cho cấp học của trường ({one.school.level_label})."
            row = (_whole(before), _whole(after), _signed(sums[-1]), why)
            table.add_row(cell(one.school.code, 20), cell(one.school.name, 46), "mọi tiêu chí", *row)
            continue
        for change in changes_between(one.school.code, one.school.name, before, after):
            changed[change.code] += 1
            sums.append(change.gained)
            table.add_row(
                cell(change.code, 20),
                cell(change.name, 46),
                change.rule,
                _told(change.old),
                _told(change.new),
                _signed(change.gained),
                cell(_why(change), 300),
            )
    if changed:
        screen.out.print(table)
        if not old.rubric.family & new.rubric.family:
            screen.say("Lưu ý: hai bộ không dựa vào nhau; bảng so theo mã, mà cùng mã có thể là hai câu hỏi khác nhau.")
    screen.show(_summary(judged, len(changed), sums))
    return ExitStatus.OK if judged else ExitStatus.NOTHING_MEASURED


def _is_for_nobody(verdict: Verdict) -> bool:
    return all(finding.outcome is Outcome.NOT_APPLICABLE for finding in verdict.findings)


def _whole(verdict: Verdict) -> str:
    if _is_for_nobody(verdict):
        return OUTCOME_LABELS[Outcome.NOT_APPLICABLE]
    return f"{format_number(verdict.points)}/{format_number(verdict.judged_max)} đã đo"


def _named(judge: Judge) -> str:
    return f"{judge.rubric.id} ({judge.rubric.version})"


def _summary(judged: int, changed: int, sums: Iterable[Decimal]) -> str:
    gained = [one for one in sums if one > 0]
    lost = [one for one in sums if one < 0]
    return (
        f"{judged} trường đã chấm bằng cả hai bộ, {changed} trường có thay đổi; "
        f"thêm {format_number(sum(gained, Decimal(0)))} điểm, bớt {format_number(-sum(lost, Decimal(0)))} điểm."
    )


def _told(finding: Finding | None) -> str:
    if finding is None:
        return _NOTHING
    label = OUTCOME_LABELS[finding.outcome]
    if finding.max_points is None:
        return label
    won = _NOTHING if finding.points is None else format_number(finding.points)
    return f"{label} {won}/{format_number(finding.max_points)}"


def _signed(points: Decimal) -> str:
    return "0" if not points else f"{'+' if points > 0 else '−'}{format_number(abs(points))}"


def _why(change: Change) -> str:
    if change.new is None:
        return "Bộ mới không có tiêu chí này."
    if change.old is None:
        return f"Tiêu chí mới. {change.new.reason}"
    if change.old.reason != change.new.reason:
        return change.new.reason
    return f"Cùng kết quả, điểm khác. {change.new.reason}"
