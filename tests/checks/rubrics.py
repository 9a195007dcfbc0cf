"""Small rubrics to judge by."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from records.rubric import Grade, Rubric, RubricSection, Rule
from records.school import Level

SECTIONS_RULE: dict[str, Any] = {
    "id": "3.1",
    "title": "Chuyên mục",
    "max_points": "5",
    "check": "required_sections",
    "params": {"required": ["gioi_thieu", "lien_he"]},
    "points": {"complete": "5", "missing-required": "0.5"},
    "remedy": {
        "missing-required": "Bổ sung {missing}.",
        "not-seen": "Xem lại.",
        "unsure": "Xem.",
        "foreign-portal": "?",
    },
}
POSTS_RULE: dict[str, Any] = {
    "id": "3.3",
    "title": "Tin bài",
    "max_points": "5",
    "check": "posts_enough",
    "params": {"minimum": 40},
    "points": {"enough": "5", "too-few": "1"},
}
FORMS_RULE: dict[str, Any] = {
    "id": "3.5",
    "title": "Biểu mẫu",
    "max_points": "2",
    "check": "forms_published",
    "params": {"forms": {"bm_nghi_hoc": ["TH"], "tuyen_sinh": ["TH"]}},
    "points": {"all-forms": "2", "forms-scattered": "2", "some-forms": "0", "empty": "0", "absent": "0"},
}
SELF_RULE: dict[str, Any] = {"id": "1.1", "title": "Tự chấm", "max_points": "88", "evidence_wanted": "Kế hoạch"}
LINK_RULE: dict[str, Any] = {
    "id": "3.2",
    "title": "Liên kết",
    "max_points": "5",
    "check": "linked_by_parent",
    "points": {"linked": "5", "linked-by-redirect": "5", "linked-elsewhere": "0", "not-linked": "0"},
}
YEAR_RULE: dict[str, Any] = {
    "id": "3.4",
    "title": "Công khai",
    "max_points": "3",
    "check": "cong_khai_by_year",
    "points": {"own-part": "3", "other-years-only": "0", "empty": "0", "absent": "0"},
}


def rubric(*rules: dict[str, Any], grades: tuple[tuple[str, int], ...] = (), version: str = "1", **more: Any) -> Rubric:
    """A rubric whose rules all stand in section 3; points add up by themselves."""
    made = tuple(Rule.model_validate(rule) for rule in rules)
    total = sum((rule.max_points or Decimal(0) for rule in made), Decimal(0))
    return Rubric(
        id="thu",
        version=version,
        title="Thử",
        source="Thử",
        levels=more.pop("levels", (Level.TH, Level.THCS)),
        max_points=total,
        sections=(RubricSection(id="3", title="Cổng", max_points=total, rules=made),),
        grades=tuple(Grade(label=label, at_least=Decimal(least)) for label, least in grades),
        **more,
    )
