"""What a night costs, cold and warm, on the labelled portals: ``make bench-nightly``.

Every portal is visited cold, then warm on the nights after: first with nothing changed, then, on those that can be
changed, with a new post, the second newest post deleted, the third newest put back a year, the newest moved to another
category; `--more N` adds nights with one of these drawn for each portal (KIEMCONG_TEST_SEED). Each warm night is held
against a cold visit of the same hour: the verdict of every rule and the ledger of the window must be the same. Printed
by provenance: requests a school (median and most), wall and CPU seconds of the crawler, how many verdicts were equal.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from crawler.order import Mapping
from tests.portals.accuracy import Case, cases_of
from tests.portals.labelled import Labelled, start_labelled
from tests.portals.labelled.nights import delete_post, edit_post, with_items
from tests.portals.labelled.site import Site
from tests.portals.live.roster import LIVE
from tests.portals.nasty import start_nasty
from tests.portals.nights import Nights, answers_of, ledger_of
from tests.portals.sections_district import start_sections_district
from tests.portals.visiting import Audited, as_mapping, as_school
from tests.portals.wordpress.presets import good_school, weak_school
from tests.portals.wordpress.seed import run_seed
from tests.portals.wordpress.server import start_wordpress, why_not

WANTED = 8
_FEWEST = 3
_LIVE = ("nikola", "pelican", "hexo", "jekyll", "eleventy")


@contextmanager
def _portals(*, real: bool) -> Iterator[tuple[Labelled, list[Case], list[Mapping]]]:
    """The labelled portals that need no browser; real CMSes where they are installed and cheap to start."""
    with ExitStack() as stack:
        labelled, nasty = stack.enter_context(start_labelled(None, "all")), stack.enter_context(start_nasty())
        district = stack.enter_context(start_sections_district())
        cases = cases_of([*labelled.portals, *nasty.portals])
        for truth in (school.portal_truth() for school in district.schools):
            code = f"sections-{truth.school_code}"
            school = as_school(code, truth.name, truth.level, truth.base_url + "/", truth.parent_url)
            cases.append(Case(school=school, truth=truth))
        hosts = {**labelled.mappings, **nasty.mappings, **district.mappings}
        if real:
            cases += _real(stack)
        yield labelled, cases, [as_mapping(host, target) for host, target in hosts.items()]


def _real(stack: ExitStack) -> list[Case]:
    """Portals that real software serves."""
    truths = []
    if (reason := why_not()) is not None:
        print(f"WordPress left out: {reason}")
    else:
        for make, rest in ((good_school, True), (weak_school, False)):
            portal = stack.enter_context(start_wordpress(make(run_seed())))
            portal.set(rest=rest)
            truths.append((f"wordpress-{'rest' if rest else 'feed'}", portal.truth))
    for name in _LIVE:
        if name not in LIVE or (reason := LIVE[name].why_not()) is not None:
            print(f"{name} left out: {reason if name in LIVE else 'unknown'}")
            continue
        truths.append((name, stack.enter_context(LIVE[name].start(run_seed(), "good")).truth))
    return [
        Case(
            school=as_school(code, truth.name, truth.level, truth.base_url.rstrip("/") + "/", truth.parent_url),
            truth=truth,
        )
        for code, truth in truths
    ]


def _add_post(site: Site) -> None:
    newest = site.items[0]
    number, at = max(item.number for item in site.items) + 1, newest.order + timedelta(hours=1)
    new = replace(
        newest,
        number=number,
        title=f"Thông tin về hoạt động mới của nhà trường số {number}",
        slug=f"thong-tin-ve-hoat-dong-moi-so-{number}",
        at=at if newest.at else None,
        order=at,
    )
    with_items(site, [*site.items, new])


def _delete_post(site: Site) -> None:
    delete_post(site, site.items[1])


def _put_back(site: Site) -> None:
    item = site.items[2]
    day = item.order.replace(day=min(item.order.day, 28), year=item.order.year - 1)
    edit_post(site, item, order=day, at=day if item.at else None)


def _move_post(site: Site) -> None:
    item = site.items[0]
    other = next((cat for cat in site.cats if cat not in item.categories), item.category)
    edit_post(site, item, category=other, also=())


_CHANGES: tuple[tuple[str, Callable[[Site], None]], ...] = (
    ("a new post", _add_post),
    ("a post deleted", _delete_post),
    ("a date edited", _put_back),
    ("a post moved", _move_post),
)


def main() -> int:
    """Visit, compare, print; 1 when a verdict differs or the median is above the wanted one."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--made", action="store_true", help="only portals that this project draws")
    options.add_argument("--more", type=int, default=0, help="further nights with changes drawn at random")
    options.add_argument("-v", dest="every", action="store_true", help="print every portal")
    asked = options.parse_args()
    rng = random.Random(run_seed())
    plans = [dict.fromkeys([name], change) for name, change in _CHANGES]
    plans += [dict(_CHANGES)] * asked.more
    with (
        tempfile.TemporaryDirectory(prefix="kiemcong-nightly-") as folder,
        _portals(real=not asked.made) as (labelled, cases, mappings),
    ):
        nights = Nights([case.school for case in cases], mappings, Path(folder) / "warm")
        cold = nights.night()
        _print("cold", cases, cold, nights, asked.every)
        faults, median = _warm("warm, nothing changed", cases, cold, nights, asked.every)
        for number, plan in enumerate(plans):
            name = " or ".join(plan)
            changed = [case for case in cases if _change(labelled, case, rng.choice(list(plan.values())))]
            alone = Nights([case.school for case in changed], mappings, Path(folder) / str(number))
            cold = alone.night()
            _print(f"cold, {name}", changed, cold, alone, asked.every)
            nights.schools = alone.schools
            faults += _warm(f"warm, {name}", changed, cold, nights, asked.every)[0]
    return 1 if faults or median > WANTED else 0


def _change(labelled: Labelled, case: Case, change: Callable[[Site], None]) -> bool:
    site = labelled.sites.get(case.school.code)
    if site is None or len(site.items) < _FEWEST:
        return False
    change(site)
    return True


def _warm(
    name: str, cases: Sequence[Case], cold: dict[str, Audited], nights: Nights, every: bool
) -> tuple[list[str], float]:
    warm = nights.night()
    _print(name, cases, warm, nights, every)
    faults = []
    compared = [case for case in cases if warm[case.school.code].visit.answers]
    for case in compared:
        code = case.school.code
        ours, theirs = warm[code], cold[code]
        if answers_of(ours) != answers_of(theirs):
            differ = [
                (one, other) for one, other in zip(answers_of(ours), answers_of(theirs), strict=True) if one != other
            ]
            faults.append(f"{name}, {case.name}: {differ}")
        elif ledger_of(ours) != ledger_of(theirs):
            faults.append(f"{name}, {case.name}: the ledgers differ: {ledger_of(ours) ^ ledger_of(theirs)}")
    for fault in faults:
        print("  !", fault)
    equal = len(compared) - len(faults)
    print(f"  {equal} of {len(compared)} verdicts and ledgers equal to a cold visit of the same hour")
    return faults, statistics.median(warm[case.school.code].visit.requests for case in cases)


def _print(name: str, cases: Sequence[Case], audits: dict[str, Audited], nights: Nights, every: bool) -> None:
    print(f"\n{name}: {len(cases)} portals, {nights.wall:.1f} s wall, {nights.cpu:.1f} s CPU")
    by_provenance: dict[str, list[int]] = {}
    for case in cases:
        by_provenance.setdefault(case.truth.provenance, []).append(audits[case.school.code].visit.requests)
    total = [count for counts in by_provenance.values() for count in counts]
    for provenance, counts in [*sorted(by_provenance.items()), ("all", total)]:
        median = statistics.median(counts)
        print(f"  {provenance}: {len(counts)} portals, requests median {median:.0f}, most {max(counts)}")
    carried = sum(audits[case.school.code].visit.based_on is not None for case in cases)
    print(f"  {carried} visits went on from the one before")
    shown = [audits[case.school.code].visit for case in cases if not audits[case.school.code].visit.answers]
    if shown:
        counts = ", ".join(str(visit.requests) for visit in shown)
        print(f"  {len(shown)} needed a browser and stay cold: {counts} requests")
    if every:
        for case in cases:
            visit = audits[case.school.code].visit
            print(f"    {case.name}: {visit.requests} {'warm' if visit.based_on else 'cold'}")


if __name__ == "__main__":
    sys.exit(main())
