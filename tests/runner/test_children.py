"""Crawler processes that crash, hang or are asked to stop, played by small scripts instead of the crawler."""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from crawler.order import BatchOrder, Event
from records.facts import Window
from records.school import School
from records.vocabulary import Vocabulary
from runner.batches import make_batch, make_batches
from runner.children import CRASHED, Crawl
from runner.stopping import Stop

HEAD = """
import json, os, signal, sys, time
order = json.load(open(sys.argv[1], encoding="utf-8"))
codes = [school["code"] for school in order["schools"]]
def tell(event, code, **more):
    print(json.dumps({"event": event, "subject": code, **more}), flush=True)
"""
VISIT_ALL = """
for code in codes:
    tell("started", code)
    tell("finished", code, visit="v-" + code)
"""
POISON = """
for code in codes:
    tell("started", code)
    if code == "bad":
        os._exit(9)
    tell("finished", code, visit="v-" + code)
"""
DIES_ONCE = (
    """
if not os.path.exists(MARK):
    open(MARK, "w").close()
    tell("started", codes[0])
    os._exit(9)
"""
    + VISIT_ALL
)
HANGS = """
tell("started", codes[0])
time.sleep(120)
"""
STOPS_SOFTLY = """
def stop(number, frame):
    tell("finished", codes[0], visit="v-cut")
    sys.exit(0)
signal.signal(signal.SIGINT, stop)
tell("started", codes[0])
time.sleep(120)
"""


def school(code: str, host: str | None = None) -> School:
    return School(code=code, name=code, levels=(), portal=f"http://{host or code + '.test'}/")


def crawl(
    tmp_path: Path, script: str, batches: Sequence[Sequence[School]], *, stop: Stop | None = None, silence: float = 60
) -> list[Event]:
    file = tmp_path / "crawler.py"
    file.write_text(HEAD + f"MARK = {str(tmp_path / 'mark')!r}\n" + script, encoding="utf-8")

    def order(schools: Sequence[School]) -> BatchOrder:
        return BatchOrder(
            schools=tuple(schools),
            window=Window(start="2021-08-01", end="2022-07-31"),
            school_year="2021-2022",
            vocabulary=Vocabulary(version="1", sections=(), items=(), natures=()),
            archive=tmp_path,
            user_agent="test",
        )

    made = Crawl(
        [make_batch(batch) for batch in batches],
        order,
        stop=stop or Stop(),
        log_file=tmp_path / "log",
        silence=silence,
        program=(sys.executable, str(file)),
    )
    return list(made.events())


def ends(events: Sequence[Event]) -> dict[str, str]:
    return {event.subject: event.event for event in events if event.event != "started"}


def test_a_school_that_kills_its_process_is_tried_twice_and_costs_nobody_else(tmp_path: Path) -> None:
    events = crawl(tmp_path, POISON, [[school("a"), school("bad"), school("c"), school("d")], [school("e")]])
    assert ends(events) == {"a": "finished", "bad": "failed", "c": "finished", "d": "finished", "e": "finished"}
    assert [event.subject for event in events if event.event == "started"].count("bad") == 2
    assert [event.note for event in events if event.event == "failed"] == [CRASHED]


def test_a_crash_that_does_not_come_again_costs_nothing(tmp_path: Path) -> None:
    assert ends(crawl(tmp_path, DIES_ONCE, [[school("a"), school("b")]])) == {"a": "finished", "b": "finished"}


def test_a_process_that_cannot_even_start_fails_its_schools(tmp_path: Path) -> None:
    assert ends(crawl(tmp_path, "sys.exit(3)", [[school("a"), school("b")]])) == {"a": "failed", "b": "failed"}


def test_a_process_that_says_nothing_is_ended(tmp_path: Path) -> None:
    assert ends(crawl(tmp_path, HANGS, [[school("a")]], silence=1)) == {"a": "failed"}


def test_lines_that_are_no_events_are_passed_over(tmp_path: Path) -> None:
    assert ends(crawl(tmp_path, "print('chào')\nprint('{}')\n" + VISIT_ALL, [[school("a")]])) == {"a": "finished"}


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_wish_to_stop_is_handed_on_and_nothing_new_is_begun(tmp_path: Path) -> None:
    stop = Stop()
    same = [[school("a", "x.test")], [school("b", "y.x.test")]]
    timer = threading.Timer(1.5, lambda: setattr(stop, "wishes", 1))
    timer.start()
    events = crawl(tmp_path, STOPS_SOFTLY, same, stop=stop)
    assert ends(events) == {"a": "finished"}


def test_batches_keep_parents_together_and_know_their_platforms() -> None:
    def child(code: str, parent: str) -> School:
        return school(code, f"{code}.pgd-{parent}.edu.vn").model_copy(
            update={"parents": (f"http://pgd-{parent}.edu.vn/",)}
        )

    schools = [child(f"{parent}{number}", parent) for number in range(3) for parent in ("a", "b")]
    batches = make_batches(schools, size=2)
    assert [[one.code for one in batch.schools] for batch in batches] == [["a0", "a1"], ["a2"], ["b0", "b1"], ["b2"]]
    assert batches[0].platforms == {"pgd-a.edu.vn"}
    assert not batches[0].platforms & batches[2].platforms


def test_batches_on_one_platform_never_run_at_once(tmp_path: Path) -> None:
    times = tmp_path / "times"
    script = (
        f"""
with open({str(times)!r}, "a") as file: file.write("+\\n")
time.sleep(0.5)
with open({str(times)!r}, "a") as file: file.write("-\\n")
"""
        + VISIT_ALL
    )
    crawl(tmp_path, script, [[school("a", "a.x.test")], [school("b", "b.x.test")], [school("c", "c.x.test")]])
    assert times.read_text().split() == ["+", "-"] * 3
