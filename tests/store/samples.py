"""Records to save."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

from records.facts import Aspect, Coverage, Evidence, Reason, Window
from records.findings import Answer, Finding, Outcome, PointRange, Verdict
from store import RunRecord, SubjectKind, VisitEntry

START = datetime(2026, 11, 22, 1, 2, 3, 456_789, tzinfo=UTC)
VIETNAM = timezone(timedelta(hours=7))


def run(run_id: str = "r1", *, minutes: int = 0, **changes: object) -> RunRecord:
    return RunRecord(
        id=run_id,
        started_at=START + timedelta(minutes=minutes),
        school_list="truong.csv",
        rubric="tdm-2021-2022",
        rubric_version="1",
        school_year="2021-2022",
        as_of=date(2022, 5, 31),
        out="ket-qua",
    ).model_copy(update=changes)


def entry(visit_id: str = "v1", *, subject: str = "01", minutes: int = 0) -> VisitEntry:
    return VisitEntry(
        id=visit_id,
        subject=subject,
        subject_kind=SubjectKind.SCHOOL,
        started_at=START + timedelta(minutes=minutes),
        finished_at=START + timedelta(minutes=minutes + 2),
        adapter="generic",
        crawler_version="0.1.0",
        archive="var/archive",
        requests=41,
        bytes=5_000_000_000,
        coverage=(
            Coverage(aspect=Aspect.HOME, complete=True),
            Coverage(aspect=Aspect.POSTS, complete=False, reason=Reason.BUDGET, detail="hết 300 lượt"),
        ),
    )


def finding(rule: str, outcome: Outcome, points: str | None = None) -> Finding:
    seen = Evidence(url="http://127.0.0.1/", seen_at=START, sha256="a" * 64, quote="Công khai năm học 2021-2022")
    return Finding(
        rule=rule,
        title="Số bài viết",
        outcome=outcome,
        answer=Answer(result="published", values={"count": 41, "dòng": ["một", 2, None]}, evidence=(seen,)),
        points=None if points is None else Decimal(points),
        max_points=Decimal("10"),
        range=PointRange(low=Decimal("0"), high=Decimal("2.5")) if outcome is Outcome.REVIEW else None,
        reason="Đã đăng 41 bài.",
        remedy="Không cần làm gì.",
    )


def verdict(
    verdict_id: str = "d1", *, school: str = "01", visit: str = "v1", findings: tuple[Finding, ...] | None = None
) -> Verdict:
    if findings is None:
        findings = (
            finding("3.1", Outcome.PASS, "0.10"),
            finding("3.2", Outcome.REVIEW),
            finding("3.10", Outcome.FAIL, "0"),
        )
    return Verdict(
        id=verdict_id,
        visit=visit,
        school=school,
        school_year="2021-2022",
        window=Window(start=date(2021, 8, 1), end=date(2022, 7, 31), basis="PL 1"),
        as_of=date(2022, 5, 31),
        rubric="tdm-2021-2022",
        rubric_version="1",
        code_version="0.1.0",
        findings=findings,
        points=Decimal("0.30"),
        judged_max=Decimal("12.5"),
        section_max=None,
        max=Decimal("1E+2"),
        grade=None,
    )
