"""audit.json: frozen names, JSON numbers, null for what was not measured, whole JSON whatever happens."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from reading.portal import Counted
from records.facts import Aspect, Reason
from records.findings import Outcome
from reports.audit import (
    Audit,
    AuditHeader,
    AuditListProblem,
    AuditWindow,
    WholeSchool,
    audit_school,
)
from reports.audit_file import AuditWriter, audit_schema
from tests.reports.samples import FINDINGS, SHA, WINDOW, make_entry, make_reading, make_verdict

SCHEMA = Path(__file__).parents[2] / "docs" / "audit.schema.json"

FROZEN = {
    "": {"school_year", "window", "rubric", "schools"},
    "window": {"from", "to", "basis"},
    "schools[]": {
        "code", "name", "portal", "visited_at", "requests", "bytes", "seconds", "adapter", "coverage", "posts",
        "sections", "documents", "links", "findings", "points", "judged_max", "section_max", "max", "grade",
    },
    "schools[].coverage.home": {"complete", "reason"},
    "schools[].posts": {"sure", "possible", "items"},
    "schools[].posts.items[]": {
        "url", "title", "published", "precision", "nature", "category", "counted", "why",
    },
    "schools[].sections[]": {"key", "label", "url", "school_year", "empty"},
    "schools[].documents[]": {"url", "section", "school_year", "item", "opens", "problem"},
    "schools[].links": {"parent_to_school", "school_to_parent"},
    "schools[].findings[]": {
        "rule", "outcome", "result", "points", "max_points", "reason", "remedy", "evidence",
    },
    "schools[].findings[].evidence[]": {"url", "quote", "seen_at", "sha256"},
}  # fmt: skip
"""The names of issue 2, item 6: more may come, none may go."""


def header() -> AuditHeader:
    return AuditHeader(
        school_year="2021-2022",
        window=AuditWindow(start=WINDOW.start, end=WINDOW.end, basis=WINDOW.basis),
        rubric="thu-2021-2022",
        rubric_version="1",
        rubric_title="Tiêu chuẩn thử",
        generated_at=datetime(2022, 6, 3, tzinfo=UTC),
    )


def school_json(**more: Any) -> dict[str, Any]:
    reading = make_reading(**more)
    loaded: dict[str, Any] = json.loads(audit_school(make_verdict(reading), reading).model_dump_json(by_alias=True))
    return loaded


def write(path: Path, codes: tuple[str, ...] = ("TH01", "TH02")) -> dict[str, Any]:
    with AuditWriter(path, header()) as writer:
        for code in codes:
            reading = make_reading(code)
            writer.write(WholeSchool.of(audit_school(make_verdict(reading), reading)))
        place = "truong.csv, dòng 9"
        writer.note(AuditListProblem(kind="bad_row", place=place, code="", name="", message="Thiếu địa chỉ."))
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def at(node: Any, path: str) -> Any:
    for step in filter(None, path.split(".")):
        name, listed = step.removesuffix("[]"), step.endswith("[]")
        node = node[name][0] if listed else node[name]
    return node


@pytest.mark.parametrize("path", FROZEN)
def test_no_frozen_name_is_missing(path: str, tmp_path: Path) -> None:
    assert set(at(write(tmp_path / "audit.json"), path)) >= FROZEN[path]


def test_the_schema_in_docs_is_current() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == audit_schema(), (
        'run: python -c "from pathlib import Path; from reports.audit_file import write_audit_schema; '
        "write_audit_schema(Path('docs/audit.schema.json'))\""
    )


def test_a_written_file_fits_the_schema_and_the_types(tmp_path: Path) -> None:
    loaded = write(tmp_path / "audit.json")
    Draft202012Validator.check_schema(json.loads(audit_schema()))
    validator = Draft202012Validator(json.loads(audit_schema()))
    assert list(validator.iter_errors(loaded)) == []
    again = Audit.model_validate_json((tmp_path / "audit.json").read_text(encoding="utf-8"))
    assert json.loads(again.model_dump_json(by_alias=True)) == loaded
    loaded["schools"][0]["findings"][0]["outcome"] = "passed"
    del loaded["schools"][1]["posts"]["possible"]
    assert len(list(validator.iter_errors(loaded))) == 2
    # A later version adds names; a file of it still fits.
    added = write(tmp_path / "more.json") | {"something_new": 1}
    assert list(validator.iter_errors(added)) == []


def test_points_are_plain_numbers_and_null_where_not_judged() -> None:
    text = audit_school(make_verdict(make_reading()), make_reading()).model_dump_json(by_alias=True)
    findings = {finding["rule"]: finding for finding in json.loads(text)["findings"]}
    assert {rule: finding["points"] for rule, finding in findings.items()} == {
        "1.1": None, "1.2": None, "3.1": 3.5, "3.2": 0, "3.3": None, "3.4": 3, "3.5": None, "3.6": None,
    }  # fmt: skip
    assert '"points":3,' in text
    assert '"points":3.5,' in text
    assert '"3.00"' not in text
    assert {rule: finding["outcome"] for rule, finding in findings.items()} == {
        rule: outcome.value for rule, (outcome, _) in FINDINGS.items()
    }


def test_totals_are_null_when_nothing_was_judged() -> None:
    reading = make_reading()
    unknown = dict.fromkeys(FINDINGS, (Outcome.UNKNOWN, None))
    school = json.loads(audit_school(make_verdict(reading, unknown), reading).model_dump_json())
    assert (school["points"], school["judged_max"], school["section_max"], school["max"]) == (None, 0, 25, 100)
    judged = school_json()
    assert (judged["points"], judged["judged_max"]) == (6.5, 13)


def test_points_of_an_unjudged_outcome_never_come_through() -> None:
    reading = make_reading()
    verdict = make_verdict(reading)
    wrong = [one.model_copy(update={"points": Decimal(0)}) for one in verdict.findings]
    school = audit_school(verdict.model_copy(update={"findings": tuple(wrong)}), reading)
    assert {one.rule for one in school.findings if one.points is not None} == {"3.1", "3.2", "3.4"}


def test_possible_is_null_when_posts_are_incomplete() -> None:
    assert school_json()["posts"]["possible"] == 34
    broken = school_json(posts_reason=Reason.TIMEOUT)
    assert broken["posts"]["possible"] is None
    assert broken["posts"]["sure"] == 30
    assert broken["coverage"]["posts"] == {"complete": False, "reason": "timeout", "detail": "trang 3"}
    assert broken["problems"] == [
        {"url": "http://truong.test/tin?page=3", "role": "listing", "reason": "timeout", "status": None}
    ]


def test_facts_of_the_school() -> None:
    school = school_json()
    assert set(school["coverage"]) == {aspect.value for aspect in Aspect}
    assert [section["empty"] for section in school["sections"]] == [False, True, None, None]
    assert school["links"] == {"parent_to_school": True, "school_to_parent": None}
    assert school["documents"][0]["item"] == "ck_cam_ket"
    assert school["documents"][0]["problem"] is None
    assert (school["requests"], school["bytes"], school["seconds"]) == (57, 1_340_000, 83.25)
    assert school["visited_at"] == "2022-06-01T18:30:00Z"
    assert school["findings"][0]["evidence"][0]["sha256"] == SHA
    items = school["posts"]["items"]
    assert len(items) == 40
    assert items[0]["published"] == "2021-08-10"
    assert {item["published"] for item in items if item["counted"] == "maybe"} == {None}
    assert {item["counted"] for item in items} == {kind.value for kind in Counted}


def test_hostile_text_still_gives_json(tmp_path: Path) -> None:
    entry = make_entry(1, title="a\ud800b\x00\u202ec", url="http://a.vn/\ud800\x00", why='"}],')
    reading = make_reading(entries=(entry,))
    with AuditWriter(tmp_path / "audit.json", header()) as writer:
        writer.write(WholeSchool.of(audit_school(make_verdict(reading), reading)))
    item = json.loads((tmp_path / "audit.json").read_text(encoding="utf-8"))["schools"][0]["posts"]["items"][0]
    assert (item["title"], item["url"], item["why"]) == ("abc", "http://a.vn/", '"}],')


def test_an_interrupt_leaves_whole_json_with_what_is_done(tmp_path: Path) -> None:
    path = tmp_path / "audit.json"

    def run() -> None:
        with AuditWriter(path, header()) as writer:
            reading = make_reading("TH01")
            writer.write(WholeSchool.of(audit_school(make_verdict(reading), reading)))
            assert not path.exists(), "half a file must not stand under the final name"
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run()
    loaded = json.loads(path.read_text(encoding="utf-8"))
    assert [school["code"] for school in loaded["schools"]] == ["TH01"]
    assert loaded["complete"] is False
    assert list(tmp_path.iterdir()) == [path]


def test_no_school_is_valid_too_and_a_full_run_is_complete(tmp_path: Path) -> None:
    empty = write(tmp_path / "none.json", codes=())
    assert empty["schools"] == []
    full = write(tmp_path / "audit.json")
    assert full["complete"] is True
    assert full["problems"][0]["message"] == "Thiếu địa chỉ."
    assert list(Draft202012Validator(json.loads(audit_schema())).iter_errors(empty)) == []


def test_each_school_stands_on_its_own_line_as_soon_as_it_is_written(tmp_path: Path) -> None:
    write(tmp_path / "audit.json", codes=("A", "B", "C"))
    lines = (tmp_path / "audit.json").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 5
    assert [json.loads(line.rstrip(","))["code"] for line in lines[1:4]] == ["A", "B", "C"]
