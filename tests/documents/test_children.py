"""A file that kills its child costs that file only, and the parent believes nothing a child says."""

from __future__ import annotations

import asyncio
import hashlib
import os
import sys
import time
from pathlib import Path

import pytest

from crawler.files.limits import Limits
from crawler.files.reader import FileReader, FileRequest
from records.files import FILE_TEXT, FileProblem, FileRead

# A child that misbehaves as the name of the file it is asked for says.
_ODD = r"""
import json, os, signal, subprocess, sys, time
from crawler.files.messages import Hello

out = os.fdopen(os.dup(1), "w")
def tell(line):
    out.write(line + "\n"); out.flush()
tell(Hello(walls=("none",)).model_dump_json())
for line in sys.stdin:
    asked = json.loads(line)
    name = os.path.basename(asked["path"])
    good = {"number": asked["number"], "kind": "text", "media_type": "a/b", "opens": True, "text": str(os.getpid())}
    if name == "nonsense": tell("\x00\x01 not json {{{")
    elif name == "list": tell("[1, 2, 3]")
    elif name == "number": tell(json.dumps({**good, "number": 99}))
    elif name == "field": tell(json.dumps({**good, "more": "x"}))
    elif name == "kind": tell(json.dumps({**good, "kind": "exe"}))
    elif name == "text": tell(json.dumps({**good, "text": "x" * 30_000}))
    elif name == "surrogate": tell(json.dumps({**good, "text": "\ud800"}))
    elif name == "long": tell("x" * 50_000_000)
    elif name == "endless":
        while True: out.write("x" * 65_536)
    elif name == "two": tell(json.dumps(good) + "\n" + json.dumps(good))
    elif name == "quiet": os.dup2(os.open(os.devnull, os.O_WRONLY), 1); out.close(); time.sleep(60)
    elif name == "sleep": signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)
    elif name == "segv": os.kill(os.getpid(), signal.SIGSEGV)
    elif name == "exit": os._exit(3)
    elif name == "cpu": os.kill(os.getpid(), signal.SIGXCPU)
    elif name == "grandchild":
        grown = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        open(asked["path"] + ".pid", "w").write(str(grown.pid))
        time.sleep(600)
    else: tell(json.dumps(good))
"""
_LIMITS = Limits(wall_seconds=1.0, start_seconds=120)


def make(folder: Path, name: str) -> FileRequest:
    """A file of that name and content."""
    (folder / name).write_text(name, "utf-8")
    return FileRequest(folder / name)


def odd_reader(limits: Limits = _LIMITS) -> FileReader:
    """A reader whose children misbehave."""
    return FileReader(limits, program=(sys.executable, "-c", _ODD))


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("nonsense", FileProblem.CRASHED),
        ("list", FileProblem.CRASHED),
        ("number", FileProblem.CRASHED),
        ("field", FileProblem.CRASHED),
        ("kind", FileProblem.CRASHED),
        ("text", FileProblem.CRASHED),
        ("surrogate", FileProblem.CRASHED),
        ("long", FileProblem.CRASHED),
        ("endless", FileProblem.CRASHED),
        ("two", FileProblem.CRASHED),
        ("quiet", FileProblem.CRASHED),
        ("segv", FileProblem.CRASHED),
        ("exit", FileProblem.CRASHED),
        ("cpu", FileProblem.TIMED_OUT),
        ("sleep", FileProblem.TIMED_OUT),
    ],
)
def test_a_child_that_misbehaves_costs_one_file(tmp_path: Path, name: str, problem: FileProblem) -> None:
    requests = [make(tmp_path, one) for one in ("before", name, "after", "last")]
    with odd_reader() as reader:
        before, bad, after, last = reader.read_files(requests)
    assert bad.problems == (problem,)
    assert bad.opens is None
    assert bad.text == ""
    assert before.opens is after.opens is last.opens is True
    # The texts are the ids of the children: a new one came, and served on.
    assert before.text != after.text == last.text


def test_what_a_child_started_ends_with_it(tmp_path: Path) -> None:
    with odd_reader(Limits(wall_seconds=3.0)) as reader:
        assert reader.read(make(tmp_path, "grandchild")).problem is FileProblem.TIMED_OUT
    pid = int((tmp_path / "grandchild.pid").read_text())
    for _ in range(100):
        status = Path(f"/proc/{pid}/stat")
        if not status.exists() or status.read_text().rpartition(")")[2].split()[0] == "Z":
            break
        time.sleep(0.05)
    else:
        pytest.fail("the grandchild lives on")


def test_a_child_that_never_starts_is_said_and_given_up(tmp_path: Path) -> None:
    with FileReader(_LIMITS, program=(sys.executable, "-c", "raise SystemExit(1)")) as reader:
        reads = reader.read_files([make(tmp_path, str(number)) for number in range(6)])
        assert reader.walls == ()
    assert {read.problem for read in reads} == {FileProblem.READER_MISSING}
    assert {read.opens for read in reads} == {None}


def test_a_child_serves_many_and_is_then_replaced(tmp_path: Path) -> None:
    with odd_reader(Limits(files_a_child=3)) as reader:
        served = [read.text for read in reader.read_files([make(tmp_path, str(number)) for number in range(7)])]
    assert [served.count(pid) for pid in dict.fromkeys(served)] == [3, 3, 1]


def test_the_same_bytes_are_parsed_once_in_a_run(tmp_path: Path) -> None:
    first, second = make(tmp_path, "good"), tmp_path / "sub"
    second.mkdir()
    (second / "good").write_text("good", "utf-8")
    with odd_reader() as reader:
        one = reader.read(first)
        known = dict(reader.known)
        assert list(known) == [hashlib.sha256(b"good").hexdigest()] == [one.sha256]
    # Another reader of the same run is handed what is known, and starts no child for it.
    with FileReader(known=known, program=("/nonexistent",)) as reader:
        two = reader.read(FileRequest(second / "good", "http://th-a.edu.vn/khac.pdf", "application/pdf"))
    assert two.text == one.text
    # The name and the declared type are those of this address, not of the first.
    assert two.problems == (FileProblem.WRONG_EXTENSION, FileProblem.WRONG_TYPE)
    assert (two.extension, two.declared_type) == ("pdf", "application/pdf")


def test_the_loop_goes_on_while_a_file_is_read(tmp_path: Path) -> None:
    async def visit() -> tuple[FileRead, int]:
        ticks = 0
        with odd_reader() as reader:
            task = asyncio.create_task(reader.read_async(make(tmp_path, "sleep")))
            while not task.done():
                await asyncio.sleep(0.02)
                ticks += 1
            return await task, ticks

    read, ticks = asyncio.run(visit())
    assert read.problem is FileProblem.TIMED_OUT
    assert ticks >= 20


@pytest.mark.parametrize("_again", range(5))  # Who waits on a pipe that another thread closes may wait for good.
def test_a_visit_that_is_cancelled_ends_its_child(tmp_path: Path, _again: int) -> None:
    async def visit() -> tuple[int, FileRead]:
        with odd_reader(Limits(wall_seconds=60)) as reader:
            await reader.read_async(make(tmp_path, "good"))
            child = reader._children[False]
            task = asyncio.create_task(reader.read_async(make(tmp_path, "sleep")))
            await asyncio.sleep(0.3)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            return child.pid, await reader.read_async(make(tmp_path, "again"))

    began = time.monotonic()
    pid, after = asyncio.run(visit())
    assert time.monotonic() - began < 50
    assert after.opens is True
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_bounds_of_the_file_itself_need_no_child(tmp_path: Path) -> None:
    large = tmp_path / "large.pdf"
    large.write_bytes(bytes(1_000))
    with FileReader(Limits(file_bytes=999), program=("/nonexistent",)) as reader:
        assert reader.read(FileRequest(large)).problem is FileProblem.TOO_LARGE
        (tmp_path / "none.pdf").write_bytes(b"")
        assert reader.read(FileRequest(tmp_path / "none.pdf")).problem is FileProblem.EMPTY


def test_the_text_is_bounded(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_text("Công khai chất lượng giáo dục của nhà trường.\n" * 20_000, "utf-8")
    with FileReader() as reader:
        read = reader.read(FileRequest(file))
    assert 0.9 * FILE_TEXT < len(read.text) <= FILE_TEXT
    assert len(read.title_lines) <= 14
