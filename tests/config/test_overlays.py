"""An office's overlay: what it may set, what follows from it, and where its faults are told."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from config.errors import ConfigError
from config.loader import load_rubric
from records.overrides import Decision
from records.rubric import Rubric, Rule, ScoringMode
from records.school import Level

HEAD = 'extends: tdm-2021-2022\nid: cua-don-vi\nversion: "1"\n'
SCORED = HEAD + "rules:\n  '3.3':\n    scoring: "


def written(tmp_path: Path, text: str, name: str = "cua-don-vi.yaml") -> Path:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def rule_of(rubric: Rubric, rule_id: str) -> Rule:
    return next(rule for rule in rubric.rules if rule.id == rule_id)


def test_an_overlay_that_sets_nothing_is_the_base_under_its_own_name(tmp_path: Path) -> None:
    base, own = load_rubric("tdm-2021-2022"), load_rubric(written(tmp_path, HEAD))
    assert (own.id, own.based_on) == ("cua-don-vi", "tdm-2021-2022@2")
    assert own.model_copy(update={"id": base.id, "version": base.version, "based_on": None}) == base


def test_an_office_sets_what_is_its_own_to_decide(tmp_path: Path) -> None:
    text = HEAD + """\
title: Bản của đơn vị
levels: [MN, TH, THCS]
school_years: [2022-2023]
window: {start: "09-01"}
counted_natures: [tin]
accepted_parents: [www.tptdm.edu.vn]
rules:
  "3.1":
    params: {required: [gioi_thieu, lien_he]}
  "3.3":
    params: {minimum: 50}
    scoring:
      mode: steps
      value: sure
      up_to: possible
      steps: [{at_least: 50, points: 5}, {at_least: 40, points: 2.5}]
  "3.5":
    levels: [THCS]
    points: {some-forms: 1}
    remedy: {some-forms: "Đăng nốt {missing}."}
"""
    own = load_rubric(written(tmp_path, text))
    assert own.levels == (Level.MN, Level.TH, Level.THCS)
    assert (own.window.start, own.window.end, own.counted_natures) == ("09-01", "07-31", ("tin",))
    assert own.accepted_parents == ("http://www.tptdm.edu.vn/",)
    assert rule_of(own, "3.1").params["required"] == ["gioi_thieu", "lien_he"]
    assert rule_of(own, "3.1").params["recommended"]
    posts = rule_of(own, "3.3")
    assert (posts.scoring.mode, posts.points, posts.params) == (ScoringMode.STEPS, {}, {"minimum": 50})
    forms = rule_of(own, "3.5")
    assert (forms.levels, forms.points["some-forms"], forms.points["all-forms"]) == ((Level.THCS,), 1, 2)
    assert forms.remedy["some-forms"] == "Đăng nốt {missing}."
    assert forms.remedy["absent"]


def test_another_maximum_moves_full_points_and_the_sums(tmp_path: Path) -> None:
    own = load_rubric(written(tmp_path, HEAD + 'rules: {"3.3": {max_points: 7.5}}\n'))
    assert rule_of(own, "3.3").points == {"enough": Decimal("7.5"), "too-few": 0}
    assert [section.max_points for section in own.sections] == [20, 25, Decimal("27.5"), 30]
    assert own.max_points == Decimal("102.5")


def test_a_part_that_becomes_a_bonus_leaves_the_sum(tmp_path: Path) -> None:
    own = load_rubric(written(tmp_path, HEAD + "sections: {'3': {bonus: true}}\ngrades: []\n"))
    assert own.max_points == 75


def test_a_document_without_points_gets_them_from_the_office(tmp_path: Path) -> None:
    text = """\
extends: hcm-gdtx
id: co-diem
version: "1"
rules:
  "3.4": {max_points: 3, points: {own-part: 3, other-years-only: 0, overwritten: 0, empty: 0, absent: 0}}
"""
    own = load_rubric(written(tmp_path, text, "co-diem.yaml"))
    assert rule_of(own, "3.4").max_points == 3
    assert own.max_points is None


def test_an_overlay_may_extend_an_overlay_and_the_shipped_pack_of_its_own_name(tmp_path: Path) -> None:
    written(tmp_path, 'extends: tdm-2021-2022\nid: tdm-2021-2022\nversion: "2.1"\ntitle: Tầng một\n',
            "rubrics/tdm-2021-2022.yaml")  # fmt: skip
    text = 'extends: tdm-2021-2022\nid: tang-hai\nversion: "1"\n'
    written(tmp_path, text, "rubrics/tang-hai.yaml")
    own = load_rubric("tang-hai", tmp_path)
    assert (own.title, own.based_on) == ("Tầng một", "tdm-2021-2022@2.1, tdm-2021-2022@2")


def test_a_decision_holds_in_all_that_is_laid_over_its_pack(tmp_path: Path) -> None:
    written(tmp_path, HEAD, "cua-don-vi.yaml")
    text = 'extends: cua-don-vi\nid: tang-hai\nversion: "1"\n'
    own = load_rubric(written(tmp_path, text, "tang-hai.yaml"))
    assert own.family == {"tang-hai", "cua-don-vi", "tdm-2021-2022"}
    signed = {"who": "A", "when": "2022-06-01", "why": "Đã xem", "school_year": "2021-2022", "outcome": "pass"}
    for rubric, is_under in (("tdm-2021-2022", True), ("cua-don-vi", True), ("quoc-gia", False)):
        decision = Decision.model_validate({"rubric": rubric, "rule": "3.4", **signed})
        assert decision.is_under(own) is is_under


CASES = [
    # (the overlay below its head, line, field, part of the message)
    ("extends: khong-co\nid: a\nversion: '1'\n", 1, "extends", "không có bộ tiêu chí"),
    ("extends: [a]\nid: a\nversion: '1'\n", 1, "extends", "phải là mã"),
    ("extends: tdm-2021-2022\nversion: '1'\n", None, "id", "thiếu"),
    (HEAD + "focsu: '3'\n", 4, "focsu", "không có trường"),
    (HEAD + "based_on: x\n", 4, "based_on", "không có trường"),
    (HEAD + "rules:\n  '3.9': {max_points: 3}\n", 5, "rules.3.9", "không có mã “3.9”"),
    (HEAD + "rules:\n  '3.3': {pionts: {}}\n", 5, "rules.3.3.pionts", "không có trường"),
    (HEAD + "rules: [a]\n", 4, "rules", "phải là một bảng"),
    (HEAD + "rules:\n  '3.3': 5\n", 5, "rules.3.3", "phải là một bảng"),
    (HEAD + "rules:\n  '3.3':\n    points: {enough: 9}\n", 6, "rules.3.3.points.enough", "0–5"),
    (HEAD + "rules:\n  '3.3':\n    max_points: x\n", 6, "rules.3.3.max_points", "số"),
    (HEAD + "sections:\n  '3': {max_points: 20}\n", 5, "sections.3.max_points", "cộng lại là 25"),
    (HEAD + "levels: [XX]\n", 4, "levels[1]", "không phải là một trong"),
    (SCORED + "{mode: proportional, value: sure, of: -1}\n", 6, "rules.3.3.scoring.of", "lớn hơn 0"),
    (SCORED + "{mode: per-item, value: sure}\n", 6, "rules.3.3.scoring.value", "không dùng"),
    (HEAD + "rules:\n  '3.1': {max_points: -1}\n", 5, "rules.3.1.max_points", "lớn hơn 0"),
    (HEAD + "rules:\n  '3.3': {max_points: 1e30}\n", 5, "rules.3.3.max_points", "lớn hơn 100000"),
    (HEAD + "rules:\n  '3.3': {points: {too-few: 0.333}}\n", 5, "rules.3.3.points.too-few", "hai chữ số"),
    (HEAD + "window: {start: '01-01', end: '12-31'}\n", 4, "window.end", "dài hơn một năm"),
    (HEAD + "accepted_parents: ['ftp://a.vn']\n", 4, "accepted_parents[1]", "http"),
]


@pytest.mark.parametrize(("text", "line", "field", "said"), CASES)
def test_faults_are_told_in_the_file_that_has_them(
    tmp_path: Path, text: str, line: int | None, field: str, said: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_rubric(path)
    matching = [one for one in str(caught.value).splitlines() if f"“{field}”" in one and said in one]
    assert matching, str(caught.value)
    assert matching[0].startswith(str(path))
    if line is not None:
        assert f", dòng {line}," in matching[0]


def test_a_fault_of_the_base_is_told_in_the_base(tmp_path: Path) -> None:
    base = written(tmp_path, Path("config/rubrics/hcm-gdtx.yaml").read_text(encoding="utf-8").replace(
        "id: hcm-gdtx", "id: hong").replace('focus: "3"', 'focus: "9"'), "rubrics/hong.yaml")  # fmt: skip
    own = written(tmp_path, 'extends: hong\nid: a\nversion: "1"\n', "rubrics/a.yaml")
    with pytest.raises(ConfigError, match="trường “focus”") as caught:
        load_rubric("a", tmp_path)
    assert str(base) in str(caught.value)
    assert str(own) not in str(caught.value)


def test_overlays_in_a_circle_are_refused(tmp_path: Path) -> None:
    written(tmp_path, 'extends: b\nid: a\nversion: "1"\n', "rubrics/a.yaml")
    written(tmp_path, 'extends: a\nid: b\nversion: "1"\n', "rubrics/b.yaml")
    with pytest.raises(ConfigError, match="vòng tròn"):
        load_rubric("a", tmp_path)
