"""audit.json as a report format; its types and its writer stand in `reports.audit`."""

from __future__ import annotations

from pathlib import Path

from reports.audit import AuditListProblem, WholeSchool
from reports.audit_file import AuditWriter
from reports.files import ReportFiles, ReportOrder
from reports.office import OfficeReport, OfficeRow

AUDIT_FILE = "audit.json"


class JsonFile(ReportFiles):
    """Writes audit.json school by school."""

    def __init__(self, order: ReportOrder) -> None:
        super().__init__(order)
        self._writer = AuditWriter(order.json, order.header)

    @classmethod
    def places(cls, out: Path, json: Path) -> dict[str, Path]:
        return {"Dữ liệu": json}

    @property
    def wants_school(self) -> bool:
        return True

    def begin(self) -> None:
        self.order.json.parent.mkdir(parents=True, exist_ok=True)
        self._writer.open()

    def row(self, row: OfficeRow, whole: WholeSchool | None) -> None:
        if whole is not None:
            self._writer.write(whole)

    def note(self, problem: AuditListProblem) -> None:
        self._writer.note(problem)

    def end(self, office: OfficeReport, *, complete: bool) -> None:
        self._writer.close(complete=complete)
