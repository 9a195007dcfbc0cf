"""The table of formats: names, messages for what is not there, and that the README knows them all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reports import formats
from reports.formats import DEFAULT_FORMATS, FORMATS, FormatError, check_formats, named_files

README = Path(__file__).parents[2] / "README.md"


def test_names_are_taken_as_people_type_them() -> None:
    assert check_formats([" HTML", "xlsx", "html", ""]) == ("html", "xlsx")
    assert DEFAULT_FORMATS == ("html", "json", "xlsx", "csv")


@pytest.mark.parametrize("asked", [["htm"], ["html", "odt"], [""], []])
def test_an_unknown_format_is_told_with_those_there_are(asked: list[str]) -> None:
    with pytest.raises(FormatError, match="các định dạng: html, json, xlsx, csv, pdf, docx"):
        check_formats(asked)


@pytest.mark.parametrize(("name", "module"), [("pdf", "weasyprint"), ("docx", "docx")])
@pytest.mark.parametrize("fault", [ImportError("no module"), OSError("cannot load library 'libpango-1.0-0'")])
def test_a_missing_part_is_named(name: str, module: str, fault: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(asked: str) -> None:
        assert asked == module
        raise fault

    monkeypatch.setattr(formats, "import_module", refuse)
    told = f'pip install -c constraints.txt "\\.\\[{name}\\]"' if isinstance(fault, ImportError) else "Pango"
    with pytest.raises(FormatError, match=told):
        check_formats(["html", name])
    assert check_formats(["html", "xlsx"]) == ("html", "xlsx")


def test_nothing_of_an_extra_is_imported_before_it_is_asked_for() -> None:
    told = "import sys, runner.cli; print([name for name in ('weasyprint', 'docx') if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True, cwd=README.parent)
    assert result.stdout.strip() == "[]"


def test_users_are_told_where_each_format_lies() -> None:
    told = named_files(tuple(FORMATS), Path("bc"), Path("bc/audit.json"))
    assert told["Báo cáo chung"] == Path("bc/index.html")
    assert told["Bảng tính"] == Path("bc/bang-tong-hop.xlsx")
    assert named_files(("csv",), Path("bc"), Path("x.json")) == {"Bảng CSV": Path("bc/bang-tong-hop.csv")}


def test_the_readme_names_every_format_and_the_usual_ones() -> None:
    text = README.read_text(encoding="utf-8")
    assert f"`--format` takes any of {', '.join(['html', 'json', 'xlsx', 'csv', 'pdf', 'docx'])}" in text
    assert ",".join(DEFAULT_FORMATS) in text
    assert set(FORMATS) == {"html", "json", "xlsx", "csv", "pdf", "docx"}
