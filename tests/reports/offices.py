"""Offices made by hand and written by the formats themselves, for the tests that open the files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from config.loader import load_vocabulary
from reading.portal import Counted, FileState, ItemRead, PortalReading, Precision, SectionRead, SectionState
from records.facts import Aspect, Coverage, PageSeen, Reason, Role
from records.findings import Outcome, Part, Verdict
from records.school import Level
from records.vocabulary import LegalDocument
from reports.audit import AuditHeader, AuditListProblem, AuditWindow, WholeSchool, audit_school
from reports.files import PAGES, ReportOrder, file_name
from reports.formats import open_formats
from reports.office import ListProblem, OfficeReport, ProblemKind, build_office_report, build_office_row, office_columns
from reports.report import SchoolReport, build_school_report
from tests.reports.samples import (
    FINDINGS,
    SEEN,
    WINDOW,
    make_entry,
    make_evidence,
    make_reading,
    make_rubric,
    make_verdict,
)
from tests.reports.test_report import ALL_PASS, ALL_UNKNOWN

VOCABULARY = load_vocabulary()
LAW = VOCABULARY.law
HOSTILE = (
    '=HYPERLINK("http://evil.test";"x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}{% raw %}",
    "gpj\u202e.exe",
    "a\x00b\x08c\x0b\ufffe",
    "</w:t></w:r><w:r>",
    "]]><!--",
    "_x0041_",
    "＝1＋1",
)
"""Titles that mean something to one format or another."""
HOSTILE_ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt://x/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "http://a.test/\"onmouseover='x'",
    "vbscript:x",
    "//evil.test/x",
)

Made = tuple[Verdict, PortalReading]


def school(
    code: str = "TH01",
    findings: dict[str, tuple[Outcome, str | None]] | None = None,
    *,
    ward: str | None = None,
    home: Reason | None = None,
    moved_to: str = "",
    **more: object,
) -> Made:
    """A judged school; `home` is why its home page could not be seen, `moved_to` where its address led."""
    reading = make_reading(code, **more)  # type: ignore[arg-type]
    visit = reading.visit
    if home is not None:
        visit = visit.model_copy(
            update={"coverage": tuple(Coverage(aspect=aspect, complete=False, reason=home) for aspect in Aspect)}
        )
    if moved_to:
        seen = PageSeen(
            evidence=make_evidence(moved_to),
            url=moved_to,
            role=Role.HOME,
            requested_url=reading.school.portal,
            status=200,
        )
        visit = visit.model_copy(update={"facts": (*visit.facts, seen)})
    owner = reading.school.model_copy(update={"ward": ward})
    reading = reading.model_copy(update={"visit": visit, "school": owner, "law": law_of("2021-2022")})
    return make_verdict(reading, findings), reading


def law_of(year: str) -> tuple[LegalDocument, ...]:
    """The documents that bind a school year, the newest first."""
    return tuple(sorted((one for one in LAW if one.binds(year)), key=lambda one: one.first, reverse=True))


def with_parts(made: Made) -> Made:
    """The same school with công khai of two years and what criterion 3.4 says of each item."""
    verdict, reading = made
    parts = (
        Part(key="ck_cam_ket", title="Cam kết chất lượng", result="published", outcome=Outcome.PASS, rung=4,
             reason="Có: “Cam kết”.", evidence=(make_evidence(),)),
        Part(key="ck_csvc", title="Cơ sở vật chất", result="absent", outcome=Outcome.FAIL, rung=0,
             reason="Không thấy."),
    )  # fmt: skip
    findings = tuple(
        one.model_copy(update={"answer": one.answer.model_copy(update={"parts": parts})}) if one.rule == "3.4" else one
        for one in verdict.findings
    )
    sections = tuple(
        SectionRead(
            key="cong_khai",
            label=f"Công khai {year}",
            url=f"http://truong.test/cong-khai/{year}",
            state=SectionState.CONTENT,
            rung=3,
            school_year=year,
            items=(
                ItemRead(title=f"Cam kết chất lượng {year}", url=f"http://truong.test/{year}.pdf", key="ck_cam_ket",
                         school_year=year, year_from="section", is_file=True, file=FileState(opens=True),
                         evidence=make_evidence()),
            ),
            evidence=(make_evidence(),),
        )
        for year in ("2020-2021", "2021-2022")
    )  # fmt: skip
    return verdict.model_copy(update={"findings": findings}), reading.model_copy(update={"sections": sections})


def report_on(made: Made, platform: str = "") -> SchoolReport:
    return build_school_report(*made, make_rubric(), VOCABULARY, platform)


def hostile_school(code: str = "=cmd|'/C calc'!A0") -> Made:
    """A school whose portal and list mean ill in every text and address."""
    entries = tuple(
        make_entry(
            number, title=title, url=HOSTILE_ADDRESSES[number % len(HOSTILE_ADDRESSES)], category=title, why=title
        )
        for number, title in enumerate(HOSTILE)
    )
    sections = tuple(
        SectionRead(key="van_ban", label=title, url=address, state=SectionState.CONTENT, rung=2)
        for title, address in zip(HOSTILE, HOSTILE_ADDRESSES, strict=False)
    )
    _, reading = school(
        code,
        name='=1+1 <b>Trường</b> "x"',
        portal="javascript:alert(1)",
        entries=entries,
        sections=sections,
        ward="@ward",
    )
    evidence = tuple(make_evidence(address, title) for title, address in zip(HOSTILE, HOSTILE_ADDRESSES, strict=False))
    return make_verdict(reading, reason=HOSTILE[5], remedy=HOSTILE[0], evidence=evidence), reading


def district() -> list[Made]:
    """Schools of every kind: good, poor, down together, moved, two on one portal."""
    maybe = tuple(make_entry(n, counted=Counted.MAYBE, published=None, precision=Precision.NONE) for n in range(3))
    return [
        school("TH01", ALL_PASS, ward="Phường Phú Cường"),
        with_parts(school("TH02", FINDINGS, ward="Phường Phú Hòa", portal="http://th02.nen-tang.test/")),
        school("TH03", ALL_UNKNOWN, home=Reason.TIMEOUT, entries=(), is_the_schools=None, portal="http://th03.nen-tang.test/"),
        school("TH04", ALL_UNKNOWN, home=Reason.TIMEOUT, entries=(), is_the_schools=None, portal="http://th04.nen-tang.test/"),
        school("CS05", FINDINGS, levels=(Level.THCS,), ward="Phường Phú Hòa", moved_to="http://moi.test/",
               portal="http://cu.test/", name="Trường THCS Chuyển Nhà"),
        school("CS06", FINDINGS, levels=(Level.THCS,), entries=maybe, portal="http://moi.test",
               name="Trường THCS Ở Ghép"),
    ]  # fmt: skip


PROBLEMS = (
    ListProblem(kind=ProblemKind.BAD_ROW, messages=("Thiếu địa chỉ cổng.",), place="truong.csv, dòng 9"),
    ListProblem(kind=ProblemKind.NOTE, messages=("Mã bị đổi thành số.",), code="TH01"),
)


def write_office(
    folder: Path, schools: Iterable[Made], formats: Sequence[str], *, with_posts: bool = False
) -> OfficeReport:
    """Write the reports of `schools` as a publisher does, and return the office's."""
    rubric, made = make_rubric(), list(schools)
    order = ReportOrder(
        out=folder,
        json=folder / "audit.json",
        header=AuditHeader(
            school_year="2021-2022",
            window=AuditWindow(start=WINDOW.start, end=WINDOW.end, basis=WINDOW.basis),
            rubric=rubric.id,
            rubric_version=rubric.version,
            rubric_title=rubric.title,
            generated_at=SEEN,
        ),
        columns=office_columns(rubric),
        with_posts=with_posts,
    )
    files = open_formats(formats, order)
    rows = []
    for one in files:
        one.begin()
        one.note(
            AuditListProblem(kind="bad_row", place="truong.csv, dòng 9", code="", name="", message="Thiếu địa chỉ.")
        )
    for verdict, reading in made:
        host = reading.school.portal.split("/")[2].split(":")[0] if "//" in reading.school.portal else ""
        report = report_on((verdict, reading), ".".join(host.split(".")[-2:]))
        rows.append(build_office_row(report, f"{PAGES}/{file_name(report.code, 'html')}"))
        for one in files:
            one.school(report)
            one.row(rows[-1], WholeSchool.of(audit_school(verdict, reading)) if one.wants_school else None)
    office = build_office_report(
        rows,
        PROBLEMS,
        rubric,
        listed=len(rows) + 1,
        school_year="2021-2022",
        window=WINDOW,
        generated_at=datetime(2022, 6, 3, tzinfo=UTC),
    )
    for one in files:
        one.end(office, complete=True)
    return office
