"""Records in, the same records out, on SQLite and PostgreSQL; saving twice is saving once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic_core import PydanticSerializationError

from records.findings import Answer, GradeRange, HumanFinding, HumanTotals, Outcome, PointRange, Remark
from store import RunCounts, RunSchool, RunState, SchoolState, Store, StoreError, VisitEntry, open_store
from tests.store import samples

AUDIT = {
    "school_list": "truong.csv",
    "rubric": "tdm-2021-2022",
    "rubric_version": "1",
    "school_year": "2021-2022",
    "out": "ket-qua",
}


@pytest.fixture
def store(address: str | Path) -> Iterator[Store]:
    with open_store(address) as opened:
        yield opened


def states(store: Store, run: str = "r1") -> list[tuple[str, str]]:
    return [(school.school, school.state.value) for school in store.run_schools(run)]


def test_a_run_comes_back_equal_after_the_store_was_closed(address: str | Path) -> None:
    run = samples.run(counts=RunCounts(schools=2, bytes=7_000_000_000))
    with open_store(address) as first:
        assert first.start_run(run, ["02", "01"]) == run
    with open_store(address) as second:
        assert second.load_run("r1") == run
        assert second.load_run("r2") is None
        assert second.list_runs() == (run,)
        assert states(second) == [("02", "pending"), ("01", "pending")]


def test_runs_are_listed_newest_first_and_no_more_than_asked(store: Store) -> None:
    for number in (2, 0, 3, 1):
        store.start_run(samples.run(f"r{number}", minutes=number), [])
    assert [run.id for run in store.list_runs(3)] == ["r3", "r2", "r1"]


def test_starting_a_run_again_keeps_what_its_schools_came_to(store: Store) -> None:
    store.start_run(samples.run(), ["01", "02"])
    store.mark_school("r1", "01", SchoolState.FAILED, visit="v1", note="hết giờ")
    store.start_run(samples.run(), ["02", "01", "03"])
    assert states(store) == [("02", "pending"), ("01", "failed"), ("03", "pending")]
    assert store.run_schools("r1")[1].note == "hết giờ"


def test_an_interrupted_run_goes_on_where_it_stood(store: Store) -> None:
    store.start_run(samples.run("old", minutes=-5), [])
    store.start_run(samples.run(), ["01", "02", "03"])
    store.save_visit(samples.entry())
    store.save_verdict(samples.verdict(), "r1")
    store.mark_school("r1", "02", SchoolState.VISITING)
    store.finish_run("r1", RunState.INTERRUPTED)
    going_on = store.go_on_run(**AUDIT, as_of=samples.run().as_of)
    assert going_on == samples.run()
    assert store.load_run("r1") == samples.run(), "running again, and not finished"
    assert states(store) == [("01", "judged"), ("02", "pending"), ("03", "pending")]


@pytest.mark.parametrize("field", sorted(AUDIT))
def test_a_run_of_another_audit_is_not_gone_on_with(store: Store, field: str) -> None:
    store.start_run(samples.run(), ["01"])
    assert store.go_on_run(**{**AUDIT, field: "khác"}, as_of=samples.run().as_of) is None
    assert store.go_on_run(**AUDIT) is None, "as-of differs"


def test_a_run_without_as_of_is_found_without_as_of(store: Store) -> None:
    store.start_run(samples.run(as_of=None), ["01"])
    assert store.go_on_run(**AUDIT, as_of=samples.run().as_of) is None
    assert store.go_on_run(**AUDIT) == samples.run(as_of=None)


@pytest.mark.parametrize("state", [RunState.FINISHED, RunState.FAILED])
def test_an_ended_run_is_not_gone_on_with_but_is_the_newest(store: Store, state: RunState) -> None:
    store.start_run(samples.run("r0", minutes=-1), ["01"])
    store.finish_run("r0", state)
    store.start_run(samples.run(), ["01"])
    counts = RunCounts(schools=1, judged=1, requests=40)
    ended = store.finish_run("r1", state, counts=counts)
    assert ended.state is state
    assert ended.counts == counts
    assert ended.finished_at is not None
    assert ended.finished_at.utcoffset() == timedelta(0)
    assert store.load_run("r1") == ended
    assert store.go_on_run(**AUDIT, as_of=samples.run().as_of) is None
    assert store.newest_run(school_list="truong.csv", rubric="tdm-2021-2022", school_year="2021-2022") == ended
    assert store.newest_run(school_list="truong.csv", school_year="2022-2023") is None
    assert store.newest_run(school_list="khác.csv") is None


def test_a_mark_without_visit_or_verdict_keeps_the_earlier_ones(store: Store) -> None:
    store.start_run(samples.run(), ["01"])
    store.mark_school("r1", "01", SchoolState.VISITED, visit="v1")
    marked = store.mark_school("r1", "01", SchoolState.FAILED, note="lỗi")
    assert marked == RunSchool(run="r1", school="01", state=SchoolState.FAILED, visit="v1", note="lỗi")
    assert store.run_schools("r1") == (marked,)


def test_a_school_missing_from_the_list_is_marked_after_it(store: Store) -> None:
    store.start_run(samples.run(), ["02"])
    store.mark_school("r1", "01", SchoolState.VISITING)
    assert states(store) == [("02", "pending"), ("01", "visiting")]


@pytest.mark.parametrize("call", ["mark_school", "finish_run", "save_verdict"])
def test_an_unknown_run_is_refused_by_name(store: Store, call: str) -> None:
    calls = {
        "mark_school": lambda: store.mark_school("rx", "01", SchoolState.VISITED),
        "finish_run": lambda: store.finish_run("rx"),
        "save_verdict": lambda: store.save_verdict(samples.verdict(), "rx"),
    }
    with pytest.raises(StoreError, match="Không có lần chạy nào mang mã rx"):
        calls[call]()
    assert store.load_verdict("d1") is None


def test_visits_come_back_equal_and_the_newest_of_a_subject_is_found(store: Store) -> None:
    for visit, minutes in (("v1", 0), ("v3", 20), ("v2", 10)):
        store.save_visit(samples.entry(visit, minutes=minutes))
    store.save_visit(samples.entry("other", subject="02", minutes=99))
    assert store.load_visit_entry("v1") == samples.entry("v1")
    assert store.newest_visit("01") == samples.entry("v3", minutes=20)
    assert store.newest_visit("09") is None


def test_a_visit_saved_again_is_replaced(store: Store) -> None:
    store.save_visit(samples.entry())
    newer = VisitEntry.model_validate({**samples.entry().model_dump(), "requests": 99, "archive": "elsewhere"})
    store.save_visit(newer)
    assert store.newest_visit("01") == newer


def test_moments_come_back_in_utc_and_naive_ones_are_refused(store: Store) -> None:
    local = samples.START.astimezone(samples.VIETNAM)
    store.start_run(samples.run(started_at=local), [])
    back = store.load_run("r1")
    assert back is not None
    assert back.started_at == samples.START
    assert back.started_at.utcoffset() == timedelta(0)
    with pytest.raises(StoreError, match="naive"):
        store.start_run(samples.run("r2", started_at=datetime(2026, 1, 1)), [])
    assert store.load_run("r2") is None


def test_a_verdict_comes_back_byte_for_byte(store: Store) -> None:
    saved = samples.verdict()
    store.save_verdict(saved)
    back = store.load_verdict("d1")
    assert back == saved
    assert back is not None
    assert back.model_dump_json() == saved.model_dump_json(), "0.10 stays 0.10, the order stays, too"
    assert str(back.points) == "0.30"
    assert store.load_verdict("d2") is None


def test_what_people_laid_down_and_both_ends_of_the_bands_come_back(store: Store) -> None:
    remark = Remark(what="Quyết định tiêu chí 3.1", who="Nguyễn Văn A", when=date(2022, 6, 5), why="Đã xem")
    total = PointRange(low=Decimal("0.30"), high=Decimal("87.5"))
    bands = GradeRange(low="Yếu", high="Tốt", total=total)
    found = samples.finding("3.1", Outcome.FAIL, "0").model_copy(
        update={"human": HumanFinding(outcome=Outcome.PASS, points=Decimal("0.10"), remarks=(remark,))}
    )
    saved = samples.verdict(findings=(found,)).model_copy(
        update={
            "open_max": Decimal("2.5"),
            "self_max": Decimal(75),
            "bonus": Decimal("0.5"),
            "grade_range": bands,
            "human": HumanTotals(points=Decimal("0.10"), judged_max=Decimal("12.5"), grade_range=bands),
            "remarks": (remark,),
        }
    )
    store.save_verdict(saved)
    assert store.load_verdict(saved.id) == saved


def test_a_verdict_saved_again_has_its_newer_findings_only(store: Store) -> None:
    store.start_run(samples.run(), ["01"])
    store.save_verdict(samples.verdict(), "r1")
    store.save_verdict(samples.verdict(), "r1")
    fewer = samples.verdict(findings=(samples.finding("3.3", Outcome.PARTIAL, "5"),))
    store.save_verdict(fewer, "r1")
    assert list(store.list_verdicts("r1")) == [fewer]


def test_one_verdict_may_belong_to_two_runs(store: Store) -> None:
    for run in ("r1", "r2"):
        store.start_run(samples.run(run), ["01"])
        store.save_verdict(samples.verdict(), run)
    assert [verdict.id for run in ("r1", "r2") for verdict in store.list_verdicts(run)] == ["d1", "d1"]


def test_saving_a_verdict_in_a_run_judges_its_school(store: Store) -> None:
    store.start_run(samples.run(), ["01", "02"])
    store.mark_school("r1", "01", SchoolState.FAILED, note="lỗi cũ")
    store.save_verdict(samples.verdict(), "r1")
    assert store.run_schools("r1") == (
        RunSchool(run="r1", school="01", state=SchoolState.JUDGED, visit="v1", verdict="d1"),
        RunSchool(run="r1", school="02"),
    )


def test_verdicts_of_a_long_run_come_in_the_lists_order(store: Store) -> None:
    codes = [f"{number * 37 % 250:03d}" for number in range(250)]
    store.start_run(samples.run(), codes)
    for code in sorted(codes):
        one = samples.finding("3.1", Outcome.PASS, "1")
        store.save_verdict(samples.verdict(f"d{code}", school=code, findings=(one,)), "r1")
    assert [verdict.school for verdict in store.list_verdicts("r1")] == codes


def test_the_newest_verdict_is_the_one_saved_last_and_saving_again_does_not_renew(store: Store) -> None:
    store.save_verdict(samples.verdict("d2"))
    store.save_verdict(samples.verdict("d1"))
    store.save_verdict(samples.verdict("d2"))
    newest = store.newest_verdict("01", rubric="tdm-2021-2022", school_year="2021-2022")
    assert newest == samples.verdict("d1")
    assert store.newest_verdict("01", school_year="2022-2023") is None
    assert store.newest_verdict("02") is None


def test_judged_schools_are_those_with_a_verdict_of_the_rubric_and_year(store: Store) -> None:
    assert store.judged_schools() == ()
    for number, code in (("d1", "02"), ("d2", "01"), ("d3", "01")):
        store.save_verdict(samples.verdict(number, school=code))
    assert store.judged_schools() == ("01", "02")
    assert store.judged_schools(rubric="tdm-2021-2022", school_year="2021-2022") == ("01", "02")
    assert store.judged_schools(rubric="hcm-gdtx") == ()
    assert store.judged_schools(school_year="2022-2023") == ()


def test_failed_schools_are_those_not_judged_or_with_something_not_measured(store: Store) -> None:
    store.start_run(samples.run(), ["06", "05", "04", "03", "02", "01"])
    outcomes = {"01": Outcome.UNKNOWN, "02": Outcome.ERROR, "03": Outcome.REVIEW, "04": Outcome.FAIL}
    for code, outcome in outcomes.items():
        findings = (samples.finding("3.1", Outcome.PASS, "1"), samples.finding("3.2", outcome))
        store.save_verdict(samples.verdict(f"d{code}", school=code, findings=findings), "r1")
    store.mark_school("r1", "05", SchoolState.FAILED)
    assert store.failed_schools("r1") == ("06", "05", "02", "01")
    assert store.failed_schools("rx") == ()


def test_a_verdict_is_saved_whole_or_not_at_all(store: Store) -> None:
    store.start_run(samples.run(), ["01"])
    store.save_verdict(samples.verdict(), "r1")
    sound = samples.finding("3.9", Outcome.PASS, "1")
    # Found out only at the second finding, when the verdict's row and the first one are already in the transaction.
    unsound = sound.model_copy(update={"answer": Answer(result="published", values={"what": object()})})
    for verdict_id in ("d1", "d2"):
        changed = samples.verdict(verdict_id, findings=(sound, unsound)).model_copy(update={"points": Decimal(9)})
        with pytest.raises(PydanticSerializationError):
            store.save_verdict(changed, "r1")
    assert store.load_verdict("d2") is None
    assert list(store.list_verdicts("r1")) == [samples.verdict()]


def test_a_lone_surrogate_in_a_finding_does_not_cost_the_verdict(store: Store) -> None:
    hostile = samples.finding("3.1", Outcome.PASS, "1").model_copy(update={"reason": "a\ud800\x00b"})
    store.save_verdict(samples.verdict(findings=(hostile,)))
    back = store.load_verdict("d1")
    assert back is not None
    assert back.findings[0].reason == "a?\x00b"


def test_the_sqlite_file_is_in_wal_mode_and_holds_findings_as_rows(tmp_path: Path) -> None:
    with open_store(tmp_path / "s.db") as store:
        store.save_verdict(samples.verdict())
    connection = sqlite3.connect(tmp_path / "s.db")
    try:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        rows = connection.execute("SELECT rule, outcome, result, points FROM findings ORDER BY position").fetchall()
        assert rows == [
            ("3.1", "pass", "published", "0.10"),
            ("3.2", "review", "published", None),
            ("3.10", "fail", "published", "0"),
        ]
        (text,) = connection.execute("SELECT payload FROM findings WHERE rule = '3.1'").fetchone()
        assert "Công khai năm học" in text, "readable by people, not escaped"
    finally:
        connection.close()
