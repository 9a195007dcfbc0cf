"""Portals that only a browser can read: nothing false, nothing invented, and never zero where not all was shown."""

from __future__ import annotations

import pytest

from crawler.browser.chromium import ENVIRONMENT
from records.facts import Aspect, Reason
from tests.portals.accuracy import Case, Score, score
from tests.portals.browser.chrome import why_not as no_browser
from tests.portals.browser.roster import BROWSER
from tests.portals.live.roster import kind_of_run
from tests.portals.visiting import Audited, as_school, audit
from tests.portals.wordpress.seed import run_seed

pytestmark = pytest.mark.browser
_MEASURED = {"react", "vue-hash", "svelte", "aspnet", "preact-notice"}
"""The posts of these can be counted, by the interface behind the list."""


def visited(name: str, kind: str) -> tuple[Audited, Score]:
    """One portal, visited and held against its truth."""
    reason = BROWSER[name].why_not() or no_browser()
    if reason is not None:
        pytest.skip(reason)
    with BROWSER[name].start(run_seed(), "good" if kind == "good" else "weak") as portal:
        truth = portal.truth
        school = as_school(truth.school_code, truth.name, truth.level, truth.base_url.rstrip("/") + "/", None)
        audited = audit([school])[school.code]
        return audited, score(Case(school=school, truth=truth, enumerable=BROWSER[name].enumerable), audited)


def test_without_a_browser_the_portal_is_unknown_and_never_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENVIRONMENT, "/khong-co/chromium")
    audited, result = visited("react", "weak")
    assert audited.visit.covered(Aspect.HOME).reason is Reason.NEEDS_BROWSER
    assert {audited.outcome(rule) for rule in ("3.1", "3.3", "3.4", "3.5")} == {"unknown"}
    assert result.faults == []


@pytest.mark.parametrize(("name", "kind"), [(name, kind_of_run(number)) for number, name in enumerate(BROWSER)])
def test_no_verdict_is_false(name: str, kind: str) -> None:
    audited, result = visited(name, kind)
    assert result.faults == []
    assert audited.visit.covered(Aspect.HOME).complete
    assert result.rules["3.1", "right"] == 1
    assert audited.visit.covered(Aspect.POSTS).complete == (name in _MEASURED)
    if name in _MEASURED:
        assert {audited.outcome(rule) for rule in ("3.3", "3.4", "3.5")} <= {"pass", "fail", "partial", "review"}
