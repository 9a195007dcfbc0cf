"""Posts by category and month, where a criterion asks for some in each of them. Pure."""

from __future__ import annotations

from records.base import Record
from records.findings import Answer
from reports.typography import Plain

GAP, NOT_OVER = "✗", "…"


class MatrixRow(Record):
    """One category and its cells in the order of the months: how many posts, with `GAP` behind too few in a month that
    is over; `NOT_OVER` for none yet."""

    category: Plain
    cells: tuple[str, ...]


class Matrix(Record):
    """The months as ``09/2021`` in order, the categories, and how many posts a month each needs."""

    months: tuple[Plain, ...]
    minimum: int
    rows: tuple[MatrixRow, ...]

    @property
    def caption(self) -> str:
        """What the cells say."""
        return (
            f"Số bài của từng chuyên mục trong từng tháng; {GAP} là chưa có đủ {self.minimum} bài, "
            f"{NOT_OVER} là tháng chưa hết."
        )


def build_matrix(answer: Answer) -> Matrix | None:
    """Return the matrix that an answer rests on, None for one that rests on none."""
    counted = answer.values.get("matrix")
    if not counted:
        return None
    over, minimum = set(answer.values["due"]), answer.values["minimum"]

    def cell(month: str, count: int) -> str:
        if month not in over:
            return str(count or NOT_OVER)
        return f"{count} {GAP}" if count < minimum else str(count)

    return Matrix(
        months=tuple(f"{month[5:]}/{month[:4]}" for month in next(iter(counted.values()))),
        minimum=minimum,
        rows=tuple(
            MatrixRow(category=name, cells=tuple(cell(month, count) for month, count in row.items()))
            for name, row in counted.items()
        ),
    )
