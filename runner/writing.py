"""What is written of one school alone, whatever process it happens in: its pages, its row, its part of the data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.politeness import registrable_domain
from reading.addresses import site_of
from reading.portal import PortalReading
from records.findings import Verdict
from reports.audit import WholeSchool, audit_school
from reports.files import PAGES, ReportFiles, ReportOrder, collector_at_rest, file_name
from reports.formats import open_formats
from reports.office import OfficeRow, build_office_row
from reports.report import build_school_report
from runner.judging import Judge


@dataclass(frozen=True)
class Written:
    """A school whose own files are written: its row of the office's tables, and all of it where a format wants that."""

    row: OfficeRow
    whole: WholeSchool | None


class SchoolWriter:
    """Writes a school's own files. Another process makes one of its own by `of_order`."""

    def __init__(self, judge: Judge, files: Sequence[ReportFiles]) -> None:
        self.judge = judge
        self._files = files
        self._whole = any(one.wants_school for one in files)

    @classmethod
    def of_order(cls, judge: Judge, formats: Sequence[str], order: ReportOrder) -> SchoolWriter:
        """A writer for an audit whose folders are made."""
        return cls(judge, open_formats(formats, order))

    @collector_at_rest()
    def write(self, verdict: Verdict, portal: PortalReading) -> Written:
        """Write what is written of this school alone. Raises OSError."""
        report = build_school_report(
            verdict,
            portal,
            self.judge.rubric,
            self.judge.vocabulary,
            registrable_domain(site_of(portal.school.portal)),
        )
        for files in self._files:
            files.school(report)
        row = build_office_row(report, f"{PAGES}/{file_name(portal.school.code, 'html')}")
        return Written(row, WholeSchool.of(audit_school(verdict, portal)) if self._whole else None)
