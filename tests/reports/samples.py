"""A rubric, readings and verdicts made by hand, for the tests of reports."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from checks.scoring import grade_range_of
from reading.portal import (
    Counted,
    DocumentRead,
    FileState,
    Ledger,
    LedgerEntry,
    LinksRead,
    LinkState,
    PortalReading,
    Precision,
    SectionRead,
    SectionState,
)
from records.facts import Aspect, Coverage, Evidence, PageMissing, Reason, Role, Visit, Window
from records.findings import Answer, Finding, Outcome, PointRange, Verdict
from records.rubric import Basis, Grade, Rubric, RubricSection, Rule
from records.school import Level, School

SEEN = datetime(2022, 6, 1, 18, 30, tzinfo=UTC)  # 02/06/2022 01:30 in Viet Nam
WINDOW = Window(start=date(2021, 8, 1), end=date(2022, 7, 31), basis="năm học 2021-2022")
SHA = "0123456789abcdef" * 4


def rule(number: str, points: int, check: str | None, **more: object) -> Rule:
    return Rule(
        id=number,
        title=f"Tiêu chí số {number}",
        max_points=Decimal(points),
        check=check,
        basis=(Basis(document="TT 37/2020/TT-BGDĐT", place="Điều 9"),),
        **more,  # type: ignore[arg-type]
    )


def make_rubric() -> Rubric:
    return Rubric(
        id="thu-2021-2022",
        version="1",
        title="Tiêu chuẩn thử",
        source="tests",
        levels=(Level.TH, Level.THCS),
        max_points=Decimal(100),
        sections=(
            RubricSection(
                id="1",
                title="Đổi mới dạy học",
                max_points=Decimal(20),
                rules=(rule("1.1", 3, None), rule("1.2", 5, None)),
            ),
            RubricSection(
                id="3",
                title="Công tác thông tin",
                max_points=Decimal(25),
                rules=(
                    rule("3.1", 5, "sections_present"),
                    rule("3.2", 5, "linked_by_parent"),
                    rule("3.3", 5, "posts_enough", params={"minimum": 40}),
                    rule("3.4", 3, "disclosed_by_year"),
                    rule("3.5", 2, "forms_published"),
                    rule("3.6", 5, None),
                ),
            ),
        ),
        grades=(Grade(label="Tốt", at_least=Decimal(90)),),
    )


def make_evidence(url: str = "http://truong.test/tin", quote: str = "đoạn trích", seen: datetime = SEEN) -> Evidence:
    return Evidence(url=url, seen_at=seen, sha256=SHA, quote=quote)


def make_entry(number: int, **more: object) -> LedgerEntry:
    values: dict[str, object] = {
        "identity": f"post-{number}",
        "url": f"http://truong.test/tin/{number}",
        "title": f"Tin số {number}",
        "published": date(2021, 8, 10) + timedelta(days=number % 300),
        "precision": Precision.DAY,
        "nature": "tin",
        "category": "Tin nhà trường",
        "counted": Counted.YES,
        "why": "Ngày đăng nằm trong thời gian tính.",
        "evidence": make_evidence(f"http://truong.test/tin/{number}"),
    }
    return LedgerEntry(**{**values, **more})  # type: ignore[arg-type]


def make_entries(sure: int = 30, maybe: int = 4, no: int = 6) -> tuple[LedgerEntry, ...]:
    entries = [make_entry(number) for number in range(sure)]
    entries += [
        make_entry(1000 + number, counted=Counted.MAYBE, published=None, precision=Precision.NONE, why="Không rõ ngày.")
        for number in range(maybe)
    ]
    entries += [
        make_entry(2000 + number, counted=Counted.NO, published=date(2020, 3, 2), why="Trước thời gian tính.")
        for number in range(no)
    ]
    return tuple(entries)


def make_reading(
    code: str = "TH01",
    entries: tuple[LedgerEntry, ...] | None = None,
    posts_reason: Reason | None = None,
    *,
    name: str = "Trường Tiểu học Phú Hòa 1",
    portal: str = "http://truong.test/",
    levels: tuple[Level, ...] = (Level.TH,),
    sections: tuple[SectionRead, ...] | None = None,
    documents: tuple[DocumentRead, ...] | None = None,
    is_the_schools: bool | None = True,
) -> PortalReading:
    school = School(code=code, name=name, levels=levels, portal=portal, parents=("http://phong.test/",))
    entries = make_entries() if entries is None else entries
    coverage = [Coverage(aspect=aspect, complete=True) for aspect in Aspect if aspect is not Aspect.POSTS]
    coverage.append(
        Coverage(
            aspect=Aspect.POSTS,
            complete=posts_reason is None,
            reason=posts_reason,
            detail="trang 3" if posts_reason else "",
        )
    )
    missing = PageMissing(
        evidence=make_evidence(), url="http://truong.test/tin?page=3", role=Role.LISTING, reason=Reason.TIMEOUT
    )
    visit = Visit(
        id=f"visit-{code}",
        subject=school,
        started_at=SEEN,
        finished_at=SEEN + timedelta(seconds=83.25),
        adapter="generic",
        crawler_version="0.1.0",
        window=WINDOW,
        coverage=tuple(coverage),
        facts=(missing,) if posts_reason else (),
        requests=57,
        bytes=1_340_000,
    )
    sure = sum(entry.counted is Counted.YES for entry in entries)
    maybe = sum(entry.counted is Counted.MAYBE for entry in entries)
    return PortalReading(
        visit=visit,
        school=school,
        school_year="2021-2022",
        window=WINDOW,
        today=date(2022, 6, 2),
        is_the_schools=is_the_schools,
        ledger=Ledger(entries=entries, sure=sure, possible=None if posts_reason else sure + maybe),
        sections=make_sections() if sections is None else sections,
        documents=make_documents() if documents is None else documents,
        links=LinksRead(parent_to_school=True, state=LinkState.LINKED, school_to_parent=None),
    )


def make_sections() -> tuple[SectionRead, ...]:
    states = (SectionState.CONTENT, SectionState.EMPTY, SectionState.LOGIN, SectionState.NOT_OPENED)
    return tuple(
        SectionRead(key=f"muc_{n}", label=f"Mục {n}", url=f"http://truong.test/muc/{n}", state=state, rung=2)
        for n, state in enumerate(states)
    )


def make_documents() -> tuple[DocumentRead, ...]:
    return (
        DocumentRead(
            url="http://truong.test/a.pdf",
            title="Cam kết chất lượng",
            section="cong_khai",
            school_year="2021-2022",
            key="ck_cam_ket",
            file=FileState(opens=True),
            found_on="http://truong.test/ck",
            evidence=make_evidence(),
        ),
    )


FINDINGS: dict[str, tuple[Outcome, str | None]] = {
    "1.1": (Outcome.SELF, None),
    "1.2": (Outcome.SELF, None),
    "3.1": (Outcome.PARTIAL, "3.5"),
    "3.2": (Outcome.FAIL, "0.00"),
    "3.3": (Outcome.REVIEW, None),
    "3.4": (Outcome.PASS, "3.00"),
    "3.5": (Outcome.UNKNOWN, None),
    "3.6": (Outcome.SELF, None),
}


def make_verdict(
    reading: PortalReading,
    findings: dict[str, tuple[Outcome, str | None]] | None = None,
    *,
    reason: str = "Vì sao.",
    remedy: str = "Hãy làm việc này",
    evidence: tuple[Evidence, ...] | None = None,
    grade: str | None = None,
) -> Verdict:
    """A verdict whose totals are added up from `findings`: rule → (outcome, points)."""
    rules = {one.id: one for one in make_rubric().rules}
    made = []
    for number, (outcome, points) in (FINDINGS if findings is None else findings).items():
        made.append(
            Finding(
                rule=number,
                title=rules[number].title,
                outcome=outcome,
                answer=Answer(result="some-result", evidence=(make_evidence(),) if evidence is None else evidence),
                points=None if points is None else Decimal(points),
                max_points=rules[number].max_points,
                range=PointRange(low=Decimal(2), high=Decimal(5)) if outcome is Outcome.REVIEW else None,
                reason="" if outcome is Outcome.SELF else reason,
                remedy="" if outcome in (Outcome.SELF, Outcome.PASS, Outcome.UNKNOWN) else f"{remedy} ({number}).",
            )
        )
    judged = [one for one in made if one.outcome.is_judged]
    return Verdict(
        id=f"verdict-{reading.school.code}",
        visit=reading.visit.id,
        school=reading.school.code,
        school_year=reading.school_year,
        window=reading.window,
        rubric="thu-2021-2022",
        rubric_version="1",
        code_version="0.1.0",
        findings=tuple(made),
        points=sum((one.points or Decimal(0) for one in judged), Decimal(0)),
        judged_max=sum((one.max_points or Decimal(0) for one in judged), Decimal(0)),
        section_max=Decimal(25),
        max=Decimal(100),
        open_max=_most(made, Outcome.NOT_DUE, Outcome.REVIEW, Outcome.UNKNOWN, Outcome.ERROR),
        self_max=_most(made, Outcome.SELF),
        not_applicable_max=_most(made, Outcome.NOT_APPLICABLE),
        grade=grade,
        grade_range=grade_range_of(make_rubric(), made),
    )


def _most(findings: list[Finding], *outcomes: Outcome) -> Decimal:
    return sum((one.max_points or Decimal(0) for one in findings if one.outcome in outcomes), Decimal(0))
