"""What a school is told: the one content from which every format is rendered. Pure, frozen, already harmless text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reading.addresses import site_of
from reading.natures import NATURE_TITLES
from reading.portal import Counted, LinkState, PortalReading, Precision, SectionState
from reading.risks import personal_data
from records.base import Record
from records.facts import Aspect, PageSeen, Role
from records.findings import Outcome, Verdict
from records.rubric import Rubric
from records.vocabulary import Vocabulary
from reports.band import OPEN_OUTCOMES, BandRange, band_range
from reports.criteria import CriterionReport, Link, RemarkShown, build_criterion, link_to, show_remarks
from reports.ladder import Ladder, build_ladder
from reports.months import PostTally, days_a_year_before, tally_posts
from reports.pace import Pace, pace_until
from reports.receipt import Receipt, build_receipt, reason_sentence
from reports.typography import Plain, format_day, plain
from reports.wording import ASPECT_LABELS

MOST_THINGS_TO_DO = 3
POSTS_CHECK, POSTS_GOAL = "posts_enough", "minimum"
"""The check that counts posts and its parameter: the number the picture is drawn against."""
DATED_CHECKS = frozenset({POSTS_CHECK, "posts_regular", "posts_every_month"})
"""Checks that ask for posts of days that will be over: what is posted after the window counts for the next year."""


class SelfScored(Record):
    """Criteria of one part of the rubric that people score themselves, or that are outside this audit."""

    section: Plain
    title: Plain
    max_points: Decimal | None
    criteria: tuple[CriterionReport, ...]


class FocusScore(Record):
    """Points of the focus section: judged, still open, left to people. The three maxima add up to `section_max`
    unless some criteria do not apply. `judged`, `passed` and `open` count criteria: all there is in a rubric without
    points."""

    section: Plain
    points: Decimal | None
    judged_max: Decimal
    open_max: Decimal
    self_max: Decimal
    section_max: Decimal | None
    judged: int = 0
    passed: int = 0
    open: int = 0

    @property
    def in_points(self) -> bool:
        """Tell whether the section gives points at all."""
        return self.section_max is not None or bool(self.judged_max or self.open_max or self.self_max)


class Unmeasured(Record):
    """What was not measured and why: a criterion without points (`outcome` set) or an aspect not read to its end."""

    label: Plain
    sentence: Plain
    detail: Plain = ""
    rule: Plain | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One post; its texts are made harmless by `_ledger`, the one place that makes it."""

    link: Link
    title: str
    published: date | None
    precision: Precision
    nature: str
    category: str
    counted: Counted
    why: str


class SectionRow(Record):
    """One section that was recognised on the portal."""

    title: Plain
    label: Plain
    link: Link
    school_year: Plain | None
    state: SectionState
    rung: int
    entries: int


class PersonalDataRow(Record):
    """A page or file that shows personal data of pupils; `rows` is 0 for a form that somebody filled in."""

    title: Plain
    link: Link
    rows: int

    @property
    def sentence(self) -> str:
        """What is there, in Vietnamese."""
        return f"danh sách {self.rows} học sinh kèm ngày sinh" if self.rows else "đơn đã điền thông tin của học sinh"


class SchoolReport(Record):
    """All that the page of one school says.

    `focus` are the criteria of the rubric's focus section, in its order; `criteria` those that are told in full.
    `moved_to` is where the portal now stands when its address leads to another site; `platform` the registered domain
    it stands under. `human_points` and `human_grade` count what people laid down; `nights` tells what other nights saw.
    """

    code: Plain
    name: Plain
    level: Plain
    ward: Plain
    portal: Link
    moved_to: Link | None
    platform: Plain
    school_year: Plain
    window_from: date
    window_to: date
    window_basis: Plain
    as_of: date | None
    rubric: Plain
    rubric_version: Plain
    rubric_title: Plain
    code_version: Plain
    is_the_schools: bool | None
    score: FocusScore
    points: Decimal | None
    judged_max: Decimal
    max: Decimal | None
    grade: Plain | None
    band: BandRange | None
    human_points: Decimal | None = None
    human_judged_max: Decimal | None = None
    human_grade: Plain | None = None
    remarks: tuple[RemarkShown, ...] = ()
    personal_data: tuple[PersonalDataRow, ...] = ()
    to_do: tuple[CriterionReport, ...]
    unmeasured: tuple[Unmeasured, ...]
    focus_title: Plain
    focus: tuple[CriterionReport, ...]
    criteria: tuple[CriterionReport, ...]
    self_scored: tuple[SelfScored, ...]
    posts: PostTally
    posts_complete: bool
    pace: Pace | None
    ladder: Ladder | None
    ledger: tuple[LedgerRow, ...]
    counts: dict[Counted, int]
    sections: tuple[SectionRow, ...]
    link_state: LinkState
    receipt: Receipt
    nights: tuple[Plain, ...] = ()

    @property
    def anything_judged(self) -> bool:
        """Tell whether one criterion at least was judged."""
        return any(one.outcome.is_judged for one in self.criteria)


def focus_score(section: str, section_max: Decimal | None, criteria: tuple[CriterionReport, ...]) -> FocusScore:
    """Add up the criteria of the focus section. `points` is None when not one of them was judged."""
    judged = [one for one in criteria if one.points is not None]
    return FocusScore(
        section=section,
        points=sum((one.points or Decimal(0) for one in judged), Decimal(0)) if judged else None,
        judged_max=_maxima(judged),
        open_max=_maxima([one for one in criteria if one.outcome in OPEN_OUTCOMES]),
        self_max=_maxima([one for one in criteria if one.outcome is Outcome.SELF]),
        section_max=section_max,
        judged=sum(one.outcome.is_judged for one in criteria),
        passed=sum(one.outcome is Outcome.PASS for one in criteria),
        open=sum(one.outcome in OPEN_OUTCOMES for one in criteria),
    )


def _maxima(criteria: list[CriterionReport]) -> Decimal:
    return sum((one.max_points or Decimal(0) for one in criteria), Decimal(0))


def _to_do(criteria: tuple[CriterionReport, ...]) -> tuple[CriterionReport, ...]:
    # What is surely lost comes before what may be lost; what a fault hid from us is nobody's task.
    # Nor does what can still be won this year stand behind what cannot.
    useful = sorted(
        (one for one in criteria if one.remedy and any(one.worth)),
        key=lambda one: (not one.too_late, one.worth),
        reverse=True,
    )
    # One thing to do that two criteria ask for is named once, where it is worth most.
    tasks = {one.remedy: one for one in reversed(useful)}
    return tuple(one for one in useful if tasks[one.remedy] is one)[:MOST_THINGS_TO_DO]


def _moved_to(reading: PortalReading) -> Link | None:
    """Where the school's portal now stands, when asking for its address ended on another site."""
    homes = [fact for fact in reading.visit.facts if isinstance(fact, PageSeen) and fact.role is Role.HOME]
    if not homes or not reading.is_the_schools:
        return None
    now, listed = site_of(homes[0].url), site_of(reading.school.portal)
    return link_to(homes[0].url) if now and now != listed else None


def _pace(reading: PortalReading, goal: int | None) -> Pace | None:
    """The pace still asked for, None once the window is closed or when nobody knows how many posts there are."""
    if goal is None or not reading.is_the_schools or not reading.visit.covered(Aspect.POSTS).complete:
        return None
    end = min(reading.window.end, reading.as_of) if reading.as_of else reading.window.end
    return pace_until(end, reading.today, goal - reading.ledger.sure)


def _unmeasured(reading: PortalReading, criteria: tuple[CriterionReport, ...]) -> tuple[Unmeasured, ...]:
    open_criteria = [
        Unmeasured(label=one.title, sentence=one.reason, rule=one.rule, outcome=one.outcome)
        for one in criteria
        if one.settled in OPEN_OUTCOMES
    ]
    # One fault that hid several things is told once.
    faults: dict[tuple[str, str], list[str]] = {}
    for cover in map(reading.visit.covered, Aspect):
        if not cover.complete:
            fault = (reason_sentence(cover.reason) or "Chưa đọc hết.", cover.detail)
            faults.setdefault(fault, []).append(ASPECT_LABELS[cover.aspect])
    aspects = [
        Unmeasured(label="; ".join(labels), sentence=sentence, detail=detail)
        for (sentence, detail), labels in faults.items()
    ]
    if reading.is_the_schools is None and open_criteria:
        named = ", ".join(one.rule for one in open_criteria if one.rule)
        sentence = "Không đọc được trang chủ nên các tiêu chí này chưa đo được."
        return (Unmeasured(label=f"Tiêu chí {named}", sentence=sentence), *aspects)
    if reading.begins_too_late and reading.visit.covered(Aspect.POSTS).complete:
        first = format_day(reading.visit.window.start)
        sentence = f"Lần xem này chỉ đọc tin bài từ ngày {first}; hãy xem cổng lại cho năm học này."
        aspects.append(Unmeasured(label=ASPECT_LABELS[Aspect.POSTS], sentence=sentence))
    return (*open_criteria, *aspects)


def post_goal(rubric: Rubric) -> int | None:
    """The number of posts the rubric asks for, None when no rule of it counts posts."""
    goals = (rule.params.get(POSTS_GOAL) for rule in rubric.rules if rule.check == POSTS_CHECK)
    return next((goal for goal in goals if isinstance(goal, int)), None)


def _ledger(reading: PortalReading, titles: dict[str, str]) -> tuple[LedgerRow, ...]:
    return tuple(
        LedgerRow(
            link=link_to(entry.url),
            title=plain(entry.title) or "(không có tiêu đề)",
            published=entry.published,
            precision=entry.precision,
            nature=plain(titles.get(entry.nature) or NATURE_TITLES.get(entry.nature, entry.nature)),
            category=plain(entry.category),
            counted=entry.counted,
            why=plain(entry.why),
        )
        for entry in reading.ledger.entries
    )


def _sections(reading: PortalReading, titles: dict[str, str]) -> tuple[SectionRow, ...]:
    return tuple(
        SectionRow(
            title=titles.get(section.key, section.key),
            label=section.label,
            link=link_to(section.url),
            school_year=section.school_year,
            state=section.state,
            rung=section.rung,
            entries=len(section.items),
        )
        for section in reading.sections
    )


def _is_aside(one: CriterionReport, in_focus: set[str]) -> bool:
    """Tell whether a criterion is only listed, not told in full; one that was judged never is."""
    return one.outcome is Outcome.SELF or (one.outcome is Outcome.NOT_APPLICABLE and one.rule not in in_focus)


def _self_scored(rubric: Rubric, criteria: dict[str, CriterionReport], in_focus: set[str]) -> tuple[SelfScored, ...]:
    parts = []
    for section in rubric.sections:
        inside = [criteria[rule.id] for rule in section.rules if rule.id in criteria]
        aside = tuple(one for one in inside if _is_aside(one, in_focus))
        if aside:
            parts.append(
                SelfScored(section=section.id, title=section.title, max_points=section.max_points, criteria=aside)
            )
    return tuple(parts)


def build_school_report(
    verdict: Verdict,
    reading: PortalReading,
    rubric: Rubric,
    vocabulary: Vocabulary | None = None,
    platform: str = "",
) -> SchoolReport:
    """Return what the school's page says. With `vocabulary`, keys of sections and natures read as their titles;
    `platform` is the registered domain that the portal stands under."""
    rules = {rule.id: rule for rule in rubric.rules}
    # A shortage of posts stays once the window is over; a doubt about them can be ended even then.
    over = reading.today >= min(verdict.window.end, verdict.as_of or verdict.window.end)
    dated = {rule.id for rule in rubric.rules if rule.check in DATED_CHECKS} if over else set()
    short = {one.rule for one in verdict.findings if one.outcome in (Outcome.FAIL, Outcome.PARTIAL)}
    criteria = {
        finding.rule: build_criterion(
            rules.get(finding.rule), finding, reading.law, reading.school_year, too_late=finding.rule in dated & short
        )
        for finding in verdict.findings
    }
    in_focus = {rule.id for section in rubric.sections if section.id == rubric.focus for rule in section.rules}
    focus = tuple(one for one in criteria.values() if one.rule in in_focus)
    entries = reading.ledger.entries
    sections = vocabulary.sections if vocabulary else ()
    natures = vocabulary.natures if vocabulary else ()
    goal = post_goal(rubric)
    before = days_a_year_before(entries, reading.visit.facts, verdict.window, rubric.counted_natures)
    anything_judged = any(one.points is not None for one in criteria.values())
    return SchoolReport(
        code=reading.school.code,
        name=reading.school.name,
        level=reading.school.level_label,
        ward=reading.school.ward or "",
        portal=link_to(reading.school.portal),
        moved_to=_moved_to(reading),
        platform=platform,
        school_year=verdict.school_year,
        window_from=verdict.window.start,
        window_to=verdict.window.end,
        window_basis=verdict.window.basis,
        as_of=verdict.as_of,
        rubric=verdict.rubric,
        rubric_version=verdict.rubric_version,
        rubric_title=rubric.title,
        code_version=verdict.code_version,
        is_the_schools=reading.is_the_schools,
        score=focus_score(rubric.focus, verdict.section_max, focus),
        points=verdict.points if anything_judged else None,
        judged_max=verdict.judged_max,
        max=verdict.max,
        grade=verdict.grade,
        band=band_range(verdict, rubric),
        human_points=verdict.human.points if verdict.human else None,
        human_judged_max=verdict.human.judged_max if verdict.human else None,
        human_grade=verdict.human.grade if verdict.human else None,
        remarks=show_remarks(verdict.remarks),
        personal_data=tuple(
            PersonalDataRow(title=one.title, link=link_to(one.url), rows=one.rows) for one in personal_data(reading)
        ),
        to_do=_to_do(tuple(criteria.values())),
        unmeasured=_unmeasured(reading, tuple(criteria.values())),
        focus_title=next((section.title for section in rubric.sections if section.id == rubric.focus), ""),
        focus=focus,
        criteria=tuple(one for one in criteria.values() if not _is_aside(one, in_focus)),
        self_scored=_self_scored(rubric, criteria, in_focus),
        posts=tally_posts(entries, verdict.window, goal, before),
        posts_complete=reading.ledger.possible is not None and reading.visit.covered(Aspect.POSTS).complete,
        pace=_pace(reading, goal),
        ladder=build_ladder(reading, verdict),
        ledger=_ledger(reading, {term.key: term.title for term in natures}),
        counts={kind: sum(entry.counted is kind for entry in entries) for kind in Counted},
        sections=_sections(reading, {term.key: term.title for term in sections}),
        link_state=reading.links.state,
        receipt=build_receipt(reading.visit),
        nights=verdict.nights.notes if verdict.nights else (),
    )
