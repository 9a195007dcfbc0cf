"""The product against portals whose truth was written before any crawler met them: nothing false, nothing invented."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.portals.accuracy import RULES, Case, Score, score
from tests.portals.labelled import all_portals, start_labelled
from tests.portals.visiting import Audited, as_mapping, as_school, audit

CODES = [portal.truth.school_code for portal in all_portals()]
pytestmark = pytest.mark.district


@pytest.fixture(scope="module", params=["adapters on", "adapters off"])
def audits(request: pytest.FixtureRequest) -> Iterator[tuple[dict[str, Case], dict[str, Audited]]]:
    with start_labelled(None) as labelled:
        cases = {}
        for portal in labelled.portals:
            row = portal.school
            school = as_school(row.code, row.name, row.level, row.url, row.parent_url)
            cases[row.code] = Case(school=school, truth=portal.truth, enumerable=portal.enumerable)
        mappings = [as_mapping(host, target) for host, target in labelled.mappings.items()]
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
