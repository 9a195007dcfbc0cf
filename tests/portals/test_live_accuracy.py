"""Real software nobody wrote an adapter for: nothing false, nothing invented, nothing misdated as sure."""

from __future__ import annotations

import pytest

from tests.portals.accuracy import Case, score
from tests.portals.live.roster import LIVE, kind_of_run
from tests.portals.live.school import Kind
from tests.portals.visiting import as_school, audit
from tests.portals.wordpress.seed import run_seed

pytestmark = pytest.mark.live


@pytest.mark.parametrize(("name", "kind"), [(name, kind_of_run(number)) for number, name in enumerate(LIVE)])
def test_no_verdict_is_false(name: str, kind: Kind) -> None:
    reason = LIVE[name].why_not()
    if reason is not None:
        pytest.skip(reason)
    with LIVE[name].start(run_seed(), kind) as portal:
        truth = portal.truth
        school = as_school(truth.school_code, truth.name, truth.level, truth.base_url.rstrip("/") + "/", None)
        result = score(Case(school=school, truth=truth), audit([school])[school.code])
    assert result.faults == []
