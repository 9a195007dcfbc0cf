"""The demo district, audited once for all tests that only look at what came of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from runner import cli
from runner.demo import District, start_district
from tests.runner.command_line import RUBRIC, YEAR, kiemcong


@dataclass(frozen=True)
class Office:
    """A running district, and an office that has a list of it in a folder."""

    district: District
    folder: Path

    @property
    def schools(self) -> Path:
        return self.folder / "truong.csv"

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def out(self) -> Path:
        return self.folder / "bao-cao"

    def audit_arguments(self, *more: str | Path) -> list[str | Path]:
        resolve = [part for host, address in self.district.mappings for part in ("--resolve", f"{host}={address}")]
        return [
            *("audit", "--schools", self.schools, "--rubric", RUBRIC, "--school-year", YEAR),
            *("--out", self.out, "--home", self.home, "--allow-private", *resolve, *more),
        ]

    def audit(self, *more: str | Path) -> subprocess.CompletedProcess[str]:
        return kiemcong(*self.audit_arguments(*more), cwd=self.folder)


def open_office(district: District, folder: Path) -> Office:
    """Write the district's list into `folder`."""
    office = Office(district, folder)
    office.schools.write_text(district.schools_csv, encoding="utf-8")
    return office


@dataclass(frozen=True)
class Audited:
    """A whole audit of the district that has been run."""

    office: Office
    result: subprocess.CompletedProcess[str]


@pytest.fixture(scope="session")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audited]:
    """The district after one audit of all its schools; nothing may be changed in it."""
    with start_district(YEAR) as district:
        office = open_office(district, tmp_path_factory.mktemp("office"))
        yield Audited(office, office.audit())


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A district and an office of the test's own."""
    with start_district(YEAR) as district:
        yield open_office(district, tmp_path)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command inside this process; return status, output and errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KIEMCONG_HOME", raising=False)

    def run_command(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kiemcong", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = capsys.readouterr()
        return int(ended.value.code or 0), captured.out, captured.err

    return run_command
