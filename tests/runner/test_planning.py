"""Estimates: what bounds a list is the slowest of host, platform and schools at once."""

from __future__ import annotations

from records.school import School
from records.settings import Settings
from runner.planning import COLD_REQUESTS, PARENT_REQUESTS, WARM_REQUESTS, make_night_plans, make_plan

SETTINGS = Settings(product="test")


def schools(count: int, host: str = "s{}.test", parents: tuple[str, ...] = ()) -> list[School]:
    return [
        School(code=str(number), name="a", levels=(), portal=f"http://{host.format(number)}/", parents=parents)
        for number in range(count)
    ]


def test_one_school_takes_its_requests_at_the_pace_of_a_host() -> None:
    plan = make_plan(schools(1), SETTINGS, {})
    assert plan.requests == COLD_REQUESTS
    assert plan.seconds == COLD_REQUESTS * 2.0
    assert plan.measured == 0


def test_a_shared_platform_bounds_its_schools_together() -> None:
    plan = make_plan(schools(20, "s{}.platform.edu.vn"), SETTINGS, {})
    (platform,) = plan.platforms
    assert (platform.platform, platform.schools) == ("platform.edu.vn", 20)
    assert plan.seconds == 20 * COLD_REQUESTS * 0.5


def test_schools_on_one_host_wait_for_each_other() -> None:
    plan = make_plan(schools(4, "one.test/s{}"), SETTINGS, {})
    assert plan.seconds == 4 * COLD_REQUESTS * 2.0


def test_saved_visits_and_their_median_replace_the_guess() -> None:
    plan = make_plan(schools(4), SETTINGS, {"0": 10, "1": 20, "2": 90})
    assert plan.per_school == 20
    assert plan.requests == 10 + 20 + 90 + 20
    assert plan.measured == 3


def test_parents_are_asked_once_a_batch() -> None:
    plan = make_plan(schools(30, parents=("http://p.test/",)), SETTINGS, {})
    assert plan.batches == 2
    assert plan.requests == 30 * COLD_REQUESTS + 2 * PARENT_REQUESTS


def test_more_lists_than_processes_take_longer() -> None:
    groups = [
        school for number in range(3) for school in schools(25, f"s{{}}.d{number}.test", (f"http://p{number}.test/",))
    ]
    one = make_plan(groups[:25], SETTINGS, {}).seconds
    assert make_plan(groups[:50], SETTINGS, {}).seconds == one
    assert make_plan(groups, SETTINGS, {}).seconds == 2 * one


def test_the_budget_bounds_a_school() -> None:
    assert make_plan(schools(1), SETTINGS, {"0": 5000}).requests == SETTINGS.budget.requests


def test_three_kinds_of_nights() -> None:
    plans = make_night_plans(schools(14, "s{}.platform.edu.vn"), SETTINGS, {}, {}, deep_nights=14)
    assert plans.cold.seconds == 14 * COLD_REQUESTS * 0.5
    assert plans.warm.seconds == 14 * WARM_REQUESTS * 0.5
    # One school in fourteen takes 60 requests and the others 8: 11.7 a school, 12 in whole requests.
    assert plans.mixed.platforms[0].requests == 14 * 12
    measured = make_night_plans(schools(2), SETTINGS, {"0": 30, "1": 30}, {"0": 2, "1": 2}, deep_nights=14)
    assert (measured.cold.requests, measured.warm.requests, measured.mixed.requests) == (60, 4, 8)
