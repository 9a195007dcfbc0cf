"""A whole audit of the demo district, as users run it: what is written, shown and remembered."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import html

from crawler.archive import FolderArchive
from records.history import PostText
from records.school import School
from store import RunState, TextsSeen, open_store
from tests.runner.command_line import RUBRIC, kiemcong
from tests.runner.conftest import Audited, Office

pytestmark = pytest.mark.district

SCHEMA = Path(__file__).parents[2] / "docs" / "audit.schema.json"


def listed(audited: Audited) -> list[str]:
    return [row["code"] for row in csv.DictReader(io.StringIO(audited.office.district.schools_csv))]


def data(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture
def audit(audited: Audited) -> Any:
    return data(audited.office.out / "audit.json")


def test_it_ends_well_and_says_where_the_reports_are(audited: Audited) -> None:
    assert audited.result.returncode == 0, audited.result.stderr
    names = ("index.html", "audit.json", "truong", "bang-tong-hop.xlsx", "bang-tong-hop.csv")
    for path in (audited.office.out / name for name in names):
        assert str(path) in audited.result.stdout
        assert path.exists()


def test_every_school_is_told_of_while_it_goes_on_and_in_the_table(audited: Audited) -> None:
    codes = listed(audited)
    lines = [line for line in audited.result.stderr.splitlines() if line.startswith("[")]
    assert {line.split()[1] for line in lines} == set(codes)
    assert lines[-1].startswith(f"[{len(codes)}/{len(codes)}]")
    table = audited.result.stdout
    places = [table.index(code) for code in codes]
    assert places == sorted(places)
    for rule in ("3.1", "3.2", "3.3", "3.4", "3.5"):
        assert rule in table.splitlines()[2]


def test_audit_json_holds_to_its_schema_in_the_order_of_the_list(audited: Audited, audit: Any) -> None:
    jsonschema.Draft202012Validator(data(SCHEMA)).validate(audit)
    assert [school["code"] for school in audit["schools"]] == listed(audited)
    assert audit["complete"] is True
    assert audit["problems"] == []
    assert (audit["school_year"], audit["rubric"]) == ("2021-2022", RUBRIC)


def test_every_judged_criterion_of_the_focus_has_evidence(audit: Any) -> None:
    for school in audit["schools"]:
        judged = [one for one in school["findings"] if one["outcome"] in ("pass", "partial", "fail")]
        for finding in judged:
            assert finding["evidence"], (school["code"], finding["rule"])
            assert finding["points"] is not None
        assert all(one["points"] is None for one in school["findings"] if one not in judged)
        assert school["judged_max"] == sum(one["max_points"] for one in judged)


def test_a_portal_that_is_down_or_foreign_costs_no_points(audited: Audited, audit: Any) -> None:
    found = {school["code"]: school for school in audit["schools"]}
    for truth in audited.office.district.truth:
        if truth.posts is None:
            assert found[truth.code]["points"] is None
            assert found[truth.code]["judged_max"] == 0


def test_the_office_page_links_to_every_school_and_each_page_back(audited: Audited) -> None:
    out = audited.office.out
    page = html.parse(str(out / "index.html"))
    links = [link for link in page.xpath("//a/@href") if link.startswith("truong/")]
    assert len(links) == len(listed(audited))
    for link in links:
        school = html.parse(str(out / link))
        assert "../index.html" in school.xpath("//a/@href")


def test_the_run_is_remembered_and_listed(audited: Audited, audit: Any) -> None:
    with open_store(audited.office.home / "kiemcong.sqlite") as store:
        (run,) = store.list_runs()
        assert run.state is RunState.FINISHED
        assert run.counts.schools == run.counts.judged == len(audit["schools"])
        assert run.counts.requests == sum(school["requests"] for school in audit["schools"])
        assert run.counts.failed == 0
        verdicts = list(store.list_verdicts(run.id))
        parents = [store.newest_visit("pgd.demo.kiemcong.example")]
    assert [verdict.school for verdict in verdicts] == listed(audited)
    assert parents[0] is not None
    result = kiemcong("runs", "--home", audited.office.home, cwd=audited.office.folder)
    assert result.returncode == 0
    assert "xong" in result.stdout


def _of_one_night(school: dict[str, Any]) -> dict[str, Any]:
    """A school's row less what hangs on other nights, which a saved visit does not know."""
    findings = [{**finding, "standing": None} for finding in school["findings"]]
    return {**school, "findings": findings, "nights": None}


def test_saved_visits_judged_again_give_the_same_verdicts_without_a_request(audited: Audited, tmp_path: Path) -> None:
    office = audited.office
    before = office.district.requests
    again = tmp_path / "again.json"
    result = kiemcong(
        *("check", "--visits", office.home / "archive", "--rubric", RUBRIC, "--json", again, "--home", tmp_path / "h"),
        cwd=tmp_path,
    )
    assert result.returncode == 0, result.stderr
    first, second = data(office.out / "audit.json"), data(again)
    assert {one["code"]: _of_one_night(one) for one in second["schools"]} == {
        one["code"]: _of_one_night(one) for one in first["schools"]
    }
    assert [one["code"] for one in second["schools"]] == sorted(listed(audited))
    assert office.district.requests == before


def test_a_day_that_closes_the_window_early_is_told_and_lowers_the_posts(audited: Audited, tmp_path: Path) -> None:
    office = audited.office
    code = "thhoasen"
    result = kiemcong(
        *("check", "--visits", office.home, "--rubric", RUBRIC, "--as-of", "31/10/2021", "--school", code),
        *("--out", tmp_path / "out", "--home", tmp_path / "h"),
        cwd=tmp_path,
    )
    assert result.returncode == 0, result.stderr
    early = data(tmp_path / "out" / "audit.json")
    (school,) = early["schools"]
    whole = next(one for one in data(office.out / "audit.json")["schools"] if one["code"] == code)
    assert early["as_of"] == "2021-10-31"
    assert school["posts"]["sure"] < whole["posts"]["sure"]


def test_saved_visits_are_written_in_any_format(audited: Audited, tmp_path: Path) -> None:
    result = kiemcong(
        *("check", "--visits", audited.office.home, "--rubric", RUBRIC, "--school", "thanhduong", "--with-posts"),
        *("--format", "pdf,docx,xlsx", "--out", tmp_path / "out", "--home", tmp_path / "h"),
        cwd=tmp_path,
    )
    assert result.returncode == 0, result.stderr
    files = [path.name for path in (tmp_path / "out").rglob("*") if path.is_file()]
    names = sorted(name.rpartition("-")[0] or name for name in files)
    assert names == [".kiemcong.lock", "bang-tong", "muc-thanhduong", "truong-thanhduong", "truong-thanhduong"]


def test_a_format_that_does_not_exist_is_told_before_anything_is_visited(audited: Audited, tmp_path: Path) -> None:
    before = audited.office.district.requests
    result = audited.office.audit("--format", "html,odt")
    assert result.returncode == 2
    assert "“odt”" in result.stderr
    assert "html, json, xlsx, csv, pdf, docx" in result.stderr
    assert audited.office.district.requests == before


def test_an_exported_visit_can_be_judged_too(audited: Audited, tmp_path: Path) -> None:
    archive = FolderArchive(audited.office.home / "archive")
    visit = next(one for one in archive.visits() if one.subject == "thkimdong")
    archive.export_visit(visit.visit, tmp_path / "mailed" / "thkimdong")
    result = kiemcong(
        *("check", "--visits", tmp_path / "mailed", "--rubric", RUBRIC, "--home", tmp_path / "h"), cwd=tmp_path
    )
    assert result.returncode == 0, result.stderr
    assert "thkimdong" in result.stdout


def test_the_crawler_names_the_program_and_never_leaves_the_district(audited: Audited) -> None:
    agents = {asked.user_agent for asked in audited.office.district.log}
    assert len(agents) == 1
    assert agents.pop().startswith("KiemCong/")


def test_plan_uses_what_was_seen(audited: Audited) -> None:
    office = audited.office
    result = kiemcong("plan", "--schools", office.schools, "--home", office.home, cwd=office.folder)
    assert result.returncode == 0, result.stderr
    assert "kiemcong.example" in result.stdout
    assert "theo lần xem trước" in result.stdout


def test_printing_says_nothing_on_the_side(audited: Audited, tmp_path: Path) -> None:
    result = kiemcong(
        *("check", "--visits", audited.office.home, "--rubric", RUBRIC, "--school", "thnguyenhue"),
        *("--format", "pdf", "--out", tmp_path / "out", "--home", tmp_path / "h"),
        cwd=tmp_path,
    )
    assert result.returncode == 3, result.stderr
    assert "Exception" not in result.stderr
    assert len(list((tmp_path / "out" / "truong").glob("*.pdf"))) == 1


def test_many_saved_visits_are_judged_by_several_processes_with_the_same_results(
    audited: Audited, tmp_path: Path
) -> None:
    kept = FolderArchive(audited.office.home / "archive")
    visits = [visit for one in kept.visits() if isinstance((visit := kept.load_visit(one.visit)).subject, School)]
    with FolderArchive(tmp_path / "archive") as archive:
        for number in range(48):
            visit = visits[number % len(visits)]
            subject = visit.subject.model_copy(update={"code": f"{visit.subject.code}-{number:02d}"})
            archive.save_visit(visit.model_copy(update={"id": f"{visit.id[:16]}T{number:02d}", "subject": subject}))
    result = kiemcong(
        *("check", "--visits", tmp_path, "--rubric", RUBRIC, "--format", "json,html,xlsx", "--out", tmp_path / "out"),
        *("--home", tmp_path / "h"),
        cwd=tmp_path,
    )
    assert result.returncode == 0, result.stderr
    assert "Traceback" not in result.stderr
    told = data(tmp_path / "out" / "audit.json")["schools"]
    assert [one["code"] for one in told] == sorted(one["code"] for one in told)
    assert len(told) == len(list((tmp_path / "out" / "truong").glob("*.html"))) == 48
    first = {one["code"]: one for one in data(audited.office.out / "audit.json")["schools"]}
    for one in told:
        own = first[one["code"].rpartition("-")[0]]
        assert (one["points"], one["judged_max"]) == (own["points"], own["judged_max"]), one["code"]
        assert [finding["reason"] for finding in one["findings"]] == [finding["reason"] for finding in own["findings"]]


def test_posts_that_stood_on_other_portals_before_are_doubted_by_later_nights_and_by_a_check(office: Office) -> None:
    code, database = "thhoasen", office.home / "kiemcong.sqlite"

    def posts(path: Path) -> tuple[int, int, int]:
        (school,) = [one for one in data(path)["schools"] if one["code"] == code]
        doubted = [one for one in school["posts"]["items"] if "cổng trường khác" in one["why"]]
        assert {one["counted"] for one in doubted} <= {"maybe"}
        return school["posts"]["sure"], school["posts"]["possible"], len(doubted)

    assert office.audit("--school", code).returncode == 0
    sure, possible, _ = posts(office.out / "audit.json")
    with open_store(database) as store:
        marks = [PostText(mark=mark, published=date(2021, 8, 2)) for mark in store.shared_texts(1)]
        (verdict,) = store.list_verdicts(store.list_runs(1)[0].id)
        for number, night in enumerate((date(2021, 9, 1), date(2021, 9, 1), date(2099, 1, 1))):
            texts = TextsSeen(portal=f"truong-{number}.test", night=night, texts=tuple(marks))
            store.save_verdict(verdict, texts=texts)
    assert len(marks) > 20
    again = kiemcong(
        *(
            "check",
            "--visits",
            office.home,
            "--home",
            office.home,
            "--rubric",
            RUBRIC,
            "--json",
            office.folder / "c.json",
        ),
        cwd=office.folder,
    )
    assert again.returncode == 0, again.stderr
    checked = posts(office.folder / "c.json")
    assert checked == (sure - checked[2], possible, checked[2])
    assert checked[2] >= len(marks) - 3
    assert office.audit("--school", code).returncode == 0
    # What a night of the year 2099 saw is not known tonight; the other two are enough.
    assert posts(office.out / "audit.json") == checked


def test_history_tells_when_each_thing_was_seen(audited: Audited, tmp_path: Path) -> None:
    asked = ("history", "--home", audited.office.home, "--school")
    result = kiemcong(*asked, "thhoasen", "--out", tmp_path / "lich-su.csv", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    rows = list(csv.DictReader(io.StringIO((tmp_path / "lich-su.csv").read_text(encoding="utf-8-sig"))))
    whole = next(one for one in data(audited.office.out / "audit.json")["schools"] if one["code"] == "thhoasen")
    assert {row["Tên"] for row in rows if row["Loại"] == "bài"} == {one["title"] for one in whole["posts"]["items"]}
    assert {row["Loại"] for row in rows} == {"bài", "chuyên mục", "tệp"}
    assert {row["Thấy lần đầu"] for row in rows} == {row["Thấy lần cuối"] for row in rows}
    assert rows[0]["Tên"][:20] in result.stdout
    unknown = kiemcong(*asked, "khong-co", cwd=tmp_path)
    assert (unknown.returncode, "khong-co" in unknown.stderr) == (2, True)
