"""A form that cannot be filled rightly is not filled at all, and the message says what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from reports.form import COLUMN_NAMES, FormError, open_form
from tests.reports.form import broken
from tests.reports.form.scores import YEAR, rubric, school

CASES: list[dict[str, Any]] = YAML(typ="safe").load(Path(__file__).parent / "cases" / "refused.yml")


@pytest.mark.parametrize("case", CASES, ids=[f"{case['form']}.{case['ending']}" for case in CASES])
def test_is_refused(case: dict[str, Any], tmp_path: Path) -> None:
    path = broken.make(tmp_path, case["form"], case["ending"])
    column = COLUMN_NAMES[case["column"]] if "column" in case else None
    with pytest.raises(FormError) as refused:
        open_form(path, rubric(), column=column, tables=case.get("tables", ())).fill(school(), YEAR)
    said = str(refused.value)
    assert [words for words in case["says"] if words not in said] == [], said
    assert said.startswith(path.name) or "không đọc được" in said


def test_every_maker_has_its_case() -> None:
    made = {*broken.ROW_CHANGES, *broken.DOCUMENTS, *broken.SHEETS}
    assert made <= {case["form"] for case in CASES}


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_the_sound_form_is_filled(tmp_path: Path, ending: str) -> None:
    assert open_form(broken.make(tmp_path, "plain", ending), rubric()).fill(school(), YEAR)


def test_an_old_form_without_libreoffice_is_told(forms: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(FormError, match=r"lo-chinh-thuc.doc: tệp dạng cũ. Máy này không có LibreOffice .* \.docx"):
        open_form(forms / "lo-chinh-thuc.doc", rubric())


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_a_filled_form_is_not_filled_again(tmp_path: Path, ending: str) -> None:
    path = broken.make(tmp_path, "plain", ending)
    path.write_bytes(open_form(path, rubric()).fill(school(), YEAR))
    with pytest.raises(FormError, match="đã được điền bằng KiểmCổng rồi"):
        open_form(path, rubric())


def test_a_school_without_these_criteria_is_refused(tmp_path: Path) -> None:
    form = open_form(broken.make(tmp_path, "plain", "docx"), rubric())
    with pytest.raises(FormError, match="TH01 không có tiêu chí nào trong biểu"):
        form.fill(school().model_copy(update={"findings": ()}), YEAR)
