"""How an audit goes on, told on the terminal: a bar where there is one, lines otherwise."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from records.findings import Verdict
from records.school import School
from reports.office import OfficeRow
from reports.wording import open_line, score_line
from runner.tables import SchoolNotes, notes_of

STOPPING = "Đang dừng: chờ các lượt xem dở dang ghi lại phần đã có (nhấn Ctrl-C lần nữa để dừng ngay)."


class Progressing:
    """Told by the pipeline; writes to `console`. Use as a context manager."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._total = 0
        self._count = 0
        self.notes: dict[str, SchoolNotes] = {}
        """What the table at the end will say of each school."""
        self._under_way: dict[str, str] = {}
        self._bar: Progress | None = None
        if console.is_terminal:
            self._bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                console=console,
                transient=True,
            )
            self._task = self._bar.add_task("Kiểm tra", total=None)

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def begin(self, total: int) -> None:
        """So many schools are to come."""
        self._total = total
        if self._bar is not None:
            self._bar.update(self._task, total=total)

    def started(self, school: School) -> None:
        """A school's portal is being read."""
        self._under_way[school.code] = school.name
        self._describe()

    def done(self, school: School, verdict: Verdict, row: OfficeRow, requests: int) -> None:
        """A school was judged."""
        self.judged(school, notes_of(verdict, {one.rule for one in row.cells}), row, requests)

    def judged(self, school: School, notes: SchoolNotes, row: OfficeRow, requests: int) -> None:
        """A school was judged, perhaps by another process."""
        self.notes[school.code] = notes
        open_part = f", {open_line(row.score)}" if row.score.open and row.score.judged else ""
        self._end(school, f"{score_line(row.score)}{open_part} ({requests} lượt truy cập)")

    def failed(self, school: School, message: str) -> None:
        """A school could not be audited."""
        self._end(school, message)

    def stopping(self) -> None:
        """The user asked to stop."""
        self._console.print(STOPPING, highlight=False)

    def _end(self, school: School, text: str) -> None:
        self._count += 1
        self._under_way.pop(school.code, None)
        line = f"[{self._count}/{self._total}] {school.code} {school.name}: {text}"
        self._console.print(escape(line), highlight=False, soft_wrap=True)
        if self._bar is not None:
            self._bar.advance(self._task)
        self._describe()

    def _describe(self) -> None:
        if self._bar is not None:
            names = list(self._under_way.values())
            shown = ", ".join(names[:2]) + (f" và {len(names) - 2} trường khác" if len(names) > 2 else "")
            self._bar.update(self._task, description=escape(shown[:60] or "Kiểm tra"))
