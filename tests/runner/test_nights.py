"""A short slice of the replay and of the kill points; the whole of both are commands."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.runner.kill_points import run_points
from tests.runner.replay import Ledger, replay
from tests.runner.world import HARD, SOFT, Fault, Plan, State, make_plan
from tests.store.conftest import postgres_url  # noqa: F401 - a fixture

SEED = random.SystemRandom().randrange(1_000_000)
WHOLE = State()
FELL, BARE = State(posts=False), State(forms=False)


@pytest.mark.district
def test_four_nights(tmp_path: Path, postgres_url: str) -> None:  # noqa: F811 - the fixture above
    """Changes of two portals, a fault of every sort, and a night on which a platform is down; on PostgreSQL."""
    hosts = ("truong0.nen-tang.test", "truong1.nen-tang.test", "truong2.nen-tang.test", "truong3.nen-tang.test")
    plan = Plan(
        (*hosts, "truong4.rieng4.test"),
        states=[
            [WHOLE, WHOLE, WHOLE, BARE, WHOLE],
            [WHOLE, FELL, WHOLE, WHOLE, WHOLE],
            [WHOLE, FELL, WHOLE, WHOLE, WHOLE],
            [WHOLE, FELL, WHOLE, WHOLE, WHOLE],
        ],
        faults=[
            {},
            {0: Fault("empty-lists"), 2: Fault("half-pages"), 4: Fault("429")},
            {0: Fault("dies"), 4: Fault("tls-expired")},
            {0: Fault("503"), 1: Fault("empty-lists"), 2: Fault("503"), 3: Fault("503"), 4: Fault("empty-lists")},
        ],
        changes=2,
    )
    month = replay(plan, tmp_path, SEED, database=postgres_url)
    assert month.wrong == []
    assert month.notes["incidents"] == 1
    assert month.notes["provisional"] >= 3


def test_the_replay_would_see_a_point_lost_and_a_change_shown_late() -> None:
    lost = Ledger()
    assert lost.hear(5, 5, hidden=False, frozen=False) == ""
    assert lost.hear(5, None, hidden=True, frozen=False) != ""
    assert lost.hear(5, 0, hidden=True, frozen=False) != ""
    late = Ledger()
    told = [late.hear(truth, 5, hidden=False, frozen=False) for truth in (5, 0, 0)]
    assert [bool(one) for one in told] == [False, False, True]
    better = Ledger()
    assert better.hear(0, 0, hidden=False, frozen=False) == ""
    assert better.hear(5, 0, hidden=False, frozen=False) != ""


def test_a_plan_is_drawn_by_its_seed() -> None:
    plan = make_plan(SEED, 30, 12)
    again = make_plan(SEED, 30, 12)
    assert (plan.states, plan.faults) == (again.states, again.faults)
    assert plan.changes > 10
    kinds = {fault.kind for night in plan.faults for fault in night.values()}
    assert kinds <= HARD.keys() | SOFT.keys()
    assert len(kinds) > 8


@pytest.mark.district
def test_killed_at_three_random_moments(tmp_path: Path) -> None:
    assert run_points(3, SEED, tmp_path, at_once=1) == []
