"""How right the product is on the labelled portals: ``python -m tests.portals.accuracy`` (``make accuracy``).

Every portal is visited twice, with its family's adapter and with the generic one alone, and held against a truth that
was written before any crawler met it. Lines are printed per provenance: a portal that was invented never counts as
a supported family.
"""

from __future__ import annotations

import statistics
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from urllib.parse import unquote

from crawler.order import Mapping
from reading.addresses import same_address
from reading.fold import fold
from reading.portal import Counted, LedgerEntry, Precision
from records.facts import Aspect, PageSeen, PostSeen
from records.school import School
from tests.portals.browser.chrome import why_not as no_browser
from tests.portals.browser.roster import BROWSER
from tests.portals.labelled import start_labelled
from tests.portals.labelled.model import LabelledPortal
from tests.portals.live.roster import LIVE
from tests.portals.live.school import Kind
from tests.portals.nasty import start_nasty
from tests.portals.scripted import codes_of_run, start_scripted
from tests.portals.sections_district import start_sections_district
from tests.portals.truth import PortalTruth, PostTruth
from tests.portals.visiting import SCHOOL_YEAR, Audited, as_mapping, as_school, audit
from tests.portals.wordpress.presets import good_school, weak_school
from tests.portals.wordpress.seed import run_seed
from tests.portals.wordpress.server import start_wordpress, why_not

MANY_REQUESTS = 150
_SECONDS_BY_BROWSER = 90.0
KINDS: tuple[Kind, ...] = ("good", "weak")
RULES = ("3.1", "3.2", "3.3", "3.4", "3.5")


@dataclass(frozen=True)
class Case:
    """A portal to visit and what is true of it."""

    school: School
    truth: PortalTruth
    enumerable: bool = True

    @property
    def name(self) -> str:
        return f"{self.school.code} ({self.truth.family})"


@dataclass
class Score:
    """What came of it, for one portal or many."""

    posts: Counter[str] = field(default_factory=Counter)
    rules: Counter[tuple[str, str]] = field(default_factory=Counter)
    requests: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        self.posts.update(other.posts)
        self.rules.update(other.rules)
        self.requests += other.requests
        self.faults += other.faults


def score(case: Case, audited: Audited) -> Score:
    """Hold one audit against its truth.

    Only posts of the window are scored: what lies outside is read as far as it is met on the way. A post that the
    truth does not count (documents, menus) may be left out of a listing of news without being missed.
    """
    result = Score(requests=[audited.visit.requests])
    window = audited.reading.window
    found: dict[str, list[LedgerEntry]] = {}
    for entry in audited.reading.ledger.entries:
        found.setdefault(fold(entry.title), []).append(entry)
    complete = audited.visit.covered(Aspect.POSTS).complete
    result.posts["complete" if complete else "incomplete"] += 1
    known: Counter[str] = Counter()
    titles = Counter(fold(post.title) for post in case.truth.visible_posts)
    for post in case.truth.visible_posts:
        known[fold(post.title)] += 1
        if post.published is not None and not window.holds(post.published):
            continue
        entries = found.get(fold(post.title), [])
        # Where several posts share a title, one that was not found must not be held against its namesake.
        if titles[fold(post.title)] > len(entries):
            entries = [entry for entry in entries if entry.published == post.published]
        entry = _nearest(entries, post, case.truth.url(post.path))
        _score_post(case, result, post, entry, complete)
    for title, entries in found.items():
        for extra in entries[known[title] :]:
            if extra.counted is not Counted.NO:
                result.posts["invented"] += 1
                result.faults.append(f"{case.name}: invented {extra.url} {extra.title!r}")
    for rule in RULES:
        expected = case.truth.expected.get(SCHOOL_YEAR, {}).get(rule)
        if expected is not None:
            verdict = _verdict(audited.outcome(rule), expected)
            result.rules[rule, verdict] += 1
            if verdict.startswith("false"):
                result.faults.append(f"{case.name}: {rule} {audited.outcome(rule)} ({audited.result(rule)}), {verdict}")
    return result


def _nearest(entries: Sequence[LedgerEntry], post: PostTruth, url: str) -> LedgerEntry | None:
    own = same_address(unquote(url))
    same = [entry for entry in entries if same_address(entry.url) == own]
    if same:
        return same[0]

    def distance(entry: LedgerEntry) -> int:
        if entry.published is None or post.published is None:
            return 10_000
        return abs((entry.published - post.published).days)

    return min(entries, key=distance, default=None)


def _score_post(case: Case, result: Score, post: PostTruth, entry: LedgerEntry | None, complete: bool) -> None:
    if entry is None:
        if post.counted is False:
            result.posts["not counted, not listed"] += 1
            return
        result.posts["missed" if complete else "missed, said so"] += 1
        if complete:
            result.faults.append(f"{case.name}: missed {post.path} {post.published} {post.title!r}")
        return
    result.posts["found"] += 1
    if post.published is None:
        sure = entry.published is not None and entry.precision is Precision.DAY
        result.posts["date wrong" if sure else "date right"] += 1
    elif entry.published == post.published:
        result.posts["date right"] += 1
    elif entry.published is not None and entry.precision is Precision.DAY and entry.counted is not Counted.MAYBE:
        result.posts["date wrong"] += 1
        result.faults.append(f"{case.name}: date {entry.published} for {post.published} {post.path}")
    else:
        result.posts["date unsure"] += 1
    wanted = {True: Counted.YES, False: Counted.NO, None: Counted.MAYBE}[post.counted]
    if post.published is None and wanted is Counted.YES:
        wanted = Counted.MAYBE
    result.posts["counted right" if entry.counted is wanted else "counted wrong"] += 1


def why_many(audited: Audited) -> str:
    """What the requests of a visit went into, most first: kinds of pages, and posts whose own page was opened."""
    roles = Counter(fact.role.value for fact in audited.visit.facts if isinstance(fact, PageSeen))
    posts = [fact for fact in audited.visit.facts if isinstance(fact, PostSeen)]
    roles["article"] += sum(not post.listed_only for post in posts)
    return ", ".join(f"{count} {role}" for role, count in roles.most_common(4)) + f" pages for {len(posts)} posts"


def _verdict(outcome: str, expected: frozenset[str]) -> str:
    if outcome in expected:
        return "right"
    if outcome in ("pass", "partial"):
        return "false đạt"
    if outcome == "fail":
        return "false chưa đạt"
    return "cần kiểm tra" if outcome == "review" else "chưa đo được"


def cases_of(portals: Iterable[LabelledPortal]) -> list[Case]:
    """Labelled portals as cases."""
    cases = []
    for portal in portals:
        row = portal.school
        school = as_school(row.code, row.name, row.level, row.url, row.parent_url)
        cases.append(Case(school=school, truth=portal.truth, enumerable=portal.enumerable))
    return cases


@contextmanager
def all_cases() -> Iterator[tuple[list[Case], list[Mapping]]]:
    """Start every labelled portal there is here; real CMSes that are not installed are named and left out."""
    cases: list[Case] = []
    mappings: list[Mapping] = []
    with ExitStack() as stack:
        for served in (stack.enter_context(start_labelled(None, "all")), stack.enter_context(start_nasty())):
            mappings += [as_mapping(host, target) for host, target in served.mappings.items()]
            cases += cases_of(served.portals)
        district = stack.enter_context(start_sections_district())
        mappings += [as_mapping(host, target) for host, target in district.mappings.items()]
        for truth in (school.portal_truth() for school in district.schools):
            code = f"sections-{truth.school_code}"
            school = as_school(code, truth.name, truth.level, truth.base_url + "/", truth.parent_url)
            cases.append(Case(school=school, truth=truth))
        reason = why_not()
        if reason is not None:
            print(f"WordPress left out: {reason}")
        else:
            seed = run_seed()
            for make, rest, number in ((good_school, True, 1), (weak_school, False, 2)):
                portal = stack.enter_context(start_wordpress(make(seed)))
                portal.set(rest=rest)
                truth = portal.truth
                school = as_school(f"WP{number}", truth.name, truth.level, truth.base_url + "/", truth.parent_url)
                cases.append(Case(school=school, truth=truth))
        for name, live in LIVE.items():
            reason = live.why_not()
            if reason is not None:
                print(f"{name} left out: {reason}")
                continue
            for kind in ("good", "weak"):
                truth = stack.enter_context(live.start(run_seed(), kind)).truth
                url = truth.base_url.rstrip("/") + "/"
                school = as_school(f"{name}-{kind}", truth.name, truth.level, url, truth.parent_url)
                cases.append(Case(school=school, truth=truth))
        yield cases, mappings


@contextmanager
def browser_cases() -> Iterator[tuple[list[Case], list[Mapping]]]:
    """Start the portals that only a browser can read: front-ends of real frameworks, and this run's scripted ones."""
    cases: list[Case] = []
    with ExitStack() as stack:
        reason = no_browser() or next((why for one in BROWSER.values() if (why := one.why_not())), None)
        if reason is not None:
            print(f"portals for browsers left out: {reason}")
            yield [], []
            return
        for name, make in BROWSER.items():
            for kind in KINDS:
                truth = stack.enter_context(make.start(run_seed(), kind)).truth
                school = as_school(f"{name}-{kind}", truth.name, truth.level, truth.base_url.rstrip("/") + "/", None)
                cases.append(Case(school=school, truth=truth, enumerable=make.enumerable))
        scripted = stack.enter_context(start_scripted(codes_of_run()))
        cases += cases_of(scripted.portals)
        yield cases, [as_mapping(host, target) for host, target in scripted.mappings.items()]


def main() -> int:
    """Visit, score, print; 1 when a verdict was false or a post was missed, invented or misdated as sure."""
    total = Score()
    with all_cases() as (cases, mappings):
        for mode, adapters in (("adapters on", None), ("adapters off", ())):
            audits = audit([case.school for case in cases], mappings, adapters=adapters)
            total.add(_scored(mode, cases, audits))
    with browser_cases() as (cases, mappings):
        # One browser shows one page at a time: the batch takes as long as all of them together.
        seconds = _SECONDS_BY_BROWSER * len(cases)
        total.add(_scored("by a browser", cases, audit([case.school for case in cases], mappings, seconds=seconds)))
    for fault in total.faults:
        print("  !", fault)
    return 1 if total.faults else 0


def _scored(mode: str, cases: Sequence[Case], audits: dict[str, Audited]) -> Score:
    """The scores of one pass, printed by provenance."""
    total = Score()
    by_provenance: dict[str, Score] = {}
    for case in cases:
        if case.school.code not in audits:
            total.faults.append(f"{case.name}: no visit")
            continue
        one = score(case, audits[case.school.code])
        if one.requests[0] > MANY_REQUESTS:
            print(f"{mode}, {case.name}: {one.requests[0]} requests, {why_many(audits[case.school.code])}")
        by_provenance.setdefault(case.truth.provenance, Score()).add(one)
    for provenance, sum_of in sorted(by_provenance.items()):
        _print(mode, provenance, len([c for c in cases if c.truth.provenance == provenance]), sum_of)
        total.add(sum_of)
    return total


def _print(mode: str, provenance: str, portals: int, sum_of: Score) -> None:
    print(
        f"\n{mode}, {provenance}: {portals} portals, requests median {statistics.median(sum_of.requests):.0f}, "
        f"most {max(sum_of.requests)}"
    )
    names = (
        "found",
        "missed",
        "missed, said so",
        "invented",
        "not counted, not listed",
        "date right",
        "date wrong",
        "date unsure",
        "counted right",
        "counted wrong",
        "complete",
        "incomplete",
    )
    print("  posts: " + ", ".join(f"{name} {sum_of.posts[name]}" for name in names))
    for rule in RULES:
        counts = {name: count for (known, name), count in sum_of.rules.items() if known == rule}
        print(f"  {rule}: " + ", ".join(f"{name} {count}" for name, count in sorted(counts.items())))


if __name__ == "__main__":
    sys.exit(main())
