"""The product against portals whose truth was written before any crawler met them: nothing false, nothing invented."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.portals.accuracy import RULES, Case, Score, cases_of, score
from tests.portals.labelled import all_portals, start_labelled
from tests.portals.nasty import all_nasty, start_nasty
from tests.portals.visiting import Audited, as_mapping, audit

CODES = [portal.truth.school_code for portal in (*all_portals("all"), *all_nasty())]
pytestmark = pytest.mark.district


@pytest.fixture(scope="module", params=["adapters on", "adapters off"])
def audits(request: pytest.FixtureRequest) -> Iterator[tuple[dict[str, Case], dict[str, Audited]]]:
    with start_labelled(None, "all") as labelled, start_nasty() as nasty:
        cases = {case.school.code: case for case in cases_of([*labelled.portals, *nasty.portals])}
        mappings = [as_mapping(host, target) for host, target in {**labelled.mappings, **nasty.mappings}.items()]
        adapters = None if request.param == "adapters on" else ()
        yield cases, audit([case.school for case in cases.values()], mappings, adapters=adapters)


@pytest.mark.parametrize("code", CODES)
def test_no_verdict_is_false_and_no_post_is_missed_invented_or_misdated(
    audits: tuple[dict[str, Case], dict[str, Audited]], code: str
) -> None:
    cases, audited = audits
    result = score(cases[code], audited[code])
    assert result.faults == []
    assert result.posts["date wrong"] == 0


@pytest.mark.parametrize("code", CODES)
def test_posts_are_called_complete_only_where_a_get_can_reach_them(
    audits: tuple[dict[str, Case], dict[str, Audited]], code: str
) -> None:
    cases, audited = audits
    if not cases[code].enumerable:
        assert audited[code].reading.ledger.possible is None
        assert audited[code].outcome("3.3") == "unknown"


def test_being_unsure_is_the_exception(audits: tuple[dict[str, Case], dict[str, Audited]]) -> None:
    cases, audited = audits
    total = Score()
    for code, case in cases.items():
        total.add(score(case, audited[code]))
    verdicts = sum(total.rules.values())
    assert sum(total.rules[rule, "cần kiểm tra"] for rule in RULES) <= 0.05 * verdicts
    assert total.posts["date unsure"] <= 0.02 * total.posts["found"]
