"""Which column of a form is which, by what its header says, in any usual wording, order, and over up to three rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum

from reading.fold import fold
from reports.form.grid import Cell, Grid


class Role(Enum):
    """What a column is for; the value is how users call it."""

    NUMBER = "số thứ tự"
    CONTENT = "nội dung"
    MAX = "điểm chuẩn"
    SELF = "điểm tự chấm"
    MACHINE = "máy đề xuất"
    OFFICE = "phòng chấm"
    SCORE = "điểm đạt"
    POINTS = "điểm"
    EVIDENCE = "minh chứng"
    PAPERS = "văn bản"


SCORES = (Role.MACHINE, Role.SELF, Role.SCORE, Role.OFFICE)
"""Columns that take a score, the one that is filled first unless another is asked for."""

# The first role of which one pattern fits. Matched on the fold key of all header cells above the column.
_SCHOOL = r"(?=.*\b(?:truong|don vi|nha truong|co so|hieu truong)\b)"
_ABOVE = r"(?=.*\b(?:phong|pgd|pgddt|sgd|so gd|so cham|ubnd|doan|hoi dong|cap tren|to kiem tra|cua so)\b)"
_ROLES: tuple[tuple[Role, tuple[str, ...]], ...] = (
    (Role.EVIDENCE, (r"minh chung|bang chung|dan chung|duong (?:link|dan)|\blink\b|lien ket",)),
    (Role.NUMBER, (r"^(?:stt|tt|s tt|so tt|so thu tu|thu tu|muc|ma(?: so)?(?: tieu chi)?|so|tieu chi so)$",)),
    (
        Role.CONTENT,
        (
            r"^(?:cac )?(?:noi dung|tieu chi|tieu chuan|chi tieu|yeu cau|nhiem vu|hang muc)\b"
            r"(?!.*\b(?:chuan|toi da)$)\D*$",
        ),
    ),
    (Role.MAX, (r"(?<!tieu )\bchuan\b|toi da|thang diem|quy dinh|khung diem|bieu diem|muc diem|diem max",)),
    (Role.SELF, (r"\btu (?:cham|danh gia|cho|tinh|xep|nhan)", rf"{_SCHOOL}(?=.*(?:diem|cham|danh gia))")),
    (Role.MACHINE, (r"de xuat|may cham|kiemcong|phan mem|he thong cham|tu dong",)),
    (
        Role.OFFICE,
        (r"phuc tra|tham dinh", rf"{_ABOVE}(?=.*(?:diem|cham|danh gia|ket qua|duyet|kiem tra))"),
    ),
    (
        Role.SCORE,
        (
            r"dat duoc|^so diem$|^ket qua(?: (?:cham|danh gia|cham diem|xep loai))?$",
            r"^diem (?:dat|so|danh gia|cham|thuc te)",
            r"^(?:danh gia|cham diem)$",
        ),
    ),
    (Role.POINTS, (r"^diem$",)),
    (Role.PAPERS, (r"^(?:van ban|tai lieu|ho so)(?: (?:lien quan|kem theo|can co|chuan bi))?$",)),
)
_PATTERNS = tuple((role, re.compile("|".join(patterns))) for role, patterns in _ROLES)
_BOXES = re.compile(r"khong dat|chua dat|^(?:co|khong)$")
"""Columns to be ticked: they take no points."""
_LONGEST = 90
_TALLEST = 3
_INDEX = re.compile(r"\(?(?:\d{1,2}|[A-Za-z])\)?(?:\s*=.*)?")
_NUMBERED = re.compile(r"\s*(?:[IVX]{1,5}|[A-H]|\d{1,3})\s*[.):]*\s*|\s*\d{1,2}\s*[.,]\s*\d.*", re.DOTALL)


def role_of(text: str) -> Role | None:
    """What a column under `text` is for, None when it is for something else."""
    key = fold(text)
    if not key or len(key) > _LONGEST or _BOXES.search(key):
        return None
    return next((role for role, pattern in _PATTERNS if pattern.search(key)), None)


@dataclass(frozen=True)
class Columns:
    """Where each role stands: column of the grid by role. `doubled` are roles that more than one column claims."""

    of: dict[Role, int]
    doubled: frozenset[Role] = frozenset()

    def get(self, role: Role | None) -> int | None:
        """The column of a role, None when the table has none."""
        return None if role is None else self.of.get(role)

    @property
    def scores(self) -> tuple[Role, ...]:
        """The roles of this table that take a score."""
        return tuple(role for role in SCORES if role in self.of)

    @property
    def evidence(self) -> int | None:
        """The column of evidence; that of papers where no other is named so."""
        return self.of.get(Role.EVIDENCE, self.of.get(Role.PAPERS))

    @property
    def is_form(self) -> bool:
        """Tell whether criteria can be found in the table and something can be filled in."""
        return bool({Role.NUMBER, Role.CONTENT} & self.of.keys()) and bool(
            self.scores or self.evidence is not None or Role.POINTS in self.of
        )

    def with_points_as(self, role: Role) -> Columns:
        """The same, the column that only says “Điểm” being for `role`."""
        rest: dict[Role, int] = {one: column for one, column in self.of.items() if one is not Role.POINTS}
        return replace(self, of={**rest, role: self.of[Role.POINTS]})


def read_header(grid: Grid, row: int) -> tuple[Columns, int] | None:
    """The columns that a header at `row` names and how many rows it takes, or None when no header stands there."""
    cells = list(grid.distinct(row))
    texts = [cell for cell in cells if cell.text.strip()]
    if len(texts) < 2 or any(_NUMBERED.fullmatch(cell.text) or cell.row != row for cell in texts):
        return None
    height = _height(grid, row, cells)
    columns = _columns(grid, row, height)
    return (columns, height) if columns.is_form and len(columns.of) >= 2 else None


def _height(grid: Grid, row: int, cells: list[Cell]) -> int:
    height = max((cell.height for cell in cells), default=1)
    if height == 1 and any(cell.width > 1 and role_of(cell.text) is not Role.CONTENT for cell in cells):
        # “Điểm” above “Tự chấm | Phòng chấm”, the cells beside it not merged: the row below belongs to the header when
        # it only names columns.
        below = list(grid.distinct(row + 1)) if row + 1 < len(grid.rows) else []
        named = [cell for cell in below if cell.text.strip()]
        if named and not any(cell.text.strip()[0].isdigit() or len(cell.text) > _LONGEST for cell in named):
            under = [cell for cell in named if (above := grid.at(row, cell.column)) and above.width > 1]
            height = 2 if under else 1
    return min(height, _TALLEST, len(grid.rows) - row)


def _columns(grid: Grid, row: int, height: int) -> Columns:
    found: dict[Role, int] = {}
    doubled: set[Role] = set()
    seen: set[int] = set()
    for column in range(grid.width):
        stack: list[Cell] = []
        for at in range(row, row + height):
            cell = grid.at(at, column)
            if cell is not None and cell not in stack:
                stack.append(cell)
        if not stack or id(stack[-1]) in seen:
            continue
        seen.add(id(stack[-1]))
        # “Trường tự chấm” below “Điểm đánh giá” says it all; “Trường” needs the words above it.
        own = role_of(stack[-1].text) if len(stack) > 1 else None
        if own in (None, Role.NUMBER, Role.CONTENT):
            own = role_of(" ".join(cell.text for cell in stack))
        if own is Role.CONTENT and own in found and Role.NUMBER not in found:
            # “Tiêu chí | Nội dung”: the first holds the numbers.
            found[Role.NUMBER], found[own] = found[own], column
        elif own in found:
            doubled.add(own)
        elif own is not None:
            found[own] = column
    if Role.NUMBER not in found and 0 not in found.values() and not _told(grid, row, height, 0):
        # The numbers stand in a column without a title.
        found[Role.NUMBER] = 0
    return Columns(found, frozenset(doubled))


def _told(grid: Grid, row: int, height: int, column: int) -> str:
    """All that the header says above a column."""
    cells = (grid.at(at, column) for at in range(row, row + height))
    return "".join(cell.text.strip() for cell in cells if cell is not None)


def is_index_row(grid: Grid, row: int) -> bool:
    """Tell whether a row only counts the columns: ``(1) (2) (3)``, ``A B 1 2 3=1+2``."""
    texts = [cell.text.strip() for cell in grid.distinct(row) if cell.text.strip()]
    return len(texts) >= 3 and all(_INDEX.fullmatch(text) for text in texts)
