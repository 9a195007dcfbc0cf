"""An office's reports in every format, written once for all tests that only open them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from reports.files import PAGES, file_name
from reports.formats import FORMATS
from reports.office import OfficeReport
from tests.reports.offices import Made, district, hostile_school, write_office


@dataclass(frozen=True)
class Written:
    """A folder of reports, what they tell, and of which schools; the last school means ill."""

    folder: Path
    office: OfficeReport
    schools: tuple[Made, ...]

    def page(self, code: str, ending: str, kind: str = "truong") -> Path:
        return self.folder / PAGES / file_name(code, ending, kind)

    @property
    def hostile(self) -> str:
        """The code of the school that means ill."""
        return self.schools[-1][0].school


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("bao-cao")
    schools = (*district(), hostile_school())
    return Written(folder, write_office(folder, schools, tuple(FORMATS), with_posts=True), schools)
