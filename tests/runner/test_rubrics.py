"""``kiemcong rubric``: the list, the check of one pack, and what changing to another would do."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from checks.verdict import build_verdict
from config.loader import list_rubrics
from records.findings import Verdict
from runner.asking import read_rubric
from runner.errors import InputError
from runner.home import Home
from runner.rubrics import changes_between
from tests.checks.building import build_portal
from tests.runner.conftest import Audited

CASES = Path(__file__).parent / "cases"
GOOD = (CASES / "good_pack.yaml").read_text(encoding="utf-8")
BROKEN = YAML(typ="safe", pure=True).load((CASES / "broken_packs.yml").read_text(encoding="utf-8"))


def home_of(tmp_path: Path) -> Home:
    return Home(tmp_path / "home", tmp_path / "log")


def test_the_good_pack_is_good(tmp_path: Path) -> None:
    path = tmp_path / "mau.yaml"
    path.write_text(GOOD, encoding="utf-8")
    rubric, _ = read_rubric(home_of(tmp_path), str(path))
    assert (rubric.max_points, len(rubric.rules), rubric.bonus_rules) == (10, 5, {"3.1", "3.2"})


def test_there_are_thirty_broken_packs_and_more() -> None:
    assert len(BROKEN) >= 30
    assert len({case["name"] for case in BROKEN}) == len(BROKEN)


@pytest.mark.parametrize("case", BROKEN, ids=[case["name"] for case in BROKEN])
def test_a_broken_pack_is_told_in_one_message_with_its_place(tmp_path: Path, case: dict[str, Any]) -> None:
    assert GOOD.count(case["old"]) == 1, case["old"]
    path = tmp_path / "mau.yaml"
    path.write_text(GOOD.replace(case["old"], case["new"]), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_rubric(home_of(tmp_path), str(path))
    (told,) = str(caught.value).splitlines()
    place = f"{path}, dòng {case['line']}" + (f", trường “{case['field']}”" if case["field"] else "")
    assert told.startswith(f"{place}: "), told
    assert case["says"] in told
    assert told.endswith((".", ")."))


def test_what_an_overlay_brings_about_in_a_rule_is_told_in_the_overlay(tmp_path: Path) -> None:
    path = tmp_path / "moi.yaml"
    path.write_text('extends: hcm-gdtx\nid: moi\nversion: "1"\nrules:\n  "3.2": {max_points: 5}\n', encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_rubric(home_of(tmp_path), str(path))
    for told in str(caught.value).splitlines():
        assert told.startswith(f"{path}, dòng 5, trường “rules.3.2.points”: "), told


def test_the_commands_check_and_list(run: Any, tmp_path: Path) -> None:
    (tmp_path / "mau.yaml").write_text(GOOD, encoding="utf-8")
    status, out, _ = run("rubric", "check", "mau.yaml")
    assert status == 0
    assert "“mau” bản 1 dùng được" in out
    assert "5 tiêu chí: 4 máy chấm, 1 máy đề xuất minh chứng" in out
    (tmp_path / "hong.yaml").write_text(GOOD.replace("posts_enough", "khong_co"), encoding="utf-8")
    status, _, err = run("rubric", "check", "hong.yaml")
    assert status == 2
    assert "hong.yaml, dòng 33" in err
    status, out, _ = run("rubric", "list")
    assert status == 0
    for listing in list_rubrics():
        assert listing.id in out


def judged(told: dict[str, Any], tmp_path: Path, text: str = GOOD) -> Verdict:
    path = tmp_path / "mau.yaml"
    path.write_text(text, encoding="utf-8")
    rubric, vocabulary = read_rubric(home_of(tmp_path), str(path))
    return build_verdict(build_portal(told), rubric, vocabulary)


def test_a_change_names_what_is_gained_and_lost(tmp_path: Path) -> None:
    told = {"levels": ["THCS"], "posts": [{"counted": "yes", "times": 35}]}
    old = judged(told, tmp_path)
    new = judged(told, tmp_path, GOOD.replace("{minimum: 40}", "{minimum: 30}").replace('id: "2.2"', 'id: "2.9"'))
    changes = {change.rule: change for change in changes_between("TH01", "A", old, new)}
    assert set(changes) == {"2.1", "2.2", "2.9"}
    assert changes["2.1"].gained == Decimal(5)
    assert changes["2.2"].new is None
    assert changes["2.9"].old is None


def test_equal_packs_change_nothing(tmp_path: Path) -> None:
    told = {"levels": ["THCS"], "posts": [{"counted": "yes", "times": 35}]}
    assert list(changes_between("TH01", "A", judged(told, tmp_path), judged(told, tmp_path))) == []


def test_a_bonus_stands_outside_the_totals(tmp_path: Path) -> None:
    links = {"signals": {"outgoing-looked": "1"}, "outgoing": [{"to": "https://moet.gov.vn/"}]}
    verdict = judged({"levels": ["THCS"], "posts": [{"counted": "yes", "times": 40}], **links}, tmp_path)
    assert (verdict.points, verdict.judged_max, verdict.max) == (5, 8, 10)
    assert verdict.bonus == 1
    assert verdict.judged_max + verdict.open_max + verdict.self_max + verdict.not_applicable_max == verdict.max


@pytest.mark.district
def test_diff_of_the_district_says_who_loses_what_and_why(
    audited: Audited,
    run: Any,
    tmp_path: Path,
) -> None:
    overlay = tmp_path / "moi.yaml"
    overlay.write_text(
        'extends: tdm-2021-2022\nid: moi\nversion: "1"\nrules: {"3.3": {params: {minimum: 45}}}\n', encoding="utf-8"
    )
    arguments = ["rubric", "diff", "tdm-2021-2022", "moi.yaml", "--visits", str(audited.office.home)]
    status, out, _ = run(*arguments)
    assert status == 0
    words = " ".join(out.split())
    # Of the truths of the district: 40, 43 and 41 posts are too few now; 46 and more are not.
    for code in ("thkimdong", "thlevantam", "thphuongvy"):
        assert code in words
    assert "thcsnguyendu" not in words
    assert "12 trường đã chấm bằng cả hai bộ, 3 trường có thay đổi; thêm 0 điểm, bớt 15 điểm." in words
    assert "cần 45" in words
    assert "Lưu ý" not in out
    overlay.write_text('extends: tdm-2021-2022\nid: moi\nversion: "1"\nlevels: [THCS]\n', encoding="utf-8")
    status, out, _ = run(*arguments, "--school", "thkimdong", "--school", "thcsnguyendu")
    words = " ".join(out.split())
    # A primary school falls out of the pack: one line, not one for each criterion.
    assert words.count("thkimdong") == 1
    assert "mọi tiêu chí" in words
    assert "2 trường đã chấm bằng cả hai bộ, 1 trường có thay đổi" in words
    overlay.write_text('extends: hcm-gdtx\nid: moi\nversion: "1"\nlevels: [THCS]\n', encoding="utf-8")
    status, out, err = run(*arguments, "--school", "thcsnguyendu")
    assert "hai bộ không dựa vào nhau" in " ".join(f"{out} {err}".split())
    overlay.write_text(
        'extends: tdm-2021-2022\nid: moi\nversion: "1"\nrules: {"3.3": {params: {minimum: 45}}}\n', encoding="utf-8"
    )
    status, out, _ = run(*arguments, "--school", "thhoasen")
    assert "1 trường đã chấm bằng cả hai bộ, 0 trường có thay đổi" in out


@pytest.mark.district
def test_overrides_stand_beside_the_machine_in_the_reports(
    audited: Audited,
    run: Any,
    tmp_path: Path,
) -> None:
    (tmp_path / "quyet-dinh.yaml").write_text(
        'schools: {thanhduong: {decisions: [{rubric: tdm-2021-2022, rule: "3.4", school_year: 2021-2022, '
        "outcome: pass, who: Trần Thị B, when: 2022-06-05, why: Đã xem bản giấy}]}}\n",
        encoding="utf-8",
    )
    arguments = ["check", "--visits", str(audited.office.home), "--rubric", "tdm-2021-2022", "--school", "thanhduong"]
    status, out, _ = run(*arguments, "--out", "ra", "--overrides", "quyet-dinh.yaml")
    assert status == 0
    (page,) = (tmp_path / "ra" / "truong").glob("*.html")
    text = page.read_text(encoding="utf-8")
    assert "Người xem:" in text
    assert "Trần Thị B, 05/06/2022: Đã xem bản giấy" in text
    assert "Có chuyên mục công khai nhưng bên trong chưa có nội dung." in text
    assert "Lưu ý" not in out
    laid_down = (tmp_path / "quyet-dinh.yaml").read_text(encoding="utf-8")
    (tmp_path / "nham-ma.yaml").write_text(laid_down.replace("thanhduong", "thanhduongg"), encoding="utf-8")
    everybody = [one for one in arguments if one not in ("--school", "thanhduong")]
    status, out, err = run(*everybody, "--overrides", "nham-ma.yaml")
    assert status == 0
    assert "mã không có trong danh sách trường: “thanhduongg”" in " ".join(f"{out} {err}".split())
    status, out, err = run(*arguments, "--school-year", "2023-2024")
    assert "nói về năm học 2021-2022, đang dùng cho 2023-2024" in " ".join(f"{out} {err}".split())
    status, _, err = run(*arguments, "--overrides", "khong-co.yaml")
    assert status == 2
    assert "không tìm thấy tệp" in err
