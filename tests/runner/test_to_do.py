"""The first tasks that the pages of the demo district name, held against those written by hand beforehand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import html
from ruamel.yaml import YAML

from reports.files import PAGES, file_name
from tests.runner.conftest import Audited

pytestmark = pytest.mark.district
TRUTH: dict[str, list[dict[str, Any]]] = YAML(typ="safe").load(Path(__file__).with_name("to_do.yaml"))


def test_the_truth_speaks_of_every_school_of_the_list(audited: Audited) -> None:
    assert set(TRUTH) == {truth.code for truth in audited.office.district.truth}
    assert len(TRUTH) >= 10


@pytest.mark.parametrize("code", TRUTH)
def test_the_report_names_the_right_tasks_in_the_right_order(audited: Audited, code: str) -> None:
    page = html.parse(str(audited.office.out / PAGES / file_name(code, "html")))
    tasks = [" ".join(one.text_content().split()) for one in page.xpath("//ol[@id='todo']/li")]
    rules = [href.removeprefix("#tc-") for href in page.xpath("//ol[@id='todo']/li/a/@href")]
    assert rules == [wanted["rule"] for wanted in TRUTH[code]]
    for task, wanted in zip(tasks, TRUTH[code], strict=True):
        assert wanted["points"] in task
        assert [word for word in wanted["words"] if word not in task] == []
