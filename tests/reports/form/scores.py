"""A school's scores, made by hand, and what each of them reads as in a form."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from config.loader import load_rubric
from records.facts import Evidence, Window
from records.findings import Answer, Finding, Verdict
from records.rubric import Rubric
from reports.form.scores import SchoolScores

SEEN = datetime(2022, 6, 1, 18, 30, tzinfo=UTC)  # 02/06/2022 01:30 in Viet Nam
YEAR = "2021-2022"


@cache
def rubric(name: str = "tdm-2021-2022") -> Rubric:
    return load_rubric(name, Path("no-such-home"))


def evidence(*urls: str) -> list[dict[str, object]]:
    return [{"url": url, "quote": "trích", "seen_at": SEEN, "sha256": "ab" * 32} for url in urls]


JUDGED: dict[str, dict[str, object]] = {
    "3.1": {
        "outcome": "pass",
        "points": "5",
        "reason": "Cổng có đủ các mục theo hướng dẫn.",
        "evidence": evidence("http://th-phuhoa.test/"),
    },
    "3.2": {
        "outcome": "fail",
        "points": "0",
        "reason": "Cổng của Phòng không liên kết tới cổng của trường.",
        "evidence": evidence("http://www.tptdm.edu.vn/danh-ba"),
    },
    "3.3": {
        "outcome": "pass",
        "points": "5",
        "reason": "Có 45 tin bài được tính, cần 40.",
        "evidence": evidence("http://th-phuhoa.test/tin?a=1&b=2", "http://th-phuhoa.test/tin/7"),
    },
    # What a portal wrote is a text, whatever it looks like, and only http leads anywhere.
    "3.4": {
        "outcome": "partial",
        "points": "2.5",
        "reason": '=HYPERLINK("http://x.test") thiếu <quyết toán> & \x07\u202e“_x0041_”.',
        "evidence": evidence("javascript:alert(1)"),
    },
    "3.5": {"outcome": "unknown", "points": None, "reason": "Máy chủ không trả lời."},
}

SEEN_ON = "(xem ngày 02/06/2022)"
READS = {
    "3.1": f"Cổng có đủ các mục theo hướng dẫn.\nhttp://th-phuhoa.test/ {SEEN_ON}",
    "3.2": f"Cổng của Phòng không liên kết tới cổng của trường.\nhttp://www.tptdm.edu.vn/danh-ba {SEEN_ON}",
    "3.3": "Có 45 tin bài được tính, cần 40.\n"
    "http://th-phuhoa.test/tin?a=1&b=2 (xem ngày 02/06/2022, còn 1 minh chứng ở phụ lục)",
    "3.4": f'=HYPERLINK("http://x.test") thiếu <quyết toán> & “_x0041_”.\njavascript:alert(1) {SEEN_ON}',
}
"""What stands in the cell of evidence, by criterion."""
LINKS = ["http://th-phuhoa.test/", "http://www.tptdm.edu.vn/danh-ba", "http://th-phuhoa.test/tin?a=1&b=2"]


def school(
    judged: dict[str, dict[str, object]] | None = None, name: str = "tdm-2021-2022", code: str = "TH01"
) -> SchoolScores:
    """A school whose criteria are judged as `judged` says; the others are left to people."""
    found = JUDGED if judged is None else judged
    return SchoolScores.model_validate(
        {
            "code": code,
            "name": "Trường Tiểu học Phú Hòa 1",
            "portal": "http://th-phuhoa.test/",
            "findings": [
                {
                    "rule": rule.id,
                    "title": rule.title,
                    "max_points": rule.max_points,
                    "outcome": "self",
                    **found.get(rule.id, {}),
                }
                for rule in rubric(name).rules
            ],
        }
    )


def decided(points: str) -> dict[str, object]:
    """What a person of the office laid down."""
    return {
        "human": {
            "outcome": "pass",
            "points": points,
            "reason": "Đạt theo bản giấy.",
            "remarks": [{"what": "quyết định", "who": "Trần Thị B", "when": date(2022, 6, 5), "why": "Đã xem"}],
        }
    }


def verdict(code: str = "TH01") -> Verdict:
    """The same scores as the store holds them."""
    rules = {rule.id: rule for rule in rubric().rules}
    findings = [
        Finding(
            rule=one.rule,
            title=one.title,
            outcome=one.outcome,
            answer=Answer(
                result="some-result",
                evidence=tuple(Evidence.model_validate(seen.model_dump()) for seen in one.evidence),
            ),
            points=one.points,
            max_points=rules[one.rule].max_points,
            reason=one.reason,
        )
        for one in school().findings
    ]
    return Verdict(
        id=f"verdict-{code}",
        visit=f"visit-{code}",
        school=code,
        school_year=YEAR,
        window=Window(start=date(2021, 8, 1), end=date(2022, 7, 31), basis="tests"),
        rubric=rubric().id,
        rubric_version=rubric().version,
        code_version="0.1.0",
        findings=tuple(findings),
        points=Decimal("12.5"),
        judged_max=Decimal(18),
    )
