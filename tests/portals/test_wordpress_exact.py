"""A real WordPress is read exactly: REST open and closed, pretty and plain addresses, classic and block theme."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from tests.portals.accuracy import Case, score
from tests.portals.visiting import SCHOOL_YEAR, as_school, audit
from tests.portals.wordpress.conftest import needs_wordpress, wordpress_database  # noqa: F401 - fixtures
from tests.portals.wordpress.database import DatabaseServer
from tests.portals.wordpress.presets import good_school, weak_school
from tests.portals.wordpress.seed import run_seed
from tests.portals.wordpress.server import WordPressPortal, available_themes, start_wordpress

pytestmark = pytest.mark.wordpress


@pytest.fixture(scope="module", params=["good", "weak"])
def portal(request: pytest.FixtureRequest, wordpress_database: DatabaseServer) -> Iterator[WordPressPortal]:  # noqa: F811
    make = good_school if request.param == "good" else weak_school
    themes = available_themes()
    seed = run_seed()
    with start_wordpress(make(seed, theme=themes[seed % len(themes)]), database=wordpress_database) as started:
        yield started


@pytest.mark.parametrize(
    ("rest", "feed", "permalinks"),
    [
        pytest.param(True, True, "pretty", id="REST, pretty"),
        pytest.param(True, True, "plain", id="REST, plain"),
        pytest.param(False, True, "pretty", id="feed, pretty"),
        pytest.param(False, True, "plain", id="feed, plain"),
        pytest.param(False, False, "pretty", id="listings only, pretty"),
        pytest.param(False, False, "plain", id="listings only, plain"),
    ],
)
def test_it_is_read_exactly(portal: WordPressPortal, rest: bool, feed: bool, permalinks: str) -> None:
    portal.set(rest=rest, feed=feed, permalinks=portal.spec.permalinks if permalinks == "pretty" else "")
    truth = portal.truth
    school = as_school(truth.school_code, truth.name, truth.level, truth.base_url + "/", None)
    audited = audit([school])[school.code]
    result = score(Case(school=school, truth=truth), audited)
    assert result.faults == []
    assert audited.reading.ledger.sure == truth.sure(SCHOOL_YEAR)
    assert audited.reading.ledger.possible == truth.possible(SCHOOL_YEAR)
    assert result.posts["missed"] == result.posts["invented"] == result.posts["date wrong"] == 0
    for rule in ("3.1", "3.3", "3.4", "3.5"):
        assert audited.outcome(rule) in truth.expected[SCHOOL_YEAR][rule], rule


def test_a_portal_that_dies_in_mid_visit_is_not_measured_and_never_failed(portal: WordPressPortal) -> None:
    truth = portal.truth
    portal.set(rest=True, feed=True, permalinks=portal.spec.permalinks)
    school = as_school("K", truth.name, truth.level, truth.base_url + "/", None)
    dying = threading.Timer(2.5, portal.kill)
    dying.start()
    try:
        audited = audit([school])["K"]
    finally:
        dying.join()
    outcomes = {rule: audited.outcome(rule) for rule in ("3.1", "3.3", "3.4", "3.5")}
    whole = truth.expected[SCHOOL_YEAR]
    # What was read before the end may be judged as it is; nothing is failed that a whole visit would not fail.
    assert all(outcome == "unknown" or outcome in whole[rule] for rule, outcome in outcomes.items()), outcomes
    again = audit([school])["K"]
    assert {again.outcome(rule) for rule in ("3.1", "3.2", "3.3", "3.4", "3.5")} == {"unknown"}
