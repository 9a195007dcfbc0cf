"""Work that is shared among processes: each makes once what its work needs, results come back in order."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, TypeVar

Tool = TypeVar("Tool")
Item = TypeVar("Item")
Result = TypeVar("Result")

MOST_PROCESSES = 8
"""Each holds the rubric, the words and one school: about 150 MB."""
_FEWEST_ITEMS = 40
"""Fewer are done sooner than another process begins."""
_AT_ONCE = 8
_tool: Any = None
"""What this process made for its work."""


def processes_for(items: int) -> int:
    """How many processes share `items` pieces of work, this one among them; 1 when they are not worth another one."""
    return 1 if items < _FEWEST_ITEMS else min(os.cpu_count() or 1, MOST_PROCESSES)


def shared(
    make: Callable[[], Tool], work: Callable[[Tool, Item], Result], items: Sequence[Item], processes: int
) -> Iterator[Result]:
    """Yield ``work(make(), item)`` of each item, in their order; `make` is called once in each of the processes.

    This process works, too, and alone where `processes` is 1; for the others `make`, `work`, items and results are
    pickled. What the work raises is raised here, and ends the rest. Raises BrokenProcessPool when a process dies.
    """
    tool = make()
    if processes <= 1:
        yield from (work(tool, item) for item in items)
        return
    portions = [items[start : start + _AT_ONCE] for start in range(0, len(items), _AT_ONCE)]
    # Not forked: this process may have threads (a progress bar's), and Windows knows no fork.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes - 1, mp_context=context, initializer=_begin, initargs=(make,))
    given: dict[int, Future[list[Result]]] = {}
    done: dict[int, list[Result]] = {}
    following = 0
    try:
        for number in range(len(portions)):
            while number not in done:
                # The others always have a portion to go on with; what is left this process takes itself.
                while following < len(portions) and sum(not one.done() for one in given.values()) < 2 * (processes - 1):
                    given[following] = pool.submit(_work, work, portions[following])
                    following += 1
                if number in given and (given[number].done() or following == len(portions)):
                    done[number] = given.pop(number).result()
                elif following < len(portions):
                    done[following] = [work(tool, item) for item in portions[following]]
                    following += 1
            yield from done.pop(number)
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(make: Callable[[], object]) -> None:
    global _tool
    # Ctrl-C reaches all processes of a terminal; only the one that people speak to decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Without a handler of its own a process writes warnings into the terminal's table.
    logging.getLogger().addHandler(logging.NullHandler())
    _tool = make()


def _work(work: Callable[[Any, Item], Result], items: Sequence[Item]) -> list[Result]:
    return [work(_tool, item) for item in items]
