"""What an office lays down: read, held against rubric and words, refused with its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from config.errors import ConfigError
from config.loader import find_overrides, load_overrides, load_rubric, load_vocabulary
from records.findings import Outcome

RUBRIC, VOCABULARY = load_rubric("tdm-2021-2022"), load_vocabulary()
SIGNED = "who: Nguyễn Văn A, when: 2022-06-01, why: Đã xem"
GOOD = f"""\
schools:
  TH01:
    sections:
      - {{key: cong_khai, url: th01.edu.vn/x, school_year: 2021-2022, {SIGNED}}}
    aliases:
      - {{host: th01.example.vn, {SIGNED}}}
    leave_out:
      - {{url: "http://th01.edu.vn/bai-7", {SIGNED}}}
    decisions:
      - {{rubric: tdm-2021-2022, rule: "3.4", school_year: 2021-2022, outcome: pass, {SIGNED}}}
      - {{rubric: tdm-2021-2022, rule: "3.5", school_year: 2021-2022, outcome: partial, points: 1.5, {SIGNED}}}
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "overrides.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file_is_read_and_found_by_its_name(tmp_path: Path) -> None:
    assert find_overrides(tmp_path) is None
    path = written(tmp_path, GOOD)
    assert find_overrides(tmp_path) == path
    found = load_overrides(path, RUBRIC, VOCABULARY).of("th01")
    assert found is not None
    assert found.sections[0].url == "http://th01.edu.vn/x"
    assert (found.decisions[0].outcome, found.decisions[0].when) == (Outcome.PASS, date(2022, 6, 1))
    assert load_overrides(path, RUBRIC, VOCABULARY).of("TH02") is None


CASES = [
    # (what is replaced, by what, line, field, part of the message)
    ("key: cong_khai", "key: cong_khia", 4, "sections[1].key", "không có chuyên mục"),
    ("url: th01.edu.vn/x", "url: 'javascript:1'", 4, "sections[1].url", ""),
    ("host: th01.example.vn", "host: 'javascript:alert(1)'", 6, "aliases[1].host", ""),
    ("school_year: 2021-2022, who", "school_year: 2021-2023, who", 4, "sections[1].school_year", "không phải là năm"),
    ("school_year: 2021-2022, outcome: pass", "school_year: 2021, outcome: pass", 10, "decisions[1].school_year", ""),
    ("outcome: pass", "outcome: unknown", 10, "decisions[1].outcome", "một trong"),
    ("outcome: pass", "outcome: đạt", 10, "decisions[1].outcome", "không phải là một trong"),
    ('rubric: tdm-2021-2022, rule: "3.4"', 'rule: "3.4"', 10, "decisions[1].rubric", "thiếu"),
    ('rule: "3.4"', 'rule: "3.9"', 10, "decisions[1].rule", "không có tiêu chí"),
    ('rule: "3.4"', 'rule: "3.5"', 11, "decisions[2].rule", "đã có quyết định"),
    ("points: 1.5", "points: 3", 11, "decisions[2].points", "0–2"),
    ("points: 1.5, ", "", 11, "decisions[2].outcome", "cần ghi “points”"),
    ("outcome: pass", "outcome: not_applicable, points: 1", 10, "decisions[1].points", "không mang điểm"),
    ("who: Nguyễn Văn A, when: 2022-06-01, why: Đã xem}\n    aliases", "when: 2022-06-01, why: a}\n    aliases", 4,
     "sections[1].who", "thiếu"),
    ("why: Đã xem}\n    aliases", "why: ' '}\n    aliases", 4, "sections[1].why", "trống"),
    ("when: 2022-06-01, why: Đã xem}\n    aliases", "when: hôm qua, why: a}\n    aliases", 4,
     "sections[1].when", "ngày"),
    ("schools:\n  TH01:", "schools:\n  1:", 2, "schools", "ngoặc kép"),
    ("    aliases:", "    alias:", 5, "schools.TH01.alias", "không có trường"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "field", "said"), CASES)
def test_a_bad_file_is_refused_with_its_place(
    tmp_path: Path, old: str, new: str, line: int, field: str, said: str
) -> None:
    assert old in GOOD
    path = written(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(ConfigError) as caught:
        load_overrides(path, RUBRIC, VOCABULARY)
    problems = str(caught.value).splitlines()
    matching = [one for one in problems if one.startswith(f"{path}, dòng {line}") and field in one and said in one]
    assert matching, str(caught.value)


def test_a_school_is_laid_down_once_whatever_the_case_of_its_code(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD + "  th01:\n    decisions: []\n")
    with pytest.raises(ConfigError, match=r"dòng 12, trường “schools\.th01”: trường này đã có ở trên"):
        load_overrides(path, RUBRIC, VOCABULARY)


def test_a_decision_under_another_rubric_is_not_this_ones_business(tmp_path: Path) -> None:
    text = GOOD.replace('rubric: tdm-2021-2022, rule: "3.4"', 'rubric: quoc-gia, rule: "2.1"')
    found = load_overrides(written(tmp_path, text), RUBRIC, VOCABULARY).of("TH01")
    assert found is not None
    assert found.decisions[0].rubric == "quoc-gia"
