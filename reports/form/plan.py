"""Which cell of a form takes what: every row of every table read once, held against the rubric, or refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from records.rubric import Rubric
from reports.form.columns import SCORES, Columns, Role, is_index_row, read_header
from reports.form.errors import FormError
from reports.form.grid import Cell, Grid, one_number
from reports.form.numbers import NOTHING, About, Numbering, What, is_heading, is_total
from reports.typography import format_number

COLUMN_NAMES = {"tu-cham": Role.SELF, "may": Role.MACHINE, "phong": Role.OFFICE, "diem": Role.SCORE}
"""The columns that can be asked for, by the name that is typed."""
_MOST_TOLD = 8


@dataclass(frozen=True)
class RuleRow:
    """Where a criterion stands. `levels` are rows of their own for what may be reached: points and score cell; where
    the form splits the criterion into parts that are scored apart, `split` is set and it takes no score."""

    rule: str
    grid: Grid
    score: Cell | None
    evidence: Cell | None
    content: Cell | None
    levels: tuple[tuple[Decimal, Cell], ...] = ()
    split: bool = False


@dataclass(frozen=True)
class TotalRow:
    """A sum: of which criteria, and where. `rules` None: it cannot be told of what it is the sum."""

    grid: Grid
    score: Cell
    rules: tuple[str, ...] | None


@dataclass(frozen=True)
class Plan:
    """A form, understood. `strange` are numbers of the form that the rubric does not have, `missing` the reverse."""

    rows: tuple[RuleRow, ...]
    totals: tuple[TotalRow, ...]
    column: Role | None
    strange: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass
class _Row:
    grid: Grid
    row: int
    columns: Columns
    table: int
    about: About
    number: Cell | None
    content: Cell | None
    below: list[int] = field(default_factory=list)

    def cell(self, column: int | None, row: int | None = None) -> Cell | None:
        return self.grid.at(self.row if row is None else row, column)


def build_plan(
    name: str, grids: Sequence[Grid], rubric: Rubric, column: Role | None = None, tables: Sequence[int] = ()
) -> Plan:
    """Find where each criterion of `rubric` goes; with `tables` only in these recognised tables, counted from 1.

    Raises FormError: no table is a form, a number stands twice, points disagree with the rubric, the asked column is
    not there or stands twice, a criterion has no cell of its own.
    """
    numbering = Numbering(rubric)
    found = _recognised(name, grids, numbering)
    chosen = [table for number, table in enumerate(found, 1) if not tables or number in tables]
    if not chosen:
        raise FormError(f"{name}: biểu có {len(found)} bảng, không có bảng số {', '.join(map(str, tables))}.")
    _check_doubled(name, found, chosen, asked=bool(tables))
    score = _score_role(name, chosen, column)
    return _Planner(name, rubric, numbering, score).plan([row for table in chosen for row in table])


def _recognised(name: str, grids: Sequence[Grid], numbering: Numbering) -> list[list[_Row]]:
    tables: list[list[_Row]] = []
    last: tuple[Columns, int] | None = None
    headed = False
    for grid in grids:
        rows, columns, own = _rows(grid, numbering, last, len(tables))
        headed = headed or own
        if not any(row.about.what is What.RULE for row in rows):
            continue
        if columns is not None:
            last = columns, grid.width
        if own or not tables:
            tables.append(rows)
        else:
            # The same table, cut in two by a page or a heading.
            tables[-1] += rows
    if not tables:
        told = (
            "các bảng của biểu không có dòng nào mang số tiêu chí của bộ tiêu chí đang dùng; hãy kiểm tra --rubric"
            if headed
            else "không thấy bảng nào có dòng tiêu đề gồm số thứ tự hoặc nội dung cùng cột điểm hoặc minh chứng"
        )
        raise FormError(f"{name}: {told}.")
    return tables


def _rows(
    grid: Grid, numbering: Numbering, last: tuple[Columns, int] | None, table: int
) -> tuple[list[_Row], Columns | None, bool]:
    columns: Columns | None = last[0] if last and last[1] == grid.width else None
    own, rows, at = False, list[_Row](), 0
    while at < len(grid.rows):
        header = read_header(grid, at)
        if header is not None:
            columns, own = header[0], True
            at += header[1]
            continue
        if columns is not None and not is_index_row(grid, at):
            _add(rows, grid, at, columns, numbering, table)
        at += 1
    relative = not any(row.about.what is What.RULE for row in rows) and any(row.about.by_letters for row in rows)
    if relative:
        _count_within(rows, numbering)
    return _without_headings(rows), columns, own


def _add(rows: list[_Row], grid: Grid, at: int, columns: Columns, numbering: Numbering, table: int) -> None:
    number, content = grid.at(at, columns.get(Role.NUMBER)), grid.at(at, columns.get(Role.CONTENT))
    if rows and number is not None and number.row < at and number is rows[-1].number:
        rows[-1].below.append(at)
        return
    about = NOTHING
    if number is not None and number.row == at and number is not content:
        about = numbering.of_number(number.text)
    if about.what is What.NOTHING and not about.id and content is not None and content.row == at:
        about = numbering.of_content(content.text)
    if about.what in (What.NOTHING, What.STRANGE):
        texts = [cell.text for cell in (number, content) if cell is not None and cell.text.strip()]
        texts = texts or [cell.text for cell in grid.distinct(at) if cell.text.strip()][:1]
        if any(is_total(text) for text in texts):
            about = About(What.TOTAL, numbering.part_of_total(" ".join(texts)) or "")
    if about.what is What.NOTHING and rows and rows[-1].about.what is not What.TOTAL and not about.id:
        rows[-1].below.append(at)
        return
    rows.append(_Row(grid, at, columns, table, about, number, content))


def _count_within(rows: list[_Row], numbering: Numbering) -> None:
    """Numbers that begin anew in each part (I: 1, 2, 3; II: 1, 2) are those of the part."""
    section = ""
    for row in rows:
        if row.about.by_letters:
            section = row.about.id
        elif section and row.about.id.isdigit():
            row.about = numbering.inside(section, row.about.id)


def _without_headings(rows: list[_Row]) -> list[_Row]:
    """Groups may count by themselves beside the criteria (“Tiêu chí 2: Nguồn nhân lực” between 3 and 4): where numbers
    stand twice, rows that are headings of groups are no criteria. Only plain numbers can be a group's."""
    counts = Counter(row.about.id for row in rows if row.about.what is What.RULE)
    if any(count > 1 for count in counts.values()):
        for row in rows:
            told = row.content is not None and row.content is not row.number and is_heading(row.content.text)
            if row.about.what is What.RULE and row.about.id.isdigit() and told:
                row.about = NOTHING
    return rows


def _check_doubled(name: str, found: list[list[_Row]], chosen: list[list[_Row]], *, asked: bool) -> None:
    numbers = [(row.about.id, row.table) for table in chosen for row in table if row.about.what is What.RULE]
    doubled = sorted({one for one, count in Counter(number for number, _ in numbers).items() if count > 1})
    if not doubled:
        return
    apart = len({table for number, table in numbers if number == doubled[0]}) > 1
    told = f"{name}: số tiêu chí {', '.join(doubled[:_MOST_TOLD])} xuất hiện nhiều lần"
    if apart and not asked:
        names = "; ".join(f"{number}: {table[0].grid.name}" for number, table in enumerate(found, 1))
        raise FormError(f"{told} ở các bảng khác nhau ({names}). Hãy chọn bảng bằng --table SỐ.")
    raise FormError(f"{told}. Hãy sửa số thứ tự trong biểu rồi thử lại.")


def _score_role(name: str, chosen: list[list[_Row]], asked: Role | None) -> Role | None:
    """Which score column is filled in all chosen tables."""
    for table in chosen:
        for row in table:
            row.columns = _settle_points(table, row.columns)
    there = {role for table in chosen for row in table for role in row.columns.scores}
    if asked is not None and asked not in there:
        named = ", ".join(f"{key} ({role.value})" for key, role in COLUMN_NAMES.items() if role in there)
        raise FormError(
            f"{name}: biểu không có cột “{asked.value}”; "
            + (f"các cột điểm có: {named}." if named else "biểu không có cột điểm nào.")
        )
    role = asked or next((one for one in SCORES if one in there), None)
    if role is not None and any(role in row.columns.doubled for table in chosen for row in table):
        raise FormError(f"{name}: có hai cột “{role.value}”, không biết điền cột nào.")
    if any({Role.NUMBER, Role.EVIDENCE} & row.columns.doubled for table in chosen for row in table):
        raise FormError(f"{name}: có hai cột “số thứ tự” hoặc “minh chứng” trong một bảng, không biết điền cột nào.")
    return role


def _settle_points(table: list[_Row], columns: Columns) -> Columns:
    """What a column is for that only says “Điểm”: what can be reached where it holds numbers, else what was."""
    place = columns.get(Role.POINTS)
    if place is None:
        return columns
    rules = [row for row in table if row.about.what is What.RULE]
    filled = sum(bool(cell and cell.text.strip()) for cell in (row.cell(place) for row in rules))
    if Role.MAX not in columns.of and (columns.scores or 2 * filled >= len(rules)):
        return columns.with_points_as(Role.MAX)
    return columns.with_points_as(Role.SCORE) if Role.SCORE not in columns.of else columns


class _Planner:
    def __init__(self, name: str, rubric: Rubric, numbering: Numbering, score: Role | None) -> None:
        self._name, self._rubric, self._numbering, self._score = name, rubric, numbering, score
        self._wrong: list[str] = []

    def plan(self, rows: list[_Row]) -> Plan:
        rules = [self._rule(row) for row in rows if row.about.what is What.RULE]
        totals = self._totals(rows)
        if self._wrong:
            raise FormError(
                f"{self._name}: điểm trong biểu khác bộ tiêu chí “{self._rubric.id}”: "
                f"{'; '.join(self._wrong[:_MOST_TOLD])}. Hãy dùng đúng bộ tiêu chí (--rubric)."
            )
        shared = Counter(id(row.score) for row in rules if row.score is not None)
        for row in rules:
            if row.score is not None and shared[id(row.score)] > 1:
                raise FormError(f"{self._name}: tiêu chí {row.rule} chung ô điểm với tiêu chí khác.")
        here = {row.rule for row in rules}
        return Plan(
            rows=tuple(rules),
            totals=tuple(one for one in totals if shared[id(one.score)] == 0),
            column=self._score,
            strange=tuple(dict.fromkeys(row.about.id for row in rows if row.about.what is What.STRANGE)),
            missing=tuple(rule.id for rule in self._rubric.rules if rule.id not in here),
        )

    def _score_cell(self, row: _Row, at: int | None = None) -> Cell | None:
        """The row's own cell of the score column: one that no other column shares and that begins no row above."""
        cell = row.cell(row.columns.get(self._score), at)
        if cell is None:
            return None
        others = [column for role, column in row.columns.of.items() if role is not self._score]
        taken = any(row.cell(column, at) is cell for column in others)
        return None if taken else cell

    def _rule(self, row: _Row) -> RuleRow:
        number = row.about.id
        merged = [at for at in row.below if row.number is not None and row.cell(row.number.column, at) is row.number]
        self._check_points(row, merged)
        score, levels, split = self._score_cell(row), list[tuple[Decimal, Cell]](), False
        evidence = row.cell(row.columns.evidence)
        if evidence is not None and evidence in (row.content, row.number, row.cell(row.columns.get(Role.MAX)), score):
            evidence = None
        if self._score is not None and self._score in row.columns.of and score is None:
            raise FormError(f"{self._name}: dòng của tiêu chí {number} không có ô riêng ở cột “{self._score.value}”.")
        if score is None and evidence is None:
            raise FormError(f"{self._name}: dòng của tiêu chí {number} không có ô nào để điền.")
        if score is not None and score.row != row.row:
            raise FormError(f"{self._name}: tiêu chí {number} chung ô điểm với dòng trên.")
        cells = [(self._level(row, at), self._score_cell(row, at)) for at in (row.row, *merged)]
        if merged and len({id(cell) for _, cell in cells}) > 1:
            levels = [(points, cell) for points, cell in cells if points is not None and cell is not None]
            split = not self._are_levels(number, [points for points, _ in levels])
        return RuleRow(number, row.grid, score, evidence, row.content, () if split else tuple(levels), split)

    def _level(self, row: _Row, at: int) -> Decimal | None:
        cell = row.cell(row.columns.get(Role.MAX), at)
        return one_number(cell.text) if cell is not None and cell.row == at else None

    def _are_levels(self, number: str, points: list[Decimal]) -> bool:
        """Tell whether the rows of a criterion are steps (the highest is worth all) and not parts that add up."""
        most = self._numbering.rules[number].max_points
        return not points or most is None or max(points) == most

    def _check_points(self, row: _Row, merged: list[int]) -> None:
        most = self._numbering.rules[row.about.id].max_points
        own = self._level(row, row.row)
        if most is None or row.columns.get(Role.MAX) is None or own == most:
            return
        among = [own] if own is not None and not merged else [self._level(row, at) for at in (row.row, *row.below)]
        named = [one for one in among if one is not None]
        if (named and most not in (max(named), sum(named))) or (own is not None and own != most and not merged):
            told = format_number(own if own is not None else max(named))
            self._wrong.append(f"{row.about.id} ghi {told}, bộ tiêu chí {format_number(most)}")

    def _totals(self, rows: list[_Row]) -> list[TotalRow]:
        sections = Counter(row.about.id for row in rows if row.about.what is What.SECTION)
        bonus = self._rubric.bonus_rules
        found, seen, since, section = list[TotalRow](), list[str](), list[str](), ""
        for row in rows:
            what, number = row.about.what, row.about.id
            if what is What.RULE and number not in bonus:
                seen.append(number)
                since.append(number)
            elif what is What.SECTION:
                section, since = number, []
                self._check_section(row)
                score = self._score_cell(row)
                inside = tuple(rule.id for rule in self._numbering.sections[number].rules)
                if score is not None and score.row == row.row and sections[number] == 1:
                    found.append(TotalRow(row.grid, score, inside))
            elif what is What.TOTAL:
                score = self._score_cell(row)
                if score is not None and score.row == row.row:
                    found.append(TotalRow(row.grid, score, self._summed(row, seen, since, section)))
                since = []
        return found

    def _check_section(self, row: _Row) -> None:
        section = self._numbering.sections[row.about.id]
        cell = row.cell(row.columns.get(Role.MAX))
        told = cell.points if cell is not None and cell is not row.content else None
        if told is not None and section.max_points is not None and told != section.max_points:
            most = format_number(section.max_points)
            self._wrong.append(f"mục {section.id} ghi {format_number(told)}, bộ tiêu chí {most}")

    def _summed(self, row: _Row, seen: list[str], since: list[str], section: str) -> tuple[str, ...] | None:
        """The criteria whose sum stands in a total's row; None when it cannot be told."""
        if row.about.id:
            return tuple(rule.id for rule in self._numbering.sections[row.about.id].rules)
        within = tuple(rule.id for rule in self._numbering.sections[section].rules) if section else ()
        cell = row.cell(row.columns.get(Role.MAX))
        told = cell.points if cell is not None and cell is not row.content else None
        whole = tuple(rule.id for rule in self._rubric.rules if rule.id not in self._rubric.bonus_rules)
        choices = [tuple(seen), tuple(since), within, whole]
        if told is None:
            # “Cộng” right under the rows of a part is the part's; without parts it is that of everything above.
            first = next((cell.text for cell in row.grid.distinct(row.row) if cell.text.strip()), "")
            all_of_it = first.strip().casefold().startswith("tổng") or not section
            return tuple(seen) if all_of_it else tuple(since)
        for choice in choices:
            if choice and self._worth(choice) == told:
                return choice
        return None

    def _worth(self, rules: Sequence[str]) -> Decimal | None:
        worth = [self._numbering.rules[one].max_points for one in rules]
        return None if None in worth else sum((one for one in worth if one is not None), Decimal(0))
