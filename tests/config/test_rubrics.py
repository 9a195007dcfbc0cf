"""What a rubric file may and may not say; every refusal names file, line and field."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.errors import ConfigError
from config.loader import list_rubrics, load_rubric

GOOD = """\
id: mau
version: "1"
title: Bộ mẫu
source: Công văn 1
levels: [TH, THCS]
max_points: 10
focus: "1"
grades:
  - {label: Đạt, at_least: 5}
  - {label: Chưa đạt, at_least: 0}
sections:
  - id: "1"
    title: Phần một
    max_points: 10
    rules:
      - id: "1.1"
        title: Có cổng
        max_points: 7.5
        check: has_portal
        points: {published: 7.5, absent: 0}
        remedy: {absent: "Lập cổng {missing}."}
      - id: "1.2"
        title: Tự chấm
        max_points: 2.5
"""


def written(tmp_path: Path, text: str, name: str = "mau.yaml") -> Path:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_rubric_loads_by_path_and_by_id(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD, "rubrics/mau.yaml")
    by_path = load_rubric(path)
    assert by_path == load_rubric(str(path)) == load_rubric("mau", tmp_path)
    assert [rule.id for rule in by_path.rules] == ["1.1", "1.2"]
    assert str(by_path.rules[0].max_points) == "7.5"


CASES = [
    # (what is replaced, by what, line, field, part of the message)
    ('id: "1.2"', 'id: "1.1"', 22, "sections[1].rules[2].id", "đã dùng"),
    ('id: "1.2"', "id: 1.2", 22, "sections[1].rules[2].id", "ngoặc kép"),
    ("title: Bộ mẫu", 'title: "  "', 3, "title", "trống"),
    ("title: Bộ mẫu\n", "", None, "title", "thiếu"),
    ("title: Bộ mẫu", "tilte: Bộ mẫu", 3, "tilte", "không có trường"),
    ('version: "1"', "version: 1", 2, "version", "ngoặc kép"),
    ("levels: [TH, THCS]", "levels: [TH, TCHS]", 5, "levels[2]", "THPT"),
    ("levels: [TH, THCS]", "levels: []", 5, "levels", "ít nhất"),
    ("levels: [TH, THCS]", "levels: TH", 5, "levels", "danh sách"),
    ("levels: [TH, THCS]", "levels: [TH, TH]", 5, "levels", "hai lần"),
    ("max_points: 10\nfocus", "max_points: 11\nfocus", 6, "max_points", "cộng lại là 10"),
    ("max_points: 10\nfocus", "focus", None, "max_points", "cộng lại là 10"),
    ("    max_points: 10\n    rules", "    max_points: 9\n    rules", 14, "sections[1].max_points", "cộng lại là 10"),
    ("max_points: 2.5", "max_points: 2", 14, "sections[1].max_points", "cộng lại là 9,5"),
    ("        max_points: 2.5\n", "", 14, "sections[1].max_points", "thiếu điểm"),
    ("max_points: 2.5", "max_points: true", 24, "sections[1].rules[2].max_points", "số"),
    ("max_points: 2.5", "max_points: -2.5", 24, "sections[1].rules[2].max_points", "lớn hơn 0"),
    ("max_points: 2.5", "max_points: .inf", 24, "sections[1].rules[2].max_points", "không dùng được"),
    ("published: 7.5", "published: 8", 20, "sections[1].rules[1].points.published", "0–7,5"),
    ("published: 7.5", "published: -1", 20, "sections[1].rules[1].points.published", "0–7,5"),
    ("published: 7.5", "Published: 7", 20, "sections[1].rules[1].points.Published", "chữ thường"),
    ("published: 7.5", "true: 7", 20, "sections[1].rules[1].points", "phải là chữ"),
    ("check: has_portal", "check: Has Portal", 19, "sections[1].rules[1].check", "phép kiểm tra"),
    ("        check: has_portal\n", "", 19, "sections[1].rules[1].points", "người chấm"),
    ("{missing}", "{missing.x}", 21, "sections[1].rules[1].remedy.absent", "{ten}"),
    ("{missing}", "{missing!r}", 21, "sections[1].rules[1].remedy.absent", "{ten}"),
    ("{missing}", "{", 21, "sections[1].rules[1].remedy.absent", "{ten}"),
    ("{missing}", "{}", 21, "sections[1].rules[1].remedy.absent", "{ten}"),
    ("source: Công văn 1", 'source: ""', 16, "sections[1].rules[1].basis", "căn cứ"),
    ("at_least: 5", "at_least: 0", 10, "grades[2].at_least", "giảm dần"),
    ("at_least: 0", "at_least: 1", 10, "grades[2].at_least", "từ 0"),
    ("at_least: 5", "at_least: 50", 9, "grades[1].at_least", "vượt"),
    ("label: Chưa đạt", "label: Đạt", 10, "grades[2].label", "đã dùng"),
    ('focus: "1"', 'focus: "3"', 7, "focus", "“3”"),
    ('focus: "1"', 'window: {start: "13-01"}', 7, "window.start", "THÁNG-NGÀY"),
    ('focus: "1"', 'window: {end: "02-29"}', 7, "window.end", "THÁNG-NGÀY"),
    ('focus: "1"', 'window: {end: "2-9"}', 7, "window.end", "mẫu"),
    ('focus: "1"', "school_years: [2021-2023]", 7, "school_years[1]", "2021-2022"),
    ('focus: "1"', "counted_natures: []", 7, "counted_natures", "ít nhất"),
    ("id: mau\n", "id: Mẫu\n", 1, "id", "không dấu"),
    ('version: "1"', 'version: "1"\nversion: "2"', 3, "", "hai lần"),
    ("levels: [TH, THCS]", "levels: [TH, THCS", 6, "", "cú pháp"),
    ("title: Tự chấm", "title: Tự chấm\n        levels: [MN]", 24, "sections[1].rules[2].levels[1]", "không nằm trong"),
    ("title: Tự chấm", "title: Tự chấm\n        levels: []", 24, "sections[1].rules[2].levels", "rỗng"),
    ("title: Tự chấm", "title: Tự chấm\n        basis: [{document: ' '}]", 24, "basis[1].document", "trống"),
]


@pytest.mark.parametrize(("old", "new", "line", "field", "said"), CASES)
def test_a_bad_rubric_is_refused_with_its_place(
    tmp_path: Path, old: str, new: str, line: int | None, field: str, said: str
) -> None:
    assert GOOD.count(old) >= 1
    path = written(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(ConfigError) as caught:
        load_rubric(path)
    matching = [
        problem
        for problem in str(caught.value).splitlines()
        if problem.startswith(str(path)) and field in problem and said in problem
    ]
    assert matching, str(caught.value)
    if line is not None:
        assert f", dòng {line}" in matching[0]


def test_all_problems_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD.replace("published: 7.5", "published: 9").replace("at_least: 0", "at_least: 1"))
    with pytest.raises(ConfigError) as caught:
        load_rubric(path)
    assert len(str(caught.value).splitlines()) == 2


def test_a_rubric_without_points_is_fine(tmp_path: Path) -> None:
    pointed = ("max_points", "points", "grades", "- {label")
    text = "\n".join(line for line in GOOD.splitlines() if not line.strip().startswith(pointed))
    assert load_rubric(written(tmp_path, text)).max_points is None


def test_grades_need_a_total(tmp_path: Path) -> None:
    text = "\n".join(line for line in GOOD.splitlines() if not line.strip().startswith(("max_points", "points")))
    with pytest.raises(ConfigError, match=r"dòng 7, trường “grades”"):
        load_rubric(written(tmp_path, text))


def test_the_office_file_hides_the_shipped_one(tmp_path: Path) -> None:
    own = GOOD.replace("id: mau", "id: tdm-2021-2022").replace("Bộ mẫu", "Bản của đơn vị")
    written(tmp_path, own, "rubrics/tdm-2021-2022.yaml")
    assert load_rubric("tdm-2021-2022", tmp_path).title == "Bản của đơn vị"
    assert load_rubric("tdm-2021-2022").title != "Bản của đơn vị"
    listing = next(entry for entry in list_rubrics(tmp_path) if entry.id == "tdm-2021-2022")
    assert not listing.shipped


def test_a_broken_office_file_does_not_hide_the_others_in_the_list(tmp_path: Path) -> None:
    written(tmp_path, "id: [", "rubrics/hong.yaml")
    entries = {entry.id: entry for entry in list_rubrics(tmp_path)}
    assert "hong.yaml" in entries["hong"].problem
    assert entries["tdm-2021-2022"].problem == ""


def test_id_and_file_name_must_agree_when_asked_by_id(tmp_path: Path) -> None:
    written(tmp_path, GOOD, "rubrics/khac.yaml")
    with pytest.raises(ConfigError, match=r"khac\.yaml, dòng 1, trường “id”: .*mau\.yaml"):
        load_rubric("khac", tmp_path)


@pytest.mark.parametrize("asked", ["khong-co", "..", "../mau", "", "TDM", "a" * 500, "mau\x00"])
def test_an_unknown_id_names_the_known_ones_or_the_file(tmp_path: Path, asked: str) -> None:
    with pytest.raises(ConfigError, match=r"tdm-2021-2022|không tìm thấy tệp"):
        load_rubric(asked, tmp_path)


@pytest.mark.parametrize("asked", ["khong/co.yaml", "khong-co.yml", "a\x00.yaml"])
def test_a_missing_path_is_told(asked: str) -> None:
    with pytest.raises(ConfigError, match=r"không (tìm thấy|mở được) tệp"):
        load_rubric(asked)
