"""Reports written while an audit goes on: order, gaps, and what stays when it is broken off."""

from __future__ import annotations

import json
import pickle
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from config.loader import load_vocabulary
from config.school_list import ListProblem, Severity
from runner.judging import Judge
from runner.publishing import Places, Publisher
from runner.writing import SchoolWriter
from tests.reports.samples import make_reading, make_rubric, make_verdict

TOLD = (".html", ".csv")
CODES = ("TH01", "TH02", "TH03", "TH04")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "out", tmp_path / "out" / "audit.json")


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(make_rubric(), load_vocabulary(), "2021-2022")


def publish(publisher: Publisher, position: int) -> None:
    reading = make_reading(CODES[position])
    publisher.publish(position, make_verdict(reading), reading)


def data(places: Places) -> Any:
    return json.loads(places.json.read_text(encoding="utf-8"))


def test_schools_stand_in_the_order_of_the_list_whenever_they_are_done(places: Places, judge: Judge) -> None:
    with Publisher(places, judge, listed=4, remarks=()) as publisher:
        for position in (2, 0, 3, 1):
            publish(publisher, position)
    assert [school["code"] for school in data(places)["schools"]] == list(CODES)
    assert data(places)["complete"] is True


def test_a_school_left_out_is_told_with_its_reason_everywhere(places: Places, judge: Judge) -> None:
    with Publisher(places, judge, listed=3, remarks=()) as publisher:
        publish(publisher, 2)
        publisher.leave_out(1, make_reading("TH02").school, "Tiến trình bị dừng.")
        publish(publisher, 0)
        office = publisher.office()
    assert [school["code"] for school in data(places)["schools"]] == ["TH01", "TH03"]
    (problem,) = data(places)["problems"]
    assert (problem["kind"], problem["code"], problem["message"]) == ("not_visited", "TH02", "Tiến trình bị dừng.")
    assert (office.audited, office.failed, office.unaccounted) == (2, 1, 0)
    assert "Tiến trình bị dừng." in places.office.read_text(encoding="utf-8")


def test_broken_off_everything_done_is_there_and_the_file_says_so(places: Places, judge: Judge) -> None:
    def break_off() -> None:
        with Publisher(places, judge, listed=4, remarks=()) as publisher:
            publish(publisher, 3)
            publish(publisher, 1)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert [school["code"] for school in data(places)["schools"]] == ["TH02", "TH04"]
    assert data(places)["complete"] is False
    assert "chưa tới lượt" in places.office.read_text(encoding="utf-8")


def test_rows_of_the_list_are_counted_once_however_much_is_wrong_with_them(places: Places, judge: Judge) -> None:
    def remark(line: int, column: str, severity: Severity) -> ListProblem:
        return ListProblem(file="a.csv", line=line, column=column, message="sai.", severity=severity)

    remarks = (
        remark(2, "url", Severity.ERROR),
        remark(2, "mã", Severity.WARNING),
        remark(3, "url", Severity.WARNING),
    )
    with Publisher(places, judge, listed=2, remarks=remarks) as publisher:
        publish(publisher, 0)
        office = publisher.office()
    assert (office.listed, office.audited, office.failed, office.unaccounted) == (2, 1, 1, 0)
    assert [problem["kind"] for problem in data(places)["problems"]] == ["bad_row", "note", "note"]
    assert data(places)["problems"][0]["place"] == "a.csv, dòng 2, cột “url”"


def test_schools_written_elsewhere_make_the_same_reports(places: Places, judge: Judge, tmp_path: Path) -> None:
    other = Places(tmp_path / "other", tmp_path / "other" / "audit.json")
    with (
        Publisher(places, judge, listed=4, remarks=()) as here,
        Publisher(other, judge, listed=4, remarks=()) as there,
    ):
        writer = pickle.loads(pickle.dumps(partial(SchoolWriter.of_order, judge, other.formats, there.order)))()
        for position in (1, 0, 3, 2):
            publish(here, position)
            reading = make_reading(CODES[position])
            there.take(position, pickle.loads(pickle.dumps(writer.write(make_verdict(reading), reading))))
        there._now = here._now

    def told(folder: Path) -> dict[str, bytes]:
        # A spreadsheet and audit.json hold the moment they were made.
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.*") if path.suffix in TOLD}

    assert told(places.out) == told(other.out)
    assert len(told(places.out)) == 6
    assert data(places)["schools"] == data(other)["schools"]
