"""Work shared among processes: order, what is made once, and what happens when work fails or a process dies."""

from __future__ import annotations

import os
import signal
from concurrent.futures.process import BrokenProcessPool
from functools import partial

import pytest

from runner.workers import processes_for, shared


def make_base(base: int) -> int:
    return base


def times(base: int, item: int) -> tuple[int, int]:
    return base * item, os.getpid()


def fail_at_thirty(base: int, item: int) -> int:
    if item == 30:
        raise OSError(28, "No space left on device")
    return item


def die_elsewhere(mine: int, item: int) -> int:
    if os.getpid() != mine:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


@pytest.mark.parametrize("processes", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 7, 100])
def test_every_item_comes_back_once_and_in_order(processes: int, count: int) -> None:
    found = list(shared(partial(make_base, 3), times, range(count), processes))
    assert [value for value, _ in found] == [3 * item for item in range(count)]


def test_the_work_is_done_by_this_process_and_others() -> None:
    by = {process for _, process in shared(partial(make_base, 1), times, range(20_000), 2)}
    assert os.getpid() in by
    assert len(by) == 2


@pytest.mark.parametrize("processes", [1, 2])
def test_what_the_work_raises_is_raised_here_with_its_number(processes: int) -> None:
    with pytest.raises(OSError, match="No space left"):
        list(shared(partial(make_base, 0), fail_at_thirty, range(1_000), processes))


def test_a_process_that_is_killed_is_told() -> None:
    with pytest.raises(BrokenProcessPool):
        list(shared(partial(make_base, os.getpid()), die_elsewhere, range(200), 2))


def test_few_schools_need_no_other_process() -> None:
    assert processes_for(12) == 1
    assert 1 <= processes_for(2_000) <= 8
