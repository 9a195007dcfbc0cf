"""Audits that are broken off, gone on with, run for some schools or run again for those that failed."""

from __future__ import annotations

import json
import signal
from collections import Counter
from typing import Any

import pytest

from runner.demo import District
from store import RunState, open_store
from tests.runner.command_line import kiemcong, start
from tests.runner.conftest import Office

pytestmark = pytest.mark.district

FEW = ("thlevantam", "thphuongvy", "thanhduong", "thkimdong")


def chosen(*codes: str) -> list[str]:
    return [part for code in codes for part in ("--school", code)]


def audit_of(office: Office) -> Any:
    return json.loads((office.out / "audit.json").read_text(encoding="utf-8"))


def asked_of(district: District, code: str) -> int:
    return district.requests.get(district.truth_of(code).host, 0)


def test_ctrl_c_saves_what_is_done_and_the_same_command_goes_on(office: Office) -> None:
    arguments = office.audit_arguments(*chosen(*FEW))
    process = start(arguments, office.folder)
    assert process.stderr is not None
    try:
        first = process.stderr.readline()
        assert first.startswith("[1/4]"), first + process.stderr.read()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=90)
    finally:
        process.kill()
    assert process.returncode == 130, err
    assert "Traceback" not in err
    assert "Chạy lại đúng lệnh này" in err
    done = first.split()[1]
    broken = audit_of(office)
    assert broken["complete"] is False
    assert done in {school["code"] for school in broken["schools"]}
    assert str(office.out / "index.html") in out
    before = asked_of(office.district, done)

    result = kiemcong(*arguments, cwd=office.folder)
    assert result.returncode == 0, result.stderr
    whole = audit_of(office)
    assert whole["complete"] is True
    # In the order of the list, which is not the order in which they were asked for or done.
    listed = [truth.code for truth in office.district.truth if truth.code in FEW]
    assert [school["code"] for school in whole["schools"]] == listed
    assert asked_of(office.district, done) == before
    reasons = {one["reason"] for school in whole["schools"] for one in school["coverage"].values()}
    assert "interrupted" not in reasons
    with open_store(office.home / "kiemcong.sqlite") as store:
        (run,) = store.list_runs()
    assert run.state is RunState.FINISHED
    assert run.counts.judged == len(FEW)


def test_only_failed_asks_the_failed_school_alone_and_reports_all(office: Office) -> None:
    sick, well = "thphuongvy", "thanhduong"
    host = office.district.truth_of(sick).host
    office.district.kill(host, after=6)
    first = office.audit(*chosen(sick, well))
    assert first.returncode == 0, first.stderr
    broken = {school["code"]: school for school in audit_of(office)["schools"]}
    assert not all(one["complete"] for one in broken[sick]["coverage"].values())
    assert any(finding["outcome"] == "unknown" for finding in broken[sick]["findings"])

    office.district.revive(host)
    before = asked_of(office.district, well)
    again = office.audit(*chosen(sick, well), "--only-failed")
    assert again.returncode == 0, again.stderr
    schools = {school["code"]: school for school in audit_of(office)["schools"]}
    assert set(schools) == {sick, well}
    assert schools[sick]["requests"] > broken[sick]["requests"]
    assert schools[well] == broken[well]
    assert asked_of(office.district, well) == before


def test_only_failed_without_an_earlier_run_audits_all(office: Office) -> None:
    result = office.audit(*chosen("thanhduong"), "--only-failed")
    assert result.returncode == 0, result.stderr
    assert len(audit_of(office)["schools"]) == 1


def test_a_list_with_bad_rows_is_audited_for_its_good_ones(office: Office) -> None:
    rows = office.district.schools_csv.splitlines()
    good = next(row for row in rows if row.startswith("thanhduong"))
    bad = ("xx,Trường không địa chỉ,TH,,", "yy,Trường lạ,ĐH,a.example,")
    office.schools.write_text("\n".join([rows[0], good, *bad]), encoding="utf-8")
    result = office.audit()
    assert result.returncode == 0, result.stderr
    assert "truong.csv, dòng 3, cột “url”" in result.stderr
    assert "truong.csv, dòng 4, cột “level”" in result.stderr
    audit = audit_of(office)
    assert [school["code"] for school in audit["schools"]] == ["thanhduong"]
    assert Counter(problem["kind"] for problem in audit["problems"])["bad_row"] == 2
    assert "3 dòng: 1 trường đã kiểm tra, 2 không kiểm tra được" in result.stdout


def test_json_goes_where_it_is_asked_to(office: Office) -> None:
    wanted = office.folder / "sub" / "kq.json"
    result = office.audit(*chosen("thanhduong"), "--json", wanted)
    assert result.returncode == 0, result.stderr
    assert json.loads(wanted.read_text(encoding="utf-8"))["complete"] is True
    assert not (office.out / "audit.json").exists()


def test_nothing_measured_is_status_3(office: Office) -> None:
    result = office.audit(*chosen("thnguyenhue"))
    assert result.returncode == 3, result.stderr
    assert "Không đo được" in result.stdout


def test_loopback_is_refused_without_leave_and_nothing_reaches_it(office: Office) -> None:
    arguments = [one for one in office.audit_arguments(*chosen("thanhduong")) if one != "--allow-private"]
    result = kiemcong(*arguments, cwd=office.folder)
    assert result.returncode == 3, result.stderr
    assert audit_of(office)["schools"][0]["coverage"]["home"]["reason"] == "private-address"
    assert office.district.requests == {}


def test_one_portal_without_a_list(office: Office) -> None:
    resolve = [part for host, address in office.district.mappings for part in ("--resolve", f"{host}={address}")]
    truth = office.district.truth_of("thanhduong")
    result = kiemcong(
        *("visit", f"http://{truth.host}/", "--school-year", "2021-2022", "--parent", office.district.parent_url),
        *("--allow-private", "--home", office.home, *resolve),
        cwd=office.folder,
    )
    assert result.returncode == 0, result.stderr
    for title in ("Tin bài", "Chuyên mục nhận ra", "Văn bản, biểu mẫu", "Liên kết"):
        assert title in result.stdout
    assert f"{truth.posts} được tính chắc chắn" in result.stdout
    assert "Không có --name" in result.stdout


def test_a_warm_audit_asks_little_says_the_same_and_tells_how_old_it_is(office: Office) -> None:
    arguments = chosen("thlevantam", "thphuongvy")
    assert office.audit(*arguments).returncode == 0
    first = audit_of(office)
    asked = asked_of(office.district, "thlevantam")
    result = office.audit(*arguments, "--warm")
    assert result.returncode == 0, result.stderr
    warm = audit_of(office)
    assert asked_of(office.district, "thlevantam") - asked <= 8
    for before, after in zip(first["schools"], warm["schools"], strict=True):
        told = [(one["rule"], one["outcome"], one["points"]) for one in before["findings"]]
        assert told == [(one["rule"], one["outcome"], one["points"]) for one in after["findings"]]
    cited = [place for one in warm["schools"][0]["findings"] for place in one["evidence"]]
    assert any(place["last_verified"] and place["last_verified"] > place["seen_at"] for place in cited)
    assert all(
        place["last_verified"] is None
        for one in first["schools"][0]["findings"]
        for place in one["evidence"]
    )
