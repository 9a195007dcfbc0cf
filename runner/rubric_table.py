"""docs/rubrics.md: each criterion of each requirement document, and who answers it; made from packs and checks."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from checks.registry import all_checks
from config.loader import list_rubrics, load_rubric
from records.rubric import Rubric, Rule
from reports.typography import format_number

_HEAD = """\
# Bộ tiêu chí và cách chấm

Bảng này do `make rubrics` viết ra từ các bộ tiêu chí (`config/rubrics/`) và các phép kiểm tra (`checks/library/`); đừng
sửa tay. **Máy chấm**: phép kiểm tra trả lời. **Máy đề xuất**: máy tìm văn bản, tin bài có thể làm minh chứng, không
chấm. **Tự chấm**: không nhìn thấy được từ cổng.
"""


def rubrics_markdown() -> str:
    """The whole document, with a final newline."""
    packs = [_pack(load_rubric(listing.id)) for listing in list_rubrics()]
    return "\n".join([_HEAD, *packs, _checks()])


def _pack(rubric: Rubric) -> str:
    kinds = Counter(_kind(rule) for rule in rubric.rules)
    told = ", ".join(f"{kinds[kind]} {kind.lower()}" for kind in ("Máy chấm", "Máy đề xuất", "Tự chấm"))
    points = f"{format_number(rubric.max_points)} điểm" if rubric.max_points is not None else "không có điểm"
    lines = [
        f"## {rubric.title}",
        "",
        f"`{rubric.id}`, bản {rubric.version}. {rubric.source}. Cấp học: {', '.join(rubric.levels)}; năm học: "
        f"{', '.join(rubric.school_years)}; {points}. {len(rubric.rules)} tiêu chí: {told}.",
        "",
        "| Số | Tiêu chí | Điểm | Ai trả lời | Bằng gì |",
        "|---|---|---|---|---|",
    ]
    for section in rubric.sections:
        bonus = " (điểm thưởng, ngoài tổng)" if section.bonus else ""
        most = format_number(section.max_points) if section.max_points is not None else ""
        lines.append(f"| **{section.id}** | **{_cell(section.title)}{bonus}** | {most} | | |")
        lines += [_row(rule) for rule in section.rules]
    return "\n".join([*lines, ""])


def _row(rule: Rule) -> str:
    most = format_number(rule.max_points) if rule.max_points is not None else ""
    return f"| {rule.id} | {_cell(rule.title)} | {most} | {_kind(rule)} | {_by(rule)} |"


def _kind(rule: Rule) -> str:
    if rule.check is not None:
        return "Máy chấm"
    return "Máy đề xuất" if rule.search else "Tự chấm"


def _by(rule: Rule) -> str:
    if rule.check is not None:
        return f"`{rule.check}`"
    return _cell("; ".join(search.title for search in rule.search))


def _checks() -> str:
    lines = ["## Phép kiểm tra", "", "| Tên | Câu hỏi | Kết quả |", "|---|---|---|"]
    lines += [
        f"| `{asked.name}` | {_cell(asked.title)} | {', '.join(f'`{slug}`' for slug in asked.results)} |"
        for asked in all_checks().values()
    ]
    return "\n".join([*lines, ""])


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "/").split())


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(rubrics_markdown(), encoding="utf-8", newline="\n")
