"""Where commands show their results and tell everything else; the consoles come from the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from reports.office import OfficeReport
from runner.tables import SchoolNotes, audit_legend, audit_table


@dataclass(frozen=True)
class Screen:
    """`out` is for results, `err` for progress, remarks and errors."""

    out: Console
    err: Console

    def say(self, text: str) -> None:
        """Tell something that is no result."""
        self.err.print(text, markup=False, soft_wrap=True)

    def show(self, text: str) -> None:
        """Tell a result."""
        self.out.print(text, markup=False, soft_wrap=True)

    def show_audit(self, office: OfficeReport, notes: Mapping[str, SchoolNotes], reports: Mapping[str, Path]) -> None:
        """The table of an audit, its signs and sums, and where its `reports` (by what they are) lie."""
        self.out.print(audit_table(office, notes))
        if legend := audit_legend(office):
            self.show(legend)
        left = f", {office.unaccounted} chưa tới lượt" if office.unaccounted else ""
        done = f"{office.audited} trường đã kiểm tra, {office.failed} không kiểm tra được{left}"
        self.show(f"{office.listed} dòng: {done}.")
        if not measured(office):
            self.show("Không đo được tiêu chí nào của trường nào.")
        for what, path in reports.items():
            self.show(f"{what}: {path}")


def measured(office: OfficeReport) -> bool:
    """Tell whether anything of the rubric's focus section was judged for any school."""
    rules = {column.rule for column in office.columns}
    return any(cell.outcome.is_judged for row in office.rows for cell in row.cells if cell.rule in rules)
